"""One table says what the pages of a kind have of their own; every other kind has the pages of its declaration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import pytest

from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.notice import NOTICE, Notice
from cunwu.kinds.record import Kind
from cunwu.kinds.region import REGION
from cunwu.pages.kinds import PAGES, KindPages, Part, Room, kinds_in, kinds_shown_by, pages_of
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import listing_url, place_url, record_url
from cunwu.pages.parts.record import RecordView
from cunwu.pages.parts.site import Site
from cunwu.pages.parts.view import Column, Table
from cunwu.pages.places.listing import ListingView
from cunwu.pages.places.rooms import RoomView, url_of_room
from cunwu.pages.places.village import VillageView
from cunwu.pages.plan import plan_home, plan_records
from cunwu.records.board import read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.render import Renderer
from support.site_parts import ROOT, write_files

KINDS_WITH_PAGES = tuple(kind for kind in KINDS if kind.folder)
each_kind = pytest.mark.parametrize("kind", KINDS_WITH_PAGES, ids=lambda kind: kind.name)


@pytest.fixture
def context(tmp_path: Path) -> PlaceContext:
    """A village with the sample of every kind."""
    for kind in KINDS:
        folder = tmp_path / "villages" / ("" if kind is REGION else "shanghe")
        write_files(folder, {kind.files.replace("*", "2026-03"): sample_of(kind)})
    source = FolderSource(tmp_path)
    place = read_outline(source).find("shanghe")
    assert place is not None
    return PlaceContext(Site(date(2026, 11, 20), "board/assets/board.css", None), read_board(source, place))


def planned(context: PlaceContext) -> dict[str, Page]:
    return {page.url: page for page in (*plan_records(context), *plan_home(context, {}))}


def listed_in_rooms(context: PlaceContext) -> list[str]:
    """The kinds whose newest records a room of the village names, with repetitions if there are any."""
    views = [page.view for page in planned(context).values()]
    return [listing.anchor for view in views if isinstance(view, RoomView) for listing in view.listings]


@each_kind
def test_what_the_table_says_of_a_kind_is_on_the_page_of_its_record(kind: Kind[Any], context: PlaceContext) -> None:
    row, (file, *_) = pages_of(kind), context.board.files_of(kind)
    url = record_url(context.place, file)
    page = planned(context)[url]
    if row.plan is not None:
        assert page == next(iter(row.plan(context, file)))
        return
    assert page.template == "record.html"
    assert isinstance(page.view, RecordView)
    besides = row.tell(context, url, file.record) if row.tell is not None else Besides()
    view = page.view
    for part in ("sum", "stages", "sentences", "bars", "caveat", "lines", "money", "before"):
        assert getattr(view, part) == getattr(besides, part)
    assert {section.anchor for section in besides.instead} <= {section.anchor for section in view.sections}


@each_kind
def test_a_kind_is_shown_once_in_the_rooms_of_the_village(kind: Kind[Any], context: PlaceContext) -> None:
    assert sum(kind in kinds_in(room) for room in Room) == 1
    assert sum(kind in kinds_shown_by(part) for part in Part) == (pages_of(kind).part is not None)
    assert listed_in_rooms(context).count(kind.name) == (pages_of(kind).part is None)


def test_the_board_has_a_door_into_every_room_and_every_room_a_page(context: PlaceContext) -> None:
    pages = planned(context)
    home = pages[place_url(context.place)].view
    assert isinstance(home, VillageView)
    rooms = {url for url, page in pages.items() if isinstance(page.view, RoomView)}
    led = {f"board/shanghe/{door.link.href}" for door in home.doors}
    assert rooms == led
    assert [door.link.text for door in home.doors] == [
        room.value for room in Room if room not in (Room.CHANGES, Room.DISCLOSURE)
    ], "nothing is measured and no history known"
    assert all(door.news for door in home.doors)


def test_the_table_names_kinds_that_have_pages_and_says_something_of_each() -> None:
    assert PAGES.keys() <= {kind.name for kind in KINDS_WITH_PAGES}
    assert KindPages() not in PAGES.values()


def test_one_row_is_all_that_a_page_of_its_own_needs(context: PlaceContext, monkeypatch: pytest.MonkeyPatch) -> None:
    def tell(context: PlaceContext, url: str, notice: Notice) -> Besides:
        del context, url
        return Besides(sentences=(f"公告「{notice.title}」",), hides=frozenset({"sort"}))

    def tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
        del context, url
        return (Table("按年", (Column("年"),), ()),)

    before, was_in = planned(context), pages_of(NOTICE).room
    monkeypatch.setitem(PAGES, NOTICE.name, KindPages(tell, tables=tables, room=Room.PEOPLE, part=Part.CADRES))
    after = planned(context)
    file = context.board.files_of(NOTICE)[0]
    record, listing = record_url(context.place, file), listing_url(context.place, NOTICE)
    left, entered = (url_of_room("shanghe", room) for room in (was_in, Room.PEOPLE))
    changed = {url for url in before if before[url] != after[url]} - {place_url(context.place)}
    assert changed == {record, listing, left, entered}, "the door may tell of something else"
    view, was, lists = after[record].view, before[record].view, after[listing].view
    assert isinstance(view, RecordView)
    assert isinstance(was, RecordView)
    assert isinstance(lists, ListingView)
    assert file.record is not None
    assert view.sentences == (f"公告「{file.record.title}」",)
    assert [fact.label for fact in was.facts if fact not in view.facts] == ["种类"]
    assert [table.caption for table in lists.tables] == ["按年"]
    assert NOTICE.name not in listed_in_rooms(context)


# --- which pages there are --------------------------------------------------------------------------------------------


def test_every_page_a_place_says_it_has_is_planned(context: PlaceContext) -> None:
    assert context.pages <= planned(context).keys()
    assert {record_url(context.place, file) for file in context.board.files if file.kind.folder} <= context.pages  # type: ignore[union-attr]


def test_links_lead_to_pages_that_are_planned_and_never_to_the_page_itself(context: PlaceContext) -> None:
    below = replace(context, below={"shanghe/a": ("board/shanghe/a/index.html",)}.get)  # type: ignore[arg-type]
    home, notice = place_url(context.place), record_url(context.place, context.board.files_of(NOTICE)[0])
    assert context.link_to(home, notice, "shanghe", "n-1") == "notices/2026-03.html#n-1"
    assert context.link_to(notice, home, "shanghe") == "../index.html"
    assert context.link_to(home, home, "shanghe") == ""
    assert context.link_to(home, "board/shanghe/notices/2026-04.html", "shanghe") == ""
    assert below.link_to(home, "board/shanghe/a/index.html", "shanghe/a") == "a/index.html"
    assert context.link_to(home, "board/shanghe/a/index.html", "shanghe/a") == ""


# --- how they are rendered --------------------------------------------------------------------------------------------


def test_any_other_version_of_jinja_makes_the_same_pages(
    context: PlaceContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = planned(context).values()
    quicker = Renderer(ROOT / "theme", tmp_path / "quicker")
    rendered = {page.url: quicker.render(page) for page in pages}
    assert type(quicker._environment) is not jinja2.Environment
    monkeypatch.setattr(jinja2, "__version__", "3.1.99")
    public = Renderer(ROOT / "theme", tmp_path / "public")
    assert {page.url: public.render(page) for page in pages} == rendered
    assert type(public._environment) is jinja2.Environment
