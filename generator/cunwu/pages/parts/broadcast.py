"""What the loudspeaker says of a month's money: plain sentences with amounts in words, to be read out in a minute."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.frozen import Frozen
from cunwu.kinds.ledger import Ledger
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.glance import biggest
from cunwu.pages.parts.links import broadcast_url
from cunwu.pages.parts.money import book_name
from cunwu.records.record_file import RecordFile
from cunwu.values.money import Money
from cunwu.values.numerals import SPOKEN, how_many
from cunwu.values.spelled_amounts import spoken

_SIDES = (("income", "收入"), ("expense", "支出"))


class BroadcastView(Frozen):
    """A text file, a sentence a line."""

    sentences: tuple[str, ...]


def plan_broadcast(context: PlaceContext, file: RecordFile) -> Page:
    """What the loudspeaker says of the ledger in `file`, as a text file."""
    if not isinstance(file.record, Ledger):
        raise TypeError(f"{file.path} is no ledger")
    return Page(broadcast_url(context.place, file), "broadcast.txt", BroadcastView(broadcast_of(context, file.record)))


def broadcast_of(context: PlaceContext, ledger: Ledger) -> tuple[str, ...]:
    """The sentences of a period: only what its page shows, and nobody who receives help by name."""
    return tuple(_sentences(context, ledger))


def _sentences(context: PlaceContext, ledger: Ledger) -> Iterator[str]:
    found, place = context.sum_of(ledger), context.place
    yield f"{place.name}的乡亲们，现在念{ledger.period.label}的收支。这本账是{book_name(context, ledger.book)}的。"
    ends = (("上期结余", found.opening), ("收入", found.income), ("支出", found.expense), ("本期结余", found.closing))
    yield f"{'，'.join(f'{word}{_told(amount)}' for word, amount in ends)}。"
    for side, word in _SIDES:
        for amount, entry in biggest(ledger, side, 1):
            yield f"{word}最多的一笔是{entry.summary}，{spoken(amount)}。"
    unknown = f"有{how_many(found.unknown)}个金额不详，所以合计不完整。" if found.unknown else ""
    yield f"{unknown}一共{how_many(len(ledger.entries))}笔，每一笔都在公开栏上。"
    reviewers = "、".join(dict.fromkeys(review.role for review in ledger.reviews))
    if reviewers:
        yield f"公布以前{reviewers}看过。"
    changed = len(ledger.corrections) + len(ledger.withdrawals)
    if changed:
        yield f"这一期公布以后更正和撤销过{how_many(changed)}处，原来是多少、为什么改，都写在旁边。"
    yield from _where_to_ask(context)


def _where_to_ask(context: PlaceContext) -> Iterator[str]:
    settings = context.place.settings
    days = f"，{how_many(settings.answer_days)}天以内答复" if settings.answer_days else ""
    if settings.hotline:
        yield f"哪一笔有疑问，可以打监督电话{_digit_by_digit(settings.hotline)}{days}。"
    else:
        yield f"哪一笔有疑问，可以到村委会当面问{days}。"


def _told(amount: Money | None) -> str:
    return "算不出来" if amount is None else spoken(amount)


def _digit_by_digit(number: str) -> str:
    return "".join(SPOKEN.digits[int(one)] if one.isdecimal() else "，" for one in number)
