"""Files made to break a reader: each is refused soon, and the process lives."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cunwu.yaml.reader import read_yaml
from cunwu.yaml.scan import MAX_PROBLEMS
from support.steps import count_steps
from support.yaml_cases import HOSTILE

MOST_STEPS = 2_000_000
"""The heaviest of them, 25,000 brackets, takes 1.4 million; one that is read in squares takes hundreds of them."""


@pytest.mark.timeout(30)  # for what hangs inside C, where nothing is counted
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_in_few_steps(content: bytes) -> None:
    assert count_steps(lambda: read_yaml(content, "记录.yml")) < MOST_STEPS
    tree, problems = read_yaml(content, "记录.yml")
    assert tree is None
    assert 1 <= len(problems) <= MAX_PROBLEMS


def test_the_process_outlives_25_000_brackets() -> None:
    code = "from cunwu.yaml.reader import read_yaml; print(read_yaml(b'[' * 25_000, 'x')[1][-1].code)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=5, check=True)
    assert done.stdout.strip() == "YML013"
