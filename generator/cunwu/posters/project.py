"""The sheet of one project: what is built, by whom, from what money, how far it is."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.kinds.base import written
from cunwu.kinds.fields import fields_of
from cunwu.kinds.project import Funding, Project, ScopeLine
from cunwu.pages.kinds.project import view_stages
from cunwu.pages.kinds.project_money import money_section
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import record_url
from cunwu.pages.parts.sections import facts_of, show
from cunwu.posters.sheet import Column, Line, Poster, Signer
from cunwu.posters.wall import SPACE, blank_span, facts_text, notes_on, objecting
from cunwu.records.record_file import RecordFile
from cunwu.values.dates import PartialDay, chinese_date
from cunwu.values.period import Period

_COLUMNS = (Column("事项", 5.5), Column("内容"))
_NOT_TOLD = frozenset({"number", "name", "unit", "rounding", "asset", "tender", "meeting"})
_SIGNERS = (Signer("村务监督委员会", ""), Signer("负责人", ""))


def goes_on(project: Project, period: Period) -> bool:
    """Whether anything of a project happened in a period, or it was up for objections."""
    days = [one.on for one in project.progress] + [one.on for one in project.payments]
    days += [one.on for one in project.variations]
    days += [one.actual for one in project.milestones if one.actual is not None]
    days += [project.acceptance.on] if project.acceptance is not None else []
    return any(_falls_into(day, period) for day in days) or any(
        one.since <= period.last and period.first <= one.until for one in project.notices
    )


def _falls_into(day: PartialDay, period: Period) -> bool:
    return day.first <= period.last and period.first <= day.last


def plan_project_poster(context: PlaceContext, file: RecordFile, project: Project, period: Period) -> Poster:
    """The sheet of a project, with the last 公示 that had begun when the period ended."""
    url = record_url(context.place, file)
    notice = max((one for one in project.notices if one.since <= period.last), key=lambda one: one.since, default=None)
    until = chinese_date(notice.until) if notice is not None else blank_span()[1]
    span = f"{chinese_date(notice.since)}到 {until}" if notice is not None else "到 ".join(blank_span())
    stage = f"（{notice.stage}）" if notice is not None else ""
    return Poster(
        title=f"项目公示：{project.name}",
        period=period.label,
        url=url,
        files=(file,),
        columns=_COLUMNS,
        lines=tuple(Line(cells) for cells in _rows(context, url, project) if cells[1]),
        notes=tuple(notes_on(context, file)),
        posted=(f"公示{stage}：{span}", objecting(until)),
        signers=_SIGNERS,
    )


def _rows(context: PlaceContext, url: str, project: Project) -> Iterator[tuple[str, str]]:
    yield "基本情况", facts_text(facts_of(context, url, project, _NOT_TOLD))
    yield "建设内容", "\n".join(_told(ScopeLine, one) for one in written(project.scope))
    if project.beneficiaries is not None:
        yield "受益", facts_text(facts_of(context, url, project.beneficiaries), SPACE)
    stages = (f"{stage.sign} {stage.name} {stage.day}".rstrip() for stage in view_stages(context, url, project))
    yield "进度", SPACE.join(stage.replace(" ", "\u00a0") for stage in stages)
    money = money_section(context, url, project)
    if money is not None:
        rows = (row for sheet in money.sheets for row in sheet.rows)
        yield "金额", "\n".join(f"{row.title} {row.cells[0].text}{_of(row.share)}" for row in rows)
    yield "资金来源", "\n".join(_told(Funding, one) for one in written(project.funding))
    if project.procurement is not None:
        yield "采购", facts_text(facts_of(context, url, project.procurement), SPACE)
    if project.acceptance is not None:
        yield "验收", facts_text(facts_of(context, url, project.acceptance), SPACE)
    if project.upkeep is not None:
        yield "管护安排", facts_text(facts_of(context, url, project.upkeep), SPACE)


def _of(share: str) -> str:
    return f"（{share}）" if share else ""


def _told(model: type[ScopeLine | Funding], row: ScopeLine | Funding) -> str:
    """A row in one line, without its number."""
    specs = (spec for spec in fields_of(model) if spec.name != "number")
    return " ".join(show(spec, value) for spec in specs if (value := getattr(row, spec.name)) is not None)
