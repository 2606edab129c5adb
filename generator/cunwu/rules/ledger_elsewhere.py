"""FIN: a ledger that was saved in the folder of another village."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.patterns import regex
from cunwu.core.problem import Severity
from cunwu.derive.balances import previous_of
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.village import Village
from cunwu.records.board import Board, read_board
from cunwu.records.places import Place
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import Money, stated

_OTHER_VILLAGE = regex(r"(?![本全各我])[\u4e00-\u9fff]{1,8}村(?![委民务组口部])")
"""The name of a village in the place where a ledger was posted; 村委会公开栏 names none."""


@rule(
    "FIN039",
    "这份收支看来是「{name}」{code}的，放错了村：{why}",
    remedy="是「{name}」的，就把文件移到 {folder}/finance/；确实是本村的，改正账套、期初或公布的地点",
    source="program/records",
    severity=Severity.NOTICE,  # a neighbour's records decide it, and pages do not wait for a neighbour
)
def ledger_of_another_village(board: Board, context: Context) -> Iterator[Finding]:
    """A ledger whose book, balances or posting place are those of one neighbour, and not of this village, is his."""
    neighbours: list[_Neighbour] | None = None  # hardly any ledger is suspect, and neighbours are read only for one
    before = previous_of(board.records(LEDGER))
    for ledger in board.records(LEDGER):
        if not _is_suspect(ledger, before.get(ledger), context.place):
            continue
        if neighbours is None:
            neighbours = [_Neighbour(place, board) for place in _beside(context.place)]
        telling = [(one, why) for one in neighbours if (why := one.claims(ledger))]
        if len(telling) == 1:
            one, why = telling[0]
            code = f"（{one.place.record.code}）" if one.place.record is not None and one.place.record.code else ""
            folder = one.place.own_file.rpartition("/")[0]
            yield found(ledger, "book", of=ledger, name=one.place.name, code=code, why=why, folder=folder)


def _beside(place: Place) -> list[Place]:
    return [one for one in place.parent.children if one is not place and one.is_village] if place.parent else []


def _books(place: Place) -> frozenset[str]:
    village = place.record
    return frozenset(one.number for one in village.legal_persons) if isinstance(village, Village) else frozenset()


def _openings(ledger: Ledger) -> dict[str, Money | None]:
    return {account.number: stated(account.opening) for account in ledger.accounts}


def _closings(ledger: Ledger) -> dict[str, Money | None]:
    return {account.number: stated(account.closing) for account in ledger.accounts}


def _named(ledger: Ledger) -> str:
    return ledger.posted.where if ledger.posted is not None else ""


def _is_suspect(ledger: Ledger, last: Ledger | None, place: Place) -> bool:
    """Whether something in the ledger is not this village's; `last` is its ledger of the period before."""
    carried_otherwise = last is not None and _closings(last) != _openings(ledger)
    elsewhere = _OTHER_VILLAGE.search(_named(ledger)) is not None and place.name not in _named(ledger)
    return carried_otherwise or elsewhere or _is_of_no_book(ledger, place)


def _is_of_no_book(ledger: Ledger, place: Place) -> bool:
    """Whether a village keeps no such book; of one whose file cannot be read nobody knows."""
    return place.record is not None and ledger.book not in _books(place)


class _Neighbour:
    """A village beside this one, and what of a ledger speaks for it."""

    def __init__(self, place: Place, board: Board) -> None:
        self.place = place
        self._here = board
        self._ledgers: tuple[Ledger, ...] | None = None

    def claims(self, ledger: Ledger) -> str:
        """What makes the ledger the neighbour's; empty if nothing does."""
        if self.place.name in _named(ledger) and self._here.place.name not in _named(ledger):
            return f"公布的地点写的是「{_named(ledger)}」"
        if ledger.book in _books(self.place) and _is_of_no_book(ledger, self._here.place):
            return f"账套「{ledger.book}」是那个村的"
        return "各账户的期初正好是那个村上期的期末" if self._carries_over(ledger) else ""

    def _carries_over(self, ledger: Ledger) -> bool:
        """Whether every opening, one of them more than nothing, is the closing of the neighbour's period before."""
        if self._ledgers is None:
            source = self._here.source
            self._ledgers = read_board(source, self.place).records(LEDGER) if source is not None else ()
        last = previous_of((*self._ledgers, ledger)).get(ledger)
        own = previous_of(self._here.records(LEDGER)).get(ledger)
        openings = _openings(ledger)
        if last is None or not any(openings.values()) or (own is not None and _closings(own) == openings):
            return False
        return _closings(last) == openings
