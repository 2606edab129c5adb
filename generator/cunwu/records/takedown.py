"""Takedowns of personal words (屏蔽): the words that may stand in their place, and what may never be taken down."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from cunwu.core.patterns import regex
from cunwu.kinds.base import Correction, FieldSpec
from cunwu.kinds.fields import word_of
from cunwu.kinds.forms import PHONE, URL
from cunwu.kinds.parts import holds_words
from cunwu.records.privacy import find_leaks

PLACEHOLDER = "（已屏蔽）"
"""The only words that may stand where others were taken down: any other would be a new statement."""
QUOTES = (word_of(Correction, "before"), word_of(Correction, "after"))
"""Fields of a correction that quote the field it corrects."""

_FIGURE = regex(
    r"\d|[零〇一二三四五六七八九]{3,}"
    r"|[零〇一二两三四五六七八九十百千万亿几半壹贰叁肆伍陆柒捌玖拾佰仟]+多?余?\s*"
    r"(?:元|块|角|分钱|万|亿|吨|斤|公斤|克|亩|公顷|平方|立方|米|公里|里路|年|月|日|号|天|夜|人|户|口|次|票|个|处|盏|棵|头|只|股|成|倍|工)"
)
"""An amount, date or quantity: in digits of any script, in a row of Chinese ones, or in numerals before a unit."""


def quotes_figure(text: str) -> bool:
    """Whether words state an amount, date or quantity; numbers of persons (identity, telephone, card) are none.

    A single Chinese digit may be part of a name.
    """
    kept, at = "", 0
    for hit in sorted(find_leaks(text), key=lambda hit: hit.start):
        kept, at = f"{kept}{text[at : hit.start]} ", hit.end
    return _FIGURE.search(normalize("NFKC", kept + text[at:])) is not None


def is_taken_down(spec: FieldSpec, before: str, after: str) -> bool:
    """Whether `after` is what a takedown may leave of `before`: the same words with placeholders, and every figure.

    Fields that cannot hold the placeholder, telephones and addresses of pages, are left empty.
    """
    if not holds_words(spec):
        return False
    if spec.form in (PHONE, URL):
        return after == ""
    gone = list(_gone(before, after))
    return bool(gone) and not any(map(quotes_figure, gone))


def _gone(before: str, after: str) -> Iterator[str]:
    """The stretches of `before` that placeholders in `after` replace; nothing if other words differ too."""
    first, *others = after.split(PLACEHOLDER)
    if not others or not before.startswith(first):
        return
    at, gone = len(first), list[str]()
    for piece in others[:-1]:
        found = before.find(piece, at + 1)
        if found < 0:
            return
        gone.append(before[at:found])
        at = found + len(piece)
    end = len(before) - len(others[-1])
    if end > at and before.endswith(others[-1]):
        yield from (*gone, before[at:end])
