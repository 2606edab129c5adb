"""The ten tasks: each is told undone, passes when done as the README says, and is answered when done wrongly."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cunwu.boards.practice_tasks import PLACE, TASKS, judge, open_practice
from support.commands import run_here

Change = Callable[[Path], object]
HERE = f"villages/{PLACE}"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("practice")
    assert run_here(root, "practice", "lx").returncode == 0
    return root / "lx"


@pytest.fixture
def root(untouched: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(untouched, tmp_path / "lx"))


def commands(root: Path, title: str) -> list[list[str]]:
    """The commands that the README gives for a task."""
    part = (root / "README.md").read_text("utf-8").partition(f". {title}\n")[2].partition("\n## ")[0]
    return [shlex.split(line)[1:] for line in re.findall(r"^cunwu .+$", part, re.MULTILINE)]


def by_readme(title: str) -> Change:
    def change(root: Path) -> None:
        found = commands(root, title)
        assert found
        for command in found:
            done = run_here(root, *command)
            assert done.returncode == 0, done.stdout + done.stderr

    return change


def edit(name: str, *pairs: tuple[str, str]) -> Change:
    def change(root: Path) -> None:
        file = root / HERE / name
        text = file.read_text("utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        file.write_text(text, "utf-8")

    return change


def add(name: str, text: str) -> Change:
    def change(root: Path) -> None:
        file = root / HERE / name
        file.parent.mkdir(exist_ok=True)
        with file.open("a", encoding="utf-8") as opened:
            opened.write(text)

    return change


def then(*changes: Change) -> Change:
    def change(root: Path) -> None:
        for one in changes:
            one(root)

    return change


def entry(day: str, side: str, amount: str, number: str = "003") -> str:
    return (
        f"  - 编号: {number}\n    日期: {day}\n    摘要: 付电费\n    科目: 公益支出\n    {side}: {amount}\n"
        "    账户: 现金\n    凭证: 记-3\n    经手人: 李某\n    审批人: 王某\n"
    )


MARCH, APRIL = "finance/2026-03.yml", "finance/2026-04.yml"
LAST = "期末: 3064.50"
LAMPS = add(MARCH, entry("2026-03-18", "支出", "86.50"))
NOTE = "撤销:\n  - 编号: 撤1\n    条目: {}\n    原因: {}\n    批准: 监委会\n    日期: 2026-02-03\n"
FIXED = (
    "更正:\n  - 编号: 更1\n    字段: 原值\n    原值: {}\n    新值: {}\n    原因: 抄反了\n"
    "    批准: 监委会\n    日期: 2026-04-08\n"
)
PUMP = "assets/bengfang.yml"
PAPER = "附件:\n  - 编号: 附1\n    文件: attachments/a.jpg\n    校验值: " + "0" * 64 + "\n"
NOTICE = "编号: 2026-1\n标题: 停水\n种类: 通知\n起: 2026-04-10\n止: {}\n{}"
MAY = """\
账套: 合作社
期间: 2026-05
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: {}
    期末: {}
