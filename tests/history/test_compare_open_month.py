"""A month that is not due yet grows without a correction; afterwards every change of a figure needs one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cunwu.core.problem import Problem
from cunwu.history.change import ChangeKind
from cunwu.history.store import open_history
from cunwu.history.versions import compare_versions
from cunwu.rules.history import check_against_base
from cunwu.values.due import DEFAULT_DUE_DAY, due_day as due_day_of
from cunwu.values.period import Period
from support.projects import COUNTY, MARCH, VILLAGE, commit_all, make_project, write

LEDGER = "villages/shanghe/finance/2026-03.yml"
ATTENDANCE = "villages/shanghe/attendance/2026-03.yml"
VISITS = "villages/shanghe/visits/2026-03.yml"
WEEK = "月份: 2026-03\n人员:\n  - 编号: 考1\n    派驻: P01\n    驻村天数: 5\n    住村夜数: 4\n"
TWO_WEEKS = WEEK.replace("天数: 5", "天数: 10").replace("夜数: 4", "夜数: 8")
LISTED = WEEK.replace("驻村天数: 5", "驻村天数: 1") + "    在村日期:\n      - 2026-03-02\n"
GROWN = MARCH.replace("期末: 1500.00", "期末: 1400.00") + (
    "  - 编号: 002\n    日期: 2026-03-20\n    摘要: 买水管\n    科目: 公益支出\n    支出: 100.00\n    账户: 现金\n"
)
ROUND = "期间: 2026-03\n明细:\n  - 编号: 访1\n    日期: 2026-03\n    走访人: P01\n    对象: 困难户\n    户数: 6 户\n"


def codes(path: str, before: str, after: str, day: str, *, due_day: int | None = None) -> list[str]:
    def closed_on(_: str, period: Period) -> date:
        return due_day_of(period, due_day or DEFAULT_DUE_DAY)

    found: tuple[Problem, ...] = check_against_base(
        {path: before.encode()}, {path: after.encode()}, closed_on, date.fromisoformat(day)
    )
    return [problem.code for problem in found]


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (ATTENDANCE, WEEK, TWO_WEEKS),
        (ATTENDANCE, LISTED, LISTED.replace("数: 1\n", "数: 2\n") + "      - 2026-03-03\n"),
        (LEDGER, MARCH, GROWN),
        (VISITS, ROUND, ROUND.replace("6 户", "9 户")),
    ],
    ids=["more days", "more days listed", "a row and its balance", "more households"],
)
def test_an_unfinished_month_grows_until_its_due_day_and_no_longer(path: str, before: str, after: str) -> None:
    assert codes(path, before, after, "2026-03-20") == []
    assert codes(path, before, after, "2026-04-15") == []
    assert "HIS001" in codes(path, before, after, "2026-04-16")
    assert codes(path, before, after, "2026-04-20", due_day=25) == []


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (ATTENDANCE, TWO_WEEKS, WEEK),
        (ATTENDANCE, LISTED, LISTED.replace("03-02", "03-03")),
        (LEDGER, MARCH, MARCH.replace("期末: 1500.00", "期末: 1400.00")),
        (LEDGER, MARCH, GROWN.replace("收入: 300.00", "收入: 310.00")),
        (LEDGER, MARCH, GROWN.replace("期初: 1200.00", "期初: 1100.00")),
    ],
    ids=["fewer days", "another day", "a balance without a row", "an old row", "an opening"],
)
def test_what_does_not_grow_needs_a_correction_also_in_an_open_month(path: str, before: str, after: str) -> None:
    assert "HIS001" in codes(path, before, after, "2026-03-20")


def test_growth_is_told_as_progress() -> None:
    changes = compare_versions({ATTENDANCE: WEEK.encode()}, {ATTENDANCE: TWO_WEEKS.encode()})
    assert [(change.field, change.kind, change.before, change.after) for change in changes] == [
        ("住村夜数", ChangeKind.PROGRESS, "4", "8"),
        ("驻村天数", ChangeKind.PROGRESS, "5", "10"),
    ]


@pytest.mark.parametrize(("day", "kind"), [("2026-03-20", "PROGRESS"), ("2026-06-20", "UNEXPLAINED")])
def test_the_history_holds_growth_against_the_day_on_which_it_was_published(
    tmp_path: Path, day: str, kind: str
) -> None:
    project = make_project(tmp_path, {"region.yml": COUNTY, "shanghe/village.yml": VILLAGE})
    write(tmp_path, {"shanghe/attendance/2026-03.yml": WEEK})
    commit_all(tmp_path, "2026-03-08")
    write(tmp_path, {"shanghe/attendance/2026-03.yml": TWO_WEEKS})
    commit_all(tmp_path, day)
    history = open_history(tmp_path, project.cache)
    assert history is not None
    grown = [one.change.kind.name for one in history.of_place("shanghe").changes if one.change.field]
    assert grown == [kind, kind]
