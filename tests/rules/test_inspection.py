"""Inspections: what is past its day, what was put right on no day or too early, which place is meant, how many went."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.projects import COUNTY, TOWN, VILLAGE, make_project, verdicts_of
from support.rules_in_village import codes, messages

HEAD = "编号: 2026-督查1\n名称: 公开栏检查\n种类: 公开栏检查\n时间: 2026-02-10\n"
BOARD = (
    "墙上的公开栏:\n  - 编号: 栏1\n    地方: {place}\n    挂在哪里: 村委会门口\n    状况: 空着\n"
    "    整改责任人: 村报账员\n    整改期限: {due}\n"
)
SEEN = "发现:\n  - {{编号: 发1, 地方: 上河村, 类别: 考勤, 问题: 三天没有签, 整改期限: {due}}}\n"
DONE = "    改好日期: {}\n    怎样改的: 贴上了二月的账\n"


def board(due: str = "2026-12-31", place: str = "上河村") -> str:
    return BOARD.format(due=due, place=place)


def inspection(text: str) -> dict[str, str]:
    return {"inspections/2026-1.yml": HEAD + text}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (board(), []),
        (board("2026-02-28"), ["INS002"]),
        (board("2026-02-28") + DONE.format("2026-02-27"), []),
        (board("2026-02-28") + DONE.format("2026-03-02"), ["INS002"]),
        (board("2026-02") + DONE.format("2026-02"), []),  # known to the month only
        (board("2026-02-28") + DONE.format("不详"), []),  # nobody knows that it was late
        (SEEN.format(due="2026-02-28"), ["INS002"]),
        (board() + DONE.format("2026-02-01"), ["INS003"]),
        (board() + DONE.format("2026-02"), []),
        (board() + "    怎样改的: 贴上了二月的账\n", ["INS004"]),
        (board() + "    照片: 附1\n", ["INS001"]),
        ("组数: 4\n督查的组:\n  - {编号: 组1, 带队: 镇长}\n", []),  # papers name some of them
        ("组数: 1\n督查的组:\n  - {编号: 组1, 带队: 镇长}\n  - {编号: 组2, 带队: 副镇长}\n", ["INS006"]),
        ("组数: 约1\n督查的组:\n  - {编号: 组1, 带队: 镇长}\n  - {编号: 组2, 带队: 副镇长}\n", []),
        ("到了几处: 1 个村\n到了哪里:\n  - 上河村\n  - 大田村\n", ["INS006"]),
    ],
)
def test_an_inspection_is_told_what_does_not_hold(text: str, found: list[str]) -> None:
    assert [code for code in codes(inspection(text)) if code.startswith("INS")] == found


def test_the_sentence_counts_the_days() -> None:
    told = messages(inspection(board("2026-02-28") + DONE.format("2026-03-02")))
    (late,) = [one for one in told if "INS002" in one]
    assert late.endswith(
        "上河村「公开栏（村委会门口）：空着」的整改期限是 2026 年 2 月 28 日，2026 年 3 月 2 日才改好，晚了 2 天"
    )


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("上河村", []),
        ("shanghe", []),
        ("清河镇", []),
        ("清河镇上河村", []),
        ("莲花村", ["「莲花村」下面有 2 个，这一条上不了那个地方的页面"]),
        ("清河镇莲花村", []),
        ("上和村", ["「上和村」下面没有这个地方，相近的有：上河村，这一条上不了那个地方的页面"]),
    ],
)
def test_a_county_names_any_place_below_it(tmp_path: Path, place: str, told: list[str]) -> None:
    lotus = VILLAGE.replace("上河", "莲花")
    make_project(
        tmp_path,
        {
            "region.yml": COUNTY,
            "inspections/2026-1.yml": HEAD + board(place=place),
            "qinghe/region.yml": TOWN,
            "qinghe/shanghe/village.yml": VILLAGE,
            "qinghe/lianhua/village.yml": lotus,
            "shixi/region.yml": TOWN.replace("清河", "石溪"),
            "shixi/lianhua/village.yml": lotus,
        },
    )
    assert [one.message for one in verdicts_of(tmp_path)[""].problems if one.code == "INS005"] == told
