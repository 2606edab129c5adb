"""What only the XML of an xlsx file tells: formulas without a value, errors, and how far a sheet reaches."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError

_MAIN = "xl/workbook.xml"
_NAME = regex(r"([A-Z]{1,3})([0-9]{1,7})")


class Doubts(Frozen):
    """How many rows and columns the filled cells of a sheet span, and the cells that show no readable value."""

    height: int
    width: int
    unread: Mapping[tuple[int, int], str]


def read_doubts(package: zipfile.ZipFile) -> Mapping[str, Doubts]:
    """Sheet → its doubts; empty for a package that is no xlsx file."""
    names = set(package.namelist())
    if _MAIN not in names:
        return {}
    targets = {
        told.get("Id"): told.get("Target", "") for told in _elements(package, "xl/_rels/workbook.xml.rels", names)
    }
    found: dict[str, Doubts] = {}
    for told in _elements(package, _MAIN, names):
        path = _path(targets.get(told.get("id")))
        if "sheetId" in told and path in names:
            found[told["name"]] = _doubts_of(package.read(path))
    return found


def _path(target: str | None) -> str:
    if not target:
        return ""
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))


def _elements(package: zipfile.ZipFile, name: str, names: set[str]) -> list[dict[str, str]]:
    """The attributes of every element of a small file, without prefixes."""
    found: list[dict[str, str]] = []

    def start(_: str, attributes: dict[str, str]) -> None:
        found.append({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    if name in names:
        parser = _parser()
        parser.StartElementHandler = start
        _parse(parser, package.read(name))
    return found


class _Sheet:
    """Reads the cells of one sheet, one after another."""

    def __init__(self) -> None:
        self.unread: dict[tuple[int, int], str] = {}
        self.height = self.width = 0
        self._cell = ""
        self._error = self._formula = self._value = False
        self._in_value = False
        self._shown = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "c":
                self._cell, self._error = attributes.get("r", ""), attributes.get("t") == "e"
                self._formula, self._value, self._shown = False, False, ""
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
        if self._error:
            self.unread[row - 1, column - 1] = f"公式出错，显示 {self._shown}"
        elif self._formula and not self._value:
            self.unread[row - 1, column - 1] = "是公式，文件里没有存下算出来的数"


def _doubts_of(content: bytes) -> Doubts:
    sheet, parser = _Sheet(), _parser()
    parser.StartElementHandler, parser.EndElementHandler = sheet.start, sheet.end
    parser.CharacterDataHandler = sheet.text
    _parse(parser, content)
    return Doubts(sheet.height, sheet.width, sheet.unread)


def _parser() -> Any:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.EntityDeclHandler = _refuse  # no workbook declares any; what does, means harm
    return parser


def _parse(parser: Any, content: bytes) -> None:
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the whole file at once
    except expat.ExpatError as error:
        raise CunwuError(f"表格文件里面坏了：{error}", next_step="用 WPS 或 Excel 打开，另存为 xlsx") from None


def _refuse(*_: object) -> None:
    raise CunwuError("表格文件里有不该有的东西（XML 实体），不打开", next_step="用 WPS 或 Excel 打开，另存为 xlsx")
