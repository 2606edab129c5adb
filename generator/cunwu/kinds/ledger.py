"""收支: one period of one book — money accounts, entries, transfers, counts, reviews."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from cunwu.kinds.base import Growing, NumberedItem, figure, group, items, state
from cunwu.kinds.common import POSTS, Posted, Review
from cunwu.kinds.forms import (
    Amount,
    AmountOrUnknown,
    Day,
    ItemNumber,
    Line,
    Paragraphs,
    Reference,
    Serial,
    Span,
    UnitOfMoney,
    WhenOrUnknown,
    choice,
    coded,
    exact_day,
    usual,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import legal_person, not_after_end, unique, within
from cunwu.values.money import is_inexact, stated

REGIMES = {"简易": "流水账", "kj2004": "2004 年会计制度", "kj2023": "2023 年会计制度"}
"""Source: rural-accounting-2023/scope, rural-accounting-2004/chart"""
FUNDING_SOURCES = (
    "上级补助",
    "国补",
    "省",
    "市",
    "县",
    "镇",
    "村集体",
    "自筹",
    "筹劳折资",
    "捐赠",
    "派出单位",
    "缺口",
    "其他",
)
FundingSource = Annotated[str, choice(*FUNDING_SOURCES)]
RECEIPTS = ("发票", "收据", "财政票据", "银行回单", "自制凭证", "白条", "无票据")
CASH = "库存现金"
ACCOUNT_SORTS = (CASH, "银行存款", "专项", "土地补偿费专户", "其他")
OUTSTANDING_SORTS = ("村已收银行未收", "村已付银行未付", "银行已收村未收", "银行已付村未付")

_NAMED_ONCE = unique(
    "FIN038",
    source="bookkeeping/practice",
    hint="两个账户叫法不同，如 信用社基本户、信用社一般户；其实是一个账户的合并成一条",
)
_ACCOUNT = within("accounts", "FIN005", source="bookkeeping/practice")
_OTHER_MONTH = "改正日期；如果确实属于别的月份，把这一笔移到那个月的文件里"


class MoneyAccount(NumberedItem):
    """Cash or one bank account, by alias: never with its account number."""

    name: Line = figure("名称", _NAMED_ONCE, help="账户的叫法；不要写银行账号", example="库存现金")
    sort: Annotated[str, choice(*ACCOUNT_SORTS)] = figure("类别", example="库存现金")
    opening: AmountOrUnknown = figure("期初", unit="元", help="实在查不清的写「不详」", example="1200.00")
    closing: AmountOrUnknown = figure(
        "期末", unit="元", help="实在查不清的写「不详」", example="880.00", growing=Growing.ALONG
    )


class Movement(NumberedItem):
    """Money that moved on a day; of an old book the day may be known to the month only, or not at all."""

    on: WhenOrUnknown = figure(
        "日期",
        not_after_end("period", "FIN002", source="bookkeeping/practice", hint=_OTHER_MONTH),
        help="老账只知道月份的写到月份，实在不知道的写「不详」",
        example="2026-03-05",
    )

    @property
    def day(self) -> date | None:
        """The day, if it is known to the day; then its order counts, else only its sum."""
        return exact_day(self.on)


class Entry(Movement):
    """One movement of money (流水): income or expense; both where a book has them in one row, which is told."""

    summary: Line = figure("摘要", example="路灯电费")
    account_title: Line = figure("科目", help="会计科目的名称", example="公益支出")
    income: AmountOrUnknown | None = figure("收入", unit="元", optional=True, example="5000.00")
    expense: AmountOrUnknown | None = figure("支出", unit="元", optional=True, example="320.00")
    account: ItemNumber = figure("账户", _ACCOUNT, help="上面账户列表里的编号", example="现金")
    voucher: Serial | None = figure("凭证", optional=True, example="记-3")
    receipt_sort: Annotated[str, usual(*RECEIPTS)] | None = figure(
        "票据种类", optional=True, help="凭什么票据记的：发票、收据、白条……；没有票据的写 无票据", example="发票"
    )
    counterpart: Line | None = figure(
        "对方",
        optional=True,
        help="收款或付款的单位；个人写姓加某",
        example="县供电公司",
    )
    handler: Line | None = figure("经手人", optional=True, example="李某")
    witness: Line | None = figure("证明人", optional=True, example="孙某")
    approver: Annotated[str, POSTS] | None = figure("审批人", optional=True, example="王某")
    project: Reference | None = figure("项目", to="project", optional=True, help="用于哪个项目", example="2026-路灯")
    meeting: Reference | None = figure("会议", to="meeting", optional=True, help="哪次会议决定的")
    contract: Serial | None = figure("合同", optional=True, help="合同编号", example="2026-合-3")
    funding: FundingSource | None = figure("资金来源", optional=True)
    reverses: tuple[Reference, ...] = items(
        "冲销",
        to="ledger",
        alone=True,
        help="红字冲销哪一笔；一次退几笔的，一笔一条",
        example="2026-02#007",
    )
    evidence: ItemNumber | None = figure(
        "附件",
        within("attachments", "REF006", hint="先在「附件」列表里加上它，写明文件和校验值"),
        optional=True,
        help="本记录附件列表里的编号",
    )
    note: Line | None = figure("说明", optional=True, example="分两次付，这是第一次")

    @property
    def fen(self) -> int:
        """The effect of the entry on its account, in fen: income positive, expense negative, 0 if not known."""
        income, expense = stated(self.income), stated(self.expense)
        return (income.fen if income else 0) - (expense.fen if expense else 0)

    @property
    def is_unknown(self) -> bool:
        """Whether its amount is not known (不详) or only roughly, so that sums with it are not complete."""
        return is_inexact(self.income) or is_inexact(self.expense)


class Transfer(Movement):
    """Money moved between two accounts of the village (划转); neither income nor expense."""

    source: ItemNumber = figure("从", _ACCOUNT, example="银行")
    target: ItemNumber = figure("到", _ACCOUNT, example="现金")
    amount: Amount = figure("金额", unit="元", example="2000.00")
    voucher: Serial | None = figure("凭证", optional=True, example="记-3")
    summary: Line | None = figure("摘要", optional=True, example="提取备用金")


class CashCount(NumberedItem):
    """Cash counted by hand beside the book balance (现金盘点)."""

    on: Day = figure("日期")
    account: ItemNumber = figure("账户", _ACCOUNT, example="现金")
    book: Amount = figure("账面余额", unit="元")
    counted: Amount = figure("实点金额", unit="元")
    counter: Line = figure("盘点人", example="李某")
    witness: Line | None = figure("监盘人", optional=True, example="孙某")
    note: Line | None = figure("说明", optional=True, help="账实不符时写明原因")


class Outstanding(NumberedItem):
    """An item that explains why book and bank statement differ (未达账项)."""

    sort: Annotated[str, choice(*OUTSTANDING_SORTS)] = figure("类别", example="村已付银行未付")
    summary: Line = figure("摘要", example="支票未兑付")
    amount: Amount = figure("金额", unit="元")


class BankReconciliation(NumberedItem):
    """The bank's figure beside the book's (银行对账)."""

    on: Day = figure("日期")
    account: ItemNumber = figure("账户", _ACCOUNT, example="银行")
    book: Amount = figure("账面余额", unit="元")
    statement: Amount = figure("对账单余额", unit="元")
    outstanding: tuple[Outstanding, ...] = items("未达账项")


class Ledger(Record):
    """Income, expense and balances of one book in one month or quarter. Source: rural-finance-disclosure-2011/items."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"

    book: ItemNumber = figure("账套", legal_person("FIN022"), help="村文件里法人的编号", example="合作社")
    period: Span = figure("期间", example="2026-03")
    regime: Annotated[str, coded(REGIMES)] = figure(
        "制度",
        help="记账用的会计制度；流水账写「简易」",
        example="kj2023",
    )
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    accounts: tuple[MoneyAccount, ...] = items("账户", required=True, help="每个账户的期初和期末")
    entries: tuple[Entry, ...] = items("明细", help="逐项逐笔；没有收支时整段不写")
    transfers: tuple[Transfer, ...] = items("划转", help="账户之间转钱")
    cash_counts: tuple[CashCount, ...] = items("现金盘点")
    reconciliations: tuple[BankReconciliation, ...] = items("银行对账")
    reviews: tuple[Review, ...] = items("审核", help="谁审过、什么意见")
    posted: Posted | None = group("公布", help="上墙的日期和地点")
    explanation: Paragraphs | None = state("说明", optional=True, help="用大白话说说这个月的钱")

    @property
    def title(self) -> str:
        """“2026 年 3 月收支”."""
        return f"{self.period.label}收支"

    @property
    def movements(self) -> tuple[Entry | Transfer, ...]:
        """Entries and transfers that count, as listed."""
        return (*self.entries, *self.transfers)


LEDGER = Kind(
    "ledger", label="收支", files="finance/*.yml", record=Ledger, catalogue="收支", missing="REF003", invites=True
)
