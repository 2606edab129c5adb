"""What a change does to the sums: every field of amounts, summed over the records that changed, before and after.

Fields are read from the declarations alone, so a new kind with amounts is included.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cunwu.core.frozen import Frozen
from cunwu.history.change import RecordKey
from cunwu.history.versions import Version, Versions
from cunwu.kinds.base import Item, Nature, NumberedItem
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of
from cunwu.kinds.record import Record
from cunwu.values.money import ZERO, Money, format_difference

_BETWEEN = "·"
_Where = tuple[str, str, str]
"""Place path, kind name, field."""


class Total(Frozen):
    """One field of one kind in one place, summed over the records that changed; None if no record has the field."""

    place: str
    record_kind: str
    field: str
    """The words that lead to the field: 明细·收入, 金额·合同."""
    before: Money | None
    after: Money | None

    @property
    def difference(self) -> str:
        """New minus old with its share of the old; empty if one of the two is missing."""
        if self.before is None or self.after is None:
            return ""
        return format_difference(self.before, self.after)


def sum_amounts(record: Record) -> dict[str, Money]:
    """Field → sum of its amounts in the whole record, without withdrawn items and without what other rows hold too."""
    sums: dict[str, Money] = {}
    for words, amount in _amounts(record, (), record.repeated):
        sums[words] = sums.get(words, ZERO) + amount
    return sums


def _amounts(item: Item, above: tuple[str, ...], repeated: Collection[str]) -> Iterator[tuple[str, Money]]:
    if isinstance(item, NumberedItem) and item.number in repeated:
        return
    for spec in fields_of(type(item)):
        value, words = getattr(item, spec.name), (*above, spec.word)
        if isinstance(value, Money) and spec.nature is Nature.FIGURE:
            yield _BETWEEN.join(words), value
        elif spec.model is not None and spec.model is not Settings:  # limits that a place lays down are no sums
            for part in (value or ()) if spec.many else (value,):
                if isinstance(part, Item):
                    yield from _amounts(part, words, repeated)


def derive_totals(versions: Versions) -> tuple[Total, ...]:
    """Totals that changed, over the records that changed, by place and kind; fields in the order of declaration."""
    before, after = dict[_Where, Money](), dict[_Where, Money]()
    for key in sorted(versions.old.keys() | versions.new.keys()):
        if versions.changes_of(key):
            for sums, side in zip(sums_of(versions, key), (before, after), strict=True):
                for field, amount in sums.items():
                    side[*key[:2], field] = side.get((*key[:2], field), ZERO) + amount
    totals = (Total(*where, before.get(where), after.get(where)) for where in dict.fromkeys((*before, *after)))
    changed = [total for total in totals if total.before != total.after]
    return tuple(sorted(changed, key=lambda total: (total.place, total.record_kind)))


def sums_of(versions: Versions, key: RecordKey) -> tuple[Mapping[str, Money], Mapping[str, Money]]:
    """The sums of one record in the older version and in the newer."""
    old, new = versions.old.get(key), versions.new.get(key)
    return _counted(old), _counted(new)


def _counted(version: Version | None) -> Mapping[str, Money]:
    return sum_amounts(version.record) if version is not None and version.record.taken_back is None else {}
