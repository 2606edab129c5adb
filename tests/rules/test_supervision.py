"""Second looks: what is pointed at in mild words, and what is let pass because it has its reason."""

from __future__ import annotations

import pytest

from support.rules_villages import COUNTY, VILLAGE, board_of, book, said, steps_of, withdrawn

MARCH = "finance/2026-03.yml"


def spent(number: str, day: str, amount: str, *more: str, account: str = "银行", title: str = "公益支出") -> str:
    """One expense; `more` are fields such as 对方: 镇沙石场. What it was for is 河沙 unless they say so."""
    what = "" if any(field.startswith("摘要") for field in more) else "摘要: 河沙, "
    fields = "".join(f", {field}" for field in more)
    on = day if len(day) > 2 else f"2026-03-{day}"
    return f"  - {{编号: {number}, 日期: {on}, {what}科目: {title}, 支出: {amount}, 账户: {account}{fields}}}\n"


SHOP = "对方: 镇沙石场"

# --- SUP001: paid twice ---


def twice(second_day: str = "07", *more: str, payee: str = SHOP) -> str:
    return spent("001", "05", "900.00", SHOP) + spent("002", second_day, "900.00", payee, *more)


def test_the_same_payment_within_ten_days_is_told_with_the_first() -> None:
    assert said("SUP001", {MARCH: book(twice())}) == [
        "编号 002 付给「镇沙石场」900.00 元，2026 年 3 月 5 日已经为同一件事付过同样的数（2026-03#001）"
    ]


@pytest.mark.parametrize(("day", "many"), [("15", 1), ("16", 0)])
def test_ten_days_are_near_and_eleven_are_not(day: str, many: int) -> None:
    assert len(said("SUP001", {MARCH: book(twice(day))})) == many


def test_a_payment_with_a_note_is_let_pass() -> None:
    assert said("SUP001", {MARCH: book(twice("07", "说明: 第二车"))}) == []


@pytest.mark.parametrize("payee", ["对方: 镇沙石场有限公司", "对方: 镇 沙石场", "对方: 镇沙石场有限责任公司"])
def test_a_payee_is_the_same_however_it_is_written(payee: str) -> None:
    assert len(said("SUP001", {MARCH: book(twice(payee=payee))})) == 1


def test_another_payee_another_sum_or_no_payee_is_another_thing() -> None:
    assert said("SUP001", {MARCH: book(twice(payee="对方: 县沙石场"))}) == []
    assert said("SUP001", {MARCH: book(spent("001", "05", "900.00", SHOP) + spent("002", "05", "901.00", SHOP))}) == []
    assert said("SUP001", {MARCH: book(spent("001", "05", "900.00") + spent("002", "05", "900.00"))}) == []


def test_two_months_paid_on_one_day_are_two_things_and_blanks_make_no_difference() -> None:
    def wages(first: str, second: str) -> str:
        return "".join(
            spent(number, "05", "600.00", "对方: 周某", f"摘要: {month}保洁工资")
            for number, month in (("001", first), ("002", second))
        )

    assert said("SUP001", {MARCH: book(wages("2 月", "3 月"))}) == []
    assert len(said("SUP001", {MARCH: book(wages("3 月", "3月"))})) == 1


def test_fees_below_a_hundred_yuan_are_no_matter() -> None:
    fees = "".join(spent(f"00{number}", "05", "99.99", "对方: 信用社") for number in (1, 2, 3))
    assert said("SUP001", {MARCH: book(fees)}) == []
    assert len(said("SUP001", {MARCH: book(fees.replace("99.99", "100.00"))})) == 2


def test_what_was_withdrawn_or_taken_back_in_red_was_not_paid_twice() -> None:
    red = spent("003", "10", "-900.00", SHOP, "冲销: 2026-03#002")
    assert said("SUP001", {MARCH: book(twice(), more=withdrawn("002"))}) == []
    assert said("SUP001", {MARCH: book(twice() + red)}) == []


