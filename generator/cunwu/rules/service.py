"""SRV: matters for which there is somebody to go to."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.team_in_post import held_on, holders_of
from cunwu.kinds.officers import POSTS_HELD
from cunwu.kinds.posting import POSTING
from cunwu.kinds.service import SERVICES, Services
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, rule
from cunwu.values.names import fold_name, is_masked_name, names_in


@rule(
    "SRV004",
    "「{matter}」写的是先找「{first}」，现在的班子里没有",
    remedy="改成现在管这件事的职务；班子换了的，先补上新的班子",
    source="cases/mechanisms",
    severity=Severity.IRREGULAR,
)
def nobody_to_ask_first(board: Board, context: Context) -> Iterator[Finding]:
    """Whoever is to be asked first is in post, where the village tells its posts."""
    held = tuple(held_on(board, context.as_of))
    cadres = {
        fold_name(name)
        for one in board.records(POSTING)
        if one.may_cover(context.as_of, context.as_of)
        for name in (one.role, one.name or "", one.number)
    }
    for services in board.records(SERVICES) if held else ():
        for matter in services.service_items:
            asked = [name for name in names_in(matter.first) if _is_of_the_village(name)]
            if asked and not any(fold_name(name) in cadres or holders_of(held, name) for name in asked):
                yield Finding(matter, "first", {"matter": matter.name, "first": matter.first}, services)


@rule(
    "SRV005",
    "「{matter}」写的是 {days} 天办完，本地的办结期限是 {limit} 天",
    remedy="改成不多于办结期限的天数；文件另有规定的，写一条反常说明",
    source="cases/mechanisms",
    severity=Severity.IRREGULAR,
)
def takes_longer_than_the_place_allows(services: Services, context: Context) -> Iterator[Finding]:
    """Nothing is promised for later than the place allows."""
    limit = context.settings_for(services).service_days
    for matter in services.service_items if limit is not None else ():
        if matter.days_promised is not None and limit is not None and matter.days_promised > limit:
            facts = {"matter": matter.name, "days": matter.days_promised, "limit": limit}
            yield Finding(matter, "days_promised", facts, services)


def _is_of_the_village(name: str) -> bool:
    """Whether a name is that of a person or of a post of the village: 镇社保所 is not."""
    return is_masked_name(name) or name.endswith(POSTS_HELD)
