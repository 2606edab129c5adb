"""The closing balances of a ledger that is otherwise whole: computed, and written where nothing stands yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.derive.balances import derive_closings
from cunwu.kinds.fields import word_of
from cunwu.kinds.ledger import Ledger, MoneyAccount
from cunwu.kinds.reading import read_item
from cunwu.values.money import Money, format_yuan, plain_yuan
from cunwu.yaml.reader import read_yaml, to_plain
from cunwu.yaml.writer import set_value

_ACCOUNTS = word_of(Ledger, "accounts")
_CLOSING = word_of(MoneyAccount, "closing")


class Closed(Frozen):
    """A ledger with its balances, and what was written or found different, in words."""

    text: str
    told: tuple[str, ...]
    differs: bool = False


def close_ledger(text: str, path: str) -> Closed:
    """Fill the closing balances that are blank. Raises CunwuError if anything else of the ledger cannot be read."""
    tree, problems = read_yaml(text.encode(), path)
    plain: Any = to_plain(tree) if tree is not None else None
    if not isinstance(plain, dict):
        raise _unread(path, problems[0].message if problems else "没有内容")
    accounts = [row for row in plain.get(_ACCOUNTS) or () if isinstance(row, dict)]
    blank = [number for number, row in enumerate(accounts) if not row.get(_CLOSING)]
    for number in blank:
        accounts[number][_CLOSING] = "0.00"
    ledger, misfits = read_item(Ledger, plain)
    if ledger is None:
        raise _unread(path, f"还有 {len(misfits)} 处没有填好，第一处是{_named(misfits[0].path)}")
    empty = [entry.number for entry in ledger.entries if entry.income is None and entry.expense is None]
    if empty:
        raise _unread(path, f"明细 {'、'.join(empty)} 没有写收入，也没有写支出")
    return _closed(text, ledger, blank)


def computed_closing(texts: Mapping[str, Any], place: int) -> str:
    """The closing balance that the account in this place would have; empty if the rest does not say."""
    accounts = [{_CLOSING: "0.00", **row} for row in texts.get(_ACCOUNTS) or () if isinstance(row, dict)]
    whole: dict[str, Any] = {**texts, _ACCOUNTS: accounts}
    ledger, _ = read_item(Ledger, whole)
    if ledger is None or any(entry.income is None and entry.expense is None for entry in ledger.entries):
        return ""
    closing = derive_closings(ledger).get(ledger.accounts[place].number)
    return "" if closing is None else plain_yuan(closing)


def _closed(text: str, ledger: Ledger, blank: list[int]) -> Closed:
    closings = derive_closings(ledger)
    told, differs = [], False
    for number, account in enumerate(ledger.accounts):
        closing = closings.get(account.number)
        if closing is None:
            told.append(f"「{account.name}」有金额不详，期末算不出来，请写「不详」或查清再填")
        elif number in blank:
            value = plain_yuan(closing)
            text = set_value(text, (_ACCOUNTS, number, _CLOSING), value)
            told.append(f"「{account.name}」期末 {value}")
        elif not isinstance(account.closing, Money) or account.closing.fen != closing.fen:
            told.append(f"「{account.name}」期末写的是 {_as_typed(account)}，算出来是 {format_yuan(closing)}，没有动")
            differs = True
    return Closed(text, tuple(told), differs)


def _as_typed(account: MoneyAccount) -> str:
    return str(getattr(account.closing, "text", account.closing))


def _named(path: tuple[str | int, ...]) -> str:
    """A part of a record for a clerk: 明细第 2 条的日期."""
    steps = [f"第 {step + 1} 条的" if isinstance(step, int) else step for step in path]
    return f"「{''.join(steps)}」"


def _unread(path: str, why: str) -> CunwuError:
    return CunwuError(f"{path} 还不能结账：{why}", next_step=f"cunwu check {path}")
