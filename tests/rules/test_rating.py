"""Ratings and the diary of supervision."""

from __future__ import annotations

import pytest

from support.money_boards import village
from support.rules_in_village import codes


def rating(votes: str, more: str = "", *, year: int = 2025, who: str = "王某") -> dict[str, str]:
    """One rating of one person."""
    head = f"编号: {year}-评议\n名称: {year} 年民主评议\n评议年度: {year}\n召开日期: {year + 1}-01-16\n实到: 31\n"
    excellent, good, fair, poor = votes.split()
    row = f"优秀: {excellent}, 称职: {good}, 基本称职: {fair}, 不称职: {poor}"
    return {f"ratings/{year}.yml": f"{head}评议:\n  - {{编号: 评1, 谁: {who}, 职务: 主任, {row}{more}}}\n"}


@pytest.mark.parametrize(
    ("votes", "more", "found"),
    [
        ("16 10 4 1", ", 废票: 0, 评议结果: 优秀", []),
        ("15 11 4 1", ", 废票: 0, 评议结果: 优秀", ["RAT003"]),
        ("15 11 4 1", ", 废票: 0, 评议结果: 称职", []),
        ("2 3 10 16", ", 废票: 0, 评议结果: 基本称职", ["RAT003"]),
        ("15 11 4 2", "", ["RAT002"]),
        ("15 11 4 0", "", []),
        ("15 11 4 0", ", 废票: 0", ["RAT002"]),
        ("15 11 4 1", ", 评议结果: 较好", []),
    ],
)
def test_votes_add_up_and_the_result_follows_from_them(votes: str, more: str, found: list[str]) -> None:
    assert codes(rating(votes, more)) == found


@pytest.mark.parametrize(
    ("before", "who", "found"),
    [("1 2 8 20", "王某", ["RAT006"]), ("1 12 18 0", "王某", []), ("1 2 8 20", "韦某", [])],
)
def test_two_bad_ratings_running_end_the_post(before: str, who: str, found: list[str]) -> None:
    members = "  - {编号: 成1, 谁: 王某, 职务: 主任}\n  - {编号: 成2, 谁: 陈某, 职务: 委员}\n"
    body = {"officers/cwh.yml": f"编号: cwh\n机构: 村民委员会\n起: 2022-12-20\n成员:\n{members}"}
    assert codes({**body, **rating(before, year=2024), **rating("1 2 8 20", who=who)}) == found


def test_a_year_without_a_rating_is_told() -> None:
    assert codes({**rating("16 10 4 1", year=2023), **rating("16 10 4 1")}) == ["RAT007"]


def test_the_page_of_a_rating_has_the_result_of_the_votes_beside_the_stated_one() -> None:
    page = village(rating("6 10 10 5", ", 废票: 0, 评议结果: 称职")).pages()["ratings/2025.html"]
    assert "照票数" in page
    assert "称职 基本称职 51.6%" in page or "称职 称职 51.6%" in page
    assert "信任票占" not in page
    trusted = village(rating("6 10 10 5", ", 信任: 27, 不信任: 4")).pages()["ratings/2025.html"]
    assert "51.6% 信任票占 87.1%" in trusted or "51.6% 87.1%" in trusted


def diary(month: str, more: str = "") -> dict[str, str]:
    """One month with one thing looked at."""
    look = f"{{编号: 看1, 日期: {month}-28, 种类: 收支和票据, 看了什么: 票据{more}}}"
    return {f"diaries/{month}.yml": f"月份: {month}\n查看:\n  - {look}\n"}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", []),
        (", 看到的问题: 缺签字", ["DIA004"]),
        (", 看到的问题: 缺签字, 要求: 补签, 期限: 2026-05-20", ["DIA003"]),
        (", 看到的问题: 缺签字, 要求: 补签, 期限: 2026-12-20", []),
        (", 看到的问题: 缺签字, 改了什么: 已补, 改好日期: 2026-05-02", []),
        (", 看到的问题: 缺签字, 改了什么: 已补, 改好日期: 2026-04-02", ["DIA002"]),
    ],
)
def test_what_was_found_is_settled_by_its_day(more: str, found: list[str]) -> None:
    assert codes(diary("2026-04", more)) == found


def test_months_between_two_diaries_are_missed_and_a_quarter_without_a_notice_is_asked_about() -> None:
    assert codes({**diary("2026-01"), **diary("2026-04")}) == ["DIA005"]
    assert codes(diary("2026-06")) == ["DIA006"]
