"""The handbook places every rule, once, where the program places it, and names what may be told as in the original."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from cunwu.core.problem import Severity
from cunwu.rules.catalogue import ARITHMETIC, CODES

PAGE = (Path(__file__).resolve().parents[2] / "content/handbook/severity.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\S+) \| ([^|]+) \| ([A-Z0-9 ]+) \|$", PAGE, re.MULTILINE)
"""Severity, reason and codes of each row of the table."""


def test_every_rule_stands_in_one_row_of_the_table() -> None:
    placed = Counter(code for _, _, codes in ROWS for code in codes.split())
    assert [code for code, times in placed.items() if times > 1] == []
    assert placed.keys() == CODES.keys()


def test_the_table_gives_each_rule_the_severity_it_has() -> None:
    placed = {code: severity for severity, _, codes in ROWS for code in codes.split()}
    assert placed == {code: entry.severity.value for code, entry in CODES.items()}


def test_every_row_says_why() -> None:
    assert {severity for severity, _, _ in ROWS} == {severity.value for severity in Severity}
    assert all(len(reason) > 6 for _, reason, _ in ROWS)
    assert len({reason for _, reason, _ in ROWS}) == len(ROWS)


def test_the_page_names_the_rules_that_may_be_published_as_in_the_original() -> None:
    named = set(re.findall(r"`([A-Z]{3}[0-9]{3})`", PAGE.partition("## 照原件")[2].partition("\n## ")[0]))
    assert named == ARITHMETIC
