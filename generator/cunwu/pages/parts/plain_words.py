"""Words of the forms that only clerks know, as villagers read them on a page."""

from __future__ import annotations

from cunwu.kinds.record import Kind, Record

PLAIN_WORDS = {
    "编号": "序号",
    "起": "从哪天起",
    "止": "到哪天止",
    "层级": "哪一级",
    "账套": "哪本账",
    "条目": "哪一条",
    "字段": "哪一栏",
}
"""The word of a field → what a page calls it; the files, forms and tables for download keep the word of the form."""


def plain(word: str) -> str:
    """What a page calls a field."""
    return PLAIN_WORDS.get(word, word)


def called(kind: Kind[Record]) -> str:
    """What a list of records calls one of this kind; what a place says of itself has no name of its own."""
    return kind.label if kind.folder else "基本情况"
