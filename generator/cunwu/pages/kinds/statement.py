"""The page of one statement: what the village has, owes and has left, figures as they were typed."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.derive.statements import GROUPS, group_total, told, unit_of
from cunwu.kinds.statement import STATEMENT, Statement
from cunwu.pages.kinds.statement_checks import CheckLine, sources_of, view_beside, view_checks
from cunwu.pages.kinds.statement_sheets import sheets_of
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.life import view_life
from cunwu.pages.parts.links import record_url
from cunwu.pages.parts.money import UNKNOWN_SUM, book_name
from cunwu.pages.parts.record import closing_sections, crumb_to_list
from cunwu.pages.parts.sections import facts_of, paragraphs_of, tone_of
from cunwu.pages.parts.sheets import Sheet, titled
from cunwu.pages.parts.view import Cell, Fact, LifeLine, Section, Shell, Table
from cunwu.records.board import RecordFile

_ABOVE = frozenset(
    {
        "assets",
        "assets_total",
        "liabilities",
        "liabilities_total",
        "equity",
        "equity_total",
        "income_rows",
        "trial_rows",
    }
)
_IN_FRONT = frozenset({"number", "sort", "book", "period", "unit"})


class WorthView(Frozen):
    """What there is, what is owed, what is left: the sum of a balance sheet."""

    assets: Cell
    liabilities: Cell
    equity: Cell
    unit: str


class StatementView(Frozen):
    """A statement: its sum in one sentence, its lines, and whether they agree."""

    shell: Shell
    kind: str
    heading: str
    life: LifeLine
    book: str
    worth: WorthView | None
    sentence: str
    paragraphs: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    checks: tuple[CheckLine, ...]
    beside: Table | None
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]


def plan_statement(context: PlaceContext, file: RecordFile) -> Page:
    """The page of the statement in `file`."""
    statement = file.record
    if not isinstance(statement, Statement):
        raise TypeError(f"{file.path} is no statement")
    url = record_url(context.place, file)
    heading = titled(context, statement.title, statement.book)
    others = sources_of(context, statement)
    files = [file, *(context.board.file_of(record) for record in others)]
    return Page(
        url,
        "statement.html",
        StatementView(
            shell=context.shell(url, heading, files, crumbs=[crumb_to_list(context, url, STATEMENT)]),
            kind=STATEMENT.label,
            life=view_life(context, url, file),
            heading=heading,
            book=book_name(context, statement.book),
            worth=_worth(statement),
            sentence=_sentence(statement),
            paragraphs=paragraphs_of(statement.explanation),
            sheets=tuple(sheets_of(context, statement)),
            checks=tuple(view_checks(context, statement)),
            beside=view_beside(context, statement),
            facts=facts_of(context, url, statement, _IN_FRONT),
            sections=closing_sections(context, url, statement, _ABOVE),
        ),
    )


def _worth(statement: Statement) -> WorthView | None:
    if statement.sort != "资产负债表":
        return None
    cells = dict[str, Cell]()
    for name, _, _ in GROUPS:
        amount = group_total(statement, name, "closing")
        text, tone = (UNKNOWN_SUM, "quiet") if amount is None else (told(statement, amount), tone_of(amount))
        cells[name] = Cell(text, name, tone, numeric=True)
    return WorthView(cells["资产"], cells["负债"], cells["所有者权益"], unit_of(statement))


def _sentence(statement: Statement) -> str:
    """家底多少、欠多少、净剩多少; for the other sorts, what the table is."""
    if statement.sort == "收益及收益分配表":
        return "这张表说的是挣了多少、花了多少、怎样分。"
    if statement.sort != "资产负债表":
        return "这张表把每个科目期初有多少、这一期借贷各多少、期末有多少列在一起，借贷两边应当相等。"
    unit = unit_of(statement)
    amounts = {name: group_total(statement, name, "closing") for name, _, _ in GROUPS}
    words = {"资产": "家底一共", "负债": "欠别人", "所有者权益": "净剩"}
    parts = [
        f"{words[name]} {told(statement, amount)} {unit}" if amount is not None else f"{words[name]}多少没有填全"
        for name, amount in amounts.items()
    ]
    return f"到 {statement.period.label}末，{'，'.join(parts)}。"
