"""Amounts and short codes that are typed whole lead to where they stand, whatever else holds the same digits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from cunwu.search.keys import amounts_in, coded_rows, number_of
from cunwu.search.lines import searched_records
from cunwu.search.pieces import pieces_of
from cunwu.search.place import search_of
from support.search_boards import contexts, write_samples


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("支出 320.00 元", "320"),
        ("金额 1,320.50 元", "1320.5"),
        ("−460.00 元", "460"),
        ("收入 0.05 元", "0.05"),
        ("共 320 元", "320"),
        ("１，３２０．５０元", "1320.5"),
    ],
)
def test_an_amount_is_known_by_its_value(text: str, amount: str) -> None:
    assert amounts_in([text]) == {amount}


@pytest.mark.parametrize("text", ["320 户", "第 320 笔", "320 万元", "2026 年", "元"])
def test_a_number_without_yuan_is_no_amount(text: str) -> None:
    assert amounts_in([text]) == frozenset()


@given(st.integers(0, 10**9))
def test_every_amount_is_found_by_what_a_page_shows_of_it(fen: int) -> None:
    (amount,) = amounts_in([f"支出 {fen // 100:,}.{fen % 100:02} 元"])
    whole, _, rest = amount.partition(".")
    assert int(whole) * 100 + int(rest.ljust(2, "0") or 0) == fen


def test_every_amount_and_every_code_of_every_kind_stands_in_the_shard_of_its_key(tmp_path: Path) -> None:
    write_samples(tmp_path)
    for context in contexts(tmp_path):
        files = dict(search_of(context).files)
        shards = [json.loads(content) for url, content in sorted(files.items()) if "/keys/" in url]
        for position, piece in enumerate(pieces_of(searched_records(context))):
            for amount in amounts_in(piece.texts):
                assert position in shards[number_of(amount, len(shards))]["amounts"][amount]
        rows = list(coded_rows(context))
        for row in rows:
            assert shards[number_of(row.code[:5], len(shards))]["codes"][row.href][row.code] == row.anchor
        assert len(rows) == sum(map(len, context.codes.values()))
