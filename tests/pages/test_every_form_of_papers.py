"""What real papers write is accepted, shown as it was typed, and computed with: one test for each form."""

from __future__ import annotations

import pytest

from support.money_boards import village

POSTING = "编号: P01\n姓名: 刘某\n派出单位:\n  - 县农业农村局\n层级: {level}\n职务: {role}\n起: 2026-01-05\n"
ATTENDANCE = "月份: 2026-03\n人员:\n  - 编号: 考1\n    派驻: P01\n    驻村天数: {days}\n{more}"
LEAVE = "    请假:\n      - 编号: 假1\n        种类: {sort}\n        天数: {days}\n{approved}"
FLOOR = "公开设置:\n  驻村天数下限: 20\n"


def attended(days: str, more: str = "") -> dict[str, str]:
    return {
        "postings/P01.yml": POSTING.format(level="县", role="第一书记"),
        "attendance/2026-03.yml": ATTENDANCE.format(days=days, more=more),
    }


def on_leave(sort: str, days: str = "2", approved: str = "        批准人: 镇党委\n") -> str:
    return LEAVE.format(sort=sort, days=days, approved=approved)


def test_half_days_are_shown_as_typed_and_counted() -> None:
    board = village(attended("20.5", on_leave("年休", "10.5")))
    page = board.pages()["attendance/2026-03.html"]
    assert "20.5 天" in page
    assert "10.5 天" in page
    assert board.codes() == set()
    assert village(attended("20.5", on_leave("年休", "11"))).codes() == {"CAD002"}


def test_half_a_day_is_held_against_the_floor() -> None:
    county = f"名称: 示例县\n级别: 县\n演示: 是\n{FLOOR}"
    assert village(attended("19.5"), county=county).codes() == {"CAD004"}
    assert village(attended("20.0"), county=county).codes() == set()


@pytest.mark.parametrize(("days", "dates", "told"), [("2.5", 3, set()), ("2.5", 2, {"CAD005"}), ("2", 3, {"CAD005"})])
def test_a_half_day_has_a_date_of_its_own(days: str, dates: int, told: set[str]) -> None:
    listed = "".join(f"      - 2026-03-{day:02}\n" for day in range(2, 2 + dates))
    assert village(attended(days, f"    在村日期:\n{listed}")).codes() == told


@pytest.mark.parametrize("sort", ["婚假", "旷工", "产假", "丧假", "陪护假", "公休", "探亲假"])
def test_a_leave_is_called_what_the_paper_calls_it(sort: str) -> None:
    assert sort in village(attended("20", on_leave(sort))).pages()["attendance/2026-03.html"]


def test_a_leave_nobody_approved_is_published_and_said_to_be_so() -> None:
    board = village(attended("20", on_leave("婚假", approved="")))
    assert board.codes() == {"CAD013"}
    assert not any(problem.is_error for problem in board.context.notices)
    assert village(attended("20", on_leave("旷工", approved=""))).codes() == set()


@pytest.mark.parametrize("role", ["第一书记兼队长", "副队长", "包村干部", "科技特派员", "第一书记、队长", "联络员"])
def test_a_role_is_called_what_the_paper_calls_it(role: str) -> None:
    pages = village({"postings/P01.yml": POSTING.format(level="县", role=role)}).pages()
    assert f"刘某（{role}）" in pages["postings/P01.html"]


@pytest.mark.parametrize("level", ["中央", "省", "区", "乡", "街道"])
def test_cadres_are_sent_from_every_level(level: str) -> None:
    assert level in village({"postings/P01.yml": POSTING.format(level=level, role="队员")}).pages()["postings/P01.html"]


