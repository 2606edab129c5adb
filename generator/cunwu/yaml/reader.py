"""Bytes of a record → a tree of texts with their places; whatever could be read in two ways is refused."""

from __future__ import annotations

from typing import Protocol

from cunwu.core.problem import Problem
from cunwu.yaml.lines import read_lines, read_plain_lines
from cunwu.yaml.scan import YML_REFUSALS, decode, scan
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
]

LINES_FIRST = True
"""Whether the line reader may answer for the texts it is sure of; without it everything is the same, only slower."""


def read_yaml(content: bytes, file: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The tree of one record, or None and every problem found in it, sorted."""
    text, problems = decode(content, file)
    problems = problems or scan(text, file)
    if problems:
        return None, problems
    if LINES_FIRST and (tree := read_lines(text)) is not None:
        return tree, ()
    return _read_events(text, file)


class Memory(Protocol):
    """Knows what was made of a text the last time."""

    def find(self, content: bytes) -> Plain | None:
        """What was made of these very bytes; None where that is not known."""
        ...

    def keep(self, content: bytes, plain: Plain) -> None:
        """Know it the next time, if `flush` is said before the end."""
        ...

    def flush(self) -> None:
        """Put away what is to be known."""
        ...


def read_plain(content: bytes, file: str, memory: Memory | None = None) -> tuple[Plain | None, tuple[Problem, ...]]:
    """What `to_plain` makes of the tree that `read_yaml` gives, in half the time: where nobody asks for places.

    The `memory` is asked for a text the line reader is not sure of, and told what the strict reader made of it.
    """
    text, problems = decode(content, file)
    problems = problems or scan(text, file)
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
    from cunwu.yaml.events import read_events  # the parser is loaded where a text is in another form than `fmt` writes

    return read_events(text, file)
