"""A village's money as its pages tell it: in sentences, beside other months, by the year, with what nobody knows."""

from __future__ import annotations

import gzip
import re

import pytest

from support.money_boards import COUNTY, entry, ledger, village

MARCH = entry("001", "2026-03-05", "收入", "1200.00", summary="收鱼塘租金") + entry(
    "002", "2026-03-09", "支出", "300.50", summary="路灯电费"
)
APRIL = entry("001", "2026-04-05", "支出", "100.00")


def two_months() -> dict[str, str]:
    return {
        "finance/2026-03.yml": ledger("2026-03", "1000.00", "1899.50", MARCH),
        "finance/2026-04.yml": ledger("2026-04", "1899.50", "1799.50", APRIL),
    }


def test_a_month_is_told_in_one_sentence_with_what_is_left_as_one_says_it() -> None:
    page = village(two_months()).pages()["finance/2026-03.html"]
    assert "收入 1,200.00 元，支出 300.50 元，多出 899.50 元；现在一共有一千八百九十九元五角。" in page
    assert "大写：壹仟捌佰玖拾玖元伍角" in page


def test_what_was_spent_is_told_for_each_household_and_each_head() -> None:
    page = village(two_months()).pages()["finance/2026-03.html"]
    assert "支出摊到全村，合每户 3.01 元、每人 0.75 元。" in page


def test_a_village_that_only_knows_about_how_many_it_has_is_not_divided_by_that() -> None:
    about = "名称: 上河村\n户数: 100多 户\n人口: 约400 人\n"
    assert "摊到全村" not in village(two_months(), own=about).pages()["finance/2026-03.html"]


def test_a_month_stands_beside_the_month_before_it() -> None:
    page = village(two_months()).pages()["finance/2026-04.html"]
    assert "和上个月（2026 年 3 月）比，收入少 1,200.00 元，支出少 200.50 元。" in page
    assert re.search(r"本期（2026 年 4 月） 0.00 100.00 −100.00 上个月（2026 年 3 月） 1,200.00 300.50 899.50", page)


def test_a_month_stands_beside_the_same_month_a_year_earlier() -> None:
    records = two_months() | {"finance/2025-04.yml": ledger("2025-04", "50.00", "50.00")}
    page = village(records).pages()["finance/2026-04.html"]
    assert "和去年同月（2025 年 4 月）比，收入一样，支出多 100.00 元。" in page


def test_the_year_so_far_is_told_only_where_no_day_of_it_is_missing() -> None:
    assert "今年以来" not in village(two_months()).pages()["finance/2026-04.html"]
    before = {"finance/2026-Q.yml": ledger("2026-01-01..2026-02-28", "1000.00", "1000.00")}
    page = village(two_months() | before).pages()["finance/2026-04.html"]
    assert "今年以来（2026 年 1 月至 4 月） 1,200.00 400.50 799.50" in page


def test_quarters_are_compared_with_quarters() -> None:
    records = {
        "finance/2026-Q1.yml": ledger("2026-Q1", "0.00", "0.00"),
        "finance/2026-Q2.yml": ledger("2026-Q2", "0.00", "0.00"),
        "finance/2025-Q2.yml": ledger("2025-Q2", "0.00", "0.00"),
    }
    page = village(records).pages()["finance/2026-Q2.html"]
    assert "和上季度（2026 年第一季度）比，收入一样，支出一样。" in page
    assert "去年同季（2025 年第二季度）" in page


def test_an_amount_nobody_knows_makes_every_sum_over_it_incomplete() -> None:
    unknown = entry("001", "2026-03-05", "支出", "不详")
    shown = village({"finance/2026-03.yml": ledger("2026-03", "1000.00", "不详", unknown)} | two_months_after())
    page = shown.pages()["finance/2026-03.html"]
    assert "有 1 个金额不详，收入、支出和结余都不完整。" in page
    assert "＝ 本期结余 不完整 元" in page
    assert "有 1 个金额不详，结余算不出来。" in page
    assert "大写" not in page
    assert "FIN031" in shown.codes()
    assert "FIN003" not in shown.codes()
    april = shown.pages()["finance/2026-04.html"]
    assert "和上个月" not in april
    assert "上个月（2026 年 3 月） 不完整 不完整 不完整" in april
    year = shown.pages()["finance/years/2026.html"]
    assert "有 1 个金额不详，合计不完整。" in year
    assert "现在结余" not in year


