"""From a cadre's branch to the public page, by the scripts and files that GitHub, Gitea, Forgejo and GitLab run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.clerk_repositories import commit, git, write
from support.clones import ROOT, clone, put_environment, put_published, run
from support.march_records import LEDGER, MARCH
from support.proposals import CHANGED, CORRECTION, NOTICE, PERSON, POSTED
from support.workbooks import changed, fill

BOARD, PROGRAM = WORKFLOWS = tuple(ROOT / f".github/workflows/{name}.yml" for name in ("board", "program"))
PIPELINE = ROOT / ".gitlab-ci.yml"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_published(tmp_path_factory.mktemp("published"))


@pytest.fixture
def server(published: Path, tmp_path: Path) -> Path:
    """A copy of the published repository for one test."""
    shutil.copytree(published, tmp_path / "board.git")
    return tmp_path / "board.git"


def propose(server: Path, text: str, *, message: str = "改电费") -> str:
    """A cadre's clone, branch, change and push; answers the name the platform gives the request."""
    folder = server.parent / "cadre"
    if not folder.exists():
        clone(server, folder)
        git(folder, "checkout", "-q", "-b", "shanghe")
    write(folder, LEDGER, text)
    commit(folder, message)
    git(folder, "push", "-q", "origin", "HEAD:refs/heads/shanghe", "HEAD:refs/pull/7/head")
    return "origin/shanghe"


def merge(server: Path) -> None:
    """What pressing the button on the platform does."""
    folder = clone(server, server.parent / "merging", "--branch", "main")
    git(folder, "merge", "-q", "--no-ff", "--no-edit", "origin/shanghe")
    git(folder, "push", "-q", "origin", "main")
    shutil.rmtree(folder)


def test_a_silent_change_is_refused_a_corrected_one_merged_and_the_site_shows_both_values(server: Path) -> None:
    proposal = propose(server, CHANGED)
    judge = clone(server, server.parent / "judge")
    refused = run(judge, "bash", ".ci/check", "origin/main", proposal, "summary.html")
    assert refused.returncode == 1, refused.stderr
    assert "错误 HIS001 「支出」公布过的是 320.00 元，现在是 330.00 元，没有写更正" in refused.stdout
    assert "【上河村】未说明的改动 2 处" in refused.stdout
    assert "未说明的改动" in (judge / "summary.html").read_text("utf-8")

    cadre = server.parent / "cadre"
    write(cadre, LEDGER, MARCH)
    for number, field, value in (("001", "支出", "330.00"), ("现金", "期末", "870.00")):
        words = ("correct", LEDGER, number, field, value, "--base", "origin/main", "--reason", "凭证抄错")
        assert run(cadre, ".venv/bin/cunwu", *words, "--approved", "监委会").returncode == 0
    propose(server, (cadre / LEDGER).read_text("utf-8"))
    git(judge, "fetch", "-q", "origin")
    passed = run(judge, "bash", ".ci/check", "origin/main", proposal)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "更正 2 处" in passed.stdout
    merge(server)

    git(judge, "pull", "-q", "--ff-only", "origin", "main")
    site = server.parent / "public"
    built = run(judge, "bash", ".ci/publish", str(site))
    assert built.returncode == 0, built.stdout + built.stderr
    page = (site / "board/shanghe/finance/2026-03.html").read_text("utf-8")
    assert re.search(r"<(s|del)\b[^>]*>[^<]*320\.00", page)
    assert "330.00" in page
    assert "凭证抄错" in page

    before = contents(site)
    write(judge, LEDGER, MARCH.replace("880.00", "999.00"))
    commit(judge, "合并了有错的记录")
    failed = run(judge, "bash", ".ci/publish", str(site))
    assert failed.returncode == 1
    assert "FIN003" in failed.stderr
    assert contents(site) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_workbook_in_a_request_is_answered_with_the_command_and_the_records_it_would_become(server: Path) -> None:
    cadre = clone(server, server.parent / "cadre")
    git(cadre, "checkout", "-q", "-b", "shanghe")
    village = LEDGER.partition("/finance/")[0]
    path, place = f"{village}/finance/2026-04.xlsx", village.removeprefix("villages/")
    asked = run(cadre, ".venv/bin/cunwu", "template", "收支", place, "2026-04", "--out", path)
    assert asked.returncode == 0, asked.stderr
    changed(cadre / path, lambda book: fill(book, "账户", [{"期末": 880}]))
    commit(cadre, "四月的账")
    git(cadre, "push", "-q", "origin", "HEAD:refs/heads/shanghe")
    judge = clone(server, server.parent / "judge")
    done = run(judge, "bash", ".ci/check", "origin/main", "origin/shanghe")
    assert done.returncode == 1, done.stderr
    assert f"变成记录：cunwu import {path} --place {place}，再删去它" in done.stdout
    assert f"表格会变成这样的记录：\n\ncunwu import {path} --place {place}\n" in done.stdout
    assert f"# {village}/finance/2026-04.yml\n账套: " in done.stdout


