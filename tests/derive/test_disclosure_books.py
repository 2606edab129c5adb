"""Accounts of several legal persons, quarters that cover months and months that make up quarters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from cunwu.derive.disclosure import Line, State, derive_disclosures, registered_in
from cunwu.history.change import Change, ChangeKind
from cunwu.history.publications import PlaceHistory, Published
from cunwu.kinds.ledger import Ledger
from support.disclosure_boards import (
    AS_OF,
    COUNTY,
    JOINED,
    OWN,
    VILLAGE,
    board_of,
    ledger,
    line_of,
    measured,
    publication,
)

BOTH = {"合": "合作社", "委": "村委会"}


def accounts(published: Mapping[str, str], period: str, *, own: str = OWN, county: str = COUNTY) -> Line:
    """The line of a period of 收支, where ledgers such as `合 2026-03` were first published on these days."""
    named = {key: (BOTH.get(key.partition(" ")[0], key.partition(" ")[0]), key.partition(" ")[2]) for key in published}
    records = {
        f"finance/{number}.yml": ledger(span, book) for number, (book, span) in enumerate(named.values(), start=1)
    }
    first = {("ledger", f"{book} {span}"): published[key] for key, (book, span) in named.items()}
    return line_of(measured(board_of(records, own=own, county=county), first)["收支"], period)


def test_a_quarter_of_one_book_covers_each_of_its_months() -> None:
    found = {month: accounts({"合 2026-Q1": "2026-04-10"}, month) for month in ("2026-01", "2026-02", "2026-03")}
    assert {month: (line.state, line.days) for month, line in found.items()} == {
        "2026-01": (State.LATE, 54),
        "2026-02": (State.LATE, 26),
        "2026-03": (State.ON_TIME, 0),
    }
    assert accounts({"合 2026-Q1": "2026-04-10"}, "2026-04").state is State.MISSING


def test_the_day_is_that_of_the_last_book() -> None:
    line = accounts({"合 2026-03": "2026-04-10", "委 2026-03": "2026-04-18"}, "2026-03")
    assert (line.state, line.days, line.on) == (State.LATE, 3, date(2026, 4, 18))
    assert isinstance(line.record, Ledger)
    assert line.record.book == "村委会"


def test_one_book_that_is_not_there_is_enough_to_be_missing_and_is_named() -> None:
    line = accounts({"合 2026-02": "2026-03-10", "委 2026-02": "2026-03-10", "合 2026-03": "2026-04-10"}, "2026-03")
    assert (line.state, line.lacking) == (State.MISSING, ("村委会",))
    assert isinstance(line.record, Ledger)
    assert line.record.book == "合作社"


def test_where_no_book_is_there_none_is_named() -> None:
    line = accounts({"合 2026-02": "2026-03-10", "委 2026-02": "2026-03-10"}, "2026-03")
    assert (line.state, line.lacking, line.record) == (State.MISSING, (), None)


def test_a_book_is_owed_from_its_first_ledger_on() -> None:
    published = {"合 2026-03": "2026-04-10", "合 2026-04": "2026-05-10", "委 2026-04": "2026-05-20"}
    assert accounts(published, "2026-03").state is State.ON_TIME
    assert (accounts(published, "2026-04").state, accounts(published, "2026-04").days) == (State.LATE, 5)


def test_a_book_kept_by_the_quarter_beside_one_kept_by_the_month() -> None:
    published = {"合 2026-02": "2026-03-10", "委 2026-Q1": "2026-04-12"}
    line = accounts(published, "2026-02")
    assert (line.state, line.on) == (State.LATE, date(2026, 4, 12))


def test_a_legal_person_whose_money_is_in_another_book_owes_none() -> None:
    line = accounts({"合 2026-03": "2026-04-10"}, "2026-03")
    assert (line.state, line.lacking) == (State.ON_TIME, ())


@pytest.mark.parametrize("said", ["", "    并入: 村委会\n"], ids=["nothing said", "kept in itself"])
def test_a_registered_book_that_never_published_is_missed(said: str) -> None:
    alone = OWN.replace("    并入: 合作社\n", said)
    line = accounts({"合 2026-03": "2026-04-10"}, "2026-03", own=alone)
    assert (line.state, line.lacking) == (State.MISSING, ("村委会",))
    assert accounts({}, "2026-03", own=alone).lacking == ()


def test_a_legal_person_that_is_withdrawn_and_never_had_a_book_owes_none() -> None:
    note = "撤销:\n  - 编号: 撤1\n    条目: 村委会\n    原因: 写错\n    批准: 村民代表会议\n    日期: 2026-05-01\n"
    alone = OWN.replace("    并入: 合作社\n", "") + note
    assert accounts({"合 2026-03": "2026-04-10"}, "2026-03", own=alone).state is State.ON_TIME


def test_a_legal_person_registered_later_owes_from_then_on() -> None:
    board = board_of(
        {f"finance/{month}.yml": ledger(f"2026-0{month}") for month in (3, 4)},
        own=OWN.replace("    并入: 合作社\n", ""),
    )
    came = Change(VILLAGE, "village", "", "村委会", "", ChangeKind.ADDED)
    history = PlaceHistory((Published(publication(9, "2026-03-20"), came),))
    found = derive_disclosures(board, AS_OF, registered_on=registered_in(history, board.place))
    lines = next(one for one in found if one.item == "收支")
    assert (line_of(lines, "2026-03").state, line_of(lines, "2026-04").lacking) == (State.PRESENT, ("村委会",))


def test_a_withdrawn_legal_person_owes_what_it_had_until_its_last_ledger() -> None:
    note = "撤销:\n  - 编号: 撤1\n    条目: 村委会\n    原因: 合并\n    批准: 村民代表会议\n    日期: 2026-05-01\n"
    published = {
        "合 2026-03": "2026-04-10",
        "委 2026-03": "2026-04-25",
        "合 2026-04": "2026-05-10",
    }
    assert (accounts(published, "2026-03", own=OWN + note).days) == 10
    assert accounts(published, "2026-04", own=OWN + note).state is State.ON_TIME
    assert accounts(published, "2026-04").state is State.MISSING


def test_where_no_legal_person_is_listed_any_book_will_do() -> None:
    own = f"名称: 上河村\n{JOINED}"
    line = accounts({"合 2026-03": "2026-04-10", "委 2026-03": "2026-05-10"}, "2026-03", own=own)
    assert (line.state, line.on) == (State.ON_TIME, date(2026, 4, 10))


@pytest.mark.parametrize(
    ("spans", "state", "on"),
    [
        (("2026-03-01..2026-03-15", "2026-03-16..2026-03-31"), State.ON_TIME, date(2026, 4, 2)),
        (("2026-03-01..2026-03-15", "2026-03-17..2026-03-31"), State.MISSING, None),
        (("2026-03-02..2026-03-31", "2026-03-15..2026-04-20"), State.MISSING, None),
    ],
)
def test_no_day_of_a_period_may_be_left_out(spans: tuple[str, str], state: State, on: date | None) -> None:
    first, second = spans
    published = {"合 2026-02": "2026-03-01", f"合 {first}": "2026-04-01", f"合 {second}": "2026-04-02"}
    line = accounts(published, "2026-03")
    assert (line.state, line.on) == (state, on)


QUARTERLY = COUNTY.replace("周期: 月", "周期: 季", 1)


def test_a_quarter_is_there_with_its_last_month() -> None:
    months = {"合 2026-01": "2026-02-10", "合 2026-02": "2026-03-10", "合 2026-03": "2026-04-20"}
    line = accounts(months, "2026-Q1", county=QUARTERLY)
    assert (line.state, line.days, line.on) == (State.LATE, 5, date(2026, 4, 20))
    two = {key: when for key, when in months.items() if key != "合 2026-02"}
    assert accounts(two, "2026-Q1", county=QUARTERLY).state is State.MISSING


def test_where_a_board_begins_within_a_quarter_its_first_months_are_enough() -> None:
    line = accounts({"合 2026-02": "2026-03-10", "合 2026-03": "2026-04-10"}, "2026-Q1", county=QUARTERLY)
    assert (line.state, line.on) == (State.ON_TIME, date(2026, 3, 10))


def test_of_a_record_written_twice_the_first_publication_counts() -> None:
    published = {"合 2026-Q1": "2026-04-25", "合 2026-03": "2026-04-05"}
    assert accounts(published, "2026-03").on == date(2026, 4, 5)


def test_without_history_a_missing_book_is_missing_all_the_same() -> None:
    records = {"1": ledger("2026-02"), "2": ledger("2026-02", "村委会"), "3": ledger("2026-03")}
    board = board_of({f"finance/{name}.yml": text for name, text in records.items()})
    found = next(one for one in derive_disclosures(board, AS_OF) if one.item == "收支")
    assert line_of(found, "2026-02").state is State.PRESENT
    assert (line_of(found, "2026-03").state, line_of(found, "2026-03").lacking) == (State.MISSING, ("村委会",))


def test_a_very_long_record_covers_every_period_within_it() -> None:
    line = accounts({"合 2020-01-01..2026-06-30": "2026-07-10"}, "2026-03")
    assert (line.state, line.on) == (State.LATE, date(2026, 7, 10))
