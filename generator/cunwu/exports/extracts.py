"""What one place exports: all its records, each year of each book, each ledger, and the journal of each book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cunwu.core.problem import Problem
from cunwu.exports.codes import codes_table
from cunwu.exports.irregular import irregular_table
from cunwu.exports.journal import Journal, journal_of
from cunwu.exports.sums import balances_table, sums_table
from cunwu.exports.tables import Table, record_tables
from cunwu.exports.texts import plain_record, plain_rows
from cunwu.kinds import KINDS
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.village import Village
from cunwu.records.board import Board
from cunwu.records.places import Place
from cunwu.records.privacy import hide_leaks
from cunwu.records.record_file import RecordFile

NamedFiles = Iterator[tuple[str, bytes]]
"""Names of files, relative to the place's folder, and their contents."""


_WHOLE = ("village", "region")
"""Names of the extract of everything a place has."""


@dataclass(frozen=True)
class Extract:
    """Some record files of one place, to be exported together in any format."""

    name: str
    """Its path below the place's folder, without an extension: `village`, `years/2026-合作社`, `months/2026-03`."""
    title: str
    board: Board
    files: Mapping[str, Sequence[RecordFile]]
    """Name of a kind → its files."""
    problems: Sequence[Problem] = ()
    """What the check of the place found; its irregularities are a table of their own."""

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table that has rows, in the order of kinds; sums and balances follow those of the ledgers."""
        found: list[Table] = []
        for kind in KINDS:
            files = self.files.get(kind.name, ())
            found += record_tables(kind, files)
            if kind is LEDGER and files:
                found += (sums_table(files), balances_table(files))
        return (*found, *self._codes, *self._irregular)

    @cached_property
    def _codes(self) -> tuple[Table, ...]:
        """The short codes of the place; of a year or a month there are none, they stand in the whole."""
        return (codes_table(self.board),) if self.name in _WHOLE else ()

    @cached_property
    def _irregular(self) -> tuple[Table, ...]:
        """The table of irregularities; none if there are none."""
        labels = {hide_leaks(file.path): file.kind.label for of in self.files.values() for file in of if file.kind}
        table = irregular_table(self.problems, labels)
        return (table,) if table.rows else ()

    @property
    def plain(self) -> dict[str, object]:
        """The same as JSON: the records by their kinds, then the sums."""
        found = plain_records(self.board.place, self.title, self.files)
        ledgers = self.files.get(LEDGER.name, ())
        if ledgers:
            for table in (sums_table(ledgers), balances_table(ledgers)):
                found[table.title] = plain_rows(table)
        for table in (*self._codes, *self._irregular):
            found[table.title] = plain_rows(table)
        return found


def plain_records(
    place: Place, title: str, files: Mapping[str, Sequence[RecordFile]], leave_out: frozenset[str] = frozenset()
) -> dict[str, object]:
    """Place, title and every record, by the words of the kinds; `leave_out` names lists that other files hold."""
    records = {
        kind.label: [
            plain_record(kind, file.stem, file.record, leave_out)
            for file in files[kind.name]
            if file.record is not None
        ]
        for kind in KINDS
        if files.get(kind.name)
    }
    return {"地方": list(place.full_name), "路径": place.path, "内容": title, "记录": records}


def extracts_of(board: Board, problems: Sequence[Problem] = ()) -> Iterator[Extract]:
    """One extract of all records, then one for each year of a book, then one for each ledger."""
    files = {kind.name: board.files_of(kind) for kind in KINDS if board.files_of(kind)}
    yield Extract("village" if board.place.is_village else "region", board.place.name, board, files, problems)
    for (year, book), ledgers in years_of(board).items():
        title = f"{board.place.name} {year} 年 {book_words(board, book)}"
        yield Extract(f"years/{year}-{book}", title, board, {LEDGER.name: ledgers}, problems)
    for file in board.files_of(LEDGER):
        record = file.record
        if isinstance(record, Ledger):
            title = f"{board.place.name} {record.period.label} {book_words(board, record.book)}"
            yield Extract(f"months/{file.stem}", title, board, {LEDGER.name: (file,)}, problems)


def years_of(board: Board) -> Mapping[tuple[int, str], list[RecordFile]]:
    """Year and book → ledgers in the order of their periods; the year of a ledger is that of its last day."""
    found: dict[tuple[int, str], list[RecordFile]] = {}
    pairs = [(file.record, file) for file in board.files_of(LEDGER) if isinstance(file.record, Ledger)]
    for ledger, file in sorted(pairs, key=lambda pair: (pair[0].period.last.year, pair[0].book, pair[0].period)):
        found.setdefault((ledger.period.last.year, ledger.book), []).append(file)
    return found


def book_words(board: Board, book: str) -> str:
    """The name of the legal person whose book it is; the book's name if the village declares no such person."""
    village = board.place.record
    persons = village.legal_persons if isinstance(village, Village) else ()
    return next((person.name for person in persons if person.number == book), book)


def journals_of(board: Board) -> Iterator[tuple[str, Journal]]:
    """Each book and its journal, in the order of their names."""
    books: dict[str, list[Ledger]] = {}
    for ledger in board.records(LEDGER):
        books.setdefault(ledger.book, []).append(ledger)
    for book, ledgers in sorted(books.items()):
        yield book, journal_of(f"{' · '.join(board.place.full_name)} {book_words(board, book)}（{book}）", ledgers)


@dataclass(frozen=True)
class Material:
    """The input of all formats for one place, computed once."""

    board: Board
    as_of: date
    problems: Sequence[Problem] = ()

    @cached_property
    def extracts(self) -> tuple[Extract, ...]:
        """All records first, then years of books, then single ledgers."""
        return tuple(extracts_of(self.board, self.problems))

    @cached_property
    def journals(self) -> tuple[tuple[str, Journal], ...]:
        """Each book and its journal."""
        return tuple(journals_of(self.board))


def package_name(place: Place) -> str:
    """The name of a place's data package: its path with dots, in the letters that such names may have."""
    return place.path.replace("/", ".") or "board"
