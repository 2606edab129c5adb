"""How a message repeats what somebody typed, and which of the known words they may have meant."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 30
_NAMES = {
    "\n": "换行",
    "\r": "回车",
    "\t": "制表符",
    "\u00a0": "不间断空格",
    "\u3000": "全角空格",
}


def quoted(text: str) -> str:
    """The text as typed in 「」, cut at 30 characters; what cannot be seen is named, so the result prints anywhere."""
    shown = text[:_LONGEST]
    if not shown.isprintable():
        shown = "".join(map(_visible, shown))
    return f"「{shown}…」" if len(text) > _LONGEST else f"「{shown}」"


def nearest(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words most like what was typed, three at most, the most alike first; the word alone if it is known."""
    from difflib import get_close_matches

    words = sorted(known)
    return (text,) if text in words else tuple(get_close_matches(text[:_LONGEST], words, n=3, cutoff=0.5))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return f"〔{_NAMES.get(character) or f'U+{ord(character):04X}'}〕"
