"""Ledgers in which a large sum falls, with and without the correction that explains it."""

from __future__ import annotations

HEAD = "账套: 合作社\n期间: {period}\n制度: 简易\n账户: []\n明细:\n"
ENTRY = """\
  - 编号: {number:03}
    日期: {period}-12
    摘要: 电费
    科目: 公益支出
    支出: {amount}
    账户: 现金
"""
DECIDED = "    原因: 抄错\n    批准: 监委会\n    日期: 2026-04-08\n"


def ledger(*amounts: str, period: str = "2026-03") -> str:
    entries = (ENTRY.format(number=number, period=period, amount=one) for number, one in enumerate(amounts, 1))
    return HEAD.format(period=period) + "".join(entries)


def corrected(number: int, before: str, after: str) -> str:
    return (
        f"更正:\n  - 编号: 更1\n    条目: {number:03}\n    字段: 支出\n    原值: {before}\n    新值: {after}\n{DECIDED}"
    )


def path_of(period: str = "2026-03", place: str = "shanghe") -> str:
    return f"villages/{place}/finance/{period}.yml"


FALL = ledger("5000.00").replace(
    "账户: []", "账户:\n  - 编号: 现金\n    名称: 现金\n    类别: 库存现金\n    期初: 5000.00\n    期末: 0.00"
)
FALLEN = FALL.replace("支出: 5000.00", "支出: 5.00").replace("期末: 0.00", "期末: 4995.00") + (
    corrected(1, "5000.00", "5.00")
    + f"  - 编号: 更2\n    条目: 现金\n    字段: 期末\n    原值: 0.00\n    新值: 4995.00\n{DECIDED}"
)
