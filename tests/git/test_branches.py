"""What a branch brings: one pass over its commits says what many small questions would."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from cunwu.git.branches import new_commits
from cunwu.git.repository import BlobChange
from support.clerk_repositories import COUNTY, VILLAGE, commit, diff, git, write
from support.march_records import LEDGER, MARCH
from support.proposals import NOTICE, PERSON, POSTED, check, codes, march_published


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return march_published(tmp_path / "board")


def asked_one_by_one(root: Path, base: str, head: str) -> list[tuple[str, str, list[BlobChange]]]:
    """The same by three questions a commit: its message, its parents, and what differs from each of them."""
    empty = git(root, "hash-object", "-t", "tree", "/dev/null")
    found = []
    for one in git(root, "rev-list", "--topo-order", f"{base}..{head}").split():
        parents = git(root, "rev-list", "--parents", "-1", one).split()[1:]
        changes = []
        for parent in parents or [empty]:
            raw = git(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", parent, one, "--", ".")
            tokens = iter(raw.split("\0"))
            for token in (token for token in tokens if token):
                _, _, before, after, status = token.split(" ")
                changes.append(
                    BlobChange(next(tokens), "" if status == "A" else before, "" if status == "D" else after)
                )
        found.append((one, git(root, "log", "-1", "--format=%B", one), changes))
    return found


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A branch with everything that makes a history hard to read, and an unrelated one merged into it."""
    root = tmp_path / "branch"
    root.mkdir()
    git(root, "init", "-q")
    write(root, "villages/region.yml", COUNTY)
    commit(root)
    git(root, "checkout", "-q", "-b", "proposal")
    write(root, LEDGER, MARCH)
    write(root, 'villages/上河/公告 \n\t"1".yml', "一\n")
    commit(root, ":000000 100644 说明像一行改动\n\n\n:100644 第二段\n\n")
    git(root, "mv", LEDGER, LEDGER.replace("03", "3"))
    (root / LEDGER.replace("03", "3")).chmod(0o755)
    (root / "villages/link.yml").symlink_to("region.yml")
    commit(root, "改名")
    git(root, "commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "")
    git(root, "checkout", "-q", "main")
    write(root, "villages/shanghe/village.yml", VILLAGE)
    write(root, "Makefile", "all:\n")
    commit(root, "主分支")
    git(root, "checkout", "-q", "proposal")
    git(root, "merge", "-q", "--no-edit", "main")
    git(root, "checkout", "-q", "--orphan", "other")
    git(root, "rm", "-rfq", ".")
    write(root, "villages/lianhua/village.yml", VILLAGE)
    commit(root, "别处来的")
    git(root, "checkout", "-q", "proposal")
    git(root, "merge", "-q", "--no-edit", "--allow-unrelated-histories", "other")
    (root / "villages/link.yml").unlink()
    commit(root, "去掉链接")
    return root


def test_one_pass_says_the_same_as_three_questions_a_commit(branch: Path) -> None:
    told = [(one.id, one.message.strip(), list(one.changes)) for one in new_commits(branch, "main", "proposal")]
    assert told == asked_one_by_one(branch, "main", "proposal")
    assert len(told) == 7
    assert sorted(len(changes) for _, _, changes in told) == [0, 1, 1, 2, 3, 5, 7]


def test_settings_of_whoever_asks_change_nothing(branch: Path) -> None:
    before = new_commits(branch, "main", "proposal")
    for name, value in (
        ("log.showRoot", "false"),
        ("log.diffMerges", "first-parent"),
        ("log.showSignature", "true"),
        ("diff.renames", "copies"),
        ("diff.relative", "true"),
        ("core.abbrev", "4"),
        ("color.ui", "always"),
        ("format.pretty", "oneline"),
        ("i18n.logOutputEncoding", "GBK"),
    ):
        git(branch, "config", name, value)
    assert new_commits(branch, "main", "proposal") == before


def test_how_often_git_is_started_does_not_grow_with_the_branch(
    branch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = tmp_path / "bin"
    counted.mkdir()
    (counted / "git").write_text(f'#!/bin/sh\necho >>{tmp_path}/started\nexec {shutil.which("git")} "$@"\n', "utf-8")
    (counted / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{counted}:{os.environ['PATH']}")
    starts = []
    for base in ("main", "proposal~1"):
        (tmp_path / "started").write_text("", "utf-8")
        new_commits(branch, base, "proposal")
        starts.append((tmp_path / "started").read_text("utf-8").count("\n"))
    assert starts == [2, 1]  # where the project lies in its repository is asked once


def test_a_merge_wrote_only_what_none_of_its_parents_has(branch: Path) -> None:
    by_message = {one.message.partition("\n")[0]: one.names for one in new_commits(branch, "main", "proposal")}
    assert by_message["Merge branch 'main' into proposal"] == ()
    assert by_message["别处来的"] == ("villages/lianhua/village.yml",)
    assert by_message["去掉链接"] == ()


# --- what the check makes of it ---------------------------------------------------------------------------------------


def test_a_number_in_the_name_of_a_file_or_in_a_link_is_found_though_it_went_again(board: Path) -> None:
    write(board, f"scans/{PERSON}.txt", "")
    (board / "villages/lianhua/notices").mkdir()
    (board / POSTED).symlink_to(f"{PERSON}.yml")
    first = commit(board)
    git(board, "rm", "-rq", "scans", POSTED)
    write(board, POSTED, NOTICE)
    commit(board)
    done = check(board)
    assert f"提交 {first[:12]}：文件名里有号码：18 位身份证号" in done.stdout
    assert f"{POSTED}:1:1: 错误 PRV001" in done.stdout
    assert PERSON not in done.stdout


def test_taking_a_badly_named_file_away_is_no_fault(board: Path) -> None:
    git(board, "checkout", "-q", "main")
    write(board, f"villages/lianhua/attachments/{PERSON}.txt", "")
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    git(board, "rm", "-q", f"villages/lianhua/attachments/{PERSON}.txt")
    commit(board)
    assert codes(check(board, "--format", "json")) == []


def test_a_submodule_in_place_of_a_record_is_a_record_that_went(board: Path) -> None:
    git(board, "rm", "-q", LEDGER)
    git(board, "update-index", "--add", "--cacheinfo", f"160000,{git(board, 'rev-parse', 'main')},{LEDGER}")
    git(board, "commit", "-q", "-m", "子模块")
    assert codes(check(board, "--format", "json")) == ["HIS003", "REC006"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LEDGER, LEDGER.replace("2026", ".2026")),
        (LEDGER.rpartition("/")[0], LEDGER.rpartition("/")[0].replace("finance", ".finance")),
        ("villages/shanghe", "villages/.shanghe"),
    ],
)
def test_a_record_or_a_whole_village_that_is_hidden_is_one_that_went(board: Path, old: str, new: str) -> None:
    git(board, "mv", old, new)
    commit(board)
    done = check(board, "--format", "json")
    found = codes(done)
    assert "REC021" in found
    assert found.count("HIS003") >= 1
    assert done.returncode == 1
    told = diff(board, "main", "HEAD").stdout
    assert "没有变化" not in told


def test_a_hidden_file_that_was_always_hidden_was_never_a_record(board: Path) -> None:
    git(board, "checkout", "-q", "main")
    write(board, "villages/shanghe/notices/.1.yml", "编号: 1\n标题: 告\n种类: 通知\n起: 2026-01-01\n")
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    git(board, "rm", "-q", "villages/shanghe/notices/.1.yml")
    commit(board)
    assert codes(check(board, "--format", "json")) == []


def test_a_hidden_file_that_a_branch_brings_is_told(board: Path) -> None:
    write(board, "villages/shanghe/notices/.1.yml", "编号: 1\n标题: 告\n种类: 通知\n起: 2026-01-01\n")
    commit(board)
    assert codes(check(board, "--format", "json")) == ["REC021"]


@pytest.mark.parametrize(("name", "code"), [("list.csv", "REC026"), ("list.old", "REC005")])
def test_a_file_that_belongs_to_no_kind_brings_its_place_in(board: Path, name: str, code: str) -> None:
    write(board, f"villages/lianhua/{name}", "张某\n")
    commit(board)
    assert codes(check(board, "--format", "json")) == [code]


def test_a_branch_without_a_common_history_is_told_so(board: Path) -> None:
    git(board, "checkout", "-q", "--orphan", "other")
    commit(board, "另起")
    done = check(board)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有共同的历史，不能合并" in done.stderr
