"""Lines that change: as short as they can be, and applied to the letter or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from cunwu.core.problem import CunwuError
from cunwu.frame.rule_change import apply_change, write_change

LEDGER = "账户:\n  - 编号: 现金\n    期末: 820.00\n  - 编号: 银行\n    期末: 820.00\n"


def changed(change: str) -> str:
    return apply_change(LEDGER, change, "finance/2026-03.yml")[0]


def test_a_line_goes_and_a_line_comes_where_the_lines_around_say() -> None:
    change = "    - 编号: 银行\n-     期末: 820.00\n+     期末: 880.00\n"
    assert changed(change) == LEDGER.replace("银行\n    期末: 820.00", "银行\n    期末: 880.00")


def test_places_are_separated_by_an_ellipsis() -> None:
    change = "- 账户:\n+ 账户表:\n…\n-   - 编号: 银行\n+   - 编号: 银行一\n"
    assert changed(change) == LEDGER.replace("账户:", "账户表:").replace("银行", "银行一")


def test_each_line_of_a_change_is_known_in_the_changed_text() -> None:
    _, numbers = apply_change("a\nb\nc\nd\n", "  a\n+ x\n…\n- c\n+ y\n  d\n", "")
    assert numbers == {1: 1, 2: 2, 5: 4, 6: 5}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("-     期末: 820.00\n", "恰好出现一处，出现了 2 处"),
        ("- 期末: 820.00\n", "出现了 0 处"),
        ("+ 备注: 无\n", "出现了 0 处"),
        ("-   - 编号: 银行\n…\n-   - 编号: 现金\n", "没有按先后"),
        ("-   - 编号: 银行\n      期末: 820.00\n…\n-     期末: 820.00\n", "出现了 2 处"),
        ("-编号: 银行\n", "前面不是"),
        ("", "出现了 0 处"),
    ],
)
def test_what_does_not_fit_in_exactly_one_place_is_refused(change: str, message: str) -> None:
    with pytest.raises(CunwuError, match=message):
        changed(change)


def test_the_change_that_is_written_is_the_shortest_that_is_found_only_once() -> None:
    after = LEDGER.replace("银行\n    期末: 820.00", "银行\n    期末: 880.00")
    assert write_change(LEDGER, after) == "    - 编号: 银行\n-     期末: 820.00\n+     期末: 880.00\n"


def test_a_text_that_says_nowhere_where_a_line_belongs_cannot_be_changed() -> None:
    with pytest.raises(CunwuError, match="没有一行"):
        write_change("", "编号: 1\n")


texts = st.lists(st.sampled_from(["a", "b", "  c", "", "- d"]), min_size=1, max_size=12).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


@given(texts, texts)
def test_a_change_that_is_written_gives_the_other_text_when_it_is_applied(before: str, after: str) -> None:
    change = write_change(before, after)
    assert before == after if not change else apply_change(before, change, "")[0] == after
