"""Cash above the limit: in one till or several, at the end of a month or in its middle, in the words books use."""

from __future__ import annotations

import pytest

from support.money_boards import COUNTY, entry, ledger, village

LIMIT = COUNTY + "公开设置:\n  现金限额: 1000.00\n  白条限额: 200.00\n  招待限额: 0.00\n"
MARCH = "finance/2026-03.yml"


def codes(text: str, county: str = LIMIT) -> set[str]:
    return village({MARCH: text}, county=county).codes() & {"FIN015", "SUP010", "FIN050", "FIN052"}


def two_tills(one: str, other: str) -> str:
    text = ledger(
        "2026-03", "0.00", one, entry("1", "2026-03-05", "收入", one) + entry("2", "2026-03-05", "收入", other)
    )
    second = f"  - {{编号: 备用金, 名称: 备用金, 类别: 库存现金, 期初: 0.00, 期末: {other}}}\n明细:\n"
    head, tail = text.split("明细:\n")
    return head + second + tail.replace("账户: 现金", "账户: 备用金").replace("账户: 备用金", "账户: 现金", 1)


@pytest.mark.parametrize(("other", "told"), [("100.00", set()), ("100.01", {"FIN015"}), ("900.00", {"FIN015"})])
def test_the_limit_is_not_got_around_with_a_second_till(other: str, told: set[str]) -> None:
    assert codes(two_tills("900.00", other)) == told


def through(taken: str, spent: str, opening: str = "0.00") -> str:
    """50,000 taken in and paid out in one month."""
    rows = entry("1", taken, "收入", "50000.00") + entry("2", spent, "支出", "50000.00")
    return ledger("2026-03", opening, opening, rows)


@pytest.mark.parametrize(
    ("taken", "spent", "told"),
    [
        ("2026-03-05", "2026-03-30", {"SUP010"}),
        ("2026-03-05", "2026-03-05", set()),
        ("2026-03-05", "2026-03", set()),
        ("2026-03", "2026-03-30", set()),
        ("2026-02-05", "2026-03-02", {"SUP010"}),
    ],
)
def test_what_lay_in_the_till_between_is_told_to_staff_where_it_is_certain(
    taken: str, spent: str, told: set[str]
) -> None:
    assert codes(through(taken, spent)) == told


def test_without_a_limit_or_an_opening_nobody_can_tell() -> None:
    assert codes(through("2026-03-05", "2026-03-30"), county=COUNTY) == set()
    assert codes(through("2026-03-05", "2026-03-30", "不详")) == set()


@pytest.mark.parametrize(
    ("receipt", "told"),
    [(one, {"FIN050"}) for one in ("收条", "借条", "便条", "手写条", "无票")] + [("领款表", set()), ("发票", set())],
)
def test_every_name_of_a_slip_is_held_against_the_limit_of_slips(receipt: str, told: set[str]) -> None:
    text = ledger("2026-03", "900.00", "400.00", entry("1", "2026-03-05", "支出", "500.00", f"票据种类: {receipt}"))
    assert codes(text) == told


@pytest.mark.parametrize(
    ("what", "told"),
    [(one, {"FIN052"}) for one in ("招待费", "公务接待餐费", "接待费", "宴请施工队", "请客")]
    + [(one, set()) for one in ("招待所住宿", "接待室装修", "零接待费公示牌", "会议用餐")],
)
def test_every_name_of_entertainment_is_held_against_its_limit(what: str, told: set[str]) -> None:
    text = ledger("2026-03", "900.00", "400.00", entry("1", "2026-03-05", "支出", "500.00", summary=what))
    assert what in text
    assert codes(text) == told
