"""Every code has its page, and the examples on the page are the test of the code: see cunwu/frame/rule_example.py."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from cunwu.core.paths import Project
from cunwu.frame.rule_declared import declarations
from cunwu.frame.rule_example import BLOCK, Example, path_of, unescape
from cunwu.frame.rule_page import SECTIONS, RulePages
from cunwu.frame.rule_report import report_on
from cunwu.rules.catalogue import CODES
from support.rule_pages import PAGES, ROOT, page_of, told

each_code = pytest.mark.parametrize("code", list(CODES))
FENCE = re.compile(r"^```", re.MULTILINE)


def test_every_page_has_a_code_and_every_code_a_page_written_or_declared() -> None:
    pages = RulePages(Project(ROOT), declarations())
    assert {path.stem for path in PAGES.glob("*.md")} <= CODES.keys()
    assert [code for code in CODES if pages.find(code) is None] == []


@each_code
def test_the_title_is_the_code_and_a_few_words(code: str) -> None:
    assert 2 <= len(page_of(code).title) <= 16
    path = PAGES / f"{code}.md"
    if path.is_file():
        assert path.read_text("utf-8").startswith(f"# {code} {page_of(code).title}\n\n## ")


@each_code
def test_sections_stand_in_order_and_none_is_empty(code: str) -> None:
    sections = page_of(code).sections
    assert tuple(sections) == SECTIONS
    assert all(sections.values())


@each_code
def test_nothing_is_written_that_the_program_says_itself(code: str) -> None:
    sections = page_of(code).sections
    assert [name for name, text in sections.items() if "依据：" in text or "检查时会看到" in text] == []
    assert "```" not in sections["怎样改正"]


def test_every_cited_source_is_listed() -> None:
    assert {entry.source for entry in CODES.values()} <= RulePages(Project(ROOT), declarations()).sources.keys()


@each_code
def test_each_bad_example_yields_this_code_and_no_other_but_what_it_explains(code: str) -> None:
    page = page_of(code)
    assert page.bad
    for example in page.bad:
        problems = list(report_on(example, page.base).problems)
        explained = {hit for block in example.own.values() for hit in _explained_in(block.text)} - {code}
        assert {problem.code for problem in problems} - explained == {code}, (example.name, told(problems))


def _explained_in(text: str) -> set[str]:
    """The codes of the explanations in a file; what they are about is found beside what is wrong with them."""
    return set(re.findall(r"规则: ([A-Z]{3}[0-9]{3})$", text.partition("\n反常说明:")[2], re.MULTILINE))


@each_code
def test_the_lines_marked_in_a_bad_example_are_those_the_check_points_at(code: str) -> None:
    page = page_of(code)
    for example in page.bad:
        problems = [one for place in report_on(example, page.base).places for one in place.problems]
        pointed = {(one.file, one.spot.line) for one in problems if one.line_text.strip() and one.file in example.own}
        marked = {(path, line) for path, block in example.own.items() for line in block.marked}
        assert marked == pointed, example.name


@each_code
def test_each_amended_example_yields_nothing_that_is_not_explained(code: str) -> None:
    page = page_of(code)
    assert page.amended
    for example in page.amended:
        problems = report_on(example, page.base).problems
        assert told(one for one in problems if one.is_error or not one.answer) == [], example.name


@each_code
def test_the_steps_are_numbered_and_more_than_one(code: str) -> None:
    steps = re.findall(r"^([0-9]+)\. ", page_of(code).sections["怎样改正"], re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert len(steps) >= 2


@each_code
def test_every_block_of_an_example_names_its_file_in_a_known_language(code: str) -> None:
    page = page_of(code)
    for section in ("错误示例", "改成"):
        text = page.sections[section]
        assert len(FENCE.findall(text)) == 2 * len(BLOCK.findall(text)), section
    blocks = chain.from_iterable(example.blocks.values() for example in (*page.bad, *page.amended))
    assert {block.language for block in blocks} <= {"yaml", "text", "escaped", "link"}


@each_code
def test_an_amendment_writes_only_what_changes(code: str) -> None:
    page = page_of(code)
    written = {
        (path_of(title.removesuffix("（接在后面）")), text)
        for language, title, _, text in BLOCK.findall(page.sections["改成"])
        if language != "diff"
    }
    stood = {(path, block.text) for example in page.bad for path, block in example.own.items()}
    assert written & stood == set()


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
