"""LEV: levies that come to what each person, each worker and each exemption makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cunwu.core.problem import Severity
from cunwu.derive.levy import (
    HEADS,
    WORKDAYS,
    collected_of,
    exempted_in_full,
    may_be_partial,
    most_to_collect,
    partial_relief,
    right_sums,
    sum_of_rough,
    workdays_of,
)
from cunwu.kinds.levy import LEVY, Exemption, LabourCall, LabourRate, Levy, PerHead, Rate
from cunwu.kinds.meeting import MEETING, Meeting
from cunwu.records.board import Board
from cunwu.rules.base import Finding, found, rule
from cunwu.values.bounds import (
    NOBODY_KNOWS,
    Bounds,
    bounds_of,
    count_in_words,
    fen_bounds,
    money_in_words,
    total_bounds,
    yuan_in_words,
)
from cunwu.values.dates import PartialDay
from cunwu.values.money import Money, format_yuan, stated
from cunwu.values.quantity import Quantity

_SUMS = "bookkeeping/identities"
_CAPS = "one-case-one-discussion/caps"
_OLD_CAP = Money(1500)
"""15 元 a person and year. Source: one-case-one-discussion/caps, second-hand."""
_OLD_WORKDAYS = 10
_ONE_YUAN = 100
_DECIDING = ("村民会议", "村民代表会议", "村民小组会议")


@rule(
    "LEV001",
    "应筹应为 {expected} 元（{sum}），填写的是 {stated} 元，相差 {difference} 元",
    remedy="核对每人、人数和减免人数；都没有错就把应筹改为 {expected}",
    source=_SUMS,
    follows=("LEV002", "LEV003"),
    arithmetic=True,
)
def due_differs_from_heads(levy: Levy) -> Iterator[Finding]:
    """What is to be collected is the amount per head times the heads that pay, less what some are let off."""
    asked, sums = levy.fundraising, right_sums(levy)
    to_collect = stated(asked.to_collect) if asked is not None else None
    if asked is None:
        return
    if (rough := sum_of_rough(levy)) is not None and isinstance(asked.to_collect, Money | Quantity):
        yield from _unlike_a_rough_sum(levy, asked, rough, fen_bounds(asked.to_collect))
    if to_collect is None or not sums or to_collect in sums:
        return
    expected = sums[0]
    yield found(
        asked,
        "to_collect",
        expected=expected,
        sum=" + ".join((*_in_heads(levy), *_in_rates(asked.rates))),
        stated=to_collect,
        difference=to_collect - expected,
    )


def _unlike_a_rough_sum(levy: Levy, asked: PerHead, rough: Bounds, written: Bounds) -> Iterator[Finding]:
    if rough.gap(written) >= _ONE_YUAN:
        yield found(
            asked,
            "to_collect",
            expected=yuan_in_words(rough),
            sum=" + ".join((*_in_heads(levy), *_in_rates(asked.rates))),
            stated=yuan_in_words(written),
            difference=yuan_in_words(Bounds(rough.gap(written))),
        )


def _in_heads(levy: Levy) -> Iterator[str]:
    """So much a head, times the heads that pay, less what some are let off."""
    asked, relief = levy.fundraising, partial_relief(levy)
    if asked is not None and asked.per_head is not None:
        less = f" − 部分减免 {format_yuan(relief)} 元" if relief is not None and relief.fen else ""
        exempted = exempted_in_full(levy)
        heads = "人数" if asked.heads is None else count_in_words(asked.heads, "")
        yield f"{money_in_words(asked.per_head)} ×（{heads} − {'减免人数' if exempted is None else exempted}）人{less}"


def _in_rates(rates: Sequence[Rate]) -> Iterator[str]:
    for rate in rates:
        yield f"{money_in_words(rate.unit_price)} ×（{_those_who_give(rate)}）"


@rule(
    "LEV003",
    "减免人数写的是 {stated} 人，「减免」各条相加是 {summed} 人",
    remedy="核对各条的人数；漏了的补一条，都没有错就把减免人数改为 {summed}",
    source="one-case-one-discussion/exemptions",
    arithmetic=True,
)
def exempted_differ_from_rows(levy: Levy) -> Iterator[Finding]:
    """The people of the exemptions add up to the number of the exempted, with or without those let off in part."""
    asked, rows = levy.fundraising, levy.exemptions
    if asked is None or asked.exempted is None or not rows or any(row.people is None for row in rows):
        return
    exempted, summed = bounds_of(asked.exempted, HEADS), _people_of(rows)
    in_full = _people_of([row for row in rows if not may_be_partial(levy, row)])
    if summed.is_exact:
        wrong = exempted.differs_from(summed) and exempted.differs_from(in_full)
    else:
        wrong = exempted.differs_from(Bounds(in_full.least, summed.most))
    if wrong:
        yield found(asked, "exempted", stated=asked.exempted, summed=summed.text)


def _people_of(rows: Sequence[Exemption]) -> Bounds:
    return total_bounds(bounds_of(row.people, HEADS) for row in rows if row.people is not None)


@rule(
    "LEV004",
    "应筹工日应为 {expected} 工（{sum}），填写的是 {stated} 工",
    remedy="核对每劳力工日、劳力和「标准」；都没有错就把应筹工日改为 {expected}",
    source=_SUMS,
    arithmetic=True,
)
def workdays_differ_from_workers(levy: Levy) -> Iterator[Finding]:
    """The workdays due are those of each worker, household and mu; exemptions may make them fewer, never more."""
    call = levy.labour_call
    expected = workdays_of(call) if call is not None else None
    if call is None or expected is None or call.workdays_due is None:
        return
    due = bounds_of(call.workdays_due, WORKDAYS)
    if due.least > expected.most or (due.most < expected.least and not levy.exemptions):
        said = " + ".join(_in_workdays(call))
        yield found(call, "workdays_due", expected=expected.text, sum=said, stated=call.workdays_due)


def _in_workdays(call: LabourCall) -> Iterator[str]:
    """So many days a worker, then so many a household or a mu."""
    if call.per_worker is not None and call.workers is not None:
        yield f"{count_in_words(call.per_worker, ' 工')} × {count_in_words(call.workers, ' 人')}"
    for rate in call.rates:
        yield f"{count_in_words(rate.per_unit, ' 工')} ×（{_those_who_give(rate)}）"


def _those_who_give(rate: Rate | LabourRate) -> str:
    less = f" − {rate.let_off.text}" if isinstance(rate.let_off, Quantity) else ""
    return f"{rate.quantity.text if isinstance(rate.quantity, Quantity) else rate.quantity.value}{less}"


@rule(
    "LEV005",
    "折资 {value} 元按每工 {rate}合 {folded} 工，加已出工 {given} 工，超过应筹工日 {due} 工",
    remedy="核对折资、每工折资和已出工",
    source=_SUMS,
    severity=Severity.NOTICE,
    follows=("LEV004",),
)
def more_labour_than_due(levy: Levy) -> Iterator[Finding]:
    """Work done and work bought off together are no more than was asked for."""
    call = levy.labour_call
    value = stated(call.value) if call is not None else None
    most = fen_bounds(call.day_rate).most if call is not None and call.day_rate is not None else Decimal(0)
    if call is None or value is None or call.day_rate is None or not most or call.workdays_due is None:
        return
    worked = Bounds(Decimal(0), Decimal(0) if call.given is None else NOBODY_KNOWS)
    if isinstance(call.given, Quantity):
        worked = bounds_of(call.given, WORKDAYS)
    folded = Decimal(value.fen) / most  # the fewest days that it can be
    if folded + worked.least > bounds_of(call.workdays_due, WORKDAYS).most:
        facts = {"value": value, "rate": money_in_words(call.day_rate), "folded": _plain(folded), "given": worked.text}
        yield Finding(call, "value", {**facts, "due": call.workdays_due})


def _plain(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.01')).normalize():f}"


@rule(
    "LEV006",
    "已收 {collected} 元，比应收的 {most} 元多 {difference} 元",
    remedy="核对已收各笔；多收的要退还，退还写成负数",
    source="program/arithmetic",
    follows=("LEV001",),
    severity=Severity.IRREGULAR,
)
def collected_more_than_due(levy: Levy) -> Iterator[Finding]:
    """No more is collected than was decided, what was paid instead of work included."""
    most, collected = most_to_collect(levy), collected_of(levy)
    if most is not None and collected > most:
        yield found(levy, "collected", collected=collected, most=most, difference=collected - most)


def _same_year(board: Board, levy: Levy) -> Sequence[Levy]:
    """The levies of the same year, this one and those before it in the folder's order."""
    same = [one for one in board.records(LEVY) if one.period.first.year == levy.period.first.year]
    return same[: next(place for place, one in enumerate(same) if one is levy) + 1]


