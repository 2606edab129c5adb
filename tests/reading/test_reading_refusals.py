"""Every refusal, with the place it points at."""

from __future__ import annotations

import pytest

from cunwu.core.problem import Problem
from cunwu.yaml import scan as yaml_scan
from cunwu.yaml.reader import YML_REFUSALS, read_yaml

REFUSED: list[tuple[str | bytes, list[tuple[str, int, int]]]] = [
    # not UTF-8
    ("编号: 1\n摘要: 电费\n".encode("gbk"), [("YML001", 1, 1)]),
    ("a: 1\nb: 电费\n".encode("gbk"), [("YML001", 2, 4)]),
    ("编号: 一\n".encode("utf-16"), [("YML001", 1, 1)]),
    ("编号: 一\n村".encode() + b"\xb4\n", [("YML001", 2, 2)]),
    (b"\xef\xbb\xbfa: \xff\n", [("YML001", 1, 4)]),
    (b"a: 1\r\nb: \xed\xa0\x80\r\n", [("YML001", 2, 4)]),
    # forbidden characters
    ("a: \0\n", [("YML002", 1, 4)]),
    ("a: 1 # \u202e\n", [("YML002", 1, 8)]),
    ("a\u200b: 1\nb: \ue863\n", [("YML002", 1, 2), ("YML002", 2, 4)]),
    ("a: 𠮷\u2028\n", [("YML002", 1, 5)]),
    ("\ufeffa: \ufeff\r\nb: \x85\r\n", [("YML002", 1, 4), ("YML002", 2, 4)]),
    ("a: 1\rb: 2\n", [("YML002", 1, 5)]),
    ("a: \ufffd\n", [("YML002", 1, 4)]),
    ("a: \U0001ffff\n", [("YML002", 1, 4)]),
    ('a: "\\u202e"\n', [("YML002", 1, 4)]),
    ('a: "\\0"\nb: "\\r"\n', [("YML002", 1, 4), ("YML002", 2, 4)]),
    ('a: "\\UFFFFFFFF"\n', [("YML002", 1, 5)]),
    # tabs and special spaces
    ("a:\n\tb: 1\n", [("YML003", 2, 1)]),
    ("a:\t1 # x\ty\n", [("YML003", 1, 3), ("YML003", 1, 9)]),
    ('a: "\\t"\n', [("YML003", 1, 4)]),
    ("\u3000\u3000金额: 1\n", [("YML003", 1, 1)]),
    ("a: 1\n\u3000b: 2\n", [("YML003", 2, 1)]),
    ("a:\n\xa0 b: 2\n", [("YML003", 2, 1)]),
    # full-width colon
    ("金额：100\n", [("YML004", 1, 3)]),
    ("编号: 1\n金额：100\n日期：2\n备注: x\n", [("YML004", 2, 3), ("YML004", 3, 3)]),
    ("明细:\n  金额：100\n", [("YML004", 2, 5)]),
    ("明细:\n  金额：100\n  日期：1\n", [("YML004", 2, 5), ("YML004", 3, 5)]),
    ("明细:\n  - 编号：1\n    金额: 2\n", [("YML004", 2, 7)]),
    ("明细:\n  - 编号: 1\n    金额：2\n", [("YML004", 3, 7)]),
    ("摘要: 电费\n  金额：2\n", [("YML004", 2, 5)]),
    ("a: {金额：100}\n", [("YML004", 1, 7)]),
    ("\ufeff金额：1\r\nb: 2\r\n", [("YML004", 1, 3)]),
    # curly quotes
    ("a: “两委”\n", [("YML005", 1, 4)]),
    ("a: ＂两委＂\n", [("YML005", 1, 4)]),
    ("a:\n  - ‘甲’\n", [("YML005", 2, 5)]),
    ("a: “甲: 乙”\n", [("YML005", 1, 4)]),
    ("“a”: 1\n", [("YML005", 1, 1)]),
    # merge conflicts
    (
        "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n",
        [("YML006", 2, 1), ("YML006", 4, 1), ("YML006", 6, 1)],
    ),
    ("a: 1\n|||||||\n", [("YML006", 2, 1)]),
    # anchors and aliases
    ("a: &x 1\nb: *x\n", [("YML007", 1, 4), ("YML007", 2, 4)]),
    ("𠮷: &x [1]\n", [("YML007", 1, 4)]),
    ("a: !!str &x 1\n", [("YML007", 1, 10), ("YML008", 1, 4)]),
    ("*x : 1\n", [("YML007", 1, 1)]),
    ("a: *注\n", [("YML007", 1, 4)]),
    ("a: &注 x\n", [("YML007", 1, 4)]),
    ("&r\na: 1\n", [("YML007", 1, 1)]),
    # tags
    ("a: !!int 1\n", [("YML008", 1, 4)]),
    ("a: !!python/object:os.system x\n", [("YML008", 1, 4)]),
    ("a: ! x\n", [("YML008", 1, 4)]),
    ("a: !重要 x\n", [("YML008", 1, 4)]),
    ("a: !e!x y\n", [("YML008", 1, 4)]),
    ("a: !<tag:x> [y]\n", [("YML008", 1, 4)]),
    # directives and documents
    ("%YAML 1.1\n---\na: 1\n", [("YML009", 1, 1)]),
    ("%TAG ! tag:x,2000:\n---\na: 1\n", [("YML009", 1, 1)]),
    ("%x: 1\n", [("YML009", 1, 1)]),
    ("a: 1\n---\nb: 1\n", [("YML009", 2, 1)]),
    ("---\na: 1\n---\n", [("YML009", 3, 1)]),
    ("a: 1\n...\n", [("YML009", 2, 1)]),
    # merge keys
    ("a:\n  <<: {b: 1}\n", [("YML010", 2, 3)]),
    ("<<: x\n", [("YML010", 1, 1)]),
    # duplicate keys
    ("a: 1\nb: 2\na: 3\n", [("YML011", 3, 1)]),
    ("A: 1\nＡ: 3\n", [("YML011", 2, 1)]),
    ("x:\n  - 金额: 1\n    '金额': 2\n", [("YML011", 3, 5)]),
    ("x: {a: 1, a: 2, a: 3}\n", [("YML011", 1, 11), ("YML011", 1, 17)]),
    ("a（一）: 1\na(一): 2\n", [("YML011", 2, 1)]),
    # keys that are no text
    ("? a\n: b\n", [("YML012", 1, 3)]),
    ("a: 1\n? b\n", [("YML012", 2, 3)]),
    ("? # 说明?\n  a\n: b\n", [("YML012", 2, 3)]),
    ("[a, b]: c\n", [("YML012", 1, 1)]),
    ("{a: b}: c\n", [("YML012", 1, 1)]),
    (": b\n", [("YML012", 1, 1)]),
    ('"": b\n', [("YML012", 1, 1)]),
    ("a: ? b\n", [("YML012", 1, 4)]),
    # depth
    ("a: " + "[" * 12 + "]" * 12 + "\n", [("YML013", 1, 15)]),
    ("\n".join(" " * n + "a:" for n in range(12)) + "\n            b: 1\n", [("YML013", 13, 13)]),
    # size
    (b"a" * 4_000_001, [("YML014", 1, 1)]),
    ("a: 1\nb: " + "字" * 20_001 + "\n", [("YML014", 2, 4)]),
    ("a: |\n" + "  字\n" * 10_001, [("YML014", 1, 4)]),
    ("a:\n" + "- x\n" * 400_000, [("YML014", 399_997, 3)]),
    # other syntax
    ("编号 1\n", [("YML017", 1, 1)]),
    ("a: 1\n金额 100\nb: 1\n", [("YML015", 2, 1)]),
    ("金额:100\nb: 1\n", [("YML015", 1, 3)]),
    ("明细:\n  金额:100\n", [("YML015", 2, 5)]),
    ("a: {金额:100}\n", [("YML015", 1, 7)]),
    ("a: 1\n  b: 2\n", [("YML015", 2, 4)]),
    ("a:\n  b: 1\n c: 2\n", [("YML015", 3, 2)]),
    (" a: 1\nb: 2\n", [("YML015", 2, 1)]),
    ("a: [1, 2\nb: 1\n", [("YML015", 1, 4)]),
    ("a: [1, 2\n", [("YML015", 1, 4)]),
    ("a: {x: 1\nb: 1\n", [("YML015", 1, 4)]),
    ("a: {\n", [("YML015", 1, 4)]),
    ("a: [甲，乙]\n", [("YML015", 1, 6)]),
    ("a: ［甲, 乙］\n", [("YML015", 1, 4)]),
    ("a: 'x\nb: 1\n", [("YML015", 1, 4)]),
    ('a: "x\n', [("YML015", 1, 4)]),
    ('a: "x"y\n', [("YML015", 1, 7)]),
    ("a: 注意: b\n", [("YML015", 1, 6)]),
    ("a: @x\n", [("YML015", 1, 4)]),
    ("a: - b\n", [("YML015", 1, 4)]),
    ("a: | x\n", [("YML015", 1, 4)]),
    ("a: ]\n", [("YML015", 1, 4)]),
    ("a:\n  - 1\n  -2\n", [("YML015", 3, 3)]),
    ("a:\n  -甲\n  -乙\n", [("YML015", 2, 3), ("YML015", 3, 3)]),
    ("a:\n  －甲\n", [("YML015", 2, 3)]),
    ("a:\n  - 甲\n  -\n", [("YML015", 3, 4)]),
    ("a: 1\n＃ 注\nb: 1\n", [("YML015", 2, 1)]),
    ("a: 1\n- b\n", [("YML015", 2, 1)]),
    # empty
    (b"", [("YML016", 1, 1)]),
    (b"\xef\xbb\xbf", [("YML016", 1, 1)]),
    ("\n  \r\n", [("YML016", 1, 1)]),
    ("# 只有注释\n", [("YML016", 1, 1)]),
    ("---\n", [("YML016", 1, 1)]),
    # not a table
    ("- a\n- b\n", [("YML017", 1, 1)]),
    ("\n今天下雨\n", [("YML017", 2, 1)]),
    ("[a]\n", [("YML017", 1, 1)]),
    ("--- |\n  x\n", [("YML017", 1, 5)]),
    # null words
    ("a: ~\nb: null\nc: [Null, NULL]\n", [("YML018", 1, 4), ("YML018", 2, 4), ("YML018", 3, 5), ("YML018", 3, 11)]),
    ("~: 1\n", [("YML018", 1, 1)]),
]

