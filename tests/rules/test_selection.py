"""Selections: totals recomputed by hand from the weights, ranks and results held against them, steps in their order."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cunwu.changes.suspects import newly_suspected
from support.rules_in_village import codes, messages, problems_of

HEAD = "编号: 2026-竞聘\n名称: 驻村指导员竞聘\n方式: 竞争上岗\n"
WEIGHTS = (("群众测评", "40%"), ("评审组", "20%"), ("党委政府", "40%"))
POSTS = "岗位:\n  - {编号: 岗1, 岗位: 上河村驻村指导员, 人数: 1}\n  - {编号: 岗2, 岗位: 莲花村驻村指导员, 人数: 1}\n"
SETTING = "名称: 示例县\n级别: 县\n演示: 是\n公开设置:\n  选派步骤:\n    - 资格审查\n    - 竞聘演讲\n    - 组织谈话\n"


def weights(*parts: tuple[str, str]) -> str:
    rows = (
        f"  - {{编号: 权{number}, 部分: {part}, 权重: {weight}}}\n" for number, (part, weight) in enumerate(parts, 1)
    )
    return f"权重:\n{''.join(rows)}"


def applicants(*rows: str) -> str:
    """Each row is what stands behind the number."""
    return "报名的人:\n" + "".join(f"  - {{编号: 人{number}, {row}}}\n" for number, row in enumerate(rows, 1))


def steps(*rows: tuple[str, str]) -> str:
    told = (f"  - {{编号: 步{number}, 步骤: {step}, 日期: {day}}}\n" for number, (step, day) in enumerate(rows, 1))
    return f"步骤:\n{''.join(told)}"


def selection(*parts: str, region: str = "") -> dict[str, str]:
    return {"selections/2026.yml": HEAD + "".join(parts), **({"../region.yml": region} if region else {})}


# --- totals -----------------------------------------------------------------------------------------------------------

WORKED = {"刘某": (92, 88, 90), "胡某": (86, 91, 85), "彭某": (90, 79, 93)}


def by_hand(scores: tuple[int, int, int]) -> Fraction:
    """40 % of the people, 20 % of the panel, 40 % of the town."""
    people, panel, town = scores
    return Fraction(people * 40 + panel * 20 + town * 40, 100)


def worked(totals: dict[str, str], ranks: dict[str, int]) -> dict[str, str]:
    rows = (
        f"谁: {who}, 得分: [{', '.join(map(str, scores))}], 总分: {totals[who]}, 名次: {ranks[who]}"
        for who, scores in WORKED.items()
    )
    return selection(weights(*WEIGHTS), applicants(*rows))


TOTALS = {"刘某": "90.4", "胡某": "86.6", "彭某": "89"}
RANKS = {"刘某": 1, "胡某": 3, "彭某": 2}


def test_a_worked_selection_comes_to_what_a_reader_computes_from_its_weights() -> None:
    assert {who: by_hand(scores) for who, scores in WORKED.items()} == {
        who: Fraction(one) for who, one in TOTALS.items()
    }
    assert codes(worked(TOTALS, RANKS)) == []


def test_a_total_that_is_not_that_of_the_scores_is_told_with_both_numbers() -> None:
    (told,) = messages(worked({**TOTALS, "彭某": "91"}, RANKS))
    assert told.endswith("SEL006 彭某的总分照权重算是 89 分，填写的是 91 分")


@pytest.mark.parametrize("total", ["86.6", "86.60", "87", "86"])
def test_totals_may_be_rounded_or_cut(total: str) -> None:
    assert codes(worked({**TOTALS, "胡某": total}, RANKS)) == []


def test_a_total_is_not_rounded_up_without_reason() -> None:
    assert codes(worked({**TOTALS, "刘某": "91"}, RANKS)) == ["SEL006"]


def test_scores_of_another_maximum_are_brought_to_a_hundred() -> None:
    parts = "权重:\n  - {编号: 权1, 部分: 笔试, 权重: 60%, 满分: 120}\n  - {编号: 权2, 部分: 面谈, 权重: 40%}\n"
    assert Fraction(108, 120) * 60 + Fraction(85, 100) * 40 == 88
    assert codes(selection(parts, applicants("得分: [108, 85], 总分: 88"))) == []
    assert codes(selection(parts, applicants("得分: [108, 85], 总分: 98.8"))) == ["SEL006"]


def test_weights_make_a_hundred() -> None:
    assert codes(selection(weights(*WEIGHTS))) == []
    assert codes(selection(weights(*WEIGHTS[:2]))) == ["SEL003"]


def test_each_part_has_a_score_or_none_has() -> None:
    assert codes(selection(weights(*WEIGHTS), applicants("总分: 90.4"))) == []
    assert codes(selection(weights(*WEIGHTS), applicants("得分: [92, 88]"))) == ["SEL004"]


def test_no_score_is_more_than_its_part_can_give() -> None:
    assert codes(selection(weights(*WEIGHTS), applicants("得分: [100, 100, 100]"))) == []
    assert codes(selection(weights(*WEIGHTS), applicants("得分: [101, 88, 90]"))) == ["SEL005"]


# --- ranks ------------------------------------------------------------------------------------------------------------


def ranked(*rows: str) -> list[str]:
    """Codes for applicants of one part that is the whole."""
    return codes(selection(weights(("测评", "100%")), POSTS, applicants(*rows)))


def test_ranks_follow_the_totals() -> None:
    assert ranked("得分: [90], 名次: 1", "得分: [80], 名次: 2") == []
    assert ranked("得分: [90], 名次: 2", "得分: [80], 名次: 1") == ["SEL007", "SEL007"]


def test_who_has_the_same_total_shares_a_rank_or_is_told_apart_with_a_word_why() -> None:
    assert ranked("得分: [90], 名次: 1", "得分: [90], 名次: 1", "得分: [80], 名次: 3") == []
    assert ranked("得分: [90], 名次: 1", "得分: [90], 名次: 2", "得分: [80], 名次: 3") == ["SEL007"]
    assert ranked("得分: [90], 名次: 1", "得分: [90], 名次: 2, 说明: 同分看工龄", "得分: [80], 名次: 3") == []


def test_totals_that_are_announced_as_the_same_may_share_a_rank() -> None:
    parts = weights(("甲", "33.33%"), ("乙", "66.67%"))
    close = "得分: [90, 90.01], 总分: 90, 名次: 1", "得分: [90.01, 90], 总分: 90, 名次: 1"
    assert codes(selection(parts, applicants(*close))) == []


def test_ranks_may_be_given_post_by_post_or_among_all() -> None:
    scores = (("岗1", 90), ("岗2", 85), ("岗1", 80), ("岗2", 75))
    for ranks in ((1, 1, 2, 2), (1, 2, 3, 4)):
        rows = (f"岗位: {post}, 得分: [{own}], 名次: {rank}" for (post, own), rank in zip(scores, ranks, strict=True))
        assert ranked(*rows) == []
    tied_over_all = "岗位: 岗1, 得分: [90], 名次: 1", "岗位: 岗2, 得分: [90], 名次: 1", "岗位: 岗1, 得分: [80], 名次: 3"
    assert ranked(*tied_over_all) == []


def test_who_withdrew_or_never_had_points_takes_no_rank_from_others() -> None:
    assert ranked("得分: [95], 结果: 退出", "得分: [90], 名次: 1", "结果: 落选, 说明: 资格不符") == []


# --- results ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("结果: 入选", []),
        ("结果: 落选", ["SEL008"]),
        ("结果: 候补", ["SEL008"]),
        ("结果: 退出", []),
        ("结果: 落选, 说明: 另有安排", []),
        ("岗位: 岗1, 结果: 落选", []),  # of another post
    ],
)
def test_nobody_is_passed_over_without_a_word_why(first: str, found: list[str]) -> None:
    assert codes(selection(POSTS, applicants(f"名次: 1, {first}", "名次: 2, 结果: 入选"))) == found


def test_no_more_are_taken_than_a_post_was_offered_to() -> None:
    one, both = "岗位: 岗1, 结果: 入选", ("岗位: 岗1, 结果: 入选", "岗位: 岗2, 结果: 入选")
    assert codes(selection(POSTS, applicants(*both))) == []
    assert codes(selection(POSTS, applicants(one, one))) == ["SEL009"]


def test_an_applicant_applies_for_a_post_of_this_selection() -> None:
    assert codes(selection(POSTS, applicants("岗位: 岗2"))) == []
    assert codes(selection(POSTS, applicants("岗位: 岗3"))) == ["SEL001"]


# --- steps ------------------------------------------------------------------------------------------------------------

THREE = (("资格审查", "2026-01-05"), ("竞聘演讲", "2026-01-08"), ("组织谈话", "2026-01-09"))


def test_steps_are_taken_in_the_order_in_which_they_are_listed() -> None:
    assert codes(selection(steps(*THREE))) == []
    assert codes(selection(steps(*THREE[:2], ("组织谈话", "2026-01")))) == []  # only the month is known
    assert codes(selection(steps(*THREE[:2], ("组织谈话", "不详")))) == []
    assert codes(selection(steps(*THREE[:2], ("组织谈话", "2026-01-07")))) == ["SEL010"]


def test_a_step_stands_once() -> None:
    assert codes(selection(steps(*THREE, ("资格审查", "2026-01-10")))) == ["SEL002"]


def test_a_competition_takes_every_step_that_the_place_lays_down() -> None:
    assert codes(selection(steps(*THREE), region=SETTING)) == []
    assert codes(selection(steps(*THREE[:2]), region=SETTING)) == ["SEL011"]
    assert codes(selection(steps(*THREE[:2]))) == []  # nothing is laid down
    assert codes(selection(region=SETTING)) == []  # the record has no steps
    volunteers = selection(steps(*THREE[:2]), region=SETTING)["selections/2026.yml"].replace("竞争上岗", "自愿报名")
    assert codes({"selections/2026.yml": volunteers, "../region.yml": SETTING}) == []


NAMED = "编号: 2026-竞聘\n名称: 竞聘\n方式: 双向选择\n"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("报名的人:\n  - {编号: 人1, 谁: 张建国, 结果: 落选}\n", ["PRV014"]),
        ("报名的人:\n  - {编号: 人1, 谁: 张某, 结果: 落选}\n", []),
        ("报名的人:\n  - {编号: 人1, 结果: 落选}\n", []),
        ("报名的人:\n  - {编号: 人1, 谁: 镇党政办, 结果: 落选}\n", []),
        ("双向选择:\n  - {编号: 选1, 谁: 片区领导, 可选: [王秀英, 李某], 选了: [李某]}\n", ["PRV014"]),
        ("双向选择:\n  - {编号: 选1, 谁: 片区领导, 可选: [王某, 李某], 选了: 李志强}\n", ["PRV014"]),
        ("领导小组:\n  - {编号: 组1, 谁: 镇党委书记, 分工: 组长}\n", []),
    ],
)
def test_a_full_name_is_asked_about_and_repeated_nowhere(rows: str, found: list[str]) -> None:
    problems = problems_of({"selections/2026.yml": NAMED + rows})
    assert [one.code for one in problems] == found
    assert all("像是完整的姓名" in one.message and one.message.count("*") >= 2 for one in problems)


def test_a_full_name_that_stood_there_before_is_not_asked_about_again() -> None:
    path = "villages/shanghe/selections/2026.yml"
    before = f"{NAMED}报名的人:\n  - {{编号: 人1, 谁: 张建国}}\n"
    after = before + "  - {编号: 人2, 谁: 王秀英}\n"
    files = [{path: text.encode()} for text in (before, after)]
    problems = problems_of({"selections/2026.yml": after})
    assert [one.spot.line for one in newly_suspected(problems, *files)] == [6]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("报名的人:\n  - {编号: 人1, 结果: 入选、落选}\n", ["SEL012"]),
        ("报名的人:\n  - {编号: 人1, 结果: 入选后退出}\n", []),
        ("报名的人:\n  - {编号: 人1, 谁: 刘某, 结果: 入选}\n  - {编号: 人2, 谁: 刘某, 结果: 落选}\n", ["SEL013"]),
        ("报名的人:\n  - {编号: 人1, 谁: 刘某, 结果: 入选}\n  - {编号: 人2, 谁: 刘某乙, 结果: 落选}\n", []),
        ("权重:\n  - {编号: 权1, 部分: 测评, 权重: 100%, 满分: 0}\n", ["SEL014"]),
        ("权重: []\n岗位: []\n", ["YML024", "YML024"]),
    ],
)
def test_nonsense_is_no_longer_silent(rows: str, found: list[str]) -> None:
    assert codes({"selections/2026.yml": NAMED + rows}) == found


def test_a_share_of_the_whole_is_offered_in_per_cent() -> None:
    rows = "权重:\n  - {编号: 权1, 部分: 测评, 权重: 0.2}\n  - {编号: 权2, 部分: 面谈, 权重: 80%}\n"
    (problem,) = problems_of({"selections/2026.yml": NAMED + rows})
    assert problem.code == "REC003"
    assert "20%" in problem.remedy
