"""Whatever a record says is shown letter for letter, in every field of every kind, and nothing of it ever runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog

from cunwu.core.assets import asset_of, icon_of
from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.kinds import KINDS
from cunwu.kinds.base import Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import URL, Form
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.head import ICON
from cunwu.pages.parts.links import own_url, record_url
from cunwu.pages.parts.site import Site as SiteFacts
from cunwu.pages.plan import plan_home, plan_records
from cunwu.records.board import Outline, read_board, read_outline
from cunwu.records.record_file import RecordFile
from cunwu.records.source import FolderSource
from cunwu.render import Renderer
from support.hostile_village import FREE, write_project
from support.site_parts import AS_OF, ROOT, once

pytest_plugins = ["support.site_fixtures"]


@dataclass(frozen=True)
class Board:
    """Pages rendered without a check, so that nothing is held back, and the records behind them."""

    folder: Path
    files: tuple[tuple[str, RecordFile], ...]
    """Address of a record's page → its file."""


def render_board(root: Path, out: Path) -> Board:
    source = FolderSource(root)
    outline = read_outline(source)
    facts = SiteFacts(AS_OF, "board/assets/board.css", None)
    renderer = Renderer(ROOT / "theme")
    (out / "board" / "assets").mkdir(parents=True)
    (out / facts.stylesheet).write_bytes(asset_of(ROOT / "theme", "board.css"))
    (out / ICON).write_bytes(icon_of(ROOT / "theme"))
    summaries = _summaries(source, outline)
    files: list[tuple[str, RecordFile]] = []
    for place in outline.root.walk():
        board = read_board(source, place)
        assert board.problems == (), [problem.message for problem in board.problems]
        context = PlaceContext(facts, board)
        for page in (*plan_records(context), *plan_home(context, summaries)):
            (out / page.url).parent.mkdir(parents=True, exist_ok=True)
            (out / page.url).write_bytes(renderer.render(page))
        for file in board.files:
            has_page = file.kind is not None and file.kind.folder
            files.append((record_url(place, file) if has_page else own_url(place), file))
    return Board(out, tuple(files))


def _summaries(source: FolderSource, outline: Outline) -> dict[str, Summary]:
    found: dict[str, Summary] = {}
    for place in reversed(list(outline.root.walk())):
        own = derive_summary(read_board(source, place), AS_OF, held=False)
        found[place.path] = roll_up(own, [found[child.path] for child in place.children])
    return found


def board_in(root: Path, *, hostile: bool) -> Board:
    write_project(root, hostile=hostile)
    return render_board(root, root / "site")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Board:
    return board_in(tmp_path_factory.mktemp("hostile"), hostile=True)


@pytest.fixture(scope="module")
def looks(browser: Browser, shared_folder: Path) -> Looks:
    """Every page of the hostile board as it was seen; looked at once for all test processes."""
    return taken_once(browser, shared_folder, hostile=True)


@pytest.fixture(scope="module")
def plain(browser: Browser, shared_folder: Path) -> Looks:
    """The same of the harmless board."""
    return taken_once(browser, shared_folder, hostile=False)


# --- what is expected on a page -------------------------------------------------------------------------------------

NOT_ON_A_PAGE = "村/公开设置"
"""What a village does otherwise than the places above is shown where it matters."""


def free_texts(item: Item, label: str) -> Iterator[tuple[str, str]]:
    """Path of words and text of every free text below an item that stands on its record's page."""
    for spec in fields_of(type(item)):
        value = getattr(item, spec.name)
        path = f"{label}/{spec.word}"
        if spec.totals_only or path == NOT_ON_A_PAGE or value is None:
            continue
        if spec.model is not None:
            for part in value if spec.many else (value,):
                yield from free_texts(part, path)
        elif spec.form in FREE or spec.form is URL:
            yield from ((path, text) for text in (value if spec.many else (value,)))


