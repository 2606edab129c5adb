"""REC: what must hold for any record, whatever its kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from cunwu.core.problem import Severity
from cunwu.derive.gathered import read_gathered
from cunwu.history.change import RecordKey, key_of, told_apart_by
from cunwu.kinds.base import FieldSpec, Item, NumberedItem, written
from cunwu.kinds.benefit import PublicNotice
from cunwu.kinds.fields import fields_of, is_planned, word_of
from cunwu.kinds.forms import Form
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.parts import path_of
from cunwu.kinds.record import Correction, Explanation, LateEntry, Record, Redaction, Withdrawal
from cunwu.kinds.region import REGION, Waiver
from cunwu.kinds.relations import Within
from cunwu.kinds.village import VILLAGE
from cunwu.records.board import GATHERED, Board
from cunwu.records.record_file import RecordFile
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.declared import holders_of, values_of
from cunwu.values.dates import PartialDay
from cunwu.values.near import near_miss
from cunwu.values.period import Period
from cunwu.values.placeholders import is_no_reason, is_placeholder
from cunwu.yaml.reader import spot_at

_EVERY = "program/records"


@rule(
    "REC009",
    "编号「{number}」在本记录里用了两次，先用的在第 {line} 行",
    remedy="给这一条换一个没有用过的编号；已公布的编号不要改",
    source=_EVERY,
)
def item_number_repeated(record: Record, context: Context) -> Iterator[Finding]:
    """Numbers of items are unique in their record."""
    seen: dict[str, NumberedItem] = {}
    file = context.board.file_of(record)
    for item in file.written_parts:
        if isinstance(item, NumberedItem) and seen.setdefault(item.number, item) is not item:
            yield found(item, "number", number=item.number, line=_line_of(file, record, seen[item.number], "number"))


def _line_of(file: RecordFile, record: Record, item: Item, field: str) -> int:
    path = path_of(record, item)
    return (
        spot_at(file.tree, (*path, word_of(type(item), field))).line
        if file.tree is not None and path is not None
        else 1
    )


@rule(
    "REC010",
    "{label}「{reference}」已经有一份：{other} 第 {line} 行",
    remedy="换一个编号，或合并两份记录",
    source=_EVERY,
)
def record_number_repeated(board: Board) -> Iterator[Finding]:
    """No two records of a kind go by the same number, or, without one, by the same period and posting.

    Ledgers and budgets are told apart by their books too, and have rules of their own.
    """
    seen: dict[RecordKey, RecordFile] = {}
    for file in board.files:
        if file.record is None or file.kind is None or not file.kind.folder or told_apart_by(file.kind) == "book":
            continue
        key = key_of("", file.kind, file.record)
        first = seen.setdefault(key, board.withdrawn_as(file.kind, file.record.reference) or file)
        before = first.record or first.withdrawn
        if first is not file and before is not None:
            field = "number" if "number" in type(file.record).declared else file.record.dated_by
            other, line = first.path.rpartition("/")[2], _line_of(first, before, before, field)
            facts: dict[str, Any] = {"label": file.kind.label, "reference": file.record.reference}
            yield found(file.record, field, of=file.record, other=other, line=line, **facts)


@rule(
    "REC011",
    "文件名应以期间 {period} 开头，现在是 {stem}.yml",
    remedy="把文件改名为 {period}.yml；同一期有几份时写成 {period}-{apart}.yml",
    source=_EVERY,
)
def file_name_differs_from_period(board: Board) -> Iterator[Finding]:
    """A record of a period lies in a file named after that period."""
    for file in board.files:
        record = file.record
        if record is None or not record.dated_by:
            continue
        value = getattr(record, record.dated_by)
        if isinstance(value, Period):
            period = value.text.replace("..", "_")
            if file.stem != period and not file.stem.startswith(f"{period}-"):
                apart = "账套" if hasattr(record, "book") else getattr(record, "posting", None) or "编号"
                yield found(record, record.dated_by, of=record, period=period, stem=file.stem, apart=apart)


@rule(
    "REC012",
    "「{word}」{day} 还没有到（检查日 {as_of}）",
    remedy="核对年份和月份；写的是计划的，等做了再写",
    source=_EVERY,
)
def fact_in_the_future(record: Record, context: Context) -> Iterator[Finding]:
    """What is recorded as done is not dated after the day of the check."""
    for item in context.board.file_of(record).parts:
        for spec in _days_of(type(item)):
            value = getattr(item, spec.name)
            first = value.first if isinstance(value, PartialDay) else value
            if isinstance(first, date) and first > context.as_of:
                yield found(item, spec.name, word=spec.word, day=value, as_of=context.as_of)
    period = getattr(record, record.dated_by) if record.has_happened else None
    if isinstance(period, Period) and period.first > context.as_of:
        word = word_of(type(record), record.dated_by)
        yield found(record, record.dated_by, word=word, day=period.label, as_of=context.as_of)


@cache
def _days_of(model: type[Item]) -> tuple[FieldSpec, ...]:
    """The fields that hold a day each, on which something is said to have been done or to be so."""
    if issubclass(model, PublicNotice):  # announced before it begins
        return ()
    singles = (spec for spec in fields_of(model) if not (spec.many or is_planned(spec)))
    return tuple(spec for spec in singles if spec.form is not None and _tells_days(spec.form))


def _tells_days(form: Form) -> bool:
    return isinstance(form.parse(form.example), date | PartialDay)


@rule(
    "REC013",
    "附件「{file}」{fault}",
    remedy="把文件放到本村文件夹的 {file}，校验值用 sha256sum {file} 得到",
    source=_EVERY,
)
def attachment_does_not_match(record: Record, context: Context) -> Iterator[Finding]:
    """An attachment lies beside the record and is the very file whose digest was written down."""
    for attachment in written(record.attachments):
        if attachment.number in record.files_taken_down:  # what lies there all the same is told by ATT007
            continue
        content = context.board.read_attachment(attachment.file)
        if content is None and attachment.stored:
            continue  # what the store does not have is told by ATT010
        if content is None:
            yield found(attachment, "file", file=attachment.file, fault="没有找到")
        elif hashlib.sha256(content).hexdigest() != attachment.sha256:
            yield found(attachment, "sha256", file=attachment.file, fault="的内容和校验值不符")


@rule(
    "REC040",
    "{subject}「{word}」写的是「{value}」，那一条已经撤销，不再计入",
    remedy="改写没有撤销的那一条（公布过的写更正）；这一条本身也作废了，就一起撤销",
    source="program/corrections",
    severity=Severity.NOTICE,
)
def withdrawn_row_named(board: Board) -> Iterator[Finding]:
    """What counts names nothing that no longer does: no refund its measure, no payment its entry, no levy its vote."""
    gone = {f"{one.period.text}#{number}" for one in board.records(LEDGER) for number in one.withdrawn}
    for file in board.files:
        record = file.record
        if record is None or not (record.withdrawn or gone or board.withdrawn):
            continue
        accounts = {row.number for row in getattr(record, "accounts", ())}  # they always count: REC024
        for part in file.parts:
            for spec, names in _naming_fields(type(part)):
                taken = record.withdrawn - accounts if names == "row" else gone
                for value in _values(getattr(part, spec.name)):
                    if value in taken or (names != "row" and _is_withdrawn(board, spec, value)):
                        subject = f"编号 {part.number} " if isinstance(part, NumberedItem) else ""
                        yield found(part, spec.name, of=record, subject=subject, word=spec.word, value=value)


@cache
def _naming_fields(model: type[Item]) -> tuple[tuple[FieldSpec, str], ...]:
    """The fields that name a row of their record (`row`), or another record or an entry of the books (`entry`)."""
    specs = [(spec, any(isinstance(one, Within) for one in spec.relations)) for spec in fields_of(model)]
    return tuple((spec, "row" if within else "entry") for spec, within in specs if within or spec.to)


def _is_withdrawn(board: Board, spec: FieldSpec, value: object) -> bool:
    """Whether a field names a record that was withdrawn as a whole, or a row of one, and none that counts."""
    kind = next((file.kind for file in board.withdrawn if file.kind and file.kind.name == spec.to), None)
    if kind is None or not isinstance(value, str):
        return False
    number = value.partition("#")[0]
    return board.withdrawn_as(kind, number) is not None and board.find(kind, number) is None


def _values(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


@rule(
    "REC047",
    "{label} {number} 还没有写完：「{word}」是「{text}」",
    remedy="写上「{word}」；反常说明说不清的，删去这条，数字照样公布",
    source="program/answers",
)
def explanation_unwritten(record: Record) -> Iterator[Finding]:
    """What explains something says something: no word that our own advice prints, and a reason that is one."""
    for spec in fields_of(type(record)):
        if spec.model is None or not spec.many or not issubclass(spec.model, _EXPLAINING):
            continue
        for note in written(getattr(record, spec.name)):
            for name in ("reason", "who", "approved"):
                text = getattr(note, name, None)
                if text is not None and (is_no_reason if name == "reason" else is_placeholder)(text):
                    words = {"word": word_of(type(note), name), "text": text}
                    yield found(note, name, label=spec.word, number=note.number, **words)


_EXPLAINING = (Correction, Withdrawal, LateEntry, Redaction, Explanation, Waiver)


@rule(
    "REC052",
    "「{word}」写的是「{text}」，看不出为什么",
    remedy="用大白话写一句为什么；原件上就是这样写的、再也问不到的，不用动",
    source=_EVERY,
    severity=Severity.NOTICE,
)
def reason_says_nothing(file: RecordFile) -> Iterator[Finding]:
    """A reason that stands in a row of figures or decisions is one, too."""
    for part in file.parts if file.record is not None else ():
        for spec in () if isinstance(part, _EXPLAINING) else _reasons_of(type(part)):
            text = getattr(part, spec.name)
            if isinstance(text, str) and is_no_reason(text):
                yield found(part, spec.name, of=file.record, word=spec.word, text=text)


@cache
def _reasons_of(model: type[Item]) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in fields_of(model) if spec.word.endswith(("原因", "为什么")) and not spec.many)


@rule(
    "REC016",
    "真实地方的记录没有写来源",
    remedy="补上「来源」：文件、日期；由村里自己记的账可以写账册名称和页码",
    source=_EVERY,
    severity=Severity.NOTICE,
)
def historic_record_without_source(board: Board, context: Context) -> Iterator[Finding]:
    """Facts of past years about a real place say where they come from."""
    if context.place.is_demonstration:
        return
    for file in board.files:
        record = file.record
        if record is None or file.kind in (REGION, VILLAGE) or record.sources:
            continue
        day = record.day
        if day is not None and day.year < context.as_of.year - 2:
            yield found(record, "", of=record)


@rule(
    "REC017",
    "「{comment}」被当作注释，不会公布",
    remedy='要公布的内容整个加上英文双引号，如 摘要: "路灯电费 #3"；确实是注释就在 # 后面空一格',
    source=_EVERY,
    severity=Severity.NOTICE,
)
def text_lost_in_comment(file: RecordFile) -> Iterator[Finding]:
    """A # after a blank begins a comment; when no blank follows it, it was probably meant to be read."""
    if " #" not in file.text or any(one.code.startswith("YML") for one in file.problems):
        return  # of a text that cannot be read as it is nobody knows where a comment begins
    from cunwu.yaml.events import read_comments

    for comment in read_comments(file.text):
        if not comment.has_own_line and not comment.text.startswith(("# ", "##")):
            yield Finding(file, facts={"comment": comment.text}, spot=comment.spot)


