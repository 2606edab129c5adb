"""`cunwu diff` over real repositories: what it tells, in which words, and when it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.clerk_repositories import COUNTY, VILLAGE, commit, diff, git, write
from support.commands import run_here
from support.march_records import MARCH

WITHDRAWAL = "撤销:\n  - 编号: 撤1\n    条目: 001\n    原因: 重复\n    批准: 监委会\n    日期: 2026-04-08\n"
NOTICE = "编号: 2026-07\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n"
FILE = "villages/shanghe/notices/2026-07.yml"


def correction(field: str, before: str, after: str) -> str:
    return (
        f"更正:\n  - 编号: 更1\n    字段: {field}\n    原值: {before}\n    新值: {after}\n"
        "    原因: 写错\n    批准: 村委会\n    日期: 2026-03-20\n"
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "board"
    root.mkdir()
    git(root, "init", "-q")
    write(root, "mkdocs.yml", "")
    write(root, "villages/region.yml", COUNTY)
    write(root, "villages/shanghe/village.yml", VILLAGE)
    write(root, FILE, NOTICE)
    commit(root)
    return root


def test_files_as_committed_have_not_changed(project: Path) -> None:
    done = diff(project)
    assert (done.returncode, done.stderr) == (0, "")
    assert "记录没有变化" in done.stdout


def test_an_uncommitted_change_is_told_with_the_lines_that_would_explain_it(project: Path) -> None:
    write(project, FILE, NOTICE.replace("修渠", "修路"))
    told = diff(project).stdout
    assert "【上河村】未说明的改动 1 处" in told
    assert "公告 2026-07 · 标题：修渠 → 修路" in told
    assert "        更正:\n          - 编号: 更1\n            字段: 标题\n            原值: 修渠\n" in told


def test_the_lines_to_copy_have_the_next_free_number_and_are_quoted_as_yaml_needs(project: Path) -> None:
    corrected = NOTICE.replace("修渠", "修路") + correction("标题", "修渠", "修路")
    write(project, FILE, corrected)
    commit(project)
    again = corrected.replace("标题: 修路", '标题: "修路: 二 #3"').replace("种类: 通知", "种类: 公示")
    write(project, FILE, again)
    told = diff(project).stdout
    assert "确实要改，就在这份记录的「更正」里加上：" in told
    pasted = re.findall(r"(?m)^ {8}(.*)$", told)
    assert "更正:" not in pasted
    assert [line for line in pasted if "编号" in line] == ["  - 编号: 更2", "  - 编号: 更3"]
    assert '    新值: "修路: 二 #3"' in pasted
    filled = "\n".join(pasted).replace("写明哪一天", "2026-03-20").replace("2026-04-08", "2026-03-20")
    write(project, FILE, f"{again}{filled}\n")
    assert "未说明的改动" not in diff(project).stdout
    assert "REC014" not in run_here(project, "check").stdout


def test_what_was_added_and_what_is_gone_is_named_with_its_words_and_amount(project: Path) -> None:
    path = "villages/shanghe/finance/2026-03.yml"
    second = MARCH.partition("明细:\n")[2].replace("001", "002").replace("路灯电费", "修水管").replace("320", "80")
    write(project, path, MARCH)
    commit(project)
    write(project, path, MARCH + second)
    assert "收支 合作社 2026-03 · 002：修水管，支出 80.00 元" in diff(project).stdout
    commit(project)
    write(project, path, MARCH)
    assert "· 002：原来有「修水管，支出 80.00 元」，现在没有了" in diff(project).stdout
    write(project, path, MARCH + second + WITHDRAWAL)
    assert "撤销  收支 合作社 2026-03 · 001：路灯电费，支出 320.00 元；原因：重复；批准：监委会" in diff(project).stdout


def test_a_changed_row_is_named_by_its_words_beside_its_number(project: Path) -> None:
    path = "villages/shanghe/finance/2026-03.yml"
    write(project, path, MARCH)
    commit(project)
    write(project, path, MARCH.replace("320.00", "330.00"))
    assert "收支 合作社 2026-03 · 001 路灯电费 · 支出：320.00 元 → 330.00 元" in diff(project).stdout


PLANNED = "编号: 2026-路灯\n名称: 路灯\n节点:\n  - 编号: 开工\n    节点: 开工\n    计划: 2026-05\n"
PUT_OFF = """\
更正:
  - 编号: 更1
    条目: 开工
    字段: 计划
    原值: 2026-05
    新值: 2026-07
    原因: 雨季
    批准: 2026-05-10 村民代表会议
    日期: {}
