"""How a message repeats what somebody typed."""

from __future__ import annotations

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


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return f"〔{_NAMES.get(character) or f'U+{ord(character):04X}'}〕"
