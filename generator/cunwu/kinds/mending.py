"""A tree with faults of single fields → the record it would be if each remedy were followed, only to be judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cunwu.core.frozen import replace
from cunwu.kinds.base import FieldSpec
from cunwu.kinds.forms import IN_WORDS, ITEM_NUMBER, PERIOD, REFERENCE
from cunwu.kinds.parts import owner_of, spec_at
from cunwu.kinds.reading import Misfit, misfits_in_context, near_to, read_item
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.remedies import period_in_name
from cunwu.values.absence import Absence
from cunwu.yaml.reader import Mapping, Node, Scalar, Sequence, Step, to_plain

_ROUNDS = 3
"""Only what is read shows what is missing in it."""
_NOBODY = "缺"
"""A number that nothing has."""
_LEFT_OPEN = "（没有写）"


def mend_record(kind: Kind[Any], tree: Mapping, file: str) -> tuple[Record, Mapping] | None:
    """The record and its tree; None if a value would have to be guessed. What is not known in it is 不详."""
    for _ in range(_ROUNDS):
        plain = to_plain(tree)
        record, misfits = read_item(kind.record, plain)
        if record is not None:
            return record, tree
        for misfit in misfits_in_context(kind.record, plain, misfits):
            mended = _mend(kind.record, tree, misfit, file)
            if not isinstance(mended, Mapping):
                return None
            tree = mended
    return None


def _mend(model: type[Record], tree: Mapping, misfit: Misfit, file: str) -> Node | None:
    _, spec = owner_of(model, misfit.path)
    word = str(misfit.path[-1])
    match misfit.code:
        case "REC001":
            text = period_in_name(file) if spec is not None and spec.form is PERIOD else _unknown(spec)
            if spec is not None and len(misfit.path) == 1 and spec.form in (ITEM_NUMBER, REFERENCE):
                text = _NOBODY  # what a whole record is about changes no sum in it
            return _changed(tree, misfit.path[:-1], lambda node: _with_field(node, word, text)) if text else None
        case "REC002":
            near = near_to(model, to_plain(tree), misfit.path)
            if len(near) > 1 and (text := _unknown(spec_at(model, (*misfit.path[:-1], near[0])))):
                said = _changed(tree, misfit.path, lambda node: _said(node, text))  # which of them is not known
                tree = said if isinstance(said, Mapping) else tree
            return _changed(tree, misfit.path[:-1], lambda node: _renamed(node, word, near[0] if near else ""))
        case "REC003":
            return _with_text(tree, misfit, spec)
        case _:
            is_row = spec is not None and spec.many and isinstance(misfit.found, dict) and misfit.path[-1:] == (word,)
            return _changed(tree, misfit.path, lambda node: Sequence((node,), node.spot)) if is_row else None


def _with_text(tree: Mapping, misfit: Misfit, spec: FieldSpec | None) -> Node | None:
    text = misfit.right or _unknown(spec)
    if text:
        return _changed(tree, misfit.path, lambda node: _said(node, text))
    if spec is None or spec.required or spec.many:
        return None
    return _changed(tree, misfit.path[:-1], lambda node: _renamed(node, str(misfit.path[-1]), ""))


def _unknown(spec: FieldSpec | None) -> str:
    """What a field says if its value is not known; empty if it must be known."""
    if spec is None or spec.form is None or spec.many:
        return ""
    if any(spec.form is form for form in IN_WORDS) and not spec.form.holds_phone:
        return "" if spec.form.name == "网址" else _LEFT_OPEN
    try:
        return Absence.UNKNOWN.value if isinstance(spec.form.parse(Absence.UNKNOWN.value), Absence) else ""
    except ValueError:
        return ""


def _changed(node: Node, path: tuple[Step, ...], change: Callable[[Node], Node | None]) -> Node | None:
    """The tree with the node at `path` changed; None if there is none, or if the change cannot be made."""
    if not path:
        return change(node)
    if isinstance(node, Sequence) and isinstance(path[0], int):
        inner = _changed(node.items[path[0]], path[1:], change)
        items = (*node.items[: path[0]], inner, *node.items[path[0] + 1 :])
        return replace(node, items=items) if inner is not None else None
    if not isinstance(node, Mapping):
        return None
    entries = tuple(
        (key, _changed(value, path[1:], change) if key.text == path[0] else value) for key, value in node.entries
    )
    return replace(node, entries=entries) if all(value is not None for _, value in entries) else None


def _said(node: Node, text: str) -> Node | None:
    return node._replace(text=text, plain=False) if isinstance(node, Scalar) else None


def _with_field(node: Node, word: str, text: str) -> Node | None:
    """The table with one more field, which points at the table itself."""
    if not isinstance(node, Mapping):
        return None
    line, column, width = node.spot
    said = Scalar(text, line, column, width, plain=False)
    others = tuple(entry for entry in node.entries if entry[0].text != word)
    return replace(node, entries=(*others, (said._replace(text=word), said)))


def _renamed(node: Node, word: str, right: str) -> Node | None:
    """The table with a field under another word; without the field if that is empty or taken."""
    if not isinstance(node, Mapping):
        return None
    taken = {key.text for key, _ in node.entries}
    entries = tuple(
        (key._replace(text=right) if key.text == word else key, value)
        for key, value in node.entries
        if key.text != word or (right and right not in taken)
    )
    return replace(node, entries=entries)
