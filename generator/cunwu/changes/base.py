"""What a request is judged by: the records, the settings and the history of the version that is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError, Problem
from cunwu.derive.disclosure import fell_due, time_zone
from cunwu.derive.in_force import InForce, always, settings_in_force
from cunwu.derive.past import DoublesAt, Past
from cunwu.git.commit_source import CommitSource
from cunwu.git.repository import read_blobs
from cunwu.history.change import RecordKey
from cunwu.history.closing import Closing
from cunwu.history.copies import is_original
from cunwu.history.explanations import Where
from cunwu.history.reader import GoneKey
from cunwu.history.store import History, open_history
from cunwu.history.versions import Version
from cunwu.kinds.ledger import LEDGER
from cunwu.records.board import Board, Outline, read_board, read_outline
from cunwu.records.places import Place
from cunwu.rules.checker import check_place
from cunwu.values.due import DEFAULT_DUE_DAY, due_day
from cunwu.values.period import Period


@dataclass(frozen=True)
class Published:
    """The published version of a board: a commit, or an empty tree before the first."""

    project: Project
    commit: str
    _closed: dict[tuple[str, Period], date] = field(default_factory=dict, repr=False)
    _in_force: dict[str, InForce] = field(default_factory=dict, repr=False)
    _accounts: dict[str, tuple[Period, ...]] = field(default_factory=dict, repr=False)

    def closing(self, as_of: date) -> Closing:
        """What is closed on a day."""
        return Closing(self.closed_on, as_of, self.account_of)

    @cached_property
    def outline(self) -> Outline | None:
        """Its tree of places; None if it has none yet."""
        try:
            return read_outline(CommitSource(self.project.root, self.commit))
        except CunwuError:  # without villages/region.yml nothing was published
            return None

    def place(self, path: str) -> Place | None:
        """The place with this path, else the nearest published place above it."""
        while self.outline is not None:
            place = self.outline.find(path)
            if place is not None or not path:
                return place
            path = path.rpartition("/")[0]
        return None

    def board(self, path: str) -> Board | None:
        """The published board of a place; None if there is none."""
        place = self.outline.find(path) if self.outline is not None else None
        return read_board(CommitSource(self.project.root, self.commit), place) if place is not None else None

    def is_new(self, path: str) -> bool:
        """Whether there is no published place with this path."""
        return self.outline is None or self.outline.find(path) is None

    @property
    def takes_mixtures(self) -> bool:
        """Whether one request may change records and the program: the top place allows it, or nothing is published."""
        return self.outline is None or bool(self.outline.root.settings.mixed_requests)

    def closed_on(self, path: str, period: Period) -> date:
        """The day on which a period fell due, by the settings of that time; every new row of a ledger asks for it."""
        if (path, period) not in self._closed:
            self._closed[path, period] = self._fell_due(path, period)
        return self._closed[path, period]

    def account_of(self, path: str, month: Period) -> Period | None:
        """The longest period that a published account of a place covers this month with, else the month itself.

        None if the accounts of a place have not come so far: nothing is closed yet, and what is missing is measured.
        """
        if path not in self._accounts:
            board = self.board(path)
            self._accounts[path] = tuple(one.period for one in board.records(LEDGER)) if board is not None else ()
        periods = self._accounts[path]
        if periods and month.first > max(period.last for period in periods):
            return None
        covering = (period for period in periods if period.first <= month.first and month.last <= period.last)
        return max(covering, key=lambda period: period.last, default=month)

    def _fell_due(self, path: str, period: Period) -> date:
        place = self.place(path)
        if place is None:
            return due_day(period, DEFAULT_DUE_DAY)
        if path not in self._in_force:
            self._in_force[path] = self._settings_of(place)
        return fell_due(period, self._in_force[path].due_day_on)

    def _settings_of(self, place: Place) -> InForce:
        history = self._history
        if history is None:
            return always(place.settings)
        return settings_in_force(
            place, history.of_place, history.own_files.versions_of, time_zone(place), as_of=date.max
        )

    def past(self, as_of: date, moved: Mapping[str, str] | None = None, doubles: DoublesAt = lambda _: ()) -> Past:
        """What held on the day on which something was published; `moved` names places by their new and old paths.

        Of people in two villages only those are told whom `doubles` finds: a request is judged by whom it changes.
        """
        former = moved or {}
        return Past(lambda: self._history, as_of, self.place, lambda path: former.get(path, path), doubles=doubles)

    def problems(self, places: Iterable[Place], as_of: date) -> Iterator[Problem]:
        """What a check says on a day of these places as they are published, consequences on their own."""
        source, past = CommitSource(self.project.root, self.commit), self.past(as_of)
        for place in places:
            for problem in check_place(source, place, as_of, past).problems:
                yield from (problem, *problem.consequences)

    def shown_since(self, key: RecordKey, where: Where) -> date | None:
        """The day on which what stands in a field of a record came to be seen; of the row or record where that is all.

        None if nothing is known of it.
        """
        place, kind, reference = key
        known = self._history.of_place(place) if self._history is not None else None
        if known is None or (first := known.first_of(kind, reference)) is None:
            return None
        item, field = where
        life = [one for one in known.life_of(kind, reference) if item == one.change.item]
        told = [one for one in life if one.change.field == field] or [
            one for one in life if item and not one.change.field
        ]
        return told[-1].publication.day if told and (item or field) else first.day

    def gone(self, key: GoneKey) -> bytes | None:
        """The file in which a vanished record or item last stood; None if it did not vanish."""
        blob = self._gone.get(key)
        return read_blobs(self.project.root, [blob])[blob] if blob is not None else None

    def is_original(self, version: Version, key: RecordKey) -> bool:
        """Whether a file holds the record that was first published under its key, and not a copy."""
        return is_original(self.project.root, self.commit, version.path, key, version.kind)

    @cached_property
    def _history(self) -> History | None:
        return open_history(self.project.root, self.project.cache, self.commit)

    @cached_property
    def _gone(self) -> dict[GoneKey, str]:
        return dict(self._history.gone()) if self._history else {}
