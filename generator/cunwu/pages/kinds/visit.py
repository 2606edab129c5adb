"""The list of visits: a year's households by cadre and of the village, care given, what became of what was heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cunwu.derive.visits import care_of, clock_of, fresh_in, households_in, visits_by_year
from cunwu.kinds.posting import POSTING
from cunwu.kinds.village import Village
from cunwu.kinds.visit import VISIT, Visit, Visits
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING, UNKNOWN_SUM
from cunwu.pages.parts.tables import laid_out, without_blank_columns
from cunwu.pages.parts.view import Cell, Column, Row, Table
from cunwu.values.count import plain_days
from cunwu.values.dates import PartialDay, chinese_date
from cunwu.values.money import Money, format_yuan, percent
from cunwu.values.names import names_in
from cunwu.values.quantity import Quantity

_WHO = "谁"
_COUNTED = ("走访", "户次", "今年首次走到", "照规定应走", "慰问金（元）", "慰问品")
_TIMES, _HOUSEHOLDS, _FRESH, _DUE, _MONEY, _GOODS = _COUNTED
_Rows = Sequence[tuple[Visits, Visit]]
_LATEST = 12
"""Answers that the list shows, the latest first; what is not answered yet stands before them, all of it."""


def visit_tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
    """A table of every year, what was heard and passed on, and the list of the records."""
    years = visits_by_year(context.board.records(VISIT))
    found = [_year_table(context, url, year, rows) for year, rows in years.items()]
    return (*found, *_heard(context, url), _list(context, url))


def _year_table(context: PlaceContext, url: str, year: int, rows: _Rows) -> Table:
    names = dict.fromkeys(name for _, visit in rows for name in names_in(visit.visitor))
    own = {name: [one for one in rows if name in names_in(one[1].visitor)] for name in names}
    lines = tuple(Row((_who(context, url, name), *_cells(context, own[name], name))) for name in names)
    columns = (Column(_WHO), *(Column(label, numeric=True) for label in _COUNTED))
    foot = (Cell(f"全村{_reached(context, rows)}", _WHO), *_cells(context, rows, ""))
    table = without_blank_columns(Table(f"{year} 年走访", columns, (*lines, Row(foot))))
    body, last = table.rows[:-1], table.rows[-1]
    return laid_out(Table(table.caption, table.columns, body, last.cells))


def _who(context: PlaceContext, url: str, name: str) -> Cell:
    posting = context.board.find(POSTING, name)
    return Cell(name, _WHO) if posting is None else Cell(posting.title, _WHO, href=context.href_of(url, posting))


def _cells(context: PlaceContext, rows: _Rows, name: str) -> Iterator[Cell]:
    visits = [visit for _, visit in rows]
    yield _counted(f"{len(visits)} 次", _TIMES)
    households, unknown = households_in(visits)
    yield _counted(f"{households.text}{'，不完整' if unknown else ''}" if households is not None else "", _HOUSEHOLDS)
    fresh = fresh_in(visits)
    yield _counted("" if fresh is None else f"{plain_days(fresh)} 户", _FRESH)
    yield _due(context, rows, name, households if not unknown else None)
    care = care_of((visit.money, visit.goods) for visit in visits)
    yield _counted(UNKNOWN_SUM if care.unknown else format_yuan(Money(care.fen)) if care.fen else "", _MONEY)
    yield _counted(f"{care.goods} 次" if care.goods else "", _GOODS)


def _counted(text: str, label: str, tone: str = "") -> Cell:
    return Cell(text or NOTHING, label, tone if text else "blank", numeric=True)


def _due(context: PlaceContext, rows: _Rows, name: str, households: Quantity | None) -> Cell:
    """What the place's weekly minimum asks of one cadre over the whole weeks of the records."""
    posting = context.board.find(POSTING, name) if name else None
    if posting is None:
        return _counted("", _DUE)
    covered = {one.period: one for one, _ in rows if posting.covers(one.period.first, one.period.last)}
    asked = [(context.settings_on(one, period.last).visits_floor, period) for period, one in covered.items()]
    floors = [floor * (period.days // 7) for floor, period in asked if floor is not None]
    if not floors:
        return _counted("", _DUE)
    due = sum(floors)
    is_short = households is not None and not households.approximate and households.number < due
    return _counted(f"{'！' if is_short else ''}{due} 户", _DUE, "late" if is_short else "")


def _reached(context: PlaceContext, rows: _Rows) -> str:
    """How many of all households were reached: only where every visit tells who was visited for the first time."""
    village = context.place.record
    total = village.households if isinstance(village, Village) else None
    fresh = fresh_in(visit for _, visit in rows)
    if total is None or fresh is None or total.approximate or not total.number:
        return "（只知道户次，同一户去几次算几次）" if fresh is None else ""
    return f"（{total.text}，走到 {percent(int(fresh), int(total.number))}）"


def _heard(context: PlaceContext, url: str) -> Iterator[Table]:
    """What was passed on, until when it was to be answered, and how long that took."""
    labels = ("哪一次", "反映", "转交", "哪天以前答复", "答复")
    waiting, answered = list[Row](), list[Row]()
    for record in sorted(context.board.records(VISIT), key=lambda one: one.period, reverse=True):
        for visit in reversed(record.visits):
            clock = clock_of(record, visit, context.settings_on, context.site.as_of)
            if clock is None:
                continue
            if clock.is_answered:
                took = "" if clock.days is None else f"（用了 {clock.days} 天{'，超过期限' if clock.is_late else ''}）"
                answer = Cell(f"{visit.answer}{took}", labels[4], "late" if clock.is_late else "")
            else:
                sign = "！" if clock.is_late else "·"
                answer = Cell(f"{sign}还没有答复，{clock.days} 天了", labels[4], "bad" if clock.is_late else "quiet")
            when = Cell(_when(record, visit), labels[0], href=context.href_of(url, record))
            texts = (visit.heard or NOTHING, visit.passed_to or NOTHING, chinese_date(clock.due))
            told = (Cell(text, label) for text, label in zip(texts, labels[1:4], strict=True))
            (answered if clock.is_answered else waiting).append(Row((when, *told, answer)))
    if rows := (*waiting, *answered[:_LATEST]):
        rest = len(answered) - _LATEST
        left = f"（再早的 {rest} 件都答复了，写在各月的走访里）" if rest > 0 else ""
        yield laid_out(Table(f"听到的事：转交和答复{left}", tuple(map(Column, labels)), rows))


def _when(record: Visits, visit: Visit) -> str:
    """The day of a visit, or the period of its record where the day is not known."""
    return chinese_date(visit.on.first) if isinstance(visit.on, PartialDay) else record.period.label


def _list(context: PlaceContext, url: str) -> Table:
    records = sorted(context.board.records(VISIT), key=lambda one: one.period, reverse=True)
    rows = tuple(
        Row((Cell(one.title, "走访", href=context.href_of(url, one)), _counted(f"{len(one.visits)} 次", "次数")))
        for one in records
    )
    columns = (Column("走访"), Column("次数", numeric=True))
    return laid_out(Table(f"走访（{len(records)}）", columns, rows))
