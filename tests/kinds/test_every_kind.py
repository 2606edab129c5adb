"""What must hold for every kind of record, tested once over the registry: declaration, sample, schema, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from cunwu.commands.schema import schema_of
from cunwu.core.problem import Problem
from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item, Nature
from cunwu.kinds.fields import fields_of, words_of
from cunwu.kinds.record import Kind
from cunwu.records.board import read_file
from cunwu.yaml.form import format_text
from cunwu.yaml.reader import read_yaml, to_plain
from support.each import each

Plain = str | list[Any] | dict[str, Any]
Path = tuple[str | int, ...]

each_kind = each("kind", KINDS)


@dataclass
class OneFile:
    """A source of a single file."""

    memory = None
    text: str

    def files(self) -> tuple[str, ...]:
        return ("record.yml",)

    def links(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        assert path == "record.yml"
        return self.text.encode()


def problems_of(kind: Kind[Any], text: str) -> tuple[Problem, ...]:
    """What reading one record of a kind complains about."""
    file = read_file(OneFile(text), "record.yml", kind)
    assert (file.record is None and file.withdrawn is None) == bool(file.problems)
    return file.problems


def models() -> tuple[type[Item], ...]:
    """Every table of fields that any kind uses."""
    found: list[type[Item]] = []
    waiting: list[type[Item]] = [kind.record for kind in KINDS]
    while waiting:
        model = waiting.pop(0)
        if model not in found:
            found.append(model)
            waiting += [spec.model for spec in fields_of(model) if spec.model is not None]
    return tuple(found)


# --- declarations --------------------------------------------------------------------------------------------------


def test_names_labels_and_places_of_kinds_are_their_own() -> None:
    for values in (
        [kind.name for kind in KINDS],
        [kind.label for kind in KINDS],
        [kind.files for kind in KINDS],
        [kind.record for kind in KINDS],
        [kind.catalogue for kind in KINDS if kind.catalogue],
    ):
        assert len(set(values)) == len(values)


@each("model", models())
def test_every_field_has_a_word_of_its_own_and_help_or_an_example(model: type[Item]) -> None:
    specs = fields_of(model)
    assert all(spec.word and spec.word.strip() == spec.word for spec in specs)
    assert len(words_of(model)) == len(specs)
    for spec in specs:
        if spec.nature in (Nature.FIGURE, Nature.STATE):
            assert spec.form is not None
            says_itself = spec.form.choices or spec.form.name.partition("（")[0] not in ("文字", "号码", "文件名")
            assert spec.help or spec.example or says_itself, f"{model.__name__}.{spec.name}"


MOVES_ON: Mapping[str, str] = {
    "what a place is, its settings and what it asks of others": (
        "Region Settings Village VillagersGroup LegalPerson CatalogueItem"
    ),
    "where a thing stands now, one of a few words": (
        "Asset.status Contract.status Debt.status Job.status Project.status Tender.status"
    ),
    "who has it or looks after it now": "Asset.user Asset.keeper Facility.keeper Project.maintenance Upkeep",
    "how to be reached, and when": (
        "Posting.contact Posting.office_hours Posting.roster "
        "Officer.contact Officer.office_hours Officer.roster Officer.room"
    ),
    "until when, which may be written before it has come": (
        "Posting.until Team.until Member.until Contract.ended Officers.until Officer.until Regulation.until"
    ),
    "it follows from what was repaid": "Debt.balance",
    "how far it is, step by step": "Task.how_far Decision.carried Seen.how_far WallBoard.how_far",
    "what a rubric may lead to": "Rubric.use",
    "below which heading it stands": "Indicator.topic",
    "who is on a photo may agree, or take it back": "Attachment.consent",
    "somebody may look at it later, or again": "Attachment.vetted Attachment.vetted_by",
    "found out later": "Attachment.same_day Attachment.same_place",
    "a file moves out of the repository and back": "Attachment.stored",
}
"""Why → models, or fields of models, whose state may be replaced by another without a word."""


def test_a_state_that_is_no_outcome_has_a_reason_to_move_on() -> None:
    """Remarks and explanations are comments, which nobody quotes as facts."""
    known = {name for names in MOVES_ON.values() for name in names.split()}
    states = {
        (model.__name__, spec.name)
        for model in models()
        for spec in fields_of(model)
        if spec.nature is Nature.STATE and not spec.outcome and spec.name not in ("remark", "explanation")
    }
    assert {f"{model}.{name}" for model, name in states if model not in known} == {one for one in known if "." in one}


@each("model", models())
def test_every_example_reads(model: type[Item]) -> None:
    for spec in fields_of(model):
        if spec.form is not None:
            assert spec.example_text, f"{model.__name__}.{spec.name}"
            value = spec.form.parse(spec.example_text)
            assert spec.form.show(value), f"{model.__name__}.{spec.name}"


def test_references_lead_to_kinds_there_are() -> None:
    names = {kind.name for kind in KINDS}
    assert {spec.to for model in models() for spec in fields_of(model) if spec.to} <= names


WORDS_BY_CONTEXT: Mapping[str, tuple[frozenset[str], str]] = {
    "approved": (frozenset({"批准", "批准人"}), "leave is approved by a person, the rest by a meeting"),
    "book": (frozenset({"账套", "账面余额"}), "beside a count or a statement, the book is its balance"),
    "by": (frozenset({"单位", "经办"}), "a unit accepts works, anybody may see to a deed"),
    "code": (frozenset({"行政区划代码", "规则"}), "of a division, or of the rule that is waived"),
    "days": (frozenset({"驻村天数", "天数"}), "in the village, or of leave"),
    "detail": (frozenset({"经过", "纪要"}), "what happened, or the minutes"),
    "expected": (frozenset({"应到人数", "应到"}), "shorter inside a step"),
    "households": (frozenset({"户数", "户"}), "受益 reads 户、人"),
    "item": (frozenset({"事项", "条目"}), "of the catalogue, or of a record"),
    "level": (frozenset({"级别", "层级"}), "of a place, or of whoever sent a cadre"),
    "meeting": (frozenset({"会议", "决策会议"}), "a project names the one that decided it"),
    "name": (frozenset({"名称", "姓名", "事项", "标题"}), "of things, persons, deeds and notices"),
    "original": (frozenset({"原值", "照原件"}), "what a thing cost, or what the paper itself says"),
    "office_hours": (frozenset({"值班时间", "坐班时间"}), "of an office, or of one cadre"),
    "people": (frozenset({"人数", "人口", "人", "人次"}), "staff, inhabitants, those served, visits"),
    "period": (frozenset({"期间", "月份"}), "attendance is kept by the month only"),
    "place": (frozenset({"地点", "地方"}), "where something hangs or happens, or a place of the board"),
    "present": (frozenset({"实到人数", "实到"}), "shorter inside a step"),
    "role": (frozenset({"角色", "职务"}), "in a review, or in the village"),
    "sort": (frozenset({"种类", "类别", "清单"}), "accounts have 类别 in the chart, handovers three lists"),
    "source": (frozenset({"从", "来源"}), "a transfer runs 从 … 到"),
    "stage": (frozenset({"节点", "阶段"}), "of the strip, or before, during, after"),
    "steps": (frozenset({"步骤", "四议两公开"}), "of a selection, or the six of a great matter"),
    "unit": (frozenset({"单位", "金额单位"}), "of an audit, 单位 is who audited"),
    "until": (frozenset({"截止", "止"}), "a last day by itself, or the end of 起 … 止"),
    "value": (frozenset({"数值", "折资"}), "labour is valued in money"),
    "way": (frozenset({"方式", "派驻方式"}), "a posting has other ways too"),
    "what": (frozenset({"内容", "情况"}), "what is built, or how it stands"),
    "when": (frozenset({"时间", "日期"}), "a figure speaks of a time, a deed has a date"),
    "who": (frozenset({"联系人", "谁"}), "who looks after a place, or who explains"),
    "whom": (frozenset({"联系对象", "受益", "对象"}), "whom a leader looks after, a deed serves, a levy spares"),
    "witness": (frozenset({"证明人", "监盘人"}), "of an expense, or of a count"),
}
"""English names that stand for several words, with the reason; a new one is a choice to be made here."""


def test_one_english_name_is_one_word_but_where_a_reason_is_written_down() -> None:
    words: dict[str, set[str]] = {}
    for model in models():
        for spec in fields_of(model):
            words.setdefault(spec.name, set()).add(spec.word)
    several = {name: frozenset(found) for name, found in words.items() if len(found) > 1}
    assert several == {name: found for name, (found, _) in WORDS_BY_CONTEXT.items()}


# --- samples and schemas -------------------------------------------------------------------------------------------


@each_kind
def test_the_sample_reads_and_is_in_canonical_form(kind: Kind[Any]) -> None:
    sample = sample_of(kind)
    assert problems_of(kind, sample) == ()
    assert format_text(sample) == sample


class _EditorLoader(yaml.SafeLoader):
    """Scalars as YAML 1.2 types them, as an editor with a schema does: numbers, but no dates."""


_EditorLoader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema_for(kind: Kind[Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_of(kind.name))
    return found


@each_kind
def test_the_schema_is_one_and_accepts_the_sample_as_text_and_as_an_editor_types_it(kind: Kind[Any]) -> None:
    schema = schema_for(kind)
    Draft202012Validator.check_schema(schema)
    node, _ = read_yaml(sample_of(kind).encode(), "")
    assert node is not None
    Draft202012Validator(schema).validate(to_plain(node))
    Draft202012Validator(schema).validate(yaml.load(sample_of(kind), Loader=_EditorLoader))  # noqa: S506 - a SafeLoader


@each_kind
def test_the_schema_accepts_a_record_with_every_field_and_refuses_a_key_nobody_declared(kind: Kind[Any]) -> None:
    validator = Draft202012Validator(schema_for(kind))
    whole = whole_record(kind.record)
    validator.validate(whole)
    for path, container in containers_of(whole):
        container["没有这一栏"] = "x"
        assert not validator.is_valid(whole), path
        del container["没有这一栏"]
    validator.validate(whole)


# --- refusals: generated over every field of every kind ------------------------------------------------------------


def whole_record(model: type[Item], number: str = "1") -> dict[str, Any]:
    """A record, or a part of one, in which every field is filled in."""
    return {spec.word: whole_value(spec, number) for spec in fields_of(model)}


def record_around(model: type[Item], path: Path, number: str = "1") -> dict[str, Any]:
    """The same without the optional lists and groups that do not lead to `path`: of what is written, a tenth."""
    step, *rest = path
    record: dict[str, Any] = {}
    for spec in fields_of(model):
        if spec.word == step and spec.model is not None and rest:
            part = record_around(spec.model, tuple(rest[spec.many :]), f"{number}-1")
            record[spec.word] = [part] if spec.many else part
        elif spec.word == step or spec.required or spec.model is None:
            record[spec.word] = whole_value(spec, number)
    return record


def whole_value(spec: FieldSpec, number: str) -> Plain:
    if spec.model is not None:
        part = whole_record(spec.model, f"{number}-1")
        return [part] if spec.many else part
    text = number if spec.word == "编号" else spec.example_text
    return [text] if spec.many else text


def containers_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every table of a plain record, the record itself first."""
    if isinstance(value, dict):
        yield path, value
    for step, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, dict | list):
            yield from containers_of(part, (*path, step))


