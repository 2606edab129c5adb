"""Bodies: their term, who must keep apart, who is missing, and what is handed over."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes, messages

OWN = "名称: 上河村\n法人:\n  - {编号: 村委会, 名称: 上河村村民委员会, 种类: 村民委员会}\n"
JOINED = f"{OWN}加入日期: 2026-11-10\n"


def body(number: str, organ: str, *members: str, more: str = "", since: str = "2025-12-20") -> dict[str, str]:
    """One body with its members, each as 谁, 职务 and what else."""
    rows = "".join(f"  - {{编号: 成{place}, 谁: {told}}}\n" for place, told in enumerate(members, 1))
    listed = f"成员:\n{rows}" if rows else ""
    return {f"officers/{number}.yml": f"编号: {number}\n机构: {organ}\n起: {since}\n{more}{listed}"}


COMMITTEE = body("cwh", "村民委员会", "王某, 职务: 主任", "韦某, 职务: 委员")


@pytest.mark.parametrize(
    ("organ", "member", "found"),
    [
        ("村务监督委员会", "周某, 职务: 主任", []),
        ("村务监督委员会", "韦某, 职务: 主任", ["OFF006"]),
        ("民主理财小组", "韦某（委员）, 职务: 组长", ["OFF006"]),
        ("村务监督委员会", "韦某乙, 职务: 主任", []),
        ("村务监督委员会", "韦某, 职务: 主任, 止: 2025-12-01, 起: 2024-01-01", []),
        ("村务监督委员会", "何某, 职务: 会计", ["OFF008"]),
        ("集体经济组织监事会", "韦某, 职务: 监事", []),
    ],
)
def test_who_supervises_neither_sits_on_the_committee_nor_keeps_accounts(
    organ: str, member: str, found: list[str]
) -> None:
    assert codes({**COMMITTEE, **body("jwh", organ, member)}) == found


def test_the_accountant_of_the_cooperative_is_not_on_the_supervision_committee() -> None:
    council = body("lsh", "集体经济组织理事会", "何某, 职务: 会计")
    found = messages({**council, **body("jwh", "村务监督委员会", "何某, 职务: 委员")})
    told = "OFF008 何某是村务监督委员会的成员，同时管账管钱（集体经济组织理事会会计）"
    assert [one.partition(" ")[2] for one in found] == [told]


@pytest.mark.parametrize("where", ["officers", "village"])
def test_near_relatives_are_found_where_they_are_listed_now_and_where_they_were_before(where: str) -> None:
    listed = "回避:\n  - {编号: 回1, 人员: 王某, 亲属: 赵某, 关系: 配偶}\n"
    supervisors = body("jwh", "村务监督委员会", "赵某, 职务: 委员", more=listed if where == "officers" else "")
    own = {"village.yml": f"{OWN}{listed}"} if where == "village" else {}
    assert codes({**COMMITTEE, **supervisors, **own}) == ["OFF007"]


def test_two_members_of_one_committee_are_no_near_relatives() -> None:
    listed = "回避:\n  - {编号: 回1, 人员: 王某, 亲属: 韦某, 关系: 兄弟}\n"
    assert codes(body("cwh", "村民委员会", "王某, 职务: 主任", "韦某, 职务: 委员", more=listed)) == ["OFF010"]


@pytest.mark.parametrize(
    ("organ", "since", "more", "found"),
    [
        ("村民委员会", "2021-11-21", "", []),
        ("村民委员会", "2021-11-20", "", ["OFF009"]),
        ("村民委员会", "2023-01-10", "任期: 3\n", ["OFF009"]),
        ("村民委员会", "2020", "", ["OFF009"]),
        ("村民委员会", "不详", "", []),
        ("村党组织", "2018-01-10", "", []),
        ("村党组织", "2018-01-10", "任期: 5\n", ["OFF009"]),
    ],
)
def test_an_election_is_overdue_once_the_term_is_over(organ: str, since: str, more: str, found: list[str]) -> None:
    assert codes(body("one", organ, since=since, more=more)) == found


def test_a_new_term_ends_what_is_overdue() -> None:
    old = body("old", "村民委员会", since="2020-01-10", more="止: 2025-12-10\n")
    assert codes({**old, **COMMITTEE}) == []


def test_months_without_a_team_are_told_beside_the_next_one_or_while_they_last() -> None:
    old = body("a", "村民委员会", since="2020-01-10", more="止: 2025-03-10\n")
    assert codes({**old, **COMMITTEE}) == ["OFF017"]
    assert codes(old) == ["OFF017"]


@pytest.mark.parametrize(
    ("member", "found"),
    [
        ("王某, 职务: 主任, 止: 2026-08-31", ["OFF014"]),
        ("何某, 职务: 报账员, 止: 2026-08-31", ["OFF014"]),
        ("韦某, 职务: 委员, 止: 2026-08-31", []),
        ("王某, 职务: 主任, 止: 2026-11-01", []),
        ("王某, 职务: 主任, 止: 不详", []),
    ],
)
def test_a_head_or_an_accountant_who_left_a_month_ago_has_handed_over(member: str, found: list[str]) -> None:
    assert codes(body("cwh", "村民委员会", member)) == found


@pytest.mark.parametrize(("day", "found"), [("2026-09-20", []), ("2026-10-20", ["OFF015"]), ("不详", [])])
def test_a_handover_comes_within_its_days(day: str, found: list[str]) -> None:
    handover = f"交接:\n  - {{编号: 交1, 成员: 成1, 种类: 印章, 内容: 公章, 日期: {day}, 监交人: 镇农经站站长}}\n"
    assert codes(body("cwh", "村民委员会", "王某, 职务: 主任, 止: 2026-08-31", more=handover)) == found


def test_whoever_goes_on_in_the_next_term_hands_over_to_nobody() -> None:
    old = body("a", "村民委员会", "王某, 职务: 主任", since="2020-10-10", more="止: 2025-12-19\n")
    assert codes({**old, **COMMITTEE}) == []


@pytest.mark.parametrize(
    ("since", "found"), [("2026-11-12", ["OFF012"]), ("2025-10-01", [])], ids=["on the board", "before it joined"]
)
def test_an_election_leads_to_its_meeting_once_the_village_is_on_the_board(since: str, found: list[str]) -> None:
    elected = body("cwh", "村民委员会", "王某, 职务: 主任, 产生方式: 选举", since=since)
    assert codes({**elected, "village.yml": JOINED}) == found


def test_pay_of_several_members_is_held_against_the_entry_that_paid_them() -> None:
    ledger = (
        "账套: 合作社\n期间: 2026-03\n制度: 简易\n账户:\n"
        "  - {编号: 银行, 名称: 基本户, 类别: 银行存款, 期初: 5000.00, 期末: 3720.00}\n明细:\n"
        "  - {编号: 001, 日期: 2026-03-25, 摘要: 误工, 科目: 误工补贴, 支出: 1280.00, 账户: 银行, 审批人: 陈某}\n"
    )
    row = "  - {{编号: 酬{0}, 成员: 成{0}, 期间: 2026-02, 种类: 误工补贴, 金额: {1}, 流水: 2026-03#001}}\n"
    for second, found in (("580.00", []), ("660.00", ["OFF005"])):
        pays = "报酬:\n" + row.format(1, "700.00") + row.format(2, second)
        paid = body("cwh", "村民委员会", "王某, 职务: 主任", "韦某, 职务: 委员", more=pays)
        assert codes({"finance/2026-03.yml": ledger, **paid}) == found


def test_paying_somebody_listed_by_a_body_is_told_as_before() -> None:
    ledger = (
        "账套: 合作社\n期间: 2026-03\n制度: 简易\n账户:\n"
        "  - {编号: 银行, 名称: 基本户, 类别: 银行存款, 期初: 5000.00, 期末: 4820.00}\n明细:\n"
        "  - {编号: 001, 日期: 2026-03-25, 摘要: 水龙头, 科目: 公益支出, 支出: 180.00, 账户: 银行, 对方: 赵某五金店,"
        " 经手人: 李某, 审批人: 王某}\n"
    )
    listed = "回避:\n  - {编号: 回1, 人员: 王某, 亲属: 赵某五金店, 关系: 配偶开的店}\n"
    assert codes({"finance/2026-03.yml": ledger, **body("cwh", "村民委员会", more=listed)}) == ["SUP007"]
