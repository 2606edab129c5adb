"""The four ways of filling in are walked as their pages say: what is typed runs, and the screen shows what they show.

With CUNWU_DRAW=1 the pictures of the workbook are drawn anew.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from support.clerk_repositories import commit, git, write
from support.commands import run_here
from support.handbook import HANDBOOK, blocks_of, follow
from support.old_workbooks import in_gbk
from support.pictures import assert_same, picture_of
from support.workbooks import changed, fill

LIST = """\
乡镇,村,村文件夹,户数,合作社,周期,截止日,加入日期
演示镇,上河村,shanghe,412,上河村股份经济合作社,月,15,2026-09-01
演示镇,下河村,xiahe,305,下河村股份经济合作社,月,15,2026-11-01
"""
MONTH = """\
账套: 合作社
期间: 2026-{month}
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: {opening}
    期末: {closing}
明细:
  - 编号: 001
    日期: 2026-{month}-12
    摘要: 路灯电费
    科目: 公益支出
    支出: {paid}
    账户: 现金
    凭证: 记-1
    经手人: 李会计
    审批人: 张主任
"""
MONTHS = (("09", "1500.00", "1200.00", "300.00"), ("10", "1200.00", "880.00", "320.00"))
NOVEMBER = "villages/shanghe/finance/2026-11.yml"
AS_OF = "2026-12-01"
PEOPLE = {"账户": "现金", "经手人": "李会计", "审批人": "张主任"}
ROWS: list[dict[str, Any]] = [
    {"日期": "11月12日", "摘要": "路灯电费", "科目": "公益支出", "支出": "33O.00", "凭证": "记-1", **PEOPLE},
    {"日期": "2026.11.20", "摘要": "卖废铁", "科目": "其他收入", "收入": 150, "凭证": "记-2", **PEOPLE},
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A board of two villages, one of which has published two months."""
    write(tmp_path, "名单.csv", LIST)
    assert run_here(tmp_path, "init", "gongkai", "--from", "名单.csv", "--platform", "none").returncode == 0
    folder = tmp_path / "gongkai"
    for month, opening, closing, paid in MONTHS:
        text = MONTH.format(month=month, opening=opening, closing=closing, paid=paid)
        write(folder, f"villages/shanghe/finance/2026-{month}.yml", text)
    village = folder / "villages/shanghe/village.yml"
    text = village.read_text("utf-8").replace("    种类: 村民委员会\n", "    种类: 村民委员会\n    并入: 合作社\n")
    village.write_text(text, "utf-8")
    commit(folder, "9 月、10 月的账")
    return folder


def entered(book: Workbook) -> None:
    fill(book, "明细", ROWS)


def mended(book: Workbook) -> None:
    fill(book, "明细", [{"支出": 330}])
    fill(book, "账户", [{"期末": 700}])


@pytest.mark.slow
def test_a_workbook_is_filled_in_sent_back_mended_and_imported(root: Path) -> None:
    workbook = root / "十一月.xlsx"
    drawn: dict[str, str] = {}

    def fill_in() -> None:
        drawn["workbook-opening.svg"] = picture_of(workbook, "账户", ["编号", "名称", "期初", "期末"], 2)
        changed(workbook, entered)
        drawn["workbook-wrong.svg"] = picture_of(workbook, "明细", ["日期", "摘要", "收入", "支出", "账户"], 3, "F2")

    before: dict[str, Callable[[], object]] = {
        "cunwu import 十一月.xlsx": fill_in,
        "cunwu import 十一月.xlsx --yes": lambda: changed(workbook, mended),
    }
    typed = follow("workbooks.md", root, AS_OF, before)
    assert len(typed) == 6
    assert "支出: 330.00\n" in git(root, "show", f"HEAD:{NOVEMBER}")
    for name, picture in drawn.items():
        assert_same(name, picture)


@pytest.mark.slow
def test_the_file_of_last_month_becomes_that_of_this_month(root: Path) -> None:
    typed = follow("last-month.md", root, AS_OF)
    assert typed[-1] == 'git commit -m "上河村 11 月的账"'
    assert "期末: 700.00\n" in git(root, "show", f"HEAD:{NOVEMBER}")


@pytest.mark.slow
def test_a_form_is_made_for_the_village(root: Path) -> None:
    assert follow("forms.md", root, AS_OF) == ["cunwu forms shanghe --out ../forms"]
    assert (root.parent / "forms/index.html").is_file()


@pytest.mark.slow
def test_a_text_is_written_and_its_fault_is_told_as_the_page_reads_it(root: Path) -> None:
    assert follow("first-edit.md", root, AS_OF) == [f"cunwu check {NOVEMBER}"]