@dataclass
class Written:
    """A plain record as YAML, with line and column of every key and value."""

    lines: list[str] = field(default_factory=list)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def table(self, table: Mapping[str, Any], path: Path, indent: int, lead: str = "") -> None:
        self.values[path] = (len(self.lines) + 1, indent + 1)
        for word, value in table.items():
            head = (lead or " " * indent) + word
            lead = ""
            here = (*path, word)
            self.keys[here] = (len(self.lines) + 1, indent + 1)
            if isinstance(value, str):
                self.values[here] = (len(self.lines) + 1, len(head) + 3)
                self.lines.append(f"{head}: {json.dumps(value, ensure_ascii=False)}")
            else:
                self.lines.append(f"{head}:")
                (self.table if isinstance(value, dict) else self.list)(value, here, indent + 2)

    def list(self, items: list[Any], path: Path, indent: int) -> None:
        self.values[path] = (len(self.lines) + 1, indent + 1)
        for position, item in enumerate(items):
            here = (*path, position)
            self.values[here] = (len(self.lines) + 1, indent + 3)
            if isinstance(item, dict):
                self.table(item, here, indent + 2, " " * indent + "- ")
            else:
                self.lines.append(f"{' ' * indent}- {json.dumps(item, ensure_ascii=False)}")


def written(record: Mapping[str, Any]) -> Written:
    told = Written()
    told.table(record, (), 0)
    return told


