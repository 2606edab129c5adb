"""Everything one run of the benchmarks found, and how its figures are asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench_cases import OURS
from bench_cost import Cost, Measured
from bench_history import HistoryCost
from bench_ledger import LedgerCost
from bench_pages import PageCost
from bench_reading import ReadingCost
from bench_search import SearchCost


@dataclass
class Findings:
    """Filled while the benchmarks run."""

    measured: list[Measured] = field(default_factory=list)
    history: HistoryCost | None = None
    ledger: LedgerCost | None = None
    reading: ReadingCost | None = None
    pages: list[PageCost] = field(default_factory=list)
    search: SearchCost | None = None
    shares: dict[str, dict[str, float]] = field(default_factory=dict)
    """For each of our cases, the share of the parts of the program."""
    profiled: int = 0
    """The board that the shares were found on."""
    publishing: dict[str, dict[str, float]] = field(default_factory=dict)
    """For each size of board, the shares of one publication of one village."""
    versions: dict[str, str] = field(default_factory=dict)
    """Of each peer."""
    missing: dict[str, str] = field(default_factory=dict)
    """What could not take part, and why."""
    commands: list[str] = field(default_factory=list)
    """What was typed, one command after the other: a later run may go on from what an earlier one found."""

    def find(self, maker: str, name: str) -> list[Measured]:
        """One case of one maker, from the smallest board to the largest."""
        found = (one for one in self.measured if (one.maker, one.name) == (maker, name))
        return sorted(found, key=lambda one: (one.villages, one.workers))

    def best(self, maker: str, name: str, villages: int) -> Measured | None:
        """The fastest of a case at one size, whatever the number of workers."""
        found = [one for one in self.find(maker, name) if one.villages == villages]
        return min(found, key=lambda one: one.wall, default=None)

    def sizes(self, maker: str, name: str) -> list[int]:
        """The boards a case was measured on, smallest first."""
        return sorted({one.villages for one in self.find(maker, name)})

    def largest_common(self, maker: str) -> int:
        """The largest board that both we and another maker built from nothing; 0 for none."""
        return max({*self.sizes(OURS, "cold")} & {*self.sizes(maker, "cold")}, default=0)

    def expected(self, maker: str, villages: int) -> tuple[float, bool] | None:
        """Seconds a maker takes from nothing, and whether they were measured or follow from smaller boards."""
        if (measured := self.best(maker, "cold", villages)) is not None:
            return measured.wall, True
        sizes = self.sizes(maker, "cold")
        return (_straight_on(sizes, lambda size: self._wall(maker, size), villages), False) if sizes else None

    def _wall(self, maker: str, villages: int) -> float:
        measured = self.best(maker, "cold", villages)
        if measured is None:
            raise KeyError(villages)
        return measured.wall


def read_findings(text: str) -> Findings:
    """Findings as an earlier run wrote them with `--json`."""
    told: dict[str, Any] = json.loads(text)
    measured = [
        Measured(**{**one, "first": Cost(**one["first"]), "runs": tuple(Cost(**run) for run in one["runs"])})
        for one in told["measured"]
    ]
    history = HistoryCost(**told["history"]) if told["history"] else None
    ledger = LedgerCost(**told["ledger"]) if told["ledger"] else None
    pages = [PageCost(**page) for page in told["pages"]]
    search = SearchCost(**told["search"]) if told.get("search") else None
    reading = ReadingCost(**told["reading"]) if told.get("reading") else None
    costs = {"measured": measured, "history": history, "ledger": ledger, "reading": reading}
    return Findings(**{**told, **costs, "pages": pages, "search": search})


def _straight_on(sizes: Sequence[int], wall: Callable[[int], float], villages: int) -> float:
    """The line through the two largest boards; a single one is taken as proportional."""
    last = sizes[-1]
    if len(sizes) == 1:
        return wall(last) * villages / last
    slope = (wall(last) - wall(sizes[-2])) / (last - sizes[-2])
    return wall(last) + slope * (villages - last)
