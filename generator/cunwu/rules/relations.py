"""Rules that are declared at the fields of kinds: one function and one sentence for each sort of relation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache, partial
from itertools import islice
from typing import Any
from unicodedata import normalize

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Severity
from cunwu.derive.booked import Claim, came_in, disagreeing, went_out
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item, NumberedItem, written
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.reading import REC_REFUSALS
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import (
    AtMost,
    BegunBy,
    Books,
    Counting,
    Inside,
    LegalPerson,
    NotBefore,
    NotNegative,
    Relation,
    Unique,
    Wanted,
    Within,
)
from cunwu.kinds.village import Village
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, Rule, found
from cunwu.rules.declared import Declared, holders_of, relations_in, values_of
from cunwu.values.bounds import bounds_of, count_in_words
from cunwu.values.dates import PartialDay
from cunwu.values.money import ZERO, stated
from cunwu.values.period import Period
from cunwu.values.quantity import Quantity
from cunwu.values.wording import nearest
from cunwu.yaml.reader import YML_REFUSALS

_RECORDS, _LINKS = "program/records", "program/references"
READING = (*YML_REFUSALS, *REC_REFUSALS)
"""Codes of files that could not be read: references to such a file lead nowhere."""


_Held = Callable[[Record, Item, Declared, Context], Iterator[Finding]]
"""Record, holder of the field, declared field, context → findings at this holder."""


def _subject(item: Item) -> str:
    return f"编号 {item.number} 的" if isinstance(item, NumberedItem) else ""


def _other(record: Record, item: Item, name: str) -> tuple[Any, FieldSpec]:
    """The value and the declaration of another field: of the item if it declares that name, else of the record."""
    holder = item if name in type(item).declared else record
    return getattr(holder, name), next(spec for spec in fields_of(type(holder)) if spec.name == name)


def _span(value: object) -> tuple[date, date] | None:
    """The first and the last day that a value may mean; None if it is no day."""
    if isinstance(value, PartialDay | Period):
        return value.first, value.last
    return (value, value) if isinstance(value, date) else None


def _outside_its_lists(record: Record, item: Item, at: Declared, _context: Context) -> Iterator[Finding]:
    relation, spec = at.relation, at.spec
    if not isinstance(relation, Within) or not (values := values_of(item, spec)):
        return
    names = tuple(name for name in relation.lists if name in type(record).declared)
    known = _numbers_in(record, names)
    for value in values:
        if value not in known:
            lists = "」或「".join(word_of(type(record), name) for name in names)
            facts = {"subject": _subject(item), "word": spec.word, "value": value, "lists": lists}
            yield Finding(item, spec.name, {**facts, "known": _named(known)}, record)


# A list is asked as often as another names its rows.
@lru_cache(maxsize=64)
def _numbers_in(record: Record, names: tuple[str, ...]) -> Mapping[str, None]:
    """The numbers of the rows of these lists, in their order."""
    return dict.fromkeys(row.number for name in names for row in written(getattr(record, name)))


def _named(known: Mapping[str, None], most: int = 20) -> str:
    return "、".join(islice(known, most)) + (f" 等 {len(known)} 个" if len(known) > most else "") or "（还没有）"


def _unknown_legal_person(record: Record, item: Item, at: Declared, context: Context) -> Iterator[Finding]:
    village = context.place.record
    if not isinstance(village, Village):
        return
    known = [person.number for person in written(village.legal_persons)]
    for value in values_of(item, at.spec):
        if value not in known:
            facts = {"word": at.spec.word, "value": value, "known": "、".join(known) or "（还没有）"}
            yield Finding(item, at.spec.name, facts, record)


def _before_the_other(record: Record, item: Item, at: Declared, _context: Context) -> Iterator[Finding]:
    relation = at.relation
    if not isinstance(relation, NotBefore):
        return
    other, spec = _other(record, item, relation.other)
    own, limit = _span(getattr(item, at.spec.name)), _span(other)
    if own is not None and limit is not None and own[1] < limit[0]:
        facts = {"subject": _subject(item), "word": at.spec.word, "day": getattr(item, at.spec.name)}
        yield Finding(item, at.spec.name, {**facts, "other": spec.word, "limit": other}, record)


def _not_begun(record: Record, item: Item, at: Declared, _context: Context) -> Iterator[Finding]:
    relation = at.relation
    if not isinstance(relation, BegunBy):
        return
    other, spec = _other(record, item, relation.other)
    own, limit = _span(getattr(item, at.spec.name)), _span(other)
    if own is not None and limit is not None and own[0] > limit[1]:
        facts = {"subject": _subject(item), "word": at.spec.word, "day": own[0]}
        yield Finding(item, at.spec.name, {**facts, "other": spec.word, "limit": other}, record)


def _outside_the_period(record: Record, item: Item, at: Declared, _context: Context) -> Iterator[Finding]:
    relation = at.relation
    if not isinstance(relation, Inside) or not isinstance(period := getattr(record, relation.other), Period):
        return
    for value in values_of(item, at.spec):
        own = _span(value)
        if own is not None and (own[0] > period.last or (own[1] < period.first and not relation.late_only)):
            facts = {"subject": _subject(item), "word": at.spec.word, "day": value, "period": period.label}
            yield Finding(item, at.spec.name, facts, record)


def _more_than_the_other(record: Record, item: Item, at: Declared, _context: Context) -> Iterator[Finding]:
    relation, own = at.relation, getattr(item, at.spec.name)
    if not isinstance(relation, AtMost) or own is None:
        return
    limit, spec = _other(record, item, relation.other)
    if limit is not None and bounds_of(own, at.spec.unit).least > bounds_of(limit, spec.unit).most:
        facts = {"subject": _subject(item), "word": at.spec.word, "value": count_in_words(own, at.spec.unit)}
        yield Finding(
            item, at.spec.name, {**facts, "other": spec.word, "limit": count_in_words(limit, spec.unit)}, record
        )


def _not_written(record: Record, item: Item, at: Declared, _context: Context) -> Iterator[Finding]:
    relation = at.relation
    if not isinstance(relation, Wanted) or at.spec.is_written(item):
        return
    why = ""
    if relation.other:
        other, spec = _other(record, item, relation.other)
        if other not in relation.words:
            return
        why = f"「{spec.word}」写的是「{other}」，"
    subject = f"编号 {item.number} " if isinstance(item, NumberedItem) else ""
    facts = {"subject": subject, "word": at.spec.word, "why": why}
    yield Finding(item, relation.other or at.spec.name, facts, record)


def _below_nothing(record: Record, item: Item, at: Declared, _context: Context) -> Iterator[Finding]:
    amount = stated(getattr(item, at.spec.name))
    if amount is not None and amount < ZERO:
        yield Finding(item, at.spec.name, {"subject": _subject(item), "word": at.spec.word, "value": amount}, record)


def _in_another_unit(record: Record, item: Item, at: Declared, _context: Context) -> Iterator[Finding]:
    relation, value = at.relation, getattr(item, at.spec.name)
    if isinstance(relation, Counting) and isinstance(value, Quantity) and value.unit in relation.others:
        facts = {"subject": _subject(item), "word": at.spec.word, "value": value, "unit": relation.unit}
        yield Finding(item, at.spec.name, facts, record)


def _said_twice(record: Record, item: Item, at: Declared, _context: Context) -> Iterator[Finding]:
    """Runs over the holder of the list, because the rows have to be compared with one another."""
    seen: dict[object, str] = {}
    for row in getattr(item, at.steps[-1].name):
        value = getattr(row, at.spec.name)
        folded = "".join(normalize("NFKC", value).split()) if isinstance(value, str) else value
        if value is not None and seen.setdefault(folded, row.number) != row.number:
            facts = {"subject": _subject(row), "word": at.spec.word, "value": value, "first": seen[folded]}
            yield Finding(row, at.spec.name, facts, record)


class _Sort(Frozen):
    """What all relations of one sort share."""

    name: str
    message: str
    remedy: str
    source: str
    held: _Held


_SORTS: Mapping[type[Relation], _Sort] = {
    Within: _Sort(
        "row_not_in_its_list",
        "{subject}{word}「{value}」不在「{lists}」里",
        "填「{lists}」里一条的编号：{known}",
        _LINKS,
        _outside_its_lists,
    ),
    LegalPerson: _Sort(
        "legal_person_unknown",
        "{word}「{value}」不在村文件的法人列表里",
        "{word}填法人的编号：{known}；没有的先在 village.yml 的「法人」里加上",
        _LINKS,
        _unknown_legal_person,
    ),
    NotBefore: _Sort(
        "day_before_what_it_follows",
        "{subject}「{word}」{day} 早于「{other}」{limit}",
        "核对「{word}」和「{other}」",
        _RECORDS,
        _before_the_other,
    ),
    BegunBy: _Sort(
        "not_begun_by_then",
        "{subject}「{word}」从 {day} 开始，「{other}」是 {limit}，还没有到",
        "核对「{word}」和「{other}」",
        _RECORDS,
        _not_begun,
    ),
    Inside: _Sort(
        "day_outside_the_period",
        "{subject}{word} {day} 不在 {period} 之内",
        "改正日期；确实属于别的期间的，移到那个期间的文件里",
        _RECORDS,
        _outside_the_period,
    ),
    AtMost: _Sort(
        "more_than_there_are",
        "{subject}「{word}」{value}，多于「{other}」的 {limit}",
        "核对「{word}」和「{other}」",
        _RECORDS,
        _more_than_the_other,
    ),
    Wanted: _Sort("not_said", "{subject}{why}没有写「{word}」", "补上「{word}」", _RECORDS, _not_written),
    Unique: _Sort(
        "said_twice_in_a_list",
        "{subject}{word}「{value}」和编号 {first} 的一样",
        "一项写一条：合并，或删去重复的",
        _RECORDS,
        _said_twice,
    ),
    NotNegative: _Sort(
        "amount_below_nothing",
        "{subject}「{word}」是负数（{value} 元），像是正负号写反了",
        "核对正负号；确实是负数的不用改，可以在「反常说明」里写明",
        _RECORDS,
        _below_nothing,
    ),
    Counting: _Sort(
        "counted_in_another_unit",
        "{subject}「{word}」写的是 {value}，这一栏数的是{unit}",
        "核对数字和单位，单位写「{unit}」；数的是别的，换到那一栏",
        _RECORDS,
        _in_another_unit,
    ),
    Books: _Sort(
        "booked_otherwise",
        "{what} 是 {stated} 元，收支「{reference}」写的是{booked}",
        "两处改成一致；以凭证为准。几笔合起来记一笔流水的，都写上那一个流水",
        _LINKS,
        lambda *_: iter(()),
    ),
}
"""Sort of relation → its sentence and its function. That of `Books` finds nothing: see `_booked_otherwise`."""


def _held(code: str, record: Record, context: Context) -> Iterator[Finding]:
    """Findings in one record for all relations that a code enforces."""
    for at in relations_in(type(record)).get(code, ()):
        relation = at.relation
        steps = at.steps[:-1] if isinstance(relation, Unique) else at.steps
        for item in holders_of(record, steps):
            yield from _SORTS[type(relation)].held(record, item, at, context)


def _booked_otherwise(code: str, board: Board) -> Iterator[Finding]:
    """Items of any record of the board whose amount differs from that of the entry they name."""
    for group in disagreeing(board, _claims(code, board)):
        first = group.claims[0]
        at, *_ = relations_in(type(first.record))[code]
        word = word_of(type(first.item), first.field)
        what = f"{at.steps[-1].word} {group.numbers}" if at.steps else f"{group.numbers} 的{word}"
        facts = {"what": what, "stated": group.stated, "reference": group.reference}
        yield Finding(first.item, first.field, {**facts, "booked": group.booked_in_words}, first.record)


def _claims(code: str, board: Board) -> Iterator[Claim]:
    for file in board.files:
        for at in relations_in(type(file.record)).get(code, ()) if file.record is not None else ():
            relation = at.relation
            if file.record is None or not isinstance(relation, Books):
                continue
            claims = came_in if relation.is_income else went_out
            for item in holders_of(file.record, at.steps):
                amount = getattr(item, relation.amount)
                yield from claims(file.record, item, getattr(item, at.spec.name), amount, relation.amount)


def _leading_nowhere(kind: Kind[Any], board: Board) -> Iterator[Finding]:
    """Every field of any record of the board that should name a record of `kind` and names none that exists."""
    entries = _entries(board) if kind is LEDGER else frozenset()
    for file in board.files:
        for part in file.parts:
            for spec in _references(type(part), kind.name):
                for reference in values_of(part, spec):
                    stands = reference in entries if kind is LEDGER else board.holds(kind, reference)
                    if not stands:
                        cause = board.unread(kind, reference.partition("#")[0])
                        if cause is not None and cause not in board.files:
                            continue  # the place above tells what is wrong with its file
                        facts = {"reference": reference, "near": _near(kind, board, entries, reference)}
                        yield found(part, spec.name, of=file.record, because=cause, **facts)


def _near(kind: Kind[Any], board: Board, entries: frozenset[str], reference: str) -> str:
    """The question whether another record was meant; empty if none is spelt much alike."""
    known = entries if kind is LEDGER else frozenset(one.reference for one in board.records(kind))
    near = nearest(reference, known)
    return f"，是不是「{near[0]}」？" if near else ""


def _entries(board: Board) -> frozenset[str]:
    gone = (file.withdrawn for file in board.withdrawn)
    ledgers = (*board.records(LEDGER), *(one for one in gone if isinstance(one, Ledger)))
    return frozenset(f"{one.period.text}#{entry.number}" for one in ledgers for entry in written(one.entries))


@cache
def _references(model: type[Item], kind: str) -> tuple[FieldSpec, ...]:
    """The fields of `model` that are declared as references to records of a kind."""
    return tuple(spec for spec in fields_of(model) if spec.to == kind)


def _rule_for_kind(kind: Kind[Any]) -> Rule:
    """The rule that every reference to a record of a kind leads to a record."""
    if kind is LEDGER:
        message, remedy = "收支里没有「{reference}」这一笔{near}", "写成 期间#编号，如 2026-03#017，并核对那个月的编号"
    else:
        message = f"没有编号为「{{reference}}」的{kind.thing or kind.label}{{near}}"
        where = f"本地或者上级的 {kind.folder}/" if kind.inherited else f" {kind.folder}/"
        remedy = f"核对编号；{kind.thing or kind.label}文件在{where} 里，编号要一字不差"
    return Rule(
        kind.missing,
        message,
        remedy,
        Severity.ERROR,
        _LINKS,
        partial(_leading_nowhere, kind),
        Board,
        READING,
        takes_context=False,
        name="leads_nowhere",
    )


def _rule_for(relation: Relation) -> Rule:
    sort, is_books = _SORTS[type(relation)], isinstance(relation, Books)
    return Rule(
        relation.code,
        sort.message,
        relation.hint or sort.remedy,
        relation.severity,
        relation.source or sort.source,
        partial(_booked_otherwise if is_books else _held, relation.code),
        Board if is_books else Record,
        (),
        takes_context=not is_books,
        name=sort.name,
        arithmetic=isinstance(relation, AtMost),
        declared=not is_books,
    )


def relation_rules() -> Iterator[Rule]:
    """One rule for each code that is declared at a field or at a kind, with the same message at each of them."""
    yield from (_rule_for_kind(kind) for kind in KINDS if kind.missing)
    rules: dict[str, Rule] = {}
    for model in _models(Item):
        for said in model.declared.values():
            for relation in said.facts.get("relations", ()):
                rules.setdefault(relation.code, _rule_for(relation))
    yield from rules.values()


def _models(model: type[Item]) -> Iterator[type[Item]]:
    yield model
    for below in model.__subclasses__():
        yield from _models(below)
