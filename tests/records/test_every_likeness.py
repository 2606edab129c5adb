"""The same picture is known again whatever was done to it, and another is not taken for it."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from cunwu.records.attachments import likeness
from cunwu.records.attachments.likeness import is_same, same_among
from cunwu.records.attachments.pictures import grey_of
from support.attached import WAYS, drawn
from support.effort import effort

COUNT = effort(8, 60)
"""`tests/bench/bench_likeness.py` does two hundred."""
PICTURES = [drawn(320, 240, seed) for seed in range(1, COUNT + 1)]
GREYS = [grey_of(picture) for picture in PICTURES]


@pytest.mark.parametrize("way", WAYS)
def test_the_same_picture_is_known_again(way: str) -> None:
    assert [is_same(grey, grey_of(WAYS[way](picture))) for grey, picture in zip(GREYS, PICTURES, strict=True)] == [
        True
    ] * COUNT


def test_another_picture_is_another() -> None:
    assert [pair for pair in combinations(range(COUNT), 2) if is_same(GREYS[pair[0]], GREYS[pair[1]])] == []


def test_what_was_compared_is_not_compared_again_and_a_torn_line_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    greys = {"a": GREYS[0], "b": grey_of(WAYS["mirrored"](PICTURES[0])), "c": GREYS[1]}
    assert same_among(greys, tmp_path) == (("a", "b"),)
    (kept,) = tmp_path.iterdir()
    calls: list[int] = []

    def counted(*_: bytes) -> bool:
        calls.append(1)
        return False

    monkeypatch.setattr(likeness, "is_same", counted)
    assert same_among(greys, tmp_path) == (("a", "b"),)
    assert calls == []
    kept.write_text(kept.read_text()[:-20])
    same_among(greys, tmp_path)
    assert calls == [1]
