"""Where a reference leads: to a record, to a row of it, to a cadre by his name."""

from __future__ import annotations

from contextlib import suppress

from cunwu.core.paths import BOARD
from cunwu.derive.posted import called_in, name_of, title_of
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, NumberedItem
from cunwu.kinds.forms import PHONE
from cunwu.kinds.parts import row_numbered, words_for
from cunwu.kinds.posting import POSTING, Posting
from cunwu.kinds.record import Kind, Record
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import dial_of, item_anchor, record_url, relative
from cunwu.pages.parts.view import Link
from cunwu.values.dates import chinese_date, parse_day
from cunwu.values.names import names_in


def follow(context: PlaceContext, url: str, spec: FieldSpec, value: object) -> Link | None:
    """Where a reference leads, by the name of what it leads to; None when it is none or leads nowhere."""
    if spec.cadres:
        links = cadres_named(context, url, spec, value)
        # Who is named alone leads to his page.
        return None if not links else links[0] if len(links) == 1 else Link("、".join(one.text for one in links))
    if spec.form is PHONE and isinstance(value, str):
        return Link(value, dial_of(value))
    if spec.to and isinstance(value, tuple):
        led = [_followed(context, url, spec, one) or Link(str(one)) for one in value]
        return led[0] if len(led) == 1 else Link("、".join(one.text for one in led)) if led else None
    return _followed(context, url, spec, value) if spec.to and isinstance(value, str) else None


def _followed(context: PlaceContext, url: str, spec: FieldSpec, value: str) -> Link | None:
    (reference, _, item), kind = value.partition("#"), next(one for one in KINDS if one.name == spec.to)
    above = context.board.find_above(kind, reference)
    for target in context.board.find_all(kind, reference):
        row, anchor = (row_numbered(target, item), item_anchor(item)) if item else (None, "")
        if row is not None or not item:
            own = f"{target.title}：{getattr(row[1], 'name', item)}" if row and kind.by_row else ""
            if above is None or target != above[1].record:
                text = row_called(target, row[1]) if row else _called(context, kind, target, value)
                return Link(own or text, context.href_of(url, target, anchor))
            text = row_called(target, row[1]) if row else target.title
            return Link(own or text, relative(url, record_url(*above), anchor))
    gone = context.board.withdrawn_as(kind, reference)
    if gone is None or gone.withdrawn is None:
        return None
    page = record_url(context.place, gone)
    return Link(f"{gone.withdrawn.title}（已经撤销）", context.link_to(url, page, context.place.path))


def row_called(target: Record, row: NumberedItem) -> str:
    """A row of a record: of a ledger by the number that voucher and page have, of others by its words."""
    if row.number.isdecimal():
        return f"{target.title}第 {row.number} 号"
    return f"{target.title}：{words_for(row) or row.number}"


def _called(context: PlaceContext, kind: Kind[Record], target: Record, reference: str) -> str:
    """What a reference leads to: a cadre by name, a meeting with its day, one of two of a title with its number."""
    if isinstance(target, Posting):
        return name_of(context.board, target.number)
    with suppress(ValueError):
        return f"{title_of(context.board, target)}（{chinese_date(parse_day(reference))}）"
    title = title_of(context.board, target)
    alike = sum(title_of(context.board, one) == title for one in context.board.records(kind))
    return f"{title}（{reference}）" if alike > 1 else title


def cadres_named(context: PlaceContext, url: str, spec: FieldSpec, value: object) -> tuple[Link, ...]:
    """Cadres by their names, each with his page; empty where no number is that of a posting."""
    texts = value if isinstance(value, tuple) else (value,)
    names = [name for text in texts if isinstance(text, str) for name in names_in(text)] if spec.cadres else []
    links = [_cadre(context, url, name) for name in names]
    return tuple(one or Link(name) for one, name in zip(links, names, strict=True)) if any(links) else ()


def _cadre(context: PlaceContext, url: str, name: str) -> Link | None:
    """A cadre of this village by his number, of a village below by village and number: 上河村 P03."""
    own = context.board.find(POSTING, name)
    if own is not None:
        return Link(name_of(context.board, name), context.href_of(url, own))
    for called in called_in(name, context.posted):
        if (one := called.find(context.posted)) is not None:
            village, posting = one
            page = f"{BOARD}/{village.path}/{POSTING.folder}/{posting.stem}.html"
            return Link(f"{village.village}{posting.title}", relative(url, page))
    return None
