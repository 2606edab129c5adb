"""A corrected or irregular figure says so wherever it stands, and leads to where that is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import join, normpath
from urllib.parse import unquote

import pytest

from cunwu.pages.kinds.holdings_lists import asset_tables
from cunwu.pages.places.village import plan_village
from cunwu.pages.places.year import plan_years
from cunwu.render import Renderer
from support.money_boards import ROOT, Village, entry, ledger, village

ORIGINAL = (
    "反常说明:",
    "  - 编号: 说1",
    "    规则: FIN003",
    "    条目: 现金",
    "    原因: 老账如此",
    "    谁: 会计",
    "    照原件: 是",
    "    批准: 村务监督委员会",
)


def corrected(item: str, field: str, before: str, after: str, number: str = "更1") -> str:
    lines = (
        f"编号: {number}",
        f"条目: '{item}'" if item else "",
        f"字段: {field}",
        f"原值: {before}",
        f"新值: {after}",
    )
    rest = ("原因: 抄错", "批准: 村务监督委员会", "日期: 2026-04-20")
    return "  - " + "\n    ".join(filter(None, (*lines, *rest))) + "\n"


def corrections(*notes: str) -> str:
    return "更正:\n" + "".join(notes)


IN = entry("001", "2026-03-03", "收入", "300.00", summary="鱼塘承包款")
WAIVED = ledger("2026-03", "600.00", "905.00", IN, *ORIGINAL)
"""A closing of 905.00 beside entries that make 900.00, as on the old sheet."""
CORRECTED = ledger("2026-03", "600.00", "900.00", IN) + corrections(
    corrected("001", "收入", "200.00", "300.00"), corrected("现金", "期末", "800.00", "900.00", "更2")
)
FEBRUARY = ledger("2026-02", "600.00", "600.00")
ASSET = "编号: 2026-01\n名称: 村委会办公楼\n种类: 固定资产\n数量: 1 栋\n原值: 5000.00\n状态: 在用\n" + corrections(
    corrected("", "原值", "4000.00", "5000.00")
)
PROJECT = (
    "编号: 2026-路灯\n名称: 村主路路灯安装\n金额:\n  合同: 60000.00\n已付:\n  - 编号: 付1\n    日期: 2026-03-12\n"
    "    金额: 65000.00\n节点:\n  - 编号: 节1\n    节点: 立项\n    实际: 2026-02-01\n"
    + corrections(corrected("", "金额.合同", "50000.00", "60000.00"))
)
DEBT = (
    "编号: 2026-债1\n种类: 债务\n事由: 修路欠款\n对方: 县第二建筑公司\n发生: 2020-05\n金额: 8000.00\n状态: 未清\n"
    + corrections(corrected("", "金额", "9000.00", "8000.00"))
)


def board_of(records: Mapping[str, str]) -> tuple[Village, dict[str, str]]:
    """A village and the HTML of its pages with a year's page and its own, by address below the village."""
    found = village(records)
    renderer = Renderer(ROOT / "theme")
    pages = [*plan_village(found.context), *plan_years(found.context)]
    own = {page.url.removeprefix("board/shanghe/"): renderer.render(page).decode() for page in pages}
    return found, {**found.raw(), **own}


FLAG = re.compile(r'<a class="flag" href="([^"]*)" title="([^"]*)">(\w+)<span class="hidden">：\2</span></a>')


def flags_behind(page: str, before: str) -> list[str]:
    """The words right behind a text of a page."""
    at = page.index(before) + len(before)
    return [one[2] for one in FLAG.findall(re.match(r"(\s*<a class=\"flag\".*?</a>)*", page[at:], re.DOTALL)[0])]  # type: ignore[index]


def assert_every_flag_leads_somewhere(pages: Mapping[str, str]) -> None:
    for url, page in pages.items():
        for href, *_ in FLAG.findall(page):
            target, _, anchor = unquote(href).partition("#")
            other = pages[normpath(join(url, "..", target))] if target else page
            assert f'id="{anchor}"' in other, (url, href)


