"""What the last day of a period makes of a change: afterwards growth is silent, and a new row was slipped in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.history.change import Change, RecordKey, text_of
from cunwu.history.versions import Version, Versions
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import word_of
from cunwu.kinds.village import Village
from cunwu.records.board import kind_at
from cunwu.values.due import DEFAULT_DUE_DAY
from cunwu.values.period import Period
from cunwu.yaml.reader import Mapping as MappingNode, node_at

ClosedOn = Callable[[str, Period], date]
"""The day on which a period of a place, given by its published path, was closed."""


class Closing(Frozen):
    """The day of judgement, and when each period was closed: what check and story both go by."""

    closed_on: ClosedOn
    as_of: date

    def changes_of(self, versions: Versions, key: RecordKey) -> tuple[Change, ...]:
        """The changes of one record, each with the kind that it has on this day."""
        old, new = versions.old.get(key), versions.new.get(key)
        changes = versions.changes_of(key)
        if old is None or new is None or not any(change.is_growth for change in changes):
            return tuple(change.while_open(is_open=False) for change in changes)
        is_open = self._is_open(old, new)
        return tuple(change.while_open(is_open=is_open) for change in changes)

    def _is_open(self, old: Version, new: Version) -> bool:
        """Whether the period of a record is not due yet: until then its counts grow and its balances move."""
        period, place = dated(new), kind_at(old.path)
        return isinstance(period, Period) and place is not None and self.missed(place[0], period) is None

    def missed(self, place: str, period: Period) -> date | None:
        """The day on which a period was closed; None if it is open still."""
        closed = self.closed_on(place, period)
        return closed if self.as_of > closed else None


def dated(version: Version) -> object:
    """What the record says about its time, in whatever form."""
    return getattr(version.record, version.record.dated_by, None) if version.record.dated_by else None


def due_day_in(described: Iterable[MappingNode | None]) -> int:
    """The due day that places set, the lowest of them first: None stands for a place that cannot be read."""
    for node in described:
        settings = node_at(node, (_SETTINGS,)) if node is not None else None
        text = text_of(settings, _DUE_DAY) if isinstance(settings, MappingNode) else ""
        if text.isascii() and text.isdigit():
            return int(text)
    return DEFAULT_DUE_DAY


_SETTINGS, _DUE_DAY = word_of(Village, "settings"), word_of(Settings, "due_day")
