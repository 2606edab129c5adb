"""When commits were published by the ledger of the site: of what it holds, no commit's own time counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from cunwu.core.frozen import Frozen
from cunwu.history.publications import without_future


class Entered(Frozen):
    """The publications of a ledger after its first, which found older commits with no times but their own."""

    first: int = 0
    """How many commits with records its first line found."""
    ends: tuple[int, ...] = ()
    """How many there were at each later line."""
    seconds: tuple[int, ...] = ()
    """When each later line was made, since 1970."""

    def at(self, position: int) -> tuple[int, bool] | None:
        """When the commit at a position was published; None if the ledger does not say. It is never set back."""
        line = bisect_right(self.ends, position)
        return (self.seconds[line], False) if position >= self.first and line < len(self.ends) else None


NEVER = Entered()
"""No ledger."""


def entered_by(lines: Sequence[tuple[int, int]], until: int) -> Entered:
    """From lines of a count of commits and a time each: no line is before the one before it, none after `until`.

    A clock that was wrong once moves no other line.
    """
    moments = without_future([(number, seconds) for number, (_, seconds) in enumerate(lines)], until)
    (first, _), *later = lines
    return Entered(first, tuple(end for end, _ in later), tuple(moments[at][0] for at in range(1, len(lines))))
