"""What one code refuses: its name, its message for a clerk, and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Problem, Severity

if TYPE_CHECKING:
    from cunwu.core.problem import Spot


class Refusal(Frozen):
    """One kind of fault that a record may have; `message` and `remedy` may contain `str.format` fields."""

    code: str
    name: str
    message: str
    remedy: str
    source: str = ""
    severity: Severity = Severity.ERROR

    def problem(self, file: str, spot: Spot, /, **facts: object) -> Problem:
        """The problem for this refusal at one place; `facts` fill the fields of message and remedy."""
        message, remedy = self.message.format(**facts), self.remedy.format(**facts)
        return Problem(file, spot, self.code, message, remedy, self.severity)
