"""What was published by the settings of its day is no error by later ones, and what was owed then stays owed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support.clerk_repositories import VILLAGE
from support.commands import run_here
from support.march_records import MARCH
from support.proposals import codes
from support.requests import DAY, Desk

HERE = "villages/shanghe"
OWN = f"{HERE}/village.yml"
MONTH = f"{HERE}/attendance/2026-03.yml"
DAYS = "月份: 2026-03\n人员:\n  - 编号: 考1\n    派驻: P01\n    驻村天数: 22\n    住村夜数: 4\n"
POINTS = f"{HERE}/assessments/2025.yml"
ASSESSED = "编号: 2025\n谁: 驻村工作队\n期间: 2025\n等次: 优秀\n"
MARKS = "票数:\n  - 编号: 票1\n    评议方: 代表\n    等次: 优秀\n    票数: 9\n"
SETTINGS = "公开设置:\n  {}: {}\n"
CLOSED_OFF = {"CAD031", "ASM020"}


def told(desk: Desk, as_of: str = "2026-05-01") -> set[str]:
    staged = desk.check("--format", "json", as_of=as_of)
    plain = run_here(desk.root, "check", "--format", "json", "--as-of", as_of)
    shutil.rmtree(desk.root / ".cunwu", ignore_errors=True)
    return CLOSED_OFF & {*codes(staged), *codes(plain)}


@pytest.mark.parametrize(
    ("path", "text", "settings"),
    [
        (MONTH, DAYS, ("考勤公开", "公开", "不公开")),
        (POINTS, ASSESSED, ("考核公开", "全部", "不公开")),
        (POINTS, ASSESSED + MARKS, ("考核公开", "全部", "只公开结果")),
    ],
)
def test_what_was_published_before_it_was_closed_off_stays_and_what_comes_later_is_refused(
    tmp_path: Path, path: str, text: str, settings: tuple[str, str, str]
) -> None:
    word, shown, hidden = settings
    desk = Desk(tmp_path / "board", {OWN: VILLAGE + SETTINGS.format(word, shown), path: text})
    desk.git("checkout", "-q", "-b", "request")
    desk.put({OWN: VILLAGE + SETTINGS.format(word, hidden)})
    assert told(desk) == set()
    desk.put({path: text + "备注: 写法改过\n"})
    assert told(desk) == set(), "a later version of it tells no more"
    later = {"2026-03": "2026-04", "2025": "2024"}
    for old, new in later.items():
        path, text = path.replace(old, new), text.replace(old, new)
    desk.put({path: text})
    assert len(told(desk)) == 1


def test_points_that_are_added_after_they_were_closed_off_are_refused(tmp_path: Path) -> None:
    village = VILLAGE + SETTINGS.format("考核公开", "全部")
    desk = Desk(tmp_path / "board", {OWN: village, POINTS: ASSESSED})
    desk.put({OWN: village.replace("全部", "只公开结果")})
    desk.git("checkout", "-q", "-b", "request")
    desk.put({POINTS: ASSESSED + MARKS})
    assert told(desk) == {"ASM020"}


CLOSED = SETTINGS.format("考勤公开", "不公开")
OPEN = VILLAGE + SETTINGS.format("考勤公开", "公开")
MORE = "  - 编号: 考2\n    派驻: P02\n    驻村天数: 20\n"
CORRECTED = "更正:\n  - 编号: 更1\n    条目: 考1\n    字段: 驻村天数\n    原值: 22\n    新值: 20\n"
DECIDED = "    原因: 抄错\n    批准: 镇党委\n    日期: 2026-04-08\n"
LATER_NAME = f"{HERE}/attendance/2026-3.yml"
AFTER_IT_WAS_CLOSED: dict[str, tuple[dict[str, str | None], bool]] = {
    "renamed": ({MONTH: None, LATER_NAME: DAYS}, False),
    "renamed and written otherwise": ({MONTH: None, LATER_NAME: DAYS + "备注: 抄自登记簿\n"}, False),
    "corrected": ({MONTH: DAYS.replace("22", "20") + CORRECTED + DECIDED}, False),
    "a row is taken out": ({MONTH: DAYS.replace("    住村夜数: 4\n", "")}, False),
    "a cadre more": ({MONTH: DAYS + MORE}, True),
    "renamed, with a cadre more": ({MONTH: None, LATER_NAME: DAYS + MORE}, True),
    "another field": ({MONTH: DAYS + "    公务外出: 2\n"}, True),
    "a count that grew": ({MONTH: DAYS.replace("22", "23")}, True),
    "leave": ({MONTH: DAYS + "    请假:\n      - {编号: 假1, 种类: 事假, 天数: 2}\n"}, True),
    "another month in the same file": ({MONTH: DAYS.replace("2026-03", "2026-02")}, True),
}


@pytest.mark.parametrize("name", AFTER_IT_WAS_CLOSED)
def test_a_record_is_judged_by_the_day_its_content_was_told_whatever_its_file_is_called(
    tmp_path: Path, name: str
) -> None:
    files, is_refused = AFTER_IT_WAS_CLOSED[name]
    desk = Desk(tmp_path / "board", {OWN: OPEN, MONTH: DAYS})
    desk.put({OWN: VILLAGE + CLOSED})
    desk.git("checkout", "-q", "-b", "request")
    desk.put(files)
    assert told(desk) == ({"CAD031"} if is_refused else set())
    desk.git("checkout", "-q", "main")
    desk.git("merge", "-q", "--no-ff", "-m", "合并", "request")
    desk.put({f"{HERE}/notices/2026-05.yml": "编号: 2026-05\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n"})
    assert told(desk) == ({"CAD031"} if is_refused else set()), "it stays so after the request"


def test_a_request_says_what_is_missing_by_the_catalogue_of_each_due_day(tmp_path: Path) -> None:
    monthly = "加入日期: 2026-01-01\n公开设置:\n  公开目录:\n    - 编号: 收支\n      事项: 收支\n      周期: 月\n"
    desk = Desk(tmp_path / "board", {OWN: VILLAGE + monthly})
    desk.git("checkout", "-q", "-b", "request")
    desk.put({OWN: VILLAGE + monthly.replace("周期: 月", "周期: 年")})
    report = desk.check(as_of="2026-06-01").stdout
    assert "PUB001" in report
    assert "收支 2026-01 到 2026-04" in report.partition("PUB001")[2].partition("\n")[0]


LAID_DOWN = {
    "who signs": ("  签字要求: [民主理财小组, 负责人]\n", "  签字要求: [民主理财小组]\n"),
    "a limit": ("  审批限额:\n    - {编号: 一, 上限: 1000.00, 审批人: 村委会主任}\n", "5000.00"),
    "steps": ("  选派步骤: [资格审查, 竞聘演讲]\n", "  选派步骤: [资格审查]\n"),
    "a floor": ("  驻村天数下限: 20\n", "  驻村天数下限: 10\n"),
}


@pytest.mark.parametrize("name", LAID_DOWN)
def test_what_a_place_lays_down_is_told_and_needs_no_correction(tmp_path: Path, name: str) -> None:
    before, after = LAID_DOWN[name]
    after = after if after.startswith("  ") else before.replace("1000.00", after)
    desk = Desk(tmp_path / "board", {OWN: VILLAGE + "公开设置:\n" + before})
    desk.git("checkout", "-q", "-b", "request")
    desk.put({OWN: VILLAGE + "公开设置:\n" + after})
    assert codes(desk.check("--format", "json")) == ["HIS011"]


def test_an_order_of_signing_that_is_put_right_holds_for_the_months_before_the_board_alone(tmp_path: Path) -> None:
    order = "公开设置:\n  签字要求: [{}]\n"
    reviews = (
        "审核:\n  - {编号: 审1, 角色: 民主理财小组, 姓名: 孙某, 日期: 2026-06-02, 意见: 同意}\n"
        "  - {编号: 审2, 角色: 主管会计, 姓名: 何某, 日期: 2026-06-01, 意见: 已核对}\n"
    )
    before, after = (f"{HERE}/finance/{month}.yml" for month in ("2026-03", "2026-05"))
    books = {before: MARCH + reviews, after: MARCH.replace("2026-03", "2026-05") + reviews}
    desk = Desk(tmp_path / "board", {OWN: VILLAGE + order.format("民主理财小组, 主管会计"), **books})

    def out_of_order() -> list[str]:
        found = json.loads(run_here(desk.root, "check", "--format", "json", "--as-of", "2026-08-01").stdout)
        return [one["file"] for one in found["problems"] if one["code"] == "FIN029"]

    assert out_of_order() == [before, after]
    desk.time += 90 * DAY
    desk.put({OWN: VILLAGE + order.format("主管会计, 民主理财小组")})
    assert out_of_order() == [after]
