"""The works below a region, place by place: how many in each state, each kind of money by itself, labour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from cunwu.derive.rolled import HUNDREDTHS, ROUGH, measured_in, number_in
from cunwu.derive.summary import Summary, Tally
from cunwu.derive.works import (
    KINDS_OF_MONEY,
    LABOUR,
    MONEY,
    NO_STATE,
    STATE,
    STATED_BY,
    UNCOUNTED,
    UNVALUED,
    VALUE,
    WORKDAY,
)
from cunwu.kinds.project import STATES
from cunwu.pages.parts.links import relative, room_url
from cunwu.pages.parts.view import Table
from cunwu.pages.places.by_place import Figure, table_by_place
from cunwu.values.count import plain_days
from cunwu.values.money import Money, format_yuan


def works_tables(url: str, own: Summary, below: Sequence[Summary]) -> tuple[Table, ...]:
    """Works by state, money by kind, labour: a row for each place, whose page has the works themselves, and a sum."""
    tallies = [own.tally, *(one.tally for one in below)]
    states = [Figure(word, _count(word)) for word in (*STATES, NO_STATE) if any(map(_count(word), tallies))]
    money = [Figure(f"{word}（元）", _money(word)) for word in KINDS_OF_MONEY if any(map(_money(word), tallies))]
    labour = [Figure("投工", _workdays), Figure("折成钱（元）", _valued)] if any(map(_workdays, tallies)) else []

    def href_of(place: Summary) -> str:
        """A village's works themselves; of a region its page, where its own table opens further."""
        return relative(url, room_url(place.path, "works")) if place.is_village else ""

    tables = (
        table_by_place(url, "工程走到哪一步（个）", own, below, states, href_of=href_of),
        table_by_place(url, "工程的钱，一种归一种，不能相加", own, below, money, href_of=href_of),
        table_by_place(url, "工程里的投工", own, below, labour, href_of=href_of),
    )
    return tuple(table for table in tables if table is not None)


def _count(word: str) -> Callable[[Tally], str]:
    return lambda tally: str(number) if (number := number_in(tally.works, STATE, word)) else ""


def _money(word: str) -> Callable[[Tally], str]:
    """The sum, and of how many works: those that do not state it are not in it, one stated roughly makes it rough."""

    def tell(tally: Tally) -> str:
        count, known = number_in(tally.works, STATED_BY, word), measured_in(tally.works, MONEY, word)
        if not count:
            return f"{known.missing} 个项目不详" if known.missing else ""
        about = "约" if known.rough else ""
        unknown = f"，另有 {known.missing} 个不详，不完整" if known.missing else ""
        return f"{about}{format_yuan(Money(known.hundredths))}（{count} 个项目{unknown}）"

    return tell


def _workdays(tally: Tally) -> str:
    hundredths = number_in(tally.works, LABOUR, WORKDAY)
    rest = number_in(tally.works, LABOUR, UNCOUNTED)
    if not hundredths and not rest:
        return ""
    about = "约" if number_in(tally.works, LABOUR, ROUGH) else ""
    missing = f"（另有 {rest} 条没有用工数，不完整）" if rest else ""
    return f"{about}{plain_days(Decimal(hundredths) / HUNDREDTHS)} {WORKDAY}{missing}"


def _valued(tally: Tally) -> str:
    value, rest = number_in(tally.works, LABOUR, VALUE), number_in(tally.works, LABOUR, UNVALUED)
    told = format_yuan(Money(value)) if value else ""
    return f"{told}（{rest} 条没有折）" if told and rest else told or ("没有折成钱" if rest else "")
