"""Records → tables: one for a kind, one for each list in it; the titles of columns are declared words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.exports.secret import is_secret, open_record
from cunwu.kinds.base import FieldSpec, Item, written
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import (
    COUNT,
    COUNT_OR_ABOUT,
    DAY,
    DAY_OR_SPAN,
    HALF_DAYS,
    PERCENT,
    PERCENT_OR_ABOUT,
    PERIOD,
    PRICE,
    QUANTITY,
    WAN,
    WHEN,
    YES,
    YUAN,
    Form,
    or_absent,
    or_unknown,
)
from cunwu.kinds.record import Kind, Record
from cunwu.records.record_file import RecordFile
from cunwu.values.absence import Absence
from cunwu.values.money import Money

Value = str | int | bool | Decimal | Money | date | Absence | None
"""The value of a cell: None if nobody wrote anything; 不详 and 不适用 are values like 零."""

RECORD, ABOVE, NUMBER = "记录", "上级编号", "编号"
"""Columns that join tables: the file name of the record, the number of the item above, the number of the item."""
WITHDRAWN, CORRECTED, LATE = "已撤销", "已更正", "已补录"
JOINED_BY = "、"

_SORTS = {
    form.name: sort
    for plain, sort in (
        (YUAN, "number"),
        (PERCENT, "number"),
        (HALF_DAYS, "number"),
        (COUNT, "integer"),
        (DAY, "date"),
        (YES, "boolean"),
    )
    for form in (plain, or_absent(plain), or_unknown(plain))
}

_AS_TYPED = frozenset(
    form.name
    for plain in (PERIOD, QUANTITY, WHEN, DAY_OR_SPAN, PRICE, COUNT_OR_ABOUT, PERCENT_OR_ABOUT)
    for form in (plain, or_absent(plain), or_unknown(plain))
)
"""Names of forms whose values are exported as the text that was typed."""
_PARTIAL = frozenset(form.name for form in (WHEN, or_absent(WHEN), or_unknown(WHEN)))
_ABSENT = tuple(either(YUAN).name.removeprefix(YUAN.name) for either in (or_absent, or_unknown))


class Column(Frozen):
    """One column: its title, and the type and constraints of its cells as in Table Schema."""

    title: str
    sort: str = "string"
    unit: str = ""
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    may_be_unknown: bool = False
    pattern: str = ""
    """What a text looks like: a day that may be known to the month or the year only."""


class Table(Frozen):
    """Rows with their columns and key, and their joins to rows of other tables."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    key: tuple[str, ...]
    joins: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()
    """Columns here, name of the other table, columns there."""


class Layout(Frozen, eq=False):
    """How the items of one model become rows: columns of its fields and groups, and layouts of its lists."""

    name: str
    title: str
    depth: int
    columns: tuple[Column, ...]
    get: Callable[[Item], tuple[Any, ...]]
    """Returns all values of an item at once, for speed: a board has hundreds of thousands."""
    as_text: tuple[tuple[int, Callable[[Any], Value]], ...]
    """Positions of the values that have to be converted, each with its conversion."""
    lists: tuple[tuple[Callable[[Item], Sequence[Item]], Layout], ...]


@cache
def layout_of(kind: Kind[Any]) -> Layout:
    """The layout of records of a kind. Fields that must not be shown one by one have no column."""
    return _layout(kind.record, kind.name, kind.label, 0)


def _layout(model: type[Item], name: str, title: str, depth: int) -> Layout:
    columns: list[Column] = []
    getters: list[tuple[str, ...]] = []
    as_text: list[tuple[int, Callable[[Any], Value]]] = []
    lists: list[tuple[Callable[[Item], Sequence[Item]], Layout]] = []
    for path, words, spec in _fields_below(model, (), ()):
        if spec.model is None:
            if spec.many or _needs_text(spec.form):
                as_text.append((len(columns), _joined if spec.many else to_value))
            columns.append(_column(words, spec))
            getters.append(path)
        elif not any(is_secret(inner) for inner in fields_of(spec.model)):
            inner_name, inner_title = "-".join((name, *path)).replace("_", "-"), "-".join((title, *words))
            lists.append((_getter_of_list(path), _layout(spec.model, inner_name, inner_title, depth + 1)))
    return Layout(name, title, depth, tuple(columns), _getter(getters), tuple(as_text), tuple(lists))


def _joined(values: Sequence[Any] | None) -> Value:
    return JOINED_BY.join(str(to_value(value)) for value in values or ()) or None


def _fields_below(
    model: type[Item], path: tuple[str, ...], words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], FieldSpec]]:
    """The path, the words and the declaration of every open field of a model and of the groups in it."""
    for spec in fields_of(model):
        if is_secret(spec):
            continue
        if spec.model is not None and not spec.many:
            yield from _fields_below(spec.model, (*path, spec.name), (*words, spec.word))
        else:
            yield (*path, spec.name), (*words, spec.word), spec


def _column(words: Sequence[str], spec: FieldSpec) -> Column:
    form = spec.form
    if form is None:
        raise TypeError(f"{spec.word} has no form")
    sort = "string" if spec.many else _SORTS.get(form.name, "string")
    return Column(
        title=".".join((*words[:-1], title_of(spec))),
        sort=sort,
        unit="%" if form in (PERCENT, PERCENT_OR_ABOUT) else spec.unit,
        help=spec.help,
        required=spec.required and len(words) == 1 and not spec.many,
        choices=form.choices if sort == "string" and not spec.many else (),
        may_be_unknown=form.name.endswith(_ABSENT),
        pattern=form.pattern if form.name in _PARTIAL and not spec.many else "",
    )


