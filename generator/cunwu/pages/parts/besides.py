"""What a kind has to say of a record besides its fields; `parts.record` makes the page."""

from __future__ import annotations

from cunwu.core.frozen import Frozen
from cunwu.kinds.record import Record
from cunwu.pages.parts.progress_bar import ProgressBar
from cunwu.pages.parts.view import Fact, Section, StageView, StateLine, SumView


class Besides(Frozen):
    """Parts of a record's page that do not follow from its declaration, from the top of the page down.

    What is left out is not on the page. A kind without any has the page of its declaration.
    """

    badge: tuple[str | None, ...] = ()
    """Behind the name of the kind: the record's sort, its state, its book."""
    title: str = ""
    """What the page is called where the record has no name of its own; its heading has the place in front."""
    made_from: tuple[Record, ...] = ()
    """Other records the page depends on."""
    sum: SumView | None = None
    stages: tuple[StageView, ...] = ()
    sentences: tuple[str, ...] = ()
    bars: tuple[ProgressBar, ...] = ()
    caveat: str = ""
    """Why what the sentences say is not complete."""
    lines: tuple[StateLine, ...] = ()
    """Below the record's own texts."""
    money: tuple[Fact, ...] = ()
    """Figures that need no heading."""
    before: tuple[Section, ...] = ()
    """Sections above the facts."""
    facts: str = ""
    """The heading of the facts; without one they stand under none."""
    instead: tuple[Section, ...] = ()
    """Sections that take the place of those of the fields their anchors name."""
    folds: frozenset[str] = frozenset()
    """Names of groups and lists that are read last: they stand folded."""
    hides: frozenset[str] = frozenset()
    """Names of fields that are shown otherwise, besides the one that is the heading."""
    shows_was: frozenset[str] = frozenset()
    """Of the fields that are shown otherwise, those that stand there with what they were published as; a field in a
    list or group with a dot: `schedule.amount`. The page tells the old values of all others below its heading."""
    unasked: frozenset[str] = frozenset()
    """Names of fields that most records rightly leave out: nobody has to know that they are missing."""
