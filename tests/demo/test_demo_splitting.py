"""FIN028: when several payments are seen together, and when they are left alone."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from cunwu.kinds.ledger import LEDGER, Entry
from cunwu.kinds.reading import read_item, read_record
from cunwu.kinds.village import Village
from cunwu.records.board import Board
from cunwu.records.places import Known, Place, listing_of
from cunwu.records.record_file import RecordFile
from cunwu.rules.base import Context
from cunwu.rules.catalogue import RULES
from cunwu.rules.ledger_suspicions import fold_payee
from cunwu.values.money import Money
from cunwu.yaml.reader import Plain, read_yaml

Told = tuple[str, object, object]
"""Number of the last entry, how many payments, which limit."""
RULE = next(rule for rule in RULES if rule.code == "FIN028")
LIMITS = {
    "审批限额": [
        {"编号": "一档", "上限": "1000.00", "审批人": "主任"},
        {"编号": "二档", "上限": "5000", "审批人": "两委"},
    ]
}
HEAD = """\
账套: {book}
期间: 2026
制度: 简易
账户:
  - 编号: 银行
    名称: 基本户
    类别: 银行存款
    期初: 0.00
    期末: 0.00
明细:
"""


def paid(*payments: str) -> str:
    """Entries out of `day amount payee subject more`; `more` is one further line."""
    text = ""
    for number, payment in enumerate(payments, 1):
        day, amount, payee, subject, *more = payment.split(" ")
        text += f"  - 编号: {number:03}\n    日期: 2026-{day}\n    摘要: {subject}\n    科目: 公益支出\n"
        text += f"    支出: {amount}\n    账户: 银行\n    对方: {payee}\n" + "".join(
            f"    {line.replace('=', ': ')}\n" for line in more
        )
    return text


def noticed(*ledgers: str, limits: object = LIMITS) -> list[Told]:
    """Everything the rule finds in these ledgers of one village."""
    files = []
    for number, text in enumerate(ledgers):
        path = f"villages/s/finance/2026-{number}.yml"
        node, _ = read_yaml(text.encode(), path)
        assert node is not None
        record, problems = read_record(LEDGER, node, path)
        assert problems == ()
        files.append(RecordFile(path, text.encode(), LEDGER, node, record))
    village, _ = read_item(Village, {"名称": "上河村", "公开设置": cast("dict[str, Plain]", limits)})
    assert village is not None
    listing = listing_of("villages/s", [file.path for file in files])
    place = Place("s", lambda _: Known(village), None, is_village=True, listing=listing)
    board = Board(place, tuple(files))
    found = RULE.run(board, Context(board, date(2026, 12, 31)))
    return [
        (finding.item.number, finding.facts["count"], finding.facts["limit"])
        for finding in found
        if isinstance(finding.item, Entry)
    ]


def in_one(*payments: str, more: str = "", limits: object = LIMITS) -> list[Told]:
    return noticed(HEAD.format(book="合作社") + paid(*payments) + more, limits=limits)


THREE = ("03-02 400.00 石料店 填坑（一）", "03-09 400.00 石料店 填坑（二）", "03-20 400.00 石料店 填坑（三）")


def test_one_thing_in_three_parts_is_seen_at_the_last_of_them() -> None:
    assert in_one(*THREE) == [("003", 3, Money(100000))]


def test_the_order_in_the_file_does_not_matter() -> None:
    assert [found[1:] for found in in_one(*reversed(THREE))] == [(3, Money(100000))]


def test_what_only_reaches_the_limit_stays_within_it() -> None:
    assert in_one("03-02 500.00 石料店 填坑", "03-09 500.00 石料店 填坑") == []
    assert in_one("03-02 500.00 石料店 填坑", "03-09 500.01 石料店 填坑") == [("002", 2, Money(100000))]


def test_a_payment_above_the_limit_is_another_rules_business() -> None:
    assert in_one("03-02 5000.01 石料店 填坑", "03-09 900.00 石料店 填坑") == []


@pytest.mark.parametrize(("second", "seen"), [("03-30", True), ("03-31", True), ("04-01", False)])
def test_thirty_days_count_from_the_first_payment_on(second: str, *, seen: bool) -> None:
    found = in_one("03-02 400.00 石料店 填坑", "03-16 400.00 石料店 填坑", f"{second} 400.00 石料店 填坑")
    assert bool(found) is seen


def test_what_is_paid_month_by_month_is_left_alone() -> None:
    assert (
        in_one(
            *(f"{month:02}-20 4500.00 保洁员 {month} 月保洁工资（5人）".replace(" 月", "月") for month in range(1, 9))
        )
        == []
    )


def test_different_things_count_together_only_just_below_a_limit() -> None:
    assert in_one("03-02 3000.00 农资店 种子", "03-12 3000.00 农资店 肥料") == []
    assert in_one("03-02 4100.00 农资店 种子", "03-12 4000.00 农资店 肥料") == [("002", 2, Money(500000))]


def test_a_meeting_a_withdrawal_and_a_red_entry_settle_it() -> None:
    meeting = [f"{payment} 会议=2026-01-16" for payment in THREE]
    assert in_one(*meeting) == []
    gone = "撤销:\n  - 编号: 撤1\n    条目: 002\n    原因: 重复\n    批准: 监委会\n    日期: 2026-04-01\n"
    assert in_one(*THREE, more=gone) == []
    assert in_one(*THREE, "04-02 -400.00 石料店 冲销 冲销=2026#002") == []


def test_what_is_only_moved_to_another_title_is_no_payment() -> None:
    moved = ("04-02 -500.00 供电公司 改记 冲销=2025#004", "04-02 500.00 供电公司 电费", "04-20 900.00 供电公司 电费")
    assert in_one(*moved) == []


def test_two_books_of_one_village_are_seen_together() -> None:
    books = [
        HEAD.format(book=book) + paid(f"03-{day} 700.00 石料店 填坑")
        for book, day in (("合作社", "02"), ("村委会", "05"))
    ]
    assert noticed(*books) == [("001", 2, Money(100000))]


def test_each_payment_is_told_once_and_the_highest_limit_first() -> None:
    twelve = [f"03-{day:02} 900.00 石料店 填坑" for day in range(1, 13)]
    assert in_one(*twelve) == [("012", 12, Money(500000))]


def test_another_payee_no_payee_and_no_limits_are_no_matter() -> None:
    assert in_one("03-02 700.00 石料店 填坑", "03-05 700.00 沙场 填坑") == []
    assert in_one(*THREE, limits={}) == []


@pytest.mark.parametrize(
    "name",
    [
        "清河建筑有限公司",
        "清河建筑",
        "清河 建筑",
        "清河建筑有限责任公司",
        "清河建筑股份有限公司",
        "清河建筑\u3000有限公司",
    ],
)
def test_one_payee_may_be_written_in_many_ways(name: str) -> None:
    assert fold_payee(name) == "清河建筑"


def test_a_payee_that_is_nothing_but_its_legal_form_keeps_its_name() -> None:
    assert fold_payee("有限公司") == "有限公司"
    assert fold_payee("ＡＢＣ店") == fold_payee("ABC店")
