"""What a difference betrays: a line on the wrong side, one too many, two digits swapped, a point in the wrong place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from cunwu.core.frozen import Frozen
from cunwu.kinds.ledger import Ledger, MoneyAccount
from cunwu.values.money import Money, parse_yuan, plain_yuan, stated


class Line(Frozen):
    """One figure of a sum, by the name that a message gives it."""

    name: str
    fen: int
    """What it adds to the sum: negative if it is taken off."""
    is_settled: bool = False
    """Whether it was corrected in the open: nobody is told to change it again."""


def clue_in_sum(lines: Iterable[Line], total: Line, difference: int) -> str:
    """The most telling clue to a stated total that is `difference` fen above the sum of the lines; maybe empty.

    A line is named only if it is the one that would explain the difference.
    """
    summed = [line for line in lines if line.fen and not line.is_settled]
    return (
        _told(summed, lambda line: 2 * line.fen == -difference, "正好是相差的数的一半，多半是收支写反了")
        or _told(summed, lambda line: line.fen == -difference, "正好是相差的数，看是不是多记了、记重了或记错了账户")
        or _mistyped((*summed, total), total, difference)
    )


def _told(lines: list[Line], fits: Callable[[Line], bool], what: str) -> str:
    fitting = [line.name for line in lines if fits(line)]
    return f"；{fitting[0]}{what}" if len(fitting) == 1 else ""


def _mistyped(lines: Iterable[Line], total: Line, difference: int) -> str:
    """Differences between a number and itself with two digits swapped, or with its point moved, are nines."""
    if not difference or difference % 9:
        return ""
    meant = ((line, line.fen + (-difference if line is total else difference)) for line in lines)
    slips = [(line, right, slip) for line, right in meant for slip in _slips(abs(line.fen), abs(right))]
    if len(slips) != 1:
        return "；相差的数能被 9 整除，多半是哪个数的两个数字写颠倒了"
    line, right, slip = slips[0]
    typed, meant_yuan = plain_yuan(Money(abs(line.fen))), plain_yuan(Money(abs(right)))
    return f"；相差的数能被 9 整除：{line.name}的 {typed} {slip}，原来多半是 {meant_yuan}"


def _slips(typed: int, right: int) -> Iterator[str]:
    """What may have turned one amount into the other: nothing, or one of two slips."""
    if typed and right and right in _swapped(typed):
        yield "像是两个数字写颠倒了"
    elif typed and right and any(typed * power == right or right * power == typed for power in (10, 100)):
        yield "像是小数点写错了位置"


def _swapped(fen: int) -> frozenset[int]:
    """The amounts with two neighbouring digits of this one swapped."""
    digits = str(fen)
    pairs = range(len(digits) - 1)
    return frozenset(int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]) for at in pairs) - {fen}


def clue_in_account(ledger: Ledger, account: MoneyAccount, difference: Money) -> str:
    """The clue to a closing balance that is `difference` above what the movements of the account come to."""
    closing, opening = stated(account.closing), stated(account.opening)
    if closing is None or opening is None:
        return ""
    if told := _not_followed(ledger, account, difference):
        return told
    corrected = {note.item for note in ledger.corrections}
    lines = [Line("期初", opening.fen)]
    own = [entry for entry in ledger.entries if entry.account == account.number]
    lines += [Line(f"编号 {entry.number} ", entry.fen, entry.number in corrected) for entry in own]
    for transfer in ledger.transfers:
        sides: Mapping[str, int] = {transfer.target: transfer.amount.fen, transfer.source: -transfer.amount.fen}
        if account.number in sides:
            lines.append(Line(f"划转 {transfer.number} ", sides[account.number]))
    return clue_in_sum(lines, Line("期末", closing.fen), difference.fen)


def _not_followed(ledger: Ledger, account: MoneyAccount, difference: Money) -> str:
    """The correction of an entry that the closing balance did not follow; empty if none explains the difference."""
    entries = {entry.number: entry for entry in ledger.entries if entry.account == account.number}
    for note in ledger.corrections:
        sign = {"收入": 1, "支出": -1}.get(note.field)
        if note.item not in entries or sign is None:
            continue
        try:
            before, after = parse_yuan(note.before), parse_yuan(note.after)
        except ValueError:
            continue
        if sign * (before - after).fen == difference.fen:
            return f"；编号 {note.item} 的{note.field}更正过（{note.number}），期末还没有跟着更正"
    return ""
