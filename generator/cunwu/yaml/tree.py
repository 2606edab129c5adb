"""The content of a record: texts with their positions, in mappings and sequences, and ways to find a node in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Scalar(NamedTuple):
    """A text as typed; `plain` means neither quoted nor a block. An empty plain text means that nothing is written.

    A file has hundreds and few are ever pointed at, so a spot is only made on demand.
    """

    text: str
    line: int
    column: int
    width: int
    plain: bool

    @property
    def spot(self) -> Spot:
        """Position of the text."""
        return Spot(self.line, self.column, self.width)

    @property
    def is_absent(self) -> bool:
        """Whether nothing is written here."""
        return self.plain and not self.text


class Mapping(Frozen):
    """Keys and values in the order of the file; the spot is the first key, or the opening brace."""

    entries: tuple[tuple[Scalar, Node], ...]
    spot: Spot


class Sequence(Frozen):
    """Items in the order of the file; the spot is the first dash, or the opening bracket."""

    items: tuple[Node, ...]
    spot: Spot


Node: TypeAlias = Scalar | Mapping | Sequence
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Step: TypeAlias = str | int


def to_plain(node: Node) -> Plain:
    """The tree as dicts, lists and texts; a key without a value is left out."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    plain: dict[str, Plain] = {}
    for key, value in node.entries:
        if not isinstance(value, Scalar):
            plain[key.text] = to_plain(value)
        elif value.text or not value.plain:
            plain[key.text] = value.text
    return plain


def spot_at(node: Node, path: Iterable[Step]) -> Spot:
    """Position of the value at `path`; if the path ends early, of the key of the last node on it."""
    spot, complete = node.spot, True
    for step in path:
        found = _step(node, step)
        if found is None:
            complete = False
            break
        key, node = found
        spot = key.spot if key else node.spot
    return node.spot if complete and not (isinstance(node, Scalar) and node.is_absent) else spot


def key_spot_at(node: Node, path: Iterable[Step]) -> Spot:
    """Position of the last key of `path`; for an item of a list, of the item."""
    spot = node.spot
    for step in path:
        found = _step(node, step)
        if found is None:
            break
        key, node = found
        spot = key.spot if key else node.spot
    return spot


def node_at(node: Node, path: Iterable[Step]) -> Node | None:
    """The node at `path`; None if there is none."""
    for step in path:
        found = _step(node, step)
        if found is None:
            return None
        node = found[1]
    return node


def _step(node: Node, step: Step) -> tuple[Scalar | None, Node] | None:
    if isinstance(node, Mapping):
        return next(((key, value) for key, value in node.entries if key.text == step), None)
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return None, node.items[step]
    return None


def walk_scalars(node: Node, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Scalar]]:
    """Every value text with its path, in the order of the file."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield from walk_scalars(value, (*path, key.text))
    else:
        for number, item in enumerate(node.items):
            yield from walk_scalars(item, (*path, number))


def walk_texts(node: Node, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Scalar]]:
    """Every value text with its path, and every key with an empty path, in the order of the file."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield (), key
            yield from walk_texts(value, (*path, key.text))
    else:
        for number, item in enumerate(node.items):
            yield from walk_texts(item, (*path, number))