def two_months_after() -> dict[str, str]:
    return {"finance/2026-04.yml": ledger("2026-04", "500.00", "400.00", APRIL)}


def test_an_opening_nobody_knows_leaves_the_closing_to_be_taken_as_written() -> None:
    shown = village({"finance/2026-03.yml": ledger("2026-03", "不详", "400.00", MARCH)})
    assert not {"FIN003", "FIN004"} & shown.codes()
    assert (
        "期初（元） 不详" in shown.pages()["finance/2026-03.html"] or " 不详 " in shown.pages()["finance/2026-03.html"]
    )


def test_an_opening_nobody_knows_is_no_zero_anywhere() -> None:
    expense = entry("001", "2026-03-09", "支出", "300.50", summary="路灯电费")
    shown = village({"finance/2026-03.yml": ledger("2026-03", "不详", "400.00", expense)} | two_months_after())
    pages = shown.pages()
    month, board = pages["finance/2026-03.html"], shown.board()
    assert "2026 年 3 月 0.00 300.50 不完整" in board
    assert "没有收入" not in month
    assert "没有收入" not in village({"finance/2026-03.yml": ledger("2026-03", "不详", "400.00", expense)}).board()
    assert "上期结余 不详 元 ＋ 收入 0.00 元 － 支出 300.50 元 ＝ 本期结余 不完整 元" in month
    assert "现在一共有多少，算不出来。" in month
    assert "合计 不详 0.00 300.50 0.00 不完整" in month
    assert "和上个月（2026 年 3 月）比" in pages["finance/2026-04.html"]


def test_the_board_says_that_nothing_came_in_only_where_every_amount_is_known() -> None:
    unknown = entry("001", "2026-03-05", "收入", "不详") + entry("002", "2026-03-09", "支出", "300.50")
    shown = village({"finance/2026-03.yml": ledger("2026-03", "1000.00", "不详", unknown)})
    board, month = shown.board(), shown.pages()["finance/2026-03.html"]
    assert "有 1 笔收入金额不详；支出最多的是「第 002 笔」300.50 元" in board
    assert "收入 不完整 元 － 支出 300.50 元 ＝ 本期结余 不完整 元" in month
    assert "没有收入" not in board + month
    assert " 0.00" not in month[: month.index("逐笔明细")]


def test_the_largest_is_the_largest_of_what_is_known() -> None:
    some = entry("001", "2026-03-05", "支出", "不详") + entry("002", "2026-03-09", "支出", "300.50")
    board = village({"finance/2026-03.yml": ledger("2026-03", "1000.00", "不详", some)}).board()
    assert "写明金额的，支出最多的是「第 002 笔」300.50 元，另有 1 笔支出金额不详" in board


@pytest.mark.parametrize("ends", [("不详", "400.00"), ("400.00", "不详"), ("不详", "不详")])
def test_a_period_without_entries_says_nothing_of_them_where_a_balance_is_not_known(ends: tuple[str, str]) -> None:
    shown = village({"finance/2026-03.yml": ledger("2026-03", *ends)})
    pages = shown.pages()
    assert "没有收入" not in pages["finance/2026-03.html"] + shown.board()
    assert "这一期有没有收支，账上看不出来" in pages["finance/2026-03.html"]
    assert "本期结余 不完整" in pages["finance/2026-03.html"]


def test_a_day_with_an_amount_nobody_knows_has_no_sum() -> None:
    rows = "".join(entry(f"{number:03}", "2026-03-05", "支出", "1.00") for number in range(1, 205))
    rows += entry("900", "2026-03-06", "支出", "不详")
    pages = village({"finance/2026-03.yml": ledger("2026-03", "1000.00", "不详", rows)}).pages()
    assert "3 月 6 日 1 0.00 不完整" in pages["finance/2026-03.html"]


def test_a_year_shows_its_sum_its_months_and_its_largest_entries() -> None:
    before = {"finance/2025-12.yml": ledger("2025-12", "1000.00", "1000.00")}
    page = village(two_months() | before).pages()["finance/years/2026.html"]
    assert "上河村 2026 年收支 上河村股份经济合作社" in page
    assert "没有公开的：2026 年 1 月至 2 月。已经公开的部分，收入 1,200.00 元，支出 400.50 元，合计不完整。" in page
    assert "收入 1,200.00 元 收鱼塘租金 3 月 5 日" in page
    assert "年初结余" not in page


