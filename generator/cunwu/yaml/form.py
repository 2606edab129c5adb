"""The canonical form of a record; comments stay, and no text changes its meaning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError, Spot
from cunwu.yaml.events import Comment, read_comments
from cunwu.yaml.reader import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    read_yaml,
)
from cunwu.yaml.slips import Stand, key_fault, plain_fault

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEEDS_QUOTES = regex(
    r"""\A\Z|\A\ |\ \Z|\n
    | \A[\[\]{},&*!|>'"%@`\#]        # signs that open something else
    | \A[-?:](?:\ |\Z)               # a dash, question mark or colon that would be structure
    | :(?:\ |\Z) | \ \#              # would end a key, would begin a comment
    | \A(?:---|\.\.\.)             # would begin or end a document
    | \A(?:<{7}|={7}|\|{7}|>{7})     # would look like a merge conflict
    """,
    re.VERBOSE,
)


def format_text(text: str) -> str:
    """The canonical form of a text that `read_yaml` accepts; raises CunwuError rather than change its meaning."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    tree, comments = _read(text), read_comments(text)
    formed = _Form(text.split("\n"), comments).write(tree)
    _demand_same(formed, _meaning(tree), comments)
    return formed


def _read(text: str) -> Mapping:
    tree, problems = read_yaml(text.encode(), "")
    if tree is None:
        first = problems[0]
        message = f"第 {first.spot.line} 行第 {first.spot.column} 列：{first.message}"
        raise CunwuError(message, next_step="cunwu check")
    return tree


_Meaning: TypeAlias = "str | list[_Meaning] | list[tuple[str, _Meaning]] | None"


def _meaning(node: Node) -> _Meaning:
    """The texts of a node and their structure, without positions."""
    if isinstance(node, Scalar):
        return None if node.is_absent else node.text
    if isinstance(node, Sequence):
        return [_meaning(item) for item in node.items]
    return [(key.text, _meaning(value)) for key, value in node.entries]


def _demand_same(text: str, meaning: _Meaning, comments: Iterable[Comment]) -> None:
    if _meaning(_read(text)) != meaning or [one.text for one in read_comments(text)] != [one.text for one in comments]:
        raise CunwuError("整理后的内容与原来不一致，文件没有改动", next_step="请手工改写这个文件")


def _is_empty(node: Node) -> bool:
    return (isinstance(node, Mapping) and not node.entries) or (isinstance(node, Sequence) and not node.items)


def _is_nested(node: Node) -> bool:
    return not isinstance(node, Scalar) and not _is_empty(node)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _fits_plain(text: str, stand: Stand) -> bool:
    fault = key_fault(text) if text and stand is Stand.KEY else plain_fault(text, stand)
    return fault is None and not _NEEDS_QUOTES.search(text)


def _fits_block(text: str) -> bool:
    """Whether a literal block can hold the text without signs for indentation or for line ends to keep."""
    return "\n" in text and text[0] not in " \n" and not text.endswith("\n\n")


def _block(text: str, indent: int) -> list[str]:
    """A literal block: its sign, then its lines."""
    lines = text.removesuffix("\n").split("\n")
    return ["|" if text.endswith("\n") else "|-", *(" " * indent + line if line else "" for line in lines)]


class _Level(NamedTuple):
    """The column of a collection in the original, and its new indent."""

    column: int
    indent: int


class _Form:
    """Writes one tree line by line; each comment keeps its position among the entries."""

    def __init__(self, lines: list[str], comments: tuple[Comment, ...]) -> None:
        self.lines = lines  # of the original text
        self.out: list[str] = []
        self._comments = list(reversed(comments))
        self._last_line = 0  # of the original, already written
        self._entry: int | None = None  # the written line that an end-of-line comment may still join
        self._entry_is_block = False
        self._closed: list[_Level] = []  # collections closed since the last entry

    def write(self, tree: Mapping) -> str:
        if _is_empty(tree):
            self._arrive(tree.spot, tree.spot, _Level(1, 0))
            self._put("{}")
        else:
            self.mapping(tree, 0)
        end = Spot(len(self.lines) + 1, 1)
        self._flush(end, end, _Level(1, 0))
        return "\n".join(self.out) + "\n"

    def mapping(self, node: Mapping, indent: int, lead: str = "") -> None:
        """Writes the entries; `lead` is the start of the first line, such as a dash."""
        for key, value in node.entries:
            if not lead:
                self._arrive(key.spot, _first(key, value), _Level(node.spot.column, indent))
            head = (lead or " " * indent) + self._key(key.text)
            lead = ""
            self._value(head, value, indent + 2, Stand.VALUE)
        self._close(node, indent)

    def _key(self, text: str) -> str:
        return (text if _fits_plain(text, Stand.KEY) else _quoted(text)) + ":"

    def sequence(self, node: Sequence, indent: int, lead: str = "") -> None:
        """Writes the items; `lead` as for a mapping."""
        for item in node.items:
            if not lead:
                first = _first_leaf(item)
                self._arrive(first[0], first[1], _Level(node.spot.column, indent))
            head = (lead or " " * indent) + "-"
            lead = ""
            if isinstance(item, Mapping) and item.entries:
                self.mapping(item, indent + 2, head + " ")
            elif isinstance(item, Sequence) and item.items:
                self.sequence(item, indent + 2, head + " ")
            else:
                self._value(head, item, indent + 2, Stand.ITEM)
        self._close(node, indent)

    def _value(self, head: str, node: Node, indent: int, stand: Stand) -> None:
        if isinstance(node, Scalar):
            self._scalar(head, node, indent, stand)
        elif _is_empty(node):
            self._put(f"{head} {'{}' if isinstance(node, Mapping) else '[]'}")
        else:
            self._put(head)
            if isinstance(node, Mapping):
                self.mapping(node, indent)
            else:
                self.sequence(node, indent)

    def _scalar(self, head: str, node: Scalar, indent: int, stand: Stand) -> None:
        if node.is_absent:
            self._put(head)
        elif _fits_plain(node.text, stand):
            self._put(f"{head} {node.text}")
        elif _fits_block(node.text):
            sign, *lines = _block(node.text, indent)
            self._put(f"{head} {sign}")
            self._entry_is_block = True
            self.out += lines
        else:
            self._put(f"{head} {_quoted(node.text)}")

    def _put(self, line: str) -> None:
        self._entry = len(self.out)
        self._entry_is_block = False
        self.out.append(line)
        self._closed.clear()

    def _close(self, node: Mapping | Sequence, indent: int) -> None:
        if not self.lines[node.spot.line - 1].startswith(("[", "{"), node.spot.column - 1):
            self._closed.append(_Level(node.spot.column, indent))

    def _arrive(self, start: Spot, first: Spot, level: _Level) -> None:
        """Writes the comments before an entry that starts at `start`; the text of the entry begins at `first`."""
        self._flush(start, start, level)
        self._blank(start.line)
        self._last_line = max(self._last_line, start.line)
        self._flush(first, start, level)

    def _flush(self, until: Spot, start: Spot, level: _Level) -> None:
        """Writes the comments up to `until`; those that end before `start` join the line of the previous entry."""
        while self._comments and _place(self._comments[-1].spot) < _place(until):
            comment = self._comments.pop()
            joins = comment.before.strip(" -") and _place(comment.spot) < _place(start)
            if joins and self._entry is not None:
                self._join(self._entry, comment.text)
            else:
                self._blank(comment.spot.line)
                self.out.append(" " * self._indent_of(comment, level) + comment.text)
            self._entry = None
            self._last_line = max(self._last_line, comment.spot.line)

    def _indent_of(self, comment: Comment, level: _Level) -> int:
        """The indent of what follows; a comment that stood deeper gets the indent of the collection just closed."""
        column = comment.spot.column
        if column <= level.column:
            return level.indent
        return next((ended.indent for ended in self._closed if ended.column <= column), level.indent)

    def _join(self, entry: int, comment: str) -> None:
        line = self.out[entry]
        if self._entry_is_block:
            # ruamel and other editors lose a comment after the sign of a block
            self.out.insert(entry, " " * (len(line) - len(line.lstrip(" "))) + comment)
        else:
            self.out[entry] = f"{line}  {comment}"

    def _blank(self, line: int) -> None:
        """Writes one blank line if the original had any."""
        if self.out and line > self._last_line and line > 1 and not self.lines[line - 2].strip():
            self.out.append("")


def _place(spot: Spot) -> tuple[int, int]:
    return spot.line, spot.column


def _first(key: Scalar, value: Node) -> Spot:
    """Where the last text on the first line of an entry begins."""
    return key.spot if _is_nested(value) else value.spot


def _first_leaf(node: Node) -> tuple[Spot, Spot]:
    """Where an item begins, and where the last text on its first line begins."""
    if isinstance(node, Mapping) and node.entries:
        key, value = node.entries[0]
        return key.spot, _first(key, value)
    if isinstance(node, Sequence) and node.items:
        return _first_leaf(node.items[0])
    return node.spot, node.spot