def fields_in(model: type[Item], path: Path = ()) -> Iterator[tuple[Path, FieldSpec]]:
    """Every field of a whole record of a model, with the path that leads to it."""
    for spec in fields_of(model):
        yield (*path, spec.word), spec
        if spec.model is not None:
            yield from fields_in(spec.model, (*path, spec.word, *((0,) if spec.many else ())))


def edited(kind: Kind[Any], path: Path, change: Callable[[dict[str, Any], str], None]) -> dict[str, Any]:
    """A record around `path`, in which `change` was made to the table that holds it."""
    record = record_around(kind.record, path)
    table: Any = record
    for step in path[:-1]:
        table = table[step]
    change(table, str(path[-1]))
    return record


def told(kind: Kind[Any], text: str) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.spot.line, problem.spot.column) for problem in problems_of(kind, text)]


@each_kind
def test_a_record_with_every_field_reads(kind: Kind[Any]) -> None:
    assert told(kind, written(whole_record(kind.record)).text) == []


@each_kind
def test_every_missing_required_field_is_missed_where_it_should_stand(kind: Kind[Any]) -> None:
    for path, spec in fields_in(kind.record):
        if not spec.required:
            continue
        text = written(edited(kind, path, lambda table, word: table.pop(word)))
        parent = path[:-1]
        spot = text.keys.get(parent) if parent and isinstance(parent[-1], str) else text.values.get(parent)
        assert spot is not None
        problems = problems_of(kind, text.text)
        assert [(problem.code, problem.spot.line, problem.spot.column) for problem in problems] == [
            ("REC001", *spot),
        ], path
        assert f"「{spec.word}」" in problems[0].message


