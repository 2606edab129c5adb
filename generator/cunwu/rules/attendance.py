"""CAD: attendance of resident cadres."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from cunwu.core.problem import Severity
from cunwu.derive.presence import Presence, by_year, days_counted, months_without, presences_of
from cunwu.kinds.attendance import ATTENDANCE, Attendance, CadreMonth, Leave
from cunwu.kinds.facts import Cadres, Words
from cunwu.kinds.posting import POSTING
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.count import plain_days
from cunwu.values.dates import PartialDay, chinese_date
from cunwu.values.period import Period

_DUTY = "resident-cadres/attendance"


@rule(
    "CAD002",
    "{posting} 驻村、公务和请假合计 {stated} 天，{period}{at_post}只有 {days} 天",
    remedy="核对驻村天数、公务外出和请假",
    source=_DUTY,
    arithmetic=True,
    follows=("CAD001",),
)
def more_days_than_the_month_has(board: Board, context: Context) -> Iterator[Finding]:
    """Days in the village, official trips and leave of a person fit into the days of the month at this post."""
    for line in presences_of(board, context.settings_on):
        if line.is_first:
            stated = sum(map(_days_told, line.rows), Decimal(0))
            days, month = _days_at_post(board, line.record.period, line.rows), line.record.period
            if stated > days:
                facts = {"posting": Cadres("、".join(row.posting for row in line.rows)), "stated": plain_days(stated)}
                facts |= {"period": month.label, "at_post": "在任" if days < month.days else "", "days": str(days)}
                yield Finding(line.cadre, "days", facts, line.record)


def _days_told(cadre: CadreMonth) -> Decimal:
    return days_counted(cadre) + sum((leave.days for leave in cadre.leaves if leave.sort != "公务"), Decimal(0))


def _days_at_post(board: Board, period: Period, rows: Sequence[CadreMonth]) -> int:
    """The days of a month on which one of the postings of these rows may have held; all where it held on none."""
    held = set[int]()
    for row in rows:
        posting = board.find(POSTING, row.posting)
        if posting is None or not posting.may_cover(period.first, period.last):
            return period.days  # told by other rules
        since, until = posting.since, posting.until
        first = max(period.first, since.first) if isinstance(since, PartialDay) else period.first
        last = min(period.last, until.last) if isinstance(until, PartialDay) else period.last
        held.update(range(first.toordinal(), last.toordinal() + 1))
    return len(held)


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
                yield found(leave, "sort", posting=Cadres(cadre.posting), sort=_called(leave), days=leave.days)


def _called(leave: Leave) -> str:
    """The leave as it stands behind 请: 事假, 假（年休）."""
    return leave.sort if "假" in leave.sort else f"假（{leave.sort}）"


@rule(
    "CAD033",
    "{posting} 一次请{sort} {days} 天，批准的是「{approved}」，规定由{approver}批",
    remedy="照请假条核对天数和批准人",
    source=_DUTY,
    severity=Severity.IRREGULAR,
)
def leave_approved_too_low(attendance: Attendance, context: Context) -> Iterator[Finding]:
    """Longer leave is approved higher up, as the place has laid down."""
    tiers = context.settings_on(attendance, attendance.period.last).leave_tiers
    for cadre in attendance.cadres:
        for leave in cadre.leaves:
            may = [tier.approver for tier in tiers if tier.days is None or leave.days <= tier.days]
            approved = leave.approved
            if approved is None or leave.sort == "公务" or not may:
                continue
            # A unit stands for its head: 镇党委 for 镇党委书记.
            if any(approver in approved or approved in approver for approver in may):
                continue
            facts = {"sort": _called(leave), "days": leave.days, "approved": approved, "approver": may[0]}
            yield Finding(leave, "approved", {"posting": Cadres(cadre.posting), **facts})


@rule(
    "CAD032",
    "{posting} {year} 年驻村 {days} 天（含公务外出），少于规定的全年 {floor} 天",
    remedy="核对各月的考勤，漏登的补上",
    source=_DUTY,
    severity=Severity.IRREGULAR,
)
def fewer_days_than_the_years_floor(board: Board, context: Context) -> Iterator[Finding]:
    """Who was posted here through a whole year was here on as many days as the place requires of a year."""
    for year, own in by_year(presences_of(board, context.settings_on)).items():
        last = date(year, 12, 31)
        floor = context.settings_on(own[0].record, last).year_floor
        if floor is None or context.as_of <= last:
            continue
        for number, mine in _by_posting(own).items():
            posting = board.find(POSTING, number)
            if posting is None or not posting.covers(date(year, 1, 1), date(year, 1, 1)):
                continue
            if not posting.covers(last, last) or months_without(posting, mine, year, context.as_of):
                continue
            days = sum((days_counted(line.cadre) for line in mine), Decimal(0))
            if days < floor:
                facts = {"posting": Cadres(number), "year": year, "days": plain_days(days), "floor": floor}
                yield Finding(mine[0].cadre, "days", facts, mine[0].record)


def _by_posting(lines: Iterable[Presence]) -> dict[str, list[Presence]]:
    found: dict[str, list[Presence]] = {}
    for line in lines:
        found.setdefault(line.cadre.posting, []).append(line)
    return found


@rule(
    "CAD031",
    "本地规定考勤不公开，这里放了 {period}的考勤",
    remedy="把文件拿出来，交给管考勤的人；要公开的，请定规矩的地方改「考勤公开」",
    source=_DUTY,
)
def attendance_that_is_not_for_everybody(attendance: Attendance, context: Context) -> Iterator[Finding]:
    """What lies in a public repository is public, whatever the pages show."""
    if context.place.settings.attendance_shown != "不公开":
        return
    # What was published before it was closed off stays where it is.
    if context.settings_for(attendance).attendance_shown == "不公开":
        yield found(attendance, "period", period=attendance.period.label)


@rule(
    "CAD004",
    "{posting} 驻村 {days} 天（含公务外出），少于规定的 {floor} 天",
    remedy="核对登记；确实不足的，在这一条的「说明」里写明原因",
    source=_DUTY,
    severity=Severity.IRREGULAR,
)
def fewer_days_than_the_floor(board: Board, context: Context) -> Iterator[Finding]:
    """A resident cadre is in the village as many days a month as the place requires, or says why not."""
    for line in _whole_months(board, context):
        floor = line.floors.days_floor
        if floor is not None and line.days < floor:
            facts = {"posting": Cadres(line.cadre.posting), "days": plain_days(line.days), "floor": floor}
            yield Finding(line.cadre, "days", facts, line.record, answer=_reason(line.cadre))


def _reason(cadre: CadreMonth) -> str:
    return f"{cadre.note}（这一条的说明）" if cadre.note else ""


def _whole_months(board: Board, context: Context) -> Iterator[Presence]:
    """The first line about every person who was posted here through a month."""
    return (line for line in presences_of(board, context.settings_on) if line.is_first and not line.is_part)


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
            yield found(cadre, "days", posting=Cadres(cadre.posting), listed=listed, repeated=repeated, days=cadre.days)


def _may_be(dates: int, days: Decimal) -> bool:
    """Whether so many dates can be so many days: whole days one by one, and half days among them if there is a half."""
    whole = days == days.to_integral_value()
    return dates == days if whole else days < dates <= 2 * days


@rule(
    "CAD007",
    "{posting} 在 {period}不在派驻期内（{since} 至 {until}）",
    remedy="核对派驻记录的起止日期，或删去这一条考勤",
    source="resident-cadres/assignment",
    follows=("CAD001",),
)
def attendance_outside_posting(board: Board) -> Iterator[Finding]:
    """Attendance is kept for cadres whose posting covers the month."""
    for attendance in board.records(ATTENDANCE):
        for cadre in attendance.cadres:
            posting = board.find(POSTING, cadre.posting)
            if posting is None:
                continue
            facts = {"posting": Cadres(cadre.posting), "since": posting.since, "until": posting.until or Words("今")}
            if not posting.may_cover(attendance.period.first, attendance.period.last):
                told = {**facts, "period": attendance.period.label}
                yield Finding(cadre, "posting", told, attendance, posting)
            elif astray := [day for day in cadre.dates if not posting.may_cover(day, day)]:
                told = {**facts, "period": chinese_date(astray[0])}
                yield Finding(cadre, "dates", told, attendance, posting)


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
            yield found(attendance, "cadres", of=attendance, period=period.label, missing=Cadres("、".join(missing)))


@rule(
    "CAD010",
    "{posting} 住村 {nights} 夜，少于规定的 {floor} 夜",
    remedy="核对登记；确实不足的，在这一条的「说明」里写明原因",
    source="cases/mechanisms",
    severity=Severity.IRREGULAR,
)
def fewer_nights_than_the_floor(board: Board, context: Context) -> Iterator[Finding]:
    """Commuting (走读) shows: nights spent in the village are held against the place's floor."""
    for line in _whole_months(board, context):
        floor = line.floors.nights_floor
        if floor is not None and line.nights is not None and line.nights < floor:
            facts = {"posting": Cadres(line.cadre.posting), "nights": line.nights, "floor": floor}
            yield Finding(line.cadre, "nights", facts, line.record, answer=_reason(line.cadre))
