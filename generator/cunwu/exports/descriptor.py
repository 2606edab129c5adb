"""Tables → the descriptor of a data package: what each file holds, column by column, and how files join.

It follows Data Package 2.0, Table Schema and Table Dialect; the licence and the citation are left to the place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cunwu.exports.tables import Column, Table
from cunwu.values.absence import Absence

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_DIALECT: Mapping[str, object] = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
_WORDS = [absence.value for absence in Absence]


def descriptor_of(name: str, title: str, parts: Sequence[tuple[Table, Sequence[str]]]) -> dict[str, object]:
    """The descriptor of a package; `parts` are tables, each with the files of its rows, relative to the package."""
    return {
        "$schema": PROFILE,
        "name": name,
        "title": title,
        "description": "金额一律以元计。空格是没有填写，「不详」「不适用」照写，零写作 0.00。"
        "文字前面多出来的单引号是防止表格软件把它当公式，去掉就是原文。",
        "resources": [_resource(table, paths) for table, paths in parts],
    }


def _resource(table: Table, paths: Sequence[str]) -> dict[str, object]:
    return {
        "name": table.name,
        "title": table.title,
        "type": "table",
        "path": paths[0] if len(paths) == 1 else list(paths),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": dict(_DIALECT),
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.joins:
        schema["foreignKeys"] = [
            {"fields": list(here), "reference": {"resource": there, "fields": list(columns)}}
            for here, there, columns in table.joins
        ]
    return schema


def _field(column: Column) -> dict[str, object]:
    field: dict[str, object] = {"name": column.title, "title": column.title, "type": column.sort}
    told = [part for part in (f"单位：{column.unit}" if column.unit else "", column.help) if part]
    if told:
        field["description"] = "；".join(told)
    if column.sort == "boolean":
        field |= {"trueValues": ["是"], "falseValues": ["否"]}
    if column.may_be_unknown:
        field["missingValues"] = ["", *_WORDS]
    constraints: dict[str, object] = {}
    if column.required and not column.may_be_unknown:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if constraints:
        field["constraints"] = constraints
    return field
