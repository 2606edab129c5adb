"""Texts with slips of one line → the tree they would be without them, so that the rest can be looked at in one run.

What comes out is never published: the slips stay problems. It only shows what else there is to mend.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping as Table
from itertools import chain

from cunwu.core.frozen import replace
from cunwu.core.patterns import regex
from cunwu.core.problem import Problem, Spot
from cunwu.yaml.reader import Mapping, Node, Scalar, Sequence, read_yaml
from cunwu.yaml.scan import decode

_ROUNDS = 8
"""The parser stops at the first line it cannot read; each round shows the next."""
_LARGE, _FEW_ROUNDS = 200_000, 2
"""Of a text of so many characters, which nobody types, each round would take long."""


UNREAD = ("YML007", "YML015")
"""Slips whose line says nothing for certain, whatever it is mended to."""


class _Edit:
    """One replacement in one line; columns count from 1 in the line as it stands."""

    def __init__(self, line: int, column: int, width: int, text: str) -> None:
        self.line, self.column, self.width, self.text = line, column, width, text


_Mend = Callable[[list[str], Problem], Iterator[_Edit]]


def read_mended(content: bytes, file: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The tree of a file as if its slips were mended, and every slip; None if one of them cannot safely be."""
    text, problems = decode(content, file)
    lines, known, shifts = text.split("\n"), list(problems), _Shifts()
    rounds = _FEW_ROUNDS if len(text) > _LARGE else _ROUNDS
    for _ in range(rounds if not problems else 0):
        tree, slips = read_yaml("\n".join(lines).encode(), file)
        known += [shifts.of_problem(slip) for slip in slips if not shifts.is_guessed(slip)]
        if tree is not None:
            moved = shifts.of_node(tree)
            return (moved if isinstance(moved, Mapping) else None), _once(known, text)
        mends = [list(_MENDS.get(slip.code, _by_nothing)(lines, slip)) for slip in slips]
        if not mends or not all(mends):
            break
        shifts.apply(lines, list(chain.from_iterable(mends)))
    return None, _once(known, text)


def _once(problems: list[Problem], text: str) -> tuple[Problem, ...]:
    lines = text.split("\n")
    return tuple(
        sorted({(one.code, one.spot.line, one.spot.column): one.with_line(lines) for one in problems}.values())
    )


class _Shifts:
    """How far texts of a mended line stand from where they were typed."""

    def __init__(self) -> None:
        self._of_line: dict[int, list[tuple[int, int]]] = {}
        self._guessed: set[int] = set()

    def is_guessed(self, slip: Problem) -> bool:
        """Whether a line does not fit in only because it was guessed how far it is to stand in."""
        return slip.code == "YML015" and slip.spot.line in self._guessed

    def apply(self, lines: list[str], edits: list[_Edit]) -> None:
        """Changes the lines, the last column first, and remembers what was put in."""
        once = {(edit.line, edit.column): edit for edit in edits}
        for (line, column), edit in sorted(once.items(), reverse=True):
            text = lines[line - 1]
            lines[line - 1] = text[: column - 1] + edit.text + text[column - 1 + edit.width :]
            if column == 1 and edit.text.isspace():
                self._guessed.add(line)
            if longer := len(edit.text) - edit.width:
                self._of_line.setdefault(line, []).append((column, longer))

    def of_spot(self, spot: Spot) -> Spot:
        """Where the text stood before the line was mended."""
        column = spot.column
        for at, longer in self._of_line.get(spot.line, ()):
            if column > at:
                column = max(at, column - longer)
        return Spot(spot.line, column, spot.width)

    def of_problem(self, problem: Problem) -> Problem:
        """The same problem where it stood."""
        return replace(problem, spot=self.of_spot(problem.spot)) if self._of_line else problem

    def of_node(self, node: Node) -> Node:
        """The same tree with everything where it stood."""
        if not self._of_line:
            return node
        if isinstance(node, Scalar):
            return node._replace(column=self.of_spot(node.spot).column)
        if isinstance(node, Sequence):
            return Sequence(tuple(self.of_node(item) for item in node.items), self.of_spot(node.spot))
        return Mapping(tuple((self._key(key), self.of_node(value)) for key, value in node.entries), node.spot)

    def _key(self, key: Scalar) -> Scalar:
        return key._replace(column=self.of_spot(key.spot).column)


def mended_signs(lines: list[str], slips: list[Problem]) -> list[str]:
    """The lines without these slips of tabs, blanks and colons, as far as there is one way to mend them."""
    mended, shifts = list(lines), _Shifts()
    shifts.apply(mended, [edit for slip in slips for edit in _MENDS[slip.code](mended, slip)])
    return mended


