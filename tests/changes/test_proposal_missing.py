"""A plain check names what is missing by the catalogue of each due day, as the site does; few open the history."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.clerk_repositories import COUNTY, VILLAGE, write
from support.commands import run_here
from support.requests import Desk

OWN = "villages/zhen/shanghe/village.yml"
TOWN = "villages/zhen/region.yml"
REGION = "名称: 示例镇\n级别: 镇\n演示: 是\n"
JOINED = VILLAGE + "加入日期: 2026-01-01\n"
ITEM = "公开设置:\n  公开目录:\n    - 编号: 收支\n      事项: 收支\n      周期: {}\n"
MONTHLY, YEARLY = ITEM.format("月"), ITEM.format("年")
PEOPLE = "户数: 300 户\n"
Steps = tuple[dict[str, str | None], ...]


def plain(root: Path) -> str:
    """What a check without a base says is missing."""
    said = run_here(root, "check", "--as-of", "2026-06-01").stdout
    return said.partition("PUB001")[2].partition("\n")[0]


def board(tmp_path: Path, *steps: dict[str, str | None]) -> Desk:
    desk = Desk(tmp_path / "board", {OWN: JOINED, TOWN: REGION, **steps[0]})
    for step in steps[1:]:
        desk.put(step)
    return desk


ASKING_OTHERWISE: dict[str, Steps] = {
    "a town asks for it once a year": ({TOWN: REGION + MONTHLY}, {TOWN: REGION + YEARLY}),
    "a village asks for it once a year": ({OWN: JOINED + MONTHLY}, {OWN: JOINED + YEARLY}),
    "a village drops its catalogue": ({OWN: JOINED + MONTHLY}, {OWN: JOINED}),
    "a town writes it otherwise, then drops it": (
        {TOWN: REGION + MONTHLY},
        {TOWN: REGION + "公开设置: {公开目录: [{编号: 收支, 事项: 收支, 周期: 年}]}\n"},
    ),
    "a town is put in above": (
        {"villages/region.yml": COUNTY + MONTHLY, TOWN: None},
        {TOWN: REGION + YEARLY},
    ),
}


@pytest.mark.parametrize("name", ASKING_OTHERWISE)
def test_what_was_owed_when_it_fell_due_stays_missing_in_every_check(tmp_path: Path, name: str) -> None:
    first, *later = ASKING_OTHERWISE[name]
    given = {path: text for path, text in first.items() if text is not None}
    desk = Desk(tmp_path / "board", {OWN: JOINED, **({TOWN: REGION} if TOWN not in first else {}), **given})
    for step in later:
        desk.put(step)
    assert "收支 2026-01、2026-02" in plain(desk.root)
    assert (desk.root / ".cunwu" / "cache" / "history.sqlite").exists()


OTHERWISE_CHANGED: dict[str, Steps] = {
    "nothing": ({TOWN: REGION + MONTHLY},),
    "people are counted": ({TOWN: REGION + MONTHLY}, {OWN: JOINED + PEOPLE}),
    "a town has a telephone": ({TOWN: REGION + MONTHLY}, {TOWN: REGION + MONTHLY + "  监督电话: '12345'\n"}),
    "another village comes": (
        {TOWN: REGION + MONTHLY},
        {"villages/zhen/xiahe/village.yml": JOINED.replace("上河", "下河")},
    ),
}


@pytest.mark.parametrize("name", OTHERWISE_CHANGED)
def test_a_check_leaves_the_history_closed_where_nobody_changed_what_is_owed(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = board(tmp_path, *OTHERWISE_CHANGED[name])
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))
    assert "收支 2026-01 到 2026-04" in plain(desk.root)
    assert not (desk.root / ".cunwu" / "cache" / "history.sqlite").exists()
    asked = [
        line.split("git ", 1)[1].split()[0] for line in trace.read_text("utf-8").splitlines() if "built-in" in line
    ]
    assert asked.count("log") == 1
    assert asked.count("cat-file") <= 1


def test_a_village_that_owes_nothing_asks_git_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path / "board", {OWN: VILLAGE, TOWN: REGION + MONTHLY})
    desk.put({TOWN: REGION + YEARLY})
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))
    assert plain(desk.root) == ""
    assert "built-in: git log" not in (trace.read_text("utf-8") if trace.exists() else "")


def test_a_folder_without_a_history_is_measured_by_what_it_says_today(tmp_path: Path) -> None:
    for path, text in {"mkdocs.yml": "", "villages/region.yml": COUNTY, TOWN: REGION + MONTHLY, OWN: JOINED}.items():
        write(tmp_path, path, text)
    assert "收支 2026-01 到 2026-04" in plain(tmp_path)
