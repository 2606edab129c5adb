"""Statements as they are really printed: blanks, subtotals, 万元 with six decimals, totals nudged by a hundredth."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from cunwu.derive.statement import as_typed, blanks_of, plain_in, total_checks
from cunwu.kinds.charts import CHARTS, changed_codes, main_title, moved_names, parent_titles
from cunwu.kinds.statement import STATEMENT, Statement
from cunwu.values.money import Money, parse_wan, parse_yuan, plain_yuan
from support.rules_boards import board_of, codes_in, messages_of, problems_in

FILE = "statements/2026.yml"
HEAD = "编号: 表\n种类: {}\n账套: 合作社\n期间: 2026\n制度: kj2023\n"
BALANCE, INCOME, TRIAL = (HEAD.format(sort) for sort in ("资产负债表", "收益及收益分配表", "科目余额表"))


def rows(word: str, column: str, figures: dict[str, str]) -> str:
    """Lines of a group by their names; an empty figure is a blank cell."""
    lines = (
        f"  - 编号: {number}\n    项目: {name}\n" + (f"    {column}: {figure}\n" if figure else "")
        for number, (name, figure) in enumerate(figures.items(), 1)
    )
    return f"{word}:\n{''.join(lines)}"


def total(word: str, figure: str) -> str:
    return f"{word}:\n  期末: {figure}\n"


def statement_of(text: str) -> Statement:
    (statement,) = board_of({FILE: text}).records(STATEMENT)
    return statement


# --- what real tables do ----------------------------------------------------------------------------------------------


def test_wan_with_six_decimals_is_exact_to_the_fen() -> None:
    text = BALANCE + "单位: 万元\n" + rows("资产", "期末", {"货币资金": "11.230050", "固定资产": "48.600001"})
    assert codes_in({FILE: text + total("资产总计", "59.830051")}) == []
    (message,) = messages_of({FILE: text + total("资产总计", "59.830052")}, "STM002")
    assert message.startswith("资产总计（期末）应为 59.830051 万元，填写的是 59.830052 万元，相差 0.000001 万元")


@pytest.mark.parametrize(
    ("total_written", "codes"),
    [("59.83", []), ("59.84", ["STM013"]), ("59.82", ["STM013"]), ("59.85", ["STM002"])],
)
def test_a_total_nudged_by_a_hundredth_is_a_notice_where_rounding_is_declared(
    total_written: str, codes: list[str]
) -> None:
    text = BALANCE + "单位: 万元\n舍入: 0.01\n" + rows("资产", "期末", {"货币资金": "11.23", "固定资产": "48.60"})
    assert codes_in({FILE: text + total("资产总计", total_written)}) == codes
    undeclared = text.replace("舍入: 0.01\n", "")
    assert codes_in({FILE: undeclared + total("资产总计", total_written)}) == (["STM002"] if codes else [])


MINISTRY_FORM = (
    INCOME
    + """\
收益:
  - 编号: 1
    项目: 经营收入
    本年: 52000.00
  - 编号: 2
    项目: 发包及上交收入
    本年: 30000.00
  - 编号: 3
    项目: 投资收益
    本年: 零
  - 编号: 4
    项目: 经营支出
    本年: 41000.00
  - 编号: 5
    项目: 管理费用
    本年: 56000.00
  - 编号: 7
    项目: 经营收益
    本年: -15000.00
    加项:
      - 1
      - 2
      - 3
    减项:
      - 4
      - 5
  - 编号: 8
    项目: 补助收入
    本年: 20000.00
  - 编号: 9
    项目: 其他收入
  - 编号: 10
    项目: 其他支出
    本年: 不详
  - 编号: 11
    项目: 本年收益
    本年: 5000.00
    加项:
      - 7
      - 8
      - 9
    减项:
      - 10
"""
)
"""7=1+2+3-4-5; 11=7+8+9-10, as the ministry's form prints them; a loss, a blank and an unknown among its figures."""


def test_the_formulas_of_the_ministry_form_are_redone_and_blanks_are_no_zeros() -> None:
    assert codes_in({FILE: MINISTRY_FORM}) == []
    assert blanks_of(statement_of(MINISTRY_FORM)) == {"本年收益（本年）": ("其他收入", "其他支出")}
    wrong = MINISTRY_FORM.replace("-15000.00", "15000.00")
    (message,) = messages_of({FILE: wrong}, "STM003")
    assert "应为 −15,000.00 元，填写的是 15,000.00 元" in message


