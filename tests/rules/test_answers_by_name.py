"""A 说明 about the record silences no rule; what is found is explained by a 反常说明 that names the rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.answers import explanation
from support.rule_pages import page_of
from support.rules_in_village import problems_of

SILENCED = {
    "BEN006": "说明", "BEN008": "备注", "BEN010": "说明", "CAD011": "备注", "CTR013": "说明", "CTR017": "说明",
    "LEV007": "说明", "LEV008": "说明", "LEV009": "说明", "LEV013": "说明", "PRJ008": "备注", "PRJ012": "备注",
    "PRJ013": "备注", "PRJ018": "备注", "REF012": "备注", "REF015": "说明", "REF024": "备注",
}  # fmt: skip
"""Code → the field of its record that once switched the rule off, whatever it said."""


def files_of(code: str) -> dict[str, str]:
    """The first bad example of a rule's page, as whole files."""
    return {path: block.text for path, block in page_of(code).bad[0].blocks.items()}


def found(files: Mapping[str, str], code: str) -> list[str]:
    """The answers to each finding of a rule; empty texts where there is none."""
    return [problem.answer for problem in problems_of(files) if problem.code == code]


def with_line(code: str, block: str) -> dict[str, str]:
    files = files_of(code)
    path = next(one.file for one in problems_of(files) if one.code == code).removeprefix("villages/shanghe/")
    return {**files, path: f"{files[path]}{block}"}


@pytest.mark.parametrize(("code", "word"), SILENCED.items(), ids=SILENCED.keys())
def test_a_word_about_something_else_silences_nothing(code: str, word: str) -> None:
    before, after = found(files_of(code), code), found(with_line(code, f"{word}: 承租人负责日常维修。\n"), code)
    assert before == after == [""] * len(before)
    assert before


@pytest.mark.parametrize("code", SILENCED)
def test_a_note_that_names_the_rule_is_shown_with_it(code: str) -> None:
    answers = found(with_line(code, explanation(code)), code)
    assert answers == ["移交来就是这样（村报账员）"] * len(answers)
    assert answers


def test_no_rule_looks_whether_its_record_has_words_of_its_own() -> None:
    rules = Path(__file__).resolve().parents[2] / "generator/cunwu/rules"
    looks = [
        path.stem for path in sorted(rules.glob("*.py")) if re.search(r"\.(explanation|remark)\b", path.read_text())
    ]
    assert looks == ["ledger_entries"]  # FIN008 looks for the numbers of the vouchers that are missing
