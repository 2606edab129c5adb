"""What a check refuses, the story of the request never calls progress or an addition; one place decides for both."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from cunwu.history.store import open_history
from cunwu.pages.parts.changes import story_of
from support.clerk_repositories import VILLAGE
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.proposals import codes
from support.requests import NOTICE, Desk, Files

HERE = "villages/shanghe"
OWN = f"{HERE}/village.yml"
DAYS = f"{HERE}/attendance/2026-03.yml"
WEEK = "月份: 2026-03\n人员:\n  - 编号: 考1\n    派驻: P01\n    驻村天数: 22\n    住村夜数: 4\n"
ROW = "  - 编号: 002\n    日期: 2026-03-20\n    摘要: 买水管\n    科目: 公益支出\n    支出: 100.00\n    账户: 现金\n"
GROWN = MARCH.replace("期末: 880.00", "期末: 780.00") + ROW
POST = f"{HERE}/notices/2026-07.yml"
OPEN, CLOSED = "2026-04-15", "2026-04-16"


def told(desk: Desk, *arguments: str, as_of: str = CLOSED) -> str:
    done = run_here(desk.root, "diff", *arguments, "--as-of", as_of)
    assert done.returncode == 0, done.stderr
    return done.stdout


def proposed(tmp_path: Path, before: Files, after: Files) -> Desk:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE, **before})
    desk.git("checkout", "-q", "-b", "request")
    desk.put(after)
    return desk


@pytest.mark.parametrize("how", [("main", "request", "--merge"), ("main", "request"), ("main",)])
def test_days_that_grow_are_progress_until_the_month_is_closed_and_silent_afterwards(
    tmp_path: Path, how: tuple[str, ...]
) -> None:
    desk = proposed(tmp_path, {DAYS: WEEK}, {DAYS: WEEK.replace("22", "24")})
    assert "HIS001" not in codes(desk.check("--format", "json", as_of=OPEN))
    assert "进展 1 处" in told(desk, *how, as_of=OPEN)
    assert "HIS001" in codes(desk.check("--format", "json", as_of=CLOSED))
    assert "✕ 未说明的改动  " in told(desk, *how)
    assert "进展" not in told(desk, *how)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_a_row_slipped_into_closed_books_is_told_as_such_in_every_format(tmp_path: Path, form: str) -> None:
    desk = proposed(tmp_path, {LEDGER: MARCH}, {LEDGER: GROWN})
    assert codes(desk.check("--format", "json", as_of=CLOSED)) == ["HIS001", "HIS005"]
    said = told(desk, "main", "request", "--merge", "--format", form)
    assert "截止后补入没有说明" in said
    assert "未说明的改动" in said
    assert "进展" not in said
    assert "新增" not in said
    assert "截止" not in told(desk, "main", "request", "--merge", "--format", form, as_of=OPEN)


def test_the_lines_to_copy_make_the_row_a_late_entry(tmp_path: Path) -> None:
    desk = proposed(tmp_path, {LEDGER: MARCH}, {LEDGER: GROWN})
    pasted = re.findall(r"(?m)^ {8}(.*)$", told(desk, "main", "request", "--merge"))
    filled = "\n".join(pasted)
    for blank in ("写明为什么", "写明谁、在哪次会上同意"):
        filled = filled.replace(blank, "单据迟交")
    shutil.rmtree(desk.root / ".cunwu")  # the desk commits whatever lies there
    desk.put({LEDGER: f"{GROWN}{filled.replace('写明哪一天', '2026-04-16')}\n"})
    assert codes(desk.check("--format", "json", as_of=CLOSED)) == []
    assert "补录 1 处" in told(desk, "main", "request", "--merge")


def test_what_was_in_time_when_it_was_published_stays_so_when_somebody_looks_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE, LEDGER: MARCH})
    desk.put({LEDGER: GROWN})
    assert "新增 1 处" in told(desk, "main~1", "main", as_of="2026-09-01")


def test_a_correction_of_nothing_that_comes_with_a_new_record_is_told_as_refused(tmp_path: Path) -> None:
    note = (
        "更正:\n  - 编号: 更1\n    字段: 标题\n    原值: 发钱\n    新值: 修渠\n    原因: 写错\n"
        "    批准: 村委会\n    日期: 2026-04-08\n"
    )
    desk = proposed(tmp_path, {LEDGER: MARCH}, {POST: NOTICE + note})
    assert codes(desk.check("--format", "json")) == ["HIS010"]
    for form in ("text", "markdown", "html"):
        assert "检查通不过" in told(desk, "main", "request", "--merge", "--format", form)
    assert json.loads(told(desk, "main", "request", "--format", "json"))["refused"]


def test_a_number_used_again_for_another_thing_is_told_as_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE, POST: NOTICE})
    desk.put({POST: None})
    desk.git("checkout", "-q", "-b", "request")
    desk.put({POST: NOTICE.replace("修渠", "发钱")})
    assert codes(desk.check("--format", "json")) == ["HIS006"]
    assert "HIS006" in told(desk, "main", "request", "--merge")


@pytest.mark.parametrize(("days", "due_day"), [(40, ""), (15, ""), (1, "公开设置:\n  截止日: 5\n")])
def test_a_late_row_that_was_merged_all_the_same_stays_on_the_page_of_changes(
    tmp_path: Path, days: int, due_day: str
) -> None:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE + "加入日期: 2026-03-01\n" + due_day, LEDGER: MARCH})
    desk.time += days * 86_400
    desk.put({LEDGER: GROWN})
    history = open_history(desk.root, tmp_path / "cache")
    assert history is not None
    told = {one.change.kind.value: story_of(one.change) for one in history.told_below("shanghe")}
    assert told == {
        "截止后补入没有说明": "买水管，支出 100.00 元：截止以后才补入",
        "未说明的改动": "880.00 元 → 780.00 元（−100.00 元，−11.4%）",
    }


@pytest.mark.parametrize(("days", "due_day"), [(5, ""), (15, "公开设置:\n  截止日: 28\n")])
def test_a_row_that_came_before_the_due_day_of_its_place_is_simply_new(tmp_path: Path, days: int, due_day: str) -> None:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE + "加入日期: 2026-03-01\n" + due_day, LEDGER: MARCH})
    desk.time += days * 86_400
    desk.put({LEDGER: GROWN})
    history = open_history(desk.root, tmp_path / "cache")
    assert history is not None
    assert history.told_below("shanghe") == ()
    assert [one.change.kind.value for one in history.of_place("shanghe").changes][-2:] == ["新增", "进展"]


@pytest.mark.parametrize(("before", "after"), [(MARCH, GROWN), (MARCH, MARCH.replace("320.00", "330.00"))])
def test_the_lines_to_copy_do_not_pass_as_they_are_printed(tmp_path: Path, before: str, after: str) -> None:
    desk = proposed(tmp_path, {LEDGER: before}, {LEDGER: after})
    pasted = "\n".join(re.findall(r"(?m)^ {8}(.*)$", told(desk, "main", "request", "--merge")))
    shutil.rmtree(desk.root / ".cunwu", ignore_errors=True)
    desk.put({LEDGER: f"{after}{pasted.replace('写明哪一天', '2026-04-16')}\n"})
    assert "REC047" in codes(desk.check("--format", "json", as_of=CLOSED))


def test_a_reason_that_was_left_open_may_be_written_later_and_nothing_else_changes(tmp_path: Path) -> None:
    note = "补录:\n  - 编号: 补1\n    条目: 002\n    原因: 写明为什么\n    批准: 监委会\n    日期: 2026-04-16\n"
    desk = proposed(tmp_path, {LEDGER: GROWN + note}, {LEDGER: GROWN + note.replace("写明为什么", "单据迟交")})
    assert codes(desk.check("--format", "json", as_of=CLOSED)) == []
    desk.put({LEDGER: GROWN + note.replace("写明为什么", "单据迟交").replace("002", "001")})
    shutil.rmtree(desk.root / ".cunwu", ignore_errors=True)
    assert "HIS004" in codes(desk.check("--format", "json", as_of=CLOSED))


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_what_changes_outside_the_records_is_named_where_no_record_changes(tmp_path: Path, form: str) -> None:
    desk = proposed(tmp_path, {LEDGER: MARCH}, {"theme/board/x.html": "", "mkdocs.yml": "site_name: x\n"})
    said = told(desk, "main", "request", "--merge", "--format", form).replace("&#46;", ".").replace("&#47;", "/")
    assert "mkdocs.yml、theme/board/x.html" in said
    assert "改的是：mkdocs.yml、theme/board/x.html；没有检查任何记录" in desk.check().stdout
