"""`cunwu check --base`: what merging this commit would publish, held against what was published."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.clerk_repositories import commit, git, write
from support.march_records import LEDGER, MARCH
from support.proposals import CHANGED, CORRECTION, LATER, NOTICE, PERSON, POSTED, check, codes, march_published


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return march_published(tmp_path / "board")


def proposed(root: Path, text: str, *, as_of: str = "2026-04-10") -> list[str]:
    write(root, LEDGER, text)
    commit(root)
    return codes(check(root, "--format", "json", as_of=as_of))


def test_a_silent_change_that_adds_up_is_refused_all_the_same(board: Path) -> None:
    assert proposed(board, CHANGED) == ["HIS001", "HIS001"]
    told = check(board).stdout
    assert f"{LEDGER}:9:9: 错误 HIS001 「期末」公布过的是 880.00 元，现在是 870.00 元，没有写更正" in told
    assert f"cunwu correct {LEDGER} 001 支出 330.00 --reason 原因 --approved 批准" in told


def test_the_same_change_with_its_corrections_passes(board: Path) -> None:
    assert proposed(board, CHANGED + CORRECTION) == []
    assert check(board).returncode == 0


def test_reformatting_renaming_and_reordering_pass(board: Path) -> None:
    git(board, "mv", LEDGER, LEDGER.replace("2026-03", "2026-03-hezuoshe"))
    write(board, LEDGER.replace("2026-03", "2026-03-hezuoshe"), "# 三月\n" + MARCH.replace("320.00", "'320'"))
    commit(board)
    assert codes(check(board, "--format", "json")) == []


def test_a_vanished_item_record_and_correction_are_refused(board: Path) -> None:
    git(board, "checkout", "-q", "main")
    write(board, LEDGER, MARCH + LATER)
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    assert proposed(board, MARCH) == ["HIS002"]
    git(board, "rm", "-q", LEDGER)
    commit(board)
    assert codes(check(board, "--format", "json")) == ["HIS003"]


def test_an_entry_after_the_due_day_needs_a_word_and_before_it_none(board: Path) -> None:
    assert proposed(board, MARCH + LATER, as_of="2026-04-15") == []
    assert codes(check(board, "--format", "json", as_of="2026-04-16")) == ["HIS005"]
    late = "补录:\n  - 编号: 补1\n    条目: 002\n    原因: 单据迟交\n    批准: 监委会\n    日期: 2026-04-16\n"
    assert proposed(board, MARCH + LATER + late, as_of="2026-04-16") == []


EXPLANATION = """\
反常说明:
  - 编号: 说1
    规则: SUP003
    条目: 001
    原因: 照合同付的整数
    谁: 村报账员
