"""When every period of every item of a village was published: states in sign and word, and the page of all of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

from cunwu.core.frozen import Frozen
from cunwu.core.paths import BOARD
from cunwu.core.zone import BEIJING
from cunwu.derive.disclosure import (
    Disclosure,
    Line,
    State,
    derive_disclosures,
    first_published_in,
    registered_in,
    time_zone,
)
from cunwu.derive.named_items import first_named_in
from cunwu.derive.summary import lines_of_the_year
from cunwu.derive.watched import Watch, is_named, kind_called, watch_of, watched_kind
from cunwu.kinds import KINDS
from cunwu.kinds.common import CatalogueItem
from cunwu.kinds.notice import NOTICE, Notice
from cunwu.kinds.village import VILLAGE, Village
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.sections import NOTHING
from cunwu.pages.parts.view import Cell, Column, Link, Row, Shell, Table
from cunwu.records.record_file import RecordFile
from cunwu.values.dates import chinese_date

SIGNS: Mapping[State, str] = {
    State.ON_TIME: "✓",
    State.LATE: "!",
    State.MISSING: "✕",
    State.NOT_DUE: "·",
    State.ZERO: "✓",
    State.NOT_APPLICABLE: "·",
    State.PRESENT: "✓",
    State.UNTIMED: "·",
    State.UNWATCHED: "·",
    State.ASKED_FOR: "·",
}
"""The sign beside the word: never colour alone."""
TONES: Mapping[State, str] = {
    State.ON_TIME: "good",
    State.LATE: "late",
    State.MISSING: "bad",
    State.NOT_DUE: "quiet",
    State.ZERO: "good",
    State.NOT_APPLICABLE: "quiet",
    State.PRESENT: "good",
    State.UNTIMED: "quiet",
    State.UNWATCHED: "quiet",
    State.ASKED_FOR: "quiet",
}
"""State → CSS class, always beside its sign and word."""

HEADING = "每一期的公开时间"
_RECENT = 24
"""Months whose periods stand open on the page; older ones are folded by year."""
_COLUMNS = ("期间", "应公开日", "首次公开", "情况")
_BY_COMMIT = (
    "「首次公开」是一期内容第一次进入公开栏的日子，按提交时间算：{zone}，以那一次提交的时间为准，不看谁填的日期。"
    "补上以后，逾期几天照样写着，不会消失。"
)
_NO_HISTORY = "未核对历史：生成这些网页时没有提交历史，说不出哪一天公开，只能说有没有公开。"


class OlderYear(Frozen):
    """The periods of a year further back."""

    label: str
    table: Table


class ItemTimes(Frozen):
    """One item: how often it was in time, and its periods, newest first."""

    heading: str
    anchor: str
    share: str
    table: Table
    older: tuple[OlderYear, ...]


class ItemLine(Frozen):
    """One item of the catalogue, and how it stands."""

    sign: str
    tone: str
    link: Link
    """To its periods, where any are measured."""
    state: str
    newest: Link | None
    share: str


class ItemGroup(Frozen):
    """The items of which the program learns in one way."""

    heading: str
    hint: str
    lines: tuple[ItemLine, ...]
    said: tuple[str, ...]
    """What the catalogue says of each: where and for whom it is published, and by what law."""


class DisclosureView(Frozen):
    """When everything a village owes was published."""

    shell: Shell
    heading: str
    explained: tuple[str, ...]
    groups: tuple[ItemGroup, ...]
    """The whole catalogue, by how it is known whether an item was published."""
    items: tuple[ItemTimes, ...]
    folded: bool
    """Whether the periods of each item are folded: a long catalogue would make a page of a thousand lines."""


def disclosure_url(path: str) -> str:
    """The page with the times of every period of the village with this path."""
    return posixpath.join(BOARD, path, "disclosure.html")


def disclosure_anchor(item: str) -> str:
    """Where an item stands on that page: pages of places above lead there, and know its name only."""
    kind = kind_called(item)
    return kind.name if kind is not None else f"item-{sha256(item.encode('utf-8', 'replace')).hexdigest()[:8]}"


def measure(context: PlaceContext) -> tuple[Disclosure, ...]:
    """What the place owes and when it came, by everything that was ever published of it and of the places above."""
    own, place = context.history, context.place
    if own is None or not place.is_village:
        return derive_disclosures(context.board, context.site.as_of)
    return derive_disclosures(
        context.board,
        context.site.as_of,
        first_published_in(own, place.path),
        due_day_at=context.past.due_days(place),
        registered_on=registered_in(own, place),
        catalogues=context.past.catalogues(place),
        first_named=first_named_in(own, place.path),
    )


def plan_disclosure(context: PlaceContext, disclosures: Sequence[Disclosure]) -> Page | None:
    """The page of all periods; None where none is measured."""
    if not has_times(disclosures):
        return None
    measured = [disclosure for disclosure in disclosures if disclosure.lines]
    url = disclosure_url(context.place.path)
    shell = context.shell(url, HEADING, _files(context, measured), crumbs=[Link(HEADING)])
    items = tuple(_item(context, url, number, one) for number, one in enumerate(measured, 1))
    dropped = [item for item, one in zip(items, measured, strict=True) if one.is_dropped]
    groups, lines = tuple(_groups(context, url, disclosures, dropped)), sum(len(item.table.rows) for item in items)
    folded = len(items) > _OPEN or lines > _LINES
    view = DisclosureView(shell, HEADING, _explained(context, shell), groups, items, folded)
    return Page(url, "disclosure.html", view)


_OPEN, _LINES = 8, 24
"""The most items whose periods stand open."""
_GROUPS: Mapping[Watch, tuple[str, str]] = {
    Watch.BY_RECORDS: ("程序自己看的", "有这种记录就算公开，早晚按提交的日子算。"),
    Watch.BY_NAME: ("写明了才算的", "要有公告或者附件写明公开的是这一项，才算公开。"),
    Watch.NOT: ("不由程序核对的", "程序没有办法知道公开了没有：在墙上看，或者向村里问。"),
    Watch.ASKED_FOR: ("不上网的", "只给有关的人看，或者要申请才给，不是没有公开。"),
}


def _groups(
    context: PlaceContext, url: str, disclosures: Sequence[Disclosure], dropped: Sequence[ItemTimes]
) -> Iterator[ItemGroup]:
    """The catalogue in its order, by how each item is watched; then what it no longer has and still owes."""
    standing = {one.item: one for one in disclosures if not one.is_dropped}
    listed: dict[Watch, list[CatalogueItem]] = {watch: [] for watch in _GROUPS}
    for item in reversed({one.item: one for one in reversed(context.place.catalogue)}.values()):
        if item.item in standing:
            listed[watch_of(item)].append(item)
    for watch, (heading, hint) in _GROUPS.items():
        if found := listed[watch]:
            lines = tuple(_item_line(context, url, standing[item.item], item) for item in found)
            said = ((item.item, "；".join(_said_of(item))) for item in found)
            yield ItemGroup(heading, hint, lines, tuple(f"{name}：{words}。" for name, words in said if words))
    if dropped:
        told = (ItemLine("·", "quiet", Link(one.heading, f"#s-{one.anchor}"), "", None, one.share) for one in dropped)
        yield ItemGroup("后来不列入公开目录的", "列入的时候到期的，仍算早晚。", tuple(told), ())


def _item_line(context: PlaceContext, url: str, disclosure: Disclosure, item: CatalogueItem) -> ItemLine:
    line, newest = disclosure.current, disclosure.newest_record
    return ItemLine(
        sign=sign_of(line) if line else SIGNS[disclosure.state],
        tone=tone_of(line) if line else TONES[disclosure.state],
        link=Link(
            f"{item.item}（{rhythm_words(item.rhythm)}）",
            f"#s-{disclosure_anchor(item.item)}" if disclosure.lines else "",
        ),
        state=f"{line.period.label}{words_of(line)}{remark_on(line)}" if line else told_of(disclosure),
        newest=Link(disclosure.newest, context.href_of(url, newest)) if newest is not None else None,
        share=share_of(disclosure, context.site.as_of),
    )


def _said_of(item: CatalogueItem) -> Iterator[str]:
    """What the catalogue says of an item, in plain words."""
    kind = watched_kind(item)
    if kind is not None and not is_named(item):
        yield f"看{kind.label}的记录{f'，只算{item.only}' if item.only else ''}"
    if item.due_day is not None:
        yield f"截止 {item.due_day} 日"
    if item.channels:
        yield f"渠道：{'、'.join(item.channels)}"
    if item.audience is not None or item.manner is not None:
        yield f"对象：{'，'.join(part for part in (item.audience, item.manner) if part)}"
    if item.basis is not None:
        yield f"依据：{item.basis}"


def has_times(disclosures: Sequence[Disclosure]) -> bool:
    """Whether there is anything to say of periods, or of items that the program does not watch."""
    return any(disclosure.lines or not disclosure.kind for disclosure in disclosures)


def told_of(disclosure: Disclosure) -> str:
    """The state of an item without periods, and where to ask for what is not on the web."""
    where = f"：到{disclosure.ask.removeprefix('到')}问" if disclosure.ask else ""
    return f"{disclosure.state.value}{where}"


def _files(context: PlaceContext, measured: Sequence[Disclosure]) -> list[RecordFile]:
    """The village's own file, the records measured, and the zero reports."""
    board, kinds = context.board, {disclosure.kind for disclosure in measured}
    zeros = [file for file in board.files_of(NOTICE) if isinstance(file.record, Notice) and file.record.zero_item]
    found = [
        *board.files_of(VILLAGE),
        *(file for kind in KINDS if kind.name in kinds for file in board.files_of(kind)),
    ]
    return [*found, *(file for file in zeros if file not in found)]


