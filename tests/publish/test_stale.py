"""A build makes only what is stale, and the site is the same as if everything had been made."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import cunwu.publish.opening
from cunwu.core.paths import Project
from cunwu.core.verifier import LISTING, PUBLICATIONS, PUBLISHED
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from cunwu.records.source import FolderSource
from cunwu.render import Renderer
from support.effort import effort
from support.projects import AS_OF, DEED, MARCH, SMALL, commit_all, digests, git, make_project, run_cunwu, write

T = TypeVar("T")
LEDGER = "qinghe/shanghe/finance/2026-03.yml"
WRONG = MARCH.replace("期末: 1500.00", "期末: 1600.00")
IGNORED = "/site/\n/.site*\n/.cunwu/\n/whole/\n/.whole*\n"


@pytest.fixture(autouse=True)
def _only_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def made(root: Path, files: dict[str, str] | None = None) -> Path:
    """A committed project that was built once."""
    make_project(root, files or SMALL)
    (root / "mkdocs.yml").write_text("site_name: 公开板\nrepo_url: https://github.com/county/board\n", "utf-8")
    (root / ".gitignore").write_text(IGNORED, "utf-8")
    commit_all(root, "2026-04-01")
    build(root)
    return root


def build(root: Path, **changes: object) -> BuildResult:
    order = {"project": Project(root), "site": root / "site", "as_of": AS_OF, **changes}
    return build_site(BuildOrder(**order))  # type: ignore[arg-type]


def whole(root: Path) -> dict[str, str]:
    """What the site would be if everything were made, in a folder of its own and with nothing kept from before."""
    cache = root / ".cunwu"
    aside = root / ".cunwu-aside"
    cache.rename(aside)
    build(root, site=root / "whole", full=True)
    found = digests(root / "whole")
    for folder in (root / "whole", root / ".whole.spare", cache):
        shutil.rmtree(folder)
    for file in (".whole.spare.json", ".whole.lock"):
        (root / file).unlink()
    aside.rename(cache)
    return found


def assert_same(root: Path) -> None:
    assert digests(root / "site") == whole(root)


# --- single changes --------------------------------------------------------------------------------------------------


def test_nothing_changed_makes_nothing(tmp_path: Path) -> None:
    root = made(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")}
    result = build(root)
    assert (result.pages, result.written) == (0, 0)
    assert result.kept == len(digests(root / "site"))
    assert {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")} == before


def test_one_changed_record_makes_its_village_and_what_stands_above(tmp_path: Path) -> None:
    root = made(tmp_path)
    write(root, {"qinghe/lianhua/deeds/2026-03.yml": DEED.replace("水沟", "水渠")})
    result = build(root)
    assert 0 < result.pages < 30
    assert "水渠" in (root / "site/board/qinghe/lianhua/deeds/2026-03.html").read_text("utf-8")
    assert_same(root)
    commit_all(root, "2026-04-02")
    build(root)
    assert_same(root)


def test_an_edit_that_is_taken_back_is_taken_back_on_the_site_too(tmp_path: Path) -> None:
    root = made(tmp_path)
    before = digests(root / "site")
    write(root, {LEDGER: MARCH.replace("鱼塘承包款", "茶厂租金")})
    build(root)
    assert digests(root / "site") != before
    write(root, {LEDGER: MARCH})
    assert build(root).pages > 0
    assert digests(root / "site") == before


def test_a_change_that_two_commits_made_and_took_back_is_in_the_life_of_its_record(tmp_path: Path) -> None:
    root = made(tmp_path)
    for day, text in (("2026-04-02", MARCH.replace("鱼塘", "茶厂")), ("2026-04-03", MARCH)):
        write(root, {LEDGER: text})
        commit_all(root, day)
    build(root)
    assert (root / "site/board/qinghe/shanghe/finance/life/2026-03.html").is_file()
    assert_same(root)


def test_pages_of_a_record_that_went_go_too(tmp_path: Path) -> None:
    root = made(tmp_path)
    write(root, {"qinghe/lianhua/deeds/2026-03.yml": None})
    build(root)
    assert not (root / "site/board/qinghe/lianhua/deeds").exists()
    assert_same(root)


def test_a_faulty_village_is_told_again_by_builds_that_do_not_touch_it(tmp_path: Path) -> None:
    root = made(tmp_path)
    write(root, {LEDGER: WRONG})
    assert build(root).report.errors == 2
    write(root, {"qinghe/lianhua/deeds/2026-03.yml": DEED.replace("水沟", "水渠")})
    result = build(root)
    assert (result.report.errors, result.held) == (2, 1)
    assert build(root).report.errors == 2
    assert_same(root)
    assert not build(root, strict=True).published


def test_a_village_shows_what_the_town_above_it_has_of_it_and_what_holds_there(tmp_path: Path) -> None:
    rule = "编号: 制01\n名称: 请销假办法\n种类: 管理办法\n起: 2026-01\n"
    thing = "编号: 电脑\n名称: 电脑和打字复印机\n种类: 设备\n村数: 5\n哪些村: 莲花村\n"
    held = {"qinghe/regulations/01.yml": rule, "qinghe/facilities/01.yml": thing}
    root = made(tmp_path, {**SMALL, **held})
    page, other = (root / f"site/board/qinghe/{village}/rooms/village.html" for village in ("lianhua", "shanghe"))
    rules = [one.with_name("people.html") for one in (page, other)]
    assert "电脑和打字复印机" in page.read_text("utf-8")
    assert "电脑和打字复印机" not in other.read_text("utf-8")
    assert all("请销假办法" in one.read_text("utf-8") for one in rules)
    write(root, {"qinghe/facilities/01.yml": thing.replace("莲花村", "上河村")})
    build(root)
    assert "电脑和打字复印机" not in page.read_text("utf-8")
    assert "电脑和打字复印机" in other.read_text("utf-8")
    write(root, {"qinghe/regulations/01.yml": f"{rule}止: 2026-02\n"})
    assert build(root).pages > 0
    assert not any("请销假办法" in one.read_text("utf-8") for one in rules if one.is_file())
    assert_same(root)


def test_an_assessment_follows_the_rubric_of_the_town_above_it(tmp_path: Path) -> None:
    rubric = "编号: 办法\n名称: 考核办法\n部分:\n  - 编号: 部1\n    部分: 全部\n    满分: 100\n"
    points = "得分:\n  - 编号: 得1\n    部分: 部1\n    得分: 40\n"
    assessment = f"编号: 2026-A\n期间: 2026\n谁: 刘某\n办法: 办法\n{points}"
    lying = {"qinghe/rubrics/banfa.yml": rubric, "qinghe/lianhua/assessments/2026-A.yml": assessment}
    root = made(tmp_path, {**SMALL, **lying})
    page = root / "site/board/qinghe/lianhua/assessments/2026-A.html"
    assert "总分是 40 分" in page.read_text("utf-8")
    write(root, {"qinghe/rubrics/banfa.yml": f"{rubric}    原满分: 50\n"})
    build(root)
    assert "总分是 80 分" in page.read_text("utf-8")
    assert_same(root)
    commit_all(root, "2026-04-02")
    write(root, {"qinghe/rubrics/banfa.yml": f"{rubric}    原满分: 80\n"})
    commit_all(root, "2026-04-03")
    build(root)
    assert "总分是 50 分" in page.read_text("utf-8")
    assert_same(root)


def test_a_village_that_is_renamed_is_renamed_on_every_page_that_names_it(tmp_path: Path) -> None:
    root = made(tmp_path)
    village = (root / "villages/qinghe/lianhua/village.yml").read_text("utf-8")
    write(root, {"qinghe/lianhua/village.yml": village.replace("名称: 莲花村\n", "名称: 荷花村\n")})
    build(root)
    assert_same(root)
    commit_all(root, "2026-04-02")
    build(root)
    assert_same(root)


@pytest.mark.parametrize("new_day", [date(2026, 11, 21), date(2026, 11, 19)])
def test_another_day_makes_everything(tmp_path: Path, new_day: date) -> None:
    root = made(tmp_path)
    assert build(root, as_of=new_day).pages > 20


def test_another_template_makes_everything(tmp_path: Path) -> None:
    root = made(tmp_path)
    template = root / "theme/board/village.html"
    template.write_text(template.read_text("utf-8").replace("本村公开的内容", "村里公开的内容"), "utf-8")
    assert build(root).pages > 20
    assert_same(root)


def test_a_commit_is_built_whatever_lies_on_disk(tmp_path: Path) -> None:
    root = made(tmp_path)
    build(root, commit="HEAD")
    before = digests(root / "site")
    write(root, {LEDGER: WRONG, "qinghe/xin/village.yml": "坏"})
    assert build(root, commit="HEAD").pages == 0
    assert digests(root / "site") == before
    commit_all(root, "2026-04-02")
    git(root, "checkout", "--quiet", "HEAD~1")
    assert build(root, commit="main").report.errors
    git(root, "checkout", "--quiet", "main")
    assert_same(root)


# --- whatever is done, in whatever order ---------------------------------------------------------------------------

FILES: Mapping[str, Sequence[str | None]] = {
    LEDGER: [MARCH, MARCH.replace("鱼塘", "茶厂"), MARCH.replace("鱼塘", "𠮷田，ＡＢＣ"), WRONG, "坏: [", None],
    "qinghe/shanghe/deeds/2026-04.yml": [DEED.replace("2026-03", "2026-04"), None],
    "qinghe/lianhua/notices/1.yml": ["编号: 通1\n标题: 清理河道\n种类: 通知\n起: 2026-03-01\n", None],
    "qinghe/notices/1.yml": ["编号: 镇1\n标题: 停水\n种类: 通知\n起: 2026-03-01\n", "编号: 镇1\n标题: 坏", None],
    "qinghe/lianhua/village.yml": [SMALL["qinghe/lianhua/village.yml"], "名称: 荷花村\n加入日期: 2026-01-01\n"],
    "qinghe/region.yml": [SMALL["qinghe/region.yml"], "名称: 清溪镇\n级别: 镇\n公开设置:\n  监督电话: 12345\n"],
    "qinghe/xin/village.yml": ["名称: 新村\n", None],
    "qinghe/xin/deeds/1.yml": [DEED, None],
    "xia/he/village.yml": ["名称: 下河村\n", None],  # no town between it and the county
    "xia/he/deeds/1.yml": [DEED, DEED.replace("水沟", "水渠"), None],
    "qinghe/lianhua/attachments/a.txt": ["附件", None],
    "qinghe/lianhua/乱放.yml": ["乱: 放\n", None],
}
STEPS = st.lists(
    st.one_of(
        st.sampled_from([(name, text) for name, texts in FILES.items() for text in texts]),
        st.sampled_from([("commit", ""), ("build", ""), ("build", ""), ("build the commit", "")]),
    ),
    min_size=2,
    max_size=12,
)


@given(STEPS)
@settings(max_examples=effort(3, 15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_sequence_of_changes_the_site_is_as_if_made_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str | None]]
) -> None:
    root = made(tmp_path_factory.mktemp("board"))
    for number, (name, text) in enumerate(steps):
        if name == "commit":
            commit_all(root, f"2026-05-{number + 1:02}")
        elif name == "build":
            build(root)
        elif name == "build the commit":
            build(root, commit="HEAD")
        elif text is not None or (root / "villages" / name).exists():
            write(root, {name: text})
    build(root)
    assert_same(root)
    commit_all(root, "2026-06-01")
    build(root, commit="HEAD")
    assert_same(root)
    build(root)
    assert_same(root)


# --- what is kept between builds -----------------------------------------------------------------------------------


def stored(root: Path) -> Path:
    (file,) = (root / ".cunwu/cache").glob("site-*.sqlite")
    return file


def _flip(file: Path) -> None:
    with sqlite3.connect(file) as store:
        store.execute("UPDATE place SET body = replace(body, '莲花村', '别的村')")


def _blur(file: Path) -> None:
    with sqlite3.connect(file) as store:
        store.execute("UPDATE about SET value = '{' WHERE name = 'base'")


SPOILERS: list[Callable[[Path], object]] = [
    lambda file: file.write_bytes(b"this is no database"),
    lambda file: file.write_bytes(b""),
    lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    lambda file: file.unlink(),
    _flip,
    _blur,
]


def _cut_note(note: Path) -> None:
    note.write_bytes(note.read_bytes().rpartition(b"{")[0])


def _spoil_note(note: Path) -> None:
    note.write_bytes(b'"board/ind\n' + note.read_bytes())


@pytest.mark.parametrize("spoil", SPOILERS, ids=["foreign", "empty", "cut", "gone", "flipped", "blurred"])
def test_what_was_kept_may_be_spoilt(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    root = made(tmp_path)
    spoil(stored(root))
    write(root, {"qinghe/lianhua/deeds/2026-03.yml": DEED.replace("水沟", "水渠")})
    build(root)
    assert_same(root)


@pytest.mark.parametrize("spoil", [_cut_note, _spoil_note], ids=["cut", "spoilt"])
def test_what_the_copy_lacks_may_be_written_down_wrongly(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    root = made(tmp_path)
    for number in range(2):
        write(root, {"qinghe/lianhua/deeds/2026-03.yml": DEED.replace("水沟", f"水渠{number}")})
        build(root)
        assert (root / ".site.spare.json").read_bytes().count(b"\n") > 5
        spoil(root / ".site.spare.json")
    build(root)
    assert_same(root)


@pytest.mark.parametrize("victim", ["site", ".site.spare", ".site.spare.json"])
def test_a_folder_that_is_gone_is_made_again(tmp_path: Path, victim: str) -> None:
    root = made(tmp_path)
    path = root / victim
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    write(root, {"qinghe/lianhua/deeds/2026-03.yml": DEED.replace("水沟", "水渠")})
    build(root)
    assert_same(root)


def test_a_site_that_was_copied_into_place_is_made_whole(tmp_path: Path) -> None:
    root = made(tmp_path)
    shutil.copytree(root / "site", root / "other")
    shutil.rmtree(root / "site")
    (root / "other").rename(root / "site")
    (root / "site/board/index.html").write_text("别人的", "utf-8")
    build(root)
    assert_same(root)


@pytest.mark.parametrize("victim", ["lianhua/search/2026.json", "search/below.json", "search/below/0.json"])
@pytest.mark.parametrize("spoilt", [b"", b"[1]", b'{"1": "abc", "x": 1}', None])
def test_what_is_searched_may_be_spoilt(tmp_path: Path, victim: str, spoilt: bytes | None) -> None:
    root = made(tmp_path)
    file = root / ".site.spare/board/qinghe" / victim
    file.unlink()
    if spoilt is not None:
        file.write_bytes(spoilt)
    write(root, {"qinghe/lianhua/deeds/2026-03.yml": DEED.replace("水沟", "水渠")})
    build(root)
    assert_same(root)


def test_words_that_come_and_go_are_known_above_and_no_other_region_is_touched(tmp_path: Path) -> None:
    root = made(tmp_path, many(30))
    site = root / "site/board"

    def known(region: str, word: str) -> bool:
        shards = sorted((site / region / "search/below").iterdir())
        return any(word in path.read_text("utf-8") for path in shards)

    assert not known("", "硬化")
    stamps = {path: path.stat().st_mtime_ns for path in site.rglob("search/**/*") if path.is_file()}
    deed = "town1/village12/deeds/2026-03.yml"
    write(root, {deed: DEED.replace("水沟", "硬化")})
    build(root)
    assert known("", "硬化")
    assert known("town1", "硬化")
    touched = {path for path, stamp in stamps.items() if path.stat().st_mtime_ns != stamp}
    folders = {path.relative_to(site).as_posix().partition("search/")[0] for path in touched}
    assert folders == {"", "town1/", "town1/village12/"}
    write(root, {deed: DEED})
    build(root)
    assert not known("", "硬化")
    assert_same(root)


# --- flat: what one change costs --------------------------------------------------------------------------------------


WITH_RECORDS = 50
"""In a large county, villages beyond these have nothing but their own file: what they disclose makes no difference."""


def many(villages: int) -> dict[str, str]:
    """A county of towns of ten villages."""
    files = {"region.yml": SMALL["region.yml"]}
    for number in range(villages):
        town, own = f"town{number // 10}", f"town{number // 10}/village{number}"
        files[f"{town}/region.yml"] = SMALL["qinghe/region.yml"]
        files[f"{own}/village.yml"] = SMALL["qinghe/lianhua/village.yml"].replace("莲花村", f"第{number}村")
        if number < WITH_RECORDS:
            files[f"{own}/deeds/2026-03.yml"] = DEED
            files[f"{own}/finance/2026-03.yml"] = MARCH
    return files


@pytest.fixture
def git_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that gets a line whenever git is started."""
    programs = tmp_path / "programs"
    programs.mkdir()
    log = tmp_path / "git-calls"
    (programs / "git").write_text(f'#!/bin/sh\necho "$@" >> "{log}"\nexec {shutil.which("git")} "$@"\n', "utf-8")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return log


