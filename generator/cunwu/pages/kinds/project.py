"""The page of one project: its strip of stages; its money and labour are in project_money."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from cunwu.core.frozen import replace
from cunwu.kinds.base import written
from cunwu.kinds.project import STAGES, Milestone, Project
from cunwu.pages.kinds.project_money import list_sections, money_section
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.flags import flags_of
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.sections import NOTHING
from cunwu.pages.parts.sheets import columns_of
from cunwu.pages.parts.view import Cell, Remark, Section, Sheet, SheetRow, StageView
from cunwu.values.dates import PartialDay, chinese_partial, short_day

_READ_LAST = frozenset({"labour", "upkeep", "notices", "procurement", "variations", "donations"})
"""What the money above says in one figure each, and who cares for it."""
_FEW_PAYMENTS = 2
"""Of more, the sum above is what is read; each stands in its month, too."""
_WITH_SUMS = frozenset({"funding", "labour", "wages", "donations"})


def tell_project(context: PlaceContext, url: str, project: Project) -> Besides:
    """The strip of its stages; its kinds of money before the facts."""
    money = money_section(context, url, project)
    return Besides(
        badge=(project.status,),
        stages=view_stages(context, url, project),
        before=(*((money,) if money is not None else ()), *_struck(project)),
        instead=tuple(list_sections(context, url, project)),
        facts="基本情况",
        folds=_READ_LAST | ({"payments"} if len(written(project.payments)) > _FEW_PAYMENTS else frozenset()),
        hides=frozenset({"status", "unit", "amounts", "milestones"}),
        shows_was=frozenset({"amounts", *_WITH_SUMS}),
        unasked=frozenset({"unit", "asset"}),
    )


def _struck(project: Project) -> Iterator[Section]:
    """Stages that were withdrawn: the strip shows those that count, and these stay below it."""
    labels = ("节点", "实际", "计划")
    gone = [one for one in written(project.milestones) if one.number in project.withdrawn]
    rows = tuple(
        SheetRow(
            one.stage,
            tuple(
                Cell(chinese_partial(day) if isinstance(day, PartialDay) else NOTHING, label)
                for day, label in zip((one.actual, one.planned), labels[1:], strict=True)
            ),
            plain=one.document or "",
            anchor=item_anchor(one.number),
            struck=True,
        )
        for one in gone
    )
    if rows:
        yield Section("撤销的节点", "struck-stages", sheets=(Sheet("撤销的节点", columns_of(*labels), rows),))


def view_stages(context: PlaceContext, url: str, project: Project) -> tuple[StageView, ...]:
    """The strip: stages that are done, the first one ahead, and those after it. Empty without milestones."""
    if not project.milestones:
        return ()
    milestones = {milestone.stage: milestone for milestone in project.milestones}
    done = [stage for stage in STAGES if stage in milestones and milestones[stage].actual is not None]
    reached = STAGES.index(done[-1]) if done else -1
    stages = []
    for position, stage in enumerate(STAGES):
        milestone = milestones.get(stage)
        if milestone is not None and milestone.actual is not None:
            flags = flags_of(context, url, project, ((milestone, name) for name in ("stage", "actual", "planned")))
            stages.append(
                replace(_done(context, milestone, short_day(milestone.actual), _paper(project, stage)), flags=flags)
            )
        elif position <= reached:
            stages.append(StageView(stage, "–", "skipped", "未记", paper=_paper(project, stage)))
        else:
            planned = f"计划 {short_day(milestone.planned)}" if milestone and milestone.planned else ""
            flags = flags_of(context, url, project, [(milestone, "planned")]) if milestone is not None else ()
            is_past = bool(planned) and milestone is not None and _is_past(milestone, context.site.as_of)
            sign, tone = ("！", "skipped") if is_past else ("○", "ahead")
            day = f"{planned}，已过" if is_past else planned
            stages.append(StageView(stage, sign, tone, day, flags=flags, paper=_paper(project, stage)))
    return tuple(stages)


def _paper(project: Project, stage: str) -> str:
    """The papers of a stage; one that was told twice has two."""
    return "；".join(one.document for one in project.milestones if one.stage == stage and one.document)


def _is_past(milestone: Milestone, as_of: date) -> bool:
    return milestone.planned is not None and milestone.planned.last < as_of


def _done(context: PlaceContext, milestone: Milestone, day: str, paper: str) -> StageView:
    """A stage that is done, with what is irregular about it."""
    found = chain.from_iterable(context.remarks_at(milestone, word) for word in ("实际", "节点", ""))
    remarks = tuple(Remark(one.short_code, one.message, one.answer) for one in found)
    planned = f"计划 {short_day(milestone.planned)}" if milestone.planned is not None else ""
    anchor = item_anchor(milestone.number)
    return StageView(milestone.stage, "✓", "done", day, planned, anchor, remarks, paper=paper)
