"""Who is posted to the villages right below a region: what the region needs to name them and to compare them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.derive.rotation import CONSTANT, certain_span
from cunwu.kinds.fields import fields_of
from cunwu.kinds.parts import parts_of
from cunwu.kinds.posting import POSTING, Posting
from cunwu.kinds.record import Record
from cunwu.records.board import Board, kind_of, read_file
from cunwu.records.places import Place, called_below
from cunwu.records.privacy import hide_leaks
from cunwu.values.names import fold_name, names_in
from cunwu.values.wording import nearest

_CALLED = regex(r"(?P<village>.*[^\sA-Za-z0-9])\s*(?P<number>[A-Za-z]{1,3}-?[0-9]{1,4})")
_PLACES = ("村", "社区", "居委会")


class Posted(Frozen):
    """One posting of a village, as the region above needs to know it."""

    number: str
    title: str
    stem: str
    """The name of its file."""
    name: str = ""
    """Of somebody who was there on some day of the last twelve months; empty for a team, and where a day is unknown."""
    units: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    """What is stated of the person, each as field:word: two who differ in one are two people. Told to nobody."""
    since: date = date.min
    until: date = date.min
    """The day of the build for somebody who is still there."""


class PostedTo(Frozen):
    """A village of a region, and its postings."""

    path: str
    village: str
    """Its name."""
    people: tuple[Posted, ...]


def name_of(board: Board, number: str) -> str:
    """What people call a cadre of a village: name and role; with the number where another is called so, too.

    The number alone if no posting has it.
    """
    own = board.find(POSTING, number)
    if own is None:
        return number
    alike = sum(one.title == own.title for one in board.records(POSTING))
    return own.title if alike == 1 else f"{own.title}（{number}）"


def title_of(board: Board, record: Record) -> str:
    """The title of a record as people read it: with the name of the cadre whose work it tells."""
    number = getattr(record, "posting", None)
    if number is None:
        return record.title
    return f"{name_of(board, number)}的{' ' if record.title[:1].isascii() else ''}{record.title}"


def posted_in(board: Board, as_of: date) -> tuple[Posted, ...]:
    """Every posting of a village."""
    return tuple(_posted(file.stem, one, as_of) for file in board.files_of(POSTING) if (one := file.record) is not None)


def _posted(stem: str, record: Record, as_of: date) -> Posted:
    if not isinstance(record, Posting):
        raise TypeError("a posting")
    known = Posted(record.number, record.title, stem)
    span = certain_span(record, as_of) if record.name is not None and record.role != "工作队" else None
    if span is None or span[1] < as_of - timedelta(days=366):
        return known
    traits = tuple(f"{name}:{value}" for name in CONSTANT if (value := getattr(record, name)) is not None)
    return Posted(known.number, known.title, stem, record.name or "", record.units, traits, *span)


def read_posted(region: Board, as_of: date) -> tuple[PostedTo, ...]:
    """The villages right below a region with their postings, read from the records there: for a check.

    A build knows them from the summaries of the villages, and reads no records below a region.
    """
    source, found = region.source, []
    for village in region.place.children if source is not None else ():
        if village.is_village and source is not None:
            paths = (path for path in village.files if kind_of(path, village) is POSTING)
            files = tuple(read_file(source, path, POSTING) for path in paths)
            found.append(PostedTo(village.path, village.name, posted_in(Board(village, files), as_of)))
    return tuple(found)


# --- cadres of a village named by a record of the region --------------------------------------------------------------


class Called(Frozen):
    """A cadre as a region calls one: 上河村 P03."""

    text: str
    village: str
    number: str

    def villages(self, posted: Iterable[PostedTo]) -> tuple[PostedTo, ...]:
        """The villages that go by that name, or whose folder does."""
        name = fold_name(self.village)
        return tuple(one for one in posted if name in (fold_name(one.village), one.path.rpartition("/")[2]))

    def find(self, posted: Iterable[PostedTo]) -> tuple[PostedTo, Posted] | None:
        """The village and the posting; None if there is none, or several villages have that name."""
        villages = self.villages(posted)
        found = (one for one in villages[0].people if one.number == self.number) if len(villages) == 1 else iter(())
        return next(((villages[0], one) for one in found), None)


def called_in(value: object, posted: Sequence[PostedTo]) -> Iterator[Called]:
    """The cadres of villages that a field which names cadres calls: “上河村 P03、下河村 P01”."""
    for text in value if isinstance(value, tuple) else (value,):
        for name in names_in(text) if isinstance(text, str) and posted else ():
            if (match := _CALLED.fullmatch(name)) is not None:
                called = Called(name, match["village"].strip(), match["number"])
                # 工作队 T01 is a team, and no village.
                if called.villages(posted) or called.village.endswith(_PLACES) or near_village(called, posted):
                    yield called


def near_village(called: Called, posted: Iterable[PostedTo]) -> tuple[str, ...]:
    """The names of villages that were probably meant, best first."""
    return nearest(called.village, {one.village for one in posted})


class Named(Frozen):
    """A record of a region that names a cadre of a village, or the village itself."""

    path: str
    """Of the village."""
    number: str
    """Of the cadre's posting; empty where it names the village."""
    kind: str
    title: str
    region: str
    """The name of the place that recorded it."""
    url_name: str
    """Folder of the region, folder and name of the record's file: yanshi/qinghe/trainings/2026-1."""


def named_in(region: Board, posted: Sequence[PostedTo], held: Collection[str] = ()) -> tuple[Named, ...]:
    """Every record of a region that names a village at any depth, or a cadre of one right below, each once.

    They are in the order of its files. Left out are the files in `held`, shown as they were before: a village is only
    made for what stands there now.
    """
    found: dict[Named, None] = {}
    for file in region.files:
        if file.record is None or file.kind is None or not file.kind.folder or hide_leaks(file.path) in held:
            continue
        cadres = ((called.find(posted), called.number) for called in cadres_called(file.record, posted))
        people = [(one[0].path, number) for one, number in cadres if one is not None]
        for path, number in (*people, *((path, "") for path in villages_told(file.record, region.place))):
            name = f"{region.place.path}/{file.kind.folder}/{file.stem}".lstrip("/")
            title = title_of(region, file.record)
            found[Named(path, number, file.kind.label, title, region.place.name, name)] = None
    return tuple(found)


def villages_told(record: Record, region: Place) -> Iterator[str]:
    """Paths of the villages below a region that a record of it names; none for a name that several places have."""
    for part in parts_of(record):
        for spec in fields_of(type(part)):
            value = getattr(part, spec.name) if spec.places else None
            for text in value if isinstance(value, tuple) else (value,):
                for name in names_in(text) if isinstance(text, str) else ():
                    called = called_below(region, name)
                    if len(called) == 1 and called[0].is_village:
                        yield called[0].path


def cadres_called(record: Record, posted: Sequence[PostedTo]) -> Iterator[Called]:
    """Every cadre of a village that a record calls."""
    for part in parts_of(record):
        for spec in fields_of(type(part)):
            if spec.cadres:
                yield from called_in(getattr(part, spec.name), posted)
