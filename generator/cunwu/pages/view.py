"""What templates are given: finished values, no arithmetic and no look-ups left to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def _made_in_hundreds(cls: type[T]) -> type[T]:
    """A frozen dataclass to the type checker, which sees to it that nobody changes one.

    To enforce that when a page is made as well takes four times as long as making it.
    """
    return dataclass(slots=True)(cls)


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to another page of the site; without `href` it is only a text."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Was:
    """What a value was published as before it was corrected, and when, why and by whose decision it was."""

    text: str
    why: str


@_made_in_hundreds
class Fact:
    """One labelled value. `tone` is a CSS class: red for a negative amount, quiet for an absence."""

    label: str
    text: str
    tone: str = ""
    href: str = ""
    was: tuple[Was, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A table heading; numeric columns are set to the right."""

    label: str
    numeric: bool = False


@_made_in_hundreds
class Cell:
    """One value in a table; `label` repeats its column's heading for narrow screens."""

    text: str
    label: str = ""
    tone: str = ""
    href: str = ""
    was: tuple[Was, ...] = ()
    numeric: bool = False
    """Whether it stands in a numeric column."""


@_made_in_hundreds
class Row:
    """A table row with its anchor; a struck row no longer counts."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    struck: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and, where sums make sense, a foot."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[Cell, ...] = ()
    layout: str = "table"
    """CSS: `narrow` fits a phone as it is, `table` becomes stacked rows there, `cards` is stacked everywhere."""


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a page: facts, paragraphs, tables, in that order."""

    heading: str
    anchor: str
    facts: tuple[Fact, ...] = ()
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A file a page was made from: its path, content id, and the commit that brought this content."""

    path: str
    blob: str
    commit: str
    day: str


@dataclass(frozen=True, slots=True)
class LifeLine:
    """When a record was first published, what became of it since in one sentence, and the way to its whole life."""

    sentence: str
    link: Link


@dataclass(frozen=True, slots=True)
class Shell:
    """What every page has around its content."""

    title: str
    """For the browser's title bar: page, place."""
    crumbs: tuple[Link, ...]
    place: str
    stylesheet: str
    home: str
    """The frame's home page."""
    reading: str
    """The frame's page on how to read the board."""
    objecting: str
    """The frame's page on how to raise a question."""
    demonstration: bool
    hotline: str
    sources: tuple[SourceLine, ...]
    history_known: bool
    """False without git history: the page then says 未核对历史."""
    held: str
    """Why an older version is shown; empty when this is the newest."""


@_made_in_hundreds
class EntryRow:
    """One entry of a ledger: what it was for and how much in front, who and how behind."""

    anchor: str
    number: str
    day: str
    summary: str
    income: str
    expense: str
    income_tone: str
    expense_tone: str
    details: tuple[Fact, ...]
    corrected: tuple[Fact, ...]
    """Of what stands in front: the fields that were corrected."""
    struck: bool


@dataclass(frozen=True, slots=True)
class SumView:
    """The sum a villager can redo, in figures and in capitals."""

    opening: Cell
    income: Cell
    expense: Cell
    closing: Cell
    words: str
    """The closing balance in capitals, or why there is none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot of a line chart with what it says."""

    x: str
    y: str
    label: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """A line over months; coordinates are finished SVG numbers in a 600 × 160 box."""

    title: str
    points: str
    marks: tuple[Mark, ...]
    zero: str
    first: str
    last: str
    high: str
    low: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a share chart: its width in a 600-wide box, its label, amount and share."""

    label: str
    amount: str
    share: str
    width: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Shares of a whole, one bar each; shares add up to 100.0 %."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage of a project's strip: done, now or ahead, with its date."""

    name: str
    sign: str
    tone: str
    day: str
