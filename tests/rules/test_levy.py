"""Levies and audits at their edges: who pays a part, what is paid instead of work, what is back and said to be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from cunwu.values.money import Money, format_yuan, plain_yuan
from support.effort import effort
from support.rules_in_village import codes, messages

# --- levies -----------------------------------------------------------------------------------------------------------

LEVY = "编号: 2026-筹1\n名称: 修路\n期间: 2026\n会议: 2026-03-12\n"


def levy(text: str) -> dict[str, str]:
    return {"levies/2026.yml": LEVY + text}


def fund(heads: int | str, exempted: str, due: str) -> str:
    return f"筹资:\n  每人: 10.00\n  人数: {heads}\n{exempted}  应筹: {due}\n"


def spared(*rows: tuple[str, str]) -> str:
    listed = "".join(
        f"  - 编号: 免{number}\n    对象: 困难户\n{people}{relief}    原因: 困难\n"
        for number, (people, relief) in enumerate(rows, 1)
    )
    return f"减免:\n{listed}"


ALL, HALF = ("    人数: 4\n", "    减免金额: 40.00\n"), ("    人数: 6\n", "    减免金额: 30.00\n")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (fund(100, "", "1000.00"), []),
        (fund(100, "", "990.00"), ["LEV001"]),
        (fund(100, "  减免人数: 4\n", "960.00") + spared(ALL), []),
        (
            fund(100, "  减免人数: 10\n", "930.00") + spared(ALL, HALF),
            [],
        ),  # who pays half is counted among the exempted
        (fund(100, "  减免人数: 4\n", "930.00") + spared(ALL, HALF), []),  # … or is not
        (fund(100, "", "930.00") + spared(ALL, HALF), []),
        (fund(100, "  减免人数: 4\n", "960.00") + spared(ALL, HALF), ["LEV001"]),  # half forgotten
        (fund(100, "  减免人数: 7\n", "930.00") + spared(ALL), ["LEV003"]),
        (fund(100, "", "900.00") + spared(("", "")), []),  # nobody knows how many
        (fund(100, "  减免人数: 4\n", "不详"), []),
        ("筹资:\n  应筹: 23760.00\n", []),  # only the total is known
    ],
)
def test_both_ways_of_counting_those_who_pay_a_part_are_right(text: str, found: list[str]) -> None:
    assert sorted(codes(levy(text))) == sorted(found)


@settings(deadline=None, max_examples=effort(10, 30))
@given(st.integers(0, 10**5), st.integers(0, 5000), st.integers(0, 5000))
def test_the_product_less_the_exempted_always_passes(fen: int, heads: int, exempted: int) -> None:
    exempted = min(heads, exempted)
    per_head, due = Money(fen), Money(fen * (heads - exempted))
    text = (
        f"筹资:\n  每人: {plain_yuan(per_head)}\n  人数: {heads}\n  减免人数: {exempted}\n  应筹: {plain_yuan(due)}\n"
    )
    assert set(codes(levy(text))) <= {"LEV007"}
    wrong = text.replace(f"应筹: {plain_yuan(due)}", f"应筹: {plain_yuan(Money(due.fen + 1))}")
    said = messages(levy(wrong))
    assert any(f"应筹应为 {format_yuan(due)} 元" in line for line in said)


COLLECTED = "已收:\n  - 编号: 收1\n    日期: 2026-04-10\n    金额: {}\n"
CALL = "筹劳:\n  每劳力工日: 2\n  劳力: 10\n  应筹工日: 20\n"


def test_money_instead_of_work_may_come_on_top_of_the_money_due() -> None:
    whole = fund(100, "", "1000.00") + CALL + "  每工折资: 80.00\n"
    assert codes(levy(whole + COLLECTED.format("2600.00"))) == ["LEV009"]
    assert codes(levy(whole + COLLECTED.format("2600.01"))) == ["LEV009", "LEV006"]
    folded = whole.replace("  每工折资: 80.00\n", "  每工折资: 80.00\n  折资: 160.00\n")
    assert codes(levy(folded + COLLECTED.format("1160.01"))) == ["LEV009", "LEV006"]
    assert codes(levy(CALL + COLLECTED.format("999.00"))) == []  # how much a day is worth is not known


def test_work_that_is_known_roughly_is_held_against_nothing() -> None:
    for given_days in ("约19 工", "不详", "30 天"):
        assert codes(levy(CALL + f"  已出工: {given_days}\n  每工折资: 80.00\n  折资: 1600.00\n")) == []
    assert codes(levy(CALL + "  已出工: 1 工\n  每工折资: 80.00\n  折资: 1600.00\n")) == ["LEV005"]


def test_levies_of_two_years_are_not_added_up() -> None:
    twelve = fund(100, "", "1200.00").replace("10.00", "12.00", 1)
    second = (LEVY + twelve).replace("2026-筹1", "2025-筹1").replace("期间: 2026", "期间: 2025")
    assert codes({"levies/2026.yml": LEVY + twelve, "levies/2025.yml": second}) == []
    third = (LEVY + twelve).replace("2026-筹1", "2026-筹2") + "说明: 同一年的第二次。\n"
    assert codes({"levies/2026.yml": LEVY + twelve, "levies/2026-2.yml": third}) == ["LEV007"]


# --- audits -----------------------------------------------------------------------------------------------------------

AUDIT = "编号: 清账\n名称: 账目清理\n种类: 清理\n单位: 镇经管站\n"


def audit(measures: str, refunds: str = "", findings: str = "", when: str = "") -> dict[str, str]:
    return {
        "audits/qingzhang.yml": AUDIT
        + when
        + findings
        + f"处理:\n{measures}"
        + (f"退赔:\n{refunds}" if refunds else "")
    }


def measure(number: int, ordered: str, *more: str) -> str:
    return f"  - 编号: 处{number}\n    种类: 退赔\n    应退: {ordered}\n" + "".join(f"    {line}\n" for line in more)


def refund(number: int, amount: str, of: str = "") -> str:
    return f"  - 编号: 退{number}\n" + (f"    处理: {of}\n" if of else "") + f"    金额: {amount}\n"


@pytest.mark.parametrize(
    "result", ["已退清", "已全部退清", "全部退还", "已如数退回", "退清", "清退完毕", "已全额退回集体", "全部退赔"]
)
def test_a_result_that_says_all_is_back_needs_the_sums_to_say_so(result: str) -> None:
    assert codes(audit(measure(1, "16000.00", f"结果: {result}"))) == ["AUD006"]
    assert codes(audit(measure(1, "16000.00", f"结果: {result}"), refund(1, "15999.99"))) == ["AUD006"]
    assert codes(audit(measure(1, "16000.00", f"结果: {result}"), refund(1, "16000.00"))) == []
    assert codes(audit(measure(1, "16000.00", f"结果: {result}"), refund(1, "不详"))) == []


@pytest.mark.parametrize("result", ["未退清", "尚未全部退回", "没有全部退还", "已退 1000 元", "正在退", "没有退清"])
def test_a_result_that_says_the_opposite_is_believed(result: str) -> None:
    assert codes(audit(measure(1, "16000.00", f"结果: {result}"), refund(1, "1000.00"))) == []


def test_refunds_without_a_measure_belong_to_the_only_one_that_orders_money() -> None:
    late = "期限: 2025-12"
    assert codes(audit(measure(1, "100.00", late), refund(1, "100.00"))) == []
    two = measure(1, "100.00", late) + measure(2, "50.00")
    assert codes(audit(two, refund(1, "100.00", "处1") + refund(2, "50.00"))) == []
    assert codes(audit(two, refund(1, "100.00", "处1") + refund(2, "50.01"))) == ["AUD003"]  # in all
    assert codes(audit(two, refund(1, "90.00", "处1") + refund(2, "60.00"))) == ["AUD005"]


def test_unknown_amounts_are_no_arrears() -> None:
    late = "期限: 2025-12"
    assert codes(audit(measure(1, "不详", late))) == []
    assert codes(audit(measure(1, "100.00", late), refund(1, "不详"))) == []
    assert codes(audit(measure(1, "100.00", "期限: 2026-11"))) == []  # the month is not over on the day of the check
    assert codes(audit(measure(1, "100.00", "期限: 2026-12"))) == []
    (said,) = messages(audit(measure(1, "100.00", "期限: 2026-11-19"), refund(1, "40.00")))
    assert "过了 1 天，还差 60.00 元" in said


def test_what_was_withdrawn_orders_nothing() -> None:
    files = audit(measure(1, "100.00", "期限: 2025-12"))
    withdrawal = (
        "撤销:\n  - 编号: 撤1\n    条目: 处1\n    原因: 改判\n    批准: 2026-03-06 镇纪委\n    日期: 2026-03-06\n"
    )
    assert codes({name: text + withdrawal for name, text in files.items()}) == []


def test_a_year_is_not_before_a_month_in_it() -> None:
    found = audit(
        measure(1, "100.00"),
        "  - 编号: 退1\n    日期: 2025\n    金额: 100.00\n",
        when="时间: 2025-09\n审计期间: 2021..2025\n",
    )
    assert codes(found) == []


# --- other bases ------------------------------------------------------------------------------------------------------


def rated(due: str, *rates: str, more: str = "") -> dict[str, str]:
    rows = "".join(f"    - {{编号: 标{number}, {rate}}}\n" for number, rate in enumerate(rates, 1))
    return levy(f"筹资:\n{more}  标准:\n{rows}  应筹: {due}\n")


BY_HOUSEHOLD = "每: 户, 单价: 50.00, 数量: 412 户, 减免: 6 户"
BY_MU = "每: 亩, 单价: 每亩 10.125 元, 数量: 320.5 亩"
BY_WORKER = "每: 劳力, 单价: 20, 数量: 890 人, 减免: 12 人"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (rated("20300.00", BY_HOUSEHOLD), []),
        (rated("20600.00", BY_HOUSEHOLD), ["LEV001"]),
        (rated("23545.06", BY_HOUSEHOLD, BY_MU), []),
        (rated("17560.00", BY_WORKER), []),
        (rated("21300.00", BY_HOUSEHOLD, more="  每人: 10.00\n  人数: 100\n"), []),
        (rated("20000.00", "每: 户, 单价: 50.00, 数量: 400多户"), []),
        (rated("约2万元", BY_HOUSEHOLD), []),
    ],
)
def test_a_levy_may_be_by_household_by_mu_or_by_worker(files: dict[str, str], found: list[str]) -> None:
    assert codes(files) == found


def test_the_sum_of_a_levy_by_household_is_told_so_that_it_can_be_redone() -> None:
    (message,) = messages(rated("20600.00", BY_HOUSEHOLD))
    assert "应筹应为 20,300.00 元（50.00 元 ×（412 户 − 6 户）），填写的是 20,600.00 元" in message


def called(due: str, *rates: str, more: str = "") -> dict[str, str]:
    rows = "".join(f"    - {{编号: 标{number}, {rate}}}\n" for number, rate in enumerate(rates, 1))
    listed = f"  标准:\n{rows}" if rows else ""
    return levy(f"筹劳:\n{more}{listed}  应筹工日: {due}\n")


EACH_HOUSEHOLD = "每: 户, 工日: 2, 数量: 412 户, 减免: 6 户"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (called("812", EACH_HOUSEHOLD), []),
        (called("824", EACH_HOUSEHOLD), ["LEV004"]),
        (called("862", EACH_HOUSEHOLD, more="  每劳力工日: 5\n  劳力: 10\n"), []),
        (called("900", EACH_HOUSEHOLD, more="  每劳力工日: 5\n"), []),  # nobody knows of how many workers
        (called("900", "每: 户, 工日: 2, 数量: 400多户"), []),
        (called("700", "每: 户, 工日: 2, 数量: 400多户"), ["LEV004"]),
        (called("约810", EACH_HOUSEHOLD), []),
        (called("900余", EACH_HOUSEHOLD), ["LEV004"]),
        (called("900", "每: 户, 工日: 2—3, 数量: 412 户"), []),
        (called("1300", "每: 户, 工日: 2—3, 数量: 412 户"), ["LEV004"]),
        (called("900", "每: 户, 工日: 2, 数量: 不详"), []),
        (called("4450", more="  每劳力工日: 5\n  劳力: 890\n"), []),
        (called("4500", more="  每劳力工日: 5\n  劳力: 约890\n"), []),
        (called("4450", more="  每劳力工日: 5\n  劳力: 900余\n"), ["LEV004"]),
        (called("9", more="  每劳力工日: 12余\n"), ["LEV008"]),
        (called("9", more="  每劳力工日: 约12\n"), []),
    ],
)
def test_work_may_be_asked_of_each_household_and_counted_roughly(files: dict[str, str], found: list[str]) -> None:
    assert codes(files) == found


def test_the_sum_of_work_by_household_is_told_so_that_it_can_be_redone() -> None:
    (message,) = messages(called("824", EACH_HOUSEHOLD))
    assert "应筹工日应为 812 工（2 工 ×（412 户 − 6 户）），填写的是 824 工" in message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (fund("约100", "", "990.00"), []),
        (fund("100", "  减免人数: 4余\n", "930.00"), []),
        (fund("100余", "  减免人数: 130\n", "1.00"), []),
        (fund("不足100", "  减免人数: 130\n", "1.00"), ["LEV002"]),
        (fund("100", "  减免人数: 10余\n", "900.00") + spared(("    人数: 4\n", "")), ["LEV003"]),
        (fund("100", "  减免人数: 4\n", "960.00") + spared(("    人数: 几\n", "")), []),
        (fund("100", "  减免人数: 4\n", "960.00") + spared(("    人数: 10余\n", "")), ["LEV003"]),
        (fund("100", "  减免人数: 4\n", "960.00") + spared(("    人数: 4\n", "    减免金额: 约30元\n")), []),
        (fund("100", "", "960.00") + spared(("    人数: 4\n", "    减免金额: 约30元\n")), []),
        ("筹劳:\n  应筹工日: 20余\n  已出工: 30 工\n  每工折资: 80.00\n  折资: 约1600元\n", []),
        ("筹劳:\n  应筹工日: 不足20\n  已出工: 10余工\n  每工折资: 80.00\n  折资: 1600.00\n", ["LEV005"]),
        ("筹劳:\n  应筹工日: 约20\n  已出工: 10余工\n  每工折资: 80.00\n  折资: 1600.00\n", []),
    ],
)
def test_heads_that_are_known_roughly_are_accused_only_of_what_is_certain(text: str, found: list[str]) -> None:
    assert codes(levy(text)) == found


def test_no_more_than_is_certain_is_owed_instead_of_work() -> None:
    paid = "已收:\n  - {编号: 收1, 日期: 2026-04-10, 金额: 1700.00}\n"
    for due, told in (("20", ["LEV006"]), ("不足20", ["LEV006"]), ("约20", []), ("20余", [])):
        assert codes(levy(f"筹劳:\n  应筹工日: {due}\n  每工折资: 80.00\n{paid}")) == told
    assert codes(levy(f"筹劳:\n  应筹工日: 20\n  折资: 约1600元\n{paid}")) == []
