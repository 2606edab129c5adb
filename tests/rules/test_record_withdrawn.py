"""What is withdrawn: named by nothing that counts, once, and by no note of its own."""

from __future__ import annotations

import pytest

from support.money_boards import Village, entry, ledger, village

FEES = entry("001", "2026-03-12", "支出", "320.00", summary="路灯电费")


def withdrawal(number: str, item: str) -> str:
    return f"  - 编号: {number}\n    条目: {item}\n    原因: 重复\n    批准: 监委会\n    日期: 2026-04-08\n"


def march(*withdrawals: str) -> str:
    return ledger("2026-03", "1000.00", "1000.00", FEES) + "撤销:\n" + "".join(withdrawals)


def told(shown: Village, code: str) -> list[str]:
    return [problem.message for problem in shown.context.notices if problem.code == code]


@pytest.mark.parametrize(
    ("withdrawals", "fault"),
    [
        ([withdrawal("撤1", "001")], []),
        ([withdrawal("撤1", "撤1")], ["撤销 撤1：「撤1」是写明原因的条目，不能撤销，也不是补录"]),
        (
            [withdrawal("撤1", "001"), withdrawal("撤2", "001")],
            ["撤销 撤2：编号「001」已经写在 撤1 里了"],
        ),
        ([withdrawal("撤1", "002")], ["撤销 撤1：没有编号为「002」的条目"]),
        (
            [withdrawal("撤1", "001"), withdrawal("撤2", "撤1")],
            ["撤销 撤2：「撤1」是写明原因的条目，不能撤销，也不是补录"],
        ),
    ],
    ids=["a row", "itself", "twice", "nothing", "another withdrawal"],
)
def test_a_withdrawal_names_one_row_that_no_other_names(withdrawals: list[str], fault: list[str]) -> None:
    assert told(village({"finance/2026-03.yml": march(*withdrawals)}), "REC015") == fault


AUDIT = """\
编号: 2025-清账
名称: 村级账目清理
种类: 清理
单位: 镇农经站
时间: 2025-09
发现:
  - 编号: 发1
    种类: 挪用
    事实: 挪用
    金额: 2300.00
处理:
  - 编号: 处1
    发现: 发1
    种类: 退赔
    应退: 2300.00
  - 编号: 处2
    发现: 发1
    种类: 退赔
    应退: 100.00
退赔:
  - 编号: 退1
    处理: 处1
    金额: 50.00
撤销:
"""


def test_a_refund_of_a_withdrawn_measure_is_told() -> None:
    shown = village({"audits/one.yml": AUDIT + withdrawal("撤1", "处1")})
    assert told(shown, "REC040") == ["编号 退1 「处理」写的是「处1」，那一条已经撤销，不再计入"]


def test_a_refund_that_is_withdrawn_too_is_not() -> None:
    shown = village({"audits/one.yml": AUDIT + withdrawal("撤1", "处1") + withdrawal("撤2", "退1")})
    assert told(shown, "REC040") == []


def test_a_withdrawn_measure_lacks_nothing_any_more() -> None:
    page = village({"audits/one.yml": AUDIT + withdrawal("撤1", "处1")}).pages()["audits/one.html"]
    assert "处1 挪用 退赔 2,300.00 — —" in page


def test_a_payment_that_names_a_withdrawn_entry_of_the_books_is_told() -> None:
    project = (
        "编号: 2026-路灯\n名称: 路灯\n已付:\n  - 编号: 付1\n    日期: 2026-03-12\n    金额: 320.00\n"
        "    流水: 2026-03#001\n"
    )
    shown = village({"finance/2026-03.yml": march(withdrawal("撤1", "001")), "projects/lamps.yml": project})
    assert told(shown, "REC040") == ["编号 付1 「流水」写的是「2026-03#001」，那一条已经撤销，不再计入"]
