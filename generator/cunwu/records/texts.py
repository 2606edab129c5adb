"""Files that are no records, as text: attachments, pages of people, hidden files; None for what is no text."""

from __future__ import annotations

import re
from collections.abc import Callable

from cunwu.core.patterns import regex

_BINARY = regex(
    r".*\.(?:jpe?g|png|gif|bmp|webp|tiff?|heic|ico|pdf|docx?|xlsx?|et|pptx?|wps|zip|rar|7z|gz|mp[34]|mov|avi|wav|"
    r"woff2?|ttf|otf)",
    re.IGNORECASE | re.DOTALL,
)
"""Endings of files that hold no plain text. They are large and many, and are not even read."""
_MOST = 4_000_000
"""Bytes that are looked through; a list of a whole town has fewer."""


def text_of(path: str, read: Callable[[str], bytes]) -> str | None:
    """The text of a file, as UTF-8, UTF-16 or the code of Chinese spreadsheets; None if it is none."""
    if _BINARY.fullmatch(path):
        return None
    return decoded(read(path))


def decoded(content: bytes) -> str | None:
    """Bytes as text with line feeds; None if they are none."""
    content = content[:_MOST]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").replace("\r\n", "\n")
    if b"\0" in content:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    return text.replace("\r\n", "\n")
