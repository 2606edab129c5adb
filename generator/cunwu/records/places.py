"""The tree of places, and the settings that each inherits from the places above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from cunwu.core.frozen import Frozen
from cunwu.core.paths import OWN_FILES, RECORDS
from cunwu.kinds.base import with_fields
from cunwu.kinds.common import RHYTHMS, CatalogueItem, Settings
from cunwu.kinds.fields import fields_of
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.record import Record
from cunwu.kinds.region import Region
from cunwu.kinds.village import Village
from cunwu.records.names import is_of_the_board
from cunwu.records.privacy import hide_leaks
from cunwu.values.names import fold_name

NATIONAL_DEFAULTS = Settings(
    # 村民委员会组织法第三十五条：一般事项至少每季度公布一次。
    rhythm="季",
    # 同一条：公布的期限不得少于十五日。
    days_up=15,
    catalogue=(CatalogueItem(number="收支", item="收支", rhythm="季"),),
)
"""Settings that hold if no place sets them. Source: villagers-committee-law-2026/disclosure"""


class OwnFile(Protocol):
    """The file that describes a place, after reading."""

    @property
    def record(self) -> Record | None:
        """The record in the file; None if it could not be read."""
        ...


class Known(Frozen):
    """Stands for such a file without reading it: no record, or a record of which some fields are blank."""

    record: Record | None = None


@dataclass(frozen=True, eq=False)
class Place:
    """One folder with a region.yml or village.yml; the tree knows its children.

    The file that describes it is read on demand: of twenty thousand villages only one at a time is needed.
    """

    path: str
    """Slugs from the root, with slashes; empty for the root itself."""
    reader: Callable[[Place], OwnFile] = field(repr=False)
    """Reads the file that describes the place."""
    parent: Place | None
    is_village: bool
    listing: str = field(default="", repr=False)
    """Names of its record files, as `listing_of` packs them."""
    children: list[Place] = field(default_factory=list)

    @cached_property
    def own(self) -> OwnFile:
        """The file that describes the place, read once for its name, its settings and its board."""
        return self.reader(self)

    @property
    def record(self) -> Region | Village | None:
        """The record that describes the place; None if it could not be read: the place still stands, under its slug."""
        record = self.own.record
        return record if isinstance(record, Region | Village) else None

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Its record files in the order of the source; paths from the project."""
        return tuple(f"{self.folder}/{name}" for name in self.listing.split("\0") if name)

    def let_go(self) -> None:
        """Drops what can be read again; keeps name, code and whether it is a demonstration: others ask for them."""
        _ = self.name, self.code, self.is_demonstration
        for forgotten in ("own", "files", "settings"):
            self.__dict__.pop(forgotten, None)

    @cached_property
    def name(self) -> str:
        """The name, or the slug if the file that describes the place cannot be read."""
        # Names stand on pages of places above and below, which are published even when this one's file is refused.
        return hide_leaks(self.record.name) if self.record else self.slug

    @cached_property
    def code(self) -> str:
        """The division code; empty if it states none."""
        return (self.record.code or "") if self.record else ""

    def remember(self, name: str, code: str) -> None:
        """Takes what a build kept of a place whose file it does not read."""
        self.__dict__.update(name=name, code=code)

    @property
    def slug(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The folder of the place; path from the project."""
        return f"{RECORDS}/{self.path}" if self.path else RECORDS

    @property
    def own_file(self) -> str:
        """The file that describes the place."""
        return f"{self.folder}/{'village.yml' if self.is_village else 'region.yml'}"

    @property
    def level(self) -> str:
        """村, or the level that its region.yml states."""
        return "村" if self.is_village else self.record.level if isinstance(self.record, Region) else "地方"

    @cached_property
    def is_demonstration(self) -> bool:
        """Whether the place, or a place above it, is marked 演示."""
        own = bool(self.record and self.record.demonstration)
        return own or bool(self.parent and self.parent.is_demonstration)

    @property
    def is_practice(self) -> bool:
        """Whether the place, or a place above it, is marked 练习: made to try things out, never published."""
        own = bool(self.record and self.record.practice)
        return own or bool(self.parent and self.parent.is_practice)

    @property
    def is_retold(self) -> bool:
        """Whether the place, or a place above it, is marked 旧事: told from public texts, not kept by the place."""
        own = isinstance(self.record, Region) and bool(self.record.retold)
        return own or bool(self.parent and self.parent.is_retold)

    @cached_property
    def settings(self) -> Settings:
        """Each setting from the place, else from the nearest place above that has it."""
        above = self.parent.settings if self.parent else NATIONAL_DEFAULTS
        own = self.record.settings if self.record else None
        return above if own is None else overlaid(above, own)

    @property
    def lineage(self) -> tuple[Place, ...]:
        """From the root down to the place itself."""
        return (*(self.parent.lineage if self.parent else ()), self)

    @property
    def full_name(self) -> tuple[str, ...]:
        """Names from below the root down to the place: 演示县, 清河镇, 上河村."""
        return tuple(place.name for place in self.lineage if place.path) or (self.name,)

    @property
    def catalogue(self) -> tuple[CatalogueItem, ...]:
        """The items that must be disclosed here."""
        return self.settings.catalogue

    @cached_property
    def called(self) -> Mapping[str, tuple[Place, ...]]:
        """What people call the places below → these: made once, for a record may name very many."""
        found: dict[str, dict[Place, None]] = {}
        for place in (one for one in self.walk() if one is not self):
            if "own" not in place.__dict__:
                place.let_go()  # keeps its name: the file of one village at a time is in memory
            between = [fold_name(one.name) for one in place.lineage[len(self.lineage) :]]
            for name in (place.slug, *("".join(between[start:]) for start in range(len(between)))):
                found.setdefault(name, {})[place] = None
        by_path = {place.path: (place,) for place in self.walk() if place is not self}
        return {**{name: tuple(places) for name, places in found.items()}, **by_path}

    def walk(self) -> Iterator[Place]:
        """The place and everything below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def villages(self) -> Iterator[Place]:
        """Every village at or below the place."""
        return (place for place in self.walk() if place.is_village)


def names_in(places: Mapping[str, Place]) -> Callable[[str], str]:
    """A function from path to the name of the place there; to the path itself if there is no place."""
    return lambda path: places[path].name if path in places else path


def called_below(above: Place, name: str) -> tuple[Place, ...]:
    """The places below one that go by a name: that of the path alone if there is one, else of a folder or a place.

    Where two have one name, the names of the places between tell them apart: 清河镇上河村.
    """
    if name in (called := above.called):
        return called[name]
    return called.get(fold_name(name), ())


def listing_of(folder: str, files: Iterable[str]) -> str:
    """File names below a folder packed into one text: a tree of places with separate texts would take much memory."""
    start = len(folder) + 1
    return "\0".join(path[start:] for path in files)


def overlaid(above: Settings, own: Settings) -> Settings:
    """The settings of a place: its own, and those from above that it does not state."""
    stated = [spec.name for spec in fields_of(Settings) if spec.is_written(own)]
    whole = with_fields(above, {name: getattr(own, name) for name in stated})
    if own.rhythm is None or "catalogue" in stated:
        return whole
    return with_fields(whole, {"catalogue": tuple(_as_often(item, own.rhythm) for item in above.catalogue)})


def _as_often(item: CatalogueItem, rhythm: str) -> CatalogueItem:
    """An inherited item of accounts, at least as often as the place says itself: it may promise more, never less."""
    is_rarer = item.item == LEDGER.catalogue and RHYTHMS.index(item.rhythm) > RHYTHMS.index(rhythm)
    return with_fields(item, {"rhythm": rhythm}) if is_rarer else item


def place_folders(files: Sequence[str]) -> Mapping[str, bool]:
    """Folder → whether it is a village, for every folder with a region.yml or village.yml; parents first.

    A folder inside that of a village is no place: nothing lies below a village. Nor is one named like a folder of the
    site: its pages would lie where others do.
    """
    found: dict[str, bool] = {}
    for path in files:
        folder, _, name = path.rpartition("/")
        if name in OWN_FILES:
            found[folder] = found.get(folder, False) or name == "village.yml"
    places: dict[str, bool] = {}
    for folder in sorted(found):
        above = folder_of(folder, places)
        if above is None or not (places[above] or is_of_the_board(folder.rpartition("/")[2])):
            places[folder] = found[folder]
    return places


def folder_of(path: str, folders: Mapping[str, bool]) -> str | None:
    """The nearest place folder above a file; None if there is none."""
    folder = path.rpartition("/")[0]
    while folder:
        if folder in folders:
            return folder
        folder = folder.rpartition("/")[0]
    return None
