"""Points, weights and votes added up, exactly: what an assessment or a selection comes to by its own rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cunwu.core.frozen import Frozen
from cunwu.kinds.assessment import Assessment, Ballot
from cunwu.kinds.rubric import Grade, Part, Rubric
from cunwu.kinds.selection import WITHDREW, Applicant, Selection, Weight

_HUNDRED = Fraction(100)


def shown(points: Fraction) -> str:
    """Points as people write them: at most two decimals, rounded half up."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    text = f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def is_same(stated: Decimal, points: Fraction) -> bool:
    """Whether stated points are the computed ones, rounded or cut to as many decimals as were written."""
    exponent = stated.as_tuple().exponent
    unit = Fraction(1, 10**-exponent if isinstance(exponent, int) and exponent < 0 else 1)
    above = Fraction(stated) - points
    is_whole = (points / unit).denominator == 1
    return above == 0 if is_whole else -unit < above <= unit / 2


# --- assessments ------------------------------------------------------------------------------------------------------


def full_of(part: Part) -> Decimal:
    """The most points of a part, on the scale on which they are given."""
    return part.raw if part.raw is not None else part.most


class PartPoints(Frozen):
    """One part of a rubric and what an assessment gives for it."""

    part: Part
    raw: Fraction | None
    """Points before they are converted; None if none are written."""
    points: Fraction | None
    """Points on the scale of the part's 满分."""


def points_by_part(rubric: Rubric, assessment: Assessment) -> tuple[PartPoints, ...]:
    """Every part of the rubric, in its order."""
    return tuple(_points_of(part, rubric, assessment) for part in rubric.parts)


def _points_of(part: Part, rubric: Rubric, assessment: Assessment) -> PartPoints:
    marks = [mark.score for mark in assessment.marks if mark.part == part.number]
    full = Fraction(full_of(part))
    raw: Fraction | None = sum(map(Fraction, marks), Fraction(0)) if marks else None
    if raw is None and part.judged_by == "票决":
        raw = points_of_votes(rubric, assessment)
        full = Fraction(max((grade.worth for grade in rubric.grades if grade.worth is not None), default=100))
    return PartPoints(part, raw, raw * Fraction(part.most) / full if raw is not None and full else None)


def total_of(rubric: Rubric, assessment: Assessment) -> Fraction | None:
    """The total by the rubric, of converted points, by percentages where it has them; None if a part has no points."""
    found = points_by_part(rubric, assessment)
    points = [one.points for one in found if one.points is not None]
    if len(points) < len(found) or not found:
        return None
    shares = (share_of(rubric, one.part) for one in found)
    return sum((own * share for own, share in zip(points, shares, strict=True)), Fraction(0))


def share_of(rubric: Rubric, part: Part) -> Fraction:
    """What a point of a part counts in the total: by its percentage, else as it is."""
    if part.weight is None or not part.most:
        return Fraction(1)
    whole = Fraction(rubric.total_score if rubric.total_score is not None else 100)
    return Fraction(part.weight) / _HUNDRED * whole / Fraction(part.most)


def is_weighted(rubric: Rubric) -> bool:
    """Whether the total is made by percentages of its parts."""
    return any(part.weight is not None for part in rubric.parts)


class SidePoints(Frozen):
    """What the votes of one side come to."""

    ballot: Ballot
    votes: tuple[tuple[Grade, int], ...]
    """Grade → how many voted for it, in the order of the rubric."""
    points: Fraction | None
    """The mean of the votes; None without votes, or where the rubric does not say what a vote counts."""

    @property
    def count(self) -> int:
        """How many votes there are, void ones left out."""
        return sum(votes for _, votes in self.votes)


def points_by_side(rubric: Rubric, assessment: Assessment) -> tuple[SidePoints, ...]:
    """Every side that voted, in the order of the assessment."""
    return tuple(_side(rubric, assessment, ballot) for ballot in assessment.ballots)


