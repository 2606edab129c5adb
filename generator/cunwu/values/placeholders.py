"""Words that our own advice prints where somebody has to write: left as they are, they say nothing."""

from __future__ import annotations

import unicodedata

from cunwu.core.patterns import regex

TAKEN_DOWN = "（已屏蔽）"
"""The only words that may stand where others were taken down: any other would be a new statement."""
UNWRITTEN = "…"
"""Left open by a command that was given no reason."""
WHY, WHO_AGREED, WHICH_DAY = "写明为什么", "写明谁、在哪次会上同意", "写明哪一天"
"""In the lines to paste under a change that nobody explained."""
REASON_HERE = "这里写原因"
"""In the message of a commit that confirms something."""
REASON, APPROVAL, AGREED, NEW_VALUE = "原因", "批准", "谁在哪次会上同意", "新值"
"""In a command to type."""

_PRINTED = (UNWRITTEN, WHY, WHO_AGREED, WHICH_DAY, REASON_HERE, REASON, APPROVAL, AGREED)
"""Every word that is printed so. What differs only in signs, such as 谁、在哪次会上同意, is the same."""
_NO_REASONS = (
    *("无", "没有", "暂无", "没有原因", "无原因", "不知道", "不清楚", "不详", "不明", "略", "同上", "待定", "待补"),
    *("确认", "是", "是的", "好", "同意", "改", "修改", "更新", "测试", "none", "na", "null", "todo", "test", "ok"),
    *("更正", "更改", "改正", "改动", "修正", "变更", "调整", "撤销", "作废", "补录", "补", "屏蔽", "删除", "说明"),
    *("如题", "如上", "如下", "其他", "其他原因", "特殊原因", "特殊情况", "工作需要", "按规定", "按要求", "原因不明"),
)
_ELSEWHERE = regex(
    r"(?:详?见|详情见|参见|请看|请见|详细见)(?:后|上|下|前|所)?(?:附件?|备注|说明|表|文|面|单据|凭证|原件|材料)?[0-9一二三四五六七八九]*"
)
"""Sends the reader to a paper that nobody has on the board."""
_FEW_LETTERS = 3


def is_placeholder(text: str) -> bool:
    """Whether a text is what our advice prints there, in whatever width and spacing, or has no letter at all."""
    return not _folded(text) or _folded(text) in _PLACEHOLDERS


def is_hidden(text: str) -> bool:
    """Whether everything that a text said was taken down."""
    return TAKEN_DOWN in text and not _folded(text.replace(TAKEN_DOWN, ""))


def is_no_reason(text: str) -> bool:
    """Whether a text, where a reason is asked for, gives none: a placeholder, 无, 更正, 见附件, one sign, a figure.

    Only of reasons: 「批准: 无」 may be the truth, and the truth can be published.
    """
    letters = _folded(text)
    if is_placeholder(text) or letters in _EMPTY_WORDS or _ELSEWHERE.fullmatch(letters):
        return True
    return len(set(letters)) == 1 or letters.isdigit() or (letters.isascii() and len(letters) <= _FEW_LETTERS)


def _folded(text: str) -> str:
    """The letters and digits of a text alone."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


_PLACEHOLDERS = frozenset(map(_folded, _PRINTED)) - {""}
_EMPTY_WORDS = frozenset(map(_folded, _NO_REASONS))
