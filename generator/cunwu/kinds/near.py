"""The field that a word most likely means: another name people have for it, else one spelt much alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cunwu.values.wording import nearest

OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "转账": ("划转",),
    "内部转账": ("划转",),
    "调拨": ("划转",),
    "流水": ("明细",),
    "流水账": ("明细",),
    "收支明细": ("明细",),
    "记账": ("明细",),
    "余额": ("期末",),
    "期初余额": ("期初",),
    "期末余额": ("期末",),
    "金额": ("收入", "支出"),
    "月份": ("期间",),
    "用途": ("摘要",),
    "事由": ("摘要",),
    "票号": ("凭证",),
    "收款人": ("对方",),
    "付款人": ("对方",),
}
"""Word → the fields it may stand for, where a kind has them; several, where only the writer knows which."""


def meant_by(word: str, known: Collection[str], taken: Collection[str] = ()) -> tuple[str, ...]:
    """The fields that an unknown word may mean, best first; never one that the same table already has."""
    free = [one for one in known if one not in taken]
    other = OTHER_NAMES.get(word, ())
    return other if other and set(other) <= set(free) else nearest(word, free)[:1]
