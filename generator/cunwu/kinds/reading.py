"""A tree of texts → a record of its kind, or every problem that prevents it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, TypeVar

from cunwu.core.frozen import Frozen, replace
from cunwu.core.patterns import regex
from cunwu.core.problem import Problem, Spot
from cunwu.core.refusal import Refusal
from cunwu.kinds.base import FieldSpec, I, Item, NumberedItem, Rows
from cunwu.kinds.fields import fields_of, unit_word, word_of, words_of
from cunwu.kinds.forms import DAYS, DEADLINE, PERIOD, WAN
from cunwu.kinds.near import meant_by
from cunwu.kinds.parts import owner_of, spec_at
from cunwu.kinds.record import Kind, Record, Withdrawal
from cunwu.kinds.remedies import how_to_rewrite, period_in_name, with_its_year
from cunwu.values.spans import right_span
from cunwu.values.wording import Misread, quoted
from cunwu.yaml.reader import Mapping as MappingNode, Plain, key_spot_at, spot_at, to_plain

R = TypeVar("R", bound=Record)

REC_REFUSALS: dict[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            "REC001",
            "required_field_missing",
            "缺少「{word}」",
            "补一行「{word}: …」，例如 {word}: {example}",
        ),
        Refusal(
            "REC002",
            "key_unknown",
            "没有「{word}」这一栏{nearest}",
            "{how}",
        ),
        Refusal("REC003", "value_unreadable", "「{word}」{reason}", "{how}"),
        Refusal(
            "REC004",
            "shape_wrong",
            "「{word}」{expected}，填写的是{found}",
            "{how}",
        ),
    )
}

_SHAPE_NAMES: Mapping[type, str] = {dict: "一组下级栏目", list: "一个列表", str: "一行文字"}


def read_record(kind: Kind[R], node: MappingNode, file: str) -> tuple[R | None, tuple[Problem, ...]]:
    """The record in `node`, or every problem that prevents one."""
    return read_record_in(kind, to_plain(node), file, lambda: node)


def read_record_in(
    kind: Kind[R], plain: Plain, file: str, find_tree: Callable[[], MappingNode | None]
) -> tuple[R | None, tuple[Problem, ...]]:
    """The record in the texts of a file, or every problem; `find_tree` is called only then, for their positions."""
    record, misfits = read_item(kind.record, plain)
    if record is not None:
        return record, ()
    misfits = misfits_in_context(kind.record, plain, misfits)
    if (node := find_tree()) is None:  # texts were read, so there is a tree
        raise ValueError(f"{file} holds texts and has no tree")
    return None, tuple(_problem_of(kind.record, node, file, misfit) for misfit in misfits)


# --- texts → values ---------------------------------------------------------------------------------------------------

Path = tuple[str | int, ...]
"""Words and positions that lead to a part of a record."""


class Misfit(Frozen):
    """One fault that prevents an item, with its path."""

    path: Path
    code: str
    """REC001 missing, REC002 unknown word, REC003 unreadable text, REC004 wrong shape."""
    reason: str = ""
    found: Plain = ""
    right: str = ""
    """What plainly should be written instead; empty if that is not known."""


def read_item(model: type[I], plain: Plain) -> tuple[I | None, tuple[Misfit, ...]]:
    """The item in a table of texts, or every fault that prevents one, each with its path."""
    reading = _Reading(*_said_of_the_whole(model, plain))
    item = _read_table(model, plain, (), reading)
    return (None, tuple(reading.misfits)) if reading.misfits or item is None else (item, ())


class _Reading:
    """The state of reading one record: its unit, its withdrawn rows, and its faults."""

    def __init__(self, unit: str, withdrawn: frozenset[str]) -> None:
        self.unit = unit
        self.withdrawn = withdrawn
        """Numbers of the rows that no longer count."""
        self.misfits: list[Misfit] = []

    def misses(self, at: Path, code: str, found: Plain = "") -> None:
        """Adds a fault of shape."""
        self.misfits.append(Misfit(at, code, found=found))

    def misreads(self, at: Path, text: str, error: ValueError) -> None:
        """Adds a text that is no value of its form."""
        right = error.right if isinstance(error, Misread) else ""
        self.misfits.append(Misfit(at, "REC003", str(error), text, right))


def _said_of_the_whole(model: type[Item], plain: Plain) -> tuple[str, frozenset[str]]:
    """The 单位 of a record, and the numbers its 撤销 names."""
    if not isinstance(plain, dict):
        return "", frozenset()
    notes = plain.get(word_of(Record, "withdrawals")) if issubclass(model, Record) else None
    numbers = [note.get(word_of(Withdrawal, "item")) for note in notes or () if isinstance(note, dict)]
    named = frozenset(number for number in numbers if isinstance(number, str))
    return (WAN if plain.get(unit_word(model)) == WAN else ""), named


def _read_table(model: type[I], plain: Plain, at: Path, reading: _Reading) -> I | None:
    if not isinstance(plain, dict):
        reading.misses(at, "REC004", found=plain)
        return None
    readers, required = _readers_of(model, reading.unit)
    values: dict[str, Any] = {}
    for word, written in plain.items():
        reader = readers.get(word)
        if reader is None:
            reading.misses((*at, word), "REC002")
        elif reader.parse is not None and isinstance(written, str) and not reader.spec.many:
            try:
                values[reader.spec.name] = reader.parse(written)
            except ValueError as error:
                reading.misreads((*at, word), written, error)
        else:
            values[reader.spec.name] = _read_parts(reader, written, (*at, word), reading)
    if not required <= plain.keys():
        for word in readers:
            if word in required and word not in plain:
                reading.misses((*at, word), "REC001")
    return None if reading.misfits else model(**values)


def _read_parts(reader: _FieldReader, written: Plain, at: Path, reading: _Reading) -> Any:
    """The value of a field that holds a group or a list, or of one that should have been a single text."""
    spec = reader.spec
    if not spec.many and spec.model is not None:
        return _read_table(spec.model, written, at, reading)
    if spec.alone and isinstance(written, str):
        between = _AND if spec.name == _EITHER or "//" in written else _AND_OR
        parts = [part for part in map(str.strip, between.split(written)) if part] or [written]
        return tuple([_read_single(reader, part, at, reading) for part in parts])
    if not spec.many or not isinstance(written, list):
        reading.misses(at, "REC004", found=written)
        return None
    if not written:
        return Rows()
    if spec.model is not None:
        rows = tuple([_read_table(spec.model, part, (*at, n), reading) for n, part in enumerate(written)])
        return _in_force(rows, reading.withdrawn) if reading.withdrawn and spec.name not in KEPT else rows
    return tuple([_read_single(reader, part, (*at, n), reading) for n, part in enumerate(written)])


CLOSING = "期末"
"""The field of an account that is computed: an example of it would only be copied."""
_OUTSIDE_BRACKETS = "(?![^（(]*[)）])"
_AND = regex(f"[、，,；;]{_OUTSIDE_BRACKETS}")
_AND_OR = regex(f"[、，,；;/／]{_OUTSIDE_BRACKETS}")
"""Parts the values of a list that is written on one line, as papers write them."""
_EITHER = "papers"
"""Of papers to bring, 身份证/户口本 are one or the other, and so stay one."""
KEPT = frozenset({"corrections", "withdrawals", "late_entries", "redactions", "accounts"})
"""Lists whose rows always count and cannot be withdrawn.

