"""What the rule of a meeting's kind wants beside what is stated, and what became of questions and decisions."""

from __future__ import annotations

import pytest

from support.rules_villages import said

HEAD = "编号: 2026-03-20\n种类: {}\n议题: 修路\n召开日期: 2026-03-20\n"


def held(sort: str, *lines: str) -> dict[str, str]:
    return {"meetings/2026-03-20.yml": HEAD.format(sort) + "".join(f"{line}\n" for line in lines)}


@pytest.mark.parametrize(
    ("present", "stated", "told"), [(24, "是", 0), (23, "是", 1), (23, "否", 0), (24, "否", 1), ("约24", "是", 0)]
)
def test_a_quorum_as_stated_is_held_against_the_one_that_is_counted(present: object, stated: str, told: int) -> None:
    lines = ("应到人数: 36", f"实到人数: {present}", f"到会够数: {stated}")
    assert len(said("MTG020", held("村民代表会议", *lines))) == told


@pytest.mark.parametrize(
    ("sort", "agreed", "passed", "told"),
    [
        ("村民代表会议", 15, "是", 1),
        ("村民代表会议", 16, "是", 0),
        ("村民代表会议", 16, "否", 1),
        ("党员大会", 18, "是", 1),
        ("党员大会", 19, "是", 0),
        ("两委会议", 1, "是", 0),
    ],
)
def test_without_a_threshold_that_of_the_law_holds(sort: str, agreed: int, passed: str, told: int) -> None:
    row = f"  - {{编号: 决1, 内容: 修路, 赞成: {agreed}, 通过: {passed}}}"
    assert len(said("MTG021", held(sort, "应到人数: 36", "实到人数: 30", "决议:", row))) == told


def test_a_threshold_that_is_written_is_left_to_its_own_rule() -> None:
    row = "  - {编号: 决1, 内容: 修路, 赞成: 15, 通过门槛: 到会过半, 通过: 是}"
    files = held("村民代表会议", "应到人数: 36", "实到人数: 30", "决议:", row)
    assert said("MTG021", files) == []
    assert len(said("MTG003", files)) == 1


@pytest.mark.parametrize(("step", "told"), [("党员大会审议", 1), ("村民代表会议决议", 1), ("两委商议", 0)])
def test_members_and_delegates_decide_their_step_only_when_enough_came(step: str, told: int) -> None:
    row = f"  - {{编号: 步1, 步骤: {step}, 日期: 2026-03-08, 应到: 30, 实到: 19}}"
    assert len(said("MTG022", held("村民代表会议", "四议两公开:", row))) == told


def test_what_is_handed_over_has_its_result_posted() -> None:
    project = "编号: 2026-路\n名称: 修路\n决策会议: 2026-03-20\n节点:\n  - {编号: 点1, 节点: 移交, 实际: 2026-06-02}\n"
    first = "  - {编号: 步1, 步骤: 党组织提议, 日期: 2026-03-08}"
    last = "  - {编号: 步6, 步骤: 实施结果公开, 日期: 2026-06-10}"
    records = {"projects/2026-lu.yml": project}
    assert said("MTG023", {**records, **held("村民代表会议", "四议两公开:", first)}) == [
        "项目「修路」2026 年 6 月 2 日已经移交，四议两公开没有写「实施结果公开」"
    ]
    assert said("MTG023", {**records, **held("村民代表会议", "四议两公开:", first, last)}) == []
    assert said("MTG023", {**records, **held("村民代表会议")}) == []


@pytest.mark.parametrize(("day", "told"), [("2026-03-10", 0), ("2026-03-11", 1)])
def test_an_assembly_is_called_ten_days_before(day: str, told: int) -> None:
    assert len(said("MTG024", held("村民会议", f"通知日期: {day}"))) == told
    assert said("MTG024", held("两委会议", f"通知日期: {day}")) == []


def test_what_is_asked_at_a_meeting_is_answered_and_what_is_carried_out_is_shown() -> None:
    assert len(said("MTG026", held("听证会", "提问:", "  - {编号: 问1, 问: 电费谁出}"))) == 1
    assert said("MTG026", held("听证会", "提问:", "  - {编号: 问1, 问: 电费谁出, 答复: 合作社}")) == []
    row = "  - {编号: 决1, 内容: 清沟, 通过: 是, 落实情况: 办完%s}"
    assert len(said("MTG027", held("两委会议", "决议:", row % ""))) == 1
    assert said("MTG027", held("两委会议", "决议:", row % ", 凭据: 收支 2026-04")) == []
