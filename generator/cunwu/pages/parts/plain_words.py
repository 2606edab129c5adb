"""Words of the forms that only clerks know, as villagers read them on a page."""

from __future__ import annotations

PLAIN_WORDS = {
    "编号": "序号",
    "起": "从哪天起",
    "止": "到哪天止",
    "层级": "哪一级",
    "账套": "哪本账",
}
"""The word of a field → what a page calls it; the files, forms and tables for download keep the word of the form."""


def plain(word: str) -> str:
    """What a page calls a field."""
    return PLAIN_WORDS.get(word, word)