@rule(
    "LEV007",
    "{year} 年每人一共要出 {per_head} 元，超过见过的旧限额 {cap} 元",
    remedy="核对当地现在的限额；没有超的不用改，在「反常说明」里写明依据哪份文件",
    source=_CAPS,
    severity=Severity.NOTICE,
)
def per_head_above_old_cap(board: Board) -> Iterator[Finding]:
    """What each person gives in one year, all levies together, against the cap that is known at second hand."""
    for levy in board.records(LEVY):
        funds = [one.fundraising for one in _same_year(board, levy) if one.fundraising is not None]
        asked = total_bounds(fen_bounds(one.per_head) for one in funds if one.per_head is not None)
        if levy.fundraising is not None and asked.least > _OLD_CAP.fen:
            year, each = levy.period.first.year, yuan_in_words(asked)
            yield found(levy.fundraising, "per_head", of=levy, year=year, per_head=each, cap=_OLD_CAP)


@rule(
    "LEV008",
    "{year} 年每个劳力一共要出 {days} 工，超过见过的旧限额 {cap} 工",
    remedy="核对当地现在的限额；没有超的不用改，在「反常说明」里写明依据哪份文件",
    source=_CAPS,
    severity=Severity.NOTICE,
)
def workdays_above_old_cap(board: Board) -> Iterator[Finding]:
    """The days each worker gives in one year, all levies together, against the cap that is known at second hand."""
    for levy in board.records(LEVY):
        calls = [one.labour_call for one in _same_year(board, levy) if one.labour_call is not None]
        days = total_bounds(bounds_of(one.per_worker, WORKDAYS) for one in calls if one.per_worker is not None)
        if levy.labour_call is not None and days.least > _OLD_WORKDAYS:
            year = levy.period.first.year
            yield found(levy.labour_call, "per_worker", of=levy, year=year, days=days.text, cap=_OLD_WORKDAYS)


