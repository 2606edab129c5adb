"""Every built page, whatever it shows: headings in order, and tables whose rows are as wide as their heading says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

import pytest

from support.site_parts import Site

pytest_plugins = ["support.site_fixtures"]

_TITLE = re.compile(r"h([1-6])")
Cell = tuple[str, dict[str, str]]


class _Outline(HTMLParser):
    """The levels of the headings of a page, and of each table its rows of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.tables: list[list[list[Cell]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (title := _TITLE.fullmatch(tag)) is not None:
            self.levels.append(int(title[1]))
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append((tag, {name: value or "" for name, value in attrs}))


@pytest.fixture(scope="module")
def outlines(shipped: Site) -> Mapping[str, _Outline]:
    found = {}
    for url in shipped.pages():
        found[url] = _Outline()
        found[url].feed(shipped.read(url))
        found[url].close()
    return found


def tables(outlines: Mapping[str, _Outline]) -> Iterator[tuple[str, list[list[Cell]]]]:
    """Page and rows of every table of the board."""
    for url, page in outlines.items():
        yield from ((url, rows) for rows in page.tables if url.startswith("board/"))


def width(row: list[Cell]) -> int:
    return sum(int(attributes.get("colspan", "1")) for _, attributes in row)


def test_a_page_has_one_title_and_no_heading_skips_a_level(outlines: Mapping[str, _Outline]) -> None:
    wrong = [
        (url, page.levels)
        for url, page in outlines.items()
        if page.levels.count(1) != 1
        or any(level > above + 1 for above, level in zip([0, *page.levels], page.levels, strict=False))
    ]
    assert wrong == []


def test_every_row_of_a_table_is_as_wide_as_the_first(outlines: Mapping[str, _Outline]) -> None:
    wrong = [(url, [width(row) for row in rows]) for url, rows in tables(outlines) if len(set(map(width, rows))) > 1]
    assert wrong == []


def test_there_are_tables_of_villages_by_items(outlines: Mapping[str, _Outline]) -> None:
    matrices = [rows for url, rows in tables(outlines) if url.endswith("qinghe/disclosure.html")]
    assert max(map(len, matrices)) > 3
    assert max(len(rows[0]) for rows in matrices) > 3