def test_a_closing_that_its_entries_do_not_make_is_marked_wherever_it_stands() -> None:
    found, pages = board_of({"finance/2026-02.yml": FEBRUARY, "finance/2026-03.yml": WAIVED})
    assert "FIN003" in found.codes()
    for url in ("index.html", "finance/2026-03.html", "finance/years/2026.html"):
        page = pages[url]
        closing = "现在结余" if "year" in url else "本期结余"
        assert flags_behind(page, f'role="rowheader">{closing}') == ["反常"], url
        assert flags_behind(page, 'role="rowheader">收入') == [], url
    assert_every_flag_leads_somewhere(pages)


def test_the_mark_leads_to_the_sentence() -> None:
    _, pages = board_of({"finance/2026-02.yml": FEBRUARY, "finance/2026-03.yml": WAIVED})
    href = next(href for href, _, word in FLAG.findall(pages["index.html"]) if word == "反常")
    assert href == "finance/2026-03.html#s-irregular"
    section = pages["finance/2026-03.html"].partition('id="s-irregular"')[2].partition("</section>")[0]
    assert "期末" in section
    assert "905.00" in section


def test_a_corrected_figure_is_marked_in_the_sum_the_months_the_line_and_the_bars() -> None:
    _, pages = board_of({"finance/2026-02.yml": FEBRUARY, "finance/2026-03.yml": CORRECTED})
    for url in ("index.html", "finance/2026-03.html"):
        for label, words in (("上期结余", []), ("收入", ["更正"]), ("支出", []), ("本期结余", ["更正"])):
            assert flags_behind(pages[url], f'role="rowheader">{label}') == words, (url, label)
    board = pages["rooms/money.html"]
    months = board.partition("最近各期</summary>")[2].partition("</table>")[0]
    assert [flags_behind(months, amount) for amount in (">300.00", ">900.00")] == [["更正"], ["更正"]]
    line = board.partition('<figure class="chart">')[2].partition("</figure>")[0]
    assert flags_behind(line, "图里 2026 年 3 月") == ["更正"]
    assert "2 月<a" not in line
    bars = pages["finance/2026-03.html"].partition("收入按科目")[2].partition("</table>")[0]
    assert flags_behind(bars, ">其他</a>") == ["更正"]
    assert_every_flag_leads_somewhere(pages)


def test_the_mark_of_a_correction_leads_to_the_correction() -> None:
    _, pages = board_of({"finance/2026-03.yml": CORRECTED})
    hrefs = [unquote(href) for href, _, word in FLAG.findall(pages["index.html"]) if word == "更正"]
    assert set(hrefs) == {"finance/2026-03.html#n-更1", "finance/2026-03.html#n-更2"}


@pytest.mark.parametrize(
    ("path", "text", "label", "words"),
    [
        ("projects/2026-ludeng.yml", PROJECT, "60,000.00 元", ["更正"]),
        ("projects/2026-ludeng.yml", PROJECT, "65,000.00 元", ["反常"]),
        ("assets/1.yml", ASSET, "原值 5,000.00 元", ["更正"]),
        ("debts/1.yml", DEBT, "8,000.00 元（1 笔）", ["更正"]),
    ],
)
def test_cards_and_holdings_of_the_village_mark_their_figures(
    path: str, text: str, label: str, words: list[str]
) -> None:
    _, pages = board_of({path: text})
    room = "rooms/works.html" if path.startswith("projects") else "rooms/money.html"
    assert flags_behind(pages[room], label) == words
    assert_every_flag_leads_somewhere(pages)


def test_a_list_shows_the_old_value_itself() -> None:
    found, _ = board_of({"assets/1.yml": ASSET})
    (table,) = asset_tables(found.context, "board/shanghe/assets/index.html")
    assert [was.text for row in table.rows for one in row.cells for was in one.was] == ["4,000.00 元"]


def test_nothing_is_marked_where_nothing_was_corrected_or_is_irregular() -> None:
    _, pages = board_of(
        {"finance/2026-02.yml": FEBRUARY, "finance/2026-03.yml": ledger("2026-03", "600.00", "900.00", IN)}
    )
    assert not any("flag" in page.partition("<main")[2] for page in pages.values())
