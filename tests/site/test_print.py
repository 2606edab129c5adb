"""Pages of every kind as a browser prints them on A4: each sheet says whose it is, and totals stand once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page

from cunwu.core.paths import Project
from cunwu.publish.order import BuildOrder
from cunwu.publish.site import build_site
from support.money_boards import VILLAGE, entry, ledger
from support.site_parts import AS_OF, ROOT, Site, copy_project, once, sample_files, write_files

pytest_plugins = ["support.site_fixtures"]

ADDRESS = "https://gongkai.example/xian/"
PAGES = {
    "region": "index.html",
    "village": "shanghe/index.html",
    "room": "shanghe/rooms/people.html",
    "ledger": "shanghe/finance/2026-03.html",
    "listing": "shanghe/finance/index.html",
    "project": "shanghe/projects/2026*.html",
    "record": "shanghe/attendance/2026*.html",
    "disclosure": "shanghe/disclosure.html",
    "personal data": "shanghe/personal-data.html",
    "held": "zhonghe/index.html",
}
"""Template, or kind of record that makes much of it → where such a page stands."""
DEAD = (
    "看全部经过",
    "公开截止日日历",
    "全部资产资源",
    "看逐笔明细",
    "看这一期每一笔",
    "存成文字",
    "用阅读器订阅",
    "怎样看公开栏",
)
"""Words that only lead somewhere."""
_FETCH_PICTURES = """() => Promise.all([...document.images].map(image => {
  image.loading = 'eager';
  return image.decode();
}))"""
"""A person's browser waits for the pictures that printing asks for; the one driven here prints at once."""
_REPEATED = "all => all.filter(one => getComputedStyle(one).display == 'table-footer-group').length"


@dataclass(frozen=True)
class Sheets:
    title: str
    texts: list[str]
    """Of each sheet, without blanks."""
    codes: list[str]
    """What a decoder reads on each."""
    repeated: int
    """How many totals would stand on every sheet."""


def readable(text: str) -> str:
    """Without blanks, and with the characters that a PDF takes for others: ⼈ for 人, ﬁ for fi."""
    return normalize("NFKC", "".join(text.split()))


@pytest.fixture(scope="session")
def addressed(shared_folder: Path) -> Site:
    """The samples on a site that says where it stands: a page of every kind, all of them short."""

    def make(folder: Path) -> None:
        project = copy_project(folder / "project", records=False)
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
            config.write(f"site_url: {ADDRESS}\n")
        write_files(project, sample_files())
        build_site(BuildOrder(Project(project), folder / "site", AS_OF, demands_history=False))

    folder = once(shared_folder, "addressed", make)
    return Site(folder / "project", folder / "site")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def printed(page: Page, file: Path) -> Sheets:
    page.goto(file.as_uri())
    page.evaluate(_FETCH_PICTURES)
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
    page.emulate_media(media="print")
    repeated = page.locator("main tfoot").evaluate_all(_REPEATED)
    return Sheets(page.title(), [readable(text) for text in texts], [_code_on(sheet) for sheet in sheets], repeated)


def _code_on(sheet: pypdfium2.PdfPage) -> str:
    found = zxingcpp.read_barcodes(sheet.render(scale=2).to_pil())
    return found[0].text if found else ""


def test_every_sheet_of_every_kind_of_page_says_whose_it_is_and_where_it_is_found(page: Page, addressed: Site) -> None:
    found = {template: min(addressed.pages(f"board/{pattern}"), key=len) for template, pattern in PAGES.items()}
    wrong = []
    for url in found.values():
        sheets = printed(page, addressed.folder / url)
        hotline = "监督电话:" if "　监督电话：" in addressed.read(url) else ""
        wanted = (readable(sheets.title), f"{ADDRESS}{url}", hotline)
        wrong += [(url, word) for text in sheets.texts for word in wanted if word not in text]
        wrong += [(url, word) for text in sheets.texts for word in DEAD if word in text]
        wrong += [(url, "a total on every sheet")] * sheets.repeated
        code = f"{ADDRESS}{url}" if '<div class="every-sheet"><img' in addressed.read(url) else ""
        wrong += [(url, found) for found in sheets.codes if found != code]
    assert wrong == []


def test_a_screen_asks_for_no_code(page: Page, addressed: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto((addressed.folder / "board/shanghe/finance/2026-03.html").as_uri())
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_timeout(200)
    assert not any(name.startswith("2026-03-") for name in asked)
    page.pdf()
    page.wait_for_function("[...document.images].every(image => image.complete)")
    assert any(name.startswith("2026-03-") for name in asked)


def test_the_foot_of_a_month_names_village_period_telephone_and_code(page: Page, addressed: Site) -> None:
    text = printed(page, addressed.folder / "board/shanghe/finance/2026-03.html").texts[-1]
    assert re.search(r"2026年3月收支·上河村监督电话:[0-9]+核对码:(?:[0-9A-F]{4}-){3}[0-9A-F]{4}", text)


def test_the_total_of_a_ledger_on_several_sheets_stands_once_behind_its_last_entry(page: Page, tmp_path: Path) -> None:
    rows = "".join(entry(f"{number:03}", "2026-10-05", "收入", "10.00") for number in range(1, 81))
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    write_files(
        tmp_path,
        {
            "mkdocs.yml": "site_name: 公开板\n",
            "villages/region.yml": "名称: 示例县\n级别: 县\n",
            "villages/shanghe/village.yml": VILLAGE,
            "villages/shanghe/finance/2026-10.yml": ledger("2026-10", "0.00", "800.00", rows),
        },
    )
    build_site(BuildOrder(Project(tmp_path), tmp_path / "site", AS_OF, demands_history=False))
    texts = printed(page, tmp_path / "site/board/shanghe/finance/2026-10.html").texts
    whole = "".join(texts)
    assert len(texts) > 2
    assert whole.count("合计800.000.00") == 1
    assert whole.index("合计800.000.00") > whole.index("第080笔")
