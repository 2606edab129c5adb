"""A choice that is much like what was typed is not offered where it says the opposite."""

from __future__ import annotations

import pytest

from cunwu.kinds.forms import choice
from cunwu.values.wording import Misread


@pytest.mark.parametrize(
    ("typed", "words", "offered"),
    [
        ("没有做完", ("没做", "在做", "做完"), "没做"),
        ("未成交", ("报名中", "成交", "流标"), ""),
        ("未做完", ("在做", "做完"), ""),
        ("不举手", ("举手", "投票"), ""),
        ("完成了", ("完成", "未完成"), "完成"),
        ("没完成", ("完成", "未完成"), "未完成"),
        ("做完了", ("在做", "做完"), "做完"),
    ],
)
def test_what_was_denied_is_not_turned_into_its_opposite(typed: str, words: tuple[str, ...], offered: str) -> None:
    with pytest.raises(Misread) as told:
        choice(*words).parse(typed)
    assert told.value.right == offered
