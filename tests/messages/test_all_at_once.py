"""Faults of three layers in one file, the form, the fields, the sums: all are told in one run, and none is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.core.problem import Problem
from support.projects import MARCH, SMALL, flat, make_project, verdicts_of

WRONG_SUM = MARCH.replace("期末: 1500.00", "期末: 1600.00")
NO_PERIOD = WRONG_SUM.replace("期间: 2026-03\n", "")
SUMMARY = "摘要: 鱼塘承包款"
BROKEN = {
    "a quote that is never closed": '摘要: "鱼塘承包款',
    "a quote in the middle": '摘要: "鱼塘"承包款',
    "two colons": "摘要: 鱼塘: 承包款",
    "a bracket that is never closed": "摘要: [鱼塘承包款",
    "a brace that is never closed": "摘要: {鱼塘承包款",
    "a sign of YAML": "摘要: &鱼塘承包款",
    "a star": "摘要: *鱼塘承包款",
    "a per cent sign": "摘要: %鱼塘承包款",
    "an at sign": "摘要: @鱼塘承包款",
    "a full-width colon": "摘要：鱼塘承包款",
    "curly quotes": "摘要: “鱼塘承包款”",
    "no blank after the colon": "摘要:鱼塘承包款",
}


def told(tmp_path: Path, text: str) -> list[Problem]:
    files = {**SMALL, "qinghe/shanghe/finance/2026-03.yml": text}
    make_project(tmp_path, {path: one for path, one in files.items() if not path.endswith("2026-04.yml")})
    return list(flat(verdicts_of(tmp_path)["qinghe/shanghe"].problems))


def codes(problems: list[Problem]) -> list[str]:
    return sorted(problem.code for problem in problems)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_line_hides_neither_a_missing_period_nor_a_wrong_sum(tmp_path: Path, broken: str) -> None:
    found = told(tmp_path, NO_PERIOD.replace(SUMMARY, BROKEN[broken]))
    slips = [problem for problem in found if problem.code.startswith("YML")]
    assert len(slips) == 1, codes(found)
    assert NO_PERIOD.replace(SUMMARY, BROKEN[broken]).split("\n")[slips[0].spot.line - 1].lstrip() == BROKEN[broken]
    assert codes(found) == ["FIN003", "REC001", slips[0].code]


def test_a_tab_among_blanks_hides_nothing(tmp_path: Path) -> None:
    found = told(tmp_path, NO_PERIOD.replace(f"    {SUMMARY}", f"\t{SUMMARY}"))
    assert codes(found) == ["FIN003", "REC001", "YML003"]


@pytest.mark.parametrize("missing", ["期间: 2026-03\n", "账套: 合作社\n", "    日期: 2026-03-03\n"])
def test_a_missing_field_hides_neither_a_broken_one_nor_a_wrong_sum(tmp_path: Path, missing: str) -> None:
    found = told(tmp_path, WRONG_SUM.replace(missing, "").replace("期初: 1200.00", "期初: 1,200.00"))
    assert codes(found) == ["FIN003", "REC001", "REC003"]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_line_is_not_judged_for_what_it_was_taken_for(tmp_path: Path, broken: str) -> None:
    found = told(tmp_path, MARCH.replace(SUMMARY, BROKEN[broken]))
    assert [problem.code[:3] for problem in found] == ["YML"]


def test_an_amount_that_cannot_be_read_makes_no_wrong_sum(tmp_path: Path) -> None:
    for amount in ('"300.00', "[300.00", "300: 00", "&300"):
        found = told(tmp_path, MARCH.replace("收入: 300.00", f"收入: {amount}"))
        assert [problem.code[:3] for problem in found] == ["YML"], amount