def _explained(context: PlaceContext, shell: Shell) -> tuple[str, ...]:
    zone = time_zone(context.place)
    clock = "北京时间" if zone == BEIJING else f"本地时间（{zone}）"
    village = context.place.record
    joined = village.joined if isinstance(village, Village) else None
    told = [_BY_COMMIT.format(zone=clock) if shell.history_known else _NO_HISTORY]
    if joined is not None:
        told.append(f"本村 {chinese_date(joined)}加入公开栏，这一天以前已经结束的期间不适用，不算早晚。")
    return tuple(told)


def _item(context: PlaceContext, url: str, number: int, disclosure: Disclosure) -> ItemTimes:
    as_of = context.site.as_of
    start = as_of.year * 12 + as_of.month - _RECENT
    recent = [line for line in disclosure.lines if line.period.last.year * 12 + line.period.last.month >= start]
    years: dict[int, list[Line]] = {}
    for line in disclosure.lines[len(recent) :]:
        years.setdefault(line.period.last.year, []).append(line)
    return ItemTimes(
        heading=f"{disclosure.item}（{rhythm_words(disclosure.rhythm)}{_DROPPED if disclosure.is_dropped else ''}）",
        anchor=disclosure_anchor(disclosure.item) + (f"-{number}" if disclosure.is_dropped else ""),
        share=share_of(disclosure, as_of),
        table=_table(context, url, disclosure.item, recent),
        older=tuple(
            OlderYear(f"{year} 年", _table(context, url, f"{disclosure.item}：{year} 年", lines))
            for year, lines in years.items()
        ),
    )


