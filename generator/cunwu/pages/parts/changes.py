"""Changes as pages tell them: in a villager's words, with a way to the record they are about.

Every text that comes from the history leaves this module with identity numbers and the like starred out: what was
deleted by hand stands in old versions for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.history.change import QUIET, WITHHELD, Change, ChangeKind
from cunwu.history.publications import Published
from cunwu.kinds import KINDS
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.record import Kind
from cunwu.kinds.region import REGION
from cunwu.kinds.village import VILLAGE
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor, url_of_file
from cunwu.pages.parts.plain_words import called, plain
from cunwu.pages.parts.view import Link
from cunwu.records.privacy import hide_leaks
from cunwu.values.dates import chinese_date, parse_day, with_chinese_days
from cunwu.values.money import with_commas
from cunwu.values.period import parse_period

NEWEST = 8
"""How many changes a board names."""
_KINDS = {kind.name: kind for kind in KINDS}


class ChangeLine(Frozen):
    """A change as a page shows it: what it is about as a link, what became of it in one clause."""

    day: str
    verb: str
    place: str
    link: Link
    story: str = ""
    why: str = ""
    """Reason and approval."""


def subject_of(context: PlaceContext, change: Change) -> str:
    """The record a change is about: 合作社 2026 年 3 月收支, 项目 村主路路灯, 刘某（队员）的 2026 年考核."""
    return hide_leaks(_subject(context, change))


def _subject(context: PlaceContext, change: Change) -> str:
    kind = _KINDS.get(change.record_kind)
    if kind is None or not kind.folder:
        return called(kind) if kind else change.record_kind
    if kind is LEDGER:
        book, _, period = change.record.partition(" ")
        return f"{book} {_period(period)}{kind.label}"
    if kind.catalogue and kind.record.dated_by == kind.record.heading:
        return f"{_period(change.record)}{kind.label}"
    if "posting" in kind.record.declared:
        return _of_cadre(context, change, kind)
    if change.place == context.place.path and (title := context.titles.get((kind.name, change.record))):
        return title if kind.label in title else f"{kind.label} {title}"
    return f"{kind.label} {_called(change.record)}".strip()


def _called(reference: str) -> str:
    """A record of another place by its day or by the words in its number; digits alone say nothing to a reader."""
    with suppress(ValueError):
        return chinese_date(parse_day(reference))
    period = _period(reference)
    return period if period != reference or _WORDED.search(reference) else ""


_WORDED = regex(r"[\u4e00-\u9fff]")


def _of_cadre(context: PlaceContext, change: Change, kind: Kind[Any]) -> str:
    """A record about a cadre: by its title where it stands on the board of the page, elsewhere without the number."""
    if change.place == context.place.path and (title := context.titles.get((kind.name, change.record))):
        return title
    number, _, period = change.record.rpartition(" ")
    if number:
        people = {(village.path, one.number): one.title for village in context.posted for one in village.people}
        name = people.get((change.place, number), "")
        return f"{name}的 {_period(period)}{kind.label}" if name else f"{_period(period)}{kind.label}"
    return f"{kind.label} {_called(change.record)}".strip()


def _period(text: str) -> str:
    try:
        return parse_period(text).label
    except ValueError:
        return text


def where_of(change: Change) -> str:
    """Which part of the record: 第 003 号的支出; empty for the whole of it."""
    if _is_of_waiver(change):
        return "一条豁免"
    named = f"（{change.named}）" if change.named not in ("", change.item) else ""
    number = f"第 {change.item} 号" if change.item.isdecimal() else change.item
    parts = [f"{number}{named}"] if change.item else []
    parts += [f"「{'的'.join(map(plain, change.field.split('.')))}」"] if change.field else []
    return hide_leaks(("的" if named else " 的").join(parts))


_SIDE_BY_SIDE = 60
"""Characters that an arrow between old and new may have around it; more are two sentences."""
_STORIES = {
    ChangeKind.WITHDRAWN: "{0.before}：作废，不再计入合计",
    ChangeKind.LATE: "{0.after}：截止以后补记",
    ChangeKind.SLIPPED_IN: "{0.after}：截止以后才补入",
    ChangeKind.REDACTED: "依法屏蔽了个人信息，数字没有动",
    ChangeKind.ASTRAY: "写了更正，和公布过的对不上：这里没有改过，或者改以前不是那个数",
    ChangeKind.UNREADABLE: "这个版本读不了，改了什么说不出来",
}


def _is_of_waiver(change: Change) -> bool:
    """Whether a waiver was withdrawn: only places give them, and what one is called by is the code of a rule."""
    is_withdrawn = change.kind is ChangeKind.WITHDRAWN and change.record_kind in _GIVE_WAIVERS
    return is_withdrawn and _CODE.fullmatch(change.before) is not None


_GIVE_WAIVERS = frozenset({REGION.name, VILLAGE.name})
_CODE = regex(r"[A-Z]{3}[0-9]{3}")


def story_of(change: Change) -> str:
    """What became of it, in one clause."""
    if _is_of_waiver(change):
        return f"准许暂不照规则 {change.before} 办的这一条，作废了"
    if change.kind in _STORIES:
        return hide_leaks(_STORIES[change.kind].format(change).removeprefix("："))
    if change.kind is ChangeKind.ADDED and not change.field:
        return hide_leaks(change.after)
    if WITHHELD in (change.before, change.after):
        return "名单里的文字有改动，内容不列出"
    return hide_leaks(_between(change))


def _between(change: Change) -> str:
    """What a field held before and after."""
    if change.kind in QUIET and not change.before:
        return f"填上了 {with_commas(change.after)}"
    if change.kind is ChangeKind.UNEXPLAINED and not change.after:
        return f"原来有「{with_commas(change.before)}」，后来没有了"
    left = "删去" if change.kind is ChangeKind.CORRECTED else "（没有写）"
    before, after = with_commas(change.before) or "（没有写）", with_commas(change.after) or left
    if len(before) + len(after) > _SIDE_BY_SIDE:
        return "内容有更新" if change.kind is ChangeKind.PROGRESS else f"原来是「{before}」，现在是「{after}」"
    return f"{before} → {after}" + (f"（{change.difference}）" if change.difference else "")


def why_of(change: Change) -> str:
    """Reason and approval, or that there are none."""
    if change.kind in (ChangeKind.UNEXPLAINED, ChangeKind.SLIPPED_IN):
        return "没有写原因和批准"
    return hide_leaks(f"原因：{change.reason}；批准：{with_chinese_days(change.approved)}") if change.reason else ""


def page_of(published: Published) -> str:
    """The page of the record a change is about, from the site's root."""
    return url_of_file(published.path, published.change.place)