def test_a_whole_year_is_a_sum_that_can_be_redone() -> None:
    months = {f"finance/2026-{number:02}.yml": ledger(f"2026-{number:02}", "7.00", "7.00") for number in range(1, 12)}
    last = entry("001", "2026-12-05", "收入", "3.00")
    page = village(months | {"finance/2026-12.yml": ledger("2026-12", "7.00", "10.00", last)}).pages()
    year = page["finance/years/2026.html"]
    assert "年初结余 7.00 元 ＋ 收入 3.00 元 － 支出 0.00 元 ＝ 现在结余 10.00 元" in year
    assert "不完整" not in year
    assert "2026 年" in page["finance/2026-12.html"]


def test_before_the_first_day_a_book_ever_disclosed_nothing_is_missing() -> None:
    page = village(two_months()).pages()["finance/years/2026.html"]
    assert "从 2026 年 3 月 1 日算起，以前的不在里面。" in page
    assert "没有公开的" not in page
    assert "开始时结余 1,000.00 元 ＋ 收入 1,200.00 元 － 支出 400.50 元 ＝ 现在结余 1,799.50 元" in page


def test_the_fullest_book_of_a_year_comes_first() -> None:
    small = {f"finance/a{month}.yml": ledger(f"2026-0{month}", "1.00", "1.00", book="村委会") for month in (3,)}
    page = village(two_months() | small).pages()["finance/years/2026.html"]
    assert page.index("股份经济合作社") < page.index("村民委员会")


def test_books_of_a_year_stand_apart() -> None:
    committee = {"finance/c3.yml": ledger("2026-03", "5.00", "5.00", book="村委会")}
    committee["finance/c4.yml"] = ledger("2026-04", "5.00", "5.00", book="村委会")
    page = village(two_months() | committee).pages()["finance/years/2026.html"]
    assert "上河村村民委员会" in page
    assert "上河村股份经济合作社" in page


def test_a_year_of_a_single_ledger_has_no_page_of_its_own() -> None:
    one = {"finance/2026-03.yml": ledger("2026-03", "1000.00", "1899.50", MARCH)}
    assert "finance/years/2026.html" not in village(one).pages()


def test_a_ledger_over_two_years_belongs_to_neither() -> None:
    records = two_months() | {"finance/x.yml": ledger("2025-12-01..2026-02-28", "1000.00", "1000.00")}
    page = village(records).pages()["finance/years/2026.html"]
    assert "2025 年 12 月" not in page
    assert "从 2026 年 3 月 1 日算起，以前的不在里面。" in page
    assert "没有公开的" not in page


def test_entries_of_a_ledger_over_two_years_are_told_with_their_year() -> None:
    two_years = ledger("2025-12-01..2026-02-28", "0.00", "5.00", entry("001", "2026-01-09", "收入", "5.00"))
    assert "001 2026 年 1 月 9 日" in village({"finance/x.yml": two_years}).pages()["finance/x.html"]


def test_periods_of_any_length_follow_each_other() -> None:
    records = {
        "finance/a.yml": ledger("2025-07-01..2025-12-31", "0.00", "8.00", entry("1", "2025-08-01", "收入", "8.00")),
        "finance/b.yml": ledger("2026-01", "8.00", "8.00"),
        "finance/c.yml": ledger("2026-02-01..2026-02-14", "9.00", "9.00"),
        "finance/d.yml": ledger("2026-Q2", "9.00", "9.00"),
    }
    problems = village(records).context.notices
    told = [(problem.code, problem.file.rpartition("/")[2]) for problem in problems if problem.code.startswith("FIN")]
    assert told == [("FIN004", "c.yml"), ("FIN017", "d.yml")]
    gap = next(problem for problem in problems if problem.code == "FIN017")
    assert "2026 年 2 月 15 日至 3 月 31 日" in gap.message


LOOKS = COUNTY + "公开设置:\n  公开提醒: 是\n"
TWICE = entry("001", "2026-03-02", "支出", "500.00", "对方: 文印店", summary="宣传单") + entry(
    "002", "2026-03-06", "支出", "500.00", "对方: 文印店", summary="宣传单"
)


def test_second_looks_are_shown_to_everybody_only_where_the_place_says_so() -> None:
    records = {"finance/2026-03.yml": ledger("2026-03", "1000.00", "0.00", TWICE)}
    quiet = village(records)
    assert "SUP001" in quiet.codes()
    assert "看一看" not in quiet.pages()["finance/2026-03.html"]
    page = village(records, county=LOOKS).pages()["finance/2026-03.html"]
    assert "请村务监督委员会看一看 程序按规则找出来的，不等于有错；有的本来就有道理。" in page
    assert "2026 年 3 月 2 日已经为同一件事付过同样的数（2026-03#001）" in page


