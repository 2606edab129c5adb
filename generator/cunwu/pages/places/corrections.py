"""Everything at or below a place that was corrected, withdrawn, entered late or changed without a word, by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby

from cunwu.core.frozen import Frozen
from cunwu.history.change import QUIET, ChangeKind
from cunwu.history.publications import Published
from cunwu.pages.parts.changes import ChangeLine, line_of
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import feed_url, relative
from cunwu.pages.parts.view import Cell, Column, Link, Row, Shell, Table
from cunwu.values.period import month_of

ON_ONE_PAGE = 100
"""More changes than this are spread over a page for each month; one page holds what a village ever corrects."""
_TOLD = tuple(kind for kind in ChangeKind if kind not in QUIET)


class MonthView(Frozen):
    """One month's changes."""

    heading: str
    anchor: str
    lines: tuple[ChangeLine, ...]


class CorrectionsView(Frozen):
    """The changes of a place, or of one month of it."""

    shell: Shell
    heading: str
    known: bool
    begins: str
    """Where the history of the board begins, if not with its repository; on the page of the top place."""
    months: Table | None
    shown: tuple[MonthView, ...]
    feed: str
    back: Link | None


def corrections_url(path: str, month: str = "") -> str:
    """The page of a place's changes, or of one month of them (2026-04), from the site's root."""
    folder = f"board/{path}/".replace("//", "/")
    return f"{folder}changes/{month}.html" if month else f"{folder}changes/index.html"


def plan_corrections(context: PlaceContext) -> Iterator[Page]:
    """The page of all changes; where they are many, it counts them by month and each month has its own."""
    history = context.site.history
    told = context.shown_of(history.told_below(context.place.path)) if history else ()
    months = [(key, list(group)) for key, group in groupby(reversed(told), key=partial(_month, context))]
    if len(told) <= ON_ONE_PAGE:
        yield _plan(context, corrections_url(context.place.path), months, months)
        return
    newest = months[0]
    yield _plan(context, corrections_url(context.place.path), months, [newest])
    for month in months:
        yield _plan(context, corrections_url(context.place.path, month[0]), (), [month])


def _month(context: PlaceContext, published: Published) -> str:
    return month_of(context.date_of(published.publication)).text


_Month = tuple[str, Sequence[Published]]


def begins_of(context: PlaceContext) -> str:
    """Where the history of the board begins, on the pages of the top place; empty if with its first commit."""
    history = context.site.history if not context.place.path else None
    return history.start.sentence if history is not None and history.start.commit else ""


def _plan(context: PlaceContext, url: str, counted: Sequence[_Month], shown: Sequence[_Month]) -> Page:
    place = context.place
    whole = corrections_url(place.path)
    crumb = Link("更正和改动", relative(url, whole) if url != whole else "")
    own = [file for file in context.board.files if file.path == place.own_file]
    spread = len(counted) > len(shown)
    return Page(
        url,
        "corrections.html",
        CorrectionsView(
            shell=context.shell(url, "更正和改动", own, crumbs=[crumb]),
            heading=f"{place.name}：更正和改动",
            known=context.site.history is not None,
            begins=begins_of(context),
            months=_months_table(context, url, counted, spread=spread) if counted and not place.is_village else None,
            shown=tuple(_view_month(context, url, month) for month in shown),
            feed=relative(url, feed_url(place.path, "corrections")),
            back=Link("所有月份", relative(url, whole)) if url != whole else None,
        ),
    )


def _months_table(context: PlaceContext, url: str, months: Sequence[_Month], *, spread: bool) -> Table:
    """How many changes of which kind each month had; the months lead to their changes."""
    kinds = [kind for kind in _TOLD if any(one.change.kind is kind for _, month in months for one in month)]
    rows = []
    for key, changes in months:
        href = relative(url, corrections_url(context.place.path, key)) if spread else f"#m-{key}"
        counts = [sum(one.change.kind is kind for one in changes) for kind in kinds]
        cells = (
            Cell(str(count) if count else "—", kind.value, numeric=True)
            for kind, count in zip(kinds, counts, strict=True)
        )
        rows.append(Row((Cell(_label(key), "月份", href=href), *cells)))
    columns = (Column("月份"), *(Column(kind.value, numeric=True) for kind in kinds))
    return Table("每个月有多少处", columns, tuple(rows), layout="narrow" if len(kinds) < 4 else "table")


def _label(month: str) -> str:
    return month_of(date.fromisoformat(f"{month}-01")).label


def _view_month(context: PlaceContext, url: str, month: _Month) -> MonthView:
    key, changes = month
    village = context.place.is_village
    lines = (line_of(context, url, one, "" if village else context.site.name_of(one.change.place)) for one in changes)
    return MonthView(_label(key), f"m-{key}", tuple(lines))


def link_to_corrections(context: PlaceContext, url: str) -> Link | None:
    """The way from a place's board to all its changes, with how many there are; None where nobody knows."""
    if context.site.history is None:
        return None
    count = context.site.history.count_told(context.place.path) - sum(one.told for one in context.waiting)
    text = f"全部更正和改动（{count} 处）" if count else "全部更正和改动（还没有）"
    return Link(text, relative(url, corrections_url(context.place.path)))
