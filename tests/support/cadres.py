"""Small files of cadres for tests of rules: what a county lays down, a posting, a month of attendance, visits."""

from __future__ import annotations

COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n公开设置:\n"
TIERS = "  请假审批:\n    - {编号: 批1, 天数: 5, 审批人: 镇党委书记}\n    - {编号: 批2, 审批人: 县委组织部}\n"


def laid_down(setting: str) -> dict[str, str]:
    """The county with these lines of its 公开设置."""
    return {"../region.yml": f"{COUNTY}{setting}"}


def posting(since: str, more: str = "", role: str = "队员", number: str = "P02") -> dict[str, str]:
    """A posting beside that of the base village, or, as P01, in its place."""
    text = f"编号: {number}\n派出单位:\n  - 示例县水利局\n职务: {role}\n起: {since}\n{more}"
    return {f"postings/{number}.yml": text}


def attendance(month: str, days: str, more: str = "", number: str = "P01") -> dict[str, str]:
    """The attendance of one cadre; `more` are lines of his row."""
    row = f"  - 编号: 考1\n    派驻: {number}\n    驻村天数: {days}\n{more}"
    return {f"attendance/{month}.yml": f"月份: {month}\n人员:\n{row}"}


def visits(*rows: str, month: str = "2026-03") -> dict[str, str]:
    """The visits of a month; each row is what stands behind its number."""
    told = "".join(f"  - {{编号: 访{number}, {row}}}\n" for number, row in enumerate(rows, 1))
    return {f"visits/{month}.yml": f"期间: {month}\n明细:\n{told}"}