# --- ten thousand entries ---


def long_month(count: int) -> str:
    entries = (
        entry(f"{number:05}", f"2026-03-{number * 31 // count + 1:02}", "支出", "1.00") for number in range(count)
    )
    return ledger("2026-03", f"{count}.00", "0.00", "".join(entries))


@pytest.mark.slow
def test_a_month_of_very_many_entries_is_shown_day_by_day_and_no_page_is_heavy() -> None:
    records = {"finance/2026-03.yml": long_month(10_000)}
    shown = village(records)
    assert not any(problem.is_error for problem in shown.context.notices)
    raw = shown.raw()
    parts = {url for url in raw if url.startswith("finance/2026-03/")}
    assert 100 <= len(parts) <= 130
    assert all(len(gzip.compress(raw[url].encode(), 6)) < 15_000 for url in ("finance/2026-03.html", *parts))
    rows = [number for url in parts for number in re.findall(r'<tr role="row" id="n-([0-9]+)"', raw[url])]
    assert sorted(rows) == [f"{number:05}" for number in range(10_000)]
    assert shown.pages()["finance/2026-03.html"].count(" 月 ") >= 31


@pytest.mark.parametrize("count", [100, 230])
def test_the_copies_of_a_month_hold_every_entry_and_each_can_be_sent(count: int) -> None:
    people = ("凭证: 记-12", "对方: 清河镇某某建材经营部", "经手人: 李某", "审批人: 王某", "资金来源: 县")
    rows = (
        entry(
            f"{at:03}", f"2026-03-{at * 31 // count + 1:02}", "支出", "1.00", *people, summary="付村道养护材料款、工钱"
        )
        for at in range(count)
    )
    records = {"finance/2026-03.yml": ledger("2026-03", f"{count}.00", "0.00", "".join(rows))}
    copies = village(records).copies()
    assert max(len(text.encode()) for text in copies.values()) <= 100_000
    found = sorted(number for text in copies.values() for number in re.findall(r'<tr role="row" id="n-([0-9]+)"', text))
    assert found == [f"{at:03}" for at in range(count)]
    assert ("每一笔在各部分自己的文件里" in copies["finance/copies/2026-03.html"]) == (count > 100)


def test_what_names_an_entry_of_a_long_month_leads_to_the_part_it_stands_in() -> None:
    payment = "已付:\n  - 编号: 付1\n    日期: 2026-03-31\n    金额: 1.00\n    流水: 2026-03#00999\n"
    project = f"编号: 路灯\n名称: 路灯\n状态: 完工\n{payment}"
    raw = village({"finance/2026-03.yml": long_month(1000), "projects/p.yml": project}).raw()
    (href,) = re.findall(r'href="([^"]*entries-[0-9]+\.html#n-00999)"', raw["projects/p.html"])
    target, _, anchor = href.removeprefix("../").partition("#")
    assert f'id="{anchor}"' in raw[target]


def test_the_sums_of_the_days_are_the_sums_of_the_month() -> None:
    withdrawn = "撤销:\n  - 编号: 撤1\n    条目: '00007'\n    原因: 重复\n    批准: 监委会\n    日期: 2026-04-02\n"
    text = long_month(300).replace("期末: 0.00", "期末: 1.00") + withdrawn
    page = village({"finance/2026-03.yml": text}).pages()["finance/2026-03.html"]
    days = re.findall(r"3 月 [0-9]+ 日 ([0-9]+) 0\.00 ([0-9]+)\.00", page)
    assert sum(int(count) for count, _ in days) == 300
    assert sum(int(amount) for _, amount in days) == 299


def test_a_refused_signature_that_was_withdrawn_stays_on_the_page_of_its_month() -> None:
    refused = (
        "审核:",
        "  - 编号: 审1",
        "    角色: 民主理财小组",
        "    姓名: 孙某",
        "    日期: 2026-04-02",
        "    意见: 不同意，白条太多",
        "撤销:",
        "  - 编号: 撤1",
        "    条目: 审1",
        "    原因: 重复",
        "    批准: 监委会",
        "    日期: 2026-04-09",
    )
    found = village({"finance/2026-03.yml": ledger("2026-03", "0.00", "0.00", "", *refused)})
    page = found.pages()["finance/2026-03.html"]
    assert "孙某（2026 年 4 月 2 日）：不同意，白条太多（已撤销）" in page
