"""How many periods of each item were in time, late or missing: counts that add up from village to county."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from cunwu.derive.disclosure import Disclosure, Line, State, year_before

Timeliness = tuple[tuple[str, str, int], ...]
"""Item, word of an outcome and number, sorted: what rolls up."""


class Outcome(StrEnum):
    """What became of a period; each is counted under one of them, and so is an item without periods."""

    ON_TIME = "按时"
    ZERO = "零申报"
    """In time, or on an unknown day; one that came late is late."""
    LATE = "逾期"
    MISSING = "未公开"
    OLDER = "更早未公开"
    """Missing still, and due more than a year ago."""
    UNTIMED = "已公开"
    """On an unknown day."""
    NOT_DUE = "未到期"
    """Its due day is still to come, whether it is there already or not."""
    NOT_APPLICABLE = "不适用"
    """An item of which no period is measured: watched by nobody, not on the web, or owed at no certain time."""


def count_timeliness(disclosures: Iterable[Disclosure], as_of: date) -> Timeliness:
    """The periods of one village that fell due in the last twelve months, or will; older ones if they are missing."""
    found: Counter[tuple[str, str]] = Counter()
    since = year_before(as_of)
    for disclosure in disclosures:
        for outcome in _outcomes_of(disclosure, since, as_of):
            found[disclosure.item, outcome.value] += 1
    return _sorted(found)


def _outcomes_of(disclosure: Disclosure, since: date, as_of: date) -> Iterator[Outcome]:
    if not disclosure.lines:
        yield Outcome.NOT_APPLICABLE
    for line in disclosure.lines:
        if line.due >= since:
            yield _outcome_of(line) if line.due < as_of else Outcome.NOT_DUE
        elif line.state is State.MISSING:
            yield Outcome.OLDER


def _outcome_of(line: Line) -> Outcome:
    if line.is_late:
        return Outcome.LATE
    return _BY_STATE.get(line.state, Outcome.NOT_DUE)


_BY_STATE: Mapping[State, Outcome] = {
    State.ON_TIME: Outcome.ON_TIME,
    State.ZERO: Outcome.ZERO,
    State.MISSING: Outcome.MISSING,
    State.PRESENT: Outcome.UNTIMED,
}


def add_timeliness(one: Timeliness, other: Timeliness) -> Timeliness:
    """The counts of two places together."""
    if not one or not other:
        return one or other
    found = Counter({(item, word): number for item, word, number in one})
    for item, word, number in other:
        found[item, word] += number
    return _sorted(found)


def by_item(counts: Timeliness) -> Mapping[str, Counter[str]]:
    """Item → word of an outcome → number."""
    found: dict[str, Counter[str]] = {}
    for item, word, number in counts:
        found.setdefault(item, Counter())[word] += number
    return found


def by_outcome(counts: Timeliness) -> Counter[str]:
    """Word of an outcome → number, of all items together."""
    found: Counter[str] = Counter()
    for _, word, number in counts:
        found[word] += number
    return found


def _sorted(found: Counter[tuple[str, str]]) -> Timeliness:
    return tuple((item, word, number) for (item, word), number in sorted(found.items()) if number)
