"""What places above learn of a village's timeliness: small, without records, and adding up."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from datetime import date

import pytest

from cunwu.derive.disclosure import State
from cunwu.derive.summary import Summary, Tally, derive_summary, lines_of_the_year, roll_up
from support.disclosure_boards import AS_OF, OWN, board_of
from support.disclosure_summaries import RECORDS, disclosures_of, summary_of


def timely(tally: Tally) -> Mapping[str, int]:
    return {name: getattr(tally, name) for name in ("due", "on_time", "late", "missing", "untimed")}


def test_every_period_that_fell_due_is_in_time_late_or_missing() -> None:
    tally = summary_of().tally
    # accounts 10, visits 10, meetings 3
    assert timely(tally) == {"due": 23, "on_time": 8, "late": 2, "missing": 13, "untimed": 0}
    assert tally.due == tally.on_time + tally.late + tally.missing


def test_the_lists_tell_what_came_late_and_what_is_missing() -> None:
    overdue = [(line.item, line.period.text, line.state, line.days) for line in summary_of().overdue]
    assert [one for one in overdue if one[2] is not State.MISSING] == [
        ("收支", "2026-05", State.LATE, 3),
        ("走访", "2026-03", State.ZERO, 1),
    ]
    assert overdue[0] == ("收支", "2026-10", State.MISSING, 5)
    assert len(overdue) == 15


def test_a_year_later_lateness_has_left_the_year_and_what_is_missing_is_missing_still() -> None:
    early, late = summary_of(), summary_of(as_of=date(2027, 11, 20))
    assert [line.period.text for line in late.overdue if line.is_late] == []
    assert late.tally.missing > early.tally.missing
    assert late.tally.due == 28  # two items a month, one a quarter
    assert late.tally.missing > len(late.overdue)


@pytest.mark.parametrize(
    ("as_of", "oldest", "newest"),
    [
        ("2026-11-15", "2025-10", "2026-09"),
        ("2026-11-16", "2025-11", "2026-10"),
        ("2026-03-31", "2025-03", "2026-02"),
        ("2028-02-29", "2027-02", "2028-01"),
    ],
)
def test_the_year_ends_yesterday_and_has_twelve_months(as_of: str, oldest: str, newest: str) -> None:
    board = board_of(RECORDS, own=OWN.replace("2026-01-01", "2024-01-01"))
    accounts = disclosures_of(board, date.fromisoformat(as_of))[0]
    told = [line.period.text for line in lines_of_the_year(accounts, date.fromisoformat(as_of))]
    assert (told[-1], told[0], len(told)) == (oldest, newest, 12)


@pytest.mark.parametrize("as_of", [AS_OF, date(2026, 10, 20)], ids=["something missing", "something there"])
def test_a_summary_is_small_enough_to_travel_and_carries_no_record(as_of: date) -> None:
    summary = summary_of(as_of=as_of)
    sent = pickle.dumps(summary)
    assert len(sent) < 8000
    back = pickle.loads(sent)  # noqa: S301 - our own
    assert back == summary
    lines = [*back.overdue, *(line for one in back.disclosures for line in one.lines)]
    assert [line.record for line in lines if line.record is not None] == []
    assert [one.newest_record for one in back.disclosures if one.newest_record is not None] == []


def test_a_summary_keeps_the_current_period_of_each_item() -> None:
    board = board_of(RECORDS)
    whole, kept = disclosures_of(board), summary_of().disclosures
    assert [(one.item, one.state) for one in kept] == [(one.item, one.state) for one in whole]
    assert [one.lines for one in kept] == [
        (one.current.without_record,) if one.current is not None else () for one in whole
    ]


def test_without_history_nobody_is_said_to_be_in_time() -> None:
    tally = derive_summary(board_of(RECORDS), AS_OF, held=False).tally
    assert timely(tally) == {"due": 23, "on_time": 0, "late": 0, "missing": 13, "untimed": 10}


@pytest.mark.parametrize(("status", "is_open"), [("在建", 1), ("停工", 1), ("完工", 0), ("移交", 0)])
def test_a_project_whose_works_are_finished_is_not_unfinished(status: str, is_open: int) -> None:
    project = f"编号: 2026-路灯\n名称: 路灯\n状态: {status}\n"
    tally = derive_summary(board_of({"projects/2026-路灯.yml": project}), AS_OF, held=False).tally
    assert (tally.projects, tally.projects_open) == (1, is_open)


def test_totals_are_the_sum_of_what_lies_below() -> None:
    village = summary_of()
    empty = Summary("", "县", False, True, (), (), Tally(), held=False, as_of=AS_OF)  # noqa: FBT003
    town = roll_up(empty, [village, village])
    county = roll_up(empty, [town, village])
    assert timely(county.tally) == {name: 3 * count for name, count in timely(village.tally).items()}
    assert county.overdue == ()
