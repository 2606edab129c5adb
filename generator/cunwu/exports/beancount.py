"""A journal in the language of Beancount."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cunwu.core.patterns import regex
from cunwu.exports.journal import Account, Check, Journal, Movement, Remark
from cunwu.values.money import Money, plain_yuan

_BREAKS = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+|\s+")
_KEYS = {"凭证": "voucher", "日期": "day", "更正": "corrected", "补录": "late", "说明": "note"}
_DAY = timedelta(days=1)


def beancount_of(journal: Journal) -> bytes:
    """The journal as a file; Beancount checks every balance in it, to the fen."""
    return ("\n".join(_lines(journal)) + "\n").encode("utf-8", "replace")


def _lines(journal: Journal) -> Iterator[str]:
    yield f"; {_line(journal.title)}"
    if journal.incomplete:
        yield f"; {_line(journal.incomplete)}"
    yield f'option "title" {_text(journal.title)}'
    yield 'option "operating_currency" "CNY"'
    if journal.first is not None:
        for account, words in journal.accounts.items():
            yield from (f"{journal.first.isoformat()} open {_name(account)} CNY", f"  words: {_text(words)}")
    for step in journal.steps:
        match step:
            case Remark(text=text):
                yield from ("", f"; {_line(text)}")
            case Movement():
                yield from _movement(step)
            case Check(on=on, account=account, fen=fen):
                # Beancount checks a balance in the morning; without `~ 0` it would accept one fen more or less.
                yield f"{(on + _DAY).isoformat()} balance {_name(account)}  {plain_yuan(Money(fen))} ~ 0 CNY"
    if journal.incomplete:
        yield from ("", f"; {_line(journal.incomplete)}")


def _movement(move: Movement) -> Iterator[str]:
    payee = f"{_text(move.payee)} " if move.payee else ""
    yield from ("", f"{move.on.isoformat()} * {payee}{_text(move.text)}")
    if move.number:
        yield f"  number: {_text(move.number)}"
    times: dict[str, int] = {}
    for word, text in move.notes:
        key = _KEYS[word]
        times[key] = times.get(key, 0) + 1
        yield f"  {key if times[key] == 1 else f'{key}-{times[key]}'}: {_text(text)}"
    yield from (f"  {_name(account)}  {plain_yuan(Money(fen))} CNY" for account, fen in move.legs)


def _name(account: Account) -> str:
    # A part of a name begins with a capital or a digit, and Chinese characters are neither.
    return f"{account.root.english}:A-{account.name}"


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def _text(text: str) -> str:
    """A text of a record as a quoted string of the language."""
    plain = _line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