# --- what .ci/check asks before it judges -----------------------------------------------------------------------------


@pytest.fixture
def bare_programs(tmp_path: Path) -> str:
    """The PATH of a machine that has git, bash, Python and the small programs every system has."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("git", "bash", "sh", "dirname", "cat", "sha256sum", "cut", "sed", "env", "mktemp", "rm"):
        (folder / name).symlink_to(shutil.which(name) or name)
    (folder / "python3").symlink_to(sys.executable)
    return str(folder)


def test_git_bash_and_python_are_all_the_check_needs(server: Path, bare_programs: str) -> None:
    proposal = propose(server, CHANGED + CORRECTION)
    judge = clone(server, server.parent / "judge")
    done = run(judge, "bash", ".ci/check", "origin/main", proposal, PATH=bare_programs)
    assert (done.returncode, done.stderr) == (0, "")


FETCH_ALL = "  git fetch origin '+refs/heads/*:refs/remotes/origin/*'"


@pytest.mark.parametrize(
    ("options", "words", "says", "next_step"),
    [
        (
            (),
            ("origin/trunk", "HEAD"),
            "没有叫「origin/trunk」的版本",
            FETCH_ALL,
        ),
        (
            (),
            ("--output=x", "HEAD"),
            "没有叫「--output=x」的版本",
            FETCH_ALL,
        ),
        (("--depth", "1"), (), "只有部分提交历史", "  git fetch --unshallow"),
        ((), ("origin/main", "stranger"), "stranger 和 origin/main 没有共同的历史", "branch off the published branch"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_the_next_command_before_anything_is_set_up(
    server: Path, options: tuple[str, ...], words: tuple[str, ...], says: str, next_step: str
) -> None:
    folder = clone(server, server.parent / "judge", *options)
    shutil.rmtree(folder / ".venv")
    git(folder, "branch", "stranger", git(folder, "commit-tree", "-m", "别处来的", "HEAD^{tree}"))
    done = run(folder, "bash", ".ci/check", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert next_step in done.stderr
    assert not (folder / ".venv").exists()
    assert not (folder / "x").exists()


def test_a_request_that_contradicts_main_is_told_to_merge_first(server: Path) -> None:
    proposal = propose(server, CHANGED + CORRECTION)
    merging = clone(server, server.parent / "merging")
    write(merging, LEDGER, MARCH.replace("320.00", "340.00"))
    commit(merging)
    git(merging, "push", "-q", "origin", "main")
    done = run(clone(server, server.parent / "judge"), "bash", ".ci/check", "origin/main", proposal)
    assert (done.returncode, done.stdout) == (2, "")
    assert "合并有冲突" in done.stderr


# --- the files of the platforms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS)),
        ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(PIPELINE)),
    ],
    ids=["github", "gitlab"],
)
def test_the_files_are_what_the_published_schemas_ask_for(words: tuple[str, ...]) -> None:
    command = (sys.executable, "-m", "check_jsonschema", *words)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def workflow(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in workflow(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_reads_only_takes_nobody_elses_steps_and_puts_no_value_into_a_command(path: Path) -> None:
    assert workflow(path)["permissions"] == {"contents": "read"}
    assert "permissions" not in [key for job in workflow(path)["jobs"].values() for key in job]
    assert [step for step in steps(path) if "uses" in step] == []
    assert "secrets" not in path.read_text("utf-8")
    assert [step["name"] for step in steps(path) if "${{" in step["run"]] == []
    assert [step["name"] for step in steps(path) if "TOKEN" in step.get("env", {})] == [steps(path)[0]["name"]]


def test_what_a_request_brings_runs_only_where_nothing_can_be_won() -> None:
    events = {path.stem: set(workflow(path)[True]) for path in WORKFLOWS}  # YAML 1.1 reads `on` as a truth value
    assert events == {"board": {"pull_request_target", "push", "schedule"}, "program": {"pull_request"}}


def step_on_github(
    server: Path, folder: Path, name: str, path: Path = BOARD, **more: str
) -> subprocess.CompletedProcess[str]:
    """One step of a workflow, run as a runner does: by bash, with the variables of a request numbered 7."""
    script = next(step["run"] for step in steps(path) if step["name"] == name)
    surroundings = {
        "GITHUB_SERVER_URL": server.parent.as_uri(),
        "GITHUB_REPOSITORY": server.name,
        "TOKEN": "t0ken",
        "BASE": "main",
        "REQUEST": "7",
        **more,
    }
    return run(folder, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, **surroundings)


def test_on_github_gitea_and_forgejo_the_program_of_main_judges_the_records_of_the_request(server: Path) -> None:
    propose(server, CHANGED)
    cadre = server.parent / "cadre"
    write(cadre, ".ci/check", "#!/bin/sh\necho 都对\n")  # a request that brings its own judge
    write(cadre, POSTED, NOTICE.replace("修渠", "'[点](javascript:1) ``` <b>'"))
    propose(server, CHANGED)
    runner = server.parent / "runner"
    runner.mkdir()
    fetched = step_on_github(server, runner, "取来全部历史")
    assert (fetched.returncode, fetched.stderr) == (0, "")
    assert "t0ken" not in (runner / ".git/config").read_text("utf-8")
    put_environment(runner)
    summary = server.parent / "summary.md"
    judged = step_on_github(server, runner, "检查申请", GITHUB_STEP_SUMMARY=str(summary), GITHUB_ACTIONS="true")
    assert judged.returncode == 1
    first, *between, last = judged.stdout.splitlines()
    assert first == f"::stop-commands::{last.strip(':')}"  # nothing a record says is taken for a command of the runner
    assert last not in between
    assert "都对" not in judged.stdout
    assert "HIS001" in judged.stdout
    assert "错误 HIS009 同一个申请里既改记录又改程序" in judged.stdout
    told = summary.read_text("utf-8")
    assert "### 记录的变化：未说明的改动 2 处" in told
    changes, _, report = told.partition("### 检查的结果\n\n")
    assert "HIS001" in report
    assert [line for line in report.splitlines() if line and not line.startswith("    ")] == []
    assert not set("[]()<>`@!") & set(changes.replace("（", "").replace("）", ""))


def test_on_github_gitea_and_forgejo_a_merge_is_built_ready_to_serve(server: Path) -> None:
    runner = server.parent / "runner"
    runner.mkdir()
    assert step_on_github(server, runner, "取来全部历史", REQUEST="").returncode == 0
    assert git(runner, "for-each-ref", "--format=%(refname)").split() == ["refs/remotes/origin/main"]
    put_environment(runner)
    built = step_on_github(server, runner, "生成网站", REQUEST="")
    assert built.returncode == 0, built.stderr
    assert (runner / "site/index.html").is_file()
    assert (runner / "site/board/shanghe/index.html").is_file()


def test_the_program_of_a_request_is_fetched_as_it_was_proposed(server: Path) -> None:
    propose(server, CHANGED)
    runner = server.parent / "runner"
    runner.mkdir()
    fetched = step_on_github(server, runner, "取来申请", PROGRAM)
    assert (fetched.returncode, fetched.stderr) == (0, "")
    assert (runner / "program" / LEDGER).read_text("utf-8") == CHANGED


def test_on_gitlab_the_same_is_judged_and_the_summary_kept_as_a_page(server: Path) -> None:
    propose(server, CHANGED, message=f"改电费 {PERSON}")
    runner = clone(server, server.parent / "runner", "--branch", "shanghe")
    git(runner, "checkout", "-q", "--detach")
    job = yaml.safe_load(PIPELINE.read_text("utf-8"))["check"]
    script = "\n".join(job["script"])
    variables = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
    judged = run(runner, "bash", "-eo", "pipefail", "-c", script, **variables)
    assert judged.returncode == 1, judged.stderr
    assert "HIS001" in judged.stdout
    assert "PRV001" in judged.stdout
    assert PERSON not in judged.stdout
    page = (runner / job["artifacts"]["paths"][0]).read_text("utf-8")
    assert "改动一览" in page
    assert job["artifacts"]["when"] == "always"
    assert git(runner, "rev-parse", "HEAD") == git(runner, "rev-parse", "origin/main")
    assert os.access(runner / ".ci/check", os.X_OK)
