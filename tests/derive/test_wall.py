"""The wall and the 公示 of a list are two things: how long each stays up, and who says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cunwu.kinds import KINDS
from cunwu.kinds.record import Kind, Record
from cunwu.rules.catalogue import RULES
from support.rules_villages import COUNTY, VILLAGE, book, said


def posted(on: str, until: str) -> str:
    return book("", more=f"公布:\n  日期: {on}\n  地点: 公开栏\n  截止: {until}\n").replace("明细:\n", "")


def wall(on: str, until: str, *, county: str = "", own: str = "") -> list[str]:
    files = {"finance/2026-03.yml": posted(on, until), "region.yml": COUNTY + county, "village.yml": VILLAGE + own}
    return said("FIN021", files)


def setting(days: int) -> str:
    return f"公开设置:\n  保留天数: {days}\n"


def test_fifteen_days_on_the_wall_where_nobody_says_otherwise() -> None:
    assert wall("2026-04-01", "2026-04-15") == []
    assert wall("2026-04-01", "2026-04-14") == ["上墙 14 天，少于规定的 15 天"]


@pytest.mark.parametrize(
    ("county", "own", "floor"), [(30, None, 30), (10, None, 15), (None, 5, 15), (30, 20, 20), (20, 5, 15)]
)
def test_a_place_may_say_more_and_never_less_than_the_law(county: int | None, own: int | None, floor: int) -> None:
    settings = {"county": setting(county) if county else "", "own": setting(own) if own else ""}
    first = date(2026, 4, 1)
    assert wall("2026-04-01", str(first + timedelta(days=floor - 1)), **settings) == []
    found = wall("2026-04-01", str(first + timedelta(days=floor - 2)), **settings)
    assert found == [f"上墙 {floor - 1} 天，少于规定的 {floor} 天"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "posted" in kind.record.__annotations__])
def test_every_kind_that_is_posted_is_posted_long_enough(kind: Kind[Record]) -> None:
    (rule,) = (rule for rule in RULES if rule.code == "FIN021")
    assert issubclass(kind.record, rule.subject)


def test_what_hung_before_the_law_held_is_judged_by_the_place_alone() -> None:
    assert wall("2025-12-20", "2025-12-22") == []
    assert wall("2025-12-20", "2025-12-28", county=setting(10)) == ["上墙 9 天，少于规定的 10 天"]
    assert wall("2025-12-20", "2025-12-29", county=setting(10)) == []


def test_a_place_that_says_less_than_the_law_is_told() -> None:
    assert said("PUB009", {"village.yml": VILLAGE + setting(10)}) == [
        "「保留天数」写的是 10 天，全国的规定是不少于 15 天"
    ]
    assert said("PUB009", {"village.yml": VILLAGE + setting(15)}) == []
    assert said("PUB009", {"village.yml": VILLAGE}) == []


def benefit(since: str, until: str) -> str:
    return (
        "编号: 2026-耕补\n名称: 耕地补贴\n种类: 耕地补贴\n期间: 2026\n合计: {户: 18 户, 金额: 780.00}\n"
        f"公示:\n  起: {since}\n  止: {until}\n"
    )


@pytest.mark.parametrize("wall_setting", ["", "  保留天数: 30\n"])
def test_seven_days_of_a_benefit_list_are_enough_whatever_the_wall_demands(wall_setting: str) -> None:
    county = f"{COUNTY}公开设置:\n  公示天数: 7\n{wall_setting}"
    assert said("BEN008", {"benefits/2026.yml": benefit("2026-03-01", "2026-03-07"), "region.yml": county}) == []
    assert said("BEN008", {"benefits/2026.yml": benefit("2026-03-01", "2026-03-06"), "region.yml": county}) == [
        "公示 6 天（2026 年 3 月 1 日到 2026 年 3 月 6 日），要求至少 7 天"
    ]


def test_no_days_of_a_benefit_list_are_demanded_where_the_place_sets_none() -> None:
    assert said("BEN008", {"benefits/2026.yml": benefit("2026-03-01", "2026-03-02")}) == []


@pytest.mark.parametrize("days", [2, 7, 15])
def test_the_wall_and_the_list_count_their_days_the_same_way(days: int) -> None:
    last = str(date(2026, 3, 1) + timedelta(days=days - 1))
    county = f"{COUNTY}公开设置:\n  公示天数: {days + 1}\n  保留天数: {max(days + 1, 15)}\n"
    on_wall = said("FIN021", {"finance/2026-03.yml": posted("2026-03-01", last), "region.yml": county})
    of_list = said("BEN008", {"benefits/2026.yml": benefit("2026-03-01", last), "region.yml": county})
    assert [text.split(" 天")[0].split(" ")[1] for text in (*on_wall, *of_list)] == [str(days), str(days)]
