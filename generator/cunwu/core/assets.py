"""The style sheet and the script of the board, joined from files of the theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError

ASSETS: Mapping[str, tuple[str, ...]] = {"board.css": ("tokens.css", "board.css"), "search.js": ("search.js",)}
"""File of the board, published under its digest → the files of the theme in it. The frame publishes these by name."""

OF_TABS = "icon.svg"
"""The sign of the board in a browser's tab; its colours are names of tokens, because it loads no style sheet."""

OF_SHEETS = "poster.css"
"""The style of sheets for the wall, which stands inside their document and nowhere on a site."""

_REMARKS: Mapping[str, re.Pattern[str]] = {
    "search.js": regex(r"^ *//.*\n", re.MULTILINE),
    "board.css": regex(r"/\*.*?\*/\n?", re.DOTALL),
    "tokens.css": regex(r"/\*.*?\*/\n?", re.DOTALL),
}
"""What a file says to those who change it."""
_TOKEN = regex(r"(--[\w-]+):\s*([^;}]*)")
_USED = regex(r"var\((--[\w-]+)\)")
_BLANKS = regex(r"\s*([{};>])\s*|([:,])\s+|\s+")
"""Before a colon a blank may stand for what is inside an element; nowhere else does one say anything twice."""
_NARROW = regex(r"@media screen and (\(max-width:)(22)em\)(\{(?:[^{}]+\{[^{}]*\})+\})")
_BASE = regex(r"--base:([\d.]+)%")


def asset_of(theme: Path, name: str) -> bytes:
    """One file that all pages of the board load; files are joined because each request costs time.

    Without remarks, which are a sixth of what a phone would wait for; style sheets without their blanks, too.
    """
    joined = b"".join(_without_remarks(part, read_asset(theme, part)) for part in ASSETS[name])
    return _for_enlarged(without_blanks(joined.decode("utf-8"))).encode("utf-8") if name.endswith(".css") else joined


def _for_enlarged(style: str) -> str:
    """Has what is said of the narrowest screens hold for text that is enlarged without the screen being told.

    Chat programs do that. A screen is measured in letters of the reader's setting, a container in those that stand
    in it: here the body.
    """
    base = _BASE.search(style)
    times = 100 / float(base[1]) if base else 1
    return _NARROW.sub(lambda rule: f"{rule[0]}@container {rule[1]}{float(rule[2]) * times:g}em){rule[3]}", style)


def without_blanks(style: str) -> str:
    """A style sheet that says the same in fewer letters."""
    return _BLANKS.sub(lambda blank: blank[1] or blank[2] or " ", style).replace(";}", "}").strip()


def style_of_sheets(theme: Path) -> str:
    """The style of sheets for the wall, without remarks: what is left holds nothing that HTML would escape."""
    remarks = _REMARKS["board.css"]
    return "".join(remarks.sub("", read_asset(theme, part).decode("utf-8")) for part in ("tokens.css", OF_SHEETS))


def icon_of(theme: Path) -> bytes:
    """The sign of the board in the colours of the theme."""
    tokens = tokens_of(read_asset(theme, "tokens.css").decode("utf-8"))
    icon = _USED.sub(lambda used: tokens.get(used[1], used[0]), read_asset(theme, OF_TABS).decode("utf-8"))
    return icon.encode("utf-8")


def tokens_of(style: str) -> dict[str, str]:
    """Name → colour or size as tokens.css has it for light screens and for paper."""
    return {name: value.strip() for name, value in _TOKEN.findall(style)[::-1]}  # the first is that of paper


def _without_remarks(part: str, content: bytes) -> bytes:
    remarks = _REMARKS.get(part)
    return content if remarks is None else remarks.sub("", content.decode("utf-8")).encode("utf-8")


def read_asset(theme: Path, name: str) -> bytes:
    """A file of the theme. Raises CunwuError if it is not there."""
    try:
        return (theme / "assets" / name).read_bytes()
    except FileNotFoundError as error:
        raise CunwuError(
            f"没有 {error.filename}", next_step="删去自己的 theme/，就用程序自带的；或者把程序的 theme/ 补全"
        ) from None
