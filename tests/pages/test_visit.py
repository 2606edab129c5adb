"""Visits of a year: households by cadre and of the village, how many were reached, care, answers and their clocks."""

from __future__ import annotations

import pytest

from cunwu.derive.summary import Tally, derive_summary
from support.disclosure_boards import AS_OF, OWN, board_of
from support.money_boards import COUNTY, village
from support.rules_in_village import codes, messages

POSTING = "编号: P01\n姓名: 刘某\n派出单位:\n  - 县供电公司\n职务: 第一书记\n起: 2026-01-05\n"
FLOOR = f"{COUNTY}公开设置:\n  每周走访户数: 3\n  答复天数: 10\n"


def visits(*rows: str, month: str = "2026-03") -> dict[str, str]:
    told = "".join(f"  - {{编号: 访{number}, 日期: {month}-04, {row}}}\n" for number, row in enumerate(rows, 1))
    return {f"visits/{month}.yml": f"期间: {month}\n明细:\n{told}"}


def listed(*files: dict[str, str], county: str = COUNTY) -> str:
    records = {"postings/P01.yml": POSTING}
    for one in files:
        records |= one
    return village(records, county=county).pages()["visits/index.html"]


FIRST = "走访人: P01, 对象: 困难户, 户数: 6 户, 今年首次: 4 户, 慰问金: 1200.00, 慰问品: 米"
SECOND = "走访人: P01、村主任, 对象: 困难户, 户数: 10 户, 今年首次: 6 户"


def test_a_year_has_its_visits_by_cadre_and_what_part_of_the_village_was_reached() -> None:
    page = listed(visits(FIRST, SECOND))
    assert "刘某（第一书记） 2 次 16 户 10 户 1,200.00 1 次" in page
    assert "村主任 1 次 10 户 6 户" in page
    assert "全村（100 户，走到 10.0%） 2 次 16 户 10 户 1,200.00 1 次" in page


def test_without_first_visits_only_visits_are_counted_and_called_so() -> None:
    page = listed(visits(FIRST, SECOND.replace(", 今年首次: 6 户", "")))
    assert "全村（只知道户次，同一户去几次算几次） 2 次 16 户" in page
    assert "走到 " not in page.partition("全村")[2]


def test_the_weekly_minimum_stands_beside_what_a_cadre_visited() -> None:
    page = listed(visits(FIRST), county=FLOOR)
    assert "刘某（第一书记） 1 次 6 户 4 户 ！12 户" in page
    assert "刘某（第一书记） 1 次 16 户 4 户 12 户" in listed(visits(FIRST.replace("6 户", "16 户", 1)), county=FLOOR)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("", "！还没有答复，261 天了"),
        (", 答复: 已清通", "已清通"),
        (", 答复: 已清通, 答复日期: 2026-03-09", "已清通（用了 5 天）"),
        (", 答复: 已清通, 答复日期: 2026-03-15", "已清通（用了 11 天，超过期限）"),
    ],
)
def test_what_was_passed_on_has_a_clock(answer: str, told: str) -> None:
    page = listed(visits(f"走访人: P01, 对象: 其他, 反映: 水沟堵, 转交: 村委会{answer}"), county=FLOOR)
    assert f"水沟堵 村委会 2026 年 3 月 14 日 {told}" in page


def test_an_answer_comes_after_the_question_and_first_visits_are_among_all() -> None:
    row = "走访人: P01, 对象: 其他, 户数: 6 户, 今年首次: 7 户"
    assert codes(visits(row)) == ["CAD046"]
    assert codes(visits("走访人: P01, 对象: 其他, 转交: 村, 答复: 好, 答复日期: 2026-03-01")) == ["CAD047"]


def test_a_village_has_no_more_households_than_there_are() -> None:
    own = {"village.yml": OWN + "户数: 9 户\n"}
    (told,) = [one for one in messages({**own, **visits(FIRST, SECOND)}) if "CAD048" in one]
    assert told.endswith("2026 年各次走访写的「今年首次」合计 10 户，全村只有 9 户")


def tally(*files: dict[str, str], own: str = OWN) -> Tally:
    records: dict[str, str] = {}
    for one in files:
        records |= one
    return derive_summary(board_of(records, own=own), AS_OF, held=False).tally


LINKAGE = "编号: 挂\n名称: 挂点\n联系:\n  - {编号: 联1, 联系人: 县委常委, 联系对象: 上河村}\n到访:\n"


def test_care_of_visits_and_ties_rolls_up_and_what_is_not_known_stays_so() -> None:
    calls = "  - {编号: 到1, 联系: 联1, 慰问金: 500.00, 慰问品: 油}\n  - {编号: 到2, 联系: 联1, 慰问金: 约300元}\n"
    found = tally(visits(FIRST), {"linkages/挂.yml": LINKAGE + calls})
    assert (found.care_fen, found.care_unknown, found.care_goods) == (170000, 1, 2)
    both = found + found
    assert (both.care_fen, both.care_unknown, both.care_goods) == (340000, 2, 4)


def test_reached_households_roll_up_only_where_visits_tell_them() -> None:
    with_all = tally(visits(FIRST), own=OWN + "户数: 100 户\n")
    assert (with_all.fresh, with_all.fresh_of) == (4, 100)
    silent = tally(visits("走访人: 村主任, 对象: 其他, 户数: 9 户"), own=OWN + "户数: 50 户\n")
    assert (silent.fresh, silent.fresh_of) == (0, 0)


def test_what_waits_for_an_answer_stands_first_and_of_the_answers_the_latest() -> None:
    months = [
        visits(f"走访人: P01, 对象: 其他, 反映: 第 {month} 件, 转交: 村委会, 答复: 好了", month=f"2025-{month:02}")
        for month in range(1, 11)
    ]
    many = [
        visits(*[f"走访人: P01, 对象: 其他, 反映: 今年 {n} 件, 转交: 村委会, 答复: 好了" for n in range(1, 4)]),
        visits("走访人: P01, 对象: 其他, 反映: 没有答的, 转交: 村委会", month="2025-12"),
    ]
    page = listed(*months, *many)
    heard = page.partition("听到的事")[2]
    assert heard.startswith("：转交和答复（再早的 1 件都答复了，写在各月的走访里）")
    assert [word in heard for word in ("没有答的", "今年 3 件", "第 2 件", "第 1 件 ")] == [True, True, True, False]
    assert heard.index("没有答的") < heard.index("今年 3 件") < heard.index("今年 1 件") < heard.index("第 10 件")
