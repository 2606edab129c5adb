"""The office on the board: whom to ask for what, how long it takes, and who is there in the week of the build."""

from __future__ import annotations

from support.money_boards import village

COMMITTEE = """\
编号: 村委会-2024
机构: 村民委员会
起: 2024-03-15
任期: 5
成员:
  - 编号: 成1
    谁: 王某
    职务: 主任
    办公室: 里间
  - 编号: 成2
    谁: 黄某
    职务: 委员
    分工: 低保救助
    办公室: 1 号窗口
"""
COUNCIL = """\
编号: 理事会-2024
机构: 集体经济组织理事会
起: 2024-03-28
成员:
  - 编号: 成1
    谁: 王某
    职务: 理事长
"""
SERVICES = """\
编号: 2026-办事
名称: 便民服务事项
事项:
  - 编号: 办1
    事项: 开具居住证明
    先找谁: 村委会主任
    几天办完: 0
  - 编号: 办2
    事项: 医保登记
    先找谁: 委员
    几天办完: 2
"""
ROSTER = """\
编号: 2026-值班
名称: 坐班安排
每周安排:
  - 编号: 班1
    星期: 周一至周五
    时段: 上午
    种类: 坐班
    值班人:
      - 王某
      - 黄某
"""
RECORDS = {
    "officers/a.yml": COMMITTEE,
    "officers/b.yml": COUNCIL,
    "services/2026.yml": SERVICES,
    "rosters/2026.yml": ROSTER,
}


def test_the_board_says_whom_to_ask_where_and_how_long_it_takes() -> None:
    page = village(RECORDS).board()
    assert "开具居住证明（当场） 村委会主任王某，里间" in page
    assert "医保登记（2 天） 委员黄某，1 号窗口" in page
    assert "低保救助 村委会委员黄某，1 号窗口" in page


def test_the_board_and_the_body_tell_that_one_person_has_several_posts() -> None:
    told = "王某一人任几职：村民委员会主任、集体经济组织理事会理事长（一肩挑）。"
    assert told in village(RECORDS).board()
    assert told in village(RECORDS).pages()["officers/a.html"]


def test_the_week_of_the_build_stands_day_by_day_and_says_that_the_page_does_not_know_today() -> None:
    shown = village(RECORDS)
    for page in (shown.board(), shown.pages()["rosters/2026.html"]):
        assert page.count("上午坐班：王某、黄某") == 5
        assert page.count("没有安排") == 2
        assert "网页不知道你哪一天看" in page


def test_a_day_that_is_otherwise_stands_in_the_place_of_the_weekly_line() -> None:
    stands_in = "  - {编号: 临1, 日期: 2026-11-18, 时段: 上午, 值班人: 陈某, 替谁: 王某, 原因: 到镇里开会}\n"
    nobody = "  - {编号: 临2, 日期: 2026-11-19, 原因: 村里停电}\n"
    page = village({**RECORDS, "rosters/2026.yml": f"{ROSTER}临时安排:\n{stands_in}{nobody}"}).board()
    assert "11 月 18 日 周三 上午坐班：黄某；上午坐班：陈某（替王某，到镇里开会）" in page
    assert "11 月 19 日 周四 坐班：没有人（村里停电）" in page
    assert page.count("上午坐班：王某、黄某") == 3


def test_a_roster_of_another_year_shows_no_week() -> None:
    records = {**RECORDS, "rosters/2026.yml": ROSTER.replace("每周安排", "期间: 2015\n每周安排")}
    assert "这一周谁值班" not in village(records).board()
    assert "没有列这一周的表" in village(records).pages()["rosters/2026.html"]


def test_a_village_without_an_office_has_no_such_part() -> None:
    assert "找谁办" not in village({}).board()
