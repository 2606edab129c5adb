"""REG: rules in force — when they end, what stands in their place, what a collection holds."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.regulations import holds_on
from cunwu.kinds.regulation import REGULATION, Regulation
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.names import fold_name

_CASES = "cases/mechanisms"


@rule(
    "REG002",
    "写了「{word}」，没有写「止」：看不出哪天起不再执行",
    remedy="补上「止」；文件没有写哪天的，写 不详",
    source=_CASES,
    severity=Severity.NOTICE,
)
def repealed_without_a_day(regulation: Regulation) -> Iterator[Finding]:
    """Who repeals a rule says from which day it holds no more."""
    told = (("废止依据", regulation.repealed_by), ("代替它的", regulation.replaced_by))
    words = [word for word, value in told if value is not None]
    if words and regulation.until is None:
        yield found(regulation, "repealed_by" if regulation.repealed_by else "replaced_by", word="」「".join(words))


@rule(
    "REG003",
    "「件数」写的是 {count} 件，「收录」写了 {named} 件",
    remedy="核对文件，改正「件数」或者「收录」；只知道几件的，少写没有关系",
    source="program/arithmetic",
    severity=Severity.IRREGULAR,
)
def more_pieces_than_counted(regulation: Regulation) -> Iterator[Finding]:
    """Of so many papers at most so many can be named."""
    count, named = regulation.piece_count, len(regulation.pieces)
    if count is not None and named > count:
        yield found(regulation, "piece_count", count=count, named=named)


@rule(
    "REG004",
    "「{name}」有两份都在执行：「{number}」和「{other}」",
    remedy="旧的一份补上「止」，「代替它的」写新的一份的编号；确实两份都执行的，照这句话公布，可以写反常说明",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def two_of_one_name_in_force(board: Board, context: Context) -> Iterator[Finding]:
    """Of two rules of one name only one can be kept; the earlier file is told."""
    first: dict[str, Regulation] = {}
    for regulation in board.records(REGULATION):
        if holds_on(regulation, context.as_of):
            other = first.setdefault(fold_name(regulation.name), regulation)
            if other is not regulation:
                facts = {"name": other.name, "number": other.number, "other": regulation.number}
                yield Finding(other, "name", facts, other)
