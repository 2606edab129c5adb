"""The doors of a village's board: the way into every room, with a line of news from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import State
from cunwu.derive.dues import contract_dues
from cunwu.derive.presence import presences_of
from cunwu.derive.requests import count_asked
from cunwu.kinds.benefit import BENEFIT
from cunwu.kinds.contract import CONTRACT
from cunwu.kinds.levy import LEVY
from cunwu.kinds.meeting import MEETING
from cunwu.kinds.notice import NOTICE
from cunwu.kinds.posting import POSTING
from cunwu.kinds.project import PROJECT
from cunwu.kinds.request import REQUEST
from cunwu.kinds.village import Village
from cunwu.pages.kinds import Room, kinds_in
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import relative
from cunwu.pages.parts.view import Link
from cunwu.pages.places.disclosure import words_of
from cunwu.pages.places.room_lines import by_day, sign_of_item
from cunwu.pages.places.rooms import Known, url_of_room
from cunwu.values.count import plain_days
from cunwu.values.dates import PartialDay, chinese_date, chinese_partial

_ALERTS = 2
"""How many things that are late or irregular a door names; its room has them all."""


class News(Frozen):
    """Something new in a room; its tone is a CSS class beside the words."""

    text: str
    tone: str = ""


class Door(Frozen):
    """The way into a room, and what is new there: what is late or irregular comes first."""

    link: Link
    news: tuple[News, ...]


def doors_of(context: PlaceContext, url: str, known: Known, rooms: Sequence[Room]) -> tuple[Door, ...]:
    """A door for each of these rooms."""
    return tuple(
        Door(
            Link(room.value, relative(url, url_of_room(context.place.path, room))),
            tuple(_shortened(_news(context, room, known))),
        )
        for room in rooms
    )


_NAMED = 2
"""How many records of places above a door names."""


def _shortened(news: Iterator[News]) -> Iterator[News]:
    """The gravest in one line, then the first of everything else."""
    found = list(news)
    alerts = [one for one in found if one.tone][:_ALERTS]
    if alerts:
        # Where a line ends, no sign is left behind without its word.
        text = "；".join(one.text.replace(" ", "\N{NO-BREAK SPACE}", 1) for one in alerts)
        yield News(text, "bad" if any(one.tone == "bad" for one in alerts) else "late")
    yield from [one for one in found if not one.tone][:1]


def _news(context: PlaceContext, room: Room, known: Known) -> Iterator[News]:
    if room in _TOLD_IN_THEIR_OWN_WAY:
        yield from _TOLD_IN_THEIR_OWN_WAY[room](context, known)
        return
    yield from _late(room, known)
    kinds = set(kinds_in(room))
    irregular = sum(len(context.irregular_in(file.path)) for file in context.board.files if file.kind in kinds)
    if irregular:
        yield News(f"! {irregular} 处不合常规", "late")
    if room in _NEWS:
        yield from _NEWS[room](context)
    above = {one.kind for one in context.named if not one.number}
    yield News("、".join(one.label for one in kinds_in(room) if context.board.records(one) or one.label in above))


def _late(room: Room, known: Known) -> Iterator[News]:
    """Periods of what the room shows that are missing or came late."""
    names = {kind.name for kind in kinds_in(room)}
    for disclosure in known.disclosures:
        line = disclosure.current
        if disclosure.kind in names and line is not None and not disclosure.is_dropped:
            if line.state is State.MISSING:
                yield News(f"✕ {line.period.label}的{disclosure.item}{words_of(line)}", "bad")
            elif line.is_late:
                yield News(f"! {line.period.label}的{disclosure.item}晚了 {line.days} 天", "late")


# --- what each room has to tell ---------------------------------------------------------------------------------------


def _of_money(context: PlaceContext) -> Iterator[News]:
    late = sum(bool(contract_dues(one, context.site.as_of).overdue) for one in context.board.records(CONTRACT))
    if late:
        yield News(f"! {late} 份合同有过期没有付清的", "late")
    others = len(context.books) - 1
    if others > 0:
        yield News(f"另有 {others} 本账，家底、租金和欠款")


def _of_works(context: PlaceContext) -> Iterator[News]:
    states = Counter(project.status or "没有写状态" for project in context.board.records(PROJECT))
    if states:
        yield News("、".join(f"{count} 个{state}" for state, count in states.items()))


def _of_people(context: PlaceContext) -> Iterator[News]:
    as_of = context.site.as_of
    for posting in context.board.records(POSTING):
        if not posting.covers(as_of, as_of):
            continue
        newest = next(iter(presences_of(context.board, context.settings_on, posting.number)), None)
        if newest is None:
            yield News(f"{posting.title}在村")
        else:
            floor = newest.floors.days_floor
            rule = f"（规定 {floor} 天）" if floor is not None and not newest.is_part else ""
            tone = "late" if newest.is_short else ""
            days = f"{newest.record.period.label}在村 {plain_days(newest.days)} 天{rule}"
            yield News(f"{'! ' if tone else ''}{posting.title}{days}", tone)


def _of_meetings(context: PlaceContext) -> Iterator[News]:
    asked = count_asked(context.board.records(REQUEST), context.settings_on, context.site.as_of)
    if asked.late:
        yield News(f"! {asked.late} 件诉求超过期限没有答复", "late")
    elif asked.waiting:
        yield News(f"{asked.waiting} 件诉求等着答复")
    for meeting in by_day(context.board.records(MEETING))[:1]:
        day = f"{chinese_partial(meeting.held_on)} " if isinstance(meeting.held_on, PartialDay) else ""
        yield News(f"{day}{meeting.sort}：{meeting.subject}")
    for notice in by_day(context.board.records(NOTICE))[:1]:
        yield News(f"公告：{notice.title}")


def _of_help(context: PlaceContext) -> Iterator[News]:
    benefits = sorted(context.board.records(BENEFIT), key=lambda one: one.period.last, reverse=True)
    for benefit in benefits:
        if benefit.notice is not None and benefit.shows_names(context.site.as_of):
            yield News(f"{benefit.name}公示到 {chinese_date(benefit.notice.until)}")
    if benefits:
        yield News(f"最近一项：{benefits[0].name}")
    for levy in by_day(context.board.records(LEVY))[:1]:
        yield News(f"筹资筹劳：{levy.name}")


_NEWS: Mapping[Room, Callable[[PlaceContext], Iterator[News]]] = {
    Room.MONEY: _of_money,
    Room.WORKS: _of_works,
    Room.PEOPLE: _of_people,
    Room.MEETINGS: _of_meetings,
    Room.HELP: _of_help,
}


# --- rooms that are no records ----------------------------------------------------------------------------------------


def _of_disclosure(context: PlaceContext, known: Known) -> Iterator[News]:
    tally = known.summary.tally if known.summary is not None else None
    shown = Counter(sign_of_item(one) for one in known.disclosures if not one.is_dropped)
    words = (
        ("✕", "项没有公开", "bad"),
        ("!", "项晚了", "late"),
        ("✓", "项按时或已公开", ""),
        ("·", "项还没有到期、不适用，或者不由程序核对", ""),
    )
    told = [News(f"{sign} {shown[sign]} {word}", tone) for sign, word, tone in words if shown[sign]]
    irregular = [News(f"! {tally.irregular} 处不合常规", "late")] if tally is not None and tally.irregular else []
    late = sum(one.fate.is_open and one.fate.late > 0 for one in context.inspected)
    inspected = [News(f"! 督查看到的 {late} 处过了期限没有改好", "late")] if late else []
    yield from (*told[:1], *inspected, *irregular, *told[1:])


def _of_changes(context: PlaceContext, known: Known) -> Iterator[News]:
    del known
    history, year = context.site.history, context.site.as_of.year
    told = context.shown_of(history.told_below(context.place.path)) if history is not None else ()
    recent = sum(context.date_of(one.publication) >= date(year, 1, 1) for one in told)
    yield News(f"今年 {recent} 处，一共 {len(told)} 处" if told else "还没有")


def _of_village(context: PlaceContext, known: Known) -> Iterator[News]:
    del known
    village = context.place.record
    if isinstance(village, Village):
        sizes = [size.text for size in (village.households, village.people) if size is not None]
        labels = {kind.label for kind in kinds_in(Room.VILLAGE)}
        above = list(dict.fromkeys(one.title for one in context.named if not one.number and one.kind in labels))
        sizes += [f"上级记着：{'、'.join(above[:_NAMED])}{'等' if len(above) > _NAMED else ''}"] if above else []
        if sizes:
            yield News("，".join(sizes))
    yield News("小组、法人、电话、下载")


_TOLD_IN_THEIR_OWN_WAY: Mapping[Room, Callable[[PlaceContext, Known], Iterator[News]]] = {
    Room.DISCLOSURE: _of_disclosure,
    Room.CHANGES: _of_changes,
    Room.VILLAGE: _of_village,
}
