"""Commands that edit a record go by what was published, wherever a branch stands, and write nothing a check refuses."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support.clerk_repositories import VILLAGE, commit, diff, git, write
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.proposals import check, codes, march_published

ROW = "  - 编号: 002\n    日期: 2026-03-20\n    摘要: 补\n    科目: 其他收入\n    收入: 0.00\n    账户: 现金\n"
WHY = ("--reason", "凭证抄错", "--approved", "2026-04-08 村务监督委员会", "--on", "2026-04-20")
SHOP = MARCH + "    对方: 镇五金店\n"


@pytest.fixture(params=["a remote", "no remote"])
def branch(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A branch whose first commit has changed what main published; main is local, or that of a remote."""
    root = march_published(tmp_path / "board")
    if request.param == "a remote":
        git(tmp_path, "clone", "-q", "--bare", str(root), "published.git")
        git(root, "remote", "add", "origin", str(tmp_path / "published.git"))
        git(root, "fetch", "-q", "origin")
        git(root, "branch", "-D", "-q", "main")
    return root


def base_of(root: Path) -> str:
    return "origin/main" if "origin/main" in git(root, "branch", "-a") else "main"


def found(root: Path) -> list[str]:
    commit(root)
    done = run_here(root, "check", "--base", base_of(root), "--as-of", "2026-05-20", "--format", "json")
    return codes(done)


def text(root: Path) -> str:
    return (root / LEDGER).read_text("utf-8")


def refused(root: Path, *words: str) -> str:
    before = text(root)
    done = run_here(root, *words, *WHY)
    assert (done.returncode, done.stdout) == (2, "")
    assert text(root) == before
    return done.stderr


