"""Writing a 反常说明 into a record: why something that the check finds irregular is so."""

from __future__ import annotations

from collections.abc import Sequence

from cunwu.changes.corrections import append_entry, number_in
from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError, Problem
from cunwu.rules.record import UNWRITTEN
from cunwu.yaml.writer import Value


class Statement(Frozen):
    """What is said of an irregularity, by whom; `original` if the paper itself says so, which somebody approved."""

    reason: str = UNWRITTEN
    who: str = UNWRITTEN
    original: bool = False
    approved: str = ""


def explain_facts(text: str, path: str, problems: Sequence[Problem], statement: Statement) -> str:
    """The file with one 反常说明 for each of these problems of it that has none yet.

    Raises CunwuError if there is none to explain.
    """
    unanswered = [problem for problem in problems if problem.file == path and not problem.answer]
    if not unanswered:
        raise CunwuError("没有还没说明的这一条", next_step=f"cunwu check {path}")
    for code, item in dict.fromkeys((problem.code, problem.item) for problem in unanswered):
        entry: dict[str, Value] = {
            "编号": number_in(text, path, "说"),
            "规则": code,
            **({"条目": item} if item else {}),
            "原因": statement.reason,
            "谁": statement.who,
            **({"照原件": "是"} if statement.original else {}),
            **({"批准": statement.approved or UNWRITTEN} if statement.original or statement.approved else {}),
        }
        text = append_entry(text, path, "反常说明", entry)
    return text
