"""The page of a meeting: what its kind needed and what it got, the six steps, and what it allowed."""

from __future__ import annotations

from support.money_boards import village

MEETING = """\
编号: 2026-03-20
种类: 村民代表会议
议题: 修路
召开日期: 2026-03-20
应到人数: 36
实到人数: 31
到会够数: 否
决议:
  - 编号: 决1
    内容: 同意修路
    赞成: 29
    反对: 1
    弃权: 1
    通过: 是
    落实情况: 正在办
四议两公开:
  - {编号: 步1, 步骤: 党组织提议, 日期: 2026-03-02}
  - {编号: 步3, 步骤: 党员大会审议, 日期: 2026-03-08, 应到: 30, 实到: 24}
提问:
  - {编号: 问1, 问: 电费谁出, 答复: 合作社出, 谁答的: 村委会主任}
"""
PROJECT = "编号: 2026-路\n名称: 村主路硬化\n决策会议: 2026-03-20\n"


def page_of(meeting: str = MEETING) -> str:
    files = {"meetings/2026-03-20.yml": meeting, "projects/2026-lu.yml": PROJECT}
    return village(files).pages()["meetings/2026-03-20.html"]


def test_quorum_and_votes_are_counted_by_the_rule_of_the_kind_beside_what_is_stated() -> None:
    page = page_of()
    assert "应到 36 人，实到 31 人。村民代表会议要三分之二到会，够了。会议记录写的是不够。" in page
    assert "赞成 29、反对 1、弃权 1；到会过半要 16 票；通过；正在办" in page


def test_a_step_left_out_is_seen_and_others_tell_who_came() -> None:
    page = page_of()
    assert "2026.3.8 到 24/30" in page
    assert "两委商议 没有记录 未记" in page
    assert "实施结果公开 未到" in page
    assert "党员大会审议到会的都够三分之二" in page


def test_what_names_the_meeting_is_listed_and_what_was_asked_is_answered() -> None:
    page = page_of()
    assert "这次会议同意了什么" in page
    assert "项目 村主路硬化" in page
    assert "电费谁出 合作社出 村委会主任" in page


def test_a_rough_count_is_no_verdict() -> None:
    assert "够不够算不准" in page_of(MEETING.replace("实到人数: 31", "实到人数: 约24"))