@each_kind
def test_every_optional_field_may_be_left_out_or_left_blank(kind: Kind[Any]) -> None:
    for path, spec in fields_in(kind.record):
        if spec.required:
            continue
        assert told(kind, written(edited(kind, path, lambda table, word: table.pop(word))).text) == [], path
        if spec.model is None and not spec.many:
            marked = written(edited(kind, path, lambda table, word: table.update({word: "这里空着"}))).text
            assert told(kind, marked.replace(' "这里空着"', "")) == [], path


@each_kind
def test_every_key_nobody_declared_is_refused_with_the_nearest_one(kind: Kind[Any]) -> None:
    for path, spec in fields_in(kind.record):
        slip, is_free = f"{spec.word}子", not spec.required

        def misspell(table: dict[str, Any], word: str, slip: str = slip, is_free: bool = is_free) -> None:
            if is_free:
                del table[word]
            table[slip] = "x"

        text = written(edited(kind, path, misspell))
        problems = problems_of(kind, text.text)
        assert [problem.code for problem in problems] == ["REC002"], path
        assert (problems[0].spot.line, problems[0].spot.column) == text.keys[(*path[:-1], slip)], path
        # A word that stands there already was not meant.
        asked = f"，是不是「{spec.word}」？"
        assert problems[0].message.startswith(f"没有「{slip}」这一栏"), path
        assert (asked in problems[0].message) is is_free, path
        assert spec.word in problems[0].remedy


@each_kind
def test_every_value_that_cannot_be_read_is_refused_where_it_stands(kind: Kind[Any]) -> None:
    for path, spec in fields_in(kind.record):
        if spec.form is None:
            continue
        wrong = [" "] if spec.many else " "
        text = written(edited(kind, path, lambda table, word, wrong=wrong: table.update({word: wrong})))  # type: ignore[misc]
        spot = text.values[(*path, 0) if spec.many else path]
        problems = problems_of(kind, text.text)
        assert [(problem.code, problem.spot.line, problem.spot.column) for problem in problems] == [
            ("REC003", *spot),
        ], path
        assert problems[0].message.startswith(f"「{spec.word}」"), problems[0].message
        assert "应" in problems[0].message, problems[0].message
        assert f"「{spec.word}」" in problems[0].remedy
        if not spec.form.choices:  # an example is the value of something else
            assert f"{spec.word}: {spec.example_text}" not in problems[0].remedy


@each_kind
def test_every_wrong_shape_is_refused_where_it_stands(kind: Kind[Any]) -> None:
    for path, spec in fields_in(kind.record):
        if spec.alone:  # a single value of such a list may stand on the line itself
            assert not told(
                kind, written(edited(kind, path, lambda table, word: table.update({word: "2026-02#007"}))).text
            )
            continue
        wrong: Plain = ["x"] if not spec.many and spec.model is None else "x"
        text = written(edited(kind, path, lambda table, word, wrong=wrong: table.update({word: wrong})))  # type: ignore[misc]
        problems = problems_of(kind, text.text)
        assert [(problem.code, problem.spot.line, problem.spot.column) for problem in problems] == [
            ("REC004", *text.values[path]),
        ], path
        expected = "一个列表" if spec.many else "一行文字" if spec.model is None else "一组下级栏目"
        assert expected.removeprefix("一个") in problems[0].message.partition("，")[0], problems[0].message


def test_every_mistake_of_a_record_is_told_at_once() -> None:
    ledger = next(kind for kind in KINDS if kind.name == "ledger")
    whole = whole_record(ledger.record)
    del whole["账套"]
    whole["期间"] = "三月"
    whole["账户"][0]["期初"] = ["1"]
    whole["明细"][0]["摘药"] = "x"
    assert sorted(code for code, _, _ in told(ledger, written(whole).text)) == ["REC001", "REC002", "REC003", "REC004"]
