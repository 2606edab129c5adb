"""The table of traditional characters: where it is from, whom it serves, and that search.js knows when to load it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.search.simplified import PARTS, SIMPLIFIED, read_table, simplified_files
from support.search_model import weight

ASSETS = Path(__file__).resolve().parents[2] / "theme/assets"
TEXT = (ASSETS / SIMPLIFIED).read_text("utf-8")
TABLE = read_table(TEXT)


def is_common(sign: str) -> bool:
    """Whether it is one of the 6,763 characters that are common among the simplified ones."""
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("電費", "电费"), ("農村", "农村"), ("機耕路", "机耕路"), ("補助", "补助"), ("會議", "会议"), ("硬化", "硬化")],
)
def test_what_is_typed_in_traditional_characters_is_read_as_simplified(typed: str, meant: str) -> None:
    assert "".join(TABLE.get(sign, sign) for sign in typed) == meant


def test_the_table_says_where_it_is_from_and_under_which_licence() -> None:
    head = TEXT.partition("\n")[0] + TEXT.splitlines()[1]
    assert "OpenCC" in head
    assert "Apache-2.0" in head


def test_every_character_becomes_a_common_one_in_a_single_step() -> None:
    assert [sign for sign in TABLE.values() if not is_common(sign)] == []
    assert [sign for sign in TABLE.values() if TABLE.get(sign, sign) != sign] == []


def test_the_script_knows_the_traditional_characters_that_are_among_the_common_ones() -> None:
    shared = "".join(sorted(filter(is_common, TABLE)))
    assert f'"{shared}".includes' in (ASSETS / "search.js").read_text("utf-8")


def test_the_parts_hold_the_table_and_a_query_loads_few_bytes() -> None:
    parts = [content.decode() for _, content in simplified_files(TEXT)]
    assert len(parts) == PARTS
    assert dict(pair for part in parts for pair in zip(part[::2], part[1::2], strict=True)) == TABLE
    assert max(weight(part.encode()) for part in parts) <= 1_600
