"""What leaves the board though nobody corrected it: totals, refusals, words; each way was tried once and worked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.clerk_repositories import COUNTY, VILLAGE
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.requests import Desk, Move

OWN, TOP = "villages/shanghe/village.yml", "villages/region.yml"
REAL = COUNTY.replace("演示: 是\n", "")
YES = "演示: 是\n"
DECIDED = "    原因: 试用时录的示例，没有标明\n    批准: 2026-04-08 县政府\n    日期: 2026-04-08\n"
NOTE = "  - 编号: 更{number}\n{item}    字段: 演示\n    原值: {before}\n    新值: {after}\n" + DECIDED


def note(before: str, after: str, number: int = 1, name: str = "上河村") -> str:
    item = f"    条目: {name}\n" if name else ""
    return NOTE.format(number=number, item=item, before=before, after=after)


# --- 演示 -------------------------------------------------------------------------------------------------------------


def desk(root: Path, region: str = REAL, village: str = VILLAGE) -> Desk:
    return Desk(root, {TOP: region, OWN: village, LEDGER: MARCH})


@pytest.mark.parametrize(("before", "after"), [("", YES), (YES, "")])
def test_a_village_whose_books_are_published_does_not_begin_or_cease_to_be_a_demonstration(
    tmp_path: Path, before: str, after: str
) -> None:
    assert desk(tmp_path / "board", village=VILLAGE + before).request(Move({OWN: VILLAGE + after})) == ("HIS030",)


@pytest.mark.parametrize(("before", "after"), [("", YES), (YES, "")])
def test_nor_does_the_county_above_it(tmp_path: Path, before: str, after: str) -> None:
    assert desk(tmp_path / "board", REAL + before).request(Move({TOP: REAL + after})) == ("HIS030",)


def test_the_place_above_may_say_so_and_each_turn_needs_its_own_word(tmp_path: Path) -> None:
    board = desk(tmp_path / "board")
    said = REAL + "更正:\n" + note("否", "是")
    assert board.request(Move({OWN: VILLAGE + YES, TOP: said})) == ("HIS011",)
    assert board.request(Move({OWN: VILLAGE})) == ("HIS030",)
    assert board.request(Move({OWN: VILLAGE, TOP: said + note("是", "否", 2)})) == ("HIS011",)
    assert board.request(Move({OWN: VILLAGE + YES})) == ("HIS030",)


def test_the_village_cannot_say_so_itself_and_the_top_says_it_of_itself(tmp_path: Path) -> None:
    own = "更正:\n" + note("否", "是", name="")
    assert "HIS030" in desk(tmp_path / "1").request(Move({OWN: VILLAGE + YES + own}))
    assert "HIS030" not in desk(tmp_path / "2").request(Move({TOP: REAL + YES + own}))


def test_a_word_about_a_village_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert desk(tmp_path / "board").request(Move({TOP: REAL + "更正:\n" + note("否", "是", name="下河村")})) == (
        "REC014",
    )


def test_inside_a_demonstration_the_mark_of_a_village_decides_nothing(tmp_path: Path) -> None:
    assert desk(tmp_path / "board", COUNTY).request(Move({OWN: VILLAGE + YES})) == ("HIS011",)


# --- opinions ---------------------------------------------------------------------------------------------------------

REVIEWED = MARCH + (
    "审核:\n  - 编号: 审1\n    角色: 民主理财小组\n    姓名: 王某\n    日期: 2026-04-05\n    意见: {}\n"
)
AGREED = (
    "更正:\n  - 编号: 更1\n    条目: 审1\n    字段: 意见\n    原值: 不同意，单据没有原件\n    新值: 同意公布\n"
    "    原因: 原件补来了\n    批准: 2026-04-08 村务监督委员会\n    日期: 2026-04-08\n"
)


def test_a_refusal_that_is_corrected_into_a_consent_stays_irregular_with_both_sentences(tmp_path: Path) -> None:
    board = Desk(tmp_path / "board", {OWN: VILLAGE, LEDGER: REVIEWED.format("不同意，单据没有原件")})
    assert board.request(Move({LEDGER: REVIEWED.format("同意公布") + AGREED})) == ("FIN045",)
    done = run_here(board.root, "check", "--format", "json", "--as-of", "2026-04-20")
    (found,) = json.loads(done.stdout)["problems"]
    assert found["message"] == ("民主理财小组王某没有同意：不同意，单据没有原件（2026-04-08 更正为「同意公布」）")


# --- what the messages say --------------------------------------------------------------------------------------------

LIMIT = "公开设置:\n  审批限额:\n    - 编号: 限1\n      上限: {}\n      审批人: 村委会主任\n"
POSTED = "villages/shanghe/notices/2026-07.yml"
NOTICE = "编号: 2026-07\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n正文: |-\n"
NOTICE += "  三月修渠。\n\n  每户出{}个工。\n\n  自带工具。\n"


def test_a_limit_that_is_lowered_is_a_setting_and_no_sum_that_falls(tmp_path: Path) -> None:
    board = Desk(tmp_path / "board", {TOP: REAL + LIMIT.format("50000.00"), OWN: VILLAGE})
    assert board.request(Move({TOP: REAL + LIMIT.format("5000.00")})) == ("HIS011",)


def test_of_a_text_in_paragraphs_the_lines_that_differ_are_told_in_words(tmp_path: Path) -> None:
    board = Desk(tmp_path / "board", {OWN: VILLAGE, POSTED: NOTICE.format("一")})
    board.git("checkout", "-q", "-b", "request")
    board.put({POSTED: NOTICE.format("两")})
    said = board.check().stdout
    assert "HIS001 「正文」公布过的是 ……「每户出一个工。」……，现在是 ……「每户出两个工。」……，没有写更正" in said
    assert "U+000A" not in said


def test_of_two_ledgers_with_common_days_the_one_that_came_later_is_at_fault(tmp_path: Path) -> None:
    quarter = "villages/shanghe/finance/2026-Q1.yml"
    board = Desk(tmp_path / "board", {OWN: VILLAGE, LEDGER: MARCH})
    board.git("checkout", "-q", "-b", "request")
    board.put({quarter: MARCH.replace("2026-03\n", "2026-Q1\n")})
    for arguments in (("--base", "main"), ()):
        done = run_here(board.root, "check", "--format", "json", "--as-of", "2026-04-20", *arguments)
        told = [one["file"] for one in json.loads(done.stdout)["problems"] if one["code"] == "FIN027"]
        assert told == [quarter], arguments
