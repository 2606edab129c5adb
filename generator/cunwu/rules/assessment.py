"""ASM: assessments that come to what their rubric makes of the points and votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from cunwu.core.problem import Severity
from cunwu.derive.grades import judged_twice
from cunwu.derive.scores import (
    full_of,
    grade_for,
    is_same,
    points_by_part,
    points_by_side,
    shown,
    total_of,
)
from cunwu.kinds.assessment import ASSESSMENT, Assessment, Mark
from cunwu.kinds.rubric import RUBRIC, Criterion, Rubric
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.names import fold_name

_SUMS = "program/arithmetic"
_CASES = "cases/mechanisms"


@rule(
    "ASM005",
    "「{what}」每次扣 {off} 分，{times} 次应得 {expected} 分，填写的是 {score} 分",
    remedy="核对次数和得分；还因为别的扣了分的，删去「次数」，在「原因」里写明",
    source=_SUMS,
    arithmetic=True,
)
def deductions_differ_from_points(board: Board) -> Iterator[Finding]:
    """A mark that says how often points were taken off is the full points less so many times."""
    for assessment, rubric in _judged(board):
        for mark, criterion in _marked(assessment, rubric):
            if criterion.off is None or criterion.most is None or mark.times is None:
                continue
            expected = max(criterion.most - criterion.off * mark.times, criterion.most * 0)
            if expected != mark.score:
                facts = {"off": criterion.off, "times": mark.times, "expected": expected, "score": mark.score}
                what = criterion.off_for or criterion.what
                yield Finding(mark, "score", {"what": what, **facts}, assessment)


@rule(
    "ASM006",
    "「{part}」得了 {score} 分，满分是 {most} 分",
    remedy="核对得分；按原来的满分写，折算由程序做",
    source=_SUMS,
    arithmetic=True,
)
def more_points_than_there_are(board: Board) -> Iterator[Finding]:
    """No criterion and no part gives more than its 满分."""
    for assessment, rubric in _judged(board):
        for mark, criterion in _marked(assessment, rubric):
            if criterion.most is not None and mark.score > criterion.most:
                facts: dict[str, Any] = {"score": mark.score, "most": criterion.most}
                yield found(mark, "score", of=assessment, part=criterion.what, **facts)
        for one in points_by_part(rubric, assessment):
            first = next((mark for mark in assessment.marks if mark.part == one.part.number), None)
            if first is not None and one.points is not None and one.points > Fraction(one.part.most):
                facts = {"score": shown(one.raw or Fraction(0)), "most": full_of(one.part)}
                yield found(first, "score", of=assessment, part=one.part.part, **facts)


@rule(
    "ASM009",
    "{what}「{value}」不在考核办法「{rubric}」里",
    remedy="填办法里的：{known}",
    source="program/references",
)
def not_in_the_rubric(board: Board) -> Iterator[Finding]:
    """Marks and votes name parts, criteria, sides and grades of the rubric."""
    for assessment, rubric in _judged(board):
        parts = [part.number for part in rubric.parts]
        sides = [side.number for side in rubric.sides]
        grades = [grade.grade for grade in rubric.grades]
        named = [
            *((mark, "part", "部分", mark.part, parts) for mark in assessment.marks),
            *(
                (mark, "criterion", f"部分「{mark.part}」的内容", mark.criterion, _criteria_of(rubric, mark.part))
                for mark in assessment.marks
                if mark.part in parts
            ),
            *((ballot, "panel", "评议方", ballot.panel, sides) for ballot in assessment.ballots),
            *((vote, "panel", "评议方", vote.panel, sides) for vote in assessment.votes),
            *((vote, "grade", "等次", vote.grade, grades) for vote in assessment.votes),
        ]
        for item, field, what, value, known in named:
            if value is not None and value not in known:
                told = "、".join(known) or "（办法里没有写）"
                yield found(item, field, of=assessment, what=what, value=value, rubric=rubric.name, known=told)


def _criteria_of(rubric: Rubric, part: str) -> list[str]:
    return [criterion.number for criterion in rubric.criteria if criterion.part == part]


@rule(
    "ASM010",
    "照办法算总分是 {expected} 分，填写的是 {stated} 分",
    remedy="核对各部分的得分；都没有错就把总分改为 {expected}",
    source=_SUMS,
    severity=Severity.IRREGULAR,
    follows=("ASM005", "ASM006", "ASM009"),
)
def total_differs_from_the_points(board: Board) -> Iterator[Finding]:
    """The total is what the rubric makes of the points."""
    for assessment, rubric in _judged(board):
        expected = total_of(rubric, assessment)
        if (
            assessment.total_score is not None
            and expected is not None
            and not is_same(assessment.total_score, expected)
        ):
            yield found(
                assessment, "total_score", of=assessment, expected=shown(expected), stated=assessment.total_score
            )


@rule(
    "ASM011",
    "{side}的票有 {cast} 张（废票 {void} 张算在里面），实到 {present} 人",
    remedy="照计票单核对票数、废票和实到人数",
    source=_SUMS,
    arithmetic=True,
)
def more_votes_than_people(assessment: Assessment) -> Iterator[Finding]:
    """Nobody votes who is not there."""
    for ballot in assessment.ballots:
        void = ballot.void or 0
        cast = void + sum(vote.votes for vote in assessment.votes if vote.panel == ballot.panel)
        if ballot.present is not None and cast > ballot.present:
            facts: dict[str, Any] = {"cast": cast, "void": void, "present": ballot.present}
            yield found(ballot, "present", side=ballot.panel, **facts)


@rule(
    "ASM026",
    "{side}实到 {present} 人，有效票和废票一共 {cast} 张，差 {missing} 张没有交代",
    remedy="照计票单核对；没有交回、没有填的，写一条反常说明，写明几张",
    source=_SUMS,
    severity=Severity.NOTICE,
    follows=("ASM011",),
)
def ballots_unaccounted_for(assessment: Assessment) -> Iterator[Finding]:
    """Whoever was there voted."""
    rows = Counter(ballot.panel for ballot in assessment.ballots)
    for ballot in assessment.ballots:
        votes = sum(vote.votes for vote in assessment.votes if vote.panel == ballot.panel)
        cast = votes + (ballot.void or 0)
        present, expected = ballot.present, ballot.expected
        if not votes or rows[ballot.panel] > 1 or present is None or (expected is not None and present > expected):
            continue
        if cast < present:
            facts: dict[str, Any] = {"cast": cast, "present": present, "missing": present - cast}
            yield found(ballot, "present", side=ballot.panel, **facts)


@rule(
    "ASM015",
    "{side}的票算下来是 {expected} 分，填写的是 {stated} 分",
    remedy="照计票单核对；都没有错就把得分改为 {expected}",
    source=_SUMS,
    severity=Severity.IRREGULAR,
    follows=("ASM009",),
)
def score_differs_from_votes(board: Board) -> Iterator[Finding]:
    """A side's points are the mean of its votes."""
    for assessment, rubric in _judged(board):
        for one in points_by_side(rubric, assessment):
            stated = one.ballot.score
            if stated is not None and one.votes and one.points is not None and not is_same(stated, one.points):
                facts: dict[str, Any] = {"side": one.ballot.panel, "expected": shown(one.points), "stated": stated}
                yield found(one.ballot, "score", of=assessment, **facts)


