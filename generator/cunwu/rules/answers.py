"""What was said of a problem in the open: an explanation in its record, or a waiver from a place above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cunwu.core.frozen import Frozen, replace
from cunwu.core.problem import FILE_START, Problem, Severity
from cunwu.core.refusal import Refusal
from cunwu.kinds.parts import path_of
from cunwu.kinds.record import Explanation, Record
from cunwu.kinds.region import Region, Waiver
from cunwu.records.board import Board
from cunwu.records.places import Place, called_below
from cunwu.records.record_file import RecordFile
from cunwu.rules.base import Rule
from cunwu.values.dates import chinese_date
from cunwu.yaml.reader import spot_at

ANSWER_REFUSALS: Mapping[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            "REC042",
            "explanation_of_nothing",
            "反常说明 {number} 说的 {code}{where}，这份记录里没有",
            "核对规则代码和条目；数已经改对了的，用 cunwu withdraw {file} {number} 撤销这条说明",
            "program/answers",
            Severity.NOTICE,
        ),
        Refusal(
            "REC043",
            "original_not_allowed",
            "反常说明 {number} 写了「照原件」，{fault}",
            "{how}",
            "program/answers",
        ),
    )
}
"""What may be wrong with an explanation itself; only the whole check of a board can tell."""


class Found(Frozen):
    """A problem with the rule that found it; None for what could not be read."""

    problem: Problem
    rule: Rule | None


def answered(found: Sequence[Found], board: Board, as_of: date) -> Iterator[Problem]:
    """The same problems in the same order with what was said of them; then what is wrong with what was said."""
    explanations = {file.path: file.record.explanations for file in board.files if file.record is not None}
    waivers = tuple(_waivers(board.place, as_of))
    used: set[Explanation] = set()
    for one in found:
        said = next((e for e in explanations.get(one.problem.file, ()) if _is_about(e, one.problem)), None)
        if said is not None:
            used.add(said)
        yield _waived(_explained(one, said), waivers)
    yield from _unused(board, used)
    yield from _not_original(board, {one.problem.code: one.rule for one in found})


def _is_about(explanation: Explanation, problem: Problem) -> bool:
    return explanation.code == problem.code and explanation.item in (None, problem.item)


def _explained(found: Found, said: Explanation | None) -> Problem:
    """The problem with the explanation; an arithmetic error that stands so in the original becomes an irregularity."""
    problem = found.problem
    if said is None or (problem.is_error and not _excuses(said, found.rule)):
        return problem
    original = "，原件上就是这样" if said.original else ""
    approved = f"；批准：{said.approved}" if said.approved else ""
    answer = f"{said.reason}（{said.who}{original}{approved}）"
    severity = Severity.IRREGULAR if problem.is_error else problem.severity
    return replace(problem, severity=severity, answer=answer)


def _excuses(said: Explanation, rule: Rule | None) -> bool:
    return bool(said.original and said.approved and rule is not None and rule.arithmetic)


# --- waivers ----------------------------------------------------------------------------------------------------------


def _waivers(place: Place, as_of: date) -> Iterator[tuple[Place, Waiver]]:
    """What the places above waive for this one on a day; nobody waives anything for themselves."""
    lineage = place.lineage
    for position, above in enumerate(lineage[:-1]):
        below = {one.path: one for one in lineage[position + 1 :]}
        called = {name for one in below.values() for name in (one.path, one.slug, one.name)}
        for waiver in above.record.waivers if isinstance(above.record, Region) else ():
            if waiver.place in called and waiver.holds_on(as_of):
                named = called_below(above, waiver.place)
                if len(named) == 1 and named[0].path in below:
                    yield above, waiver


def _waived(problem: Problem, waivers: Sequence[tuple[Place, Waiver]]) -> Problem:
    if problem.is_error:
        return problem
    for above, waiver in waivers:
        if waiver.code == problem.code:
            until = chinese_date(waiver.until)
            text = f"{above.name}准许到 {until}：{waiver.reason}（批准：{waiver.approved}）"
            return replace(problem, answer="；".join(filter(None, (problem.answer, text))))
    return problem


# --- explanations that explain nothing --------------------------------------------------------------------------------


def _unused(board: Board, used: set[Explanation]) -> Iterator[Problem]:
    for file, record, explanation in _all(board):
        if explanation not in used:
            where = f"（条目 {explanation.item}）" if explanation.item else ""
            facts = {"number": explanation.number, "code": explanation.code, "where": where, "file": file.path}
            yield _problem_at(file, record, explanation, "REC042", facts)


def _not_original(board: Board, rules: Mapping[str, Rule | None]) -> Iterator[Problem]:
    for file, record, explanation in _all(board):
        rule = rules.get(explanation.code)
        if not explanation.original or explanation.code not in rules:
            continue
        if rule is None or (rule.severity is Severity.ERROR and not rule.arithmetic):
            fault, how = f"{explanation.code} 不是算术上的出入", "只有原件上的数对不上，才能照原件公布；这一处要改好"
        elif not explanation.approved:
            fault, how = "没有写批准", "写上「批准」：谁、在哪次会上同意照原件公布"
        else:
            continue
        yield _problem_at(
            file, record, explanation, "REC043", {"number": explanation.number, "fault": fault, "how": how}
        )


def _all(board: Board) -> Iterator[tuple[RecordFile, Record, Explanation]]:
    for file in board.files:
        if file.record is not None:
            yield from ((file, file.record, one) for one in file.record.explanations)


def _problem_at(
    file: RecordFile, record: Record, explanation: Explanation, code: str, facts: Mapping[str, object]
) -> Problem:
    path = path_of(record, explanation)
    refusal = ANSWER_REFUSALS[code]
    spot = spot_at(file.tree, path) if file.tree is not None and path else FILE_START
    return replace(refusal.problem(file.path, spot, **facts).with_line(file.lines), item=explanation.number)
