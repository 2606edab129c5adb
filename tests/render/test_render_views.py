"""Templates against their views: what a template takes exists, and what a view holds is shown."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeGuard, Union

import pytest
from jinja2 import Environment, nodes

from cunwu.core.frozen import Frozen
from cunwu.pages.kinds.ledger import LedgerView
from cunwu.pages.parts.broadcast import BroadcastView
from cunwu.pages.parts.entries import EntriesView
from cunwu.pages.parts.life import LifeView
from cunwu.pages.parts.record import RecordView
from cunwu.pages.places.bills import BillsView
from cunwu.pages.places.clerk import ClerkView
from cunwu.pages.places.corrections import CorrectionsView
from cunwu.pages.places.disclosure import DisclosureView
from cunwu.pages.places.feeds import FeedView
from cunwu.pages.places.files import FilesView
from cunwu.pages.places.irregular import IrregularView
from cunwu.pages.places.listing import ListingView
from cunwu.pages.places.personal_data import PersonalDataView
from cunwu.pages.places.publications import PublicationsView
from cunwu.pages.places.region import RegionView
from cunwu.pages.places.rooms import RoomView
from cunwu.pages.places.search import SearchView
from cunwu.pages.places.timeliness import TimelinessView
from cunwu.pages.places.totals import TotalsView
from cunwu.pages.places.village import VillageView
from cunwu.pages.places.year import YearView
from cunwu.pages.plan import HeldView
from support.site_parts import ROOT

THEME = ROOT / "theme"
VIEWS: dict[str, type] = {
    "broadcast.txt": BroadcastView,
    "bills.html": BillsView,
    "clerk.html": ClerkView,
    "corrections.html": CorrectionsView,
    "disclosure.html": DisclosureView,
    "entries.html": EntriesView,
    "feed.xml": FeedView,
    "files.html": FilesView,
    "held.html": HeldView,
    "irregular.html": IrregularView,
    "ledger.html": LedgerView,
    "life.html": LifeView,
    "listing.html": ListingView,
    "personal_data.html": PersonalDataView,
    "publications.html": PublicationsView,
    "record.html": RecordView,
    "region.html": RegionView,
    "room.html": RoomView,
    "search.html": SearchView,
    "timeliness.html": TimelinessView,
    "totals.html": TotalsView,
    "village.html": VillageView,
    "year.html": YearView,
}
SHELL = "shell.html"

# --- what a template takes --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Anything:
    """A value the templates make themselves: a number, a loop, the result of a filter."""


@dataclass(frozen=True)
class Many:
    """A tuple, by what it holds."""

    of: Any


@dataclass(frozen=True)
class Macros:
    """An imported file of macros, or the macros of the file itself."""

    by_name: dict[str, Macro]


@dataclass(frozen=True)
class Macro:
    node: nodes.Macro
    around: dict[str, Any]


ANYTHING = Anything()


def kind_of(annotation: Any) -> Any:
    """A type as the walk below knows it; optional or not is StrictUndefined's and mypy's affair."""
    if typing.get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = [one for one in typing.get_args(annotation) if one is not type(None)]
    if typing.get_origin(annotation) is tuple:
        return Many(kind_of(typing.get_args(annotation)[0]))
    return annotation


@dataclass
class Taking:
    """One walk over a template with a view, noting every attribute taken."""

    taken: set[tuple[type, str]] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)
    _done: dict[tuple[int, str], Macro] = field(default_factory=dict)

    @cached_property
    def _environment(self) -> Environment:
        return Environment(autoescape=True)

    def template(self, name: str, view: type) -> None:
        """The template with everything it extends and imports."""
        tree = self._environment.parse((THEME / name).read_text("utf-8"), name)
        around: dict[str, Any] = {"view": view}
        self._walk(tree, around)

    def _walk(self, node: nodes.Node, around: dict[str, Any]) -> None:
        match node:
            case nodes.Extends(template=nodes.Const(value=parent)):
                self.template(parent, around["view"])
            case nodes.Import(template=nodes.Const(value=name), target=target):
                around[target] = self._macros_of(name)
            case nodes.Macro():
                around[node.name] = Macro(node, around)
            case nodes.For(target=nodes.Name(name=each)):
                held = self._kind(node.iter, around)
                inside = {**around, "loop": ANYTHING, each: held.of if isinstance(held, Many) else ANYTHING}
                if not isinstance(held, Many | Anything):
                    self.unknown.append(f"line {node.lineno}: a loop over {held}")
                for child in (*node.body, *node.else_):
                    self._walk(child, inside)
            case nodes.Expr():
                self._kind(node, around)
            case _:
                for child in node.iter_child_nodes():
                    self._walk(child, around)

    def _macros_of(self, name: str) -> Macros:
        tree = self._environment.parse((THEME / name).read_text("utf-8"), name)
        around: dict[str, Any] = {}
        self._walk(tree, around)
        return Macros({name: value for name, value in around.items() if isinstance(value, Macro)})

    def _kind(self, node: nodes.Node, around: dict[str, Any]) -> Any:
        """What an expression is; its parts are noted on the way."""
        match node:
            case nodes.Name():
                if node.name not in around:
                    self.unknown.append(f"line {node.lineno}: {node.name}")
                return around.get(node.name, ANYTHING)
            case nodes.Getattr():
                return self._attribute(self._kind(node.node, around), node)
            case nodes.Getitem():
                held = self._kind(node.node, around)
                self._kind(node.arg, around)
                return held if isinstance(node.arg, nodes.Slice) else held.of if isinstance(held, Many) else ANYTHING
            case nodes.Call():
                self._call(node, around)
                return ANYTHING
            case nodes.Or() | nodes.And():
                self._kind(node.right, around)
                return self._kind(node.left, around)
            case _:
                for child in node.iter_child_nodes():
                    self._kind(child, around)
                return ANYTHING

    def _attribute(self, held: Any, node: nodes.Getattr) -> Any:
        if isinstance(held, Macros):
            return held.by_name[node.attr]
        if is_view(held):
            hints = typing.get_type_hints(held)
            if node.attr in hints:
                self.taken.add((held, node.attr))
                return kind_of(hints[node.attr])
        if held != ANYTHING:
            self.unknown.append(f"line {node.lineno}: {getattr(held, '__name__', held)}.{node.attr}")
        return ANYTHING

    def _call(self, node: nodes.Call, around: dict[str, Any]) -> None:
        macro = self._kind(node.node, around)
        given = [self._kind(argument, around) for argument in node.args]
        assert not node.kwargs, "give macros their arguments in order"
        if not isinstance(macro, Macro):
            return
        key = (id(macro.node), repr(given))
        if key in self._done:
            return
        self._done[key] = macro
        names = [argument.name for argument in macro.node.args]
        inside = {**macro.around, **dict.fromkeys(names, ANYTHING), **dict(zip(names, given, strict=False))}
        for child in macro.node.body:
            self._walk(child, inside)


def views_below(view: type) -> Iterator[type]:
    """The view and every dataclass inside it."""
    yield view
    for hint in typing.get_type_hints(view).values():
        held = kind_of(hint)
        while isinstance(held, Many):
            held = held.of
        if is_view(held) and held is not view:
            yield from views_below(held)


def is_view(held: Any) -> TypeGuard[type[Frozen]]:
    return isinstance(held, type) and issubclass(held, Frozen)


def fields_below(view: type) -> set[tuple[type, str]]:
    return {(one, name) for one in views_below(view) for name in typing.get_type_hints(one)}


# --- the tests --------------------------------------------------------------------------------------------------------

each_template = pytest.mark.parametrize("name", VIEWS)


def test_every_template_has_its_view() -> None:
    assert {path.name for path in (THEME / "board").iterdir()} == {*VIEWS, SHELL}


@each_template
def test_what_a_template_takes_is_in_its_view(name: str) -> None:
    taking = Taking()
    taking.template(f"board/{name}", VIEWS[name])
    assert taking.unknown == []
    assert taking.taken <= fields_below(VIEWS[name])


@each_template
def test_a_template_shows_every_field_of_its_own_view(name: str) -> None:
    taking = Taking()
    taking.template(f"board/{name}", VIEWS[name])
    own = {(VIEWS[name], field) for field in typing.get_type_hints(VIEWS[name])}
    assert {field for _, field in own - taking.taken} == set()


def test_no_field_of_any_view_is_dead() -> None:
    taking = Taking()
    for name, view in VIEWS.items():
        taking.template(f"board/{name}", view)
    held = {pair for view in VIEWS.values() for pair in fields_below(view)}
    assert {f"{view.__name__}.{name}" for view, name in held - taking.taken} == set()


def test_the_walk_sees_what_is_not_there() -> None:
    taking = Taking()
    tree = Environment(autoescape=True).parse("{% for row in view.entries %}{{ row.nobody }}{{ stranger }}{% endfor %}")
    taking._walk(tree, {"view": LedgerView})
    assert taking.unknown == ["line 1: EntryRow.nobody", "line 1: stranger"]