@rule(
    "ASM016",
    "总分 {total} 分照办法是「{expected}」，等次写的是「{grade}」",
    remedy="核对总分和等次；另有规定的，如 缺勤不得评优，写反常说明",
    source=_CASES,
    severity=Severity.IRREGULAR,
    follows=("ASM005", "ASM006", "ASM009"),
)
def grade_is_not_that_of_the_points(board: Board) -> Iterator[Finding]:
    """The grade is the one that the total gives."""
    for assessment, rubric in _judged(board):
        total = Fraction(assessment.total_score) if assessment.total_score is not None else total_of(rubric, assessment)
        expected = grade_for(rubric, total) if total is not None else ""
        if total is not None and expected and assessment.grade not in (None, expected):
            facts: dict[str, Any] = {"total": shown(total), "expected": expected, "grade": assessment.grade}
            yield found(assessment, "grade", of=assessment, **facts)


@rule(
    "ASM025",
    "等次「{grade}」没有照分数核对：{why}",
    remedy="核对等次，照办法里的叫法写；办法漏写了的，在办法里补上「等次」和「起分」",
    source=_CASES,
    severity=Severity.NOTICE,
    follows=("ASM009",),
)
def grade_that_nothing_gives(board: Board) -> Iterator[Finding]:
    """A grade is one of its rubric, and the rubric says for how many points it is given."""
    for assessment, rubric in _judged(board):
        if assessment.grade is None:
            continue
        own = [grade for grade in rubric.grades if grade.grade == assessment.grade]
        if not any(grade.least is not None for grade in rubric.grades):
            why = f"办法「{rubric.name}」没有写到多少分是哪一等"
        elif not own:
            why = f"办法「{rubric.name}」里没有这一等"
        else:
            continue
        yield found(assessment, "grade", of=assessment, grade=assessment.grade, why=why)