def test_a_red_entry_of_the_next_month_counts_and_a_withdrawn_one_does_not() -> None:
    april = spent("001", "2026-04-02", "-900.00", SHOP, "冲销: 2026-03#002")
    files = {MARCH: book(twice()), "finance/2026-04.yml": book(april, period="2026-04")}
    assert said("SUP001", files) == []
    files["finance/2026-04.yml"] = book(april, period="2026-04", more=withdrawn("001"))
    assert len(said("SUP001", files)) == 1


def test_two_books_that_pay_the_same_are_seen_together_and_reversed_apart() -> None:
    other = book(spent("001", "06", "900.00", SHOP), name="村委会")
    files = {MARCH: book(spent("001", "05", "900.00", SHOP)), "finance/2026-03-村委会.yml": other}
    assert len(said("SUP001", files)) == 1
    files["finance/2026-03-村委会.yml"] = other + spent("002", "06", "-900.00", SHOP, "冲销: 2026-03#001")
    assert said("SUP001", files) == []


def test_an_amount_nobody_knows_is_like_no_other() -> None:
    unknown = spent("001", "05", "不详", SHOP) + spent("002", "06", "不详", SHOP)
    assert said("SUP001", {MARCH: book(unknown)}) == []


# --- SUP002: much is called other ---

LIMIT = {"region.yml": COUNTY + "公开设置:\n  其他占比上限: 20%\n"}


def others(amount: str, *more: str) -> str:
    return spent("001", "05", "80.00") + spent("002", "06", amount, *more, title="其他支出")


def test_a_share_of_other_above_the_limit_is_told_and_one_that_equals_it_is_not() -> None:
    assert said("SUP002", {**LIMIT, MARCH: book(others("20.00"))}) == []
    assert said("SUP002", {**LIMIT, MARCH: book(others("20.01"))}) == [
        "「其他」类支出 20.01 元，占本期支出的 20.0%，超过 20%"
    ]


def test_without_a_limit_nothing_is_said() -> None:
    assert said("SUP002", {MARCH: book(others("2000.00"))}) == []


def test_the_village_may_set_another_limit_than_the_county() -> None:
    village = VILLAGE + "公开设置:\n  其他占比上限: 60%\n"
    assert said("SUP002", {**LIMIT, "village.yml": village, MARCH: book(others("100.00"))}) == []


def test_what_is_explained_is_not_called_other() -> None:
    assert said("SUP002", {**LIMIT, MARCH: book(others("100.00", "说明: 清洗石狮"))}) == []


def test_a_red_entry_takes_its_part_out_of_other() -> None:
    red = spent("003", "09", "-100.00", "冲销: 2026-03#002", title="其他支出")
    assert said("SUP002", {**LIMIT, MARCH: book(others("100.00") + red)}) == []


def test_of_a_sum_that_is_not_complete_no_share_is_told() -> None:
    assert said("SUP002", {**LIMIT, MARCH: book(others("100.00") + spent("003", "09", "不详"))}) == []
    entries = others("100.00") + spent("003", "09", "不详")
    assert len(said("SUP002", {**LIMIT, MARCH: book(entries, more=withdrawn("003"))})) == 1


# --- SUP003: round sums ---


def rounds(*amounts: str) -> str:
    return "".join(spent(f"{number:03}", "10", amount) for number, amount in enumerate(amounts, 1))


def test_five_round_sums_are_many_and_four_are_not() -> None:
    assert said("SUP003", {MARCH: book(rounds(*["1000.00"] * 4))}) == []
    assert said("SUP003", {MARCH: book(rounds(*["1000.00"] * 5))}) == ["有 5 笔支出是整千的数：001、002、003、004、005"]


def test_round_sums_are_many_only_among_the_large_ones() -> None:
    assert said("SUP003", {MARCH: book(rounds(*["2000.00"] * 5, *["1234.00"] * 5))}) == []
    assert len(said("SUP003", {MARCH: book(rounds(*["2000.00"] * 5, *["1234.00"] * 4, *["12.00"] * 9))})) == 1


