"""What the tests of the engine share: small projects on disk, real git, the program as a process."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from cunwu.core.paths import Project
from cunwu.core.problem import Problem
from cunwu.records.board import read_outline
from cunwu.records.source import FolderSource
from cunwu.rules.checker import Verdict, check_all
from support.commands import run_here

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 20)

COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n"
TOWN = "名称: 清河镇\n级别: 镇\n"
VILLAGE = """\
名称: 上河村
法人:
  - 编号: 村委会
    名称: 上河村村民委员会
    种类: 村民委员会
  - 编号: 合作社
    名称: 上河村股份经济合作社
    种类: 农村集体经济组织
"""
DEED = "编号: 2026-03\n事项: 清通屋后水沟\n种类: 实事\n日期: 2026-03-09\n"


def ledger(month: str, opening: str, income: str, closing: str, *more: str) -> str:
    """A ledger of one account and one entry; `more` are lines to append."""
    return (
        f"账套: 合作社\n期间: {month}\n制度: 简易\n账户:\n  - 编号: 现金\n    名称: 库存现金\n    类别: 库存现金\n"
        f"    期初: {opening}\n    期末: {closing}\n明细:\n  - 编号: 001\n    日期: {month}-03\n    摘要: 鱼塘承包款\n"
        f"    科目: 经营收入\n    收入: {income}\n    账户: 现金\n" + "".join(f"{line}\n" for line in more)
    )


MARCH = ledger("2026-03", "1200.00", "300.00", "1500.00")
APRIL = ledger("2026-04", "1500.00", "200.00", "1700.00")

SMALL: Mapping[str, str] = {
    "region.yml": COUNTY,
    "qinghe/region.yml": TOWN,
    "qinghe/shanghe/village.yml": VILLAGE,
    "qinghe/shanghe/finance/2026-03.yml": MARCH,
    "qinghe/shanghe/finance/2026-04.yml": APRIL,
    "qinghe/shanghe/deeds/2026-03.yml": DEED,
    "qinghe/lianhua/village.yml": VILLAGE.replace("上河", "莲花"),
    "qinghe/lianhua/deeds/2026-03.yml": DEED,
}
"""A county, a town and two villages without a fault, by path below villages/."""


def write(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Put record files below villages/; None removes one."""
    for name, content in files.items():
        path = root / "villages" / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def make_project(root: Path, files: Mapping[str, str | bytes | None]) -> Project:
    """A project with our own theme and these records."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text("site_name: 公开板\n", "utf-8")
    (root / "villages").mkdir(exist_ok=True)
    shutil.copytree(ROOT / "theme", root / "theme", dirs_exist_ok=True)
    write(root, files)
    return Project(root)


def verdicts_of(root: Path, as_of: date = AS_OF) -> dict[str, Verdict]:
    """Path of a place → what a check finds there."""
    source = FolderSource(root)
    return {verdict.place.path: verdict for verdict in check_all(source, read_outline(source), as_of)}


def flat(problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """Problems with their consequences."""
    for problem in problems:
        yield problem
        yield from problem.consequences


def codes_of(verdict: Verdict) -> list[str]:
    """Codes found in one place, consequences included, in order."""
    return [problem.code for problem in flat(verdict.problems)]


_KEPT = ("PATH", "HOME", "TMPDIR")


def environment(**changes: str) -> dict[str, str]:
    """The variables a process of ours gets: a fixed locale, nothing of git's or ours from outside."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith("COVERAGE_")}
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", **changes}


def run_cunwu(
    *arguments: str | Path,
    cwd: Path,
    program: Path | None = None,
    variables: Mapping[str, str] | None = None,
    apart: bool = False,
) -> subprocess.CompletedProcess[str]:
    """The command line as a clerk runs it; `program` is the folder of another copy of the package.

    It runs in this process, because starting another costs more than most commands: unless `apart`, or with another
    program or other variables. Where nothing is kept in git, a build is asked to do without its history.
    """
    if arguments[:1] == ("build",) and not any((folder / ".git").exists() for folder in (cwd, *cwd.parents)):
        arguments = ("build", "--no-history", *arguments[1:])
    if not (apart or program or variables):
        return run_here(cwd, *map(str, arguments))
    changes = {**(variables or {}), **({"PYTHONPATH": str(program)} if program else {})}
    return subprocess.run(
        [sys.executable, "-m", "cunwu.cli", *map(str, arguments)],
        cwd=cwd,
        env=environment(**changes),
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=60,
    )


def git(root: Path, *arguments: str, day: str = "2026-04-01") -> str:
    """One git command, as a committer of that day and with no settings from outside."""
    moment = f"{day}T08:00:00+08:00"
    return subprocess.run(
        ["git", "-C", str(root), *arguments],
        env=environment(
            GIT_CONFIG_GLOBAL=os.devnull,
            GIT_CONFIG_NOSYSTEM="1",
            GIT_AUTHOR_NAME="clerk",
            GIT_AUTHOR_EMAIL="clerk@example.cn",
            GIT_COMMITTER_NAME="clerk",
            GIT_COMMITTER_EMAIL="clerk@example.cn",
            GIT_AUTHOR_DATE=moment,
            GIT_COMMITTER_DATE=moment,
        ),
        check=True,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
    ).stdout


def commit_all(root: Path, day: str = "2026-04-01") -> str:
    """Commit the whole folder, which becomes a repository if it is none; answers the commit's id."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all", day=day)
    git(root, "commit", "--quiet", "--allow-empty", "--message=记录", day=day)
    return git(root, "rev-parse", "HEAD").strip()


def digests(folder: Path) -> dict[str, str]:
    """Path below a folder → digest of the file's bytes, for every file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
