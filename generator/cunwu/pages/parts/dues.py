"""Instalments on a page: each with what was paid, what is missing and how late, in words and signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cunwu.core.frozen import replace
from cunwu.derive.dues import Dues, InKind, Instalment
from cunwu.kinds.contract import DuePayment
from cunwu.kinds.fields import fields_of
from cunwu.kinds.record import Record
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.sections import NOTHING, cell, heading, is_numeric, tone_of
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Flag, Link, Row, Section, StateLine, Table
from cunwu.values.absence import Absence
from cunwu.values.dates import chinese_date, chinese_partial
from cunwu.values.goods import Goods
from cunwu.values.money import ZERO, Money, format_yuan, total

SIGNS = {"good": "✓", "bad": "！", "ahead": "○", "late": "？"}
"""Tone → its sign: never by colour alone."""


def due_line(tone: str, text: str, link: Link | None = None, flags: tuple[Flag, ...] = ()) -> StateLine:
    """A line with the sign of its tone."""
    return StateLine(SIGNS[tone], tone, link or Link(""), text, flags)


def yuan(amount: Money | None) -> str:
    """An amount with its unit; 不详 where nobody knows it."""
    return Absence.UNKNOWN.value if amount is None else f"{format_yuan(amount)} 元"


def state_lines(dues: Dues, as_of: date, verb: str) -> Iterator[StateLine]:
    """What was due until now and what of it came, then what comes next; `verb` is 收, 付 or 还."""
    until_now = f"到 {chinese_date(as_of)}"
    rest = dues.arrears
    if any(one.is_due for one in dues.instalments):
        if rest is None:
            yield due_line("late", f"{until_now}，有的金额不详，算不出还欠多少，合计不完整。")
        elif dues.due_so_far == ZERO:
            yield due_line("good", f"{until_now}，没有要{verb}的钱。")
        elif rest > ZERO:
            yield due_line(
                "bad", f"{until_now}，该{verb} {yuan(dues.due_so_far)}，还欠 {yuan(rest)}{late_words(dues)}。"
            )
        else:
            yield due_line("good", f"{until_now}，该{verb}的 {yuan(dues.due_so_far)}都{verb}了。")
    elif dues.instalments:
        yield due_line("good", f"{until_now}，还没有到期该{verb}的。")
    if (following := dues.next_due) is not None:
        amount = yuan(following.amount if following.unpaid is None else following.unpaid)
        yield due_line("ahead", f"下一期 {amount}，最晚 {chinese_partial(following.due)}{verb}。")


def kind_lines(kinds: Sequence[InKind], verb: str) -> Iterator[StateLine]:
    """What is paid in kind: what was due of each thing, what came, what is missing."""
    for one in kinds:
        due = f"到期该{verb}{one.name} {one.due.text}" if one.due is not None else f"{one.name}还没有到期该{verb}的"
        came = f"，已{verb} {one.received.text}" if one.received is not None else f"，还没有{verb}"
        missing = f"，还欠 {one.rest.text}" if one.rest is not None else ""
        yield due_line("bad" if missing else "good", f"实物：{due}{came}{missing}。")


def late_words(dues: Dues) -> str:
    """“，最早的一期已过期 112 天”; nothing where nothing is late."""
    return f"，最早的一期已过期 {dues.overdue[0].days_overdue} 天" if dues.overdue else ""


def schedule_of(
    context: PlaceContext, url: str, record: Record, lines: Sequence[DuePayment], *, dues: Dues, words: Sequence[str]
) -> tuple[Section, ...]:
    """The schedule as it falls due, none without `lines`.

    `words` are the heading, and what the columns of what was due, came and is missing are called.
    """
    if not lines:
        return ()
    table = _table_of_dues(context, url, record, lines, dues=dues, words=words)
    return (Section(words[0], "dues", tables=(table,)),)


def _table_of_dues(
    context: PlaceContext, url: str, record: Record, lines: Sequence[DuePayment], *, dues: Dues, words: Sequence[str]
) -> Table:
    specs = {spec.name: spec for spec in fields_of(DuePayment)}
    own = [(spec, heading(spec, lines)) for spec in (specs["number"], specs["due"], specs["amount"])]
    own[2] = (specs["amount"], own[2][1].replace(specs["amount"].word, words[1]))
    paid, rest = f"{words[2]}（元）", f"{words[3]}（元）"
    columns = (
        *(Column(label, is_numeric(spec)) for spec, label in own),
        *(Column(paid, numeric=True), Column(rest, numeric=True), Column("情况")),
    )
    standing = {one.number: one for one in dues.instalments}
    rows = tuple(
        Row(
            (
                *(cell(context, url, spec, line, label) for spec, label in own),
                *_standing_cells(line, standing.get(line.number), (paid, rest), record.withdrawn),
            ),
            item_anchor(line.number),
            line.number in record.withdrawn,
        )
        for line in sorted(lines, key=lambda line: line.due.last)
    )
    return side_by_side(_with_foot(Table(words[0], columns, rows), dues, (own[2][1], paid, rest)))


def side_by_side(table: Table) -> Table:
    """Columns to be compared stay columns on a screen, however long their words: those wrap."""
    laid = laid_out(table)
    return replace(laid, layout="table") if laid.layout == "cards" else laid


def _with_foot(table: Table, dues: Dues, labels: tuple[str, str, str]) -> Table:
    """What was due, came and is missing in all, where every amount is known."""
    placed = [one.paid for one in dues.instalments if one.paid is not None]
    unpaid = [one.unpaid for one in dues.instalments if one.unpaid is not None]
    amounts: dict[str, Money | None] = {
        labels[0]: dues.scheduled,
        labels[1]: total(placed) if len(placed) == len(dues.instalments) else None,
        labels[2]: total(unpaid) if len(unpaid) == len(dues.instalments) else None,
    }
    foot = [Cell("合计", table.columns[0].label)]
    for column in table.columns[1:]:
        amount = amounts.get(column.label, ZERO)
        text = "" if column.label not in amounts else "不完整" if amount is None else format_yuan(amount)
        tone = "blank" if not text else "quiet" if amount is None else tone_of(amount)
        foot.append(Cell(text, column.label, tone, numeric=column.numeric))
    return Table(table.caption, table.columns, table.rows, tuple(foot), table.layout)


def _standing_cells(
    line: DuePayment, one: Instalment | None, labels: tuple[str, str], withdrawn: frozenset[str]
) -> Iterator[Cell]:
    """What was paid of a line, what is missing, how it stands; nothing of one that does not count."""
    note = f"；{line.note}" if line.note else ""
    if one is None:
        yield from (Cell(NOTHING, label, "blank", numeric=True) for label in labels)
        ended = "交实物，不计入金额合计" if isinstance(line.amount, Goods) else "合同已终止，不再到期"
        why = "已撤销，不计入合计" if line.number in withdrawn else ended
        yield Cell(why + note, "情况", "quiet")
        return
    for label, amount in zip(labels, (one.paid, one.unpaid), strict=True):
        text = Absence.UNKNOWN.value if amount is None else format_yuan(amount)
        yield Cell(text, label, "quiet" if amount is None else tone_of(amount), numeric=True)
    tone, words = standing_of(one)
    yield Cell(f"{SIGNS[tone]} {words}{note}", "情况", "" if tone == "ahead" else tone)


def standing_of(one: Instalment) -> tuple[str, str]:
    """Tone and words of one instalment."""
    if one.unpaid is None:
        return "late", "不详"
    if one.amount is not None and one.amount < ZERO:
        return "good", "减免，抵了别的期"
    if not one.is_owed:
        return "good", "已付清" if one.unpaid == ZERO else "已付清，有多"
    if one.days_overdue:
        return "bad", f"过期 {one.days_overdue} 天"
    return "ahead", "今天到期" if one.is_due else "未到期"