def _side(rubric: Rubric, assessment: Assessment, ballot: Ballot) -> SidePoints:
    own = [vote for vote in assessment.votes if vote.panel == ballot.panel]
    by_grade = tuple((grade, sum(vote.votes for vote in own if vote.grade == grade.grade)) for grade in rubric.grades)
    voted = tuple((grade, votes) for grade, votes in by_grade if votes)
    count = sum(vote.votes for vote in own)
    worth = [Fraction(grade.worth) * votes for grade, votes in voted if grade.worth is not None]
    is_whole = count and len(worth) == len(voted) and count == sum(votes for _, votes in voted)
    points = sum(worth, Fraction(0)) / count if is_whole else None
    if points is None and not own and ballot.score is not None:
        points = Fraction(ballot.score)
    return SidePoints(ballot, voted, points)


def points_of_votes(rubric: Rubric, assessment: Assessment) -> Fraction | None:
    """The sides' points by their weights; None if a side of the rubric has none."""
    by_side = {one.ballot.panel: one.points for one in points_by_side(rubric, assessment)}
    points = [by_side.get(side.number) for side in rubric.sides]
    known = [one for one in points if one is not None]
    if not rubric.sides or len(known) < len(points):
        return None
    weights = (Fraction(side.weight) / _HUNDRED for side in rubric.sides)
    return sum((own * weight for own, weight in zip(known, weights, strict=True)), Fraction(0))


def grade_for(rubric: Rubric, points: Fraction) -> str:
    """The grade that so many points give; empty where the rubric names no bounds, or they give none."""
    bounds = [(Fraction(grade.least), grade.grade) for grade in rubric.grades if grade.least is not None]
    reached = [bound for bound in bounds if bound[0] <= points]
    return max(reached)[1] if reached else ""


# --- selections -------------------------------------------------------------------------------------------------------


def total_for(weights: Sequence[Weight], applicant: Applicant) -> Fraction | None:
    """The weighted total of one applicant; None unless every part has its points."""
    if not weights or len(applicant.scores) != len(weights):
        return None
    return sum(
        (
            Fraction(score) * Fraction(weight.weight) / Fraction(weight.most or 100)
            for score, weight in zip(applicant.scores, weights, strict=True)
        ),
        Fraction(0),
    )


def ranks_in(selection: Selection) -> dict[str, int]:
    """Number of an applicant → the rank by the computed totals; equal totals share one.

    Ranks may be given among all or among those for one post, by exact totals or by totals as they are announced: of
    these, what fits the stated ranks best. Who has no rank and withdrew, or has no points either, is not among them.
    """
    ranked = [one for one in selection.applicants if one.rank is not None or (one.scores and one.result != WITHDREW)]
    exact = {one.number: total_for(selection.weights, one) for one in ranked}
    told = {one.number: _announced(one, exact[one.number]) for one in ranked}
    ways = [_ranked(ranked, totals, by_post) for by_post in (False, True) for totals in (exact, told)]
    return min(ways, key=lambda ranks: sum(one.rank not in (None, ranks.get(one.number)) for one in ranked))


def _announced(applicant: Applicant, total: Fraction | None) -> Fraction | None:
    stated = applicant.total_score
    return Fraction(stated) if stated is not None and total is not None and is_same(stated, total) else total


def _ranked(applicants: Iterable[Applicant], totals: Mapping[str, Fraction | None], by_post: bool) -> dict[str, int]:
    """Ranks by these totals; nobody of a group has one if a total of the group is not known."""
    groups: dict[str | None, list[Applicant]] = {}
    for one in applicants:
        groups.setdefault(one.post if by_post else None, []).append(one)
    found: dict[str, int] = {}
    for group in groups.values():
        known = {one.number: total for one in group if (total := totals[one.number]) is not None}
        if len(known) == len(group):
            order = sorted(known.values())
            found |= {number: 1 + len(order) - bisect_right(order, total) for number, total in known.items()}
    return found
