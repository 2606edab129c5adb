"""From real commits to the pages: when everything came stands there in sign and word, and stays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from cunwu.derive.disclosure import Disclosure, State
from cunwu.pages.places.disclosure import measure, plan_disclosure
from cunwu.pages.places.region import LISTED
from cunwu.pages.places.village import plan_village
from cunwu.render import Renderer
from support.disclosure_boards import COUNTY, OWN, ledger, zero
from support.disclosure_projects import ROOT, Project, commit

TOWN = "名称: 清河镇\n级别: 镇\n"
XIAHE = OWN.replace("上河", "下河").replace("2026-01-01", "2026-09-01")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """March in time by a minute, April late by a minute, May late and moved behind a new due day, June never."""
    root = tmp_path_factory.mktemp("disclosure") / "project"
    root.mkdir()
    commit(
        root,
        "2026-01-02T01:00:00",
        {"region.yml": COUNTY, "qinghe/region.yml": TOWN, "qinghe/shanghe/village.yml": OWN},
    )
    folder = "qinghe/shanghe"
    commit(root, "2026-04-15T15:59:00", {f"{folder}/finance/2026-03.yml": ledger("2026-03")})
    commit(root, "2026-05-15T16:00:00", {f"{folder}/finance/2026-04.yml": ledger("2026-04")})
    commit(root, "2026-06-25T01:00:00", {f"{folder}/finance/2026-05.yml": ledger("2026-05")})
    commit(root, "2026-07-01T01:00:00", {f"{folder}/village.yml": f"{OWN}公开设置:\n  截止日: 28\n"})
    commit(root, "2026-04-10T01:00:00", {f"{folder}/notices/ling.yml": zero("走访", "2026-06")})  # a clock set back
    commit(root, "2026-09-20T01:00:00", {"qinghe/xiahe/village.yml": XIAHE})
    return Project(root)


def told(disclosure: Disclosure) -> Mapping[str, tuple[State, int]]:
    return {line.period.text: (line.state, line.days) for line in disclosure.lines}


def test_lateness_is_measured_from_commits_to_the_minute_in_china(project: Project) -> None:
    accounts = told(project.measured("qinghe/shanghe")["收支"])
    assert accounts["2026-03"] == (State.ON_TIME, 0)
    assert accounts["2026-04"] == (State.LATE, 1)
    assert accounts["2026-02"][0] is State.MISSING


def test_a_due_day_moved_afterwards_leaves_what_was_late(project: Project) -> None:
    accounts = project.measured("qinghe/shanghe")["收支"]
    due = {line.period.text: line.due.isoformat() for line in accounts.lines}
    assert told(accounts)["2026-05"] == (State.LATE, 10)
    assert (due["2026-05"], due["2026-06"]) == ("2026-06-15", "2026-07-28")


def test_a_commit_whose_clock_was_set_back_is_no_earlier_than_the_one_before(project: Project) -> None:
    line = next(line for line in project.measured("qinghe/shanghe")["走访"].lines if line.period.text == "2026-06")
    assert (line.state, line.on) == (State.ZERO, date(2026, 7, 1))


def test_the_page_of_all_periods_tells_each_with_its_days(project: Project) -> None:
    context = project.context("qinghe/shanghe")
    text = project.text(plan_disclosure(context, measure(context)))
    assert "按提交时间算：北京时间" in text
    assert "本村 2026 年 1 月 1 日加入公开栏" in text
    assert "\n2026 年 4 月\n2026 年 5 月 15 日\n2026 年 5 月 16 日\n! 逾期 1 天\n" in text
    assert "\n2026 年 3 月\n2026 年 4 月 15 日\n2026 年 4 月 15 日\n✓ 按时\n" in text
    assert "\n2026 年 2 月\n2026 年 3 月 15 日\n—\n✕ 未公开，已逾期 250 天\n" in text
    assert "\n2026 年 11 月\n2026 年 12 月 28 日\n—\n· 未到期\n" in text
    assert "✓ 零申报" in text
    assert "近十二个月 9 期中 1 期按时，2 期逾期后补上，6 期没有公开" in text


def test_lateness_still_stands_there_years_later_folded_by_year(project: Project) -> None:
    context = project.context("qinghe/shanghe", date(2031, 5, 1))
    page = plan_disclosure(context, measure(context))
    text = project.text(page)
    assert "! 逾期 1 天" in text
    assert page is not None
    html = Renderer(ROOT / "theme").render(page).decode()
    years = re.findall(r"<summary>([0-9]+) 年</summary>", html)
    assert years == ["2029", "2028", "2027", "2026"] * 3  # of three items, before the last two years


def test_without_history_the_page_says_so_and_claims_no_day(project: Project) -> None:
    context = project.context("qinghe/shanghe", history=False)
    text = project.text(plan_disclosure(context, measure(context)))
    assert "未核对历史" in text
    assert "按提交时间" not in text
    assert "\n2026 年 4 月\n2026 年 5 月 28 日\n—\n✓ 已公开\n" in text
    accounts = text[text.index("收支（每月）") : text.index("走访（每月）")]
    assert "近十二个月到期 9 期，6 期没有公开" in accounts
    assert "按时" not in accounts
    assert "! " not in accounts


def test_a_record_that_is_not_committed_is_told_as_such(project: Project) -> None:
    fresh = project.root / "villages" / "qinghe" / "shanghe" / "finance" / "2026-10.yml"
    fresh.write_text(ledger("2026-10"), "utf-8")
    try:
        text = project.texts(plan_village(project.context("qinghe/shanghe", date(2026, 12, 1))))
    finally:
        fresh.unlink()
    assert "：2026 年 10 月未公开，已逾期 3 天（已经写好，还没有提交）" in text


def test_the_board_of_a_village_shows_the_current_period_of_each_item(project: Project) -> None:
    text = project.texts(plan_village(project.context("qinghe/shanghe", date(2026, 5, 20))))
    assert "!\n收支\n（每月）：2026 年 4 月逾期 1 天\n2026 年 5 月 16 日公开" in text
    assert "✕\n走访\n（每月）：2026 年 4 月未公开，已逾期 5 天\n应在 2026 年 5 月 15 日以前公开" in text
    assert "·\n项目\n（随时）：不适用" in text


def test_a_town_shows_its_villages_and_everything_overdue(project: Project) -> None:
    text = project.region("qinghe")
    assert text.index("\n下河村\n0\n0\n") > text.index("\n上河村\n✓ 1 期\n✓ 1 期\n! 2 期\n✕ ")
    assert "近十二个月逾期的" in text
    assert "\n上河村\n收支 2026 年 4 月\n2026 年 5 月 15 日\n! 逾期 1 天，2026 年 5 月 16 日补上\n" in text
    assert "\n下河村\n收支 2026 年 9 月\n2026 年 10 月 15 日\n✕ 未公开，已逾期 36 天\n" in text
    assert text.index("下河村\n收支 2026 年 9 月") < text.index("上河村\n收支 2026 年 4 月")


def test_a_county_counts_by_town_and_ranks_nobody(project: Project) -> None:
    text = project.region("")
    assert "\n清河镇\n✓ 1 期\n✓ 1 期\n! 2 期\n✕ " in text
    assert re.search(r"[0-9]+ 项中 [0-9]+ 项按时", text)
    assert "近十二个月逾期的" not in text
    assert "上河村\n✕" not in text


def test_a_long_list_is_cut_and_the_rest_is_counted(project: Project) -> None:
    text = project.region("qinghe", date(2029, 3, 20))
    rows = re.findall(r"\n(?:上|下)河村\n(?:收支|走访|会议) ", text)
    assert len(rows) <= LISTED
    assert re.search(r"另有 [0-9]+ 项是一年以前的，到现在还没有公开，见各村的页面。", text)


UNWATCHED = """\
    - 编号: 五
      事项: 宅基地审批情况
      周期: 季
    - 编号: 六
      事项: 临时救助申请结果
      周期: 随时
      对象: 特定对象
      哪里问: 村委会办公室
"""


def test_a_9_what_cannot_be_watched_or_is_not_on_the_web_is_listed_as_such(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    commit(root, "2026-01-02T01:00:00", {"region.yml": COUNTY + UNWATCHED, "shanghe/village.yml": OWN})
    context = Project(root).context("shanghe")
    board = Project(root).texts(plan_village(context, measure(context)))
    times = Project(root).text(plan_disclosure(context, measure(context)))
    assert "宅基地审批情况（每季）：不由程序核对" in times
    assert "临时救助申请结果（随时）：不上网：到村委会办公室问" in times
    assert re.search(r"宅基地审批情况\s+（每季）：不由程序核对\s+·?", board)
    assert re.search(r"临时救助申请结果\s+（随时）：不上网：到村委会办公室问", board)
    assert "最新" not in board.partition("宅基地审批情况")[2].partition("临时救助")[0]