_LOOK = """() => {
  document.querySelectorAll('details').forEach(one => one.open = true);
  const tags = {};
  document.querySelectorAll('*').forEach(one => { tags[one.tagName] = (tags[one.tagName] || 0) + 1; });
  return {
    text: document.body.innerText,
    title: document.title,
    tags,
    names: [...new Set([...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames()))].sort(),
    schemes: [...document.querySelectorAll('[href]')].map(one => one.href)
      .filter(href => !/^(file|data):|^tel:[0-9]+$/.test(href)),
    width: document.documentElement.scrollWidth,
  };
}"""


Looks = Mapping[str, tuple[dict[str, Any], list[str]]]
"""Address of a page → what is seen on it, and what it did that pages must not do."""


def taken_once(browser: Browser, shared_folder: Path, *, hostile: bool) -> Looks:
    def make(folder: Path) -> None:
        board = board_in(folder / "board", hostile=hostile)
        (folder / "looks.json").write_text(json.dumps(look_at(browser, board)), "utf-8")

    folder = once(shared_folder, "hostile-looks" if hostile else "harmless-looks", make)
    found: Looks = json.loads((folder / "looks.json").read_text("utf-8"))
    return found


def look_at(browser: Browser, board: Board) -> Looks:
    """Every page at 360 px."""
    found: dict[str, tuple[dict[str, Any], list[str]]] = {}
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        done: list[str] = []

        def refuse(dialog: Dialog) -> None:
            done.append(f"dialog {dialog.message}")
            dialog.dismiss()

        page.on("dialog", refuse)
        page.on("console", lambda said: done.append(said.text))
        icon = (board.folder / ICON).as_uri()  # its loading is broken off when the next page is opened
        page.on("requestfailed", lambda request: done.append(request.url) if request.url != icon else None)
        for path in sorted(board.folder.rglob("*.html")):
            done.clear()
            page.goto(path.as_uri())
            found[path.relative_to(board.folder).as_posix()] = (page.evaluate(_LOOK), list(done))
    return found


def test_every_free_text_of_every_kind_is_shown_letter_for_letter(hostile: Board, looks: Looks) -> None:
    lost = []
    total = 0
    for url, file in hostile.files:
        assert file.kind is not None
        assert file.record is not None
        for path, text in free_texts(file.record, file.kind.label):
            total += 1
            if text not in looks[url][0]["text"]:
                lost.append((path, text))
    assert lost == []
    assert total > 200


def test_titles_are_letter_for_letter_too(hostile: Board, looks: Looks) -> None:
    for url, file in hostile.files:
        assert file.record is not None
        assert file.record.title in looks[url][0]["title"]


def test_nothing_runs_opens_or_is_asked_for(looks: Looks) -> None:
    assert len(looks) > 30
    assert {url: done for url, (_, done) in looks.items() if done} == {}


def test_no_attack_adds_an_element_or_an_attribute(looks: Looks, plain: Looks) -> None:
    for url, (look, _) in looks.items():
        before, after = plain[url][0]["tags"], look["tags"]
        if url.endswith("/visits/index.html"):  # a row for each visitor, and an attack with a 、 names several
            before, after = dict.fromkeys(before), dict.fromkeys(after)
        assert after == before, url
        assert set(look["names"]) <= set(plain[url][0]["names"]), url
        assert look["schemes"] == [], url


def test_no_text_makes_a_page_wider_than_a_phone(looks: Looks) -> None:
    assert {url: look["width"] for url, (look, _) in looks.items() if look["width"] > 360} == {}


def kinds_without_free_texts() -> list[str]:
    def below(model: type[Item]) -> Iterator[Form]:
        for spec in fields_of(model):
            if spec.model is not None:
                yield from below(spec.model)
            elif spec.form is not None:
                yield spec.form

    return [kind.name for kind in KINDS if not any(form in FREE for form in below(kind.record))]


def test_the_attack_reaches_every_kind(hostile: Board) -> None:
    assert kinds_without_free_texts() == []
    reached = [file.kind.name for _, file in hostile.files if file.kind is not None]
    assert sorted(reached) == sorted(["region", *(kind.name for kind in KINDS)])
