"""What is irregular about the records of a place, as a table: the sentence, row and field, and the answer."""

from __future__ import annotations

from collections.abc import Sequence

from cunwu.core.problem import Problem
from cunwu.exports.tables import NUMBER, RECORD, Column, Table

COLUMNS = (
    Column("序号", "integer", required=True),
    Column("种类"),
    Column(RECORD, help="记录的文件名", required=True),
    Column("规则", help="规则代码", required=True),
    Column(NUMBER, help="说的是哪一条；空的是整份记录"),
    Column("栏目"),
    Column("内容", required=True),
    Column("说明", help="为什么是这样；空的是还没有说明"),
)


def irregular_table(problems: Sequence[Problem], labels: dict[str, str]) -> Table:
    """A row for each irregularity of the files that `labels` gives the kinds of."""
    found = [one for problem in problems for one in (problem, *problem.consequences) if one.is_irregular]
    rows = [
        (
            position,
            labels[one.file],
            one.file.rpartition("/")[2].removesuffix(".yml"),
            one.code,
            one.item or None,
            one.field or None,
            one.message,
            one.answer or None,
        )
        for position, one in enumerate((one for one in found if one.file in labels), 1)
    ]
    return Table("irregular", "反常", COLUMNS, rows, ("序号",))