def test_only_big_totals_are_a_statement_too() -> None:
    text = BALANCE + total("资产总计", "100") + total("负债合计", "零") + total("所有者权益合计", "100.00")
    assert codes_in({FILE: text}) == []


def test_a_balance_below_nothing_is_no_fault() -> None:
    figures = {"货币资金": "10.00", "固定资产清理": "-0.50"}
    assert codes_in({FILE: BALANCE + rows("资产", "期末", figures) + total("资产总计", "9.50")}) == []


@pytest.mark.parametrize("depreciation", ["14.00", "-14.00"])
def test_accumulated_depreciation_is_taken_off_however_it_is_typed(depreciation: str) -> None:
    figures = {"固定资产原价": "50.00", "减：累计折旧": depreciation}
    assert codes_in({FILE: BALANCE + rows("资产", "期末", figures) + total("资产总计", "36.00")}) == []


def test_a_total_over_a_blank_or_unknown_line_is_not_compared() -> None:
    for figure in ("", "不详", "不适用"):
        text = BALANCE + rows("资产", "期末", {"货币资金": "10.00", "应收款": figure}) + total("资产总计", "12.00")
        assert codes_in({FILE: text}) == []
        assert blanks_of(statement_of(text)) == {"资产总计（期末）": ("应收款",)}
    stated_zero = BALANCE + rows("资产", "期末", {"货币资金": "10.00", "应收款": "零"}) + total("资产总计", "12.00")
    assert codes_in({FILE: stated_zero}) == ["STM002"]


def test_the_line_that_explains_a_difference_is_named() -> None:
    left_out = rows("资产", "期末", {"货币资金": "10.00", "应收款": "7.00"}) + total("资产总计", "10.00")
    (message,) = messages_of({FILE: BALANCE + left_out}, "STM002")
    assert message.endswith("「应收款」正好是相差的数")
    wrong_side = BALANCE + rows("资产", "期末", {"货币资金": "10.00", "应收款": "7.00"}) + total("资产总计", "3.00")
    assert messages_of({FILE: wrong_side}, "STM002")[0].endswith("「应收款」正好是相差的数的一半")


def test_a_withdrawn_line_does_not_count() -> None:
    withdrawn = "撤销:\n  - 编号: 撤1\n    条目: 2\n    原因: 重复\n    批准: 会上同意\n    日期: 2027-02-01\n"
    text = BALANCE + rows("资产", "期末", {"货币资金": "10.00", "应收款": "7.00"}) + total("资产总计", "10.00")
    assert codes_in({FILE: text + withdrawn}) == []


# --- trial balances ---------------------------------------------------------------------------------------------------


def trial(*accounts: tuple[str, ...]) -> str:
    words = ("科目代码", "科目", "期初借方", "期初贷方", "本期借方", "本期贷方", "期末借方", "期末贷方")
    text = "科目余额:\n"
    for number, account in enumerate(accounts, 1):
        cells = (f"    {word}: {cell}\n" for word, cell in zip(words, account, strict=True) if cell)
        text += f"  - 编号: {number}\n" + "".join(cells)
    return TRIAL + text


def test_an_account_that_moves_to_the_other_side_closes_there() -> None:
    table = trial(
        ("113", "内部往来", "30.00", "", "", "50.00", "", "20.00"),
        ("102", "银行存款", "", "30.00", "50.00", "", "20.00", ""),
    )
    assert codes_in({FILE: table}) == []


def test_a_blank_pair_is_nothing_where_its_own_row_shows_that_it_is() -> None:
    table = trial(
        ("102", "银行存款", "100.00", "", "", "", "100.00", ""),
        ("153", "在建工程", "", "", "30.00", "", "30.00", ""),
        ("241", "专项应付款", "", "", "", "30.00", "", "30.00"),
        ("301", "资本", "", "90.00", "", "", "", "90.00"),
    )
    assert blanks_of(statement_of(table)) == {}
    assert codes_in({FILE: table}) == ["STM006", "STM006"]  # 100 against 90, at the start and at the end


def test_a_row_without_opening_leaves_its_pair_uncompared_and_says_so() -> None:
    table = trial(
        ("102", "银行存款", "100.00", "", "零", "", "100.00", ""),
        ("301", "资本", "", "", "零", "", "", "90.00"),
    )
    assert codes_in({FILE: table}) == ["STM006"]  # the closing pair; the opening one has a blank
    assert blanks_of(statement_of(table)) == {"期初借贷合计": ("资本",)}


