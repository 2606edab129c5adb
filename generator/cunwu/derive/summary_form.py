"""A summary as JSON: read by the site of a place above, and kept by a build for the next one.

This is version 1; a reader of another version refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cunwu.core.frozen import as_plain, fields_in
from cunwu.derive.composition import only_large
from cunwu.derive.disclosure import Disclosure, Line, State
from cunwu.derive.due_terms import Terms
from cunwu.derive.inspections import Inspected
from cunwu.derive.irregular import Irregularity
from cunwu.derive.posted import Named, Posted
from cunwu.derive.summary import Summary, Tally
from cunwu.derive.waiting import Waiting
from cunwu.values.period import parse_period
from cunwu.values.quantity import parse_quantity

VERSION = 1
NO_COUNTS = frozenset({"households_visited", "composition", "grades", "by_year", "rolled", "works", "timeliness"})
"""Fields of a tally that are no plain counts."""
_COUNTS = tuple(name for name in fields_in(Tally) if name not in NO_COUNTS)

Plain = dict[str, Any]


def to_plain(summary: Summary, *, whole: bool = False) -> Plain:
    """The summary as dictionaries, lists, texts and numbers.

    It is for everybody: names, and groups of people so small that one would know who they are, stand only in the
    `whole` of it.
    """
    tally = {name: getattr(summary.tally, name) for name in _COUNTS}
    groups = summary.tally.composition
    tally["composition"] = [list(one) for one in (groups if whole else only_large(summary.tally.people, groups))]
    tally["grades"] = [list(one) for one in summary.tally.grades]
    tally["rolled"] = [list(one) for one in summary.tally.rolled]
    tally["works"] = [list(one) for one in summary.tally.works]
    tally["timeliness"] = [list(one) for one in summary.tally.timeliness]
    tally["by_year"] = [list(one) for one in summary.tally.by_year]
    visited = summary.tally.households_visited
    return {
        "version": VERSION,
        "path": summary.path,
        "name": summary.name,
        "level": summary.level,
        **({"code": summary.code} if whole else {}),
        "is_village": summary.is_village,
        "is_demonstration": summary.is_demonstration,
        "is_retold": summary.is_retold,
        "held": summary.held,
        "as_of": summary.as_of.isoformat(),
        "below": list(summary.below),
        "tally": {**tally, **({"households_visited": visited.text} if visited else {})},
        "disclosures": [_disclosure(disclosure) for disclosure in summary.disclosures],
        "overdue": [_line(line) for line in summary.overdue],
        "irregular": [_irregular(one) for one in summary.irregular],
        **(_told_below(summary) if whole else {}),
        "waiting": [_waiting(one) for one in summary.waiting],
        "terms": [{**as_plain(terms), "since": terms.since.isoformat(), "villages": n} for terms, n in summary.terms],
    }


def _disclosure(disclosure: Disclosure) -> Plain:
    return {
        "item": disclosure.item,
        "rhythm": disclosure.rhythm,
        "unmeasured": disclosure.unmeasured.value,
        "newest": disclosure.newest,
        "lines": [_line(line) for line in disclosure.lines],
    }


def _irregular(one: Irregularity) -> Plain:
    return {**as_plain(one), "since": one.since.isoformat() if one.since else None}


def _read_irregular(plain: Plain) -> Irregularity:
    return Irregularity(**{**plain, "since": _day(plain["since"]) if plain["since"] else None})


def _told_below(summary: Summary) -> Plain:
    told = {"named": summary.named, "inspected": summary.inspected}
    own = {word: [as_plain(one) for one in rows] for word, rows in told.items()}
    return {"posted": [_posted(one) for one in summary.posted], **own}


def _posted(one: Posted) -> Plain:
    return {
        **as_plain(one),
        "units": list(one.units),
        "traits": list(one.traits),
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
    }


def _read_posted(plain: Plain) -> Posted:
    days = {name: _day(plain[name]) for name in ("since", "until")}
    several = {name: tuple(plain[name]) for name in ("units", "traits")}
    return Posted(**{**plain, **days, **several})


def _waiting(one: Waiting) -> Plain:
    days = {name: day.isoformat() if (day := getattr(one, name)) else None for name in ("since", "shown")}
    return {**as_plain(one), **days}


def _read_waiting(plain: Plain) -> Waiting:
    days = {name: _day(plain[name]) if plain[name] else None for name in ("since", "shown")}
    return Waiting(**{**plain, **days})


def _line(line: Line) -> Plain:
    return {
        "item": line.item,
        "period": line.period.text,
        "due": line.due.isoformat(),
        "state": line.state.value,
        "on": line.on.isoformat() if line.on else None,
        "days": line.days,
        "lacking": list(line.lacking),
        "waiting": line.waiting,
    }


def from_plain(plain: Mapping[str, Any]) -> Summary:
    """The summary from its JSON. Raises ValueError, KeyError or TypeError if it is none, or of another version."""
    if plain["version"] != VERSION:
        raise ValueError(f"summary of version {plain['version']}")
    tally = dict(plain["tally"])
    visited = tally.pop("households_visited", None)
    groups = tuple(_read_group(one) for one in tally.pop("composition", ()))
    households = parse_quantity(visited) if visited else None
    grades = tuple(_read_group(("", *one))[1:] for one in tally.pop("grades", ()))
    by_year = tuple(_read_year(one) for one in tally.pop("by_year", ()))
    # Sites of an older program know none of these.
    rolled, works = (tuple(_read_rolled(one) for one in tally.pop(name, ())) for name in ("rolled", "works"))
    timeliness = tuple(_read_group(one) for one in tally.pop("timeliness", ()))
    return Summary(
        path=plain["path"],
        name=plain["name"],
        level=plain["level"],
        code=plain.get("code", ""),
        is_village=plain["is_village"],
        is_demonstration=plain["is_demonstration"],
        is_retold=plain.get("is_retold", False),
        disclosures=tuple(_read_disclosure(one) for one in plain["disclosures"]),
        overdue=tuple(_read_line(one) for one in plain["overdue"]),
        tally=Tally(
            **tally,
            households_visited=households,
            composition=groups,
            grades=grades,
            by_year=by_year,
            rolled=rolled,
            works=works,
            timeliness=timeliness,
        ),
        held=plain["held"],
        as_of=_day(plain["as_of"]),
        below=tuple(plain["below"]),
        posted=tuple(_read_posted(one) for one in plain.get("posted", ())),
        named=tuple(Named(**one) for one in plain.get("named", ())),
        inspected=tuple(Inspected(**one) for one in plain.get("inspected", ())),
        waiting=tuple(_read_waiting(one) for one in plain.get("waiting", ())),
        irregular=tuple(_read_irregular(one) for one in plain.get("irregular", ())),
        terms=tuple((_read_terms(one), one["villages"]) for one in plain["terms"]),
    )


def _read_group(plain: Any) -> tuple[str, str, int]:
    field, word, people = plain
    if type(people) is not int or people < 0 or not isinstance(field, str) or not isinstance(word, str):
        raise ValueError("a group of people")
    return field, word, people


def _read_rolled(plain: Any) -> tuple[str, str, int]:
    group, word, number = plain  # what was paid may be below zero: more came back than was paid
    if type(number) is not int or not isinstance(group, str) or not isinstance(word, str):
        raise ValueError("a number that rolls up")
    return group, word, number


def _read_year(plain: Any) -> tuple[str, int, int]:
    item, year, number = plain
    if not isinstance(item, str) or any(type(one) is not int or one < 0 for one in (year, number)):
        raise ValueError("a number of a year")
    return item, year, number


def _read_terms(plain: Mapping[str, Any]) -> Terms:
    rhythms = tuple((a, b) for a, b in plain["rhythms"])
    # Sites of an older program know one due day for all items.
    days, kinds = (tuple((a, b) for a, b in plain.get(name, ())) for name in ("days", "kinds"))
    return Terms(rhythms, plain["due_day"], _day(plain["since"]), days, kinds)


def _read_disclosure(plain: Mapping[str, Any]) -> Disclosure:
    return Disclosure(
        item=plain["item"],
        rhythm=plain["rhythm"],
        lines=tuple(_read_line(line) for line in plain["lines"]),
        unmeasured=State(plain["unmeasured"]),
        newest=plain["newest"],
        newest_record=None,
    )


def _read_line(plain: Mapping[str, Any]) -> Line:
    return Line(
        item=plain["item"],
        period=parse_period(plain["period"]),
        due=_day(plain["due"]),
        state=State(plain["state"]),
        on=_day(plain["on"]) if plain["on"] else None,
        days=plain["days"],
        lacking=tuple(plain["lacking"]),
        waiting=plain["waiting"],
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
