"""The money and the work of one project: its kinds of money side by side, its sources, labour, wages and gifts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cunwu.derive.balances import sum_known
from cunwu.derive.works import first_money_of, labour_of
from cunwu.kinds.base import written
from cunwu.kinds.fields import fields_of
from cunwu.kinds.project import Project, ProjectAmounts, Wage
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING, cell, table_of, with_column, with_sums
from cunwu.pages.parts.sheets import columns_of
from cunwu.pages.parts.view import Cell, Section, Sheet, SheetRow
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money, format_signed, format_yuan, percent, stated, total
from cunwu.values.quantity import Quantity

_LABELS = ("哪种钱", "多少")
_HINT = "预算、合同、审定是不同的钱，不能相加。横条是拿它们里最大的一个比。"
_WIDTH = 600
_MEANS = {
    "estimate": "还没有图纸的时候，大概要花多少",
    "budget": "照图纸一项一项算，会上定下的",
    "ceiling": "招标时的最高价，报价超过的作废",
    "awarded": "中标的那一家报的价",
    "contract": "和施工方签的价",
    "settled": "完工以后审计核定的价，最后照它付",
    "retention": "审定里先扣下的，保修期满没有毛病再付",
    "surplus": "来的钱比用掉的多，剩下的",
}
"""Amount → what it means, in a farmer's words."""


def money_section(context: PlaceContext, url: str, project: Project) -> Section | None:
    """Every kind of money with its meaning and a bar; None if none is written."""
    rows = tuple(_rows(context, url, project))
    sheet = Sheet("从估算到付清", columns_of(*_LABELS), rows, css="one")
    return Section("各种金额", "money", sheets=(sheet,), hint=_HINT) if rows else None


def _rows(context: PlaceContext, url: str, project: Project) -> Iterator[SheetRow]:
    """From the estimate to what was paid; changes stand behind the contract, payments behind the settled price."""
    amounts, paid = project.amounts, total(one.amount for one in project.payments)
    changed = total(one.amount for one in project.variations)
    stated_ones = [amount for name in _MEANS if (amount := stated(getattr(amounts, name, None))) is not None]
    largest = max([*stated_ones, paid], default=paid)
    for spec in fields_of(ProjectAmounts):
        value = getattr(amounts, spec.name, None)
        if amounts is not None and value is not None:
            figure = cell(context, url, spec, amounts, _LABELS[1])
            yield SheetRow(spec.word, (figure,), plain=_MEANS[spec.name], width=_width(stated(value), largest))
        if spec.name == "contract" and project.variations:
            told = f"施工中增减 {len(project.variations)} 项，每一项的原因和批准写在下面"
            tone = "negative" if changed.fen < 0 else ""
            figure = Cell(f"{format_signed(changed)} 元", _LABELS[1], tone, numeric=True)
            yield SheetRow("变更", (figure,), plain=told)
        if spec.name == "settled" and project.payments:
            figure = Cell(f"{format_yuan(paid)} 元", _LABELS[1], numeric=True)
            share = _share_of_contract(project, paid)
            yield SheetRow("已付", (figure,), plain="到现在付出去的", share=share, width=_width(paid, largest))


def _width(amount: Money | None, largest: Money) -> str:
    if amount is None or amount.fen <= 0 or largest.fen <= 0:
        return ""
    return f"{Decimal(amount.fen) / Decimal(largest.fen) * _WIDTH:.1f}"


def _share_of_contract(project: Project, paid: Money) -> str:
    contract = project.amounts.contract if project.amounts else None
    if not isinstance(contract, Money) or contract.fen <= 0:
        return ""
    return f"合同的 {percent(paid.fen, contract.fen)}"


def list_sections(context: PlaceContext, url: str, project: Project) -> Iterator[Section]:
    """The lists that have something to say beside their rows, each in the place of its own."""
    if written(project.funding):
        yield _sources(context, url, project)
    if written(project.labour):
        yield _labour(context, url, project)
    if written(project.wages):
        yield _wages(context, url, project)
    if written(project.donations):
        yield _donations(context, url, project)


