"""What templates are given: finished values, no arithmetic and no look-ups left to do."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.pages.parts.head import Head


class Link(Frozen):
    """A text that leads to another page of the site; without `href` it is only a text."""

    text: str
    href: str = ""


class Thumb(Frozen):
    """A small picture before the words that lead to the large one."""

    src: str
    width: int
    height: int


class Was(Frozen):
    """What a value was published as before it was corrected, and when, why and by whose decision it was."""

    text: str
    why: str


class Remark(Frozen):
    """Why what is shown is not as it ought to be: the sentence of the rule, what was said of it."""

    code: str
    """To be read out."""
    text: str
    answer: str = ""
    since: str = ""
    href: str = ""


class Flag(Frozen):
    """A word beside a figure that leads to what is to be known of it: 更正, 推迟, 反常."""

    word: str
    title: str
    """What is to be found there, to be read out."""
    href: str


class Fact(Frozen):
    """One labelled value. `tone` is a CSS class: negative for an amount below zero, quiet for an absence."""

    label: str
    text: str
    tone: str = ""
    href: str = ""
    was: tuple[Was, ...] = ()
    remarks: tuple[Remark, ...] = ()
    flags: tuple[Flag, ...] = ()
    links: tuple[Link, ...] = ()
    """In place of the text where it names several that have pages."""
    thumb: Thumb | None = None


class Column(Frozen):
    """A table heading; numeric columns are set to the right."""

    label: str
    numeric: bool = False


class Cell(Frozen):
    """One value in a table; `label` repeats its column's heading for narrow screens."""

    text: str
    label: str = ""
    tone: str = ""
    href: str = ""
    was: tuple[Was, ...] = ()
    numeric: bool = False
    """Whether it stands in a numeric column."""
    remarks: tuple[Remark, ...] = ()
    flags: tuple[Flag, ...] = ()
    links: tuple[Link, ...] = ()
    """In place of the text where it names several that have pages."""
    thumb: Thumb | None = None


class Row(Frozen):
    """A table row with its anchor; a struck row no longer counts."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    struck: bool = False
    note: str = ""


class Table(Frozen):
    """A table with its caption and, where sums make sense, a foot."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[Cell, ...] = ()
    layout: str = "table"
    """CSS: `narrow` fits a phone as it is, `table` becomes stacked rows there, `cards` is stacked everywhere.
    `table brief` has short words, which stand side by side in its stacked rows.
    `cards counts` is stacked on a phone, and on a wide screen a table with headings that wrap."""


class SheetRow(Frozen):
    """A line of a sheet: its name, what it means or what is to be said of it, a bar where there is one, its figures."""

    title: str
    cells: tuple[Cell, ...]
    plain: str = ""
    """What it means, in a farmer's words."""
    note: str = ""
    """What must be said of it: withdrawn, changed, not complete."""
    share: str = ""
    width: str = ""
    """Of its bar in a 600-wide box; empty without one."""
    anchor: str = ""
    struck: bool = False


