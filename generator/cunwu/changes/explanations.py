"""Writing a 反常说明 into a record: why something that the check finds irregular is so."""

from __future__ import annotations

from collections.abc import Sequence

from cunwu.changes.corrections import append_entry, number_in
from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError, Problem
from cunwu.rules.catalogue import ARITHMETIC
from cunwu.values.placeholders import AGREED, UNWRITTEN
from cunwu.yaml.writer import Value


class Statement(Frozen):
    """What is said of an irregularity, by whom; `original` if the paper itself says so, which somebody approved."""

    reason: str = UNWRITTEN
    who: str = UNWRITTEN
    original: bool = False
    approved: str = ""


def explain_facts(text: str, path: str, code: str, problems: Sequence[Problem], statement: Statement) -> str:
    """The file with one 反常说明 for each problem of this code in it that has none yet.

    Raises CunwuError if there is none to explain, or if an explanation would not help.
    """
    unanswered = [problem for problem in problems if (problem.file, problem.code, problem.answer) == (path, code, "")]
    if not unanswered:
        raise CunwuError(f"{path} 里没有还没说明的 {code}", next_step=f"cunwu check {path}")
    if any(problem.is_error for problem in unanswered):
        _refuse_errors(path, code, statement)
    for item in dict.fromkeys(problem.item for problem in unanswered):
        text = append_entry(text, path, "反常说明", _entry(number_in(text, path, "说"), code, item, statement))
    return text


def _refuse_errors(path: str, code: str, statement: Statement) -> None:
    """Only an arithmetic error can be published as it is, and only as in the original."""
    if code not in ARITHMETIC:
        raise CunwuError(f"{code} 是错误，写了说明也不能公布，要改好", next_step=f"cunwu explain {code}")
    if not statement.original:
        raise CunwuError(
            f"{code} 是错误：核对原件改好；原件上的数就对不上的，照原件公布，要有人批准",
            next_step=f"cunwu explain-fact {path} {code} --original --approved {AGREED}",
        )


def _entry(number: str, code: str, item: str, statement: Statement) -> dict[str, Value]:
    entry: dict[str, Value] = {"编号": number, "规则": code}
    if item:
        entry["条目"] = item
    entry |= {"原因": statement.reason, "谁": statement.who}
    if statement.original:
        entry["照原件"] = "是"
    if statement.original or statement.approved:
        entry["批准"] = statement.approved or UNWRITTEN
    return entry
