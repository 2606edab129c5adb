"""The canonical form: one way to write a record, and nothing of it lost."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from hypothesis import given, settings, strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.resolver import VersionedResolver

from cunwu.core.problem import CunwuError
from cunwu.yaml.events import read_comments
from cunwu.yaml.form import format_text
from cunwu.yaml.reader import read_yaml, to_plain
from support.effort import effort
from support.yaml_cases import FORMED
from support.yaml_strategies import trees, untidy


@pytest.mark.parametrize(("text", "formed"), FORMED)
def test_an_untidy_text_takes_the_one_form(text: str, formed: str) -> None:
    assert format_text(text) == formed
    assert format_text(formed) == formed


def plain(text: str) -> object:
    tree, problems = read_yaml(text.encode(), "记录.yml")
    assert problems == ()
    assert tree is not None
    return to_plain(tree)


@given(trees, st.integers(0, 2**32))
@settings(deadline=None, max_examples=effort(83, 250))
def test_the_form_keeps_meaning_and_comments_and_does_not_change_again(tree: dict[str, object], seed: int) -> None:
    text = untidy(tree, seed)
    formed = format_text(text)
    assert plain(formed) == tree
    assert [one.text for one in read_comments(formed)] == [
        one.text for one in read_comments(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    ]
    assert format_text(formed) == formed
    assert formed.endswith("\n")
    assert "\r" not in formed


class AllText(VersionedResolver):
    """Takes every scalar for text, save an empty one."""

    @property
    def versioned_resolver(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        return {"": [("tag:yaml.org,2002:null", re.compile(r"^\Z"))]}


def is_beyond_the_editor(node: object) -> bool:
    """Lists right inside lists, empty items, keys of two lines: the editor has another form for them, records none."""
    if isinstance(node, dict):
        return any("\n" in key or is_beyond_the_editor(value) for key, value in node.items())
    return isinstance(node, list) and any(
        isinstance(one, list) or one == {} or is_beyond_the_editor(one) for one in node
    )


@given(trees.filter(lambda tree: not is_beyond_the_editor(tree)), st.integers(0, 2**32))
@settings(deadline=None, max_examples=effort(33, 100))
def test_an_editor_that_keeps_comments_gives_the_form_back_byte_by_byte(tree: dict[str, object], seed: int) -> None:
    formed = format_text(untidy(tree, seed))
    editor = YAML()
    editor.Resolver = AllText
    editor.preserve_quotes = True
    editor.indent(mapping=2, sequence=4, offset=2)
    editor.width = 4096
    out = StringIO()
    editor.dump(editor.load(formed), out)
    assert out.getvalue() == formed


def test_a_faulty_text_is_not_formed_but_refused_with_its_first_fault() -> None:
    with pytest.raises(CunwuError, match="第 2 行第 3 列"):
        format_text("编号: 1\n金额：2\n")
