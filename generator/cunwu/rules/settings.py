"""PUB: what a place lays down for itself — within the calendar, the law, and what the place above lays down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cunwu.core.problem import Severity
from cunwu.derive.wall import NATIONAL_DAYS
from cunwu.kinds.common import CatalogueItem, Settings
from cunwu.kinds.fields import word_of, words_of
from cunwu.kinds.region import Region
from cunwu.kinds.village import Village
from cunwu.rules.base import Context, Finding, found, rule

_LAW = "villagers-committee-law-2026/disclosure"
_OWN = "program/timeliness"


@rule(
    "PUB005",
    "截止日应为 1 到 31，填写的是 {day}",
    remedy="写一个月里的第几日，例如 15；写 31 就是月底",
    source=_OWN,
)
def no_such_due_day(place: Region | Village) -> Iterator[Finding]:
    """The due day is a day of a month."""
    settings = place.settings
    dated: tuple[Settings | CatalogueItem, ...] = (settings, *settings.catalogue) if settings is not None else ()
    for one in dated:
        if one.due_day is not None and not 1 <= one.due_day <= 31:
            yield found(one, "due_day", day=one.due_day)


@rule(
    "PUB009",
    "「保留天数」写的是 {stated} 天，全国的规定是不少于 {floor} 天",
    remedy="把保留天数改为 {floor} 或者更多；补助名单公示几天，写在「公示天数」",
    source=_LAW,
    severity=Severity.NOTICE,
)
def fewer_days_on_the_wall_than_the_law(place: Region | Village) -> Iterator[Finding]:
    """A place may keep its postings up for longer than the law says, not for less."""
    settings = place.settings
    if settings is not None and settings.days_up is not None and settings.days_up < NATIONAL_DAYS:
        yield found(settings, "days_up", stated=settings.days_up, floor=NATIONAL_DAYS)


_MOST = {
    "days_floor": ("驻村天数下限", 31),
    "nights_floor": ("住村夜数下限", 31),
    "days_up": ("保留天数", 366),
    "answer_days": ("答复天数", 366),
}
"""Attribute of the settings → its word, and the most that any month or year can hold."""


@rule(
    "PUB021",
    "{word}最多 {most}，填写的是 {days}",
    remedy="核对单位：驻村和住村的下限是一个月几天几夜，不是一年的",
    source=_OWN,
)
def more_days_than_there_are(place: Region | Village) -> Iterator[Finding]:
    """What a place asks for in a month fits into a month, and in a year into a year."""
    for name, (word, most) in _MOST.items() if place.settings is not None else ():
        days = getattr(place.settings, name)
        if place.settings is not None and days is not None and days > most:
            yield found(place.settings, name, word=word, most=most, days=days)


_LEAST = ("days_up", "notice_days", "days_floor", "nights_floor", "year_floor", "visits_floor", "signup_days")
"""Settings of which less asks for less."""
_MOST_ALLOWED = (
    *("due_day", "answer_days", "handover_days", "service_days", "term_limit"),
    *("cash_limit", "slip_limit", "hospitality_limit", "other_share", "tender_limit", "meeting_limit"),
    "attachments_limit",
)
"""Settings of which more asks for less."""
_SHOWN = {"attendance_shown": ("不公开", "公开"), "assessment_shown": ("不公开", "只公开结果", "全部")}
"""Settings in words, from what shows least to what shows most."""


@rule(
    "PUB012",
    "{above}规定「{word}」是 {stated}，这里写的是 {own}，比上级的松",
    remedy="删去这一行，就照上级的；上级同意放宽的，在「反常说明」里写明依据",
    source=_OWN,
    severity=Severity.IRREGULAR,
)
def asks_for_less_than_the_place_above(place: Region | Village, context: Context) -> Iterator[Finding]:
    """A place may ask for more than the one above it, not for less: its own floor would make a shortage none."""
    own, parent = place.settings, context.place.parent
    if own is None or parent is None:
        return
    for name in (*_LEAST, *_MOST_ALLOWED, *_SHOWN):
        stated, said = getattr(parent.settings, name), getattr(own, name)
        if name == "days_up" and said is not None and said < NATIONAL_DAYS:
            continue  # less than the law has its own rule
        if stated is not None and said is not None and _rank(name, said) < _rank(name, stated):
            form = words_of(Settings)[word_of(Settings, name)].form
            shown = form.show if form is not None else str
            facts = {"above": parent.name, "word": word_of(Settings, name), "stated": shown(stated), "own": shown(said)}
            yield Finding(own, name, facts)


def _rank(name: str, value: Any) -> Any:
    """Higher asks for more."""
    if name in _SHOWN:
        return _SHOWN[name].index(str(value))
    return value if name in _LEAST else -value


@rule(
    "REC055",
    "这里是练习的地方，放在真的公开栏里了：连同下面各级，什么也不公布",
    remedy="练完了，删去这个文件夹；是真的村，去掉「练习」这一行",
    source="program/records",
)
def practice_among_real_places(place: Region | Village, context: Context) -> Iterator[Finding]:
    """What was made to practise in stands on a board of its own, of which no site is made."""
    if context.place.is_practice and not context.place.lineage[0].is_practice:
        yield found(place, "practice" if place.practice else "name")
