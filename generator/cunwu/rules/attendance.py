"""CAD: attendance of resident cadres."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cunwu.core.problem import Severity
from cunwu.derive.presence import days_counted
from cunwu.kinds.attendance import ATTENDANCE, Attendance
from cunwu.kinds.posting import POSTING
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule

_DUTY = "resident-cadres/attendance"


@rule(
    "CAD002",
    "{posting} 驻村、公务和请假合计 {stated} 天，{period}只有 {days} 天",
    remedy="核对驻村天数、公务外出和请假",
    source=_DUTY,
    arithmetic=True,
)
def more_days_than_the_month_has(attendance: Attendance) -> Iterator[Finding]:
    """Days in the village, official trips and leave fit into the month."""
    for cadre in attendance.cadres:
        stated = days_counted(cadre) + sum(leave.days for leave in cadre.leaves if leave.sort != "公务")
        if stated > attendance.period.days:
            yield found(
                cadre,
                "days",
                posting=cadre.posting,
                stated=stated,
                period=attendance.period.label,
                days=attendance.period.days,
            )


@rule(
    "CAD013",
    "{posting} 请{sort} {days} 天，没有写批准人",
    remedy="补上「批准人」；确实没有人批的不用补，网页上照这句话公布",
    source=_DUTY,
    severity=Severity.IRREGULAR,
)
def leave_without_approver(attendance: Attendance) -> Iterator[Finding]:
    """Leave is approved by somebody; who stays away without asking (旷工) has nobody to name."""
    for cadre in attendance.cadres:
        for leave in cadre.leaves:
            if leave.approved is None and leave.sort not in ("旷工", "公务"):
                sort = leave.sort if "假" in leave.sort else f"假（{leave.sort}）"
                yield found(leave, "sort", posting=cadre.posting, sort=sort, days=leave.days)


@rule(
    "CAD004",
    "{posting} 驻村 {days} 天（含公务外出），少于规定的 {floor} 天",
    remedy="核对登记；确实不足的，在「说明」里写明原因",
    source=_DUTY,
    severity=Severity.IRREGULAR,
)
def fewer_days_than_the_floor(attendance: Attendance, context: Context) -> Iterator[Finding]:
    """A resident cadre is in the village as many days a month as the place requires, or says why not."""
    floor = context.place.settings.days_floor
    for cadre in attendance.cadres:
        if floor is not None and days_counted(cadre) < floor and cadre.note is None:
            yield found(cadre, "days", posting=cadre.posting, days=days_counted(cadre), floor=floor)


@rule(
    "CAD005",
    "{posting} 列出了 {listed} 个在村日期{repeated}，驻村天数写的是 {days}",
    remedy="日期一天写一条，不重复；条数等于驻村天数",
    source=_DUTY,
    arithmetic=True,
)
def listed_days_differ_from_total(attendance: Attendance) -> Iterator[Finding]:
    """Where days are listed one by one, each stands once and they add up to the total."""
    for cadre in attendance.cadres:
        listed, distinct = len(cadre.dates), len(set(cadre.dates))
        if listed and (distinct != listed or not _may_be(distinct, cadre.days)):
            repeated = f"（{listed - distinct} 个是重复的）" if listed != distinct else ""
            yield found(cadre, "days", posting=cadre.posting, listed=listed, repeated=repeated, days=cadre.days)


def _may_be(dates: int, days: Decimal) -> bool:
    """Whether so many dates can be so many days: whole days one by one, and half days among them if there is a half."""
    whole = days == days.to_integral_value()
    return dates == days if whole else days < dates <= 2 * days


@rule(
    "CAD007",
    "{posting} 在 {period}不在派驻期内（{since} 至 {until}）",
    remedy="核对派驻记录的起止日期，或删去这一条考勤",
    source="resident-cadres/assignment",
)
def attendance_outside_posting(board: Board) -> Iterator[Finding]:
    """Attendance is kept for cadres whose posting covers the month."""
    for attendance in board.records(ATTENDANCE):
        for cadre in attendance.cadres:
            posting = board.find(POSTING, cadre.posting)
            if posting is not None and not posting.covers(attendance.period.first, attendance.period.last):
                yield found(
                    cadre,
                    "posting",
                    of=attendance,
                    posting=cadre.posting,
                    period=attendance.period.label,
                    since=posting.since,
                    until=posting.until or "今",
                )


@rule(
    "CAD009",
    "{period}的考勤里没有 {missing}",
    remedy="给每一位在任的驻村干部写一条；整月不在村也要写驻村天数 0 和原因",
    source=_DUTY,
    severity=Severity.NOTICE,
    follows=("REF004",),
)
def cadre_missing_from_attendance(board: Board) -> Iterator[Finding]:
    """A month's attendance has a line for every cadre posted through that month."""
    postings = [posting for posting in board.records(POSTING) if posting.role != "工作队"]
    for attendance in board.records(ATTENDANCE):
        period = attendance.period
        listed = {cadre.posting for cadre in attendance.cadres}
        missing = [
            posting.number
            for posting in postings
            if posting.covers(period.first, period.first)
            and posting.covers(period.last, period.last)
            and posting.number not in listed
        ]
        if missing:
            yield found(attendance, "cadres", of=attendance, period=period.label, missing="、".join(missing))


@rule(
    "CAD010",
    "{posting} 住村 {nights} 夜，少于规定的 {floor} 夜",
    remedy="核对登记；确实不足的，在「说明」里写明原因",
    source="cases/mechanisms",
    severity=Severity.IRREGULAR,
)
def fewer_nights_than_the_floor(attendance: Attendance, context: Context) -> Iterator[Finding]:
    """Commuting (走读) shows: nights spent in the village are held against the place's floor."""
    floor = context.place.settings.nights_floor
    for cadre in attendance.cadres:
        if floor is not None and cadre.nights is not None and cadre.nights < floor and cadre.note is None:
            yield found(cadre, "nights", posting=cadre.posting, nights=cadre.nights, floor=floor)
