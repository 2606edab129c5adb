"""What a sheet shows, as its template takes it; and a poster before it is split into sheets."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.pages.parts.view import SumView
from cunwu.pictures.qr import Code
from cunwu.records.record_file import RecordFile
from cunwu.values.money import Money


class Column(Frozen):
    """A column of the table: its heading, its width in letters, and how it is set. One takes what is left: 0."""

    label: str
    width: float = 0.0
    numeric: bool = False
    share: str = ""
    """The width as a share of the table; empty before the columns are fitted."""


class Line(Frozen):
    """A row before sheets are known."""

    cells: tuple[str, ...]
    below: str = ""
    """Small print under the row."""
    struck: bool = False
    amounts: tuple[Money | None, ...] = ()
    """What it adds to each column that is summed; None if that is not known."""


class Signer(Frozen):
    """Who signs, and what is known of it already."""

    role: str
    told: str
    """Name, opinion and day; empty where it is signed by hand."""


class Poster(Frozen):
    """One thing to hang up, however many sheets it takes."""

    title: str
    period: str
    url: str
    """The page that says the same, from the site's root."""
    files: tuple[RecordFile, ...]
    """The records of the place it was made from."""
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    summed: tuple[int, ...] = ()
    """Which columns have sums; none where there is nothing to add up."""
    sum: SumView | None = None
    intro: tuple[str, ...] = ()
    """What stands above the table of the first sheet."""
    empty: str = ""
    """What is said where there are no rows."""
    notes: tuple[str, ...] = ()
    posted: tuple[str, ...] = ()
    """From when until when it hangs, and until when one may object."""
    signers: tuple[Signer, ...] = ()
    below: tuple[RecordFile, ...] = ()
    """Of a region: the records of its villages that it was made from."""


class SheetCell(Frozen):
    """One cell of the table."""

    text: str
    css: str = ""


class SheetRow(Frozen):
    """A row of the table; `css` says whether it is struck or a sum."""

    cells: tuple[SheetCell, ...]
    below: str = ""
    css: str = ""


class SheetFoot(Frozen):
    """What stands at the foot of every sheet."""

    code: Code | None
    address: str
    """The address of the page; where the site has none, a sentence that says so."""
    hotline: str
    check: str
    number: str
    """Which sheet of how many."""
    proof: Code | None = None
    """That the records were published: a ticket for their publication; None without a ledger."""
    published: str = ""
    """Which publication it is, with the code that it has in the ledger."""


class Sheet(Frozen):
    """One sheet of paper, finished."""

    board: str
    period: str
    title: str
    banners: tuple[str, ...]
    sum: SumView | None
    intro: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    indented: bool
    """Whether the small print of a row leaves the first column free."""
    span: str
    """How many columns the small print takes."""
    empty: str
    notes: tuple[str, ...]
    posted: tuple[str, ...]
    signers: tuple[Signer, ...]
    foot: SheetFoot


class DocumentView(Frozen):
    """All sheets of one command."""

    title: str
    paper: str
    style: str
    digest: str
    """Of the style, for the page's own policy."""
    sheets: tuple[Sheet, ...]
