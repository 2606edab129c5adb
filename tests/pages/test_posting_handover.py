"""What was handed over stands on the page of the cadre and on that of the successor; what was not, is told."""

from __future__ import annotations

import pytest

from support.cadres import laid_down, posting as written_posting
from support.money_boards import village
from support.rules_in_village import codes, messages

HANDED = """\
交接:
  - 编号: 交1
    清单: 工作
    内容: 水渠维修
    日期: 2026-08-31
    没办完的: 第三段没有验收
  - 编号: 交2
    清单: 财物
    内容: 钥匙 2 把
    日期: 2026-08-31
接手人: P02
监交人: 镇党委组织委员
"""
LEFT = "编号: P01\n姓名: 刘某\n派出单位:\n  - 县供电公司\n职务: 第一书记\n起: 2025-01-05\n止: 2026-08-31\n"
CAME = "编号: P02\n姓名: 胡某\n派出单位:\n  - 县医院\n职务: 第一书记\n起: 2026-09-01\n接替: P01\n"


def pages(first: str, second: str = CAME) -> dict[str, str]:
    return village({"postings/P01.yml": first, "postings/P02.yml": second}).pages()


def test_the_three_lists_stand_on_the_page_with_who_received_and_who_watched() -> None:
    page = pages(LEFT + HANDED)["postings/P01.html"]
    assert "交接了什么" in page
    assert "工作 水渠维修 2026 年 8 月 31 日 第三段没有验收" in page
    assert "财物 钥匙 2 把" in page
    assert "监交人 镇党委组织委员" in page
    assert "后任 胡某（第一书记）" in page


def test_the_successor_shows_what_was_taken_over_and_what_is_left_to_do() -> None:
    assert "前任 刘某（第一书记）：交接 2 项，还有 1 项没办完" in pages(LEFT + HANDED)["postings/P02.html"]
    settled = HANDED.replace("没有验收\n", "没有验收\n    后来: 10 月验收\n")
    assert "前任 刘某（第一书记）：交接 2 项" in pages(LEFT + settled)["postings/P02.html"]
    assert "没办完" not in pages(LEFT + settled)["postings/P02.html"]


def test_the_receiver_alone_tells_who_follows_whom() -> None:
    page = pages(LEFT + HANDED, CAME.replace("接替: P01\n", ""))["postings/P01.html"]
    assert "后任 胡某（第一书记）" in page


def test_who_is_still_here_has_no_such_part() -> None:
    page = pages(LEFT.replace("止: 2026-08-31\n", ""), CAME.replace("接替: P01\n", ""))["postings/P02.html"]
    assert "交接了什么" not in page
    assert "接手了什么" not in page


@pytest.mark.parametrize(
    ("until", "more", "found"),
    [
        ("2026-10-21", "", []),  # thirty days ago
        ("2026-10-20", "", ["CAD043"]),
        ("2026-10", "", []),
        ("不详", "", []),
        ("2026-08-31", "交接:\n  - {编号: 交1, 清单: 资料, 内容: 账本, 日期: 2026-08-31}\n", []),
        ("2025-08-31", "", []),  # nobody was posted here after that
    ],
)
def test_who_leaves_others_behind_hands_over_in_time(until: str, more: str, found: list[str]) -> None:
    since = "2025-01-05" if until.startswith("2025") else "2026-01-05"
    assert codes(written_posting(since, f"止: {until}\n{more}")) == found


def test_the_place_may_set_another_time() -> None:
    left = written_posting("2026-01-05", "止: 2026-11-05\n")
    assert codes({**laid_down("  交接期限: 15\n"), **left}) == []
    (told,) = messages({**laid_down("  交接期限: 14\n"), **left})
    assert told.endswith("CAD043 2026 年 11 月 5 日离任，到 2026 年 11 月 20 日已经 15 天，没有登记交接")


def test_where_a_successor_came_late_it_is_asked_too() -> None:
    left, base = written_posting("2025-01-05", "止: 2025-08-31\n"), "编号: P01\n派出单位:\n  - 县\n职务: 队员\n"
    assert codes({**left, "postings/P01.yml": f"{base}起: 2026-01-05\n"}) == []
    assert codes({**left, "postings/P01.yml": f"{base}起: 2026-01-05\n接替: P02\n"}) == ["CAD043"]