def _sources(context: PlaceContext, url: str, project: Project) -> Section:
    """Where its money comes from, with what that adds up to, and what is missing or left."""
    rows = written(project.funding)
    table = table_of(context, url, "资金来源", rows, project.withdrawn)
    together = sum_known([stated(one.amount) for one in project.funding])
    found = sum_known([stated(one.amount) for one in project.funding if one.source != _GAP])
    table = with_sums(table, rows, {"amount": together})
    rough = [one.amount.text for one in project.funding if isinstance(one.amount, Quantity)]
    note = f"有的来源只有约数（{'、'.join(rough)}），有没有缺口算不出来。" if rough else _against_cost(project, found)
    return Section("资金来源", "funding", tables=(table,), note=note)


_GAP = "缺口"


def _against_cost(project: Project, found: Money | None) -> str:
    """What the sources that are no gap leave over of the cost, or lack of it: a figure, also where it is none."""
    known = first_money_of(project, ("审定", "预算", "合同"))
    if found is None:
        return "有的来源没有写金额，有没有缺口算不出来。"
    if known is None:
        return f"已有来源的 {format_yuan(found)} 元；没有写预算、合同和审定，有没有缺口算不出来。"
    word, cost = known
    rest = found - cost
    told = f"缺口 {format_yuan(-rest)} 元" if rest.fen < 0 else f"结余 {format_yuan(rest)} 元"
    left = told if rest.fen else "没有缺口，也没有结余"
    return f"已有来源的 {format_yuan(found)} 元，{word} {format_yuan(cost)} 元，{left}。"


def _labour(context: PlaceContext, url: str, project: Project) -> Section:
    """Who worked how much, and what that comes to; work that is not valued is not nothing."""
    rows = written(project.labour)
    known = labour_of(project.labour)
    told = [f"合计 {known.workdays.text}"] if known.workdays is not None else []
    if known.uncounted:
        told.append(f"另有 {known.uncounted} 条没有用工数，合计不完整")
    if known.value.fen:
        told.append(f"折资 {format_yuan(known.value)} 元")
    if known.unvalued:
        told.append(f"{known.unvalued} 条没有折成钱")
    table = table_of(context, url, "投工", rows, project.withdrawn)
    return Section("投工", "labour", tables=(table,), note="，".join(told) + "。")


def _wages(context: PlaceContext, url: str, project: Project) -> Section:
    """Wages by group with the days until they were paid, and their share of the grant beside its floor."""
    rows = written(project.wages)
    paid = total(one.amount for one in project.wages)
    table = with_sums(table_of(context, url, "劳务报酬", rows, project.withdrawn), rows, {"amount": paid})
    table = with_column(table, "几天后发", [_waited(one) for one in rows])
    told = f"劳务报酬合计 {format_yuan(paid)} 元"
    granted = stated(project.grant.granted) if project.grant is not None else None
    if granted is not None and granted.fen > 0:
        told += f"，是下达金额 {format_yuan(granted)} 元的 {percent(paid.fen, granted.fen)}"
    if project.grant is not None and project.grant.wage_floor is not None:
        told += f"，批复要求不低于 {project.grant.wage_floor}%"
    return Section("劳务报酬", "wages", tables=(table,), note=f"{told}。")


def _waited(wage: Wage) -> str:
    if not isinstance(wage.work_ended, PartialDay) or not isinstance(wage.paid_on, PartialDay):
        return NOTHING
    if wage.work_ended.first != wage.work_ended.last or wage.paid_on.first != wage.paid_on.last:
        return NOTHING  # known to the month only
    return f"{(wage.paid_on.first - wage.work_ended.first).days} 天"


def _donations(context: PlaceContext, url: str, project: Project) -> Section:
    """Who gave what, and what that comes to."""
    rows = written(project.donations)
    table = table_of(context, url, "捐赠", rows, project.withdrawn)
    table = with_sums(table, rows, {"amount": sum_known([stated(one.amount) for one in project.donations])})
    return Section("捐赠", "donations", tables=(table,))
