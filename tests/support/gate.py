"""How well the privacy gate works, counted over generated files: recall, false alarms, and numbers that it repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cunwu.core.problem import Problem
from cunwu.records.board import read_board, read_outline
from cunwu.rules.checker import check_board
from cunwu.values.fold import fold_digits
from support.leaking_rows import honest_rows
from support.leaking_texts import Case, clean_places

AS_OF = date(2026, 11, 20)
COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n"
VILLAGE = "名称: 上河村\n法人:\n  - 编号: 合作社\n    名称: 合作社\n    种类: 农村集体经济组织\n"
_FOLDER = "villages/shanghe/"


@dataclass(frozen=True)
class Files:
    """Texts as a source of records."""

    texts: Mapping[str, str]
    memory: None = None

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(self.texts))

    def links(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        return self.texts[path].encode()


@dataclass
class Measured:
    """What the gate made of a set of cases."""

    asked: int = 0
    missed: list[Case] = field(default_factory=list)
    echoed: list[Case] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Per cent of the cases that were found."""
        return 100 * (1 - len(self.missed) / self.asked)

    def worst(self) -> list[tuple[tuple[str, str, str], int]]:
        """Where most was missed: sort, disguise and field."""
        return Counter((case.sort, case.way, case.field) for case in self.missed).most_common(12)


def problems_of(texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Personal data that a check finds in a village with these files."""
    own = {"villages/region.yml": COUNTY, f"{_FOLDER}village.yml": VILLAGE}
    source = Files(own | {f"{_FOLDER}{path}": text for path, text in texts.items()})
    place = read_outline(source).find("shanghe")
    assert place is not None
    board = read_board(source, place)
    return tuple(problem for problem in check_board(board, AS_OF) if problem.code.startswith("PRV"))


def measure(cases: Iterable[Case], at_once: int = 400, *, doubts: bool = False) -> Measured:
    """Each case is a file of a village; it is found if an error about personal data points into that file.

    With `doubts` a question is enough: a request answers for it.
    """
    measured, batch = Measured(), dict[str, Case]()
    for case in cases:
        batch[case.path] = case
        if len(batch) == at_once:
            _measure(batch, measured, doubts=doubts)
            batch = {}
    if batch:
        _measure(batch, measured, doubts=doubts)
    return measured


def _measure(batch: Mapping[str, Case], measured: Measured, *, doubts: bool) -> None:
    found: dict[str, list[Problem]] = {}
    for problem in problems_of({path: case.text for path, case in batch.items()}):
        found.setdefault(problem.file.removeprefix(_FOLDER), []).append(problem)
    measured.asked += len(batch)
    for path, case in batch.items():
        told = found.get(path, [])
        if not any(doubts or problem.is_error for problem in told):
            measured.missed.append(case)
        if any(_repeats(problem, case.number) for problem in told):
            measured.echoed.append(case)


def _repeats(problem: Problem, number: str) -> bool:
    """Whether any text of a problem holds the number, however it is written there."""
    said = f"{problem.message} {problem.remedy} {problem.line_text} {problem.file}"
    digits = "".join(sign for sign in fold_digits(said) if sign.isalnum())
    return (number in digits or number.upper() in digits.upper()) and any(map(str.isdigit, number))


def false_alarms(lines: int) -> tuple[int, list[tuple[str, Problem]]]:
    """How many honest lines were looked at, and what the gate said about them."""
    asked, alarms = 0, list[tuple[str, Problem]]()
    for files in (*clean_places(lines), *honest_rows(lines // 5)):
        asked += sum(1 for text in files.values() for line in text.split("\n") if any(sign.isdigit() for sign in line))
        alarms += [
            (files[problem.file.removeprefix(_FOLDER)].split("\n")[problem.spot.line - 1], problem)
            for problem in problems_of(files)
        ]
    return asked, alarms
