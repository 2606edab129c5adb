"""`cunwu owed`: what a town reads in the morning is measured from what was published, never declared."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from support.commands import run_here
from support.projects import COUNTY, TOWN, VILLAGE, commit_all, make_project, write

ONE_BOOK = VILLAGE.replace("  - 编号: 村委会\n    名称: 上河村村民委员会\n    种类: 村民委员会\n", "")
JOINED = (
    ONE_BOOK + "加入日期: 2026-02-01\n公开设置:\n  公开目录:\n    - {编号: 目1, 事项: 收支, 周期: 月, 截止日: 15}\n"
)
FEBRUARY = (
    "账套: 合作社\n期间: 2026-02\n制度: 简易\n账户:\n"
    "  - {编号: 现金, 名称: 库存现金, 类别: 库存现金, 期初: 10.00, 期末: 10.00}\n"
)
REQUEST = "期间: 2026-02\n明细:\n  - {编号: 求1, 收到日期: 2026-02-02, 渠道: 电话, 反映: 三组水沟堵了, 首问: 村主任}\n"
BOARDS = (
    "编号: 2026-督查1\n名称: 二月检查\n种类: 公开栏检查\n时间: 2026-02-10\n墙上的公开栏:\n"
    "  - {编号: 栏1, 地方: 莲花村, 挂在哪里: 村口, 状况: 被遮住, 整改责任人: 村主任, 整改期限: 2026-03-01}\n"
    "  - {编号: 栏2, 地方: 莲花村, 挂在哪里: 二组, 状况: 空着, 整改期限: 2026-03-01, 改好日期: 2026-03-01}\n"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two villages of a town: one is in time, the other owes everything there is to owe."""
    root = tmp_path_factory.mktemp("owing")
    make_project(
        root,
        {
            "region.yml": COUNTY,
            "qinghe/region.yml": TOWN,
            "qinghe/inspections/2026-1.yml": BOARDS,
            "qinghe/shanghe/village.yml": JOINED,
            "qinghe/shanghe/finance/2026-02.yml": FEBRUARY,
            "qinghe/lianhua/village.yml": JOINED.replace("上河", "莲花"),
            "qinghe/lianhua/requests/2026-02.yml": REQUEST,
        },
    )
    commit_all(root, "2026-03-10")
    return root


def owed(root: Path, *arguments: str) -> str:
    done = run_here(root, "owed", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_longest_overdue_stands_first_and_what_is_there_is_not_owed(root: Path) -> None:
    lines = owed(root, "--as-of", "2026-04-01").splitlines()
    assert [line.split("  ")[0].strip() for line in lines[1:-1]] == ["清河镇莲花村"] * 3
    assert "整改：公开栏（村口）：被遮住" in lines[1]
    assert "2026-03-01  晚了 31 天" in lines[1]
    assert "2026 年 2 月 收支" in lines[2]
    assert "2026-03-15  晚了 17 天" in lines[2]
    assert "答复诉求 求1" in lines[3]
    assert "2026-04-03  还有 2 天" in lines[3]
    assert lines[-1].endswith("2 个村，2026 年 4 月 1 日：晚了的 2 项（1 个地方），今天起 7 天内到期的 1 项")


def test_what_falls_due_soon_is_told_as_many_days_ahead_as_are_asked_for(root: Path) -> None:
    assert "2026 年 3 月 收支" not in owed(root, "qinghe", "--as-of", "2026-04-01", "--ahead", "13")
    told = owed(root, "qinghe", "--as-of", "2026-04-01", "--ahead", "14", "--format", "群")
    assert "\n上河村：2026 年 3 月 收支（4 月 15 日到期，还有 14 天）\n" in told
    assert "今天到期" in owed(root, "qinghe/shanghe", "--as-of", "2026-04-15", "--ahead", "0")


def test_what_a_region_asked_of_one_village_is_told_of_this_village_alone(root: Path) -> None:
    assert "公开栏" in owed(root, "qinghe/lianhua", "--as-of", "2026-04-01")
    assert "公开栏" not in owed(root, "qinghe/shanghe", "--as-of", "2026-04-20")


def test_a_message_says_so_when_nothing_is_owed(root: Path) -> None:
    told = owed(root, "qinghe/shanghe", "--as-of", "2026-03-12", "--ahead", "0", "--format", "群")
    assert told == "【村务公开提醒】上河村，2026 年 3 月 12 日\n现在没有晚了的，也没有快到期的。\n"


def test_the_file_for_spreadsheets_has_the_same_rows_and_says_so(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "催办.csv"
    told = owed(root, "--as-of", "2026-04-01", "--format", "csv", "--out", str(out))
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert rows[0] == ["地方", "欠什么", "期限", "情况", "说明"]
    assert rows[2][:4] == ["清河镇莲花村", "2026 年 2 月 收支", "2026-03-15", "晚了 17 天"]
    assert len(rows) == 4
    assert "晚了的 2 项" in told


def test_a_place_with_errors_is_told_as_one_whose_debts_nobody_knows(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    write(copy, {"qinghe/shanghe/village.yml": JOINED.replace("加入日期: 2026-02-01", "加入日期: 昨天")})
    told = owed(copy, "qinghe", "--as-of", "2026-04-01")
    assert "记录里有 1 处错误，照以前没有错误的版本算；运行 cunwu check 看在哪里" in told


@pytest.mark.parametrize("arguments", [("nowhere",), ("--ahead", "-1"), ("--format", "pdf")])
def test_what_cannot_be_asked_is_answered_in_one_sentence(root: Path, arguments: tuple[str, ...]) -> None:
    done = run_here(root, "owed", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr
