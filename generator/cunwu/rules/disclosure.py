"""PUB: timeliness — what is due and not there, and what a place promises of when it will be.

How late a thing came is measured from first publication and shown on the pages; here stands what can be mended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from cunwu.core.problem import Severity
from cunwu.derive.coverage import speaks_of
from cunwu.derive.disclosure import PERIODS, Disclosure, State, accounts_due_day, derive_disclosures
from cunwu.derive.named_items import namings_in
from cunwu.derive.shelf import Shelf
from cunwu.derive.summary import lines_of_the_year
from cunwu.derive.watched import Watch, accounts_item, covers, is_asked_for, is_unsure, slip_of, watch_of, watched_kind
from cunwu.kinds.common import RHYTHMS, CatalogueItem
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.notice import NOTICE
from cunwu.kinds.record import Record
from cunwu.kinds.region import Region
from cunwu.kinds.village import VILLAGE, Village
from cunwu.records.board import Board
from cunwu.records.places import NATIONAL_DEFAULTS, Place
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.due import due_day
from cunwu.values.period import Period

_LAW = "villagers-committee-law-2026/disclosure"
_OWN = "program/timeliness"
_DUE = "program/due-day"
_A_YEAR = 366
_SEVERAL = 4
"""Ledgers of one year after which a village is seen to publish regularly."""
_FRESH_DAYS = 100
"""Days after a due day for which a late posting is still pointed out: later nobody can do anything about it."""


@rule(
    "PUB001",
    "到期还没有公开：{missing}",
    remedy="补上缺的记录；那一期没有发生的，用公告写零申报；没有单独账的法人，在 village.yml 里写「并入」",
    source=_DUE,
    severity=Severity.NOTICE,
)
def due_and_not_there(board: Board, context: Context) -> Iterator[Finding]:
    """Whatever fell due in the last twelve months is there; one finding tells all of a village."""
    own, village = next(iter(board.files_of(VILLAGE)), None), board.place.record
    if own is None or not isinstance(village, Village) or village.joined is None:  # owes nothing yet
        return
    past, place = context.past, board.place
    catalogues, due_days = (past.catalogues(place), past.due_days(place)) if past else (None, None)
    # What cannot be read may be what is missing.
    unread = {file.kind.name for file in board.files if file.is_unread and file.kind is not None}
    missing = [
        f"{disclosure.item} {periods}"
        for disclosure in derive_disclosures(board, context.as_of, due_day_at=due_days, catalogues=catalogues)
        if disclosure.kind not in unread and (periods := _missing_of(disclosure, context.as_of))
    ]
    if missing:
        yield Finding(own, facts={"missing": "；".join(missing)})


def _missing_of(disclosure: Disclosure, as_of: date) -> str:
    """The missing periods of an item, oldest first, with the books that lack where others are there."""
    lines = [line for line in reversed(lines_of_the_year(disclosure, as_of)) if line.state is State.MISSING]
    whole = _runs([line.period for line in lines if not line.lacking])
    lacking = dict.fromkeys(line.lacking for line in lines if line.lacking)
    partly = [
        f"{'、'.join(_runs([line.period for line in lines if line.lacking == books]))}（缺{'、'.join(books)}）"
        for books in lacking
    ]
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


def _named(place: Place, word: str | None) -> CatalogueItem | None:
    """The item of the place's catalogue with this wording, else one that stands for the kind so called."""
    own = next((item for item in place.catalogue if item.item == word), None)
    return own or (CatalogueItem(number="", item=word, rhythm="随时") if word else None)


@rule(
    "PUB030",
    "没有写「加入日期」，收支公开得及时不及时，程序没有量",
    remedy="在 village.yml 里写上从哪天起按期公开，如 加入日期: {day}；从这天起，晚了的都看得见",
    source=_OWN,
    severity=Severity.NOTICE,
)
def ledgers_that_nobody_times(board: Board, context: Context) -> Iterator[Finding]:
    """A village that publishes its ledgers now says since when it owes them; one of the past owes nothing."""
    village = context.place.record
    if not isinstance(village, Village) or village.joined is not None:
        return
    recent = [one for one in board.records(LEDGER) if (context.as_of - one.period.last).days <= _A_YEAR]
    if len(recent) >= _SEVERAL:
        day = min(one.period.first for one in board.records(LEDGER))
        yield found(village, "joined", of=village, day=day.isoformat())


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
    item = accounts_item(settings.catalogue)
    if item is None or item.rhythm not in PERIODS or ledger.posted is None:
        return
    if not isinstance(village, Village) or village.joined is None:
        return
    owed, day = PERIODS[item.rhythm](ledger.period.last), accounts_due_day(settings)
    due = due_day(owed, day)
    late = (ledger.posted.on - due).days
    if owed.last >= village.joined and late > 0 and (context.as_of - due).days <= _FRESH_DAYS:
        yield found(ledger.posted, "on", posted=ledger.posted.on, due=due, days=late, due_day=due.day)


@rule(
    "PUB003",
    "写了 {period} 没有{item}（零申报），却有这一期的{item}：{record}",
    remedy="核对是哪一个写错了；零申报写早了的，在它的「反常说明」里写明以哪份记录为准",
    source="local-disclosure/catalogue",
    severity=Severity.NOTICE,
)
def zero_beside_records(board: Board) -> Iterator[Finding]:
    """Where nothing is reported to have happened, nothing is recorded."""
    shelf = Shelf(board, None, None)
    for notice in board.records(NOTICE):
        period = notice.zero_period
        item = _named(board.place, notice.zero_item)
        kind = watched_kind(item) if item is not None else None
        if item is None or kind is None or period is None:
            continue
        near = [one for one in shelf.pieces(item, kind).near(period) if speaks_of(one.span, period)]
        record = next((one.record for one in near if _says_something(one.record)), None)
        if record is not None:
            title = record.title
            yield found(notice, "zero_period", of=notice, period=period, item=notice.zero_item, record=title)


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
    """Accounts are disclosed once a quarter at least; another item that rests on them may be of any rhythm."""
    items = [item for item in _own_catalogue(place) if watched_kind(item) is LEDGER]
    often = {item.item for item in items if not _is_too_rare(item, item.rhythm)}
    for item in items:
        if _is_too_rare(item, item.rhythm) and not often - {item.item}:
            yield found(item, "rhythm", rhythm=item.rhythm)


def _is_too_rare(item: CatalogueItem, rhythm: str) -> bool:
    return watched_kind(item) is LEDGER and rhythm not in ("周", "月", "季")


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
    own = place.settings.catalogue
    parent = context.place.parent
    above = parent.settings.catalogue if parent else NATIONAL_DEFAULTS.catalogue
    # A kind that is misspelt may be the missing one: REF007 and PUB010 say so.
    gone = [] if any(map(is_unsure, own)) else [item for item in above if _answer(own, item) is None]
    less = [_how_gone(own, item) for item in gone[:_TOLD]]
    if len(gone) > _TOLD:
        less.append(f"一共 {len(gone)} 项没有")
    for item in above:
        answer = _answer(own, item)
        if answer is not None and _is_rarer(answer, item):
            less.append(f"{item.item}由「{item.rhythm}」改成「{answer.rhythm}」")
    if less:
        yield found(place.settings, "catalogue", above=_name_of(parent), less="；".join(less))


_TOLD = 6
"""Items gone that a message names; a whole catalogue would be no message."""


def _answer(own: Sequence[CatalogueItem], item: CatalogueItem) -> CatalogueItem | None:
    """The item of a place's own catalogue by which an item of the place above is published."""
    answers = [one for one in own if covers(one, item)]
    return next((one for one in answers if one.item == item.item), next(iter(answers), None))


def _how_gone(own: Sequence[CatalogueItem], item: CatalogueItem) -> str:
    hidden = any(one.item == item.item and is_asked_for(one) for one in own)
    return f"{item.item}改成了不上网" if hidden else f"没有{item.item}"


def _is_rarer(own: CatalogueItem, above: CatalogueItem) -> bool:
    return RHYTHMS.index(own.rhythm) > RHYTHMS.index(above.rhythm) and not _is_too_rare(above, own.rhythm)


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
    item = accounts_item(catalogue)
    measured = item.rhythm if item is not None else settings.rhythm
    if measured != settings.rhythm:
        yield found(settings, "rhythm", stated=settings.rhythm, measured=measured)


@rule(
    "PUB010",
    "「{item}」不是程序认得的事项，只差一点的有「{near}」；照现在的写法，这一项不由程序核对",
    remedy="是同一件事的，改成「{near}」，或者加一行「程序核对: {near}」；不是的，加一行「程序核对: 无」",
    source=_OWN,
    severity=Severity.NOTICE,
)
def item_is_nearly_a_kind(place: Region | Village) -> Iterator[Finding]:
    """An item may have any wording; one that misses the word of a kind by a character is pointed out."""
    for item in _own_catalogue(place):
        if near := slip_of(item):
            yield found(item, "item", item=item.item, near=near)


@rule(
    "PUB011",
    "「每月笔数」只管按季公开的收支，「{item}」是{kind}，周期 {rhythm}",
    remedy="删去「每月笔数」；想按月公开的，周期写 月",
    source=_OWN,
    severity=Severity.NOTICE,
)
def many_movements_of_what_has_none(place: Region | Village) -> Iterator[Finding]:
    """Only accounts by the quarter become monthly where much money moves."""
    for item in _own_catalogue(place):
        kind = watched_kind(item)
        if item.busy is not None and (kind is not LEDGER or item.rhythm != "季"):
            what = kind.catalogue if kind is not None else "不由程序核对的"
            yield found(item, "busy", item=item.item, kind=what, rhythm=item.rhythm)


@rule(
    "PUB013",
    "写明公开的是「{item}」，这一项{how}，写在这里不算公开",
    remedy="删去「公开事项」，或者改成要写明才算的那一项；要让公告算数的，在公开目录里写「程序核对: 公告」",
    source=_OWN,
    severity=Severity.NOTICE,
)
def named_in_vain(board: Board) -> Iterator[Finding]:
    """What names an item is counted, unless the program looks elsewhere or the item is not on the web at all."""
    items = {item.item: item for item in reversed(board.place.catalogue)}
    for naming in (one for namings in namings_in(board).values() for one in namings):
        item = items.get(naming.item)
        how = _seen_elsewhere(item) if item is not None else ""
        if how:
            yield found(naming.subject, "discloses", of=naming.record, item=naming.item, how=how)


def _seen_elsewhere(item: CatalogueItem) -> str:
    kind = watched_kind(item)
    if watch_of(item) is Watch.BY_RECORDS and kind is not None and kind is not NOTICE:
        return f"程序看{kind.label}的记录"
    return "是不上网的" if is_asked_for(item) else ""
