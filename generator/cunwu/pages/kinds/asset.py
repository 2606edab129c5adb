"""The page of one asset: what it is worth, what has become of it, who has it under which contract."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.derive.dues import contract_dues, is_running
from cunwu.kinds.asset import Asset
from cunwu.kinds.contract import CONTRACT, Contract
from cunwu.kinds.ledger import LEDGER, Entry, Ledger
from cunwu.pages.kinds.contract import verb_of
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.dues import due_line, late_words, yuan
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.references import row_called
from cunwu.pages.parts.sections import facts_of
from cunwu.pages.parts.view import Fact, Link, StateLine
from cunwu.values.dates import chinese_date, chinese_partial
from cunwu.values.money import ZERO, Money, stated

_ASKED_OF_SOME = frozenset({"unit", "resource", "disposal", "project", "entry"})
"""What most assets rightly leave out: nobody needs to be told that it is missing."""


def tell_asset(context: PlaceContext, url: str, asset: Asset) -> Besides:
    """What has become of it in a sentence, the contracts over it, what it was worth."""
    return Besides(
        badge=(asset.resource or asset.sort, asset.status),
        sentences=tuple(_sentences(asset)),
        lines=tuple(_contract_lines(context, url, asset)),
        money=_money(context, url, asset),
        facts="基本情况",
        hides=frozenset({"status", "original", "unit"}),
        unasked=_ASKED_OF_SOME,
    )


def _sentences(asset: Asset) -> Iterator[str]:
    if (gone := asset.disposal) is not None:
        amount = stated(gone.amount)
        money = f"，收到 {yuan(amount)}" if amount is not None else "，没有写收到多少钱"
        yield f"{chinese_date(gone.on)}已经处置（{gone.way}）{money}。"
    elif asset.user is not None:
        yield f"现在由{asset.user}使用。"
    elif asset.status == "闲置":
        yield "现在空着，没有人用。"


def _money(context: PlaceContext, url: str, asset: Asset) -> tuple[Fact, ...]:
    """What it was worth, beside the entry it was bought through."""
    everything = frozenset(type(asset).declared)
    facts = list(facts_of(context, url, asset, everything - {"original"}))
    purchases = tuple(_purchases(context, asset))
    for ledger, entry, spent in purchases:
        href = context.href_of(url, ledger, item_anchor(entry.number)) if len(purchases) == 1 else ""
        facts.append(Fact("买它的那一笔", f"{row_called(ledger, entry)}，支出 {yuan(spent)}", href=href))
    return tuple(facts)


def _purchases(context: PlaceContext, asset: Asset) -> Iterator[tuple[Ledger, Entry, Money]]:
    period, _, number = (asset.entry or "").partition("#")
    for ledger in context.board.find_all(LEDGER, period):
        for entry in ledger.entries if asset.book in (None, ledger.book) else ():
            if entry.number == number and (spent := stated(entry.expense)) is not None:
                yield ledger, entry, spent


def _contract_lines(context: PlaceContext, url: str, asset: Asset) -> Iterator[StateLine]:
    """Every contract over it, those in force first."""
    over = [
        contract
        for contract in context.board.records(CONTRACT)
        if any(one.asset == asset.number for one in contract.objects)
    ]
    as_of = context.site.as_of
    for contract in sorted(over, key=lambda contract: (not is_running(contract, as_of), contract.number)):
        link = Link(contract.name, context.href_of(url, contract))
        dues = contract_dues(contract, as_of)
        rest = dues.arrears
        tone = "bad" if rest is not None and rest > ZERO else "ahead"
        owed = f"；还欠{verb_of(contract)} {yuan(rest)}{late_words(dues)}" if tone == "bad" else ""
        yield due_line(tone, f"{contract.party}，{_until(contract)}{owed}", link)


def _until(contract: Contract) -> str:
    state = contract.status or ""
    until = f"到 {chinese_partial(contract.until)}" if contract.until is not None else ""
    return "，".join(filter(None, (state, until))) or "没有写起止"
