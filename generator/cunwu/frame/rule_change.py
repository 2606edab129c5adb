"""The lines that change between a bad example and the amended one: readable for people, and applied exactly.

    - 期末: 820.00      this line goes
    + 期末: 880.00      this line comes
      明细:             this line stays, and shows where

Two characters (sign and blank) stand before each line; a line that is empty beside them may lack the blanks. Lines that
follow one another in the block do so in the file; a line `…` stands for those between two places. What goes and stays
at one place must be in the file exactly once, and the places must be in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError

_GAP = "…"
_STAYS, _GOES, _COMES = "  ", "- ", "+ "


class _Place(Frozen):
    """Lines that follow one another, each with its sign, and the number of the first in the block."""

    first: int
    lines: tuple[tuple[str, str], ...]

    @property
    def before(self) -> list[str]:
        """The lines as they stand in the file."""
        return [line for sign, line in self.lines if sign != _COMES]


def apply_change(text: str, change: str, title: str) -> tuple[str, dict[int, int]]:
    """The changed text, and line of the change → line of that text. Raises CunwuError if the change does not fit."""
    old, new, numbers, done = _lines_of(text), list[str](), dict[int, int](), 0
    for place in _places(_lines_of(change), title):
        at = _only_place(old, place.before, title)
        if at < done:
            raise CunwuError(f"{title} 里要改的地方没有按先后写", next_step="按文件里的先后重排")
        new += old[done:at]
        for number, (sign, line) in enumerate(place.lines, place.first):
            if sign != _GOES:
                new.append(line)
                numbers[number] = len(new)
        done = at + len(place.before)
    return _text_of(new + old[done:]), numbers


def write_change(before: str, after: str) -> str:
    """A short change from one text to the other. Raises CunwuError if no lines around it are unique in the text."""
    old, new = _lines_of(before), _lines_of(after)
    edits = [edit for edit in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if edit[0] != "equal"]
    places = []
    for start, end in _spans(old, [(first, last) for _, first, last, _, _ in edits]):
        lines, at = list[str](), start
        for _, first, last, added, end_of_added in edits:
            if start <= first and last <= end:
                lines += [_STAYS + line for line in old[at:first]] + [_GOES + line for line in old[first:last]]
                lines += [_COMES + line for line in new[added:end_of_added]]
                at = last
        lines += [_STAYS + line for line in old[at:end]]
        places.append(_text_of(line if line[2:] else line.rstrip() for line in lines))
    return f"{_GAP}\n".join(places)


def _spans(lines: Sequence[str], edits: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of lines that hold all edits and are each unique in the text; stretches that touch are joined."""
    spans: list[tuple[int, int]] = []
    for edit in edits:
        start, end = _span_found_once(lines, *edit)
        while spans and start <= spans[-1][1]:
            first, last = spans.pop()
            start, end = min(first, start), max(last, end)
        spans.append((start, end))
    return spans


def _lines_of(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _text_of(lines: Sequence[str] | Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _places(lines: Sequence[str], title: str) -> Iterator[_Place]:
    first, place = 1, list[tuple[str, str]]()
    for number, line in enumerate([*lines, _GAP], 1):
        if line == _GAP:
            yield _Place(first, tuple(place))
            first, place = number + 1, []
            continue
        sign = f"{line:2}"[:2]
        if sign not in (_STAYS, _GOES, _COMES):
            raise CunwuError(f"{title} 要改的行「{line}」前面不是 -、+ 或两个空格", next_step="行首写 -、+ 或两个空格")
        place.append((sign, line[2:]))


def _occurrences(lines: Sequence[str], block: Sequence[str]) -> list[int]:
    return [at for at in range(len(lines) - len(block) + 1) if lines[at : at + len(block)] == block]


def _only_place(lines: Sequence[str], block: Sequence[str], title: str) -> int:
    found = _occurrences(lines, block) if block else []
    if len(found) != 1:
        shown = "\n".join(block)
        raise CunwuError(f"{title} 里这几行应恰好出现一处，出现了 {len(found)} 处：\n{shown}", next_step="写全前后的行")
    return found[0]


def _span_found_once(lines: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The lines that change, with as many lines before, then after them, as make them unique in the text."""
    while start == end or len(_occurrences(lines, lines[start:end])) != 1:
        if start:
            start -= 1
        elif end < len(lines):
            end += 1
        else:
            raise CunwuError("没有一行能说明改在哪里", next_step="把整份写出来")
    return start, end
