"""A summary survives its way through JSON, and nothing that is none is taken for one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from cunwu.core.frozen import replace
from cunwu.derive.disclosure import Disclosure, Line, State
from cunwu.derive.due_terms import Terms
from cunwu.derive.irregular import Irregularity
from cunwu.derive.summary import Summary, Tally
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.derive.waiting import Waiting
from cunwu.values.period import month_of, quarter_of, year_of
from cunwu.values.quantity import parse_quantity
from support.disclosure_summaries import summary_of

PAGE = Path(__file__).resolve().parents[2] / "content" / "handbook" / "province.md"

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
words = st.text(min_size=1, max_size=8)
counts = st.integers(0, 10**6)
periods = st.builds(lambda make, day: make(day), st.sampled_from([month_of, quarter_of, year_of]), days)
lines = st.builds(
    Line,
    item=words,
    period=periods,
    due=days,
    state=st.sampled_from(State),
    on=st.none() | days,
    days=counts,
    lacking=st.lists(words, max_size=2).map(tuple),
    waiting=st.booleans(),
)
disclosures = st.builds(
    Disclosure,
    item=words,
    rhythm=st.sampled_from(["月", "季", "年", "随时"]),
    lines=st.lists(lines, max_size=1).map(tuple),
    unmeasured=st.sampled_from(State),
    newest=st.text(max_size=8),
    newest_record=st.none(),
)
tallies = st.builds(
    Tally,
    **dict.fromkeys(("villages", "cadres", "projects", "projects_open", "deeds", "meetings"), counts),
    **dict.fromkeys(("due", "on_time", "late", "missing", "untimed"), counts),
    households_visited=st.none() | st.sampled_from(["12 户", "约30 户", "160多 户"]).map(parse_quantity),
)
terms = st.builds(
    Terms, rhythms=st.lists(st.tuples(words, words), max_size=3).map(tuple), due_day=st.integers(1, 31), since=days
)
summaries = st.builds(
    Summary,
    path=words,
    name=words,
    is_village=st.booleans(),
    is_demonstration=st.booleans(),
    disclosures=st.lists(disclosures, max_size=3).map(tuple),
    overdue=st.lists(lines, max_size=3).map(tuple),
    tally=tallies,
    held=st.booleans(),
    level=words,
    below=st.lists(words, max_size=3).map(tuple),
    terms=st.lists(st.tuples(terms, counts), max_size=3).map(tuple),
)


@given(summaries)
@settings(deadline=None)
def test_a_summary_is_the_same_after_its_way_through_json(summary: Summary) -> None:
    again = from_plain(json.loads(json.dumps(to_plain(summary))))
    assert again == summary
    visited, same = summary.tally.households_visited, again.tally.households_visited
    assert (visited and visited.text) == (same and same.text), "as it was typed too"


def test_the_summary_of_a_real_board_is_the_same_after_its_way_through_json() -> None:
    assert from_plain(json.loads(json.dumps(to_plain(summary_of())))) == summary_of()


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"tally": {"dorms": 1}},
        {"disclosures": [{}]},
        {"overdue": [{"period": "2026-13"}]},
        {"terms": [1]},
    ],
)
def test_what_is_no_summary_is_refused(change: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_plain({**to_plain(summary_of()), **change})


def words_in(plain: object) -> Iterator[str]:
    if isinstance(plain, dict):
        yield from plain
    for part in plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ():
        yield from words_in(part)


def test_the_handbook_tells_every_field_and_no_other() -> None:
    summary = summary_of()
    whole = replace(
        summary,
        tally=replace(summary.tally, households_visited=parse_quantity("12 户")),
        irregular=(Irregularity("a", "a/b.yml", "项目 路", "PRJ005", "", "早于", "", None),),
        waiting=(Waiting("a", "a/b.yml", "项目 路", "缺", None, date(2026, 3, 1), 3),),
    )
    section = PAGE.read_text("utf-8").partition("## 县的网站公布什么")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([a-z_]+)`", section)) == set(words_in(to_plain(whole)))
