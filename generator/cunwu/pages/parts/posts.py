"""People with their post beside their name, as the board knows it on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cunwu.derive.team_in_post import Held, short_organ
from cunwu.kinds.base import Item
from cunwu.kinds.forms import exact_day
from cunwu.kinds.officers import COUNCIL
from cunwu.kinds.record import Record
from cunwu.pages.parts.context import PlaceContext
from cunwu.values.names import fold_name, fold_person, names_in

PEOPLE = frozenset({"handler", "witness", "approver", "counter", "chair", "minutes"})
"""The fields in which somebody of the village stands with nothing but a name."""
_BY_ROLE = (COUNCIL, "村民小组长")
"""Bodies whose posts say of which they are, or stand in its own book."""
_NAMED = 2


def with_posts(context: PlaceContext, names: str, item: Item) -> str:
    """“王某（村委会主任）” in an item; a name as it stands where no post is known on its day."""
    day = _day_of(item) if context.posts else None
    if day is None:
        return names
    found = [(name, _posts(context, name, day)) for name in names_in(names)]
    if not any(posts for _, posts in found):
        return names
    return "、".join(f"{name}（{posts}）" if posts else name for name, posts in found)


def officers_named(context: PlaceContext, items: Iterable[Item]) -> tuple[Record, ...]:
    """The records from which the posts of those who are named in some items are known."""
    held: dict[Record, None] = {}
    for item in items if context.posts else ():
        for name in filter(PEOPLE.__contains__, type(item).declared):  # in their order, which a set has not
            value, day = getattr(item, name), _day_of(item)
            if isinstance(value, str) and day is not None:
                held |= dict.fromkeys(one.officers for named in names_in(value) for one in _held(context, named, day))
    return tuple(held)


def _day_of(item: Item) -> date | None:
    """The day that an item tells of, if it is known to the day."""
    day = getattr(item, "day", None) or exact_day(getattr(item, "on", None))
    return day if isinstance(day, date) else None


def _posts(context: PlaceContext, name: str, day: date) -> str:
    words = dict.fromkeys(_called(one) for one in _held(context, name, day))
    return "、".join(list(words)[:_NAMED])


def _held(context: PlaceContext, name: str, day: date) -> tuple[Held, ...]:
    """The posts of somebody who is named without one."""
    person = fold_person(name)
    held = context.posts.get(person, ()) if person == fold_name(name) else ()
    return tuple(one for one in held if one.officers.serves(one.member, day))


def _called(held: Held) -> str:
    role, organ = held.member.role, held.officers.organ
    return role if organ in _BY_ROLE or organ.endswith(role) else f"{short_organ(organ)}{role}"
