"""The sheet of a benefit: who gets what, by masked name, only while one may object; otherwise the totals alone."""

from __future__ import annotations

from cunwu.kinds.base import written
from cunwu.kinds.benefit import Benefit, Receiver
from cunwu.kinds.fields import fields_of
from cunwu.pages.kinds.benefit import notice_sentence, view_totals
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import record_url
from cunwu.pages.parts.sections import show
from cunwu.posters.sheet import Column, Line, Poster, Signer
from cunwu.posters.wall import SPACE, facts_text, notes_on, objecting
from cunwu.records.record_file import RecordFile
from cunwu.values.absence import Absence
from cunwu.values.dates import chinese_date
from cunwu.values.money import Money, format_yuan
from cunwu.values.period import Period

_TOTALS = (Column("合计", 8.0), Column("多少"))
_SIGNERS = (Signer("村务监督委员会", ""), Signer("负责人", ""))
_WIDTHS = {"number": 3.4, "villagers_group": 6.0, "sort": 5.0, "quantity": 5.5}


def is_up(benefit: Benefit, period: Period) -> bool:
    """Whether its 公示 has a day in the period."""
    notice = benefit.notice
    return notice is not None and notice.since <= period.last and period.first <= notice.until


def plan_benefit_poster(context: PlaceContext, file: RecordFile, benefit: Benefit) -> Poster:
    """The sheet of a benefit; of one whose list was taken down there are no names left on the board it is made from."""
    whole = context.as_written(benefit)
    totals = view_totals(whole)
    names = written(benefit.receivers)
    specs = [one for one in fields_of(Receiver) if any(getattr(row, one.name) is not None for row in names)]
    standard = f"标准：{benefit.standard}" if benefit.standard else ""
    notice = benefit.notice
    posted: tuple[str, ...] = ()
    if notice is not None:
        where = f"，地点：{notice.where}" if notice.where else ""
        until = chinese_date(notice.until)
        posted = (f"公示：{chinese_date(notice.since)}到 {until}{where}", objecting(until))
    amount_at = next((at for at, one in enumerate(specs) if one.name == "amount"), None)
    return Poster(
        title=f"{benefit.name}公示",
        period=benefit.period.label,
        url=record_url(context.place, file),
        files=(file,),
        columns=tuple(_column(one.word, one.name) for one in specs) if names else _TOTALS,
        lines=tuple(_line(benefit, row, [one.name for one in specs]) for row in names)
        if names
        else tuple(Line((fact.label, fact.text)) for fact in totals),
        summed=(amount_at,) if names and amount_at is not None else (),
        intro=tuple(filter(None, (standard, facts_text(totals, SPACE) if names else ""))),
        notes=tuple(filter(None, (notice_sentence(whole, context.site.as_of), *notes_on(context, file)))),
        posted=posted,
        signers=_SIGNERS,
    )


def _column(word: str, name: str) -> Column:
    if name == "amount":
        return Column("金额（元）", numeric=True)
    return Column("序" if name == "number" else word, _WIDTHS.get(name, 0.0))


def _line(benefit: Benefit, row: Receiver, names: list[str]) -> Line:
    is_struck = row.number in benefit.withdrawn
    specs = {spec.name: spec for spec in fields_of(Receiver)}
    mark = "（已撤销，不计入合计）" if is_struck else ""
    texts = (_text(row, name, show(specs[name], getattr(row, name))) for name in names)
    amount = Money(0) if is_struck or row.amount in (None, Absence.NOT_APPLICABLE) else row.amount
    return Line(
        tuple(f"{text}{mark}" if name == "name" else text for name, text in zip(names, texts, strict=True)),
        struck=is_struck,
        amounts=(amount if isinstance(amount, Money) else None,) if "amount" in names else (),
    )


def _text(row: Receiver, name: str, text: str) -> str:
    amount = row.amount
    return format_yuan(amount) if name == "amount" and isinstance(amount, Money) and amount.unit == "元" else text
