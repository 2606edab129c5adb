"""A journal in the language of hledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from cunwu.core.patterns import regex
from cunwu.exports.journal import Account, Check, Journal, Movement, Remark, Root, Step
from cunwu.values.money import Money, plain_yuan

_BREAKS = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+|\s+")
# Signs that would begin a comment, a tag, a date or a code → their wide forms, which are plain letters to hledger.
_MARKS = str.maketrans(';:|[](){}"=@*!#%~^`\\', "；：｜［］（）｛｝＂＝＠＊！＃％～＾｀＼")
_TYPES = {Root.ASSETS: "A", Root.INCOME: "R", Root.EXPENSES: "X", Root.EQUITY: "E"}


def hledger_of(journal: Journal) -> bytes:
    """The journal as a file; hledger checks every balance in it as it reads."""
    return ("\n".join(_lines(journal)) + "\n").encode("utf-8", "replace")


def _lines(journal: Journal) -> Iterator[str]:
    yield f"; {_words(journal.title)}"
    if journal.incomplete:
        yield f"; {_words(journal.incomplete)}"
    yield from ("", "decimal-mark .", "commodity 1000.00 CNY", "")
    yield from (f"account {root.word}  ; type:{kind}" for root, kind in _TYPES.items())
    yield from (f"account {_name(account)}  ; {_words(words)}" for account, words in journal.accounts.items())
    for are_checks, group in groupby(journal.steps, key=lambda step: isinstance(step, Check)):
        steps = tuple(group)
        yield from _checks(steps) if are_checks else _steps(steps)
    if journal.incomplete:
        yield from ("", f"; {_words(journal.incomplete)}")


def _steps(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        match step:
            case Remark(text=text):
                yield from ("", f"; {_words(text)}")
            case Movement():
                code = f"({step.number}) " if step.number else ""
                yield from ("", f"{step.on.isoformat()} * {code}{_words(step.text)}")
                notes = (*((("对方", step.payee),) if step.payee else ()), *step.notes)
                yield from (f"    ; {_words(word)} {_words(text)}" for word, text in notes)
                yield from (f"    {_name(account)}  {_amount(fen)}" for account, fen in step.legs)


def _checks(steps: Iterable[Step]) -> Iterator[str]:
    checks = [step for step in steps if isinstance(step, Check)]
    yield from ("", f"{checks[0].on.isoformat()} * 期末余额 {checks[0].period}")
    yield from (f"    {_name(check.account)}  {_amount(0)} = {_amount(check.fen)}" for check in checks)


def _name(account: Account) -> str:
    return f"{account.root.word}:{account.name}"


def _amount(fen: int) -> str:
    return f"{plain_yuan(Money(fen))} CNY"


def _words(text: str) -> str:
    """A text of a record on one line, without signs that mean something to hledger."""
    return _BREAKS.sub(" ", text).translate(_MARKS).strip()
