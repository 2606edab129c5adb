"""Items of a catalogue in the place's own wording: each measured apart, or said not to be measured."""

from __future__ import annotations

from datetime import date

import pytest

from cunwu.derive.disclosure import Disclosure, State, accounts_due_day, derive_disclosures, first_published_in
from cunwu.derive.due_terms import terms_of
from cunwu.derive.summary import derive_summary
from cunwu.derive.summary_form import from_plain, to_plain
from cunwu.pages.places.calendar import calendar_of
from support.disclosure_boards import AS_OF, OWN, VILLAGE, board_of, history_of, ledger, line_of, measured, zero
from support.rules_villages import said

HEAD = "名称: 示例县\n级别: 县\n演示: 是\n公开设置:\n  截止日: 15\n  公开目录:\n"
LOW, FARM = "benefits/2026-03.yml", "benefits/2026-03-nong.yml"


def county(*items: str) -> str:
    return HEAD + "".join(f"    - 编号: 目{number}\n      {item}\n" for number, item in enumerate(items, 1))


def item(words: str) -> str:
    """The lines of an item: `事项: 低保 周期: 季` → one line each."""
    return "\n      ".join(part for part in words.split("，"))


def benefit(sort: str, period: str) -> str:
    return f"编号: {period}-{sort}\n名称: {sort}\n种类: {sort}\n期间: {period}\n合计: {{户: 3 户, 金额: 900.00}}\n"


def of(catalogue: str, records: dict[str, str], first: dict[tuple[str, str], str]) -> dict[str, Disclosure]:
    return dict(measured(board_of(records, county=catalogue), first))


TWO = county(
    item("事项: 低保，程序核对: 补助，只算: 低保，周期: 季"),
    item("事项: 农补，程序核对: 补助，只算: 耕地补贴，周期: 季，截止日: 25"),
)


def test_c_23_two_items_of_one_kind_are_watched_apart() -> None:
    found = of(TWO, {LOW: benefit("低保", "2026-03")}, {("benefit", "2026-03-低保"): "2026-04-10"})
    assert line_of(found["低保"], "2026-Q1").state is State.ON_TIME
    assert line_of(found["农补"], "2026-Q1").state is State.MISSING


def test_c_23_an_item_may_have_a_due_day_of_its_own() -> None:
    records = {LOW: benefit("低保", "2026-03"), FARM: benefit("耕地补贴", "2026-03")}
    first = {("benefit", "2026-03-低保"): "2026-04-20", ("benefit", "2026-03-耕地补贴"): "2026-04-20"}
    found = of(TWO, records, first)
    assert (line_of(found["低保"], "2026-Q1").state, line_of(found["低保"], "2026-Q1").days) == (State.LATE, 5)
    assert line_of(found["农补"], "2026-Q1").state is State.ON_TIME
    assert line_of(found["农补"], "2026-Q1").due == date(2026, 4, 25)


def test_c_23_half_a_year_is_a_rhythm() -> None:
    found = of(county(item("事项: 会议，周期: 半年")), {}, {})
    assert [line.period.text for line in found["会议"].lines] == ["2026-07..2026-12", "2026-01..2026-06"]
    assert [line.state for line in found["会议"].lines] == [State.NOT_DUE, State.MISSING]
    assert found["会议"].lines[1].due == date(2026, 7, 15)


def busy_book(period: str, rows: int) -> str:
    head, _, entry = ledger(period).partition("  - 编号: 001\n")
    rest = "".join(f"  - 编号: {number:03}\n{entry}" for number in range(1, rows + 1))
    return head.replace("期末: 5.00", f"期末: {rows * 5}.00") + rest.replace("2026-03-03", f"{period}-03")