def test_details_count_once_by_code_or_by_title() -> None:
    table = trial(
        ("112", "应收款", "5.00", "", "零", "", "5.00", ""),
        ("11201", "应收款-张某", "3.00", "", "零", "", "3.00", ""),
        ("", "应收款-李某", "2.00", "", "零", "", "2.00", ""),
        ("301", "资本", "", "5.00", "零", "", "", "5.00"),
    )
    assert codes_in({FILE: table}) == []


def test_a_code_of_the_other_regime_is_explained_in_both() -> None:
    table = trial(("153", "固定资产清理", "", "0.50", "零", "", "", "0.50"))
    (message,) = messages_of({FILE: table}, "STM010")
    assert "153 在 kj2023 是在建工程，在 kj2004 是固定资产清理；固定资产清理在 kj2023 是 154" in message


# --- beside other records ---------------------------------------------------------------------------------------------

LEDGER = """\
账套: {book}
期间: 2026
制度: kj2023
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 0.00
    期末: {cash}
  - 编号: 银行
    名称: 基本户
    类别: 银行存款
    期初: 10.00
    期末: 10.00
明细:
  - 编号: 001
    日期: 2026-03-01
    摘要: 房租
    科目: 经营收入-房租
    收入: {cash}
    账户: 现金
"""


def test_a_statement_in_wan_agrees_with_a_ledger_in_yuan_to_the_fen() -> None:
    text = BALANCE + "单位: 万元\n" + rows("资产", "期末", {"货币资金": "0.001500", "库存现金": "0.000500"})
    assert codes_in({FILE: text, "finance/2026.yml": LEDGER.format(book="合作社", cash="5.00")}) == []
    files = {FILE: text, "finance/2026.yml": LEDGER.format(book="合作社", cash="5.01")}
    assert codes_in(files) == ["STM014", "STM014"]
    assert messages_of(files, "STM014")[0] == "「货币资金」报表期末 15.00 元，收支的期末 15.01 元，相差 −0.01 元"


def test_the_other_books_ledger_and_unknown_balances_are_not_compared() -> None:
    text = BALANCE + rows("资产", "期末", {"库存现金": "7.00"})
    assert codes_in({FILE: text, "finance/2026.yml": LEDGER.format(book="村委会", cash="5.00")}) == []
    unknown = LEDGER.format(book="合作社", cash="5.00").replace("期末: 5.00", "期末: 不详")
    assert codes_in({FILE: text, "finance/2026.yml": unknown}) == ["FIN031"]


def test_the_income_of_the_year_is_compared_only_where_every_month_is_there() -> None:
    text = INCOME + rows("收益", "本年", {"经营收入": "6.00"})
    ledger = LEDGER.format(book="合作社", cash="5.00")
    assert codes_in({FILE: text, "finance/2026.yml": ledger}) == ["STM015"]
    from_march = ledger.replace("期间: 2026", "期间: 2026-03..2026-12")
    assert "STM015" not in codes_in({FILE: text, "finance/2026-03_2026-12.yml": from_march})


def test_the_opening_is_last_years_closing_else_that_of_the_same_years_statement() -> None:
    last = BALANCE.replace("表\n种", "去年\n种").replace("2026", "2025") + rows("资产", "期末", {"货币资金": "10.00"})
    june = BALANCE.replace("表\n种", "年中\n种").replace("2026", "2026-Q2") + rows("资产", "年初", {"货币资金": "9.00"})
    now = BALANCE + rows("资产", "年初", {"货币资金": "8.00"})
    files = {FILE: now, "statements/2025.yml": last, "statements/2026-Q2.yml": june}
    assert sorted(messages_of(files, "STM005")) == [
        "「货币资金」年初应为 2025 年的期末 10.00 元，填写的是 8.00 元",
        "「货币资金」年初应为 2025 年的期末 10.00 元，填写的是 9.00 元",
    ]
    del files["statements/2025.yml"]
    assert messages_of(files, "STM005") == ["「货币资金」年初应为 2026 年第二季度的年初 9.00 元，填写的是 8.00 元"]


# --- charts -----------------------------------------------------------------------------------------------------------


