"""Names of accounts that are legal in every program, made from words of records, no two of them the same."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from cunwu.core.patterns import regex

T = TypeVar("T", bound=Hashable)

_OTHER = regex(r"[^A-Za-z0-9\u4e00-\u9fff]+")
_LONGEST = 60
_NAMELESS = "其他"


@dataclass
class Names(Generic[T]):
    """Words of a record → a name below a root: the same name for the same words, another name for other words."""

    _by_words: dict[tuple[T, str], str] = field(default_factory=dict)
    _taken: set[tuple[T, str]] = field(default_factory=set)

    def name_of(self, root: T, words: str) -> str:
        """Chinese characters, digits, Latin letters and single dashes, a capital first."""
        known = self._by_words.get((root, words))
        if known is not None:
            return known
        plain = _OTHER.sub("-", words).strip("-")[:_LONGEST].strip("-") or _NAMELESS
        plain = plain[0].upper() + plain[1:]
        name, count = plain, 1
        while (root, name.casefold()) in self._taken:
            count += 1
            name = f"{plain}-{count}"
        self._taken.add((root, name.casefold()))
        self._by_words[root, words] = name
        return name
