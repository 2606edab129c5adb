"""Every kind of record goes into a workbook and comes back as it was: the samples, and whatever its fields can hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from cunwu.frame.samples import sample_of
from cunwu.imports.forms import layouts_of
from cunwu.imports.plain import Texts, differences, settle
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item, NumberedItem
from cunwu.kinds.fields import fields_of, unit_word
from cunwu.kinds.forms import WAN
from cunwu.kinds.reading import read_item
from cunwu.kinds.record import Kind
from cunwu.yaml.reader import read_plain
from support.workbooks import read_back, template

NAMES = [kind.name for kind in KINDS]
BY_NAME: dict[str, Kind[Any]] = {kind.name: kind for kind in KINDS}
WORDS = (
    st.text("电费路灯、，,;=+@'\"-#:{}[]%！（）Ａ1a ", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: text and "=====" not in text)
)


def texts_in(sample: str) -> Texts:
    plain, problems = read_plain(sample.encode(), "x")
    assert isinstance(plain, dict), problems
    return plain


def assert_comes_back(kind: Kind[Any], texts: Texts) -> None:
    """Nothing is lost, and nothing is otherwise in meaning."""
    filled = read_back(template(kind, texts))
    assert filled.problems == ()
    assert filled.rereads == ()
    settled, kept = settle(kind.record, texts, filled.texts)
    assert kept == ()
    assert list(differences(texts, settled)) == []
    # And the other way round: what the workbook says besides is nothing.
    assert settle(kind.record, filled.texts, texts)[1] == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_comes_back(name: str) -> None:
    assert_comes_back(BY_NAME[name], texts_in(sample_of(BY_NAME[name])))


@pytest.mark.parametrize("name", NAMES)
def test_no_two_sheets_and_no_two_headings_of_a_workbook_are_called_alike(name: str) -> None:
    layouts = layouts_of(BY_NAME[name])
    names = [layout.name.casefold() for layout in layouts]
    assert len(set(names)) == len(names)
    for layout in layouts:
        assert len(set(layout.titles)) == len(layout.titles)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_its_cell(name: str) -> None:
    """However deep it lies: what has no cell could never come back."""

    def leaves(model: type[Item]) -> Iterator[FieldSpec]:
        for spec in fields_of(model):
            if spec.model is None:
                yield spec
            else:
                yield from leaves(spec.model)

    cells = [column.spec for layout in layouts_of(BY_NAME[name]) for column in layout.columns]
    assert sorted(map(id, cells)) == sorted(map(id, leaves(BY_NAME[name].record)))


def accepted(spec: FieldSpec, unit: str, text: str) -> bool:
    try:
        if spec.form is not None:
            spec.form.parser_in(unit)(text)
    except ValueError:
        return False
    return True


TRIED = (
    *("零", "不详", "不适用", "0", "12", "1200", "1200.5", "0.07", "99999999999.99", "-12.30", "0.000001", "104.1233"),
    *(
        "2026",
        "2026-03",
        "2026-03-05",
        "1949-10-01",
        "2026-01..2026-06",
        "2026-Q1",
        "25%",
        "约4%",
        "230余万元",
        "4000余 个",
    ),
    *("稻谷 300 斤", "20.5", "是", "否", "周一、周三", "约40", "012", "+8", "1/2", "'一", "=A1", "是", "甲\n乙"),
)
"""Texts of every form, those that a spreadsheet would rather keep as something else among them."""


@st.composite
def table(draw: st.DrawFn, model: type[Item], unit: str, numbers: Iterator[int]) -> Texts:
    """A table with every required field, some of the others, and up to three rows in each list."""
    texts: Texts = {}
    for spec in fields_of(model):
        if not spec.required and draw(st.booleans()):
            continue
        if spec.model is not None and spec.many:
            rows = draw(st.integers(1 if spec.required else 0, 3))
            texts[spec.word] = [draw(table(spec.model, unit, numbers)) for _ in range(rows)]
        elif spec.model is not None:
            if inner := draw(table(spec.model, unit, numbers)):
                texts[spec.word] = inner
        elif spec.name == "number" and issubclass(model, NumberedItem):
            texts[spec.word] = f"{next(numbers):03}"
        elif spec.many:
            texts[spec.word] = draw(st.lists(single(spec, unit), max_size=3))
        else:
            texts[spec.word] = draw(single(spec, unit))
    return texts


@cache
def single(spec: FieldSpec, unit: str) -> st.SearchStrategy[str]:
    """A text that the field accepts."""
    form = spec.form
    assert form is not None
    fitting = [text for text in (*TRIED, *form.choices, *form.usual, form.example) if accepted(spec, unit, text)]
    free = WORDS.filter(lambda text: accepted(spec, unit, text)) if accepted(spec, unit, "电费 1") else st.nothing()
    return st.one_of(st.sampled_from(fitting or [form.example]), free)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=3, deadline=None)
def test_whatever_its_fields_can_hold_comes_back(name: str, data: st.DataObject) -> None:
    model = BY_NAME[name].record
    unit = data.draw(st.sampled_from(["", WAN])) if unit_word(model) else ""
    texts = data.draw(table(model, unit, iter(range(1, 10_000))))
    if unit_word(model):
        texts.pop(unit_word(model), None)
        texts = {unit_word(model): unit, **texts} if unit else texts
    assert read_item(model, texts)[1] == ()
    assert_comes_back(BY_NAME[name], texts)
