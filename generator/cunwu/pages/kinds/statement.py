"""The page of one statement: what the village has, owes and has left, figures as they were typed."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.derive.statement import BALANCE_COLUMNS, GROUPS, INCOME_COLUMNS, PAIRS, group_total, told, unit_of
from cunwu.kinds.statement import Statement
from cunwu.pages.kinds.statement_checks import sources_of, view_beside, view_checks
from cunwu.pages.kinds.statement_sheets import sheets_of
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.flags import flags_of
from cunwu.pages.parts.money import book_name
from cunwu.pages.parts.sections import UNKNOWN_SUM, tone_of
from cunwu.pages.parts.sheets import titled
from cunwu.pages.parts.view import Section, SumLine, SumView

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


_AMOUNTS = frozenset(
    (
        *(f"{rows}.{column}" for _, rows, _ in GROUPS for column in BALANCE_COLUMNS),
        *(f"income_rows.{column}" for column in INCOME_COLUMNS),
        *(f"trial_rows.{column}" for _, *pair in PAIRS for column in pair),
        *(total for _, _, total in GROUPS),
    )
)
"""Fields whose cells show what they were published as."""


def tell_statement(context: PlaceContext, url: str, statement: Statement) -> Besides:
    """What there is, owed and left as a sum and a sentence; the lines as typed, and whether they agree."""
    return Besides(
        badge=(book_name(context, statement.book),),
        title=titled(context, statement.title, statement.book),
        made_from=tuple(sources_of(context, statement)),
        sum=_worth(context, url, statement),
        sentences=(_sentence(statement),),
        before=tuple(_sections(context, statement)),
        hides=_ABOVE | {"number", "sort", "book", "unit"},
        shows_was=_AMOUNTS,
        unasked=frozenset(Statement.declared),
    )


def _sections(context: PlaceContext, statement: Statement) -> Iterator[Section]:
    """The lines, whether they agree with each other, and with the ledgers."""
    if sheets := tuple(sheets_of(context, statement)):
        yield Section("逐行", "lines", hint="数字照原表写，一位不改；「没有填」不当作零。", sheets=sheets)
    if checks := tuple(view_checks(context, statement)):
        yield Section("对不对得上", "checks", checks=checks)
    if (beside := view_beside(context, statement)) is not None:
        yield Section(beside.caption, "beside", tables=(beside,))


def _worth(context: PlaceContext, url: str, statement: Statement) -> SumView | None:
    """What there is − what is owed = what is left, of a balance sheet."""
    if statement.sort != "资产负债表":
        return None
    lines = []
    for (name, rows, written), (sign, label) in zip(GROUPS, _WORTH, strict=True):
        amount = group_total(statement, name, "closing")
        parts = [*getattr(statement, rows), *filter(None, [getattr(statement, written)])]
        flags = flags_of(context, url, statement, ((part, "closing") for part in parts))
        if amount is None:
            lines.append(SumLine(sign, label, UNKNOWN_SUM, "quiet", "", name, flags))
        else:
            shown = told(statement, amount)
            lines.append(SumLine(sign, label, shown, tone_of(amount), unit_of(statement), name, flags))
    return SumView("家底 － 欠的 ＝ 净剩", tuple(lines))


_WORTH = (("", "家底"), ("－", "欠的"), ("＝", "净剩"))


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
