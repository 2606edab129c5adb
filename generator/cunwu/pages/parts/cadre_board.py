"""The board of resident cadres as it hangs on the wall: who sent them, what for, when to find them, how often here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import islice

from cunwu.core.frozen import Frozen
from cunwu.derive.presence import Presence, presences_of
from cunwu.kinds.forms import WHEN_OR_ABSENCE
from cunwu.kinds.posting import Posting
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.flags import flags_of
from cunwu.pages.parts.links import dial_of
from cunwu.pages.parts.view import Fact, Link
from cunwu.records.privacy import hide_leaks
from cunwu.values.count import plain_days


class CadreCard(Frozen):
    """One resident cadre: who sent them, when they are here, how to reach the duty line."""

    link: Link
    facts: tuple[Fact, ...]


def roster_hint(in_post: Sequence[Posting]) -> str:
    """What the cards do not say: a page made yesterday does not know who is here today."""
    if not any(posting.roster for posting in in_post):
        return ""
    return "「按值班安排」说的是每星期的安排；今天在不在村，网页不知道，来以前请打值班电话。"


def cadre_card(context: PlaceContext, url: str, posting: Posting) -> CadreCard:
    """The card of somebody in post."""
    return CadreCard(Link(posting.title, context.href_of(url, posting)), tuple(_facts(context, url, posting)))


def _facts(context: PlaceContext, url: str, posting: Posting) -> Iterator[Fact]:
    settings = context.place.settings
    told = partial(flags_of, context, url, posting)
    yield Fact("派出单位", "、".join(posting.units), flags=told([(posting, "units")]))
    yield Fact("驻村", f"{WHEN_OR_ABSENCE.show(posting.since)}起", flags=told([(posting, "since")]))
    if posting.duties:
        yield Fact("职责", "、".join(posting.duties), flags=told([(posting, "duties")]))
    if posting.roster:
        yield Fact("每星期", f"按值班安排，{posting.roster.replace('周', '星期')}在村")
    # What is inherited comes from a file whose own page may have been refused.
    if hours := posting.office_hours or hide_leaks(settings.office_hours or ""):
        yield Fact("坐班", hours)
    if line := posting.contact or settings.hotline:
        yield Fact("值班电话" if posting.contact else "监督电话", line, href=dial_of(line))
    yield from _days_present(context, url, posting)


def _days_present(context: PlaceContext, url: str, posting: Posting) -> Iterator[Fact]:
    """Days and nights in the newest month that has a line for this cadre, against the floor, and which days."""
    for line in islice(presences_of(context.board, context.settings_on, posting.number), 1):
        cadre, label = line.cadre, line.record.period.label
        nights = f"，住村 {cadre.nights} 夜" if cadre.nights is not None else ""
        flags = flags_of(context, url, line.record, ((cadre, name) for name in ("days", "nights")))
        tone = "late" if line.is_short else ""
        yield Fact("在村", f"{label}共 {cadre.days} 天{nights}{_against_floor(context, line)}", tone, flags=flags)
        if cadre.dates:
            yield Fact("登记的日子", f"{label}：{_days_of(cadre.dates)}")


def _against_floor(context: PlaceContext, line: Presence) -> str:
    if line.is_part:  # a month in which he came or left is not held against him
        return ""
    is_open = context.site.as_of <= line.record.period.last
    floors = ((line.floors.days_floor, line.days_short, "天"), (line.floors.nights_floor, line.nights_short, "夜"))
    sign = "还" if is_open else "！"
    told = [
        f"{floor} {unit}，{sign}少 {plain_days(short)} {unit}" if short else f"{floor} {unit} ✓"
        for floor, short, unit in floors
        if floor is not None and short is not None
    ]
    rest = "，这个月还没有过完" if is_open and line.is_short else ""
    return f"（规定至少 {'；'.join(told)}{rest}）" if told else ""


def _days_of(dates: Sequence[date]) -> str:
    """“2、5 至 9、12 日”."""
    runs: list[list[int]] = []
    for day in sorted({one.day for one in dates}):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    told = (f"{run[0]} 至 {run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)
    return f"{'、'.join(told)} 日"
