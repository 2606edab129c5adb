"""Searching in a real browser: what is typed is found, leads where it stands, and nothing runs that should not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings, strategies as st
from playwright.sync_api import Browser, Dialog, Page, Route, ViewportSize, expect

from cunwu.core.assets import asset_of, icon_of
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.head import ICON
from cunwu.pages.parts.site import Site as SiteFacts
from cunwu.pages.places.search import plan_search
from cunwu.records.board import read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.render import Renderer
from cunwu.search.names import Named, names_files
from cunwu.search.place import search_of
from cunwu.search.simplified import SIMPLIFIED, simplified_files
from cunwu.values.needle import fold_needle
from support.effort import BY_NIGHT, effort
from support.hostile_village import ATTACKS, write_project
from support.search_model import weight
from support.site_parts import AS_OF, DEMONSTRATION, ROOT, Server, Site

pytest_plugins = ["support.site_fixtures"]

PHONE: ViewportSize = {"width": 360, "height": 740}
VILLAGE = f"board/{DEMONSTRATION}/qinghe/datian"
TOWN = f"board/{DEMONSTRATION}/qinghe"


class Visitor:
    """A page that keeps what the browser complained of and what it asked for."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._refuse)
        page.on("request", lambda request: self.requests.append(request.url))

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def ask(self, place: str, query: str) -> list[str]:
        """What a search shows at first."""
        self.page.goto(f"{self.base}{place}/search.html?q={quote(query)}")
        self.settle()
        return self.page.locator("#found li").all_inner_texts()

    def settle(self) -> None:
        """Wait until what was asked for is here."""
        self.page.locator("#results:not([aria-busy])").wait_for()
        expect(self.page.locator("#count")).not_to_have_text(re.compile("^(正在找……)?$"))

    def search(self, place: str, query: str) -> list[str]:
        """Ask the search of a place; answers the texts of all results, however often they have to be asked for."""
        self.ask(place, query)
        for _ in range(60):
            if not self.page.locator("#more:not([hidden])").count():
                break
            self.page.locator("#more").click()
            self.settle()
        return self.page.locator("#found li").all_inner_texts()


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    with browser.new_context(viewport=PHONE) as context:
        visitor = Visitor(context.new_page(), f"{server.address}/gongkai/")
        yield visitor
        assert visitor.complaints == []
        assert [url for url in visitor.requests if not url.startswith((visitor.base, "data:"))] == []


def lines_holding(site: Site, place: str, query: str) -> list[list[str]]:
    """The lines of a place's pieces with a field that holds the query."""
    wanted = fold_needle(query)
    rows = [
        row for path in (site.folder / place / "search").glob("[0-9u]*.json") for row in json.loads(path.read_bytes())
    ]
    lines = [text.split("\n") for row in rows for text in row[4::2]]
    return [line for line in lines if any(wanted in fold_needle(field) for field in line)]


# --- a villager searches ----------------------------------------------------------------------------------------------


