"""Postings: how long somebody may stay, ends that nobody knows, pay for living in the village."""

from __future__ import annotations

import pytest

from support.cadres import attendance, laid_down, posting, visits
from support.rules_in_village import codes, messages, problems_of


@pytest.mark.parametrize(
    ("since", "more", "role", "found"),
    [
        ("2023-11-20", "", "队员", []),  # three years to the day
        ("2023-11-19", "", "队员", ["CAD040"]),
        ("2022-03-01", "止: 2025-03-01\n", "队员", []),
        ("2022-03-01", "止: 2025-03-02\n", "队员", ["CAD040"]),
        ("2022-03-01", "止: 不详\n", "队员", []),
        ("2020-03-01", "", "工作队", []),
    ],
)
def test_nobody_stays_longer_than_the_limit(since: str, more: str, role: str, found: list[str]) -> None:
    assert codes({**laid_down("  任期上限: 3\n"), **posting(since, more, role)}) == found


def test_a_posting_with_unknown_ends_excludes_no_day() -> None:
    left = posting("2026-02-01", "止: 不详\n")
    assert codes({**left, **visits("日期: 2026-03-02, 走访人: P02, 对象: 困难户")}) == []
    assert codes({**left, **visits("日期: 2026-01-20, 走访人: P02, 对象: 困难户", month="2026-01")}) == ["CAD034"]
    assert codes({**posting("不详"), **attendance("2026-03", "20", number="P02")}) == ["CAD009"]  # of P01, and no more


def test_who_is_paid_for_living_here_was_here_where_all_of_that_time_is_kept() -> None:
    paid = posting("2026-01-05", "驻村补助:\n  - {编号: 补1, 期间: 2026-02..2026-03, 金额: 600.00}\n", number="P01")
    away = {**paid, **attendance("2026-02", "0"), **attendance("2026-03", "0")}
    assert codes(away) == ["CAD041"]
    assert codes({**away, **attendance("2026-03", "1")}) == []
    assert codes({**away, **attendance("2026-03", "0", "    公务外出: 20\n")}) == []
    assert codes({**paid, **attendance("2026-03", "0")}) == []  # nobody knows of February


def relieving(**others: str) -> dict[str, str]:
    """Postings, each with the number of the one that it relieves."""
    text = "编号: {0}\n派出单位: [示例县水利局 {0}]\n职务: 队员\n起: 2026-03-01\n接替: {1}\n"
    return {f"postings/{number}.yml": text.format(number, other) for number, other in others.items()}


def test_nobody_relieves_himself_not_even_by_way_of_others() -> None:
    assert codes(relieving(P02="P01")) == []
    assert codes(relieving(P02="P02")) == ["CAD062"]
    assert codes(relieving(P02="P03", P03="P02")) == ["CAD062", "CAD062"]
    assert "CAD062 接替的是 P03，而 P03 接替的又是这一条" in messages(relieving(P02="P03", P03="P02"))[0]


def twice(first: str, second: str) -> dict[str, str]:
    """Two postings of 郑某 of one unit, each with its own lines."""
    head = "编号: {}\n姓名: 郑某\n派出单位: [示例县水利局]\n职务: 队员\n{}\n"
    return {f"postings/{number}.yml": head.format(number, more) for number, more in (("P02", first), ("P03", second))}


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("起: 2026-01-05", "起: 2026-03-01", ["CAD056"]),
        ("起: 2026-03-01", "起: 2026-01-05", ["CAD056"]),
        ("起: 2026-01-05\n止: 2026-04-01", "起: 2026-03-01", []),  # a month of change
        ("起: 2026-01-05\n止: 2026-04-02", "起: 2026-03-01", ["CAD056"]),
        ("起: 2026-01-05\n性别: 男", "起: 2026-03-01\n性别: 女", []),
        ("起: 2026-01-05\n性别: 男", "起: 2026-03-01", ["CAD056"]),
        ("起: 不详", "起: 2026-03-01", []),
    ],
)
def test_one_person_has_one_posting_at_a_time_in_a_village(first: str, second: str, found: list[str]) -> None:
    told = codes(twice(first, second))
    assert [code for code in told if code != "CAD043"] == found