def test_of_many_round_sums_five_are_named() -> None:
    (message,) = said("SUP003", {MARCH: book(rounds(*["3000.00"] * 7))})
    assert message.endswith("001、002、003、004、005 等 7 笔")


def test_withdrawn_round_sums_do_not_count() -> None:
    assert said("SUP003", {MARCH: book(rounds(*["1000.00"] * 5), more=withdrawn("003"))}) == []


# --- SUP004: weekends ---

SATURDAY, SUNDAY, FRIDAY = "07", "08", "06"


@pytest.mark.parametrize(
    ("days", "account", "many"),
    [
        ((SATURDAY, SUNDAY), "银行", 0),
        ((SATURDAY, SUNDAY, "14"), "银行", 1),
        ((SATURDAY, SUNDAY, FRIDAY), "银行", 0),
        ((SATURDAY, SUNDAY, "14"), "现金", 0),
        ((SATURDAY, SUNDAY, "14"), "信用社", 0),
    ],
)
def test_three_bank_payments_on_weekends_are_many(days: tuple[str, ...], account: str, many: int) -> None:
    entries = "".join(spent(f"00{number}", day, "10.00", account=account) for number, day in enumerate(days))
    assert len(said("SUP004", {MARCH: book(entries)})) == many


def test_money_that_came_in_on_a_weekend_is_no_payment() -> None:
    entries = "".join(spent(f"00{number}", SATURDAY, "10.00") for number in range(3))
    assert said("SUP004", {MARCH: book(entries.replace("支出: ", "收入: "))}) == []


# --- SUP005: vouchers ---


def vouchers(*numbered: tuple[str, str]) -> str:
    entries = enumerate(numbered, 1)
    return "".join(spent(f"{number:03}", day, "10.00", f"凭证: {text}") for number, (text, day) in entries)


def test_a_voucher_earlier_than_the_one_before_it_is_told_wherever_it_stands_in_the_file() -> None:
    told = ["凭证「记-2」是 2026 年 3 月 5 日，前一号「记-1」却是 2026 年 3 月 12 日"]
    assert said("SUP005", {MARCH: book(vouchers(("记-1", "12"), ("记-2", "05")))}) == told
    assert said("SUP005", {MARCH: book(vouchers(("记-2", "05"), ("记-1", "12")))}) == told


def test_numbers_are_compared_as_numbers_and_series_apart() -> None:
    assert said("SUP005", {MARCH: book(vouchers(("记-10", "20"), ("记-9", "12")))}) == []
    assert said("SUP005", {MARCH: book(vouchers(("银-1", "20"), ("现-2", "12"), ("现-3", "12")))}) == []


def test_of_one_series_only_the_first_is_told() -> None:
    assert len(said("SUP005", {MARCH: book(vouchers(("记-1", "20"), ("记-2", "12"), ("记-3", "05")))})) == 1


def test_parts_of_one_voucher_and_withdrawn_ones_do_not_run_backwards() -> None:
    assert said("SUP005", {MARCH: book(vouchers(("记-1(1)", "12"), ("记-1(2)", "05")))}) == []
    backwards = vouchers(("记-1", "12"), ("记-2", "05"))
    assert said("SUP005", {MARCH: book(backwards, more=withdrawn("002"))}) == []


def test_a_transfer_has_its_place_among_the_vouchers() -> None:
    transfer = "划转:\n  - {编号: 划1, 日期: 2026-03-03, 从: 银行, 到: 现金, 金额: 1.00, 凭证: 记-2}\n"
    assert len(said("SUP005", {MARCH: book(vouchers(("记-1", "12")), more=transfer)})) == 1


# --- SUP006, SUP007: who is paid ---


def paid_to(payee: str, *more: str) -> dict[str, str]:
    return {MARCH: book(spent("001", "05", "240.00", f"对方: {payee}", *more))}


