"""A deadline of any kind is a day, a month, or the words of the paper; words make nothing late."""

from __future__ import annotations

import pytest

from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import DEADLINE
from cunwu.records.board import read_board, read_outline
from cunwu.rules.checker import check_board
from cunwu.values.deadline import last_day_of, parse_deadline
from support.money_boards import AS_OF, COUNTY, VILLAGE, Texts

WORDS = ("年底前", "春节前", "长期坚持", "2026年底", "3月底前", "一周内", "30天内", "下次村民代表会议以前")


def deadlines() -> list[FieldSpec]:
    found: dict[FieldSpec, None] = {}
    waiting: list[type[Item]] = [kind.record for kind in KINDS]
    seen: set[type[Item]] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for spec in fields_of(model):
            if spec.word in ("期限", "整改期限") and spec.plan:
                found[spec] = None
            if spec.model is not None:
                waiting.append(spec.model)
    return list(found)


def test_every_deadline_has_one_shape() -> None:
    assert len(deadlines()) > 5
    assert all(spec.form is DEADLINE for spec in deadlines())


@pytest.mark.parametrize("words", WORDS)
def test_words_are_kept_as_they_stand_and_are_never_late(words: str) -> None:
    assert parse_deadline(words) == words
    assert last_day_of(parse_deadline(words)) is None


@pytest.mark.parametrize("slip", ["2026-13-40", "2026年3月5号", "20260305", "2026.3", "明天\n后天", "abc"])
def test_a_day_that_was_mistyped_is_no_word(slip: str) -> None:
    with pytest.raises(ValueError, match=r"日期|应|写"):
        parse_deadline(slip)


PLAN = (
    "编号: 1\n名称: 整治\n存在的问题:\n  - 编号: 问1\n    问题类别: 事\n    问题: 账目不清\n"
    "    整改责任人: 村委会主任\n"
)


@pytest.mark.parametrize(("deadline", "late"), [("2026-02", True), ("春节前", False)])
def test_a_problem_is_late_after_a_day_and_never_after_words(deadline: str, *, late: bool) -> None:
    text = f"{PLAN}    整改期限: {deadline}\n"
    texts = Texts({"region.yml": COUNTY, "shanghe/village.yml": VILLAGE, "shanghe/remediations/1.yml": text})
    place = read_outline(texts).find("shanghe")
    assert place is not None
    problems = check_board(read_board(texts, place), AS_OF)
    assert not [one.message for one in problems if one.is_error]
    assert ("REM003" in {one.code for one in problems}) is late
