"""The page of one audit: what was found, what is to be paid back for it, and how much is back."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.frozen import replace
from cunwu.derive.refunds import Repayment, ordering_money, repayment_in_all, repayment_of
from cunwu.kinds.audit import Audit, Measure
from cunwu.kinds.base import written
from cunwu.kinds.fields import fields_of
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.plain_words import plain
from cunwu.pages.parts.progress_bar import ProgressBar, bar_of
from cunwu.pages.parts.sections import NOTHING, cell, was_of
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Section, Table
from cunwu.values.money import Money, format_yuan, is_inexact, stated, total

_INCOMPLETE = "不完整"
_DONE, _LEFT = "全部退回", "还差"


def tell_audit(context: PlaceContext, url: str, audit: Audit) -> Besides:
    """What was found and what became of it as sentences, with a bar of what is back; measures with how far they are."""
    bar = _bar(audit)
    return Besides(
        badge=(audit.sort,),
        sentences=tuple(_sentences(audit)),
        bars=(bar,) if bar is not None else (),
        facts="谁查的、查什么",
        instead=(Section("处理", "measures", tables=(_table(context, url, audit),)),) if audit.measures else (),
        hides=frozenset({"sort"}),
        shows_was=frozenset({"measures"}),
    )


def _sentences(audit: Audit) -> Iterator[str]:
    """What was found and what became of it, in words."""
    found = audit.findings
    if found:
        amounts = [amount for finding in found if (amount := stated(finding.amount)) is not None]
        unknown = sum(is_inexact(finding.amount) for finding in found)
        sum_found = f"，写明金额的一共 {format_yuan(total(amounts))} 元" if amounts else ""
        rest = f"，有 {unknown} 个金额不详" if unknown else ""
        yield f"{audit.by}查出 {len(found)} 个问题{sum_found}{rest}。"
    if ordering_money(audit):
        yield _repaid(repayment_in_all(audit))


def _repaid(whole: Repayment) -> str:
    if whole.ordered is None:
        return "要退回的钱有不详的，算不出一共多少。"
    ordered = f"要退回 {format_yuan(whole.ordered)} 元"
    if whole.refunded is None or whole.left is None:
        return f"{ordered}；退了多少有不详的，合计不完整。"
    left = f"{_LEFT} {format_yuan(whole.left)} 元" if whole.left.fen > 0 else _DONE
    return f"{ordered}，已退 {format_yuan(whole.refunded)} 元，{left}。"


def _bar(audit: Audit) -> ProgressBar | None:
    whole = repayment_in_all(audit)
    if not ordering_money(audit) or whole.ordered is None or whole.refunded is None:
        return None
    sentence = f"已退 {format_yuan(whole.refunded)} 元，应退 {format_yuan(whole.ordered)} 元"
    return bar_of(sentence, whole.refunded.fen, whole.ordered.fen)


_MONEY = ("应退（元）", "已退（元）", "还差（元）")


def _table(context: PlaceContext, url: str, audit: Audit) -> Table:
    """Each measure with what it orders, what is back and what is left; a total where several order money."""
    specs = {spec.name: spec for spec in fields_of(Measure)}
    shown = [
        spec
        for name, spec in specs.items()
        if name != "to_refund" and any(getattr(measure, name) is not None for measure in written(audit.measures))
    ]
    money = bool(ordering_money(audit))
    columns = (
        *(Column(plain(spec.word)) for spec in shown),
        *(Column(label, numeric=True) for label in _MONEY if money),
    )
    rows = []
    for measure in written(audit.measures):
        told = tuple(cell(context, url, spec, measure, plain(spec.word)) for spec in shown)
        struck = measure.number in audit.withdrawn
        note = "已撤销，不计入合计" if struck else ""
        rows.append(
            Row(
                (*told, *(_amounts(context, audit, measure) if money else ())),
                item_anchor(measure.number),
                struck,
                note,
            )
        )
    several = len(ordering_money(audit)) > 1
    foot = (*_blank(len(shown)), *_cells(repayment_in_all(audit))) if several else ()
    return laid_out(Table("处理和退赔", columns, tuple(rows), foot))


def _blank(count: int) -> Iterator[Cell]:
    yield Cell("合计")
    yield from (Cell("") for _ in range(count - 1))


def _amounts(context: PlaceContext, audit: Audit, measure: Measure) -> tuple[Cell, ...]:
    ordered, *others = (Cell(NOTHING, label, "blank", numeric=True) for label in _MONEY)
    if measure.to_refund is not None:
        ordered, *sums = _cells(repayment_of(audit, measure))
        others = others if measure.number in audit.withdrawn else sums  # nothing is missing of what is ordered no more
    spec = next(spec for spec in fields_of(Measure) if spec.name == "to_refund")
    return replace(ordered, was=was_of(context, measure, spec)), *others


def _cells(one: Repayment) -> tuple[Cell, ...]:
    amounts = (one.ordered, one.refunded, one.left)
    return tuple(_cell(label, amount) for label, amount in zip(_MONEY, amounts, strict=True))


def _cell(label: str, amount: Money | None) -> Cell:
    if amount is None:
        return Cell(_INCOMPLETE, label, "quiet", numeric=True)
    return Cell(format_yuan(amount), label, numeric=True)
