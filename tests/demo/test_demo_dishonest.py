"""No dishonest move gets through as a proposal; those pushed past every check are there for whoever looks back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from demo_dishonest import CLOSED, DISHONEST, HONEST, LEDGER, MARCH, Move, make_honest
from demo_repository import git

from cunwu.cli import main
from cunwu.history.store import open_history

ROOT = Path(__file__).resolve().parents[2]

PROPOSALS = ("silent_edit", "item_deleted", "record_deleted", "hidden_by_attributes", "evil_merge", "replaced")
PUSHED = ("back_dated", "number_reused", "history_rewritten")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    root = tmp_path / "board"
    make_honest(root)
    return root


def checked(root: Path, move: Move, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, set[str]]]:
    """Exit code of the check of a proposal, and the codes it gave by severity."""
    capsys.readouterr()
    where = ["--project", str(root), "check", "--base", move.base, "--head", move.head]
    code = main([*where, "--as-of", move.on.isoformat(), "--format", "json"])
    codes: dict[str, set[str]] = {}
    for problem in json.loads(capsys.readouterr().out)["problems"]:
        codes.setdefault(problem["severity"], set()).add(problem["code"])
    return code, codes


def test_the_registry_names_every_move() -> None:
    assert set(DISHONEST) == {*PROPOSALS, *PUSHED, "split_below_limit"}


def test_the_small_board_is_honest(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commits = git(board, "rev-list", "--reverse", "main").split()
    assert len(commits) == len(HONEST)
    for base, head, step in zip(commits, commits[1:], HONEST[1:], strict=False):
        assert checked(board, Move("", base, head, step.moment.date()), capsys) == (0, {})


@pytest.mark.parametrize("name", PROPOSALS)
def test_a_dishonest_proposal_is_refused(board: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    published = git(board, "rev-parse", "main")
    move = DISHONEST[name](board)
    code, codes = checked(board, move, capsys)
    assert git(board, "rev-parse", "main") == published
    assert code == 1, move.told
    assert set(move.refused) <= codes["错误"], move.told


@pytest.mark.parametrize("name", [name for name in PROPOSALS if name != "replaced"])
def test_taken_by_itself_the_proposed_version_is_clean(
    board: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    move = DISHONEST[name](board)
    git(board, "checkout", "--quiet", "--force", "--detach", move.head)
    # Attributes of git at the top that reach the records are refused wherever they stand.
    refused = name == "hidden_by_attributes"
    assert main(["--project", str(board), "check", "--as-of", move.on.isoformat()]) == int(refused)
    assert ("REC036" in capsys.readouterr().out) is refused


def test_git_itself_is_deceived_by_attributes_and_by_replaced_objects(board: Path, tmp_path: Path) -> None:
    DISHONEST["hidden_by_attributes"](board)
    assert "Binary files" in git(board, "diff", "main", "proposal", "--", LEDGER)
    assert "230.00" not in git(board, "diff", "main", "proposal", "--", LEDGER)
    make_honest(tmp_path / "other")
    DISHONEST["replaced"](tmp_path / "other")
    assert git(tmp_path / "other", "show", f"proposal:{LEDGER}") == MARCH.strip()


def test_neither_parent_of_the_evil_merge_touched_the_ledger(board: Path) -> None:
    move = DISHONEST["evil_merge"](board)
    parents = git(board, "rev-list", "--parents", "-1", move.head).split()[1:]
    assert len(parents) == 2
    assert [git(board, "diff", "--name-only", "main", parent, "--", LEDGER) for parent in parents] == ["", ""]


def test_one_thing_paid_in_parts_is_published_with_a_mild_word(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = DISHONEST["split_below_limit"](board)
    assert checked(board, move, capsys) == (0, {"提醒": set(move.noticed)})


# --- pushed past every check: what whoever looks back must be able to see ---


def moments(root: Path, branch: str = "main") -> list[int]:
    return [int(moment) for moment in git(root, "log", "--first-parent", "--reverse", "--format=%ct", branch).split()]


def test_a_back_dated_commit_is_older_than_the_one_before_it(board: Path) -> None:
    honest = moments(board)
    assert honest == sorted(honest)
    move = DISHONEST["back_dated"](board)
    *earlier, last = moments(board)
    assert last < earlier[-1] - 30 * 86400
    assert git(board, "rev-parse", f"{move.head}^") == move.base
    history = open_history(board, board / ".cunwu" / "cache")
    assert history is not None
    before, back_dated = history.of_place("shanghe").publications[1::-1]
    assert (before.set_back, back_dated.set_back) == (False, True)
    assert back_dated.moment == before.moment


def test_a_reused_number_stood_for_something_else_and_is_refused(
    board: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move = DISHONEST["number_reused"](board)
    path = "villages/shanghe/finance/2026-04.yml"
    before, between, after = (
        git(board, "show", f"{commit}:{path}") for commit in (f"{move.base}^", move.base, move.head)
    )
    assert ("编号: 002" in before, "编号: 002" in between, "编号: 002" in after) == (True, False, True)
    assert "打印纸" in before
    assert "打印纸" not in after
    code, codes = checked(board, move, capsys)
    assert code == 1
    assert set(move.refused) <= codes["错误"]


def test_a_rewritten_history_is_no_continuation_of_the_published_one(board: Path) -> None:
    move = DISHONEST["history_rewritten"](board)
    assert git(board, "rev-parse", "main") == move.head != move.base
    assert move.base not in git(board, "rev-list", "main").split()
    assert len(moments(board)) == len(HONEST)
    assert "230.00" in git(board, "show", "main:villages/shanghe/finance/2026-03.yml")


def test_a_rewritten_history_is_not_published_over_the_true_one(
    board: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "theme", board / "theme")
    publish = ["--project", str(board), "build", "--no-frame", "--strict", "--as-of", CLOSED.isoformat()]
    assert main(publish) == 0
    page = board / "site" / "board" / "shanghe" / "finance" / "2026-03.html"
    before = page.read_bytes()
    DISHONEST["history_rewritten"](board)
    assert main(publish) == 2
    assert "历史被改写" in capsys.readouterr().err
    assert page.read_bytes() == before


@pytest.mark.parametrize("name", DISHONEST)
def test_a_move_is_the_same_each_time(tmp_path: Path, name: str) -> None:
    told = []
    for folder in ("one", "other"):
        make_honest(tmp_path / folder)
        told.append(DISHONEST[name](tmp_path / folder))
    assert told[0] == told[1]
