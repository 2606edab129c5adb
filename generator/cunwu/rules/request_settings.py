"""HIS: what a request changes of a place itself: settings, waivers, its names, its end, the places above it.

None of them is a figure. They decide what is owed, by whom, until when, and whose figures those are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cunwu.core.frozen import Frozen
from cunwu.core.problem import FILE_START, Problem, Spot
from cunwu.history.versions import Version, Versions
from cunwu.kinds.base import FieldSpec, Item, NumberedItem
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.forms import YES
from cunwu.kinds.region import Region
from cunwu.kinds.village import Village
from cunwu.records.board import Outline, kind_at
from cunwu.records.places import NATIONAL_DEFAULTS, Place, called_below, overlaid
from cunwu.rules.request_refusals import REQUEST_REFUSALS
from cunwu.values.dates import chinese_partial
from cunwu.yaml.reader import key_spot_at

_GROUP = word_of(Village, "settings")
_DEMONSTRATION = word_of(Village, "demonstration")
_WAIVERS = word_of(Region, "waivers")
_RETOLD = word_of(Region, "retold")
_ABOLISHED = word_of(Village, "abolished")
_NAMES = tuple(word_of(Village, name) for name in ("name", "code"))
_NAMED_ROWS = {"legal_persons": ("name", "sort", "credit_code"), "groups": ("name",)}
"""Lists of a village whose rows own figures, by their numbers; and what says who that is."""
_NOTHING = "（没有）"
_YES, _NO = YES.choices


class _Held(Frozen):
    """What holds in a place: its settings with those from above, whether it is a demonstration or an old story."""

    settings: Settings = NATIONAL_DEFAULTS
    is_demonstration: bool = False
    is_retold: bool = False


def changed_settings(versions: Versions, before: Outline | None, after: Outline) -> Iterator[Problem]:
    """What a request changes of published places; `before` holds them as they are published, None before the first."""
    for key in sorted(versions.new) if before is not None else ():
        old, new = versions.old.get(key), versions.new[key]
        if not isinstance(new.record, Region | Village) or before is None:
            continue
        above = _nearest(before, key[0].rpartition("/")[0]) if key[0] else None
        if old is not None:
            yield from _changes(old, new, before, after, above)
        elif below := [one for one in before.root.villages() if one.path.startswith(f"{key[0]}/")]:
            # A place that is put in above published ones decides for them from now on.
            what = f"在已经公布的 {len(below)} 个村上面加了一级「{new.record.name}」"
            yield REQUEST_REFUSALS["HIS025"].problem(new.path, FILE_START, what=what)
            upper, own = _held_in(above), _stated_by(new, above)
            is_demonstration = upper.is_demonstration or own.is_demonstration
            now = _Held(own.settings, is_demonstration, upper.is_retold or own.is_retold)
            may_turn = _may_turn(below, after.find(key[0]), now)
            yield from _otherwise(upper, now, new, may_turn=may_turn)
            yield from _waivers(None, new)


def _changes(old: Version, new: Version, before: Outline, after: Outline, above: Place | None) -> Iterator[Problem]:
    yield from _renamed(old, new)
    yield from _given_up(old, new)
    was, now = before.find(_path(old)), after.find(_path(new))
    if _path(old) == _path(new) or was is None or now is None:
        held = _stated_by(new, above)
        is_inside = _held_in(above).is_demonstration  # then what it calls itself decides nothing
        may_turn = is_inside or _may_turn(was.walk() if was is not None else (), now, held)
        yield from _otherwise(_stated_by(old, above), held, new, may_turn=may_turn)
    else:  # it has other places above it now, whatever its own file says
        uppers = [" · ".join(one.parent.full_name) if one.parent is not None else "" for one in (was, now)]
        if uppers[0] != uppers[1]:
            yield _called(new, f"上级从 {uppers[0]} 改为 {uppers[1]}", "")
        held = _held_in(now)
        yield from _otherwise(_held_in(was), held, new, may_turn=_may_turn(was.walk(), now, held))
    yield from _waivers(old, new)


def _path(version: Version) -> str:
    return (kind_at(version.path) or ("",))[0]


def _nearest(outline: Outline, path: str) -> Place | None:
    """The place with this path, else the nearest above it."""
    while (place := outline.find(path)) is None and path:
        path = path.rpartition("/")[0]
    return place


def _held_in(place: Place | None) -> _Held:
    return _Held(place.settings, place.is_demonstration, place.is_retold) if place is not None else _Held()


def _stated_by(version: Version, above: Place | None) -> _Held:
    """The settings of a version below the places that are published above it, and what it calls itself: 演示, 旧事."""
    record, upper = version.record, _held_in(above).settings
    if not isinstance(record, Region | Village):
        return _Held(upper)
    settings = upper if record.settings is None else overlaid(upper, record.settings)
    return _Held(settings, bool(record.demonstration), isinstance(record, Region) and bool(record.retold))


def _may_turn(published: Iterable[Place], place: Place | None, held: _Held) -> bool:
    """Whether a place may begin or cease to be a demonstration: it told nothing yet, or a place above says so."""
    if place is None or not any(set(one.files) - {one.own_file} for one in published):
        return True
    return any(_turns(above, place, held) for above in place.lineage[:-1] or (place,))


def _turns(above: Place, place: Place, held: _Held) -> bool:
    """Whether the last correction of 演示 that a place above has of this one is about what it is now."""
    notes = [
        note
        for note in (above.record.corrections if above.record is not None else ())
        if note.field == _DEMONSTRATION
        and (above is place if note.item is None else called_below(above, note.item) == (place,))
    ]
    now = _YES if held.is_demonstration else _NO
    return bool(notes) and notes[-1].after == now != notes[-1].before


def _otherwise(was: _Held, now: _Held, version: Version, *, may_turn: bool) -> Iterator[Problem]:
    told: list[tuple[str, tuple[str, ...], str, str]] = [
        (spec.word, (_GROUP, spec.word), _shown(spec, was.settings), _shown(spec, now.settings))
        for spec in fields_of(Settings)
    ]
    for word, old, new in (
        (_DEMONSTRATION, was.is_demonstration, now.is_demonstration),
        (_RETOLD, was.is_retold, now.is_retold),
    ):
        told.append((word, (word,), _YES if old else "", _YES if new else ""))
    for word, path, before, after in told:
        if before != after:
            code = "HIS030" if word == _DEMONSTRATION and not may_turn else "HIS011"
            facts = {"word": word, "before": before or _NOTHING, "after": after or _NOTHING}
            facts |= {"name": version.record.title, "was": before or _NO, "now": after or _NO}
            yield REQUEST_REFUSALS[code].problem(version.path, key_spot_at(version.node, path), **facts)


def _renamed(old: Version, new: Version) -> Iterator[Problem]:
    for spec in fields_of(type(new.record)):
        if spec.word in _NAMES and (was := _shown(spec, old.record)) != (now := _shown(spec, new.record)) and was:
            yield _called(new, f"「{spec.word}」从 {was} 改为 {now or _NOTHING}", spec.word)
    for name, names in _NAMED_ROWS.items() if isinstance(new.record, Village) else ():
        yield from _renamed_rows(word_of(Village, name), _rows(old, name), _rows(new, name), new, names)


def _rows(version: Version, name: str) -> tuple[NumberedItem, ...]:
    rows: tuple[NumberedItem, ...] = getattr(version.record, name, ())
    return rows


def _renamed_rows(
    word: str, old: Iterable[NumberedItem], new: Iterable[NumberedItem], version: Version, names: Sequence[str]
) -> Iterator[Problem]:
    """Legal persons and groups that are called otherwise: two that exchange their names exchange their accounts."""
    known = {row.number: row for row in old}
    for at, row in enumerate(new):
        for spec in fields_of(type(row)) if row.number in known else ():
            was, now = _shown(spec, known[row.number]), _shown(spec, row)
            if spec.name in names and was and was != now:
                what = f"{word} {row.number} 的「{spec.word}」从 {was} 改为 {now or _NOTHING}"
                yield _at(version, key_spot_at(version.node, (word, at, spec.word)), what)


def _given_up(old: Version, new: Version) -> Iterator[Problem]:
    """A village that says of itself that it is no more: from then on nothing is asked of it."""
    was, now = old.record, new.record
    if isinstance(was, Village) and isinstance(now, Village) and was.abolished is None and now.abolished is not None:
        facts = {"day": chinese_partial(now.abolished), "name": now.name}
        yield REQUEST_REFUSALS["HIS031"].problem(new.path, key_spot_at(new.node, (_ABOLISHED,)), **facts)


def _called(version: Version, what: str, word: str) -> Problem:
    return _at(version, key_spot_at(version.node, (word,)) if word else FILE_START, what)


def _at(version: Version, spot: Spot, what: str) -> Problem:
    return REQUEST_REFUSALS["HIS025"].problem(version.path, spot, what=what)


def _waivers(old: Version | None, new: Version) -> Iterator[Problem]:
    """Waivers that are given by a request, or given otherwise."""
    known = {_row(one) for one in old.record.waivers} if old is not None and isinstance(old.record, Region) else set()
    for waiver in new.record.waivers if isinstance(new.record, Region) else ():
        if _row(waiver) not in known:
            facts = {spec.name: _shown(spec, waiver) for spec in fields_of(type(waiver)) if spec.name != "number"}
            yield REQUEST_REFUSALS["HIS024"].problem(new.path, key_spot_at(new.node, (_WAIVERS,)), **facts)


def _shown(spec: FieldSpec, holder: Item) -> str:
    """The value of a field in one line; of a list every row with all its fields but the number."""
    value = getattr(holder, spec.name)
    rows = value if spec.many else () if value is None else (value,)
    return "、".join(_row(row) if isinstance(row, Item) else spec.form.show(row) if spec.form else "" for row in rows)


def _row(item: Item) -> str:
    shown = (_shown(spec, item) for spec in fields_of(type(item)) if spec.name != "number")
    return " ".join(text for text in shown if text)
