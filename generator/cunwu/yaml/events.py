"""The strict reader: the parser's events → a tree, with whatever could be read in two ways refused (only PyYAML)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Protocol, cast
from unicodedata import normalize

import yaml

from cunwu.core.frozen import Frozen, replace
from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, Problem, Spot
from cunwu.yaml.marks import piles_in
from cunwu.yaml.rows import dashless_problem, dashless_row
from cunwu.yaml.scan import (
    MAX_DEPTH,
    MAX_EVENTS,
    MAX_PROBLEMS,
    MAX_SCALAR,
    YML_REFUSALS,
    clip,
    escaped_fault,
    forbidden,
    piled,
    spot_of,
)
from cunwu.yaml.slips import Stand, continued_faults, key_fault, may_have_slips, plain_fault, syntax_problems
from cunwu.yaml.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cunwu.yaml.slips import Fault

_LOADER: type[yaml.CSafeLoader | yaml.SafeLoader] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_TAG = regex(r"![^\s,\[\]{}]*")
_BLOCK_SIGN = regex(r"[|>][-+0-9]*")
_COMMENT = regex(r"#[^\n]*")


def read_events(text: str, file: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The tree of a text in which `scan` finds nothing, or None and every problem found in it, sorted."""
    reading = _Reading(text, file)
    reading.run()
    if not reading.problems:
        reading.problems += cut_off(text, file)
    if reading.problems or not isinstance(reading.root, Mapping):
        lines = text.split("\n")
        return None, tuple(sorted({problem.with_line(lines) for problem in reading.problems}))
    return reading.root, ()


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is still open."""

    spot: Spot
    is_mapping: bool
    in_flow: bool
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    key: Scalar | None = None
    seen: dict[str, Scalar] = field(default_factory=dict)
    again: list[Scalar] = field(default_factory=list)
    """Keys that stood in the mapping before."""

    @property
    def awaits_key(self) -> bool:
        return self.is_mapping and self.key is None


@lru_cache(maxsize=4096)
def _folded(key: str) -> str:
    return normalize("NFKC", key)


class _Mark(Protocol):
    line: int
    column: int
    index: int


class _Event(Protocol):
    """What the parser's events have in common, with and without libyaml; each kind has some of the attributes."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    explicit: bool
    flow_style: bool


def _events(text: str) -> Iterator[_Event]:
    return cast("Iterator[_Event]", yaml.parse(text, Loader=_LOADER))


