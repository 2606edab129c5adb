"""What is read last is folded, what was corrected stays in sight, and what a place says of itself has a name."""

from __future__ import annotations

import pytest

from cunwu.core.frozen import replace
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.region import REGION
from cunwu.kinds.village import VILLAGE
from cunwu.pages.parts.folding import fold, fold_named
from cunwu.pages.parts.plain_words import called
from cunwu.pages.parts.view import Cell, Fact, Row, Section, Table, Was


def section(anchor: str, *cells: Cell) -> Section:
    return Section("公示", anchor, tables=(Table("公示", (), tuple(Row((cell,)) for cell in cells)),))


def test_a_section_that_is_named_is_folded_and_says_how_much_is_in_it() -> None:
    notices, payments = fold_named((section("notices", Cell("事前"), Cell("事后")), section("payments")), {"notices"})
    assert (notices.folded, payments.folded) == ("一共 2 条", "")


def test_what_was_corrected_is_never_folded_away() -> None:
    corrected = Cell("1 月 24 日", was=(Was("1 月 20 日", "2026 年 2 月 1 日更正"),))
    assert [one.folded for one in fold_named((section("notices", Cell("事前"), corrected),), {"notices"})] == [""]


@pytest.mark.parametrize("anchor", ["explanations", "corrections"])
def test_what_stands_beside_its_figure_is_folded_as_a_list(anchor: str) -> None:
    folded, shown = fold_named((section(anchor, Cell("REQ002")), section("matters")), ())
    assert (folded.folded, shown.folded) == ("一共 1 条", "")


def test_fields_and_rows_are_counted_apart() -> None:
    bids = replace(section("procurement", Cell("甲"), Cell("乙")), facts=(Fact("方式", "公开招标"),))
    assert fold(bids).folded == "一共 1 栏、2 条"


def test_what_a_place_says_of_itself_is_not_called_by_its_sort() -> None:
    assert [called(kind) for kind in (VILLAGE, REGION, LEDGER)] == ["基本情况", "基本情况", "收支"]
