"""Edits change one place; every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st
from yaml_strategies import texts, trees, untidy

from cunwu.problem import CunwuError
from cunwu.yaml_reader import read_yaml, to_plain
from cunwu.yaml_writer import Value, append_item, format_text, set_value

RECORD = """\
编号:   2026-03  # 期
备注:
空: []  # 还没有
说明: |  # 长
  第一行
  第二行

明细:
  - 编号: '001'
    支出: 12.00  # 元
    注: "x"

    # 下一笔未到
  - {编号: 002, 支出: 5}
# 以下由镇里填
审核:
   人: 张三
尾: 'a'"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("编号",), "2026-04", "2026-03  # 期", "2026-04  # 期"),
        (("编号",), "a: b", "2026-03  # 期", '"a: b"  # 期'),
        (("备注",), "好", "备注:", "备注: 好"),
        (("备注",), "一\n二\n", "备注:", "备注: |\n  一\n  二"),
        (("说明",), "短", "|  # 长\n  第一行\n  第二行", "短  # 长"),
        (("说明",), "a\nb\n", "  第一行\n  第二行", "  a\n  b"),
        (("明细", 0, "编号"), "002", "'001'", "002"),
        (("明细", 0, "支出"), "13.00", "12.00  # 元", "13.00  # 元"),
        (("明细", 1, "支出"), "7, 8", "支出: 5", '支出: "7, 8"'),
        (("明细", 0, "凭证"), "记-1", '注: "x"', '注: "x"\n    凭证: 记-1'),
        (("审核", "日期"), "2026-04-02", "人: 张三", "人: 张三\n   日期: 2026-04-02"),
        (("公布",), "是", "尾: 'a'", "尾: 'a'\n公布: 是\n"),
    ],
)
def test_setting_a_value_changes_that_place_only(path: tuple[str | int, ...], value: str, old: str, new: str) -> None:
    assert RECORD.count(old) == 1
    assert set_value(RECORD, path, value) == RECORD.replace(old, new)


ITEM: dict[str, Value] = {"编号": "003", "支出": "1.00", "附件": ["a", {"文件": "b"}], "说明": "一\n二"}


def item_lines(indent: int) -> str:
    lines = ["- 编号: 003", "  支出: 1.00", "  附件:", "    - a", "    - 文件: b", "  说明: |-", "    一", "    二"]
    return "".join("\n" + " " * indent + line for line in lines)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (("明细",), "{编号: 002, 支出: 5}", "{编号: 002, 支出: 5}" + item_lines(2)),
        (("空",), "空: []  # 还没有", "空:  # 还没有" + item_lines(2)),
        (("备注",), "备注:", "备注:" + item_lines(2)),
        (("更正",), "尾: 'a'", "尾: 'a'\n更正:" + item_lines(2) + "\n"),
        (("审核", "更正"), "人: 张三", "人: 张三\n   更正:" + item_lines(5)),
        (("明细", 0, "更正"), '注: "x"', '注: "x"\n    更正:' + item_lines(6)),
    ],
)
def test_appending_an_item_adds_its_lines_below_the_last_one_and_nothing_else(
    path: tuple[str | int, ...], old: str, new: str
) -> None:
    assert RECORD.count(old) == 1
    assert append_item(RECORD, path, ITEM) == RECORD.replace(old, new)


def test_a_last_line_without_its_end_gets_one_only_where_the_new_text_needs_it() -> None:
    assert set_value("a: 1", ("a",), "2") == "a: 2"
    assert set_value("a: 1", ("a",), "一\n二\n") == "a: |\n  一\n  二\n"
    assert set_value("a: 1", ("b",), "2") == "a: 1\nb: 2\n"


def test_a_comment_that_touches_the_old_value_stays_a_comment() -> None:
    assert set_value('a: "x"#注\n', ("a",), "y") == "a: y #注\n"


def test_comments_below_the_place_are_not_swallowed_by_a_block() -> None:
    text = "a:\n  - 1\n  # - 2\n# b\n"
    assert set_value(text, ("c",), "一\n二") == "a:\n  - 1\n  # - 2\nc: |-\n  一\n  二\n# b\n"
    assert set_value("a: 1\n   # b\n", ("a",), "一\n二") == 'a: "一\\n二"\n   # b\n'


def test_windows_line_ends_and_bom_stay() -> None:
    assert set_value("\ufeffa: 1\r\nb: 2\r\n", ("a",), "x\ny") == "\ufeffa: |-\r\n  x\r\n  y\r\nb: 2\r\n"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("明细",), "x"),
        (("没有", "这里"), "x"),
        (("明细", 9), "x"),
        (("明细", 1, "新"), "x"),
        (("编号",), "\u202e"),
        (("编号",), "x\ty"),
    ],
)
def test_what_cannot_be_set_is_refused_and_not_guessed(path: tuple[str | int, ...], value: str) -> None:
    with pytest.raises(CunwuError):
        set_value(RECORD, path, value)


def test_an_item_cannot_be_added_to_a_text_or_into_brackets() -> None:
    for path in [("编号",), ("明细", 1, "更正"), ("没有", "更正")]:
        with pytest.raises(CunwuError):
            append_item(RECORD, path, ITEM)
    with pytest.raises(CunwuError):
        append_item("a: [x]\n", ("a",), ITEM)


def test_mixed_line_ends_are_left_to_the_formatter() -> None:
    with pytest.raises(CunwuError, match="换行"):
        set_value("a: 1\r\nb: 2\n", ("a",), "3")


def plain(text: str) -> dict[str, object]:
    tree, problems = read_yaml(text.encode(), "记录.yml")
    assert problems == ()
    assert tree is not None
    found = to_plain(tree)
    assert isinstance(found, dict)
    return dict(found)


@given(trees, st.integers(0, 2**32), texts, st.data())
@settings(deadline=None, max_examples=150)
def test_a_random_edit_says_the_new_value_and_leaves_the_rest(
    tree: dict[str, object], seed: int, value: str, data: st.DataObject
) -> None:
    text = untidy(tree, seed)
    texts_of = sorted(key for key, one in tree.items() if isinstance(one, str))
    key = data.draw(st.sampled_from([*texts_of, "新"]))
    formed = format_text(text)
    for source in (text, formed):
        assert plain(set_value(source, (key,), value)) == plain(source) | {key: value}
        added = append_item(source, ("更正",), {"原值": value})
        assert plain(added) == plain(source) | {"更正": [{"原值": value}]}
        assert plain(append_item(added, ("更正",), {"a": "b"}))["更正"] == [{"原值": value}, {"a": "b"}]
