"""The same picture is known again whatever was done to it, and another is not taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.records.attachments import likeness
from cunwu.records.attachments.likeness import Mark, is_same, mark_of, same_among
from cunwu.records.attachments.pictures import grey_of
from support.attached import WAYS, drawn
from support.effort import effort

COUNT = effort(8, 60)
"""`tests/bench/bench_likeness.py` does two hundred."""
PICTURES = [drawn(320, 240, seed) for seed in range(1, COUNT + 1)]
MARKS = [mark_of(grey_of(picture)) for picture in PICTURES]


@pytest.mark.parametrize("way", WAYS)
def test_the_same_picture_is_known_again(way: str) -> None:
    assert [
        is_same(mark, mark_of(grey_of(WAYS[way](picture)))) for mark, picture in zip(MARKS, PICTURES, strict=True)
    ] == [True] * COUNT


def test_another_picture_is_another() -> None:
    assert same_among({str(place): mark for place, mark in enumerate(MARKS)}) == ()


def test_few_of_many_pictures_are_compared_dot_by_dot(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    fits = likeness._fits

    def counted(shown: bytes, whole: bytes, box: likeness.Box) -> bool:
        calls.append(1)
        return fits(shown, whole, box)

    monkeypatch.setattr(likeness, "_fits", counted)
    marks = {str(place): mark for place, mark in enumerate(MARKS)}
    again = mark_of(grey_of(WAYS["mirrored and cropped"](PICTURES[-1])))
    assert same_among({**marks, "again": again}) == ((str(COUNT - 1), "again"),)
    assert 1 <= len(calls) <= 2 * COUNT


def test_what_was_compared_is_not_compared_again_and_a_torn_line_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = {"a": MARKS[0], "b": mark_of(grey_of(WAYS["mirrored"](PICTURES[0]))), "c": MARKS[1]}
    assert same_among(marks, tmp_path) == (("a", "b"),)
    (kept,) = tmp_path.iterdir()
    calls: list[int] = []

    def counted(*_: Mark) -> bool:
        calls.append(1)
        return False

    monkeypatch.setattr(likeness, "_is_one", counted)
    assert same_among(marks, tmp_path) == (("a", "b"),)
    assert calls == []
    kept.write_text(kept.read_text()[:-20])
    same_among(marks, tmp_path)
    assert calls == [1]
