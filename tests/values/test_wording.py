"""Which of the known words somebody may have meant."""

from __future__ import annotations

import pytest

from cunwu.values.wording import nearest

FOLDERS = ("finance", "meetings", "notices", "contracts", "debts")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("finance", ("finance",)),
        ("finnance", ("finance",)),
        ("notes", ("notices",)),
        ("conract", ("contracts",)),
        ("2026-03", ()),
        ("", ()),
    ],
)
def test_three_words_most_like_what_was_typed_are_named_the_most_alike_first(text: str, words: tuple[str, ...]) -> None:
    assert nearest(text, FOLDERS) == words


def test_words_as_alike_as_each_other_come_in_a_fixed_order() -> None:
    assert nearest("债权", ("补助", "债权乙", "债权丙", "债权甲", "债权丁")) == ("债权甲", "债权乙", "债权丙")


def test_a_text_of_any_length_is_compared() -> None:
    assert nearest("收支" + "某" * 1_000_000, ("收支", "会议")) == ()
