"""Lists of people who receive help: up on the days on which one may object, gone by themselves the day after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from support.clerk_repositories import COUNTY, VILLAGE
from support.commands import run_here
from support.published_boards import Board

pytestmark = pytest.mark.slow

FILE = "a/benefits/2026-gengbu.yml"
NAMES = ("赵某甲", "钱某", "孙*丰", "李某乙", "周某")
ROWS = "".join(
    f"  - 编号: 户{position}\n    姓名: {name}\n    小组: 石坎{position}组\n    类别: 丁{position}类\n"
    f"    数量: {position}.5 亩\n    金额: {position}75.00\n"
    for position, name in enumerate(NAMES, 1)
)
BENEFIT = f"""\
编号: 2026-耕补
名称: 2026 年耕地地力保护补贴
种类: 耕地补贴
期间: 2026
名单:
{ROWS}合计:
  户: 5 户
  数量: 17.5 亩
  金额: 1875.00
公示:
  起: 2026-04-05
  止: 2026-04-11
"""
OBJECTION = "异议:\n  - 编号: 异1\n    日期: 2026-04-06\n    内容: 有一户面积少算了\n"
FIRST, LAST = date(2026, 4, 5), date(2026, 4, 11)
BEFORE, AFTER = date(2026, 4, 4), date(2026, 4, 12)
PRIVATE = (*NAMES, *(f"石坎{n}组" for n in range(1, 6)), *(f"丁{n}类" for n in range(1, 6)), "275.00", "2.5 亩")


def corrected(text: str, item: str, field: str, before: str, after: str) -> str:
    changed = text.replace(f"    {field}: {before}\n", f"    {field}: {after}\n", 1)
    assert changed != text
    head = "" if "更正:\n" in text else "更正:\n"
    number = text.count("批准: ") + 1
    return (
        f"{changed}{head}  - 编号: 更{number}\n    条目: {item}\n    字段: {field}\n    原值: {before}\n"
        f"    新值: {after}\n    原因: 量错了\n    批准: 2026-04-08 村务监督委员会\n    日期: 2026-04-08\n"
    )


@pytest.fixture
def board(tmp_path: Path) -> Board:
    made = Board(tmp_path / "board")
    made.publish({"region.yml": COUNTY, "a/village.yml": VILLAGE})
    made.publish({FILE: BENEFIT})
    return made


def everything(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a site with its words, whatever their escapes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".css", ".js", ".py"):
            text = path.read_bytes().decode("utf-8", "replace")
            yield str(path.relative_to(folder)), unescape(text) + text.encode().decode("unicode_escape", "ignore")


def told_anywhere(board: Board) -> list[tuple[str, str]]:
    found = everything(board.root / "site")
    return [(name, word) for name, text in found for word in PRIVATE if word in text]


def test_the_list_is_up_from_the_first_day_to_the_last(board: Board) -> None:
    for day in (FIRST, LAST):
        board.build(day)
        page = board.page("a/benefits/2026-gengbu.html")
        assert all(name in page for name in NAMES)
        assert "最后一天是 2026 年 4 月 11 日，第二天起撤下" in page


def test_no_file_of_the_site_tells_of_anybody_before_the_first_day_or_after_the_last(board: Board) -> None:
    for day in (BEFORE, AFTER, date(2027, 1, 1)):
        board.build(day)
        assert "1,875.00 元" in board.page("a/benefits/2026-gengbu.html")
        assert told_anywhere(board) == []
    board.build(BEFORE)
    assert "现在还没有到日子，只列合计" in board.page("a/benefits/2026-gengbu.html")


def test_the_next_days_build_takes_the_list_down_by_itself_and_leaves_the_totals(board: Board) -> None:
    board.publish({FILE: BENEFIT + OBJECTION})
    board.build(LAST)
    page = board.root / "site/board/a/benefits/2026-gengbu.html"
    before = page.read_bytes()
    board.build(AFTER)
    assert page.read_bytes() != before
    assert told_anywhere(board) == []
    told = board.page("a/benefits/2026-gengbu.html")
    assert "名单从 2026 年 4 月 5 日到 2026 年 4 月 11 日公示过，2026 年 4 月 12 日起撤下，只留合计。" in told
    assert "5 户" in told
    assert "1,875.00 元" in told
    assert "有一户面积少算了" in told


def test_what_was_corrected_in_the_list_is_told_without_words_and_with_its_amounts(board: Board) -> None:
    text = BENEFIT
    for item, field, before, after in (
        ("户1", "姓名", "赵某甲", "赵某"),
        ("户2", "小组", "石坎2组", "石坎7组"),
        ("户3", "金额", "375.00", "475.00"),
    ):
        text = corrected(text, item, field, before, after)
    text = text.replace("金额: 1875.00", "金额: 1975.00")
    board.publish({FILE: text})
    board.build(AFTER)
    words = {"赵某", "石坎7组", *PRIVATE}
    assert [(name, word) for name, told in everything(board.root / "site") for word in words if word in told] == []
    for url in ("a/changes/index.html", "a/benefits/life/2026-gengbu.html"):
        page = board.page(url)
        assert "375.00 元 → 475.00 元" in page
        assert "名单里的文字有改动，内容不列出" in page
    board.build(LAST)  # while the list is up it is shown, yet no story of a change tells a name
    assert "赵某" in board.page("a/benefits/2026-gengbu.html")
    for url in ("a/changes/index.html", "a/benefits/life/2026-gengbu.html"):
        assert not any(name in board.page(url) for name in ("赵某", *NAMES))


def test_names_that_came_under_words_nobody_declared_are_not_told_either(board: Board) -> None:
    spoilt = BENEFIT.replace("姓名: 钱某", "姓 名: 钱大海").replace("金额: 375.00", "金额: 孙丰收")
    board.publish({FILE: spoilt + "另外:\n  - 郑大山\n"})
    board.publish({FILE: BENEFIT.replace("周某", "周某丙")})
    board.build(AFTER)
    for _, text in everything(board.root / "site"):
        assert not any(name in text for name in ("钱大海", "孙丰收", "郑大山", "周某", *NAMES))


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_the_story_of_a_request_never_tells_a_name_even_while_the_list_is_up(board: Board, form: str) -> None:
    board.publish({FILE: BENEFIT.replace("周某", "吴大勇").replace("钱某", "冯某").replace("石坎3组", "石坎9组")})
    done = run_here(board.root, "diff", "HEAD~1", "HEAD", "--format", form)
    told = unescape(done.stdout)
    assert "户5" in told, done.stderr
    assert not any(name in told for name in ("吴大勇", "冯某", "石坎9组", *PRIVATE))


def test_a_check_quotes_no_line_with_a_name(board: Board) -> None:
    board.publish({FILE: BENEFIT.replace("周某", "周大勇").replace("户4\n    姓名: 李某乙", "户4\n    姓名: 李小龙")})
    for arguments in (("check",), ("check", "--format", "json"), ("check", "--format", "sarif")):
        done = run_here(board.root, *arguments, "--as-of", "2026-04-06")
        assert done.returncode == 1, done.stderr
        assert "PRV009" in done.stdout
        assert "姓名: 周某" in done.stdout
        assert "周大勇" not in done.stdout + done.stderr
        assert "李小龙" not in done.stdout + done.stderr


def test_a_refused_request_quotes_no_name_in_its_reasons_nor_in_what_to_paste(board: Board) -> None:
    text = BENEFIT.replace("周某", "郝大勇").replace("石坎1组", "石坎8组")
    text += (
        "更正:\n  - 编号: 更1\n    条目: 户2\n    字段: 姓名\n    原值: 钱小海\n    新值: 钱大海\n    原因: 写错\n"
        "    批准: 2026-04-08 村务监督委员会\n    日期: 2026-04-08\n"
    )
    board.publish({FILE: text})
    done = run_here(board.root, "check", "--base", "HEAD~1", "--as-of", "2026-04-09")
    told = done.stdout + done.stderr
    assert all(code in told for code in ("HIS001", "PRV009", "REC014")), told
    assert not any(name in told for name in ("郝大勇", "钱小海", "钱大海", *PRIVATE)), told


def test_a_place_that_is_held_shows_no_list_from_an_earlier_version(board: Board) -> None:
    board.publish({FILE: BENEFIT.replace("止: 2026-04-11", "止: 2026-04-01")})
    board.build(AFTER)
    html = (board.root / "site/board/a/benefits/2026-gengbu.html").read_text("utf-8")
    assert "没有通过检查" in html
    assert "1,875.00 元" in html
    assert told_anywhere(board) == []


def test_the_summary_a_place_hands_upward_holds_no_row(board: Board) -> None:
    board.build(LAST)
    summary = (board.root / "site/board/a/summary.json").read_text("utf-8")
    assert json.loads(summary)
    assert not any(word in summary for word in PRIVATE)
