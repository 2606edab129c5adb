"""照原件: a contradiction that stands in the original is published as it is, if somebody approved; nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cunwu.core.problem import FILE_START, Problem, Severity
from cunwu.kinds.record import Explanation
from cunwu.rules.answers import Found, _explained
from cunwu.rules.catalogue import ARITHMETIC, CODES, RULES
from support.answers import OLD_SHEET, explanation, make_village, problems_at, severities
from support.commands import run_here
from support.each import each

MEETING = "2026-04-08 村务监督委员会"
AS_IT_IS = explanation("FIN003", "现金", original=True, approved=MEETING)


def test_an_old_sheet_that_does_not_add_up_is_published_with_both_figures_and_the_difference(tmp_path: Path) -> None:
    make_village(tmp_path, {"finance/2026-03.yml": OLD_SHEET + AS_IT_IS})
    (problem,) = problems_at(tmp_path)
    assert (problem.code, problem.severity) == ("FIN003", Severity.IRREGULAR)
    assert problem.message == "「库存现金」期末余额应为 1,200.00 元，填写的是 1,180.00 元，相差 −20.00 元"
    assert problem.answer == f"移交来就是这样（村报账员，原件上就是这样；批准：{MEETING}）"
    assert run_here(tmp_path, "check", "--strict-facts", "--as-of", "2026-11-20").returncode == 0


def test_without_an_approval_it_stays_an_error_and_says_so(tmp_path: Path) -> None:
    make_village(tmp_path, {"finance/2026-03.yml": OLD_SHEET + explanation("FIN003", "现金", original=True)})
    found = problems_at(tmp_path)
    assert severities(found) == {"FIN003": "错误", "REC043": "错误"}
    (told,) = [problem for problem in found if problem.code == "REC043"]
    assert told.message == "反常说明 说1 写了「照原件」，没有写批准"


NOTE = "编号: n\n标题: 通知\n种类: 通知\n起: 2026-03-01\n"
LEDGER = OLD_SHEET.replace("1180.00", "1200.00")
ENTRY = "  - {{编号: 001, 日期: 2026-03-03, 摘要: 电费, 科目: 公益支出, 支出: {}, 账户: 现金{}}}\n"
ROWS = LEDGER.replace("期末: 1200.00", "期末: 1180.00") + "明细:\n"
CONTRADICTIONS = {
    "form": ("notices/n.yml", NOTE.replace("03-01", "02-30"), "REC003"),
    "an unknown word": ("notices/n.yml", NOTE + "止日: 2026-03-01\n", "REC002"),
    "a number used twice": (
        "finance/2026-03.yml",
        LEDGER.replace("明细", "") + "备注: 无\n来源:\n  - {编号: 源, 文件: 一}\n  - {编号: 源, 文件: 二}\n",
        "REC009",
    ),
    "a broken reference": ("finance/2026-03.yml", ROWS + ENTRY.format("20.00", ", 项目: 没有"), "REF001"),
    "a day outside": ("finance/2026-03.yml", (ROWS + ENTRY.format("20.00", "")).replace("03-03", "04-03"), "FIN002"),
    "a digest": (
        "notices/n.yml",
        NOTE + "附件:\n  - {编号: 附1, 文件: attachments/a.txt, 校验值: " + "0" * 64 + "}\n",
        "REC013",
    ),
    "personal data": ("notices/n.yml", NOTE + "正文: 身份证 35010219900101123X\n", "PRV001"),
}


@pytest.mark.parametrize("what", CONTRADICTIONS)
def test_nothing_but_arithmetic_is_excused_by_the_original(what: str, tmp_path: Path) -> None:
    name, text, code = CONTRADICTIONS[what]
    said = explanation(code, original=True, approved=MEETING)
    make_village(tmp_path, {name: text + said, "attachments/a.txt": "换过"})
    found = problems_at(tmp_path)
    assert severities(found)[code] == "错误", found
    assert [problem.answer for problem in found if problem.code == code] == [""]


SAID = Explanation(number="说1", code="X", reason="r", who="w", original=True, approved=MEETING)


@each("code", CODES)
def test_over_every_code_only_arithmetic_becomes_irregular_by_the_original(code: str) -> None:
    entry = CODES[code]
    rule = next((rule for rule in RULES if rule.code == code), None)
    problem = Problem("f", FILE_START, code, "", "", entry.severity)
    after = _explained(Found(problem, rule), SAID)
    becomes = Severity.IRREGULAR if entry.severity is Severity.ERROR and code in ARITHMETIC else entry.severity
    assert after.severity is becomes
    assert bool(after.answer) is (not after.is_error)


def test_no_rule_of_form_references_digests_personal_data_or_history_counts_as_arithmetic() -> None:
    assert {code[:3] for code in ARITHMETIC}.isdisjoint({"YML", "REC", "REF", "PRV", "HIS", "PUB"})


@each("code", sorted(ARITHMETIC))
def test_the_sentence_of_every_arithmetic_rule_names_what_is_stated_and_what_it_ought_to_be(code: str) -> None:
    """So that both figures stand on the page when it is published as in the original."""
    assert len(re.findall(r"\{[a-z_]+\}", CODES[code].message)) >= 2 or code in ONE_FIGURE


ONE_FIGURE = {
    "DEB003": "已清 says that nothing is left",
    "DEB004": "未清 says that something is left",
    "SEL003": "weights are set against a hundred",
}
"""Rules whose sentence sets one figure against a word."""
