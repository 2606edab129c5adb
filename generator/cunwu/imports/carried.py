"""What of the last record holds in the next one: read off the declaration of its fields, the same for every kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.kinds.base import FieldSpec, Item, Nature
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.forms import DAYS, ITEM_NUMBER, LINE, PARAGRAPHS, REFERENCE, YES
from cunwu.kinds.ledger import MoneyAccount
from cunwu.kinds.record import Record
from cunwu.values.period import Period
from cunwu.yaml.compose import Blank
from cunwu.yaml.tree import Plain

Table = dict[str, Any]
REVIEWS = "reviews"
"""The field of those who looked at a record before it was posted."""
_MONTH_SAID = regex(r"(?<![0-9])(1[0-2]|0?[1-9])( ?月)")
_LASTING = frozenset({"posting", "team", "asset", "rubric"})
"""Kinds to which this month's rows lead as last month's did; a meeting or a project is another one each time."""
_OF_THE_MOMENT = frozenset(
    {
        *("note", "why", "reason", "explanation", "remark", "answer", "opinion", "evidence", "result"),
        *("heard", "passed_to", "asked", "goods", "approved", "grade"),
    }
)
"""Fields whose words told of last month alone: what was heard, who approved it, how somebody was judged."""


class Turn(Frozen):
    """From which period to which."""

    old: Period
    new: Period

    def said(self, text: str) -> str:
        """A text with its months moved on as the period is: 9 月电费, paid in October, is 10 月电费 in November."""
        text = text.replace(self.old.text, self.new.text)
        if not self.old.kind == self.new.kind == "month":
            return text
        steps = self.new.first.month - self.old.first.month
        return _MONTH_SAID.sub(lambda month: f"{(int(month[1]) - 1 + steps) % 12 + 1}{month[2]}", text)


def holds_on(spec: FieldSpec) -> bool:
    """Whether what was written there last time is as likely to be right this time: who, of what sort."""
    form = spec.form
    if form is None or spec.outcome or spec.name in _OF_THE_MOMENT:
        return False
    if spec.to or form is REFERENCE:
        return spec.to in _LASTING
    if form is ITEM_NUMBER or form is YES or form.choices or form.usual:
        return True
    return form is LINE


def hint_of(spec: FieldSpec) -> str:
    """What to fill in, as the comment beside a blank."""
    what = spec.help or ("、".join(spec.form.choices) if spec.form else "")
    example = f"，如 {spec.example_text}" if spec.example_text else ""
    return f"填{spec.word}{f'（{what}）' if what else ''}{example}".replace("\n", " ")


def blank_table(model: type[Item]) -> Table:
    """A table of a model that nothing is known of: its required fields, blank."""
    return {spec.word: blank_of(spec) for spec in fields_of(model) if spec.required}


def blank_of(spec: FieldSpec) -> Any:
    """A blank for one field; a list of tables is one row of blanks."""
    if spec.model is None:
        return [Blank(hint_of(spec))] if spec.many else Blank(hint_of(spec))
    return [{"编号": "001", **_without_number(spec.model)}] if spec.many else blank_table(spec.model)


def _without_number(model: type[Item]) -> Table:
    return {word: blank for word, blank in blank_table(model).items() if word != "编号"}


def carried_rows(spec: FieldSpec, last: Sequence[Plain], before: Sequence[Plain], turn: Turn) -> list[Table]:
    """The rows of a list that come again: people and accounts of a list that must be there, else what came twice.

    Rows with a day of their own happened; of these only what both last records had is likely to happen again, and only
    where words of the row say what it is: nobody is recalled every year.
    """
    model = spec.model
    if model is None:
        raise ValueError(f"{spec.word} has no rows")
    rows, older = ([row for row in rows if isinstance(row, dict)] for rows in (last, before))
    happened = any(one.form in DAYS and not one.many for one in fields_of(model))
    if not spec.required or happened:
        seen = {_known_by(model, row) for row in older}
        rows = [row for row in rows if _known_by(model, row) in seen]
    if spec.required and happened and not any(one.required and one.form is LINE for one in fields_of(model)):
        rows = []
    steady = frozenset(text for row in older for text in row.values() if isinstance(text, str))
    made = [carried_row(model, row, turn, steady) for row in rows]
    if not spec.required and all(str(row.get("编号", "")).isdecimal() for row in rows):
        for number, row in enumerate(made, 1):
            row["编号"] = f"{number:03d}"
    return made


def _known_by(model: type[Item], row: Mapping[str, Any]) -> tuple[str, ...]:
    """What rows of two months share if they are the same thing come again: words that must be there, and sides."""
    specs = [spec for spec in fields_of(model) if spec.word in row and spec.name != "number"]
    kept = (row[spec.word] for spec in specs if spec.required and holds_on(spec))
    words = (_MONTH_SAID.sub("", text) for text in kept if isinstance(text, str))
    return (*words, *(spec.word for spec in specs if spec.unit))


def carried_row(model: type[Item], row: Mapping[str, Any], turn: Turn, steady: frozenset[str]) -> Table:
    """One row of the next record: who and what as before, amounts and days blank. `steady` texts do not move on."""
    if model is MoneyAccount:
        return _carried_account(row)
    made: Table = {}
    for spec in fields_of(model):
        written = row.get(spec.word)
        if isinstance(written, str) and holds_on(spec):
            made[spec.word] = written if written in steady else turn.said(written)
        elif spec.required or (written is not None and spec.unit):
            made[spec.word] = blank_of(spec)
    return made


def _carried_account(row: Mapping[str, Any]) -> Table:
    """An account begins with what it closed with; `cunwu close` fills in what it closes with."""
    opening, closing = (word_of(MoneyAccount, name) for name in ("opening", "closing"))
    kept = {word: text for word, text in row.items() if word not in (opening, closing)}
    return {**kept, opening: row.get(closing) or Blank("填上期的期末"), closing: Blank("记完账运行 cunwu close")}


def carried_fields(model: type[Record], last: Table, before: Table, turn: Turn) -> Iterator[tuple[str, Any]]:
    """The fields of the next record, in the order of the declaration."""
    for spec in fields_of(model):
        written = last.get(spec.word)
        if spec.name in Record.declared or spec.name == REVIEWS:  # nobody has signed what is not written yet
            continue
        if spec.name == model.dated_by:
            yield spec.word, turn.new.text
        elif spec.many and spec.model is not None:
            rows = carried_rows(spec, _rows(written), _rows(before.get(spec.word)), turn)
            if rows or spec.required:
                yield spec.word, rows or blank_of(spec)
        elif isinstance(written, str) and (holds_on(spec) or (turn.old.text in written and not spec.to)):
            if spec.form is not PARAGRAPHS:
                yield spec.word, turn.said(written)
        elif spec.required and spec.nature is not Nature.GROUP:
            yield spec.word, blank_of(spec)


def _rows(written: object) -> Sequence[Plain]:
    return written if isinstance(written, list) else ()
