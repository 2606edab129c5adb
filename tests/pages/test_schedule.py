"""The pages of a plan of a month, of a rule and of a facility say what follows from their rows."""

from __future__ import annotations

from support.money_boards import village

PLAN = """\
编号: 2026-03
期间: 2026-03
安排:
  - 编号: 安1
    事项: 清理河道
    谁: 镇水利站
    期限: 2026-03-10
  - 编号: 安2
    事项: 走访 12 户
    谁: 驻村工作队
    状态: 取消
    原因: 并到四月
"""
WEEK = "期间: 2026-03-02..2026-03-08\n做了:\n  - {编号: 做1, 事项: 清完河道, 部署: 2026-03#安1}\n"


def test_a_plan_counts_what_is_done_by_its_rows_and_by_the_weekly_reports() -> None:
    pages = village({"schedules/2026-03.yml": PLAN, "weekly/2026-03-02_2026-03-08.yml": WEEK}).pages()
    page = pages["schedules/2026-03.html"]
    assert "工作安排 · 月部署 2026 年 3 月部署" in page
    assert "一共 2 件：做完 1 件，取消 1 件。" in page
    assert "2026 年 3 月 2 日至 3 月 8 日：清完河道" in page
    assert "2026 年 3 月部署：清理河道" in pages["weekly/2026-03-02_2026-03-08.html"]


def test_a_plan_says_how_much_is_past_its_day() -> None:
    assert "过了期限没有做完 1 件" in village({"schedules/2026-03.yml": PLAN}).pages()["schedules/2026-03.html"]


def test_a_collection_says_how_many_of_its_papers_are_named() -> None:
    text = "编号: 五件宝\n名称: 五件宝\n种类: 汇编\n起: 不详\n止: 不详\n件数: 5\n收录:\n  - {编号: 收1, 名称: 手册}\n"
    page = village({"regulations/01.yml": text}).pages()["regulations/01.html"]
    assert "制度 · 汇编 · 没有写现在还执行不执行" in page
    assert "一共 5 件，写明的有 1 件。" in page


def test_a_facility_says_how_many_villages_got_it_and_which_are_named() -> None:
    text = "编号: 书屋\n名称: 农家书屋\n种类: 场所\n村数: 5\n哪些村:\n  - 石窝\n  - 昝扎\n"
    text += "使用情况:\n  - {编号: 用1, 怎样: 闲置, 日期: 2026-03, 原因: 没有人管}\n"
    page = village({"facilities/01.yml": text}).pages()["facilities/01.html"]
    assert "设施 · 场所 · 闲置" in page
    assert "一共 5 个村，写明的有 2 个：石窝、昝扎。" in page
    assert "2026 年 3 月起闲置：没有人管。" in page


def test_a_demonstration_site_says_what_it_shows() -> None:
    text = "编号: 示1\n名称: 卫生示范点\n种类: 示范点\n示范:\n  示范什么: 环境卫生整治\n  谁定的: 镇党委\n"
    page = village({"facilities/01.yml": text}).pages()["facilities/01.html"]
    assert "示范：环境卫生整治，由镇党委定。" in page
