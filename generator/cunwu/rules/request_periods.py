"""HIS: what a request does to what is owed: records that would count as in time, and periods that are owed no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from cunwu.core.problem import FILE_START, Problem
from cunwu.derive.coverage import tells_what_happened
from cunwu.derive.disclosure import derive_disclosures
from cunwu.history.closing import Closing, dated
from cunwu.history.explanations import value_of
from cunwu.history.versions import Version, Versions
from cunwu.kinds.fields import word_of
from cunwu.kinds.village import Village
from cunwu.records.board import Board, kind_at
from cunwu.rules.request_refusals import REQUEST_REFUSALS
from cunwu.values.period import Period
from cunwu.yaml.reader import key_spot_at

_DAYS_FOR_REVIEW = 3
"""A request is looked at for so long without a word."""


def times_that_excuse(
    versions: Versions, stated: Mapping[str, date], closing: Closing, is_measured: Callable[[str], bool]
) -> Iterator[Problem]:
    """New records of a period whose commit, by its own time, came in time, though the request comes too late.

    `stated` holds the day that the commit states which brought a file, by its path. A day before the period began
    cannot be true either. `is_measured` tells whether anything is ever late in a place.
    """
    for key in sorted(versions.new.keys() - versions.old.keys()):
        version = versions.new[key]
        period, day = dated(version), stated.get(version.path)
        is_owed = tells_what_happened(version.kind) and is_measured(key[0])
        if not isinstance(period, Period) or day is None or not is_owed:
            continue
        closed, as_of = closing.closed_on(key[0], period), closing.as_of
        if day < period.first or (day <= closed < as_of and (as_of - day).days > _DAYS_FOR_REVIEW):
            facts = {"day": day.isoformat(), "period": period.label, "closed": closed.isoformat()}
            fault = "这一期还没有开始" if day < period.first else f"最晚是 {facts['closed']}，今天已经过了"
            yield REQUEST_REFUSALS["HIS017"].problem(version.path, FILE_START, **facts, fault=fault)


BoardAt = Callable[[str], Board | None]
"""The board of a place by its path; None if there is no such place."""


def periods_released(versions: Versions, before: BoardAt, after: BoardAt, as_of: date) -> Iterator[Problem]:
    """Villages that owe less of the past by a request: dissolved, joined later, moved, or with fewer books."""
    for key in sorted(versions.old.keys() & versions.new.keys()):
        old, new = versions.old[key], versions.new[key]
        words = list(_changed(old, new))
        if not words:
            continue
        place = (kind_at(old.path) or ("",))[0]
        gone = _owed(before(place), as_of) - _owed(after(key[0]), as_of)
        count = len({(item, period) for item, period, _ in gone})
        if count:
            facts = {"words": "、".join(words), "count": count}
            spot = key_spot_at(new.node, (words[0],)) if value_of(new.node, words[0]) else FILE_START
            yield REQUEST_REFUSALS["HIS018"].problem(new.path, spot, **facts)


def _changed(old: Version, new: Version) -> Iterator[str]:
    was, now = old.record, new.record
    if not isinstance(was, Village) or not isinstance(now, Village):
        return
    if was.joined != now.joined:
        yield "加入日期"
    if was.abolished != now.abolished:
        yield "撤销日期"
    if _books(was) != _books(now):
        yield word_of(Village, "legal_persons")
    if old.path != new.path:
        yield "所在的地方"


def _books(village: Village) -> frozenset[tuple[str, str | None]]:
    """The legal persons that count, each with the one whose book holds its money."""
    return frozenset((person.number, person.kept_in) for person in village.legal_persons)


def _owed(board: Board | None, as_of: date) -> frozenset[tuple[str, Period, str]]:
    """Every item and period that fell due before a day, and once more for each book that it lacks."""
    found = derive_disclosures(board, as_of) if board is not None else ()
    lines = [(one.item, line) for one in found for line in one.lines if line.due < as_of]
    return frozenset((item, line.period, book) for item, line in lines for book in ("", *line.lacking))
