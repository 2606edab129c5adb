"""Texts full of slips are mended in work that grows as they do."""

from __future__ import annotations

import pytest

from cunwu.yaml.mending import read_mended
from support.steps import count_steps

SLIPS = {
    "tabs before lines": "\tx: 1\n",
    "tabs within lines": "x: a\tb\n",
    "tabs before and within lines": "x: a\tb\n\ty: 1\n",
    "pasted rows": "1\t2\t3\n",
    "pasted rows between fields": "1\t2\t3\nb: 1\n",
    "keys twice": "a: 1\n",
    "full-width colons": "a：1\n",
    "comments without a blank": 'a: "x"#y\n',
    "rows without dashes": "  n: 1\n  m: 2\n",
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_work_grows_with_the_slips_and_not_with_their_square(slip: str) -> None:
    def steps(times: int) -> int:
        text = "a:\n" + slip * times
        return count_steps(lambda: read_mended(text.encode(), "x.yml"))

    steps(1)  # patterns are compiled once
    assert steps(600) < 3 * steps(300)
