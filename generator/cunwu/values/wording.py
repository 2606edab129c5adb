"""How a message quotes typed text, and the known words that it may have meant."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 30


class Misread(ValueError):
    """A text that is no value of its form; its sentence says what was expected and what was typed."""

    def __init__(self, sentence: str, right: str = "") -> None:
        super().__init__(sentence)
        self.right = right
        """The same value rightly typed; empty if it is not plain which one was meant."""


_NAMES = {
    "\n": "换行",
    "\r": "回车",
    "\t": "制表符",
    "\u00a0": "不间断空格",
    "\u3000": "全角空格",
}


def quoted(text: str) -> str:
    """The text as typed in 「」, cut at 30 characters; invisible ones are named, so the result prints anywhere."""
    shown = text[:_LONGEST]
    if not shown.isprintable():
        shown = "".join(map(_visible, shown))
    return f"「{shown}…」" if len(text) > _LONGEST else f"「{shown}」"


def nearest(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words most like the typed text, at most three, best first; only the word itself if it is known."""
    from difflib import get_close_matches

    words = sorted(known)
    return (text,) if text in words else tuple(get_close_matches(text[:_LONGEST], words, n=3, cutoff=0.5))


_NOT = frozenset("不未没无非")


def denies(text: str) -> bool:
    """Whether a text says that something is not so: what is much like it may be its very opposite (未成交, 成交)."""
    return not _NOT.isdisjoint(text)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return f"〔{_NAMES.get(character) or f'U+{ord(character):04X}'}〕"
