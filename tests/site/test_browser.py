"""Every family of pages in a real browser: from a folder and from a server, on an old phone and on a desk."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page

from support.each import each
from support.effort import BY_NIGHT, effort
from support.site_browser import cells_without_headings
from support.site_parts import BESIDES, BOARD_FAMILIES, FAMILIES, FOLDERS, FRAME_FAMILIES, Server, Site, page_of
from support.site_squeeze import squeeze

pytest_plugins = ["support.site_fixtures"]

PHONE, DESK = (360, 740), (1280, 900)
A4 = (794, 1123)
"""A sheet at 96 dots an inch."""
_SCREEN_ONLY = ".skip, .button, .neighbours, .foot > p, .made-from, .md-header, .md-sidebar, .md-footer, .md-tabs"

WITH_STYLE_INSIDE = frozenset({"root", "county", "town", "village", "ledger", "held"})
WITH_AXE = (*FAMILIES, *BESIDES)[:: effort(5, 1)]
"""By day a fifth: axe takes longer than everything else that is asked of a page."""
WITH_CELLS = (*BOARD_FAMILIES, *(BESIDES if BY_NIGHT else ()))
SQUEEZED = tuple(
    family for family in (*FAMILIES, *BESIDES) if BY_NIGHT or family not in {"rules", "sources", "glossary"}
)
"""By day without those that are as long as a hundred others, and like the other pages of the frame."""
SOME = FAMILIES[:: effort(4, 1)]
"""By day, for pages of records have one template."""
SERVER = "http://server/"
"""How notes name the server."""

_LOOK = """() => {
  const box = element => element.getBoundingClientRect();
  const alone = 'nav a, .board-name a, main li > a, .states a, .button, summary, h2 a, h3 a, ' +
    'td:first-child a, .foot a, main p > a:only-child';
  return {
    width: document.documentElement.scrollWidth,
    title: document.title,
    lang: document.documentElement.lang,
    type: getComputedStyle(document.documentElement).fontSize,
    headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]
      .filter(one => box(one).height > 0).map(one => Number(one.tagName[1])),
    low: [...document.querySelectorAll(alone)].filter(one => box(one).height > 0 && box(one).height < 44)
      .map(one => one.textContent + ' ' + Math.round(box(one).height)),
    stranded: stranded(),
  };
  function stranded() {
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const top = (node, at) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getClientRects()[0]?.top;
    };
    while (texts.nextNode()) {
      for (const sign of texts.currentNode.data.matchAll(/[✓✕!]\\s+(?=\\S)/g)) {
        const apart = top(texts.currentNode, sign.index + sign[0].length) - top(texts.currentNode, sign.index);
        if (apart > 6) found.push(texts.currentNode.data);
      }
    }
    return found;
  }
}"""


_FOLDED = "all => all.filter(one => one.getBoundingClientRect().height === 0).length"
_VISIBLE = "all => all.filter(one => one.checkVisibility()).length"


@dataclass(frozen=True)
class Paper:
    """A page as it is printed."""

    width: int
    screen_only: int
    """How much is printed that is of use on a screen only."""
    folded: int
    """How much is left out because it is folded on the screen."""


@dataclass(frozen=True)
class Visit:
    """What a browser met on one page."""

    complaints: list[str]
    requests: list[str]
    seen: dict[str, Any]
    text: str
    paper: Paper
    axe: AxeResults | None
    """From a folder only: a server changes nothing of it."""
    cells: list[str]
    """Rows whose cells lack a heading for those who listen; on a phone."""


@dataclass(frozen=True)
class Tour:
    """A way to look at the pages of all families; each is opened once a way, which costs more than all questions."""

    browser: Browser
    shipped: Site
    samples: Site
    server: Server
    _pages: dict[bool, Page] = field(default_factory=dict)
    _squeezed: list[Page] = field(default_factory=list)
    _sessions: dict[Page, CDPSession] = field(default_factory=dict)
    _visits: dict[tuple[str, str, tuple[int, int]], Visit] = field(default_factory=dict)

    def address(self, family: str, way: str) -> str:
        site, url = page_of(family, self.shipped, self.samples)
        if way == "folder":
            return (site.folder / url).as_uri()
        return f"{self.server.address}/{'yangli' if site is self.samples else 'gongkai'}/{url}"

    def page(self, size: tuple[int, int], *, script: bool = True) -> Page:
        """A page of this size, the same each time: opening one costs more than reading one."""
        if script not in self._pages:
            self._pages[script] = self.browser.new_context(java_script_enabled=script).new_page()
        page = self._pages[script]
        page.set_viewport_size({"width": size[0], "height": size[1]})
        return page

    def visit(self, family: str, way: str, size: tuple[int, int]) -> Visit:
        if (family, way, size) not in self._visits:
            self._visits[family, way, size] = self._look(family, way, size)
        return self._visits[family, way, size]

    def _look(self, family: str, way: str, size: tuple[int, int]) -> Visit:
        complaints: list[str] = []
        requests: list[str] = []
        listeners: dict[str, Callable[..., None]] = {
            "console": lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
            "pageerror": lambda error: complaints.append(str(error)),
            "requestfailed": lambda request: complaints.append(f"not loaded: {request.url}"),
            "request": lambda request: requests.append(request.url),
        }
        page = self.page(size)
        page.goto("about:blank")  # what the page before still asked for is not this one's
        for event, listener in listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]
        quiet: Literal["load", "networkidle"] = (
            "networkidle" if way == "server" and family in FRAME_FAMILIES else "load"
        )
        page.goto(self.address(family, way), wait_until=quiet)
        seen = page.evaluate(_LOOK)
        text = page.inner_text(_read(family))
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        axe = Axe().run(page) if way == "folder" and family in WITH_AXE else None
        cells = cells_without_headings(self._session(page)) if size == PHONE and family in WITH_CELLS else []
        base = f"{self.server.address}/"  # each test process has a server of its own
        own = [request.replace(base, SERVER) for request in requests]
        return Visit(complaints, own, seen, text, self._printed(page), axe, cells)

    def _session(self, page: Page) -> CDPSession:
        if page not in self._sessions:
            self._sessions[page] = page.context.new_cdp_session(page)
        return self._sessions[page]

    def squeeze(self, family: str) -> list[str]:
        """What is wrong with a page at any width and size of text; in a frame, which needs a page without a policy."""
        if not self._squeezed:
            page = self.browser.new_context().new_page()
            page.goto(f"{self.server.address}/gongkai/{self.shipped.pages('board/**/*.txt')[0]}")
            self._squeezed.append(page)
        return squeeze(self._squeezed[0], self._session(self._squeezed[0]), self.address(family, "server"))

    def _printed(self, page: Page) -> Paper:
        """The page as it is printed; afterwards it is that of a screen again."""
        page.set_viewport_size({"width": A4[0], "height": A4[1]})
        page.emulate_media(media="print")
        paper = Paper(
            page.evaluate("document.documentElement.scrollWidth"),
            page.locator(_SCREEN_ONLY).evaluate_all(_VISIBLE),
            page.locator("details:not(.made-from, .broadcast) > :not(summary, .way)").evaluate_all(_FOLDED),
        )
        page.emulate_media(media="screen")
        return paper


def _read(family: str) -> str:
    return "body" if family in BOARD_FAMILIES else "main"


@pytest.fixture(scope="session")
def tour(browser: Browser, shipped: Site, samples: Site, server: Server) -> Tour:
    return Tour(browser, shipped, samples, server)


some_families = pytest.mark.parametrize("family", SOME)
ON_A_DESK = tuple(
    family for number, family in enumerate(FAMILIES) if family not in FOLDERS or number % effort(2, 1) == 0
)
"""By day every other page of a record: they have one template, and a phone has less room for each of them."""
LOOKS = [("folder", PHONE, FAMILIES), ("server", DESK, ON_A_DESK[:: effort(2, 1)])]
"""A folder on a desk shows nothing that these and the phone at a server do not; every width is tried by squeezing."""
if BY_NIGHT:
    LOOKS.append(("server", PHONE, FAMILIES))


def looks_at(families: Sequence[str]) -> list[tuple[str, str, tuple[int, int]]]:
    """Each of these families, in each way and size in which it is looked at."""
    return [(family, way, size) for way, size, known in LOOKS for family in known if family in families]


each_family = each("family, way, size", looks_at(FAMILIES))
each_board_family = each("family, way, size", looks_at(BOARD_FAMILIES))


@pytest.mark.parametrize(("family", "way", "size"), looks_at(FAMILIES))  # opened here, each with its own time limit
def test_the_browser_has_nothing_to_complain_of(tour: Tour, family: str, way: str, size: tuple[int, int]) -> None:
    assert tour.visit(family, way, size).complaints == []


@each_family
def test_nobody_else_is_asked_for_anything(tour: Tour, family: str, way: str, size: tuple[int, int]) -> None:
    visit = tour.visit(family, way, size)
    own = (SERVER if way == "server" else "file:///", "data:", "blob:")
    assert [request for request in visit.requests if not request.startswith(own)] == []


@each_board_family
def test_a_board_page_is_itself_and_one_style_sheet(tour: Tour, family: str, way: str, size: tuple[int, int]) -> None:
    page, *others = [request for request in tour.visit(family, way, size).requests if not request.startswith("data:")]
    assert page.endswith(tour.address(family, way).removeprefix(tour.server.address))
    loaded = ["search"] if family == "search" else [] if family in WITH_STYLE_INSIDE else ["board"]
    names = [other.rpartition("/")[2].partition("-")[0] for other in others]
    assert [name for name in names if name != "icon.svg"] == loaded  # the sign of the board, which a browser keeps


@pytest.mark.parametrize("family", SQUEEZED)
def test_nothing_is_cut_at_any_width_and_size_of_text(tour: Tour, family: str) -> None:
    assert tour.squeeze(family) == []


@each("family", WITH_CELLS)
def test_on_a_phone_every_cell_keeps_its_heading(tour: Tour, family: str) -> None:
    assert tour.visit(family, "folder", PHONE).cells == []


@each_family
def test_a_page_has_one_title_and_headings_in_order(tour: Tour, family: str, way: str, size: tuple[int, int]) -> None:
    seen = tour.visit(family, way, size).seen
    assert seen["title"].strip()
    levels = seen["headings"]
    assert levels.count(1) == 1
    assert [level for above, level in zip([0, *levels], levels, strict=False) if level > above + 1] == []


@each_family
def test_a_page_is_chinese_in_large_type(tour: Tour, family: str, way: str, size: tuple[int, int]) -> None:
    seen = tour.visit(family, way, size).seen
    assert (seen["lang"], seen["type"]) == ("zh-CN", "20px")


@each_board_family
def test_no_sign_stands_at_the_end_of_a_line_without_its_word(
    tour: Tour, family: str, way: str, size: tuple[int, int]
) -> None:
    assert tour.visit(family, way, size).seen["stranded"] == []


@each_board_family
def test_what_is_to_be_touched_is_tall_enough(tour: Tour, family: str, way: str, size: tuple[int, int]) -> None:
    assert tour.visit(family, way, size).seen["low"] == []


@each("family", WITH_AXE)
def test_axe_finds_nothing(tour: Tour, family: str) -> None:
    found = tour.visit(family, "folder", PHONE).axe
    assert found is not None
    assert found.violations_count == 0, found.generate_report()


@some_families
def test_a_page_reads_the_same_without_script(tour: Tour, family: str) -> None:
    page = tour.page(PHONE, script=False)
    page.goto(tour.address(family, "folder"))
    text = page.inner_text(_read(family))
    assert text.split() == tour.visit(family, "folder", PHONE).text.split()
    assert len(text) > 20


def test_the_first_screen_of_a_village_holds_place_month_and_balance(tour: Tour, shipped: Site) -> None:
    page = tour.page(PHONE)
    for url in shipped.pages("board/yanshi/*/*/index.html"):
        page.goto((shipped.folder / url).as_uri())
        if not page.locator(".sum").count():
            continue
        for part in ("h1", "main h2", ".sum .result .num", ".capitals"):
            box = page.locator(part).first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= PHONE[1], (url, part)
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE[0], (url, part)


@pytest.mark.parametrize("way", ["ways", "workbooks", "last-month", "forms", "first-edit", "platforms"])
def test_a_page_on_how_to_fill_in_is_six_screens_long(tour: Tour, shipped: Site, way: str) -> None:
    page = tour.page(PHONE)
    page.goto((shipped.folder / f"handbook/{way}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= 6 * PHONE[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_page_of_a_region_is_ten_screens_long(tour: Tour, shipped: Site) -> None:
    page = tour.page(PHONE)
    summaries = (shipped.folder / "board").rglob("summary.json")
    regions = [one.parent for one in summaries if not json.loads(one.read_text("utf-8"))["is_village"]]
    assert regions
    for region in regions:
        page.goto((region / "index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollHeight") <= 10 * 640, region.name


def test_words_give_way_before_figures_when_a_phone_enlarges_text_by_itself(tour: Tour, shipped: Site) -> None:
    page = tour.page((360, 800))
    page.goto((shipped.folder / "board/yanshi/qinghe/shanghe/finance/2026-05.html").as_uri())
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    widths = page.eval_on_selector_all(".bars tbody th", "all => all.map(one => one.getBoundingClientRect().width)")
    assert widths
    assert min(widths) > 200  # six signs of this size; one a line takes forty


def test_a_sign_between_links_stands_with_what_follows_it(tour: Tour, shipped: Site) -> None:
    page = tour.page(PHONE)
    page.goto((shipped.folder / "board/yanshi/qinghe/shanghe/index.html").as_uri())
    before = "getComputedStyle(document.querySelector('.crumbs li:nth-child(2)'), '::before').content"
    after = "getComputedStyle(document.querySelector('.doors a'), '::after').content"
    assert page.evaluate(before) == '"›\u2060"'
    assert page.evaluate(after) == '"\u00a0›"'


# --- on paper ---------------------------------------------------------------------------------------------------------


@each_family
def test_what_is_only_for_the_screen_is_not_printed(tour: Tour, family: str, way: str, size: tuple[int, int]) -> None:
    paper = tour.visit(family, way, size).paper
    assert paper.screen_only == 0
    assert paper.width <= A4[0]


@pytest.mark.parametrize("family", ["ledger", "handbook"])
def test_a_page_can_be_printed(tour: Tour, family: str) -> None:
    page = tour.page(A4)
    page.goto(tour.address(family, "folder"))
    assert page.pdf(format="A4").startswith(b"%PDF")


@each_board_family
def test_what_is_folded_on_the_screen_is_printed_whole(
    tour: Tour, family: str, way: str, size: tuple[int, int]
) -> None:
    assert tour.visit(family, way, size).paper.folded == 0
