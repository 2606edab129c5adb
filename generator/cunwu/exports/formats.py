"""Every export format: the files it writes, and whether it is a default."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Problem
from cunwu.exports.beancount import beancount_of
from cunwu.exports.descriptor import descriptor_of
from cunwu.exports.extracts import Extract, Material, NamedFiles, package_name
from cunwu.exports.hledger import hledger_of
from cunwu.exports.oc4ids import oc4ids_files
from cunwu.exports.texts import csv_of, json_of
from cunwu.records.board import Board


class Format(Frozen):
    """One row of the table of formats."""

    files: Callable[[Material], NamedFiles]
    unasked: bool = True
    """Whether it is made when no format is named."""
    is_journal: bool = False
    """Whether each month carries on from the one before, so that missing months have to be reported."""


def _csv(material: Material) -> NamedFiles:
    for extract in material.extracts:
        yield from _csv_of_each_table(extract)


def _csv_of_each_table(extract: Extract) -> NamedFiles:
    yield from ((f"{extract.name}/{table.name}.csv", csv_of(table)) for table in extract.tables)


def _json(material: Material) -> NamedFiles:
    for extract in material.extracts:
        yield f"{extract.name}.json", json_of(extract.plain)


def _package(material: Material) -> NamedFiles:
    place, extract = material.board.place, material.extracts[0]
    yield from _csv_of_each_table(extract)  # the files that the descriptor describes
    parts = [(table, (f"{table.name}.csv",)) for table in extract.tables]
    descriptor = descriptor_of(package_name(place), extract.title, parts)
    text = json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"  # people read it, too
    yield f"{extract.name}/datapackage.json", text.encode("utf-8", "replace")


def _hledger(material: Material) -> NamedFiles:
    for book, journal in material.journals:
        yield f"books/{book}.journal", hledger_of(journal)


def _beancount(material: Material) -> NamedFiles:
    for book, journal in material.journals:
        yield f"books/{book}.beancount", beancount_of(journal)


def _workbooks(material: Material) -> NamedFiles:
    from cunwu.exports.workbook import workbook_of

    for extract in material.extracts:
        yield f"{extract.name}.xlsx", workbook_of(extract.title, extract.tables, material.as_of)


FORMATS: Mapping[str, Format] = {
    "csv": Format(_csv),
    "json": Format(_json),
    "datapackage": Format(_package),
    "hledger": Format(_hledger, is_journal=True),
    "beancount": Format(_beancount, is_journal=True),
    "oc4ids": Format(oc4ids_files, unasked=False),  # for portals of works; most places need none
    "xlsx": Format(_workbooks, unasked=False),  # takes longer than all other formats together
}
"""Name → format, in the order of the help."""


def files_of(board: Board, formats: Iterable[str], as_of: date, problems: Sequence[Problem] = ()) -> NamedFiles:
    """Name and bytes of every file of one place in these formats, each file once."""
    material, written = Material(board, as_of, problems), set[str]()
    for name in dict.fromkeys(formats):
        for path, content in FORMATS[name].files(material):
            if path not in written:
                written.add(path)
                yield path, content
