"""Files that are no records, as text: attachments, pages, hidden files; and which of them cannot be looked through."""

from __future__ import annotations

import re
from collections.abc import Callable

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex

_SEEN = regex(
    r".*\.(?:jpe?g|png|gif|bmp|webp|tiff?|heic|ico|mp[34]|mov|avi|wav|woff2?|ttf|otf)", re.IGNORECASE | re.DOTALL
)
"""Endings of pictures, sounds and letters. They are large and many, and are not even read; who puts one in sees it."""
_CLOSED = regex(
    r".*\.(?:ofd|docx?|docm|dotx?|rtf|xls[xmb]?|xltx?|et|ett|ods|odt|odp|pptx?|ppsx?|dps|wps|wpt|zip|rar|7z|gz|tgz|tar|bz2|xz|mdb|"
    r"accdb|dbf|sqlite|db|msg|eml)",
    re.IGNORECASE | re.DOTALL,
)
"""Endings of files that hold text which only other programs can read: whole columns of numbers, mostly unseen."""
_MOST = 4_000_000
"""Bytes that are looked through; a list of a whole town has fewer."""
_STRANGE = regex("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
"""Signs that no text has, or that stand where bytes are no text."""
_SELDOM = 0.02
"""Part of a text that such signs may be."""
_STRAY = 0.25
"""Part of the bytes of a text in UTF-8 that may be zero; of a list in UTF-16 more are, one for each ASCII sign."""
_ORDINARY = regex("[\t\n\r -~\u00b7\u2010-\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]")
_ENOUGH, _MOSTLY = 20_000, 0.8


class Looked(Frozen):
    """The text of a file as far as it was looked through, and why not further; both may be empty."""

    text: str = ""
    unread: str = ""


_UNSEEN = Looked()


def look_through(path: str, read: Callable[[str], bytes]) -> Looked:
    """The text of a file, as UTF-8, UTF-16 or the code of Chinese spreadsheets."""
    if _SEEN.fullmatch(path):
        return _UNSEEN
    if path.lower().endswith(".pdf"):
        return _in_paper(read(path))
    if _CLOSED.fullmatch(path):
        return Looked(unread="这种文件里的字要用别的程序打开")
    content = read(path)
    text = decoded(content)
    if text is None or len(_STRANGE.findall(text)) > _SELDOM * len(text):
        return Looked(text or "", "里面不是文字，或者认不出编码")
    return Looked(text, f"太大，只看了前面 {_MOST // 1_000_000} MB" if len(content) > _MOST else "")


def _in_paper(content: bytes) -> Looked:
    """The text of a PDF; pages that are pictures are looked at by people."""
    from cunwu.records.attachments.papers import read_paper
    from cunwu.records.attachments.sorts import UnfitError

    try:
        paper = read_paper(content)
    except UnfitError as unfit:
        return Looked(unread=f"这份 PDF {unfit.why}")
    return Looked(paper.text, "这份 PDF 里有扫描的图，程序看不见上面的字" if paper.is_scanned else "")


def decoded(content: bytes) -> str | None:
    """Bytes as text with line feeds, and a blank for each zero in it; None if they are none."""
    content = content[:_MOST]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").replace("\r\n", "\n")
    text = _with_zeros(content) if b"\0" in content else _without(content)
    return None if text is None else text.replace("\0", " ").replace("\r\n", "\n")


def _without(content: bytes) -> str:
    text = _utf8(content)
    return content.decode("gb18030", "replace") if text is None else text


def _with_zeros(content: bytes) -> str | None:
    """UTF-8 or its forerunner with stray zeros in it, or UTF-16 without its mark: whatever reads most like a text."""
    text = _utf8(content)
    if text is not None and content.count(0) <= _STRAY * len(content):
        return text
    even = content[: len(content) // 2 * 2]
    read = (text, _strictly(even, "utf-16-le"), _strictly(even, "utf-16-be"), _strictly(content, "gb18030"))
    best = max((one for one in read if one is not None), key=_ordinary, default=None)
    return best if best is not None and _ordinary(best) >= _MOSTLY else None


def _ordinary(text: str) -> float:
    """Which part of the signs are such as Chinese texts are made of."""
    return len(_ORDINARY.findall(text[:_ENOUGH])) / max(1, min(len(text), _ENOUGH))


def _utf8(content: bytes) -> str | None:
    """The text; without its last sign if that was cut off where the file was."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return content[: error.start].decode("utf-8-sig") if len(content) == _MOST <= error.start + 3 else None


def _strictly(content: bytes, code: str) -> str | None:
    try:
        return content.decode(code)
    except UnicodeDecodeError:
        return None
