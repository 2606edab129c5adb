"""What a takedown may leave: the fixed words, and every amount, date and quantity."""

from __future__ import annotations

import pytest

from cunwu.kinds.fields import words_of
from cunwu.kinds.ledger import Entry
from cunwu.kinds.record import SourceNote
from cunwu.records.takedown import PLACEHOLDER, is_taken_down, quotes_figure

WORDS = words_of(Entry)["对方"]
URL = words_of(SourceNote)["网址"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "320.00 元",
            "３２０元",
            "三百二十元",
            "付5000",
            "2026-03-12",
            "三月十二日",
            "三亩地",
            "两万",
            "贰佰元",
            "二〇二六",
        ),
        *("٣٢٠", "12 户", "五个月", "一半工程款三成"),
    ],
)
def test_amounts_dates_and_quantities_are_figures(text: str) -> None:
    assert quotes_figure(text)


@pytest.mark.parametrize("text", ["张某某", "王五一", "韦六", "第一书记张某", "11010519491231002X", "电话 13912345678"])
def test_names_and_numbers_of_persons_are_none(text: str) -> None:
    assert not quotes_figure(text)


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        ("付张某某电费", PLACEHOLDER, True),
        ("付张某某电费", f"付{PLACEHOLDER}电费", True),
        ("张某某、李某某", f"{PLACEHOLDER}、{PLACEHOLDER}", True),
        ("付张某某电费 320 元", f"付{PLACEHOLDER}电费 320 元", True),
        ("付张某某电费 320 元", PLACEHOLDER, False),
        ("付张某某电费", f"付{PLACEHOLDER}水费", False),
        ("付张某某电费", "付某人电费", False),
        ("付张某某电费", "", False),
        ("付张某某电费", f"付张某某电费{PLACEHOLDER}", False),
        (f"{PLACEHOLDER}付李某", f"{PLACEHOLDER}付{PLACEHOLDER}", True),
    ],
)
def test_only_the_fixed_words_may_stand_in_place_of_others(before: str, after: str, may: bool) -> None:
    assert is_taken_down(WORDS, before, after) is may


def test_an_address_of_a_page_is_left_empty() -> None:
    assert is_taken_down(URL, "https://example.gov.cn/zhang", "")
    assert not is_taken_down(URL, "https://example.gov.cn/zhang", "https://example.gov.cn/li")


def test_an_amount_is_never_taken_down() -> None:
    assert not is_taken_down(words_of(Entry)["支出"], "320.00", PLACEHOLDER)
