"""HIS: records of a request that a neighbour has word for word: a month of his, saved in the wrong folder."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, Problem
from cunwu.history.closing import NUMBERS, dated
from cunwu.history.versions import Versions
from cunwu.kinds.base import NumberedItem
from cunwu.kinds.fields import fields_of
from cunwu.kinds.goal import GOAL
from cunwu.kinds.parts import numbered_items
from cunwu.records.board import Outline
from cunwu.records.places import Place
from cunwu.records.source import Source
from cunwu.rules.request_refusals import REQUEST_REFUSALS
from cunwu.values.period import Period

_UNREAD = regex(r"(?m)^编号:.*\n?|^[ \t]*#.*\n?|[ \t]+$")
"""The record's own number, and what is not read."""


def copies_of_neighbours(versions: Versions, source: Source, outline: Outline) -> Iterator[Problem]:
    """New or changed records with figures that a village of the same place has too, but for the names of the two.

    Of two that come together the second is told. Notices are often the same in all villages, and goals are set above.
    """
    come = {version.path for version in versions.new.values()}
    for key, version in sorted(versions.new.items()):
        place = outline.find(key[0])
        is_of_period = isinstance(dated(version), Period) and version.kind is not GOAL
        if place is None or place.parent is None or not is_of_period:
            continue
        if not any(_has_figures(row) for _, row in numbered_items(version.record)):
            continue
        for other in place.parent.children:
            twin = f"{other.folder}{version.path.removeprefix(place.folder)}"
            if other is place or twin not in other.files or (twin in come and twin > version.path):
                continue
            if _plain(source, twin, place, other) == _plain(source, version.path, place, other):
                facts = {"label": version.kind.label, "other": other.name, "path": twin}
                yield REQUEST_REFUSALS["HIS029"].problem(version.path, FILE_START, **facts)
                break


def _plain(source: Source, path: str, *places: Place) -> str:
    """The text of a file without what tells one of the villages from the other."""
    text = source.read(path).decode("utf-8", "replace").replace("\r\n", "\n")
    for place in places:
        text = text.replace(place.name, "〇").replace(place.name.removesuffix("村"), "〇")
    return _UNREAD.sub("", text).strip()


def _has_figures(row: NumberedItem) -> bool:
    """Whether a row holds a number other than nothing."""
    values = (getattr(row, spec.name) for spec in fields_of(type(row)) if not spec.many)
    return any(isinstance(value, NUMBERS) and bool(getattr(value, "number", value)) for value in values)
