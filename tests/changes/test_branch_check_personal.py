"""What a request brings that may be personal: people of commits, branches, pages, hidden files, doubts."""

from __future__ import annotations

import html
import json
import os
import subprocess
from pathlib import Path

import pytest

from cunwu.rules.texts import check_text, is_beside_records
from support.clerk_repositories import commit, git, write
from support.commands import run_here
from support.projects import ROOT
from support.proposals import NOTICE, PERSON, POSTED, check, codes, march_published

MOBILE = "13900138000"
DOUBTFUL = f"{NOTICE}正文: 回信到 zhang1958@qq.com\n"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return march_published(tmp_path / "board")


def judged(root: Path, *arguments: str) -> list[tuple[str, str]]:
    done = check(root, "--format", "json", *arguments)
    assert "Traceback" not in done.stderr
    return sorted((problem["code"], problem["severity"]) for problem in json.loads(done.stdout)["problems"])


# --- who committed, and where ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "value", "called"),
    [
        ("GIT_AUTHOR_NAME", f"张某{PERSON}", "作者姓名"),
        ("GIT_AUTHOR_EMAIL", f"{MOBILE}@139.com", "作者邮箱"),
        ("GIT_COMMITTER_NAME", f"李某 {MOBILE}", "提交者姓名"),
        ("GIT_COMMITTER_EMAIL", f"{PERSON}@qq.com", "提交者邮箱"),
    ],
)
def test_a_number_in_the_name_or_mail_of_who_committed_is_found(
    board: Path, variable: str, value: str, called: str
) -> None:
    write(board, POSTED, NOTICE)
    git(board, "add", "-A")
    people = {f"GIT_{who}_{what}": "clerk" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **people, variable: value}
    subprocess.run(("git", "commit", "-q", "-m", "公告"), cwd=board, env=environment, check=True)
    done = check(board)
    assert done.returncode == 1
    assert f"的{called}里有" in done.stdout
    assert PERSON not in done.stdout
    assert MOBILE not in done.stdout


@pytest.mark.parametrize("named", ["here", "head", "elsewhere"])
def test_a_number_in_the_name_of_a_branch_is_found(board: Path, named: str) -> None:
    write(board, POSTED, NOTICE)
    commit(board)
    name = f"zhang-{MOBILE}"
    if named == "elsewhere":
        git(board, "update-ref", f"refs/remotes/origin/{name}", "HEAD")
    else:
        git(board, "branch", name)
    if named == "here":
        git(board, "checkout", "-q", name)
    done = check(board, *(("--head", name) if named == "head" else ()))
    assert done.returncode == 1
    assert "分支名里有手机号（13*******00）" in done.stdout
    assert MOBILE not in done.stdout


# --- what is no record ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "content/index.md",
        "content/handbook/a.txt",
        "villages/lianhua/attachments/list.csv",
        "villages/lianhua/notices/.list.csv",
        "villages/.list/list.txt",
        "villages/lianhua/attachments/.hidden",
    ],
)
def test_text_that_is_no_record_is_looked_through_in_every_check(board: Path, path: str) -> None:
    write(board, path, f"序号,姓名\n1,张某 {PERSON}\n")
    git(board, "add", "-A")
    for done in (run_here(board, "check"), run_here(board, "check", "--staged")):
        assert done.returncode == 1, path
        assert f"{path}:2:" in done.stdout, path
        assert "PRV013" in done.stdout, path
        assert PERSON not in done.stdout
    commit(board)
    assert "PRV013" in codes(check(board, "--format", "json"))
    git(board, "rm", "-q", path)
    commit(board)
    told = check(board)
    assert "PRV013" in told.stdout, "it stays in the history of the branch"
    assert PERSON not in told.stdout


