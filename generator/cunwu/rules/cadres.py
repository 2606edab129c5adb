"""CAD: resident cadres — postings, attendance, visits."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.kinds.attendance import ATTENDANCE, Attendance, CadreMonth
from cunwu.kinds.posting import POSTING, Posting
from cunwu.kinds.visit import Visits
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.dates import PartialDay
from cunwu.values.phone import is_mobile

_DUTY = "resident-cadres/attendance"


def days_counted(cadre: CadreMonth) -> int:
    """Days in the village and reported official trips: what the floor is held against."""
    return cadre.days + (cadre.official or 0)


@rule(
    "CAD001",
    "派驻结束日期 {until} 早于开始日期 {since}",
    remedy="核对两个日期；还在驻村就删去「止」",
    source="resident-cadres/assignment",
)
def posting_ends_before_it_begins(posting: Posting) -> Iterator[Finding]:
    """A posting ends after it begins."""
    since, until = posting.since, posting.until
    if isinstance(since, PartialDay) and isinstance(until, PartialDay) and until.last < since.first:
        yield found(posting, "until", until=until, since=since)


@rule(
    "CAD002",
    "{posting} 驻村、公务和请假合计 {stated} 天，{period}只有 {days} 天",
    remedy="核对驻村天数、公务外出和请假",
    source=_DUTY,
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
    "CAD003",
    "{posting} 住村 {nights} 夜，多于驻村 {days} 天",
    remedy="核对住村夜数；在村过夜的那天也算驻村",
    source=_DUTY,
)
def more_nights_than_days(attendance: Attendance) -> Iterator[Finding]:
    """Nobody spends more nights in the village than days."""
    for cadre in attendance.cadres:
        if cadre.nights is not None and cadre.nights > cadre.days:
            yield found(cadre, "nights", posting=cadre.posting, nights=cadre.nights, days=cadre.days)


@rule(
    "CAD004",
    "{posting} 驻村 {days} 天（含公务外出），少于规定的 {floor} 天",
    remedy="核对登记；确实不足的，在「说明」里写明原因",
    source=_DUTY,
    notice=True,
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
)
def listed_days_differ_from_total(attendance: Attendance) -> Iterator[Finding]:
    """Where days are listed one by one, each stands once and they add up to the total."""
    for cadre in attendance.cadres:
        listed, distinct = len(cadre.dates), len(set(cadre.dates))
        if listed and (distinct != cadre.days or distinct != listed):
            repeated = f"（{listed - distinct} 个是重复的）" if listed != distinct else ""
            yield found(cadre, "days", posting=cadre.posting, listed=listed, repeated=repeated, days=cadre.days)


@rule(
    "CAD006",
    "{posting} 的在村日期 {day} 不在 {period}",
    remedy="改正日期，或移到那个月的考勤里",
    source=_DUTY,
)
def listed_day_outside_month(attendance: Attendance) -> Iterator[Finding]:
    """Days listed fall inside the month."""
    for cadre in attendance.cadres:
        for day in cadre.dates:
            if not attendance.period.contains(day):
                yield found(cadre, "dates", posting=cadre.posting, day=day, period=attendance.period.label)


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
    "CAD008",
    "走访 {number} 的日期 {day} 不在 {period}之内",
    remedy="改正日期，或移到那个期间的文件里",
    source="resident-cadres/visits",
)
def visit_outside_period(visits: Visits) -> Iterator[Finding]:
    """Visits fall inside the period of their record."""
    for visit in visits.visits:
        if not isinstance(visit.on, PartialDay):
            continue
        if visit.on.last < visits.period.first or visit.on.first > visits.period.last:
            yield found(visit, "on", number=visit.number, day=visit.on, period=visits.period.label)


@rule(
    "CAD009",
    "{period}的考勤里没有 {missing}",
    remedy="给每一位在任的驻村干部写一条；整月不在村也要写驻村天数 0 和原因",
    source=_DUTY,
    notice=True,
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
    notice=True,
)
def fewer_nights_than_the_floor(attendance: Attendance, context: Context) -> Iterator[Finding]:
    """Commuting (走读) shows: nights spent in the village are held against the place's floor."""
    floor = context.place.settings.nights_floor
    for cadre in attendance.cadres:
        if floor is not None and cadre.nights is not None and cadre.nights < floor and cadre.note is None:
            yield found(cadre, "nights", posting=cadre.posting, nights=cadre.nights, floor=floor)


@rule(
    "CAD011",
    "值班电话是手机号，可能是私人号码",
    remedy="改填村委会或工作队的值班电话；本人同意公布手机的，在备注里写明",
    source="yongan-privacy-2023/masks",
    notice=True,
)
def duty_line_is_a_mobile(posting: Posting) -> Iterator[Finding]:
    """The duty line to publish is an office line, not somebody's own telephone."""
    if posting.contact is not None and is_mobile(posting.contact) and posting.remark is None:
        yield found(posting, "contact")


@rule(
    "CAD012",
    "{posting} 在 {period}的考勤里写了两条",
    remedy="合并成一条",
    source=_DUTY,
)
def cadre_listed_twice(attendance: Attendance) -> Iterator[Finding]:
    """A cadre has one line a month."""
    seen: set[str] = set()
    for cadre in attendance.cadres:
        if cadre.posting in seen:
            yield found(cadre, "posting", posting=cadre.posting, period=attendance.period.label)
        seen.add(cadre.posting)