"""


@pytest.mark.parametrize(("decided", "word"), [("2026-05-10", "推迟"), ("2026-06-10", "更正")])
def test_a_plan_put_off_before_it_was_due_is_no_correction(project: Path, decided: str, word: str) -> None:
    path = "villages/shanghe/projects/lamps.yml"
    write(project, path, PLANNED)
    commit(project)
    write(project, path, PLANNED.replace("2026-05", "2026-07") + PUT_OFF.format(decided))
    assert f"{word} 1 处" in diff(project).stdout
    assert "2026 年 5 月 → 2026 年 7 月；原因：雨季" in diff(project).stdout


def test_two_commits_are_compared_from_their_blobs_whatever_lies_on_disk(project: Path) -> None:
    before = git(project, "rev-parse", "HEAD")
    write(project, FILE, NOTICE.replace("修渠", "修路"))
    write(project, ".gitattributes", "*.yml -diff export-ignore\n")
    after = commit(project)
    write(project, FILE, NOTICE.replace("修渠", "修桥"))
    told = diff(project, before, after).stdout
    assert "修渠 → 修路" in told
    assert "修桥" not in told


def test_a_renamed_and_reformatted_file_is_no_change(project: Path) -> None:
    (project / FILE).unlink()
    write(project, FILE.replace("2026-07", "2026-7"), "# 通知\n" + NOTICE.replace("修渠", "'修渠'"))
    assert "记录没有变化" in diff(project).stdout


def test_a_comment_of_a_pull_request_cannot_be_made_to_say_more_than_text(project: Path) -> None:
    write(project, FILE, NOTICE.replace("修渠", "'[点](javascript:1) @all <b> `x` ![](//a.b)'"))
    told = diff(project, "--format", "markdown").stdout
    assert not set("[]()<>`@!") & set(told.replace("（", "").replace("）", ""))


def test_a_number_that_must_not_get_out_is_not_told(project: Path) -> None:
    write(project, FILE, NOTICE.replace("修渠", "修渠 11010519491231002X"))
    for form in ("text", "markdown", "json"):
        told = diff(project, "--format", form).stdout
        assert "11010519491231002X" not in told
        assert "110105" not in told.replace("&#42;", "")


def test_the_form_for_programs_holds_every_change(project: Path) -> None:
    write(project, FILE, NOTICE.replace("修渠", "修路"))
    told = json.loads(diff(project, "--format", "json").stdout)
    (change,) = told["changes"]
    assert (change["place"], change["record"], change["field"], change["kind"]) == (
        "shanghe",
        "2026-07",
        "标题",
        "未说明的改动",
    )


def test_a_shallow_clone_is_refused_with_the_command_that_mends_it(project: Path, tmp_path: Path) -> None:
    write(project, FILE, NOTICE.replace("修渠", "修路"))
    commit(project)
    git(tmp_path, "clone", "-q", "--depth", "1", project.as_uri(), "shallow")
    done = diff(tmp_path / "shallow")
    assert done.returncode == 2
    assert "下一步：git fetch --unshallow" in done.stderr


def test_a_folder_without_git_and_a_name_nobody_knows_are_refused_in_words(project: Path, tmp_path: Path) -> None:
    done = diff(project, "v99")
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有叫「v99」的版本" in done.stderr
    plain = tmp_path / "plain"
    write(plain, "mkdocs.yml", "")
    write(plain, "villages/region.yml", COUNTY)
    done = diff(plain)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "下一步：" in done.stderr


def test_a_revision_cannot_pass_for_an_option(project: Path) -> None:
    done = diff(project, "--", "--output=x")
    assert done.returncode == 2
    assert not (project / "x").exists()
