"""A faster reader: reads the canonical form line by line, and leaves every other text to the strict reader."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Final, Generic, TypeAlias, TypeVar

from cunwu.core.patterns import regex
from cunwu.core.problem import Spot
from cunwu.yaml.scan import MAX_DEPTH, MAX_EVENTS, MAX_SCALAR
from cunwu.yaml.tree import Mapping, Node, Plain, Scalar, Sequence

# Two blanks a level. Behind the deepest indent there may still be a dash, and empty brackets.
_DEEPEST: Final = 2 * (MAX_DEPTH - 3)

_ROW = regex(
    rf"""([ ]{{0,{_DEEPEST}}}(?:-[ ])?)
    # a key: these are all their own NFKC form, so that equal keys are equal texts
    (?:([一-鿿]{{1,30}}):(?:[ ]|(?=\n)))?
    (?:
        # a plain text: begins neither with a sign of YAML's nor with a slip of typing, such as a wide sign or `null`;
        ((?:[^-?:,\[\]{{}}\#&*!|>'"%@`\ \n~nN“”‘’＂＇［｛｜＃＞]|[nN](?!ull|ULL)|-(?=[0-9]))
        # holds no colon at the end of a word and no # at the beginning of one; does not end with a blank
        [^:\#\n]*(?:(?::(?=[^ \n])|(?<![ ])\#)[^:\#\n]*)*(?<![ ]))
        | ([^\n]*)  # what is none, or not surely
    )\n""",
    re.VERBOSE,
)
_QUOTED = regex(r'"([^"\\]*(?:\\["\\n][^"\\]*)*)"')
_ESCAPE = regex(r"\\(.)")

_Row: TypeAlias = tuple[str, str, str, str]
"""Blanks with the dash behind them, key, plain text, anything else; each may be empty."""

_LAST: _Row = ("", "", "", "no comment")
_new = tuple.__new__  # makes a NamedTuple of what it contains, in half the time


class _UnsureError(Exception):
    """The strict reader has to read this text."""


def read_lines(text: str) -> Mapping | None:
    """The tree of a text in which `scan` finds nothing; None if the strict reader must read the text."""
    return _read(_Places, text)


def read_plain_lines(text: str) -> dict[str, Plain] | None:
    """What `to_plain` makes of the tree that `read_lines` gives; None if that gives None.

    Most records are read without positions, and to note positions takes as long as everything else.
    """
    return _read(_Texts, text)


_M = TypeVar("_M")


def _read(lines: type[_Lines[_M]], text: str) -> _M | None:
    if not text.endswith("\n") or (len(text) > MAX_SCALAR and _may_be_too_much(text)):
        return None
    try:
        return lines(text).read()
    except _UnsureError:
        return None


def _may_be_too_much(text: str) -> bool:
    """Whether a scalar of one line may be too long, or the parts too many; of a shorter text neither can be.

    A row is a key and its value, two events; a dash opens and ends a table, and so does a key without a value.
    """
    events = 2 * (text.count("\n") + text.count("- ")) + text.count(":\n") + 8
    return events > MAX_EVENTS or max(map(len, text.split("\n"))) > MAX_SCALAR


class _Lines(ABC, Generic[_M]):
    """The rows of one text; each method reads the rows it understands and stops before the first other one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: list[str] = []  # of the text, once a block needs them
        self._rows: list[_Row] = [*_ROW.findall(text), _LAST]
        self._at = 0  # index of the next row; also the line number of the row before it

    def read(self) -> _M:
        lead, key, _, _ = self._next_row()
        if lead or not key:
            raise _UnsureError
        read = self._mapping(0)
        if self._next_row() is not _LAST:
            raise _UnsureError
        return read

    @abstractmethod
    def _mapping(self, column: int) -> _M:
        """From the next row on, entries whose keys stand after `column` blanks, or the first after a dash."""

    def _next_row(self) -> _Row:
        """The next row that is neither a blank line nor a comment."""
        while _is_beside(row := self._rows[self._at]):
            self._at += 1
        return row

    def _quoted(self, written: str, column: int) -> str:
        """A text in quotes or a block, in a collection at `column`."""
        if written in ("|", "|-"):
            return self._block(" " * (column + 2)) + ("\n" if written == "|" else "")
        if quoted := _QUOTED.fullmatch(written):
            return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], quoted[1])
        raise _UnsureError

    def _block(self, indent: str) -> str:
        """The lines of a block, without the line end of the last."""
        taken: list[str] = []
        self._lines = self._lines or self._text.split("\n")
        for line in self._lines[self._at :]:
            if line.isspace():
                raise _UnsureError
            if line and not line.startswith(indent):
                break
            taken.append(line[len(indent) :])
        text = "\n".join(taken).rstrip("\n")
        if text[:1] in ("", " ", "\n") or len(text) >= MAX_SCALAR:
            raise _UnsureError
        self._at += text.count("\n") + 1
        return text


class _Places(_Lines[Mapping]):
    """Reads every text with its position."""

    def _mapping(self, column: int) -> Mapping:
        """From the next row on, entries whose keys stand after `column` blanks, or the first after a dash."""
        rows, at = self._rows, self._at
        blanks, start = " " * column, column + 1
        spot = _new(Spot, (at + 1, start, 1))
        entries: dict[str, tuple[Scalar, Node]] = {}
        while True:
            lead, key, plain, other = row = rows[at]
            if not key and _is_beside(row):
                at += 1
                continue
            if not key or (lead != blanks and entries):
                break
            if key in entries:
                raise _UnsureError
            at += 1
            width = len(key)
            name = _new(Scalar, (key, at, start, width, True))
            if plain:
                entries[key] = name, _new(Scalar, (plain, at, start + width + 2, len(plain), True))
                continue
            self._at = at
            entries[key] = name, self._odd(other, start + width + 2, column) if other else self._below(name)
            at = self._at
        self._at = at
        return Mapping(tuple(entries.values()), spot)

    def _sequence(self, column: int) -> Sequence:
        """From the next row on, items whose dashes stand after `column` blanks."""
        dash, spot = " " * column + "- ", Spot(self._at + 1, column + 1)
        items: list[Node] = []
        while True:
            lead, key, plain, other = self._next_row()
            if lead != dash:
                return Sequence(tuple(items), spot)
            if key:
                items.append(self._mapping(column + 2))
                continue
            self._at += 1
            if plain:
                items.append(Scalar(plain, self._at, column + 3, len(plain), plain=True))
            else:
                items.append(self._odd(other, column + 3, column))

    def _below(self, key: Scalar) -> Node:
        """The node two blanks deeper than its key from the next row on; an empty text if there is none."""
        lead, word, _, _ = self._next_row()
        column = key.column + 1
        if lead == " " * column + "- ":
            return self._sequence(column)
        if lead == " " * column and word:
            return self._mapping(column)
        return Scalar("", key.line, key.column + key.width + 1, 1, plain=True)

    def _odd(self, written: str, start: int, column: int) -> Node:
        """Text in quotes or a block, or an empty collection, begun at `start` in a collection at `column`."""
        line = self._at
        if written in ("{}", "[]"):
            return (Mapping if written == "{}" else Sequence)((), Spot(line, start))
        return Scalar(self._quoted(written, column), line, start, len(written), plain=False)


class _Texts(_Lines["dict[str, Plain]"]):
    """Reads the same texts without positions; handles each row as `_Places` does."""

    def _mapping(self, column: int) -> dict[str, Plain]:
        rows, at = self._rows, self._at
        blanks = " " * column
        entries: dict[str, Plain] = {}
        empty: list[str] = []
        while True:
            lead, key, plain, other = row = rows[at]
            if not key and _is_beside(row):
                at += 1
                continue
            if not key or (lead != blanks and entries):
                break
            if key in entries:
                raise _UnsureError
            at += 1
            if plain:
                entries[key] = plain
                continue
            self._at = at
            if other:
                entries[key] = self._odd(other, column)
            elif (value := self._below(column + 2)) is not None:
                entries[key] = value
            else:
                entries[key] = ""
                empty.append(key)
            at = self._at
        self._at = at
        for key in empty:  # only now: until here they reveal a key that is written twice
            del entries[key]
        return entries

    def _sequence(self, column: int) -> list[Plain]:
        dash = " " * column + "- "
        items: list[Plain] = []
        while True:
            lead, key, plain, other = self._next_row()
            if lead != dash:
                return items
            if key:
                items.append(self._mapping(column + 2))
                continue
            self._at += 1
            items.append(plain or self._odd(other, column))

    def _below(self, column: int) -> Plain | None:
        """The value after `column` blanks from the next row on; None if there is none."""
        lead, word, _, _ = self._next_row()
        if lead == " " * column + "- ":
            return self._sequence(column)
        return self._mapping(column) if lead == " " * column and word else None

    def _odd(self, written: str, column: int) -> Plain:
        if written in ("{}", "[]"):
            return {} if written == "{}" else []
        return self._quoted(written, column)


def _is_beside(row: _Row) -> bool:
    """Whether a row is a blank line or only a comment."""
    lead, key, plain, other = row
    return not (key or plain or lead.endswith("- ")) and (not other or other[0] == "#")
