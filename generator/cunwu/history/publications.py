"""Everything ever published of the records: the commits on the first-parent line, and the changes in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from cunwu.core.frozen import Frozen
from cunwu.core.zone import BEIJING
from cunwu.history.change import Change, ChangeKind


def end_of(day: date) -> int:
    """The last second of a day in China, in seconds since 1970."""
    return (day.toordinal() - date(1970, 1, 1).toordinal() + 1) * 86_400 - 8 * 3600 - 1


def without_future(stated: Sequence[tuple[int, int]], until: int) -> Mapping[int, tuple[int, bool]]:
    """Position → the time of a publication, and whether it differs from the stated one; `stated` has both, in order.

    A commit that claims a time after `until` and was followed by one that does not had a wrong clock: it was made
    before that one, and its own time moves no other publication.
    """
    found: dict[int, tuple[int, bool]] = {}
    carried = 0
    for position, time in stated:
        if time <= until:
            carried = max(carried, time)
            found[position] = (carried, time < carried)
    later: int | None = None
    for position, time in reversed(stated):
        if position in found:
            later = found[position][0]
        else:
            found[position] = (time, False) if later is None else (later, True)
    return found


class Publication(Frozen):
    """One commit on the first-parent line of the published branch."""

    position: int
    """0 for the oldest."""
    commit: str
    moment: datetime
    """When it was committed, in UTC; never earlier than the previous publication."""
    set_back: bool = False
    """Whether the commit claims an earlier time than the previous one, whose time is then used instead."""

    @property
    def day(self) -> date:
        """The day of the commit in China."""
        return self.moment.astimezone(BEIJING).date()


class Published(Frozen):
    """A change and the publication that brought it."""

    publication: Publication
    change: Change
    path: str = ""
    """The file that held the record at that time."""


@dataclass(frozen=True)
class PlaceHistory:
    """Everything ever published of one place, oldest first."""

    changes: tuple[Published, ...] = ()
    publications: tuple[Publication, ...] = ()
    """The publications that touched a file of the place, newest first."""
    brought: Mapping[tuple[str, str], Publication] = field(default_factory=dict)
    """Path and blob id → the newest publication that brought this content to this path."""
    own_files: tuple[tuple[Publication, str, str], ...] = ()
    """Every version of the file that describes the place: its publication, path and blob id, oldest first."""

    def publication_of(self, path: str, blob: str) -> Publication | None:
        """The publication that brought this content to this path; None for uncommitted edits."""
        return self.brought.get((path, blob))

    def first_of(self, kind: str, reference: str) -> Publication | None:
        """The publication that first brought a record; None if the record is not committed yet."""
        return self._first.get((kind, reference))

    def life_of(self, kind: str, reference: str) -> tuple[Published, ...]:
        """All changes of one record, oldest first."""
        return self._lives.get((kind, reference), ())

    @cached_property
    def _lives(self) -> Mapping[tuple[str, str], tuple[Published, ...]]:
        lives: dict[tuple[str, str], list[Published]] = {}
        for published in self.changes:
            change = published.change
            lives.setdefault((change.record_kind, change.record), []).append(published)
        return {key: tuple(life) for key, life in lives.items()}

    @cached_property
    def _first(self) -> Mapping[tuple[str, str], Publication]:
        return {
            key: next(
                (one.publication for one in life if one.change.kind is ChangeKind.ADDED and not one.change.item),
                life[0].publication,
            )
            for key, life in self._lives.items()
        }
