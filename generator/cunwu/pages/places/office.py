"""The office on the board: whom to go to for what (M39), how long it takes (M41), who is there this week (M40)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from cunwu.core.frozen import Frozen
from cunwu.derive.team_in_post import Held, heads_of_two, held_on, holders_of, in_several_posts, short_organ
from cunwu.kinds.service import SERVICES, Matter, Services
from cunwu.pages.kinds import Part, kinds_shown_by
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.holding import rules_section
from cunwu.pages.parts.links import dial_of, item_anchor, record_url
from cunwu.pages.parts.view import Cell, Column, Link, Row, Section, Table
from cunwu.pages.parts.week import rosters_of, week_section
from cunwu.pages.places.room_lines import Way, ways_to
from cunwu.values.names import fold_name

_WHAT, _WHO = "什么事", "先找谁"
_MOST = 8
"""How many matters the board names before it leads on to the lists."""


class OfficeView(Frozen):
    """What people need who come to the office."""

    sections: tuple[Section, ...]
    ways: tuple[Way, ...]
    """To what is recorded of the office itself."""


def view_office(context: PlaceContext, url: str) -> OfficeView | None:
    """Whom to ask, this week's roster, the rules in force; None where nothing of it is recorded."""
    kinds = [kind for kind in kinds_shown_by(Part.OFFICE) if context.board.records(kind)]
    rules = rules_section(context, url)
    if not kinds and rules is None:
        return None
    sections = (week_section(context, rosters_of(context), "这一周谁值班"), _whom_to_ask(context, url), rules)
    return OfficeView(
        tuple(section for section in sections if section is not None), tuple(ways_to(context, url, kinds))
    )


def _whom_to_ask(context: PlaceContext, url: str) -> Section | None:
    held = tuple(held_on(context.board, context.site.as_of))
    services = [(one, matter) for one in context.board.records(SERVICES) for matter in one.service_items]
    told = {fold_name(matter.name) for _, matter in services}
    rows = chain(
        (_matter_row(context, url, one, matter, held) for one, matter in services),
        (row for one in held for row in _duty_rows(context, url, one, told)),
    )
    shown = tuple(islice(rows, _MOST))
    several = [
        f"{posts[0].member.who}一人任几职：{'、'.join(dict.fromkeys(one.words for one in posts))}"
        f"{'（一肩挑）' if heads_of_two(posts) else ''}。"
        for posts in in_several_posts(context.board, context.site.as_of).values()
    ]
    if not shown:
        return None
    table = Table("找谁办", (Column(_WHAT), Column(_WHO)), shown, layout="narrow")
    note = "".join(several)
    return Section("找谁办", "office", tables=(table,), note=note)


def _matter_row(context: PlaceContext, url: str, services: Services, matter: Matter, held: tuple[Held, ...]) -> Row:
    days = matter.days_promised
    took = "" if days is None else "（当场）" if days == 0 else f"（{days} 天）"
    anchor = item_anchor(matter.number)
    page = record_url(context.place, context.board.file_of(services))
    own = holders_of(held, matter.first)
    people = "、".join(dict.fromkeys(one.member.who for one in own))
    where = [matter.place or next((one.member.room for one in own if one.member.room), None)]
    where.append(matter.contact or next((one.member.contact for one in own if one.member.contact), None))
    link = context.link_to(url, page, context.place.path, anchor)
    first = f"{matter.first}{people}" if people and people != matter.first else matter.first
    if len(own) == 1 and people == matter.first:
        first = f"{short_organ(own[0].officers.organ)}{own[0].member.role}{people}"
    return Row((Cell(f"{matter.name}{took}", _WHAT, href=link), _to_call(first, *where)))


def _duty_rows(context: PlaceContext, url: str, held: Held, told: set[str]) -> Iterator[Row]:
    """What a member is in charge of, unless a matter is called so."""
    member = held.member
    if member.duty is not None and fold_name(member.duty) not in told:
        who = f"{short_organ(held.officers.organ)}{member.role}{member.who}"
        href = context.href_of(url, held.officers)
        yield Row((Cell(member.duty, _WHAT, href=href), _to_call(who, member.room, member.contact)))


def _to_call(who: str, room: str | None, contact: str | None) -> Cell:
    told = "，".join(filter(None, (who, room)))
    links = (Link(told), Link(contact, dial_of(contact))) if contact else ()
    return Cell("、".join(filter(None, (told, contact))), _WHO, links=links)
