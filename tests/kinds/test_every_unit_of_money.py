"""Wherever a record holds money, it may be written in 元 or in 万元; tested over the registry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of, unit_word
from cunwu.kinds.forms import WAN
from cunwu.kinds.reading import read_item
from cunwu.kinds.record import Kind
from cunwu.values.money import Money, parse_wan, plain_in, plain_yuan


def money_in(model: type[Item], steps: tuple[FieldSpec, ...] = ()) -> Iterator[tuple[FieldSpec, ...]]:
    """The way to every amount of a record."""
    for spec in fields_of(model):
        if spec.form is not None and spec.form.parse_wan is not None:
            yield (*steps, spec)
        if spec.model is not None:
            yield from money_in(spec.model, (*steps, spec))


WITH_MONEY = [kind for kind in KINDS if any(money_in(kind.record))]


def filled(model: type[Item], steps: tuple[FieldSpec, ...], text: str) -> dict[str, Any]:
    """The required fields of a table with their examples, and one amount."""
    first, *rest = steps
    found: dict[str, Any] = {}
    for spec in fields_of(model):
        if spec is first or not spec.required:
            continue
        if spec.model is None:
            found[spec.word] = [spec.example_text] if spec.many else spec.example_text
        else:
            found[spec.word] = [] if spec.many else filled(spec.model, (spec,), text)
    if rest and first.model is not None:
        below = filled(first.model, tuple(rest), text)
        return {**found, first.word: [below] if first.many else below}
    return {**found, first.word: [text] if first.many else text}


def test_most_kinds_have_money() -> None:
    assert {kind.name for kind in WITH_MONEY} >= {"ledger", "levy", "audit", "budget", "project", "visit", "posting"}


@pytest.mark.parametrize("kind", WITH_MONEY, ids=[kind.name for kind in WITH_MONEY])
def test_every_amount_of_every_kind_may_be_in_ten_thousands(kind: Kind[Any]) -> None:
    word = unit_word(kind.record)
    assert word
    for steps in money_in(kind.record):
        plain = {**filled(kind.record, steps, "1.2345"), word: WAN}
        item, misfits = read_item(kind.record, plain)
        assert misfits == (), [spec.word for spec in steps]
        value: Any = item
        for spec in steps:
            value = getattr(value, spec.name)
            value = value[0] if spec.many else value
        assert value.fen == 1_234_500, [spec.word for spec in steps]
        assert "万元" in steps[-1].form.show(value) if steps[-1].form else False


@pytest.mark.parametrize("text", ["1.2", "0.85", "-3", "12.345678", "0"])
def test_an_amount_is_typed_as_its_record_types_amounts(text: str) -> None:
    amount = parse_wan(text)
    assert plain_in(amount, WAN) == text
    assert plain_in(amount, "元") == plain_yuan(amount)
    assert parse_wan(plain_in(Money(amount.fen), WAN)) == amount
