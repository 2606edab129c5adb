"""Double entry → money: what each voucher did to the accounts of money, one-to-many exactly, never by a guess.

The lines of a voucher are money (on an account of the village) or tell what the money was for. With one account of
money, each other line is an entry on it. With several, the other lines must fall on them in one way only; otherwise a
person is asked. The sign of an entry is that of its line, so red lines stay red.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.imports.vouchers import Line, Voucher

_MOST_LINES, _MOST_WAYS, _SHOWN = 14, 20_000, 3
_SHARE = regex(r"(.+?)[:：]([0-9]+(?:\.[0-9]{1,2})?)")
_KINDS = ("折旧", "摊销", "计提", "结转", "分配", "调账")


class Booked(Frozen):
    """An entry: one line of a voucher, or its share, on one account of money."""

    voucher: Voucher
    line: Line
    account: str
    amount: Decimal
    is_income: bool

    @property
    def effect(self) -> Decimal:
        """What the entry adds to its account."""
        return self.amount if self.is_income else -self.amount


class Moved(Frozen):
    """Money moved between two accounts of the village."""

    voucher: Voucher
    line: Line
    source: str
    target: str
    amount: Decimal


class Unbooked(Frozen):
    """A voucher that is in no record, and why."""

    voucher: Voucher
    why: str


class Question(Frozen):
    """A voucher whose lines may be split in several ways: what to say, and the splits that fit."""

    voucher: Voucher
    reason: str
    ways: tuple[str, ...]


class Projected(Frozen):
    """What became of one voucher: booked, or named, or asked about."""

    entries: tuple[Booked, ...] = ()
    transfers: tuple[Moved, ...] = ()
    unbooked: Unbooked | None = None
    question: Question | None = None


def project(voucher: Voucher, money: Callable[[Line], str], answer: str = "") -> Projected:
    """What a voucher did to the accounts of money; `money` gives the account of a line, empty if it is none."""
    if voucher.state:
        return Projected(unbooked=Unbooked(voucher, voucher.state))
    on = {line.row: money(line) for line in voucher.lines}
    others = [line for line in voucher.lines if not on[line.row] and line.inflow]
    moved: dict[str, Decimal] = {}
    for line in voucher.lines:
        if on[line.row]:
            moved[on[line.row]] = moved.get(on[line.row], Decimal()) + line.inflow
    if not moved:
        return Projected(unbooked=Unbooked(voucher, _kind(voucher)))
    if len(moved) == 1:
        (account,) = moved
        if not others:
            return Projected(unbooked=Unbooked(voucher, "同一个账户一借一贷，钱没有变"))
        return Projected(tuple(_whole(voucher, line, account) for line in others))
    if answer:
        return _answered(voucher, others, moved, answer)
    return _on_several(voucher, others, {account: amount for account, amount in moved.items() if amount})


def _on_several(voucher: Voucher, others: Sequence[Line], touched: Mapping[str, Decimal]) -> Projected:
    if not others:
        return _transferred(voucher, touched, ())
    if len(others) == 1:
        return _shared(voucher, others[0], touched)
    if len(touched) == 1:
        (account,) = touched
        return Projected(tuple(_whole(voucher, line, account) for line in others))
    return _split(voucher, others, touched)


def _kind(voucher: Voucher) -> str:
    """Why no money moved, in a word of the voucher itself."""
    said = " ".join(f"{line.summary} {line.name}" for line in voucher.lines)
    word = next((word for word in _KINDS if word in said), "")
    return f"没有动钱（{word}）" if word else "没有动钱"


def _side(line: Line) -> bool:
    """Whether a line that is no money says where money came from."""
    return bool(line.credit)


def _whole(voucher: Voucher, line: Line, account: str) -> Booked:
    return Booked(voucher, line, account, line.credit if _side(line) else line.debit, _side(line))


def _part(voucher: Voucher, line: Line, account: str, effect: Decimal) -> Booked:
    return Booked(voucher, line, account, effect if _side(line) else -effect, _side(line))


def _transferred(voucher: Voucher, touched: Mapping[str, Decimal], entries: Sequence[Booked]) -> Projected:
    """Transfers that explain what is left of each account: sure if money left one account, or came into one."""
    gave = {account: -amount for account, amount in touched.items() if amount < 0}
    took = {account: amount for account, amount in touched.items() if amount > 0}
    if len(gave) > 1 and len(took) > 1:
        reason = "几个账户互相转钱，看不出是从哪个到哪个"
        return Projected(question=Question(voucher, reason, ()))
    line = voucher.lines[0]
    if len(gave) == 1:
        (source,) = gave
        moves = tuple(Moved(voucher, line, source, target, amount) for target, amount in took.items())
    else:
        (target,) = took or {"": Decimal()}
        moves = tuple(Moved(voucher, line, source, target, amount) for source, amount in gave.items())
    if not entries and not moves:
        return Projected(unbooked=Unbooked(voucher, "自己的账户之间一来一回，钱没有变"))
    return Projected(tuple(entries), moves)


def _shared(voucher: Voucher, line: Line, touched: Mapping[str, Decimal]) -> Projected:
    """One other line: each account has its share; what went the other way was moved from the only one it can be."""
    effect = -line.inflow
    same = {account: amount for account, amount in touched.items() if (amount > 0) == (effect > 0)}
    against = {account: amount for account, amount in touched.items() if account not in same}
    if not against:
        return Projected(tuple(_part(voucher, line, account, amount) for account, amount in same.items()))
    if len(same) != 1:
        return Projected(question=Question(voucher, "有的账户收、有的账户付，看不出哪些是互相转的钱", ()))
    (account,) = same
    rest = {**against, account: same[account] - effect}
    return _transferred(voucher, rest, [_part(voucher, line, account, effect)])


def _split(voucher: Voucher, others: Sequence[Line], touched: Mapping[str, Decimal]) -> Projected:
    """Several of both: every other line falls whole on one account, in the only way in which the sums agree."""
    if len(others) > _MOST_LINES:
        return Projected(question=Question(voucher, f"有 {len(others)} 行，看不出各从哪个账户出", ()))
    ways: dict[tuple[tuple[object, int], ...], tuple[str, ...]] = {}
    for way in _ways(others, touched):
        # Lines that are alike in all that a record says may trade places.
        pairs = zip(others, way, strict=True)
        alike = Counter((one.code, one.name, one.summary, one.debit, one.credit, at) for one, at in pairs)
        ways.setdefault(tuple(sorted(alike.items())), way)
        if len(ways) > _SHOWN:
            break
    if len(ways) == 1:
        (way,) = ways.values()
        return Projected(tuple(_whole(voucher, line, at) for line, at in zip(others, way, strict=True)))
    reason = "有几种分法都合得上" if ways else "没有一种分法合得上：有一行要拆开"
    return Projected(question=Question(voucher, reason, tuple("、".join(way) for way in ways.values())))


def _ways(others: Sequence[Line], touched: Mapping[str, Decimal]) -> Iterator[tuple[str, ...]]:
    """Every way to let each line fall on one account so that the sums agree, until too many were tried."""
    accounts = list(touched)
    tried = 0
    stack: list[tuple[tuple[str, ...], tuple[Decimal, ...]]] = [((), tuple(touched.values()))]
    while stack and tried < _MOST_WAYS:
        way, left = stack.pop()
        tried += 1
        if len(way) == len(others):
            if not any(left):
                yield way
            continue
        effect = -others[len(way)].inflow
        for place in reversed(range(len(accounts))):
            rest = (*left[:place], left[place] - effect, *left[place + 1 :])
            stack.append(((*way, accounts[place]), rest))


def _answered(voucher: Voucher, others: Sequence[Line], moved: Mapping[str, Decimal], answer: str) -> Projected:
    """The split that a person has said: the account of each other line in order, or its shares: 现金:300+银行:200."""
    said = [part.strip() for part in answer.replace("，", "、").replace(",", "、").split("、")]
    if len(said) != len(others):
        reason = f"回答里有 {len(said)} 个账户，要写 {len(others)} 个，一行一个"
        return Projected(question=Question(voucher, reason, ()))
    entries: list[Booked] = []
    for line, part in zip(others, said, strict=True):
        if part in moved:
            entries.append(_whole(voucher, line, part))
            continue
        shares = [_SHARE.fullmatch(share.strip()) for share in part.split("+")]
        sign = 1 if line.inflow < 0 else -1
        effects = [(found[1].strip(), Decimal(found[2]) * sign) for found in shares if found is not None]
        if None in shares or any(at not in moved for at, _ in effects):
            reason = f"回答里的「{part}」不是这张凭证的账户：{'、'.join(moved)}"
            return Projected(question=Question(voucher, reason, ()))
        if sum((effect for _, effect in effects), Decimal()) != -line.inflow:
            reason = f"回答里的「{part}」加起来不是 {abs(line.inflow):.2f}"
            return Projected(question=Question(voucher, reason, ()))
        entries += [_part(voucher, line, at, effect) for at, effect in effects]
    left = dict(moved)
    for entry in entries:
        left[entry.account] -= entry.effect
    # A transfer that only evens out an answer would be money that nobody moved.
    if off := next((account for account, amount in left.items() if amount), ""):
        reason = f"照回答分，账户「{off}」差 {abs(left[off]):.2f}"
        return Projected(question=Question(voucher, reason, ()))
    return Projected(tuple(entries))