"""


def test_an_explanation_added_to_a_closed_month_is_no_entry_that_slipped_in(board: Path) -> None:
    assert "HIS005" not in proposed(board, MARCH + EXPLANATION, as_of="2026-06-01")
    withdrawn = "撤销:\n  - {编号: 撤1, 条目: 说1, 原因: 写错, 批准: 监委会, 日期: 2026-05-30}\n"
    assert "HIS005" not in proposed(board, MARCH + EXPLANATION + withdrawn, as_of="2026-06-01")


def test_a_source_added_to_a_closed_month_is_new_and_no_entry_that_slipped_in(board: Path) -> None:
    source = "来源:\n  - {编号: 来1, 文件: 路灯结算单, 日期: 2026-04-02}\n"
    assert proposed(board, MARCH + source, as_of="2026-06-01") == []
    assert "HIS005" in proposed(board, MARCH + LATER + source, as_of="2026-06-01")


def test_an_entry_named_like_an_explanation_slips_in_as_little_as_any_other(board: Path) -> None:
    entry = LATER.replace("002", "说1")
    assert "HIS005" in proposed(board, MARCH + entry, as_of="2026-06-01")


def test_an_explanation_that_was_published_neither_changes_nor_vanishes_quietly(board: Path) -> None:
    git(board, "checkout", "-q", "main")
    write(board, LEDGER, MARCH + EXPLANATION)
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    assert "HIS001" in proposed(board, MARCH + EXPLANATION.replace("照合同付的整数", "不知道"))
    assert "HIS002" in proposed(board, MARCH)


def test_what_is_judged_is_the_merge_not_the_branch(board: Path) -> None:
    git(board, "checkout", "-q", "main")
    write(board, LEDGER, CHANGED + CORRECTION)
    commit(board)
    git(board, "checkout", "-q", "proposal")
    write(board, "villages/lianhua/notices/2026-07.yml", "编号: 2026-07\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n")
    commit(board)
    assert codes(check(board, "--format", "json")) == []


def test_a_branch_that_contradicts_main_is_told_to_merge_first(board: Path) -> None:
    write(board, LEDGER, CHANGED + CORRECTION)
    commit(board)
    git(board, "checkout", "-q", "main")
    write(board, LEDGER, MARCH.replace("320.00", "340.00").replace("880.00", "860.00"))
    commit(board)
    git(board, "checkout", "-q", "proposal")
    done = check(board)
    assert (done.returncode, done.stdout) == (2, "")
    assert "合并有冲突" in done.stderr


def test_attributes_uncommitted_files_and_replaced_objects_hide_nothing(board: Path) -> None:
    write(board, ".gitattributes", "* -diff export-ignore\n")
    write(board, LEDGER, CHANGED)
    commit(board)
    write(board, LEDGER, MARCH)
    blob = git(board, "rev-parse", f"HEAD:{LEDGER}")
    git(board, "replace", blob, git(board, "rev-parse", f"main:{LEDGER}"))
    # How git treats files belongs to the program; that it comes along with records is worth a notice.
    assert codes(check(board, "--format", "json")) == ["HIS001", "HIS001", "HIS009", "REC036"]


def test_other_rules_are_applied_to_the_places_that_were_touched(board: Path) -> None:
    write(
        board,
        "villages/lianhua/notices/2026-07.yml",
        "编号: 2026-07\n标题: 11010519491231002X\n种类: 通知\n起: 2026-03-15\n",
    )
    commit(board)
    assert codes(check(board, "--format", "json")) == ["PRV001"]


def test_a_shallow_clone_and_an_unknown_base_are_refused(board: Path, tmp_path: Path) -> None:
    commit_twice = MARCH + LATER
    write(board, LEDGER, commit_twice)
    commit(board)
    git(tmp_path, "clone", "-q", "--depth", "1", board.as_uri(), "shallow")
    done = check(tmp_path / "shallow")
    assert done.returncode == 2
    assert "git fetch --unshallow" in done.stderr
    git(board, "branch", "-m", "main", "trunk")
    done = check(board)
    assert done.returncode == 2
    assert "没有叫「main」的版本" in done.stderr


def test_a_number_that_a_later_commit_took_away_is_still_found(board: Path) -> None:
    write(board, POSTED, NOTICE + f"正文: 找张某 {PERSON}\n")
    first = commit(board)
    write(board, POSTED, NOTICE)
    commit(board)
    done = check(board)
    assert done.returncode == 1
    assert f"{POSTED}:5:" in done.stdout
    assert f"提交 {first[:12]}：这里有 18 位身份证号" in done.stdout
    assert "git rebase -i" in done.stdout
    assert PERSON not in done.stdout


def test_a_number_in_the_message_of_a_commit_or_in_a_file_that_is_no_record_is_found(board: Path) -> None:
    write(board, POSTED, NOTICE)
    message = commit(board, f"录入 {PERSON}")
    write(board, "villages/lianhua/notices/list.csv", f"张某,{PERSON}\n")
    commit(board)
    git(board, "rm", "-q", "villages/lianhua/notices/list.csv")
    commit(board)
    told = check(board).stdout
    assert f"提交 {message[:12]}:1:1: 错误 PRV001 提交说明里有18 位身份证号" in told
    assert "list.csv" in told
    assert PERSON not in told


def test_what_was_published_long_ago_is_not_told_again(board: Path) -> None:
    git(board, "checkout", "-q", "main")
    write(board, POSTED, NOTICE + f"正文: {PERSON}\n")
    commit(board, PERSON)
    write(board, POSTED, NOTICE)
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    write(board, POSTED.replace("07", "08"), NOTICE.replace("2026-07", "2026-08").replace("修渠", "修路"))
    commit(board)
    assert codes(check(board, "--format", "json")) == []


BENEFIT = "villages/shanghe/benefits/2026-dibao.yml"
LIST = """\
编号: 2026-低保
名称: 低保
种类: 低保
期间: 2026
名单:
  - 编号: 名1
    姓名: 张某甲
    金额: 100.00
"""


def test_a_changed_name_of_a_list_is_told_as_that_and_a_village_that_vanished_by_its_name(board: Path) -> None:
    git(board, "checkout", "-q", "main")
    write(board, BENEFIT, LIST)
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    write(board, BENEFIT, LIST.replace("张某甲", "李某乙"))
    (board / "villages/lianhua/village.yml").unlink()
    commit(board)
    told = check(board).stdout
    assert "HIS001 公布过的名单里，编号 名1 的「姓名」改了（不列出），没有写更正" in told
    assert "张某甲" not in told
    assert "HIS003 村「莲花村」公布过，现在没有了" in told
