"""PUB: timeliness — what is due and not there, and what a place promises of when it will be.

How late a thing came is measured from first publication and shown on the pages; here stands what can be mended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from cunwu.core.problem import Severity
from cunwu.derive.coverage import pieces_of, speaks_of
from cunwu.derive.disclosure import DEFAULT_DUE_DAY, PERIODS, Disclosure, State, derive_disclosures, due_day
from cunwu.derive.summary import lines_of_the_year
from cunwu.kinds import KINDS
from cunwu.kinds.base import Kind, Record
from cunwu.kinds.common import RHYTHMS, CatalogueItem
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.notice import NOTICE
from cunwu.kinds.region import Region
from cunwu.kinds.village import VILLAGE, Village
from cunwu.records.board import Board
from cunwu.records.places import NATIONAL_DEFAULTS, Place
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.period import Period

_LAW = "villagers-committee-law/disclosure"
_OWN = "program/timeliness"
_DUE = "chongqing-disclosure/due"
_FRESH_DAYS = 100
"""Days after a due day for which a late posting is still pointed out: later nobody can do anything about it."""


@rule(
    "PUB001",
    "到期还没有公开：{missing}",
    remedy="补上缺的记录；那一期没有发生的，用公告写零申报",
    source=_DUE,
    severity=Severity.NOTICE,
)
def due_and_not_there(board: Board, context: Context) -> Iterator[Finding]:
    """Whatever fell due in the last twelve months is there; one finding tells all of a village."""
    own = next(iter(board.files_of(VILLAGE)), None)
    if own is None:
        return
    unread = {file.kind for file in board.files if file.record is None}  # what cannot be read may be what is missing
    missing = [
        f"{disclosure.item} {periods}"
        for disclosure in derive_disclosures(board, context.as_of)
        if _kind_of(disclosure.item) not in unread and (periods := _missing_of(disclosure, context.as_of))
    ]
    if missing:
        yield Finding(own, facts={"missing": "；".join(missing)})


def _missing_of(disclosure: Disclosure, as_of: date) -> str:
    """The missing periods of an item, oldest first, with the books that lack where others are there."""
    lines = [line for line in reversed(lines_of_the_year(disclosure, as_of)) if line.state is State.MISSING]
    whole = _runs([line.period for line in lines if not line.lacking])
    partly = [f"{line.period.text}（缺{'、'.join(line.lacking)}）" for line in lines if line.lacking]
    return "、".join([*whole, *partly])


def _runs(periods: Sequence[Period]) -> list[str]:
    """Periods as they are typed; three and more in a row as 2026-01 到 2026-06."""
    runs: list[list[Period]] = [[period] for period in periods[:1]]
    for before, period in pairwise(periods):
        if before.next() == period:
            runs[-1].append(period)
        else:
            runs.append([period])
    told = ([f"{run[0].text} 到 {run[-1].text}"] if len(run) > 2 else [one.text for one in run] for run in runs)
    return [text for texts in told for text in texts]


def _kind_of(item: str) -> Kind[Any] | None:
    return next((kind for kind in KINDS if kind.catalogue == item), None) if item else None


@rule(
    "PUB002",
    "公布日期 {posted} 晚于应公开的 {due}，晚 {days} 天",
    remedy="核对日期；确实晚了的不用改，下一期赶在 {due_day} 日以前",
    source=_DUE,
    severity=Severity.NOTICE,
)
def posted_after_due_day(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """A ledger is put on the wall by its due day."""
    village, settings = context.place.record, context.place.settings
    rhythm = next((item.rhythm for item in settings.catalogue if item.item == LEDGER.catalogue), "")
    if ledger.posted is None or rhythm not in PERIODS or not isinstance(village, Village) or village.joined is None:
        return
    owed, day = PERIODS[rhythm](ledger.period.last), settings.due_day or DEFAULT_DUE_DAY
    due = due_day(owed, day)
    late = (ledger.posted.on - due).days
    if owed.last >= village.joined and late > 0 and (context.as_of - due).days <= _FRESH_DAYS:
        yield found(ledger.posted, "on", posted=ledger.posted.on, due=due, days=late, due_day=due.day)


@rule(
    "PUB003",
    "写了 {period} 没有{item}（零申报），却有这一期的{item}：{record}",
    remedy="核对是哪一个写错了；零申报写早了的，在它的「备注」里说明以哪份记录为准",
    source="local-disclosure/catalogue",
    severity=Severity.NOTICE,
)
def zero_beside_records(board: Board) -> Iterator[Finding]:
    """Where nothing is reported to have happened, nothing is recorded; a remark that explains is enough."""
    for notice in board.records(NOTICE):
        period = notice.zero_period
        kind = _kind_of(notice.zero_item or "")
        if kind is None or period is None or notice.remark is not None:
            continue
        near = [one for one in pieces_of(board, kind, None).near(period) if speaks_of(one.span, period)]
        record = next((one.record for one in near if _says_something(one.record)), None)
        if record is not None:
            title = record.title
            yield found(notice, "zero_period", of=notice, period=period, item=kind.catalogue, record=title)


def _says_something(record: Record) -> bool:
    """A ledger without a single movement says what a zero report says."""
    return not isinstance(record, Ledger) or bool(record.movements)


def _own_catalogue(place: Region | Village) -> Sequence[CatalogueItem]:
    return place.settings.catalogue if place.settings is not None else ()


@rule(
    "PUB004",
    "收支的周期写的是「{rhythm}」，应当至少每季度公开一次",
    remedy="周期写 季 或 月；财务往来多的写 月",
    source=_LAW,
    severity=Severity.IRREGULAR,
)
def accounts_less_often_than_quarterly(place: Region | Village) -> Iterator[Finding]:
    """Accounts are disclosed once a quarter at least."""
    for item in _own_catalogue(place):
        if _is_too_rare(item.item, item.rhythm):
            yield found(item, "rhythm", rhythm=item.rhythm)


def _is_too_rare(item: str, rhythm: str) -> bool:
    return item == LEDGER.catalogue and rhythm not in ("月", "季")


@rule(
    "PUB005",
    "截止日应为 1 到 31，填写的是 {day}",
    remedy="写一个月里的第几日，例如 15；写 31 就是月底",
    source=_OWN,
)
def no_such_due_day(place: Region | Village) -> Iterator[Finding]:
    """The due day is a day of a month."""
    settings = place.settings
    if settings is not None and settings.due_day is not None and not 1 <= settings.due_day <= 31:
        yield found(settings, "due_day", day=settings.due_day)


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


@rule(
    "PUB006",
    "公开目录比{above}的少：{less}",
    remedy="公开目录写了就整个代替上级的；把少的写上，周期不比上级的长",
    source="local-disclosure/catalogue",
    severity=Severity.IRREGULAR,
)
def catalogue_promises_less(place: Region | Village, context: Context) -> Iterator[Finding]:
    """A place may promise more than the one above it, not less: what is not listed is never late."""
    if place.settings is None or not place.settings.catalogue:
        return
    own = {item.item: item.rhythm for item in reversed(place.settings.catalogue)}
    parent = context.place.parent
    above = parent.settings.catalogue if parent else NATIONAL_DEFAULTS.catalogue
    # An item that nobody knows may be the missing one, misspelt: REF007 says so.
    gone = [item for item in above if item.item not in own] if all(map(_kind_of, own)) else []
    less = [f"没有{item.item}" for item in gone] + [
        f"{item.item}由「{item.rhythm}」改成「{own[item.item]}」"
        for item in above
        if RHYTHMS.index(own.get(item.item, item.rhythm)) > RHYTHMS.index(item.rhythm)
        and not _is_too_rare(item.item, own[item.item])
    ]
    if less:
        yield found(place.settings, "catalogue", above=_name_of(parent), less="；".join(less))


def _name_of(place: Place | None) -> str:
    return f"上级（{place.name}）" if place is not None else "全国的规定"


@rule(
    "PUB007",
    "「周期」写的是「{stated}」，公开目录里收支的周期是「{measured}」，早晚按公开目录算",
    remedy="两处写成一样",
    source=_OWN,
    severity=Severity.NOTICE,
)
def two_rhythms_for_accounts(place: Region | Village, context: Context) -> Iterator[Finding]:
    """How often accounts are disclosed is said once, or twice alike."""
    settings = place.settings
    if settings is None or settings.rhythm is None:
        return
    catalogue = settings.catalogue or context.place.settings.catalogue
    measured = next((item.rhythm for item in catalogue if item.item == LEDGER.catalogue), settings.rhythm)
    if measured != settings.rhythm:
        yield found(settings, "rhythm", stated=settings.rhythm, measured=measured)
