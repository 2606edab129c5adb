"""What a rule is: one function that yields findings about a record, a file or a whole board."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import reduce
from math import inf
from operator import or_

from cunwu.core import frozen
from cunwu.core.frozen import Frozen
from cunwu.core.problem import Severity, Spot
from cunwu.derive.past import Past
from cunwu.derive.told import own_fields
from cunwu.kinds.base import Item
from cunwu.kinds.common import Settings
from cunwu.kinds.record import Record
from cunwu.records.board import Board
from cunwu.records.places import Place
from cunwu.records.record_file import RecordFile


class Context(Frozen):
    """What a rule may look at beside the record: its board, its place, the day of the check."""

    board: Board
    as_of: date
    codes: Collection[str] = ()
    """Every code a problem can have; a waiver names one of them."""
    errors: Collection[str] = ()
    """The codes of what cannot be published, and so cannot be waived."""
    past: Past | None = None
    """What held when a record was published; None if today's settings are taken for those of any day."""

    @property
    def place(self) -> Place:
        """The place of the board."""
        return self.board.place

    def settings_for(self, record: Record, names: Collection[str] = ()) -> Settings:
        """The settings that held when a record first told all that it tells now, or all that these fields tell."""
        if self.past is None:
            return self.place.settings
        return self.past.settings_for(self.place, self.board.file_of(record), names or own_fields(type(record)))

    def settings_on(self, record: Record, day: date) -> Settings:
        """The settings that a record is held to, by the day of what it tells."""
        if self.past is None:
            return self.place.settings
        return self.past.settings_on(self.place, self.board.file_of(record), day)

    def predates(self, day: date) -> bool:
        """Whether a day lies before the place was on the board: nobody had told there what it demands."""
        return self.past is not None and self.past.predates(self.place, day)

    def came(self, record: Record) -> float:
        """The place of a record in the order of publications: what is not published yet came last."""
        came = self.past.came(self.place, self.board.file_of(record)) if self.past is not None else None
        return inf if came is None else came


class Finding(Frozen):
    """A fault that a rule found: in which item, at which field, with the facts that its message names."""

    item: Item | RecordFile | str
    """A record or a part of one, a file, or the path of a file that is no record."""
    field: str = ""
    facts: Mapping[str, object] = frozen.field(default_factory=dict)
    of: Record | None = None
    """The record that holds the item, if the rule looks at a board."""
    because: Record | RecordFile | None = None
    """Another record, or a file that could not be read, whose own fault may be the cause of this finding."""
    spot: Spot | None = None
    """The exact place, if the rule looks at text rather than at fields."""
    answer: str = ""
    """The reason that the row gives itself, where it has a word for it: it explains, and silences nothing."""


def found(
    item: Item,
    field: str = "",
    /,
    *,
    of: Record | None = None,
    because: Record | RecordFile | None = None,
    **facts: object,
) -> Finding:
    """A finding at `field` (its Python name) of `item`; `facts` fill the rule's message and remedy."""
    return Finding(item, field, facts, of, because)


RuleFunction = Callable[..., Iterator[Finding]]


class Rule(Frozen):
    """A rule as declared: code, message, remedy, severity, law, and the function that finds."""

    code: str
    message: str
    remedy: str
    severity: Severity
    source: str
    function: RuleFunction
    subject: type
    """The type of its subjects: a class of records, RecordFile or Board."""
    follows: tuple[str, ...]
    """Codes of causes: a problem of this rule is folded under a problem with one of these codes."""
    takes_context: bool
    name: str
    """A short name of the fault, in snake case."""
    arithmetic: bool = False
    """Whether an original paper may contradict itself so; with an approved explanation it is published as it is."""
    declared: bool = False
    """Whether fields declare the code: then it is looked for only in records that have such a field."""

    @property
    def family(self) -> str:
        """The letters of the code: "FIN" of FIN003."""
        return self.code[:3]

    def run(self, subject: object, context: Context) -> Iterator[Finding]:
        """Findings in one subject, in the order in which the rule meets them."""
        return self.function(subject, context) if self.takes_context else self.function(subject)


def rule(
    code: str,
    message: str,
    *,
    remedy: str,
    source: str,
    severity: Severity = Severity.ERROR,
    follows: tuple[str, ...] = (),
    arithmetic: bool = False,
) -> Callable[[RuleFunction], Rule]:
    """Declare a rule. The type of its first parameter is that of its subjects; a second parameter takes the Context."""

    def declare(function: RuleFunction) -> Rule:
        # By name, in the rule's own module: resolving every annotation of all rules costs a publication 20 ms.
        first, *others = function.__code__.co_varnames[: function.__code__.co_argcount]
        names = function.__annotations__[first].split(" | ")
        subject = reduce(or_, (function.__globals__[name] for name in names))
        return Rule(
            code,
            message,
            remedy,
            severity,
            source,
            function,
            subject,
            follows,
            takes_context=bool(others),
            name=function.__name__,
            arithmetic=arithmetic,
        )

    return declare
