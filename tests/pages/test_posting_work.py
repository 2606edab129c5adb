"""The page of a cadre tells what was promised, done and judged; the page of the village leads to all of it."""

from __future__ import annotations

import pytest

from support.money_boards import Village, village
from support.rules_boards import messages_of

POSTING = "编号: P01\n姓名: 刘某\n派出单位:\n  - 县供电公司\n职务: 第一书记\n起: 2026-01-05\n"
PLEDGE = """\
编号: 2026-承诺
名称: 公开承诺
种类: 公开承诺
派驻: P01
签订:
  - 编号: 签1
    谁: P01
    日期: 2026-01-10
"""
JOINT = """\
编号: 2026-责任书
名称: 责任书
种类: 责任书
签订:
  - 编号: 签1
    谁: P01、村主任
    日期: 不详
"""
VISITS = """\
期间: 2026-03
明细:
  - 编号: 访1
    日期: 2026-03-05
    走访人: P01、P02
    对象: 困难户
    户数: 6 户
  - 编号: 访2
    日期: 2026-03-06
    走访人: P01
    对象: 困难户
    户数: 约4 户
  - 编号: 访3
    日期: 2026-03-07
    走访人: P02
    对象: 困难户
    户数: 9 户
"""
WEEK = "期间: 2026-03-02..2026-03-08\n派驻: P01\n做了:\n  - 编号: 做1\n    事项: 走访\n"
STAYS = """\
期间: 2026-03
派驻: P01
明细:
  - 编号: 日1
    日期: 2026-03-09
    做了什么: 看水渠
  - 编号: 日2
    日期: 2026-03-10
    谁: P02
    做了什么: 开会
"""
DEED = "编号: 2026-03\n事项: 清水沟\n种类: 实事\n经办: P01\n结果: 已通\n"
JUDGED = """\
编号: 2025-P01
期间: 2025
派驻: P01
总分: 1824
等次: 优秀
结果运用:
  - 编号: 果1
    结果: 评优
    原因: 修通路
"""
ACTS = """\
期间: 2026
明细:
  - 编号: 奖1
    种类: 谈话
    日期: 2026-06-10
    派驻: P01
  - 编号: 奖2
    种类: 评优
    派驻: P02
    原因: 账目清楚
"""
TRAINING = "编号: 2026-训1\n名称: 岗前培训\n时间: 2026-01-06\n参加的驻村干部:\n  - P01\n"
RECORDS = {
    "postings/P01.yml": POSTING,
    "pledges/2026-承诺.yml": PLEDGE,
    "pledges/2026-责任书.yml": JOINT,
    "visits/2026-03.yml": VISITS,
    "weekly/2026-03-02_2026-03-08.yml": WEEK,
    "stays/2026-03.yml": STAYS,
    "deeds/2026-03.yml": DEED,
    "assessments/2025-P01.yml": JUDGED,
    "conduct/2026.yml": ACTS,
    "trainings/2026-训1.yml": TRAINING,
}


@pytest.fixture
def shown() -> Village:
    return village(RECORDS)


def test_what_was_promised_has_the_day_it_was_signed(shown: Village) -> None:
    page = shown.pages()["postings/P01.html"]
    assert "公开承诺 2026 年 1 月 10 日" in page
    assert "责任书 不详" in page


def test_what_was_done_counts_only_what_names_this_cadre(shown: Village) -> None:
    page = shown.pages()["postings/P01.html"]
    assert "走访 2 次，约10 户" in page
    assert "周报 1 份，最新一份到 2026 年 3 月 8 日" in page
    assert "驻村日志 1 条" in page
    assert "清水沟 已通" in page


def test_how_it_was_judged_and_what_came_of_it(shown: Village) -> None:
    page = shown.pages()["postings/P01.html"]
    assert "2025 年 1824 优秀 评优" in page
    assert "2026 年 6 月 10 日 谈话 没有写原因" in page
    assert "账目清楚" not in page
    assert "岗前培训" in page


def test_a_cadre_of_whom_nothing_else_is_recorded_has_none_of_these_parts() -> None:
    page = village({"postings/P01.yml": POSTING}).pages()["postings/P01.html"]
    assert not [word for word in ("承诺过什么", "做了什么", "考核", "奖惩", "培训") if word in page]


def test_the_village_leads_to_the_lists_of_what_there_is(shown: Village) -> None:
    board = shown.board()
    for word in ("承诺（2）", "周报（1）", "驻村日志（1）", "考核（1）", "奖惩（1）", "培训（1）"):
        assert word in board
    assert "目标（" not in board


LINKAGE = """\
编号: 2025-挂钩
名称: 领导挂钩联系
期间: 2025
联系:
  - 编号: 联1
    联系人: 县委常委
    联系对象: 上河村
    应到次数: 4
  - 编号: 联2
    联系人: 县水利局
    联系对象: 上河村
    应到次数: 2
到访:
  - 编号: 到1
    联系: 联1
    日期: 2025-03-12
  - 编号: 到2
    联系: 联1
    次数: 2 次
  - 编号: 到3
    联系: 联2
    次数: 34 人次
"""


def test_visits_of_a_tie_are_added_and_heads_are_no_visits() -> None:
    page = village({"linkages/2025-挂钩.yml": LINKAGE}).pages()["linkages/2025-挂钩.html"]
    assert "（CAD039-联1） 3 次 县水利局" in page
    assert "县水利局 上河村 2 次 —" in page
    assert messages_of({"linkages/2025-挂钩.yml": LINKAGE}, "CAD039") == [
        "县委常委联系上河村，2025 年应到 4 次，登记了 3 次"
    ]


MAKEUP = """\
编号: 2008-科级
名称: 科级干部构成
总人数: 120
分组:
  - 编号: 组1
    按: 性别
    组: 男
    人数: 111
  - 编号: 组2
    按: 性别
    组: 女
    人数: 9
    占比: 7.5%
  - 编号: 组3
    按: 政治面貌
    组: 党外女干部
    人数: 3
    占比: 2.5%
    其中: 女
"""


def test_shares_are_computed_beside_the_stated_ones() -> None:
    page = village({"makeups/2008-科级.yml": MAKEUP}).pages()["makeups/2008-科级.html"]
    assert "男 111 人 — — 92.5%" in page
    assert "女 9 人 7.5% — 7.5%" in page
    assert messages_of({"makeups/2008-科级.yml": MAKEUP}, "CMP002") == []


@pytest.mark.parametrize(("people", "told"), [("9", False), ("8", True)])
def test_groups_of_one_view_make_the_whole(people: str, told: bool) -> None:
    text = MAKEUP.replace("人数: 9\n    占比: 7.5%", f"人数: {people}")
    assert bool(messages_of({"makeups/2008-科级.yml": text}, "CMP001")) is told


def test_a_goal_has_a_bar_where_it_has_numbers() -> None:
    goals = (
        "编号: 2026-目标\n名称: 今年目标\n期间: 2026\n目标:\n"
        "  - 编号: 标1\n    目标: 集体收入\n    要达到: 30000 元\n    已达到: 21000 元\n"
        "  - 编号: 标2\n    目标: 实事好事\n    要达到: 3 件\n    已达到: 约2 件\n"
        "  - 编号: 标3\n    目标: 后备干部\n    完成: 是\n"
    )
    page = village({"goals/2026-目标.yml": goals}).pages()["goals/2026-目标.html"]
    assert "集体收入：已达到 21000 元，要达到 30000 元（70.0%）" in page or "（70%）" in page
    assert "实事好事：" not in page
    assert "一共 3 项目标，有凭据完成的 0 项，另有 1 项写的是完成，没有凭据。" in page
