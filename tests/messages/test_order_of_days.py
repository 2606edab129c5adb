"""What was begun, signed, paid or built in the wrong order, by the wrong builder or with the wrong sign is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.problem import Severity
from support.projects import MARCH, SMALL, flat, make_project, verdicts_of

IRREGULAR, NOTICE = Severity.IRREGULAR, Severity.NOTICE
WORKS = "编号: 桥\n名称: 木桥\n"
MEETING = "编号: 会\n种类: 村民代表会议\n议题: 修桥\n召开日期: {}\n"
BEGUN = "节点:\n  - {{编号: 点1, 节点: 开工, 实际: {}}}\n"
DONE = "节点:\n  - {{编号: 点1, 节点: {}, 实际: 2026-05-06}}\n"
TENDER = "采购:\n  方式: 询价\n  日期: {}\n"
ACCEPTED = "验收: {{日期: {}, 单位: 镇规划建设办, 结果: 合格}}\n"
BIDS = "采购:\n  方式: 询价\n  报价单:\n    - {{编号: 价1, 投标人: {}, 结果: 中标}}\n"
LEASE = "编号: 合\n名称: 鱼塘\n种类: {}\n"
ENDS = "止: 2027-12-31\n"
PAID = "已付:\n  - {{编号: 付1, 日期: {}, 金额: 100.00}}\n"
DUE = "付款安排:\n  - {{编号: 期1, 到期: {}, 金额: 100.00}}\n"
LEVY = "编号: 筹\n名称: 修桥\n期间: 2026\n会议: 会\n"
ENTRY = MARCH + "    会议: 会\n"
DEBT = "编号: 债\n事由: 银行借款\n种类: 债务\n对方: 信用社\n金额: 100.00\n发生: {}\n会议: 会\n状态: 未清\n"
JUNE = {"meetings/会.yml": MEETING.format("2026-06-20")}
MAY = {"meetings/会.yml": MEETING.format("2026-03-01")}
SIX_STEPS = {
    "meetings/会.yml": MEETING.format("2026-06-20")
    + "四议两公开:\n"
    + "".join(
        f"  - {{编号: 步{number}, 步骤: {step}, 日期: 2026-03-0{number}}}\n"
        for number, step in enumerate(("党组织提议", "两委商议", "党员大会审议", "村民代表会议决议"), 1)
    )
}


def project(text: str) -> dict[str, str]:
    return {"projects/桥.yml": WORKS + text}


def contract(text: str, sort: str = "出租") -> dict[str, str]:
    return {"contracts/合.yml": LEASE.format(sort) + text}


def told(tmp_path: Path, changes: dict[str, str]) -> list[tuple[str, Severity]]:
    make_project(tmp_path, {**SMALL, **{f"qinghe/shanghe/{name}": text for name, text in changes.items()}})
    return [(problem.code, problem.severity) for problem in flat(verdicts_of(tmp_path)["qinghe/shanghe"].problems)]


TOLD = {
    "begun before the meeting": (JUNE | project("决策会议: 会\n" + BEGUN.format("2026-04-02")), "MTG011", IRREGULAR),
    "paid before the meeting": (JUNE | project("决策会议: 会\n" + PAID.format("2026-04")), "MTG011", IRREGULAR),
    "signed before its meeting": (JUNE | contract("会议: 会\n签订: 2026-03-20\n" + ENDS), "MTG011", IRREGULAR),
    "signed before the meeting of its works": (
        JUNE | project("决策会议: 会\n") | contract("项目: 桥\n签订: 2026-03-20\n", "施工"),
        "MTG011",
        IRREGULAR,
    ),
    "booked before the meeting": (JUNE | {"finance/2026-03.yml": ENTRY}, "MTG011", IRREGULAR),
    "borrowed before the meeting": (JUNE | {"debts/债.yml": DEBT.format("2026-05")}, "MTG011", IRREGULAR),
    "tender after the start": (project(TENDER.format("2026-04-20") + BEGUN.format("2026-04-02")), "PRJ019", IRREGULAR),
    "accepted before the start": (
        project(BEGUN.format("2026-04-02") + ACCEPTED.format("2026-03")),
        "PRJ020",
        IRREGULAR,
    ),
    "accepted before it was done": (
        project(DONE.format("完工") + ACCEPTED.format("2026-05-01")),
        "PRJ020",
        IRREGULAR,
    ),
    "two days of one acceptance": (project(DONE.format("验收") + ACCEPTED.format("2026-05-25")), "PRJ021", IRREGULAR),
    "state behind the strip": (project("状态: 计划\n" + DONE.format("完工")), "PRJ022", NOTICE),
    "state behind the acceptance": (project("状态: 在建\n" + ACCEPTED.format("2026-05-25")), "PRJ022", NOTICE),
    "another builds": (project("施工单位: 清河建筑队\n" + BIDS.format("县第二建筑公司")), "PRJ023", IRREGULAR),
    "paid before signed": (contract("签订: 2026-03-20\n" + ENDS + PAID.format("2026-02-10")), "CTR020", IRREGULAR),
    "signed after it began": (contract("签订: 2026-03-20\n起: 2026-01-01\n" + ENDS), "CTR021", NOTICE),
    "due after the end": (
        contract("起: 2027-01-01\n止: 2027-12-31\n" + DUE.format("2028-01-31")),
        "CTR022",
        NOTICE,
    ),
    "a reward below nothing": (MAY | {"levies/2026.yml": LEVY + "财政奖补: -60000.00\n"}, "REC048", NOTICE),
    "a budget below nothing": (project("金额: {预算: -60000.00}\n"), "REC048", NOTICE),
    "people in households": (project("受益: {户: 160 户, 人: 620 户}\n"), "REC049", NOTICE),
}


@pytest.mark.parametrize(("changes", "code", "severity"), TOLD.values(), ids=TOLD.keys())
def test_what_does_not_fit_is_told_as_gravely_as_it_deserves(
    tmp_path: Path, changes: dict[str, str], code: str, severity: Severity
) -> None:
    assert told(tmp_path, changes) == [(code, severity)]


FITS = {
    "begun after the meeting": MAY | project("决策会议: 会\n" + BEGUN.format("2026-04-02")),
    "begun in the month of the meeting": JUNE | project("决策会议: 会\n" + BEGUN.format("2026-06")),
    "decided by the steps before": SIX_STEPS | project("决策会议: 会\n" + BEGUN.format("2026-04-02")),
    "a day nobody knows": {"meetings/会.yml": MEETING.format("不详")}
    | project("决策会议: 会\n" + BEGUN.format("2026-04-02")),
    "a claim let go at a later meeting": JUNE
    | {
        "debts/债.yml": DEBT.format("2026-05")
        .replace("债务", "债权")
        .replace("银行借款", "欠租")
        .replace("未清", "核销")
    },
    "tender in the month of the start": project(TENDER.format("2026-04-20") + BEGUN.format("2026-04")),
    "one acceptance known to the month": project(DONE.format("验收") + ACCEPTED.format("2026-05")),
    "stopped works": project("状态: 停工\n" + BEGUN.format("2026-04-02")),
    "a state ahead of the strip": project("状态: 完工\n" + BEGUN.format("2026-04-02")),
    "the winner with its legal form": project("施工单位: 示例 照明有限公司\n" + BIDS.format("示例照明")),
    "the winner and another": project("施工单位: 示例照明、清河建筑队\n" + BIDS.format("示例照明")),
    "paid in the month it was signed": contract("签订: 2026-02\n" + ENDS + PAID.format("2026-02-10")),
    "retention money after the end": contract("起: 2027-01-01\n止: 2027-12-31\n" + DUE.format("2028-01-31"), "施工"),
    "two people of one household": project("受益: {户: 160多 户, 人: 620 人次}\n"),
}


@pytest.mark.parametrize("changes", FITS.values(), ids=FITS.keys())
def test_what_fits_or_is_not_known_is_left_alone(tmp_path: Path, changes: dict[str, str]) -> None:
    assert told(tmp_path, changes) == []


def test_the_same_order_is_told_once(tmp_path: Path) -> None:
    strip = "节点:\n  - {编号: 点1, 节点: 开工, 实际: 2026-04-02}\n  - {编号: 点2, 节点: 招标, 实际: 2026-04-20}\n"
    assert told(tmp_path, project(TENDER.format("2026-04-20") + strip)) == [("PRJ005", IRREGULAR)]
