"""What is irregular about a record, beside its figures, on its page and in the lists of its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Problem
from cunwu.derive.irregular import Irregularity, in_order
from cunwu.derive.posted import title_of
from cunwu.history.change import ChangeKind
from cunwu.history.publications import Published
from cunwu.kinds.parts import numbered_items
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor, relative, url_of_file
from cunwu.pages.parts.plain_words import called
from cunwu.pages.parts.view import Link, Remark
from cunwu.records.privacy import hide_leaks
from cunwu.records.record_file import RecordFile
from cunwu.values.dates import chinese_date

NEWEST = 3
"""How many the board of a place names before it leads on to the list."""


class IrregularLine(Frozen):
    """One of them as a list shows it."""

    place: str
    link: Link
    code: str
    text: str
    answer: str
    since: str


def remarks_on(context: PlaceContext, file: RecordFile) -> tuple[Remark, ...]:
    """Everything irregular about one record, for the head of its page."""
    return tuple(_remark(context, file, problem) for problem in context.irregular_in(file.path))


def _remark(context: PlaceContext, file: RecordFile, problem: Problem) -> Remark:
    since = _since(context, file, problem)
    day = f"{chinese_date(since)}起" if since else ""
    return Remark(problem.short_code, problem.message, problem.answer, day, f"#{_anchor(problem, file)}")


def _anchor(problem: Problem, file: RecordFile) -> str:
    """The row it is about, if the page has one; else the page itself."""
    known = file.record is not None and any(row.number == problem.item for _, row in numbered_items(file.record))
    return item_anchor(problem.item) if problem.item and known else "main"


def irregularities_of(context: PlaceContext) -> tuple[Irregularity, ...]:
    """Everything irregular that the pages of a place show."""
    return in_order(_found(context))


def _found(context: PlaceContext) -> Iterator[Irregularity]:
    for file in context.board.files:
        if file.record is None or file.kind is None:
            continue
        title = called(file.kind) + (f" {title_of(context.board, file.record)}" if file.kind.folder else "")
        for one in context.irregular_in(file.path):
            anchor, since = _anchor(one, file), _since(context, file, one)
            yield Irregularity(
                context.place.path,
                file.path,
                hide_leaks(title),
                one.short_code,
                "" if anchor == "main" else anchor,
                one.message,
                one.answer,
                since,
            )


_STANDS = frozenset(ChangeKind) - {ChangeKind.WITHDRAWN, ChangeKind.REDACTED, ChangeKind.UNREADABLE}


def _since(context: PlaceContext, file: RecordFile, problem: Problem) -> date | None:
    """The day since which what it is about stands as it does: its last change, else the record's first publication."""
    life = context.life_of(file)
    touching = [one for one in life if one.change.kind in _STANDS and _touches(one, problem)]
    return touching[-1].publication.day if touching else life[0].publication.day if life else None


def _touches(one: Published, problem: Problem) -> bool:
    if problem.item:
        return one.change.item == problem.item
    return bool(problem.field) and one.change.field == problem.field and not one.change.item


# --- lists ------------------------------------------------------------------------------------------------------------


def irregular_url(path: str) -> str:
    """The list of what is irregular at or below a place, from the site's root."""
    return f"board/{path}/irregular.html".replace("//", "/")


def lines_of(context: PlaceContext, url: str, irregular: Sequence[Irregularity]) -> tuple[IrregularLine, ...]:
    """Lines of a list on the page at `url`; they lead to the records, where those have pages."""
    return tuple(
        IrregularLine(
            "" if one.place == context.place.path else context.site.name_of(one.place),
            Link(one.title, _href(context, url, one)),
            one.code,
            one.text,
            one.answer,
            f"{chinese_date(one.since)}起" if one.since else "",
        )
        for one in irregular
    )


def _href(context: PlaceContext, url: str, one: Irregularity) -> str:
    return context.link_to(url, url_of_file(one.path, one.place), one.place, one.anchor)


def counted(total: int, explained: int) -> str:
    """How many there are, in a sentence."""
    if not total:
        return ""
    return f"一共 {total} 处" + (f"，其中 {explained} 处已经说明原因" if explained else "，都还没有说明原因")


def link_to_irregular(context: PlaceContext, url: str, total: int) -> Link | None:
    """The way from a place's board to the whole list; None if there is none."""
    return (
        Link(f"全部不合常规的地方（{total} 处）", relative(url, irregular_url(context.place.path))) if total else None
    )
