"""Places that ever asked for something else, found in their own files alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.history.turns import turned_places
from support.clerk_repositories import COUNTY
from support.requests import Desk

TOP = "villages/region.yml"
DUE = "公开设置:\n  截止日: {}\n"
ESCAPED = '"\\u516c\\u5f00\\u8bbe\\u7f6e":\n  "\\u622a\\u6b62\\u65e5": {}\n'
"""The same two words, letter by letter."""


@pytest.mark.parametrize("written", [DUE, ESCAPED])
def test_a_due_day_that_changed_is_seen_however_its_word_is_written(tmp_path: Path, written: str) -> None:
    desk = Desk(tmp_path / "board", {TOP: COUNTY + written.format(5)})
    assert "" not in turned_places(desk.root)
    desk.put({TOP: COUNTY + written.format(28)})
    assert "" in turned_places(desk.root)


@pytest.mark.parametrize("written", [DUE, ESCAPED])
def test_a_due_day_that_is_stated_for_the_first_time_is_seen(tmp_path: Path, written: str) -> None:
    desk = Desk(tmp_path / "board", {TOP: COUNTY})
    desk.put({TOP: COUNTY + written.format(28)})
    assert "" in turned_places(desk.root)


def test_a_due_day_written_otherwise_is_the_same(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "board", {TOP: COUNTY + DUE.format(5)})
    desk.put({TOP: COUNTY + ESCAPED.format(5)})
    assert "" not in turned_places(desk.root)
