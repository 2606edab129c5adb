"""The list of a place's projects: state, each kind of money, labour, with the sums that roll up from here."""

from __future__ import annotations

from cunwu.derive.works import KINDS_OF_MONEY, labour_of, money_of, written_money_of
from cunwu.kinds.forms import AMOUNT_OR_ABSENCE
from cunwu.kinds.project import PROJECT, Project
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING
from cunwu.pages.parts.tables import without_blank_columns
from cunwu.pages.parts.view import Cell, Column, Row, Table
from cunwu.values.absence import Absence
from cunwu.values.money import Money, format_yuan, total
from cunwu.values.quantity import Quantity

_LABOUR = "投工"


def project_tables(context: PlaceContext, url: str) -> tuple[Table, ...]:
    """One table; what a project states only roughly stands in its row and in no sum."""
    projects = context.board.records(PROJECT)
    labels = ("名称", "状态", *(f"{word}（元）" for word in KINDS_OF_MONEY), _LABOUR)
    rows = tuple(Row(_cells(context, url, one, labels)) for one in projects)
    known = [[amount for one in projects if (amount := money_of(one, word)) is not None] for word in KINDS_OF_MONEY]
    sums = [format_yuan(total(amounts)) if amounts else "" for amounts in known]
    workdays = labour_of(row for one in projects for row in one.labour).workdays
    texts = ("合计", "", *sums, workdays.text if workdays is not None else "")
    foot = tuple(_cell(text, label) for text, label in zip(texts, labels, strict=True)) if len(rows) > 1 else ()
    columns = tuple(Column(label, numeric=position > 1) for position, label in enumerate(labels))
    caption = "各种金额不能相加；只写了大概的不在合计里"
    if foot:
        return (Table(caption, columns, rows, foot, layout="cards counts"),)
    return (without_blank_columns(Table(caption, columns, rows)),)


def _cells(context: PlaceContext, url: str, project: Project, labels: tuple[str, ...]) -> tuple[Cell, ...]:
    name = Cell(project.title, labels[0], href=context.href_of(url, project))
    workdays = labour_of(project.labour).workdays
    texts = [project.status or "", *(_money(written_money_of(project, word)) for word in KINDS_OF_MONEY)]
    texts.append(workdays.text if workdays is not None else "")
    return (name, *(_cell(text, label) for text, label in zip(texts, labels[1:], strict=True)))


def _money(amount: object) -> str:
    """An exact amount in 元; what is stated otherwise, as it was written."""
    if isinstance(amount, Quantity | Absence):
        return AMOUNT_OR_ABSENCE.show(amount)
    return format_yuan(amount) if isinstance(amount, Money) else ""


def _cell(text: str, label: str) -> Cell:
    return Cell(text or NOTHING, label, "" if text else "blank", numeric=label not in ("名称", "状态"))
