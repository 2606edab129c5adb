"""What one code refuses: its name, what it says to a clerk, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cunwu.core.frozen import Frozen
from cunwu.core.problem import Problem, Severity

if TYPE_CHECKING:
    from cunwu.core.problem import Spot


class Refusal(Frozen):
    """One kind of fault a record may have; `message` and `remedy` may hold `str.format` fields."""

    code: str
    name: str
    message: str
    remedy: str
    source: str = ""
    severity: Severity = Severity.ERROR

    def problem(self, file: str, spot: Spot, /, **facts: object) -> Problem:
        """This refusal at one place; `facts` fill the fields of both sentences."""
        message, remedy = self.message.format(**facts), self.remedy.format(**facts)
        return Problem(file, spot, self.code, message, remedy, self.severity)
