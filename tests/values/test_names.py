"""Names as a list of people may show them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from cunwu.values.names import COMPOUND_SURNAMES, is_masked_name, mask_name, names_in

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5).filter(lambda one: one != "某")
MASKED = """
张某 张某某 张某甲 张某乙 张某2 张某12 欧阳某 欧阳某甲 单于某 㐂某 张*三 张** 张* 张＊三 张×三 张○三
欧阳*明 *三 **三 某某 ** 不详
"""
TELLING = """
张三 张三某 张三* 张三丰 老张 小王某 张某三 张某三丰 张某（三） 张*三丰 欧阳娜*
*三丰 三*张丰 张某甲乙丙 张某,李四 某三 张某张三
Z某 张某13800138000 张*三四 张·某 买买提·艾力 张某户主张三 13800138000 张某三组 * 王二某 甲 张x三 張三
"""
IN_DISGUISE = ["", "张 某", "张某 三", "Zhang San", "张某\u200b三", "张\u3000某", "张某\uff11", "张某\n三"]


@pytest.mark.parametrize("name", MASKED.split())
def test_the_usual_masks_are_known(name: str) -> None:
    assert is_masked_name(name)


@pytest.mark.parametrize("name", [*TELLING.split(), *IN_DISGUISE])
def test_what_still_tells_the_name_is_not_taken_for_masked(name: str) -> None:
    assert not is_masked_name(name)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张某"),
        ("欧阳小明", "欧阳某"),
        ("张三某", "张某"),
        ("Zhang San", "某某"),
        ("买买提·艾力", "买某"),
        ("某三", "某某"),
    ],
)
def test_the_proposal_keeps_the_surname_only(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(HAN, min_size=2, max_size=4))
def test_no_name_written_out_is_taken_for_masked_and_its_proposal_always_is(name: str) -> None:
    assert not is_masked_name(name) or name == "不详"
    masked = mask_name(name)
    assert is_masked_name(masked)
    surname = next((one for one in COMPOUND_SURNAMES if name.startswith(one)), name[0])
    assert masked == f"{surname}某"


@given(st.text(min_size=0, max_size=8))
def test_whatever_is_written_has_a_proposal_that_passes(text: str) -> None:
    assert is_masked_name(mask_name(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("P01、P02", "P01 P02"),
        ("P01和村主任", "P01 村主任"),
        ("P01 和 P02", "P01 P02"),
        ("村主任及P02", "村主任 P02"),
        ("P01 P02", "P01 P02"),
        ("李某和王某", "李某 王某"),
        ("李和平", "李和平"),
        ("李某（书记兼会计）", "李某（书记兼会计）"),
        ("刘某；王某／张某", "刘某 王某 张某"),
    ],
)
def test_a_field_that_names_several_is_taken_apart_and_a_name_never(text: str, names: str) -> None:
    assert names_in(text) == tuple(names.split())


def test_words_are_joined_in_more_ways_than_names() -> None:
    assert names_in("第一书记兼队长", are_words=True) == ("第一书记", "队长")
