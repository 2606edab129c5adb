"""Every code has its page in content/rules, and the examples on the page are the test of the code."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from cunwu.core.problem import Severity
from cunwu.reports.text import report_text
from cunwu.rules import CODES
from support.rule_pages import BLOCK, CONTENT, PAGES, Example, page_of, report_on, told, unescape

SECTIONS = ("检查什么", "为什么", "错误示例", "正确示例", "怎样改正")
PRACTICE = {"program": "（本程序的约定）", "bookkeeping": "（内部控制惯例）"}
"""First part of a source key that is no law → how the page says so."""

_SHOWN = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CITED = re.compile(r"依据：\[([^]]+)\]\(\.\./sources\.md#([^)]+)\)(（[^）]+）)?\Z")

each_code = pytest.mark.parametrize("code", list(CODES))


def test_every_code_has_one_page_and_every_page_a_code() -> None:
    assert sorted(path.name for path in PAGES.glob("*.md") if path.name != "index.md") == sorted(
        f"{code}.md" for code in CODES
    )


@each_code
def test_the_title_is_the_code_and_a_few_words(code: str) -> None:
    match = re.fullmatch(rf"# {code} (.+)", page_of(code).title)
    assert match
    assert 2 <= len(match[1]) <= 16


@each_code
def test_one_bold_line_says_how_grave_it_is(code: str) -> None:
    meaning = page_of(code).meaning
    assert re.fullmatch(rf"\*\*{CODES[code].severity.value}：[^*\n]+。\*\*", meaning)
    assert ("不影响公布" in meaning) == (CODES[code].severity is Severity.NOTICE)


@each_code
def test_sections_stand_in_order_and_none_is_empty(code: str) -> None:
    sections = page_of(code).sections
    assert tuple(sections) == SECTIONS
    assert all(sections.values())


@each_code
def test_the_reason_ends_with_the_source_of_the_rule(code: str) -> None:
    key = CODES[code].source
    cited = _CITED.search(page_of(code).sections["为什么"])
    assert cited
    assert cited.groups() == (key, re.sub(r"[/.]", "-", key), PRACTICE.get(key.partition("/")[0]))


def test_every_cited_source_is_listed() -> None:
    listed: Any = yaml.safe_load((CONTENT / "sources.yml").read_text("utf-8"))
    assert {entry.source for entry in CODES.values()} <= {source["key"] for source in listed}


@each_code
def test_each_bad_example_yields_this_code_and_no_other(code: str) -> None:
    examples = page_of(code).examples("错误示例")
    assert examples
    for example in examples:
        problems = list(report_on(example).problems)
        assert {problem.code for problem in problems} == {code}, (example.name, told(iter(problems)))


@each_code
def test_each_good_example_yields_nothing(code: str) -> None:
    examples = page_of(code).examples("正确示例")
    assert examples
    for example in examples:
        assert told(report_on(example).problems) == [], example.name


@each_code
def test_the_message_shown_is_the_one_printed(code: str) -> None:
    page = page_of(code)
    shown = _SHOWN.findall(page.sections["怎样改正"])
    assert len(shown) == 1
    printed = report_text(report_on(page.examples("错误示例")[0]))
    assert shown[0].rstrip("\n") in "\n".join(line.rstrip() for line in printed.split("\n"))
    assert f" {code} " in shown[0]


@each_code
def test_the_remedy_is_numbered_steps(code: str) -> None:
    steps = re.findall(r"^([0-9]+)\. ", page_of(code).sections["怎样改正"], re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert len(steps) >= 2


def test_every_block_of_an_example_names_its_file() -> None:
    for code in CODES:
        for section in ("错误示例", "正确示例"):
            text = page_of(code).sections[section]
            assert text.count("\n```") + text.startswith("```") == 2 * len(BLOCK.findall(text)), (code, section)


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
    assert told(report_on(Example("", {}, (), {})).problems) == []
