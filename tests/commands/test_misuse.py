"""A command line that cannot be understood is answered in Chinese, whichever way it is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cunwu.commands import COMMANDS
from cunwu.commands.misuse import misuse_of
from support.commands import run_here

CASES = {
    ("correct", "a.yml", "支出", "1"): "少了：新值、--reason、--approved",
    ("check", "--foo"): "不认识：--foo",
    ("check", "--as-of"): "--as-of 后面少了要写的",
    ("chekc",): "命令 没有「chekc」这一种，是「check」吗？有：check、new、",
    ("查",): "命令 没有「查」这一种，有：check、new、",
    ("correct", "a.yml", "-", "支出", "1", "2", "--reason", "x", "--approved", "y"): "不认识：2",
    ("import",): "少了：文件",
    ("import", "a.xlsx", "--place"): "--place 后面少了要写的",
    ("new", "ledger", "上河", "2026-03", "2026-04"): "不认识：2026-04",
    ("init", "a", "b"): "不认识：b",
    ("template",): "少了：种类、地方",
    ("build", "--jobs", "many"): "--jobs 写的「many」读不了",
    ("build", "--full=1"): "--full 后面什么也不写",
}


@pytest.mark.parametrize(("typed", "says"), CASES.items())
def test_what_is_wrong_is_said_in_one_sentence_with_the_help_as_next_step(
    tmp_path: Path, typed: tuple[str, ...], says: str
) -> None:
    done = run_here(tmp_path, *typed)
    sentence, step = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence.startswith(f"cunwu：{says}")
    said, _, right = sentence.partition("；写对了的：")
    assert not re.search("[a-z]{3,} [a-z]{3,}", said), "English of argparse"
    assert right.startswith(f"cunwu {typed[0]}") == (typed[0] in {command.name for command in COMMANDS})
    assert re.fullmatch(r"下一步：cunwu( [a-z]+)? --help", step)


def test_a_message_nobody_knows_stays_as_it_is() -> None:
    assert misuse_of("something new") == "something new"
