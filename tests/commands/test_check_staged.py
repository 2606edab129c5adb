"""`cunwu check --staged` and the hooks: what the next commit would record, and nothing else, before it is recorded."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.clerk_repositories import COUNTY, VILLAGE, commit, git, write
from support.march_records import LEDGER, MARCH
from support.proposals import CHANGED, CORRECTION, LATER

ROOT = Path(__file__).resolve().parents[2]
PERSON = "11010519491231002X"
NOTICE = "编号: 2026-07\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n"
POSTED = "villages/lianhua/notices/2026-07.yml"
LARGE = MARCH.replace("1200.00", "3200.00").replace("880.00", "1200.00").replace("320.00", "2000.00")
FALLEN = LARGE.replace("2000.00", "1000.00").replace("期末: 1200.00", "期末: 2200.00")


def put_board(root: Path) -> Path:
    """A board whose March is committed on main, with our hooks and the environment they call, neither tracked."""
    root.mkdir()
    git(root, "init", "-q")
    write(root, ".git/info/exclude", "/.venv/\n/.ci/\n")
    write(root, "mkdocs.yml", "")
    write(root, "villages/region.yml", COUNTY)
    write(root, "villages/shanghe/village.yml", VILLAGE)
    write(root, "villages/lianhua/village.yml", VILLAGE.replace("上河", "莲花"))
    write(root, LEDGER, MARCH)
    commit(root)
    put_hooks(root)
    return root


def put_hooks(root: Path) -> None:
    shutil.copytree(ROOT / ".ci" / "hooks", root / ".ci" / "hooks")
    write(root, ".venv/bin/cunwu", f'#!/bin/sh\nexec {sys.executable} -m cunwu.cli "$@"\n')
    (root / ".venv/bin/cunwu").chmod(0o755)
    git(root, "config", "core.hooksPath", ".ci/hooks")
    git(root, "config", "user.name", "clerk")
    git(root, "config", "user.email", "clerk@example.invalid")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return put_board(tmp_path / "board")


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def commit_with_hooks(root: Path, *arguments: str, message: str = "记录") -> str:
    """What was said when the commit was refused; nothing when it was made."""
    before = run(root, "git", "rev-parse", "HEAD").stdout
    done = run(root, "git", "commit", "-q", "-m", message, *arguments)
    made = run(root, "git", "rev-parse", "HEAD").stdout != before
    assert made == (done.returncode == 0), done.stderr
    assert "Traceback" not in done.stderr
    return "" if made else done.stdout + done.stderr


def staged(root: Path, *arguments: str, as_of: str = "2026-04-10") -> list[str]:
    command = (sys.executable, "-m", "cunwu.cli", "check", "--staged", "--format", "json", "--as-of", as_of)
    done = run(root, *command, *arguments)
    assert done.returncode in (0, 1), done.stderr
    return sorted(f"{problem['code']} {problem['severity']}" for problem in json.loads(done.stdout)["problems"])


# --- commits with the hooks switched on -------------------------------------------------------------------------------


def test_a_silent_change_is_refused_and_one_with_its_corrections_committed(board: Path) -> None:
    write(board, LEDGER, CHANGED)
    git(board, "add", "-A")
    assert "错误 HIS001 「支出」公布过的是 320.00 元，现在是 330.00 元，没有写更正" in commit_with_hooks(board)
    write(board, LEDGER, CHANGED + CORRECTION)
    git(board, "add", "-A")
    assert commit_with_hooks(board) == ""


def test_what_is_staged_is_judged_not_what_lies_in_the_folder(board: Path) -> None:
    write(board, POSTED, NOTICE)
    git(board, "add", "-A")
    write(board, LEDGER, CHANGED)
    write(board, POSTED, NOTICE + f"正文: {PERSON}\n")
    assert commit_with_hooks(board) == ""
    git(board, "add", "-A")
    write(board, LEDGER, MARCH)
    (board / POSTED).unlink()
    said = commit_with_hooks(board)
    assert "HIS001" in said
    assert "PRV001" in said
    assert PERSON not in said


def test_everything_that_commit_a_takes_along_is_judged(board: Path) -> None:
    write(board, LEDGER, CHANGED)
    assert commit_with_hooks(board, "--allow-empty") == ""
    assert "HIS001" in commit_with_hooks(board, "-a")


def test_a_commit_of_one_file_is_judged_by_that_file(board: Path) -> None:
    write(board, LEDGER, CHANGED)
    write(board, POSTED, NOTICE)
    git(board, "add", "-A")
    assert commit_with_hooks(board, POSTED) == ""
    assert "HIS001" in commit_with_hooks(board, LEDGER)
    assert "HIS001" in commit_with_hooks(board)


def test_a_number_in_the_message_is_refused_without_repeating_it(board: Path) -> None:
    write(board, POSTED, NOTICE)
    git(board, "add", "-A")
    said = commit_with_hooks(board, message=f"录入张某\n\n{PERSON}")
    assert "提交说明:1:1: 错误 PRV001 提交说明里有18 位身份证号" in said
    assert PERSON not in said
    assert commit_with_hooks(board, message="录入公告") == ""


def test_before_the_first_commit_nothing_was_published(tmp_path: Path) -> None:
    root = tmp_path / "new"
    put_board(root)
    git(root, "update-ref", "-d", "HEAD")
    write(root, POSTED, NOTICE + f"正文: {PERSON}\n")
    git(root, "add", "-A")
    assert "PRV001" in commit_with_hooks(root)
    write(root, POSTED, NOTICE)
    git(root, "add", "-A")
    assert commit_with_hooks(root) == ""


def test_without_the_environment_the_hooks_say_what_to_do(board: Path) -> None:
    (board / ".venv/bin/cunwu").unlink()
    assert "请先运行 bash .ci/setup site" in commit_with_hooks(board, "--allow-empty")


def test_a_commit_of_ones_own_may_be_mended_until_it_is_published(board: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(board), "published.git")
    git(tmp_path, "clone", "-q", "published.git", "clone")
    clone = tmp_path / "clone"
    write(clone, ".git/info/exclude", "/.venv/\n/.ci/\n")
    put_hooks(clone)
    for figure in ("0.00", "5.00"):
        later = LATER.replace("0.00", figure).replace("002", "00二")
        closing = f"{880 + float(figure):.2f}"
        write(clone, LEDGER, (MARCH + later + lately("00二")).replace("880.00", closing) + closing_corrected(closing))
        assert commit_with_hooks(clone, "-a") == "", figure
    write(clone, LEDGER, CHANGED)
    assert "HIS001" in commit_with_hooks(clone, "-a")


def lately(number: str) -> str:
    return f"补录:\n  - 编号: 补1\n    条目: {number}\n    原因: 单据迟交\n    批准: 监委会\n    日期: 2026-04-16\n"


def closing_corrected(closing: str) -> str:
    if closing == "880.00":
        return ""
    return (
        "更正:\n  - 编号: 更1\n    条目: 现金\n    字段: 期末\n    原值: 880.00\n    新值: "
        f"{closing}\n    原因: 随补1\n    批准: 监委会\n    日期: 2026-04-16\n"
    )


# --- the command ------------------------------------------------------------------------------------------------------


def test_only_places_that_the_commit_touches_are_checked(board: Path) -> None:
    write(board, LEDGER, MARCH.replace("880.00", "990.00"))
    commit_anyway(board)
    write(board, POSTED, NOTICE)
    git(board, "add", "-A")
    assert staged(board) == []


def commit_anyway(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--no-verify", "-m", "未检查")


def test_a_number_in_the_name_of_any_file_is_found(board: Path) -> None:
    write(board, f"content/{PERSON}.md", "")
    write(board, f"villages/lianhua/attachments/{PERSON}.txt", "")
    git(board, "add", "-A")
    assert staged(board) == ["HIS009 错误", "PRV008 错误", "PRV008 错误"]


def test_a_file_that_is_no_record_brings_its_place_in(board: Path) -> None:
    write(board, "villages/lianhua/list.csv", f"张某,{PERSON}\n")
    git(board, "add", "-A")
    assert staged(board) == ["PRV013 错误", "REC026 错误"]


def test_a_large_fall_asks_for_a_word_in_the_message_that_is_still_to_be_written(board: Path) -> None:
    write(board, LEDGER, LARGE)
    commit_anyway(board)
    corrections = CORRECTION.replace("320.00", "2000.00").replace("330.00", "1000.00")
    write(board, LEDGER, FALLEN + corrections.replace("880.00", "1200.00").replace("870.00", "2200.00"))
    git(board, "add", "-A")
    assert staged(board) == ["HIS007 提醒"]


def test_in_a_merge_only_what_the_merge_itself_brings_is_held_against_what_was_published(board: Path) -> None:
    git(board, "checkout", "-q", "-b", "mine")
    write(board, POSTED, NOTICE)
    commit_anyway(board)
    git(board, "checkout", "-q", "main")
    write(board, LEDGER, MARCH + LATER)
    write(board, POSTED, NOTICE.replace("修渠", "修路"))
    commit_anyway(board)
    git(board, "checkout", "-q", "mine")
    assert run(board, "git", "merge", "-q", "main").returncode != 0
    done = run(board, sys.executable, "-m", "cunwu.cli", "check", "--staged")
    assert (done.returncode, done.stdout) == (2, "")
    assert "有冲突的先解决" in done.stderr
    write(board, POSTED, NOTICE.replace("修渠", "修路"))
    git(board, "add", "-A")
    assert staged(board, "--base", "main", as_of="2026-05-10") == []
    write(board, LEDGER, CHANGED + LATER)
    git(board, "add", "-A")
    assert staged(board, "--base", "main", as_of="2026-05-10") == ["HIS001 错误", "HIS001 错误"]


def test_a_shallow_clone_is_enough(board: Path, tmp_path: Path) -> None:
    write(board, POSTED, NOTICE)
    commit_anyway(board)
    git(tmp_path, "clone", "-q", "--depth", "1", board.as_uri(), "shallow")
    write(tmp_path / "shallow", LEDGER, CHANGED)
    git(tmp_path / "shallow", "add", "-A")
    assert staged(tmp_path / "shallow") == ["HIS001 错误", "HIS001 错误"]
    assert staged(tmp_path / "shallow", "--base", "origin/main") == ["HIS001 错误", "HIS001 错误"]


def test_an_index_named_by_git_is_read_and_every_other_word_of_the_surroundings_is_not(
    board: Path, tmp_path: Path
) -> None:
    write(board, LEDGER, CHANGED)
    other = {**os.environ, "GIT_INDEX_FILE": str(tmp_path / "index")}
    subprocess.run(("git", "add", "-A"), cwd=board, env=other, check=True)
    misled = {**other, "GIT_DIR": str(tmp_path / "nowhere"), "GIT_WORK_TREE": str(tmp_path)}
    command = (sys.executable, "-m", "cunwu.cli", "check", "--staged")
    told = subprocess.run(command, cwd=board, env=misled, capture_output=True, text=True, check=False)
    assert "HIS001" in told.stdout
    assert staged(board) == []


def test_of_a_message_only_what_somebody_wrote_is_checked(board: Path, tmp_path: Path) -> None:
    message = tmp_path / "message"
    status = f"#\tdeleted:    villages/lianhua/notices/{PERSON}.yml\n"
    below = f"# ------------------------ >8 ------------------------\n-正文: {PERSON}\n"
    command = (sys.executable, "-m", "cunwu.cli", "check", "--message", str(message))
    for text, code in ((f"删去\n{status}{below}", 0), (f"删去\n#{PERSON}\n{below}", 1)):
        message.write_text(text, "utf-8")
        done = run(board, *command)
        assert done.returncode == code, text
        assert PERSON not in done.stdout


def test_paths_and_the_index_are_two_questions(board: Path) -> None:
    done = run(board, sys.executable, "-m", "cunwu.cli", "check", "--staged", "villages")
    assert (done.returncode, done.stdout) == (2, "")
    assert "不能再写路径" in done.stderr
