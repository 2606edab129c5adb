"""The page of one levy: how much from each, who is spared and why, how much is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cunwu.derive.levy import collected_of
from cunwu.kinds.forms import AMOUNT_OR_ABSENCE
from cunwu.kinds.levy import LEVY, Levy
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.progress_bar import ProgressBar, bar_of
from cunwu.pages.parts.sections import facts_of, tables_of
from cunwu.pages.parts.view import Section
from cunwu.values.bounds import count_in_words, fen_bounds, money_in_words, total_bounds, total_count, yuan_in_words
from cunwu.values.money import Money, format_yuan, stated
from cunwu.values.quantity import Quantity

_AMOUNT = AMOUNT_OR_ABSENCE


def tell_levy(context: PlaceContext, url: str, levy: Levy) -> Besides:
    """Progress of collection as sentences and bars; 筹资 and 筹劳 before the facts."""
    return Besides(
        sentences=(*_sentences(levy), *_of_the_year(context.board.records(LEVY), levy)),
        bars=tuple(_bars(levy)),
        before=tuple(_calls(context, url, levy)),
        facts="用在哪里、谁定的",
        hides=frozenset({"fundraising", "labour_call"}),
        shows_was=frozenset({"fundraising", "labour_call"}),
    )


def _calls(context: PlaceContext, url: str, levy: Levy) -> Iterator[Section]:
    """What is asked for in money, then in work."""
    calls = (("筹资（出钱）", "fundraising", levy.fundraising), ("筹劳（出工）", "labour", levy.labour_call))
    for heading, anchor, call in calls:
        if call is not None and (facts := facts_of(context, url, call)):
            tables = tuple(tables_of(context, url, call, levy.withdrawn))
            yield Section(heading, anchor, facts, tables=tables, layout="money")


def _sentences(levy: Levy) -> Iterator[str]:
    """What each has to give, in words."""
    asked, call = levy.fundraising, levy.labour_call
    if asked is not None:
        yield _in_words(
            ("每人出 {}", _money(asked.per_head)),
            ("共 {}", _told(asked.heads, " 人")),
            ("减免 {}", _told(asked.exempted or None, " 人")),
            *((f"每{rate.per}出 {{}}", money_in_words(rate.unit_price)) for rate in asked.rates),
            ("应筹 {}", _AMOUNT.show(asked.to_collect)),
        )
    if call is not None and (call.per_worker is not None or call.workdays_due is not None or call.rates):
        yield _in_words(
            ("每个劳力出 {}", _told(call.per_worker, " 工")),
            ("共 {}", _told(call.workers, " 个劳力")),
            *((f"每{rate.per}出 {{}}", _told(rate.per_unit, " 工")) for rate in call.rates),
            ("应出 {}", _told(call.workdays_due, " 工")),
            ("不出工的每工可以折 {}", _money(call.day_rate)),
        )
    if levy.exemptions:
        yield "少出或者不出的，写在下面「减免」里，每一条都有原因。"


def _of_the_year(levies: Sequence[Levy], levy: Levy) -> Iterator[str]:
    """What all levies of that year ask of one person and one worker together, where there are several."""
    year = levy.period.first.year
    same = [one for one in levies if one.period.first.year == year]
    if len(same) < 2:
        return
    per_head = [one.fundraising.per_head for one in same if one.fundraising and one.fundraising.per_head]
    days = [one.labour_call.per_worker for one in same if one.labour_call and one.labour_call.per_worker]
    yield _in_words(
        (f"{year} 年本村一共筹了 {{}} 次", len(same)),
        ("每人合计 {} 元", yuan_in_words(total_bounds(fen_bounds(one) for one in per_head)) if per_head else None),
        ("每个劳力合计 {}", _told(total_count(days) if days else None, " 工")),
    )


def _money(amount: Money | Quantity | None) -> str | None:
    return None if amount is None else money_in_words(amount)


def _told(count: int | Quantity | None, unit: str) -> str | None:
    return None if count is None else count_in_words(count, unit)


def _in_words(*parts: tuple[str, object]) -> str:
    """What is stated of several things, in one sentence."""
    return "，".join(text.format(value) for text, value in parts if value is not None) + "。"


def _bars(levy: Levy) -> Iterator[ProgressBar]:
    """How much money is in, and how much work is done; work that is known only roughly has no bar."""
    asked, call = levy.fundraising, levy.labour_call
    due = stated(asked.to_collect) if asked is not None else None
    if due is not None and levy.collected:
        collected = collected_of(levy)
        sentence = f"已收 {format_yuan(collected)} 元，应筹 {format_yuan(due)} 元"
        if (bar := bar_of(sentence, collected.fen, due.fen)) is not None:
            yield bar
    given = call.given if call is not None else None
    if call is None or not isinstance(call.workdays_due, int) or not isinstance(given, Quantity):
        return
    if given.unit == "工" and not given.approximate:
        sentence = f"已出 {given.text}，应出 {call.workdays_due} 工"
        if (bar := bar_of(sentence, given.number, call.workdays_due)) is not None:
            yield bar