ACCEPTED = [
    "编号: 001\n日期: 2026-03-05\n时间: 12:30\n",
    "\ufeffa: 1\r\nb: 2\r\n",
    "---\na: 1\n",
    "# 注：说明\na: 1 # “注”\n",
    "说明: |\n  　　今年：修路\n  - 甲\n  金额：100\n  “引”\n",
    "说明: 第一：修路；第二：架桥\n网址: http://a.cn/b:c\n",
    "决议:\n  - 同意：修路\n  - “四议”和“两公开”\n",
    "a: “两委”班子\nb: '“两委”'\nc: \"~\"\n",
    "a: -5\nb: ['x，y', -1]\nc: {}\nd: []\n",
    "a: 是？\nb: why?\nc: >-\n  x\n  y\n",
    "a: 100%\nb: 甲 & 乙\nc: a*b\nd: 5!\n",
    "名: 葛𠮷\n",
    "a: " + "[" * 11 + "]" * 11 + "\n",
    "a: " + "字" * 20_000 + "\n",
]


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    return sorted((one.code, one.spot.line, one.spot.column) for one in problems)


@pytest.mark.usefixtures("every_reader")
@pytest.mark.parametrize(("content", "expected"), REFUSED, ids=[f"{i}-{e[0][0]}" for i, (_, e) in enumerate(REFUSED)])
def test_what_is_refused_is_refused_by_its_code_and_at_its_place(
    content: str | bytes, expected: list[tuple[str, int, int]]
) -> None:
    tree, problems = read_yaml(content if isinstance(content, bytes) else content.encode(), "记录.yml")
    assert tree is None
    assert places(problems) == sorted(expected)


@pytest.mark.usefixtures("every_reader")
@pytest.mark.parametrize("text", ACCEPTED)
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
    assert list(YML_REFUSALS) == [f"YML{number:03}" for number in range(1, len(YML_REFUSALS) + 1)]
    assert all(code == refusal.code for code, refusal in YML_REFUSALS.items())
    assert len({refusal.name for refusal in YML_REFUSALS.values()}) == len(YML_REFUSALS)


@pytest.mark.parametrize("content", [content for content, _ in REFUSED if len(content) < 1000])
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
