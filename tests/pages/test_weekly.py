"""The page of a weekly report says what was planned the week before, by its words, and what became of it."""

from __future__ import annotations

from support.money_boards import village

BEFORE = """\
期间: 2026-03-02..2026-03-08
做了:
  - 编号: 做1
    事项: 开会
下周打算:
  - 编号: 打1
    事项: 走访 6 户
  - 编号: 打2
    事项: 清水沟
  - 编号: 打3
    事项: 量路
"""
WEEK = """\
期间: 2026-03-09..2026-03-15
做了:
  - 编号: 做1
    事项: 走访 5 户
    上周计划: 打1
  - 编号: 做2
    事项: 清了一半
    上周计划: 打2
    做得怎样: 做了一部分
    原因: 连日下雨
更正:
  - 编号: 更1
    条目: 做1
    字段: 事项
    原值: 走访 6 户
    新值: 走访 5 户
    原因: 数错
    批准: 镇党委
    日期: 2026-03-20
"""


def test_a_report_tells_what_became_of_last_weeks_plans() -> None:
    records = {"weekly/2026-03-02_2026-03-08.yml": BEFORE, "weekly/2026-03-09_2026-03-15.yml": WEEK}
    page = village(records).pages()["weekly/2026-03-09_2026-03-15.html"]
    assert "上周打算 3 件：做完 1 件，做了一部分 1 件，没有交代 1 件（量路）。" in page
    assert "清了一半 清水沟 做了一部分 连日下雨" in page
    assert (
        "走访 5 户 原来公布的是 走访 6 户 ，2026 年 3 月 20 日更正：数错（镇党委） 走访 6 户" in page
    )  # now, before, planned
    assert "打1" not in page


def test_a_report_that_follows_none_keeps_the_numbers_it_was_given() -> None:
    page = village({"weekly/2026-03-09_2026-03-15.yml": WEEK}).pages()["weekly/2026-03-09_2026-03-15.html"]
    assert "上周打算" not in page
    assert "清了一半 打2" in page


def test_a_report_of_a_month_speaks_of_months() -> None:
    march = "期间: 2026-03\n下周打算:\n  - {编号: 打1, 事项: 走访 6 户}\n"
    april = "期间: 2026-04\n做了:\n  - {编号: 做1, 事项: 走访 6 户, 上周计划: 打1}\n"
    april += "下周打算:\n  - {编号: 打1, 事项: 修路}\n"
    page = village({"weekly/2026-03.yml": march, "weekly/2026-04.yml": april}).pages()["weekly/2026-04.html"]
    assert "周报 · 月报 2026 年 4 月月报" in page
    assert "上月打算 1 件：做完 1 件。" in page
    assert "事项 上月计划 走访 6 户" in page
    assert "下月打算 事项 修路" in page
    assert "上周" not in page
    assert "下周" not in page
