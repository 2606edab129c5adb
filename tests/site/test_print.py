"""Pages of every kind as a browser prints them on A4: each sheet says whose it is, and totals stand once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page

from cunwu.core.paths import Project
from cunwu.publish.order import BuildOrder
from cunwu.publish.site import build_site
from support.each import each
from support.money_boards import VILLAGE, entry, ledger
from support.site_parts import AS_OF, BOARD_FAMILIES, ROOT, Site, copy_project, once, page_of, write_files

pytest_plugins = ["support.site_fixtures"]

ADDRESS = "https://gongkai.example/xian/"
PRINTED = [family for family in BOARD_FAMILIES if family != "held"]
DEAD = ("看全部经过", "看逐笔明细", "看这一期每一笔", "存成文字", "用阅读器订阅", "怎样看公开栏")
"""Words that only lead somewhere."""
_REPEATED = "all => all.filter(one => getComputedStyle(one).display == 'table-footer-group').length"


@dataclass(frozen=True)
class Sheets:
    title: str
    texts: list[str]
    """Of each sheet, without blanks."""
    repeated: int
    """How many totals would stand on every sheet."""


@pytest.fixture(scope="session")
def addressed(shared_folder: Path) -> Site:
    """The demonstration county on a site that says where it stands, without a frame and a history."""

    def make(folder: Path) -> None:
        project = copy_project(folder / "project")
        with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
            config.write(f"site_url: {ADDRESS}\n")
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
    texts = [sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    page.emulate_media(media="print")
    repeated = page.locator("main tfoot").evaluate_all(_REPEATED)
    return Sheets(page.title(), ["".join(text.split()) for text in texts], repeated)


@each("family", PRINTED)
def test_every_sheet_says_whose_it_is_whom_to_call_and_where_it_is_found(
    page: Page, addressed: Site, family: str
) -> None:
    site, url = page_of(family, addressed, addressed)
    sheets = printed(page, site.folder / url)
    foot = "".join(sheets.title.split())
    for text in sheets.texts:
        assert foot in text
        assert f"{ADDRESS}{url}" in text
        assert "监督电话：123" in text or family == "root"  # the root names no hotline
        assert not any(word in text for word in DEAD)
    assert sheets.repeated == 0


def test_the_foot_of_a_month_names_village_and_period_and_the_code_of_its_record(page: Page, addressed: Site) -> None:
    text = printed(page, addressed.folder / "board/yanshi/qinghe/shanghe/finance/2026-09.html").texts[-1]
    assert re.search(r"2026年9月收支（合作社）·上河村监督电话：12345核对码：(?:[0-9A-F]{4}-){3}[0-9A-F]{4}", text)


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
