"""What the loudspeaker says of a month: what its page shows, in words, short enough to be listened to."""

from __future__ import annotations

import pytest

from cunwu.pages.parts.broadcast import broadcast_of
from cunwu.values.numerals import how_many
from support.money_boards import Village, ledger, village

MARCH = ledger(
    "2026-03",
    "600.00",
    "870.00",
    "  - 编号: 001\n    日期: 2026-03-05\n    摘要: 收鱼塘租金\n    科目: 其他\n    收入: 300.00\n    账户: 现金\n"
    "  - 编号: 002\n    日期: 2026-03-09\n    摘要: 修闸门\n    科目: 其他\n    支出: 30.00\n    账户: 现金\n",
)


def said_of(found: Village, period: str) -> str:
    (month,) = [one for books in found.context.books.values() for one in books if one.period.text == period]
    return "\n".join(broadcast_of(found.context, month))


def test_the_four_figures_and_the_largest_entries_are_said_in_words() -> None:
    text = said_of(village({"finance/2026-03.yml": MARCH}), "2026-03")
    assert "上期结余六百元，收入三百元，支出三十元，本期结余八百七十元。" in text
    assert "收入最多的一笔是收鱼塘租金，三百元。" in text
    assert "支出最多的一笔是修闸门，三十元。" in text
    assert "一共两笔" in text


def test_it_is_read_out_in_a_minute_and_a_half() -> None:
    assert 80 <= len(said_of(village({"finance/2026-03.yml": MARCH}), "2026-03")) <= 360


def test_a_text_file_holds_the_same_sentences_as_the_page() -> None:
    found = village({"finance/2026-03.yml": MARCH.replace("修闸门", "修闸门 A&B <急>")})
    raw = found.raw()
    sentences = said_of(found, "2026-03").splitlines()
    assert raw["finance/2026-03.txt"].splitlines() == sentences
    assert all(sentence in found.pages()["finance/2026-03.html"] for sentence in sentences)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (2, "两"), (10, "十"), (12, "十二"), (22, "二十二"), (110, "一百一十"), (200, "二百")],
)
def test_a_count_is_said_as_in_speech(number: int, words: str) -> None:
    assert how_many(number) == words
