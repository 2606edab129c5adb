"""The page of one assessment: the points part by part, converted and added so that a reader can do it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from cunwu.core.frozen import replace
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
from cunwu.kinds.assessment import Assessment, Mark
from cunwu.kinds.base import written
from cunwu.kinds.posting import POSTING
from cunwu.kinds.rubric import RUBRIC, Criterion, Part, Rubric
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING, UNKNOWN_SUM, table_of, with_column
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Section, Table

_PART, _MOST, _RAW, _POINTS, _HOW = "部分", "满分", "得分", "算下来", "怎么算"


def tell_assessment(context: PlaceContext, url: str, assessment: Assessment) -> Besides:
    """Who it is of and what it came to, in words and as a table of parts; the votes of each side, every mark."""
    rubric = context.board.find(RUBRIC, assessment.rubric) if assessment.rubric else None
    badge = (assessment.grade,) if assessment.grade else ()
    if rubric is None:
        return Besides(badge=badge, sentences=(*_of_whom(context, assessment), *_stated(assessment)))
    sections = (_points(rubric, assessment), _votes(rubric, assessment))
    return Besides(
        badge=badge,
        sentences=(*_of_whom(context, assessment), *_stated(assessment), *_computed(rubric, assessment)),
        before=tuple(section for section in sections if section is not None),
        instead=tuple(_marks(context, url, rubric, assessment)),
        hides=frozenset({"votes"}) if _shows_every_vote(rubric, assessment) else frozenset(),
        shows_was=frozenset({"marks"}),
        facts="考核的是谁",
    )


def _of_whom(context: PlaceContext, assessment: Assessment) -> Iterator[str]:
    """Who is assessed, by name: the heading has a number only."""
    posting = context.board.find(POSTING, assessment.posting) if assessment.posting else None
    if posting is not None:
        yield f"考核的是{posting.title}。"


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
    if not rubric.parts:
        yield "考核办法没有分部分写满分，程序不算总分。"
    elif all(one.raw is None for one in points_by_part(rubric, assessment)):
        yield "各部分的得分都没有写，程序不算总分。"
    elif total is None:
        yield "有的部分没有得分，总分算不出来。"
    elif assessment.total_score is None:
        yield f"程序照办法算，总分是 {shown(total)} 分。"
    elif is_same(assessment.total_score, total):
        yield "程序照办法算出来是一样的。"
    else:
        apart = abs(Fraction(assessment.total_score) - total)
        yield f"程序照办法算出来是 {shown(total)} 分，和公布的相差 {shown(apart)} 分。"

    bounds = _bounds(rubric)
    if bounds:
        yield f"办法写的等次：{bounds}。"
    elif assessment.grade is not None:
        yield "办法没有写到多少分是哪一等，等次没有照分数核对。"


def _bounds(rubric: Rubric) -> str:
    """From how many points on each grade is given, the best first: 1800 分起优秀，1500 到 1800 分称职."""
    found = sorted(
        ((one.least, one.grade) for one in rubric.grades if one.least is not None), key=lambda one: one[0], reverse=True
    )
    uppers = [None, *(least for least, _ in found)]
    return "，".join(
        f"{grade} {least} 分起" if upper is None else f"{grade} {least} 分到不满 {upper} 分"
        for (least, grade), upper in zip(found, uppers, strict=False)
    )


def _points(rubric: Rubric, assessment: Assessment) -> Section | None:
    found = points_by_part(rubric, assessment)
    if all(one.raw is None for one in found):
        return None
    numeric = {_MOST, _RAW, _POINTS}
    columns = tuple(Column(label, numeric=label in numeric) for label in (_PART, _MOST, _RAW, _HOW, _POINTS))
    rows = tuple(Row(tuple(_part_cells(rubric, one, assessment.marks))) for one in found)
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


def _part_cells(rubric: Rubric, one: PartPoints, marks: Sequence[Mark]) -> Iterator[Cell]:
    part = one.part
    yield Cell(part.part, _PART)
    yield Cell(str(part.most), _MOST, numeric=True)
    yield _number(one.raw, _RAW)
    words = _in_words(one, [mark.score for mark in marks if mark.part == part.number])
    yield Cell(words or NOTHING, _HOW, "" if words else "blank")
    yield _number(_weighted(rubric, one), _POINTS)


def _weighted(rubric: Rubric, one: PartPoints) -> Fraction | None:
    return one.points * share_of(rubric, one.part) if one.points is not None else None


def _in_words(one: PartPoints, scores: Sequence[Decimal]) -> str:
    """How the points follow from what was given: 900 × 1400 ÷ 1000, (60 ＋ 36) × 30%."""
    if one.raw is None:
        return ""
    steps = " ＋ ".join(map(str, scores)) if len(scores) > 1 else shown(one.raw)
    if len(scores) > 1 and (one.part.weight is not None or one.part.raw not in (None, one.part.most)):
        steps = f"（{steps}）"
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


def _marks(context: PlaceContext, url: str, rubric: Rubric, assessment: Assessment) -> Iterator[Section]:
    """Every mark with the words of the rubric, how much there was to get, and what takes points off."""
    marks = written(assessment.marks)
    if not marks:
        return
    parts = {part.number: part for part in rubric.parts}
    criteria = {(criterion.part, criterion.number): criterion for criterion in rubric.criteria}
    own = [(parts.get(mark.part), criteria.get((mark.part, mark.criterion or ""))) for mark in marks]
    table = table_of(context, url, "得分", marks, assessment.withdrawn)
    named = (_by_words(row, part, criterion) for row, (part, criterion) in zip(table.rows, own, strict=True))
    table = with_column(replace(table, rows=tuple(named)), _MOST, [_most(*one) for one in own])
    if any(criterion is not None and criterion.off is not None for _, criterion in own):
        table = with_column(table, "每次扣", [_off(criterion) for _, criterion in own])
    yield Section("得分", "marks", tables=(table,))


def _by_words(row: Row, part: Part | None, criterion: Criterion | None) -> Row:
    """The row with the part and the criterion called as the rubric calls them, not by their numbers in it."""
    called = {"部分": part.part if part is not None else "", "内容": criterion.what if criterion is not None else ""}
    return replace(row, cells=tuple(replace(one, text=called.get(one.label) or one.text) for one in row.cells))


def _most(part: Part | None, criterion: Criterion | None) -> str:
    most = criterion.most if criterion is not None else (part.raw or part.most) if part is not None else None
    return f"{most} 分" if most is not None else NOTHING


def _off(criterion: Criterion | None) -> str:
    return f"{criterion.off} 分" if criterion is not None and criterion.off is not None else NOTHING


def _shows_every_vote(rubric: Rubric, assessment: Assessment) -> bool:
    """Whether the table of the sides has all that a list of the votes would say; nothing is told twice."""
    grades, sides = {grade.grade for grade in rubric.grades}, {ballot.panel for ballot in assessment.ballots}
    told = {note.item for note in assessment.corrections} | {note.item for note in assessment.withdrawals}
    told |= {note.item for note in assessment.late_entries} | {note.item for note in assessment.explanations}
    return all(
        vote.panel in sides and vote.grade in grades and vote.number not in told for vote in written(assessment.votes)
    )


def _votes(rubric: Rubric, assessment: Assessment) -> Section | None:
    sides = [
        one
        for one in points_by_side(rubric, assessment)
        if one.votes or one.points is not None or one.ballot.void is not None
    ]
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
