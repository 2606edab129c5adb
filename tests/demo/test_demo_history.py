"""The demonstration county over twelve months: the same history each time, honest at every step, ending as shipped."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from demo_days import FIRST_DAY, LAST_DAY
from demo_history import REFORMATTED, RENAMED, ROOT, SEEN_ON, demo_steps, make_demo
from demo_repository import git
from demo_versions import COUNTY

from cunwu.cli import main
from cunwu.records.board import read_board, read_outline
from cunwu.records.source import FolderSource
from support.effort import BY_NIGHT, effort

PARTS = effort(4, 8)
NOTES = ("更正", "撤销", "补录")
SAMPLES = effort(3, 6)
"""Of the days on which the county is looked at: by day the first, one in the middle and the last."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo") / "county"
    make_demo(root)
    return root


def commits_of(root: Path, *options: str) -> list[tuple[str, date, str]]:
    """Id, day and message of the commits on the first-parent line, oldest first."""
    log = git(root, "log", "--first-parent", "--reverse", "--format=%H %cs %s", *options)
    rows = (line.split(" ", 2) for line in log.splitlines())
    return [(commit, date.fromisoformat(day), message) for commit, day, message in rows]


def changes_between(root: Path, base: str, head: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What `cunwu diff` tells of two commits."""
    capsys.readouterr()
    assert main(["--project", str(root), "diff", base, head, "--format", "json"]) == 0
    changes: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["changes"]
    return changes


def test_two_makings_give_the_same_commits(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\nname = 别人\n[core]\nautocrlf = true\n[init]\ndefaultBranch = trunk\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "别人")
    monkeypatch.setenv("TZ", "America/Lima")
    assert make_demo(tmp_path / "again") == git(demo, "rev-parse", "main")


def test_it_ends_as_it_is_shipped_byte_for_byte(demo: Path) -> None:
    for folder in ("villages", "content", "theme", "generator"):
        listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder).split("\0")
        shipped = {name: (ROOT / name).read_bytes() for name in listed if name and (ROOT / name).is_file()}
        made = git(demo, "ls-tree", "-r", "-z", "--name-only", "main", folder).rstrip("\0").split("\0")
        assert {name: (demo / name).read_bytes() for name in made} == shipped
    assert git(demo, "status", "--porcelain") == ""


def test_it_grows_over_twelve_months_in_small_steps_a_third_of_them_merged(demo: Path) -> None:
    commits = commits_of(demo)
    days = [day for _, day, _ in commits]
    assert (days[0], days[-2], days[-1]) == (FIRST_DAY, LAST_DAY, SEEN_ON)
    assert days == sorted(days)
    assert {(day.year, day.month) for day in days} >= {
        (2025, 11),
        (2025, 12),
        *((2026, month) for month in range(1, 12)),
    }
    assert 150 <= len(commits) <= 420
    merges = len(commits_of(demo, "--merges"))
    assert 0.25 < merges / len(commits) < 0.45
    times = git(demo, "log", "--first-parent", "--format=%ct").split()
    assert len(set(times)) == len(times)


def test_every_commit_is_by_the_board_in_chinese_time(demo: Path) -> None:
    people = git(demo, "log", "--format=%an <%ae> %cn <%ce>").splitlines()
    assert set(people) == {"村务公开 <board@example.invalid> 村务公开 <board@example.invalid>"}
    assert {moment[-6:] for moment in git(demo, "log", "--format=%cI").splitlines()} == {"+08:00"}


def test_records_come_and_none_ever_goes(demo: Path) -> None:
    gone = git(demo, "log", "--first-parent", "--no-renames", "--diff-filter=D", "--name-only", "--format=", "main")
    assert gone.splitlines() == [COUNTY + RENAMED[0]]
    (first, *_, last) = commits_of(demo)
    before, after = (git(demo, "ls-tree", "-r", "--name-only", one[0], COUNTY).splitlines() for one in (first, last))
    assert len(after) - len(before) > 320


def shipped_notes() -> Counter[str]:
    """How many corrections, withdrawals and late entries the shipped records of the county have."""
    found: Counter[str] = Counter()
    source = FolderSource(ROOT)
    for place in read_outline(source).root.walk():
        for file in read_board(source, place).files:
            if file.record is not None and file.path.startswith(COUNTY):
                found["更正"] += len(file.record.corrections)
                found["撤销"] += len(file.record.withdrawals)
                found["补录"] += len(file.record.late_entries)
    return found


def test_corrections_withdrawal_and_late_entry_come_each_in_a_commit_of_its_own(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By day of every sixth of them: the history is the same each time, and its check judges the others, too."""
    found: Counter[str] = Counter()
    told = [
        (base, head, message)
        for (base, _, _), (head, _, message) in pairwise(commits_of(demo))
        if any(word in message for word in NOTES)
    ]
    for base, head, message in told[:: effort(6, 1)]:
        changes = changes_between(demo, base, head, capsys)
        assert len({(change["place"], change["record"]) for change in changes}) == 1, message
        assert set(NOTES) & {change["kind"] for change in changes}, message
        found.update(change["kind"] for change in changes)
    # A record's own words of what was put right move on with it.
    assert set(found) <= {*NOTES, "进展", "新增"}
    if BY_NIGHT:
        assert {word: found[word] for word in NOTES} == shipped_notes()
    assert found["更正"] >= 3


@pytest.mark.parametrize(("word", "path"), [("文件名", RENAMED[1]), ("写法", REFORMATTED)])
def test_a_renaming_and_a_reformatting_change_bytes_and_nothing_else(
    demo: Path, word: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ((commit, _, _),) = [one for one in commits_of(demo) if word in one[2]]
    assert COUNTY + path in git(demo, "diff", "--name-only", f"{commit}^", commit).splitlines()
    assert changes_between(demo, f"{commit}^", commit, capsys) == []


def test_one_ledger_comes_late_and_all_others_in_time(demo: Path) -> None:
    days_late: dict[str, int] = {}
    for commit, day, _ in commits_of(demo):
        added = git(demo, "diff-tree", "-r", "--root", "--diff-filter=A", "--name-only", "-m", "--first-parent", commit)
        for name in added.splitlines():
            folder, _, file = name.rpartition("/")
            if folder.startswith(COUNTY) and folder.endswith("/finance") and not {"Q", "_"} & set(file):
                year, month = int(file[:4]), int(file[5:7])
                due = date(year + month // 12, month % 12 + 1, 15)
                days_late[name.removeprefix(COUNTY)] = (day - due).days
    assert {name: days for name, days in days_late.items() if days > 0} == {"qinghe/datian/finance/2026-09.yml": 34}
    assert len(days_late) > 50


def test_a_project_moves_on_stage_by_stage(demo: Path) -> None:
    states: list[str] = []
    for commit, _, _ in commits_of(demo, "--", f"{COUNTY}qinghe/shanghe/projects/2026-ludeng.yml"):
        text = git(demo, "show", f"{commit}:{COUNTY}qinghe/shanghe/projects/2026-ludeng.yml")
        (state,) = [line.removeprefix("状态: ") for line in text.splitlines() if line.startswith("状态: ")]
        states += [] if states[-1:] == [state] else [state]
    assert states == ["立项", "招标", "在建", "完工", "验收", "结算", "移交"]


def versions_of(root: Path, name: str) -> list[tuple[date, str]]:
    """The days on which a record of the county changed, with its text from then on."""
    return [
        (day, git(root, "show", f"{commit}:{COUNTY}{name}")) for commit, day, _ in commits_of(root, "--", COUNTY + name)
    ]


def test_a_competition_is_announced_before_anybody_has_points(demo: Path) -> None:
    versions = versions_of(demo, "qinghe/selections/2026-03.yml")
    assert [("得分" in text, "派往: 大田村" in text) for _, text in versions[:2]] == [(False, False)] * 2
    scored = next(day for day, text in versions if "得分" in text)
    assert (versions[0][0], scored, versions[-1][0]) == (date(2026, 3, 2), date(2026, 3, 16), date(2026, 7, 16))


def test_a_week_is_reported_the_week_after(demo: Path) -> None:
    days = {
        name.removeprefix(COUNTY): day
        for commit, day, _ in commits_of(demo, "--diff-filter=A", "--", f"{COUNTY}qinghe/*/weekly/*")
        for name in git(
            demo, "show", "--first-parent", "--format=", "--name-only", "--diff-filter=A", commit
        ).splitlines()
        if "/weekly/" in name
    }
    late = {name: (day - date.fromisoformat(name.split("_")[1][:10])).days for name, day in days.items()}
    assert len(late) == 22
    assert set(late.values()) == {1}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_step_would_have_passed_the_check_of_its_proposal(
    demo: Path, part: int, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, ((base, _, _), (head, day, message)) in enumerate(pairwise(commits_of(demo))):
        if number % PARTS == part and number // PARTS % effort(15, 1) == 0:
            check = ["--project", str(demo), "check", "--base", base, "--head", head, "--as-of", day.isoformat()]
            code = main(check)
            assert code == 0, f"{day} {message}\n{capsys.readouterr().out}"


@pytest.mark.parametrize("sample", range(SAMPLES))
def test_the_whole_county_is_clean_on_any_day(
    demo: Path, tmp_path: Path, sample: int, capsys: pytest.CaptureFixture[str]
) -> None:
    commits = commits_of(demo)
    commit, day, message = commits[sample * (len(commits) - 1) // (SAMPLES - 1)]
    git(demo, "worktree", "add", "--quiet", "--detach", str(tmp_path / "then"), commit)
    county = str(tmp_path / "then" / "villages" / "yanshi")  # records of real places were mended on real days
    assert main(["--project", str(tmp_path / "then"), "check", "--as-of", day.isoformat(), county]) == 0, message
    told = capsys.readouterr().out
    assert " 0 处错误" in told or "没有发现问题" in told
    assert "检查了 0 个地方" not in told


def test_ignored_files_and_git_itself_are_left_out() -> None:
    (first, *_) = demo_steps()
    assert "Makefile" in first.files
    assert not [name for name in first.files if name.startswith((".git/", ".venv/", "site/", ".cunwu/"))]
    assert first.files[".ci/run"] is not None
