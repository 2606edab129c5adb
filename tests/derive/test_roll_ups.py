"""Totals equal the sum of their parts at every level of any tree, are as rough as these, and open to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import given, settings, strategies as st

from cunwu.derive.roll_ups import CARE, HOUSEHOLDS, MEETINGS, MONEY, REQUESTS, STAFF, TRAININGS, VISITS
from cunwu.derive.rolled import ROUGH, Rolled, measured_in, number_in
from cunwu.derive.summary import Summary, derive_summary, roll_up
from cunwu.derive.works import MONEY as WORKS_MONEY
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.parts.view import Row, Table
from cunwu.pages.places.region import plan_region
from cunwu.pages.places.totals import TotalsView, plan_totals
from cunwu.records.board import Board, Outline, read_board, read_outline
from cunwu.records.places import Place
from cunwu.render import Renderer
from support.effort import effort
from support.money_boards import ROOT, Texts, text_of

AS_OF = date(2026, 11, 20)
VISITS_TEXT = """\
期间: 2026-03
明细:
  - {编号: 访1, 日期: 2026-03-02, 走访人: P01, 对象: 困难户, 户数: 3 户, 慰问金: 200.00, 慰问品: 米}
  - {编号: 访2, 日期: 2026-03-03, 走访人: P01, 对象: 困难户, 户数: 10多 户, 慰问金: 约500元}
  - {编号: 访3, 日期: 2026-03-04, 走访人: P01, 对象: 其他}
"""
REQUESTS_TEXT = """\
期间: 2026
文件写收到: 21
文件写办结: 19
明细:
  - {编号: 求1, 收到日期: 2026-11-02, 渠道: 来访, 反映: 水沟堵了, 答复: 清了, 答复日期: 2026-11-03, 结果: 办结}
  - {编号: 求2, 收到日期: 2026-03-02, 渠道: 来访, 反映: 路灯不亮}
  - {编号: 求3, 收到日期: 2026-11-19, 渠道: 来访, 反映: 路窄}
  - {编号: 求4, 收到日期: 2026-11-02, 渠道: 来访, 反映: 要补偿, 答复: 没有依据, 答复日期: 2026-11-03, 结果: 解释}