@pytest.mark.parametrize(
    "path", ["README.md", "docs/名单.csv", "LICENSE", ".github/list.txt", "theme/a.html", "tests/a.csv"]
)
def test_whatever_else_a_request_brings_is_looked_through_too(board: Path, path: str) -> None:
    write(board, path, f"序号,姓名\n1,张某 {PERSON}\n")
    git(board, "add", "-A")
    told = run_here(board, "check", "--staged")
    assert told.returncode == 1, path
    assert "PRV013" in told.stdout, path
    commit(board)
    told = check(board)
    assert f"{path}:2:" in told.stdout, path
    assert PERSON not in told.stdout
    git(board, "rm", "-q", path)
    commit(board)
    assert "PRV013" in check(board).stdout, "it stays in the history of the branch"


def test_nothing_of_the_program_itself_is_held_back() -> None:
    tracked = subprocess.run(("git", "ls-files", "-z"), cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = [path for path in tracked.split("\0") if path and is_beside_records(path) and (ROOT / path).is_file()]
    assert "README.md" in paths
    told = [one for path in paths for one in check_text(path, (ROOT / path).read_bytes())]
    # Two old workbooks that a test reads: the gate says of them that a person has to look.
    assert {(one.code, one.file) for one in told} == {
        ("PRV015", f"tests/imports/sheets/sheets.{kind}") for kind in ("ods", "xls")
    }


def test_code_and_lists_of_digests_are_no_texts_of_people(board: Path) -> None:
    for path in ("tests/test_a.py", "generator/cunwu/a.py", "requirements.lock"):
        write(board, path, f'"{PERSON}"\n')
    commit(board)
    assert codes(check(board, "--format", "json")) == ["HIS016"]


@pytest.mark.parametrize("path", ["villages/lianhua/attachments/list.xlsx", "docs/list.pdf", "content/list.docx"])
def test_what_cannot_be_opened_is_told_once_and_never_stops_a_request(board: Path, path: str) -> None:
    write(board, path, "PK")
    commit(board)
    write(board, path, "PK2")
    commit(board, "再改一次")
    beside = [] if path.startswith("villages/") else [("HIS016", "提醒")]
    assert judged(board) == [*beside, ("PRV015", "提醒")]
    assert check(board).returncode == 0


def test_a_list_as_spreadsheets_write_it_is_read_in_their_own_code(board: Path) -> None:
    path = board / "villages/lianhua/attachments/list.csv"
    path.parent.mkdir(parents=True)
    for code in ("gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"):
        path.write_bytes("序号,卡号\r\n1,一代证110105491231002\r\n".encode(code))
        assert "PRV013" in run_here(board, "check").stdout, code


def test_pages_of_rules_may_show_what_is_refused(board: Path) -> None:
    write(board, "content/rules/PRV001.md", f"{PERSON}\n")
    commit(board)
    assert codes(check(board, "--format", "json")) == ["HIS016"]


# --- doubts -----------------------------------------------------------------------------------------------------------


def test_what_may_be_personal_is_an_error_of_a_request_until_somebody_answers_for_it(board: Path) -> None:
    write(board, POSTED, DOUBTFUL)
    commit(board)
    assert run_here(board, "check").returncode == 0
    assert judged(board) == [("PRV014", "错误")]
    said = check(board).stdout
    assert "没有人答过" in said
    assert "确认不是个人信息：" in said
    assert "zhang1958" not in said
    git(board, "commit", "-q", "--allow-empty", "-m", "确认不是个人信息：村里的公用邮箱")
    assert judged(board) == [("PRV014", "提醒")]
    assert check(board).returncode == 0


@pytest.mark.parametrize("message", ["确认不是个人信息", "确认不是个人信息：", "确认不是个人信息：这里写原因", "不是"])
def test_a_word_without_a_reason_is_no_answer(board: Path, message: str) -> None:
    write(board, POSTED, DOUBTFUL)
    commit(board, message)
    assert judged(board) == [("PRV014", "错误")]


def test_an_answer_does_not_help_what_is_certain(board: Path) -> None:
    write(board, POSTED, f"{NOTICE}正文: {PERSON}\n")
    commit(board, "确认不是个人信息：真的")
    assert judged(board) == [("PRV001", "错误")]


def test_what_was_answered_for_once_is_not_asked_again_and_another_one_is(board: Path) -> None:
    git(board, "checkout", "-q", "main")
    write(board, POSTED, DOUBTFUL)
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    write(board, POSTED.replace("07", "08"), NOTICE.replace("2026-07", "2026-08"))
    write(board, POSTED, DOUBTFUL.replace("起: 2026-03-15", "起: 2026-03-15  # 改过"))
    commit(board)
    assert judged(board) == [("PRV014", "提醒")]
    write(board, POSTED.replace("07", "08"), DOUBTFUL.replace("2026-07", "2026-08").replace("zhang", "zheng"))
    commit(board)
    assert judged(board) == [("PRV014", "提醒"), ("PRV014", "错误")]


def test_the_hook_only_reminds_because_the_message_is_not_written_yet(board: Path) -> None:
    write(board, POSTED, DOUBTFUL)
    git(board, "add", "-A")
    done = run_here(board, "check", "--staged")
    assert done.returncode == 0
    assert "提醒 PRV014" in done.stdout


ANSWER = "确认不是个人信息：村里的抽水车"
MAIL, PLATE = "zhang1958@qq.com", "粤A12345"


@pytest.mark.parametrize(
    ("signed", "told"),
    [
        ("Co-authored-by: 王某 <13812345678@139.com>", "PRV003"),
        ("Signed-off-by: 王某 11010519491231002X <wang@example.cn>", "PRV001"),
    ],
)
def test_whoever_signs_a_commit_signs_without_a_number(board: Path, signed: str, told: str) -> None:
    write(board, POSTED, NOTICE)
    commit(board, f"修渠\n\n{signed}")
    assert judged(board) == [(told, "错误")]
    assert "13812345678" not in check(board).stdout


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (f"回信到 {MAIL}", "提交说明里像是个人的电子邮箱"),
        (f"修{PLATE}的发票", "提交说明里像是车牌号"),
        (f"修渠\n\n{ANSWER}", ""),
        (f"修渠\n\nCo-Authored-By: 王某 <{MAIL}>\nSigned-off-by: 李某 <li@qq.com>", ""),
    ],
)
def test_what_may_be_personal_in_a_message_is_asked_about(board: Path, message: str, told: str) -> None:
    write(board, POSTED, NOTICE)
    commit(board, message)
    assert judged(board) == ([("PRV014", "错误")] if told else [])
    done = check(board)
    assert told in done.stdout
    assert MAIL not in done.stdout
    assert PLATE not in done.stdout
    git(board, "commit", "-q", "--allow-empty", "-m", ANSWER)
    assert check(board).returncode == 0


