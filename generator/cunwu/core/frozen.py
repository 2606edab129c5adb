"""The base class of values: frozen, equal by their fields, and cheap to declare, to create and to hold.

A process that publishes one village declares two hundred such classes before it starts. As data classes, which are
compiled from source when their modules are loaded, they took longer than the village.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from msgspec import Struct, field, structs

__all__ = ["Frozen", "FrozenType", "as_plain", "field", "fields_in", "replace"]

if TYPE_CHECKING:

    @dataclass_transform(frozen_default=True, field_specifiers=(field,))
    class Frozen:
        """A frozen value. `order` sorts it by its fields; with `eq=False` it equals only itself."""

        def __init_subclass__(cls, *, order: bool = False, eq: bool = True) -> None: ...

    FrozenType = type

else:
    FrozenType = type(Struct)
    """The metaclass of values."""

    class Frozen(Struct, frozen=True):
        """A frozen value. `order` sorts it by its fields; with `eq=False` it equals only itself."""


F = TypeVar("F", bound=Frozen)


def replace(value: F, /, **changes: Any) -> F:
    """A copy of the value with some fields changed."""
    changed: F = structs.replace(value, **changes)  # type: ignore[type-var]
    return changed


def fields_in(kind: type[Frozen]) -> tuple[str, ...]:
    """The names of the fields of a class of values, in order."""
    names: tuple[str, ...] = kind.__struct_fields__  # type: ignore[attr-defined]
    return names


def as_plain(value: object) -> Any:
    """A value and all values in it as dictionaries, lists and texts."""
    if isinstance(value, Frozen):
        return {name: as_plain(getattr(value, name)) for name in fields_in(type(value))}
    if isinstance(value, list | tuple):
        return [as_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: as_plain(one) for name, one in value.items()}
    return value
