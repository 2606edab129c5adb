"""Villagers' requests on the board: counts and clocks on their page, question and answer beside the figure."""

from __future__ import annotations

from support.money_boards import village

REQUESTS = """\
期间: 2026-03
文件写收到: 21
文件写办结: 19
明细:
  - 编号: 求1
    收到日期: 2026-03-05
    渠道: 短码
    反映: 合同为什么是这个数
    问的数: {记录: projects/2026-lu, 字段: 金额.合同}
    答复: 三家比价
    答复日期: 2026-03-07
    结果: 办结
    满意度: 满意
  - 编号: 求2
    收到日期: 2026-03-09
    渠道: 电话
    反映: 点1 为什么晚
    问的数: {记录: projects/2026-lu, 条目: 点1}
"""
PROJECT = """\
编号: 2026-路
名称: 村主路硬化
金额: {合同: 58800.00}
节点:
  - {编号: 点1, 节点: 开工, 计划: 2026-03-01}
"""
FILES = {"requests/2026-03.yml": REQUESTS, "projects/2026-lu.yml": PROJECT}


def test_the_month_says_what_came_and_what_became_of_it_beside_what_the_paper_counts() -> None:
    page = village(FILES).pages()["requests/2026-03.html"]
    assert "收到 2 件，答复了 1 件" in page
    assert "文件写的：收到 21 件，办结 19 件。这里逐件登记的：收到 2 件，办结 1 件。" in page
    assert "答复以后问过的：满意 1 件。" in page
    assert "照规定答复" in page
    assert "村主路硬化：合同" in page
    assert "村主路硬化：开工" in page


def test_a_figure_that_is_not_there_is_shown_as_it_was_named() -> None:
    page = village({"requests/2026-03.yml": REQUESTS}).pages()["requests/2026-03.html"]
    assert "projects/2026-lu 点1" in page


def test_question_and_answer_stand_on_the_page_of_the_figure() -> None:
    page = village(FILES).pages()["projects/2026-lu.html"]
    assert "有人问过" in page
    assert "问：合同为什么是这个数 答：三家比价（2026 年 3 月 7 日答复）" in page
    assert "58,800.00 元 有人问" in page
    assert "问：点1 为什么晚 还没有答复" in page


def test_a_page_nobody_asked_about_says_nothing_of_it() -> None:
    assert "有人问" not in village({"projects/2026-lu.yml": PROJECT}).pages()["projects/2026-lu.html"]


def test_what_came_in_some_day_of_a_month_is_shown_as_it_is_known() -> None:
    month = {
        **FILES,
        "requests/2026-03.yml": REQUESTS.replace("2026-03-05", "2026-03").replace("2026-03-07", "2026-06-10"),
    }
    page = village(month).pages()["requests/2026-03.html"]
    assert "2026 年 3 月" in page
    assert "2026 年 5 月 30 日以前，过了 11 天" in page
    assert "问：合同为什么是这个数" in village(month).pages()["projects/2026-lu.html"]


def test_the_village_tells_the_newest_questions_with_the_way_to_their_figures() -> None:
    board = village(FILES).board().partition("问和答")[2]
    newest = "2026 年 3 月 9 日 问：点1 为什么晚 还没有答复 村主路硬化："
    older = "2026 年 3 月 5 日 问：合同为什么是这个数 答：三家比价（2026 年 3 月 7 日答复）"
    assert board.startswith(" 村主路硬化：开工 " + newest)
    assert older in board
    assert "全部诉求和答复（1 期）" in board


def test_a_village_nobody_asked_has_no_questions() -> None:
    assert "问和答" not in village({"projects/2026-lu.yml": PROJECT}).board()
