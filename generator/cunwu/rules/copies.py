"""REC: records and rows typed twice, fields left open, notes dated before what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunwu.core.patterns import regex
from cunwu.core.problem import Severity
from cunwu.kinds.base import FieldSpec, Item, NumberedItem
from cunwu.kinds.fields import fields_of, names_people, parts_fields, words_of
from cunwu.kinds.record import Correction, LateEntry, Record, Redaction, Withdrawal
from cunwu.kinds.relations import Wanted
from cunwu.kinds.selection import Applicant
from cunwu.records.board import Board
from cunwu.records.record_file import RecordFile
from cunwu.rules.base import Finding, found, rule
from cunwu.values.period import Period
from cunwu.yaml.reader import Mapping, Node, Scalar, Sequence

_EVERY = "program/records"
_NUMBER_LINE = regex(r"(?m)^编号:.*\n?|^#.*\n?|\s+$")
"""The line of the record's own 编号, and what is not read."""
_BARE = regex(r": *(?:#.*)?(?=\n|\Z)")
"""Where a line may end with its key: a file has few of them, and looking at each line takes ten times as long."""
_EMPTY = regex(r": *\[\s*\]")
_NOTHING_BELOW = regex(
    # Behind the key perhaps lines that say nothing, then one that is neither deeper nor a row of its list.
    r"( *)(-( +))?[^\s#:-][^\s#:]{0,29}: *(?:#.*)?(?=\n|\Z)(?:\n *(?:#.*)?(?=\n|\Z))*(?!\n\1(?(2) \3)[ -])"
)


@rule(
    "REC028",
    "除了编号，和{label}「{other}」一字不差",
    remedy="是同一件事就删去一份（公布过的写「撤销」）；是两件事就写出哪里不同",
    source=_EVERY,
    severity=Severity.NOTICE,
)
def record_typed_twice(board: Board) -> Iterator[Finding]:
    """No two records of a kind say the same under two numbers."""
    seen: dict[tuple[str, str], Record] = {}
    for file in board.files:
        record, kind = file.record, file.kind
        if record is None or kind is None or "number" not in type(record).declared:
            continue
        first = seen.setdefault((kind.name, _NUMBER_LINE.sub("", file.text)), record)
        if first is not record and first.reference != record.reference:
            yield found(record, "number", of=record, label=kind.label, other=first.reference)


@rule(
    "REC051",
    "{word} {number} 除了编号，和 {other} 一字不差",
    remedy="写重了就删去一条（公布过的写「撤销」）；真是两件事，写出哪里不同，或者不用动",
    source=_EVERY,
    severity=Severity.NOTICE,
)
def row_typed_twice(record: Record) -> Iterator[Finding]:
    """No two rows of a list say the same under two numbers; people behind masks may well look alike."""
    yield from _rows_alike(record)


def _rows_alike(item: Item) -> Iterator[Finding]:
    for spec in parts_fields(type(item)):
        value = getattr(item, spec.name)
        rows = value if spec.many else () if value is None else (value,)
        if spec.many and len(rows) > 1 and spec.model is not None and not _is_of_people(spec.model):
            yield from _alike(spec, rows)
        for row in rows:
            yield from _rows_alike(row)


def _is_of_people(model: type[Item]) -> bool:
    """Whether the rows are people who may look alike: those who receive help, applicants known only by their number."""
    return model is Applicant or names_people(model)


def _alike(spec: FieldSpec, rows: tuple[NumberedItem, ...]) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], NumberedItem] = {}
    fields = [one for one in fields_of(type(rows[0])) if one.name != "number"]
    for row in rows:
        said = tuple(_plain(getattr(row, one.name)) for one in fields)
        first = seen.setdefault(said, row)
        # Of a row with one word more than its number nobody says that it was typed twice.
        if first is not row and sum(value not in (None, ()) for value in said) > 1:
            yield found(row, "number", word=spec.word, number=row.number, other=first.number)


def _plain(value: object) -> object:
    """What a field says; of rows below it without their numbers."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if isinstance(value, Item):
        return tuple(_plain(getattr(value, one.name)) for one in fields_of(type(value)) if one.name != "number")
    return value


@rule(
    "YML024",
    "「{word}」后面是空的，什么也没有写",
    remedy="补上内容；没有就把这一行删去",
    source=_EVERY,
    severity=Severity.NOTICE,
)
def field_left_open(file: RecordFile) -> Iterator[Finding]:
    """A field that is begun says something: what was meant to stand below it may have been lost."""
    is_open, is_empty = _may_be_open(file.text), _EMPTY.search(file.text) is not None
    if file.record is None or not (is_open or is_empty) or file.tree is None:
        return  # a tree is read only then, for it takes long
    empty = _empty_lists(type(file.record), file.tree) if is_empty else ()
    for key in (*_open_keys(file.tree), *empty):
        yield Finding(file, facts={"word": key.text}, spot=key.spot)


def _may_be_open(text: str) -> bool:
    ends = (hit.start() for hit in _BARE.finditer(text))
    return any(_NOTHING_BELOW.match(text, text.rfind("\n", 0, end) + 1) for end in ends)


def _open_keys(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _open_keys(item)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            if isinstance(value, Scalar) and value.is_absent:
                yield key
            yield from _open_keys(value)


def _empty_lists(model: type[Item], node: Mapping) -> Iterator[Scalar]:
    """Lists that hold no row though nobody had to write them; where one is wanted, none is an answer."""
    for key, value in node.entries:
        spec = words_of(model).get(key.text)
        if spec is None or not isinstance(value, Sequence | Mapping):
            continue
        if isinstance(value, Sequence) and not value.items and not spec.required:
            is_answer = any(isinstance(relation, Wanted) for relation in spec.relations)
            yield from () if is_answer else (key,)
        rows = value.items if isinstance(value, Sequence) else (value,)
        for row in rows if spec.model is not None else ():
            if isinstance(row, Mapping) and spec.model is not None:
                yield from _empty_lists(spec.model, row)


_Note = Correction | Withdrawal | LateEntry | Redaction


@rule(
    "REC029",
    "{word} {number} 的日期 {day} 早于{what} {limit}：还没有公布，没有什么可以{word}的",
    remedy="核对年份和月份；公布以前发现的错，直接改，不用写{word}",
    source="program/corrections",
)
def note_before_publication(record: Record) -> Iterator[Finding]:
    """What explains a change of something published is not older than its publication, nor than what it is about."""
    notes: tuple[_Note, ...] = (*record.corrections, *record.withdrawals, *record.late_entries, *record.redactions)
    told = earliest_of(record) if notes else None
    for note in notes if told else ():
        if told is not None and note.on < told[1]:
            word = _WORDS[type(note)]
            yield found(note, "on", word=word, number=note.number, day=note.on, what=told[0], limit=told[1])


_WORDS = {Correction: "更正", Withdrawal: "撤销", LateEntry: "补录", Redaction: "屏蔽"}


def earliest_of(record: Record) -> tuple[str, date] | None:
    """The day before which the record cannot have been published, with its name; None if that is not known."""
    posted = getattr(getattr(record, "posted", None), "on", None)
    if isinstance(posted, date):
        return "公布的日期", posted
    value = getattr(record, record.dated_by) if record.dated_by else None
    return ("期间的第一天", value.first) if isinstance(value, Period) else None
