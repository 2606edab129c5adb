"""Files made to break a reader: each is refused soon, and the process lives."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from cunwu.yaml.reader import read_yaml
from cunwu.yaml.scan import MAX_PROBLEMS
from support.yaml_cases import HOSTILE


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_soon(content: bytes) -> None:
    begun = time.process_time()
    tree, problems = read_yaml(content, "记录.yml")
    assert time.process_time() - begun < 10  # a tenth of a second on an idle machine; what hangs takes minutes
    assert tree is None
    assert 1 <= len(problems) <= MAX_PROBLEMS


def test_the_process_outlives_25_000_brackets() -> None:
    code = "from cunwu.yaml.reader import read_yaml; print(read_yaml(b'[' * 25_000, 'x')[1][-1].code)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=5, check=True)
    assert done.stdout.strip() == "YML013"
