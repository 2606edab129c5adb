"""Days in the village: on the page of a cadre month by month with the year's totals, and the list of all months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from cunwu.core.frozen import replace
from cunwu.derive.allowance import DAILY, MONTHLY, total_of
from cunwu.derive.cadre import work_of
from cunwu.derive.presence import Presence, by_year, months_without, presences_of
from cunwu.derive.rotation import People, length_of, stay_of
from cunwu.kinds.attendance import ATTENDANCE, CadreMonth
from cunwu.kinds.base import FieldSpec, written
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import WHEN
from cunwu.kinds.posting import POSTING, Posting
from cunwu.pages.kinds.posting_handover import HANDOVER, handover_sections
from cunwu.pages.kinds.posting_work import work_sections
from cunwu.pages.parts.above import sections_above
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING, UNKNOWN_SUM, cell, table_of, with_column
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Section, Table
from cunwu.values.count import plain_days
from cunwu.values.dates import PartialDay
from cunwu.values.money import format_yuan

_MONTH, _WHO, _LEAVE, _HELD = "月份", "谁", "请假", "和规定比"
_COUNTED: tuple[FieldSpec, ...] = tuple(
    spec for spec in fields_of(CadreMonth) if spec.name in ("days", "nights", "official")
)


def tell_posting(context: PlaceContext, url: str, posting: Posting) -> Besides:
    """How long the cadre was here, month by month; what was promised and done, and how it was judged."""
    lines = tuple(presences_of(context.board, context.settings_on, posting.number))
    work = work_of(context.board, posting.number)
    tables = tuple(_year_table(context, url, posting, year, own) for year, own in by_year(lines).items())
    present = Section("在村天数", "presence", tables=tables, hint=_required(lines, context.place.settings))
    handed = tuple(handover_sections(context, url, posting))
    done = (*work_sections(context, url, work), *sections_above(context, url, posting.number))
    sections = (*((present,) if lines else ()), *done, *handed)
    others = tuple(one for one in context.board.records(POSTING) if one is not posting) if handed else ()
    return Besides(
        made_from=tuple(dict.fromkeys((*(line.record for line in lines), *work.records, *others))),
        sentences=(
            _sent(posting),
            *_time_here(context, posting),
            *(_sentences(context, posting, lines) if lines else ()),
        ),
        before=sections,
        facts="基本情况",
        instead=tuple(_allowances(context, url, posting)),
        hides=HANDOVER,
        shows_was=HANDOVER | {"allowances"},
    )


def attendance_tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
    """Every month of every cadre, a table a year, newest first."""
    lines = presences_of(context.board, context.settings_on)
    return tuple(_list_table(context, url, year, own) for year, own in by_year(lines).items())


def _list_table(context: PlaceContext, url: str, year: int, lines: Sequence[Presence]) -> Table:
    rows = tuple(
        _row(line, _month(context, url, line), _who(context, url, line), *_cells(context, url, line)) for line in lines
    )
    table = laid_out(Table(f"{year} 年", _columns(_MONTH, _WHO), rows))
    # Many short figures: stacked on a phone, side by side where a screen has room.
    return replace(table, layout="cards counts") if table.layout == "cards" else table


def _year_table(context: PlaceContext, url: str, posting: Posting, year: int, lines: Sequence[Presence]) -> Table:
    rows = tuple(_row(line, _month(context, url, line), *_cells(context, url, line)) for line in lines)
    missing = len(months_without(posting, lines, year, context.site.as_of))
    # A year is to be seen at a glance: on a phone a month is three lines, not six.
    return Table(f"{year} 年", _columns(_MONTH), rows, tuple(_total(lines, missing)), layout="table brief")


def _row(line: Presence, *cells: Cell) -> Row:
    return Row(cells, note=_note(line))


def _note(line: Presence) -> str:
    """What is written of a month; beside a shortfall, that the days are held to the floor all the same."""
    note = line.cadre.note or ""
    if not note or not line.is_short:
        return note
    return f"登记时的说明：{note}。「{_HELD}」只看登记的天数和夜数，不照说明减；算不算缺勤，由考核的人定。"


def _columns(*first: str) -> tuple[Column, ...]:
    counted = (Column(_label(spec), numeric=True) for spec in _COUNTED)
    return (*(Column(label) for label in first), *counted, Column(_LEAVE), Column(_HELD))


def _label(spec: FieldSpec) -> str:
    return spec.word if spec.word.endswith("数") else f"{spec.word}（{spec.unit}）"


def _month(context: PlaceContext, url: str, line: Presence) -> Cell:
    return Cell(line.record.period.label, _MONTH, href=context.href_of(url, line.record))


def _who(context: PlaceContext, url: str, line: Presence) -> Cell:
    posting = context.board.find(POSTING, line.cadre.posting)
    if posting is None:
        return Cell(line.cadre.posting, _WHO)
    return Cell(posting.title, _WHO, href=context.href_of(url, posting))


def _cells(context: PlaceContext, url: str, line: Presence) -> Iterator[Cell]:
    for spec in _COUNTED:
        value = cell(context, url, spec, line.cadre, _label(spec))
        yield Cell(value.text.removesuffix(f" {spec.unit}"), value.label, value.tone, was=value.was, numeric=True)
    leaves = "、".join(f"{leave.sort} {leave.days} 天" for leave in line.cadre.leaves)
    yield Cell(leaves, _LEAVE) if leaves else Cell(NOTHING, _LEAVE, "blank")
    yield _held(line)


def _held(line: Presence) -> Cell:
    short = _short(line.days_short, line.nights_short or 0)
    if line.is_part and short:
        return Cell("任期不满这个月，不比", _HELD, "quiet")
    if short:
        return Cell(f"！{short}", _HELD, "bad")
    if line.nights_short is None:
        return Cell("？没有写住村夜数", _HELD, "late")
    return Cell("✓ 够", _HELD, "good")


def _short(days: Decimal | int, nights: Decimal | int) -> str:
    return "，".join(f"少 {plain_days(count)} {unit}" for count, unit in ((days, "天"), (nights, "夜")) if count)


def _missing(lines: Iterable[Presence]) -> tuple[Decimal, Decimal]:
    """Days and nights missing to the floors, month by month added up."""
    held = [line for line in lines if not line.is_part]
    nights = (Decimal(line.nights_short or 0) for line in held)
    return sum((line.days_short for line in held), Decimal(0)), sum(nights, Decimal(0))


def _total(lines: Sequence[Presence], missing: int) -> Iterator[Cell]:
    """The year's sums: of how many months, and how many are missing; no ✓ stands over a year that lacks any."""
    rest = f"，缺 {missing} 个月" if missing else ""
    yield Cell(f"{len(lines)} 个月合计{rest}", _MONTH)
    for spec in _COUNTED:
        known = [value for line in lines if (value := getattr(line.cadre, spec.name)) is not None]
        lacking = spec.name == "nights" and len(known) < len(lines)
        yield Cell(UNKNOWN_SUM if lacking else plain_days(sum(known)), _label(spec), numeric=True)
    leave = sum(one.days for line in lines for one in line.cadre.leaves)
    yield Cell(f"{plain_days(leave)} 天", _LEAVE)
    yield _held_in_all(lines, missing)


