"""The page of one assessment: the points part by part, converted and added so that a reader can do it again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cunwu.derive.scores import (
    PartPoints,
    is_same,
    points_by_part,
    points_by_side,
    points_of_votes,
    share_of,
    shown,
    total_of,
)
from cunwu.kinds.assessment import Assessment
from cunwu.kinds.rubric import RUBRIC, Rubric
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING, UNKNOWN_SUM, laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Section, Table

_PART, _MOST, _RAW, _POINTS, _HOW = "部分", "满分", "得分", "算下来", "怎么算"


def tell_assessment(context: PlaceContext, url: str, assessment: Assessment) -> Besides:
    """What it came to, in words and as a table of parts, and the votes of each side."""
    del url
    rubric = context.board.find(RUBRIC, assessment.rubric) if assessment.rubric else None
    badge = (assessment.grade,) if assessment.grade else ()
    if rubric is None:
        return Besides(badge=badge, sentences=tuple(_stated(assessment)))
    sections = (_points(rubric, assessment), _votes(rubric, assessment))
    return Besides(
        badge=badge,
        sentences=(*_stated(assessment), *_computed(rubric, assessment)),
        before=tuple(section for section in sections if section is not None),
        facts="考核的是谁",
    )


def _stated(assessment: Assessment) -> Iterator[str]:
    """What was announced."""
    told = (
        f"总分 {assessment.total_score} 分" if assessment.total_score is not None else "",
        f"等次「{assessment.grade}」" if assessment.grade else "",
        f"排第 {assessment.rank} 名" if assessment.rank is not None else "",
    )
    said = "，".join(filter(None, told))
    rest = f"（一共 {assessment.out_of} 人）" if assessment.rank is not None and assessment.out_of is not None else ""
    if said:
        yield f"公布的结果：{said}{rest}。"


def _computed(rubric: Rubric, assessment: Assessment) -> Iterator[str]:
    total = total_of(rubric, assessment)
    if total is None:
        yield "有的部分没有得分，总分算不出来。"
    elif assessment.total_score is None:
        yield f"程序照办法算，总分是 {shown(total)} 分。"
    elif is_same(assessment.total_score, total):
        yield "程序照办法算出来是一样的。"
    else:
        apart = abs(Fraction(assessment.total_score) - total)
        yield f"程序照办法算出来是 {shown(total)} 分，和公布的相差 {shown(apart)} 分。"


def _points(rubric: Rubric, assessment: Assessment) -> Section | None:
    found = points_by_part(rubric, assessment)
    if not found:
        return None
    numeric = {_MOST, _RAW, _POINTS}
    columns = tuple(Column(label, numeric=label in numeric) for label in (_PART, _MOST, _RAW, _HOW, _POINTS))
    rows = tuple(Row(tuple(_part_cells(rubric, one))) for one in found)
    total = total_of(rubric, assessment)
    foot = (
        Cell("合计", _PART),
        Cell(str(rubric.total_score) if rubric.total_score is not None else "", _MOST, numeric=True),
        Cell("", _RAW, "blank", numeric=True),
        Cell("", _HOW, "blank"),
        Cell(shown(total) if total is not None else UNKNOWN_SUM, _POINTS, numeric=True),
    )
    table = laid_out(Table(f"照「{rubric.name}」", columns, rows, foot))
    return Section("一部分一部分地算", "points", tables=(table,))


def _part_cells(rubric: Rubric, one: PartPoints) -> Iterator[Cell]:
    part = one.part
    yield Cell(part.part, _PART)
    yield Cell(str(part.most), _MOST, numeric=True)
    yield _number(one.raw, _RAW)
    yield Cell(_in_words(one) or NOTHING, _HOW, "" if _in_words(one) else "blank")
    yield _number(_weighted(rubric, one), _POINTS)


def _weighted(rubric: Rubric, one: PartPoints) -> Fraction | None:
    return one.points * share_of(rubric, one.part) if one.points is not None else None


def _in_words(one: PartPoints) -> str:
    """How the points follow from what was given: 900 × 1400 ÷ 1000."""
    if one.raw is None:
        return ""
    steps = shown(one.raw)
    if one.part.judged_by == "票决" and one.points != one.raw:
        steps += " 折算"
    elif one.part.raw is not None and one.part.raw != one.part.most:
        steps += f" × {one.part.most} ÷ {one.part.raw}"
    if one.part.weight is not None:
        steps += f" × {one.part.weight}%"
    return steps if steps != shown(one.raw) else ""


def _number(points: Fraction | None, label: str) -> Cell:
    if points is None:
        return Cell(NOTHING, label, "blank", numeric=True)
    return Cell(shown(points), label, numeric=True)


def _votes(rubric: Rubric, assessment: Assessment) -> Section | None:
    sides = points_by_side(rubric, assessment)
    if not sides:
        return None
    grades = [grade for grade in rubric.grades if any(grade in dict(one.votes) for one in sides)]
    labels = [*(grade.grade for grade in grades), "废票", "算下来"]
    columns = (Column("谁评"), *(Column(label, numeric=True) for label in labels))
    names = {side.number: side for side in rubric.sides}
    rows = []
    for one in sides:
        side = names.get(one.ballot.panel)
        name = f"{side.who}（占 {side.weight}%）" if side is not None else one.ballot.panel
        counts = (Cell(str(dict(one.votes).get(grade, 0)), grade.grade, numeric=True) for grade in grades)
        void = Cell(str(one.ballot.void) if one.ballot.void is not None else NOTHING, "废票", numeric=True)
        rows.append(Row((Cell(name, "谁评"), *counts, void, _number(one.points, "算下来"))))
    whole = points_of_votes(rubric, assessment)
    note = f"照权重合起来是 {shown(whole)} 分。" if whole is not None else ""
    worth = "，".join(f"{grade.grade} {grade.worth} 分" for grade in grades if grade.worth is not None)
    hint = f"一张票：{worth}。得分是所有票的平均。" if worth else ""
    return Section("各方的票", "sides", tables=(laid_out(Table("票数", columns, tuple(rows))),), hint=hint, note=note)