class Watched(Generic[T]):
    """A class that remembers what was made of it."""

    def __init__(self, of: Callable[..., T]) -> None:
        self.of = of
        self.made: list[T] = []

    def __call__(self, *arguments: object) -> T:
        self.made.append(self.of(*arguments))
        return self.made[-1]


def count_database_steps(watching: pytest.MonkeyPatch) -> list[int]:
    """Grows by one for every hundred steps that any database opened from now on takes."""
    steps: list[int] = []
    real = sqlite3.connect

    def counted(*arguments: Any, **options: Any) -> sqlite3.Connection:
        store: sqlite3.Connection = real(*arguments, **options)
        store.set_progress_handler(lambda: steps.append(1), 100)
        return store

    watching.setattr(sqlite3, "connect", counted)
    return steps


def test_one_changed_entry_costs_the_same_on_a_small_and_on_a_large_board(
    tmp_path: Path, git_calls: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs, steps = {}, {}
    for count in (50, 250):
        root = made(tmp_path / f"of-{count}", many(count))
        write(root, {"town0/village3/finance/2026-03.yml": MARCH.replace("鱼塘", "茶厂")})
        commit_all(root, "2026-04-02")
        sources, renderers = Watched(FolderSource), Watched(Renderer)
        with monkeypatch.context() as watching:
            watching.setattr(cunwu.publish.opening, "FolderSource", sources)
            watching.setattr(cunwu.publish.opening, "Renderer", renderers)
            steps[count] = count_database_steps(watching)
            git_calls.write_text("", "utf-8")
            result = build(root)
        assert result.written > 0
        costs[count] = (
            sources.made[0].reads,
            renderers.made[0].rendered,
            len(git_calls.read_text("utf-8").splitlines()),
        )
    assert costs[50] == costs[250]
    # The only rows that are more are those of the towns, on the page of the county.
    assert len(steps[50]) > 10
    assert len(steps[250]) < 2 * len(steps[50])
    assert costs[50][0] < 15
    assert costs[50][1] < 32


def test_a_publication_after_everything_was_made_touches_no_file_of_other_villages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = made(tmp_path, many(50))
    shell = root / "theme/board/shell.html"
    linked: list[str] = []
    real = os.link

    def counting(old: str, new: str, **options: bool) -> None:
        linked.append(str(new))
        real(old, new, **options)

    monkeypatch.setattr(os, "link", counting)
    for footer in ("", "<p>新</p>"):  # after the first build of all, and after one over an older site
        if footer:
            shell.write_text(shell.read_text("utf-8").replace("</footer>", f"{footer}</footer>"), "utf-8")
            assert build(root).written > 300
        write(root, {"town0/village3/finance/2026-03.yml": MARCH.replace("鱼塘", f"茶厂{len(footer)}")})
        linked.clear()
        build(root)
        assert linked == []
        write(root, {"town0/village3/finance/2026-03.yml": MARCH.replace("鱼塘", f"油坊{len(footer)}")})
        build(root)
        assert 0 < len(linked) < 40  # what the copy lagged behind since the publication before


def test_the_command_line_builds_in_part_unless_told_otherwise(tmp_path: Path) -> None:
    root = made(tmp_path)
    arguments = ("build", "--no-frame", "--as-of", AS_OF.isoformat())
    assert "公开栏做了 0 页" in run_cunwu(*arguments, cwd=root).stdout
    told = run_cunwu(*arguments, "--full", cwd=root).stdout
    assert "公开栏做了 0 页" not in told
    assert "0 个文件有变化" in told


# --- compressed copies ---------------------------------------------------------------------------------------------


def packed(root: Path) -> dict[str, bytes]:
    """Address of each compressed copy → what it holds."""
    site = root / "site"
    return {path.relative_to(site).as_posix()[:-3]: gzip.decompress(path.read_bytes()) for path in site.rglob("*.gz")}


def texts(root: Path) -> dict[str, bytes]:
    site = root / "site"
    apart = {".gz", ".py", Path(LISTING).suffix}  # what a checker reads is served as it is
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {
        url: path.read_bytes()
        for url, path in files.items()
        if path.suffix not in apart and not url.startswith((PUBLICATIONS, PUBLISHED))
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_compressed_copies_follow_their_files(tmp_path: Path, jobs: int) -> None:
    root = made(tmp_path, many(14))
    build(root, precompress=True, jobs=jobs)
    assert packed(root) == texts(root)
    stamps = {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*.gz")}
    write(
        root,
        {"town0/village3/deeds/2026-03.yml": None, "town0/village3/finance/2026-03.yml": MARCH.replace("鱼", "虾")},
    )
    build(root, precompress=True, jobs=jobs)
    assert packed(root) == texts(root)
    untouched = [path for path in stamps if "village5" in str(path)]
    assert untouched
    assert all(path.stat().st_mtime_ns == stamps[path] for path in untouched)
    build(root, jobs=jobs)
    assert packed(root) == {}
    assert_same(root)


def test_a_rubric_of_the_town_remakes_the_villages_that_are_assessed_by_it(tmp_path: Path) -> None:
    rubric = "编号: ban1\n名称: 考核办法\n部分:\n  - 编号: 甲\n    部分: 纪律\n    满分: 100\n"
    judged = "编号: kao1\n期间: 2025\n谁: 刘某\n办法: ban1\n得分:\n  - 编号: 得1\n    部分: 甲\n    得分: 80\n"
    files = {**SMALL, "qinghe/rubrics/ban1.yml": rubric, "qinghe/shanghe/assessments/2025-kao1.yml": judged}
    root = made(tmp_path, files)
    page = root / "site/board/qinghe/shanghe/assessments/2025-kao1.html"
    assert "总分是 80 分" in page.read_text("utf-8")
    write(root, {"qinghe/rubrics/ban1.yml": rubric.replace("满分: 100", "满分: 200\n    原满分: 100")})
    build(root)
    assert "总分是 160 分" in page.read_text("utf-8")
    assert_same(root)