def test_who_is_posted_twice_is_told_once_at_the_later_posting() -> None:
    (told,) = messages(twice("起: 2026-01-05", "起: 2026-03-01"))
    assert "postings/P03.yml" in told
    assert "CAD056 郑某（示例县水利局）在本村有两条派驻，P02 和这一条，同时有 264 天：在任的人数多算了一个" in told


PLEDGED = "编号: 2026-承诺\n名称: 承诺\n种类: 公开承诺\n签订:\n  - {{编号: 签1, 谁: {who}, 日期: 2026-01-10}}\n"


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("P01", []),
        ("P99", ["CAD052"]),
        ("P01、P98、P99", ["CAD052", "CAD052"]),
        ("P01 和村委会主任", []),
        ("A99", []),  # a lot drawn, or the number of a house
        ("村委会主任", []),
    ],
)
def test_who_is_called_by_the_number_of_a_posting_has_one(who: str, found: list[str]) -> None:
    assert codes({"pledges/2026.yml": PLEDGED.format(who=who)}) == found


def test_a_list_of_numbers_is_asked_about_one_by_one_and_a_posting_that_cannot_be_read_first() -> None:
    course = {"trainings/2026.yml": "编号: 2026-训\n名称: 岗前培训\n参加的驻村干部: [P01, P02]\n"}
    assert codes(course) == ["CAD052"]
    assert codes({**course, **posting("2026-01-05")}) == []
    first, *_ = problems_of({**course, "postings/P02.yml": "编号: P02\n\t职务: 队员\n"})
    assert (first.code, [other.code for other in first.consequences]) == ("YML003", ["CAD052"])


GONE = {
    "postings/P02.yml": "编号: P02\n派出单位: [示例县水利局]\n职务: 队员\n起: 2025-01-01\n止: 2026-03-31\n"
    "交接:\n  - {编号: 交1, 清单: 工作, 内容: 走访记录 1 本, 日期: 2026-03-31}\n"
}
DIARY = "期间: 2026-04\n{who}明细:\n  - {{编号: 1, 日期: 2026-04-09, {by}做了什么: 看了水渠。}}\n"


def test_reports_and_stays_after_somebody_left_are_told_as_visits_are() -> None:
    weekly = "期间: {}\n派驻: P02\n做了:\n  - {{编号: 事1, 事项: 走访}}\n"
    last, after = "2026-03-30..2026-04-05", "2026-04-06..2026-04-12"
    for week, found in ((last, []), (after, ["CAD063"])):
        assert codes({**GONE, f"weekly/{week.replace('..', '_')}-P02.yml": weekly.format(week)}) == found
    for who, by, found in (
        ("派驻: P02\n", "", ["CAD064"]),
        ("", "谁: P02, ", ["CAD064"]),
        ("派驻: P02\n", "谁: P01, ", []),
        ("", "谁: 村委会主任, ", []),
    ):
        assert codes({**GONE, "stays/2026-04.yml": DIARY.format(who=who, by=by)}) == found


def test_what_follows_from_a_wrong_end_is_folded_under_it() -> None:
    wrong = {"postings/P02.yml": GONE["postings/P02.yml"].replace("止: 2026-03-31", "止: 2024-03-31")}
    month = "月份: 2026-02\n人员:\n  - {编号: 人1, 派驻: P02, 驻村天数: 20}\n"
    found = problems_of(
        {**wrong, "attendance/2026-02.yml": month, "stays/2026-04.yml": DIARY.format(who="", by="谁: P02, ")}
    )
    cause = next(one for one in found if one.code == "CAD001")
    assert {"CAD007", "CAD064"} <= {one.code for one in cause.consequences}