def test_the_hook_of_a_message_reminds_of_what_may_be_personal_until_it_is_answered(board: Path) -> None:
    draft = board / "draft"
    draft.write_text(f"修{PLATE}的发票\n", "utf-8")
    done = run_here(board, "check", "--message", "draft")
    assert (done.returncode, "提醒 PRV014 提交说明里像是车牌号" in done.stdout) == (0, True)
    draft.write_text(f"修{PLATE}的发票\n\n{ANSWER}\n", "utf-8")
    assert "PRV014" not in run_here(board, "check", "--message", "draft").stdout


def test_what_may_be_personal_in_the_name_of_a_branch_is_asked_about(board: Path) -> None:
    write(board, POSTED, NOTICE)
    commit(board)
    git(board, "branch", f"fix-{PLATE}")
    assert judged(board) == [("PRV014", "错误")]
    said = check(board).stdout
    assert "分支名里像是车牌号" in said
    assert PLATE not in said


@pytest.mark.parametrize(("name", "told"), [("王某", []), (f"王某{PLATE}", [("PRV014", "错误")])])
def test_the_mail_of_who_committed_is_no_doubt_but_what_stands_in_a_name_may_be(
    board: Path, name: str, told: list[tuple[str, str]]
) -> None:
    write(board, POSTED, NOTICE)
    git(board, "add", "-A")
    people = {"GIT_AUTHOR_EMAIL": MAIL, "GIT_COMMITTER_EMAIL": MAIL, "GIT_COMMITTER_NAME": "王某"}
    environment = {**os.environ, **people, "GIT_AUTHOR_NAME": name}
    subprocess.run(("git", "commit", "-q", "-m", "公告"), cwd=board, env=environment, check=True)
    assert judged(board) == told


