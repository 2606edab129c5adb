"""What only the XML of an ods file tells: errors, merged cells, hidden rows."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping

from cunwu.imports.raw_doubts import Doubts, says_error
from cunwu.imports.raw_xml import parse, parser_for

_CONTENT = "content.xml"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_ERROR = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_MOST_ROWS = 1_048_576


def read_doubts(package: zipfile.ZipFile) -> Mapping[str, Doubts]:
    """Sheet → its doubts; empty for a package that is no ods file."""
    if _CONTENT not in package.namelist():
        return {}
    content = _Content()
    parser = parser_for()
    parser.StartElementHandler, parser.EndElementHandler = content.start, content.end
    parser.CharacterDataHandler = content.text
    parse(parser, package.read(_CONTENT))
    return content.sheets


class _Content:
    """Reads one sheet after another."""

    def __init__(self) -> None:
        self.sheets: dict[str, Doubts] = {}
        self._name = ""
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._unread: dict[tuple[int, int], str] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._hidden: list[int] = []
        self._out_of_sight = False
        self._error: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.removeprefix(_TABLE):
            case "table":
                self._name, self._row = attributes.get(f"{_TABLE}name", ""), 0
                self._unread, self._merged, self._hidden = {}, [], []
            case "table-row":
                self._column, self._rows = 0, _times(attributes, "number-rows-repeated")
                self._out_of_sight = attributes.get(f"{_TABLE}visibility", "visible") != "visible"
            case "table-cell" | "covered-table-cell":
                self._columns = _times(attributes, "number-columns-repeated")
                self._error = [] if attributes.get(_ERROR) == "error" else None
                height, width = (_times(attributes, f"number-{word}-spanned") for word in ("rows", "columns"))
                if height > 1 or width > 1:
                    last = (self._row + height - 1, self._column + width - 1)
                    self._merged.append((self._row, self._column, *last))

    def text(self, text: str) -> None:
        if self._error is not None:
            self._error.append(text)

    def end(self, name: str) -> None:
        match name.removeprefix(_TABLE):
            case "table-cell" | "covered-table-cell":
                if self._error is not None:
                    self._unread[self._row, self._column] = says_error("".join(self._error).strip())
                self._error = None
                self._column += self._columns
            case "table-row":
                if self._out_of_sight and self._rows < _MOST_ROWS // 2:  # more is the empty rest of the sheet
                    self._hidden += range(self._row, self._row + self._rows)
                self._row += self._rows
            case "table":
                doubts = Doubts(self._unread, out_of_sight=tuple(self._hidden), merged=tuple(self._merged))
                self.sheets[self._name] = doubts


def _times(attributes: dict[str, str], word: str) -> int:
    said = attributes.get(f"{_TABLE}{word}", "1")
    return min(int(said), _MOST_ROWS) if said.isdecimal() else 1
