"""The sheets of a whole town in one command, from the demonstration town with its five villages."""

from __future__ import annotations

import re

import pytest

from support.commands import run_here
from support.site_parts import copy_project


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every sheet as text, as of 20 November 2026."""
    root = copy_project(tmp_path_factory.mktemp("town") / "project")
    done = run_here(root, "poster", "yanshi/qinghe", "--as-of", "2026-11-20", "--out", "out.html")
    assert done.stdout.startswith("5 个村"), done.stdout + done.stderr
    whole = (root / "out.html").read_text("utf-8")
    return [re.sub(r"<[^>]+>", "\n", one) for one in whole.split('<section class="sheet">')[1:]]


def test_a_town_has_its_own_sheet_and_one_of_each_sort_for_its_villages(sheets: list[str]) -> None:
    assert "各村公开情况" in sheets[0]
    assert all(f"{village}村" in sheets[0] for village in ("大田", "莲花", "上河", "石桥", "竹溪"))
    for words in ("财务收支", "驻村干部公示", "项目公示：", "临时救助拟定名单公示"):
        assert any(words in sheet for sheet in sheets)


def test_names_stand_on_a_sheet_only_while_one_may_object(sheets: list[str]) -> None:
    (names,) = (sheet for sheet in sheets if "临时救助拟定名单公示" in sheet)
    assert "戴某" in names
    assert "请在 2026 年 11 月 25 日以前提出" in names


def test_every_sheet_names_a_village_its_telephone_and_its_code(sheets: list[str]) -> None:
    for sheet in sheets:
        assert re.search(r"(?:村|镇)村务公开", sheet)
        assert "监督电话 123" in sheet
        assert re.search(r"核对码：(?:[0-9A-F]{4}-){3}[0-9A-F]{4}", sheet)
        assert "演示数据" in sheet
