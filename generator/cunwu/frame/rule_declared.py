"""Declared relations → the content of their pages: titles, sentences, and the value that breaks each in a sample."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.frame.rule_page import Declaration
from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import AtMost, BegunBy, Inside, LegalPerson, NotBefore, Relation, Within
from cunwu.rules.declared import Declared, holders_of, relations_in
from cunwu.yaml.reader import read_yaml

_YEAR = regex(r"^[0-9]{4}")


class _Case(Frozen):
    """One declared field, the word of the field it is related to, and the values of both in the sample."""

    kind: Kind[Record]
    at: Declared
    other: str
    other_value: str
    own_value: str

    @property
    def word(self) -> str:
        """The word of the field."""
        return self.at.spec.word

    @property
    def called(self) -> str:
        """The word with that of its list or group: 退赔的日期."""
        return "的".join((*(step.word for step in self.at.steps[-1:]), self.word))

    @property
    def holder(self) -> str:
        """The word of its list or group; that of the kind if the record itself holds it."""
        return self.at.steps[-1].word if self.at.steps else self.kind.label

    @property
    def called_clearly(self) -> str:
        """As `called`; a word of one character, which reads as part of the sentence, is quoted."""
        return self.called if len(self.word) > 1 else f"{self.called.removesuffix(self.word)}「{self.word}」"

    @property
    def relation(self) -> Relation:
        """The relation that is declared at the field."""
        return self.at.relation


def _shifted(text: str, years: int) -> str:
    """The same day `years` later; unchanged if the text begins with no year."""
    return _YEAR.sub(lambda found: str(int(found[0]) + years), text, count=1)


class _Page(Frozen):
    """The page of a sort of relation: its title, its sentence, and a value that breaks the relation."""

    title: Callable[[_Case], str]
    checked: Callable[[_Case], str]
    wrong: Callable[[_Case], str]


_PAGES: Mapping[type[Relation], _Page] = {
    Within: _Page(
        lambda one: f"{one.holder}写的「{one.word}」查不到",
        lambda one: f"{one.called}写的编号，是同一份记录「{one.other}」里的一条。",
        lambda _: "没有这条",
    ),
    LegalPerson: _Page(
        lambda one: f"{one.kind.label}的{one.word}不是村里的",
        lambda one: f"{one.kind.label}的「{one.word}」是村文件「法人」里的一个编号。",
        lambda _: "别的账",
    ),
    NotBefore: _Page(
        lambda one: f"{one.called_clearly}早于「{one.other}」",
        lambda one: f"{one.called}不早于「{one.other}」。",
        lambda one: _shifted(one.other_value, -1),
    ),
    BegunBy: _Page(
        lambda one: f"{one.called}还没有开始",
        lambda one: f"「{one.word}」说的事，到「{one.other}」的那一天已经开始。",
        lambda one: _shifted(one.other_value[:4], 1),
    ),
    Inside: _Page(
        lambda one: f"{one.called}不在期间之内",
        lambda one: f"{one.called}在这份记录的「{one.other}」之内。",
        lambda one: _shifted(one.own_value, -1),
    ),
    AtMost: _Page(
        lambda one: f"{one.called}比{one.other}还多",
        lambda one: f"{one.called}不多于「{one.other}」。",
        lambda one: str(int(one.other_value) + 1) if one.other_value.isdecimal() else "",
    ),
}
"""Sort of relation → its page. People write the pages of the other sorts, which a single value does not break."""


@cache
def declarations() -> Mapping[str, Declaration]:
    """Code → what its page says, for the codes that are declared at fields or kinds."""
    found = {code: declaration for kind in KINDS for code, declaration in _of_fields(kind)}
    return {**found, **dict(_of_kinds())}


def _of_fields(kind: Kind[Record]) -> Iterator[tuple[str, Declaration]]:
    tree, _ = read_yaml(sample_of(kind).encode(), kind.name)
    record = read_record(kind, tree, kind.name)[0] if tree else None
    for code, (*_, at) in relations_in(kind.record).items() if record is not None else ():
        page = _PAGES.get(type(at.relation))
        holder = next(holders_of(record, at.steps), None) if record is not None else None
        if page is None or record is None or holder is None:
            continue
        one = _case(kind, record, holder, at)
        words = tuple(step.word for step in at.steps)
        yield code, Declaration(kind.name, (*words, at.spec.word), page.title(one), page.checked(one), page.wrong(one))


def _case(kind: Kind[Record], record: Record, holder: Item, at: Declared) -> _Case:
    relation = at.relation
    name = getattr(relation, "other", "")
    lists = relation.lists if isinstance(relation, Within) else ()
    other_holder = holder if name in type(holder).declared else record
    spec = _spec(type(other_holder), name) if name else _spec(type(record), lists[0]) if lists else None
    other_value = getattr(other_holder, name) if name else None
    return _Case(kind, at, spec.word if spec else "", _typed(other_value), _typed(getattr(holder, at.spec.name)))


def _spec(model: type[Item], name: str) -> FieldSpec | None:
    return next((spec for spec in fields_of(model) if spec.name == name), None)


def _typed(value: object) -> str:
    """A value as a clerk types it; the first one of a list."""
    if isinstance(value, tuple):
        value = value[0] if value else ""
    return str(getattr(value, "text", value))


def _of_kinds() -> Iterator[tuple[str, Declaration]]:
    """The pages of references that lead to no record of a kind."""
    for kind in KINDS:
        if not kind.missing:
            continue
        thing = kind.thing or kind.label
        for holder in KINDS:
            words = next(_ways_to(holder.record, kind.name, ()), None)
            if words is not None and re.search(rf"^ *(?:- )?{words[-1]}: ", sample_of(holder), re.MULTILINE):
                whose = "本村或者上级" if kind.inherited else "本村"
                checked = f"凡是写「{words[-1]}」的地方，写的是{whose}一份{thing}记录的编号。"
                yield kind.missing, Declaration(holder.name, words, f"没有这份{thing}", checked, "没有这份")
                break


def _ways_to(model: type[Item], kind: str, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for spec in fields_of(model):
        if spec.to == kind:
            yield (*above, spec.word)
        if spec.model is not None:
            yield from _ways_to(spec.model, kind, (*above, spec.word))
