"""The page of an assessment: whom it is of, and every mark with what there was to get, so that sums can be redone."""

from __future__ import annotations

import pytest

from support.money_boards import Village, village

POSTING = "编号: P01\n姓名: 刘某\n派出单位:\n  - 县供电公司\n职务: 第一书记\n起: 2024-01-05\n"
RUBRIC = """\
编号: 千分
名称: 千分考核办法
总分: 100
部分:
  - 编号: 甲
    部分: 在村
    满分: 60
    怎么评: 打分
  - 编号: 乙
    部分: 村里的工作
    满分: 40
    原满分: 80
    怎么评: 折算
内容:
  - 编号: 一
    部分: 甲
    内容: 签到
    满分: 40
    每次扣: 3
    扣分情形: 缺勤一次
  - 编号: 二
    部分: 甲
    内容: 例会
    满分: 20
  - 编号: 一
    部分: 乙
    内容: 财务公开
    满分: 50
  - 编号: 二
    部分: 乙
    内容: 治安
    满分: 30
"""
JUDGED = """\
编号: 2025-P01
期间: 2025
派驻: P01
办法: 千分
得分:
  - {编号: 得1, 部分: 甲, 内容: 一, 得分: 34, 次数: 2, 原因: 照签到册}
  - {编号: 得2, 部分: 甲, 内容: 二, 得分: 18}
  - {编号: 得3, 部分: 乙, 内容: 一, 得分: 45}
  - {编号: 得4, 部分: 乙, 内容: 二, 得分: 29}
总分: 89
更正:
  - {编号: 更1, 条目: 得1, 字段: 次数, 原值: 1, 新值: 2, 原因: 数错, 批准: 镇党委, 日期: 2026-02-01}
"""


def judged() -> Village:
    records = {"postings/P01.yml": POSTING, "rubrics/千分.yml": RUBRIC, "assessments/2025-P01.yml": JUDGED}
    return village(records)


def test_the_points_of_a_part_are_added_before_the_reader() -> None:
    page = judged().pages()["assessments/2025-P01.html"]
    assert "考核的是刘某（第一书记）。" in page
    assert "在村 60 52 34 ＋ 18 52" in page
    assert "村里的工作 40 74 （45 ＋ 29） × 40 ÷ 80 37" in page


def test_a_mark_has_the_words_of_the_rubric_and_what_there_was_to_get() -> None:
    page = judged().pages()["assessments/2025-P01.html"]
    assert "在村 签到 34 分 2 次 原来公布的是 1 次 ，2026 年 2 月 1 日更正：数错（镇党委） 照签到册 40 分" in page
    assert "村里的工作 财务公开 45 分 — — 50 分 —" in page  # two parts may number their criteria alike


def test_the_bounds_of_the_grades_stand_beside_the_grade() -> None:
    bounds = ("等次: 合格, 起分: 60", "等次: 优秀, 起分: 90", "等次: 不合格")
    grades = "等次:\n" + "".join(f"  - {{编号: {n}, {one}}}\n" for n, one in enumerate(bounds, 1))
    records = {"postings/P01.yml": POSTING, "rubrics/千分.yml": RUBRIC + grades, "assessments/2025-P01.yml": JUDGED}
    page = village(records).pages()["assessments/2025-P01.html"]
    assert "办法写的等次：优秀 90 分起，合格 60 分到不满 90 分。" in page


@pytest.mark.parametrize(
    ("rubric", "judged", "told"),
    [
        ("编号: 千分\n名称: 考核办法\n", "", "考核办法没有分部分写满分，程序不算总分。"),
        (RUBRIC, "", "各部分的得分都没有写，程序不算总分。"),
        (RUBRIC, "评议:\n  - {编号: 评1, 评议方: 代表, 应到: 30}\n", "各部分的得分都没有写，程序不算总分。"),
    ],
    ids=["no parts", "no marks", "no votes"],
)
def test_what_nobody_scored_makes_no_empty_table_and_no_sum(rubric: str, judged: str, told: str) -> None:
    text = f"编号: 2025-P01\n期间: 2025\n派驻: P01\n办法: 千分\n{judged}"
    records = {"postings/P01.yml": POSTING, "rubrics/千分.yml": rubric, "assessments/2025-P01.yml": text}
    page = village(records).pages()["assessments/2025-P01.html"]
    assert told in page
    assert not any(word in page for word in ("一部分一部分地算", "各方的票", "合计", " 0 分"))
    assert "刘某（第一书记）的 2025 年考核" in page
