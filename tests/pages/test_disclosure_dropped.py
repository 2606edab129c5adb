"""From real commits: what an item of the catalogue owed when it fell due stays owed, whatever settings say later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from cunwu.derive.disclosure import Disclosure, State
from cunwu.derive.summary import derive_summary
from cunwu.pages.places.disclosure import measure, plan_disclosure
from cunwu.pages.places.village import plan_village
from support.disclosure_boards import COUNTY, OWN, ledger, meeting
from support.disclosure_projects import Project, commit

AS_OF = date(2026, 8, 20)
VISITS = "    - 编号: 二\n      事项: 走访\n      周期: 月\n"
WITHDRAWN = "撤销:\n  - {编号: 撤1, 条目: 二, 原因: 另有办法, 批准: 县里, 日期: 2026-05-20}\n"
Lines = Mapping[str, tuple[State, int]]


def published(root: Path, *turns: tuple[str, str], own: str = OWN) -> Project:
    """A county whose settings change at these moments, and a village that published March's accounts late."""
    root.mkdir()
    (first, county), *later = turns
    commit(root, first, {"region.yml": county, "qinghe/region.yml": "名称: 清河镇\n级别: 镇\n"})
    commit(root, first.replace("T01", "T02"), {"qinghe/shanghe/village.yml": own})
    march = ("2026-04-20T01:00:00", {"qinghe/shanghe/finance/2026-03.yml": ledger("2026-03")})
    for moment, files in sorted([march, *((moment, {"region.yml": text}) for moment, text in later)]):
        commit(root, moment, files)
    return Project(root)


def owed(project: Project, item: str) -> Lines:
    """Period → state and days late, of one item, dropped or not."""
    found: list[Disclosure] = [one for one in measure(project.context("qinghe/shanghe", AS_OF)) if one.item == item]
    return {line.period.text: (line.state, line.days) for one in found for line in one.lines}


START = ("2026-01-02T01:00:00", COUNTY)


@pytest.mark.parametrize(
    "after",
    [
        COUNTY.replace(VISITS, ""),
        COUNTY.replace("      事项: 走访\n", "      事项: 走访情况\n      程序核对: 无\n"),
        COUNTY.replace("      事项: 走访\n", "      事项: 走访\n      方式: 依申请\n"),
        COUNTY.replace("      事项: 走访\n", "      事项: 走访\n      程序核对: 无\n"),
        COUNTY.partition("  公开目录:\n")[0],
        COUNTY + WITHDRAWN,
    ],
    ids=["dropped", "called otherwise", "kept off the web", "watched no more", "no catalogue at all", "withdrawn"],
)
def test_what_an_item_owed_before_it_went_stays_owed(tmp_path: Path, after: str) -> None:
    project = published(tmp_path / "board", START, ("2026-05-20T01:00:00", after))
    lines = owed(project, "走访")
    assert [text for text, (state, _) in sorted(lines.items()) if state is State.MISSING] == [
        f"2026-0{month}" for month in (1, 2, 3, 4)
    ]
    assert "2026-05" not in lines, "it fell due when the item was gone"
    context = project.context("qinghe/shanghe", AS_OF)
    found = measure(context)
    assert derive_summary(context.board, AS_OF, held=False, disclosures=found).tally.missing >= 4
    times = project.text(plan_disclosure(context, found))
    assert "走访（每月，后来不列入公开目录；列入的时候到期的仍算早晚）" in times
    assert all("后来不列入" not in project.text(page) for page in plan_village(context, found))


def test_an_item_that_was_dropped_before_it_fell_due_owes_nothing(tmp_path: Path) -> None:
    project = published(tmp_path / "board", START, ("2026-02-14T01:00:00", COUNTY.replace(VISITS, "")))
    assert owed(project, "走访") == {}


def test_a_longer_rhythm_excuses_no_shorter_period_that_fell_due(tmp_path: Path) -> None:
    yearly = COUNTY.replace("事项: 走访\n      周期: 月", "事项: 走访\n      周期: 年")
    lines = owed(published(tmp_path / "board", START, ("2026-05-20T01:00:00", yearly)), "走访")
    assert {text for text, (state, _) in lines.items() if state is State.MISSING} == {
        "2026-01",
        "2026-02",
        "2026-03",
        "2026-04",
    }
    assert lines["2026"] == (State.NOT_DUE, 0)


@pytest.mark.parametrize(
    ("moved", "days"),
    [("2026-05-20T01:00:00", 10), ("2026-04-09T01:00:00", 0)],
    ids=["after it fell due", "while it was open"],
)
def test_the_due_day_of_an_item_is_that_of_the_time(tmp_path: Path, moved: str, days: int) -> None:
    early = COUNTY.replace("      事项: 收支\n", "      事项: 收支\n      截止日: 10\n")
    late = early.replace("截止日: 10", "截止日: 28")
    project = published(tmp_path / "board", ("2026-01-02T01:00:00", early), (moved, late))
    assert owed(project, "收支")["2026-03"] == (State.LATE if days else State.ON_TIME, days)


def test_an_item_that_came_later_was_not_owed_before(tmp_path: Path) -> None:
    first = ("2026-01-02T01:00:00", COUNTY.replace(VISITS, ""))
    lines = owed(published(tmp_path / "board", first, ("2026-05-20T01:00:00", COUNTY)), "走访")
    missing = sorted(text for text, (state, _) in lines.items() if state is State.MISSING)
    assert missing == ["2026-05", "2026-06", "2026-07"]


def test_a_village_that_writes_a_shorter_catalogue_owes_what_it_owed(tmp_path: Path) -> None:
    project = published(tmp_path / "board", START)
    short = f"{OWN}公开设置:\n  公开目录:\n    - {{编号: 一, 事项: 收支, 周期: 月}}\n"
    commit(project.root, "2026-05-20T01:00:00", {"qinghe/shanghe/village.yml": short})
    assert sorted(owed(project, "走访")) == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert sorted(owed(project, "会议")) == ["2026-Q1"]


def test_other_changes_of_settings_and_records_cost_no_look_at_old_versions(tmp_path: Path) -> None:
    project = published(tmp_path / "board", START, ("2026-05-20T01:00:00", COUNTY + "简介: 一个县\n"))
    commit(project.root, "2026-06-01T01:00:00", {"qinghe/shanghe/meetings/1.yml": meeting("2026-05-30")})
    context = project.context("qinghe/shanghe", AS_OF)
    measure(context)
    assert context.site.history is not None
    assert context.site.history.own_files.reads == 0