@rule(
    "REC019",
    "下级汇总不能用：{reason}",
    remedy="从下级的公开板重新下载 summary.json，放进它自己的文件夹；暂时没有就删去这个文件",
    source=_EVERY,
)
def gathered_summary_unusable(board: Board, context: Context) -> Iterator[Finding]:
    """What another site published of everything below a region can be read and belongs there."""
    try:
        read_gathered(board, context.as_of)
    except ValueError as error:
        yield Finding(f"{board.place.own_file.rpartition('/')[0]}/{GATHERED}", facts={"reason": str(error)})


@rule(
    "REC050",
    "{subject}「{word}」写的是「{text}」，是不是想写「{near}」？就是这个叫法的，照写也可以",
    remedy="写错的改成「{near}」；就是这么叫的不用改",
    source=_EVERY,
    severity=Severity.NOTICE,
)
def word_nearly_a_usual_one(record: Record) -> Iterator[Finding]:
    """A field that takes any word is asked about one that misses a usual word by a slip."""
    for steps, spec in _fields_with_usual_words(type(record)):
        for item in holders_of(record, steps):
            for text in values_of(item, spec):
                near = near_miss(text, spec.form.usual) if isinstance(text, str) and spec.form is not None else ""
                if near:
                    subject = f"编号 {item.number} " if isinstance(item, NumberedItem) else ""
                    yield found(item, spec.name, subject=subject, word=spec.word, text=text, near=near)


@cache
def _fields_with_usual_words(model: type[Item]) -> tuple[tuple[tuple[FieldSpec, ...], FieldSpec], ...]:
    """The fields of a record, at any depth, whose words are listed and free, each with the way to its holder."""
    return tuple(_usual_below(model, ()))


def _usual_below(model: type[Item], steps: tuple[FieldSpec, ...]) -> Iterator[tuple[tuple[FieldSpec, ...], FieldSpec]]:
    for spec in fields_of(model):
        if spec.form is not None and spec.form.usual:
            yield steps, spec
        if spec.model is not None:
            yield from _usual_below(spec.model, (*steps, spec))
