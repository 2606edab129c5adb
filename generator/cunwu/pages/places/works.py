"""The works below a region, place by place: how many in each state, each kind of money by itself, labour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from cunwu.derive.summary import Summary
from cunwu.derive.works import (
    HUNDREDTHS,
    KINDS_OF_MONEY,
    LABOUR,
    MONEY,
    NO_STATE,
    ROUGH,
    STATE,
    STATED_BY,
    UNCOUNTED,
    UNVALUED,
    VALUE,
    WORKDAY,
    Works,
    number_in,
)
from cunwu.kinds.project import STATES
from cunwu.pages.parts.links import home_url, relative
from cunwu.pages.parts.sections import NOTHING
from cunwu.pages.parts.view import Cell, Column, Row, Table
from cunwu.values.count import plain_days
from cunwu.values.money import Money, format_yuan

_PLACE = "地方"
_Teller = Callable[[Works], str]


def works_tables(url: str, own: Summary, below: Sequence[Summary]) -> tuple[Table, ...]:
    """Works by state, money by kind, labour: a row for each place, whose page has the works themselves, and a sum."""
    states = [(word, _count(word)) for word in (*STATES, NO_STATE) if number_in(own.tally.works, STATE, word)]
    money = [(f"{word}（元）", _money(word)) for word in KINDS_OF_MONEY if number_in(own.tally.works, STATED_BY, word)]
    labour = [("投工", _workdays), ("折成钱（元）", _valued)] if _workdays(own.tally.works) else []
    tables = (
        _table(url, own, below, "工程走到哪一步（个）", states),
        _table(url, own, below, "工程的钱，一种归一种，不能相加", money),
        _table(url, own, below, "工程里的投工", labour),
    )
    return tuple(table for table in tables if table is not None)


def _table(
    url: str, own: Summary, below: Sequence[Summary], caption: str, columns: Sequence[tuple[str, _Teller]]
) -> Table | None:
    """A row for each place of which there is anything to tell; None where there is nothing at all."""
    told = [place for place in below if any(tell(place.tally.works) for _, tell in columns)]
    if not columns or not told:
        return None
    rows = tuple(
        Row((Cell(place.name, _PLACE, href=relative(url, home_url(place.path))), *_cells(place.tally.works, columns)))
        for place in told
    )
    foot = (Cell("合计", _PLACE), *_cells(own.tally.works, columns))
    heads = (Column(_PLACE), *(Column(label, numeric=True) for label, _ in columns))
    return Table(caption, heads, rows, foot, layout="cards counts")


def _cells(works: Works, columns: Sequence[tuple[str, _Teller]]) -> tuple[Cell, ...]:
    texts = [(label, tell(works)) for label, tell in columns]
    return tuple(Cell(text or NOTHING, label, "" if text else "blank", numeric=True) for label, text in texts)


def _count(word: str) -> _Teller:
    return lambda works: str(number) if (number := number_in(works, STATE, word)) else ""


def _money(word: str) -> _Teller:
    """The sum, and of how many works: those that do not state it are not in it."""

    def tell(works: Works) -> str:
        count = number_in(works, STATED_BY, word)
        return f"{format_yuan(Money(number_in(works, MONEY, word)))}（{count} 个项目）" if count else ""

    return tell


def _workdays(works: Works) -> str:
    hundredths = number_in(works, LABOUR, WORKDAY)
    rest = number_in(works, LABOUR, UNCOUNTED)
    if not hundredths and not rest:
        return ""
    about = "约" if number_in(works, LABOUR, ROUGH) else ""
    missing = f"（另有 {rest} 条没有用工数，不完整）" if rest else ""
    return f"{about}{plain_days(Decimal(hundredths) / HUNDREDTHS)} {WORKDAY}{missing}"


def _valued(works: Works) -> str:
    value, rest = number_in(works, LABOUR, VALUE), number_in(works, LABOUR, UNVALUED)
    told = format_yuan(Money(value)) if value else ""
    return f"{told}（{rest} 条没有折）" if told and rest else told or ("没有折成钱" if rest else "")