def test_both_charts_are_whole_and_know_the_trap() -> None:
    assert {regime: len(chart.accounts) for regime, chart in CHARTS.items()} == {"kj2023": 42, "kj2004": 35}
    assert [account.code for account in CHARTS["kj2023"].accounts if account.is_contra] == ["133", "152", "162"]
    trap = {moved.code: (moved.old.sort, moved.new.sort) for moved in changed_codes()}
    assert trap["511"] == ("收入", "支出")
    assert trap["502"] == ("支出", "收入")
    assert {"153", "154", "211", "212", "521"} <= trap.keys()
    assert {moved.old.name for moved in moved_names()} >= {"经营支出", "管理费用", "应付款"}


def test_a_title_is_read_with_its_details_and_signs_aside() -> None:
    assert main_title("减：累计折旧") == "累计折旧"
    assert main_title("生产（劳务）成本-人工") == "生产(劳务)成本"
    assert main_title("一事一议资金") == "一事一议资金"
    assert parent_titles("公益支出－路灯-电费") == ("公益支出－路灯-电费", "公益支出－路灯", "公益支出")


# --- arithmetic -------------------------------------------------------------------------------------------------------

fen = st.integers(min_value=-(10**9), max_value=10**9)


@given(st.lists(fen, min_size=1, max_size=8))
def test_a_total_that_is_the_sum_of_its_lines_is_never_a_fault_in_either_unit(amounts: list[int]) -> None:
    for unit, parse in (("", parse_yuan), ("单位: 万元\n", parse_wan)):
        plain = statement_of(BALANCE + unit)
        figures = {f"行{number}": plain_in(plain, Money(amount)) for number, amount in enumerate(amounts)}
        text = BALANCE + unit + rows("资产", "期末", figures)
        written = text + total("资产总计", plain_in(plain, Money(sum(amounts))))
        (check,) = total_checks(statement_of(written))
        assert check.holds
        assert parse(plain_in(plain, Money(sum(amounts)))) == Money(sum(amounts))


