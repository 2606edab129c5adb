"""The single values of a record's tree, as changes tell them, and rows in a few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.history.change import WITHHELD
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import leads_to_names, names_people, words_of
from cunwu.kinds.forms import WAN
from cunwu.kinds.parts import refers
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money
from cunwu.values.period import Period
from cunwu.values.quantity import Quantity
from cunwu.yaml.reader import Mapping as MappingNode, Node, walk_scalars

NUMBER = "编号"
"""The word under which every row has its number."""


class Leaf(Frozen):
    """The value of one field: one text, or the texts of a plain list, read in the record's unit of money."""

    spec: FieldSpec | None
    """None for a word that is no longer declared."""
    texts: tuple[str, ...]
    unit: str
    holder: type[Item]
    """The model of the table that the field belongs to."""

    @property
    def told(self) -> str:
        """The value as a change may show it: without words about people who receive help.

        In their rows every value that is no amount, quantity or day counts as words. So does every value under a word
        that is not declared in such a record, because it may be a name too.
        """
        if self.spec is None:
            return WITHHELD if leads_to_names(self.holder) else self.text
        if names_people(self.holder) and (self.spec.named or any(isinstance(value, str) for value in self.values)):
            return WITHHELD
        return self.text

    @property
    def values(self) -> tuple[Any, ...]:
        """The texts as values; a text that cannot be read as a value stays a text."""
        return tuple(self._read(text) for text in self.texts)

    @property
    def text(self) -> str:
        """The value as a page shows it."""
        form = self.spec.form if self.spec else None
        shown = (value if form is None or value is text else form.show(value) for value, text in self._pairs)
        return "、".join(str(part) for part in shown)

    @property
    def _pairs(self) -> Iterator[tuple[Any, str]]:
        return zip(self.values, self.texts, strict=True)

    def same(self, one: str, other: str) -> bool:
        """Whether two texts, as typed, as quoted in a correction or as a page shows this value, are one value."""
        return one == other or self._meant(one) == self._meant(other)

    def _meant(self, text: str) -> Any:
        """What a text means in this field; the value itself if it is written as a page shows it."""
        return self._read(self.texts[0] if text == self.text and len(self.texts) == 1 else text)

    def _read(self, text: str) -> Any:
        form = self.spec.form if self.spec else None
        if form is None:
            return text
        parse = form.parse_wan if self.unit == WAN and form.parse_wan is not None else form.parse
        try:
            return parse(text)
        except ValueError:
            return text


def leaf_at(model: type[Item], spec: FieldSpec | None, node: Node | None, unit: str) -> Leaf | None:
    """The value of a field; None if nothing is written."""
    if node is None:
        return None
    unit = unit if spec is not None and spec.form is not None and spec.form.parse_wan is not None else ""
    texts = tuple(scalar.text for _, scalar in walk_scalars(node) if not scalar.is_absent)
    return Leaf(spec, texts, unit, model) if texts else None


_FIGURES_TOLD = 2


def tell_item(model: type[Item], node: MappingNode, unit: str) -> str:
    """A row in a few words, as pages show them: its first words, else its day; then amounts: 电费，支出 320.00 元."""
    leaves = leaves_of(model, node, unit)
    figures = [f"{word} {_in_full(leaf)}" for word, leaf in leaves.items() if _is_figure(leaf)]
    return "，".join(part for part in (first_words(leaves), *figures[:_FIGURES_TOLD]) if part)


def leaves_of(model: type[Item], node: MappingNode, unit: str) -> dict[str, Leaf]:
    """The single values of a row, by their word."""
    return {key.text: leaf for key, value in node.entries if (leaf := _leaf_of(model, key.text, value, unit))}


def first_words(leaves: Mapping[str, Leaf]) -> str:
    """What people call a row: its first words, else its day or what it refers to; empty if it may name people only."""
    texts = [leaf for word, leaf in leaves.items() if word != NUMBER and not _is_figure(leaf)]
    words = (leaf.told for leaf in sorted(texts, key=_is_day_or_reference))
    return next((text for text in words if text != WITHHELD), "")


def _leaf_of(model: type[Item], word: str, node: Node, unit: str) -> Leaf | None:
    spec = words_of(model).get(word)
    return leaf_at(model, spec, node, unit) if spec is not None and spec.model is None and not spec.many else None


def _is_figure(leaf: Leaf) -> bool:
    return all(isinstance(value, Money | Quantity | int) for value in leaf.values)


def _is_day_or_reference(leaf: Leaf) -> bool:
    is_reference = leaf.spec is not None and refers(leaf.spec)
    return is_reference or any(isinstance(value, date | PartialDay | Period) for value in leaf.values)


def _in_full(leaf: Leaf) -> str:
    unit = leaf.spec.unit if leaf.spec is not None else ""
    return leaf.text if not unit or leaf.text.endswith(("元", unit)) else f"{leaf.text} {unit}"
