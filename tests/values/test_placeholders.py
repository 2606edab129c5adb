"""Words that stand where somebody has to write: each that our advice prints says nothing; the truth says something."""

from __future__ import annotations

import pytest

from cunwu.values.placeholders import is_no_reason, is_placeholder


@pytest.mark.parametrize(
    "text", ["…", "……", "。", " - ", "写明为什么", "写明谁、在哪次会上同意", "写明谁,在哪次会上同意 ", "原因", "批准"]
)
def test_what_our_advice_prints_and_what_has_no_letter_says_nothing(text: str) -> None:
    assert is_placeholder(text)
    assert is_no_reason(text)


@pytest.mark.parametrize("text", ["无", "不知道", "N/A", "ＮＡ", "确认", "OK"])
def test_words_that_give_no_reason_open_no_gate_but_may_be_the_truth_in_a_record(text: str) -> None:
    assert is_no_reason(text)
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "见附件",
        "详见附件2",
        "见附件。",
        "更正",
        "【更正】",
        "一",
        "错",
        "一一一",
        "如题",
        "123",
        "abc",
        "见备注",
        "详见",
    ],
)
def test_a_word_that_sends_elsewhere_or_a_single_sign_is_no_reason(text: str) -> None:
    assert is_no_reason(text)
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "抄错",
        "没有人批准",
        "2026-04-08 监委会",
        "五千元是五元的笔误",
        "不知道是谁抄错的",
        "见会议记录，多记一户",
        "随更1",
        "重复",
        "typo",
    ],
)
def test_a_reason_is_one(text: str) -> None:
    assert not is_no_reason(text)
