"""Words that our own advice prints where somebody has to write: left as they are, they say nothing."""

from __future__ import annotations

import unicodedata

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
)


def is_placeholder(text: str) -> bool:
    """Whether a text is what our advice prints there, in whatever width and spacing, or has no letter at all."""
    return not _folded(text) or _folded(text) in _PLACEHOLDERS


def is_no_reason(text: str) -> bool:
    """Whether a text, where a reason is asked for, is a placeholder or one of the words that give none.

    Only for words that open a gate. In a record 「批准: 无」 may be the truth, and the truth can be published.
    """
    return is_placeholder(text) or _folded(text) in _EMPTY_WORDS


def _folded(text: str) -> str:
    """The letters and digits of a text alone."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


_PLACEHOLDERS = frozenset(map(_folded, _PRINTED)) - {""}
_EMPTY_WORDS = frozenset(map(_folded, _NO_REASONS))