class Sheet(Frozen):
    """A table whose lines explain themselves, with its total; of budgets and statements."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    foot: SheetRow | None = None
    css: str = ""


class CheckLine(Frozen):
    """One thing that was compared: a sign with its word, and the sum."""

    sign: str
    tone: str
    word: str
    text: str


class StateLine(Frozen):
    """How things stand, in one line with its sign."""

    sign: str
    tone: str
    link: Link
    """Whom or what it is about; an empty text where the page itself says so."""
    text: str
    flags: tuple[Flag, ...] = ()


class PaperView(Frozen):
    """An attachment: the way to it, what it is and how large; a smaller picture or the rows of a table to look at."""

    anchor: str
    link: Link
    """By what it shows; leads nowhere where nothing of it is published."""
    told: str = ""
    small: str = ""
    width: int = 0
    height: int = 0
    facts: tuple[Fact, ...] = ()
    """Its name, its digest, who looked at it, whether it was taken on the day and at the place."""
    table: Table | None = None
    why: str = ""
    """Why it is not shown, or no longer counts."""


class Section(Frozen):
    """A headed part of a page; what it holds stands in this order."""

    heading: str
    anchor: str
    facts: tuple[Fact, ...] = ()
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    checks: tuple[CheckLine, ...] = ()
    hint: str = ""
    """Small print below the heading."""
    note: str = ""
    """Small print at the end."""
    layout: str = ""
    """CSS of the facts: `money` sets their values to the right."""
    papers: tuple[PaperView, ...] = ()
    """Before the tables, which tell what is written of them."""
    folded: str = ""
    """What stands where the section is folded, as how much is in it; empty if it stands open."""


class SourceLine(Frozen):
    """A file a page was made from: its path, content id, and the commit that brought this content."""

    path: str
    blob: str
    commit: str
    day: str


class AskedLine(Frozen):
    """What somebody asked about a figure of a record, and what was answered."""

    figure: Link
    """Which figure, with the way to it on its page."""
    question: str
    answer: str
    link: Link
    """To the request."""


class LifeLine(Frozen):
    """When a record was first published, what became of it since in one sentence, and the way to its whole life."""

    sentence: str
    link: Link
    remarks: tuple[Remark, ...] = ()
    """What is irregular about the record, all of it."""
    asked: tuple[AskedLine, ...] = ()
    """What was asked about its figures."""
    codes: tuple[Fact, ...] = ()
    """The short codes of the record and of its rows, at the end of the page."""


class PassedOn(Frozen):
    """What a page says of itself, so that a copy of it can be traced and checked, and where that copy is."""

    origin: str
    """Of which place and record it is, and when that was published."""
    code: str
    href: str
    with_pictures: Link | None = None
    """The way to the copy that holds the pictures too, with how many there are and how large they make it."""


class Shell(Frozen):
    """What every page has around its content."""

    title: str
    """For the browser's title bar: page, place."""
    head: Head
    crumbs: tuple[Link, ...]
    place: str
    stylesheet: str
    home: str
    """The frame's home page."""
    reading: str
    """The frame's page on how to read the board."""
    objecting: str
    """The frame's page on how to raise a question."""
    accessibility: str
    """The frame's page on who can use the board, and who cannot yet."""
    verifying: str
    """The frame's page on how to check that nothing published was changed."""
    personal_data: str
    """How the place deals with personal data; empty where nothing of the place may be shown."""
    demonstration: bool
    retold: bool
    """Whether the place is told from public texts and kept by nobody there."""
    hotline: str
    dial: str
    """What a telephone dials for it; empty where it is no single number."""
    sources: tuple[SourceLine, ...]
    """The files it was made from, its own first."""
    all_sources: Link | None
    """Where they all are, if they are so many that only the first stands here."""
    history_known: bool
    """False without git history: the page then says 未核对历史."""
    held: str
    """Why an older version is shown; empty when this is the newest."""
    withdrawn: str
    """Why the record that the page is about no longer counts as a whole; empty if it does."""
    address: str
    """The page's address, for paper and for messages; empty where the site does not say where it stands."""
    check: str
    """The code by which paper and page are compared; empty for a page made from no file."""
    search: str
    """Where the board of the place is searched; empty where nothing can be, and on that page itself."""
    passed_on: PassedOn | None = None
    """Of the pages that have a copy in one file."""
    code: str = ""
    """The picture of its QR code, which only paper shows; empty where there is none."""
    asking: str = ""
    """Where else one may ask about a figure, and in how many days an answer is due; empty where neither is known."""


class EntryRow(Frozen):
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
    struck: bool
    day_told: tuple[Fact, ...] = ()
    """What is to be known of the day: what it was before a correction, what is irregular about it; so of the others."""
    summary_told: tuple[Fact, ...] = ()
    """Of the summary, and of the number."""
    income_told: tuple[Fact, ...] = ()
    expense_told: tuple[Fact, ...] = ()


class SumLine(Frozen):
    """One line of a sum: its sign, what it is and how much."""

    sign: str
    label: str
    text: str
    tone: str
    unit: str
    """Behind the amount; empty where there is none."""
    plain: str = ""
    """The word of the law below the one of the village."""
    flags: tuple[Flag, ...] = ()


class SumView(Frozen):
    """A sum a villager can redo; its last line is the result."""

    caption: str
    lines: tuple[SumLine, ...]
    words: str = ""
    """The result in capitals, or why there is none."""


class Mark(Frozen):
    """A dot of a line chart with what it says."""

    x: str
    y: str
    label: str


class FlaggedPoint(Frozen):
    """A point of a line chart of which something is to be known."""

    label: str
    flags: tuple[Flag, ...]


class LineChart(Frozen):
    """A line over months; coordinates are finished SVG numbers in a 600 × 160 box."""

    title: str
    points: str
    marks: tuple[Mark, ...]
    zero: str
    first: str
    last: str
    high: str
    low: str
    flagged: tuple[FlaggedPoint, ...] = ()
    """Told below the chart."""


class Bar(Frozen):
    """One bar of a share chart: its width as a share of the longest, its label, amount and share."""

    label: str
    amount: str
    share: str
    width: str
    flags: tuple[Flag, ...] = ()
    href: str = ""
    """Where all that it adds up stands."""


class BarChart(Frozen):
    """Shares of a whole, one bar each; shares add up to 100.0 %."""

    title: str
    bars: tuple[Bar, ...]


class StageView(Frozen):
    """One stage of a project's strip: done, now or ahead, with its date."""

    name: str
    sign: str
    tone: str
    day: str
    planned: str = ""
    """The day that was planned, beside that on which it was done."""
    anchor: str = ""
    remarks: tuple[Remark, ...] = ()
    flags: tuple[Flag, ...] = ()
    """In place of the remarks where the strip stands apart from its record."""
    paper: str = ""
    """The paper that the stage rests on; shown where the strip stands in its record."""
