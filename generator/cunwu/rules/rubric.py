"""ASM: rubrics that add up, and that nobody can mistake for another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cunwu.core.problem import Severity
from cunwu.derive.scores import full_of, is_weighted
from cunwu.kinds.rubric import RUBRIC, Rubric
from cunwu.records.board import Board
from cunwu.rules.base import Finding, found, rule

_SUMS = "program/arithmetic"
_CASES = "cases/mechanisms"
_LINKS = "program/references"


@rule(
    "ASM002",
    "各部分满分相加是 {summed} 分，总分写的是 {stated} 分",
    remedy="核对各部分的满分；都没有错就把总分改为 {summed}",
    source=_SUMS,
    follows=("ASM024",),
    arithmetic=True,
)
def parts_differ_from_the_whole(rubric: Rubric) -> Iterator[Finding]:
    """The parts of a rubric make its whole, unless percentages weigh them."""
    summed = sum(part.most for part in rubric.parts)
    if rubric.total_score is not None and not is_weighted(rubric) and summed != rubric.total_score:
        yield found(rubric, "total_score", summed=summed, stated=rubric.total_score)


@rule(
    "ASM003",
    "「{part}」各条内容满分相加是 {summed} 分，这一部分的满分是 {most} 分",
    remedy="核对各条内容的满分，漏了的补一条",
    source=_SUMS,
    arithmetic=True,
    follows=("ASM001",),
)
def criteria_differ_from_their_part(rubric: Rubric) -> Iterator[Finding]:
    """Where every criterion of a part has its points, they make the points of the part."""
    below: dict[str, list[Decimal | None]] = {}
    for criterion in rubric.criteria:
        below.setdefault(criterion.part, []).append(criterion.most)
    for part in rubric.parts:
        points = below.get(part.number, [])
        known = [most for most in points if most is not None]
        if known and len(known) == len(points) and sum(known) != full_of(part):
            yield found(part, "most", part=part.part, summed=sum(known), most=full_of(part))


@rule(
    "ASM004",
    "{what}的权重相加是 {summed}%，应为 100%",
    remedy="核对各条的权重；一条都不写，就是直接相加",
    source=_SUMS,
    arithmetic=True,
)
def weights_are_no_whole(rubric: Rubric) -> Iterator[Finding]:
    """Percentages of parts, and of those who vote, make a hundred."""
    parts = [part.weight or 0 for part in rubric.parts]
    if is_weighted(rubric) and sum(parts) != 100:
        yield found(rubric.parts[0], "weight", what="各部分", summed=sum(parts))
    sides = sum(side.weight for side in rubric.sides)
    if rubric.sides and sides != 100:
        yield found(rubric.sides[0], "weight", what="评议方", summed=sides)


@rule(
    "ASM022",
    "编号「{number}」的{label}，{place}已经公布过",
    remedy="给这一份换一个编号；照{place}的办的，删去这一份，考核的「办法」写「{number}」就是那一份",
    source=_LINKS,
)
def rubric_posted_above(board: Board) -> Iterator[Finding]:
    """A number means one rubric here and in every place above: a copy below would judge again what was judged."""
    for file in board.files:
        if file.record is None or file.kind is not RUBRIC:
            continue
        above = board.find_above(file.kind, file.record.reference)
        if above is not None:
            facts = {"number": file.record.reference, "label": file.kind.label, "place": above[0].name}
            yield Finding(file.record, "number", facts, file.record)


@rule(
    "ASM023",
    "办法里没有写「部分」，也没有写「等次」：照它什么也算不出来",
    remedy="照文件把各部分和满分、各等次和起分写上",
    source=_CASES,
    severity=Severity.NOTICE,
)
def rubric_that_says_nothing(rubric: Rubric) -> Iterator[Finding]:
    """A rubric says what is looked at, or what a grade is given for."""
    if not rubric.parts and not rubric.grades:
        yield found(rubric, "number")


@rule(
    "ASM024",
    "「{word}」是 0 分，没有分可得",
    remedy="照文件填真正的分数；没有写多少分的，删去这一行或者这一部分",
    source=_SUMS,
)
def nothing_to_be_had(rubric: Rubric) -> Iterator[Finding]:
    """A whole, and each of its parts, has points to give."""
    if rubric.total_score == 0:
        yield found(rubric, "total_score", word="总分")
    for part in rubric.parts:
        for field, word, most in (("most", "满分", part.most), ("raw", "原满分", part.raw)):
            if most == 0:
                yield found(part, field, word=f"{part.part}」的「{word}")
