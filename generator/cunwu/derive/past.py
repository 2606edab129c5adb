"""What held in a place when something was published: its settings, its catalogue and its due days of that time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cunwu.derive.catalogues import Catalogues, catalogues_of
from cunwu.derive.disclosure import time_zone
from cunwu.derive.doubles import Double
from cunwu.derive.in_force import InForce, always, settings_in_force
from cunwu.derive.pictures_elsewhere import Elsewhere
from cunwu.derive.posted import PostedTo
from cunwu.derive.told import tells_no_more
from cunwu.git.repository import read_blobs
from cunwu.history.change import key_of
from cunwu.kinds.common import Settings
from cunwu.kinds.reading import read_item
from cunwu.kinds.record import Record
from cunwu.kinds.region import REGION
from cunwu.kinds.village import VILLAGE
from cunwu.records.places import NATIONAL_DEFAULTS, Place, overlaid
from cunwu.records.record_file import RecordFile
from cunwu.yaml.reader import read_plain

if TYPE_CHECKING:  # most checks open no history
    from cunwu.history.store import History

DoublesAt = Callable[[Place], Sequence[Double]]
"""Whom two villages below a region claim at once, where that region is the lowest above both."""
SettingsOf = Callable[[Record, date], Settings]
"""The settings that a record is held to, by the day of what it tells."""


@dataclass(frozen=True)
class Past:
    """The history of a board, asked for only where something depends on it."""

    open: Callable[[], History | None]
    as_of: date
    published: Callable[[str], Place | None] = lambda _: None
    """The place as it is published, for a request that may describe it otherwise; None if that is not known."""
    was: Callable[[str], str] = lambda path: path
    """The path at which a place, by its path, is published: a request may move it."""
    turned: Callable[[str], bool] = lambda _: True
    """Whether a place, by its path, may ever have had other settings: else its history stays closed."""
    posted: tuple[PostedTo, ...] | None = None
    """The villages of a region with their postings, by a build that has their summaries; None in a check."""
    doubles: DoublesAt | None = None
    """Who is in two villages at once; None if nobody has looked."""
    pictures: Elsewhere = field(default_factory=dict)
    """Which pictures of places stand in other places too, as far as a check has compared them."""
    _known: dict[str, InForce] = field(default_factory=dict, repr=False)

    def in_force(self, place: Place) -> InForce:
        """The settings of a place through time; what a request writes holds from its own day on."""
        if place.path not in self._known:
            self._known[place.path] = self._in_force(place)
        return self._known[place.path]

    def _in_force(self, place: Place) -> InForce:
        history = self.open() if self.turned(place.path) else None
        if history is None:
            return always(place.settings)
        former = self.was(place.path)
        old = self.published(former)
        own = old if old is not None and old.path == former else place
        found = settings_in_force(own, history.of_place, history.own_files.versions_of, time_zone(own), self.as_of)
        return found if own is place else found.turned_to(place.settings, self.as_of)

    def catalogues(self, place: Place) -> Catalogues | None:
        """The catalogues of a village through time; None if today's always held, or nothing is known."""
        return catalogues_of(self.in_force(place))

    def due_days(self, place: Place) -> Callable[[date], int] | None:
        """The due day of a village on any day; None if nothing is known."""
        history = self.open() if self.turned(place.path) else None
        return self.in_force(place).due_day_on if history is not None else None

    def settings_on(self, place: Place, file: RecordFile, day: date) -> Settings:
        """The settings that held on a day; of a day before the place was on the board, when the record was published.

        A paper of years ago that is entered today is held to what holds today.
        """
        in_force = self.in_force(place)
        if len(in_force.turns) == 1:
            return in_force.turns[0].settings
        history, record = self.open(), file.record
        if history is None or file.kind is None or record is None:
            return place.settings
        known = history.of_place(self.was(place.path))
        zone = time_zone(place)
        if not self.predates(place, day):
            return in_force.on(day)  # whoever files late is held to what was asked for then
        *_, kind, reference = key_of(place.path, file.kind, record)
        first = known.first_of(kind, reference)
        return in_force.on(first.moment.astimezone(zone).date() if first is not None else self.as_of)

    def predates(self, place: Place, day: date) -> bool:
        """Whether a day lies before the place was on the board, or nothing is known of when that was."""
        history = self.open()
        known = history.of_place(self.was(place.path)) if history is not None else None
        joined = known.first_of((VILLAGE if place.is_village else REGION).name, "") if known is not None else None
        return joined is None or joined.moment.astimezone(time_zone(place)).date() > day

    def came(self, place: Place, file: RecordFile) -> int | None:
        """The position of the publication that first brought a record; None if nothing is known of it."""
        history, record = self.open(), file.record
        if history is None or file.kind is None or record is None:
            return None
        *_, kind, reference = key_of(place.path, file.kind, record)
        first = history.of_place(self.was(place.path)).first_of(kind, reference)
        return first.position if first is not None else None

    def settings_for(self, place: Place, file: RecordFile, names: Collection[str]) -> Settings:
        """The settings that held when a record first told all that these fields tell; today's for what is told anew."""
        history, now = self.open(), file.record
        if history is None or file.kind is None or now is None:
            return place.settings
        known = history.of_place(place.path)
        *_, kind, reference = key = key_of(place.path, file.kind, now)
        paths = {file.path, *(one.path for one in known.life_of(kind, reference))}  # a record may be renamed
        versions = sorted((one.position, path, blob) for (path, blob), one in known.brought.items() if path in paths)
        for position, path, blob in versions:
            content = read_blobs(history.root, [blob]).get(blob, b"")
            plain, _ = read_plain(content, path)
            record = read_item(file.kind.record, plain)[0] if plain is not None else None
            if record is None or key_of(place.path, file.kind, record) != key:
                continue
            if tells_no_more(now, record, names):
                return self._settings_at(history, place, position)
        return place.settings

    @staticmethod
    def _settings_at(history: History, place: Place, position: int) -> Settings:
        """The settings of a place by the publication at a position."""
        settings = NATIONAL_DEFAULTS
        for upper in place.lineage:
            versions = history.own_files.versions_of(history.of_place(upper.path))
            known = [described.settings for one, described in versions if one.position <= position]
            stated = known[-1] if known else None
            settings = overlaid(settings, stated) if stated is not None else settings
        return settings