@pytest.mark.parametrize("group", ["脱贫户", "监测户", "五保户", "困难户"])
def test_whoever_was_visited_is_called_what_the_paper_calls_them(group: str) -> None:
    row = f"  - 编号: 走1\n    日期: 2026-03-04\n    走访人: 村干部\n    对象: {group}\n    户数: 6 户\n"
    visits = f"期间: 2026-03\n明细:\n{row}"
    assert group in village({"visits/2026-03.yml": visits}).pages()["visits/2026-03.html"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("30余", "30余 人"), ("40多户", "40多户"), ("约36人", "约36人"), ("几十", "几十 人"), ("35—36", "35—36 人")],
)
def test_heads_are_counted_as_the_paper_counts_them(typed: str, shown: str) -> None:
    held = f"编号: 2026-01-02\n种类: 动员会\n议题: 动员\n召开日期: 2026-01-02\n应到人数: {typed}\n实到人数: {typed}\n"
    steps = f"四议两公开:\n  - {{编号: 步1, 步骤: 党组织提议, 日期: 2026-01-02, 应到: {typed}, 实到: {typed}}}\n"
    votes = f"决议:\n  - {{编号: 决1, 内容: 同意, 赞成: {typed}, 反对: 0, 通过: 是}}\n"
    board = village({"meetings/2026-01-02.yml": held + votes + steps})
    page = board.pages()["meetings/2026-01-02.html"]
    assert page.count(shown) >= 5, "some stand in the strip of steps, too"
    assert not any(problem.is_error for problem in board.context.notices)


# --- money ------------------------------------------------------------------------------------------------------------

CONTRACT = (
    "编号: 2026-合-9\n名称: 山地承包合同\n种类: 发包\n对方: 示例合作社\n签订: 2026-01-05\n会议: 2026-01-02\n"
    "起: 2026-01-05\n止: 2026-12-31\n"
)
MEETING = "编号: 2026-01-02\n种类: 村民代表会议\n议题: 承包\n召开日期: 2026-01-02\n"
LOT = "标的物:\n  - 编号: 标1\n    标的物: 山地\n    面积: 100 亩\n    单价: {price}\n    金额: {amount}\n"


def let(text: str) -> dict[str, str]:
    return {"meetings/2026-01-02.yml": MEETING, "contracts/9.yml": CONTRACT + text}


@pytest.mark.parametrize("price", ["104.1233", "104.1233 元/亩", "104.1233元/亩·年", "每亩 104.1233 元"])
def test_a_unit_price_has_four_decimals_and_its_base(price: str) -> None:
    lot = LOT.replace("    标的物: 山地", "    标的: 山地")
    board = village(let(lot.format(price=price, amount="10412.33")))
    assert price in board.pages()["contracts/9.html"]
    assert board.codes() == set()
    assert village(let(lot.format(price=price, amount="10413.33"))).codes() == {"CTR015"}


BENEFIT = (
    "编号: 2026-补\n名称: 耕地补贴\n种类: 耕地补贴\n期间: 2026\n单价: {price}\n名单:\n"
    "  - 编号: '1'\n    姓名: 张某\n    数量: {quantity}\n    金额: {amount}\n"
    "公示:\n  起: 2026-03-01\n  止: 2026-03-10\n"
)


@pytest.mark.parametrize(
    ("price", "quantity", "amount", "told"),
    [
        ("104.1233 元/亩", "3.2 亩", "333.19", set()),
        ("104.1233", "3.2 亩", "333.20", {"BEN007"}),
        ("每户 200 元", "1 户", "200.00", set()),
        ("每亩 150 元", "约3 亩", "460.00", set()),
    ],
)
def test_a_subsidy_is_priced_by_household_or_by_mu(price: str, quantity: str, amount: str, told: set[str]) -> None:
    board = village({"benefits/2026-补.yml": BENEFIT.format(price=price, quantity=quantity, amount=amount)})
    assert board.codes() == told
    assert price.removeprefix("每") in board.pages()["benefits/2026-补.html"]


IN_KIND = (
    "付款安排:\n  - 编号: 一\n    到期: 2026-06\n    金额: 稻谷 300 斤\n"
    "  - 编号: 二\n    到期: 2026-09\n    金额: 稻谷 300 斤\n"
    "已付:\n  - 编号: 付1\n    日期: 2026-06\n    金额: 稻谷 250 斤\n"
)


