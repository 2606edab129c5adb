"""When every period of every item of a village was published: states in sign and word, and the page of all of them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from datetime import date

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
from cunwu.derive.watched import kind_called
from cunwu.kinds import KINDS
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


class DisclosureView(Frozen):
    """When everything a village owes was published."""

    shell: Shell
    heading: str
    explained: tuple[str, ...]
    others: tuple[str, ...]
    """Items that the program does not watch, each with what is known of it."""
    items: tuple[ItemTimes, ...]


def disclosure_url(path: str) -> str:
    """The page with the times of every period of the village with this path."""
    return posixpath.join(BOARD, path, "disclosure.html")


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
    others = tuple(f"{one.item}（{rhythm_words(one.rhythm)}）：{told_of(one)}" for one in disclosures if not one.kind)
    items = tuple(_item(context, url, number, one) for number, one in enumerate(measured, 1))
    return Page(url, "disclosure.html", DisclosureView(shell, HEADING, _explained(context, shell), others, items))


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
    as_of, is_plain = context.site.as_of, kind_called(disclosure.item) and not disclosure.is_dropped
    start = as_of.year * 12 + as_of.month - _RECENT
    recent = [line for line in disclosure.lines if line.period.last.year * 12 + line.period.last.month >= start]
    years: dict[int, list[Line]] = {}
    for line in disclosure.lines[len(recent) :]:
        years.setdefault(line.period.last.year, []).append(line)
    return ItemTimes(
        heading=f"{disclosure.item}（{rhythm_words(disclosure.rhythm)}{_DROPPED if disclosure.is_dropped else ''}）",
        anchor=disclosure.kind if is_plain else f"{disclosure.kind}-{number}",
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
