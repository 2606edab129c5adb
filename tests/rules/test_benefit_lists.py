"""Lists of benefits as papers are: only the new ones beside the total of all, or classes and nobody's name."""

from __future__ import annotations

import pytest

from support.money_boards import village

HEAD = "编号: 2026-Q1-低保\n名称: 第一季度低保\n种类: 低保\n期间: 2026-Q1\n"
NOTICE = "公示:\n  起: 2026-03-01\n  止: 2026-03-10\n"
NEW = "名单:\n  - {编号: '1', 姓名: 张某, 金额: 600.00}\n  - {编号: '2', 姓名: 李某, 金额: 900.00}\n"
TOTAL = "合计:\n  户: 18 户\n  金额: 21600.00\n"
CLASSES = (
    "分类:\n  - {编号: A, 类别: A 类, 户: 6 户, 人: 9 人, 金额: 5400.00}\n"
    "  - {编号: B, 类别: B 类, 户: 12 户, 人: 17 人, 金额: 7650.00}\n"
)


def benefit(text: str) -> dict[str, str]:
    return {"benefits/2026-Q1-低保.yml": HEAD + text}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (NEW + TOTAL, {"BEN003", "BEN005"}),
        ("名单范围: 全部\n" + NEW + TOTAL, {"BEN003", "BEN005"}),
        ("名单范围: 新增\n" + NEW + TOTAL, set()),
        ("名单范围: 退出\n" + NEW + TOTAL.replace("18 户", "1 户"), {"BEN016"}),
        ("名单范围: 部分\n" + NEW + TOTAL.replace("21600", "1200"), {"BEN016"}),
        ("名单范围: 新增\n" + NEW + "发放:\n  - {编号: 发1, 日期: 2026-03, 金额: 21600.00}\n", set()),
    ],
)
def test_a_list_of_new_entrants_is_no_more_than_the_total_of_all(text: str, told: set[str]) -> None:
    assert village(benefit(text + NOTICE)).codes() == told


def test_the_page_of_a_list_of_new_entrants_says_whose_it_is() -> None:
    page = village(benefit("名单范围: 新增\n" + NEW + TOTAL + NOTICE)).pages()["benefits/2026-Q1-低保.html"]
    assert "2 户（照名单数出，只是新增的）" in page
    assert "18 户" in page
    assert "名单相加" not in page


@pytest.mark.parametrize(
    ("total", "told"),
    [
        ("合计: {户: 18 户, 人: 26 人, 金额: 13050.00}\n", set()),
        ("合计: {户: 17 户, 人: 26 人, 金额: 13050.00}\n", {"BEN017"}),
        ("合计: {户: 约18 户, 金额: 13060.00}\n", {"BEN017"}),
        ("合计: {户: 不详}\n", set()),
    ],
)
def test_classes_without_names_add_up_to_the_total(total: str, told: set[str]) -> None:
    assert village(benefit(CLASSES + total)).codes() == told


def test_classes_without_names_are_shown_with_their_sum() -> None:
    page = village(benefit(CLASSES)).pages()["benefits/2026-Q1-低保.html"]
    assert "A 类" in page
    assert "13,050.00 元（各类相加）" in page


@pytest.mark.parametrize(
    "name",
    [
        "阿卜杜**",
        "张先生",
        "阿卜杜·某",
        "阿卜杜·热**",
        "古丽**",
        "买买提某",
        "扎西**",
        "李女士",
        "张XX",
        "张某",
    ],
)
def test_a_name_masked_by_any_custom_is_masked(name: str) -> None:
    listed = f"名单:\n  - {{编号: '1', 姓名: {name}, 金额: 600.00}}\n"
    assert village(benefit(listed + NOTICE)).codes() == set()


@pytest.mark.parametrize(
    ("name", "masked"),
    [("阿卜杜·热合曼", "阿某"), ("买买提•艾力", "买某"), ("李小明", "李某"), ("李小**", "李某")],
)
def test_a_whole_name_of_any_custom_is_refused_with_its_mask(name: str, masked: str) -> None:
    listed = f"名单:\n  - {{编号: '1', 姓名: {name}, 金额: 600.00}}\n"
    (problem,) = village(benefit(listed + NOTICE)).context.notices
    assert (problem.code, problem.remedy) == ("PRV009", f"改为「姓名: {masked}」")


def test_a_listed_name_told_elsewhere_is_found_whatever_dot_it_is_written_with() -> None:
    listed = "名单:\n  - {编号: '1', 姓名: 阿卜杜·某, 金额: 600.00}\n"
    told = village(benefit(listed + NOTICE + "说明: 阿卜杜 • 某已经核实。\n"))
    assert told.codes() == {"PRV010"}
