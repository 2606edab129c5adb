"""The page of one benefit: how much for how many; who, by masked name, only on the days on which one may object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from cunwu.derive.receivers import Share, paid_out, share_by, sum_exactly, sum_of
from cunwu.kinds.base import written
from cunwu.kinds.benefit import Benefit
from cunwu.kinds.fields import fields_of
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import show, table_of
from cunwu.pages.parts.view import Cell, Column, Fact, Row, Section, Table
from cunwu.values.absence import Absence
from cunwu.values.dates import chinese_date
from cunwu.values.money import Money, format_yuan, percent, stated

INCOMPLETE = "不完整"


def tell_benefit(context: PlaceContext, url: str, benefit: Benefit) -> Besides:
    """The totals, then what has become of the list of names; the list itself only while it may be read."""
    whole = context.as_written(benefit)
    return Besides(
        badge=(benefit.sort,),
        before=(*_totals(whole), *_list(context, url, benefit, notice_sentence(whole, context.site.as_of))),
        facts="怎样发的",
        hides=frozenset({"sort", "unit", "receivers", "total", "notice"}),
        shows_was=frozenset({"receivers"}),
        unasked=frozenset({"unit"}),
    )


def _totals(benefit: Benefit) -> Iterator[Section]:
    facts, tables = view_totals(benefit), _tables(benefit)
    if facts:
        note = "不足 3 户的合在一起，免得看出是哪一家。" if tables else ""
        yield Section("合计", "total", facts, tables=tables, note=note, layout="money")


def _list(context: PlaceContext, url: str, benefit: Benefit, notice: str) -> Iterator[Section]:
    """The list as this board may show it: of a record that may not show names there is none left by now."""
    if notice:
        rows = written(benefit.receivers)
        tables = (table_of(context, url, "名单", rows, benefit.withdrawn),) if rows else ()
        yield Section("名单", "receivers", paragraphs=(notice,), tables=tables)


def view_totals(benefit: Benefit) -> tuple[Fact, ...]:
    """The totals as the paper states them, else as the list adds up; then what was handed out."""
    rows = benefit.receivers
    facts = []
    if benefit.total is not None:
        facts += [
            Fact(spec.word, show(spec, value), "quiet" if isinstance(value, Absence) else "")
            for spec in fields_of(type(benefit.total))
            if (value := getattr(benefit.total, spec.name)) is not None
        ]
    told = {fact.label for fact in facts}
    whose = "" if benefit.lists_all else f"，只是{benefit.listed}的"
    if rows and ("户" not in told or whose):
        facts.append(Fact("户" if not whose else "名单上的户", f"{len(rows)} 户（照名单数出{whose}）"))
    if not rows and "金额" not in told and (amount := _of_categories(benefit)) is not None:
        facts.append(Fact("金额", f"{format_yuan(amount)} 元（各类相加）"))
    if rows and ("金额" not in told and not whose):
        summed = sum_of(rows)
        facts.append(Fact("金额", f"{format_yuan(summed)} 元（名单相加）" if summed is not None else INCOMPLETE))
    paid = paid_out(benefit)
    if paid is not None:
        facts.append(Fact("已发放", f"{format_yuan(paid)} 元{_share_paid(benefit, paid)}"))
    return tuple(facts)


def _of_categories(benefit: Benefit) -> Money | None:
    summed = sum_exactly([row.amount for row in benefit.categories])
    return summed if isinstance(summed, Money) else None


def _share_paid(benefit: Benefit, paid: Money) -> str:
    listed = sum_of(benefit.receivers) if benefit.lists_all else None
    whole = stated(benefit.total.amount) if benefit.total else listed
    return f"（合计的 {percent(paid.fen, whole.fen)}）" if whole is not None and whole.fen > 0 else ""


def _tables(benefit: Benefit) -> tuple[Table, ...]:
    by_group = share_by(benefit, lambda row: row.villagers_group)
    by_class = share_by(benefit, lambda row: row.sort)
    tables = (("小组", "各小组多少", by_group), ("类别", "各类别多少", by_class))
    return tuple(_table(word, caption, shares) for word, caption, shares in tables if shares)


def _table(word: str, caption: str, shares: Sequence[Share]) -> Table:
    money = "金额（元）"
    rows = tuple(
        Row(
            (
                Cell(share.name, word),
                Cell(str(share.households), "户数", numeric=True),
                Cell(format_yuan(share.amount), money, numeric=True)
                if share.amount is not None
                else Cell(INCOMPLETE, money, "quiet", numeric=True),
            ),
        )
        for share in shares
    )
    return Table(
        caption, (Column(word), Column("户数", numeric=True), Column(money, numeric=True)), rows, layout="narrow"
    )


def notice_sentence(benefit: Benefit, as_of: date) -> str:
    """What has become of the list of names by that day, in words; empty where there never was one."""
    notice, listed = benefit.notice, bool(benefit.receivers)
    if notice is None:
        return "没有写公示的起止日期，所以不列名单，只列合计。" if listed else ""
    where = f"，地点：{notice.where}" if notice.where else ""
    span = f"{chinese_date(notice.since)}到 {chinese_date(notice.until)}"
    if not listed:
        return f"公示从 {span}{where}。名单没有录在这里，只有合计。"
    if as_of < notice.since:
        return f"名单从 {span}公示{where}；现在还没有到日子，只列合计。"
    if as_of > notice.until:
        taken_down = chinese_date(notice.until + timedelta(days=1))
        return f"名单从 {span}公示过{where}，{taken_down}起撤下，只留合计。"
    last = chinese_date(notice.until)
    return f"名单从 {span}公示{where}。最后一天是 {last}，第二天起撤下，只留合计；有异议请在这之前提。"
