"""Projects as a package of the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cunwu.exports.extracts import Material, NamedFiles, package_name
from cunwu.kinds.contract import CONTRACT, Contract
from cunwu.kinds.project import PROJECT, Payment, Project, ProjectAmounts
from cunwu.kinds.tender import TENDER, Tender
from cunwu.records.board import Board
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money, stated, total
from cunwu.values.quantity import Quantity

VERSION = "0.9"
_STATUS: Mapping[str, str] = {
    "计划": "identification",
    "立项": "preparation",
    "招标": "preparation",
    "在建": "implementation",
    "停工": "implementation",
    "完工": "completion",
    "验收": "completion",
    "结算": "completion",
    "移交": "maintenance",
    "取消": "cancelled",
}
_METHODS: Mapping[str, str] = {
    "公开招标": "open",
    "现场竞标": "open",
    "邀请招标": "selective",
    "竞争性谈判": "limited",
    "询价": "limited",
    "直接委托": "direct",
    "村民自建": "direct",
    "以工代赈": "direct",
}
_MILESTONES: Mapping[str, str] = {
    "立项": "approval",
    "招标": "procurement",
    "开工": "delivery",
    "完工": "delivery",
    "验收": "assessment",
    "结算": "financing",
    "移交": "delivery",
}

Plain = dict[str, Any]


def oc4ids_files(material: Material) -> NamedFiles:
    """One package of all projects of a place; none for a place without any."""
    board = material.board
    projects = board.records(PROJECT)
    if not projects:
        return
    package = {
        "uri": f"urn:cunwu:{package_name(board.place)}",
        "publishedDate": _moment(material.as_of),
        "publisher": {"name": " · ".join(board.place.full_name)},
        "version": VERSION,
        "projects": [_project(board, one) for one in projects],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    yield "oc4ids.json", text.encode("utf-8", "replace")


def _project(board: Board, project: Project) -> Plain:
    """What is known of one project; what nobody wrote, or wrote only roughly, is left out or told in words."""
    amounts = project.amounts
    settled = stated(amounts.settled) if amounts is not None else None
    scope = "；".join(_scope_words(project))
    reached = {one.stage: one.actual for one in project.milestones if one.actual is not None}
    beginning, end = _exact(reached.get("开工")), _exact(reached.get("完工"))
    return _known(
        id=f"{package_name(board.place)}-{project.number}",
        title=project.name,
        description=scope or None,
        purpose=project.purpose,
        status=_STATUS.get(project.status or ""),
        locations=[{"id": "1", "description": project.place}] if project.place else None,
        publicAuthority={"name": project.owner, "id": "owner"} if project.owner else None,
        parties=list(_parties(project)) or None,
        implementationPeriod=_known(startDate=_stamp(beginning), endDate=_stamp(end)) or None,
        budget=_budget(project) or None,
        milestones=list(_milestones(project)) or None,
        metrics=list(_metrics(project)) or None,
        completion=_known(
            endDate=_stamp(end),
            finalValue=_value(settled),
            finalScope=scope if settled is not None and scope else None,
        )
        or None,
        contractingProcesses=_processes(board, project) or None,
    )


def _known(**parts: Any) -> Plain:
    return {name: value for name, value in parts.items() if value is not None}


def _value(amount: Money | None) -> Plain | None:
    """Yuan; a number with two decimals is told exactly by the shortest float that reads back as it."""
    return None if amount is None else {"amount": amount.fen / 100, "currency": "CNY"}


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"


def _exact(day: PartialDay | None) -> date | None:
    """The day; None of one that is known to the month only, which the standard has no word for."""
    return day.first if day is not None and day.first == day.last else None


def _stamp(day: date | None) -> str | None:
    return None if day is None else _moment(day)


def _scope_words(project: Project) -> Iterator[str]:
    for one in project.scope:
        text = one.quantity.text if isinstance(one.quantity, Quantity) else ""
        yield f"{one.what} {text}".strip()


def _parties(project: Project) -> Iterator[Plain]:
    """Owner, builder, supervisor, each with its role; the identifier is the field that names it."""
    roles = (
        ("owner", project.owner, ["publicAuthority", "buyer"]),
        ("contractor", project.contractor, ["supplier"]),
        ("supervisor", project.supervisor, ["independentMonitor"]),
    )
    yield from ({"id": key, "name": name, "roles": found} for key, name, found in roles if name is not None)


def _budget(project: Project) -> Plain:
    """The budget, else the estimate, with its sources; a gap is a line of its own, and no party gives it."""
    amounts = project.amounts
    budget = stated(amounts.budget) if amounts is not None else None
    lines = [
        _known(id=one.number, description=_source_words(one.source, one.note), amount=_value(stated(one.amount)))
        for one in project.funding
    ]
    sources = [{"id": "sources", "description": "资金来源", "budgetBreakdown": lines}] if lines else None
    return _known(amount=_value(budget), description=_budget_words(amounts), budgetBreakdowns=sources)


def _source_words(source: str, note: str | None) -> str:
    return f"{source}：{note}" if note else source


def _budget_words(amounts: ProjectAmounts | None) -> str | None:
    surplus = stated(amounts.surplus) if amounts is not None else None
    return None if surplus is None else f"结余 {surplus.fen / 100:.2f} 元"


def _milestones(project: Project) -> Iterator[Plain]:
    for one in project.milestones:
        yield _known(
            id=one.number,
            title=one.stage,
            type=_MILESTONES[one.stage],
            description=one.document,
            dueDate=_stamp(_exact(one.planned)),
            dateMet=_stamp(_exact(one.actual)),
            status="met" if one.actual is not None else "scheduled",
        )


def _metrics(project: Project) -> Iterator[Plain]:
    """Quantities of works; a rough one keeps its words in a note beside no number."""
    for one in project.scope:
        if isinstance(one.quantity, Quantity):
            exact = not one.quantity.approximate
            seen = _known(
                id="1",
                measure=float(one.quantity.number) if exact else None,
                unit={"name": one.quantity.unit},
                notes=None if exact else one.quantity.text,
            )
            yield {"id": one.number, "title": one.what, "observations": [seen]}


def _processes(board: Board, project: Project) -> list[Plain]:
    """One contracting process for each contract of the project; one for all where none is recorded by itself."""
    contracts = [one for one in board.records(CONTRACT) if one.project == project.number]
    tender = next((one for one in board.records(TENDER) if one.number == project.tender), None)
    amounts = project.amounts
    if not contracts and project.procurement is None and tender is None:
        return []
    if len(contracts) > 1:
        return [{"id": one.number, "summary": _of_contract(one)} for one in contracts]
    contract = contracts[0] if contracts else None
    price = stated(amounts.contract) if amounts is not None else None
    summary = _known(
        title=contract.name if contract is not None else project.name,
        nature=["construction"],
        status="closed" if project.status in ("结算", "移交") else "active" if project.status != "取消" else None,
        tender=_tender(project, tender) or None,
        suppliers=[{"id": "contractor", "name": project.contractor}] if project.contractor else None,
        contractValue=_value(price or (stated(contract.total_price) if contract is not None else None)),
        finalValue=_value(stated(amounts.settled)) if amounts is not None else None,
        modifications=list(_modifications(project, price)) or None,
        transactions=list(_transactions(project.payments)) or None,
    )
    return [{"id": contract.number if contract is not None else project.number, "summary": summary}]


def _of_contract(contract: Contract) -> Plain:
    return _known(title=contract.name, contractValue=_value(stated(contract.total_price)))


def _tender(project: Project, tender: Tender | None) -> Plain:
    procurement = project.procurement
    way = procurement.way if procurement is not None else tender.way if tender is not None else None
    bids = {one.bidder for one in (tender.bids if tender is not None else procurement.bids if procurement else ())}
    count = tender.signed_up if tender is not None and tender.signed_up is not None else len(bids) or None
    ceiling = stated(project.amounts.ceiling) if project.amounts is not None else None
    method = _METHODS.get(way or "")
    return _known(
        procurementMethod=method, procurementMethodDetails=way, costEstimate=_value(ceiling), numberOfTenderers=count
    )


def _modifications(project: Project, price: Money | None) -> Iterator[Plain]:
    """Each change with the contract value before and after it, where the contract has a price."""
    done: list[Money] = []
    for one in project.variations:
        before = None if price is None else price + total(done)
        done.append(one.amount)
        yield _known(
            id=one.number,
            date=_stamp(_exact(one.on)),
            description=one.reason,
            rationale=one.approved,
            oldContractValue=_value(before),
            newContractValue=_value(None if before is None else before + one.amount),
        )


def _transactions(payments: Iterable[Payment]) -> Iterator[Plain]:
    for one in payments:
        yield _known(id=one.number, date=_stamp(_exact(one.on)), value=_value(one.amount))