_DROPPED = "，后来不列入公开目录；列入的时候到期的仍算早晚"


def _table(context: PlaceContext, url: str, caption: str, lines: Sequence[Line]) -> Table:
    rows = tuple(Row(_cells(context, url, line)) for line in lines)
    return Table(caption, tuple(Column(label) for label in _COLUMNS), rows, layout="times")


def _cells(context: PlaceContext, url: str, line: Line) -> tuple[Cell, ...]:
    period, due, on, state = _COLUMNS
    href = context.href_of(url, line.record) if line.record is not None else ""
    return (
        Cell(line.period.label, period, href=href),
        Cell(chinese_date(line.due), due),
        Cell(chinese_date(line.on), on) if line.on is not None else Cell(NOTHING, on, "blank"),
        Cell(f"{sign_of(line)} {words_of(line)}{remark_on(line)}", state, tone_of(line)),
    )


# --- words for states ---


def sign_of(line: Line) -> str:
    """The sign of a line: a zero report that came late is marked as late."""
    return SIGNS[State.LATE if line.is_late else line.state]


def tone_of(line: Line) -> str:
    """The CSS class of a line."""
    return TONES[State.LATE if line.is_late else line.state]


def words_of(line: Line) -> str:
    """The state with its days: 逾期 3 天."""
    if line.state is State.MISSING:
        return f"{line.state.value}，已逾期 {line.days} 天"
    if line.state is State.ZERO and line.days:
        return f"{line.state.value}，逾期 {line.days} 天"
    return f"{line.state.value} {line.days} 天" if line.days else line.state.value


def remark_on(line: Line) -> str:
    """What is still to be done about a period that is not there, in brackets; empty when there is nothing to add."""
    parts = []
    if line.lacking and line.state in (State.MISSING, State.NOT_DUE):
        parts.append(f"还缺{'、'.join(line.lacking)}的账")
    if line.waiting:
        parts.append("已经写好，还没有提交")
    return f"（{'；'.join(parts)}）" if parts else ""


def rhythm_words(rhythm: str) -> str:
    """How often: 每月, 随时."""
    return rhythm if rhythm == "随时" else f"每{rhythm}"


def share_of(disclosure: Disclosure, as_of: date) -> str:
    """How many periods of the last twelve months were in time; empty where none fell due."""
    lines = lines_of_the_year(disclosure, as_of)
    missing = sum(line.state is State.MISSING for line in lines)
    late = sum(line.is_late for line in lines)
    if not lines:
        return ""
    if any(line.is_untimed for line in lines):
        return f"近十二个月到期 {len(lines)} 期，{f'{missing} 期没有公开' if missing else '都已公开'}"
    counted = [f"{count} 期{word}" for count, word in ((late, "逾期后补上"), (missing, "没有公开")) if count]
    return "，".join([f"近十二个月 {len(lines)} 期中 {sum(line.is_on_time for line in lines)} 期按时", *counted])
