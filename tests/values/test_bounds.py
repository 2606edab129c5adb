"""What is certain of a rough number, and of sums and products with it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from cunwu.kinds.forms import COUNT_OR_ABOUT
from cunwu.values.bounds import Bounds, bounds_of, count_in_words, total_bounds, total_count
from cunwu.values.quantity import parse_quantity


@pytest.mark.parametrize(
    ("typed", "certain"),
    [
        ("40", "40"),
        ("40余", "至少 40"),
        ("40多人", "至少 40"),
        ("40余名", "至少 40"),
        ("超40 人", "至少 40"),
        ("40 人以上", "至少 40"),
        ("不足40", "至多 40"),
        ("40 人以下", "至多 40"),
        ("38—40", "38—40"),
        ("38—40 人不等", "38—40"),
        ("约40", "至少 0"),
        ("近40", "至少 0"),
        ("40左右", "至少 0"),
        ("约38—40", "至少 0"),
        ("几十", "至少 0"),
        ("40多户", "至少 0"),  # households are not heads
    ],
)
def test_only_what_is_certain_of_a_number_is_held_against_anybody(typed: str, certain: str) -> None:
    assert bounds_of(COUNT_OR_ABOUT.parse(typed), "人").text == certain


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        (["40", "2"], "42"),
        (["40", "10余"], "约50"),
        (["40", "5—6"], "约45—46"),
        (["约40人", "几十"], "约60—130"),
        ([], "0"),
    ],
)
def test_a_sum_with_a_rough_part_is_marked_as_rough(counts: list[str], shown: str) -> None:
    summed = total_count([COUNT_OR_ABOUT.parse(count) for count in counts])
    assert count_in_words(summed, "") == shown


def test_what_is_certain_of_a_product_follows_from_its_factors() -> None:
    two = Bounds(Decimal(2), Decimal(2))
    assert (two * bounds_of(parse_quantity("400余户"), "户")).text == "至少 800"
    assert (two * bounds_of(parse_quantity("不足400 户"), "户")).text == "至多 800"
    assert (Bounds(Decimal(0), Decimal(0)) * bounds_of(parse_quantity("约400 户"), "户")).text == "至少 0"
    assert bounds_of(parse_quantity("400余户"), "户").less(two).text == "至少 398"
    assert bounds_of(400, "户").less(bounds_of(parse_quantity("6余户"), "户")).text == "至多 394"


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999))))
def test_a_sum_lies_between_the_sums_of_its_ends(ends: list[tuple[int, int]]) -> None:
    parts = [Bounds(Decimal(min(pair)), Decimal(max(pair))) for pair in ends]
    summed = total_bounds(parts)
    assert not summed.differs_from(Bounds(Decimal(sum(min(pair) for pair in ends)), summed.most))
    assert summed.is_exact == all(one == other for one, other in ends)
