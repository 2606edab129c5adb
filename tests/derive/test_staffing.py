"""Needed beside sent, stated totals beside derived ones, allowances by the month, small groups of a composition."""

from __future__ import annotations

import pytest

from cunwu.core.frozen import replace
from cunwu.derive.summary import Tally, derive_summary, roll_up
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.places.region import plan_region
from cunwu.records.board import read_board, read_outline
from cunwu.render import Renderer
from support.disclosure_boards import AS_OF, COUNTY, OWN, Texts
from support.money_boards import ROOT, text_of, village
from support.rules_in_village import codes, messages

SENT = """\
派出人数:
  - {编号: 省派, 层级: 省, 人数: 37}
  - {编号: 市派, 层级: 市, 人数: 305}
  - {编号: 县派, 层级: 县, 人数: 1365}
  - {编号: 镇派, 层级: 镇, 人数: 3402}
应派和实派:
  - {编号: 派1, 事项: 工作队, 应派: 1438 个, 实派: 1467 个, 和什么比: 应派工作队的村}
  - {编号: 派2, 事项: 驻村干部, 应派: 4935 人, 算哪几级: [市, 县, 镇], 和什么比: 向三级抽调的人数}
  - {编号: 派3, 事项: 工作队, 文件写多派: 9 个, 和什么比: 省里下达的数}
"""
TOTALS = """\
汇总数:
  - {编号: 汇1, 事项: 走访户数, 数值: 25840 户, 时间: 2025, 范围: 全市}
  - {编号: 汇2, 事项: 实事, 数值: 3 件, 时间: 2025}
  - {编号: 汇3, 事项: 印发册子, 数值: 8532 本}
  - {编号: 汇4, 事项: 慰问金, 数值: 约9万 元, 时间: 2025}
"""
UNLIKE = """\
汇总数:
  - {编号: 汇1, 事项: 实事, 数值: 12 件}
  - {编号: 汇2, 事项: 实事, 数值: 3 件, 时间: 2025-01..2025-02}
  - {编号: 汇3, 事项: 会议, 数值: 2 次, 时间: 2025}
  - {编号: 汇4, 事项: 驻村干部, 数值: 9 人, 时间: 2025}
"""


def region_page(more: str, tally: Tally, files: dict[str, str] | None = None) -> str:
    source = Texts({"region.yml": COUNTY + more, "shanghe/village.yml": OWN, **(files or {})})
    board = read_board(source, read_outline(source).root)
    assert board.problems == (), [problem.message for problem in board.problems]
    context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), board)
    own = derive_summary(board, AS_OF, held=False)
    below = replace(own, path="shanghe", name="上河村", is_village=True, below=(), tally=tally)
    page = plan_region(context, {"": roll_up(own, [below]), "shanghe": below})
    return text_of(Renderer(ROOT / "theme").render(page).decode())


def test_like_is_compared_with_like_and_each_row_says_with_what() -> None:
    page = region_page(SENT, Tally())
    assert "工作队 1438 个 — 1467 个 多 29 个 — 应派工作队的村" in page
    assert "驻村干部 4935 人 5072 人（市、县、镇相加） — 多 137 人 — 向三级抽调的人数" in page
    assert "工作队 — — — — 9 个 省里下达的数" in page


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("应派: 30 人, 算哪几级: [县], 实派: 12 人, 文件写多派: 3 人", ["CAD045"]),
        ("应派: 9 人, 算哪几级: [县], 实派: 12 人, 文件写多派: 3 人", []),
        ("算哪几级: [县], 实派: 13 人", ["CAD045"]),
        ("算哪几级: [县, 镇], 实派: 13 人", []),  # nothing is known of the towns
        ("算哪几级: [县], 实派: 约13 人", []),
        ("文件写多派: 3 人", []),
    ],
)
def test_what_was_sent_is_what_its_levels_add_up_to(row: str, found: list[str]) -> None:
    county = "名称: 示例县\n级别: 县\n演示: 是\n派出人数:\n  - {编号: 县派, 层级: 县, 人数: 12}\n应派和实派:\n"
    assert codes({"../region.yml": f"{county}  - {{编号: 派1, 事项: 干部, {row}, 和什么比: 县里定的数}}\n"}) == found


def test_a_stated_total_stands_beside_what_lies_below_in_the_years_it_speaks_of() -> None:
    rows = (("会议", 0, 1), ("会议", 2025, 2), ("实事", 2025, 3), ("实事", 2026, 9), ("慰问金", 2025, 500000))
    page = region_page(TOTALS, Tally(by_year=(*rows, ("走访户数", 2025, 40))))
    assert "走访户数 25840 户 2025 年 全市 40 户（2025 年） 25800 户" in page
    assert "实事 3 件 2025 年 — 3 件（2025 年） 没有 ✓" in page
    assert "印发册子 8532 本 — — — —" in page
    assert "慰问金 约9万 元 2025 年 — 5000 元（2025 年） 是约数，不比" in page


