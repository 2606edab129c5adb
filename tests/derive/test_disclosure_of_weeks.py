"""What is disclosed week by week, and what a village owes that is no more."""

from __future__ import annotations

from datetime import date

import pytest

from cunwu.derive.disclosure import State
from cunwu.values.due import due_day
from cunwu.values.period import parse_period, week_of
from support.disclosure_boards import AS_OF, COUNTY, OWN, board_of, measured

WEEKLY = COUNTY.replace(
    "    - 编号: 二\n      事项: 走访\n      周期: 月\n", "    - 编号: 二\n      事项: 走访\n      周期: 周\n"
)


def visits(period: str) -> str:
    row = "  - 编号: 走1\n    日期: 不详\n    走访人: 村干部\n    对象: 脱贫户\n"
    return f"期间: {period}\n明细:\n{row}"


def test_a_week_runs_from_monday_to_sunday_and_is_due_a_week_later() -> None:
    week = week_of(date(2026, 3, 4))
    assert (week.kind, week.text) == ("week", "2026-03-02..2026-03-08")
    assert week.next().text == "2026-03-09..2026-03-15"
    assert week.previous().text == "2026-02-23..2026-03-01"
    assert due_day(week, 15) == date(2026, 3, 15)
    assert parse_period("2026-03-03..2026-03-09").kind == "range"


@pytest.mark.parametrize(
    ("when", "state"), [("2026-03-15", State.ON_TIME), ("2026-03-16", State.LATE), (None, State.MISSING)]
)
def test_what_is_disclosed_weekly_is_measured_week_by_week(when: str | None, state: State) -> None:
    files = {"visits/2026-03-02.yml": visits("2026-03-02..2026-03-08")} if when else {}
    dates = {("visit", "2026-03-02..2026-03-08"): when} if when else {}
    line = next(
        line
        for line in measured(board_of(files, county=WEEKLY), dates, AS_OF)["走访"].lines
        if line.period.text == "2026-03-02..2026-03-08"
    )
    assert (line.state, line.due) == (state, date(2026, 3, 15))


def test_a_village_that_is_no_more_owes_what_it_owed_until_then_and_nothing_after() -> None:
    def lines(own: str) -> list[str]:
        found = measured(board_of({}, own=own, county=COUNTY), {}, AS_OF)["走访"].lines
        return [line.period.text for line in found if line.state is State.MISSING]

    assert lines(OWN + "撤销日期: 2026-03\n并入: 下河村\n") == ["2026-03", "2026-02", "2026-01"]
    assert len(lines(OWN)) == 10
