"""The page of a body: its term, who is in several posts, pay against the books, what was handed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunwu.core.frozen import replace
from cunwu.derive.booked import groups_of, went_out
from cunwu.derive.team_in_post import heads_of_two, in_several_posts, left_on, post_of, term_ends
from cunwu.kinds.base import written
from cunwu.kinds.officers import HANDED_OVER, OFFICERS, Officers
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import table_of, with_sums
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Row, Section, Table
from cunwu.values.dates import PartialDay, chinese_date, chinese_partial
from cunwu.values.money import Money, format_yuan
from cunwu.values.names import fold_person

_MEMBER = "成员"


def tell_officers(context: PlaceContext, url: str, officers: Officers) -> Besides:
    """The term, the posts of one person in several bodies, pay with its sum, what was handed over."""
    day = _day_told(context, officers)
    sections = tuple(_sections(context, url, officers))
    others = tuple(one for one in context.board.records(OFFICERS) if one is not officers)
    return Besides(
        badge=("已换届" if officers.until is not None else "在任",),
        made_from=others,
        sentences=(*_term(officers, day), *_several(context, officers, day), *_handed_over(officers)),
        instead=sections,
        shows_was=frozenset(section.anchor for section in sections),
    )


def _day_told(context: PlaceContext, officers: Officers) -> date:
    """The day of the build, or the last day of a term that is over."""
    until = officers.until
    return until.last if isinstance(until, PartialDay) and until.last < context.site.as_of else context.site.as_of


def _term(officers: Officers, day: date) -> Iterator[str]:
    if isinstance(officers.since, PartialDay):
        ends = term_ends(officers, officers.term_years)
        till = f"，任期 {officers.term_years} 年，到 {chinese_date(ends)}" if ends is not None else ""
        yield f"{chinese_partial(officers.since)}起{till}。"
    if officers.members:
        serving = sum(officers.serves(member, day) for member in officers.members)
        yield f"{chinese_date(day)}在任 {serving} 人。"
    if officers.standing_before is not None and officers.standing_after is not None:
        yield f"从「{officers.standing_before}」到「{officers.standing_after}」。"


def _several(context: PlaceContext, officers: Officers, day: date) -> Iterator[str]:
    """One person in several posts, as the law allows it or not: readers see it."""
    several = in_several_posts(context.board, day)
    for member in officers.members:
        posts = several.get(fold_person(member.who), [])
        if posts and officers.serves(member, day):
            told = "、".join(dict.fromkeys(one.words for one in posts))
            yield f"{member.who}一人任几职：{told}{'（一肩挑）' if heads_of_two(posts) else ''}。"


def _handed_over(officers: Officers) -> Iterator[str]:
    """Of everybody who left and handed over, what is listed and what is not."""
    for member in officers.members:
        own = [one for one in officers.handovers if one.member == member.number]
        if own:
            kinds = {one.sort for one in own}
            missing = "、".join(sort for sort in HANDED_OVER if sort not in kinds)
            left = left_on(officers, member)
            when = f"{chinese_date(left)}离任，" if left is not None else ""
            rest = f"；没有登记的：{missing}" if missing else "，六样都登记了"
            yield f"{post_of(officers, member)}{member.who}{when}登记了交接{rest}。"


def _sections(context: PlaceContext, url: str, officers: Officers) -> Iterator[Section]:
    if pays := written(officers.pays):
        table = _named(officers, table_of(context, url, "报酬", pays, officers.withdrawn))
        counted = sum((one.amount.fen for one in officers.pays), 0)
        table = with_sums(table, pays, {"amount": Money(counted)})
        yield Section("报酬", "pays", tables=(table,), note=_against_books(context, officers, counted))
    if handovers := written(officers.handovers):
        table = _named(officers, table_of(context, url, "交接", handovers, officers.withdrawn))
        yield Section("交接", "handovers", tables=(table,))


def _named(officers: Officers, table: Table) -> Table:
    """The table with members called by post and name, not by their numbers."""
    called = {one.number: f"{one.role}{one.who}" for one in written(officers.members)}

    def named(one: Cell) -> Cell:
        return replace(one, text=called.get(one.text, one.text)) if one.label == _MEMBER else one

    def told(row: Row) -> Row:
        return replace(row, cells=tuple(map(named, row.cells)))

    return laid_out(replace(table, rows=tuple(map(told, table.rows))))


def _against_books(context: PlaceContext, officers: Officers, counted: int) -> str:
    """What the pay adds up to, and whether the ledger entries that it names hold it with that of other bodies."""
    told = f"一共 {format_yuan(Money(counted))} 元。"
    own = {pay.entry for pay in officers.pays if pay.entry is not None}
    claims = [
        claim
        for one in context.board.records(OFFICERS)
        for pay in one.pays
        if pay.entry in own
        for claim in went_out(one, pay, pay.entry, pay.amount)
    ]
    if groups := tuple(groups_of(context.board, claims)):
        booked, named = sum(one.booked.fen for one in groups), sum(one.stated.fen for one in groups)
        others = any(claim.record is not officers for claim in claims)
        told += f"写了的流水有 {len(groups)} 笔，账上是 {format_yuan(Money(booked))} 元；"
        told += f"{'和别的班子一起' if others else ''}登记的是 {format_yuan(Money(named))} 元"
        told += "，一样。" if named == booked else f"，相差 {format_yuan(Money(abs(named - booked)))} 元。"
    rest = sum(pay.amount.fen for pay in officers.pays if pay.entry is None)
    return told + (f"没有写村里流水的 {format_yuan(Money(rest))} 元。" if rest else "")
