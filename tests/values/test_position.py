"""Positions: how they are typed, what is meant by other ways of typing them, and how far they are apart."""

from __future__ import annotations

import pytest

from cunwu.values.position import Position, parse_position
from cunwu.values.wording import Misread


def test_a_position_is_north_and_east() -> None:
    spot = parse_position("29.503,112.017")
    assert spot == (29.503, 112.017)
    assert (spot.text, spot.label) == ("29.503,112.017", "北纬 29.503°，东经 112.017°")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("112.017,29.503", "29.503,112.017"),
        ("29.5034567,112.0171234", "29.503,112.017"),
        ("29.503，112.017", "29.503,112.017"),
        ("29.503 112.017", "29.503,112.017"),
        ("北纬 29.503°，东经 112.017°", "29.503,112.017"),
        ("29.503N, 112.017E", "29.503,112.017"),
        ("29.5,112", ""),
        ("60.000,112.017", ""),
        ("村口", ""),
        ("", ""),
    ],
)
def test_what_else_is_typed_is_told_with_what_is_meant(typed: str, right: str) -> None:
    with pytest.raises(Misread, match="应为") as told:
        parse_position(typed)
    assert told.value.right == right


def test_kilometres_are_counted_over_the_globe() -> None:
    here = Position(29.5, 112.0)
    assert here.km_to(here) == 0
    assert here.km_to((29.527, 112.0)) == pytest.approx(3.0, abs=0.01)
    assert here.km_to((29.5, 112.031)) == pytest.approx(3.0, abs=0.01)
    assert here.km_to((-29.5, -68.0)) == pytest.approx(20015, abs=10)
