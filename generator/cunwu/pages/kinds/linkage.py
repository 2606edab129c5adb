"""The page of ties: how often each was to come, and how often he came."""

from __future__ import annotations

from cunwu.derive.linkage import calls_of
from cunwu.kinds.base import written
from cunwu.kinds.linkage import Linkage
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING, table_of, with_column
from cunwu.pages.parts.view import Section


def tell_linkage(context: PlaceContext, url: str, linkage: Linkage) -> Besides:
    """The ties with the visits that are written down for each."""
    ties = written(linkage.ties)
    made = [calls_of(linkage, tie) for tie in ties]
    told = [NOTHING if count is None or not linkage.calls else f"{count.normalize():f} 次" for count in made]
    table = with_column(table_of(context, url, "联系", ties, linkage.withdrawn), "到了", told)
    return Besides(instead=(Section("联系", "ties", tables=(table,)),), shows_was=frozenset({"ties"}))
