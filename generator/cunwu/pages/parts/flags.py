"""Words beside a figure that stands apart from its record's own table: it was corrected, or is irregular.

Where the figure itself stands, the old value and the sentence stand beside it; everywhere else a word leads there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cunwu.kinds.base import Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import DAYS, DEADLINE
from cunwu.kinds.ledger import Ledger
from cunwu.kinds.parts import parts_of, was_put_off
from cunwu.kinds.record import Record
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.view import Flag

Figure = tuple[Item, str]
"""A record or a part of it, and the name of one of its fields."""
SENTENCES = "s-irregular"
"""Where the page of a record tells everything that is irregular about it."""


def flags_of(context: PlaceContext, url: str, record: Record, figures: Iterable[Figure]) -> tuple[Flag, ...]:
    """What is to be known of a figure made from some fields of a record; each word once."""
    if not is_flagged(context, record):
        return ()
    return merged(_found(context, url, record, figures))


def is_flagged(context: PlaceContext, record: Record) -> bool:
    """Whether anything of a record was corrected or is irregular: a quick check, because little is."""
    return bool(record.corrections) or bool(context.irregular_in(context.board.file_of(record).path))


def merged(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """The first flag of each word."""
    first: dict[str, Flag] = {}
    for flag in flags:
        first.setdefault(flag.word, flag)
    return tuple(first.values())


def _found(context: PlaceContext, url: str, record: Record, figures: Iterable[Figure]) -> Iterator[Flag]:
    for item, name in figures:
        if not (context.board.is_corrected(item) or context.is_remarked(item)):
            continue
        spec = next(spec for spec in fields_of(type(item)) if spec.name == name)
        for one in context.board.corrections_of(item, spec.word):
            word = "推迟" if was_put_off(spec, one) else "更正"
            href = context.href_of(url, record, item_anchor(one.number))
            yield Flag(word, f"{word}过，看原来公布的", href)
        if context.remarks_at(item, spec.word):
            yield Flag("反常", "不合常规，看为什么", context.href_of(url, record, SENTENCES))


def amounts_of(record: Record) -> Iterator[Figure]:
    """Every amount of money in a record."""
    return ((part, spec.name) for part in parts_of(record) for spec in fields_of(type(part)) if spec.unit == "元")


def figures_of(record: Record) -> Iterator[Figure]:
    """Everything in a record that a sentence or a bar may be computed from: amounts, counts, days and quantities."""
    return (
        (part, spec.name)
        for part in parts_of(record)
        for spec in fields_of(type(part))
        if spec.form is not None and (spec.form.numeric or spec.unit or spec.form in (*DAYS, DEADLINE))
    )


def flags_over(context: PlaceContext, url: str, records: Iterable[Record], name: str = "") -> tuple[Flag, ...]:
    """What is to be known of a sum over records: of one field of each, or of all their amounts."""
    own = (flags_of(context, url, one, [(one, name)] if name else amounts_of(one)) for one in records)
    return merged(flag for flags in own for flag in flags)


# --- ledgers ----------------------------------------------------------------------------------------------------------


def sum_flags(context: PlaceContext, url: str, ledgers: Sequence[Ledger]) -> tuple[tuple[Flag, ...], ...]:
    """Of opening, income, expense and closing of ledgers of one book in order of time."""
    flagged = [ledger for ledger in ledgers if is_flagged(context, ledger)]
    if not flagged:
        return ((), (), (), ())

    def of_accounts(ledger: Ledger, name: str) -> tuple[Flag, ...]:
        return flags_of(context, url, ledger, ((account, name) for account in ledger.accounts))

    income, expense = (
        merged(flag for ledger in flagged for flag in flags_of(context, url, ledger, _entries(ledger, side)))
        for side in ("income", "expense")
    )
    return of_accounts(ledgers[0], "opening"), income, expense, of_accounts(ledgers[-1], "closing")


def _entries(ledger: Ledger, side: str, title: str = "") -> Iterator[Figure]:
    return ((entry, side) for entry in ledger.entries if not title or entry.account_title == title)


def share_flags(
    context: PlaceContext, url: str, ledgers: Sequence[Ledger], side: str
) -> Mapping[str, tuple[Flag, ...]]:
    """Account title → the flags of what one side of ledgers adds up to under it."""
    found: dict[str, list[Flag]] = {}
    for ledger in ledgers:
        if is_flagged(context, ledger):
            for title in dict.fromkeys(entry.account_title for entry in ledger.entries):
                found.setdefault(title, []).extend(flags_of(context, url, ledger, _entries(ledger, side, title)))
    return {title: merged(flags) for title, flags in found.items()}
