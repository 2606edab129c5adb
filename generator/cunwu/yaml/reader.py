"""Bytes of a record → a tree of texts with their places; whatever could be read in two ways is refused."""

from __future__ import annotations

from typing import Protocol

from cunwu.core.problem import Problem
from cunwu.yaml.lines import read_lines, read_plain_lines
from cunwu.yaml.rows import scan_text
from cunwu.yaml.scan import YML_REFUSALS, decode
from cunwu.yaml.tree import (
    Mapping,
    Node,
    Plain,
    Scalar,
    Sequence,
    Step,
    key_spot_at,
    node_at,
    spot_at,
    to_plain,
    walk_scalars,
    walk_texts,
)

__all__ = [
    "YML_REFUSALS",
    "Mapping",
    "Memory",
    "Node",
    "Plain",
    "Scalar",
    "Sequence",
    "Step",
    "key_spot_at",
    "node_at",
    "read_plain",
    "read_yaml",
    "spot_at",
    "to_plain",
    "walk_scalars",
    "walk_texts",
]

LINES_FIRST = True
"""Whether the line reader is used for texts that it is sure of; without it everything is the same, only slower."""


def read_yaml(content: bytes, file: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The tree of one record, or None and every problem found in it, sorted."""
    text, problems = decode(content, file)
    problems = problems or scan_text(text, file)
    if problems:
        return None, problems
    if LINES_FIRST and (tree := read_lines(text)) is not None:
        return tree, ()
    return _read_events(text, file)


class Memory(Protocol):
    """Keeps what earlier runs read from a text."""

    def find(self, content: bytes) -> Plain | None:
        """What was read from these same bytes; None if that is not known."""
        ...

    def keep(self, content: bytes, plain: Plain) -> None:
        """Remembers what was read from these bytes; stored by `flush`."""
        ...

    def flush(self) -> None:
        """Stores everything that was remembered since the last call."""
        ...


def read_plain(content: bytes, file: str, memory: Memory | None = None) -> tuple[Plain | None, tuple[Problem, ...]]:
    """What `to_plain` makes of the tree that `read_yaml` gives, in half the time, for callers that need no positions.

    If the line reader is not sure of a text, the `memory` is searched first and keeps what the strict reader reads.
    """
    text, problems = decode(content, file)
    problems = problems or scan_text(text, file)
    if problems:
        return None, problems
    if LINES_FIRST and (plain := read_plain_lines(text)) is not None:
        return plain, ()
    if memory is not None and (known := memory.find(content)) is not None:
        return known, ()
    tree, problems = _read_events(text, file)
    if tree is None:
        return None, problems
    made = to_plain(tree)
    if memory is not None:
        memory.keep(content, made)
    return made, ()


def _read_events(text: str, file: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    from cunwu.yaml.events import read_events  # the parser is loaded only for texts in another form than `fmt` writes

    return read_events(text, file)
