"""What the handbook for cadres says of a record can be written: its words are fields of the kind that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Kind, Record
from cunwu.yaml.reader import read_yaml

HANDBOOK = Path(__file__).resolve().parents[2] / "content/handbook"
PAGES = ("cadres.md", "cadres-assessment.md")
CALLED: dict[str, type[Item]] = {kind.label: kind.record for kind in KINDS} | {"设置": Settings}
CALLED["办法"] = CALLED["考核办法"]
EXAMPLES = {"加分"}
"""Words in corner brackets that a clerk may write, and need not."""
FUNDED = {"钱从哪里来": "资金来源", "谁出的钱": "资金来源", "哪一笔": "流水"}
"""What numbered lines promise in plain words → the field that holds it."""


def words_of(model: type[Item]) -> set[str]:
    """The words of every field of a model, of its groups and of its lists."""
    found = set()
    for spec in fields_of(model):
        found.add(spec.word)
        found |= words_of(spec.model) if spec.model is not None else set()
    return found


def sections() -> Iterator[tuple[str, str, tuple[Kind[Record], ...]]]:
    """Page and heading, text, and the kinds of the records that the section shows."""
    for page in PAGES:
        for part in re.split(r"^## ", (HANDBOOK / page).read_text("utf-8"), flags=re.MULTILINE)[1:]:
            kinds = []
            for shown in re.findall(r"^```yaml[^\n]*\n(.*?)^```$", part, re.MULTILINE | re.DOTALL):
                node, _ = read_yaml(shown.encode(), page)
                kinds += [kind for kind in KINDS if node and read_record(kind, node, page)[0] is not None]
            plain = re.sub(r"^```.*?^```$", "", part, flags=re.MULTILINE | re.DOTALL)
            yield f"{page} {part.partition(chr(10))[0]}", plain, tuple(kinds)


@pytest.mark.parametrize("promise", FUNDED)
def test_money_is_only_asked_for_where_a_record_has_a_field_for_it(promise: str) -> None:
    asked = [(where, kinds) for where, text, kinds in sections() if kinds and promise in text]
    assert [where for where, kinds in asked if not any(FUNDED[promise] in words_of(one.record) for one in kinds)] == []


def test_words_in_the_tables_are_fields_of_the_kind_before_them() -> None:
    found, wrong = 0, []
    for page in PAGES:
        for row in re.findall(r"^\|[^|\n]+\|([^|\n]+)\|", (HANDBOOK / page).read_text("utf-8"), re.MULTILINE):
            models = [CALLED[word] for word in re.findall(r"([一-龥]+)(?=：|的「)", row) if word in CALLED]
            known = set().union(*map(words_of, models))
            for key in re.findall(r"`([^`:]+): ", row) if models else ():
                found += 1
                wrong += [(page, row, key)] if key not in known else []
    assert found > 8
    assert wrong == []


def test_words_in_corner_brackets_are_words_of_records() -> None:
    known = set().union(*map(words_of, CALLED.values())) | set(CALLED)
    fields = (spec for model in CALLED.values() for spec in every_field(model))
    choices = {word for spec in fields if spec.form is not None for word in spec.form.choices}
    told = {(where, word) for where, text, _ in sections() for word in re.findall(r"「([^」]+)」", text)}
    assert {(where, word) for where, word in told if word not in known | choices | EXAMPLES} == set()


def every_field(model: type[Item]) -> Iterator[FieldSpec]:
    for spec in fields_of(model):
        yield spec
        if spec.model is not None:
            yield from every_field(spec.model)
