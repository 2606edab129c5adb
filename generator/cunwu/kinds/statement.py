"""报表: the two statements of the accounting system and the table of balances, with their identities."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import Item, NumberedItem, figure, group, items, state
from cunwu.kinds.charts import parent_titles
from cunwu.kinds.common import Posted, Review
from cunwu.kinds.forms import (
    WAN,
    Amount,
    AmountOrAbsence,
    ItemNumber,
    Line,
    Paragraphs,
    Serial,
    Span,
    choice,
    coded,
)
from cunwu.kinds.ledger import REGIMES
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import legal_person

STATEMENT_SORTS = ("资产负债表", "收益及收益分配表", "科目余额表")
UNITS = ("元", WAN)


class BalanceRow(NumberedItem):
    """One line of a balance sheet; a subtotal names the lines it is made of and is not counted again in the total."""

    line: Line = figure("项目", example="库存现金")
    account_code: Serial | None = figure("科目代码", optional=True, help="按「制度」的科目表", example="101")
    year_start: AmountOrAbsence | None = figure("年初", optional=True, help="空着就是没有填，不当作零")
    closing: AmountOrAbsence | None = figure("期末", optional=True, help="空着就是没有填，不当作零")
    plus: tuple[ItemNumber, ...] = items("加项", help="小计才写：这一行应等于哪些行相加；小计不再计入合计")
    minus: tuple[ItemNumber, ...] = items("减项", help="小计才写：还要减去哪些行")


class StatedTotal(Item):
    """A total as the paper states it."""

    year_start: AmountOrAbsence | None = figure("年初", optional=True)
    closing: AmountOrAbsence | None = figure("期末", optional=True)


class IncomeRow(NumberedItem):
    """One line of an income statement; may say which others it is the sum of, as the printed form does."""

    line: Line = figure("项目", example="经营收益")
    account_code: Serial | None = figure("科目代码", optional=True, help="按「制度」的科目表", example="501")
    this_year: AmountOrAbsence | None = figure("本年", optional=True, help="空着就是没有填，不当作零")
    last_year: AmountOrAbsence | None = figure("上年", optional=True, help="空着就是没有填，不当作零")
    plus: tuple[ItemNumber, ...] = items("加项", help="这一行应等于哪些行相加")
    minus: tuple[ItemNumber, ...] = items("减项", help="还要减去哪些行")


class TrialRow(NumberedItem):
    """One account in the table of balances: debit and credit at the start, in between and at the end."""

    account_code: Serial | None = figure("科目代码", optional=True, help="按「制度」的科目表", example="102")
    account_title: Line = figure("科目", example="银行存款")
    opening_debit: AmountOrAbsence | None = figure(
        "期初借方", optional=True, help="没有余额的写「零」，或者借贷两格都空着"
    )
    opening_credit: AmountOrAbsence | None = figure("期初贷方", optional=True)
    debit: AmountOrAbsence | None = figure("本期借方", optional=True)
    credit: AmountOrAbsence | None = figure("本期贷方", optional=True)
    closing_debit: AmountOrAbsence | None = figure("期末借方", optional=True)
    closing_credit: AmountOrAbsence | None = figure("期末贷方", optional=True)


class Statement(Record):
    """One statement of one book. Source: rural-accounting-2023/statements."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"

    number: ItemNumber = figure("编号", example="2026-Q2-资产负债表")
    sort: Annotated[str, choice(*STATEMENT_SORTS)] = figure("种类", example="资产负债表")
    book: ItemNumber = figure("账套", legal_person("STM017"), help="村文件里法人的编号", example="合作社")
    period: Span = figure("期间", example="2026-Q2")
    regime: Annotated[str, coded(REGIMES)] = figure("制度", help="科目代码按哪一年的制度", example="kj2023")
    unit: Annotated[str, choice(*UNITS)] | None = figure("单位", optional=True, help="不写就是元", example="元")
    rounding: Amount | None = figure(
        "舍入", optional=True, help="表里的数取整到多少：写明以后，合计差一点只提醒", example="1.00"
    )
    assets: tuple[BalanceRow, ...] = items("资产")
    assets_total: StatedTotal | None = group("资产总计")
    liabilities: tuple[BalanceRow, ...] = items("负债")
    liabilities_total: StatedTotal | None = group("负债合计")
    equity: tuple[BalanceRow, ...] = items("所有者权益")
    equity_total: StatedTotal | None = group("所有者权益合计")
    income_rows: tuple[IncomeRow, ...] = items("收益", help="收益及收益分配表的各行")
    trial_rows: tuple[TrialRow, ...] = items("科目余额", help="科目余额表的各行")
    reviews: tuple[Review, ...] = items("审核", help="谁审过、什么意见")
    posted: Posted | None = group("公布", help="上墙的日期和地点")
    explanation: Paragraphs | None = state("说明", optional=True, help="用大白话说说家底")

    @property
    def is_in_wan(self) -> bool:
        """Whether its amounts are in 万元."""
        return self.unit == WAN

    @property
    def repeated(self) -> frozenset[str]:
        """The subtotals, and the details of an account that has a row of its own."""
        lines: tuple[BalanceRow | IncomeRow, ...] = (*self.assets, *self.liabilities, *self.equity, *self.income_rows)
        subtotals = {line.number for line in lines if line.plus or line.minus}
        return frozenset(subtotals | {row.number for row in self.details})

    @property
    def details(self) -> tuple[TrialRow, ...]:
        """The rows of a trial balance that are details of another row."""
        codes = {row.account_code for row in self.trial_rows if row.account_code}
        titles = {row.account_title for row in self.trial_rows}
        return tuple(row for row in self.trial_rows if _is_detail(row, codes, titles))

    @property
    def title(self) -> str:
        """“2026 年第二季度资产负债表”."""
        return f"{self.period.label}{self.sort}"


def _is_detail(row: TrialRow, codes: set[str], titles: set[str]) -> bool:
    code = row.account_code or ""
    if any(code[:length] in codes for length in range(3, len(code))):
        return True
    return any(title in titles for title in parent_titles(row.account_title)[1:])


STATEMENT = Kind("statement", label="报表", files="statements/*.yml", record=Statement, catalogue="报表", invites=True)
