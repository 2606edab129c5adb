"""`cunwu explain-fact`: writes why something irregular is so into the record, and the check shows it explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.answers import OLD_SHEET, WORKS_BEFORE_APPROVAL, make_village
from support.commands import run_here

DAY = ("--as-of", "2026-11-20")
FILE = "villages/qinghe/shanghe/projects/x.yml"
SHEET = "villages/qinghe/shanghe/finance/2026-03.yml"
SAID = ("--reason", "汛期先抢修", "--who", "村委会主任")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    make_village(tmp_path, {"projects/x.yml": WORKS_BEFORE_APPROVAL, "finance/2026-03.yml": OLD_SHEET})
    return tmp_path


def test_the_block_is_written_and_the_check_shows_it_explained(board: Path) -> None:
    done = run_here(board, "explain-fact", FILE, "prj005", *SAID, *DAY)
    assert done.returncode == 0, done.stderr
    block = "反常说明:\n  - 编号: 说1\n    规则: PRJ005\n    条目: 点2\n    原因: 汛期先抢修\n    谁: 村委会主任\n"
    assert (board / FILE).read_text("utf-8").endswith(block)
    assert "说明：汛期先抢修（村委会主任）" in run_here(board, "check", FILE, *DAY).stdout
    assert run_here(board, "check", "--strict-facts", FILE, *DAY).returncode == 0


def test_without_a_reason_the_place_is_left_open_and_the_check_asks_for_it(board: Path) -> None:
    done = run_here(board, "explain-fact", FILE, "PRJ005", *DAY)
    assert "REC047 反常说明 说1 还没有写完：「原因」是「…」" in done.stdout
    assert run_here(board, "check", FILE, *DAY).returncode == 1


def test_each_of_several_rows_gets_its_own_explanation_or_only_the_one_that_was_named(board: Path) -> None:
    three = WORKS_BEFORE_APPROVAL + "  - {编号: 点3, 节点: 完工, 实际: 2013-02}\n"
    (board / FILE).write_text(three, "utf-8")
    run_here(board, "explain-fact", FILE, "PRJ005", "--item", "点3", *SAID, *DAY)
    assert (board / FILE).read_text("utf-8").count("规则: PRJ005") == 1
    run_here(board, "explain-fact", FILE, "PRJ005", *SAID, *DAY)
    text = (board / FILE).read_text("utf-8")
    assert [text.count(part) for part in ("编号: 说1", "条目: 点3", "编号: 说2", "条目: 点2")] == [1, 1, 1, 1]


@pytest.mark.parametrize("code", ["PRJ001", "XYZ999"])
def test_where_there_is_nothing_to_explain_a_sentence_says_so(board: Path, code: str) -> None:
    done = run_here(board, "explain-fact", FILE, code, *SAID, *DAY)
    assert (done.returncode, f"{FILE} 里没有还没说明的 {code}" in done.stderr) == (2, True)
    assert (board / FILE).read_text("utf-8") == WORKS_BEFORE_APPROVAL


def test_what_is_explained_already_is_not_explained_again(board: Path) -> None:
    run_here(board, "explain-fact", FILE, "PRJ005", *SAID, *DAY)
    assert run_here(board, "explain-fact", FILE, "PRJ005", *SAID, *DAY).returncode == 2


def test_an_error_is_not_explained_away(board: Path) -> None:
    (board / FILE).write_text(WORKS_BEFORE_APPROVAL.replace("2014-10", "2099-10"), "utf-8")
    done = run_here(board, "explain-fact", FILE, "REC012", *SAID, *DAY)
    assert (done.returncode, "REC012 是错误，写了说明也不能公布，要改好" in done.stderr) == (2, True)


def test_an_old_sheet_is_told_as_in_the_original_once_somebody_approved(board: Path) -> None:
    refused = run_here(board, "explain-fact", SHEET, "FIN003", *SAID, *DAY)
    assert (refused.returncode, "--original --approved" in refused.stderr) == (2, True)
    meeting = ("--original", "--approved", "2026-04-08 村务监督委员会")
    assert run_here(board, "explain-fact", SHEET, "FIN003", *SAID, *meeting, *DAY).returncode == 0
    done = run_here(board, "check", SHEET, *DAY)
    assert (done.returncode, "反常 FIN003" in done.stdout, "相差 −20.00 元" in done.stdout) == (0, True, True)
