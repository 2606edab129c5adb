"""A town with one village, and what a check finds there: for the tests of explanations and waivers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cunwu.core.problem import Problem
from support.projects import AS_OF, COUNTY, TOWN, VILLAGE, flat, make_project, verdicts_of

PROJECT = "编号: 路灯\n名称: 村主路路灯安装\n"
WORKS_BEFORE_APPROVAL = (
    PROJECT + "节点:\n  - {编号: 点1, 节点: 立项, 实际: 2015-03}\n  - {编号: 点2, 节点: 开工, 实际: 2014-10}\n"
)
OLD_SHEET = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 1200.00
    期末: 1180.00
"""
"""The paper says 1180.00 where nothing came in or went out."""


def explanation(code: str, item: str = "", *, original: bool = False, approved: str = "") -> str:
    """The block of one explanation, to append to a record."""
    text = f"反常说明:\n  - 编号: 说1\n    规则: {code}\n"
    text += f"    条目: {item}\n" if item else ""
    text += "    原因: 移交来就是这样\n    谁: 村报账员\n" + "    照原件: 是\n" * original
    return text + (f"    批准: {approved}\n" if approved else "")


def waiver(code: str, place: str = "上河村", since: str = "2026-01-05", until: str = "2026-12-31") -> str:
    """The block of one waiver, to append to the file of a region."""
    return (
        f"豁免:\n  - 编号: 豁1\n    地方: {place}\n    规则: {code}\n    原因: 公开栏在修\n"
        f"    批准: 2026-01-05 镇党政联席会议\n    起: {since}\n    止: {until}\n"
    )


def make_village(
    root: Path, files: dict[str, str], *, village: str = VILLAGE, town: str = TOWN, county: str = COUNTY
) -> None:
    """A county, a town and a village with these files, by path below the village."""
    above = {"region.yml": county, "qinghe/region.yml": town, "qinghe/shanghe/village.yml": village}
    make_project(root, {**above, **{f"qinghe/shanghe/{name}": text for name, text in files.items()}})


def problems_at(root: Path, place: str = "qinghe/shanghe", as_of: date = AS_OF) -> list[Problem]:
    """Every problem of one place, consequences included."""
    return list(flat(verdicts_of(root, as_of)[place].problems))


def severities(problems: list[Problem]) -> dict[str, str]:
    """Code → severity, where each code is found once or always alike."""
    return {problem.code: problem.severity.value for problem in problems}
