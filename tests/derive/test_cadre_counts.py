"""What cadres did in a year rolls up: every total is the sum of the places below it, and opens to them."""

from __future__ import annotations

from datetime import date

from cunwu.core.frozen import replace
from cunwu.derive.presence import months_without
from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.kinds.posting import POSTING as POSTINGS
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.places.region import plan_region
from cunwu.records.board import read_board, read_outline
from cunwu.render import Renderer
from support.disclosure_boards import AS_OF, COUNTY, OWN, Texts, board_of
from support.money_boards import ROOT, text_of

YEAR = AS_OF.year
POSTING = f"编号: P01\n派出单位:\n  - 县供电公司\n职务: 队员\n起: {YEAR}-01-05\n"


def attendance(month: str, days: str, nights: int) -> str:
    line = f"  - 编号: 人1\n    派驻: P01\n    驻村天数: {days}\n    住村夜数: {nights}\n"
    return f"月份: {month}\n人员:\n{line}"


def assessment(year: int, grade: str) -> str:
    return f"编号: {year}-P01\n期间: {year}\n派驻: P01\n等次: {grade}\n"


def summary(*files: tuple[str, str]) -> Summary:
    return derive_summary(board_of({"postings/P01.yml": POSTING, **dict(files)}), AS_OF, held=False)


def busy() -> Summary:
    return summary(
        (f"attendance/{YEAR}-01.yml", attendance(f"{YEAR}-01", "20.5", 12)),
        (f"attendance/{YEAR}-02.yml", attendance(f"{YEAR}-02", "18", 9)),
        (f"attendance/{YEAR - 1}-12.yml", attendance(f"{YEAR - 1}-12", "22", 10)),
        (f"assessments/{YEAR - 2}-P01.yml", assessment(YEAR - 2, "称职")),
        (f"assessments/{YEAR - 1}-P01.yml", assessment(YEAR - 1, "优秀")),
    )


def test_only_the_year_of_the_build_and_the_newest_grade_count() -> None:
    tally = busy().tally
    assert (tally.half_days, tally.nights, tally.grades) == (77, 21, (("优秀", 1),))


def graded(*rows: str) -> tuple[tuple[str, int], ...]:
    """What counts of assessments, each with its number, period, who it is of and what it says."""
    files = {}
    for row in rows:
        number, period, who, *more = row.split()
        text = f"编号: {number}\n期间: {period}\n{who.replace('=', ': ')}\n" + "".join(f"等次: {one}\n" for one in more)
        files[f"assessments/{number}.yml"] = text
    return derive_summary(board_of(files), AS_OF, held=False).tally.grades


def test_an_assessment_without_a_grade_replaces_none_and_the_later_one_does() -> None:
    assert graded("甲 2025 派驻=P01 不称职", "乙 2025-Q4 派驻=P01") == (("不称职", 1),)
    assert graded("甲 2025 派驻=P01 不称职", "乙 2026-Q1 派驻=P01 优秀") == (("优秀", 1),)
    assert graded("甲 2025 派驻=P01 不称职", "乙 2025-Q4 派驻=P01 优秀") == (("不称职", 1),)


def test_of_two_over_the_same_time_neither_replaces_the_other() -> None:
    both = ("甲 2025 派驻=P01 不称职", "乙 2025 派驻=P01 优秀")
    assert graded(*both) == graded(*reversed(both)) == (("不称职", 1), ("优秀", 1))


def test_people_without_a_posting_are_told_apart_by_what_they_are_called() -> None:
    assert graded("甲 2025 谁=刘某 称职", "乙 2025 谁=王某 优秀", "丙 2026-Q1 谁=刘某 优秀") == (("优秀", 2),)


def test_a_month_that_is_not_over_is_not_missing() -> None:
    posting = board_of({"postings/P01.yml": POSTING}).find(POSTINGS, "P01")
    assert posting is not None
    for day, missing in ((date(YEAR, 3, 31), ["02"]), (date(YEAR, 4, 1), ["02", "03"])):
        assert [one.text for one in months_without(posting, (), YEAR, day)] == [f"{YEAR}-{month}" for month in missing]


def test_counts_survive_as_json_and_add_up() -> None:
    once = from_plain(to_plain(busy(), whole=True))
    whole = roll_up(derive_summary(board_of({}), AS_OF, held=False), [once, once, summary()])
    assert (whole.tally.half_days, whole.tally.nights, whole.tally.grades) == (154, 42, (("优秀", 2),))


def test_a_demonstration_never_enters_a_real_total() -> None:
    shown = replace(busy(), is_demonstration=True)
    real = replace(derive_summary(board_of({}), AS_OF, held=False), is_demonstration=False)
    assert roll_up(real, [shown]).tally.half_days == 0


def test_the_table_of_a_region_shows_who_falls_short_first_and_its_sum() -> None:
    source = Texts({"region.yml": COUNTY, "jia/village.yml": OWN, "yi/village.yml": OWN})
    context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), read_board(source, read_outline(source).root))
    own = derive_summary(context.board, AS_OF, held=False)
    short = replace(busy(), path="yi", name="乙村", tally=replace(busy().tally, months_short=1))
    below = {"jia": replace(busy(), path="jia", name="甲村"), "yi": short}
    whole = roll_up(own, tuple(below.values()))
    page = text_of(Renderer(ROOT / "theme").render(plan_region(context, {"": whole, **below})).decode())
    assert f"{YEAR} 年 1 月 1 日到 {AS_OF.month} 月 {AS_OF.day} 日，今年离任的人做的也算" in page
    assert page.index("乙村 1 1 38.5 21") < page.index("甲村 0 1 38.5 21")
    assert "合计 1 2 77 42 0 0 0 0 10 个月 优秀 2 人" in page


def test_visits_households_and_deeds_of_other_years_do_not_stand_beside_those_of_this_year() -> None:
    visit = "  - 编号: 访1\n    日期: {0}-02-03\n    走访人: P01\n    对象: 困难户\n    户数: 6 户\n"
    deed = "编号: {0}\n事项: 疏通水沟\n种类: 实事\n日期: {0}-02\n"
    files = {f"visits/{year}-02.yml": f"期间: {year}-02\n明细:\n{visit.format(year)}" for year in (YEAR - 1, YEAR)}
    deeds = {f"deeds/{year}.yml": deed.format(year) for year in (YEAR - 1, YEAR)}
    undated = {"deeds/x.yml": deed.format("x").replace("日期: x-02\n", "")}
    tally = summary(*files.items(), *deeds.items(), *undated.items()).tally
    assert (tally.visits, tally.calls, tally.deeds_of_year, tally.deeds) == (1, 6, 1, 3)
    households = (("走访户数", YEAR - 1, 6), ("走访户数", YEAR, 6))
    assert tally.by_year == (("实事", 0, 1), ("实事", YEAR - 1, 1), ("实事", YEAR, 1), *households)
    assert from_plain(to_plain(replace(summary(), tally=tally))).tally.by_year == tally.by_year


def test_the_grade_of_somebody_who_left_is_not_counted_among_those_in_post() -> None:
    left = ("postings/P01.yml", f"{POSTING}止: {YEAR}-03-01\n")
    judged = (f"assessments/{YEAR - 1}-P01.yml", assessment(YEAR - 1, "优秀"))
    assert summary(left, judged).tally.grades == ()
    assert summary(judged).tally.grades == (("优秀", 1),)
