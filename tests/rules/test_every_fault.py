"""Every fault is found exactly where it was made, consequences below their cause."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cunwu.core.problem import Problem, Severity
from cunwu.records.board import read_outline
from cunwu.records.names import NAME_REFUSALS
from cunwu.records.source import FolderSource
from cunwu.reports.summary import PlaceProblems, Report
from cunwu.reports.text import report_text
from cunwu.rules.catalogue import CODES, RULES
from cunwu.rules.checker import Verdict
from support.faults import FAULTY, NOT_HERE, REAL_COUNTY, make_faulty_project, marked
from support.projects import AS_OF, VILLAGE, codes_of, flat, make_project, verdicts_of


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("faults")
    make_faulty_project(root)
    return root


@pytest.fixture(scope="module")
def verdict(project: Path) -> Verdict:
    return verdicts_of(project)["qinghe/cuozi"]


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, str]]:
    prefix = "villages/qinghe/cuozi/"
    return sorted((found.file.removeprefix(prefix), found.spot.line, found.code) for found in flat(problems))


def test_every_fault_is_found_where_it_was_made_and_nothing_else(verdict: Verdict) -> None:
    assert places(verdict.problems) == marked()


def test_nearly_every_code_is_among_them() -> None:
    of_two_versions = {code for code in CODES if code.startswith("HIS")}
    assert {code for _, _, code in marked()} == set(CODES) - NOT_HERE - of_two_versions


def test_rules_fold_only_under_errors_and_never_in_a_circle() -> None:
    rules = {rule.code: rule for rule in RULES}
    assert {CODES[cause].severity for rule in RULES for cause in rule.follows} == {Severity.ERROR}
    for rule in RULES:
        seen, next_codes = set[str](), list(rule.follows)
        while next_codes:
            code = next_codes.pop()
            assert code != rule.code
            if code not in seen:
                seen.add(code)
                next_codes += rules[code].follows if code in rules else ()  # reading follows nothing


# --- consequences of one mistake -----------------------------------------------------------------------------------

WRONG_MARCH = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 1200.00
    期末: 1600.00
明细:
  - 编号: 001
    日期: 2026-03-03
    摘要: 鱼塘承包款
    科目: 经营收入
    收入: 300.00
    账户: 现金
现金盘点:
  - 编号: 盘1
    日期: 2026-03-31
    账户: 现金
    账面余额: 1500.00
    实点金额: 1500.00
    盘点人: 李某
"""
"""The closing should be 1500.00: one digit changed."""

APRIL = """\
账套: 合作社
期间: 2026-04
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 1500.00
    期末: 1500.00
"""


def check(tmp_path: Path, **files: str) -> Verdict:
    """The verdict on a village with these files; `village` is its own file."""
    named = {
        "village": "village.yml",
        "march": "finance/2026-03.yml",
        "april": "finance/2026-04.yml",
        "note": "notices/1.yml",
    }
    records = {"village": VILLAGE, **files}
    make_project(
        tmp_path, {"region.yml": REAL_COUNTY, **{f"cun/{named[name]}": text for name, text in records.items()}}
    )
    return verdicts_of(tmp_path)["cun"]


def outline_of(problems: tuple[Problem, ...]) -> list[tuple[str, list[str]]]:
    return [(problem.code, [below.code for below in problem.consequences]) for problem in problems]


def test_the_carry_over_and_the_count_are_folded_under_the_wrong_closing(tmp_path: Path) -> None:
    verdict = check(tmp_path, march=WRONG_MARCH, april=APRIL)
    assert outline_of(verdict.problems) == [("FIN003", ["FIN013", "FIN004"])]
    assert "应为 1,500.00 元，填写的是 1,600.00 元，相差 100.00 元" in verdict.problems[0].message


def test_what_follows_from_a_consequence_is_folded_under_the_first_cause(tmp_path: Path) -> None:
    unknown = WRONG_MARCH.replace("1600.00", "1500.00").replace(
        "    账户: 现金\n现金盘点", "    账户: 信用社\n现金盘点"
    )
    verdict = check(tmp_path, march=unknown, april=APRIL.replace("1500.00", "1400.00"))
    assert outline_of(verdict.problems) == [("FIN005", ["FIN003", "FIN004"])]


def test_a_wrong_opening_without_a_cause_stands_by_itself(tmp_path: Path) -> None:
    right = WRONG_MARCH.replace("1600.00", "1500.00")
    verdict = check(tmp_path, march=right, april=APRIL.replace("1500.00", "1400.00"))
    assert outline_of(verdict.problems) == [("FIN004", [])]


def test_consequences_are_counted_and_told_below_their_cause(tmp_path: Path) -> None:
    verdict = check(tmp_path, march=WRONG_MARCH, april=APRIL)
    report = Report((PlaceProblems("上河村", verdict.problems),), 1, AS_OF)
    assert (report.errors, report.irregularities, report.notices) == (2, 1, 0)
    text = report_text(report)
    assert "由此引起的另外 2 处，改好上面这一处再看：\n        villages/cun/finance/2026-03.yml:21:11: FIN013" in text


# --- side by side --------------------------------------------------------------------------------------------------


def test_a_faulty_village_leaves_every_other_verdict_as_it_was(project: Path) -> None:
    verdicts = verdicts_of(project)
    assert {path: codes_of(verdict) for path, verdict in verdicts.items() if path != "qinghe/cuozi"} == {
        "": [],
        "qinghe": [],
        "qinghe/lianhua": [],
    }


def test_the_same_faults_are_found_in_the_same_order_each_time(project: Path, verdict: Verdict) -> None:
    again = verdicts_of(project)["qinghe/cuozi"]
    assert again.problems == verdict.problems
    assert list(verdict.problems) == sorted(verdict.problems)


UNQUOTED = ("REC005", "REC007", "REC020", "PRV008", "PRV013", "PRV015", "YML016", *NAME_REFUSALS)
"""Codes of names, of files that are no records, and of what cannot be read as lines."""


def test_every_problem_quotes_its_line_and_says_how_to_mend_it(verdict: Verdict) -> None:
    for problem in flat(verdict.problems):
        name = problem.file.removeprefix("villages/qinghe/cuozi/")
        if isinstance(FAULTY.get(name), str) and problem.code not in UNQUOTED:
            assert problem.line_text, problem.code
            assert 1 <= problem.spot.column <= len(problem.line_text) + 1, problem.code
        assert problem.message, problem.code
        assert problem.remedy, problem.code
        assert not re.search(r"[{}]", problem.message + problem.remedy), problem.code


def test_the_day_of_the_check_is_the_only_clock(project: Path) -> None:
    early = verdicts_of(project, date(2026, 1, 1))["qinghe/cuozi"]
    assert codes_of(early).count("REC012") > 20


def test_what_reads_the_outline_reads_no_record(project: Path) -> None:
    source = FolderSource(project)
    outline = read_outline(source)
    assert source.reads == 0
    assert all(place.name for place in outline.root.walk())
    assert source.reads == 4