def done(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    said = run_here(root, *words, *WHY)
    assert (said.returncode, said.stderr) == (0, "")
    return said


def test_the_old_value_is_the_published_one_whatever_a_commit_of_the_branch_says(branch: Path) -> None:
    write(branch, LEDGER, MARCH.replace("320.00", "420.00"))
    commit(branch)
    done(branch, "correct", LEDGER, "001", "支出", "430.00")
    assert "原值: 320.00\n    新值: 430.00\n" in text(branch)
    done(branch, "correct", LEDGER, "现金", "期末", "770.00")
    assert found(branch) == []


def test_a_value_that_a_commit_of_the_branch_has_set_already_is_corrected_from_the_published_one(branch: Path) -> None:
    write(branch, LEDGER, MARCH.replace("320.00", "420.00").replace("880.00", "780.00"))
    commit(branch)
    done(branch, "correct", LEDGER, "001", "支出", "420.00")
    done(branch, "correct", LEDGER, "现金", "期末", "780.00")
    assert "原值: 320.00\n    新值: 420.00\n" in text(branch)
    assert found(branch) == []


def test_a_second_correction_goes_on_from_the_first_also_before_it_is_published(branch: Path) -> None:
    done(branch, "correct", LEDGER, "001", "支出", "420.00")
    commit(branch)
    done(branch, "correct", LEDGER, "001", "支出", "430.00")
    done(branch, "correct", LEDGER, "现金", "期末", "770.00")
    assert "原值: 420.00\n    新值: 430.00\n" in text(branch)
    assert found(branch) == ["HIS028"]  # nobody saw the 420.00
    assert "HIS010" in refused(branch, "correct", LEDGER, "001", "支出", "320.00")


def test_what_stands_published_is_not_corrected_to_itself(branch: Path) -> None:
    assert "没有什么要更正" in refused(branch, "correct", LEDGER, "001", "支出", "320.00")
    assert "HIS010" in refused(branch, "correct", LEDGER, "001", "支出", "320")
    write(branch, LEDGER, MARCH.replace("320.00", "420.00"))
    commit(branch)
    assert "没有什么要更正" in refused(branch, "correct", LEDGER, "001", "支出", "320.00")


def test_a_record_whose_file_was_renamed_on_the_branch_is_still_corrected_in_the_open(branch: Path) -> None:
    renamed = LEDGER.replace("2026-03", "2026-03-hezuoshe")
    git(branch, "mv", LEDGER, renamed)
    commit(branch)
    done(branch, "correct", renamed, "001", "支出", "330.00")
    assert "原值: 320.00" in (branch / renamed).read_text("utf-8")


def test_a_takedown_does_not_cover_what_the_branch_changed(branch: Path) -> None:
    main = git(branch, "rev-parse", "HEAD")
    write(branch, LEDGER, SHOP)
    commit(branch)
    git(branch, "update-ref", f"refs/{'remotes/origin' if base_of(branch) != 'main' else 'heads'}/main", "HEAD", main)
    write(branch, LEDGER, SHOP.replace("镇五金店", "付张某某修理费"))
    commit(branch)
    assert "HIS001" in refused(branch, "redact", LEDGER, "001", "对方", "--part", "张某某")


def test_a_published_row_is_no_late_entry_and_a_new_one_is(branch: Path) -> None:
    assert "已经公布过了，不是补录" in refused(branch, "late", LEDGER, "001")
    write(branch, LEDGER, MARCH + ROW)
    commit(branch)
    done(branch, "late", LEDGER, "002")
    assert found(branch) == []


def test_an_account_is_not_withdrawn(branch: Path) -> None:
    assert "REC024" in refused(branch, "withdraw", LEDGER, "现金")


def test_a_reason_that_holds_a_number_of_somebody_is_not_written(branch: Path) -> None:
    words = ("correct", LEDGER, "001", "支出", "330.00", "--reason", "张某 11010519491231002X", *WHY[2:])
    before = text(branch)
    said = run_here(branch, *words)
    assert said.returncode == 2
    assert "PRV001" in said.stderr
    assert "11010519491231002X" not in said.stderr
    assert text(branch) == before


# --- a field that is deleted ------------------------------------------------------------------------------------------


def shop_published(tmp_path: Path) -> Path:
    root = march_published(tmp_path / "board")
    git(root, "checkout", "-q", "main")
    write(root, LEDGER, SHOP)
    commit(root)
    git(root, "checkout", "-q", "-B", "proposal")
    return root


@pytest.mark.parametrize("value", ["", "（空）"])
@pytest.mark.parametrize("by_hand", [False, True])
def test_a_deleted_field_is_a_correction_to_empty_and_told_as_deleted(
    tmp_path: Path, value: str, *, by_hand: bool
) -> None:
    root = shop_published(tmp_path)
    if by_hand:
        write(root, LEDGER, MARCH)
    done(root, "correct", LEDGER, "001", "对方", value)
    assert "    对方: " not in text(root)
    assert "    原值: 镇五金店\n    新值: （空）\n" in text(root)
    assert found(root) == []
    assert "对方：镇五金店 → 删去；原因：凭证抄错" in diff(root, "main", "HEAD").stdout


def test_a_deleted_field_may_be_filled_in_and_corrected_again(tmp_path: Path) -> None:
    root = shop_published(tmp_path)
    done(root, "correct", LEDGER, "001", "对方", "")
    commit(root)
    git(root, "branch", "-f", "main", "HEAD")
    write(root, LEDGER, text(root).replace("更正:\n", "    对方: 县五金店\n更正:\n"))
    commit(root)
    git(root, "branch", "-f", "main", "HEAD")
    done(root, "correct", LEDGER, "001", "对方", "县城五金店")
    assert found(root) == []


def test_a_field_that_must_be_there_is_not_deleted(tmp_path: Path) -> None:
    root = march_published(tmp_path / "board")
    assert "缺" in refused(root, "correct", LEDGER, "001", "日期", "")


def test_a_correction_to_empty_of_what_still_stands_is_refused(tmp_path: Path) -> None:
    root = shop_published(tmp_path)
    note = (
        "更正:\n  - 编号: 更1\n    条目: 001\n    字段: 对方\n    原值: 镇五金店\n    新值: （空）\n    原因: 抄错\n"
        "    批准: 监委会\n    日期: 2026-04-20\n"
    )
    write(root, LEDGER, SHOP + note)
    assert found(root) == ["HIS010", "REC014"]
    write(root, LEDGER, MARCH + note.replace("镇五金店", "县五金店"))
    assert found(root) == ["HIS001"]


def test_the_village_that_never_had_a_commit_is_edited_as_before(tmp_path: Path) -> None:
    for path, content in {"mkdocs.yml": "", "villages/region.yml": "名称: 县\n级别: 县\n", LEDGER: MARCH}.items():
        write(tmp_path, path, content)
    write(tmp_path, "villages/shanghe/village.yml", VILLAGE)
    done(tmp_path, "correct", LEDGER, "001", "支出", "330.00")
    assert "更正" not in text(tmp_path)
    assert check(tmp_path).returncode == 2


# --- the line that HIS001 offers --------------------------------------------------------------------------------------

POST = "villages/shanghe/notices/2026-07.yml"
NOTICE = "编号: 2026-07\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n正文: |-\n  三月修渠。\n\n  每户出一个工。\n"


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (LEDGER, SHOP, SHOP.replace("镇五金店", "'县 \"五金\" 店'")),
        (LEDGER, SHOP, MARCH),
        (POST, NOTICE, NOTICE.replace("一个工", "两个 'x' \\\\ 工")),
    ],
    ids=["another word", "a field deleted", "two paragraphs"],
)
def test_the_command_that_a_silent_change_is_answered_with_makes_it_a_correction(
    tmp_path: Path, path: str, before: str, after: str
) -> None:
    root = march_published(tmp_path / "board")
    git(root, "checkout", "-q", "main")
    write(root, path, before)
    commit(root)
    git(root, "checkout", "-q", "-B", "proposal")
    write(root, path, after)
    commit(root)
    told = check(root, as_of="2026-05-20").stdout
    line = told.partition("写上更正：cunwu ")[2].partition("；说明")[0]
    shell = subprocess.run(
        ["bash", "-c", f"printf '%s\\0' {line}"], capture_output=True, text=True, check=True
    ).stdout.split("\0")[:-1]
    assert shell[0] == "correct"
    done(root, *shell[: shell.index("--reason")])
    assert found(root) == []


def test_a_new_value_that_is_only_the_word_for_one_is_refused(tmp_path: Path) -> None:
    assert "要换成真正的新值" in refused(march_published(tmp_path / "board"), "correct", LEDGER, "001", "摘要", "新值")
