"""What a new record takes over from the last one of its kind: the balances of a ledger, its book and its regime."""

from __future__ import annotations

from datetime import date
from typing import Any

from cunwu.core.problem import CunwuError
from cunwu.imports.intake import read_texts
from cunwu.imports.plain import Texts
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.forms import PERIOD
from cunwu.kinds.ledger import LEDGER, Ledger, MoneyAccount
from cunwu.kinds.record import Kind, Record
from cunwu.records.board import Board
from cunwu.records.record_file import RecordFile
from cunwu.values.period import parse_period


def known_file(board: Board, kind: Kind[Any], period: str, book: str) -> RecordFile | None:
    """The file of the record with this period or number; raises CunwuError if two books have one and none is named."""
    if not kind.folder:
        return next(iter(board.files_of(kind)), None)
    found = [
        file
        for file in board.files_of(kind)
        if period and period in (file.stem, file.record.reference if file.record else "") and _is_of(file, book)
    ]
    if len(found) > 1:
        books = "、".join(str(getattr(file.record, "book", file.stem)) for file in found)
        raise CunwuError(
            f"{period} 有 {len(found)} 份：{books}", next_step=f"加上 --book，例如 --book {books.split('、')[0]}"
        )
    return found[0] if found else None


def _is_of(file: RecordFile, book: str) -> bool:
    return not book or getattr(file.record, "book", book) == book


def first_texts(board: Board, kind: Kind[Any], period: str, book: str) -> Texts:
    """The texts with which a new record begins."""
    texts = _named(kind.record, period)
    last = _last_ledger(board, texts.get(word_of(Ledger, "period"), ""), book) if kind is LEDGER else None
    if last is not None:
        texts = _taken_over(read_texts(board.source, last.path)) | texts
    if book and "book" in kind.record.declared:
        texts[word_of(kind.record, "book")] = book
    return texts


def _named(model: type[Record], period: str) -> Texts:
    """The period or the number, as the text of its field."""
    for spec in fields_of(model):
        if not period or spec.form is None:
            continue
        if spec.name == "number" or (spec.name == model.dated_by and spec.form is PERIOD):
            try:
                spec.form.parse(period)
            except ValueError as error:
                raise CunwuError(f"「{spec.word}」{error}", next_step="cunwu template --help") from None
            return {spec.word: period}
    return {}


def _last_ledger(board: Board, period: str, book: str) -> RecordFile | None:
    """The latest ledger before a period, of the book that is named or of the only one."""
    before = parse_period(period).first if period else date.max
    days = {file: file.record.day or date.max for file in board.files_of(LEDGER) if file.record is not None}
    files = [file for file, day in days.items() if day < before and _is_of(file, book)]
    books = sorted({str(getattr(file.record, "book", "")) for file in files})
    if len(books) > 1:
        raise CunwuError(f"本村有几套账：{'、'.join(books)}", next_step=f"加上 --book，例如 --book {books[0]}")
    return max(files, key=lambda file: days[file], default=None)


def _taken_over(last: Texts) -> Texts:
    """Book, regime and unit of the last ledger, and its closing balances as opening ones."""
    words = [word_of(Ledger, name) for name in ("book", "regime", "unit")]
    accounts, opening, closing = (
        word_of(Ledger, "accounts"),
        *(word_of(MoneyAccount, name) for name in ("opening", "closing")),
    )
    rows = [
        {word: row[closing] if word == opening else text for word, text in row.items() if word != closing}
        for row in last.get(accounts, [])
    ]
    return {word: last[word] for word in words if word in last} | {accounts: rows}
