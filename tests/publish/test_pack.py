"""Passing on: copies of pages that need no other file, and a board as a zip that opens from a disk."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urljoin

import pytest

from cunwu.core.check_code import check_code
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.publish.order import BuildOrder
from cunwu.publish.pack import pack_place
from cunwu.publish.site import build_site
from cunwu.records.source import blob_id
from support.commands import run_here
from support.projects import AS_OF, MARCH, SMALL, commit_all, make_project, write

VILLAGE = "board/qinghe/shanghe"
MONTH = f"{VILLAGE}/finance/copies/2026-03.html"
PROJECT = "编号: 2026-ludeng\n名称: 村主路路灯\n状态: 计划\n"
CORRECTED = MARCH.replace("鱼塘承包款", "三组鱼塘承包款") + (
    "更正:\n  - 编号: 更1\n    条目: 001\n    字段: 摘要\n    原值: 鱼塘承包款\n    新值: 三组鱼塘承包款\n"
    "    原因: 写明是哪一个鱼塘\n    批准: 2026-05-10 村务监督委员会\n    日期: 2026-05-10\n"
)
_LINK = re.compile(r'<a\b[^>]* href="([^"]*)"')
_LOADED = re.compile(r'<(?:link|script|img)\b[^>]*(?:href|src)="([^"]*)"')


def built(root: Path, *, address: str = "") -> Path:
    project = make_project(root, {**SMALL, "qinghe/shanghe/projects/2026-ludeng.yml": PROJECT})
    if address:
        (root / "mkdocs.yml").write_text(f"site_name: 公开板\nsite_url: {address}\n", "utf-8")
    commit_all(root, "2026-04-10")
    write(root, {"qinghe/shanghe/finance/2026-03.yml": CORRECTED})
    commit_all(root, "2026-05-11")
    assert build_site(BuildOrder(Project(project.root), root / "site", AS_OF)).published
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("passing") / "board")


def copies_in(site: Path) -> dict[str, str]:
    found = (path for path in site.rglob("*.html") if path.parent.name == "copies")
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in found}


def test_months_projects_and_lives_with_a_correction_have_a_copy_and_nothing_else_has(site: Path) -> None:
    assert set(copies_in(site)) == {
        MONTH,
        f"{VILLAGE}/finance/copies/2026-04.html",
        f"{VILLAGE}/projects/copies/2026-ludeng.html",
        f"{VILLAGE}/finance/life/copies/2026-03.html",
    }


def test_a_page_leads_to_its_copy(site: Path) -> None:
    for url in copies_in(site):
        page = site / url.replace("copies/", "")
        assert f'href="copies/{page.name}" download' in page.read_text("utf-8")


def test_a_copy_needs_no_other_file_and_is_light(site: Path) -> None:
    for url, text in copies_in(site).items():
        assert len(text.encode()) <= 100_000, url
        assert [one for one in _LOADED.findall(text) if not one.startswith("data:")] == []
        assert [one for one in _LINK.findall(text) if not one.startswith(("#", "tel:"))] == []
        assert "<style>" in text
        assert "怎样看公开栏" not in text


def test_a_copy_says_what_it_is_from_when_and_its_check_code(site: Path) -> None:
    text = re.sub(r"<[^>]+>", "", (site / MONTH).read_text("utf-8"))
    code = check_code(blob_id(CORRECTED.encode()))
    assert re.search(
        rf"清河镇 · 上河村，2026 年 3 月收支，这一版 2026 年 5 月 11 日公布（提交 [0-9a-f]{{12}}）。核对码 {code}", text
    )
    assert code in (site / MONTH.replace("copies/", "")).read_text("utf-8")


def test_a_copy_says_what_its_page_says(site: Path) -> None:
    def words(url: str) -> str:
        text = (site / url).read_text("utf-8")
        shown = re.search(r'<main id="main">(.*?)<p class="pass-on">', text, re.DOTALL)
        assert shown
        plain = re.sub(r'<(p|nav|a) class="(?:[a-z]+ )?ways?".*?</\1>', "", shown[1], flags=re.DOTALL)
        return re.sub(r"<[^>]+>|\s", "", plain)

    assert words(MONTH) == words(MONTH.replace("copies/", ""))


def test_with_an_address_of_the_site_the_links_of_a_copy_lead_there(tmp_path: Path) -> None:
    text = (built(tmp_path / "board", address="https://gongkai.example.gov.cn/cun") / MONTH).read_text("utf-8")
    links = _LINK.findall(text)
    assert f"https://gongkai.example.gov.cn/cun/{MONTH.replace('copies/', '')}" in links
    assert "https://gongkai.example.gov.cn/cun/reading.html" in links
    assert all(one.startswith(("#", "tel:", "https://gongkai.example.gov.cn/cun/")) for one in links)


def links_in(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*.html"):
        name = path.relative_to(folder).as_posix()
        text = path.read_text("utf-8")
        for href in (*_LINK.findall(text), *_LOADED.findall(text)):
            if not href.startswith(("#", "tel:", "https:", "data:")):
                yield name, normpath(unquote(urljoin(name, href).partition("#")[0]))


def test_every_link_in_a_packed_town_leads_to_a_file_in_it(site: Path, tmp_path: Path) -> None:
    count = pack_place(site, "qinghe", tmp_path / "qinghe.zip")
    with zipfile.ZipFile(tmp_path / "qinghe.zip") as packed:
        packed.extractall(tmp_path / "stick")
        assert len(packed.namelist()) == count
    found = list(links_in(tmp_path / "stick"))
    assert [one for one in found if not (tmp_path / "stick" / one[1]).is_file()] == []
    assert ("board/qinghe/index.html", "board/qinghe/shanghe/index.html") in found
    assert 'url=board/qinghe/index.html"' in (tmp_path / "stick" / "index.html").read_text("utf-8")
    assert (tmp_path / "stick" / "board/qinghe/search/about.json").is_file()


def test_the_same_site_is_packed_into_the_same_bytes(site: Path, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        packed = run_here(site.parent, "pack", "villages/qinghe/", "--out", str(tmp_path / name))
        assert (packed.returncode, packed.stderr) == (0, "")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize("place", ["qinghe/nobody", "../..", "qinghe/shanghe/finance"])
def test_what_is_no_place_of_the_site_is_not_packed(site: Path, tmp_path: Path, place: str) -> None:
    with pytest.raises(CunwuError, match="没有"):
        pack_place(site, place, tmp_path / "none.zip")
    assert not (tmp_path / "none.zip").exists()
