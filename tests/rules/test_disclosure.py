"""PUB: what is due and not there is said once for a village, and what a place promises is held to what is above it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from cunwu.core.problem import Problem
from cunwu.records.board import Board, read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.rules.checker import check_all, check_board
from support.disclosure_boards import AS_OF, COUNTY, JOINED, OWN, VILLAGE, Texts, board_of, ledger, meeting, zero

ROOT = Path(__file__).resolve().parents[2]


def found(board: Board, code: str, as_of: date = AS_OF) -> list[Problem]:
    return [problem for problem in check_board(board, as_of) if problem.code == code]


def messages(board: Board, code: str, as_of: date = AS_OF) -> list[str]:
    return [problem.message for problem in found(board, code, as_of)]


# --- PUB001 --------------------------------------------------------------------------------------------------------

SOME = {
    **{f"finance/2026-{month:02}.yml": ledger(f"2026-{month:02}") for month in (1, 2, 4, 6, 7, 8, 9)},
    **{f"meetings/{number}.yml": meeting(day) for number, day in enumerate(("2026-02-03", "2026-05-03", "2026-08-03"))},
    "notices/ling.yml": zero("走访", "2026-01-01..2026-08-31"),
}


def test_everything_missing_in_a_village_is_one_problem_at_its_own_file() -> None:
    (problem,) = found(board_of(SOME), "PUB001")
    assert problem.message == "到期还没有公开：收支 2026-03、2026-05、2026-10；走访 2026-09、2026-10"
    assert (problem.file, problem.spot.line, problem.is_error) == (f"villages/{VILLAGE}/village.yml", 1, False)


def test_three_periods_in_a_row_are_told_as_one_stretch() -> None:
    (message,) = messages(board_of({}), "PUB001")
    assert message == "到期还没有公开：收支 2026-01 到 2026-10；走访 2026-01 到 2026-10；会议 2026-Q1 到 2026-Q3"


def test_only_the_last_twelve_months_are_told() -> None:
    (message,) = messages(board_of({}, own=OWN.replace("2026-01-01", "2020-01-01")), "PUB001")
    assert "收支 2025-11 到 2026-10" in message


def test_the_book_that_is_missing_is_named() -> None:
    records = {**SOME, "finance/wei.yml": ledger("2026-09", "村委会")}
    (message,) = messages(board_of({**records, "finance/2026-10.yml": ledger("2026-10")}), "PUB001")
    assert "收支 2026-03、2026-05、2026-10（缺村委会）" in message


@pytest.mark.parametrize(
    ("own", "as_of"),
    [
        (OWN.replace(JOINED, ""), "2026-11-20"),
        (OWN, "2026-02-15"),
        (OWN.replace("2026-01-01", "2026-11-01"), "2026-11-20"),
    ],
    ids=["has not joined", "not due yet", "joined too late to owe anything"],
)
def test_nothing_is_missing_that_is_not_owed(own: str, as_of: str) -> None:
    assert messages(board_of({}, own=own), "PUB001", date.fromisoformat(as_of)) == []


def test_what_cannot_be_read_may_be_what_is_missing() -> None:
    files = {
        "region.yml": COUNTY,
        f"{VILLAGE}/village.yml": OWN,
        f"{VILLAGE}/finance/2026-03.yml": "账套: [没写完\n",
    }
    place = read_outline(Texts(files)).find(VILLAGE)
    assert place is not None
    (message,) = messages(read_board(Texts(files), place), "PUB001")
    assert "收支" not in message
    assert "走访 2026-01 到 2026-10" in message


# --- PUB002 --------------------------------------------------------------------------------------------------------


def posted(period: str, day: str) -> Mapping[str, str]:
    return {"finance/1.yml": ledger(period, "合作社", "公布:", f"  日期: {day}", "  地点: 公开栏")}


@pytest.mark.parametrize(
    ("period", "day", "rhythm", "late"),
    [
        ("2026-09", "2026-10-15", "月", None),
        ("2026-09", "2026-10-16", "月", 1),
        ("2026-07", "2026-08-20", "月", 5),
        ("2026-06", "2026-11-01", "月", None),
        ("2026-08", "2026-10-15", "季", None),
        ("2026-08", "2026-10-20", "季", 5),
        ("2026-09", "2026-11-16", "随时", None),
    ],
    ids=[
        "on the due day",
        "a day late",
        "97 days ago",
        "128 days ago",
        "quarterly",
        "late by the quarter",
        "at any time",
    ],
)
def test_a_day_of_posting_after_the_due_day_is_pointed_out_while_it_is_fresh(
    period: str, day: str, rhythm: str, late: int | None
) -> None:
    board = board_of(posted(period, day), county=COUNTY.replace("周期: 月", f"周期: {rhythm}", 1))
    told = messages(board, "PUB002")
    assert [message.rpartition("，")[2] for message in told] == ([f"晚 {late} 天"] if late else [])


def test_before_joining_nothing_was_posted_late() -> None:
    assert (
        messages(board_of(posted("2026-09", "2026-11-01"), own=OWN.replace("2026-01-01", "2026-10-01")), "PUB002") == []
    )
    assert messages(board_of(posted("2026-09", "2026-11-01"), own=OWN.replace(JOINED, "")), "PUB002") == []


# --- PUB003 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "contradicts"),
    [
        ({"meetings/1.yml": meeting("2026-02-03"), "notices/1.yml": zero("会议", "2026-Q1")}, True),
        ({"meetings/1.yml": meeting("2026-04-03"), "notices/1.yml": zero("会议", "2026-Q1")}, False),
        ({"finance/1.yml": ledger("2026-Q1"), "notices/1.yml": zero("收支", "2026-02")}, True),
        (
            {
                "finance/1.yml": ledger("2026-Q1").partition("明细:")[0].replace("5.00", "0.00"),
                "notices/1.yml": zero("收支", "2026-02"),
            },
            False,
        ),
        ({"meetings/1.yml": meeting("2026-02-03"), "notices/1.yml": zero("会议", "2026-Q1") + "备注: 补开\n"}, True),
        ({"notices/1.yml": zero("公告", "2026-04")}, False),
        ({"projects/1.yml": "编号: 1\n名称: 路灯\n", "notices/1.yml": zero("项目", "2026-04")}, False),
    ],
    ids=["inside", "outside", "around", "an empty ledger", "with a remark", "the report itself", "what has no date"],
)
def test_a_zero_report_beside_records_is_pointed_out(records: Mapping[str, str], *, contradicts: bool) -> None:
    assert bool(messages(board_of(records), "PUB003")) is contradicts


# --- what a place promises -----------------------------------------------------------------------------------------


def catalogue(*items: tuple[str, str], more: str = "") -> str:
    listed = "".join(
        f"    - 编号: {n}\n      事项: {item}\n      周期: {rhythm}\n" for n, (item, rhythm) in enumerate(items)
    )
    return f"{OWN}公开设置:\n{more}  公开目录:\n{listed}"


ALL = (("收支", "月"), ("走访", "月"), ("会议", "季"), ("项目", "随时"))


@pytest.mark.parametrize(
    ("items", "less"),
    [
        (ALL, None),
        ((*ALL, ("考勤", "月")), None),
        ((ALL[0], ALL[1], ("会议", "月"), ("项目", "季")), None),
        (ALL[:2], "没有会议；没有项目"),
        ((("收支", "季"), *ALL[1:]), "收支由「月」改成「季」"),
        ((*ALL[:2], ("会议", "随时"), ALL[3]), "会议由「季」改成「随时」"),
        ((("收支", "年"), *ALL[1:]), None),
    ],
    ids=["the same", "more", "more often", "left out", "less often", "at any time", "told by PUB004"],
)
def test_a_place_may_promise_more_than_the_one_above_and_not_less(
    items: tuple[tuple[str, str], ...], less: str | None
) -> None:
    expected = [f"公开目录比上级（示例县）的少：{less}"] if less else []
    assert messages(board_of({}, own=catalogue(*items)), "PUB006") == expected


@pytest.mark.parametrize(("rhythm", "told"), [("月", 0), ("季", 0), ("年", 1), ("随时", 1)])
def test_accounts_are_due_once_a_quarter_at_least(rhythm: str, told: int) -> None:
    assert len(messages(board_of({}, own=catalogue(("收支", rhythm), *ALL[1:])), "PUB004")) == told


@pytest.mark.parametrize(("day", "wrong"), [(0, True), (1, False), (31, False), (32, True), (999, True)])
def test_a_due_day_is_a_day_of_a_month(day: int, *, wrong: bool) -> None:
    board = board_of({}, own=f"{OWN}公开设置:\n  截止日: {day}\n")
    assert [problem.is_error for problem in found(board, "PUB005")] == ([True] if wrong else [])


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (f"{OWN}公开设置:\n  周期: 季\n", 1),
        (f"{OWN}公开设置:\n  周期: 月\n", 0),
        (catalogue(("收支", "季"), *ALL[1:], more="  周期: 季\n"), 0),
        (catalogue(*ALL, more="  周期: 季\n"), 1),
    ],
    ids=["against the catalogue above", "as above", "as its own", "against its own"],
)
def test_how_often_accounts_are_due_is_said_alike(own: str, told: int) -> None:
    assert len(messages(board_of({}, own=own), "PUB007")) == told


def test_an_item_that_stands_twice_is_an_error() -> None:
    (problem,) = found(board_of({}, own=catalogue(*ALL, ("收支", "季"))), "PUB008")
    assert (problem.is_error, problem.line_text.strip()) == (True, "事项: 收支")


# --- what we ship --------------------------------------------------------------------------------------------------


LESS = (
    "公开目录比上级（清河镇）的少：没有派驻；没有考勤；没有走访；没有实事；没有村庄规划、建设等重要事项；"
    "没有误工补贴人员和标准；一共 35 项没有；收支由「月」改成「季」"
)
WAIVED = (
    "清河镇准许到 2026 年 12 月 31 日：村小账少，又没有派驻干部，先按季公开，2027 年起改按月"
    "（批准：2026-11-02 清河镇党政联席会议）"
)


def test_the_demonstration_county_is_told_what_it_owes_and_nothing_else() -> None:
    source = FolderSource(ROOT)
    problems = [
        (verdict.place.name, problem.code, problem.message, problem.answer)
        for verdict in check_all(source, read_outline(source), AS_OF, "yanshi")
        for problem in verdict.problems
        if problem.code.startswith("PUB")
    ]
    assert problems == [
        ("大田村", "PUB001", "到期还没有公开：收支 2026-10", ""),
        ("竹溪村", "PUB006", LESS, WAIVED),
    ]
