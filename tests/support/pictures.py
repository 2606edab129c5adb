"""Pictures of what people see in a spreadsheet, drawn from the workbook itself, so that none grows old unseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from support.effort import DRAWS_ANEW
from support.handbook import HANDBOOK

_ROW, _LEAD, _SIGN, _PAD, _FEWEST = 30, 28, 15, 8, 3
"""Height of a row, width of its number, width of a Chinese sign, blank beside a text, signs of the least column."""
_DIGITS = "0123456789"


def assert_same(name: str, drawn: str) -> None:
    """Whether a picture of the handbook is what was drawn just now."""
    file = HANDBOOK / "pictures" / name
    if DRAWS_ANEW:
        file.write_text(drawn, "utf-8")
    assert file.read_text("utf-8") == drawn, name


def picture_of(workbook: Path, sheet: str, columns: Sequence[str], rows: int, marked: str = "") -> str:
    """The first rows of some columns of a sheet as SVG, with the names of the sheets below; one cell may be marked."""
    book = openpyxl.load_workbook(workbook)
    shown = book[sheet]
    assert isinstance(shown, Worksheet)
    places = {str(cell.value): place for place, cell in enumerate(shown[1], 1)}
    letters = [get_column_letter(places[word]) for word in columns]
    cells = [[_text(shown.cell(row, places[word]).value) for word in columns] for row in range(1, rows + 1)]
    signs = [max(_FEWEST, *(_signs(row[at]) for row in cells)) for at in range(len(columns))]
    signs = [wide + 1.5 * (letter == marked.rstrip(_DIGITS)) for wide, letter in zip(signs, letters, strict=True)]
    widths = [round(wide * _SIGN) + 2 * _PAD for wide in signs]
    lefts = [_LEAD + sum(widths[:at]) for at in range(len(columns))]
    parts = list(_row(0, "", letters, lefts, widths))
    for number, texts in enumerate(cells, 1):
        parts += _row(number, str(number), texts, lefts, widths, head=number == 1)
    if marked:
        at = letters.index(marked.rstrip(_DIGITS))
        row = int(marked.removeprefix(letters[at]))
        parts.append(_box(lefts[at], row * _ROW, widths[at], 3))
        parts.append(_words(lefts[at] + widths[at] - 6, row, "✕", "end"))
    visible = [name for name in book.sheetnames if book[name].sheet_state == "visible"]
    parts += _tabs(visible[: visible.index(sheet) + 2], sheet, rows + 1)
    width, height = lefts[-1] + widths[-1] + 2, _ROW * (rows + 2) + 2
    said = "；".join("，".join(text or "空" for text in row) for row in cells)
    return _SVG.format(width=width, height=height, said=escape(said), parts="\n".join(parts))


_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>{said}</title>
<g font-family="sans-serif" font-size="15">
{parts}
</g>
</svg>
"""


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    return "" if value is None else str(value)


def _signs(text: str) -> float:
    """How many Chinese signs wide a text is."""
    return sum(1 if sign > "\u2e7f" else 0.6 for sign in text)


def _row(
    row: int, name: str, texts: Sequence[str], lefts: Sequence[int], widths: Sequence[int], *, head: bool = False
) -> Iterator[str]:
    """The cells of a row; row 0 holds the letters of the columns."""
    yield _box(0, row * _ROW, _LEAD, 0.5)
    yield _words(_LEAD / 2, row, name, "middle", faint=True)
    for text, left, width in zip(texts, lefts, widths, strict=True):
        yield _box(left, row * _ROW, width, 0.5)
        if row == 0:
            yield _words(left + width / 2, row, text, "middle", faint=True)
        elif text:
            yield _words(left + _PAD, row, text, "start", bold=head)


def _tabs(names: Sequence[str], open_one: str, row: int) -> Iterator[str]:
    """The names of the sheets, as they stand at the bottom of the window."""
    left = _PAD
    for name in names:
        width = round(_signs(name) * _SIGN) + 2 * _PAD
        if name == open_one:
            yield _box(left, row * _ROW + 3, width, 1.5)
        yield _words(left + width / 2, row, name, "middle", bold=name == open_one)
        left += width


def _box(left: float, top: float, width: float, line: float) -> str:
    return (
        f'<rect x="{left + 1:g}" y="{top + 1:g}" width="{width:g}" height="{_ROW}" fill="none" stroke="currentColor"'
        f' stroke-width="{line:g}"/>'
    )


def _words(left: float, row: int, text: str, anchor: str, *, faint: bool = False, bold: bool = False) -> str:
    more = (' opacity="0.6"' if faint else "") + (' font-weight="bold"' if bold else "")
    return f'<text x="{left + 1:g}" y="{row * _ROW + 21}" text-anchor="{anchor}"{more}>{escape(text)}</text>'