def _held_in_all(lines: Sequence[Presence], missing: int) -> Cell:
    short = _short(*_missing(lines))
    if short:
        return Cell(f"{sum(line.is_short for line in lines)} 个月不够，共{short}", _HELD, "bad")
    unknown = sum(line.nights_short is None for line in lines)
    if unknown:
        return Cell(f"？{unknown} 个月没有写住村夜数", _HELD, "late")
    return Cell(f"登记了的 {len(lines)} 个月够", _HELD, "quiet") if missing else Cell("✓ 都够", _HELD, "good")


def _required(lines: Sequence[Presence], settings: Settings) -> str:
    """What the place requires of every month, or required in the months that were held to something else."""
    asked: dict[str, list[Presence]] = {}
    for line in lines:
        asked.setdefault(_floors_of(line.floors), []).append(line)
    if len(asked) < 2:
        return f"{next(iter(asked), _floors_of(settings))}。"
    months = {text: sorted(line.record.period for line in own) for text, own in asked.items()}
    return "；".join(f"{own[0].label}到{own[-1].label}，{text}" for text, own in months.items()) + "。"


def _floors_of(settings: Settings) -> str:
    floors = ((settings.days_floor, "在村", "天（报备过的公务外出也算）"), (settings.nights_floor, "住村", "夜"))
    told = "，".join(f"{verb}至少 {floor} {unit}" for floor, verb, unit in floors if floor is not None)
    return f"这里规定每月{told}" if told else "这里没有规定每月最少在村几天"


