"""Short codes: unique in a village, the same in every build, never moved by what comes later."""

from __future__ import annotations

from cunwu.derive.requests import Figures
from cunwu.derive.short_codes import DIGITS, SHORTEST, Codes, short_codes
from cunwu.kinds.request import Figure
from support.rules_villages import board_of

ROWS = 1500
"""So many rows that some codes begin alike."""


def notes(count: int) -> str:
    rows = "".join(
        f"  - {{编号: 求{n}, 收到日期: 2026-03-05, 渠道: 电话, 反映: 事情{n}}}\n" for n in range(1, count + 1)
    )
    return f"期间: 2026-03\n明细:\n{rows}"


def codes_of(count: int) -> dict[str, str]:
    return {one.number: one.code for one in short_codes(board_of({"requests/2026-03.yml": notes(count)}))}


def test_codes_are_short_digits_that_are_told_apart() -> None:
    codes = codes_of(ROWS)
    assert len(set(codes.values())) == len(codes)
    assert {digit for code in codes.values() for digit in code} <= set(DIGITS)
    assert not any(one != other and other.startswith(one) for one, other in zip(*neighbours(codes), strict=True))
    assert {len(code) for code in codes.values()} >= {SHORTEST, SHORTEST + 1}
    assert max(len(code) for code in codes.values()) <= SHORTEST + 4


def neighbours(codes: dict[str, str]) -> tuple[list[str], list[str]]:
    in_order = sorted(codes.values())
    return in_order[:-1], in_order[1:]


def test_what_comes_later_only_adds_digits() -> None:
    before, after = codes_of(20), codes_of(ROWS)
    assert all(after[number].startswith(code) for number, code in before.items())


def test_a_code_leads_to_its_row_and_half_a_code_to_nothing() -> None:
    board = board_of({"requests/2026-03.yml": notes(3)})
    (row,) = [one for one in short_codes(board) if one.number == "求2"]
    found = Figures(board).of(Figure(short_code=row.code))
    assert found is not None
    assert (found[0], found[1]) == (row.record, row.row)
    assert Figures(board).of(Figure(short_code=row.code[:3])) is None
    assert Codes(short_codes(board)).find("00000") is None
