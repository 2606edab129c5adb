"""What a resident cadre promised and did, and how that was judged: sections of the cadre's own page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cunwu.derive.cadre import CadreWork
from cunwu.derive.visits import care_of
from cunwu.kinds.forms import WHEN_OR_ABSENCE
from cunwu.kinds.pledge import Pledge
from cunwu.kinds.record import Record
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Fact, Row, Section, Table
from cunwu.values.dates import chinese_date
from cunwu.values.money import Money, format_yuan
from cunwu.values.quantity import Quantity, total_quantity

_NEWEST = 6
"""How many of a long list are shown; all of them stand on the page of their kind."""


def work_sections(context: PlaceContext, url: str, work: CadreWork) -> Iterator[Section]:
    """Promised · done · judged · rewarded or called to account · trained; what there is of it."""

    def link(record: Record, label: str, text: str = "") -> Cell:
        return Cell(text or record.title, label, href=context.href_of(url, record))

    if work.pledges:
        promised = [(link(one, "承诺"), _signed(one)) for one in work.pledges]
        yield Section("承诺过什么", "promised", tables=(_table("承诺", ("承诺", "签订"), promised),))
    if done := tuple(_done(work)):
        yield Section("做了什么", "done", facts=done, tables=tuple(_deeds(work, link)))
    if work.assessments:
        judged = [
            (
                link(one, "期间", one.period.label),
                Cell(str(one.total_score) if one.total_score is not None else NOTHING, "总分"),
                Cell(one.grade or NOTHING, "等次"),
                Cell("、".join(outcome.result for outcome in one.outcomes) or NOTHING, "结果"),
            )
            for one in sorted(work.assessments, key=lambda one: one.period, reverse=True)
        ]
        yield Section("考核", "judged", tables=(_table("历次考核", ("期间", "总分", "等次", "结果"), judged),))
    if work.acts:
        acts = [
            (
                link(record, "什么时候", _day(act.on) or record.period.label),
                Cell(act.sort, "种类"),
                Cell(act.reason or "没有写原因", "原因"),
            )
            for record, act in work.acts
        ]
        yield Section("奖惩", "conduct", tables=(_table("奖惩", ("什么时候", "种类", "原因"), acts),))
    if work.trainings:
        trained = [(link(one, "培训"),) for one in work.trainings]
        yield Section("参加的培训", "trained", tables=(_table("培训", ("培训",), trained),))


def _table(caption: str, labels: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> Table:
    return laid_out(Table(caption, tuple(Column(label) for label in labels), tuple(Row(cells) for cells in rows)))


def _day(value: object) -> str:
    return WHEN_OR_ABSENCE.show(value) if value is not None else ""


def _signed(pledge: Pledge) -> Cell:
    days = [_day(one.on) for one in pledge.signings if one.on is not None]
    return Cell(days[0] if days else "没有写日期", "签订")


def _done(work: CadreWork) -> Iterator[Fact]:
    """Counts of what was done; households are added up where every visit says how many."""
    if work.visits:
        counted = [visit.households for _, visit in work.visits]
        known = [one for one in counted if isinstance(one, Quantity)]
        told = f"，{total_quantity(known).text}" if known else ""
        rest = "（有的没有写户数）" if known and len(known) < len(counted) else ""
        yield Fact("走访", f"{len(work.visits)} 次{told}{rest}")
        care = care_of((visit.money, visit.goods) for _, visit in work.visits)
        money = f"{format_yuan(Money(care.fen))} 元{'（有的没有写明多少）' if care.unknown else ''}" if care.fen else ""
        given = "，".join(filter(None, (money, f"慰问品 {care.goods} 次" if care.goods else "")))
        if given:
            yield Fact("慰问", given)
    for word, reports in (
        ("周报", [one for one in work.weeks if not one.is_monthly]),
        ("月报", [one for one in work.weeks if one.is_monthly]),
    ):
        if reports:
            newest = chinese_date(max(one.period.last for one in reports))
            yield Fact(word, f"{len(reports)} 份，最新一份到 {newest}")
    if work.stays:
        yield Fact("驻村日志", f"{len(work.stays)} 条")
    if work.deeds:
        yield Fact("实事", f"{len(work.deeds)} 件")


def _deeds(work: CadreWork, link: Callable[[Record, str], Cell]) -> Iterator[Table]:
    if work.deeds:
        newest = sorted(work.deeds, key=lambda one: one.day.isoformat() if one.day else "", reverse=True)[:_NEWEST]
        rows = [(link(one, "实事"), Cell(one.result or NOTHING, "结果")) for one in newest]
        yield _table("实事", ("实事", "结果"), rows)
