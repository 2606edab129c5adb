"""Who pays, who approves and who reviews are compared by person: one person may hold several posts (一肩挑)."""

from __future__ import annotations

import pytest

from cunwu.values.names import fold_person
from support.rules_villages import book, said

SAME = [
    "李某",
    "李  某",
    "李\u3000某",
    "\uf9e1某",
    "李某（书记）",
    "李某(村委会主任)",
    "主任李某",
    "李某书记",
    "村书记李某",
    "李*",
    "李＊",
    "李X",
]
OTHERS = ["李某甲", "李某2", "王某", "李某某", "李某乙（主任）", "李**", "王*"]


def entry(handler: str, approver: str, payee: str = "镇五金店", on: str = "2026-03-03") -> str:
    return (
        f"  - {{编号: 001, 日期: {on}, 摘要: 修泵, 科目: 公益支出, 支出: 500.00, 账户: 现金, "
        f'对方: {payee}, 经手人: "{handler}", 审批人: "{approver}"}}\n'
    )


def review(role: str, name: str) -> str:
    return f'审核:\n  - {{编号: 审1, 角色: {role}, 姓名: "{name}", 日期: 2026-04-02, 意见: 同意}}\n'


@pytest.mark.parametrize("name", SAME)
def test_one_person_in_two_posts_handles_and_approves(name: str) -> None:
    assert len(said("FIN011", {"finance/2026-03.yml": book(entry("李某", name))})) == 1
    assert len(said("FIN011", {"finance/2026-03.yml": book(entry(name, "李某（会计）"))})) == 1


@pytest.mark.parametrize("name", OTHERS)
def test_two_people_of_one_surname_are_two(name: str) -> None:
    assert said("FIN011", {"finance/2026-03.yml": book(entry("李某", name))}) == []


@pytest.mark.parametrize("names", ["李某、王某", "王某,李某", "王某和李某", "书记王某、主任李*"])
def test_one_of_several_who_approve_is_told_as_that_one(names: str) -> None:
    told = "编号 001 的经手人和审批人都有「李某」"
    assert said("FIN011", {"finance/2026-03.yml": book(entry("李某", names))}) == [told]
    assert said("FIN011", {"finance/2026-03.yml": book(entry("陈某、何某", names))}) == []


@pytest.mark.parametrize("name", SAME)
def test_who_is_paid_and_approves_in_another_post_is_told(name: str) -> None:
    assert len(said("SUP006", {"finance/2026-03.yml": book(entry("陈某", name, payee="李某"))})) == 1


def two_books(reviewer: str, on: str = "2026-03-03") -> dict[str, str]:
    committee = book(entry("陈某", "李某", on=on), period=on[:7], name="村委会")
    cooperative = book(entry("陈某", "何某"), more=review("民主理财小组", reviewer))
    return {f"finance/{on[:7]}-cunweihui.yml": committee, "finance/2026-03-hezuoshe.yml": cooperative}


@pytest.mark.parametrize("name", SAME)
def test_who_approves_in_one_book_does_not_review_the_other(name: str) -> None:
    assert said("FIN030", two_books(name)) == [f"民主理财小组审核的是「{name}」，村委会 2026-03 的审批人也是「{name}」"]


def test_who_approved_in_another_month_may_review_now() -> None:
    assert said("FIN030", two_books("李某", on="2026-02-03")) == []
    assert said("FIN030", two_books("何某甲")) == []


@pytest.mark.parametrize("title", ["（书记）", " 主任"])
def test_a_title_alone_is_left_as_it_is(title: str) -> None:
    assert fold_person("主任") == "主任"
    assert fold_person(f"欧阳某{title}") == "欧阳某"
