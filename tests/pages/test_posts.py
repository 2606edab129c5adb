"""People appear with the post that the board knows of them on that day."""

from __future__ import annotations

import re

import pytest

from cunwu.kinds.fields import fields_of
from cunwu.kinds.ledger import Entry
from support.money_boards import entry, ledger, village

COMMITTEE = """\
编号: 村委会-2024
机构: 村民委员会
起: 2024-03-15
成员:
  - {编号: 成1, 谁: 王某, 职务: 主任}
  - {编号: 成2, 谁: 李某, 职务: 报账员, 止: 2026-03-10}
  - {编号: 成3, 谁: 黄某, 职务: 报账员, 起: 2026-03-11}
"""
COUNCIL = (
    "编号: 理事会-2024\n机构: 集体经济组织理事会\n起: 2024-03-28\n成员:\n  - {编号: 成1, 谁: 王某, 职务: 理事长}\n"
)
MEETING = "编号: 2026-03-12\n种类: 两委会议\n召开日期: 2026-03-12\n议题: 路灯\n主持: 王某\n记录人: 黄某、韦某\n"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    people = (
        ("经手人: 李某", "审批人: 王某", "证明人: 韦某"),
        ("经手人: 李某", "审批人: 村委会主任"),
        ("经手人: 黄某（代）",),
    )
    entries = entry("1", "2026-03-10", "支出", "5.00", *people[0]) + entry(
        "2", "2026-03-11", "支出", "6.00", *people[1]
    )
    entries += entry("3", "2026-03-12", "支出", "7.00", *people[2])
    return village(
        {
            "officers/村委会.yml": COMMITTEE,
            "officers/理事会.yml": COUNCIL,
            "meetings/2026-03-12.yml": MEETING,
            "finance/2026-03.yml": ledger("2026-03", "100.00", "82.00", entries),
        }
    ).raw()


def text(page: str) -> str:
    return page.partition("<main")[2].replace("<span>", " ").replace("</span>", " ")


def test_a_name_in_the_books_has_its_posts(pages: dict[str, str]) -> None:
    assert "审批人 王某（村委会主任、理事长）" in text(pages["finance/2026-03.html"])


def test_a_post_is_that_of_the_day(pages: dict[str, str]) -> None:
    page = text(pages["finance/2026-03.html"])
    first, _, second = page.partition("第 2 笔")
    assert "经手人 李某（村委会报账员）" in first
    assert "经手人 李某 " in second


def test_a_post_is_not_made_up(pages: dict[str, str]) -> None:
    page = text(pages["finance/2026-03.html"])
    assert "证明人 韦某 " in page
    assert "审批人 村委会主任 " in page
    assert "经手人 黄某（代） " in page


def test_a_meeting_names_its_chair_with_the_post(pages: dict[str, str]) -> None:
    page = text(pages["meetings/2026-03-12.html"])
    assert "<dd>王某（村委会主任、理事长）</dd>" in page
    assert "<dd>黄某（村委会报账员）、韦某</dd>" in page


def test_the_page_says_where_it_knows_the_posts_from(pages: dict[str, str]) -> None:
    for url in ("finance/2026-03.html", "meetings/2026-03-12.html"):
        assert "villages/shanghe/officers/村委会.yml" in pages[url]
        assert "villages/shanghe/officers/理事会.yml" in pages[url]


def test_the_files_of_posts_stand_in_the_order_in_which_a_page_names_people() -> None:
    bodies = {
        "村民委员会": "王某",
        "集体经济组织理事会": "韦某",
        "村务监督委员会": "赵某",
        "集体经济组织监事会": "黄某",
    }
    officers = {
        f"officers/{number}.yml": f"编号: {number}\n机构: {body}\n起: 2024-03-15\n"
        f"成员:\n  - {{编号: 成1, 谁: {name}, 职务: 成员}}\n"
        for number, (body, name) in enumerate(bodies.items())
    }
    people = {"经手人": "赵某", "证明人": "王某", "审批人": "韦某"}
    rows = entry("1", "2026-03-10", "支出", "5.00", *(f"{word}: {name}" for word, name in people.items()))
    page = village({**officers, "finance/2026-03.yml": ledger("2026-03", "100.00", "95.00", rows)}).raw()
    found = re.findall(r"officers/([0-9])\.yml", page["finance/2026-03.html"])
    declared = [spec.word for spec in fields_of(Entry) if spec.word in people]
    assert found == [str(list(bodies.values()).index(people[word])) for word in declared]