def test_what_is_not_alike_is_not_compared_and_says_why() -> None:
    rows = (("会议", 0, 1), ("会议", 2025, 2), ("实事", 2025, 3), ("实事", 2026, 9))
    page = region_page(UNLIKE, Tally(by_year=rows, people=7))
    assert "实事 12 件 — 12 件（历年） 文件没有写时间，不比" in page
    assert "实事 3 件 2025 年 1 月至 2 月 3 件（2025 年） 文件说的不是整年，不比" in page
    assert "会议 2 次 2025 年 2 次（2025 年，另有 1 次没有写哪一年） 有的没有写哪一年，不比" in page
    assert "驻村干部 9 人 2025 年 7 人（现在在任） 文件说的不是今天，不比" in page


def test_a_composition_of_those_in_post_stands_beside_what_postings_say() -> None:
    makeup = (
        "编号: 构\n名称: 驻村干部构成\n取自: 在任驻村干部\n总人数: 20\n分组:\n"
        "  - {编号: 组1, 按: 性别, 组: 男, 人数: 14}\n  - {编号: 组2, 按: 性别, 组: 女, 人数: 6}\n"
    )
    groups = (("性别", "女", 7), ("性别", "男", 13))
    page = region_page("", Tally(people=20, composition=groups), {"makeups/构.yml": makeup})
    assert "性别 男 14 人 13 人 1 人" in page
    assert "性别 女 6 人 7 人 1 人" in page
    few = region_page("", Tally(people=6, composition=(("性别", "男", 4),)), {"makeups/构.yml": makeup})
    assert "性别 男 14 人 没有登记，或者不到 5 人 —" in few


# --- small groups -----------------------------------------------------------------------------------------------------

MAKEUP = "编号: 2026-构\n名称: 构成\n总人数: 40\n分组:\n"


def bands(*people: int) -> str:
    return MAKEUP + "".join(
        f"  - {{编号: 组{n}, 按: 性别, 组: 组{n}, 人数: {count}}}\n" for n, count in enumerate(people)
    )


@pytest.mark.parametrize(
    ("people", "is_small"),
    [((35, 5), False), ((36, 4), True), ((39, 1), True), ((40, 0), False), ((37,), True), ((35,), False)],
)
def test_a_group_of_one_to_four_is_refused_below_a_county(people: tuple[int, ...], is_small: bool) -> None:
    assert codes({"makeups/2026.yml": bands(*people)}) == (["CMP004"] if is_small else [])
    assert codes({"../makeups/2026.yml": bands(*people)}) == (["CMP003"] if is_small else [])


ORIGINAL = """\
反常说明:
  - 编号: 说1
    规则: {code}
    条目: 组1
    原因: 统计公报这样写
    谁: 县统计局
    照原件: 是
    批准: 2026-03-02 县委组织部
"""


def test_a_published_statistic_of_a_county_stands_and_that_of_a_village_does_not() -> None:
    told = messages({"../makeups/2026.yml": bands(36, 4) + ORIGINAL.format(code="CMP003")})
    assert len(told) == 1
    assert "只有 4 人" in told[0]
    refused = codes({"makeups/2026.yml": bands(36, 4) + ORIGINAL.format(code="CMP004")})
    assert "CMP004" in refused
    assert len(refused) == 2


# --- allowances -------------------------------------------------------------------------------------------------------

POSTING = "编号: P01\n派出单位:\n  - 县供电公司\n职务: 队员\n起: 2026-01-05\n止: 2026-04-20\n驻村补助:\n"


def allowance(period: str, how: str, amount: str = "50.00") -> str:
    return f"{POSTING}  - 编号: 补1\n    期间: {period}\n    金额: {amount}\n    多久一次: {how}\n"


@pytest.mark.parametrize(
    ("period", "found"),
    [("2026-01..2026-04", []), ("2026-01..2026-06", ["CAD049"]), ("2025-12..2026-01", ["CAD049"])],
)
def test_every_month_that_is_paid_lies_in_the_posting(period: str, found: list[str]) -> None:
    assert codes({"postings/P01.yml": allowance(period, "每月")}) == found


def test_so_much_a_month_or_a_day_comes_to_so_much() -> None:
    page = village({"postings/P01.yml": allowance("2026-01..2026-04", "每月")}).pages()["postings/P01.html"]
    assert "50.00 每月 200.00 元" in page
    month = "月份: 2026-03\n人员:\n  - 编号: 考1\n    派驻: P01\n    驻村天数: 20.5\n"
    kept = {"postings/P01.yml": allowance("2026-03", "每天", "10.00"), "attendance/2026-03.yml": month}
    assert "10.00 每天 205.00 元" in village(kept).pages()["postings/P01.html"]
    assert "10.00 每天 不完整" in village(dict([*kept.items()][:1])).pages()["postings/P01.html"]
