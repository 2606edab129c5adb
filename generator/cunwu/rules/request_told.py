"""HIS: what a request does that no rule forbids, and that whoever merges it must have seen."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Problem
from cunwu.history.change import Change, ChangeKind
from cunwu.history.versions import Version, Versions
from cunwu.kinds.fields import word_of
from cunwu.kinds.goal import Goals, Target
from cunwu.kinds.parts import spec_at
from cunwu.records.takedown import wrongly_gone
from cunwu.rules.history import path_to, spot_of
from cunwu.rules.request import REQUEST_REFUSALS
from cunwu.values.quantity import Quantity
from cunwu.yaml.reader import Scalar, node_at


def words_taken_down(versions: Versions) -> Iterator[Problem]:
    """Each field that is taken down, by its name and never by what it said; refused if it was nobody's."""
    for key in sorted(versions.old.keys() & versions.new.keys()):
        new = versions.new[key]
        for change in versions.changes_of(key):
            if change.kind is ChangeKind.REDACTED:
                label = f"{new.kind.label}「{key[2]}」" if key[2] else new.kind.label
                where = f"编号 {change.item} " if change.item else ""
                fault = _fault_of(versions.old[key], new, change)
                facts = {"label": label, "where": where, "field": change.field, "fault": fault}
                refusal = REQUEST_REFUSALS["HIS015" if fault else "HIS014"]
                yield refusal.problem(new.path, spot_of(new, change), **facts)


def goals_met_when_set(versions: Versions) -> Iterator[Problem]:
    """Each target that a request sets, and that is reached already: it asks for nothing."""
    for key, new in sorted(versions.new.items()):
        if not isinstance(new.record, Goals):
            continue
        old = versions.old[key].record if key in versions.old else None
        known = {one.number for one in old.targets if one.aim is not None} if isinstance(old, Goals) else set()
        for target in new.record.targets:
            aim, achieved = target.aim, target.achieved
            if target.number in known or not isinstance(aim, Quantity) or not isinstance(achieved, Quantity):
                continue
            if aim.unit == achieved.unit and achieved.number >= aim.number:
                spot = spot_of(new, Change(*key, target.number, word_of(Target, "aim"), ChangeKind.ADDED))
                facts = {"goal": target.goal, "aim": aim.text, "achieved": achieved.text}
                yield REQUEST_REFUSALS["HIS022"].problem(new.path, spot, **facts)


def _fault_of(old: Version, new: Version, change: Change) -> str:
    path = path_to(old, change)
    spec, was, now = spec_at(type(old.record), path), node_at(old.node, path), node_at(new.node, path_to(new, change))
    if spec is None or not isinstance(was, Scalar):
        return ""
    return wrongly_gone(spec, was.text.strip(), now.text.strip() if isinstance(now, Scalar) else "")
