"""RAT: ballots that add up, results that follow from them, and what the law draws from two bad ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cunwu.core.problem import Severity
from cunwu.derive.rating import grade_of, votes_of
from cunwu.derive.team_in_post import held_on
from cunwu.kinds.officers import COMMITTEE
from cunwu.kinds.rating import GRADES, RATING, Rated, Rating
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.names import fold_person

_LAW = "villagers-committee-law-2026/rating"
_RUNNING = 2
"""Ratings in a row that end a post."""


@rule(
    "RAT002",
    "{who}的票加起来是 {votes} 张，收回 {ballots} 张",
    remedy="照计票单核对各等次的票和废票",
    source="program/arithmetic",
    follows=("RAT001",),
    arithmetic=True,
)
def votes_differ_from_ballots(rating: Rating) -> Iterator[Finding]:
    """Votes of all grades and spoiled ones add up to the ballots that came back."""
    ballots = rating.ballots_back if rating.ballots_back is not None else rating.present
    for one in rating.rated:
        votes = votes_of(one) + (one.void or 0)
        if votes > ballots or (one.void is not None and votes != ballots):
            yield found(one, "excellent", who=one.who, votes=votes, ballots=ballots)


@rule(
    "RAT003",
    "{who}的评议结果写的是「{stated}」，照票数是「{counted}」",
    remedy="照计票单核对；当地另有算法的，写一条反常说明，写明哪个文件",
    source="program/arithmetic",
    severity=Severity.IRREGULAR,
    follows=("RAT002",),
)
def result_is_not_what_the_votes_say(rating: Rating) -> Iterator[Finding]:
    """More than half at a grade or above it give that grade."""
    for one in rating.rated:
        counted = grade_of(one)
        if counted is not None and one.rated_as in GRADES and one.rated_as != counted:
            yield found(one, "rated_as", who=one.who, stated=one.rated_as, counted=counted)


@rule(
    "RAT004",
    "{how}",
    remedy="照实写的不用改，网页照这句话公布；写错了的改好",
    source="villagers-committee-law-2026/elections",
    severity=Severity.IRREGULAR,
)
def not_secret_or_not_counted_at_once(rating: Rating) -> Iterator[Finding]:
    """Ballots are secret and counted while everybody looks on."""
    if rating.ballot is not None and rating.ballot != "无记名投票":
        yield found(rating, "ballot", how=f"评议的表决方式是「{rating.ballot}」，不是无记名投票")
    if rating.counted_at_once is False:
        yield found(rating, "counted_at_once", how="评议没有当场计票")


@rule(
    "RAT006",
    "{who}{first}、{second}连续两次不称职，职务应当终止，现在还是{post}",
    remedy="职务终止了的，在班子里写「止」；没有终止的不用改，网页照这句话公布",
    source=_LAW,
    severity=Severity.IRREGULAR,
)
def still_in_post_after_two_bad_ratings(board: Board, context: Context) -> Iterator[Finding]:
    """A member of the committee who twice running was found unfit is in post no more."""
    posts = {
        fold_person(one.member.who): one for one in held_on(board, context.as_of) if one.officers.organ == COMMITTEE
    }
    for person, ratings in _by_person(board).items():
        if len(ratings) < _RUNNING or person not in posts:
            continue
        (first, _), (second, row) = ratings[-_RUNNING:]
        if all((one.rated_as or grade_of(one)) == GRADES[-1] for _, one in ratings[-_RUNNING:]):
            facts = {"who": row.who, "first": first.year.label, "second": second.year.label}
            yield Finding(row, "rated_as", {**facts, "post": posts[person].words}, second)


def _by_person(board: Board) -> dict[str, list[tuple[Rating, Rated]]]:
    """Person → ratings with the own row, the oldest first."""
    found_in: dict[str, list[tuple[Rating, Rated]]] = {}
    for rating in sorted(board.records(RATING), key=lambda one: one.year):
        for one in rating.rated:
            found_in.setdefault(fold_person(one.who), []).append((rating, one))
    return found_in


@rule(
    "RAT007",
    "{after}评议以前缺了 {missing} 的评议",
    remedy="补上缺的那一年；那一年没有评议的不用编，网页照这句话公布",
    source=_LAW,
    severity=Severity.IRREGULAR,
)
def year_without_a_rating(board: Board) -> Iterator[Finding]:
    """There is a rating every year."""
    ratings = sorted(board.records(RATING), key=lambda one: one.year)
    for before, after in pairwise(ratings):
        years = [f"{year} 年" for year in range(before.year.last.year + 1, after.year.first.year)]
        if years:
            yield found(
                after, "year", of=after, after=after.year.label, missing="、".join(f"{one} 年" for one in years)
            )


@rule(
    "RAT010",
    "{who}的信任票加不信任票是 {votes} 张，收回的票只有 {ballots} 张",
    remedy="照计票单核对；计票单就是这样的照实写，在「反常说明」里写明",
    source="program/arithmetic",
    severity=Severity.IRREGULAR,
    follows=("RAT001",),
)
def more_trust_votes_than_ballots(rating: Rating) -> Iterator[Finding]:
    """Votes of trust and distrust are no more than the ballots that came back; some may be void."""
    ballots = rating.ballots_back if rating.ballots_back is not None else rating.present
    for one in rating.rated:
        votes = (one.trusted or 0) + (one.distrusted or 0)
        if votes > ballots:
            yield found(one, "trusted", who=one.who, votes=votes, ballots=ballots)


@rule(
    "RAT011",
    "{who}的不信任票 {distrusted} 张，信任票 {trusted} 张，{what}",
    remedy="照计票单核对；写上「后来」怎样办的。两种票说的不一样、本来就是这样的，照实写，在「反常说明」里写明",
    source=_LAW,
    severity=Severity.IRREGULAR,
)
def distrusted_and_nothing_came_of_it(rating: Rating) -> Iterator[Finding]:
    """Whom more distrust than trust is not found excellent by the same people, and something comes of it."""
    for one in rating.rated:
        if one.trusted is None or one.distrusted is None or one.distrusted <= one.trusted:
            continue
        grade = one.rated_as or grade_of(one)
        if grade in GRADES[:2]:
            what = f"评议结果却是「{grade}」"
        elif one.came_of_it is None:
            what = "没有写后来怎样"
        else:
            continue
        yield found(one, "distrusted", who=one.who, distrusted=one.distrusted, trusted=one.trusted, what=what)
