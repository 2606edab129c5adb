"""A page in traditional script: its words only, never a figure, an address or anything that a program reads."""

from __future__ import annotations

import re
from collections.abc import Callable

from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError

_APART = regex(r"(<style>.*?</style>|<script\b.*?</script>|<code>.*?</code>|<[^>]*>)", re.DOTALL)
"""What stands between the words: tags, and what is read by programs or compared letter by letter."""
_READ_OUT = regex(r' (?:data-label|aria-label|title)="[^"]*"')
"""Attributes whose words are shown or read aloud."""
_SIMPLIFIED, _TRADITIONAL = '<html lang="zh-CN">', '<html lang="zh-Hant">'
_MISTAKES = (
    (regex("(?<![關屬由對等位至過])於(?=某)"), "于"),
    (regex("嶽(?=某)"), "岳"),
    (regex("(?<=[0-9])( ?)裡"), r"\1里"),
)
"""Surnames and a measure that no phrase of the dictionary tells apart from other words."""
_NOTE = '<p class="made-from">本頁由程式從簡體轉成繁體，以簡體的為準。</p>\n</footer>'


def open_traditional() -> Callable[[bytes], bytes]:
    """A function from a page to the same page in traditional script. Raises CunwuError if OpenCC is not installed."""
    try:
        from opencc import OpenCC
    except ImportError as error:
        raise CunwuError("--hant 要用 OpenCC，这里没有装", next_step="pip install 'cunwu[hant]'") from error
    converter = OpenCC("s2tw")  # the forms of the characters change, words stay the words that were typed

    def words(text: str) -> str:
        converted: str = converter.convert(text)
        for mistake, right in _MISTAKES:
            converted = mistake.sub(right, converted)
        return converted

    def read_out(attribute: re.Match[str]) -> str:
        return words(attribute[0])

    def page(html: bytes) -> bytes:
        parts = _APART.split(html.decode("utf-8").replace(_SIMPLIFIED, _TRADITIONAL, 1))
        for number, part in enumerate(parts):
            if number % 2:
                parts[number] = _READ_OUT.sub(read_out, part)
            elif not part.isascii():
                parts[number] = words(part)
        return "".join(parts).replace("</footer>", _NOTE, 1).encode("utf-8")

    return page
