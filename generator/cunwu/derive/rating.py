"""What votes of a rating come to."""

from __future__ import annotations

from cunwu.kinds.rating import GRADES, Rated


def votes_of(rated: Rated) -> int:
    """The valid votes of one who was rated."""
    return rated.excellent + rated.good + rated.fair + rated.poor


def grade_of(rated: Rated) -> str | None:
    """The best grade that more than half of the valid votes reach or surpass; None without votes."""
    whole, reached = votes_of(rated), 0
    for grade, votes in zip(GRADES, (rated.excellent, rated.good, rated.fair, rated.poor), strict=True):
        reached += votes
        if reached * 2 > whole > 0:
            return grade
    return None