@rule(
    "ASM018",
    "办法里的「{parts}」没有得分",
    remedy="补上得分；还没有评完的，评完再公布",
    source=_CASES,
    severity=Severity.NOTICE,
    follows=("ASM009",),
)
def part_without_points(board: Board) -> Iterator[Finding]:
    """An assessment with a total has points for every part of its rubric."""
    for assessment, rubric in _judged(board):
        missing = [one.part.part for one in points_by_part(rubric, assessment) if one.points is None]
        if assessment.marks and missing:
            yield found(assessment, "marks", of=assessment, parts="、".join(missing))


@rule(
    "ASM027",
    "「{item}」在捆绑里计 {points} 分，在得分里是 {score} 分",
    remedy="照评分表核对，改正抄错的一个；原件上就是两个数的照实写，写一条反常说明",
    source=_SUMS,
    severity=Severity.IRREGULAR,
    follows=("ASM009",),
)
def bundled_points_differ_from_the_mark(board: Board) -> Iterator[Finding]:
    """What counts with the cadre's work counts the same in the bundle and in the marks."""
    for assessment, rubric in _judged(board):
        marked = [(fold_name(criterion.what), mark) for mark, criterion in _marked(assessment, rubric)]
        for one in assessment.bundled:
            own = [mark for what, mark in marked if what == fold_name(one.item)]
            if one.points is not None and len(own) == 1 and own[0].score != one.points:
                facts = {"item": one.item, "points": one.points, "score": own[0].score}
                yield Finding(one, "points", facts, assessment)


@rule(
    "ASM020",
    "本地规定{limit}，这里写了{what}",
    remedy="删去不公开的部分；要公开的，请定规矩的地方改「考核公开」",
    source=_CASES,
)
def assessment_that_is_not_for_everybody(assessment: Assessment, context: Context) -> Iterator[Finding]:
    """What lies in a public repository is public, whatever the pages show."""
    limit = context.place.settings.assessment_shown
    if limit == "不公开":
        # What was published before it was closed off stays where it is.
        limit = context.settings_for(assessment).assessment_shown
    if limit == "只公开结果" and _tells_points(assessment):
        limit = context.settings_for(assessment, _POINTS).assessment_shown
    if limit == "不公开":
        yield found(assessment, "period", limit="考核不公开", what="一份考核")
    elif limit == "只公开结果" and _tells_points(assessment):
        field = "marks" if assessment.marks else "votes" if assessment.votes else "ballots"
        yield found(assessment, field, limit="考核只公开结果", what="得分或者票数")


@rule(
    "ASM021",
    "{who} {period}的考核已经有一份：{other}",
    remedy="一个人一期照一个办法只考核一次：删去没有公布过的那一份；公布过的结果要改，在那一份里写更正",
    source="program/records",
)
def person_assessed_twice(board: Board) -> Iterator[Finding]:
    """Nobody is assessed twice over one period by one rubric; both files tell it, for either may be the new one."""
    for one, other in judged_twice(board.records(ASSESSMENT)):
        for own, twin in ((one, other), (other, one)):
            facts: dict[str, Any] = {"who": own.posting or own.who, "period": own.period.label, "other": twin.number}
            yield found(own, "period", of=own, **facts)


_POINTS = ("marks", "votes", "ballots")


def _tells_points(assessment: Assessment) -> bool:
    return any(getattr(assessment, name) for name in _POINTS)


def _marked(assessment: Assessment, rubric: Rubric) -> Iterator[tuple[Mark, Criterion]]:
    """Every mark that is given for one criterion of the rubric."""
    criteria = {criterion.number: criterion for criterion in rubric.criteria}
    for mark in assessment.marks:
        if mark.criterion in criteria:
            yield mark, criteria[mark.criterion]


def _judged(board: Board) -> Iterator[tuple[Assessment, Rubric]]:
    """Every assessment whose rubric is posted here or above."""
    for assessment in board.records(ASSESSMENT):
        rubric = board.find(RUBRIC, assessment.rubric) if assessment.rubric else None
        if rubric is not None:
            yield assessment, rubric