def line_of(context: PlaceContext, url: str, published: Published, place: str) -> ChangeLine:
    """One change as a line of the page at `url`; it leads to its record where that has a page."""
    change = published.change
    where = where_of(change)
    subject = subject_of(context, change)
    text = f"{subject} {where}" if where else subject
    anchor = item_anchor(change.item) if change.item else ""
    href = context.link_to(url, page_of(published), change.place, anchor)
    day = context.day_of(published.publication)
    return ChangeLine(day, change.kind.value, place, Link(text, href), story_of(change), why_of(change))


def newest_lines(context: PlaceContext, url: str, most: int = NEWEST) -> tuple[ChangeLine, ...]:
    """The latest changes at or below a place, as its board names them."""
    history = context.site.history
    if history is None:
        return ()
    found = context.shown_of(history.newest_below(context.place.path, most * 2))  # some publications only reformat
    lines = (line for group in _by_kind(found) for line in _summed_up(context, url, group, _named(context, group[0])))
    return tuple(line for line, _ in zip(lines, range(most), strict=False))


def _named(context: PlaceContext, one: Published) -> str:
    """The place a change is about, where it is not the one whose page this is."""
    return "" if one.change.place == context.place.path else context.site.name_of(one.change.place)


def _by_kind(changes: Iterable[Published]) -> Iterator[list[Published]]:
    """Changes of one publication to one kind of records of one place, told ones first."""

    def subject(one: Published) -> tuple[int, str, bool, str]:
        return -one.publication.position, one.change.place, one.change.kind in QUIET, one.change.record_kind

    return (list(group) for _, group in groupby(sorted(changes, key=subject), key=subject))


def by_record(changes: Iterable[Published]) -> Iterator[list[Published]]:
    """Changes of one publication to one record, in the order they come in."""

    def subject(one: Published) -> tuple[int, str, str, str]:
        return one.publication.position, one.change.place, one.change.record_kind, one.change.record

    return (list(group) for _, group in groupby(changes, key=subject))


def _summed_up(context: PlaceContext, url: str, changes: Sequence[Published], place: str) -> Iterator[ChangeLine]:
    """Each told change on its own line; what is new or moved on by record, many records of a kind as one."""
    first = changes[0]
    records = list(by_record(changes))
    kind = _KINDS.get(first.change.record_kind)
    if first.change.kind not in QUIET:
        yield from (line_of(context, url, one, place) for one in changes)
    elif len(records) > 1 and kind is not None and kind.folder:
        listing = f"{page_of(first).rpartition('/')[0]}/index.html"
        link = Link(f"{kind.label} {len(records)} 份", context.link_to(url, listing, first.change.place))
        verb = ChangeKind.ADDED if all(map(is_whole, records)) else ChangeKind.PROGRESS
        yield ChangeLine(context.day_of(first.publication), verb.value, place, link)
    else:
        yield from (record_line(context, url, record, place) for record in records)


def is_whole(changes: Sequence[Published]) -> bool:
    """Whether the record itself is what came."""
    return any(not one.change.item and not one.change.field for one in changes)


def record_line(context: PlaceContext, url: str, changes: Sequence[Published], place: str) -> ChangeLine:
    """What is new about one record: that it came, or how much of it did."""
    first = changes[0]
    link = Link(subject_of(context, first.change), context.link_to(url, page_of(first), first.change.place))
    day = context.day_of(first.publication)
    if is_whole(changes):
        return ChangeLine(day, ChangeKind.ADDED.value, place, link)
    return ChangeLine(day, ChangeKind.PROGRESS.value, place, link, counted(changes))


_NAMED = 4
"""How many new items or fields a sentence names; more are counted."""


def counted(changes: Sequence[Published]) -> str:
    """What is new or moved on in a record: 新增 2 条（付1 首付款，金额 300.00 元；付2 …）；「状态」：在建 → 完工."""
    items = [one.change for one in changes if one.change.kind is ChangeKind.ADDED and not one.change.field]
    fields = [one.change for one in changes if one.change.field]
    words = (f"{change.item} {change.after}".strip() for change in items[:_NAMED])
    named = hide_leaks("；".join(words)) + ("等" if len(items) > _NAMED else "")
    parts = [f"新增 {len(items)} 条（{named}）"] if items else []
    if len(fields) <= _NAMED:
        parts += [f"{where_of(change)}：{story_of(change)}" for change in fields]
    else:
        parts.append(f"{len(fields)} 栏有新内容")
    return "；".join(parts)
