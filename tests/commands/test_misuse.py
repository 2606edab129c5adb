"""A command line that cannot be understood is answered in Chinese, whichever way it is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cunwu.commands.misuse import misuse_of
from support.commands import run_here

CASES = {
    ("correct", "a.yml", "支出", "1"): "少了：新值、--reason、--approved",
    ("check", "--foo"): "不认识：--foo",
    ("check", "--as-of"): "--as-of 后面少了要写的",
    ("chekc",): "命令 没有「chekc」这一种，有：check、new、",
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
    assert not re.search("[a-z]{3,} [a-z]{3,}", sentence), "English of argparse"
    assert re.fullmatch(r"下一步：cunwu( [a-z]+)? --help", step)


def test_a_message_nobody_knows_stays_as_it_is() -> None:
    assert misuse_of("something new") == "something new"
