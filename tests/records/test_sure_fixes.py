"""`cunwu check --fix`: what can mean one thing only is mended and told line by line; the rest is left to people."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.kinds.ledger import LEDGER
from cunwu.records.sure_fixes import mend_surely
from support.commands import run_here
from support.projects import MARCH, SMALL, make_project

PATH = "villages/qinghe/shanghe/finance/2026-03.yml"
AS_OF = ("--as-of", "2026-11-20")


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        ("期初: 1200.00", "期初: 1,200.00"),
        ("期初: 1200.00", "期初: １２００．００"),
        ("期初: 1200.00", "期初: 1200.00元"),
        ("期初: 1200.00", "期初: ￥1,200.00"),
        ("期初: 1200.00", "期初：1200.00"),
        ("日期: 2026-03-03", "日期: 2026/3/3"),
        ("日期: 2026-03-03", "日期: ２０２６-03-03"),
        ("日期: 2026-03-03", "日期: 2026年3月3日"),
        ("    期末: 1500.00", "\t\t期末: 1500.00"),
    ],
)
def test_what_can_mean_one_thing_only_is_put_right(right: str, typed: str) -> None:
    assert right in MARCH
    mended = mend_surely(MARCH.replace(right, typed), PATH, LEDGER)
    assert mended.text == MARCH
    assert [after.strip() for _, _, after in mended.lines] == [right.strip()]


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        ("期初: 1200.00", "期初: 1,20.00"),
        ("期初: 1200.00", "期初: 1.200,00"),
        ("期初: 1200.00", "期初: 12万"),
        ("期初: 1200.00", "期初: 一千二"),
        ("日期: 2026-03-03", "日期: 3/3/2026"),
        ("日期: 2026-03-03", "日期: 2026/13/3"),
        ("日期: 2026-03-03", "日期: 26-3-3"),
        ("摘要: 鱼塘承包款", "摘要: 鱼塘承包款１，２００元"),
        ("账户: 现金", "帐户: 现金"),
    ],
)
def test_what_could_mean_something_else_is_left_as_it_is(right: str, typed: str) -> None:
    text = MARCH.replace(right, typed)
    assert mend_surely(text, PATH, LEDGER).text == text


def test_each_line_that_changed_is_told_and_the_rest_is_checked(tmp_path: Path) -> None:
    slips = MARCH.replace("期初: 1200.00", "期初：1,200.00").replace("收入: 300.00", "收入: 300.00元")
    make_project(tmp_path, {**SMALL, "qinghe/shanghe/finance/2026-03.yml": slips})
    done = run_here(tmp_path, "check", "--fix", "villages/qinghe/shanghe", *AS_OF)
    assert done.stdout.splitlines()[:3] == [
        f"{PATH}:8: 期初：1,200.00 → 期初: 1200.00",
        f"{PATH}:15: 收入: 300.00元 → 收入: 300.00",
        "改好了 1 个文件的 2 行；别的要您自己看",
    ]
    assert done.returncode == 0, done.stdout
    assert (tmp_path / PATH).read_text("utf-8") == MARCH
    again = run_here(tmp_path, "check", "--fix", "villages/qinghe/shanghe", *AS_OF)
    assert again.stdout.startswith("没有可以替您改的\n")
