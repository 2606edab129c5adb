"""A month of accounts and a project, and what has changed between two versions of them."""

from __future__ import annotations

from cunwu.history.change import Change, ChangeKind
from cunwu.history.versions import compare_versions

LEDGER = "villages/shanghe/finance/2026-03.yml"
MARCH = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 1200.00
    期末: 880.00
明细:
  - 编号: 001
    日期: 2026-03-12
    摘要: 路灯电费
    科目: 公益支出
    支出: 320.00
    账户: 现金
"""
PROJECT = "villages/shanghe/projects/2026-ludeng.yml"
LAMPS = "编号: 2026-路灯\n名称: 路灯\n状态: 在建\n金额:\n  合同: 64800.00\n"


def changes(before: str, after: str, path: str = LEDGER) -> tuple[Change, ...]:
    return compare_versions({path: before.encode()}, {path: after.encode()})


def kinds(found: tuple[Change, ...]) -> list[tuple[str, str, ChangeKind]]:
    return [(change.item, change.field, change.kind) for change in found]


def correction(item: str, field: str, before: str, after: str) -> str:
    return (
        f"更正:\n  - 编号: 更1\n    条目: {item}\n    字段: {field}\n    原值: {before}\n    新值: {after}\n"
        "    原因: 抄错\n    批准: 村务监督委员会\n    日期: 2026-04-08\n"
    )
