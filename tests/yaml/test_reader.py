"""What is read is what was written, each text with its place."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st
from ruamel.yaml import YAML

from cunwu.core.problem import Spot
from cunwu.yaml.events import read_comments
from cunwu.yaml.reader import (
    Mapping,
    key_spot_at,
    read_yaml,
    spot_at,
    to_plain,
    walk_scalars,
)
from support.effort import effort
from support.yaml_cases import SIGNS
from support.yaml_strategies import trees, untidy

RECORD = """\
# 三月
编号: 2026-03
备注:
明细:
  - 编号: "001"   # 路灯
    支出: 12.50
  - {编号: 𠮷2, 支出: 7}
审核:
  结论: >-
    同意
    公开
  签字: [张, 李]
空表: {}
"""


def read(text: str) -> Mapping:
    tree, problems = read_yaml(text.encode(), "记录.yml")
    assert problems == ()
    assert tree is not None
    return tree


def test_every_scalar_stays_text() -> None:
    text = "a: 012\nb: 12:30\nc: 110101199003071234\nd: yes\ne: 1e3\nf: 2026-03-05\ng: 1_000\nh: .inf\ni: =\n"
    assert to_plain(read(text)) == {
        "a": "012",
        "b": "12:30",
        "c": "110101199003071234",
        "d": "yes",
        "e": "1e3",
        "f": "2026-03-05",
        "g": "1_000",
        "h": ".inf",
        "i": "=",
    }


def test_a_key_with_nothing_behind_it_is_absent_and_an_empty_text_is_not() -> None:
    assert to_plain(read('a:\nb: ""\nc: {d: , e: 1}\n')) == {"b": "", "c": {"e": "1"}}


@pytest.mark.parametrize(
    ("path", "line", "column", "width"),
    [
        (("编号",), 2, 5, 7),
        (("明细", 0, "编号"), 5, 9, 5),
        (("明细", 0, "支出"), 6, 9, 5),
        (("明细", 1, "编号"), 7, 10, 2),
        (("明细", 1, "支出"), 7, 18, 1),
        (("审核", "结论"), 9, 7, 2),
        (("审核", "签字", 1), 12, 11, 1),
        (("备注",), 3, 1, 2),  # nothing there: its key
        (("明细",), 5, 3, 1),
        (("明细", 1), 7, 5, 1),
        (("空表",), 13, 5, 1),
        (("审核", "日期"), 8, 1, 2),  # missing: the key that led there
        (("审核", "日期", "年"), 8, 1, 2),
        (("明细", 0, "摘要"), 5, 5, 1),  # no key leads to an item: the item
        (("明细", 5), 4, 1, 2),
        (("编号", "x"), 2, 1, 2),
        (("缺",), 2, 1, 1),
    ],
)
def test_spot_at_points_at_the_value_or_at_the_nearest_thing_there_is(
    path: tuple[str | int, ...], line: int, column: int, width: int
) -> None:
    assert spot_at(read(RECORD), path) == Spot(line, column, width)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [(("编号",), 2, 1), (("明细", 0, "支出"), 6, 5), (("明细", 1, "支出"), 7, 14), (("审核", "签字"), 12, 3)],
)
def test_key_spot_at_points_at_the_key_itself(path: tuple[str | int, ...], line: int, column: int) -> None:
    spot = key_spot_at(read(RECORD), path)
    assert (spot.line, spot.column, spot.width) == (line, column, 2)


def test_places_are_the_same_behind_a_bom_and_with_windows_line_ends() -> None:
    twin = read("\ufeff" + RECORD.replace("\n", "\r\n"))
    assert twin == read(RECORD)


def test_walk_scalars_gives_every_value_with_its_path() -> None:
    assert [(path, scalar.text) for path, scalar in walk_scalars(read("a: 1\nb: [x, {c: y}]\n"))] == [
        (("a",), "1"),
        (("b", 0), "x"),
        (("b", 1, "c"), "y"),
    ]


def test_comments_are_found_where_yaml_sees_them_and_nowhere_else() -> None:
    text = "a: '# 不是' # 一\n# 二\nb: | # 三\n  # 不是\nc: x#不是\nd: [1, # 四\n 2]#五\n"
    assert [one.text for one in read_comments(text)] == ["# 一", "# 二", "# 三", "# 四", "#五"]


@pytest.mark.usefixtures("every_reader")
@given(trees, st.integers(0, 2**32))
@settings(deadline=None, max_examples=effort(33, 100), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_trees_read_back_as_written_and_as_another_reader_reads_them(tree: dict[str, object], seed: int) -> None:
    text = untidy(tree, seed)
    found = read(text)
    assert to_plain(found) == tree
    other = YAML(typ="safe", pure=True).load(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    assert other == tree


@given(trees, st.integers(0, 2**32))
@settings(deadline=None, max_examples=effort(33, 100))
def test_every_quoted_scalar_stands_where_its_spot_says(tree: dict[str, object], seed: int) -> None:
    text = untidy(tree, seed).removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.split("\n")
    for _, scalar in walk_scalars(read(text)):
        spot = scalar.spot
        written = lines[spot.line - 1][spot.column - 1 :][: spot.width]
        assert written[0] == written[-1]
        assert written[0] in "\"'"


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=effort(100, 300))
def test_random_bytes_never_raise(content: bytes) -> None:
    tree, problems = read_yaml(content, "记录.yml")
    assert (tree is None) == bool(problems)


@pytest.mark.usefixtures("every_reader")
@given(st.lists(st.tuples(st.integers(0, len(RECORD)), st.integers(0, 4), st.sampled_from(SIGNS)), max_size=5))
@example([(68, 0, "-"), (1, 0, "..."), (69, 1, "---\n")])  # a key in brackets that goes on in the next line
@settings(deadline=None, max_examples=effort(133, 400), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_record_with_random_slips_never_raises(slips: list[tuple[int, int, str]]) -> None:
    text = RECORD
    for at, cut, sign in slips:
        text = text[:at] + sign + text[at + cut :]
    tree, problems = read_yaml(text.encode(), "记录.yml")
    assert (tree is None) == bool(problems)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for problem in problems:
        assert 1 <= problem.spot.line <= len(lines)
        assert 1 <= problem.spot.column <= len(lines[problem.spot.line - 1]) + 1


@pytest.mark.usefixtures("every_reader")
@given(st.lists(st.sampled_from([*SIGNS, *"ab1金额"]), max_size=30).map("".join))
@settings(deadline=None, max_examples=effort(166, 500), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_signs_never_raise(text: str) -> None:
    tree, problems = read_yaml(text.encode(), "记录.yml")
    assert (tree is None) == bool(problems)