def title_of(spec: FieldSpec) -> str:
    """The title of a field's column: its word. Amounts are in 元; the unit of the record is marked with 原记录."""
    return f"原记录{spec.word}" if spec.form is not None and WAN in spec.form.choices else spec.word


def _getter(paths: Sequence[tuple[str, ...]]) -> Callable[[Item], tuple[Any, ...]]:
    if len(paths) > 1 and all(len(path) == 1 for path in paths):
        return attrgetter(*(name for (name,) in paths))
    reads = [_read(path) for path in paths]
    return lambda item: tuple(read(item) for read in reads)


def _needs_text(form: Form | None) -> bool:
    return form is not None and form.name in _AS_TYPED


def _read(path: tuple[str, ...]) -> Callable[[Item], Any]:
    if len(path) == 1:
        return attrgetter(path[0])
    first, rest = attrgetter(path[0]), _read(path[1:])

    def below(item: Item) -> Any:
        group = first(item)
        return None if group is None else rest(group)

    return below


def _getter_of_list(path: tuple[str, ...]) -> Callable[[Item], Sequence[Item]]:
    read = _read(path)
    return lambda item: written(read(item) or ())


def to_value(value: Any) -> Value:
    """The value of a field as a cell: the text that the clerk typed if it is neither a number nor a day."""
    if value is None or isinstance(value, str | int | Decimal | Money | date):
        return value
    return str(value.text)


# --- rows -------------------------------------------------------------------------------------------------------------


class _States(Frozen):
    """Numbers of the items of one record that were withdrawn, corrected or entered late."""

    withdrawn: frozenset[str]
    corrected: frozenset[str]
    late: frozenset[str]

    @classmethod
    def of(cls, record: Record) -> _States:
        return cls(
            record.withdrawn,
            frozenset(correction.item or "" for correction in record.corrections),
            frozenset(entry.item for entry in record.late_entries),
        )


def record_tables(kind: Kind[Any], files: Sequence[RecordFile]) -> Iterator[Table]:
    """The table of a kind, then those of its lists; without tables that have no rows."""
    layout = layout_of(kind)
    rows: dict[str, list[tuple[Value, ...]]] = {}
    for file in files:
        if file.record is not None:
            record = open_record(kind, file.record)
            _add_rows(rows, layout, record, (file.stem,), _States.of(record))
    yield from _tables(layout, rows, None)


def list_table(kind: Kind[Any], name: str, files: Sequence[RecordFile]) -> Table:
    """One list of the records of a kind; `name` is that of its table. The table may have no rows."""
    get, layout = next((get, inner) for get, inner in layout_of(kind).lists if inner.name == name)
    rows: dict[str, list[tuple[Value, ...]]] = {layout.name: []}
    for file in files:
        if file.record is not None:
            states = _States.of(file.record)
            for item in get(file.record):
                _add_rows(rows, layout, item, (file.stem,), states)
    return _table(layout, rows[layout.name], layout_of(kind))


def _add_rows(
    rows: dict[str, list[tuple[Value, ...]]], layout: Layout, item: Item, above: tuple[str, ...], states: _States
) -> None:
    number: str = getattr(item, "number", "") if layout.depth else ""
    own: Sequence[Value] = layout.get(item)
    if layout.as_text:
        own = list(own)
        for place, make in layout.as_text:
            own[place] = make(own[place])
    told = (number in states.withdrawn, number in states.corrected, number in states.late)
    rows.setdefault(layout.name, []).append((*above, *own, *(told if layout.depth else told[1:2])))
    for get, inner in layout.lists:
        for part in get(item):
            _add_rows(rows, inner, part, (above[0], number) if layout.depth else above, states)


def _tables(layout: Layout, rows: dict[str, list[tuple[Value, ...]]], above: Layout | None) -> Iterator[Table]:
    if layout.name in rows:
        yield _table(layout, rows[layout.name], above)
    for _, inner in layout.lists:
        yield from _tables(inner, rows, layout)


def _table(layout: Layout, rows: Sequence[Sequence[Value]], above: Layout | None) -> Table:
    columns, key = _columns_of(layout)
    joins: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()
    if above is not None and above.depth:
        joins = (((RECORD, ABOVE), above.name, (RECORD, NUMBER)),)
    elif above is not None:
        joins = (((RECORD,), above.name, (RECORD,)),)
    return Table(layout.name, layout.title, columns, rows, key, joins)


@cache
def _columns_of(layout: Layout) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """All columns of a table, and the titles of those that are its key."""
    joining = (RECORD, ABOVE) if layout.depth > 1 else (RECORD,)
    told = (WITHDRAWN, CORRECTED, LATE) if layout.depth else (CORRECTED,)
    columns = (
        *(Column(title, help=_HELP[title], required=True) for title in joining),
        *layout.columns,
        *(Column(title, "boolean", help=_HELP[title], required=True) for title in told),
    )
    return columns, (*joining, NUMBER) if layout.depth else (RECORD,)


_HELP = {
    RECORD: "记录的文件名",
    ABOVE: "属于哪个条目",
    WITHDRAWN: "已经撤销，不计入合计",
    CORRECTED: "公布以后更正过，见「更正」表",
    LATE: "期间公布以后补录的",
}
