"""What is told of single cells: a cell that could not be read, and one that was read otherwise than it is shown."""

from __future__ import annotations

from typing import NamedTuple

from cunwu.imports.cells import Spot


class CellProblem(NamedTuple):
    """A cell that keeps a workbook from being taken: what stands there, what is wrong, how to mend it."""

    spot: Spot
    found: str
    reason: str
    remedy: str


class Reread(NamedTuple):
    """A cell whose text was brought into the form of its field."""

    spot: Spot
    shown: str
    field: str
    text: str
