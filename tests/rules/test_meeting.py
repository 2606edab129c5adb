"""Meetings of the village, of a group and of the collective: who must be there, and how many must agree."""

from __future__ import annotations

import pytest

from support.rules_villages import said

LEVY = "编号: 2026-筹1\n名称: 修路\n期间: 2026\n会议: 2026-03-20\n筹资:\n  应筹: 900.00\n"


def meeting(sort: str, expected: int, present: int, agreed: int, *, passed: str = "是") -> dict[str, str]:
    text = (
        f"编号: 2026-03-20\n种类: {sort}\n议题: 讨论\n召开日期: 2026-03-20\n应到人数: {expected}\n实到人数: {present}\n"
        f"决议:\n  - {{编号: 决1, 内容: 修路, 赞成: {agreed}, 通过: {passed}}}\n"
    )
    return {"meetings/2026-03-20.yml": text}


@pytest.mark.parametrize("sort", ["村民代表会议", "村民小组会议", "党员大会", "成员大会", "成员代表大会"])
def test_two_thirds_must_be_there(sort: str) -> None:
    assert said("MTG004", meeting(sort, 30, 20, 20)) == []
    assert said("MTG004", meeting(sort, 30, 19, 19)) == [
        f"{sort}应到 30 人，实到 19 人，不到三分之二，却写了通过的决议"
    ]
    assert said("MTG004", meeting(sort, 30, 19, 19, passed="否")) == []


def test_more_than_half_must_be_at_the_meeting_of_the_villagers() -> None:
    assert said("MTG004", meeting("村民会议", 30, 16, 16)) == []
    assert len(said("MTG004", meeting("村民会议", 30, 15, 15))) == 1


@pytest.mark.parametrize(("sort", "who"), [("成员大会", "成员"), ("成员代表大会", "成员代表")])
def test_the_collective_decides_by_two_thirds_of_all(sort: str, who: str) -> None:
    assert said("MTG008", meeting(sort, 31, 31, 21)) == []
    assert said("MTG008", meeting(sort, 31, 31, 20)) == [
        f"决议 决1 赞成 20 票；{sort}作决定要全体{who}三分之二以上同意，31 人的三分之二是 21 人"
    ]
    assert said("MTG008", meeting(sort, 31, 31, 20, passed="否")) == []


def test_the_village_decides_by_those_who_came() -> None:
    assert said("MTG008", meeting("村民代表会议", 31, 31, 16)) == []


@pytest.mark.parametrize("sort", ["村民会议", "村民代表会议", "村民小组会议"])
def test_a_8_a_meeting_of_a_villagers_group_is_the_basis_of_a_levy(sort: str) -> None:
    assert said("LEV011", {**meeting(sort, 30, 24, 24), "levies/2026.yml": LEVY}) == []


def test_a_meeting_of_the_committees_is_still_no_basis_of_a_levy() -> None:
    assert said("LEV011", {**meeting("两委会议", 30, 24, 24), "levies/2026.yml": LEVY}) == [
        "筹资筹劳的会议「2026-03-20」是两委会议，不是村民会议、村民代表会议或者村民小组会议"
    ]


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("应到人数: 30\n", "应到人数"),
        ("实到人数: 20\n", "实到人数"),
        ("应到人数: 30\n实到人数: 20\n", "应到人数和实到人数"),
    ],
)
def test_a_decision_of_whose_quorum_nothing_is_known_is_told_to_staff(line: str, missing: str) -> None:
    def held(sort: str, passed: str = "是", more: str = "") -> list[str]:
        ((path, text),) = meeting(sort, 30, 20, 20, passed=passed).items()
        return said("MTG031", {path: text.replace(line, more)})

    assert held("村民代表会议") == [f"村民代表会议写了通过的决议，没有写{missing}：到会够不够数，看不出来"]
    assert held("村民代表会议", passed="否") == held("村民代表会议", more="到会够数: 是\n") == held("两委会议") == []