class _Reading:
    """One pass over the parser's events: builds the tree and collects what is refused."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._frames: list[_Frame] = []
        self._documents = 0
        self._stopped = False
        self._end_of_last = 0
        self._may_have_slips = may_have_slips(text)

    def run(self) -> None:
        """Reads to the end, or to where the parser or a limit stops it."""
        self._run()
        for position, frame in enumerate(self._frames):
            if frame.again:
                self._refuse_repeated(position)

    def _run(self) -> None:
        try:
            for count, event in enumerate(_events(self.text), 1):
                if count > MAX_EVENTS:
                    what = f"内容超过 {MAX_EVENTS:,} 个部分"
                    self._stop("YML014", _spot(event.start_mark), what=what)
                self._take(event)
                if self._stopped or len(self.problems) >= MAX_PROBLEMS:
                    return
        except yaml.YAMLError as error:
            self._syntax_error(error)
            return
        if self.root is None and not self.problems:
            self._refuse("YML016", FILE_START)

    def _refuse(self, code: str, spot: Spot, **facts: object) -> None:
        self.problems.append(YML_REFUSALS[code].problem(self.file, spot, **facts))

    def _stop(self, code: str, spot: Spot, **facts: object) -> None:
        self._refuse(code, spot, **facts)
        self._stopped = True

    def _take(self, event: _Event) -> None:
        kind: type[object] = event.__class__
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            text = f"*{event.anchor}"
            self._refuse("YML007", _spot(event.start_mark, len(text)), what="引用", text=text)
            start = event.start_mark
            self._add(Scalar(text, start.line + 1, start.column + 1, 1, plain=False))
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._stop("YML009", _spot(event.start_mark, 3), what="文件里有第二份内容（又一行 ---）")
        elif kind is yaml.DocumentEndEvent and event.explicit:
            spot = Spot(event.end_mark.line + 1, max(event.end_mark.column - 2, 1), 3)
            self._stop("YML009", spot, what="有文件结束的标记「...」")
        self._end_of_last = event.end_mark.index

    def _scalar(self, event: _Event) -> None:
        start, end, text = event.start_mark, event.end_mark, event.value
        plain = not event.style
        if start.line == end.line:
            width = end.column - start.column or 1
        else:
            width = self._width_to_line_end(start.index, event.style)
        scalar = Scalar(text, start.line + 1, start.column + 1, width, plain)
        if event.anchor or event.tag:
            self._refuse_properties(event)
        if len(text) > MAX_SCALAR:
            self._refuse("YML014", scalar.spot, what=f"这段文字有 {len(text):,} 个字，最多 {MAX_SCALAR:,} 个字")
        elif plain and (self._may_have_slips or not text):
            self._check_plain(scalar, event)
        elif event.style == '"' and (character := escaped_fault(text)):
            self._refuse_escaped(character, scalar.spot)
        elif event.style == '"' and (pile := next(piles_in(text), None)):  # `scan` saw none: an escape brought it
            self.problems.append(piled(self.file, pile, scalar.spot))
        self._add(scalar)

    def _width_to_line_end(self, start: int, style: str | None) -> int:
        if style in ("|", ">"):
            header = _BLOCK_SIGN.match(self.text, start)
            return len(header[0]) if header else 1
        return len(self.text[start : self.text.find("\n", start)].rstrip(" ")) or 1

    def _refuse_escaped(self, character: str, spot: Spot) -> None:
        if character == "\t":
            self._refuse("YML003", spot, what="引号里用反斜线写了制表符（Tab）")
        else:
            self.problems.append(forbidden(self.file, character, spot, where="，是用反斜线写进来的"))

    def _check_plain(self, scalar: Scalar, event: _Event) -> None:
        """Refuses slips of typing that YAML reads as part of an unquoted text."""
        frame = self._frames[-1] if self._frames else None
        if frame is not None and frame.awaits_key:
            self._refuse_question(event)
            return
        stand = _stand(scalar, frame)
        if not scalar.text:
            if frame is not None and not frame.is_mapping:
                self._refuse("YML015", scalar.spot, what="短横线后面没有内容", how="补上内容，或删去这一行")
        elif event.start_mark.line == event.end_mark.line:
            if fault := plain_fault(scalar.text, stand):
                self._refuse_fault(fault, scalar.spot)
        else:
            source = self.text[event.start_mark.index : event.end_mark.index]
            for below, column, fault in continued_faults(source, scalar.spot.column, stand):
                self._refuse_fault(fault, Spot(scalar.spot.line + below, column))

    def _refuse_fault(self, fault: Fault, spot: Spot) -> None:
        self.problems.append(fault.problem(self.file, spot))

    def _refuse_properties(self, event: _Event) -> None:
        # Anchor and tag may come in either order; the mark is at the first of them.
        start = event.start_mark.index
        if event.anchor:
            text = f"&{event.anchor}"
            self._refuse("YML007", spot_of(self.text, self.text.index(text, start), len(text)), what="记号", text=text)
        if event.tag and (found := _TAG.search(self.text, start)):
            self._refuse("YML008", spot_of(self.text, found.start(), len(found[0])), text=clip(found[0]))

    def _open(self, event: _Event) -> None:
        spot = _spot(event.start_mark)
        if event.anchor or event.tag:
            self._refuse_properties(event)
        frame = self._frames[-1] if self._frames else None
        kind: type[object] = event.__class__
        is_mapping = kind is yaml.MappingStartEvent
        if frame and frame.awaits_key:
            self._stop("YML012", spot, found="一张表" if is_mapping else "一个列表", how="冒号前面只写一个词")
        if len(self._frames) >= MAX_DEPTH:
            self._stop("YML013", spot, depth=MAX_DEPTH, limit=MAX_DEPTH)
        if frame is None and not is_mapping:
            self._refuse("YML017", spot, found="一个列表")
        self._frames.append(_Frame(spot, is_mapping, bool(event.flow_style)))

    def _close(self) -> None:
        if self._frames[-1].again:
            self._refuse_repeated(len(self._frames) - 1)
        frame = self._frames.pop()
        if frame.is_mapping:
            self._add(Mapping(tuple(frame.entries), frame.spot))
        else:
            self._add(Sequence(tuple(frame.items), frame.spot))

    def _add(self, node: Node) -> None:
        if not self._frames:
            self.root = node
            if isinstance(node, Scalar):
                self._refuse_root(node)
            return
        frame = self._frames[-1]
        if not frame.is_mapping:
            frame.items.append(node)
        elif frame.key is None:
            if isinstance(node, Scalar):  # other keys have ended the reading
                self._take_key(frame, node)
        else:
            frame.entries.append((frame.key, node))
            frame.key = None

    def _refuse_root(self, node: Scalar) -> None:
        if node.is_absent:
            self._refuse("YML016", FILE_START)
        elif not self.problems:
            self._refuse("YML017", node.spot, found=f"一段文字「{clip(node.text)}」")

    def _take_key(self, frame: _Frame, key: Scalar) -> None:
        frame.key = key
        if not key.text:
            self._refuse("YML012", key.spot, found="空的", how="补上冒号前面的词，或删去这一行")
            return
        if key.text == "<<":
            self._refuse("YML010", key.spot)
        elif self._may_have_slips and key.plain and (fault := key_fault(key.text)):
            # If a key goes on in the next line, the position of the fault in it is not known.
            self._refuse_fault(fault if fault.offset <= key.spot.width else replace(fault, offset=0), key.spot)
        name = key.text if key.text.isascii() else _folded(key.text)
        if frame.seen.setdefault(name, key) is not key:
            frame.again.append(key)
            self._stopped = len(frame.again) >= MAX_PROBLEMS

    def _refuse_repeated(self, position: int) -> None:
        """Refuses keys that stand in one mapping twice: as rows of a list without dashes, or each by itself."""
        frame = self._frames[position]
        upper = self._frames[position - 1] if position else None
        rows = dashless_row(frame.entries, frame.again, is_root=upper is None)
        if rows is not None:
            keys, word = rows
            owner = self._frames[position - 2] if position > 1 and upper and not upper.is_mapping else upper
            word = word or (owner.key.text if owner is not None and owner.key is not None else "")
            is_item = upper is not None and not upper.is_mapping and keys[0] is frame.entries[0][0]
            self.problems.append(dashless_problem(self.file, keys, word, has_first=is_item))
            return
        for key in frame.again:
            first = frame.seen[key.text if key.text.isascii() else _folded(key.text)]
            folded = "" if first.text == key.text else f"（写作「{clip(first.text)}」，全角半角不同，算同一个词）"
            self._refuse("YML011", key.spot, key=clip(key.text), first=first.spot.line, folded=folded)

    def _refuse_question(self, event: _Event) -> None:
        """Refuses a key after `? `: the mark stands between the end of the node before and the key."""
        start = event.start_mark
        between = _COMMENT.sub("", self.text[self._end_of_last : start.index])
        if "?" in between:
            self._refuse("YML012", _spot(start), found="问号开头的写法「? …」", how="写成「词: 内容」")

    def _syntax_error(self, error: yaml.YAMLError) -> None:
        if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
            self._refuse("YML015", FILE_START, what="看不懂这个文件的写法", how="对照样例检查")
            return
        at = _spot(error.problem_mark)
        frame = self._frames[-1] if self._frames else None
        if frame and frame.in_flow and not self.text[error.problem_mark.index :].strip():
            self._refuse("YML015", frame.spot, what="括号没有关上", how="在这一项的末尾补上另一半括号")
            return
        begun = _spot(error.context_mark) if error.context_mark else at
        lines = self.text.split("\n")
        told = syntax_problems(self.file, lines, f"{error.context}｜{error.problem}", begun, at)
        self.problems += islice(told, MAX_PROBLEMS)


def _spot(mark: _Mark, width: int = 1) -> Spot:
    return Spot(mark.line + 1, mark.column + 1, width)


def _stand(scalar: Scalar, frame: _Frame | None) -> Stand:
    if frame is None:
        return Stand.BELOW
    if frame.in_flow:
        return Stand.FLOW
    if frame.key is None:
        return Stand.ITEM
    return Stand.VALUE if frame.key.spot.line == scalar.spot.line else Stand.BELOW


class Comment(Frozen):
    """A comment from its # on, without trailing blanks; `before` is what precedes it on its line."""

    text: str
    spot: Spot
    before: str

    @property
    def has_own_line(self) -> bool:
        """Whether nothing but blanks stands before it."""
        return not self.before.strip()


