"""What only the XML of an xlsx file tells: formulas without a value, errors, hidden and struck rows, pictures."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError
from cunwu.imports.raw_doubts import NO_RESULT, Doubts, says_error

_MAIN, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_NAME = regex(r"([A-Z]{1,3})([0-9]{1,7})")
_YES = ("1", "true", "on")
_WIDEST = 16_384


def read_doubts(package: zipfile.ZipFile) -> Mapping[str, Doubts]:
    """Sheet → its doubts; empty for a package that is no xlsx file."""
    names = set(package.namelist())
    if _MAIN not in names:
        return {}
    targets = {
        told.get("Id"): told.get("Target", "") for told in _elements(package, "xl/_rels/workbook.xml.rels", names)
    }
    found: dict[str, Doubts] = {}
    struck = _struck_styles(package, names)
    for told in _elements(package, _MAIN, names):
        path = _path("xl", targets.get(told.get("id")))
        if "sheetId" in told and path in names:
            found[told["name"]] = _doubts_of(package.read(path), struck, _pictures(package, path, names))
    return found


def _path(folder: str, target: str | None) -> str:
    if not target:
        return ""
    parts: list[str] = []
    for part in target.lstrip("/").split("/") if target.startswith("/") else (*folder.split("/"), *target.split("/")):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def _struck_styles(package: zipfile.ZipFile, names: set[str]) -> frozenset[int]:
    """The styles of cells whose font is struck out, by their number."""
    fonts: list[bool] = []
    styles: list[int] = []
    within: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        within.append(name.rpartition(" ")[2])
        match within[-2:]:
            case ["fonts", "font"]:
                fonts.append(False)
            case ["font", "strike"] if len(fonts) and "fonts" in within:
                fonts[-1] = attributes.get("val", "1") in _YES
            case ["cellXfs", "xf"]:
                styles.append(int(attributes.get("fontId", "0")))

    if _STYLES not in names:
        return frozenset()
    parser = parser_for()
    parser.StartElementHandler, parser.EndElementHandler = start, lambda _: within.pop()
    parse(parser, package.read(_STYLES))
    return frozenset(number for number, font in enumerate(styles) if font < len(fonts) and fonts[font])


def _pictures(package: zipfile.ZipFile, sheet: str, names: set[str]) -> tuple[tuple[int, int], ...]:
    """Where the pictures of a sheet begin."""
    path = PurePosixPath(sheet)
    related = _elements(package, f"{path.parent}/_rels/{path.name}.rels", names)
    drawings = [one.get("Target") for one in related if one.get("Type", "").endswith("/drawing")]
    found: list[tuple[int, int]] = []
    for target in drawings:
        drawing = _Drawing()
        if (name := _path(str(path.parent), target)) in names:
            parser = parser_for()
            parser.StartElementHandler, parser.CharacterDataHandler = drawing.start, drawing.text
            parse(parser, package.read(name))
        found += drawing.pictures
    return tuple(sorted(set(found)))


class _Drawing:
    """Reads where the pictures of one drawing begin."""

    def __init__(self) -> None:
        self.pictures: list[tuple[int, int]] = []
        self._place: dict[str, str] = {}
        self._word = ""
        self._is_first = False

    def start(self, name: str, _: dict[str, str]) -> None:
        self._word = name.rpartition(" ")[2]
        if self._word in ("from", "to"):
            self._is_first = self._word == "from"
            self._place = {} if self._is_first else self._place
        elif self._word == "pic":
            row, column = (self._place.get(word, "").strip() for word in ("row", "col"))
            if row.isdecimal() and column.isdecimal():
                self.pictures.append((int(row), int(column)))

    def text(self, text: str) -> None:
        if self._is_first and self._word in ("row", "col"):
            self._place[self._word] = self._place.get(self._word, "") + text


def _elements(package: zipfile.ZipFile, name: str, names: set[str]) -> list[dict[str, str]]:
    """The attributes of every element of a small file, without prefixes."""
    found: list[dict[str, str]] = []

    def start(_: str, attributes: dict[str, str]) -> None:
        found.append({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    if name in names:
        parser = parser_for()
        parser.StartElementHandler = start
        parse(parser, package.read(name))
    return found


class _Sheet:
    """Reads the cells of one sheet, one after another."""

    def __init__(self, struck: frozenset[int]) -> None:
        self.unread: dict[tuple[int, int], str] = {}
        self.height = self.width = 0
        self.out_of_sight: list[int] = []
        self.hidden_columns: list[int] = []
        self.struck: set[int] = set()
        self._struck_styles = struck
        self._cell = ""
        self._style = 0
        self._error = self._formula = self._value = False
        self._in_value = False
        self._shown = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "c":
                self._cell, self._error = attributes.get("r", ""), attributes.get("t") == "e"
                self._formula, self._value, self._shown = False, False, ""
                self._style = int(attributes.get("s", "0"))
            case "row" if attributes.get("hidden") in _YES and attributes.get("r", "").isdecimal():
                self.out_of_sight.append(int(attributes["r"]) - 1)
            case "col" if attributes.get("hidden") in _YES:
                first, last = (int(attributes.get(word, "1")) for word in ("min", "max"))
                self.hidden_columns += range(first - 1, min(last, _WIDEST))
            case "f":
                self._formula = True
            case "v" | "is":
                self._in_value = True

    def text(self, text: str) -> None:
        if self._in_value:
            self._value = True
            self._shown += text if self._error else ""

    def end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "v" | "is":
                self._in_value = False
            case "c":
                self._close()

    def _close(self) -> None:
        named = _NAME.fullmatch(self._cell)
        if named is None or not (self._value or self._formula):
            return
        column = 0
        for letter in named[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        row = int(named[2])
        self.height, self.width = max(self.height, row), max(self.width, column)
        if self._style in self._struck_styles:
            self.struck.add(row - 1)
        if self._error:
            self.unread[row - 1, column - 1] = says_error(self._shown)
        elif self._formula and not self._value:
            self.unread[row - 1, column - 1] = NO_RESULT


def _doubts_of(content: bytes, struck: frozenset[int], pictures: tuple[tuple[int, int], ...]) -> Doubts:
    sheet, parser = _Sheet(struck), parser_for()
    parser.StartElementHandler, parser.EndElementHandler = sheet.start, sheet.end
    parser.CharacterDataHandler = sheet.text
    parse(parser, content)
    return Doubts(
        sheet.unread,
        sheet.height,
        sheet.width,
        tuple(sheet.out_of_sight),
        tuple(sheet.hidden_columns),
        tuple(sorted(sheet.struck)),
        pictures,
    )


def parser_for() -> Any:
    """A parser of XML that refuses entities; names come with their namespace, if they have one, and a blank."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.EntityDeclHandler = _refuse  # no workbook declares any; what does, means harm
    return parser


def parse(parser: Any, content: bytes) -> None:
    """Reads a whole document. Raises CunwuError if it is torn, or means harm."""
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the whole file at once
    except expat.ExpatError as error:
        raise CunwuError(f"表格文件里面坏了：{error}", next_step="用 WPS 或 Excel 打开，另存为 xlsx") from None


def _refuse(*_: object) -> None:
    raise CunwuError("表格文件里有不该有的东西（XML 实体），不打开", next_step="用 WPS 或 Excel 打开，另存为 xlsx")
