"""CTR, third part: the days of a contract — signed before it begins, before money moves, and over when it is over."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.kinds.contract import Contract
from cunwu.rules.base import Finding, found, rule

_ITEMS = "rural-finance-disclosure-2011/items"


@rule(
    "CTR020",
    "「已付」{number} 在 {on}，合同到 {signed} 才签订",
    remedy="核对两个日期；确实先付款、后签合同的照实写，在「反常说明」里写明原因",
    source=_ITEMS,
    severity=Severity.IRREGULAR,
)
def paid_before_signed(contract: Contract) -> Iterator[Finding]:
    """Money moves under a contract after it was signed; the first that did not is told."""
    signed = contract.signed
    early = [one for one in contract.payments if signed is not None and one.on.last < signed.first]
    if early:
        first = min(early, key=lambda one: one.on.last)
        yield found(first, "on", number=first.number, on=first.on, signed=signed)


@rule(
    "CTR021",
    "合同从 {begins} 起，到 {signed} 才签订",
    remedy="核对两个日期；先谈好、后补签的不用改，可以在「反常说明」里写明原因",
    source=_ITEMS,
    severity=Severity.NOTICE,
)
def signed_after_it_began(contract: Contract) -> Iterator[Finding]:
    """A contract is signed before it begins; only a hint, as nobody knows what was used before that day."""
    if contract.signed is not None and contract.begins is not None and contract.signed.first > contract.begins.last:
        yield found(contract, "signed", begins=contract.begins, signed=contract.signed)


@rule(
    "CTR022",
    "付款安排 {number} 到 {due} 才到期，合同 {until} 就结束了",
    remedy="照合同核对「到期」和「止」；约定结束以后再交的不用改",
    source=_ITEMS,
    follows=("CTR002",),
    severity=Severity.NOTICE,
)
def instalment_due_after_the_end(contract: Contract) -> Iterator[Finding]:
    """The last rent is due while the letting lasts; of works and purchases the last money may well come later."""
    for line in contract.schedule if contract.is_income and contract.until is not None else ():
        if contract.until is not None and line.due.first > contract.until.last:
            yield found(line, "due", number=line.number, due=line.due, until=contract.until)
            return
