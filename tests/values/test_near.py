"""Words that just miss a known one, and honest words that look as if they did."""

from __future__ import annotations

import pytest

from cunwu.kinds.attendance import LEAVES
from cunwu.kinds.posting import ROLES_POSTED
from cunwu.kinds.visit import TARGET_GROUPS
from cunwu.values.near import near_miss, sounds_alike


@pytest.mark.parametrize(
    ("text", "known", "meant"),
    [
        ("第一书纪", ROLES_POSTED, "第一书记"),
        ("第一书", ROLES_POSTED, "第一书记"),
        ("第一书书记", ROLES_POSTED, "第一书记"),
        ("第第一书记", ROLES_POSTED, "第一书记"),
        ("第书一记", ROLES_POSTED, "第一书记"),
        ("第一书纪兼队长", ROLES_POSTED, "第一书记兼队长"),
        ("第一书记、对长", ROLES_POSTED, "第一书记、队长"),
        ("科技特派元", ROLES_POSTED, "科技特派员"),
        ("科持特派员", ROLES_POSTED, "科技特派员"),
        ("是假", LEAVES, "事假"),
        ("病病假", LEAVES, "病假"),
        ("困难护", TARGET_GROUPS, "困难户"),
        ("困户难", TARGET_GROUPS, "困难户"),
        ("致富能人手", TARGET_GROUPS, "致富能手"),
        ("外出务工人原", TARGET_GROUPS, "外出务工人员"),
    ],
)
def test_a_slip_is_told_with_the_word_that_was_meant(text: str, known: tuple[str, ...], meant: str) -> None:
    assert near_miss(text, known) == meant


@pytest.mark.parametrize(
    ("text", "known"),
    [
        *((word, ROLES_POSTED) for word in ("第一书记兼队长", "驻村干部", "联络员", "组长", "副组长", "工作队员")),
        *((word, LEAVES) for word in ("陪护假", "公休", "探亲假", "年休假", "长假", "护理假", "公假", "丧", "")),
        *((word, TARGET_GROUPS) for word in ("脱贫户", "监测户", "五保户", "规范户", "走访户", "困难", "特困难户")),
        ("原第一书记", ROLES_POSTED),
        ("第一书记（兼）", ROLES_POSTED),
    ],
)
def test_an_honest_word_is_left_alone(text: str, known: tuple[str, ...]) -> None:
    assert near_miss(text, known) == ""


@pytest.mark.parametrize(
    ("pair", "alike"), [("记纪", True), ("队对", True), ("产长", False), ("女奴", False), ("a记", False)]
)
def test_characters_sound_alike_by_their_syllable(pair: str, alike: bool) -> None:
    assert sounds_alike(*pair) is alike