def test_who_is_paid_neither_handled_nor_approved_it() -> None:
    assert said("SUP006", paid_to("王某", "审批人: 王 某")) == ["编号 001 的钱付给「王某」，审批人也是「王某」"]
    assert said("SUP006", paid_to("王某", "经手人: 王某", "审批人: 李某")) == [
        "编号 001 的钱付给「王某」，经手人也是「王某」"
    ]


def test_two_people_of_one_surname_are_told_apart_by_how_they_are_written() -> None:
    assert said("SUP006", paid_to("王某甲", "审批人: 王某乙", "经手人: 王某")) == []


def test_without_a_payee_or_with_money_taken_back_there_is_nobody_to_look_at() -> None:
    assert said("SUP006", {MARCH: book(spent("001", "05", "240.00", "审批人: 王某"))}) == []
    red = spent("001", "05", "-240.00", "对方: 王某", "审批人: 王某", "冲销: 2026-02#001")
    assert said("SUP006", {MARCH: book(red)}) == []


RELATED = VILLAGE + "回避:\n  - {编号: 回1, 人员: 王某, 亲属: 赵某五金店有限公司, 关系: 配偶开的店}\n"


@pytest.mark.parametrize(
    ("role", "payee", "many"),
    [
        ("审批人: 王某", "赵某五金店", 1),
        ("经手人: 王某", "赵某 五金店有限公司", 1),
        ("审批人: 陈某", "赵某五金店", 0),
        ("证明人: 王某", "赵某五金店", 0),
        ("审批人: 王某", "钱某五金店", 0),
    ],
)
def test_a_listed_relative_is_paid_by_somebody_else(role: str, payee: str, many: int) -> None:
    assert len(said("SUP007", {"village.yml": RELATED, **paid_to(payee, role)})) == many


def test_who_is_not_listed_is_nobodys_relative() -> None:
    assert said("SUP007", paid_to("赵某五金店", "审批人: 王某")) == []


def test_a_relative_is_told_once_whatever_the_person_did() -> None:
    assert said("SUP007", {"village.yml": RELATED, **paid_to("赵某五金店", "经手人: 王某", "审批人: 王某")}) == [
        "编号 001 的钱付给「赵某五金店」，登记的是审批人「王某」的配偶开的店"
    ]


# --- FIN029, FIN030: reviews ---

ORDER = {"region.yml": COUNTY + "公开设置:\n  签字要求:\n    - 民主理财小组\n    - 村务监督委员会\n    - 负责人\n"}


def reviewed(*reviews: tuple[str, str, str], entries: str = "") -> dict[str, str]:
    lines = "".join(
        f"  - {{编号: 审{number}, 角色: {role}, 姓名: {name}, 日期: 2026-04-{day}, 意见: 同意}}\n"
        for number, (role, name, day) in enumerate(reviews, 1)
    )
    return {MARCH: book(entries or spent("001", "05", "10.00"), more=f"审核:\n{lines}")}


GROUP, COMMITTEE, HEAD = "民主理财小组", "村务监督委员会", "负责人"


def test_reviews_in_the_order_demanded_pass_and_so_do_those_of_one_day() -> None:
    assert said("FIN029", {**ORDER, **reviewed((GROUP, "孙某", "06"), (COMMITTEE, "周某", "06"))}) == []
    assert said("FIN029", {**ORDER, **reviewed((COMMITTEE, "周某", "08"), (GROUP, "孙某", "06"))}) == []


def test_who_reviews_before_those_that_come_first_is_told() -> None:
    assert said("FIN029", {**ORDER, **reviewed((GROUP, "孙某", "08"), (COMMITTEE, "周某", "06"))}) == [
        "村务监督委员会在 2026 年 4 月 6 日审核，应当在它以前的民主理财小组到 2026 年 4 月 8 日才审核"
    ]


def test_of_several_members_the_last_must_have_signed() -> None:
    members = ((GROUP, "孙某", "09"), (GROUP, "吴某", "05"))
    assert len(said("FIN029", {**ORDER, **reviewed(*members, (COMMITTEE, "周某", "07"))})) == 1
    assert said("FIN029", {**ORDER, **reviewed(*members, (COMMITTEE, "周某", "09"))}) == []


