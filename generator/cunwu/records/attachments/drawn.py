"""PDF pages as pictures, blackened where they say what may not be told: no text is left below the black."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cunwu.records.attachments.pictures import as_paper
from cunwu.records.attachments.sorts import UnfitError

if TYPE_CHECKING:
    import pypdfium2

EXTRA = "cunwu[pdf]"
_DOTS, _WIDEST = 2, 4000
"""Dots of a picture in one of a page, which has 72 to the inch: small print stays legible; and of a page at most."""
_BESIDE = 1.5
"""Of a page, around each sign: what is left of a stroke can be read."""
Span = tuple[int, int]
"""First and last sign, that one not included."""


def redrawn(content: bytes, spans_in: Callable[[str], Sequence[Span]], as_of: date) -> bytes:
    """The pages as pictures in a new PDF, black where `spans_in` finds something in the text of a page.

    Notes and what was filled into forms are left out. Raises UnfitError without the program that draws pages.
    """
    try:
        import pypdfium2
    except ImportError:
        how = f"pip install '{EXTRA}'；或者把那一页截成图片，用 cunwu mask 图片 --cover"
        raise UnfitError("是 PDF，这里没有装画出它的程序", how) from None
    try:
        paper = pypdfium2.PdfDocument(content)
        pages = [_drawn(paper[number], spans_in) for number in range(len(paper))]
    except pypdfium2.PdfiumError:
        raise UnfitError("坏了，画不出来", "在 WPS 或浏览器里打开，选「打印」「另存为 PDF」，再来") from None
    return as_paper(pages, as_of)


def _drawn(page: pypdfium2.PdfPage, spans_in: Callable[[str], Sequence[Span]]) -> tuple[Any, list[tuple[int, ...]]]:
    """The picture of a page, and what is to be black on it."""
    picture = page.render(scale=min(_DOTS, _WIDEST / max(page.get_size())), draw_annots=False, may_draw_forms=False)
    signs = page.get_textpage()
    # One sign for each place: the text that is given whole has other places once a sign is a pair.
    text = "".join(_sign(signs, place) for place in range(signs.count_chars()))
    boxes = [box for first, last in spans_in(text) for box in _boxes(page, picture, signs, range(first, last))]
    return picture.to_pil(), boxes


def _sign(signs: pypdfium2.PdfTextPage, place: int) -> str:
    import pypdfium2

    code = pypdfium2.raw.FPDFText_GetUnicode(signs, place)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _boxes(
    page: pypdfium2.PdfPage, picture: pypdfium2.PdfBitmap, signs: pypdfium2.PdfTextPage, places: range
) -> Iterator[tuple[int, ...]]:
    for place in places:
        left, low, right, high = signs.get_charbox(place, loose=True)
        if right > left or high > low:
            edges = ((left - _BESIDE, low - _BESIDE), (right + _BESIDE, high + _BESIDE))
            dots = [_dot(page, picture, *edge) for edge in edges]  # a page may be turned
            across, down = sorted(dot[0] for dot in dots), sorted(dot[1] for dot in dots)
            yield across[0], down[0], across[1], down[1]


def _dot(page: pypdfium2.PdfPage, picture: pypdfium2.PdfBitmap, across: float, up: float) -> tuple[int, int]:
    """Where a place of a page is in its picture, however the page is turned or cut."""
    dot: tuple[int, int] = picture.get_posconv(page).to_bitmap(across, up)
    return dot
