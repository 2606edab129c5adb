"""HIS: settings that a request changes. They are no figures, and they decide what is owed, by whom, and until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cunwu.core.problem import Problem
from cunwu.history.versions import Version, Versions
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.region import Region
from cunwu.kinds.village import Village
from cunwu.records.places import overlaid
from cunwu.rules.request import REQUEST_REFUSALS
from cunwu.yaml.reader import key_spot_at

_GROUP = word_of(Village, "settings")
_DEMONSTRATION = word_of(Village, "demonstration")
_NOTHING = "（没有）"


def changed_settings(versions: Versions, inherited: Callable[[str], Settings]) -> Iterator[Problem]:
    """Settings of published places that a request changes; `inherited` returns those a place has from above."""
    for key in sorted(versions.old.keys() & versions.new.keys()):
        old, new = versions.old[key], versions.new[key]
        if isinstance(old.record, Region | Village) and isinstance(new.record, Region | Village):
            yield from _changes(old.record, new.record, new, inherited(key[0]))


def _changes(old: Region | Village, new: Region | Village, version: Version, above: Settings) -> Iterator[Problem]:
    was, now = (above if one.settings is None else overlaid(above, one.settings) for one in (old, new))
    told = [(spec.word, (_GROUP, spec.word), _shown(spec, was), _shown(spec, now)) for spec in fields_of(Settings)]
    yes = ("是" if one.demonstration else "" for one in (old, new))
    for word, path, before, after in (*told, (_DEMONSTRATION, (_DEMONSTRATION,), *yes)):
        if before != after:
            facts = {"word": word, "before": before or _NOTHING, "after": after or _NOTHING}
            yield REQUEST_REFUSALS["HIS011"].problem(version.path, key_spot_at(version.node, path), **facts)


def _shown(spec: FieldSpec, holder: Item) -> str:
    """The value of a field in one line; of a list every row with all its fields but the number."""
    value = getattr(holder, spec.name)
    rows = value if spec.many else () if value is None else (value,)
    return "、".join(_row(row) if isinstance(row, Item) else spec.form.show(row) if spec.form else "" for row in rows)


def _row(item: Item) -> str:
    shown = (_shown(spec, item) for spec in fields_of(type(item)) if spec.name != "number")
    return " ".join(text for text in shown if text)
