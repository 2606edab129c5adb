"""What programs are told of a board: its pages in messages, in search engines, in a browser's tab."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from cunwu.core.paths import Project
from cunwu.kinds import KINDS
from cunwu.kinds.fields import leads_to_names
from cunwu.kinds.record import Record
from cunwu.publish.order import BuildOrder
from cunwu.publish.site import build_site
from support.projects import APRIL, AS_OF, DEED, MARCH, TOWN, VILLAGE, commit_all, make_project, write

ADDRESS = "https://gongkai.example.gov.cn/cun/"
RECORDS = {
    "region.yml": "名称: 示例县\n级别: 县\n",
    "qinghe/region.yml": TOWN,
    "qinghe/shanghe/village.yml": VILLAGE,
    "qinghe/shanghe/finance/2026-03.yml": MARCH,
    "qinghe/shanghe/deeds/2026-03.yml": DEED,
    "yangban/region.yml": "名称: 样板镇\n级别: 镇\n演示: 是\n",
    "yangban/shanghe/village.yml": VILLAGE,
    "yangban/shanghe/finance/2026-03.yml": MARCH,
}
MONTH = "board/qinghe/shanghe/finance/2026-03.html"


def build(root: Path) -> Path:
    assert build_site(BuildOrder(Project(root), root / "site", AS_OF)).published
    return root / "site"


def addressed(root: Path) -> Path:
    make_project(root, RECORDS)
    (root / "mkdocs.yml").write_text(f"site_name: 公开板\nsite_url: {ADDRESS}\n", "utf-8")
    commit_all(root, "2026-04-10")
    return build(root)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return addressed(tmp_path_factory.mktemp("invited") / "board")


def listed(site: Path, url: str = "sitemap.xml") -> set[str]:
    """Pages that can be reached from a sitemap, from the site's root."""
    tree = ET.fromstring((site / url).read_bytes())  # noqa: S314 - made by ourselves
    found = {
        (one.text or "").removeprefix(ADDRESS) for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    }
    return set().union(*(listed(site, one) for one in found)) if tree.tag.endswith("sitemapindex") else found


def test_search_engines_are_led_to_the_pages_that_do_not_turn_them_away_and_to_no_other(site: Path) -> None:
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    open_pages = {url for url, text in pages.items() if '<meta name="robots" content="noindex">' not in text}
    assert listed(site) == {url for url in open_pages if "/copies/" not in url}
    assert {"board/index.html", "board/qinghe/index.html", "board/qinghe/shanghe/index.html", MONTH} <= listed(site)


def test_what_names_people_and_what_is_made_up_is_not_listed(site: Path) -> None:
    assert not any("yangban" in url or "/deeds/" in url or "/life/" in url for url in listed(site))
    assert [kind.name for kind in KINDS if kind.invites and leads_to_names(cast("type[Record]", kind.record))] == []


def test_a_publication_leaves_the_sitemaps_as_a_whole_build_makes_them(tmp_path: Path) -> None:
    root = tmp_path / "board"
    addressed(root)
    write(root, {"qinghe/shanghe/finance/2026-04.yml": APRIL})
    commit_all(root, "2026-05-10")
    part = {path: path.read_bytes() for path in build(root).rglob("sitemap.xml")}
    assert MONTH.replace("03", "04") in listed(root / "site")
    assert build_site(BuildOrder(Project(root), root / "site", AS_OF, full=True)).written == 0
    assert part == {path: path.read_bytes() for path in (root / "site").rglob("sitemap.xml")}


def test_robots_leave_tables_and_searches_alone(site: Path) -> None:
    text = (site / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {ADDRESS}sitemap.xml" in text
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    assert rules.can_fetch("*", f"{ADDRESS}{MONTH}")
    patterns = [
        re.escape(line.split(": ")[1]).replace(r"\*", ".*").replace(r"\$", "$") for line in text.splitlines()[1:-2]
    ]
    others = [path for path in (site / "board").rglob("*") if path.suffix in {".csv", ".json", ".txt", ".ics"}]
    paths = [f"/cun/{path.relative_to(site).as_posix()}" for path in others]
    assert paths
    assert [path for path in paths if not any(re.match(one, path) for one in patterns)] == []


def test_a_message_with_the_address_of_a_month_says_village_month_and_four_figures(site: Path) -> None:
    text = (site / MONTH).read_text("utf-8")
    told = "上河村 2026 年 3 月收支：上期结余 1,200.00 元，收入 300.00 元，支出 0.00 元，本期结余 1,500.00 元"
    assert f'<meta name="description" property="og:description" content="{told}">' in text
    assert '<meta property="og:title" content="2026 年 3 月收支 · 上河村">' in text
    assert f'<meta property="og:url" content="{ADDRESS}{MONTH}">' in text


def test_every_page_describes_itself_and_names_its_feeds_and_its_sign(site: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in (site / "board").rglob("*.html") if path.parent.name != "copies"}
    for path, text in pages.items():
        assert re.search(r'<meta name="description" property="og:description" content="[^"]{4,}">', text), path
        loaded = re.findall(r'<link rel="(?:icon|alternate)"[^>]* href="([^"]*)"', text)
        # What is passed on as one file is kept small: the other pages of its place name the feeds.
        assert len(loaded) == (1 if "publications" in path.parts or " download>" in text else 3), path
        assert [one for one in loaded if not (path.parent / one).resolve().is_file()] == []
        if "yangban" in path.parts:
            assert 'content="演示数据，内容是虚构的。' in text
