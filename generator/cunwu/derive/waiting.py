"""Records that wait until an error in them is mended, and what may be told of them meanwhile."""

from __future__ import annotations

from datetime import date

from cunwu.core.frozen import Frozen


class Waiting(Frozen):
    """One record file whose newest version has errors."""

    place: str
    path: str
    """Of the file, with personal numbers hidden: a name may hold them."""
    what: str
    """What kind of record it is, and which."""
    why: str
    """The first of its errors, in a sentence."""
    since: date | None
    """The day on which the version with the errors was proposed; None if no commit has it."""
    shown: date | None
    """The day of the version that is shown instead; None if none is."""
    upto: int
    """The position of the publication that brought the version shown; -1 if none is."""
    told: int = 0
    """How many changes that need an explanation came after it."""

    def hides(self, path: str, position: int) -> bool:
        """Whether what a publication brought to a path is not shown yet."""
        return path == self.path and position > self.upto
