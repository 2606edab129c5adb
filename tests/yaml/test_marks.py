"""What is struck out, buried under marks or cut off behind a # is refused, by both readers and by every escape."""

from __future__ import annotations

import pytest

from cunwu.yaml.reader import read_plain

pytestmark = pytest.mark.usefixtures("every_reader")


def codes_of(text: str) -> set[str]:
    _, problems = read_plain(text.encode(), "x.yml")
    return {problem.code for problem in problems}


@pytest.mark.parametrize(
    "value",
    [
        "a" + "\u0301" * 1000,
        "甲" + "\u0301",
        "1\u03362\u03363\u0336.00",
        "1\u0332",
        "1\u20de2",
        "乙\u20e0",
        "a\u0301\u0302\u0303",
        "\u0489a",
        "ก" + "\u0e31" * 20,
        "བ" + "\u0f71" * 12,
        "か" + "\u3099" * 3,
    ],
)
def test_marks_that_strike_out_or_bury_are_refused(value: str) -> None:
    """Faults F14."""
    assert codes_of(f"标题: {value}\n") == {"YML020"}
    assert codes_of(f'标题: "{value}"\n') == {"YML020"}
    escaped = "".join(sign if sign.isascii() else f"\\u{ord(sign):04X}" for sign in value)
    assert codes_of(f'标题: "{escaped}"\n') == {"YML020"}
    assert codes_of(f"{value}: 标题\n") == {"YML020"}


@pytest.mark.parametrize(
    "value",
    ["lü\u030c", "u\u0308\u030c", "བོད་ཡིག", "བསྒྲུབས", "ไทย", "ئۇيغۇر", "नमस्ते", "ᠮᠣᠩᠭᠣᠯ", "か\u3099き", "ếch", "1,200.00"],
)
def test_words_of_every_script_are_read(value: str) -> None:
    assert codes_of(f"标题: {value}\n") == set()


@pytest.mark.parametrize(
    "line",
    [
        '摘要: "早稻种子"#3 号地',
        "摘要: '早稻种子'#3 号地",
        '摘要: "早稻种子"# 3 号地',
        "摘要: [早稻]#3 号地",
        "摘要: {甲: 乙}#3 号地",
        '摘要:\n  - 早稻\n  - "种子"#3 号地',
        "摘要: |#3 号地\n  早稻",
    ],
)
def test_a_text_is_not_cut_off_behind_a_number_sign(line: str) -> None:
    """Faults F13: everything behind the # vanished without a word."""
    assert codes_of(f"编号: 1\n{line}\n") <= {"YML015", "YML018", "YML019"}
    assert codes_of(f"编号: 1\n{line}\n")


def test_the_remedy_is_the_whole_text_in_quotes() -> None:
    _, (problem,) = read_plain('摘要: "早稻种子"#3 号地\n'.encode(), "x.yml")
    assert '"早稻种子#3 号地"' in problem.remedy
    assert (problem.spot.line, problem.spot.column) == (1, 11)


@pytest.mark.parametrize(
    "text",
    [
        "# 说明\n编号: 1\n",
        "#编号: 2\n编号: 1\n",
        "编号: 1 # 说明\n",
        "编号: 1  #\n",
        '编号: "1" # 说明\n',
        "编号: 早稻#3\n",
        '编号: "早稻 #3"\n',
        "编号: |\n  早稻 #3\n  #4\n",
        "甲:\n  #乙: 1\n  丙: 2\n",
        "甲: # 说明\n  丙: 2\n",
        "甲:\n  - 丙: 2\n    #乙: 1\n    丁: 3\n",
    ],
)
def test_comments_stay_comments(text: str) -> None:
    assert codes_of(text) == set()