"""
RECORDS: Mapping[str, str] = {
    "postings/P01.yml": "编号: P01\n派出单位: [县医院]\n层级: 县\n职务: 队员\n起: 2026-01-05\n",
    "postings/P02.yml": "编号: P02\n派出单位: [镇政府]\n职务: 工作队\n起: 2026-01-05\n",
    "visits/2026-03.yml": VISITS_TEXT,
    "requests/2026.yml": REQUESTS_TEXT,
    "meetings/2026-03-01.yml": "编号: 会1\n种类: 两委会议\n议题: 修路\n召开日期: 2026-03-01\n",
    "meetings/2026-03-08.yml": "编号: 会2\n种类: 党员大会\n议题: 学习\n召开日期: 2026-03-08\n",
    "trainings/01.yml": "编号: 培1\n名称: 种茶\n场次: 2 期\n实到: 30\n",
    "trainings/02.yml": "编号: 培2\n名称: 修剪\n人次: 约40 人次\n",
    "deeds/01.yml": "编号: 事1\n事项: 清沟\n种类: 实事\n花费: 100.00\n",
    "projects/路.yml": "编号: 路\n名称: 修路\n状态: 在建\n金额: {预算: 1000.00, 合同: 约900元, 审定: 不详}\n",
}
some_records = st.sets(st.sampled_from(sorted(RECORDS)))
villages = st.lists(some_records, max_size=3)
towns = st.lists(st.tuples(some_records, st.booleans(), villages), min_size=1, max_size=3)


def board_files(county: set[str], below: list[tuple[set[str], bool, list[set[str]]]]) -> dict[str, str]:
    """A county with its towns and villages; a town may be a demonstration."""
    files = {"region.yml": "名称: 清河县\n级别: 县\n", **_own("", county)}
    for town, (own, is_demonstration, inside) in enumerate(below):
        files[f"t{town}/region.yml"] = f"名称: 镇{town}\n级别: 镇\n" + ("演示: 是\n" if is_demonstration else "")
        files |= _own(f"t{town}/", own)
        for village, records in enumerate(inside):
            files[f"t{town}/v{village}/village.yml"] = f"名称: 村{town}{village}\n"
            files |= _own(f"t{town}/v{village}/", records)
    return files


def _own(folder: str, names: set[str]) -> dict[str, str]:
    return {f"{folder}{name}": RECORDS[name] for name in names}


@dataclass(frozen=True)
class Tree:
    """Every place of a board rolled up."""

    outline: Outline
    boards: Mapping[str, Board]
    summaries: Mapping[str, Summary]

    def page(self, path: str) -> TotalsView | None:
        page = plan_totals(self.context(path), self.summaries)
        view = page.view if page is not None else None
        assert view is None or isinstance(view, TotalsView)
        return view

    def context(self, path: str) -> PlaceContext:
        return PlaceContext(Site(AS_OF, "board/assets/board.css", None), self.boards[path])


def tree_of(files: Mapping[str, str]) -> Tree:
    source = Texts(files)
    outline, boards, summaries = read_outline(source), dict[str, Board](), dict[str, Summary]()
    for place in reversed(list(outline.root.walk())):
        boards[place.path] = read_board(source, place)
        assert boards[place.path].problems == (), [one.message for one in boards[place.path].problems]
        own = derive_summary(boards[place.path], AS_OF, held=False)
        summaries[place.path] = own if place.is_village else roll_up(own, [summaries[path] for path in own.below])
    return Tree(outline, boards, summaries)


def counter_of(*rolled: Rolled) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for one in rolled:
        found.update({(group, word): number for group, word, number in one})
    return found


def real_places(place: Place) -> Iterator[Place]:
    """A place and those below it that enter its totals."""
    yield place
    for child in place.children:
        if place.is_demonstration or not child.is_demonstration:
            yield from real_places(child)


@given(some_records, towns)
@settings(deadline=None, max_examples=effort(20, 200))
def test_totals_are_the_sum_of_the_parts_at_every_level(
    county: set[str], below: list[tuple[set[str], bool, list[set[str]]]]
) -> None:
    tree = tree_of(board_files(county, below))
    for place in tree.outline.root.walk():
        parts = [derive_summary(tree.boards[one.path], AS_OF, held=False).tally for one in real_places(place)]
        own = tree.summaries[place.path].tally
        for name in ("rolled", "works"):
            assert counter_of(getattr(own, name)) == counter_of(*(getattr(one, name) for one in parts))


@given(some_records, towns)
@settings(deadline=None, max_examples=effort(20, 200))
def test_the_rows_that_a_total_opens_to_add_up_to_it(
    county: set[str], below: list[tuple[set[str], bool, list[set[str]]]]
) -> None:
    tree = tree_of(board_files(county, below))
    for place in tree.outline.root.walk():
        page = tree.page(place.path) if not place.is_village else None
        for table in (table for section in (page.sections if page else ()) for table in section.tables):
            for column, label in list(enumerate(table.columns))[1:]:
                if "率" not in label.label:
                    assert sum(_numbers(table, column)) == _number(table.foot[column].text), (table, column)
                    assert table.foot[column].text.startswith("约") == any(
                        row.cells[column].text.startswith("约") for row in _summed(table)
                    )


def _summed(table: Table) -> list[Row]:
    return [row for row in table.rows if "不计入合计" not in row.cells[0].text]


def _numbers(table: Table, column: int) -> Iterator[float]:
    return (_number(row.cells[column].text) for row in _summed(table))


def _number(text: str) -> float:
    found = re.match(r"约?([0-9,.]+)(?! 条没有写)", text)
    return float(found[1].replace(",", "")) if found is not None and "条没有写" not in text.partition("（")[0] else 0


EVERYTHING = set(RECORDS)
TREE = board_files({"trainings/01.yml"}, [(EVERYTHING, False, [EVERYTHING, set()]), (set(), True, [EVERYTHING])])


def test_what_is_rough_or_missing_stays_so_in_the_total() -> None:
    total = tree_of(TREE).summaries[""].tally
    assert measured_in(total.rolled, VISITS, HOUSEHOLDS).text("户") == "约26 户（另有 2 条没有写，不完整）"
    assert measured_in(total.rolled, CARE, MONEY).in_yuan == "约1,400.00"
    assert measured_in(total.works, WORKS_MONEY, "合同").in_yuan == "约1,800.00"
    assert measured_in(total.works, WORKS_MONEY, "审定").text("") == "2 条没有写"
    assert number_in(total.works, WORKS_MONEY, f"预算 {ROUGH}") == 0


def test_staff_stand_by_level_and_requests_by_what_became_of_them() -> None:
    rolled = tree_of(TREE).summaries["t0"].tally.rolled
    assert {(word, number) for group, word, number in rolled if group == STAFF} == {("县", 2), ("整队派驻的工作队", 2)}
    assert {word: number for group, word, number in rolled if group == REQUESTS} == {
        "收到": 8,
        "办结": 2,
        "别的答复": 2,
        "还在期限内": 2,
        "超过期限没有答复": 2,
        "文件写收到": 42,
        "文件写办结": 38,
    }
    assert number_in(rolled, MEETINGS, "党员大会") == 2
    assert number_in(rolled, TRAININGS, "份") == 4


def test_a_demonstration_is_listed_and_never_enters_a_real_total() -> None:
    page = tree_of(TREE).page("")
    assert page is not None
    staff = page.sections[0].tables[0]
    assert [row.cells[0].text for row in staff.rows] == ["镇0", "镇1（演示，不计入合计）"]
    assert [cell.text for cell in staff.foot] == ["合计", "2", "2"]
    trainings = next(section for section in page.sections if section.anchor == "trainings").tables[0]
    assert [row.cells[0].text for row in trainings.rows] == ["镇0", "镇1（演示，不计入合计）", "本级登记的"]
    assert [cell.text for cell in trainings.foot] == ["合计", "5", "6", "90 人", "约80 人次"]


def test_every_total_on_the_page_of_a_region_leads_to_its_parts() -> None:
    tree = tree_of(TREE)
    html = Renderer(ROOT / "theme").render(plan_region(tree.context(""), tree.summaries)).decode()
    page = tree.page("")
    assert page is not None
    anchors = {f"totals.html#s-{section.anchor}" for section in page.sections} | {
        f"#{one}" for one in re.findall(r'id="([^"]+)"', html)
    }
    facts = html.partition('id="s-totals"')[2].partition("</dl>")[0]
    links = re.findall(r'<dd><a href="([^"]+)"', facts)
    assert len(links) == facts.count("<dd")
    assert set(links) <= anchors
    assert "实事（历年） 2 件" in text_of(html)


def test_a_stated_total_says_why_it_is_not_compared_and_with_what_it_is() -> None:
    rows = {"走访户数": "30 户", "慰问金": "1500 元", "诉求": "9 件", "会议": "4 次", "培训人次": "100 人次"}
    stated = "".join(
        f"  - {{编号: 汇{n}, 事项: {item}, 数值: {value}, 时间: 2026}}\n"
        for n, (item, value) in enumerate(rows.items())
    )
    tree = tree_of({**TREE, "region.yml": f"{TREE['region.yml']}汇总数:\n{stated}"})
    page = text_of(Renderer(ROOT / "theme").render(plan_region(tree.context(""), tree.summaries)).decode())
    assert "走访户数 30 户 2026 年 约26 户（2026 年，另有 2 条没有写多少） 这里有的没有写多少，不比" in page
    assert "慰问金 1500 元 2026 年 约1400 元（2026 年） 这里有约数，不比" in page
    assert "诉求 9 件 2026 年 8 件（2026 年） 1 件" in page
    assert "会议 4 次 2026 年 4 次（2026 年） 没有 ✓" in page
    assert "培训人次 100 人次 2026 年 约0 人次（2026 年，另有 170 人次没有写哪一年） 有的没有写哪一年，不比" in page


def test_a_part_opens_further_to_the_parts_of_a_town_and_the_records_of_a_village() -> None:
    tree = tree_of(TREE)
    pages = {"t0": {"board/t0/totals.html"}, "t0/v0": {"board/t0/v0/meetings/index.html"}}
    for path, href in (("", "t0/totals.html#s-meetings"), ("t0", "v0/meetings/index.html")):
        context = replace(tree.context(path), below=lambda below: pages.get(below, set()))
        page = plan_totals(context, tree.summaries)
        view = page.view if page is not None else None
        assert isinstance(view, TotalsView)
        meetings = next(section for section in view.sections if section.anchor == "meetings").tables[0]
        assert meetings.rows[0].cells[0].href == href
