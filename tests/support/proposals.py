"""A board whose March is published, and what a check says of changes proposed to it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from support.clerk_repositories import COUNTY, VILLAGE, commit, git, write
from support.commands import run_here
from support.march_records import LEDGER, MARCH

CORRECTION = """\
更正:
  - 编号: 更1
    条目: 001
    字段: 支出
    原值: 320.00
    新值: 330.00
    原因: 抄错
    批准: 2026-04-08 村务监督委员会
    日期: 2026-04-08
  - 编号: 更2
    条目: 现金
    字段: 期末
    原值: 880.00
    新值: 870.00
    原因: 随更1
    批准: 2026-04-08 村务监督委员会
    日期: 2026-04-08
"""
CHANGED = MARCH.replace("320.00", "330.00").replace("880.00", "870.00")
LATER = "  - 编号: 002\n    日期: 2026-03-20\n    摘要: 补\n    科目: 其他收入\n    收入: 0.00\n    账户: 现金\n"


def march_published(root: Path) -> Path:
    """A board whose March is published on main; a branch to propose changes on."""
    root.mkdir()
    git(root, "init", "-q")
    write(root, "mkdocs.yml", "")
    write(root, "villages/region.yml", COUNTY)
    write(root, "villages/shanghe/village.yml", VILLAGE)
    write(root, "villages/lianhua/village.yml", VILLAGE.replace("上河", "莲花"))
    write(root, LEDGER, MARCH)
    commit(root)
    git(root, "checkout", "-q", "-b", "proposal")
    return root


def check(root: Path, *arguments: str, as_of: str = "2026-04-10") -> subprocess.CompletedProcess[str]:
    return run_here(root, "check", "--base", "main", "--as-of", as_of, *arguments)


def codes(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert "Traceback" not in done.stderr
    return sorted(problem["code"] for problem in json.loads(done.stdout)["problems"])


PERSON = "11010519491231002X"
NOTICE = "编号: 2026-07\n标题: 修渠\n种类: 通知\n起: 2026-03-15\n"
POSTED = "villages/lianhua/notices/2026-07.yml"
