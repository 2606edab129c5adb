"""Instalments and repayments: what was due, what came, what is owed on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from hypothesis import given, strategies as st

from cunwu.derive.dues import (
    Dues,
    Payment,
    contract_dues,
    debt_dues,
    derive_dues,
    is_running,
    outstanding_of,
    overdue_of,
    price_of,
)
from cunwu.kinds.contract import CONTRACT, Contract, DuePayment
from cunwu.kinds.debt import DEBT, Debt
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Kind, Record
from cunwu.values.absence import Absence
from cunwu.values.dates import PartialDay
from cunwu.values.money import ZERO, Money
from cunwu.yaml.reader import read_yaml

R = TypeVar("R", bound=Record)

AS_OF = date(2026, 11, 20)

LETTING = """\
编号: 2026-合-3
名称: 厂房出租合同
种类: 出租
对方: 示例茶叶加工厂
付款安排:
  - {编号: 期1, 到期: 2026-01-31, 金额: "12000.00"}
  - {编号: 期2, 到期: 2026-07-31, 金额: "12000.00"}
  - {编号: 期3, 到期: 2027-01-31, 金额: "12000.00"}
"""

LOAN = """\
编号: 债-1
事由: 修水渠欠工程尾款
种类: 债务
对方: 示例水利工程队
金额: "38000.00"
状态: 未清
归还计划:
  - {编号: 期1, 到期: 2026-06-30, 金额: "5000.00"}
  - {编号: 期2, 到期: 2026-12-31, 金额: "33000.00"}
