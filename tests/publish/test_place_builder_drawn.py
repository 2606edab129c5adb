"""What is drawn beside pages: once for what it shows, and only where messages and paper can lead to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.pictures import cards
from cunwu.publish.order import BuildOrder, BuildResult
from cunwu.publish.site import build_site
from cunwu.publish.staging import Staging
from support.projects import APRIL, AS_OF, MARCH, TOWN, VILLAGE, commit_all, make_project, write

ADDRESS = "https://gongkai.example.gov.cn/cun/"
RECORDS = {
    "region.yml": "名称: 示例县\n级别: 县\n",
    "qinghe/region.yml": TOWN,
    "qinghe/shanghe/village.yml": VILLAGE,
    "qinghe/shanghe/finance/2026-03.yml": MARCH,
    "qinghe/shanghe/finance/2026-04.yml": APRIL,
}
SHANGHE = "board/qinghe/shanghe"
_PICTURE = re.compile(r'<meta property="og:image" content="([^"]*)">')
_CODE = re.compile(r'<div class="every-sheet"><img src="([^"]*)" alt="" loading="lazy">')


def build(root: Path, *, full: bool = False) -> BuildResult:
    return build_site(BuildOrder(Project(root), root / "site", AS_OF, full=full))


def board(root: Path, address: str = ADDRESS) -> Path:
    make_project(root, RECORDS)
    stated = f"site_url: {address}\n" if address else ""
    (root / "mkdocs.yml").write_text(f"site_name: 公开板\n{stated}", "utf-8")
    commit_all(root, "2026-05-10")
    assert build(root).no_pictures == ""
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return board(tmp_path_factory.mktemp("drawn") / "board")


def drawn(site: Path) -> set[str]:
    found = (path.relative_to(site).as_posix() for ending in ("png", "svg") for path in site.rglob(f"*.{ending}"))
    return {url for url in found if not url.startswith("board/assets/")}


def picture_of(site: Path, url: str) -> str:
    found = _PICTURE.search((site / url).read_text("utf-8"))
    assert found is not None
    return found[1]


def test_a_month_names_its_picture_by_its_whole_address_and_the_village_that_of_its_newest_month(site: Path) -> None:
    march, april = (picture_of(site, f"{SHANGHE}/finance/2026-0{number}.html") for number in (3, 4))
    assert march != april == picture_of(site, f"{SHANGHE}/index.html")
    for one in (march, april):
        assert (site / one.removeprefix(ADDRESS)).read_bytes().startswith(b"\x89PNG")


def test_everything_drawn_belongs_to_a_page_that_leads_to_it(site: Path) -> None:
    named = set()
    for path in site.rglob("*.html"):
        page, folder = path.read_text("utf-8"), path.parent.relative_to(site).as_posix()
        named |= {one.removeprefix(ADDRESS) for one in _PICTURE.findall(page)}
        named |= {f"{folder}/{one}" for one in _CODE.findall(page)}
    assert named == drawn(site)
    assert len([url for url in named if url.endswith(".svg")]) >= 5  # county, town, village, two months


def test_without_an_address_nothing_is_drawn(tmp_path: Path) -> None:
    site = board(tmp_path / "board", "")
    assert drawn(site) == set()
    page = (site / f"{SHANGHE}/finance/2026-03.html").read_text("utf-8")
    assert not _PICTURE.search(page)
    assert not _CODE.search(page)


def test_a_figure_that_changes_is_drawn_under_a_new_name_and_nothing_else_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "board"
    before = drawn(board(root))
    write(root, {"qinghe/shanghe/finance/2026-04.yml": APRIL.replace("04-", "04-").replace("摘要: ", "摘要: 又")})
    commit_all(root, "2026-05-11")
    with monkeypatch.context() as patched:  # the picture of a month shows no entries
        patched.setattr(cards.Hand, "draw", None)
        build(root)
    assert drawn(root / "site") == before
    (root / "mkdocs.yml").write_text(f"site_name: 公开板\nsite_url: {ADDRESS}\n", "utf-8")
    write(root, {"qinghe/shanghe/village.yml": VILLAGE.replace("上河村", "上河新村")})
    commit_all(root, "2026-05-12")
    build(root)
    after = drawn(root / "site")
    assert {url for url in before if url.endswith(".png")}.isdisjoint(after)
    assert {url for url in before if url.endswith(".svg")} <= after
    assert build(root, full=True).written == 0


def test_a_machine_without_a_font_publishes_without_pictures_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "board"
    board(root)
    monkeypatch.setattr(cards, "FONTS", ())
    result = build(root, full=True)
    assert result.published
    assert result.counts.count("没有找到汉字字体") == 1
    assert {url for url in drawn(root / "site") if url.endswith(".png")} == set()
    assert not _PICTURE.search((root / f"site/{SHANGHE}/index.html").read_text("utf-8"))


@pytest.mark.parametrize(("keeps", "made"), [(True, 1), (False, 2)])
def test_a_file_whose_name_says_what_is_in_it_is_made_again_only_over_a_version_that_cannot_be_trusted(
    tmp_path: Path, keeps: bool, made: int
) -> None:
    calls: list[int] = []

    def drawn_anew() -> bytes:
        calls.append(len(calls))
        return b"<svg/>" * 99

    for trusted in (False, keeps):
        staging = Staging(tmp_path / "site", precompress=True)
        staging.keeps = trusted
        staging.write_once("a.svg", drawn_anew)
        staging.complete()
        staging.publish()
    assert len(calls) == made
    assert {path.name for path in (tmp_path / "site").iterdir()} >= {"a.svg", "a.svg.gz"}