明细:
"""
POWER = entry("2026-05-25", "支出", "205.00", "001")

DONE: Mapping[str, Change] = {
    "记一笔": then(LAMPS, edit(MARCH, (LAST, "期末: 2978.00"))),
    "撤销一笔": by_readme("撤销一笔"),
    "算期末": by_readme("算期末"),
    "下个月": then(
        lambda root: run_here(root, *commands(root, "下个月")[0]),
        add("finance/2026-05.yml", f"明细:\n{POWER}"),
        lambda root: run_here(root, *commands(root, "下个月")[1]),
    ),
    "导入一张表": by_readme("导入一张表"),
    "找出抄错的数": edit(APRIL, ("1230.00", "1320.00")),
    "更正": by_readme("更正"),
    "放一张照片": by_readme("放一张照片"),
    "改一个日子": edit("meetings/2026-02.yml", ("02-30", "02-28")),
    "写一份公告": then(
        by_readme("写一份公告"),
        lambda root: (root / HERE / "notices/2026-1.yml").write_text(
            NOTICE.format("2026-04-12", "正文: 修水管停水。\n"), "utf-8"
        ),
    ),
}
WRONG: tuple[tuple[str, Change, str], ...] = (
    ("记一笔", add(MARCH, entry("2026-03-18", "收入", "86.50")), "写在「收入」里了"),
    ("记一笔", LAMPS, "期末还没有跟着改：「库存现金」应是 2,978.00"),
    (
        "记一笔",
        then(edit(MARCH, (LAST, "期末: 2978.00")), add(MARCH, entry("2026-03-19", "支出", "86.50"))),
        "日期写的是",
    ),
    ("撤销一笔", add("finance/2026-01.yml", NOTE.format("002", "记重了")), "撤销的是 002，重复的是 003 和 004"),
    ("撤销一笔", add("finance/2026-01.yml", NOTE.format("004", "无")), "看不出为什么"),
    (
        "撤销一笔",
        lambda root: edit(
            "finance/2026-01.yml",
            ("  - 编号: 004" + (root / HERE / "finance/2026-01.yml").read_text("utf-8").partition("编号: 004")[2], ""),
        )(root),
        "删掉了：公布过的不删",
    ),
    ("算期末", edit("finance/2026-02.yml", ("期末:", "期末: 3000.00")), "应是 3,314.50，写的是 3,000.00"),
    ("算期末", edit("finance/2026-02.yml", ("期末:", "期末: 三千")), "还读不了：第 9 行"),
    (
        "下个月",
        add("finance/2026-05.yml", MAY.format("0.00", "-205.00") + POWER),
        "五月的期初写的是 0.00，四月的期末是 2,358.00",
    ),
    ("下个月", add("finance/2026-05.yml", MAY.format("2358.00", "2358.00").partition("明细")[0]), "还没有村部电费"),
    (
        "导入一张表",
        add("finance/cun.yml", (MAY.format("600.00", "395.00") + POWER).replace("-05", "-06")),
        "还没有村委会三月的收支",
    ),
    (
        "导入一张表",
        add(
            "finance/cun.yml",
            (MAY.format("600.00", "395.00") + POWER).replace("-05", "-03").replace("合作社", "村委会"),
        ),
        "表里是 4 笔、支出 495.50 元，记录里是 1 笔、205.00 元",
    ),
    ("找出抄错的数", edit(APRIL, ("期末: 2358.00", "期末: 2448.00")), "改的是期末（2,448.00）"),
    ("找出抄错的数", edit(APRIL, ("1230.00", "1203.00")), "改成的数和期末对不上"),
    ("更正", edit(PUMP, ("5600.00", "6500.00")), "数改了，没有写「更正」"),
    (
        "更正",
        then(edit(PUMP, ("5600.00", "6500.00")), add(PUMP, FIXED.format("6500.00", "5600.00"))),
        "应从 5600.00 改为",
    ),
    ("更正", add(PUMP, FIXED.format("5600.00", "6500.00")), "「原值」写的是 5,600.00"),
    ("放一张照片", add(MARCH, PAPER), "明细 002 没有写上「附件」"),
    ("放一张照片", then(edit(MARCH, ("凭证: 记-2", "凭证: 记-2\n    附件: 附1")), add(MARCH, PAPER)), "文件不在"),
    (
        "放一张照片",
        then(
            edit(MARCH, ("凭证: 记-2", "凭证: 记-2\n    附件: 附1")),
            add(MARCH, PAPER),
            add("attachments/a.jpg", "不是这一张"),
        ),
        "和写的校验值不一样",
    ),
    ("改一个日子", edit("meetings/2026-02.yml", ("02-30", "02-27")), "写的是 2026 年 2 月 27 日"),
    ("改一个日子", lambda root: (root / HERE / "meetings/2026-02.yml").unlink(), "没有 meetings/2026-02.yml 了"),
    (
        "写一份公告",
        add("notices/1.yml", NOTICE.format("2026-04-11", "正文: 停水。\n")),
        "停水是 2026-04-10 到 2026-04-12",
    ),
    ("写一份公告", add("notices/1.yml", NOTICE.format("2026-04-12", "")), "没有正文"),
    ("写一份公告", add("notices/1.yml", "标题: 停水\n"), "notices/1.yml 还读不了"),
)


def missing(root: Path) -> dict[str, str]:
    return {task.title: missing for task, missing in judge(open_practice(root))}


def test_a_new_village_has_everything_to_be_done_and_the_readme_names_it_in_order(untouched: Path) -> None:
    told = missing(untouched)
    assert list(DONE) == [task.title for task in TASKS]
    assert [*told] == re.findall(r"^## [0-9]+\. (.+)$", (untouched / "README.md").read_text("utf-8"), re.MULTILINE)
    assert all(told.values())


@pytest.mark.parametrize("title", DONE)
def test_a_task_that_is_done_passes_and_no_other_does(root: Path, title: str) -> None:
    DONE[title](root)
    told = missing(root)
    assert not told[title]
    assert sum(not one for one in told.values()) == 1


@pytest.mark.parametrize(("title", "change", "said"), WRONG, ids=[f"{title} {said}" for title, _, said in WRONG])
def test_a_task_that_is_done_wrongly_is_answered(root: Path, title: str, change: Change, said: str) -> None:
    change(root)
    assert said in missing(root)[title]


def test_every_task_is_done_wrongly_in_two_ways() -> None:
    titles = [title for title, _, _ in WRONG]
    assert all(titles.count(task.title) >= 2 for task in TASKS)


def test_all_done_the_check_of_the_board_finds_no_error_and_the_command_says_so(root: Path) -> None:
    undone = run_here(root, "practice", "--check")
    assert (undone.returncode, "做好了 0 件，还差 10 件" in undone.stdout) == (1, True)
    for change in DONE.values():
        change(root)
    done = run_here(root.parent, "practice", "--check", "lx")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "10 件都做好了")
    assert run_here(root, "check").returncode == 0
