"""The reasons that a newer version gives for its changes: the entries it has added to its explaining lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from cunwu.core.frozen import Frozen
from cunwu.history.change import text_of
from cunwu.history.leaves import NUMBER
from cunwu.yaml.reader import Mapping as MappingNode, Node, Sequence as SequenceNode, to_plain

NOTES = ("更正", "撤销", "补录", "屏蔽")
"""Lists that explain changes; they only grow."""
Where = tuple[str, str]
"""Number of an item, empty for the record itself; and the words that lead to the field."""


class Explanations(Frozen):
    """The reasons for changes that a version gives, in the order of the file."""

    corrections: Mapping[Where, tuple[MappingNode, ...]]
    redactions: Mapping[Where, MappingNode]
    withdrawn: Mapping[str, MappingNode]
    late: Mapping[str, MappingNode]


NO_EXPLANATIONS = Explanations({}, {}, {}, {})


def new_notes(before: MappingNode, after: MappingNode) -> Explanations:
    """The entries that the newer version has added; of two about the same thing the first counts."""
    added = {word: _added(word, before, after) for word in NOTES}
    corrections: dict[Where, tuple[MappingNode, ...]] = {}
    for note in added["更正"]:
        corrections[subject_of(note)] = (*corrections.get(subject_of(note), ()), note)
    return Explanations(
        corrections,
        {subject_of(note): note for note in reversed(added["屏蔽"])},
        {text_of(note, "条目"): note for note in reversed(added["撤销"])},
        {text_of(note, "条目"): note for note in reversed(added["补录"])},
    )


def subject_of(note: MappingNode) -> Where:
    """What an entry of 更正 or 屏蔽 is about."""
    return text_of(note, "条目"), text_of(note, "字段")


def link_that_fails(
    notes: Sequence[MappingNode], was: str, now: str, same: Callable[[str, str], bool]
) -> MappingNode | None:
    """The first correction that does not go on from the value before it; None if they lead from `was` to `now`.

    Corrections chain from the published value: two that start from different values cannot both be true.
    """
    told = was
    for note in notes:
        if not same(text_of(note, "原值"), told):
            return note
        told = text_of(note, "新值")
    return None if notes and same(told, now) and not same(was, now) else next(reversed(notes), None)


def note_numbered(node: MappingNode, word: str, number: str) -> MappingNode | None:
    """The entry with that number in the explaining list `word`; None if there is none."""
    return numbered(value_of(node, word)).get(number)


def is_put_back(gone: MappingNode, word: str, note: MappingNode) -> bool:
    """Whether a version that vanished held this very entry, so that it is not new."""
    stood = note_numbered(gone, word, text_of(note, NUMBER))
    return stood is not None and to_plain(stood) == to_plain(note)


def value_of(node: MappingNode, word: str) -> Node | None:
    """What stands under a word of a table; None if the word is missing."""
    return next((value for key, value in node.entries if key.text == word), None)


def numbered(node: Node | None) -> dict[str, MappingNode]:
    """Items by number. A second item with the same number, or an item without one, has its position in the key too."""
    found: dict[str, MappingNode] = {}
    for position, item in enumerate(node.items if isinstance(node, SequenceNode) else ()):
        if isinstance(item, MappingNode):
            number = text_of(item, NUMBER)
            found[number if number and number not in found else f"{number}#{position}"] = item
    return found


def children_of(node: Node) -> Iterator[Node]:
    """The values of a table, or the items of a list."""
    if isinstance(node, MappingNode):
        yield from (value for _, value in node.entries)
    elif isinstance(node, SequenceNode):
        yield from node.items


def _added(word: str, before: MappingNode, after: MappingNode) -> list[MappingNode]:
    new = numbered(value_of(after, word))
    stood = numbered(value_of(before, word)) if new else {}
    return [note for number, note in new.items() if number not in stood]
