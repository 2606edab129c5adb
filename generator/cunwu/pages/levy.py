"""The page of one levy: how much from each, who is spared and why, how much is in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cunwu.board import RecordFile
from cunwu.derive.levies import collected_of
from cunwu.kinds.levy import LEVY, Levy
from cunwu.pages.blocks import facts_of, missing_of, texts_of
from cunwu.pages.context import Page, PlaceContext
from cunwu.pages.life import view_life
from cunwu.pages.links import record_url
from cunwu.pages.progress_bar import ProgressBar, bar_of
from cunwu.pages.record import closing_sections, crumb_to_list
from cunwu.pages.view import Fact, LifeLine, Section, Shell
from cunwu.values.money import format_yuan
from cunwu.values.quantity import Quantity


@dataclass(frozen=True, slots=True)
class LevyView:
    """A levy in sentences, with bars of what came in."""

    shell: Shell
    kind: str
    heading: str
    life: LifeLine
    paragraphs: tuple[str, ...]
    sentences: tuple[str, ...]
    bars: tuple[ProgressBar, ...]
    fundraising: tuple[Fact, ...]
    labour_call: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    missing: str


def plan_levy(context: PlaceContext, file: RecordFile) -> Page:
    """The page of the levy in `file`."""
    levy = file.record
    if not isinstance(levy, Levy):
        raise TypeError(f"{file.path} is no levy")
    url = record_url(context.place, file)
    return Page(
        url,
        "levy.html",
        LevyView(
            shell=context.shell(url, levy.name, [file], crumbs=[crumb_to_list(context, url, LEVY)]),
            kind=LEVY.label,
            heading=levy.name,
            life=view_life(context, url, file),
            paragraphs=texts_of(levy, frozenset({"remark"})),
            sentences=tuple(_sentences(levy)),
            bars=tuple(_bars(levy)),
            fundraising=facts_of(context, url, levy.fundraising) if levy.fundraising is not None else (),
            labour_call=facts_of(context, url, levy.labour_call) if levy.labour_call is not None else (),
            facts=facts_of(context, url, levy, leave_out=frozenset({"name"})),
            sections=closing_sections(context, url, levy, frozenset({"fundraising", "labour_call"})),
            missing=missing_of(levy),
        ),
    )


def _sentences(levy: Levy) -> Iterator[str]:
    """What each has to give, in words."""
    asked, call = levy.fundraising, levy.labour_call
    if asked is not None:
        spared = f"，减免 {asked.exempted} 人" if asked.exempted else ""
        yield (
            f"每人出 {format_yuan(asked.per_head)} 元，共 {asked.heads} 人{spared}，"
            f"应筹 {format_yuan(asked.to_collect)} 元。"
        )
    if call is not None:
        rate = f"；不出工的，每工可以折 {format_yuan(call.day_rate)} 元" if call.day_rate is not None else ""
        yield f"每个劳力出 {call.per_worker} 工，共 {call.workers} 个劳力，应出 {call.workdays_due} 工{rate}。"
    if levy.exemptions:
        yield "少出或者不出的，写在下面「减免」里，每一条都有原因。"


def _bars(levy: Levy) -> Iterator[ProgressBar]:
    """How much money is in, and how much work is done; work that is known only roughly has no bar."""
    asked, call = levy.fundraising, levy.labour_call
    if asked is not None and (levy.collected or not asked.to_collect.fen):
        collected = collected_of(levy)
        sentence = f"已收 {format_yuan(collected)} 元，应筹 {format_yuan(asked.to_collect)} 元"
        if (bar := bar_of(sentence, collected.fen, asked.to_collect.fen)) is not None:
            yield bar
    given = call.given if call is not None else None
    if call is not None and isinstance(given, Quantity) and given.unit == "工" and not given.approximate:
        sentence = f"已出 {given.text}，应出 {call.workdays_due} 工"
        if (bar := bar_of(sentence, given.number, call.workdays_due)) is not None:
            yield bar
