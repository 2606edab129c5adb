"""Files made to break a reader: each is refused soon, and the process lives."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from cunwu.yaml.reader import read_yaml
from cunwu.yaml.scan import MAX_PROBLEMS

HOSTILE = {
    "25,000 square brackets": b"[" * 25_000,
    "25,000 square brackets behind a key": b"a: " + b"[" * 25_000,
    "33 braces": b"{" * 33,
    "25,000 braces": b"{" * 25_000,
    "25,000 dashes": b"- " * 25_000,
    "25,000 question marks": b"? " * 25_000,
    "alias bomb": b"a: &a [x, x]\n" + b"".join(b"k%d: &k%d [*a, *a]\n" % (n, n) for n in range(30_000)),
    "merge bomb": b"a: &a {x: 1}\n" + b"".join(b"k%d: {<<: [*a, *a]}\n" % n for n in range(30_000)),
    "GBK": "编号: 电费\n".encode("gbk") * 10_000,
    "lone surrogates": b"a: \xed\xa0\x80\n",
    "a NUL": b"a: \0\n",
    "nothing but NUL": b"\0" * 1_900_000,
    "alternating controls": b"\0\1" * 900_000,
    "tabs": b"\ta" * 900_000,
    "3 MB": b"a: b\n" * 600_000,
    "one long text": b"a: " + b"x" * 1_900_000,
    "null words": b"a:\n" + b"- ~\n" * 400_000,
    "full-width colons": ("a: 1\n" + "金额：1\n" * 150_000).encode(),
    "one key again and again": b"a: {" + b"k," * 90_000 + b"}",
    "directives": b"%A\n" * 600_000,
    "unclosed quote": b'a: "' + b"\n" * 1_900_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_within_a_second(content: bytes) -> None:
    begun = time.process_time()
    tree, problems = read_yaml(content, "记录.yml")
    assert time.process_time() - begun < 1
    assert tree is None
    assert 1 <= len(problems) <= MAX_PROBLEMS


def test_the_process_outlives_25_000_brackets() -> None:
    code = "from cunwu.yaml.reader import read_yaml; print(read_yaml(b'[' * 25_000, 'x')[1][-1].code)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=5, check=True)
    assert done.stdout.strip() == "YML013"
