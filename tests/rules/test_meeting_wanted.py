"""What needs a meeting and names none, who is expected at the party's meeting, what votes of trust come to."""

from __future__ import annotations

import pytest

from support.rules_villages import COUNTY, VILLAGE, said

TIERS = {"region.yml": COUNTY + "公开设置:\n  审批限额:\n    - {编号: 一档, 上限: 5000.00, 审批人: 村两委会议}\n"}
HELD = {"meetings/1.yml": "编号: 会1\n种类: 村民代表会议\n议题: 预算\n召开日期: 2026-01-10\n"}

# --- BUD010, BEN020 ---


@pytest.mark.parametrize(
    ("book", "period", "meeting", "many"),
    [
        ("合作社", "2026", "", 1),
        ("合作社", "2026", "会议: 会1\n", 0),
        ("村委会", "2026", "", 0),
        ("合作社", "2025", "", 0),
    ],
)
def test_the_members_of_the_collective_approve_its_budget(book: str, period: str, meeting: str, many: int) -> None:
    files = HELD | {f"budgets/{period}.yml": f"账套: {book}\n期间: {period}\n{meeting}"}
    assert len(said("BUD010", files)) == many


@pytest.mark.parametrize(
    ("sort", "more", "many"),
    [
        ("分红", "", 1),
        ("光伏收益", "", 1),
        ("公益性岗位", "", 1),
        ("分红", "会议: 会1\n", 0),
        ("公益性岗位", "依据: 县里的名单\n", 0),
        ("低保", "", 0),
    ],
)
def test_what_the_village_shares_out_itself_is_decided_by_a_meeting(sort: str, more: str, many: int) -> None:
    files = HELD | {"benefits/2026.yml": f"编号: 补1\n名称: 补助\n种类: {sort}\n期间: 2026\n{more}"}
    assert len(said("BEN020", files)) == many


# --- CTR011: contracts of both directions ---


@pytest.mark.parametrize(
    ("sort", "more", "told"),
    [
        ("采购", "", ["没有写「会议」"]),
        ("服务", "方式: 询价\n", ["没有写「会议」"]),
        ("采购", "会议: 会1\n", []),
        ("施工", "项目: 路\n", []),
        ("出租", "", ["没有写「方式」和「会议」"]),
    ],
)
def test_a_great_contract_names_the_meeting_that_agreed(sort: str, more: str, told: list[str]) -> None:
    project = {"projects/1.yml": "编号: 路\n名称: 修路\n"}
    contract = {"contracts/1.yml": f"编号: 合1\n名称: 合同\n种类: {sort}\n总价: 5000.01\n{more}"}
    assert [one.rpartition("，")[2] for one in said("CTR011", TIERS | HELD | project | contract)] == told
    assert said("CTR011", HELD | project | contract) == []


# --- PRJ017: above the budget ---


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", ["审定价 180.00 元，是预算 100.00 元的 180.0%，没有写合同价，也没有「变更」"]),
        ("变更:\n  - {编号: 变1, 日期: 2026-05-01, 原因: 加宽, 金额: 80.00, 批准: 会1}\n", []),
        (
            "变更:\n  - {编号: 变1, 日期: 2026-05-01, 原因: 加宽, 金额: 5.00, 批准: 会1}\n",
            ["审定价 180.00 元，是预算 100.00 元的 180.0%，没有写合同价，「变更」一共 5.00 元"],
        ),
    ],
)
def test_changes_explain_no_more_than_they_come_to(more: str, told: list[str]) -> None:
    files = {"projects/1.yml": f"编号: 路\n名称: 修路\n金额: {{预算: 100.00, 审定: 180.00}}\n{more}"}
    assert said("PRJ017", files) == told


@pytest.mark.parametrize(("price", "many"), [("180.00", 0), ("170.00", 1), ("不详", 0)])
def test_a_contract_that_is_registered_by_itself_counts_as_one(price: str, many: int) -> None:
    files = {
        "projects/1.yml": "编号: 路\n名称: 修路\n金额: {预算: 100.00, 审定: 180.00}\n",
        "contracts/1.yml": "编号: 合1\n名称: 施工\n种类: 施工\n项目: 路\n"
        + (f"总价: {price}\n" if price != "不详" else ""),
    }
    assert len(said("PRJ017", files)) == many


# --- MTG030: who is expected ---

PARTY = {"village.yml": VILLAGE + "党员: 46 人\n"}


def called(expected: str, held: str = "2026-06-22", sort: str = "党员大会") -> dict[str, str]:
    text = f"编号: 会2\n种类: {sort}\n议题: 审议\n召开日期: {held}\n应到人数: {expected}\n实到人数: {expected}\n"
    return {"meetings/2.yml": text}


@pytest.mark.parametrize(("expected", "many"), [("46", 0), ("42", 0), ("41", 1), ("50", 0), ("51", 1), ("约41", 0)])
def test_about_as_many_are_expected_as_there_are_members(expected: str, many: int) -> None:
    assert len(said("MTG030", PARTY | called(expected))) == many
    assert said("MTG030", called(expected)) == []


def test_meetings_of_others_and_of_former_years_are_not_compared() -> None:
    assert said("MTG030", PARTY | called("30", sort="村民代表会议")) == []
    assert said("MTG030", PARTY | called("30", held="2025-06-22")) == []


def test_the_step_of_the_party_is_held_against_the_same_number() -> None:
    step = "四议两公开:\n  - {编号: 步1, 步骤: 党员大会审议, 日期: 2026-06-08, 应到: 30, 实到: 25}\n"
    files = {"meetings/2.yml": f"编号: 会2\n种类: 村民代表会议\n议题: 修路\n召开日期: 2026-06-12\n{step}"}
    assert said("MTG030", PARTY | files) == ["「党员大会审议」应到 30 人，村里登记的党员是 46 人"]


# --- RAT010, RAT011: votes of trust ---


def rated(votes: str, grades: str = "优秀: 20, 称职: 8, 基本称职: 2, 不称职: 1") -> dict[str, str]:
    head = "编号: 评\n名称: 评议\n评议年度: 2025\n召开日期: 2026-01-16\n实到: 31\n"
    row = f"  - {{编号: 评1, 谁: 韦某, 职务: 村务监督委员会主任, {grades}{votes}}}\n"
    return {"ratings/2025.yml": f"{head}评议:\n{row}"}


@pytest.mark.parametrize(
    ("votes", "many"),
    [
        (", 信任: 27, 不信任: 4", 0),
        (", 信任: 28, 不信任: 4", 1),
        (", 信任: 20, 不信任: 4", 0),
        (", 信任: 32", 1),
        ("", 0),
    ],
)
def test_votes_of_trust_are_no_more_than_the_ballots(votes: str, many: int) -> None:
    assert len(said("RAT010", rated(votes))) == many


POOR = "优秀: 2, 称职: 8, 基本称职: 14, 不称职: 7"


@pytest.mark.parametrize(
    ("votes", "grades", "told"),
    [
        (", 信任: 9, 不信任: 20", POOR, ["没有写后来怎样"]),
        (", 信任: 9, 不信任: 20, 后来: 谈话", POOR, []),
        (", 信任: 9, 不信任: 20, 后来: 谈话, 评议结果: 称职", POOR, ["评议结果却是「称职」"]),
        (", 信任: 15, 不信任: 15", POOR, []),
        (", 不信任: 20", POOR, []),
    ],
)
def test_more_distrust_than_trust_goes_with_no_good_grade_and_something_comes_of_it(
    votes: str, grades: str, told: list[str]
) -> None:
    assert [one.rpartition("，")[2] for one in said("RAT011", rated(votes, grades))] == told
