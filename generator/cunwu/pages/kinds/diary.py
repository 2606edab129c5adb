"""The page of a month of supervision: how much was looked at, found and settled, and what is left open past its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cunwu.kinds.diary import Diary
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.values.deadline import last_day_of


def tell_diary(context: PlaceContext, url: str, diary: Diary) -> Besides:  # noqa: ARG001 - as for every kind
    """The month in a sentence."""
    return Besides(sentences=tuple(_sentences(context, diary)))


def _sentences(context: PlaceContext, diary: Diary) -> Iterator[str]:
    found = [look for look in diary.looks if look.seen is not None]
    settled = sum(look.settled_on is not None for look in found)
    late = sum(
        look.settled_on is None and (last_day_of(look.deadline) or date.max) < context.site.as_of for look in found
    )
    told = f"，其中过了期限还没有改好的 {late} 个" if late else ""
    yield f"看了 {len(diary.looks)} 件，发现问题 {len(found)} 个，改好 {settled} 个{told}。"