def test_somebody_left_out_does_not_break_the_order() -> None:
    assert len(said("FIN029", {**ORDER, **reviewed((GROUP, "孙某", "09"), (HEAD, "王某", "07"))})) == 1


def test_without_an_order_or_beyond_it_nothing_is_said() -> None:
    assert said("FIN029", reviewed((GROUP, "孙某", "08"), (COMMITTEE, "周某", "06"))) == []
    assert said("FIN029", {**ORDER, **reviewed((GROUP, "孙某", "08"), ("出纳", "何某", "06"))}) == []


@pytest.mark.parametrize("role", [GROUP, COMMITTEE])
def test_who_supervises_is_nobody_who_signs_for_the_books(role: str) -> None:
    assert said("FIN030", reviewed(("出纳", "何某", "06"), (role, "何某", "07"))) == [
        f"{role}审核的是「何某」，出纳也是「何某」"
    ]
    assert said("FIN030", reviewed(("出纳", "何某", "06"), (role, "孙某", "07"))) == []


def test_who_supervises_approved_no_expense() -> None:
    approved = spent("001", "05", "10.00", "审批人: 王某")
    assert len(said("FIN030", reviewed((COMMITTEE, "王某", "07"), entries=approved))) == 1
    assert said("FIN030", reviewed((COMMITTEE, "王某乙", "07"), entries=approved)) == []


def test_one_person_may_sit_in_both_supervising_bodies() -> None:
    assert said("FIN030", reviewed((GROUP, "孙某", "06"), (COMMITTEE, "孙某", "07"))) == []


# --- FIN031: unknown amounts ---


def test_unknown_amounts_are_counted_and_where_they_stand_is_named() -> None:
    text = book(spent("001", "05", "不详") + spent("002", "05", "10.00")).replace("期初: 0.00", "期初: 不详", 1)
    assert said("FIN031", {MARCH: text}) == ["有 2 个金额写的是不详（现金、001），收入、支出和结余的合计都不完整"]


def test_where_many_are_unknown_the_first_are_named() -> None:
    entries = "".join(spent(f"00{number}", "05", "不详") for number in range(1, 8))
    (message,) = said("FIN031", {MARCH: book(entries)})
    assert "有 7 个金额" in message
    assert "（001、002、003、004、005 等）" in message


def test_known_amounts_zero_and_withdrawn_ones_are_nothing_unknown() -> None:
    assert said("FIN031", {MARCH: book(spent("001", "05", "零"))}) == []
    assert said("FIN031", {MARCH: book(spent("001", "05", "不详"), more=withdrawn("001"))}) == []


# --- work ---


def many(count: int) -> dict[str, str]:
    """A month of so many entries, each with a reason to look, in a village where every setting is made."""
    entries = "".join(
        spent(
            f"{number}",
            f"{number % 28 + 1:02}",
            ("900.00", "3000.00", "1234.50")[number % 3],
            f"对方: 店{number % (count // 10)}号",
            f"审批人: 店{number % 7}号",
            f"凭证: 记-{count - number}",
            title=("公益支出", "其他支出")[number % 2],
        )
        for number in range(count)
    )
    reviews = reviewed((GROUP, "孙某", "08"), (COMMITTEE, "店1号", "06"), entries=entries)
    return {"village.yml": RELATED, "region.yml": ORDER["region.yml"] + "  其他占比上限: 20%\n", **reviews}


SECOND_LOOKS = ("SUP001", "SUP002", "SUP003", "SUP004", "SUP005", "SUP006", "SUP007", "FIN029", "FIN030", "FIN031")


def test_four_times_the_entries_are_four_times_the_work() -> None:
    few, full = board_of(many(1_000)), board_of(many(4_000))
    for code in SECOND_LOOKS:
        assert steps_of(code, full) <= 4.5 * steps_of(code, few), code