Those that explain changes, and the accounts that every sum of a ledger is made over.
"""


def _in_force(rows: tuple[Item | None, ...], withdrawn: frozenset[str]) -> tuple[Item | None, ...]:
    """The rows that count; they keep all rows as `written`."""
    if not any(isinstance(row, NumberedItem) and row.number in withdrawn for row in rows):
        return rows
    counted = Rows(row for row in rows if not (isinstance(row, NumberedItem) and row.number in withdrawn))
    counted.written = rows
    return counted


def _read_single(reader: _FieldReader, written: Plain, at: Path, reading: _Reading) -> Any:
    if reader.parse is None or not isinstance(written, str):
        reading.misses(at, "REC004", found=written)
        return None
    try:
        return reader.parse(written)
    except ValueError as error:
        reading.misreads(at, written, error)
        return None


class _FieldReader(Frozen):
    """How the text of one field is read."""

    spec: FieldSpec
    parse: Callable[[str], Any] | None


@cache
def _readers_of(model: type[Item], unit: str) -> tuple[Mapping[str, _FieldReader], frozenset[str]]:
    """Word → how its text is read in a record with that 单位; and the required words."""
    specs = fields_of(model)
    readers = {
        spec.word: _FieldReader(spec, _remembering(spec.form.parser_in(unit)) if spec.form else None) for spec in specs
    }
    return readers, frozenset(spec.word for spec in specs if spec.required)


@cache
def _remembering(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """A `parse` with a cache: texts of records repeat, such as names and days, and values never change."""
    return lru_cache(maxsize=2048)(parse)


def misfits_in_context(model: type[Record], plain: Plain, misfits: tuple[Misfit, ...]) -> tuple[Misfit, ...]:
    """The same faults; a day without its year is read by the period of the record, a misspelt word is not missing."""
    written = plain.get(word_of(model, model.dated_by)) if isinstance(plain, dict) and model.dated_by else None
    meant = {path for misfit in misfits if misfit.code == "REC002" for path in _meant(model, plain, misfit)}
    told = (misfit for misfit in misfits if misfit.code != "REC001" or misfit.path not in meant)
    return tuple(_in_context(model, misfit, written) for misfit in told)


def _meant(model: type[Record], plain: Plain, unknown: Misfit) -> Iterator[Path]:
    """The paths that an unknown word may have been meant to lead to."""
    for word in near_to(model, plain, unknown.path):
        yield (*unknown.path[:-1], word)


def near_to(model: type[Item], plain: Plain, path: Path) -> tuple[str, ...]:
    """What the last word of a path may mean in its table: one field, or several between which only people can tell."""
    table: Any = plain
    for step in path[:-1]:
        table = table[step]
    return meant_by(str(path[-1]), words_of(owner_of(model, path)[0]), table)


def _in_context(model: type[Record], misfit: Misfit, written: Plain | None) -> Misfit:
    spec = spec_at(model, misfit.path)
    is_day = misfit.code == "REC003" and not misfit.right and spec is not None and spec.form in (*DAYS, DEADLINE)
    if not is_day or not isinstance(misfit.found, str) or not isinstance(written, str):
        return misfit
    spelling = with_its_year(misfit.found, written)
    if spelling is None:
        return misfit
    right, advice = spelling
    return replace(misfit, reason=f"{advice}，应为 {right}，填写的是{quoted(misfit.found)}", right=right)


# --- misfits → problems -----------------------------------------------------------------------------------------------


def _problem_of(model: type[Item], node: MappingNode, file: str, misfit: Misfit) -> Problem:
    path = misfit.path
    owner, spec = owner_of(model, path)
    word = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    example = spec.example_text if spec else "…"
    refusal = REC_REFUSALS[misfit.code]
    match misfit.code:
        case "REC001":
            if spec is not None and spec.form is PERIOD and (period := period_in_name(file)):
                told = refusal.problem(file, spot_at(node, path), word=word, example=example)
                return replace(told, remedy=f"补一行「{word}: {period}」（照文件名）")
            told = refusal.problem(file, spot_at(node, path), word=word, example=example or "…")
            if word == CLOSING and spec is not None and spec.required:
                return replace(
                    told, remedy=f"让程序算好填上：cunwu close {file}；自己填的，补一行「{word}: …」，写算出来的数"
                )
            return told
        case "REC002":
            near = "」或「".join(near_to(model, to_plain(node), path))
            asked = f"，是不是「{near}」？" if near else ""
            how = f"把「{word}」改成「{near}」" if near else f"改成本表里有的栏目：{'、'.join(words_of(owner))}"
            return refusal.problem(file, key_spot_at(node, path), word=word, nearest=asked, how=how)
        case "REC003":
            misfit = _in_year_of(file, spec, misfit)
            how = how_to_rewrite(word, spec, misfit.right, str(misfit.found), in_list=isinstance(path[-1], int))
            return refusal.problem(file, spot_at(node, path), word=word, reason=misfit.reason, how=how)
        case _:
            return _shape_problem(file, spot_at(node, path), word, spec, misfit)


def _in_year_of(file: str, spec: FieldSpec | None, misfit: Misfit) -> Misfit:
    """A period typed without its year, 3月16日到22日, is one of the year in the name of its file."""
    if spec is None or spec.form is not PERIOD or misfit.right or not isinstance(misfit.found, str):
        return misfit
    named = period_in_name(file)
    right = right_span(misfit.found, int(named[:4])) if named else ""
    reason = f"缺年份，照文件名应为 {right}，填写的是{quoted(misfit.found)}"
    return replace(misfit, reason=reason, right=right) if right else misfit


def _shape_problem(file: str, spot: Spot, word: str, spec: FieldSpec | None, misfit: Misfit) -> Problem:
    found = _SHAPE_NAMES.get(type(misfit.found), "别的内容")
    if spec is not None and spec.many and not isinstance(misfit.path[-1], int):
        expected, how = "应为列表", "每一条另起一行，缩进两格，用「- 」开头"
        if isinstance(misfit.found, dict) and misfit.found:
            first = next(iter(misfit.found))
            how = f"在第 {spot.line} 行的「{first}」前面加「- 」（短横线加一个空格），其余各行和「{first}」左边对齐"
    elif spec is not None and spec.model is not None:
        expected, how = "应为一组下级栏目", "另起一行，缩进后写「栏目: 内容」"
    else:
        example = spec.example_text if spec else "…"
        expected, how = "应为一行文字", f"把内容写在同一行，例如 {word}: {example}"
    return REC_REFUSALS["REC004"].problem(file, spot, word=word, expected=expected, found=found, how=how)


# --- the same as JSON Schema ------------------------------------------------------------------------------------------


def json_schema_of(model: type[Item]) -> dict[str, Any]:
    """The JSON Schema of a table, with the words a clerk writes as its properties."""
    parts = {part.__name__: _table_schema(part) for part in sorted(_models_in(model), key=lambda part: part.__name__)}
    return {**({"$defs": parts} if parts else {}), **_table_schema(model)}


def _models_in(model: type[Item]) -> frozenset[type[Item]]:
    own = [spec.model for spec in fields_of(model) if spec.model is not None]
    return frozenset(own).union(*map(_models_in, own))


def _table_schema(model: type[Item]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "additionalProperties": False, "title": model.__name__}
    if model.__doc__:
        schema["description"] = model.__doc__
    specs = fields_of(model)
    schema["properties"] = {spec.word: _field_schema(spec) for spec in specs}
    if required := [spec.word for spec in specs if spec.required]:
        schema["required"] = required
    return schema


def _field_schema(spec: FieldSpec) -> dict[str, Any]:
    single = {"$ref": f"#/$defs/{spec.model.__name__}"} if spec.model else spec.form.json_schema() if spec.form else {}
    whole = {"type": "array", "items": single} if spec.many else single
    whole = {"anyOf": [single, whole]} if spec.alone else whole
    return {**whole, **({"description": spec.help} if spec.help else {}), **_examples(spec)}


def _examples(spec: FieldSpec) -> dict[str, Any]:
    return {"examples": [spec.example]} if spec.example and not spec.many else {}