@given(st.lists(st.integers(min_value=0, max_value=10**8), min_size=1, max_size=8))
def test_lines_and_total_each_rounded_to_whole_yuan_are_at_most_a_notice(amounts: list[int]) -> None:
    def rounded(amount: int) -> str:
        return str((amount + 50) // 100)

    figures = {f"行{number}": rounded(amount) for number, amount in enumerate(amounts)}
    text = BALANCE + "舍入: 1.00\n" + rows("资产", "期末", figures) + total("资产总计", rounded(sum(amounts)))
    (check,) = total_checks(statement_of(text))
    assert check.holds or check.is_rounding


@given(fen)
def test_a_figure_is_shown_with_every_digit_that_was_typed(amount: int) -> None:
    typed = parse_yuan(plain_yuan(Money(amount)))
    assert as_typed(typed).replace(",", "").replace("−", "-") == typed.text


# --- at which cell ----------------------------------------------------------------------------------------------------


def cells_of(text: str, code: str) -> list[str]:
    """What stands where the problems of one code point: the field of that line, and the stretch that is marked."""
    lines = text.split("\n")
    found = []
    for problem in problems_in({FILE: text}):
        if problem.code == code:
            line, column, width = problem.spot
            assert problem.line_text == lines[line - 1]
            field = lines[line - 1].strip().removeprefix("- ").partition(":")[0]
            found.append(f"{line} {field} {lines[line - 1][column - 1 : column - 1 + width]}")
    return found


SHEET = (
    BALANCE
    + """\
资产:
  - 编号: 1
    项目: 货币资金
    年初: 100.00
    期末: 200.00
  - 编号: 2
    项目: 流动资产合计
    年初: 100.00
    期末: 200.00
    加项:
      - 1
资产总计:
  年初: 100.00
  期末: 200.00
负债:
  - 编号: 3
    项目: 应付款
    年初: 40.00
    期末: 90.00
负债合计:
  年初: 40.00
  期末: 90.00
所有者权益:
  - 编号: 4
    项目: 资本
    年初: 60.00
    期末: 110.00
所有者权益合计:
  年初: 60.00
  期末: 110.00
"""
)


def line_of(text: str, after: str, field: str) -> int:
    """The number of the first line of a field at or below the line that says `after`."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if after in line)
    return next(number for number, line in enumerate(lines[start:], start + 1) if line.strip().startswith(f"{field}:"))


def put(text: str, after: str, field: str, figure: str) -> tuple[str, int]:
    """The text with one figure changed, and the number of its line."""
    number = line_of(text, after, field)
    lines = text.split("\n")
    lines[number - 1] = f"{lines[number - 1].partition(':')[0]}: {figure}"
    return "\n".join(lines), number


@pytest.mark.parametrize("column", ["年初", "期末"])
@pytest.mark.parametrize(
    ("after", "code"),
    [("资产总计:", "STM002"), ("负债合计:", "STM002"), ("所有者权益合计:", "STM002"), ("流动资产合计", "STM003")],
)
def test_a_sum_that_is_wrong_is_marked_at_its_own_figure_in_its_own_column(after: str, code: str, column: str) -> None:
    assert codes_in({FILE: SHEET}) == []
    text, line = put(SHEET, after, column, "7.00")
    assert cells_of(text, code) == [f"{line} {column} 7.00"]


@pytest.mark.parametrize("column", ["年初", "期末"])
def test_a_sheet_that_does_not_balance_is_marked_at_the_total_of_its_assets(column: str) -> None:
    text, _ = put(SHEET, "应付款", column, "7.00")
    text, _ = put(text, "负债合计:", column, "7.00")
    (cell,) = cells_of(text, "STM001")
    assert cell == f"{line_of(text, '资产总计:', column)} {column} {'100.00' if column == '年初' else '200.00'}"


def test_a_sheet_without_a_total_of_its_assets_is_marked_at_their_list() -> None:
    head, _, rest = SHEET.partition("资产总计:\n")
    text, _ = put(head + rest.partition("期末: 200.00\n")[2], "应付款", "期末", "7.00")
    text, _ = put(text, "负债合计:", "期末", "7.00")
    (cell,) = cells_of(text, "STM001")
    assert cell.startswith(f"{line_of(text, '资产:', '资产')} 资产")


@pytest.mark.parametrize(("field", "figure"), [("加项", "9"), ("加项", "2"), ("减项", "9")])
def test_a_part_that_is_no_line_is_marked_at_the_list_that_names_it(field: str, figure: str) -> None:
    text = SHEET.replace("    加项:\n      - 1\n", f"    {field}:\n      - {figure}\n")
    (cell,) = cells_of(text, "STM004")
    assert cell.split()[1] == field
    assert int(cell.split()[0]) == line_of(text, "流动资产合计", field)


ACCOUNTS = (
    TRIAL
    + """\
科目余额:
  - 编号: 1
    科目: 库存现金
    期初借方: 10.00
    本期借方: 5.00
    期末借方: 15.00
  - 编号: 2
    科目: 应付款
    期初贷方: 10.00
    本期贷方: 5.00
    期末贷方: 15.00
"""
)


@pytest.mark.parametrize(("after", "column"), [("库存现金", "期末借方"), ("应付款", "期末贷方")])
def test_an_account_that_closes_wrongly_is_marked_on_the_side_it_closes_on(after: str, column: str) -> None:
    assert codes_in({FILE: ACCOUNTS}) == []
    text, line = put(ACCOUNTS, after, column, "7.00")
    assert cells_of(text, "STM007") == [f"{line} {column} 7.00"]


@pytest.mark.parametrize("pair", ["期初", "期末"])
@pytest.mark.parametrize(("after", "side", "other"), [("库存现金", "借方", "贷方"), ("应付款", "贷方", "借方")])
def test_an_account_on_both_sides_is_marked_at_its_credit(pair: str, after: str, side: str, other: str) -> None:
    written = line_of(ACCOUNTS, after, f"{pair}{side}")
    lines = ACCOUNTS.split("\n")
    lines.insert(written, f"    {pair}{other}: 3.00")
    (cell,) = cells_of("\n".join(lines), "STM008")
    assert cell.split()[1] == f"{pair}贷方"
    assert int(cell.split()[0]) == line_of("\n".join(lines), after, f"{pair}贷方")


def test_debits_and_credits_that_differ_are_marked_at_the_list_of_accounts() -> None:
    text, _ = put(ACCOUNTS, "库存现金", "期初借方", "11.00")
    (cell,) = cells_of(text.replace("期末借方: 15.00", "期末借方: 16.00"), "STM006")[:1]
    assert cell.split()[:2] == [str(line_of(text, "科目余额:", "科目余额")), "科目余额"]


def test_a_sum_off_by_rounding_is_marked_at_the_sum() -> None:
    text, line = put(SHEET, "流动资产合计", "期末", "200.01")
    assert cells_of(text.replace("制度: kj2023\n", "制度: kj2023\n舍入: 0.02\n"), "STM013") == [
        f"{line + 1} 期末 200.01"
    ]
