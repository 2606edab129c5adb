"""A total of a region as the list of its parts: a row for each place below, one for the region itself, and the sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from cunwu.core.frozen import Frozen
from cunwu.derive.summary import Summary, Tally
from cunwu.pages.parts.links import home_url, relative
from cunwu.pages.parts.sections import NOTHING
from cunwu.pages.parts.view import Cell, Column, Row, Table

PLACE, OWN_LEVEL = "地方", "本级登记的"
_NOT_SUMMED = "（演示，不计入合计）"
HrefOf = Callable[[Summary], str]
"""Where the name of a place below leads: there its own part opens further."""


class Figure(Frozen):
    """A column: its heading with its unit, what stands in it for a place, and when that is late or short."""

    label: str
    text: Callable[[Tally], str]
    is_late: Callable[[Tally], object] = lambda _: False
    numeric: bool = True


def table_by_place(
    url: str,
    caption: str,
    own: Summary,
    below: Iterable[Summary],
    figures: Sequence[Figure],
    *,
    href_of: HrefOf | None = None,
    own_href: str = "#s-kinds",
) -> Table | None:
    """The table; None where nothing is to be told, or where no place lies below whose parts could be."""
    told = [one for one in below if _tells(one.tally, figures)]
    here = own.here if own.here is not None and _tells(own.here, figures) else None
    if not own.below or not _tells(own.tally, figures):
        return None  # a demonstration below a real place is no part of anything
    rows = [
        Row((Cell(f"{one.name}{_mark(one, own)}", PLACE, href=_href(url, one, href_of)), *_cells(one.tally, figures)))
        for one in told
    ]
    if here is not None:
        rows.append(Row((Cell(OWN_LEVEL, PLACE, href=own_href), *_cells(here, figures))))
    foot = (Cell("合计", PLACE), *_cells(own.tally, figures))
    columns = (Column(PLACE), *(Column(one.label, numeric=one.numeric) for one in figures))
    return Table(caption, columns, tuple(rows), foot, layout="cards counts")


def is_summed(place: Summary, above: Summary) -> bool:
    """Whether a place enters the totals of the one above: a demonstration never enters those of a real place."""
    return above.is_demonstration or not place.is_demonstration


def _mark(place: Summary, above: Summary) -> str:
    return "" if is_summed(place, above) else _NOT_SUMMED


def _href(url: str, place: Summary, href_of: HrefOf | None) -> str:
    return (href_of(place) if href_of is not None else "") or relative(url, home_url(place.path))


def _tells(tally: Tally, figures: Sequence[Figure]) -> bool:
    return any(one.text(tally) not in ("", "0") for one in figures)


def _cells(tally: Tally, figures: Sequence[Figure]) -> Iterator[Cell]:
    for one in figures:
        text = one.text(tally)
        tone = "late" if one.is_late(tally) else "blank" if text in ("", "0") else ""
        yield Cell(text or NOTHING, one.label, tone, numeric=one.numeric)
