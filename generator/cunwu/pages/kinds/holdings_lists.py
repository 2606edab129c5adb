"""Lists of assets, contracts and debts: by what they are, with sums, what is overdue first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cunwu.derive.dues import contract_dues, debt_dues, is_running, outstanding_of, overdue_of
from cunwu.kinds.asset import ASSET, ASSET_SORTS, GONE, Asset
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.contract import CONTRACT, Contract
from cunwu.kinds.debt import DEBT, Debt
from cunwu.kinds.fields import fields_of, word_of
from cunwu.pages.kinds.contract import verb_of
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.dues import SIGNS, side_by_side, yuan
from cunwu.pages.parts.sections import NOTHING, cell, heading, is_numeric
from cunwu.pages.parts.tables import without_blank_columns
from cunwu.pages.parts.view import Cell, Column, Row, Table
from cunwu.values.absence import Absence
from cunwu.values.money import ZERO, Money, format_yuan, total

_STANDING = "情况"
_SHOWN: Mapping[type[Item], tuple[str, ...]] = {
    Asset: ("resource", "quantity", "area", "original", "status", "user"),
    Contract: ("counterpart", "until", "status"),
    Debt: ("counterpart", "amount", "status"),
}
"""Fields a list shows beside the name, in this order."""


def asset_tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
    """A table for each sort, with what its assets are worth together; land has its areas, what has left comes last."""
    held: dict[str, list[Asset]] = {sort: [] for sort in (*ASSET_SORTS, _LEFT)}
    for asset in context.board.records(ASSET):
        held[_LEFT if asset.status in GONE else asset.sort].append(asset)
    return tuple(_assets(context, url, caption, assets) for caption, assets in held.items() if assets)


_LEFT = "已处置、报废的"


def _assets(context: PlaceContext, url: str, caption: str, assets: list[Asset]) -> Table:
    rows = tuple(Row((_name(context, url, asset), *_cells(context, url, asset, assets))) for asset in assets)
    table = without_blank_columns(Table(f"{caption}（{len(assets)}）", _columns(assets), rows))
    if caption in (_LEFT, "资源"):
        return table
    label = next(heading(spec, assets) for spec in _shown(Asset) if spec.name == "original")
    return _summed(table, label, worth_of(assets)[0] if not worth_of(assets)[1] else None)


def worth_of(assets: list[Asset]) -> tuple[Money, int]:
    """What they cost together, and how many of them do not say; 不适用 is an answer."""
    known = [asset.original for asset in assets if isinstance(asset.original, Money)]
    return total(known), sum(
        not isinstance(asset.original, Money) and asset.original is not Absence.NOT_APPLICABLE for asset in assets
    )


def contract_tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
    """Those that bring money and those that cost some; the longest overdue first, then those in force."""
    tables = []
    for caption, is_income in (("村里收钱的", True), ("村里付钱的", False)):
        contracts = [one for one in context.board.records(CONTRACT) if one.is_income is is_income]
        if contracts:
            standing = [(contract, *_standing_of_contract(context, contract)) for contract in contracts]
            standing.sort(key=lambda row: (-row[2], not is_running(row[0], context.site.as_of), row[0].number))
            rows = tuple(
                Row((_name(context, url, one), *_cells(context, url, one, contracts), told))
                for one, told, _ in standing
            )
            columns = (*_columns(contracts), Column(_STANDING))
            table = without_blank_columns(Table(f"{caption}（{len(contracts)}）", columns, rows))
            tables.append(side_by_side(table))
    return tuple(tables)


def debt_tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
    """What others owe the village and what it owes, with what is left of each and of all."""
    tables = []
    for caption, sort in (("别人欠村里的", "债权"), ("村里欠别人的", "债务")):
        debts = [debt for debt in context.board.records(DEBT) if debt.sort == sort]
        if debts:
            debts.sort(key=lambda debt: (-_days_overdue(context, debt), debt.status in ("已清", "核销"), debt.number))
            rests = [outstanding_of(debt) for debt in debts]
            rows = tuple(
                Row((_name(context, url, debt), *_cells(context, url, debt, debts), _rest(rest), _late(context, debt)))
                for debt, rest in zip(debts, rests, strict=True)
            )
            columns = (*_columns(debts), Column(_REST, numeric=True), Column(_STANDING))
            table = without_blank_columns(Table(f"{caption}（{len(debts)}）", columns, rows))
            known = [rest for rest in rests if rest is not None]
            tables.append(_summed(table, _REST, total(known) if len(known) == len(rests) else None))
    return tuple(tables)


_REST = "还剩（元）"


def _shown(model: type[Item]) -> tuple[FieldSpec, ...]:
    specs = {spec.name: spec for spec in fields_of(model)}
    return tuple(specs[name] for name in _SHOWN[model])


def _columns(records: Sequence[Asset] | Sequence[Contract] | Sequence[Debt]) -> tuple[Column, ...]:
    model = type(records[0])
    first = Column(word_of(model, model.heading))
    return (first, *(Column(heading(spec, records), is_numeric(spec)) for spec in _shown(model)))


def _name(context: PlaceContext, url: str, record: Asset | Contract | Debt) -> Cell:
    return Cell(record.title, word_of(type(record), record.heading), href=context.href_of(url, record))


def _cells(
    context: PlaceContext,
    url: str,
    record: Asset | Contract | Debt,
    records: Sequence[Asset] | Sequence[Contract] | Sequence[Debt],
) -> tuple[Cell, ...]:
    return tuple(cell(context, url, spec, record, heading(spec, records)) for spec in _shown(type(record)))


def _standing_of_contract(context: PlaceContext, contract: Contract) -> tuple[Cell, int]:
    """How its payments stand, and for how many days the oldest is late."""
    dues = contract_dues(contract, context.site.as_of)
    rest = dues.arrears
    if dues.overdue:
        days = dues.overdue[0].days_overdue
        owed = total(one.unpaid for one in dues.overdue if one.unpaid is not None)
        words = f"欠{verb_of(contract)} {yuan(owed)}，过期 {days} 天"
        return Cell(f"{SIGNS['bad']} {words}", _STANDING, "bad"), days
    if not dues.instalments:
        return Cell(NOTHING, _STANDING, "blank"), 0
    if rest is None:
        return Cell(f"{SIGNS['late']} 有的金额不详", _STANDING, "late"), 0
    return Cell(f"{SIGNS['good']} 到期的都{verb_of(contract)}了", _STANDING, "good"), 0


def _rest(rest: Money | None) -> Cell:
    return Cell("不详" if rest is None else format_yuan(rest), _REST, "quiet" if rest is None else "", numeric=True)


def _days_overdue(context: PlaceContext, debt: Debt) -> int:
    late = overdue_of(debt, context.site.as_of)
    return late[0].days_overdue if late else 0


def _late(context: PlaceContext, debt: Debt) -> Cell:
    days = _days_overdue(context, debt)
    if not days:
        return Cell(NOTHING, _STANDING, "blank")
    late = debt_dues(debt, context.site.as_of).overdue
    owed = total(one.unpaid for one in late if one.unpaid is not None)
    return Cell(f"{SIGNS['bad']} 到期没有还 {yuan(owed)}，过期 {days} 天", _STANDING, "bad")


def _summed(table: Table, label: str, amount: Money | None) -> Table:
    """The table with a foot below its column of amounts; where one of them is not known, that is said instead."""
    labels = [column.label for column in table.columns]
    if label not in labels or len(table.rows) < 2 or amount == ZERO:
        return side_by_side(table)
    text = "不完整" if amount is None else format_yuan(amount)
    foot = [Cell("", column.label, "blank", numeric=column.numeric) for column in table.columns]
    foot[0] = Cell("合计", labels[0])
    foot[labels.index(label)] = Cell(text, label, "quiet" if amount is None else "", numeric=True)
    return side_by_side(Table(table.caption, table.columns, table.rows, tuple(foot)))
