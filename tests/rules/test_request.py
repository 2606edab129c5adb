"""Large falls and many withdrawals: what somebody has to confirm, what is noise, and what counts as a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.problem import Problem
from cunwu.history.versions import read_versions
from cunwu.rules.request import check_mixture, confirmations_in, large_changes
from support.clerk_repositories import commit, git, write
from support.large_falls import DECIDED, FALL, FALLEN, corrected, ledger, path_of
from support.march_records import LAMPS, PROJECT
from support.proposals import check, codes, march_published


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return march_published(tmp_path / "board")


def withdrawn(*numbers: int) -> str:
    return "撤销:\n" + "".join(f"  - 编号: 撤{one}\n    条目: {one:03}\n{DECIDED}" for one in numbers)


def large(before: dict[str, str], after: dict[str, str]) -> list[Problem]:
    old, new = ({path: text.encode() for path, text in files.items()} for files in (before, after))
    return list(large_changes(read_versions(old, new)))


def told(before: str, after: str, path: str = path_of()) -> list[str]:
    return [f"{problem.code} {problem.message}" for problem in large({path: before}, {path: after})]


# --- falls ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "is_large"),
    [
        ("1000.00", "699.99", True),
        ("1000.00", "700.00", False),  # three tenths is not more than three tenths
        ("999.99", "0.00", False),  # what is small may fall as far as it likes
        ("1000.00", "-5000.00", True),
        ("-1000.00", "-5000.00", False),
        ("1000.00", "90000.00", False),
    ],
)
def test_a_corrected_amount_that_falls_by_more_than_three_tenths_is_large(
    before: str, after: str, *, is_large: bool
) -> None:
    found = told(ledger(before, "50000.00"), ledger(after, "50000.00") + corrected(1, before, after))
    assert bool(found) is is_large


def test_a_large_fall_is_told_once_at_its_place_with_the_difference() -> None:
    (found,) = large({path_of(): ledger("5000.00")}, {path_of(): ledger("500.00") + corrected(1, "5000.00", "500.00")})
    assert found.message == (
        "收支「合作社 2026-03」编号 001 的「支出」从 5,000.00 元降到 500.00 元（−4,500.00 元，−90.0%），少了三成以上"
    )
    assert (found.code, found.file, found.spot.line) == ("HIS007", path_of(), 10)
    assert "确认大幅变动：" in found.remedy


def test_a_total_that_falls_because_an_item_was_withdrawn_is_large() -> None:
    before = ledger("2000.00", "1000.00", "100.00")
    (found,) = told(before, before + withdrawn(1))
    assert found == (
        "HIS007 收支「合作社 2026-03」的「明细·支出」合计从 3,100.00 元降到 1,100.00 元（−2,000.00 元，−64.5%），"
        "少了三成以上"
    )
    assert told(before, before + withdrawn(3)) == []


def test_a_new_negative_entry_lowers_the_total_as_well() -> None:
    assert told(ledger("2000.00"), ledger("2000.00", "-1900.00")) != []


def test_a_total_of_several_records_is_large_where_none_of_them_is() -> None:
    months = ("2026-01", "2026-02", "2026-03")
    before = {path_of(month): ledger("600.00", period=month) for month in months}
    after = {path: text.replace("600.00", "300.00") + corrected(1, "600.00", "300.00") for path, text in before.items()}
    (found,) = large(before, after)
    assert found.message.startswith("收支 3 份的「明细·支出」合计从 1,800.00 元降到 900.00 元")


def test_neither_new_records_nor_touched_ones_hide_a_fall() -> None:
    months = ("2026-01", "2026-02")
    before = {path_of(): ledger("600.00", "600.00")} | {path_of(one): ledger("9000.00", period=one) for one in months}
    after = {path: f"# 看过\n{text}" for path, text in before.items()}
    after |= {path_of(): before[path_of()] + withdrawn(1), path_of("2026-04"): ledger("9000.00", period="2026-04")}
    assert [problem.file for problem in large(before, after)] == [path_of()]


def test_a_fall_in_one_place_is_not_made_good_by_another() -> None:
    before = {path_of(place=place): ledger("2000.00", "100.00") for place in ("lianhua", "shanghe")}
    after = dict(before)
    after[path_of(place="lianhua")] += withdrawn(1)
    after[path_of(place="shanghe")] = ledger("9000.00", "100.00") + corrected(1, "2000.00", "9000.00")
    assert [problem.file for problem in large(before, after)] == [path_of(place="lianhua")]


def test_what_nobody_explained_is_refused_for_that_and_not_for_its_size() -> None:
    before = ledger("5000.00", "5000.00")
    assert told(before, ledger("500.00", "5000.00")) == []
    assert told(before, ledger("5000.00")) == []
    mixed = ledger("500.00", "5000.00").replace("简易", "kj2023") + corrected(1, "5000.00", "500.00")
    assert len(told(before, mixed)) == 1


def test_amounts_in_ten_thousands_and_in_groups_are_amounts_too() -> None:
    before = LAMPS.replace("金额:", "单位: 万元\n金额:").replace("64800.00", "6.48")
    after = (
        before.replace("6.48", "3")
        + f"更正:\n  - 编号: 更1\n    字段: 金额.合同\n    原值: 6.48\n    新值: 3\n{DECIDED}"
    )
    (found,) = told(before, after, PROJECT)
    assert found.startswith("HIS007 项目「2026-路灯」的「金额.合同」从 64,800.00 元降到 30,000.00 元（")


# --- withdrawals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "taken", "is_many"),
    [(3, 3, False), (4, 1, False), (4, 2, True), (10, 3, False), (10, 4, True), (20, 4, False), (20, 5, True)],
)
def test_many_withdrawals_at_once_are_large(items: int, taken: int, *, is_many: bool) -> None:
    before = ledger(*["1.00"] * items)
    found = told(before, before + withdrawn(*range(1, taken + 1)))
    assert [line[:6] for line in found] == ["HIS008"] * is_many


def test_five_withdrawals_in_a_place_are_many_however_they_are_spread() -> None:
    before = {path_of(f"2026-0{month}"): ledger(*["1.00"] * 9, period=f"2026-0{month}") for month in range(1, 6)}
    found = large(before, {path: text + withdrawn(1) for path, text in before.items()})
    assert [problem.message for problem in found] == ["一次撤销得太多：这个地方一次撤销 5 条"]


def test_what_was_withdrawn_before_is_neither_counted_nor_part_of_the_whole() -> None:
    before = ledger(*["1.00"] * 5) + withdrawn(1, 2)
    assert told(before, before + withdrawn(3).removeprefix("撤销:\n")) == []  # three are left: too few for a share


# --- the word ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "reasons"),
    [
        ("更正\n\n确认大幅变动：路灯款重复记账", ("路灯款重复记账",)),
        ("确认大幅变动: 路灯款重复记账 \n", ("路灯款重复记账",)),
        ("  确认大幅变动 ： 抄错\n确认大幅变动：重复\n确认大幅变动：抄错", ("抄错", "重复")),
        ("确认大幅变动：", ()),
        ("确认大幅变动：   \n路灯", ()),
        ("确认大幅变动：这里写原因", ()),
        ("没有确认大幅变动：路灯", ()),
        ("确认大幅变动", ()),
    ],
)
def test_a_word_stands_on_a_line_of_its_own_and_has_a_reason(message: str, reasons: tuple[str, ...]) -> None:
    assert confirmations_in([message]) == reasons


def test_a_request_with_a_large_fall_is_refused_until_one_of_its_commits_says_why(board: Path) -> None:
    git(board, "checkout", "-q", "main")
    write(board, path_of(), FALL)
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    write(board, path_of(), FALLEN)
    commit(board, "改电费")
    assert codes(check(board, "--format", "json")) == ["HIS007"]
    git(board, "commit", "-q", "--allow-empty", "-m", "确认大幅变动：五千元是五元的笔误")
    assert codes(check(board, "--format", "json")) == []
    git(board, "commit", "-q", "--allow-empty", "-m", "再看一遍")
    assert codes(check(board, "--format", "json")) == []


def test_a_word_that_was_given_for_something_published_before_does_not_count(board: Path) -> None:
    git(board, "checkout", "-q", "main")
    write(board, path_of(), FALL)
    commit(board, "确认大幅变动：以前的")
    git(board, "checkout", "-q", "-B", "proposal")
    write(board, path_of(), FALLEN)
    commit(board)
    assert codes(check(board, "--format", "json")) == ["HIS007"]


# --- records and program ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("others", "named"),
    [
        (["generator/cunwu/cli.py"], "generator/cunwu/cli.py"),
        (["Makefile", ".ci/check", "requirements.lock"], ".ci/check、Makefile、requirements.lock"),
        ([".github/workflows/board.yml", "content/index.md"], ".github/workflows/board.yml、content/index.md"),
        (["CHANGELOG.md", "README.zh-CN.md", "LICENSE"], None),
        (
            [f"tests/{number}.py" for number in range(9)],
            "tests/0.py、tests/1.py、tests/2.py、tests/3.py、tests/4.py 等 9 个",
        ),
        ([], None),
    ],
)
def test_records_and_program_in_one_request_are_flagged_with_the_names_of_files(
    others: list[str], named: str | None
) -> None:
    found = [problem.message for problem in check_mixture(["villages/shanghe/village.yml", *others])]
    assert found == ([f"同一个申请里既改记录又改程序，请分成两个；改到的程序文件：{named}"] if named else [])
    assert list(check_mixture(others)) == []


def test_what_main_did_to_the_program_is_not_laid_at_the_door_of_a_request(board: Path) -> None:
    write(
        board,
        "villages/shanghe/village.yml",
        (board / "villages/shanghe/village.yml").read_text("utf-8") + "户数: 412 户\n",
    )
    commit(board)
    git(board, "checkout", "-q", "main")
    write(board, "Makefile", "all:\n")
    commit(board)
    git(board, "checkout", "-q", "proposal")
    git(board, "merge", "-q", "--no-edit", "main")
    assert codes(check(board, "--format", "json")) == []
    write(board, "Makefile", "none:\n")
    commit(board)
    done = check(board, "--format", "json")
    assert codes(done) == ["HIS009"]
    assert done.returncode == 1
