"""Texts in tables that a spreadsheet would run."""

from __future__ import annotations

import re

from cunwu.core.patterns import regex

DANGERS = "=+-@\t\r\n＝＋－＠"
"""Signs, narrow and wide, with which a text becomes a formula in a spreadsheet."""
_FORMULA = regex(f"'*[{re.escape(DANGERS)}]")


def harmless(text: str) -> str:
    """The text, after an apostrophe if a spreadsheet would run it; without the apostrophe it is the text again."""
    return f"'{text}" if _FORMULA.match(text) else text
