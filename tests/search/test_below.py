"""Which places below a region hold which words: nobody is missed, and a change costs only what it touches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

import cunwu.search.below
from cunwu.core.database import SpoiltError
from cunwu.search.below import Change, all_shards, changed_shards, open_shards, terms_below
from cunwu.values.needle import terms_of
from support.effort import effort
from support.search_model import places_holding, weight

Files = dict[str, bytes]
ABOUT = "board/zhen/search/below.json"
WORDS = st.text("路灯电费硬化桥改造水1２3.,− aAß𠮷", max_size=8)
PLACES = st.lists(st.lists(WORDS, max_size=4), min_size=1, max_size=6)


def made_of(places: Iterable[Iterable[str]]) -> Files:
    holders = [terms_of(texts) for texts in places]
    return dict(all_shards("zhen", holders, len(holders)))


def asked(files: Mapping[str, bytes], query: str) -> list[int]:
    told = json.loads(files[ABOUT])
    return places_holding(
        query,
        told["shards"],
        told["width"],
        lambda number: json.loads(files[f"board/zhen/search/below/{number}.json"]),
    )


@pytest.fixture(autouse=True)
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few words already fill several."""
    monkeypatch.setattr(cunwu.search.below, "_SHARD", 100)


@given(PLACES, st.data())
def test_every_place_that_holds_a_word_is_found_by_it(places: list[list[str]], data: st.DataObject) -> None:
    files = made_of(places)
    position = data.draw(st.integers(0, len(places) - 1))
    text = data.draw(st.sampled_from(places[position] or ["无"]))
    start = data.draw(st.integers(0, len(text)))
    query = text[start : data.draw(st.integers(start, len(text)))]
    if query.replace(",", "").strip() and places[position]:
        assert position in asked(files, query)


@given(PLACES, st.data())
def test_after_any_changes_the_files_are_as_if_made_from_nothing(places: list[list[str]], data: st.DataObject) -> None:
    files = made_of(places)
    for _ in range(2):
        changed = {
            position: data.draw(st.lists(WORDS, max_size=4))
            for position in data.draw(st.sets(st.integers(0, len(places) - 1)))
        }
        changes, before = {}, terms_below("zhen", files.__getitem__)
        for position, texts in changed.items():
            old, new = terms_of(places[position]), terms_of(texts)
            changes[position] = Change(new - old, old - new)
            places[position] = texts
        found = changed_shards("zhen", changes, files.__getitem__)
        files |= dict(found.files)
        for url in found.removed:
            del files[url]
        assert files == made_of(places)
        after = terms_below("zhen", files.__getitem__)
        assert (found.change.came, found.change.went) == (after - before, before - after)


def test_a_changed_word_reads_and_writes_as_little_of_a_large_region_as_of_a_small_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cunwu.search.below, "_SHARD", 12_000)
    costs = []
    for width in (10, 2_000):
        random = Random(1)  # noqa: S311 - made up, the same each time
        files = made_of([[f"公益支出第 {random.randrange(9999)} 笔"] for _ in range(width)])
        read: list[str] = []

        def note(url: str, files: Files = files, read: list[str] = read) -> bytes:
            read.append(url)
            return files[url]

        found = changed_shards("zhen", {3: Change(frozenset({"桥改"}), frozenset())}, note)
        costs.append((len(read), len(found.files)))
    assert costs == [(2, 2), (2, 2)]


@pytest.mark.slow
@pytest.mark.parametrize("places", [50, 2_000])
def test_no_shard_is_heavy_however_different_the_words_of_the_places_are(
    monkeypatch: pytest.MonkeyPatch, places: int
) -> None:
    monkeypatch.setattr(cunwu.search.below, "_SHARD", 12_000)
    random = Random(7)  # noqa: S311 - made up, the same each time
    common = [chr(random.randrange(0x4E00, 0x6E00)) for _ in range(400)]
    texts = [["".join(random.choices(common, k=40)) for _ in range(12)] for _ in range(places)]
    files = made_of(texts)
    heaviest = max(weight(content) for url, content in files.items() if "/below/" in url)
    assert heaviest <= 15 * 1024
    assert 3 * heaviest + weight(files[ABOUT]) <= 45 * 1024


@pytest.mark.parametrize("spoilt", [b"", b"[]", b'{"width": 1}', b'{"shards": 1, "weight": "x", "width": 2}'])
def test_what_is_not_as_it_was_written_is_said_to_be_spoilt(spoilt: bytes) -> None:
    with pytest.raises(SpoiltError):
        open_shards("zhen", {ABOUT: spoilt}.__getitem__)


@settings(max_examples=effort(16, 50))
@given(st.lists(WORDS))
def test_terms_never_reach_from_one_text_into_another(texts: list[str]) -> None:
    assert terms_of(texts) == frozenset[str]().union(*(terms_of([text]) for text in texts))
