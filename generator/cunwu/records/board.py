"""Files → the board of one place: its records by kind, and the problems of files that could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, TypeVar, cast

from cunwu.core.paths import ATTRIBUTES, OWN_FILES, RECORDS, hidden_part
from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, CunwuError, Problem
from cunwu.kinds import KINDS
from cunwu.kinds.base import Item
from cunwu.kinds.parts import field_named, numbered_items, row_numbered
from cunwu.kinds.reading import read_record_in
from cunwu.kinds.record import Attachment, Correction, Kind, Record
from cunwu.kinds.region import REGION
from cunwu.kinds.village import VILLAGE
from cunwu.records.file_refusals import FILE_REFUSALS
from cunwu.records.names import is_of_the_board, name_problem, name_problems, site_name_problem
from cunwu.records.places import Place, folder_of, listing_of, place_folders
from cunwu.records.record_file import RecordFile
from cunwu.records.source import Source, originals_in
from cunwu.records.strays import stray_problem
from cunwu.values.wording import nearest
from cunwu.yaml.reader import read_plain

R = TypeVar("R", bound=Record)

ATTACHMENTS = "attachments"
GATHERED = "summary.json"
"""A file in a region's folder: totals that another site published under this name for everything below the region."""
_SLUG = regex(r"[a-z0-9][a-z0-9-]{0,59}")
_NO_RECORD_NAME = regex(r"index\.yml|.*[\x00-\x1f\x7f-\x9f\ud800-\udfff].*", re.DOTALL)
"""Names that no record may have: `index` is the page of the list; control characters and foreign bytes break links."""


