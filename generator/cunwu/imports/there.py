"""Ledgers that a village has already: that of a month, and the one next to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from cunwu.core.problem import CunwuError
from cunwu.imports.plain import NUMBER, Texts
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.records.board import Board
from cunwu.records.record_file import RecordFile
from cunwu.values.period import parse_period
from cunwu.yaml.reader import read_plain

BOOK, REGIME, ACCOUNT = "账套", "制度", "账户"


@dataclass
class There:
    """A ledger that a month has already, as it was typed."""

    path: str
    texts: Texts
    unknown: set[str] = field(default_factory=set)
    """Accounts of which a row does not say how much."""

    @property
    def accounts(self) -> dict[str, Texts]:
        """Number → account."""
        return {str(account.get(NUMBER, "")): account for account in self.texts.get(ACCOUNT, [])}

    @property
    def withdrawn(self) -> list[str]:
        """Numbers of the rows that count no longer."""
        return [str(one.get("条目", "")) for one in self.texts.get("撤销", [])]


def ledger_at(board: Board, book: str, period: str) -> There | None:
    """The ledger of a book in a month. Raises CunwuError if it has errors: nobody knows what is in it."""
    files = (file for file in board.files if file.kind is LEDGER and file.withdrawn is None)
    for file in files:
        plain, _ = read_plain(board.source.read(file.path) if board.source is not None else b"", file.path)
        texts: Texts = plain if isinstance(plain, dict) else {}
        is_named = not texts and file.path.rpartition("/")[2].startswith(period)
        if is_named or (str(texts.get(BOOK, "")), str(texts.get("期间", ""))) == (book, period):
            if file.record is None:
                message = f"{file.path} 已经有了，里面有错误，看不出哪些已经记了"
                raise CunwuError(message, next_step=f"cunwu check {file.path}；改好再导入")
            return There(file.path, texts)
        _demand_apart(file, book, period)
    return None


def _demand_apart(file: RecordFile, book: str, period: str) -> None:
    """Raises CunwuError if a ledger of a longer time has the month in it."""
    ledger, month = file.record, parse_period(period)
    if isinstance(ledger, Ledger) and ledger.book == book and ledger.period.first <= month.first <= ledger.period.last:
        message = f"{file.path} 记的是{ledger.period.label}，已经包括 {period}"
        raise CunwuError(message, next_step="一本账只能按月记，或者按季记：不要再导入这个月，或者先把那一份按月分开")


def ledger_near(board: Board, book: str, first: str) -> RecordFile | None:
    """The last ledger of a book before a month, else the first one after it; None if there is none."""
    files = [file for file in board.files_of(LEDGER) if not book or getattr(file.record, "book", "") == book]
    days = {file: file.record.day.isoformat() for file in files if file.record is not None and file.record.day}
    before = [file for file, day in days.items() if day < first]
    if before:
        return max(before, key=lambda file: days[file])
    return min(days, key=lambda file: days[file], default=None)
