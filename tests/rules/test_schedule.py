"""Plans of a month or a week: what is undone past its day, and weekly reports that lead to a row."""

from __future__ import annotations

import pytest

from support.rules_in_village import codes, messages

HEAD = "编号: 2026-02\n期间: 2026-02\n安排:\n  - 编号: 安1\n    事项: 清理河道\n    谁: 镇水利站\n"
WEEK = "期间: 2026-03-02..2026-03-08\n做了:\n  - 编号: 做1\n    事项: 清完河道\n    部署: 2026-02#安1\n"


def plan(text: str, path: str = "schedules/2026-02.yml") -> dict[str, str]:
    return {path: HEAD + text}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("    期限: 2026-02-20\n    状态: 做完\n    做完日期: 2026-02-20\n", []),
        ("    期限: 2026-02-20\n    状态: 做完\n    做完日期: 2026-02-21\n", ["SCH001"]),
        ("    期限: 2026-02-20\n    状态: 在做\n", ["SCH001"]),
        ("    状态: 在做\n", ["SCH001"]),  # by the end of the month
        ("    期限: 2026-12-20\n    状态: 没有开始\n", []),
        ("    期限: 2026-02\n    做完日期: 2026-02\n", []),  # known to the month only
        ("    状态: 取消\n    原因: 下雨\n", []),
    ],
)
def test_what_is_undone_past_its_day_is_told(text: str, found: list[str]) -> None:
    assert codes(plan(text)) == found


def test_the_reason_that_a_row_gives_stands_beside_what_is_told_of_it() -> None:
    assert "到 2026 年 11 月 20 日还没有做完" in messages(plan("    期限: 2026-02-20\n    状态: 在做\n"))[0]


def test_what_a_weekly_report_did_is_not_undone() -> None:
    week = {"weekly/2026-03-02_2026-03-08.yml": WEEK}
    assert codes({**plan(""), **week}) == []
    assert codes({**plan("    状态: 在做\n"), **week}) == ["SCH003"]
    part = {"weekly/2026-03-02_2026-03-08.yml": f"{WEEK}    做得怎样: 做了一部分\n    原因: 下雨\n"}
    assert codes({**plan(""), **part}) == ["SCH001"]


def test_a_weekly_report_leads_to_a_plan_of_the_town_and_to_no_row_that_is_not_there() -> None:
    week = {"weekly/2026-03-02_2026-03-08.yml": WEEK}
    above = plan("    状态: 做完\n", "../schedules/2026-02.yml")
    assert codes({**above, **week}) == []
    assert codes({**above, "weekly/2026-03-02_2026-03-08.yml": WEEK.replace("安1", "安9")}) == ["REF034"]
    assert codes(week) == ["REF034"]


def test_a_row_for_nobody_is_asked_about() -> None:
    assert codes({"schedules/2026-12.yml": HEAD.replace("2026-02", "2026-12").replace("    谁: 镇水利站\n", "")}) == [
        "SCH002"
    ]
