"""The one declaration behind every record: word, nature, unit, help and example of each field.

Reading, JSON Schema, the default page, the reference page and the glossary are derived from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from cunwu.core.frozen import Frozen, FrozenType, replace
from cunwu.kinds.forms import Form, ItemNumber
from cunwu.kinds.relations import Relation


class Nature(StrEnum):
    """How a published field may change."""

    FIGURE = "数字"
    """Changes only with a 更正."""
    STATE = "状态"
    """Changes without a 更正: progress, standing, current holder. What came of something may only be added to."""
    ITEMS = "列表"
    GROUP = "分组"


class Growing(StrEnum):
    """What may become of a published figure while its month is not over and not due."""

    NOT = ""
    UP = "增加"
    """It counts what has come so far: it may grow, or list more."""
    ALONG = "随明细"
    """It follows from rows that may be added: it may change either way."""


class FieldSpec(Frozen, eq=False):
    """One field as declared. Each field has one such object, which equals only itself."""

    name: str
    word: str
    nature: Nature
    required: bool
    unit: str = ""
    help: str = ""
    example: str = ""
    form: Form | None = None
    """How the text of the field is read; None for items and groups."""
    model: type[Item] | None = None
    """The model of the field's items or group; None for single values and plain lists."""
    many: bool = False
    to: str = ""
    """The kind that a reference leads to; a `ledger` reference may name an entry after a #."""
    relations: tuple[Relation, ...] = ()
    """Relations of the field to other fields, each with the code of its rule."""
    cadres: bool = False
    """Names resident cadres by the numbers of their postings, and others as it likes; pages call them by name."""
    places: bool = False
    """Names places below by their names, and others as it likes; the page of each village leads to the record."""
    totals_only: bool = False
    """Counted in totals and never shown one by one (M32)."""
    masked: bool = False
    """Names somebody by a post, a number or a surname and 某; a full name is asked about."""
    named: bool = False
    """Names somebody who receives help: shown only while the record allows it (`shows_names`)."""
    plan: bool = False
    """A day that lies ahead: put off in the open before it has come, it was no mistake (推迟)."""
    asked: bool = True
    """Whether a page says that it was not filled in; most papers have nothing to fill into some."""
    alone: bool = False
    """A list of single values, of which a single one may be written on the line itself."""
    growing: Growing = Growing.NOT
    """How it may change without a 更正 while the period of its record is open."""
    outcome: bool = False
    """A state that says what came of something: it may be added to, and another answer in its place needs a 更正."""

    @property
    def is_fact(self) -> bool:
        """Whether a published value is replaced by another one only with a 更正."""
        return self.nature is Nature.FIGURE or self.outcome

    @property
    def example_text(self) -> str:
        """The declared example, else that of the form."""
        return self.example or (self.form.example if self.form else "")

    @property
    def absent(self) -> object:
        """The value of the field in an item if nothing was written."""
        return () if self.nature is Nature.ITEMS else None

    def is_written(self, item: Item) -> bool:
        """Whether the field was written, even as an empty list."""
        return getattr(item, self.name) is not self.absent


class Declared(NamedTuple):
    """The arguments of `figure`, `state`, `items` and `group`."""

    word: str
    nature: Nature
    required: bool
    facts: Mapping[str, Any]


def figure(
    word: str,
    *relations: Relation,
    unit: str = "",
    help: str = "",
    example: str = "",
    optional: bool = False,
    to: str = "",
    cadres: bool = False,
    places: bool = False,
    totals_only: bool = False,
    named: bool = False,
    masked: bool = False,
    plan: bool = False,
    asked: bool = True,
    growing: Growing = Growing.NOT,
) -> Any:
    """A field that, once published, changes only with a 更正. `to` names the kind a reference leads to."""
    facts = {"unit": unit, "help": help, "example": example, "to": to, "totals_only": totals_only, "named": named}
    facts |= {"plan": plan, "asked": asked, "growing": growing, "cadres": cadres, "masked": masked, "places": places}
    return Declared(word, Nature.FIGURE, not optional, {**facts, "relations": relations})


def state(
    word: str,
    *relations: Relation,
    unit: str = "",
    help: str = "",
    example: str = "",
    optional: bool = False,
    to: str = "",
    asked: bool = True,
    plan: bool = False,
    outcome: bool = False,
) -> Any:
    """A field that moves on: progress, status, current holder, office hours. An `outcome` is only added to."""
    facts = {"unit": unit, "help": help, "example": example, "relations": relations, "asked": asked, "to": to}
    return Declared(word, Nature.STATE, not optional, {**facts, "plan": plan, "outcome": outcome})


def items(
    word: str,
    *relations: Relation,
    help: str = "",
    example: str = "",
    required: bool = False,
    to: str = "",
    cadres: bool = False,
    places: bool = False,
    asked: bool = True,
    alone: bool = False,
    masked: bool = False,
    growing: Growing = Growing.NOT,
) -> Any:
    """A list of numbered items, or of single values; absent means empty. `alone`: a single one needs no list."""
    facts = {"help": help, "example": example, "relations": relations, "to": to, "asked": asked, "alone": alone}
    facts |= {"growing": growing, "cadres": cadres, "places": places, "masked": masked}
    return Declared(word, Nature.ITEMS, required, facts)


def group(word: str, *relations: Relation, help: str = "", optional: bool = True) -> Any:
    """A few fields that belong together."""
    return Declared(word, Nature.GROUP, not optional, {"help": help, "relations": relations})


class _ItemType(FrozenType):
    """Takes the declarations out of a class before it is created, so that its fields hold values only."""

    declared: Mapping[str, Declared]

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> _ItemType:
        """The class with its fields as required, absent or empty."""
        own = {word: value for word, value in namespace.items() if isinstance(value, Declared)}
        for word, said in own.items():
            if said.required:
                del namespace[word]
            else:
                namespace[word] = () if said.nature is Nature.ITEMS else None
        made: _ItemType = super().__new__(cls, name, bases, namespace, **{"kw_only": True, "eq": False, **options})
        upper = (getattr(base, "declared", {}) for base in reversed(made.__mro__[1:]))
        made.declared = {word: said for above in (*upper, own) for word, said in above.items()}
        return made


class Item(Frozen, metaclass=_ItemType):
    """A table of declared fields: part of a record, or a whole record. It equals only itself: it has one position."""


T_co = TypeVar("T_co", covariant=True)


class Rows(tuple[T_co, ...]):  # noqa: SLOT001 - it carries the list that its rows were taken from
    """The rows of a list that count; `written` keeps all rows if some were withdrawn or the list was written empty."""

    written: tuple[Any, ...] = ()


R_row = TypeVar("R_row")


def written(rows: tuple[R_row, ...]) -> tuple[R_row, ...]:
    """Every row of a list in the file, withdrawn ones too; the list itself holds only those that count."""
    return rows.written if isinstance(rows, Rows) else rows


I = TypeVar("I", bound=Item)  # noqa: E741 - an item


def with_fields(item: I, fields: Mapping[str, object]) -> I:
    """The same item with other values in these fields, given by attribute name."""
    changed: I = replace(item, **fields)
    return changed


class NumberedItem(Item):
    """An item of a list, known by its number for ever."""

    number: ItemNumber = figure("编号", help="在本记录内不重复；用过的编号不再给别的条目", example="001")
