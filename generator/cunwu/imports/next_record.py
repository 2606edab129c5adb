"""The next record of a kind in a place, as a file to be filled in: from the last two of its row, else from nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError
from cunwu.imports.carried import REVIEWS, Table, Turn, blank_table, carried_fields, hint_of
from cunwu.kinds.base import Item
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.forms import DAY, PERIOD, WHEN
from cunwu.kinds.posting import POSTING
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.weekly import DONE, Plan, Weekly, Work
from cunwu.records.board import Board
from cunwu.records.record_file import RecordFile
from cunwu.values.period import Period, month_of, parse_period, quarter_of, week_of, year_of
from cunwu.yaml.compose import Blank, compose
from cunwu.yaml.tree import Plain, to_plain

_DIGITS_LAST = regex(r"(.*?)([0-9]+)")
_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*")
_ENDED = {"年": year_of, "季": quarter_of, "周": week_of}


class Draft(Frozen):
    """A file that is not there yet."""

    path: str
    text: str
    after: str = ""
    """The path of the record that it continues; empty if it is the first."""


def drafts_of(kind: Kind[Record], board: Board, period: str, day: date) -> tuple[Draft, ...]:
    """The next record after each of the newest ones: two books, two drafts. Raises CunwuError for a wrong period."""
    if not kind.folder:
        raise CunwuError(f"「{kind.label}」一个地方只有一份，不用新建", next_step=f"改 {board.place.own_file}")
    wanted = _wanted(period)
    if _is_periodic(kind):
        rows = _rows_of(kind, board, wanted)
        if rows:
            return tuple(_next(kind, row, wanted, board) for row in rows)
    return (_first(kind, board, wanted, day),)


def _wanted(period: str) -> Period | None:
    try:
        return parse_period(period) if period else None
    except ValueError as error:
        raise CunwuError(str(error), next_step="cunwu new ledger 村的文件夹 2026-04") from None


def _is_periodic(kind: Kind[Record]) -> bool:
    return any(spec.name == kind.record.dated_by and spec.form is PERIOD for spec in fields_of(kind.record))


def _period_of(file: RecordFile) -> Period | None:
    found = getattr(file.record, type(file.record).dated_by) if file.record is not None else None
    return found if isinstance(found, Period) and found.kind != "range" else None


def _rows_of(kind: Kind[Record], board: Board, wanted: Period | None) -> list[tuple[RecordFile, RecordFile | None]]:
    """The newest records before the wanted period, each with the one before it in the same row of records."""
    dated = [(period, file) for file in board.files_of(kind) if (period := _period_of(file)) is not None]
    dated = [pair for pair in dated if wanted is None or pair[0] < wanted]
    if not dated:
        return []
    dated = [pair for pair in dated if not _has_left(board, pair[1], wanted or pair[0].next())] or dated
    newest = max(period for period, _ in dated)
    rows = []
    for _, file in (pair for pair in dated if pair[0] == newest):
        key = _row_key(file)
        older = [pair for pair in dated if pair[0] < newest and _row_key(pair[1]) == key]
        rows.append((file, max(older, key=lambda pair: pair[0])[1] if older else None))
    return rows


def _has_left(board: Board, file: RecordFile, period: Period) -> bool:
    """Whether the record is of a cadre who is not posted here any more in this period."""
    posting = board.find(POSTING, getattr(file.record, "posting", None) or "")
    return posting is not None and not posting.may_cover(period.first, period.last)


def _row_key(file: RecordFile) -> str:
    """What the files of one row have in common: the name without its period."""
    period = _period_of(file)
    stem = _stem(file)
    return stem.replace(_as_name(period.text), "") if period is not None else stem


def _stem(file: RecordFile) -> str:
    return file.path.rpartition("/")[2].removesuffix(".yml")


def _as_name(text: str) -> str:
    return text.replace("..", "_")


def _next(kind: Kind[Record], row: tuple[RecordFile, RecordFile | None], wanted: Period | None, board: Board) -> Draft:
    last, before = row
    old = _period_of(last)
    if old is None:
        raise ValueError(f"{last.path} has no period")
    turn = Turn(old, wanted or old.next())
    table, older = _table(last), _table(before) if before is not None else {}
    made = dict(carried_fields(kind.record, table, older, turn))
    if isinstance(last.record, Weekly):
        made |= _accounted(last.record)
    stem = _stem(last).replace(_as_name(old.text), _as_name(turn.new.text))
    if _has_left(board, last, turn.new):
        posting = next(spec for spec in fields_of(kind.record) if spec.name == "posting")
        gone = str(made[posting.word])
        made = {word: text.replace(gone, "") if isinstance(text, str) else text for word, text in made.items()}
        made[posting.word], stem = Blank(hint_of(posting)), stem.replace(f"-{gone}", "")
    folder = last.path.rpartition("/")[0]
    lead = f"# 照 {last.path.rpartition('/')[2]} 写的：金额、日期空着，照「填」后面说的填；这一期没有的整条删去\n"
    if not any(isinstance(rows, list) for rows in made.values()):
        lead += _to_be_added(kind, made)
    text = lead + compose(made) + "".join(_signers(kind, table))
    return Draft(f"{folder}/{stem}.yml", text, last.path)


def _accounted(last: Weekly) -> Table:
    """The lists of a weekly report: each plan of the last one, to be accounted for, and a plan for the next week."""
    works, plans = (word_of(Weekly, name) for name in ("works", "plans"))
    name, number, done = (word_of(Work, field) for field in ("name", "from_plan", "done"))
    asked = f"填 {'、'.join(DONE)}"  # a blank would say that all was done, and what nobody filled in is to be told
    rows = [
        {"编号": f"做{place}", name: plan.name, number: plan.number, done: asked}
        for place, plan in enumerate(last.plans, 1)
    ]
    return {works: rows or [_blank_row(Work, "做1")], plans: [_blank_row(Plan, "打1")]}


def _blank_row(model: type[Item], number: str) -> Table:
    return {**blank_table(model), "编号": number}


def _table(file: RecordFile) -> Table:
    plain: Plain = to_plain(file.tree) if file.tree is not None else {}
    return plain if isinstance(plain, dict) else {}


def _signers(kind: Kind[Record], last: Table) -> Iterator[str]:
    """Who signed last time, as comments: a signature is written when it is given, not before."""
    if REVIEWS not in kind.record.declared:
        return
    word = word_of(kind.record, REVIEWS)
    signed = [row for row in last.get(word) or () if isinstance(row, dict)]
    if signed:
        yield f"# 签字以后，去掉下面各行开头的「# 」，填上日期和意见\n# {word}:\n"
    for row in signed:
        number, role, name = (row.get(word, "") for word in ("编号", "角色", "姓名"))
        yield f"#   - 编号: {number}\n#     角色: {role}\n#     姓名: {name}\n#     日期:\n#     意见:\n"


def _first(kind: Kind[Record], board: Board, wanted: Period | None, day: date) -> Draft:
    """A record with what must be in it, blank; its period is the last that has ended or this year, its day today."""
    model = kind.record
    table: dict[str, Any] = blank_table(model)
    dated = next((spec for spec in fields_of(model) if spec.name == model.dated_by), None)
    stem = ""
    if dated is not None and dated.form is PERIOD:
        period = wanted or _proposed(kind, board, day)
        table[dated.word] = period.text
        stem = _as_name(period.text)
    elif dated is not None and dated.form in (DAY, WHEN):
        table[dated.word] = stem = day.isoformat()
    if "book" in model.declared and (books := _books(board)):
        table[word_of(model, "book")] = books[0]
    if "number" in model.declared:
        table[word_of(model, "number")] = stem = _next_number(kind, board) or stem or f"{day.year}-1"
    lead = "# 照「填」后面说的填" + (_to_be_added(kind, table).replace("# ", "；") or "\n")
    folder = f"{board.place.own_file.rpartition('/')[0]}/{kind.folder}"
    return Draft(f"{folder}/{stem or day.isoformat()}.yml", lead + compose(table))


def _to_be_added(kind: Kind[Record], made: Table) -> str:
    """A line that names the fields which a draft has not, for whom they are of use; empty if it has all."""
    others = (spec for spec in fields_of(kind.record) if not spec.required and spec.name not in Record.declared)
    optional = "、".join(spec.word for spec in others if spec.word not in made)
    return f"# 用得到才加：{optional}\n" if optional else ""


def _proposed(kind: Kind[Record], board: Board, day: date) -> Period:
    """By the rhythm of the catalogue, else by the form of the field's example: a plan of a year is this year's."""
    for item in board.place.catalogue:
        if kind.catalogue and item.item == kind.catalogue:
            return _ENDED.get(item.rhythm, month_of)(day).previous()
    spec = next(spec for spec in fields_of(kind.record) if spec.name == kind.record.dated_by)
    form = parse_period(spec.example).kind if spec.example else "month"
    if form == "year":
        return year_of(day)
    return (week_of if form in ("week", "range") else month_of)(day).previous()


def _books(board: Board) -> Sequence[str]:
    """Numbers of the legal persons with books of their own, the collective first."""
    own = next((file.record for file in board.files if file.path == board.place.own_file), None)
    persons = [person for person in getattr(own, "legal_persons", ()) if person.kept_in is None]
    return [person.number for person in sorted(persons, key=lambda person: person.sort != "农村集体经济组织")]


def _next_number(kind: Kind[Record], board: Board) -> str:
    """The number after the highest of the newest ones: 2026-03 → 2026-04; empty if there is none to count on from."""
    numbers = [str(getattr(file.record, "number", "")) for file in board.files_of(kind)]
    # A number that is a day is not counted on: the day after the last meeting is no meeting.
    counted = [match for one in numbers if not _DAY.fullmatch(one) and (match := _DIGITS_LAST.fullmatch(one))]
    if not counted:
        return ""
    newest = max(counted, key=lambda match: (match[1], int(match[2])))
    return f"{newest[1]}{int(newest[2]) + 1:0{len(newest[2])}d}"
