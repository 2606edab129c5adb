"""Tables derived from ledgers: the sum of every period, and the movements of every account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from cunwu.derive.balances import derive_moved, derive_sum
from cunwu.exports.tables import RECORD, Column, Table, Value, to_value
from cunwu.kinds.ledger import LEDGER, Entry, Ledger
from cunwu.records.record_file import RecordFile
from cunwu.values.absence import Absence
from cunwu.values.money import Money, is_inexact, stated

_OF_LEDGER = (Column(RECORD, help="记录的文件名", required=True), Column("账套", required=True), Column("期间"))
_UNKNOWN = Column("不详笔数", "integer", help="其中有几个金额不详；有不详的，合计写「不详」")

SUM_COLUMNS = (
    *_OF_LEDGER,
    *(Column(title, "number", "元", may_be_unknown=True) for title in ("上期结余", "收入", "支出", "本期结余")),
    _UNKNOWN,
)
BALANCE_COLUMNS = (
    *_OF_LEDGER,
    Column("账户", help="账户的编号", required=True),
    Column("名称", required=True),
    *(Column(title, "number", "元", may_be_unknown=True) for title in ("期初", "收入", "支出", "划转", "期末")),
)
_JOIN = ((RECORD,), LEDGER.name, (RECORD,))


def sums_table(files: Sequence[RecordFile], *, joined: bool = True) -> Table:
    """Opening + income − expense = closing, a row for each ledger."""
    rows = [(*_named(file, ledger), *_sum(ledger)) for file, ledger in _ledgers(files)]
    return Table("ledger-sums", "收支-合计", SUM_COLUMNS, rows, (RECORD,), (_JOIN,) if joined else ())


def balances_table(files: Sequence[RecordFile], *, joined: bool = True) -> Table:
    """Opening, income, expense, transfers and closing, a row for each account of each ledger."""
    rows = [row for file, ledger in _ledgers(files) for row in _balances(file, ledger)]
    return Table(
        "ledger-balances", "收支-账户余额", BALANCE_COLUMNS, rows, (RECORD, "账户"), (_JOIN,) if joined else ()
    )


def _ledgers(files: Iterable[RecordFile]) -> list[tuple[RecordFile, Ledger]]:
    found = [(file, file.record) for file in files if isinstance(file.record, Ledger)]
    return sorted(found, key=lambda pair: (pair[1].book, pair[1].period))


def _named(file: RecordFile, ledger: Ledger) -> tuple[str, str, str]:
    return file.stem, ledger.book, ledger.period.text


def _sum(ledger: Ledger) -> tuple[Value, ...]:
    found = derive_sum(ledger)
    amounts = (found.opening, found.income, found.expense, found.closing)
    return (*(Absence.UNKNOWN if amount is None else amount for amount in amounts), found.unknown)


def _balances(file: RecordFile, ledger: Ledger) -> list[tuple[Value, ...]]:
    moved = derive_moved(ledger)
    by_account: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        by_account.setdefault(entry.account, []).append(entry)
    return [
        (
            *_named(file, ledger),
            account.number,
            account.name,
            to_value(account.opening),
            _added(by_account.get(account.number, ()), "income"),
            _added(by_account.get(account.number, ()), "expense"),
            moved[account.number],
            to_value(account.closing),
        )
        for account in ledger.accounts
    ]


def _added(entries: Sequence[Entry], side: Literal["income", "expense"]) -> Money | Absence:
    amounts = [getattr(entry, side) for entry in entries]
    known = [amount.fen for amount in map(stated, amounts) if amount is not None]
    return _known(Money(sum(known)), amounts)


def _known(amount: Money, parts: Sequence[object]) -> Money | Absence:
    """The sum; 不详 if one of its parts is, because an unknown amount is never zero."""
    return Absence.UNKNOWN if any(map(is_inexact, parts)) else amount
