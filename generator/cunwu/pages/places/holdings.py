"""What the village owns, has let, owes and is owed (家底): the compact section on its board."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from cunwu.core.frozen import Frozen
from cunwu.derive.dues import Dues, contract_dues, debt_dues, is_running, outstanding_of, overdue_of
from cunwu.kinds.asset import ASSET, ASSET_SORTS, GONE, RESOURCE_SORTS, Asset
from cunwu.kinds.contract import CONTRACT, Contract
from cunwu.kinds.debt import DEBT, Debt
from cunwu.kinds.record import Kind, Record
from cunwu.pages.kinds import Part, kinds_shown_by
from cunwu.pages.kinds.contract import verb_of
from cunwu.pages.kinds.debt import owing_words
from cunwu.pages.kinds.holdings_lists import worth_of
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.dues import due_line, yuan
from cunwu.pages.parts.flags import flags_over
from cunwu.pages.parts.links import listing_url, relative
from cunwu.pages.parts.view import Fact, Flag, Link, StateLine
from cunwu.values.money import ZERO, Money, format_yuan, total
from cunwu.values.quantity import Quantity, total_quantity

_LINES = 5
"""How many overdue contracts and debts a board names; the others are counted."""


class HoldingsView(Frozen):
    """Totals by sort, what is overdue first, and the way to every list."""

    facts: tuple[Fact, ...]
    lines: tuple[StateLine, ...]
    more: tuple[Link, ...]


def view_holdings(context: PlaceContext, url: str) -> HoldingsView | None:
    """The section; None for a village that has no such record."""
    board, as_of = context.board, context.site.as_of
    found = [kind for kind in kinds_shown_by(Part.HOLDINGS) if board.records(kind)]
    if not found:
        return None
    contracts = [(contract, contract_dues(contract, as_of)) for contract in board.records(CONTRACT)]
    told = partial(flags_over, context, url)
    facts = [
        *_asset_facts(board.records(ASSET), told),
        *_contract_facts(contracts, as_of, told),
        *_debt_facts(board.records(DEBT), told),
    ]
    return HoldingsView(
        facts=tuple(facts),
        lines=tuple(_shortened(_overdue(context, url, contracts))),
        more=tuple(_to_list(context, url, kind) for kind in found),
    )


def _to_list(context: PlaceContext, url: str, kind: Kind[Record]) -> Link:
    text = f"全部{kind.label}（{len(context.board.records(kind))}）"
    return Link(text, relative(url, listing_url(context.place, kind)))


# --- what is owned ----------------------------------------------------------------------------------------------------


Told = Callable[..., tuple[Flag, ...]]
"""Records, and the name of a field of theirs → what is to be known of their sum."""


def _asset_facts(assets: Iterable[Asset], told: Told) -> Iterator[Fact]:
    """Count and value by sort, resources by class and area; what has left the register is not counted."""
    held = [asset for asset in assets if asset.status not in GONE]
    for sort in ASSET_SORTS:
        of_sort = [asset for asset in held if asset.sort == sort]
        if of_sort and sort != "资源":
            yield Fact(sort, f"{len(of_sort)} 项，{_worth(of_sort)}", flags=told(of_sort, "original"))
    for resource in (*RESOURCE_SORTS, None):
        of_class = [asset for asset in held if asset.sort == "资源" and asset.resource == resource]
        if of_class:
            yield Fact(resource or "资源", f"{len(of_class)} 处{_size(of_class)}", flags=told(of_class, "area"))


def _worth(assets: list[Asset]) -> str:
    worth, missing = worth_of(assets)
    if missing == len(assets):
        return "没有写原值"
    rest = f"（另有 {missing} 项没有写原值，不完整）" if missing else ""
    return f"原值 {format_yuan(worth)} 元{rest}"


def _size(assets: list[Asset]) -> str:
    """Areas added up unit by unit: 亩 and 平方米 are never added together."""
    areas = [asset.area for asset in assets if isinstance(asset.area, Quantity)]
    by_unit: dict[str, list[Quantity]] = {}
    for area in areas:
        by_unit.setdefault(area.unit, []).append(area)
    sizes = "，".join(total_quantity(parts).text for parts in by_unit.values())
    missing = len(assets) - len(areas)
    rest = f"（另有 {missing} 处没有写面积，不完整）" if missing and sizes else ""
    return f"，{sizes}{rest}" if sizes else "，没有写面积"


# --- what is let, owed and due ----------------------------------------------------------------------------------------


def _contract_facts(contracts: list[tuple[Contract, Dues]], as_of: date, told: Told) -> Iterator[Fact]:
    running = sum(is_running(contract, as_of) for contract, _ in contracts)
    if contracts:
        yield Fact("合同", f"{len(contracts)} 份，正在履行 {running} 份")
    for is_income, label in ((True, "租金、承包款欠收"), (False, "合同款欠付")):
        rests = {contract: dues.arrears for contract, dues in contracts if contract.is_income is is_income}
        known = {contract: rest for contract, rest in rests.items() if rest is not None and rest > ZERO}
        if known:
            text = f"{yuan(total(known.values()))}（{len(known)} 份）{_unknown([*rests.values()])}"
            yield Fact(label, text, "bad", flags=told(known))


def _debt_facts(debts: Iterable[Debt], told: Told) -> Iterator[Fact]:
    open_debts = [debt for debt in debts if debt.status not in ("已清", "核销")]
    for sort, label in (("债权", "别人欠村里"), ("债务", "村里欠别人")):
        of_sort = [debt for debt in open_debts if debt.sort == sort]
        rests = [outstanding_of(debt) for debt in of_sort]
        known = [rest for rest in rests if rest is not None]
        if known:
            yield Fact(label, f"{yuan(total(known))}（{len(known)} 笔）{_unknown(rests)}", flags=told(of_sort))
        elif rests:
            yield Fact(label, f"{len(rests)} 笔，金额不详")


def _unknown(rests: list[Money | None]) -> str:
    unknown = rests.count(None)
    return f"，另有 {unknown} 笔金额不详，不完整" if unknown else ""


def _overdue(
    context: PlaceContext, url: str, contracts: list[tuple[Contract, Dues]]
) -> Iterator[tuple[int, StateLine]]:
    """Days and line of every contract and debt that is late."""
    as_of = context.site.as_of
    for contract, dues in contracts:
        if late := dues.overdue:
            rest = total(one.unpaid for one in late if one.unpaid is not None)
            words = f"{contract.party}，欠{verb_of(contract)} {yuan(rest)}，已过期 {late[0].days_overdue} 天"
            link, flags = Link(contract.name, context.href_of(url, contract)), flags_over(context, url, [contract])
            yield late[0].days_overdue, due_line("bad", words, link, flags)
    for debt in context.board.records(DEBT):
        if late := overdue_of(debt, as_of):
            rest = total(one.unpaid for one in debt_dues(debt, as_of).overdue if one.unpaid is not None)
            words = f"{owing_words(debt)}，到期没有还 {yuan(rest)}，已过期 {late[0].days_overdue} 天"
            link, flags = Link(debt.matter, context.href_of(url, debt)), flags_over(context, url, [debt])
            yield late[0].days_overdue, due_line("bad", words, link, flags)


def _shortened(overdue: Iterable[tuple[int, StateLine]]) -> Iterator[StateLine]:
    """The longest overdue first; the rest is counted."""
    lines = [line for _, line in sorted(overdue, key=lambda pair: -pair[0])]
    yield from lines[:_LINES]
    if len(lines) > _LINES:
        yield due_line("bad", f"还有 {len(lines) - _LINES} 份也过了期，见下面的列表。")
