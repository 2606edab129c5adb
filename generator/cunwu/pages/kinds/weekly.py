"""The page of one weekly report: what the week before had planned, by its words, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cunwu.core.frozen import replace
from cunwu.derive.weeks import planned_before, works_for
from cunwu.kinds.base import written
from cunwu.kinds.weekly import DONE, WEEKLY, Plan, Weekly
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import table_of
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Row, Section, Table

_FROM, _OF_MONTH = "上周计划", "上月计划"


def tell_weekly(context: PlaceContext, url: str, report: Weekly) -> Besides:
    """How many of the plans were carried out, which were left out, and what was planned beside what was done.

    A month's report speaks of months where the fields speak of weeks.
    """
    reports = context.board.records(WEEKLY)
    plans = next((plans for one, plans in planned_before(reports) if one is report), ())
    sections = tuple(_sections(context, url, report, plans))
    return Besides(
        badge=("月报",) if report.is_monthly else (),
        made_from=tuple(one for one in reports if any(plan in one.plans for plan in plans)) if report.works else (),
        sentences=tuple(_sentences(report, plans)) if report.works and plans else (),
        instead=sections,
        shows_was=frozenset(section.anchor for section in sections),
    )


def _sections(context: PlaceContext, url: str, report: Weekly, plans: Sequence[Plan]) -> Iterator[Section]:
    """What was done, with the plans by their words, and what is planned."""
    if works := written(report.works):
        table = _by_words(table_of(context, url, "做了", works, report.withdrawn), plans)
        yield Section("做了", "works", tables=(_of_months(table) if report.is_monthly else table,))
    if report.is_monthly and (planned := written(report.plans)):
        own = table_of(context, url, "下月打算", planned, report.withdrawn)
        yield Section("下月打算", "plans", tables=(own,))


def _sentences(report: Weekly, plans: Sequence[Plan]) -> Iterator[str]:
    told = Counter(work.done or DONE[0] for plan in plans for work in works_for(report, plan)[:1])
    missing = [plan.name for plan in plans if not works_for(report, plan)]
    counts = [f"{done} {told[done]} 件" for done in DONE if told[done]]
    counts += [f"没有交代 {len(missing)} 件（{'、'.join(missing)}）"] if missing else []
    when = "上月" if report.is_monthly else "上周"
    yield f"{when}打算 {len(plans)} 件：{'，'.join(counts)}。"


def _of_months(table: Table) -> Table:
    """The table with the heading of a month above the plans that it names."""

    def told(row: Row) -> Row:
        return replace(
            row, cells=tuple(replace(one, label=_OF_MONTH) if one.label == _FROM else one for one in row.cells)
        )

    columns = (replace(column, label=_OF_MONTH) if column.label == _FROM else column for column in table.columns)
    return laid_out(replace(table, columns=tuple(columns), rows=tuple(map(told, table.rows))))


def _by_words(table: Table, plans: Sequence[Plan]) -> Table:
    """The table with plans called by their words: their numbers are those of another record."""
    called = {plan.number: plan.name for plan in plans}

    def named(one: Cell) -> Cell:
        return replace(one, text=called.get(one.text, one.text)) if one.label == _FROM else one

    def told(row: Row) -> Row:
        return replace(row, cells=tuple(map(named, row.cells)))

    return laid_out(replace(table, rows=tuple(map(told, table.rows))))
