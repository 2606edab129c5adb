"""Assessments: what a rubric makes of points and votes, recomputed by hand, and the rubric that is looked for above."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cunwu.kinds.parsers import parse_score
from cunwu.values.wording import Misread
from support.rules_in_village import codes, messages, problems_of

RUBRIC, OWN, TOWN = "../rubrics/2026.yml", "rubrics/2026.yml", "../region.yml"
ASSESSMENT = "assessments/2026-Q2-P01.yml"
HEAD = "编号: 2026-Q2-P01\n期间: 2026-Q2\n派驻: P01\n办法: 2026-考核\n"


def rubric(*parts: str, total: str = "", more: str = "") -> str:
    """Each part is what stands behind its number 部1, 部2 …"""
    rows = "".join(f"  - {{编号: 部{number}, {part}}}\n" for number, part in enumerate(parts, 1))
    return f"编号: 2026-考核\n名称: 考核办法\n{f'总分: {total}' if total else ''}\n部分:\n{rows}{more}".replace(
        "\n\n", "\n"
    )


def listed(word: str, letter: str, *rows: str) -> str:
    return f"{word}:\n" + "".join(f"  - {{编号: {letter}{number}, {row}}}\n" for number, row in enumerate(rows, 1))


def marks(*rows: str) -> str:
    return listed("得分", "得", *rows)


def judged(by: str, *parts: str, at: str = RUBRIC, head: str = HEAD) -> dict[str, str]:
    """An assessment in the village by a rubric, which lies above unless it is said where."""
    return {at: by, ASSESSMENT: head + "".join(parts)}


# --- 双千分: discipline 400, tasks of the town 200, work of the village 1,400 out of 1,000 --------------------

THOUSANDS = rubric(
    "部分: 遵守纪律, 满分: 400",
    "部分: 政府临时任务, 满分: 200",
    "部分: 村级工作, 满分: 1400, 原满分: 1000, 怎么评: 折算",
    total="2000",
)
THREE_MARKS = marks("部分: 部1, 得分: 384", "部分: 部2, 得分: 180", "部分: 部3, 得分: 900")


def test_the_village_s_own_assessment_is_converted_by_the_rubric_alone() -> None:
    by_hand = Fraction(384) + 180 + Fraction(900) * 1400 / 1000
    assert by_hand == 1824
    assert Fraction(1400, 1000) == Fraction("1.4")
    assert codes(judged(THOUSANDS, THREE_MARKS, "总分: 1824\n")) == []


def test_points_that_are_added_without_being_converted_are_told_with_the_right_total() -> None:
    (told,) = messages(judged(THOUSANDS, THREE_MARKS, "总分: 1464\n"))
    assert told.endswith("ASM010 照办法算总分是 1824 分，填写的是 1464 分")


def test_a_mark_may_be_as_much_as_the_part_has_before_it_is_converted() -> None:
    def village(points: str) -> list[str]:
        return codes(judged(THOUSANDS, THREE_MARKS.replace("得分: 900", f"得分: {points}")))

    assert village("1000") == []
    assert village("1000.5") == ["ASM006"]


# --- other rubrics ----------------------------------------------------------------------------------------------------

HALVES = rubric("部分: 半年, 满分: 100, 权重: 30%", "部分: 年终, 满分: 100, 权重: 70%", total="100")


def test_two_times_of_a_year_are_weighted_30_and_70() -> None:
    both = marks("部分: 部1, 得分: 88", "部分: 部2, 得分: 93.5")
    assert Fraction(88 * 30, 100) + Fraction("93.5") * 70 / 100 == Fraction("91.85")
    assert codes(judged(HALVES, both, "总分: 91.85\n")) == []
    assert codes(judged(HALVES, both, "总分: 91.8\n")) == []  # cut
    assert codes(judged(HALVES, both, "总分: 181.5\n")) == ["ASM010"]


def test_a_rubric_of_300_points_adds_them() -> None:
    three = rubric(*(f"部分: 第{name}百分, 满分: 100" for name in "一二三"), total="300")
    points = marks("部分: 部1, 得分: 96", "部分: 部2, 得分: 91.5", "部分: 部3, 得分: 88")
    assert codes(judged(three, points, "总分: 275.5\n")) == []
    assert codes(judged(three, points, "总分: 91.8\n")) == ["ASM010"]


def test_a_part_without_weight_in_a_weighted_rubric_is_added_as_it_is() -> None:
    bonus = HALVES + "  - {编号: 部3, 部分: 加分, 满分: 10}\n"
    points = marks("部分: 部1, 得分: 80", "部分: 部2, 得分: 90", "部分: 部3, 得分: 4")
    assert Fraction(80 * 30 + 90 * 70, 100) + 4 == 91
    assert codes(judged(bonus, points, "总分: 91\n")) == []


def test_a_total_is_not_asked_about_until_every_part_has_points() -> None:
    assert codes(judged(HALVES, marks("部分: 部1, 得分: 88"), "总分: 88\n")) == ["ASM018"]
    assert codes(judged(HALVES, "总分: 88\n")) == []  # no marks are published


# --- criteria and deductions ------------------------------------------------------------------------------------------

CRITERIA = listed(
    "内容",
    "内",
    "部分: 部1, 内容: 按时签到, 满分: 60, 每次扣: 3, 扣分情形: 无故缺勤一次",
    "部分: 部1, 内容: 按时开会, 满分: 40",
)
SIGNING = rubric("部分: 遵守纪律, 满分: 100", total="100", more=CRITERIA)


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        ("得分: 54, 次数: 2", []),  # 60 − 2 × 3
        ("得分: 57, 次数: 2", ["ASM005"]),
        ("得分: 51, 次数: 2", ["ASM005"]),
        ("得分: 51, 原因: 缺勤 2 次、代签一次", []),
        ("得分: 0, 次数: 25", []),  # no less than nothing
        ("得分: 60, 次数: 0", []),
        ("得分: 61", ["ASM006"]),
    ],
)
def test_so_many_absences_at_three_points_leave_so_many(mark: str, found: list[str]) -> None:
    assert codes(judged(SIGNING, marks(f"部分: 部1, 内容: 内1, {mark}"))) == found


def test_marks_of_criteria_make_the_part() -> None:
    both = marks("部分: 部1, 内容: 内1, 得分: 54, 次数: 2", "部分: 部1, 内容: 内2, 得分: 38")
    assert codes(judged(SIGNING, both, "总分: 92\n")) == []
    assert codes(judged(SIGNING, both, "总分: 93\n")) == ["ASM010"]


def test_the_sums_of_a_rubric_are_its_own() -> None:
    assert codes({OWN: SIGNING}) == []
    assert codes({OWN: SIGNING.replace("总分: 100", "总分: 120")}) == ["ASM002"]
    assert codes({OWN: SIGNING.replace("满分: 40", "满分: 30")}) == ["ASM003"]
    assert codes({OWN: SIGNING.replace(", 满分: 40", "")}) == []  # nobody knows what the second gives
    assert codes({OWN: HALVES.replace("70%", "60%")}) == ["ASM004"]
    assert codes({OWN: HALVES.replace("总分: 100", "总分: 300")}) == []  # percentages of a whole of 300
    lost = SIGNING.replace("部分: 部1, 内容: 按时开会", "部分: 部9, 内容: 按时开会")
    assert codes({OWN: lost}) == ["ASM001", "ASM003"]  # the second follows from the first
    assert codes({OWN: HALVES.replace("部分: 年终", "部分: 半年")}) == ["ASM007"]


# --- votes ------------------------------------------------------------------------------------------------------------

SIDES = listed("评议方", "方", "谁: 村民代表, 权重: 40%", "谁: 乡镇干部, 权重: 30%", "谁: 乡镇领导, 权重: 30%")
GRADES = listed(
    "等次",
    "等",
    "等次: 优秀, 起分: 90, 每票折分: 100",
    "等次: 称职, 起分: 75, 每票折分: 80",
    "等次: 基本称职, 起分: 60, 每票折分: 60",
    "等次: 不称职, 起分: 0, 每票折分: 0",
)
VOTED = rubric("部分: 民主评议, 满分: 100, 怎么评: 票决", total="100", more=SIDES + GRADES)
BALLOTS = listed(
    "评议",
    "评",
    "评议方: 方1, 应到: 30, 实到: 28, 废票: 3, 得分: 92",
    "评议方: 方2, 实到: 20, 得分: 89",
    "评议方: 方3, 实到: 5, 得分: 96",
)
VOTES = listed(
    "票数",
    "票",
    *("评议方: 方1, 等次: 优秀, 票数: 16", "评议方: 方1, 等次: 称职, 票数: 8", "评议方: 方1, 等次: 基本称职, 票数: 1"),
    *("评议方: 方2, 等次: 优秀, 票数: 10", "评议方: 方2, 等次: 称职, 票数: 9", "评议方: 方2, 等次: 基本称职, 票数: 1"),
    *("评议方: 方3, 等次: 优秀, 票数: 4", "评议方: 方3, 等次: 称职, 票数: 1"),
)


def mean(good: int, fair: int, poor: int) -> Fraction:
    """What votes of 100, 80 and 60 points come to; void ones are none."""
    return Fraction(good * 100 + fair * 80 + poor * 60, good + fair + poor)


def test_three_sides_vote_by_grade_and_void_votes_are_none() -> None:
    sides = mean(16, 8, 1), mean(10, 9, 1), mean(4, 1, 0)
    assert sides == (Fraction(92), Fraction(89), Fraction(96))
    total = sides[0] * Fraction(40, 100) + (sides[1] + sides[2]) * Fraction(30, 100)
    assert total == Fraction("92.3")
    assert codes(judged(VOTED, BALLOTS, VOTES, "总分: 92.3\n等次: 优秀\n")) == []
    assert codes(judged(VOTED, BALLOTS, VOTES, "总分: 93.1\n等次: 优秀\n")) == ["ASM010"]


def test_votes_of_a_part_are_weighed_with_points_of_the_other() -> None:
    both = rubric("部分: 打分, 满分: 100, 权重: 30%", "部分: 评议, 满分: 100, 权重: 70%, 怎么评: 票决", total="100")
    total = Fraction(88 * 30, 100) + Fraction("92.3") * 70 / 100
    assert total == Fraction("91.01")
    files = judged(both + SIDES + GRADES, marks("部分: 部1, 得分: 88"), BALLOTS, VOTES, "总分: 91.01\n")
    assert codes(files) == []


def test_the_points_of_a_side_are_the_mean_of_its_votes() -> None:
    assert codes(judged(VOTED, BALLOTS.replace("得分: 89", "得分: 90"), VOTES)) == ["ASM015"]
    assert codes(judged(VOTED, BALLOTS.replace(", 得分: 89", ""), VOTES)) == []


def test_a_side_whose_votes_are_not_published_has_the_points_that_are_stated() -> None:
    assert codes(judged(VOTED, BALLOTS, "总分: 92.3\n")) == []
    assert codes(judged(VOTED, BALLOTS, "总分: 95\n")) == ["ASM010"]


def test_nobody_votes_who_is_not_there() -> None:
    assert codes(judged(VOTED, BALLOTS.replace("实到: 20", "实到: 19"), VOTES)) == ["ASM011"]
    (told,) = messages(judged(VOTED, BALLOTS.replace("实到: 28", "实到: 27"), VOTES))
    assert told.endswith("ASM011 方1的票有 28 张（废票 3 张算在里面），实到 27 人")
    assert codes(judged(VOTED, BALLOTS.replace("应到: 30", "应到: 27"), VOTES)) == ["ASM013"]


def test_a_side_votes_once() -> None:
    twice = BALLOTS + "  - {编号: 评4, 评议方: 方1, 实到: 28}\n"
    assert codes(judged(VOTED, twice, VOTES)) == ["ASM012"]


@pytest.mark.parametrize(
    ("total", "grade", "found"),
    [
        ("90", "优秀", []),
        ("89.9", "优秀", ["ASM016"]),
        ("89.9", "称职", []),
        ("12", "不称职", []),
        ("12", "基本称职", ["ASM016"]),
    ],
)
def test_the_grade_is_that_of_the_total(total: str, grade: str, found: list[str]) -> None:
    assert codes(judged(VOTED, f"总分: {total}\n等次: {grade}\n")) == found


def test_a_grade_by_another_rule_is_explained() -> None:
    (told,) = messages(judged(VOTED, "总分: 91\n等次: 称职\n"))
    assert told.endswith("ASM016 总分 91 分照办法是「优秀」，等次写的是「称职」")
    why = "反常说明:\n  - {编号: 说1, 规则: ASM016, 原因: 无故缺勤一次不得评优秀, 谁: 镇党委组织委员}\n"
    assert codes(judged(VOTED, f"总分: 91\n等次: 称职\n{why}")) == ["ASM016"]  # told still, and with its reason


def test_a_grade_stands_once_in_a_rubric() -> None:
    assert codes({OWN: VOTED}) == []
    assert codes({OWN: VOTED.replace("等次: 基本称职", "等次: 称职")}) == ["ASM008"]
    assert codes({OWN: VOTED.replace("权重: 40%", "权重: 50%")}) == ["ASM004"]


# --- what leads to the rubric -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (marks("部分: 部1, 内容: 内1, 得分: 60"), []),
        (marks("部分: 部2, 得分: 60"), ["ASM009", "ASM018"]),
        (marks("部分: 部1, 内容: 内3, 得分: 60"), ["ASM009"]),
        (listed("评议", "评", "评议方: 方4"), ["ASM009"]),
        (listed("票数", "票", "评议方: 方1, 等次: 很好, 票数: 1"), ["ASM009"]),
    ],
)
def test_parts_criteria_sides_and_grades_are_those_of_the_rubric(more: str, found: list[str]) -> None:
    assert sorted(codes(judged(SIGNING + SIDES + GRADES, more))) == found


def test_a_criterion_belongs_to_the_part_it_is_marked_for() -> None:
    two = rubric("部分: 纪律, 满分: 100", "部分: 其他, 满分: 50", total="150", more=CRITERIA)
    (told,) = messages(judged(two, marks("部分: 部1, 得分: 90", "部分: 部2, 内容: 内1, 得分: 30")))
    assert told.endswith("ASM009 部分「部2」的内容「内1」不在考核办法「考核办法」里")


def test_a_rubric_of_a_place_above_holds_in_the_village() -> None:
    points = marks("部分: 部1, 得分: 92"), "总分: 92\n"
    simple = rubric("部分: 全部, 满分: 100", total="100")
    assert codes(judged(simple, *points)) == []
    assert codes({ASSESSMENT: HEAD + "".join(points)}) == ["REF031"]


TOWNSHIP = {
    "../qinghe/region.yml": "名称: 清河镇\n级别: 镇\n演示: 是\n",
    "../qinghe/cun/village.yml": "名称: 大田村\n",
    "../qinghe/cun/assessments/2026-Q2-A.yml": "编号: 2026-Q2-A\n期间: 2026-Q2\n谁: 刘某\n办法: 2026-考核\n"
    "得分:\n  - {编号: 得1, 部分: 部1, 得分: 40}\n总分: 40\n",
}


@pytest.mark.parametrize(
    ("county", "town", "village", "found"),
    [
        # What 40 points come to by each: 40, or converted 80.
        ("满分: 100", "", "", []),
        ("满分: 100, 原满分: 50", "", "", ["ASM010"]),
        ("", "满分: 100", "", []),
        ("", "", "满分: 100", []),
        ("满分: 100, 原满分: 50", "满分: 100", "", ["ASM022"]),
        ("满分: 100", "", "满分: 100", ["ASM022"]),
        ("满分: 100", "满分: 100", "满分: 100", ["ASM022", "ASM022"]),
    ],
)
def test_a_number_of_a_rubric_is_that_of_no_other_in_the_places_above(
    county: str, town: str, village: str, found: list[str]
) -> None:
    lying = {
        "../rubrics/2026.yml": county,
        "../qinghe/rubrics/2026.yml": town,
        "../qinghe/cun/rubrics/2026.yml": village,
    }
    files = {path: rubric(f"部分: 全部, {part}") for path, part in lying.items() if part}
    assert codes({**TOWNSHIP, **files}) == found


def test_a_rubric_above_that_cannot_be_read_is_told_there_and_not_in_every_village() -> None:
    told = messages({**TOWNSHIP, "../qinghe/rubrics/2026.yml": rubric("部分: 全部, 满分: 一百")})
    assert [one for one in told if "REF031" in one] == []
    assert any("qinghe/rubrics/2026.yml" in one for one in told)


def test_a_rubric_of_a_neighbour_holds_nowhere_else() -> None:
    elsewhere = {
        "../lianhua/village.yml": "名称: 莲花村\n",
        "../lianhua/rubrics/2026.yml": rubric("部分: 全部, 满分: 100"),
    }
    assert codes({**TOWNSHIP, **elsewhere}) == ["REF031"]


def assessed(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    """Assessments, each with its number, period, who it is of, and what else it says."""
    return {
        f"assessments/{period.replace('..', '_')}-{number}.yml": (
            f"编号: {number}\n期间: {period}\n{who}\n等次: 优秀\n名次: {rank}\n{more}"
        )
        for rank, (number, period, who, more) in enumerate(rows, 1)
    }


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (("b", "2026-Q2", "派驻: P01", ""), ["ASM021", "ASM021"]),
        (("b", "2026-04..2026-06", "派驻: P01", ""), ["ASM021", "ASM021"]),
        (("b", "2026-Q2", "派驻: P01", "办法: 2026-考核\n"), ["ASM021", "ASM021"]),
        (("b", "2026-Q1", "派驻: P01", ""), []),
        (("b", "2026-Q2", "谁: 刘某", ""), []),
    ],
)
def test_one_person_is_assessed_once_over_one_period_by_one_rubric(
    other: tuple[str, str, str, str], found: list[str]
) -> None:
    by = {RUBRIC: rubric("部分: 全部, 满分: 100", more=listed("等次", "等", "等次: 优秀, 起分: 90"))}
    told = codes({**by, **assessed(("a", "2026-Q2", "派驻: P01", ""), other)})
    assert told == found


def test_two_assessments_by_two_rubrics_are_two() -> None:
    graded = listed("等次", "等", "等次: 优秀, 起分: 90")
    one = rubric("部分: 全部, 满分: 100", more=graded)
    by = {
        RUBRIC: one,
        "../rubrics/2026-b.yml": one.replace("2026-考核", "2026-县考核").replace("名称: 考核办法", "名称: 县考核办法"),
    }
    first = ("a", "2026-Q2", "派驻: P01", "办法: 2026-考核\n")
    assert codes({**by, **assessed(first, ("b", "2026-Q2", "派驻: P01", "办法: 2026-县考核\n"))}) == []
    assert codes({**by, **assessed(first, ("b", "2026-Q2", "派驻: P01", "办法: 2026-考核\n"))}) == ["ASM021"] * 2


def test_a_grade_that_no_points_give_is_told_as_not_held_against_them() -> None:
    points = marks("部分: 部1, 得分: 95")

    def told(grades: str) -> list[str]:
        return codes(judged(rubric("部分: 全部, 满分: 100", more=grades), points, "总分: 95\n等次: 优秀\n"))

    assert told(listed("等次", "等", "等次: 优秀, 起分: 90")) == []
    assert told(listed("等次", "等", "等次: 优秀, 每票折分: 100")) == ["ASM025"]
    assert told("") == ["ASM025"]
    assert told(listed("等次", "等", "等次: 合格, 起分: 99")) == ["ASM025"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("编号: 2026-考核\n名称: 办法\n", ["ASM023"]),
        ("编号: 2026-考核\n名称: 办法\n等次:\n  - {编号: 等1, 等次: 优秀}\n", []),
        ("编号: 2026-考核\n名称: 办法\n总分: 0\n部分:\n  - {编号: 部1, 部分: 一, 满分: 5, 权重: 100%}\n", ["ASM024"]),
        ("编号: 2026-考核\n名称: 办法\n部分:\n  - {编号: 部1, 部分: 一, 满分: 0}\n", ["ASM024"]),
        ("编号: 2026-考核\n名称: 办法\n部分:\n  - {编号: 部1, 部分: 一, 满分: 5, 原满分: 0}\n", ["ASM024"]),
    ],
)
def test_a_rubric_says_something_and_has_points_to_give(text: str, found: list[str]) -> None:
    assert codes({RUBRIC: text}) == found


# --- what comes of it, and what may be public -------------------------------------------------------------------------


def test_an_outcome_has_its_reason_and_a_rank_is_among_so_many() -> None:
    plain = {ASSESSMENT: HEAD.replace("办法: 2026-考核\n", "")}
    assert codes({ASSESSMENT: plain[ASSESSMENT] + listed("结果运用", "果", "结果: 评优, 原因: 修通机耕路")}) == []
    assert codes({ASSESSMENT: plain[ASSESSMENT] + listed("结果运用", "果", "结果: 评优")}) == ["ASM017"]
    assert codes({ASSESSMENT: plain[ASSESSMENT] + "名次: 8\n参加排名: 8\n"}) == []
    assert codes({ASSESSMENT: plain[ASSESSMENT] + "名次: 9\n参加排名: 8\n"}) == ["ASM014"]


@pytest.mark.parametrize(
    ("setting", "more", "found"),
    [
        ("全部", THREE_MARKS, []),
        ("只公开结果", THREE_MARKS, ["ASM020"]),
        ("只公开结果", "总分: 1824\n", []),
        ("不公开", "总分: 1824\n", ["ASM020"]),
    ],
)
def test_no_more_is_public_than_the_place_has_decided(setting: str, more: str, found: list[str]) -> None:
    place = f"名称: 示例县\n级别: 县\n演示: 是\n公开设置:\n  考核公开: {setting}\n"
    assert codes({TOWN: place, **judged(THOUSANDS, more)}) == found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1,824", "1824"), ("１８２４", "1824"), ("384分", "384"), ("1，824.5 分", "1824.5"), ("-3", "")],
)
def test_a_score_typed_otherwise_is_offered_as_it_is_to_be_written(typed: str, meant: str) -> None:
    with pytest.raises(Misread) as slip:
        parse_score(typed)
    assert slip.value.right == meant


def test_ballots_that_nobody_accounts_for_are_told() -> None:
    def told(ballot: str) -> list[str]:
        votes = listed("票数", "票", "评议方: 代表, 等次: 优秀, 票数: 25")
        head = HEAD.replace("办法: 2026-考核\n", "")
        return codes({ASSESSMENT: head + listed("评议", "评", f"评议方: 代表, {ballot}") + votes})

    assert told("实到: 30") == ["ASM026"]
    assert told("实到: 30, 废票: 5") == []
    assert told("应到: 30") == []


def test_what_follows_from_another_rubric_is_folded_under_the_parts_it_has_not() -> None:
    graded = listed("等次", "等", "等次: 优秀, 起分: 90")
    by = rubric("部分: 全部, 满分: 100", more=graded)
    found = problems_of(judged(by, marks("部分: 部1, 得分: 40", "部分: 部9, 得分: 55"), "总分: 95\n等次: 优秀\n"))
    (cause,) = (one for one in found if one.code == "ASM009")
    assert {one.code for one in cause.consequences} == {"ASM010"}


BUNDLE = rubric(
    "部分: 村里的工作, 满分: 50",
    total="50",
    more=listed("内容", "内", "部分: 部1, 内容: 财务公开, 满分: 30", "部分: 部1, 内容: 社会治安, 满分: 20"),
)
OF_VILLAGE = marks("部分: 部1, 内容: 内1, 得分: 25", "部分: 部1, 内容: 内2, 得分: 17")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("事项: 社会治安, 结果: 争执两次, 计分: 17", []),
        ("事项: 社会治安, 结果: 争执两次, 计分: 27", ["ASM027"]),
        ("事项: 社会治安, 结果: 争执两次", []),
        ("事项: 创业承诺, 结果: 兑现, 计分: 27", []),
    ],
)
def test_what_is_bundled_counts_what_its_mark_says(row: str, found: list[str]) -> None:
    assert codes(judged(BUNDLE, OF_VILLAGE, listed("捆绑", "捆", row))) == found
