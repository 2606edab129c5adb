"""What inspections found stands on the page of the place that inspected and on that of each place it is about."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.frame.rule_example import PICTURE
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from support.projects import AS_OF, COUNTY, TOWN, VILLAGE, commit_all, digests, make_project, write

FILES = {
    "region.yml": COUNTY,
    "qinghe/region.yml": TOWN,
    "qinghe/shanghe/village.yml": VILLAGE,
    "qinghe/lianhua/village.yml": VILLAGE.replace("上河", "莲花"),
}
HEAD = "编号: 2026-督查1\n名称: 二月检查\n种类: 公开栏检查\n时间: 2026-02-10\n"
BOARDS = """墙上的公开栏:
  - {编号: 栏1, 地方: 上河村, 挂在哪里: 村口, 状况: 完好}
  - {编号: 栏2, 地方: 上河村, 挂在哪里: 二组, 状况: 空着, 整改期限: 2026-02-20, 改好日期: 2026-02-23}
  - {编号: 栏3, 地方: 莲花村, 挂在哪里: 村口, 状况: 被遮住, 整改责任人: 村主任, 整改期限: 2026-03-01}
"""
SEEN = "发现:\n  - {编号: 发1, 地方: 上河村, 类别: 考勤, 问题: 三天没有签, 整改措施: 补说明, 整改期限: 2026-12-31}\n"
TOWNS, COUNTYS = "qinghe/inspections/2026-1.yml", "inspections/2026-1.yml"


@pytest.fixture(autouse=True)
def _only_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def build(root: Path, **changes: object) -> BuildResult:
    order = {"project": Project(root), "site": root / "site", "as_of": AS_OF, **changes}
    return build_site(BuildOrder(**order))  # type: ignore[arg-type]


def made(root: Path, files: dict[str, str]) -> Path:
    """A committed board that was built once."""
    make_project(root, {**FILES, **files})
    (root / ".gitignore").write_text("/site/\n/.site*\n/.cunwu/\n/whole/\n/.whole*\n", "utf-8")
    commit_all(root, "2026-04-01")
    build(root)
    return root


def page(root: Path, name: str) -> str:
    """The text of a page, without tags."""
    html = (root / "site/board" / name).read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<(style|title)>.*?</\1>", "", html)))


def test_the_page_of_the_inspection_shows_open_boards_first(tmp_path: Path) -> None:
    shown = page(made(tmp_path, {TOWNS: HEAD + BOARDS + SEEN}), "qinghe/inspections/2026-1.html")
    assert "要改的一共 3 件，还有 2 件没有改好，其中 1 件过了期限。" in shown
    assert "看了 3 块公开栏：完好 1 块、空着 1 块、被遮住 1 块。" in shown
    late = shown.index("✕ 2026 年 3 月 1 日以前要改好，过了 264 天还没有")
    assert late < shown.index("! 2026 年 2 月 23 日改好，晚了 3 天") < shown.index("✓ 不用改")


def test_a_photo_is_called_by_what_it_shows_only_if_that_may_be_told(tmp_path: Path) -> None:
    note = "附件:\n  - {{编号: 附1, 文件: attachments/a.jpg, 校验值: {}, 说明: 村口的栏{}}}\n"
    content = PICTURE
    shown = []
    for number, consent in enumerate(("", ", 同意公开: 没有人, 已看过: 是, 看过的人: 村报账员")):
        own = note.format(sha256(content).hexdigest(), consent)
        text = HEAD + BOARDS.replace("挂在哪里: 村口, 状况: 完好", "挂在哪里: 村口, 状况: 完好, 照片: 附1") + own
        root = tmp_path / str(number)
        root.mkdir()
        make_project(root, {**FILES, TOWNS: text})
        (root / "villages/qinghe/attachments").mkdir(parents=True)
        (root / "villages/qinghe/attachments/a.jpg").write_bytes(content)
        commit_all(root, "2026-04-01")
        build(root)
        shown.append(page(root, "qinghe/inspections/2026-1.html"))
    assert "村口的栏" not in shown[0]
    assert "村口的栏" in shown[1].partition("墙上的公开栏")[2].partition("附件")[0]


def test_the_town_lists_what_is_open_late_first_and_the_boards(tmp_path: Path) -> None:
    shown = page(made(tmp_path, {TOWNS: HEAD + BOARDS + SEEN}), "qinghe/index.html")
    assert "督查发现、还没有改好的（2 件）" in shown
    assert shown.index("公开栏（村口）：被遮住") < shown.index("考勤：三天没有签")
    assert "墙上的公开栏，最近一次看到的样子（3 块）" in shown
    assert "督查发现（历年） 3 件，还没有改好的 2 件，过了期限的 1 件" in shown


def test_a_later_look_at_the_same_board_takes_the_place_of_the_earlier(tmp_path: Path) -> None:
    later = HEAD.replace("督查1", "督查2").replace("二月", "三月").replace("2026-02-10", "2026-03-20")
    good = "墙上的公开栏:\n  - {编号: 栏1, 地方: 莲花村, 挂在哪里: 村口, 状况: 完好}\n"
    files = {TOWNS: HEAD + BOARDS, "qinghe/inspections/2026-2.yml": later + good}
    boards = page(made(tmp_path, files), "qinghe/index.html").partition("墙上的公开栏，最近一次看到的样子（3 块）")[2]
    assert "被遮住" not in boards.partition("二月检查")[0]
    assert "莲花村 村口 完好 ✓ 不用改 三月检查" in boards


def test_a_village_sees_what_was_found_of_it_by_town_and_county_and_nothing_of_others(tmp_path: Path) -> None:
    county = HEAD.replace("二月", "县里") + SEEN.replace("上河村", "莲花村")
    root = made(tmp_path, {TOWNS: HEAD + BOARDS + SEEN, COUNTYS: county})
    rooms = (f"qinghe/{village}/rooms/disclosure.html" for village in ("shanghe", "lianhua"))
    shanghe, lianhua = (page(root, room) for room in rooms)
    assert "上级督查看到的" in shanghe
    assert "考勤：三天没有签" in shanghe
    assert "! 2026 年 2 月 23 日改好，晚了 3 天" in shanghe
    assert "被遮住" not in shanghe
    assert "清河镇：二月检查" in lianhua
    assert "：县里检查" in lianhua
    for target in re.findall(
        r'href="([^"#]*inspections/[^"#]*)', (root / "site/board/qinghe/lianhua/rooms/disclosure.html").read_text()
    ):
        assert (root / "site/board/qinghe/lianhua/rooms" / target).resolve().is_file()


def test_what_a_county_found_of_a_town_stands_on_the_page_of_the_town(tmp_path: Path) -> None:
    root = made(tmp_path, {COUNTYS: HEAD + SEEN.replace("上河村", "清河镇")})
    assert "考勤：三天没有签" in page(root, "qinghe/index.html")


def test_an_inspection_that_may_not_be_shown_is_on_no_other_page_either(tmp_path: Path) -> None:
    wrong = HEAD + SEEN + "  - {编号: 发1, 地方: 上河村, 类别: 考勤, 问题: 两个编号一样}\n"
    assert "三天没有签" not in page(made(tmp_path, {TOWNS: wrong}), "qinghe/shanghe/index.html")


@pytest.mark.parametrize(
    "change",
    [
        {TOWNS: HEAD + BOARDS.replace("地方: 莲花村", "地方: 上河村")},
        {TOWNS: None},
        {COUNTYS: HEAD + SEEN.replace("上河村", "清河镇")},
        {COUNTYS: HEAD + SEEN + BOARDS},
        {"qinghe/shanghe/notices/2026-1.yml": "编号: 2026-1\n标题: 通知\n种类: 通知\n起: 2026-03-01\n"},
        {
            COUNTYS: HEAD + SEEN,
            "qinghe/lianhua/notices/2026-1.yml": "编号: 1\n标题: 通知\n种类: 通知\n起: 2026-03-01\n",
        },
    ],
    ids=["another", "gone", "of a town", "of villages", "the village alone", "both"],
)
def test_a_part_build_is_the_whole_build_whatever_is_inspected(tmp_path: Path, change: dict[str, str | None]) -> None:
    county = HEAD.replace("二月", "县里") + SEEN.replace("上河村", "莲花村")
    root = made(tmp_path, {TOWNS: HEAD + BOARDS, COUNTYS: county})
    write(root, change)
    commit_all(root, "2026-04-02")
    assert build(root).kept
    build(root, site=root / "whole", full=True)
    assert digests(root / "site") == digests(root / "whole")


def test_a_finding_that_was_withdrawn_stays_struck_through_with_its_reason_wherever_it_stood(tmp_path: Path) -> None:
    taken = "撤销:\n  - {编号: 撤1, 条目: 发1, 原因: 后来查明签过, 批准: 镇党委, 日期: 2026-03-01}\n"
    root = made(tmp_path, {TOWNS: HEAD + BOARDS + SEEN + taken})
    for name in ("qinghe/inspections/2026-1.html", "qinghe/shanghe/rooms/disclosure.html"):
        html = (root / "site/board" / name).read_text("utf-8")
        (row,) = [one for one in re.findall(r"(?s)<tr.*?</tr>", html) if "三天没有签" in one]
        assert "已撤销：后来查明签过" in row, name
        assert "struck" in row or "<s" in row or "<del" in row, name
    assert "要改的一共 2 件" in page(root, "qinghe/inspections/2026-1.html")
