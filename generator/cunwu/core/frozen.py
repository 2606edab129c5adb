"""What a value is made as: frozen, equal to another of the same fields, and cheap to declare, to make and to hold.

A process that publishes one village declares two hundred such classes before it starts. As data classes, each compiled
from source when its module is loaded, they took longer than the village.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from msgspec import Struct, field, structs

__all__ = ["Frozen", "FrozenType", "as_plain", "field", "fields_in", "replace"]

if TYPE_CHECKING:

    @dataclass_transform(frozen_default=True, field_specifiers=(field,))
    class Frozen:
        """A frozen value; `order` makes it sort by its fields, `eq=False` equal to itself alone."""

        def __init_subclass__(cls, *, order: bool = False, eq: bool = True) -> None: ...

    FrozenType = type

else:
    FrozenType = type(Struct)
    """The class of classes of values."""

    class Frozen(Struct, frozen=True):
        """A frozen value; `order` makes it sort by its fields, `eq=False` equal to itself alone."""


F = TypeVar("F", bound=Frozen)


def replace(value: F, /, **changes: Any) -> F:
    """The same value with other fields."""
    changed: F = structs.replace(value, **changes)  # type: ignore[type-var]
    return changed


def fields_in(kind: type[Frozen]) -> tuple[str, ...]:
    """The names of the fields of a class of values, in order."""
    names: tuple[str, ...] = kind.__struct_fields__  # type: ignore[attr-defined]
    return names


def as_plain(value: object) -> Any:
    """A value with all values in it as dictionaries, lists and texts."""
    if isinstance(value, Frozen):
        return {name: as_plain(getattr(value, name)) for name in fields_in(type(value))}
    if isinstance(value, list | tuple):
        return [as_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: as_plain(one) for name, one in value.items()}
    return value