@rule(
    "LEV009",
    "同一份里又筹资又筹劳，看不出是不是同一些人",
    remedy="见过的做法是不得要同一个人又出钱又出工；在「反常说明」里写清谁出钱、谁出工",
    source="one-case-one-discussion/exemptions",
    severity=Severity.NOTICE,
)
def money_and_labour_of_the_same(levy: Levy) -> Iterator[Finding]:
    """Nobody is asked for money and labour both; a record that asks for both says who gives which."""
    if levy.fundraising is not None and levy.labour_call is not None:
        yield found(levy, "labour_call")


@rule(
    "LEV011",
    "筹资筹劳的会议「{meeting}」{fault}",
    remedy="筹资筹劳由村民会议或者村民代表会议表决通过，只在一个组里筹的由村民小组会议；核对会议编号和会议记录",
    source="villagers-committee-law-2026/decisions",
    follows=("REF002",),
    severity=Severity.IRREGULAR,
)
def meeting_did_not_decide(board: Board) -> Iterator[Finding]:
    """The meeting is one of the villagers, of their representatives or of a group, and it passed what it decided."""
    for levy in board.records(LEVY):
        meeting = board.find(MEETING, levy.meeting) if levy.meeting else None
        fault = _fault_of(meeting) if meeting is not None else ""
        if fault:
            yield found(levy, "meeting", of=levy, meeting=levy.meeting, fault=fault)


def _fault_of(meeting: Meeting) -> str:
    """Why a meeting cannot have decided a levy; empty where it can."""
    by_representatives = any(step.step == "村民代表会议决议" for step in meeting.steps)
    if meeting.sort not in _DECIDING and not by_representatives:
        return f"是{meeting.sort}，不是村民会议、村民代表会议或者村民小组会议"
    decisions = meeting.decisions
    return "没有通过" if decisions and not any(one.passed for one in decisions) else ""


@rule(
    "LEV013",
    "已收 {number} 在 {on}，表决的会议在 {held} 才开",
    remedy="核对两个日期；确实先收后议的，在「反常说明」里写明原因",
    source="villagers-committee-law-2026/decisions",
    severity=Severity.IRREGULAR,
)
def collected_before_the_meeting(board: Board) -> Iterator[Finding]:
    """Money comes in after it was decided."""
    for levy in board.records(LEVY):
        meeting = board.find(MEETING, levy.meeting) if levy.meeting else None
        held = meeting.held_on.first if meeting is not None and isinstance(meeting.held_on, PartialDay) else None
        for row in levy.collected if held is not None else ():
            if held is not None and row.on.last < held:
                yield found(row, "on", of=levy, number=row.number, on=row.on, held=held)
