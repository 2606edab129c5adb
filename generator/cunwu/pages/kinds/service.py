"""The page of what a village sees to: each matter with who is in the post that is to be asked first."""

from __future__ import annotations

from cunwu.derive.team_in_post import held_on, holders_of
from cunwu.kinds.base import written
from cunwu.kinds.officers import OFFICERS
from cunwu.kinds.service import Matter, Services
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING, table_of, with_column
from cunwu.pages.parts.view import Section


def tell_services(context: PlaceContext, url: str, services: Services) -> Besides:
    """The matters, with the people who are now in the posts, and how many are done while one waits."""
    matters = written(services.service_items)
    table = table_of(context, url, "事项", matters, services.withdrawn)
    people = [_now(context, matter) for matter in matters]
    if any(people):
        table = with_column(table, "现在是谁", [one or NOTHING for one in people])
    return Besides(
        made_from=context.board.records(OFFICERS),
        sentences=(_sentence(services),),
        instead=(Section("事项", "service_items", tables=(table,)),),
        shows_was=frozenset({"service_items"}),
    )


def _sentence(services: Services) -> str:
    days = [one.days_promised for one in services.service_items if one.days_promised is not None]
    at_once = sum(day == 0 for day in days)
    longest = f"，其余最多 {max(days)} 天办完" if any(days) else ""
    return f"一共 {len(services.service_items)} 件事，当场办完的 {at_once} 件{longest}。"


def _now(context: PlaceContext, matter: Matter) -> str:
    """Who holds the post that is to be asked first, on the day of the build."""
    held = tuple(held_on(context.board, context.site.as_of))
    found = (one.member.who for one in holders_of(held, matter.first))
    return "、".join(dict.fromkeys(found))
