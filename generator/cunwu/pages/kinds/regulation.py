"""The page of a rule: whether it holds today, and how many papers of a collection are named."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.derive.regulations import holds_on
from cunwu.kinds.regulation import Regulation
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext

_HOLDS = {True: "在执行", False: "现在不执行", None: "没有写现在还执行不执行"}


def tell_regulation(context: PlaceContext, url: str, regulation: Regulation) -> Besides:
    """Whether it holds on the day of the build, behind its sort; where it holds, and what it collects, as sentences."""
    del url
    holds = holds_on(regulation, context.site.as_of)
    return Besides(badge=(regulation.sort, _HOLDS[holds]), sentences=tuple(_sentences(context, regulation, holds)))


def _sentences(context: PlaceContext, regulation: Regulation, holds: bool | None) -> Iterator[str]:
    if holds and not context.place.is_village:
        yield f"{context.place.name}和下面各地都照这个办。"
    count, named = regulation.piece_count, len(regulation.pieces)
    if count is not None and count > named:
        yield f"一共 {count} 件，写明的有 {named} 件。" if named else f"一共 {count} 件，是哪几件没有写。"
