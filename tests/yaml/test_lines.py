"""Whatever the line reader answers is what the strict reader would have answered."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings, strategies as st

from cunwu.yaml import events as yaml_events, reader as yaml_reader
from cunwu.yaml.events import read_events
from cunwu.yaml.form import format_text
from cunwu.yaml.lines import read_lines, read_plain_lines
from cunwu.yaml.reader import Mapping, read_yaml, to_plain
from cunwu.yaml.rows import scan_text
from cunwu.yaml.scan import MAX_DEPTH, MAX_EVENTS, MAX_SCALAR, decode
from support.effort import effort
from support.yaml_cases import ACCEPTED, FORMED, HOSTILE, REFUSED, SIGNS
from support.yaml_mutants import EVERY_FORM, mutant
from support.yaml_strategies import TRICKY, trees, untidy

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = tuple(sorted([*(ROOT / "villages").rglob("*.yml"), *(ROOT / "generator/cunwu/kinds/samples").glob("*.yml")]))
TEXTS = (EVERY_FORM, *(path.read_text("utf-8") for path in SHIPPED))
MUTANTS = effort(2000, 100_000)


def taken(text: str) -> Mapping | None:
    """What the line reader gives, held to what the strict reader gives: every text, place and plain flag."""
    text, problems = decode(text.encode(), "")
    if problems or scan_text(text, ""):
        return None
    tree = read_lines(text)
    if tree is not None:
        strict, problems = read_events(text, "")
        assert (repr(tree), problems) == (repr(strict), ()), text
        assert tree == strict
    assert read_plain_lines(text) == (to_plain(tree) if tree is not None else None), text
    return tree


def test_every_shipped_record_is_answered_by_the_line_reader() -> None:
    records = [path for path in SHIPPED if ROOT / "villages" in path.parents]
    assert len(records) > 300
    assert [path for path in records if taken(path.read_text("utf-8")) is None] == []


@pytest.mark.parametrize("written", ['一:"乙"', "一:{}", "一:一", "一:[]", "一:'乙'", "一:|"])
def test_a_colon_without_a_blank_is_part_of_a_text(written: str) -> None:
    tree = taken(f"甲:\n  - {written}\n")
    assert tree is None or to_plain(tree) == {"甲": [written]}
    assert to_plain(read_events(f"甲:\n  - {written}\n", "")[0]) == {"甲": [written]}  # type: ignore[arg-type]


def test_every_shipped_file_is_taken_once_it_has_the_canonical_form() -> None:
    assert [path for path in SHIPPED if taken(format_text(path.read_text("utf-8"))) is None] == []


def test_every_shipped_file_that_has_the_canonical_form_is_taken_as_it_is() -> None:
    canonical = [text for text in TEXTS if format_text(text) == text]
    assert len(canonical) >= 0.9 * len(SHIPPED)
    assert [text for text in canonical if taken(text) is None] == []


def test_the_strict_reader_does_not_see_what_the_line_reader_has_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "read_events", lambda _text, _file: pytest.fail("the strict reader was asked"))
    for text in TEXTS:
        assert read_yaml(text.encode(), "")[0] is not None


def test_every_form_is_read_to_its_meaning() -> None:
    assert format_text(EVERY_FORM) == EVERY_FORM
    tree = taken(EVERY_FORM)
    assert tree is not None
    assert to_plain(tree) == {
        "编号": "2026-03",
        "说明": "一：修路\n  - 东头\n\n# 不是注释\n",
        "摘要": "a: b\n“引”",
        "网址": "https://a.cn/b:c#d",
        "时间": "12:30",
        "负数": "-5",
        "标准": "NY/T 391",
        "引号": '# 甲 \\ "乙"',
        "断行": " 甲\n乙",
        "冒号": "a: b",
        "空文": "",
        "空表": {},
        "空列": [],
        "明细": [
            {"编号": "001", "支出": "12.50", "附件": ["甲.pdf", "null", "一\n二\n"]},
            {"编号": "002", "分摊": {"东组": "3", "西组": {"户数": "4"}}},
            {},
        ],
        "审核": {"签字": ["张某", "李某（代）"]},
    }


LEFT = [
    "a: 1\n",  # keys that are not wholly Chinese
    "编号1: 1\n",
    '"编号": 1\n',
    "编号: 1",  # no line end
    "编号: '1'\n",
    "编号: [一, 二]\n",
    "编号: 1  # 注\n",
    "编号:  1\n",
    "编号: 一\n  二\n",
    "编号:\n  一\n",
    "编号:\n- 一\n",
    "编号:\n    名称: 一\n",
    "---\n编号: 1\n",
    "编号: >-\n  一\n",
    "编号: |+\n  一\n\n",
    "编号: |\n  一\n   \n",
    "编号: |\n    一\n  二\n",
    "编号: |\n\n  一\n",
    "编号: |\n",
    "编号: |\n 一\n",
    "编号:\n  - - 一\n",
    "编号: “两委”班子\n",
    "# 只有注释\n",
    "",
]


@pytest.mark.parametrize("text", LEFT)
def test_what_has_another_form_is_left_to_the_strict_reader(text: str) -> None:
    assert read_lines(text) is None


FAULTY = [
    *(
        "编号: 1\n编号: 2\n",
        "甲:\n  - 编号: 1\n    编号: 2\n",
        "甲: null\n",
        "甲: ~\n",
        "甲:\n  - Null\n",
        "甲: NULL\n",
    ),
    *("甲:\n  -\n", "甲:\n  - \n", "甲:\n  - # 注\n", "甲:\n  - 乙: 1\n  - # 注\n", "- 甲: 1\n", "甲: 1\n- 乙\n"),
    *(
        "甲: 1\n  乙: 2\n",
        "甲:\n    乙: 1\n  丙: 2\n",
        "甲:\n  乙: 1\n 丙: 2\n",
        "甲:\n  - 1\n  乙: 2\n",
        "甲:\n  乙: 1\n  - 2\n",
    ),
    *(
        "甲: 1: 2\n",
        "甲: 乙:\n",
        "甲: &乙 1\n",
        "甲: !乙 1\n",
        "甲: *乙\n",
        "甲: @乙\n",
        "甲: %乙\n",
        "甲: - 乙\n",
        "甲: ? 乙\n",
    ),
    *(
        '甲: "乙\n',
        '甲: "乙" 丙\n',
        '甲: "\\t"\n',
        '甲: "\\u202e"\n',
        "甲: ]\n",
        "甲: “乙”\n",
        "甲: ［乙\n",
        "甲：1\n",
        "甲:1\n",
    ),
    *(
        "甲: |\n一\n",
        "甲: |\n  一\n 二\n",
        "甲:\n  －乙\n",
        "甲:\n  -乙\n",
        "　甲: 1\n",
        "甲 1\n",
        "...\n",
        "甲: 1\n...\n",
    ),
]


@pytest.mark.parametrize("text", FAULTY)
def test_what_is_faulty_is_left_to_the_strict_reader(text: str) -> None:
    assert read_yaml(text.encode(), "")[0] is None
    assert read_lines(text) is None


def test_what_may_be_too_much_is_left_to_the_strict_reader() -> None:
    assert taken("甲: " + "字" * (MAX_SCALAR - 3) + "\n") is not None
    assert taken("甲: " + "字" * (MAX_SCALAR - 2) + "\n") is None
    assert taken("甲: |\n" + "  一行\n" * (MAX_SCALAR // 3 - 1)) is not None
    assert taken("甲: |\n" + "  一行\n" * (MAX_SCALAR // 3 + 1)) is None
    assert taken("甲:\n" + "  - 一\n" * (MAX_EVENTS // 4 - 8)) is not None
    assert taken("甲:\n" + "  - 一\n" * (MAX_EVENTS // 4)) is None


@pytest.mark.slow
def test_a_ledger_of_ten_thousand_entries_is_taken() -> None:
    entry = "  - 编号: {0}\n    摘要: 第 {0} 笔\n    支出: 12.50\n    凭证: 记-{0}\n    对方: 商店\n"
    text = "账户:\n" + "".join(entry.format(number) for number in range(10_000))
    assert len(text) > MAX_SCALAR
    assert taken(text) is not None


@pytest.mark.parametrize("bottom", ["甲: 一\n", "甲: {}\n", "甲:\n", "- 甲: []\n", "- 甲: 一\n", "- []\n", "- 一\n"])
def test_nothing_too_deep_is_taken(bottom: str) -> None:
    depths = range(1, MAX_DEPTH + 3)
    texts = ["".join("  " * level + "甲:\n" for level in range(depth)) + "  " * depth + bottom for depth in depths]
    assert [taken(text) is not None for text in texts] == [depth < MAX_DEPTH - 2 for depth in depths]


def test_keys_that_are_taken_are_equal_only_where_they_are_the_same_text() -> None:
    keys = [chr(code) for code in range(0x10000) if read_lines(f"{chr(code)}: 一\n") is not None]
    assert len(keys) > 20_000
    assert all(normalize("NFKC", key) == key for key in keys)


@given(trees, st.integers(0, 2**32))
@settings(deadline=None, max_examples=effort(50, 150))
def test_random_trees_are_read_alike_as_written_and_in_the_canonical_form(tree: dict[str, object], seed: int) -> None:
    text = untidy(tree, seed)
    taken(text)
    taken(format_text(text))


words = st.text(st.sampled_from("编号金额日期户数甲乙丙"), min_size=1, max_size=4)
values = st.sampled_from(TRICKY) | st.text(st.sampled_from("甲乙“：:# -|'\"\\\nnull0\u3000"), max_size=10)
records = st.dictionaries(
    words,
    st.recursive(
        values,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
        max_leaves=12,
    ),
    min_size=1,
    max_size=4,
)


@given(records, st.integers(0, 2**32))
@settings(deadline=None, max_examples=effort(100, 300))
def test_random_records_are_read_alike_in_the_canonical_form(tree: dict[str, object], seed: int) -> None:
    found = taken(format_text(untidy(tree, seed)))
    assert found is None or to_plain(found) == tree


plain_texts = st.text(st.sampled_from("甲乙丙0123，。（）"), min_size=1, max_size=8)
everyday = st.dictionaries(
    words,
    plain_texts | st.lists(st.dictionaries(words, plain_texts, min_size=1), min_size=1) | st.lists(plain_texts),
    min_size=1,
)


@pytest.mark.slow
@given(everyday, st.integers(0, 2**32))
@settings(deadline=None, max_examples=effort(33, 100))
def test_everyday_records_are_all_taken(tree: dict[str, object], seed: int) -> None:
    text = format_text(untidy(tree, seed))
    found = taken(re.sub(r"  # 尾 [0-9]+$", "", text, flags=re.MULTILINE))
    assert found is not None
    assert to_plain(found) == tree


@given(st.lists(st.sampled_from([*SIGNS, "甲", "乙: ", "丙:\n", "  ", "- ", "|\n"]), max_size=30).map("".join))
@settings(deadline=None, max_examples=effort(166, 500))
def test_random_signs_are_read_alike(text: str) -> None:
    taken(text)


ROWS = (
    *(
        "甲: 一",
        "甲:",
        "乙: |",
        "乙: |-",
        "  甲: 一",
        "  甲:",
        "  - 一",
        "  - 甲: 一",
        "  - 甲:",
        "  - |",
        "- 一",
        "丙: {}",
    ),
    *(
        "    甲: 一",
        "    乙:",
        "    - 一",
        "",
        "  ",
        "# 注",
        "  # 注",
        "    # 注",
        "  一",
        "    一",
        "      一",
        "  - []",
    ),
    *('丁: "一"', "      丙: 一", "   甲: 一", "戊: 一  # 注", "  -", "  - # 注", "己: 一 : 二"),
)


def test_all_texts_of_up_to_three_of_these_lines_are_read_alike() -> None:
    texts = ("\n".join(rows) + "\n" for count in (1, 2, 3) for rows in product(ROWS, repeat=count))
    assert sum(taken(text) is not None for text in texts) > 500


SIGN_PLACES = (
    *(
        "甲: {}\n",
        "甲: 一{}\n",
        "甲: {}一\n",
        "甲: 一 {} 一\n",
        "甲: 一{} 一\n",
        "甲: 一 {}一\n",
        "甲: {0}{0}\n",
        "甲: {0}一{0}\n",
    ),
    *("甲{}: 一\n", "甲{}一\n", "{}甲: 一\n", "甲:\n  - {}\n", "甲:\n  - {}一\n", "甲:\n  - 一{}一\n", "甲:\n  {}一\n"),
    *(
        "甲: |\n  {}\n",
        "甲: |\n  一\n  {}\n",
        "甲: |\n  一\n{}\n",
        '甲: "{}"\n',
        '甲: "\\{}"\n',
        "# {}\n甲: 一\n",
        "甲: 一\n{}",
    ),
)


def test_every_sign_is_read_alike_in_every_place() -> None:
    codes = (*range(0x20, 0x180), *range(0x2000, 0x2070), *range(0x3000, 0x3040), *range(0xFF00, 0xFF70))
    texts = [place.format(chr(code)) for place in SIGN_PLACES for code in codes]
    assert sum(taken(text) is not None for text in texts) > 0.5 * len(texts)


@pytest.mark.parametrize("part", range(10))
def test_mutants_are_read_alike(part: int) -> None:
    """A few thousand of them, at night a hundred thousand."""
    seeds = range(part, MUTANTS, 10)
    count = sum(taken(mutant(TEXTS if seed % 3 else (EVERY_FORM,), seed)) is not None for seed in seeds)
    assert 0.05 * len(seeds) < count < 0.5 * len(seeds)


ALL_CONTENTS = (
    *(text if isinstance(text, bytes) else text.encode() for text, _ in REFUSED),
    *(text.encode() for text in (*ACCEPTED, *LEFT, *FAULTY, *(text for pair in FORMED for text in pair))),
    *HOSTILE.values(),
)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_with_and_without_the_line_reader_everything_is_the_same(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = ALL_CONTENTS[part::10]
    with_lines = [read_yaml(content, "记录.yml") for content in contents]
    monkeypatch.setattr(yaml_reader, "LINES_FIRST", False)
    assert with_lines == [read_yaml(content, "记录.yml") for content in contents]
