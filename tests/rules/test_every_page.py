"""Every code has its page, and the examples on the page are the test of the code: see cunwu/frame/rule_example.py."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

import pytest

from cunwu.core.paths import Project
from cunwu.frame.rule_declared import declarations
from cunwu.frame.rule_example import BLOCK, Example, path_of, unescape
from cunwu.frame.rule_page import SECTIONS, RulePages
from cunwu.frame.rule_report import report_on
from cunwu.reports.summary import Report
from cunwu.rules.catalogue import CODES
from support.rule_pages import PAGES, ROOT, page_of, told

FENCE = re.compile(r"^```", re.MULTILINE)


def test_every_page_has_a_code_and_every_code_a_page_written_or_declared() -> None:
    pages = RulePages(Project(ROOT), declarations())
    assert {path.stem for path in PAGES.glob("*.md")} <= CODES.keys()
    assert [code for code in CODES if pages.find(code) is None] == []


def test_the_title_is_the_code_and_a_few_words() -> None:
    assert [code for code in CODES if not 2 <= len(page_of(code).title) <= 16] == []
    written = {code: path.read_text("utf-8") for code in CODES if (path := PAGES / f"{code}.md").is_file()}
    titles = {code: f"# {code} {page_of(code).title}\n\n## " for code in written}
    assert [code for code, text in written.items() if not text.startswith(titles[code])] == []


def test_sections_stand_in_order_and_none_is_empty() -> None:
    assert [code for code in CODES if tuple(page_of(code).sections) != SECTIONS] == []
    assert [(code, name) for code in CODES for name, text in page_of(code).sections.items() if not text] == []


def test_nothing_is_written_that_the_program_says_itself() -> None:
    sections = [(code, name, text) for code in CODES for name, text in page_of(code).sections.items()]
    assert [(code, name) for code, name, text in sections if "依据：" in text or "检查时会看到" in text] == []
    assert [code for code, name, text in sections if name == "怎样改正" and "```" in text] == []


def test_every_cited_source_is_listed() -> None:
    assert {entry.source for entry in CODES.values()} <= RulePages(Project(ROOT), declarations()).sources.keys()


@cache
def bad_reports() -> tuple[tuple[str, Example, Report], ...]:
    """Code, example and report of every bad example."""
    pages = ((code, page_of(code)) for code in CODES)
    return tuple((code, example, report_on(example, page.base)) for code, page in pages for example in page.bad)


def test_each_bad_example_yields_this_code_and_no_other_but_what_it_explains() -> None:
    wrong = []
    for code, example, report in bad_reports():
        explained = {hit for block in example.own.values() for hit in _explained_in(block.text)} - {code}
        explained |= {"ATT008"} if code in ON_PICTURES else set()
        if {problem.code for problem in report.problems} - explained != {code}:
            wrong.append((code, example.name, told(report.problems)))
    assert wrong == []
    assert {code for code, _, _ in bad_reports()} == CODES.keys()


ON_PICTURES = ("ATT011", "ATT012", "ATT013")
"""Whatever is found on a picture that a request brings: a person is asked to look at it, too."""


def _explained_in(text: str) -> set[str]:
    """The codes of the explanations in a file; what they are about is found beside what is wrong with them."""
    return set(re.findall(r"规则: ([A-Z]{3}[0-9]{3})$", text.partition("\n反常说明:")[2], re.MULTILINE))


def test_the_lines_marked_in_a_bad_example_are_those_the_check_points_at() -> None:
    wrong = []
    for code, example, report in bad_reports():
        problems = [one for place in report.places for one in place.problems]
        pointed = {(one.file, one.spot.line) for one in problems if one.line_text.strip() and one.file in example.own}
        marked = {(path, line) for path, block in example.own.items() for line in block.marked}
        if marked != pointed:
            wrong.append((code, example.name, sorted(marked ^ pointed)))
    assert wrong == []


def test_each_amended_example_yields_nothing_that_is_not_explained() -> None:
    assert [code for code in CODES if not page_of(code).amended] == []
    wrong = []
    for code in CODES:
        page = page_of(code)
        for example in page.amended:
            problems = report_on(example, page.base).problems
            if bare := told(one for one in problems if one.is_error or not one.answer):
                wrong.append((code, example.name, bare))
    assert wrong == []


def test_the_steps_are_numbered_and_more_than_one() -> None:
    steps = {code: re.findall(r"^([0-9]+)\. ", page_of(code).sections["怎样改正"], re.MULTILINE) for code in CODES}
    assert [code for code, found in steps.items() if found != [str(n) for n in range(1, len(found) + 1)]] == []
    assert [code for code, found in steps.items() if len(found) < 2] == []


def test_every_block_of_an_example_names_its_file_in_a_known_language() -> None:
    for code in CODES:
        page = page_of(code)
        for section in ("错误示例", "改成"):
            text = page.sections[section]
            assert len(FENCE.findall(text)) == 2 * len(BLOCK.findall(text)), (code, section)
        blocks = chain.from_iterable(example.blocks.values() for example in (*page.bad, *page.amended))
        assert {block.language for block in blocks} <= {"yaml", "text", "escaped", "link", "picture"}, code


def test_an_amendment_writes_only_what_changes() -> None:
    for code in CODES:
        page = page_of(code)
        written = {
            (path_of(title.removesuffix("（接在后面）")), text)
            for language, title, _, text in BLOCK.findall(page.sections["改成"])
            if language != "diff"
        }
        stood = {(path, block.text) for example in page.bad for path, block in example.own.items()}
        assert written & stood == set(), code


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("编号: 1\n", "编号: 1\n".encode()),
        (r"\xc4\xe3", b"\xc4\xe3"),
        (r"\u202e\t\r", "\u202e\t\r".encode()),
        (r"\\u202e", rb"\u202e"),
        ("{repeat:3:[ }", b"[ [ [ "),
    ],
)
def test_an_escaped_block_is_read_as_its_rules_say(text: str, content: bytes) -> None:
    assert unescape(text) == content


def test_the_base_village_is_clean() -> None:
    assert told(report_on(Example("", {})).problems) == []
