"""What can be wrong: problems found in records, and errors in the surroundings."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from cunwu.core.frozen import Frozen, replace


class Severity(StrEnum):
    """How grave a problem is.

    An error cannot be published. An irregularity is true but not as it ought to be: it is published, and stated beside
    the figure. A notice is for the people who keep the records.
    """

    ERROR = "错误"
    IRREGULAR = "反常"
    NOTICE = "提醒"


class Spot(NamedTuple):
    """A stretch of one line in a file: line and column count from 1, width is in characters."""

    line: int
    column: int
    width: int = 1


FILE_START = Spot(1, 1)


class Problem(Frozen, order=True):
    """One fault in one file, in words for a clerk; sorts by file, line, column, code."""

    file: str
    spot: Spot
    code: str
    message: str
    remedy: str = ""
    severity: Severity = Severity.ERROR
    line_text: str = ""
    consequences: tuple[Problem, ...] = ()
    item: str = ""
    """The number of the row it is about; empty for the record itself."""
    field: str = ""
    """The word of the field; empty if it is about the row or the record as a whole."""
    answer: str = ""
    """What was said of it in the open: an explanation, a waiver from above."""

    @property
    def is_error(self) -> bool:
        """Whether this version of its record is not published: the record is shown as it last was right."""
        return self.severity is Severity.ERROR

    @property
    def is_irregular(self) -> bool:
        """Whether it is published and stated beside the figure."""
        return self.severity is Severity.IRREGULAR

    @property
    def short_code(self) -> str:
        """A code that tells it from the others of its record and can be read out: PRJ005, FIN009-减12."""
        return f"{self.code}-{self.item}" if self.item else self.code

    def with_texts(self, change: Callable[[str], str]) -> Problem:
        """The same problem with every text that it quotes, its consequences and its file name changed by `change`."""
        return replace(
            self,
            file=change(self.file),
            message=change(self.message),
            remedy=change(self.remedy),
            line_text=change(self.line_text),
            answer=change(self.answer),
            item=change(self.item),
            consequences=tuple(consequence.with_texts(change) for consequence in self.consequences),
        )

    def with_line(self, lines: list[str]) -> Problem:
        """The same problem with the text of its line; `lines` is the whole file."""
        index = self.spot.line - 1
        return replace(self, line_text=lines[index]) if 0 <= index < len(lines) else self


class CunwuError(Exception):
    """A fault of the surroundings, not of a record: one sentence and the next command to type."""

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
