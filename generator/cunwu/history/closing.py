"""What the last day of a period makes of a change: afterwards growth is silent, and a new row was slipped in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal

from cunwu.core.frozen import Frozen, replace
from cunwu.history.change import Change, ChangeKind, RecordKey, text_of
from cunwu.history.versions import Version, Versions
from cunwu.kinds.base import FieldSpec
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of, is_planned, word_of
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.parts import row_numbered
from cunwu.kinds.record import GIVES_GROUNDS
from cunwu.kinds.village import Village
from cunwu.records.board import kind_at
from cunwu.values.dates import PartialDay
from cunwu.values.due import DEFAULT_DUE_DAY
from cunwu.values.money import Money
from cunwu.values.period import Period, month_of, parse_period
from cunwu.values.quantity import Quantity
from cunwu.yaml.reader import Mapping as MappingNode, node_at

ClosedOn = Callable[[str, Period], date]
"""The day on which a period of a place, given by its published path, was closed."""
AccountOf = Callable[[str, Period], Period | None]
"""The period whose published account covers a month of a place; None if its accounts have not come so far."""


class Closing(Frozen):
    """The day of judgement, and when each period was closed: what check and story both go by."""

    closed_on: ClosedOn
    as_of: date
    account_of: AccountOf = lambda _, month: month

    def changes_of(self, versions: Versions, key: RecordKey) -> tuple[Change, ...]:
        """The changes of one record, each with the kind that it has on this day."""
        old, new = versions.old.get(key), versions.new.get(key)
        changes = versions.changes_of(key)
        is_open = old is not None and any(change.is_growth for change in changes) and self._is_open(old)
        judged = tuple(change.while_open(is_open=is_open) for change in changes)
        return tuple(self._with_late(change, old, new) for change in judged) if old and new else judged

    def _with_late(self, change: Change, old: Version, new: Version) -> Change:
        """The same change; a row of a period that is closed was slipped in, whatever kind of record holds it."""
        is_row = change.kind is ChangeKind.ADDED and change.item and not change.field
        return replace(change, kind=ChangeKind.SLIPPED_IN) if is_row and self.closed_for(change, old, new) else change

    def closed_for(self, change: Change, old: Version, new: Version) -> tuple[Period, date] | None:
        """The period that a new row belongs to, and the day on which it was closed; None if it is open or has none."""
        (period, is_account), place = _period_of(change, new), kind_at(old.path)
        if period is None or place is None or self.missed(place[0], period) is None:
            return None
        account = self.account_of(place[0], period) if is_account else period
        closed = self.missed(place[0], account) if account is not None else None
        return (account, closed) if account is not None and closed is not None else None

    def _is_open(self, old: Version) -> bool:
        """Whether the period of a record is not due yet: until then its counts grow and its balances move."""
        period, place = dated(old), kind_at(old.path)
        return isinstance(period, Period) and place is not None and self.missed(place[0], period) is None

    def missed(self, place: str, period: Period) -> date | None:
        """The day on which a period was closed; None if it is open still."""
        closed = self.closed_on(place, period)
        return closed if self.as_of > closed else None


def dated(version: Version) -> object:
    """What the record says about its time, in whatever form."""
    return getattr(version.record, version.record.dated_by, None) if version.record.dated_by else None


NUMBERS = (Money, Quantity, Decimal, int)
"""What sums and floors are reckoned from."""


def _period_of(change: Change, new: Version) -> tuple[Period | None, bool]:
    """The period of a new row, and whether it is known by an account only; None if the row may come at any time.

    It is that of its record, or the last month in which its money moved, by its day or its entry, or for which it was.
    What happened to a record after its period (an objection, an answer, a signature) is not late for that; money that
    moved then is, once that month's account is published and closed: what comes together with a late account is as late
    as that, and is told with it.
    """
    _, item = row_numbered(new.record, change.item) or ((), None)
    if item is None or isinstance(item, GIVES_GROUNDS):
        return None, False
    own = dated(new)
    if isinstance(new.record, Ledger):
        return new.record.period, False
    specs = [spec for spec in fields_of(type(item)) if not spec.many]
    values = [getattr(item, spec.name) for spec in specs]
    stated = [getattr(item, spec.name) for spec in specs if not is_planned(spec)]
    days = [day if isinstance(day, date) else day.last for day in stated if isinstance(day, date | PartialDay | Period)]
    days += [period.last for value, spec in zip(values, specs, strict=True) if (period := _entered_in(spec, value))]
    if isinstance(own, Period) and (not days or min(days) <= own.last):
        return own, False
    figures = NUMBERS if isinstance(own, Period) else Money
    is_money = bool(days) and any(isinstance(value, figures) for value in values)
    return (month_of(max(days)), True) if is_money else (None, False)


def _entered_in(spec: FieldSpec, value: object) -> Period | None:
    """The account that a row names an entry of: pay for a month may move in the next, and is told with that account."""
    if spec.to != LEDGER.name or not isinstance(value, str):
        return None
    with suppress(ValueError):
        return parse_period(value.partition("#")[0])
    return None


def due_day_in(described: Iterable[MappingNode | None]) -> int:
    """The due day that places set, the lowest of them first: None stands for a place that cannot be read."""
    for node in described:
        settings = node_at(node, (_SETTINGS,)) if node is not None else None
        text = text_of(settings, _DUE_DAY) if isinstance(settings, MappingNode) else ""
        if text.isascii() and text.isdigit():
            return int(text)
    return DEFAULT_DUE_DAY


_SETTINGS, _DUE_DAY = word_of(Village, "settings"), word_of(Settings, "due_day")