def test_c_23_where_much_money_moved_the_next_quarter_is_owed_by_the_month() -> None:
    catalogue = county(item("事项: 收支，周期: 季，每月笔数: 3"))
    months = {f"2026-0{month}": 1 if month < 6 else 2 for month in range(1, 7)}
    records = {f"finance/{month}.yml": busy_book(month, rows) for month, rows in months.items()}
    found = of(catalogue, records, {})["收支"]
    periods = [line.period.text for line in reversed(found.lines)]
    assert periods == ["2026-Q1", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-Q4"]


def test_a_zero_report_speaks_of_the_item_in_its_own_words_or_of_its_kind() -> None:
    records = {"notices/ling.yml": zero("低保", "2026-Q1"), "notices/ling2.yml": zero("补助", "2026-Q1", "零2")}
    first = {("notice", "零1"): "2026-04-10", ("notice", "零2"): "2026-04-11"}
    found = of(TWO, records, first)
    assert line_of(found["低保"], "2026-Q1").state is State.ZERO
    assert line_of(found["农补"], "2026-Q1").state is State.ZERO


@pytest.mark.parametrize("name", ["宅基地审批情况", "党费收缴", "Wi-Fi 维护", "村规民约", "四务"])
def test_a_9_an_item_in_any_wording_is_accepted_and_said_not_to_be_watched(name: str) -> None:
    catalogue = county(item(f"事项: {name}，周期: 季"))
    own = {"village.yml": own_with(catalogue)}
    assert said("REF007", own) == said("PUB010", own) == []
    (found,) = of(catalogue, {}, {}).values()
    assert (found.state, found.state.value, found.lines) == (State.UNWATCHED, "不由程序核对", ())


@pytest.mark.parametrize("how", ["对象: 特定对象", "方式: 依申请", "对象: 特定对象，程序核对: 补助，只算: 低保"])
def test_what_is_for_certain_people_is_never_missing(how: str) -> None:
    board = board_of({}, county=county(item(f"事项: 低保，{how}，周期: 月，哪里问: 村委会办公室")))
    (found,) = derive_disclosures(board, AS_OF)
    assert (found.state, found.lines, found.ask) == (State.ASKED_FOR, (), "村委会办公室")
    summary = derive_summary(board, AS_OF, held=False)
    assert (summary.tally.due, summary.tally.missing, summary.overdue) == (0, 0, ())
    assert from_plain(to_plain(summary)).disclosures[0].state is State.ASKED_FOR


def test_the_calendar_knows_what_is_due_by_its_own_words_and_day() -> None:
    board = board_of({}, county=TWO)
    terms = terms_of(board.place)
    assert terms is not None
    text = (calendar_of(board.place, AS_OF, [(terms, 1)]) or b"").replace(b"\r\n ", b"").decode()
    assert "低保 2026 年第三季度公开截止" in text
    assert "DTSTART;VALUE=DATE:20261025" in text
    uids = [line for line in text.splitlines() if line.startswith("UID")]
    assert len(uids) == len(set(uids))
    summary = derive_summary(board, AS_OF, held=False)
    assert from_plain(to_plain(summary)).terms == summary.terms


def test_a_sort_or_kind_that_does_not_exist_is_an_error() -> None:
    low = item("事项: 低保，程序核对: 补助，只算: 底保，周期: 季")
    wrong = county(low, item("事项: 开会，程序核对: 会义，周期: 季"))
    (told,) = said("REF028", {"village.yml": own_with(wrong)})
    assert told.startswith("「只算」写的「底保」不是补助的种类")
    assert said("REF007", {"village.yml": own_with(wrong)}) == ["没有「会义」这种公开事项"]


def own_with(catalogue: str) -> str:
    """The village with that catalogue as its own."""
    return OWN + catalogue[catalogue.index("公开设置") :]


def test_a_word_that_misses_a_kind_by_a_character_is_pointed_out_until_it_is_said_to_be_another() -> None:
    (told,) = said("PUB010", {"village.yml": own_with(county(item("事项: 会 义，周期: 季")))})
    assert told.startswith("「会 义」不是程序认得的事项，只差一点的有「会议」")
    for meant in ("会议", "无"):
        own = {"village.yml": own_with(county(item(f"事项: 会义，程序核对: {meant}，周期: 季")))}
        assert said("PUB010", own) == said("REF007", own) == []


def test_a_catalogue_that_says_the_same_in_other_words_promises_no_less() -> None:
    own = own_with(county(item("事项: 补助发放，程序核对: 补助，周期: 月")))
    assert said("PUB006", {"region.yml": TWO, "village.yml": own}) == []
    less = own_with(county(item("事项: 低保，程序核对: 补助，只算: 低保，周期: 半年")))
    (told,) = said("PUB006", {"region.yml": TWO, "village.yml": less})
    assert told.endswith("没有农补；低保由「季」改成「半年」")


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("事项: 收支，对象: 特定对象，周期: 月", "收支改成了不上网"),
        ("事项: 收支，方式: 依申请，周期: 月", "收支改成了不上网"),
        ("事项: 收支，程序核对: 无，周期: 月", "没有收支"),
        ("事项: 收支，程序核对: 会议，周期: 月", "没有收支"),
        ("事项: 收支情况，周期: 月", "没有收支"),
    ],
)
def test_nobody_gets_out_of_what_the_place_above_demands_by_other_words(own: str, told: str) -> None:
    files = {"region.yml": county(item("事项: 收支，周期: 月")), "village.yml": own_with(county(item(own)))}
    assert [message.partition("的少：")[2] for message in said("PUB006", files)] == [told]


def test_ledgers_are_found_under_whatever_the_place_calls_them() -> None:
    own = own_with(county(item("事项: 财务收支明细，程序核对: 收支，周期: 年")))
    assert said("PUB004", {"village.yml": own}) == ["收支的周期写的是「年」，应当至少每季度公开一次"]


def test_another_item_that_rests_on_ledgers_may_be_of_any_rhythm() -> None:
    spent = item("事项: 集体所得资金的使用，程序核对: 收支，周期: 随时")
    own = own_with(county(item("事项: 收支，周期: 季"), spent))
    assert said("PUB004", {"village.yml": own}) == []
    assert len(said("PUB004", {"village.yml": own.replace("周期: 季", "周期: 年")})) == 2


def test_a_ledger_is_late_and_closed_by_the_day_of_its_own_item() -> None:
    catalogue = county(item("事项: 财务收支，程序核对: 收支，周期: 月，截止日: 25"))
    on_wall = ledger("2026-10", "合作社", "公布: {日期: 2026-11-20, 地点: 公开栏}").replace("2026-03-03", "2026-10-03")
    files = {"finance/2026-10.yml": on_wall, "region.yml": catalogue, "village.yml": OWN}
    assert said("PUB002", files) == []
    assert len(said("PUB002", {**files, "region.yml": catalogue.replace("      截止日: 25\n", "")})) == 1
    assert accounts_due_day(board_of({}, county=catalogue).place.settings) == 25


def test_history_moves_no_due_day_of_an_item() -> None:
    board = board_of({LOW: benefit("低保", "2026-03")}, county=TWO)
    history = history_of({("benefit", "2026-03-低保"): "2026-04-10"})
    found = derive_disclosures(board, AS_OF, first_published_in(history, VILLAGE))
    assert {one.item for one in found} == {"低保", "农补"}
