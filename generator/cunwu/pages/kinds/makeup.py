"""The page of a composition: the stated shares beside the computed ones."""

from __future__ import annotations

from fractions import Fraction

from cunwu.derive.scores import shown
from cunwu.kinds.base import written
from cunwu.kinds.makeup import Makeup
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.sections import NOTHING, table_of, with_column
from cunwu.pages.parts.view import Section


def tell_makeup(context: PlaceContext, url: str, makeup: Makeup) -> Besides:
    """Every group with the share that its people are of the whole."""
    bands = written(makeup.bands)
    shares = [f"{shown(Fraction(band.people * 100, makeup.whole))}%" if makeup.whole else NOTHING for band in bands]
    table = with_column(table_of(context, url, "分组", bands, makeup.withdrawn), "算下来", shares)
    return Besides(
        sentences=(f"一共 {makeup.whole} 人；「算下来」由程序照人数算。",),
        instead=(Section("分组", "bands", tables=(table,)),),
        shows_was=frozenset({"bands"}),
    )
