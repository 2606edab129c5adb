"""What a record tells, field by field and row by row: whether a later version of it tells more than an earlier one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cunwu.kinds.base import Item, Nature, NumberedItem, written
from cunwu.kinds.fields import fields_of
from cunwu.kinds.record import Record

_Path = tuple[str, ...]
_Leaf = tuple[_Path, str, str, object]
"""Where a value stands, the number of its row, the words by which a correction names it, and the value."""


def own_fields(model: type[Record]) -> frozenset[str]:
    """Names of the fields of a kind, without those that every record has: a remark or a correction is no content."""
    return frozenset(model.declared) - frozenset(Record.declared)


def tells_no_more(now: Record, earlier: Record, names: Collection[str]) -> bool:
    """Whether all that these fields tell now was told earlier; a figure that was corrected since is told again."""
    corrected = {(one.item or "", one.field) for one in now.corrections}
    known = {path: value for path, _, _, value in _leaves(earlier, names, (), "", "")}
    return all(
        path in known and (value is None or known[path] == value or (number, words) in corrected)
        for path, number, words, value in _leaves(now, names, (), "", "")
    )


def _leaves(item: Item, names: Collection[str] | None, path: _Path, number: str, words: str) -> Iterator[_Leaf]:
    """Every value that is written; None stands for one that moves on by itself."""
    for spec in fields_of(type(item)):
        value = getattr(item, spec.name)
        if value is None or (names is not None and spec.name not in names):
            continue
        here, named = (*path, spec.name), f"{words}{spec.word}"
        if spec.model is None:
            for part in value if spec.many else (value,):
                at = (*here, str(part)) if spec.many else here
                yield at, number, named, None if spec.nature is Nature.STATE else part
        elif not spec.many:
            yield from _leaves(value, None, here, number, f"{named}.")
        else:
            for position, row in enumerate(written(value)):
                own = row.number if isinstance(row, NumberedItem) else str(position)
                yield from _leaves(row, None, (*here, own), own, "")