def _allowances(context: PlaceContext, url: str, posting: Posting) -> Iterator[Section]:
    """What was paid for living here, with what it comes to where it is so much a month or a day."""
    rows = written(posting.allowances)
    if not rows:
        return
    table = table_of(context, url, "驻村补助", rows, posting.withdrawn)
    if any(row.how_often in (MONTHLY, DAILY) for row in rows):
        months = context.board.records(ATTENDANCE)
        totals = [total_of(row, posting, months) for row in rows]
        told = [UNKNOWN_SUM if total is None else f"{format_yuan(total)} 元" for total in totals]
        table = with_column(table, "算下来共", told)
    yield Section("驻村补助", "allowances", tables=(table,))


def _sent(posting: Posting) -> str:
    """Who sent this person or team, as what, from when to when, and how that was settled: what is asked first."""
    since, until = (WHEN.show(day) if isinstance(day, PartialDay) else "" for day in (posting.since, posting.until))
    gone = "起" if posting.until is None else "起，哪天走的不详"
    when = f"{since}到 {until}" if since and until else f"{since}{gone}" if since else "哪天来的不详"
    role = "是工作队" if posting.role == "工作队" else f"任{posting.role}"
    way = f"怎么来的：{posting.way}。" if posting.way else ""
    return f"{'、'.join(posting.units)}派来，{role}，{when}。{way}"


def _time_here(context: PlaceContext, posting: Posting) -> Iterator[str]:
    """How long this person has been in the village, all postings together, beside what the place allows."""
    stay = stay_of(People(context.board.records(POSTING)), posting, context.site.as_of)
    limit = context.settings_on(posting, stay.until).term_limit if stay is not None else None
    if stay is None or (limit is None and stay.postings < 2):
        return
    times = f"（{stay.postings} 次派驻）" if stay.postings > 1 else ""
    held = "" if limit is None else f"；这里规定最多 {limit} 年{'，已经超过' if stay.is_over(limit) else ''}"
    yield f"在本村一共 {length_of(stay.days)}{times}{held}。"


def _sentences(context: PlaceContext, posting: Posting, lines: Sequence[Presence]) -> Iterator[str]:
    """The newest year in words, and the months of it without attendance."""
    year, own = next(iter(by_year(lines).items()))
    days = sum(line.cadre.days for line in own)
    short = _short(*_missing(own))
    against = f"其中 {sum(line.is_short for line in own)} 个月没有达到规定，共{short}" if short else "都达到了规定"
    floors = (floor for line in own for floor in (line.floors.days_floor, line.floors.nights_floor))
    yield f"{year} 年登记了 {len(own)} 个月，在村 {plain_days(days)} 天{f'；{against}' if any(floors) else ''}。"
    missing = months_without(posting, own, year, context.site.as_of)
    if missing:
        labels = (month.label.removeprefix(f"{year} 年").strip() for month in missing)
        yield f"{year} 年没有考勤的月份：{'、'.join(labels)}。"
