"""Pages in traditional script: other characters, and everything else byte for byte as it was."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.core.verifier import LISTING
from cunwu.publish.order import BuildOrder
from cunwu.publish.site import build_site
from support.commands import run_here
from support.projects import AS_OF, DEED, MARCH, SMALL, commit_all, make_project

_SHOWN = frozenset({"data-label", "aria-label", "title"})
DISTANCE = DEED.replace("清通屋后水沟", "于某和岳某带队，后山 3 里水沟清通，头发厂退款发放")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("hant") / "board"
    files = {**SMALL, "qinghe/shanghe/deeds/2026-03.yml": DISTANCE, "qinghe/shanghe/finance/2026-03.yml": MARCH}
    project = make_project(root, files)
    commit_all(root)
    for name, hant in (("site", False), ("site-hant", True)):
        assert build_site(BuildOrder(Project(project.root), root / name, AS_OF, hant=hant)).published
    return root / "site", root / "site-hant"


def pages(sites: tuple[Path, Path]) -> list[tuple[str, str, str]]:
    plain, hant = sites
    names = sorted(path.relative_to(plain).as_posix() for path in plain.rglob("*.html"))
    return [(name, (plain / name).read_text("utf-8"), (hant / name).read_text("utf-8")) for name in names]


def without_note(text: str) -> str:
    return re.sub(r'<p class="made-from">本頁由程式[^<]*</p>\n', "", text)


class _Tags(HTMLParser):
    """Every tag with its attributes, without the words of those that are shown, and the language of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [(name, value) for name, value in attrs if name not in {*_SHOWN, "lang"}]))


def test_both_sites_have_the_same_files_and_all_but_pages_are_the_same_bytes(sites: tuple[Path, Path]) -> None:
    plain, hant = (
        {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()} for site in sites
    )
    assert plain.keys() == hant.keys()
    assert [
        name
        for name in plain
        if not name.endswith((".html", LISTING)) and plain[name].read_bytes() != hant[name].read_bytes()
    ] == []


def test_every_digit_of_every_page_stands_where_it_stood(sites: tuple[Path, Path]) -> None:
    for name, plain, hant in pages(sites):
        ascii_only = [
            re.sub(r"[^\x00-\x7f]", "", one.replace("zh-Hant", "zh-CN")) for one in (plain, without_note(hant))
        ]
        assert ascii_only[0] == ascii_only[1], name
        assert len(plain) == len(without_note(hant).replace("zh-Hant", "zh-CN")), name


def test_every_attribute_that_a_program_reads_is_as_it_was(sites: tuple[Path, Path]) -> None:
    for name, plain, hant in pages(sites):
        assert _Tags(plain).found == _Tags(without_note(hant)).found, name
        for apart in ("style", "script", "code"):
            found = [re.findall(rf"<{apart}\b.*?</{apart}>", one, re.DOTALL) for one in (plain, hant)]
            assert found[0] == found[1], name


def test_the_words_are_in_traditional_script_and_the_page_says_who_turned_them(sites: tuple[Path, Path]) -> None:
    _, hant = sites
    text = (hant / "board/qinghe/shanghe/finance/2026-03.html").read_text("utf-8")
    assert '<html lang="zh-Hant">' in text
    assert "1,500.00" in text
    assert "逐筆明細" in text
    assert 'data-label="賬戶"' in text or 'data-label="帳戶"' in text
    assert text.count("以簡體的為準") == 1
    assert "以簡體的為準" in (hant / "board/qinghe/shanghe/finance/copies/2026-03.html").read_text("utf-8")


def test_a_surname_and_a_measure_are_not_taken_for_other_words(sites: tuple[Path, Path]) -> None:
    text = (sites[1] / "board/qinghe/shanghe/deeds/2026-03.html").read_text("utf-8")
    assert "于某和岳某帶隊，後山 3 里水溝清通，頭髮廠退款發放" in text


def test_a_site_in_one_script_is_made_anew_in_the_other(sites: tuple[Path, Path], tmp_path: Path) -> None:
    root = sites[0].parent
    day = ("--as-of", AS_OF.isoformat(), "--no-frame", "--site-dir", str(tmp_path / "site"))
    page = tmp_path / "site" / "board/qinghe/shanghe/finance/2026-03.html"
    for options, word in (((), "逐笔明细"), (("--hant",), "逐筆明細"), ((), "逐笔明细")):
        assert run_here(root, "build", *day, *options).returncode == 0
        assert word in page.read_text("utf-8")


def test_it_is_not_made_by_several_machines(sites: tuple[Path, Path]) -> None:
    refused = run_here(sites[0].parent, "build", "--hant", "--engine", "dask")
    assert refused.returncode == 2
    assert "--hant" in refused.stderr
