"""The page of one tender: how far it is, who bid how much, what was signed; the list of all with their contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cunwu.derive.tenders import bid_in_fen, contracts_by_tender
from cunwu.kinds.base import written
from cunwu.kinds.contract import Contract
from cunwu.kinds.fields import fields_of
from cunwu.kinds.tender import TENDER, Tender, TenderBid
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.dues import due_line, yuan
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.sections import NOTHING, cell
from cunwu.pages.parts.sheets import columns_of
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Link, Row, Section, Sheet, SheetRow, StageView, StateLine, Table
from cunwu.values.dates import chinese_date, chinese_partial, short_day
from cunwu.values.money import stated

_WIDTH = 600
_PRICE = next(spec for spec in fields_of(TenderBid) if spec.name == "price")
_LABELS = ("投标人", "报价")


def tell_tender(context: PlaceContext, url: str, tender: Tender) -> Besides:
    """How far it is; who came and who won in sentences; the bids as bars; the contracts it led to."""
    contracts = tuple(contracts_by_tender(context.board).get(tender.number, ()))
    return Besides(
        badge=(tender.sort, tender.status),
        made_from=contracts,
        stages=tuple(_stages(context, tender, contracts)),
        sentences=tuple(_sentences(tender)),
        lines=tuple(_contract_lines(context, url, tender, contracts)),
        instead=tuple(_bids(context, url, tender)),
        facts="怎么报名、怎么定",
        hides=frozenset({"status", "unit"}),
        shows_was=frozenset({"bids.price"}),
        unasked=frozenset({"unit", "project", "ceiling", "increment", "deposit"}),
    )


def _stages(context: PlaceContext, tender: Tender, contracts: Sequence[Contract]) -> Iterator[StageView]:
    """报名, each opening, the posting of the result, the contract: done, or ahead."""
    as_of, until = context.site.as_of, tender.signup_until
    if until is not None:
        yield _stage("报名", f"到 {short_day(until)}", done=until < as_of)
    for number, one in enumerate(tender.rounds, 1):
        name = "开标" if len(tender.rounds) == 1 else f"第{'一二三四五六七八九'[min(number, 9) - 1]}次"
        yield _stage(name, f"{short_day(one.on)} {one.round_result}", done=True)
    if not tender.rounds:
        yield _stage("开标", "", done=False)
    notice = tender.result_notice
    if notice is not None or tender.status not in ("流标", "取消"):
        ends = notice.until if notice is not None else None
        yield _stage("公示", f"到 {short_day(ends)}" if ends else "", done=ends is not None and ends < as_of)
    signed = next((one.signed for one in contracts if one.signed is not None), None)
    yield _stage("合同", short_day(signed) if signed else "", done=signed is not None)


def _stage(name: str, day: str, *, done: bool) -> StageView:
    return StageView(name, "✓" if done else "○", "done" if done else "ahead", day)


def _sentences(tender: Tender) -> Iterator[str]:
    """What is offered or wanted, who came, who won; what failed and why."""
    what = "、".join(one.object_name for one in tender.objects) or tender.name
    wanted = f"村里公开{tender.sort}{what}：给谁" if tender.is_income else f"村里公开找人做{what}：谁来做"
    yield f"{wanted}、什么价，公开来定。"
    for one in tender.rounds:
        if one.round_result != "成交":
            why = f"：{one.reason}" if one.reason else "，没有写原因"
            yield f"{chinese_date(one.on)}这一场{one.round_result}{why}。"
    came = tender.signed_up if tender.signed_up is not None else len(tender.bids) or None
    if came is not None:
        yield f"来报名的 {came} 家。"
    for winner in tender.winners:
        yield f"中标的是{winner.bidder}，{_told(winner.price) or '没有写报价'}。"


def _contract_lines(
    context: PlaceContext, url: str, tender: Tender, contracts: Sequence[Contract]
) -> Iterator[StateLine]:
    """The contracts that it led to, or that there is none yet."""
    for contract in contracts:
        signed = f"{chinese_partial(contract.signed)}签订" if contract.signed is not None else "没有写哪天签的"
        price = stated(contract.total_price)
        told = f"{contract.party}，{signed}" + (f"，总价 {yuan(price)}" if price is not None else "")
        yield due_line("good", told, Link(contract.title, context.href_of(url, contract)))
    if tender.winners and not contracts:
        yield due_line("ahead", "中标以后的合同还没有登记。")


def _bids(context: PlaceContext, url: str, tender: Tender) -> Iterator[Section]:
    """Every bid beside a bar, below what it could be at most or had to be at least."""
    rows = written(tender.bids)
    if not rows:
        return
    limits = [] if tender.ceiling is None else [("控制价", tender.ceiling)]
    limits += [(f"底价：{one.object_name}", one.floor_price) for one in tender.objects if one.floor_price]
    known = [
        bid for amount in (*(one for _, one in limits), *(one.price for one in rows)) if (bid := bid_in_fen(amount))
    ]
    largest = max((fen for _, fen in known), default=None) if len({per for per, _ in known}) == 1 else None
    objects = {one.number: one.object_name for one in tender.objects}
    lines = [
        SheetRow(word, (Cell(_told(amount), _LABELS[1], numeric=True),), width=_width(amount, largest))
        for word, amount in limits
    ]
    for one in rows:
        lot = objects.get(one.bid_for or "", "") if len(objects) > 1 else ""
        told = "，".join(filter(None, (lot, one.result, one.note)))
        width = _width(one.price, largest)
        struck = one.number in tender.withdrawn
        figure = cell(context, url, _PRICE, one, _LABELS[1])
        lines.append(
            SheetRow(one.bidder, (figure,), plain=told, width=width, anchor=item_anchor(one.number), struck=struck)
        )
    sheet = Sheet("各家报价", columns_of(*_LABELS), tuple(lines))
    yield Section("报价单", "bids", sheets=(sheet,))


def _width(amount: object, largest: Decimal | None) -> str:
    """Of a bar; none where amounts of different bases, of a year and of a mu, stand side by side."""
    bid = bid_in_fen(amount)
    if bid is None or not largest or bid[1] <= 0:
        return ""
    return f"{bid[1] / largest * _WIDTH:.1f}"


def _told(amount: object) -> str:
    """An amount as a page shows it, with what it is meant per; empty if none is written."""
    return "" if amount is None or _PRICE.form is None else _PRICE.form.show(amount)


def tender_tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
    """Tenders with who won and the contracts that each led to, so that these stand together; open ones first."""
    by_number = contracts_by_tender(context.board)
    tenders = sorted(context.board.records(TENDER), key=lambda one: (one.status not in _OPEN, one.number))
    labels = ("名称", "情况", "报名止", "中标", "合同")
    rows = []
    for one in tenders:
        won = "；".join(f"{bid.bidder} {_told(bid.price)}".strip() for bid in one.winners)
        signed = by_number.get(one.number, ())
        links = tuple(Link(contract.title, context.href_of(url, contract)) for contract in signed)
        until = chinese_date(one.signup_until) if one.signup_until is not None else NOTHING
        rows.append(
            Row(
                (
                    Cell(one.title, labels[0], href=context.href_of(url, one)),
                    Cell(f"{one.sort}，{one.status or '没有写状态'}", labels[1]),
                    Cell(until, labels[2], "" if one.signup_until else "blank"),
                    Cell(won or NOTHING, labels[3], "" if won else "blank"),
                    Cell("" if links else NOTHING, labels[4], "" if links else "blank", links=links),
                )
            )
        )
    return (laid_out(Table(f"招标和出租（{len(rows)}）", tuple(map(Column, labels)), tuple(rows))),)


_OPEN = ("报名中", "待开标", "公示中")
