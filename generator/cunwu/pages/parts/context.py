"""What planning a page may look at: one place of the site, its board; and the shell made from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from cunwu.core.check_code import check_code
from cunwu.core.frozen import Frozen
from cunwu.core.problem import Problem
from cunwu.derive.balances import Sum, derive_sum, in_order
from cunwu.derive.disclosure import time_zone
from cunwu.derive.inspections import Inspected
from cunwu.derive.meetings import allowed_by_meetings
from cunwu.derive.past import Past
from cunwu.derive.posted import Named, PostedTo, title_of
from cunwu.derive.requests import Questions, questions_of
from cunwu.derive.short_codes import Coded, codes_by_file
from cunwu.derive.team_in_post import Held, posts_by_person
from cunwu.derive.waiting import Waiting
from cunwu.history.change import key_of
from cunwu.history.publications import PlaceHistory, Publication, Published
from cunwu.kinds.base import Item
from cunwu.kinds.common import Settings
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.record import Record
from cunwu.pages.parts.asking import asking_of
from cunwu.pages.parts.head import head_of
from cunwu.pages.parts.links import (
    copy_url,
    dial_of,
    entries_url,
    files_url,
    listing_url,
    own_url,
    personal_data_url,
    place_url,
    record_url,
    relative,
    search_url,
)
from cunwu.pages.parts.paging import ON_ONE_PAGE, part_by_anchor
from cunwu.pages.parts.pictures import Card, link_to_code
from cunwu.pages.parts.remarked import place_in
from cunwu.pages.parts.site import Site
from cunwu.pages.parts.view import Link, PassedOn, Shell, SourceLine
from cunwu.pages.parts.withdrawn import held_by, withdrawn_of
from cunwu.records.board import Board
from cunwu.records.places import Place
from cunwu.records.privacy import hide_leaks
from cunwu.records.record_file import RecordFile
from cunwu.values.dates import chinese_date

R = TypeVar("R", bound=Record)
MANY_FILES = 30
"""A page made from more files leads to the list of them; its own list would be heavier than the page."""


class Page(Frozen):
    """One page to be rendered: where, with which template, from which view."""

    url: str
    template: str
    view: object
    copy: str = ""
    """Where a copy is written that needs no other file; empty for most pages."""
    picture_copy: str = ""
    """Where another is written that holds its pictures too; empty where there are none."""
    card: Card | None = None
    """What the picture shows that belongs to the page."""


@dataclass(frozen=True)
class PlaceContext:
    """One place's board within the site."""

    site: Site
    board: Board
    """Its records as anybody may read them on the day of the build (`readable_on`)."""
    held: str = ""
    notices: Sequence[Problem] = ()
    """What the check of the board shown asks people to look at."""
    whole: Mapping[str, Record] = field(default_factory=dict)
    """Path of a file from whose record lists were taken → the record as it was written: for sums only."""
    known: Past | None = None
    """What its check knows of former days; None where nothing was checked."""
    waiting: tuple[Waiting, ...] = ()
    """The records, of a region also those below it, that wait until an error in them is mended."""
    posted: tuple[PostedTo, ...] = ()
    """Of a region: its villages with their postings."""
    named: tuple[Named, ...] = ()
    """Of a village: the records of its region that name cadres of it."""
    inspected: tuple[Inspected, ...] = ()
    """What inspections of places above found of it."""
    struck: str = ""
    """The file of the record that was withdrawn as a whole, and of which the page is made; no list has it."""
    below: Callable[[str], Collection[str]] = lambda _: ()
    """Path of a place below → the addresses that were planned for it; none where this build has no such place."""

    @cached_property
    def pages(self) -> frozenset[str]:
        """The addresses of the place's page, of its records and of their lists: of a held place some are missing."""
        files = [file for file in self.board.files if file.kind and file.kind.folder and file.record]
        every = (*files, *self.board.withdrawn)
        urls = {place_url(self.place), own_url(self.place), *(record_url(self.place, file) for file in every)}
        listed = (file for file in files if file.kind and file.path != self.struck)
        return frozenset(urls | {listing_url(self.place, file.kind) for file in listed if file.kind})

    def link_to(self, url: str, target: str, place: str, anchor: str = "") -> str:
        """How the page `url` links to a page of this place, or of the one below it with this path.

        Empty for a page that is not planned, and for the page itself.
        """
        planned = self.pages if place == self.place.path else self.below(place)
        return relative(url, target, anchor) if target != url and target in planned else ""

    def irregular_in(self, path: str) -> Sequence[Problem]:
        """What is irregular about the record in a file, in the order of its lines."""
        return self._irregular.get(path, ())

    @cached_property
    def _irregular(self) -> Mapping[str, Sequence[Problem]]:
        found: dict[str, list[Problem]] = {}
        for notice in self.notices:
            for problem in (notice, *notice.consequences):
                if problem.is_irregular:
                    found.setdefault(problem.file, []).append(problem)
        return found

    def remarks_at(self, item: Item, word: str) -> Sequence[Problem]:
        """What is irregular about one field of a record or of a part of it; with an empty word about the row itself."""
        return self._remarked.get((item, word), ())

    def is_remarked(self, item: Item) -> bool:
        """Whether anything is irregular about a record or a part of it: a quick check, because little is."""
        return item in self._remarked_items

    @cached_property
    def _remarked_items(self) -> frozenset[Item]:
        return frozenset(item for item, _ in self._remarked)

    @cached_property
    def _remarked(self) -> Mapping[tuple[Item, str], Sequence[Problem]]:
        found: dict[tuple[Item, str], list[Problem]] = {}
        records = ((file.path, file.record) for file in self.board.files if file.path in self._irregular)
        for path, record in records:
            for problem in self.irregular_in(path):
                if record is not None:
                    found.setdefault(place_in(record, problem), []).append(problem)
        return found

    @cached_property
    def history(self) -> PlaceHistory | None:
        """What was ever published of the place and may be shown: nothing of versions that wait to be mended."""
        found = self.site.history.of_place(self.place.path) if self.site.history else None
        return replace(found, changes=self.shown_of(found.changes)) if found and self.waiting else found

    @cached_property
    def past(self) -> Past:
        """What held in the place in former days, as its check knew it."""
        return self.known or Past(lambda: self.site.history, self.site.as_of)

    def settings_on(self, record: Record, day: date) -> Settings:
        """The settings that a record is held to, by the day of what it tells."""
        return self.past.settings_on(self.place, self.board.file_of(record), day)

    def shown_of(self, changes: Sequence[Published]) -> tuple[Published, ...]:
        """The changes that may be shown."""
        if not self.waiting:
            return tuple(changes)
        paths = {one.path for one in self.waiting}
        return tuple(
            one
            for one in changes
            if (path := hide_leaks(one.path)) not in paths
            or not any(waiting.hides(path, one.publication.position) for waiting in self.waiting)
        )

    @property
    def place(self) -> Place:
        """The place of the board."""
        return self.board.place

    def day_of(self, publication: Publication) -> str:
        """The day of a publication on every page of the place: by its own clock, as in its table of due days."""
        return chinese_date(self.date_of(publication))

    def date_of(self, publication: Publication) -> date:
        """As `day_of`, as a date."""
        return publication.moment.astimezone(time_zone(self.place)).date()

    def shell(
        self,
        url: str,
        title: str,
        files: Sequence[RecordFile],
        crumbs: Sequence[Link] = (),
        *,
        has_copy: bool = False,
        told: str = "",
        card: Card | None = None,
    ) -> Shell:
        """The shell of the page at `url` made from `files`; `crumbs` follow those of the places.

        With `has_copy` it leads to the copy that can be passed on, whose check code is that of the first file. `told`
        is its description, `card` the picture of it.
        """
        place = self.place
        (top, page), *below = self._lineage
        picture = self.site.address_of(card.url) if card is not None else ""
        names = [Link(top, relative(url, page))]
        # The page one is on leads nowhere.
        names += [Link(name, relative(url, page) if page != url else "") for name, page in below]
        return Shell(
            title=title if title == place.name else f"{title} · {place.name}",
            head=head_of(place, url, title, told, has_feeds=self.is_searched and not has_copy, picture=picture),
            crumbs=(*names, *crumbs),
            place=place.name,
            stylesheet=relative(url, self.site.stylesheet),
            home=relative(url, "index.html"),
            reading=relative(url, "reading.html"),
            objecting=relative(url, "objecting.html"),
            accessibility=relative(url, "accessibility.html"),
            verifying=relative(url, "verifying.html"),
            personal_data=relative(url, personal_data_url(place)) if self.is_searched else "",
            demonstration=place.is_demonstration,
            retold=place.is_retold,
            hotline=place.settings.hotline or "",
            dial=dial_of(place.settings.hotline or ""),
            sources=self.sources_of(files if len(files) <= MANY_FILES else files[:1]),
            all_sources=self._link_to_files(url, len(files)) if len(files) > MANY_FILES else None,
            history_known=self.site.history is not None,
            held=self.held or (held_by(self.waiting, files[0]) if files else ""),
            withdrawn=withdrawn_of(files[0]) if files else "",
            address=self.site.address_of(url),
            check=check_code(files[0].blob) if files else "",
            search=relative(url, search) if self.is_searched and (search := search_url(place)) != url else "",
            code=link_to_code(url, self.site.address_of(url)) if has_copy or url == place_url(place) else "",
            passed_on=self._passed_on(url, title, files[0]) if has_copy else None,
            asking=asking_of(place),
        )

    def _passed_on(self, url: str, title: str, file: RecordFile) -> PassedOn:
        source = self._sources[file.path]
        day = f"这一版 {source.day}公布（提交 {source.commit}）" if source.commit else "公布的日子没有核对"
        origin = f"{' · '.join(self.place.full_name)}，{title}，{day}"
        return PassedOn(origin, check_code(file.blob), relative(url, copy_url(url)))

    def sources_of(self, files: Sequence[RecordFile]) -> tuple[SourceLine, ...]:
        """A line for each file: its content, and the commit with which it was published."""
        return tuple(self._sources[file.path] for file in files)

    def _link_to_files(self, url: str, count: int) -> Link:
        return Link(f"{self.place.name}的 {count} 份文件", relative(url, files_url(self.place)))

    @property
    def is_searched(self) -> bool:
        """Whether the place has a page that searches: of a village nothing of which may be shown there is none."""
        return bool(self.board.files) or not self.place.is_village

    @cached_property
    def _lineage(self) -> tuple[tuple[str, str], ...]:
        """Name and page of every place from the root down to this one."""
        return tuple((place.name, place_url(place)) for place in self.place.lineage)

    @cached_property
    def _sources(self) -> Mapping[str, SourceLine]:
        """Path of a file → its line; every file stands on three pages or more."""
        return {file.path: self._source(file) for file in self.board.files}

    def _source(self, file: RecordFile) -> SourceLine:
        found = self.history.publication_of(file.path, file.blob) if self.history else None
        return SourceLine(
            path=file.path,
            blob=file.blob[:12],
            commit=found.commit[:12] if found else "",
            day=self.day_of(found) if found else "",
        )

    @property
    def uncommitted(self) -> int:
        """How many of its record files hold what no commit does."""
        if self.history is None:
            return 0
        return sum(self.history.publication_of(file.path, file.blob) is None for file in self.board.files)

    @cached_property
    def questions(self) -> Questions:
        """What villagers asked about its figures."""
        return questions_of(self.board)

    @cached_property
    def posts(self) -> Mapping[str, Sequence[Held]]:
        """Person → every post that he or she ever held."""
        return posts_by_person(self.board)

    @cached_property
    def codes(self) -> Mapping[str, Sequence[Coded]]:
        """Path of a file → the short codes of its record and of the rows of it."""
        return codes_by_file(self.board)

    @cached_property
    def allowed(self) -> Mapping[str, Sequence[tuple[Record, Item]]]:
        """Number of a meeting → the records that name it, each with the row that does so."""
        return allowed_by_meetings(self.board)

    def sum_of(self, ledger: Ledger) -> Sum:
        """The sum of one of its ledgers: the page of the month shows it, those of the months beside it, the board."""
        return self._sums[self.board.file_of(ledger).path]

    @cached_property
    def _sums(self) -> Mapping[str, Sum]:
        """Path of a ledger's file → its sum."""
        return {self.board.file_of(ledger).path: derive_sum(ledger) for ledger in self.board.records(LEDGER)}

    @cached_property
    def books(self) -> Mapping[str, Sequence[Ledger]]:
        """Book → its ledgers in the order of their periods."""
        found: dict[str, list[Ledger]] = {}
        for ledger in in_order(self.board.records(LEDGER)):
            found.setdefault(ledger.book, []).append(ledger)
        return found

    def with_withdrawn(self, file: RecordFile) -> PlaceContext:
        """The place as it would be if a record that was withdrawn as a whole counted: for the page that it keeps."""
        counted = replace(file, record=file.withdrawn, withdrawn=None)
        files = tuple(counted if one is file else one for one in self.board.files)
        return replace(self, board=replace(self.board, files=files), struck=file.path)

    def life_of(self, file: RecordFile) -> tuple[Published, ...]:
        """Everything that became of a record since it was first published."""
        record = file.record or file.withdrawn
        if self.history is None or file.kind is None or record is None:
            return ()
        _, kind, reference = key_of(self.place.path, file.kind, record)
        return self.history.life_of(kind, reference)

    @cached_property
    def titles(self) -> Mapping[tuple[str, str], str]:
        """Kind and name in the history of a record → its title."""
        return {
            key_of("", file.kind, file.record)[1:]: title_of(self.board, file.record)
            for file in self.board.files
            if file.kind is not None and file.record is not None
        }

    def as_written(self, record: R) -> R:
        """The record with the lists that were taken from it: for sums, and for what is said of the lists."""
        whole = self.whole.get(self.board.file_of(record).path) if self.whole else None
        return whole if isinstance(whole, type(record)) else record

    def href_of(self, url: str, record: Record, anchor: str = "") -> str:
        """How the page `url` links to a record of this place, or to an item of it."""
        file = self.board.file_of(record)
        if anchor and (part := self._parts.get(file.path, {}).get(anchor)):
            return relative(url, entries_url(self.place, file, part), anchor)
        return relative(url, record_url(self.place, file), anchor)

    def is_divided(self, record: Record) -> bool:
        """Whether items of a record stand on pages of their own."""
        return self.board.file_of(record).path in self._parts

    @cached_property
    def _parts(self) -> Mapping[str, Mapping[str, int]]:
        """Path of a divided ledger's file → anchor of an entry → the part it stands in."""
        divided = (ledger for ledger in self.board.records(LEDGER) if len(ledger.entries) > ON_ONE_PAGE)
        return {self.board.file_of(ledger).path: part_by_anchor(ledger) for ledger in divided}
