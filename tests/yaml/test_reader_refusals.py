"""Every refusal, with the place it points at."""

from __future__ import annotations

import pytest

from cunwu.core.problem import Problem
from cunwu.yaml import scan as yaml_scan
from cunwu.yaml.reader import YML_REFUSALS, read_yaml
from support.each import each
from support.yaml_cases import ACCEPTED, REFUSED


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return sorted((one.code, one.spot.line, one.spot.column) for one in problems)


LARGE = 1_000_000
"""Bytes whose reading takes its time."""


def assert_refused(content: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    tree, problems = read_yaml(content if isinstance(content, bytes) else content.encode(), "记录.yml")
    assert tree is None
    assert places(problems) == sorted(expected)


@pytest.mark.usefixtures("every_reader")
@each("content, expected", [one for one in REFUSED if len(one[0]) <= LARGE])
def test_what_is_refused_is_refused_by_its_code_and_at_its_place(
    content: str | bytes, expected: list[tuple[str, int, int]]
) -> None:
    assert_refused(content, expected)


@pytest.mark.slow
@pytest.mark.parametrize(("content", "expected"), [one for one in REFUSED if len(one[0]) > LARGE])
def test_what_is_large_is_refused_just_so(
    content: str | bytes, expected: list[tuple[str, int, int]], every_reader: str
) -> None:
    if every_reader == "pure":
        pytest.skip("what counts is the same; the parser without C takes a quarter of a minute for it")
    assert_refused(content, expected)


@pytest.mark.usefixtures("every_reader")
@each("text", ACCEPTED)
def test_what_is_plainly_written_is_accepted(text: str) -> None:
    tree, problems = read_yaml(text.encode(), "记录.yml")
    assert (problems, tree is not None) == ((), True)


def test_the_first_quick_look_at_a_text_misses_no_forbidden_character() -> None:
    everything = "".join(map(chr, range(0x110000)))
    forbidden = {hit[0] for hit in yaml_scan._FORBIDDEN.findall(everything)}
    assert len(forbidden) > 100_000
    assert forbidden <= set(yaml_scan._SUSPECT.findall(everything))


def test_every_code_has_an_example_here() -> None:
    assert {code for _, expected in REFUSED for code, _, _ in expected} == set(YML_REFUSALS)


def test_codes_stand_in_order_with_one_name_each() -> None:
    assert list(YML_REFUSALS) == sorted(YML_REFUSALS)
    assert all(code == refusal.code for code, refusal in YML_REFUSALS.items())
    assert len({refusal.name for refusal in YML_REFUSALS.values()}) == len(YML_REFUSALS)


@each("content", [content for content, _ in REFUSED if len(content) < 1000])
def test_a_problem_carries_its_line_a_message_and_a_remedy(content: str | bytes) -> None:
    content = content if isinstance(content, bytes) else content.encode()
    _, problems = read_yaml(content, "记录.yml")
    for problem in problems:
        assert problem.file == "记录.yml"
        assert problem.message
        assert problem.remedy
        assert "{" not in problem.message.replace("{a: b}", "").replace("「{", "")
        if problem.code not in ("YML016", "YML001"):
            assert problem.line_text
            assert 1 <= problem.spot.column <= len(problem.line_text) + 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("编号: 电费\n".encode("gbk"), "GBK"),
        ("编号: 电费\n".encode("utf-16"), "UTF-16"),
        ("编号: 电费\n".encode("utf-16-le"), "UTF-16"),
        (b"a: \xed\xa0\x80\n", "代理码"),
        ("a: \u202e\n".encode(), "U+202E（改变文字方向的字符）"),
        ("a: \ue863\n".encode(), "U+E863（私用区字符"),
        ("a: \ufdd0\n".encode(), "U+FDD0（不是字符的编码）"),
        ("金额：1\nb: 2\n".encode(), "「金额」"),
        (b"a: 1\nb: 1\na: 1\n", "第一次在第 1 行"),
        (b"a: 1\n c: 2\n", "缩进不对"),
        ("a: 1\n金额 2\nb: 1\n".encode(), "缺少冒号"),
        (b"a: 'x\n", "引号没有配对"),
        (b"a: [x\nb: 1\n", "方括号没有关上"),
    ],
)
def test_the_message_says_what_was_found(content: bytes, words: str) -> None:
    _, problems = read_yaml(content, "记录.yml")
    assert words in problems[0].message


def test_gbk_is_told_with_its_own_line_in_readable_form() -> None:
    _, (problem,) = read_yaml("a: 1\n摘要: 电费\n".encode("gbk"), "记录.yml")
    assert problem.line_text == "摘要: 电费"
    assert "请另存为 UTF-8" in problem.remedy


def test_faults_found_by_the_parser_come_together_with_those_found_before() -> None:
    _, problems = read_yaml(b"a: ~\nb: &x 1\nb: 2\nc: [\n", "记录.yml")
    assert [problem.code for problem in problems] == ["YML018", "YML007", "YML011", "YML015"]