# --- slips ------------------------------------------------------------------------------------------------------------


def _by_nothing(_lines: list[str], _slip: Problem) -> Iterator[_Edit]:
    """No edit: what is meant is not sure."""
    yield from ()


def _from(lines: list[str], slip: Problem) -> str:
    """The line of a slip from its column on."""
    return lines[slip.spot.line - 1][slip.spot.column - 1 :] if slip.spot.line <= len(lines) else ""


def _without(_lines: list[str], slip: Problem) -> Iterator[_Edit]:
    yield _Edit(slip.spot.line, slip.spot.column, slip.spot.width, "")


def _with_blanks(lines: list[str], slip: Problem) -> Iterator[_Edit]:
    """Tabs at the beginning of lines are two blanks each, any others one; special spaces are one each."""
    tab = _from(lines, slip).startswith("\t")
    if not tab or slip.spot.column > 1:
        yield _Edit(slip.spot.line, slip.spot.column, slip.spot.width, " " if tab else " " * slip.spot.width)
        return
    above = ""
    for number, line in enumerate(lines, 1):  # one problem may stand for many such lines
        deep = len(line) - len(line.lstrip("\t"))
        blanks = (_level_with(above) or "  " * deep) if deep else ""
        if deep:
            yield _Edit(number, 1, deep, blanks)
        above = blanks + line[deep:] if line.strip() else above


def _level_with(above: str) -> str:
    """The blanks that bring a line level with the key in the line above it; empty if that has no blanks either."""
    if not above.startswith(" ") or above.rstrip().endswith(":"):
        return ""
    return " " * (len(above) - len(above.lstrip(" -")))


def _with_colon(lines: list[str], slip: Problem) -> Iterator[_Edit]:
    if _from(lines, slip).startswith("："):
        yield _Edit(slip.spot.line, slip.spot.column, 1, ":" if _from(lines, slip)[1:2] in ("", " ") else ": ")


def _with_straight_quotes(lines: list[str], slip: Problem) -> Iterator[_Edit]:
    inner = _from(lines, slip)[1 : slip.spot.width - 1]
    if inner and not set(inner) & set('"\\“”'):
        yield _Edit(slip.spot.line, slip.spot.column, slip.spot.width, f'"{inner}"')


def _with_blank(lines: list[str], slip: Problem) -> Iterator[_Edit]:
    """A blank after a colon or a dash that lacks it."""
    sign, after = _from(lines, slip)[:1], _from(lines, slip)[1:2]
    if sign and sign in ":-－—–" and after.strip() and after not in "-:":
        yield _Edit(slip.spot.line, slip.spot.column, 1, ": " if sign == ":" else "- ")


_FIELD = regex(r" *(?:- +)*[A-Za-z\u4e00-\u9fff][^:\n]*: +(?=\S)")
"""A line up to the value of its field."""


def _with_blank_or_quotes(lines: list[str], slip: Problem) -> Iterator[_Edit]:
    """What cannot be read for a sign in it is taken for a text; it is judged no further."""
    blanks = list(_with_blank(lines, slip))
    yield from blanks or _in_quotes(lines, slip)


def _in_quotes(lines: list[str], slip: Problem) -> Iterator[_Edit]:
    line = lines[slip.spot.line - 1] if slip.spot.line <= len(lines) else ""
    field = _FIELD.match(line)
    value = line[field.end() :].rstrip() if field else ""
    if field and value and not value.startswith(("|", ">")):
        yield _Edit(slip.spot.line, field.end() + 1, len(value), json.dumps(value, ensure_ascii=False))


def _with_dashes(lines: list[str], slip: Problem) -> Iterator[_Edit]:
    """A dash in the two blanks before each line that begins with the same key, down to the end of the block."""
    at = slip.spot.column - 1
    key = _from(lines, slip).partition(":")[0]
    for number, line in enumerate(lines[slip.spot.line - 1 :], slip.spot.line):
        if at < 2 or (line.strip() and line[:at].strip()):
            return
        if line[at:].partition(":")[0] == key:
            yield _Edit(number, at - 1, 2, "- ")


_MENDS: Table[str, _Mend] = {
    "YML002": _without,
    "YML003": _with_blanks,
    "YML004": _with_colon,
    "YML005": _with_straight_quotes,
    "YML007": _in_quotes,
    "YML015": _with_blank_or_quotes,
    "YML018": _without,
    "YML022": _with_dashes,
}