"""


def read(kind: Kind[R], text: str) -> R:
    """The record in a text that has no fault."""
    node, problems = read_yaml(text.encode(), "x.yml")
    assert node is not None, problems
    record, problems = read_record(kind, node, "x.yml")
    assert record is not None, problems
    return record


def contract(text: str) -> Contract:
    return read(CONTRACT, text)


def debt(text: str) -> Debt:
    return read(DEBT, text)


def paid(*lines: str) -> str:
    return "已付:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def told(dues: Dues) -> list[tuple[str, int | None, int | None, int]]:
    """Number, paid and unpaid in yuan, days overdue."""

    def yuan(amount: Money | None) -> int | None:
        return None if amount is None else amount.fen // 100

    return [(one.number, yuan(one.paid), yuan(one.unpaid), one.days_overdue) for one in dues.instalments]


# --- contracts --------------------------------------------------------------------------------------------------------


def test_a_payment_that_names_no_instalment_fills_the_earliest_and_flows_on() -> None:
    dues = contract_dues(contract(LETTING + paid("编号: 付1, 日期: 2026-02, 金额: 15000.00")), AS_OF)
    assert told(dues) == [("期1", 12000, 0, 0), ("期2", 3000, 9000, 112), ("期3", 0, 12000, 0)]
    assert (dues.due_so_far, dues.received, dues.arrears) == (Money(2400000), Money(1500000), Money(900000))
    assert dues.next_due is not None
    assert dues.next_due.number == "期3"


def test_a_payment_stays_with_the_instalment_it_names() -> None:
    dues = contract_dues(contract(LETTING + paid("编号: 付1, 日期: 2026-02, 金额: 15000.00, 期次: 期2")), AS_OF)
    assert told(dues) == [("期1", 0, 12000, 293), ("期2", 15000, -3000, 0), ("期3", 0, 12000, 0)]
    assert dues.arrears == Money(1200000)


def test_a_payment_into_an_instalment_that_is_not_there_fills_the_earliest() -> None:
    dues = contract_dues(contract(LETTING + paid("编号: 付1, 日期: 2026-02, 金额: 12000.00, 期次: 期9")), AS_OF)
    assert told(dues)[0] == ("期1", 12000, 0, 0)


def test_withdrawn_lines_and_payments_never_count() -> None:
    withdrawn = "撤销:\n" + "".join(
        f"  - {{编号: 撤{item}, 条目: {item}, 原因: 重复, 批准: 村务监督委员会, 日期: 2026-03-01}}\n"
        for item in ("期1", "付1")
    )
    dues = contract_dues(contract(LETTING + paid("编号: 付1, 日期: 2026-02, 金额: 9.00") + withdrawn), AS_OF)
    assert told(dues) == [("期2", 0, 12000, 112), ("期3", 0, 12000, 0)]
    assert dues.received == ZERO


def test_an_unknown_payment_makes_the_rest_unknown_and_never_nothing() -> None:
    dues = contract_dues(contract(LETTING + paid("编号: 付1, 日期: 2026-02, 金额: 不详")), AS_OF)
    assert told(dues) == [("期1", None, None, 0), ("期2", None, None, 0), ("期3", None, None, 0)]
    assert (dues.received, dues.arrears, dues.overdue) == (None, None, ())
    assert dues.due_so_far == Money(2400000)


def test_an_unknown_payment_into_one_instalment_leaves_the_others_known() -> None:
    dues = contract_dues(contract(LETTING + paid("编号: 付1, 日期: 2026-02, 金额: 不详, 期次: 期1")), AS_OF)
    assert told(dues) == [("期1", None, None, 0), ("期2", 0, 12000, 112), ("期3", 0, 12000, 0)]
    assert dues.arrears is None


def test_an_unknown_instalment_that_nothing_flowed_into_is_unknown_by_itself() -> None:
    dues = contract_dues(
        contract(LETTING.replace('到期: 2026-01-31, 金额: "12000.00"', "到期: 2026-01, 金额: 不详")), AS_OF
    )
    assert told(dues) == [("期1", 0, None, 0), ("期2", 0, 12000, 112), ("期3", 0, 12000, 0)]
    assert (dues.due_so_far, dues.arrears) == (None, None)


def test_nothing_is_late_on_its_own_day_and_a_month_ends_with_its_last_day() -> None:
    one = contract(LETTING.replace("2026-07-31", "2026-11"))
    assert told(contract_dues(one, date(2026, 11, 30)))[1] == ("期2", 0, 12000, 0)
    assert told(contract_dues(one, date(2026, 12, 1)))[1] == ("期2", 0, 12000, 1)


def test_a_reduction_counts_as_money_that_came() -> None:
    one = contract(LETTING.replace('到期: 2026-07-31, 金额: "12000.00"', '到期: 2026-07-31, 金额: "-2000.00"'))
    dues = contract_dues(one, AS_OF)
    assert told(dues) == [("期1", 2000, 10000, 293), ("期2", -2000, 0, 0), ("期3", 0, 12000, 0)]
    assert dues.arrears == Money(1000000)


def test_what_falls_due_after_an_early_end_is_not_due_any_more() -> None:
    dues = contract_dues(contract(LETTING + "状态: 已终止\n终止日期: 2026-06-30\n"), AS_OF)
    assert [one.number for one in dues.instalments] == ["期1"]


def test_a_contract_is_worth_its_stated_price_else_its_schedule_else_nobody_knows() -> None:
    assert price_of(contract(LETTING)) == Money(3600000)
    assert price_of(contract(LETTING + "总价: 零\n")) == ZERO
    assert price_of(contract(LETTING.partition("付款安排")[0])) is None
    assert price_of(contract(LETTING.replace('"12000.00"', "不详"))) is None


def test_a_contract_in_ten_thousands_is_counted_to_the_fen() -> None:
    text = LETTING.replace('"12000.00"', '"1.200001"') + "单位: 万元\n"
    assert contract_dues(contract(text), AS_OF).arrears == Money(2400002)


def test_a_contract_runs_by_its_state_and_without_one_by_its_days() -> None:
    days = "起: 2026-01\n止: 2026-10\n"
    assert is_running(contract(LETTING + days + "状态: 履行中\n"), AS_OF)
    assert not is_running(contract(LETTING + days), AS_OF)
    assert is_running(contract(LETTING + days), date(2026, 10, 31))
    assert not is_running(contract(LETTING), AS_OF)


# --- debts ------------------------------------------------------------------------------------------------------------


def test_interest_is_no_repayment() -> None:
    one = debt(LOAN + "归还:\n  - {编号: 还1, 日期: 2026-06, 金额: 3000.00, 利息: 900.00}\n")
    assert outstanding_of(one) == Money(3500000)
    assert told(debt_dues(one, AS_OF)) == [("期1", 3000, 2000, 143), ("期2", 0, 33000, 0)]


def test_with_an_unknown_amount_or_repayment_nobody_knows_the_rest() -> None:
    assert outstanding_of(debt(LOAN + "归还:\n  - {编号: 还1, 日期: 2026-06, 金额: 不详}\n")) is None
    assert outstanding_of(debt(LOAN.replace('金额: "38000.00"', "金额: 不详"))) is None


def test_nobody_waits_for_a_debt_that_was_written_off_or_is_settled() -> None:
    assert len(overdue_of(debt(LOAN), AS_OF)) == 1
    for state in ("核销", "已清"):
        assert overdue_of(debt(LOAN.replace("未清", state)), AS_OF) == ()


# --- any schedule, any payments ---------------------------------------------------------------------------------------

yuan = st.integers(-(10**6), 10**7)
days = st.integers(0, 900).map(lambda offset: date(2025, 6, 1) + timedelta(offset))
amounts = st.one_of(yuan.map(Money), st.just(Absence.UNKNOWN))


@st.composite
def schedules(draw: st.DrawFn, amount: st.SearchStrategy[Money | Absence]) -> list[DuePayment]:
    found = draw(st.lists(st.tuples(days, amount), max_size=6))
    return [
        DuePayment(number=str(position), due=PartialDay(on.year, on.month, on.day), amount=worth, note=None)
        for position, (on, worth) in enumerate(found)
    ]


def payments(amount: st.SearchStrategy[Money | None]) -> st.SearchStrategy[list[Payment]]:
    into = st.sampled_from(["", "", "0", "1", "2", "gone"])
    return st.lists(st.builds(Payment, amount, into), max_size=7)


known, maybe = yuan.map(Money), st.one_of(yuan.map(Money), st.none())


@given(schedules(known), payments(known))
def test_every_fen_paid_is_found_again_in_an_instalment_or_beside_them(
    schedule: list[DuePayment], paid_in: list[Payment]
) -> None:
    dues = derive_dues(schedule, paid_in, AS_OF)
    placed = sum(one.paid.fen for one in dues.instalments if one.paid is not None)
    assert dues.received is not None
    assert dues.unplaced is not None
    assert placed + dues.unplaced.fen == dues.received.fen == sum(one.amount.fen for one in paid_in if one.amount)
    unpaid = sum(one.unpaid.fen for one in dues.instalments if one.unpaid is not None)
    assert dues.scheduled is not None
    assert unpaid == dues.scheduled.fen - placed


@given(schedules(amounts), payments(maybe), st.randoms(use_true_random=False))
def test_the_order_in_which_payments_are_written_does_not_matter(
    schedule: list[DuePayment], paid_in: list[Payment], chance: object
) -> None:
    shuffled = list(paid_in)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert derive_dues(schedule, shuffled, AS_OF) == derive_dues(schedule, paid_in, AS_OF)


@given(schedules(known), payments(known), st.integers(0, 10**6))
def test_one_more_payment_never_leaves_more_owed(schedule: list[DuePayment], paid_in: list[Payment], more: int) -> None:
    before = derive_dues(schedule, paid_in, AS_OF).arrears
    after = derive_dues(schedule, [*paid_in, Payment(Money(more))], AS_OF).arrears
    assert before is not None
    assert after is not None
    assert ZERO <= after <= before


@given(schedules(known), payments(known), st.integers(0, 6))
def test_an_amount_that_is_forgotten_never_turns_into_a_certain_one(
    schedule: list[DuePayment], paid_in: list[Payment], forgotten: int
) -> None:
    less = [Payment(None, one.into) if place == forgotten else one for place, one in enumerate(paid_in)]
    full, poor = derive_dues(schedule, paid_in, AS_OF), derive_dues(schedule, less, AS_OF)
    if forgotten < len(paid_in):
        assert poor.received is None
        assert {one.number for one in poor.overdue} <= {one.number for one in full.overdue} | {
            one.number for one in poor.instalments if one.number == paid_in[forgotten].into
        }
    else:
        assert poor == full
