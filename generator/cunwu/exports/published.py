"""The data files that the board publishes for a village: few, small, and only about that village."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from cunwu.core.paths import BOARD
from cunwu.exports.descriptor import descriptor_of
from cunwu.exports.extracts import package_name, plain_records, years_of
from cunwu.exports.sums import balances_table
from cunwu.exports.tables import Table, list_table
from cunwu.exports.texts import csv_of, json_of
from cunwu.kinds import KINDS
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.records.board import Board
from cunwu.records.places import Place
from cunwu.records.record_file import RecordFile

RECORDS_FILE, BALANCES_FILE, PACKAGE_FILE = "records.json", "balances.csv", "datapackage.json"
_ENTRIES = "ledger-entries"
_TOLD_ELSEWHERE = frozenset({"entries"})
"""Lists left out of `RECORDS_FILE`: entries of ledgers are most of the data, and the files of their years hold them."""


def data_url(place: Place, name: str) -> str:
    """The address of a data file of a village, from the site's root."""
    return "/".join(filter(None, (BOARD, place.path, "data", name)))


def year_name(year: int, book: str) -> str:
    """The file of a book's entries of one year."""
    return f"{year}-{book}.csv"


def year_name_of(ledger: Ledger) -> str:
    """The file in which a ledger's entries stand."""
    return year_name(ledger.period.last.year, ledger.book)


def published_files(board: Board) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the data files of a village: records, entries by year and book, balances, descriptor."""
    files = {kind.name: board.files_of(kind) for kind in KINDS if board.files_of(kind)}
    yield RECORDS_FILE, json_of(plain_records(board.place, board.place.name, files, _TOLD_ELSEWHERE))
    names = []
    for (year, book), ledgers in years_of(board).items():
        names.append(year_name(year, book))
        yield names[-1], csv_of(_entries(ledgers))
    if names:
        yield BALANCES_FILE, csv_of(balances_table(board.files_of(LEDGER), joined=False))
    yield PACKAGE_FILE, _package(board.place, tuple(names))


def _entries(ledgers: list[RecordFile]) -> Table:
    return list_table(LEDGER, _ENTRIES, ledgers)


def _package(place: Place, names: tuple[str, ...]) -> bytes:
    tables = _empty_tables() if names else ()
    paths = (names, (BALANCES_FILE,))
    descriptor = descriptor_of(package_name(place), place.name, tuple(zip(tables, paths, strict=False)))
    resources = descriptor["resources"]
    if not isinstance(resources, list):
        raise TypeError("a package has a list of resources")
    records = {"name": "records", "title": "其余记录", "path": RECORDS_FILE, "format": "json", "encoding": "utf-8"}
    return json_of({**descriptor, "resources": [*resources, {**records, "mediatype": "application/json"}]})


@cache
def _empty_tables() -> tuple[Table, ...]:
    """The tables of entries and balances, without rows, and without joins: the tables they join are not published."""
    entries = list_table(LEDGER, _ENTRIES, ())
    return Table(entries.name, entries.title, entries.columns, (), entries.key), balances_table((), joined=False)