def test_a_word_typed_on_the_board_of_a_village_leads_to_the_very_entry_and_back(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(f"{visitor.base}{VILLAGE}/index.html")
    assert not [url for url in visitor.requests if url.endswith((".js", ".json"))]
    page.get_by_label("在本村的记录里找").fill("路灯电费")
    page.keyboard.press("Enter")
    page.locator("#found li").first.wait_for()
    assert unquote(page.url).endswith("search.html?q=路灯电费")
    assert re.fullmatch("已?找到 [0-9]+ 处“路灯电费”", page.locator("#count").inner_text())
    result = page.locator("#found li a").first
    assert result.locator("mark").inner_text() == "路灯电费"
    assert re.search(r"支出 [0-9,]+\.[0-9]{2} 元", result.inner_text())
    result.click()
    assert "路灯电费" in page.locator(":target").inner_text()
    page.go_back()
    page.locator("#found li").first.wait_for()
    assert page.locator("#q").input_value() == "路灯电费"


@pytest.mark.parametrize(
    "query", ["电费", "费", "县供电公司", "886.20", "８８６．２０", "2026年9月", "没有这样的词", "12345"]
)
def test_a_search_shows_every_line_that_holds_the_word(visitor: Visitor, shipped: Site, query: str) -> None:
    shown = [fold_needle(text) for text in visitor.search(VILLAGE, query)]
    expected = lines_holding(shipped, VILLAGE, query)
    lost = [
        line for line in expected if all(len(field) < 100 for field in line) and fold_needle("".join(line)) not in shown
    ]
    assert lost == []
    assert len(shown) >= len(expected)


def test_commas_of_amounts_do_not_matter(visitor: Visitor, shipped: Site) -> None:
    amounts = (
        field for line in lines_holding(shipped, VILLAGE, "元") for field in line if re.search(r" [0-9]+,", field)
    )
    amount = next(amounts).split()[1]
    assert visitor.search(VILLAGE, amount) == visitor.search(VILLAGE, amount.replace(",", "")) != []


def test_where_nothing_is_found_it_says_so_and_what_to_try(visitor: Visitor) -> None:
    assert visitor.search(VILLAGE, "没有这样的词") == []
    assert visitor.page.locator("#count").inner_text() == "没有找到“没有这样的词”"
    hints = visitor.page.locator("#hints")
    assert "少打几个字" in hints.inner_text()
    assert hints.locator("a").get_attribute("href") == "index.html"


def test_nothing_is_loaded_until_something_is_searched(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.base}{VILLAGE}/search.html")
    visitor.page.wait_for_load_state("networkidle")
    assert not [url for url in visitor.requests if url.endswith(".json")]
    assert visitor.page.locator("#count").inner_text() == ""
    assert visitor.page.evaluate("document.activeElement.id") == "q"


def test_results_are_no_wider_than_a_phone_and_easy_to_touch(visitor: Visitor) -> None:
    for place, query in ((VILLAGE, "的"), (TOWN, "村"), (VILLAGE, "很长的词" * 20)):
        (visitor.search if BY_NIGHT else visitor.ask)(place, query)
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        low = "all => all.filter(one => one.getBoundingClientRect().height < 44).length"
        assert visitor.page.locator("#found a, #q, main button:not([hidden])").evaluate_all(low) == 0


# --- places -----------------------------------------------------------------------------------------------------------


def test_the_village_whose_name_is_typed_comes_first(visitor: Visitor) -> None:
    for place in ("board", f"board/{DEMONSTRATION}", TOWN):
        results = visitor.search(place, "上河村")
        assert results[0].startswith("上河村")
    visitor.page.locator("#found li a").first.click()
    assert visitor.page.locator("h1").inner_text() == "上河村"


def test_a_town_names_exactly_the_villages_that_may_hold_the_words_and_leads_on_with_them(
    visitor: Visitor, shipped: Site
) -> None:
    query = "路灯电费"
    results = visitor.search(TOWN, query)
    outline = read_outline(FolderSource(shipped.project))
    town = outline.find(TOWN.removeprefix("board/"))
    assert town is not None
    holding = [child.name for child in town.children if lines_holding(shipped, f"board/{child.path}", query)]
    assert holding
    assert set(holding) <= set(results)
    assert "可能" in visitor.page.locator("#found h2").first.inner_text()
    visitor.page.locator(".places").get_by_role("link", name=holding[0], exact=True).click()
    visitor.page.locator("#found li mark").first.wait_for()
    assert visitor.page.locator("#q").input_value() == query


@pytest.mark.parametrize("query", ["电", "电费", "供电公司", "水渠", "1", "886.20"])
def test_from_the_root_every_village_that_holds_a_word_can_be_reached(
    visitor: Visitor, shipped: Site, query: str
) -> None:
    outline = read_outline(FolderSource(shipped.project))

    def reached(path: str) -> Iterator[str]:
        visitor.ask("/".join(filter(None, ("board", path))), query)
        for href in visitor.page.locator(".places a").evaluate_all("all => all.map(one => one.getAttribute('href'))"):
            if "search.html?q=" in href:
                child = f"{path}/{href.partition('/search.html')[0]}".lstrip("/")
                yield child
                found = outline.find(child)
                if found is not None and not found.is_village:
                    yield from reached(child)

    holding = {one.path for one in outline.root.villages() if lines_holding(shipped, f"board/{one.path}", query)}
    assert holding - set(reached("")) == set()
    assert holding


@pytest.mark.parametrize("name", ["石桥村", "清河镇", "大田村", "石橋村", "清河镇石桥村"])
def test_the_search_of_a_village_leads_to_the_places_around_it_by_name(visitor: Visitor, name: str) -> None:
    own = name.removeprefix("清河镇") or name
    visitor.ask(VILLAGE, name)
    first = visitor.page.locator("#found li a").first
    assert first.inner_text().startswith(own.replace("橋", "桥"))
    first.click()
    assert visitor.page.locator("h1").inner_text() == own.replace("橋", "桥")


def test_a_village_leads_on_to_the_searches_above_it_with_what_was_typed(visitor: Visitor) -> None:
    visitor.ask(VILLAGE, "路灯 电费")
    visitor.page.locator("#above").get_by_role("link", name="清河镇").click()
    visitor.settle()
    assert visitor.page.locator("#q").input_value() == "路灯 电费"
    assert visitor.page.locator("h1").inner_text() == "在清河镇搜索"


def test_a_town_shows_what_its_villages_hold_place_by_place_with_counts(visitor: Visitor) -> None:
    visitor.search(TOWN, "路灯电费")
    sections = visitor.page.locator("#found section").filter(has=visitor.page.locator("mark"))
    headings = sections.locator("h2").all_inner_texts()
    assert len(headings) > 1
    assert all(re.fullmatch(r".+[村镇]\s*·\s*[0-9]+ 处", heading) for heading in headings), headings
    for number, heading in enumerate(headings):
        assert sections.nth(number).locator("li").count() == int(heading.split("·")[1].split()[0])


def test_records_of_a_place_stand_newest_first_with_their_day(visitor: Visitor) -> None:
    visitor.search(VILLAGE, "路灯电费")
    days = visitor.page.locator("#found time").evaluate_all("all => all.map(one => one.dateTime)")
    assert len(days) > 3
    assert days == sorted(days, reverse=True)


# --- words, amounts, sums, codes --------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["路灯 电费", "县供电公司　路灯"])
def test_of_several_words_every_one_is_in_each_line_that_is_found_or_in_its_title(visitor: Visitor, query: str) -> None:
    found = visitor.search(VILLAGE, query)
    assert found
    words = query.split()
    assert visitor.search(VILLAGE, " ".join(reversed(words))) == found
    titles = [fold_needle(text) for text in visitor.page.locator("#found h3").all_inner_texts()]
    for text in map(fold_needle, found):
        assert all(fold_needle(word) in text or any(fold_needle(word) in title for title in titles) for word in words)


def test_words_that_stand_in_different_rows_of_one_record_find_the_record(visitor: Visitor) -> None:
    found = visitor.search(VILLAGE, "看护员 供销社")
    assert len(found) == 2
    assert visitor.page.locator("#found h3").all_inner_texts()[0].startswith("2026 年 9 月收支")


def test_the_very_amount_comes_before_those_that_only_hold_its_digits(visitor: Visitor) -> None:
    place = f"board/{DEMONSTRATION}/qinghe/shanghe"
    assert " 320.00 元" in visitor.ask(place, "320")[0]
    found = visitor.search(place, "320")
    exact = [bool(re.search(r"(?<![0-9,.])320(\.00)? 元", text)) for text in found]
    assert exact[0]
    assert False in exact


@pytest.mark.parametrize(
    ("query", "page", "says"),
    [
        ("134434.47", "finance/2026-09.html", "134,434.47"),
        ("160,508.70", "finance/years/2026.html", "160,508.70"),
        ("47800", "projects/2026-jigenglu.html", "47,800.00"),
    ],
)
def test_a_sum_that_only_pages_show_leads_to_its_page(visitor: Visitor, query: str, page: str, says: str) -> None:
    visitor.ask(VILLAGE, query)
    hrefs = visitor.page.locator("#found li a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert page in hrefs
    visitor.page.goto(f"{visitor.base}{VILLAGE}/{page}")
    assert says in visitor.page.inner_text("main")


@pytest.mark.parametrize("query", ["第一书记 袁某", "袁某 第一书记", "第一书记袁某"])
def test_the_words_of_a_post_and_the_name_find_the_cadre(visitor: Visitor, query: str) -> None:
    found = visitor.ask(VILLAGE, query)
    assert any("袁某（第一书记）" in text for text in found)


@pytest.mark.parametrize("query", ["機耕路", "機耕路　看護", "路燈電費", "縣供電公司"])
def test_traditional_characters_find_what_is_written_in_simplified_ones(visitor: Visitor, query: str) -> None:
    assert visitor.ask(VILLAGE, query)
    assert "也按简体" in visitor.page.locator("#count").inner_text()
    assert visitor.page.locator("#found mark").count()


def codes_of(site: Site, place: str) -> dict[str, str]:
    """Short code → address from the page that searches."""
    shards = [json.loads(path.read_bytes()) for path in (site.folder / place / "search/keys").glob("*.json")]
    return {
        code: href + anchor
        for shard in shards
        for href, rows in shard["codes"].items()
        for code, anchor in rows.items()
    }


def test_every_short_code_leads_to_a_row_that_is_there(shipped: Site) -> None:
    lost = []
    for place in (VILLAGE, TOWN, f"board/{DEMONSTRATION}/qinghe/shanghe", "board/meizhou"):
        codes = codes_of(shipped, place)
        assert codes
        for code, href in codes.items():
            page, _, anchor = href.partition("#")
            text = shipped.read(f"{place}/{unquote(page)}")
            # Signatures and the like have no row of their own: their code leads to the page.
            if anchor.startswith("n-0") and f'id="{unquote(anchor)}"' not in text:
                lost.append((place, code, href))
    assert lost == []


def test_a_short_code_that_is_typed_leads_straight_to_its_row(visitor: Visitor, shipped: Site) -> None:
    codes = codes_of(shipped, VILLAGE)
    code, href = next((code, href) for code, href in codes.items() if "2026-09.html#n-00" in href and len(code) == 5)
    visitor.page.goto(f"{visitor.base}{VILLAGE}/index.html")
    visitor.page.locator("#q").fill(code)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(f"**/{href.partition('#')[0]}#*")
    assert visitor.page.locator(":target").count() == 1
    visitor.page.go_back()
    assert visitor.page.url.endswith("datian/index.html")


def test_what_the_page_how_to_read_gives_as_examples_is_found_at_once(visitor: Visitor) -> None:
    text = (ROOT / "content/reading.md").read_text("utf-8").partition("## 十三、怎样搜索")[2].partition("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    examples = [found for row in rows for found in re.findall("“(.+?)”", row)] + ["機耕路"]
    assert len(examples) >= 8
    assert "演示县大田村" in text
    for example in examples:
        assert example in text
        assert visitor.ask(VILLAGE, example), example
        assert "没有" not in visitor.page.locator("#count").inner_text(), example
    assert visitor.ask(VILLAGE, "886.20")[0].count("886.20 元")
    assert visitor.ask(VILLAGE, "石桥村")[0] == "石桥村"


# --- hands and ears ---------------------------------------------------------------------------------------------------


def test_asking_for_more_puts_the_keyboard_on_the_first_new_line(visitor: Visitor) -> None:
    visitor.ask(VILLAGE, "年")
    before = visitor.page.locator("#found li").count()
    visitor.page.locator("#more").focus()
    visitor.page.keyboard.press("Enter")
    visitor.settle()
    expect(visitor.page.locator("#found li a:focus")).to_have_count(1)
    assert visitor.page.locator("#found li").count() > before
    assert visitor.page.locator("#count").get_attribute("role") == "status"


def test_results_have_headings_in_order_and_nothing_that_axe_complains_of(visitor: Visitor, browser: Browser) -> None:
    for place, query in ((VILLAGE, "路灯 电费"), (TOWN, "石桥村"), (VILLAGE, "没有这样的词")):
        visitor.ask(place, query)
        levels = visitor.page.locator("main :is(h1, h2, h3)").evaluate_all(
            "all => all.filter(one => one.offsetParent).map(one => +one.tagName[1])"
        )
        assert levels[0] == 1
        assert [low for high, low in pairwise(levels) if low > high + 1] == []
        with browser.new_context(viewport=PHONE, bypass_csp=True) as context:
            page = context.new_page()
            page.goto(visitor.page.url)
            page.locator("#results:not([aria-busy])").wait_for()
            assert Axe().run(page).response["violations"] == []


# --- without a server, without script ---------------------------------------------------------------------------------

SENTENCE = "搜索要在网上打开、并且允许运行脚本的浏览器里用"


def test_without_script_or_from_a_disk_the_page_says_what_to_do_instead(
    browser: Browser, server: Server, shipped: Site
) -> None:
    url = f"{VILLAGE}/search.html"
    for script, address in (
        (False, f"{server.address}/gongkai/{url}?q=电费"),
        (True, f"{(shipped.folder / url).as_uri()}?q=电费"),
    ):
        with browser.new_context(viewport=PHONE, java_script_enabled=script) as context:
            visitor = Visitor(context.new_page(), "")
            visitor.page.goto(address)
            assert SENTENCE in visitor.page.inner_text("main")
            assert visitor.page.locator("#idle a").get_attribute("href") == "index.html"
            assert visitor.page.locator("#hints, #count, #more").evaluate_all(
                "all => all.every(one => one.hidden || !one.innerText)"
            )
            assert visitor.complaints == []
            assert not [asked for asked in visitor.requests if asked.endswith(".json")]


# --- texts as data ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A village in whose records every text is an attack, searched without having been checked."""
    root = tmp_path_factory.mktemp("hostile-search")
    write_project(root, hostile=True)
    source = FolderSource(root)
    theme, out = ROOT / "theme", root / "site"
    facts = SiteFacts(AS_OF, "board/assets/board.css", None, script="board/assets/search.js")
    for place in read_outline(source).root.villages():
        context = PlaceContext(facts, read_board(source, place))
        page = plan_search(context)
        files = dict(search_of(context).files) | {page.url: Renderer(theme).render(page)}
        files |= names_files(place.path.rpartition("/")[0], [Named("村", "cun/index.html", "")])
        files |= simplified_files((theme / "assets" / SIMPLIFIED).read_text("utf-8"))
        files |= {f"board/assets/{name}": asset_of(theme, name) for name in ("board.css", "search.js")}
        files |= {ICON: icon_of(theme)}
        for url, content in files.items():
            (out / url).parent.mkdir(parents=True, exist_ok=True)
            (out / url).write_bytes(content)
    return out


def test_hostile_texts_are_found_shown_letter_for_letter_and_never_run(browser: Browser, hostile: Path) -> None:
    def answer(route: Route) -> None:
        route.fulfill(path=hostile / unquote(urlsplit(route.request.url).path).lstrip("/"))

    with browser.new_context(viewport=PHONE) as context:
        context.route("http://board.test/**", answer)
        visitor = Visitor(context.new_page(), "http://board.test/")
        for number, attack in enumerate(ATTACKS):
            ask = visitor.ask if number % effort(6, 1) else visitor.search  # all results of a sixth of them by day
            texts = ask("board/ceshi/cun", attack)
            assert texts, attack
            marked = fold_needle("".join(visitor.page.locator("mark").all_inner_texts()))
            assert [word for word in attack.split() if fold_needle(word) not in marked] == [], attack
            assert visitor.page.locator("#found :not(section, h2, h3, time, ul, li, a, b, span, mark)").count() == 0
            hrefs = visitor.page.locator("#found a").evaluate_all("all => all.map(one => one.href)")
            assert [href for href in hrefs if not href.startswith("http://board.test/board/ceshi/")] == []
            assert visitor.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert visitor.complaints == []


# --- the browser folds as the program does ----------------------------------------------------------------------------

_YOUNG = "\u0264\u019b\ua7cb\ua7da\ua7dc"
"""Letters that got a capital in a later Unicode than some Python has."""
SIGNS = st.one_of(
    st.characters(exclude_categories=("Cs", "Cn", "Co"), exclude_characters=_YOUNG),
    st.sampled_from("１２３，．ＡｂßςσΣİıſﬁ−,　 \t\x85\x1c\u200b\ufeff\u2028①㎡½𠮷上河村"),
)


@pytest.fixture(scope="module")
def folding(browser: Browser, shipped: Site) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((shipped.folder / VILLAGE / "search.html").as_uri())
        yield page


@settings(max_examples=effort(20, 60), deadline=None)
@given(st.lists(st.text(SIGNS), min_size=1, max_size=50))
def test_the_browser_folds_every_text_as_the_program_does(folding: Page, texts: list[str]) -> None:
    there = folding.evaluate("texts => texts.map(document.getElementById('results').fold)", texts)
    assert there == [fold_needle(text) for text in texts]


# --- what it costs ----------------------------------------------------------------------------------------------------


HEADERS = 300
"""Bytes of an answer besides its content."""


@pytest.mark.parametrize("place", [VILLAGE, f"board/{DEMONSTRATION}/qinghe/shanghe", TOWN, "board"])
def test_a_first_query_brings_thirty_kilobytes_at_most_with_the_page_and_its_style(
    visitor: Visitor, shipped: Site, place: str
) -> None:
    for query in ("电费", "320", "886.20", "石桥村", "没有这样的词", "機耕路", "路灯 电费"):
        visitor.requests.clear()
        visitor.ask(place, query)
        asked = [url for url in visitor.requests if url.startswith(visitor.base)]
        paths = [shipped.folder / unquote(urlsplit(url).path).removeprefix("/gongkai/") for url in asked]
        assert len(paths) > 3
        assert sum(weight(path.read_bytes()) + HEADERS for path in paths) <= 30 * 1024, (place, query)
