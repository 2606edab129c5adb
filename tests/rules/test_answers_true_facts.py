"""What is true can be published: irregular facts are stated, not refused (each as it was once refused)."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.answers import OLD_SHEET, WORKS_BEFORE_APPROVAL, explanation, make_village, problems_at, severities
from support.commands import run_here
from support.projects import TOWN

DAY = ("--as-of", "2026-11-20")
BOOK = "账套: 合作社\n期间: 2026-03\n制度: 简易\n账户:\n  - {编号: 银行, 名称: 基本户, 类别: 银行存款"
LEDGER = BOOK + ", 期初: 900.00, 期末: 900.00}\n"
MEETING = "编号: 2026-03\n种类: 村民代表会议\n议题: 修路\n召开日期: 2026-03-02\n"
LEVY = """\
编号: 2026-水渠
名称: 水渠清淤筹资
期间: 2026
筹资:
  每人: 10.00
  人数: 1000
  应筹: 10000.00
已收:
  - {编号: 收1, 日期: 2026-06-01, 金额: 12000.00}
"""
SIGNED = TOWN + "公开设置:\n  签字要求: [民主理财小组]\n"
POSTED = "公布: {日期: 2026-04-08, 地点: 村委会公开栏}\n"
NODES = "节点:\n  - {编号: 点1, 节点: 开工, 实际: 2026-03-01}\n  - {编号: 点2, 节点: 招标, 实际: 2026-04-01}\n"

FACTS = {
    "A1 立项 2015-03、开工 2014-10": ("projects/x.yml", WORKS_BEFORE_APPROVAL, "PRJ005"),
    "A1 招标 after 开工": ("projects/x.yml", "编号: 路灯\n名称: 路灯\n" + NODES, "PRJ005"),
    "A2 代表会议决议 03-02 before 党员大会审议 03-04": (
        "meetings/2026-03.yml",
        MEETING
        + "四议两公开:\n  - {编号: 步1, 步骤: 党组织提议, 日期: 2026-02-20}\n"
        + "  - {编号: 步2, 步骤: 两委商议, 日期: 2026-02-25}\n"
        + "  - {编号: 步3, 步骤: 党员大会审议, 日期: 2026-03-04}\n"
        + "  - {编号: 步4, 步骤: 村民代表会议决议, 日期: 2026-03-02}\n",
        "MTG005",
    ),
    "A3 posted before the group's review": (
        "finance/2026-03.yml",
        LEDGER + "审核:\n  - {编号: 审1, 角色: 民主理财小组, 姓名: 孙某, 日期: 2026-04-12, 意见: 同意}\n" + POSTED,
        "FIN019",
    ),
    "A3 the group refuses to sign": ("finance/2026-03.yml", LEDGER + POSTED, "FIN010"),
    "A4 合同 60000、已付 65000": (
        "projects/x.yml",
        ("编号: 路灯\n名称: 路灯\n金额: {合同: 60000.00}\n已付:\n  - {编号: 付1, 日期: 2026-03-01, 金额: 65000.00}\n"),
        "PRJ002",
    ),
    "A4 控制价 60000、中标 61000": (
        "projects/x.yml",
        "编号: 路灯\n名称: 路灯\n金额: {控制价: 60000.00, 中标: 61000.00}\n",
        "PRJ010",
    ),
    "A4 应筹 10000、已收 12000": ("levies/2026-水渠.yml", LEVY, "LEV006"),
    "A4 bank statement 950, book 900, cause unknown": (
        "finance/2026-03.yml",
        LEDGER + "银行对账:\n  - {编号: 对1, 日期: 2026-03-31, 账户: 银行, 账面余额: 900.00, 对账单余额: 950.00}\n",
        "FIN014",
    ),
}
"""A line of the list of faults → file, record, and the rule whose sentence is published beside the figure."""


@pytest.mark.parametrize("fact", FACTS)
def test_a_true_fact_is_irregular_and_no_error(fact: str, tmp_path: Path) -> None:
    name, text, code = FACTS[fact]
    make_village(tmp_path, {name: text}, town=SIGNED if code in ("FIN010", "FIN019") else TOWN)
    found = severities(problems_at(tmp_path))
    assert found[code] == "反常", found
    assert "错误" not in found.values(), found
    assert run_here(tmp_path, "check", *DAY).returncode == 0


@pytest.mark.parametrize("fact", FACTS)
def test_a_true_fact_fails_strict_facts_until_it_is_explained(fact: str, tmp_path: Path) -> None:
    name, text, code = FACTS[fact]
    make_village(tmp_path, {name: text}, town=SIGNED if code in ("FIN010", "FIN019") else TOWN)
    assert run_here(tmp_path, "check", "--strict-facts", *DAY).returncode == 1
    for other in sorted(code for code, severity in severities(problems_at(tmp_path)).items() if severity == "反常"):
        said = ("--reason", "当时就是这样办的", "--who", "村委会主任")
        done = run_here(tmp_path, "explain-fact", f"villages/qinghe/shanghe/{name}", other, *said, *DAY)
        assert done.returncode == 0, done.stderr
    done = run_here(tmp_path, "check", "--strict-facts", *DAY)
    assert done.returncode == 0, done.stdout
    assert "说明：当时就是这样办的（村委会主任）" in done.stdout


def test_an_explanation_is_printed_beside_what_it_explains(tmp_path: Path) -> None:
    make_village(tmp_path, {"projects/x.yml": WORKS_BEFORE_APPROVAL + explanation("PRJ005", "点2")})
    said = run_here(tmp_path, "check", *DAY).stdout
    assert "      │ 说明：移交来就是这样（村报账员）\n" in said
    assert "共 0 处错误、1 处反常（1 处已说明）、0 处提醒" in said


def test_an_explanation_of_one_row_explains_no_other(tmp_path: Path) -> None:
    three = WORKS_BEFORE_APPROVAL + "  - {编号: 点3, 节点: 完工, 实际: 2013-02}\n"
    make_village(tmp_path, {"projects/x.yml": three + explanation("PRJ005", "点3")})
    assert {problem.item: bool(problem.answer) for problem in problems_at(tmp_path)} == {"点2": False, "点3": True}


@pytest.mark.parametrize("said", [explanation("PRJ001"), explanation("PRJ005", "点1")])
def test_an_explanation_of_what_is_not_there_is_told(tmp_path: Path, said: str) -> None:
    make_village(tmp_path, {"projects/x.yml": WORKS_BEFORE_APPROVAL + said})
    assert severities(problems_at(tmp_path)) == {"PRJ005": "反常", "REC042": "提醒"}


def test_an_explanation_that_was_withdrawn_explains_nothing(tmp_path: Path) -> None:
    gone = "撤销:\n  - {编号: 撤1, 条目: 说1, 原因: 写错, 批准: 2026-11-02 镇, 日期: 2026-11-02}\n"
    make_village(tmp_path, {"projects/x.yml": WORKS_BEFORE_APPROVAL + explanation("PRJ005") + gone})
    assert [(problem.code, problem.answer) for problem in problems_at(tmp_path)] == [("PRJ005", "")]


def test_an_explanation_turns_no_error_into_anything_else(tmp_path: Path) -> None:
    make_village(tmp_path, {"finance/2026-03.yml": OLD_SHEET + explanation("FIN003", "现金")})
    (problem,) = problems_at(tmp_path)
    assert (problem.code, problem.is_error, problem.answer) == ("FIN003", True, "")
    assert run_here(tmp_path, "check", *DAY).returncode == 1