def test_a_fee_in_kind_is_shown_as_typed_and_computed_thing_by_thing() -> None:
    board = village(let(IN_KIND))
    page = board.pages()["contracts/9.html"]
    assert "稻谷 300 斤" in page
    assert "实物：到期该收稻谷 600 斤，已收 250 斤，还欠 350 斤。" in page
    assert "不详" not in page
    assert "合同已终止" not in page


def test_grain_for_a_rent_due_in_money_is_worth_nobody_knows_how_much() -> None:
    page = village(let(IN_KIND.replace("金额: 稻谷 300 斤", "金额: 500.00"))).pages()["contracts/9.html"]
    assert "算不出还欠多少，合计不完整" in page
    assert "500.00" in page


PROJECT = "编号: 2026-路\n名称: 修路\n"


@pytest.mark.parametrize("typed", ["230余万元", "超27万元", "约5000 元", "几十万元", "20—30万元"])
def test_an_amount_known_only_roughly_is_shown_as_typed_and_no_sum_pretends_to_be_exact(typed: str) -> None:
    funds = (
        f"资金来源:\n  - 编号: 资1\n    来源: 县\n    金额: {typed}\n  - 编号: 资2\n    来源: 镇\n    金额: 10000.00\n"
    )
    board = village({"projects/1.yml": f"{PROJECT}金额:\n  预算: 2400000.00\n{funds}"})
    assert typed in board.pages()["projects/1.html"]
    assert board.codes() == set()


def test_a_payment_may_be_dated_to_the_month() -> None:
    paid = "已付:\n  - 编号: 付1\n    日期: 2015-06\n    金额: 3000.00\n    付款单位: 县财政局\n"
    page = village({"projects/1.yml": PROJECT + paid}).pages()["projects/1.html"]
    assert "2015 年 6 月" in page
    assert "2015 年 6 月 1 日" not in page


@pytest.mark.parametrize("when", ["2026-01..2026-06", "2026-Q1", "2026-03", "2026"])
def test_an_indicator_may_speak_of_a_range_of_months(when: str) -> None:
    from cunwu.kinds.common import Indicator
    from cunwu.kinds.reading import read_item

    item, misfits = read_item(Indicator, {"编号": "1", "名称": "收入", "数值": "1.2万余人", "时间": when})
    assert misfits == ()
    assert item is not None
    assert item.when is not None
    assert item.when.text == when


# --- tenders, villages ------------------------------------------------------------------------------------------------

TENDER = (
    "编号: 2026-招-1\n名称: 村口门面招租\n种类: 出租\n方式: 公开竞价\n"
    "标的物:\n  - {编号: 标1, 标的: 门面 3 间}\n状态: 招租中\n"
)


def test_a_tender_nobody_has_won_yet_is_published_as_one() -> None:
    board = village({"contracts/1.yml": TENDER})
    page = board.pages()["contracts/1.html"]
    assert not any(problem.is_error for problem in board.context.notices)
    assert "村里准备出租门面 3 间，还没有定下承租、承包的人。" in page
    assert "未定" not in page
    assert "None" not in page
    assert "怎样定的对方" not in page


@pytest.mark.parametrize(("sort", "sentence"), [("采购", "村里准备采购路灯"), ("施工", "村里准备办理路灯")])
def test_a_tender_of_any_sort_names_nobody(sort: str, sentence: str) -> None:
    text = TENDER.replace("出租", sort).replace("门面 3 间", "路灯").replace("招租中", "招标中")
    page = village({"contracts/1.yml": text}).pages()["contracts/1.html"]
    assert f"{sentence}，还没有定下对方。" in page


def test_half_days_add_up_to_whole_ones_on_the_page_of_a_cadre() -> None:
    records = attended("20.5") | {"attendance/2026-04.yml": ATTENDANCE.format(days="19.5", more="").replace("03", "04")}
    assert "在村 40 天" in village(records).pages()["postings/P01.html"]
