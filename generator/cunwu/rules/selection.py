"""SEL: selections whose totals, ranks and results are what their own weights and scores make of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cunwu.core.problem import Severity
from cunwu.derive.scores import is_same, ranks_in, shown, total_for
from cunwu.kinds.selection import CHOSEN, FAILED, WITHDREW, Applicant, Selection
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.dates import PartialDay
from cunwu.values.names import fold_person

_SUMS = "program/arithmetic"
_CASES = "cases/mechanisms"


@rule(
    "SEL003",
    "权重相加是 {summed}%，应为 100%",
    remedy="核对各部分的权重",
    source=_SUMS,
    arithmetic=True,
)
def weights_are_no_whole(selection: Selection) -> Iterator[Finding]:
    """The parts of a total make a hundred."""
    summed = sum(weight.weight for weight in selection.weights)
    if selection.weights and summed != 100:
        yield found(selection.weights[0], "weight", summed=summed)


@rule(
    "SEL004",
    "{who}写了 {count} 个得分，「权重」有 {parts} 部分",
    remedy="照「权重」的次序，每一部分写一个得分；没有公布得分的一个都不写",
    source="program/records",
)
def scores_are_not_those_of_the_parts(selection: Selection) -> Iterator[Finding]:
    """Each applicant has one score for each part, or none."""
    for one in selection.applicants:
        if one.scores and len(one.scores) != len(selection.weights):
            facts: dict[str, Any] = {"count": len(one.scores), "parts": len(selection.weights)}
            yield found(one, "scores", who=one.who or one.number, **facts)


@rule(
    "SEL005",
    "{who}的「{part}」{score} 分，满分是 {most} 分",
    remedy="核对得分；满分不是 100 的，在「权重」里写上满分",
    source=_SUMS,
    arithmetic=True,
    follows=("SEL004", "SEL014"),
)
def more_points_than_there_are(selection: Selection) -> Iterator[Finding]:
    """No part gives more than its 满分."""
    for one in selection.applicants:
        for score, weight in zip(one.scores, selection.weights, strict=False):
            most = weight.most if weight.most is not None else 100
            if score > most:
                yield found(one, "scores", who=one.who or one.number, part=weight.part, score=score, most=most)


@rule(
    "SEL006",
    "{who}的总分照权重算是 {expected} 分，填写的是 {stated} 分",
    remedy="核对得分和权重；都没有错就把总分改为 {expected}",
    source=_SUMS,
    severity=Severity.IRREGULAR,
    follows=("SEL003", "SEL004", "SEL005"),
)
def total_differs_from_the_scores(selection: Selection) -> Iterator[Finding]:
    """The total is the weighted sum of the scores."""
    for one in selection.applicants:
        expected = total_for(selection.weights, one)
        if one.total_score is not None and expected is not None and not is_same(one.total_score, expected):
            yield found(one, "total_score", who=one.who or one.number, expected=shown(expected), stated=one.total_score)


@rule(
    "SEL007",
    "{who}照得分排第 {expected}，名次写的是第 {stated}",
    remedy="核对得分和名次；同分另有办法排的，在「说明」里写明",
    source=_SUMS,
    severity=Severity.IRREGULAR,
)
def rank_differs_from_the_totals(selection: Selection) -> Iterator[Finding]:
    """Ranks follow the totals; who share one may be told apart, with a word why."""
    ranks = ranks_in(selection)
    for one in selection.applicants:
        expected = ranks.get(one.number)
        if one.rank is None or expected is None or one.rank == expected or one.note is not None:
            continue
        yield found(one, "rank", who=one.who or one.number, expected=expected, stated=one.rank)


@rule(
    "SEL008",
    "{who}第 {rank} 名没有入选，第 {chosen} 名的{other}入选了",
    remedy="核对名次和结果；确实这样定的，在「说明」里写明原因",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def passed_over(selection: Selection) -> Iterator[Finding]:
    """Who was better placed for the same post and was not taken has a word why."""
    last: dict[str | None, Applicant] = {}
    """Post → the last in rank of those who were taken for it."""
    for one in selection.applicants:
        taken = last.get(one.post)
        if one.result == CHOSEN and one.rank is not None and (taken is None or one.rank > (taken.rank or 0)):
            last[one.post] = one
    for one in selection.applicants:
        if one.rank is None or one.result in (None, CHOSEN, WITHDREW) or one.note is not None:
            continue
        behind = last.get(one.post)
        if behind is not None and (behind.rank or 0) > one.rank:
            facts: dict[str, Any] = {"rank": one.rank, "chosen": behind.rank, "other": behind.who or behind.number}
            yield found(one, "result", who=one.who or one.number, **facts)


@rule(
    "SEL009",
    "「{what}」要 {people} 人，入选的有 {chosen} 人",
    remedy="核对岗位的人数和每个人的结果",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def more_chosen_than_offered(selection: Selection) -> Iterator[Finding]:
    """No more are taken for a post than it was offered to."""
    for post in selection.posts:
        chosen = sum(one.post == post.number and one.result == CHOSEN for one in selection.applicants)
        if post.people is not None and chosen > post.people:
            yield found(post, "people", what=post.post, people=post.people, chosen=chosen)


@rule(
    "SEL010",
    "「{step}」{on} 早于排在它前面的「{before}」{day}",
    remedy="核对日期和步骤的先后，日期照实写",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def step_before_the_one_it_follows(selection: Selection) -> Iterator[Finding]:
    """Steps are taken in the order in which the record lists them."""
    before = None
    for step in selection.steps:
        if not isinstance(step.on, PartialDay):
            continue
        if before is not None and isinstance(before.on, PartialDay) and step.on.last < before.on.first:
            yield found(step, "on", step=step.step, on=step.on, before=before.step, day=before.on)
        before = step


@rule(
    "SEL011",
    "没有「{missing}」这一步，本地的选派步骤里有",
    remedy="补上这一步，叫法照本地的步骤写；没有做的不要编",
    source=_CASES,
    severity=Severity.IRREGULAR,
)
def step_skipped(selection: Selection, context: Context) -> Iterator[Finding]:
    """A competition takes every step that the place has laid down."""
    taken = {step.step for step in selection.steps}
    demanded = context.settings_on(selection, selection.day or context.as_of).selection_steps
    missing = [step for step in demanded if step not in taken]
    if selection.way == "竞争上岗" and taken and missing:
        yield found(selection, "steps", missing="」「".join(missing))


@rule(
    "SEL012",
    "{who}的结果写的是「{result}」，又是{chosen}又是{failed}",
    remedy="照公布的结果写一个；先{chosen}后来退出的，写 退出，在「说明」里写明",
    source="program/records",
)
def chosen_and_not_chosen(selection: Selection) -> Iterator[Finding]:
    """Nobody is taken and not taken at once."""
    for one in selection.applicants:
        if one.result is not None and CHOSEN in one.result and FAILED in one.result:
            facts: dict[str, Any] = {"result": one.result, "chosen": CHOSEN, "failed": FAILED}
            yield found(one, "result", who=one.who or one.number, **facts)


@rule(
    "SEL013",
    "{who}报了两次{post}：编号 {first} 的结果是{before}，这里是{after}",
    remedy="是同一个人就合并成一条；是两个人，分别写成 刘某甲、刘某乙",
    source="program/records",
    severity=Severity.NOTICE,
)
def applicant_listed_twice(selection: Selection) -> Iterator[Finding]:
    """Nobody applies twice for one post."""
    seen: dict[tuple[str, str | None], Applicant] = {}
    for one in selection.applicants:
        if one.who is None:
            continue
        first = seen.setdefault((fold_person(one.who), one.post), one)
        if first is not one:
            facts: dict[str, Any] = {
                "before": f"「{first.result or '没有写'}」",
                "after": f"「{one.result or '没有写'}」",
            }
            post = f"「{one.post}」" if one.post else ""
            yield found(one, "who", who=one.who, post=post, first=first.number, **facts)


@rule(
    "SEL014",
    "「{part}」的满分是 0 分，没有分可得",
    remedy="照公布的填满分；满分是 100 的，可以不写",
    source=_SUMS,
)
def nothing_to_be_had(selection: Selection) -> Iterator[Finding]:
    """Each part of a total has points to give."""
    for weight in selection.weights:
        if weight.most == 0:
            yield found(weight, "most", part=weight.part)
