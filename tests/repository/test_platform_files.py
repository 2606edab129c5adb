"""What platforms, editors and pre-commit read at the top of the repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PHONE = "139" + "0013" + "8000"
LEDGER = "villages/shanghe/finance/2026-03.yml"
FILES = {
    "mkdocs.yml": "site_name: 公开板\n",
    "villages/region.yml": "名称: 示例县\n级别: 县\n演示: 是\n",
    "villages/shanghe/village.yml": (
        "名称: 上河村\n法人:\n  - 编号: 合作社\n    名称: 合作社\n    种类: 农村集体经济组织\n"
    ),
    LEDGER: (
        "账套: 合作社\n期间: 2026-03\n制度: 简易\n"
        "账户:\n  - {编号: 现金, 名称: 现金, 类别: 库存现金, 期初: 5.00, 期末: 6.00}\n"
    ),
}


# --- editors ----------------------------------------------------------------------------------------------------------


def settings() -> ConfigParser:
    found = ConfigParser()
    found.read_string("[top]\n" + (ROOT / ".editorconfig").read_text("utf-8"))
    return found


def test_editors_indent_as_the_formatters_do() -> None:
    assert settings()["top"]["root"] == "true"
    assert settings()["*"]["indent_size"] == "2"  # as `cunwu fmt` writes records
    assert settings()["*.py"]["indent_size"] == "4"
    line_length = re.search(r"^line-length = (\d+)$", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert line_length is not None
    assert settings()["*.py"]["max_line_length"] == line_length[1]
    assert settings()["Makefile"]["indent_style"] == "tab"


def test_every_text_in_the_repository_is_as_editors_are_told_to_write_it() -> None:
    assert {settings()["*"][name] for name in ("insert_final_newline", "trim_trailing_whitespace")} == {"true"}
    listed = subprocess.run(("git", "ls-files", "-z"), cwd=ROOT, check=True, capture_output=True).stdout.decode()
    wrong = []
    for name in filter(None, listed.split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" in content or not content:
            continue
        lines = content.decode("utf-8").split("\n")
        if lines[-1] or any(line.rstrip(" \t") != line for line in lines):
            wrong.append(name)
        if any(line.startswith("\t") for line in lines) and name != "Makefile":
            wrong.append(name)
    assert wrong == []


# --- issues and requests ----------------------------------------------------------------------------------------------


def test_the_forms_are_what_the_published_schema_asks_for() -> None:
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms")
    done = subprocess.run((*command, *map(str, FORMS)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert len(FORMS) == 3


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_gitlab_asks_the_same_questions_in_the_same_order(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    labels = [part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown"]
    text = (ROOT / ".gitlab/issue_templates" / f"{form['name'].partition(' · ')[0]}.md").read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == labels


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_says_first_what_must_not_be_written_in_public(path: Path) -> None:
    first = yaml.safe_load(path.read_text("utf-8"))["body"][0]
    assert first["type"] == "markdown"
    assert re.search("身份证号|个人信息", first["attributes"]["value"])


def test_a_request_is_described_in_the_same_words_on_every_platform() -> None:
    github = (ROOT / ".github/pull_request_template.md").read_text("utf-8")
    assert (ROOT / ".gitlab/merge_request_templates/Default.md").read_text("utf-8") == github


# --- the build of every day -------------------------------------------------------------------------------------------

PLATFORMS = sorted(
    path
    for pattern in (
        ".github/workflows/*",
        ".gitea/workflows/*",
        ".forgejo/workflows/*",
        ".gitlab-ci.yml",
        ".woodpecker*",
    )
    for path in ROOT.glob(pattern)
    if ".ci/publish" in path.read_text("utf-8")
)


@pytest.mark.parametrize("path", PLATFORMS, ids=lambda path: path.name)
def test_every_platform_that_publishes_does_so_once_a_day(path: Path) -> None:
    """Lateness, and names after a public notice, change with the day and not with a commit."""
    text = path.read_text("utf-8")
    if path.name == ".gitlab-ci.yml":
        rules = yaml.safe_load(text)["pages"]["rules"]
        assert any('$CI_PIPELINE_SOURCE == "schedule"' in rule["if"] for rule in rules)
        return
    platform = yaml.safe_load(text)
    ((minute, hour, *days),) = (one["cron"].split() for one in platform[True]["schedule"])  # YAML 1.1 reads on as true
    assert days == ["*", "*", "*"]
    assert 0 < (int(hour) * 60 + int(minute) + 8 * 60) % (24 * 60) < 60  # soon after midnight in Beijing
    publishes = next(step for job in platform["jobs"].values() for step in job["steps"] if ".ci/publish" in step["run"])
    assert publishes["if"] == "github.event_name != 'pull_request_target'"


def test_the_handbook_tells_how_each_platform_builds_every_day() -> None:
    assert len(PLATFORMS) == 2
    told = (ROOT / "content/handbook/ci.md").read_text("utf-8").partition("**每天生成一次**")[2]
    for word in ("GitHub", "Gitea", "Forgejo", "GitLab", "`schedule:`", "Pipeline schedules"):
        assert word in told


# --- pre-commit -------------------------------------------------------------------------------------------------------


def test_each_hook_has_the_keys_that_pre_commit_asks_for_and_no_other() -> None:
    known = {"id", "name", "description", "entry", "language", "pass_filenames", "always_run", "stages", "files"}
    assert [hook["id"] for hook in HOOKS] == ["cunwu-check", "cunwu-message", "cunwu-fmt"]
    for hook in HOOKS:
        assert hook.keys() >= {"id", "name", "entry", "language"}
        assert hook.keys() <= known | {"require_serial"}
        assert hook["language"] == "python"  # pre-commit installs this repository as a package


def run_hook(board: Path, name: str, *files: str) -> subprocess.CompletedProcess[str]:
    """Run the entry of a hook as pre-commit does: from the top of the board, the package's commands on the path."""
    hook: dict[str, Any] = next(hook for hook in HOOKS if hook["id"] == name)
    given = files if hook.get("pass_filenames", True) else ()
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = (*hook["entry"].split(), *given)
    return subprocess.run(command, cwd=board, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    for words in (("init", "-q"), ("add", "-A")):
        subprocess.run(("git", *words), cwd=tmp_path, check=True)
    return tmp_path


def test_the_hooks_refuse_a_wrong_record_and_a_number_in_a_message_and_mend_the_form(board: Path) -> None:
    refused = run_hook(board, "cunwu-check", LEDGER)
    assert (refused.returncode, "FIN003" in refused.stdout) == (1, True)

    message = board / ".git/COMMIT_EDITMSG"
    message.write_text(f"改电费，问 {PHONE}\n", "utf-8")
    told = run_hook(board, "cunwu-message", str(message))
    assert (told.returncode, "PRV" in told.stdout, PHONE in told.stdout) == (1, True, False)
    message.write_text("改电费\n", "utf-8")
    assert run_hook(board, "cunwu-message", str(message)).returncode == 0

    mended = run_hook(board, "cunwu-fmt", LEDGER)
    assert (mended.returncode, mended.stdout) == (0, f"已整理：{LEDGER}\n整理了 1 个文件\n")
    assert "  - 编号: 现金\n" in (board / LEDGER).read_text("utf-8")


# --- the container ----------------------------------------------------------------------------------------------------


def test_the_container_is_pinned_checked_by_digest_and_no_root() -> None:
    text = re.sub(r" *\\\n *", " ", (ROOT / ".ci/Containerfile").read_text("utf-8"))
    steps = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    words = [word for word, _ in steps]
    assert steps[0][0] == "FROM"
    assert re.fullmatch(r"python:3\.\d+-slim-\w+", steps[0][1])
    assert words[-1] == "ENTRYPOINT"
    assert steps[-1][1].startswith("[")
    user = next(what for word, what in reversed(steps) if word == "USER")
    assert user.isdigit()
    assert int(user) > 0
    assert words.index("USER") > max(at for at, word in enumerate(words) if word == "RUN")
    runs = " ".join(what for word, what in steps if word == "RUN")
    assert "--require-hashes" in runs
    assert "--no-cache-dir" in runs
    assert "--no-install-recommends" in runs
    assert "rm -rf /var/lib/apt/lists/*" in runs
    assert not {"ADD", "MAINTAINER"} & set(words)
    assert "curl" not in runs
    assert "sudo" not in runs
