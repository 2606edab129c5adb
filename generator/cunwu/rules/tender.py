"""TEN: tenders and public lettings — who came, who won, at what price, and what was signed afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.derive.answers import clock_since
from cunwu.derive.tenders import bid_in_fen, contracts_by_tender, may_be_several, price_signed
from cunwu.kinds.project import PROJECT, Bid, Project
from cunwu.kinds.tender import TENDER, WON, Tender, TenderBid
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.ledger_suspicions import fold_payee
from cunwu.values.bounds import money_in_words
from cunwu.values.dates import PartialDay, chinese_partial
from cunwu.values.money import Money, format_yuan, stated
from cunwu.values.quantity import Quantity

_LETTING = "contracts/letting"
_OWN = "program/procurement"
_BY_PRICE = ("价高者得", "价低者得")
_FEW = 3
"""So many tenders won by one alone are a pattern; two may be chance."""


@rule(
    "TEN001",
    "只有一家报名，就成交了",
    remedy="核对报名家数；确实只有一家的照实写，在「反常说明」里写明依据什么、谁同意的",
    source=_LETTING,
    severity=Severity.IRREGULAR,
)
def only_one_bidder(tender: Tender) -> Iterator[Finding]:
    """Competition needs two; where one alone came, it is said. Bids that are not listed may well have been made."""
    came = [one for one in tender.rounds if one.round_result == "成交" and one.bidders_came == 1]
    if tender.winners and tender.signed_up == 1:
        yield found(tender, "signed_up")
    elif tender.winners and came:
        yield found(came[0], "bidders_came")


def _bidders(tender: Tender) -> set[str]:
    return {fold_payee(one.bidder) for one in tender.bids}


@rule(
    "TEN002",
    "中标的「{winner}」报 {price}，「{other}」报 {better}，{word}",
    remedy="照开标记录核对；按别的办法定的写「定标办法」；照实定给了别人的，在「反常说明」里写明为什么",
    source=_OWN,
    severity=Severity.IRREGULAR,
)
def winner_is_not_the_best(tender: Tender) -> Iterator[Finding]:
    """By price alone, the highest gets what is let and the lowest gets what is built."""
    if (tender.award_rule or _BY_PRICE[0]) not in _BY_PRICE:
        return
    high = tender.award_rule == "价高者得" if tender.award_rule is not None else tender.is_income
    for winner in tender.winners:
        price = bid_in_fen(winner.price)
        bids = [(bid, one) for one in _rivals(tender, winner) if (bid := bid_in_fen(one.price)) is not None]
        rivals = [(fen, one) for (per, fen), one in bids if price is not None and per == price[0]]
        if price is None or not rivals:
            continue
        best = (max if high else min)(rivals, key=lambda rival: rival[0])
        if best[0] > price[1] if high else best[0] < price[1]:
            word = "更高" if high else "更低"
            price_told, better, other = _in_words(winner.price), _in_words(best[1].price), best[1].bidder
            yield found(winner, "price", winner=winner.bidder, price=price_told, other=other, better=better, word=word)


def _in_words(amount: object) -> str:
    return money_in_words(amount) if isinstance(amount, Money | Quantity) else ""


def _rivals(tender: Tender, winner: TenderBid) -> Iterator[TenderBid]:
    """Those who bid for the same and were not ruled out."""
    for one in tender.bids:
        if one.result == "未中标" and (one.bid_for, one.bid_round) == (winner.bid_for, winner.bid_round):
            yield one


@rule(
    "TEN003",
    "报名从 {since} 到 {until}，{days} 天，本地要求至少 {floor} 天",
    remedy="核对报名的起止；确实短了的照实写，在「反常说明」里写明",
    source=_LETTING,
    severity=Severity.IRREGULAR,
)
def signup_too_short(tender: Tender, context: Context) -> Iterator[Finding]:
    """People have as many days to sign up as their place lays down."""
    since, until = tender.signup_from, tender.signup_until
    if since is None or until is None:
        return
    days, floor = (until - since).days + 1, context.settings_on(tender, since).signup_days
    if floor is not None and 0 < days < floor:
        yield found(tender, "signup_until", since=since, until=until, days=days, floor=floor)


@rule(
    "TEN004",
    "「{winner}」以 {price}成交，{word} {limit}",
    remedy="照开标记录核对；低于底价、高于控制价的报价应当作废，照实成交的在「反常说明」里写明谁同意的",
    source="procurement/bid-above-ceiling",
    severity=Severity.IRREGULAR,
)
def award_beyond_the_limit(tender: Tender) -> Iterator[Finding]:
    """What is let brings its floor price at least, what is built costs the ceiling at most."""
    floors = {one.number: one.floor_price for one in tender.objects}
    for winner in tender.winners:
        floor = floors.get(winner.bid_for or "") if len(floors) != 1 else next(iter(floors.values()))
        word, limit = ("低于底价", floor) if tender.is_income else ("高于控制价", tender.ceiling)
        price, most = bid_in_fen(winner.price), bid_in_fen(limit)
        if price is None or most is None or price[0] != most[0]:
            continue
        if price[1] < most[1] if tender.is_income else price[1] > most[1]:
            price_told, most_told = _in_words(winner.price), _in_words(limit)
            yield found(winner, "price", winner=winner.bidder, price=price_told, word=word, limit=most_told)


@rule(
    "TEN005",
    "{what}，和招标「{tender}」的结果不同：{result}",
    remedy="照中标通知书和合同核对；确实和结果不同的照实写，在合同的「反常说明」里写明为什么",
    source=_OWN,
    follows=("TEN020",),
    severity=Severity.IRREGULAR,
)
def contract_differs_from_tender(board: Board) -> Iterator[Finding]:
    """Who won signs, at the price that won; of several winners each has a contract of its own."""
    by_number = contracts_by_tender(board)
    for tender in board.records(TENDER):
        for contract in by_number.get(tender.number, ()) if tender.winners else ():
            party = fold_payee(contract.counterpart or "")
            own = [one for one in tender.winners if _is_same(fold_payee(one.bidder), party)]
            if party and not own:
                names = "、".join(one.bidder for one in tender.winners)
                what = f"对方是「{contract.counterpart}」"
                yield found(
                    contract, "counterpart", of=contract, what=what, tender=tender.number, result=f"{names} 中标"
                )
                continue
            price = stated(own[0].price) if len(own) == 1 else None
            signed = price_signed(contract, is_income=tender.is_income)
            if price is not None and signed and price not in signed:
                what = f"合同 {format_yuan(signed[0])} 元"
                result = f"中标 {format_yuan(price)} 元"
                yield found(contract, "total_price", of=contract, what=what, tender=tender.number, result=result)


def _is_same(one: str, other: str) -> bool:
    """Whether two folded names may be of one: that of a branch, or with the word for tenant in front."""
    return bool(one and other) and (one in other or other in one)


@rule(
    "TEN006",
    "{on} 开标，报名到 {until} 才截止",
    remedy="核对两个日期；确实提前开标的照实写，在「反常说明」里写明",
    source=_LETTING,
    severity=Severity.IRREGULAR,
)
def opened_before_signup_ended(tender: Tender) -> Iterator[Finding]:
    """Bids are opened once nobody can sign up any more."""
    for one in tender.rounds[:1]:
        if tender.signup_until is not None and one.on < tender.signup_until:
            yield found(one, "on", on=one.on, until=tender.signup_until)


@rule(
    "TEN007",
    "合同 {signed}签订，招标「{tender}」的结果公示到 {until} 才满",
    remedy="核对两个日期；确实公示没满就签的照实写，在合同的「反常说明」里写明",
    source=_LETTING,
    severity=Severity.IRREGULAR,
)
def signed_before_result_was_posted(board: Board) -> Iterator[Finding]:
    """A contract is signed when the posting of the result is over, for until then somebody may object."""
    by_number = contracts_by_tender(board)
    for tender in board.records(TENDER):
        notice = tender.result_notice
        for contract in by_number.get(tender.number, ()) if notice is not None else ():
            if notice is not None and isinstance(contract.signed, PartialDay) and contract.signed.last < notice.until:
                signed = chinese_partial(contract.signed)
                yield found(contract, "signed", of=contract, signed=signed, tender=tender.number, until=notice.until)


@rule(
    "TEN008",
    "{on} 的异议，过了 {days} 天没有写答复（本地要求 {limit} 天）",
    remedy="答复了的补上「答复」和「答复日期」；还没有答复的尽快答复",
    source="program/objections",
    severity=Severity.IRREGULAR,
)
def objection_unanswered(tender: Tender, context: Context) -> Iterator[Finding]:
    """An objection is answered in as many days as the place lays down."""
    for one in tender.tender_objections:
        settings = context.settings_on(tender, one.on)
        is_answered = one.answer is not None or one.answered is not None
        clock = clock_since(one.on, settings, context.as_of, one.answered, is_answered=is_answered)
        if settings.answer_days is not None and clock.is_late:
            yield found(one, "on", on=one.on, days=clock.days, limit=settings.answer_days)


@rule(
    "TEN009",
    "已经成交，没有写「结果公示」",
    remedy="贴出来的补上起止；没有贴的补贴，在「反常说明」里写明",
    source=_LETTING,
    severity=Severity.IRREGULAR,
)
def won_without_result_notice(tender: Tender) -> Iterator[Finding]:
    """Who won is posted."""
    if tender.status == "成交" and tender.result_notice is None:
        yield found(tender, "status")


@rule(
    "TEN010",
    "本村写明了谁中标的 {count} 次招标，中标的都是「{bidder}」",
    remedy="请监督委员会看一看每次来了几家、报价差多少；没有问题就不用改",
    source="program/procurement",
    severity=Severity.NOTICE,
)
def same_bidder_always_wins(board: Board) -> Iterator[Finding]:
    """One who wins every time is worth a look; surnames alone may be of several people and are not compared."""
    tenders = [one for one in board.records(TENDER) if one.winners]
    names = Counter(fold_payee(one.bidder) for tender in tenders for one in tender.winners)
    if len(tenders) >= _FEW and len(names) == 1:
        last = tenders[-1]
        if not may_be_several(last.winners[0].bidder):
            yield found(last, "bids", of=last, count=len(tenders), bidder=last.winners[0].bidder)


@rule(
    "TEN016",
    "「{what}」中标的有 {count} 家，应为 1 家",
    remedy="几处标的的，每份报价写「投的标的」；一处只有一家中标",
    source=_OWN,
    severity=Severity.IRREGULAR,
)
def one_object_has_several_winners(tender: Tender) -> Iterator[Finding]:
    """One object goes to one bidder."""
    names = {one.number: one.object_name for one in tender.objects}
    for lot, count in Counter(one.bid_for for one in tender.winners).items():
        if count > 1:
            yield found(tender, "bids", what=names.get(lot or "", tender.name), count=count)


@rule(
    "TEN017",
    "{on} 这一场{outcome}了，没有写原因",
    remedy="写上原因：没有人报名、只有一家、报价都超过控制价……",
    source=_LETTING,
    severity=Severity.NOTICE,
)
def failed_without_reason(tender: Tender) -> Iterator[Finding]:
    """Why nobody was found is said."""
    for one in tender.rounds:
        if one.round_result != "成交" and one.reason is None:
            yield found(one, "round_result", on=one.on, outcome=one.round_result)


@rule(
    "TEN018",
    "报名家数写的是 {signed_up} 家，报价单里有 {listed} 家",
    remedy="核对报名家数；报价单里写了几家，报名的至少有几家",
    source=_OWN,
)
def fewer_signed_up_than_bid(tender: Tender) -> Iterator[Finding]:
    """Who bids has signed up."""
    listed = len(_bidders(tender))
    if tender.signed_up is not None and tender.signed_up < listed:
        yield found(tender, "signed_up", signed_up=tender.signed_up, listed=listed)


@rule(
    "TEN030",
    "{what}，招标「{tender}」里{result}",
    remedy="照开标记录和中标通知书核对，抄错的一处改正；确实不一样的，在「反常说明」里写明为什么",
    source=_OWN,
    follows=("TEN020",),
    severity=Severity.IRREGULAR,
)
def procurement_differs_from_tender(board: Board) -> Iterator[Finding]:
    """A project tells of its tender what the tender tells: who bid, who won, at what price."""
    by_project: dict[str, list[Tender]] = {}
    for tender in board.records(TENDER):
        by_project.setdefault(tender.project or "", []).append(tender)
    for project in board.records(PROJECT):
        named = board.find(TENDER, project.tender) if project.tender is not None else None
        for tender in [named] if named is not None else by_project.get(project.number, ()):
            yield from _compared(project, tender)


def _compared(project: Project, tender: Tender) -> Iterator[Finding]:
    bids = project.procurement.bids if project.procurement is not None else ()
    for bid in bids:
        same = [one for one in tender.bids if _is_same(fold_payee(one.bidder), fold_payee(bid.bidder))]
        fault = _fault_of(bid, same, is_whole=bool(tender.bids))
        if fault:
            yield Finding(bid, fault[0], {"what": fault[1], "tender": tender.number, "result": fault[2]}, project)
    here = [fold_payee(bid.bidder) for bid in bids]
    left = [one.bidder for one in tender.bids if not any(_is_same(fold_payee(one.bidder), name) for name in here)]
    if bids and left and len(tender.objects) <= 1 and project.procurement is not None:
        facts = {"what": f"「采购」的报价单没有写{'、'.join(left)}", "result": "有这几家"}
        yield Finding(project.procurement, "bids", {**facts, "tender": tender.number}, project)
    if not bids:
        yield from _award_compared(project, tender)


def _fault_of(bid: Bid, same: list[TenderBid], *, is_whole: bool) -> tuple[str, str, str] | None:
    """Field, what the project says and what the tender says, of one bidder; several bids of one may be of lots."""
    if not same:
        return ("bidder", f"「采购」的报价单里有「{bid.bidder}」", "没有这一家") if is_whole else None
    won, price = bid.result == WON, stated(bid.price)
    prices = [amount for one in same if (amount := stated(one.price)) is not None]
    if won != any(one.result == WON for one in same):
        told = "、".join(dict.fromkeys(one.result for one in same))
        return "result", f"「采购」里「{bid.bidder}」{bid.result}", f"这一家{told}"
    if price is not None and len(prices) == len(same) and price not in prices:
        return "price", f"「采购」里「{bid.bidder}」报 {format_yuan(price)} 元", f"报 {format_yuan(prices[0])} 元"
    return None


def _award_compared(project: Project, tender: Tender) -> Iterator[Finding]:
    """Where the project lists no bids, who builds and for how much are those who won."""
    names = "、".join(one.bidder for one in tender.winners)
    builder = fold_payee(project.contractor or "")
    if builder and names and not any(_is_same(fold_payee(one.bidder), builder) for one in tender.winners):
        facts = {"what": f"施工单位写的是「{project.contractor}」", "result": f"中标的是「{names}」"}
        yield Finding(project, "contractor", {**facts, "tender": tender.number}, project)
    awarded = stated(project.amounts.awarded) if project.amounts is not None else None
    prices = [amount for one in tender.winners if (amount := stated(one.price)) is not None]
    decided = len(prices) == len(tender.winners) == 1
    if awarded is not None and project.amounts is not None and decided and awarded != prices[0]:
        facts = {"what": f"中标价写的是 {format_yuan(awarded)} 元", "result": f"中标的报 {format_yuan(prices[0])} 元"}
        yield Finding(project.amounts, "awarded", {**facts, "tender": tender.number}, project)
