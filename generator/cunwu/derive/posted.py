"""Who is posted to the villages below a region: what the region needs to name them and to compare them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from cunwu.core.frozen import Frozen, replace
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

_CALLED = regex(r"(?P<village>.*[^\sA-Za-z0-9]\s*|[A-Za-z0-9_-]+\s+)(?P<number>[A-Za-z]{1,3}-?[0-9]{1,4})")
"""上河村P03, and by the name of the folder shanghe P03."""
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
    called: tuple[str, ...] = ()
    """How records of the region call it, folded, where it lies deeper: 清河镇上河村."""


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
    name, own = name_of(board, number), board.find(POSTING, number)
    if isinstance(own, Posting) and own.name and own.role in record.title:
        name = name.replace(f"（{own.role}）", "", 1)  # 第一书记公开承诺 says it
    return f"{name}的{' ' if record.title[:1].isascii() else ''}{record.title}"


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
    """The villages right below a region with their postings, and those deeper down that its records call: for a check.

    A build knows them from the summaries of the villages, and reads no records below a region.
    """
    source = region.source
    if source is None:
        return ()

    def read(village: Place) -> PostedTo:
        paths = (path for path in village.files if kind_of(path, village) is POSTING)
        files = tuple(read_file(source, path, POSTING) for path in paths)
        return PostedTo(village.path, village.name, posted_in(Board(village, files), as_of))

    return with_deeper([read(one) for one in region.place.children if one.is_village], region, read)


def with_deeper(
    near: Iterable[PostedTo], region: Board, posted_to: Callable[[Place], PostedTo]
) -> tuple[PostedTo, ...]:
    """The villages right below a region, and after them those deeper down whose cadres its records call."""
    deeper = dict[Place, set[str]]()
    for file in region.files if has_deeper(region.place) else ():
        for called in _calls_in(file.record) if file.record is not None else ():
            for village in _deeper_called(region.place, called):
                deeper.setdefault(village, set()).add(fold_name(called.village))
    return (*near, *(replace(posted_to(village), called=tuple(sorted(names))) for village, names in deeper.items()))


def has_deeper(region: Place) -> bool:
    """Whether villages may lie deeper below a region than right below it."""
    return any(not child.is_village for child in region.children)


def _deeper_called(region: Place, called: Called) -> Iterator[Place]:
    """The villages below the regions below that go by the name in a call."""
    for place in called_below(region, called.village):
        if place.is_village and place.parent is not None and place.parent.path != region.path:
            yield place


# --- cadres of a village named by a record of the region --------------------------------------------------------------


class Called(Frozen):
    """A cadre as a region calls one: 上河村 P03."""

    text: str
    village: str
    number: str

    def villages(self, posted: Iterable[PostedTo]) -> tuple[PostedTo, ...]:
        """The villages that go by that name, or whose folder does."""
        name = fold_name(self.village)
        return tuple(
            one for one in posted if name in (fold_name(one.village), one.path.rpartition("/")[2], *one.called)
        )

    def find(self, posted: Iterable[PostedTo]) -> tuple[PostedTo, Posted] | None:
        """The village and the posting; None if there is none, or several villages have that name."""
        villages = self.villages(posted)
        found = (one for one in villages[0].people if one.number == self.number) if len(villages) == 1 else iter(())
        return next(((villages[0], one) for one in found), None)


def called_in(value: object, posted: Sequence[PostedTo], *, deeper: bool = False) -> Iterator[Called]:
    """The cadres of villages that a field which names cadres calls: “上河村 P03、下河村 P01”.

    Without villages right below there are none, unless some may be called that lie `deeper`.
    """
    for called in _calls(value) if posted or deeper else ():
        # 工作队 T01 is a team, and no village.
        if called.villages(posted) or called.village.endswith(_PLACES) or near_village(called, posted):
            yield called


def _calls(value: object) -> Iterator[Called]:
    """Everything in a field that looks like a call, whether or not there is such a village."""
    for text in value if isinstance(value, tuple) else (value,):
        for name in names_in(text) if isinstance(text, str) else ():
            if (match := _CALLED.fullmatch(name)) is not None:
                yield Called(name, match["village"].strip(), match["number"])


def _calls_in(record: Record) -> Iterator[Called]:
    for part in parts_of(record):
        for spec in fields_of(type(part)):
            if spec.cadres:
                yield from _calls(getattr(part, spec.name))


def near_village(called: Called, posted: Iterable[PostedTo]) -> tuple[str, ...]:
    """The names of villages that were probably meant, best first."""
    return nearest(called.village, {one.village for one in posted})


class Named(Frozen):
    """A record of a region that names a cadre of a village, or a village or region itself."""

    path: str
    """Of the place."""
    number: str
    """Of the cadre's posting; empty where it names the place."""
    kind: str
    title: str
    region: str
    """The name of the place that recorded it."""
    url_name: str
    """Folder of the region, folder and name of the record's file: yanshi/qinghe/trainings/2026-1."""


def named_in(region: Board, posted: Sequence[PostedTo], held: Collection[str] = ()) -> tuple[Named, ...]:
    """Every record of a region that names a place below, or a cadre of a village there, each once.

    They are in the order of its files. Left out are the files in `held`, shown as they were before: a place is only
    made for what stands there now. A cadre of a village right below has a posting in `posted`; one deeper down is told
    whether or not there is such a posting, so that a village need not be read to know what calls it.
    """
    found: dict[Named, None] = {}
    near = {child.path for child in region.place.children}
    for file in region.files:
        if file.record is None or file.kind is None or not file.kind.folder or hide_leaks(file.path) in held:
            continue
        cadres = ((called.find(posted), called.number) for called in cadres_called(file.record, posted))
        people = [(one[0].path, number) for one, number in cadres if one is not None and one[0].path in near]
        people += _called_deeper(file.record, region.place)
        for path, number in (*people, *((path, "") for path in places_told(file.record, region.place))):
            name = f"{region.place.path}/{file.kind.folder}/{file.stem}".lstrip("/")
            title = title_of(region, file.record)
            found[Named(path, number, file.kind.label, title, region.place.name, name)] = None
    return tuple(found)


def _called_deeper(record: Record, region: Place) -> Iterator[tuple[str, str]]:
    """Path of the village and number of each cadre whom a record calls below the regions below."""
    for called in _calls_in(record) if has_deeper(region) else ():
        places = called_below(region, called.village)
        if len(places) == 1:
            yield from ((place.path, called.number) for place in _deeper_called(region, called))


def places_told(record: Record, region: Place) -> Iterator[str]:
    """Paths of the places below a region that a record of it names; none for a name that several places have."""
    for part in parts_of(record):
        for spec in fields_of(type(part)):
            value = getattr(part, spec.name) if spec.places else None
            for text in value if isinstance(value, tuple) else (value,):
                for name in names_in(text) if isinstance(text, str) else ():
                    called = called_below(region, name)
                    if len(called) == 1:
                        yield called[0].path


def cadres_called(record: Record, posted: Sequence[PostedTo]) -> Iterator[Called]:
    """Every cadre of a village that a record calls."""
    for part in parts_of(record):
        for spec in fields_of(type(part)):
            if spec.cadres:
                yield from called_in(getattr(part, spec.name), posted)