def read_comments(text: str) -> tuple[Comment, ...]:
    """Every comment of a text that `read_yaml` accepts, in order."""
    if "#" not in text:
        return ()
    comments: list[Comment] = []
    end = 0
    for event in _events(text):
        if isinstance(event, yaml.ScalarEvent):
            start = event.start_mark.index
            if event.style in ("|", ">"):  # a comment may follow the sign, before the text begins
                start = text.find("\n", start)
            comments += _comments_between(text, end, start)
            end = event.end_mark.index
    return (*comments, *_comments_between(text, end, len(text)))


_MAY_CUT = regex(r"[^ \n]#")


def cut_off(text: str, file: str) -> Iterator[Problem]:
    """What stands directly behind quotes or brackets and begins with a #: the parser drops it like a comment."""
    for comment in read_comments(text) if _MAY_CUT.search(text) else ():
        if not comment.has_own_line and not comment.before.endswith(" "):
            value = comment.before.partition(": ")[2].strip() or comment.before.strip().removeprefix("- ")
            better = f'"{value.strip(chr(34) + chr(39))}{comment.text}"'
            facts = {"cut": clip(comment.text), "better": clip(better, 40)}
            yield YML_REFUSALS["YML019"].problem(file, comment.spot, **facts)


def _comments_between(text: str, start: int, end: int) -> Iterator[Comment]:
    for hit in _COMMENT.finditer(text, start, end):
        spot = spot_of(text, hit.start(), len(hit[0].rstrip()))
        yield Comment(hit[0].rstrip(), spot, text[hit.start() - spot.column + 1 : hit.start()])
