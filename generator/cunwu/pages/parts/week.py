"""The week of the day of the build as a table: who is on duty, day by day. Which day is read today no page knows."""

from __future__ import annotations

from collections.abc import Sequence

from cunwu.derive.duty import WEEK, OnDuty, duties_on, holds_on, week_around
from cunwu.derive.posted import name_of
from cunwu.kinds.roster import ALL_DAY, ROSTER, Roster
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Section, Table
from cunwu.values.dates import chinese_date
from cunwu.values.names import is_number

_DAY, _WHO = "日期", "谁值班"


def week_section(context: PlaceContext, rosters: Sequence[Roster], heading: str = "这一周") -> Section | None:
    """The table of the week of the build; None if no roster speaks of any of its days."""
    days = week_around(context.site.as_of)
    rosters = [one for one in rosters if one.shifts or one.exceptions]
    if not any(holds_on(roster, day) for roster in rosters for day in days):
        return None
    rows = []
    for day in days:
        lines = [line for roster in rosters for line in duties_on(roster, day)]
        told = "；".join(_line(context, line) for line in lines) or "没有安排"
        name = f"{day.month} 月 {day.day} 日 周{WEEK[day.weekday()]}"
        rows.append(Row((Cell(name, _DAY), Cell(told, _WHO, "" if lines else "quiet"))))
    caption = f"{chinese_date(days[0])}至 {chinese_date(days[-1])}"
    table = laid_out(Table(caption, (Column(_DAY), Column(_WHO)), tuple(rows)))
    hint = f"这张表是 {chinese_date(context.site.as_of)}做的。网页不知道你哪一天看；过了这一周，照每周安排。"
    return Section(heading, "week", tables=(table,), hint=hint)


def rosters_of(context: PlaceContext) -> tuple[Roster, ...]:
    """The rosters of the place."""
    return context.board.records(ROSTER)


def _line(context: PlaceContext, line: OnDuty) -> str:
    part = line.part if line.part != ALL_DAY else ""
    people = "、".join(_called(context, name) for name in line.people) or "没有人"
    note = f"（{line.note}）" if line.note else ""
    return f"{part}{line.sort}：{people}{note}"


def _called(context: PlaceContext, name: str) -> str:
    return name_of(context.board, name) if is_number(name) else name