@pytest.mark.slow
def test_a_request_on_a_platform_without_checks_is_judged_at_home(root: Path) -> None:
    git(root.parent, "clone", "-q", "--bare", "gongkai", "origin.git")
    git(root, "remote", "add", "origin", "../origin.git")
    git(root, "checkout", "-q", "-b", "shanghe-11")
    (written,) = (block.text for block in blocks_of("last-month.md") if block.title.startswith("填好的"))
    write(root, NOVEMBER, written.replace("期末:\n", "期末: 700.00\n"))
    commit(root, "11 月的账")
    git(root, "push", "-q", "origin", "shanghe-11")
    git(root, "checkout", "-q", "main")
    assert len(follow("platforms.md", root, AS_OF)) == 2


OWN: list[Sequence[str | float | None]] = [
    ("上河村2026年11月现金账", None, None, None, None, None),
    ("日期", "凭证号", "摘要", "科目", "收入", "支出", "余额"),
    (None, None, "上月结余", None, None, None, 880),
    ("11月12日", "记-1", "路灯电费", "公益支出", None, 330, 550),
    ("11月20日", "记-2", "卖废铁", "其他收入", 150, None, 700),
    (None, None, "本月合计", None, 150, 330, 700),
    ("制表：李会计", None, None, None, None, None),
]
PROGRAM: list[Sequence[str | float | None]] = [
    ("日期", "凭证号", "摘要", "科目名称", "借方金额", "贷方金额"),
    ("2026-12-03", "记-1", "路灯电费", "公益支出", 310, None),
    ("2026-12-03", "记-1", "路灯电费", "库存现金", None, 310),
    ("2026-12-31", "记-2", "计提折旧", "管理费用", 20, None),
    ("2026-12-31", "记-2", "计提折旧", "累计折旧", None, 20),
]
BALANCES: list[Sequence[str | float | None]] = [
    ("科目余额表　2026年12月", None),
    ("科目编码", "科目名称", "期初余额", "借方", "贷方", "期末余额"),
    ("101", "库存现金", 700, 0, 310, 390),
]


@pytest.mark.slow
def test_sheets_of_ones_own_and_vouchers_of_a_program_become_two_months(root: Path) -> None:
    for name, rows in (("十一月现金账", OWN), ("序时账", PROGRAM), ("科目余额表", BALANCES)):
        (root / f"{name}.xls").write_bytes(in_gbk(rows, name))
    assert len(follow("own-sheets.md", root, "2027-01-10")) == 3
    done = run_here(root, "check", "villages/shanghe/finance", "--as-of", "2027-01-10")
    assert done.returncode == 0, done.stdout
    assert (root / "villages/shanghe/finance/2026-12.yml").is_file()


WITHOUT_UNIX = """
import os, sys
for name in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[name] = None
for name in ("fork", "geteuid", "getuid", "sched_getaffinity", "fchmod", "sync"):
    delattr(os, name)
from cunwu.cli import main
for line in sys.argv[1:]:
    if status := main(line.split()):
        sys.exit(f"{line}: {status}")
"""
"""What Windows lacks is taken away first."""


@pytest.mark.slow
def test_what_the_four_ways_type_needs_nothing_that_windows_lacks(root: Path) -> None:
    lines = [
        "template 收支 shanghe 2026-11 --out 空表.xlsx",
        f"new 收支 xiahe 2026-11 --as-of {AS_OF}",
        f"check villages/shanghe/finance --as-of {AS_OF}",
        "import 十一月现金账.xls --place shanghe --yes",
        "forms shanghe --out ../forms",
        f"owed --as-of {AS_OF}",
    ]
    (root / "十一月现金账.xls").write_bytes(in_gbk(OWN, "现金"))
    done = subprocess.run(
        (sys.executable, "-c", WITHOUT_UNIX, *lines), cwd=root, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    build = (sys.executable, "-c", WITHOUT_UNIX, "build --no-frame")
    done = subprocess.run(build, cwd=root, check=False, capture_output=True, text=True)
    assert "这个系统不能生成网站，要 Linux 或 macOS\n下一步：在 Windows 的 WSL 里运行" in done.stderr


def test_every_picture_is_small_and_shown_with_words_for_those_who_cannot_see_it() -> None:
    pages = "".join(page.read_text("utf-8") for page in HANDBOOK.glob("*.md"))
    shown = {name: words for words, name in re.findall(r"!\[([^\]]+)\]\(pictures/([^)]+)\)", pages)}
    assert shown.keys() == {file.name for file in (HANDBOOK / "pictures").iterdir()}
    assert [name for name in shown if (HANDBOOK / "pictures" / name).stat().st_size > 40_000] == []


def test_every_page_of_the_four_ways_leads_to_the_others() -> None:
    texts = {name: (HANDBOOK / name).read_text("utf-8") for name in ("ways.md", "platforms.md")}
    for page in ("workbooks.md", "last-month.md", "forms.md", "first-edit.md", "own-sheets.md", "platforms.md"):
        assert f"({page})" in texts["ways.md"]
