"""Edits change one place of a record in canonical form; every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings, strategies as st

from cunwu.core.problem import CunwuError
from cunwu.yaml.form import format_text
from cunwu.yaml.reader import read_yaml, to_plain
from cunwu.yaml.writer import Value, append_item, set_value
from support.effort import effort
from support.yaml_strategies import texts, trees, untidy

RECORD = """\
编号: 2026-03  # 期
备注:
空: []  # 还没有
说明: |
  第一行
  第二行

明细:
  - 编号: "001"
    支出: 12.00  # 元
    注: x

    # 下一笔未到
  - 编号: 002
    支出: 5
# 以下由镇里填
审核:
  人: 张三
尾: a
# 完
"""


def test_the_record_below_is_in_canonical_form() -> None:
    assert format_text(RECORD) == RECORD.replace('"001"', "001")


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("编号",), "2026-04", "2026-03  # 期", "2026-04  # 期"),
        (("编号",), "a: b", "2026-03  # 期", '"a: b"  # 期'),
        (("备注",), "好", "备注:", "备注: 好"),
        (("备注",), "一\n二\n", "备注:", "备注: |\n  一\n  二"),
        (("说明",), "短", "|\n  第一行\n  第二行", "短"),
        (("说明",), "a\nb\n", "  第一行\n  第二行", "  a\n  b"),
        (("明细", 0, "编号"), "007", "001", "007"),
        (("明细", 0, "支出"), "13.00", "12.00  # 元", "13.00  # 元"),
        (("明细", 1, "支出"), "7: 8", "支出: 5", '支出: "7: 8"'),
        (("明细", 1, "支出"), "一\n二", "支出: 5", "支出: |-\n      一\n      二"),
        (("明细", 0, "凭证"), "记-1", "注: x", "注: x\n    凭证: 记-1"),
        (("审核", "日期"), "2026-04-02", "人: 张三", "人: 张三\n  日期: 2026-04-02"),
        (("公布",), "是", "尾: a", "尾: a\n公布: 是"),
    ],
)
def test_setting_a_value_changes_that_place_only(path: tuple[str | int, ...], value: str, old: str, new: str) -> None:
    record = format_text(RECORD)
    assert record.count(old) == 1
    assert set_value(record, path, value) == record.replace(old, new)


ITEM: dict[str, Value] = {"编号": "003", "支出": "1.00", "附件": ["a", {"文件": "b"}], "说明": "一\n二"}


def item_lines(indent: int) -> str:
    lines = ["- 编号: 003", "  支出: 1.00", "  附件:", "    - a", "    - 文件: b", "  说明: |-", "    一", "    二"]
    return "".join("\n" + " " * indent + line for line in lines)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (("明细",), "支出: 5", "支出: 5" + item_lines(2)),
        (("空",), "空: []  # 还没有", "空:  # 还没有" + item_lines(2)),
        (("备注",), "备注:", "备注:" + item_lines(2)),
        (("更正",), "尾: a", "尾: a\n更正:" + item_lines(2)),
        (("审核", "更正"), "人: 张三", "人: 张三\n  更正:" + item_lines(4)),
        (("明细", 0, "更正"), "注: x", "注: x\n    更正:" + item_lines(6)),
    ],
)
def test_appending_an_item_adds_its_lines_below_the_last_one_and_nothing_else(
    path: tuple[str | int, ...], old: str, new: str
) -> None:
    record = format_text(RECORD)
    assert record.count(old) == 1
    assert append_item(record, path, ITEM) == record.replace(old, new)


def test_an_edit_leaves_an_untidy_file_in_canonical_form() -> None:
    text = "\ufeffa:   1\r\nb: {c: 'x'}  # 注\r\n"
    assert set_value(text, ("a",), "2") == format_text(text).replace("a: 1", "a: 2")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("明细",), "x"),
        (("没有", "这里"), "x"),
        (("明细", 9), "x"),
        (("编号",), "\u202e"),
        (("编号",), "x\ty"),
    ],
)
def test_what_cannot_be_set_is_refused_and_not_guessed(path: tuple[str | int, ...], value: str) -> None:
    with pytest.raises(CunwuError):
        set_value(RECORD, path, value)


def test_an_item_cannot_be_added_to_a_text() -> None:
    for path in [("编号",), ("没有", "更正")]:
        with pytest.raises(CunwuError):
            append_item(RECORD, path, ITEM)


def plain(text: str) -> dict[str, object]:
    tree, problems = read_yaml(text.encode(), "记录.yml")
    assert problems == ()
    assert tree is not None
    found = to_plain(tree)
    assert isinstance(found, dict)
    return dict(found)


def is_like_a_record(tree: object) -> bool:
    """No record has lists in lists, empty items or keys of two lines; edits of such things are refused."""
    if isinstance(tree, dict):
        return all("\n" not in key and is_like_a_record(part) for key, part in tree.items())
    if isinstance(tree, list):
        return all(part != {} and not isinstance(part, list) and is_like_a_record(part) for part in tree)
    return True


@pytest.mark.slow
@given(trees, st.integers(0, 2**32), texts, st.data())
@settings(deadline=None, max_examples=effort(50, 150))
def test_a_random_edit_says_the_new_value_and_leaves_the_rest(
    tree: dict[str, object], seed: int, value: str, data: st.DataObject
) -> None:
    assume(is_like_a_record(tree))
    text = untidy(tree, seed)
    texts_of = sorted(key for key, one in tree.items() if isinstance(one, str))
    key = data.draw(st.sampled_from([*texts_of, "新"]))
    formed = format_text(text)
    for source in (text, formed):
        assert plain(set_value(source, (key,), value)) == plain(source) | {key: value}
        added = append_item(source, ("更正",), {"原值": value})
        assert plain(added) == plain(source) | {"更正": [{"原值": value}]}
        assert plain(append_item(added, ("更正",), {"a": "b"}))["更正"] == [{"原值": value}, {"a": "b"}]