@pytest.mark.parametrize(
    "path",
    [
        "content/index.md",
        "content/handbook/a.txt",
        "villages/lianhua/attachments/list.csv",
        "villages/lianhua/notices/.list.csv",
        "villages/.list/list.txt",
        "README.md",
        "docs/名单.csv",
        "LICENSE",
    ],
)
def test_what_may_be_personal_is_asked_about_wherever_text_is_read(board: Path, path: str) -> None:
    git(board, "checkout", "-q", "main")
    write(board, path, "序号,车\n1,粤B99999\n")
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    write(board, path, "序号,车号\n1,粤B99999\n")
    commit(board)
    assert ("PRV014", "错误") not in judged(board), "it was answered for when it came"
    write(board, path, f"序号,车号\n1,粤B99999\n2,{PLATE}\n")
    git(board, "add", "-A")
    everywhere = (run_here(board, "check"),) if path.startswith(("content/", "villages/")) else ()
    for done in (*everywhere, run_here(board, "check", "--staged")):
        assert (done.returncode, f"{path}:3:" in done.stdout) == (0, True), path
        assert PLATE not in done.stdout
    commit(board)
    assert judged(board).count(("PRV014", "错误")) == 1
    git(board, "rm", "-q", path)
    commit(board)
    assert ("PRV014", "错误") in judged(board), "it stays in the history of the branch"


def test_a_row_that_was_answered_for_is_asked_about_again_when_somebody_else_is_named(board: Path) -> None:
    path, row = "villages/lianhua/visits/2026-03.yml", "走访:\n  - 编号: 1\n    反映: 肝癌住院\n    备注: {}\n"
    git(board, "checkout", "-q", "main")
    write(board, path, row.format("张建国"))
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    write(board, path, "# 走访\n" + row.format("张建国"))
    commit(board)
    assert ("PRV014", "错误") not in judged(board)
    write(board, path, "# 走访\n" + row.format("李秀英"))
    commit(board)
    assert judged(board).count(("PRV014", "错误")) == 1


def test_the_name_of_a_new_file_may_be_personal_and_that_of_an_old_one_was_answered_for(board: Path) -> None:
    path = f"villages/lianhua/attachments/{PLATE}.csv"
    write(board, path, "1\n")
    commit(board)
    assert judged(board) == [("PRV014", "错误")]
    git(board, "checkout", "-q", "-B", "main")
    git(board, "checkout", "-q", "-B", "proposal")
    write(board, path, "2\n")
    commit(board)
    assert judged(board) == [("PRV014", "提醒")]


@pytest.mark.parametrize("teller", ["text", "markdown", "html", "json"])
def test_a_reviewer_sees_what_may_be_personal_and_who_said_that_it_is_not(board: Path, teller: str) -> None:
    write(board, POSTED, DOUBTFUL)
    commit(board, f"修{PLATE}的发票")
    told = _readable(run_here(board, "diff", "main", "HEAD", "--merge", "--format", teller).stdout)
    assert "像是个人的电子邮箱" in told
    assert "提交说明里像是车牌号" in told
    assert "还没有人答过" in told
    git(board, "commit", "-q", "--allow-empty", "-m", "确认不是个人信息：村里的公用邮箱和车", "--author=王某 <w@x.cn>")
    answer = "确认不是个人信息：村里的公用邮箱和车（王某，提交"
    told = _readable(run_here(board, "diff", "main", "HEAD", "--merge", "--format", teller).stdout)
    assert answer in told
    assert "还没有人答过" not in told
    assert answer in check(board).stdout
    assert "zhang1958" not in told
    assert PLATE not in told


def _readable(text: str) -> str:
    return html.unescape(text)


def test_a_change_that_brings_nothing_personal_says_nothing_of_answers(board: Path) -> None:
    write(board, POSTED, NOTICE)
    commit(board, ANSWER)
    assert "像是个人信息" not in run_here(board, "diff", "main", "HEAD", "--merge").stdout