@dataclass(frozen=True, eq=False)
class Board:
    """Everything that one place discloses: its 公开栏 as values."""

    place: Place
    files: tuple[RecordFile, ...]
    strays: tuple[Problem, ...] = ()
    """Problems of files that belong to no kind."""
    source: Source | None = field(default=None, repr=False)
    earlier: Mapping[str, bytes | None] = field(default_factory=dict, repr=False)
    """Path → content of files that are no records, as they last were right; None for those left out."""

    def read_attachment(self, name: str) -> bytes | None:
        """The bytes of a file in the place's folder; None if it does not exist."""
        path = f"{self.place.own_file.rpartition('/')[0]}/{name}"
        if path in self.earlier:
            return self.earlier[path]
        return self.source.read(path) if self.source is not None and path in self.place.files else None

    def read_original(self, attachment: Attachment) -> bytes | None:
        """The bytes of an attachment, from the store where its record says so; None if they are not there."""
        content = self.read_attachment(attachment.file)
        originals = originals_in(self.source) if attachment.stored else None
        return originals.find(attachment.sha256) if content is None and originals is not None else content

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all files that could not be read."""
        return self.strays + tuple(problem for file in self.files for problem in file.problems)

    def files_of(self, kind: Kind[R]) -> tuple[RecordFile, ...]:
        """The readable files of one kind, by file name."""
        return self._by_kind.get(kind.name, ())

    def records(self, kind: Kind[R]) -> tuple[R, ...]:
        """The readable records of one kind, by file name."""
        return cast("tuple[R, ...]", tuple(file.record for file in self.files_of(kind)))

    @cached_property
    def withdrawn(self) -> tuple[RecordFile, ...]:
        """The files of records that were withdrawn as a whole: no list and no rule has them."""
        return tuple(file for file in self.files if file.withdrawn is not None)

    def withdrawn_as(self, kind: Kind[R], reference: str) -> RecordFile | None:
        """The file of a record with this reference that was withdrawn as a whole; None if there is none."""
        own = (one for one in self.withdrawn if one.kind is kind)
        return next((one for one in own if one.withdrawn and one.withdrawn.reference == reference), None)

    def file_of(self, record: Record) -> RecordFile:
        """The file that this record was read from."""
        return self._by_record[record]

    def find(self, kind: Kind[R], reference: str) -> R | None:
        """The record of `kind` with this reference; None if there is none."""
        return next(iter(self.find_all(kind, reference)), None)

    def find_all(self, kind: Kind[R], reference: str) -> tuple[R, ...]:
        """Every record of `kind` with this reference: two books may have a ledger for the same month."""
        own = cast("tuple[R, ...]", self._by_reference.get((kind.name, reference), ()))
        above = self.find_above(kind, reference) if not own and kind.inherited else None
        return (cast("R", above[1].record),) if above is not None else own

    def find_above(self, kind: Kind[R], reference: str) -> tuple[Place, RecordFile] | None:
        """The nearest place above with such a record of an inherited kind, and its file; None if there is none."""
        return self._from_above.get((kind.name, reference)) if kind.inherited else None

    @cached_property
    def _from_above(self) -> Mapping[tuple[str, str], tuple[Place, RecordFile]]:
        """Read only if something refers to it."""
        found: dict[tuple[str, str], tuple[Place, RecordFile]] = {}
        for place, file in self._held_above:
            if file.record is not None and file.kind is not None:
                found.setdefault((file.kind.name, file.record.reference), (place, file))
        return found

    @cached_property
    def _held_above(self) -> tuple[tuple[Place, RecordFile], ...]:
        """The files of inherited kinds of all places above, the nearest place first."""
        reader, source = self.place.reader, self.source
        if source is None:
            return ()
        if not isinstance(reader, OwnReader) or reader.source is not source:
            reader = OwnReader(source)
        return tuple((place, file) for place in self.place.lineage[-2::-1] for file in reader.inherited(place))

    def holds(self, kind: Kind[R], reference: str) -> bool:
        """Whether there is such a record, here or above, and such a row of it where the reference names one.

        What was withdrawn as a whole is there, too: it keeps its page, and REC040 tells whoever names it.
        """
        number, _, row = reference.partition("#") if kind.by_row else (reference, "", "")
        gone = self.withdrawn_as(kind, number)
        found = self.find(kind, number) or (gone.withdrawn if gone is not None else None)
        return found is not None and (not row or row_numbered(found, row) is not None)

    def holding(self, kind: Kind[R]) -> tuple[tuple[Place, RecordFile], ...]:
        """The readable files of an inherited kind here and in all places above, each with its place, nearest first."""
        above = ((place, file) for place, file in self._held_above if file.kind is kind and file.record is not None)
        return (*((self.place, file) for file in self.files_of(kind)), *above)

    def corrections_of(self, item: Item, word: str) -> tuple[Correction, ...]:
        """The corrections of one field of a record or of a part of it, in the order of the file."""
        return self._corrections.get((item, word), ())

    def is_corrected(self, item: Item) -> bool:
        """Whether any field of a record or of a part of it was corrected: a quick check, because few are."""
        return item in self._corrected

    @cached_property
    def _corrected(self) -> frozenset[Item]:
        return frozenset(item for item, _ in self._corrections)

    @cached_property
    def _corrections(self) -> Mapping[tuple[Item, str], tuple[Correction, ...]]:
        found: dict[tuple[Item, str], tuple[Correction, ...]] = {}
        for record in (file.record for file in self.files if file.record is not None and file.record.corrections):
            items = {item.number: item for _, item in numbered_items(record)}
            for correction in record.corrections:
                subject = items.get(correction.item) if correction.item else record
                named = field_named(subject, correction.field) if subject is not None else None
                if named is not None and named[0] is not None:
                    key = (named[0], named[1].word)
                    found[key] = (*found.get(key, ()), correction)
        return found

    def unread(self, kind: Kind[R], reference: str) -> RecordFile | None:
        """An unreadable file of `kind` that may be the record called `reference`; preferably one with that name."""
        above = tuple(file for _, file in self._held_above) if kind.inherited else ()
        unread = [file for file in (*self.files, *above) if file.kind is kind and file.is_unread]
        named = (file for file in unread if file.stem == reference or file.stem.startswith(f"{reference}-"))
        return next(named, next(iter(unread), None))

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[RecordFile, ...]]:
        found: dict[str, list[RecordFile]] = {}
        for file in self.files:
            if file.kind is not None and file.record is not None:
                found.setdefault(file.kind.name, []).append(file)
        return {name: tuple(files) for name, files in found.items()}

    @cached_property
    def _by_record(self) -> Mapping[Record, RecordFile]:
        return {file.record: file for file in self.files if file.record is not None}

    @cached_property
    def _by_reference(self) -> Mapping[tuple[str, str], tuple[Record, ...]]:
        found: dict[tuple[str, str], list[Record]] = {}
        for file in self.files:
            if file.kind is not None and file.record is not None and file.kind.folder:
                found.setdefault((file.kind.name, file.record.reference), []).append(file.record)
        return {key: tuple(records) for key, records in found.items()}


@dataclass(frozen=True)
class Outline:
    """The tree of places, and the problems of files that belong to no place."""

    root: Place
    strays: tuple[Problem, ...]

    def find(self, path: str) -> Place | None:
        """The place with this path below villages/."""
        return self._by_path.get(path)

    def demand(self, path: str) -> Place:
        """The place at a path as somebody typed it, with villages/ or without. Raises CunwuError if there is none."""
        found = self.find(path.strip("/").removeprefix(RECORDS).strip("/"))
        if found is None:
            raise CunwuError(f"没有地方 {path}", next_step=f"ls {RECORDS}")
        return found

    def owner_of(self, file: str) -> str:
        """The path of the place in whose folder a file lies."""
        found = kind_at(file)
        folder = found[0] if found is not None else file.removeprefix(f"{RECORDS}/")
        while folder and self.find(folder) is None:
            folder = folder.rpartition("/")[0]
        return folder

    @cached_property
    def _by_path(self) -> Mapping[str, Place]:
        return {place.path: place for place in self.root.walk()}


def read_outline(source: Source) -> Outline:
    """The tree of places; the file that describes a place is read on demand."""
    files = source.files()
    folders = place_folders(files)
    if RECORDS not in folders:
        next_step = f"新建 {RECORDS}/region.yml，写上「名称」和「级别」，例如 cunwu schema region"
        raise CunwuError(f"没有找到 {RECORDS}/region.yml", next_step=next_step)
    owned: dict[str, list[str]] = {folder: [] for folder in folders}
    strays: list[Problem] = [
        FILE_REFUSALS[_code_of_stray(path)].problem(path, FILE_START, name=path.rpartition("/")[2])
        for path in source.links()
    ]
    for path in files:
        owned[folder_of(path, folders) or RECORDS].append(path)
    places: dict[str, Place] = {}
    reader = OwnReader(source)
    for folder, is_village in folders.items():
        parent = places[upper] if (upper := folder_of(folder, folders)) is not None else None
        place = Place(
            path=folder.removeprefix(RECORDS).removeprefix("/"),
            reader=reader,
            parent=parent,
            is_village=is_village,
            listing=listing_of(folder, owned.pop(folder)),
        )
        places[folder] = place
        if parent is not None:
            parent.children.append(place)
    return Outline(places[RECORDS], tuple(strays))


def _code_of_stray(path: str) -> str:
    """The code for a path that a source lists among the links."""
    if path.rpartition("/")[2] in ATTRIBUTES:
        return "REC036"
    return "REC021" if hidden_part(path) else "REC006"


@dataclass(frozen=True)
class OwnReader:
    """Reads the file that describes a place from one source."""

    source: Source
    known: dict[str, tuple[RecordFile, ...]] = field(default_factory=dict, repr=False)
    """Path of a region → its files that hold for all places below: read once, not once a village."""

    def inherited(self, place: Place) -> tuple[RecordFile, ...]:
        """The files of a region that hold for the places below it."""
        if place.path not in self.known:
            kinds = ((path, kind_of(path, place)) for path in place.files)
            held = [(path, kind) for path, kind in kinds if kind is not None and kind.inherited]
            self.known[place.path] = tuple(read_file(self.source, path, kind) for path, kind in held)
        return self.known[place.path]

    def __call__(self, place: Place) -> RecordFile:
        """The file, with every problem found in it."""
        return read_file(self.source, place.own_file, VILLAGE if place.is_village else REGION)


def read_file(source: Source, path: str, kind: Kind[Any]) -> RecordFile:
    """One record file, with every problem found in it."""
    content = source.read(path)
    plain, problems = read_plain(content, path, source.memory)
    if plain is None:
        return RecordFile(path, content, kind, None, None, problems)
    unread = RecordFile(path, content, kind, None, None)
    record, problems = read_record_in(kind, plain, path, lambda: unread.tree)
    read = unread if record is None else unread.holding(record)
    return replace(read, problems=tuple(problem.with_line(unread.lines) for problem in problems))


def kind_at(path: str) -> tuple[str, Kind[Any]] | None:
    """Path of the place that a record file belongs to, and its kind; None if the file is no record."""
    folder, _, name = path.removeprefix(f"{RECORDS}/").rpartition("/")
    if _NO_RECORD_NAME.fullmatch(name) or hidden_part(path) or not path.startswith(f"{RECORDS}/"):
        return None
    by_files = _kinds_by_files()
    if name in by_files:
        return folder, by_files[name]
    place, _, inner = folder.rpartition("/")
    kind = by_files.get(f"{inner}/*.yml") if name.endswith(".yml") else None
    return (place, kind) if kind is not None else None


@cache
def _kinds_by_files() -> Mapping[str, Kind[Any]]:
    return {kind.files: kind for kind in KINDS}


def kind_of(path: str, place: Place) -> Kind[Any] | None:
    """The kind whose files lie where `path` lies in this place; None if there is none."""
    found = kind_at(path)
    if found is None or found[0] != place.path or (place.is_village and found[1] is REGION):
        return None
    return found[1]


def read_board(source: Source, place: Place) -> Board:
    """All records of one place. Reads only the files of this place."""
    files: list[RecordFile] = []
    strays: list[str] = []
    for path in place.files:
        kind = kind_of(path, place)
        if kind is not None:
            files.append(_own_file(source, place) if path == place.own_file else read_file(source, path, kind))
        elif not _is_attachment(path, place):
            strays.append(path)
    if source.memory is not None:
        source.memory.flush()
    told = frozenset(strays)  # as such
    named = [path for path in place.files if path not in told]
    names = name_problems(place.folder, named)
    return Board(place, tuple(files), (*_slug_problems(place), *_stray_problems(place, strays), *names), source)


def _own_file(source: Source, place: Place) -> RecordFile:
    """The file that describes the place; taken from the tree of places if that was read from the same source."""
    if isinstance(place.reader, OwnReader) and place.reader.source is source and isinstance(place.own, RecordFile):
        return place.own
    return OwnReader(source)(place)


def _stray_problems(place: Place, strays: Sequence[str]) -> Iterator[Problem]:
    """One problem for each stray file; a folder that lacks its village.yml is one problem, not fifty."""
    inside = len(place.own_file.rpartition("/")[0]) + 1
    kind_folders = {kind.folder for kind in KINDS if kind.folder}
    homeless: dict[str, list[str]] = {}
    taken: set[str] = set()
    for path in strays:
        folders = path[inside:].split("/")[:-1]
        if path.rpartition("/")[2] in OWN_FILES and folders and is_of_the_board(folders[-1]):
            yield from site_name_problem(path, folders[-1])
            taken.add(path[: -len(path.rpartition("/")[2]) - 1])
        elif folders and folders[0] not in kind_folders:
            homeless.setdefault(path[:inside] + folders[0], []).append(path)
        else:
            yield stray_problem(path, folders[0] if folders else "")
    for folder, paths in homeless.items():
        if folder in taken:  # told by its name
            continue
        inner = next((path for path in paths if path.rpartition("/")[2] in OWN_FILES), None)
        if inner is not None:
            name = inner.split("/")[-2]
            yield FILE_REFUSALS["REC020"].problem(inner, FILE_START, folder=name)
            continue
        name, near = folder.rpartition("/")[2], nearest(folder.rpartition("/")[2], kind_folders)
        facts = {"count": len(paths), "near": f"放记录的，文件夹改名为 {near[0]}；放一个村、一个镇的，" if near else ""}
        yield FILE_REFUSALS["REC007"].problem(paths[0], FILE_START, folder=name, **facts)


def place_folder_of(path: str) -> str:
    """The folder of the place that holds a record: where a kind has a folder of its own, the one above it."""
    kind, folder = kind_at(path), path.rpartition("/")[0]
    return folder.rpartition("/")[0] if kind is not None and kind[1].folder else folder


def _is_attachment(path: str, place: Place) -> bool:
    inner = path.removeprefix(place.own_file.rpartition("/")[0] + "/")
    if inner.rpartition("/")[2] in OWN_FILES:  # a place that was put there would vanish without a word
        return False
    return inner.startswith(f"{ATTACHMENTS}/") or (inner == GATHERED and not place.is_village)


def _slug_problems(place: Place) -> Iterator[Problem]:
    if place.path and not _SLUG.fullmatch(place.slug):
        yield FILE_REFUSALS["REC008"].problem(place.own_file, FILE_START, name=place.slug)
    elif place.path:
        yield from name_problem(place.own_file, place.slug)
