"""Plans for villages that lag behind: what is called solved, what is overdue, when the label goes."""

from __future__ import annotations

import pytest

from support.clerk_repositories import VILLAGE
from support.rules_in_village import codes, messages

HEAD = "编号: 2026-整治\n名称: 整治方案\n期间: 2026\n"
ISSUE = (
    "存在的问题:\n  - 编号: 问1\n    问题类别: 钱\n    问题: 茶叶厂没有发包\n    整改责任人: 村主任\n    整改期限: {}\n"
)
SOLVED = "    解决日期: {}\n    凭据: 合同\n"
MET = "条件:\n  - 编号: 条1\n    摘帽条件: 按月公开\n    达到: 是\n    达到的凭据: 公开情况页\n"
LIFTED = "摘帽日期: 2026-03-10\n摘帽批准: 镇党委会\n"
MEETINGS = "多久碰头: 每周\n碰头会:\n"


def plan(text: str) -> dict[str, str]:
    return {"remediations/2026.yml": HEAD + text}


def meetings(*days: str) -> str:
    return MEETINGS + "".join(f"  - {{编号: 碰{day}, 碰头日期: {day}}}\n" for day in days)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ISSUE.format("2026-12-31"), []),
        (ISSUE.format("2026-02-28"), ["REM003"]),
        (ISSUE.format("2026-02-28") + SOLVED.format("2026-02-20"), []),
        (ISSUE.format("2026-02-28") + SOLVED.format("2026-03-02"), ["REM003"]),
        (ISSUE.format("2026-02") + SOLVED.format("2026-02"), []),  # known to the month only
        (ISSUE.format("2026-12-31") + "    解决日期: 2026-02-20\n", ["REM002"]),
        (ISSUE.format("2026-12-31").replace("    整改责任人: 村主任\n", ""), ["REM004"]),
        (MET + LIFTED, []),
        (MET.replace("    达到: 是\n", "") + LIFTED, ["REM005"]),
        (MET.replace("    达到的凭据: 公开情况页\n", "") + LIFTED, ["REM005"]),
        (ISSUE.format("2026-12-31") + MET + LIFTED, ["REM005"]),
        (LIFTED, ["REM006"]),
        (MET + "摘帽日期: 2026-03-10\n", ["REM006"]),
        (MET + LIFTED + meetings("2026-02-16", "2026-02-23", "2026-03-02"), []),
        (MET + LIFTED + meetings("2026-02-09", "2026-02-23", "2026-03-02"), ["REM007"]),
        (MET + LIFTED + meetings("2026-02-02", "2026-02-09"), ["REM007"]),  # none for a month before it ended
        (MET + LIFTED + meetings("2025-12-29", "2026-03-02"), ["REM001", "REM007"]),
    ],
)
def test_a_plan_is_told_what_does_not_hold(text: str, found: list[str]) -> None:
    assert [code for code in codes(plan(text)) if code.startswith("REM")] == found


def test_a_plan_that_lifts_the_label_is_followed_by_the_village() -> None:
    told = VILLAGE + "现状:\n  - {编号: 现1, 时间: 2024-03, 类别: 后进}\n"
    after = told + "  - {编号: 现2, 时间: 2026-03, 类别: 一般}\n"
    assert codes({**plan(MET + LIFTED), "village.yml": told}) == ["REM008"]
    assert codes({**plan(MET + LIFTED), "village.yml": after}) == []


def test_the_sentence_names_what_is_not_met() -> None:
    (told,) = messages(plan(MET.replace("    达到: 是\n", "") + LIFTED))
    assert told.endswith("2026 年 3 月 10 日摘了帽，没有凭据说明达到了「按月公开」")
