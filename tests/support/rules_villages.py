"""What the tests of single rules share: a village in memory, what a check says about it, and how much work that was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cunwu.core.problem import Problem
from cunwu.records.board import Board, read_board, read_outline
from cunwu.rules.base import Context
from cunwu.rules.catalogue import RULES
from cunwu.rules.checker import check_board
from support.steps import count_steps

AS_OF = date(2026, 11, 20)
COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n"
VILLAGE = """\
名称: 上河村
法人:
  - {编号: 村委会, 名称: 上河村村民委员会, 种类: 村民委员会}
  - {编号: 合作社, 名称: 上河村股份经济合作社, 种类: 农村集体经济组织}
"""


@dataclass(frozen=True, slots=True)
class Memory:
    """Files by path below villages/, as a source of records."""

    memory = None
    texts: Mapping[str, str]

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(self.texts))

    def links(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        return self.texts[path].encode()


def board_of(files: Mapping[str, str]) -> Board:
    """The village with these files by their path in its folder; `region.yml` is the county's."""
    county = files.get("region.yml", COUNTY)
    own = {"village.yml": VILLAGE, **{path: text for path, text in files.items() if path != "region.yml"}}
    source = Memory({"villages/region.yml": county, **{f"villages/cun/{path}": text for path, text in own.items()}})
    place = read_outline(source).find("cun")
    assert place is not None
    return read_board(source, place)


def said(code: str, files: Mapping[str, str]) -> list[str]:
    """Messages of one code, in the order of the report; every file is one the reader understands."""
    problems = list(_flat(check_board(board_of(files), AS_OF)))
    assert not [problem for problem in problems if problem.is_error and problem.code[:3] in ("YML", "REC")], problems
    return [problem.message for problem in problems if problem.code == code]


def _flat(problems: tuple[Problem, ...]) -> Iterator[Problem]:
    for problem in problems:
        yield problem
        yield from _flat(problem.consequences)


def book(entries: str, *, period: str = "2026-03", name: str = "合作社", more: str = "") -> str:
    """A ledger with cash and a bank account; `entries` are lines of its 明细, `more` what follows them."""
    return (
        f"账套: {name}\n期间: {period}\n制度: 简易\n账户:\n"
        "  - {编号: 现金, 名称: 库存现金, 类别: 库存现金, 期初: 0.00, 期末: 0.00}\n"
        "  - {编号: 银行, 名称: 信用社基本户, 类别: 银行存款, 期初: 0.00, 期末: 0.00}\n"
        f"明细:\n{entries}{more}"
    )


def withdrawn(number: str) -> str:
    """The lines that withdraw an item."""
    return f"撤销:\n  - {{编号: 撤1, 条目: {number}, 原因: 重复, 批准: 2026-04-08 村务监督委员会, 日期: 2026-04-08}}\n"


def steps_of(code: str, board: Board) -> int:
    """How many instructions of Python one rule takes on a board: work that is counted, not timed."""
    (rule,) = (rule for rule in RULES if rule.code == code)

    def run(board: Board) -> None:
        records = (file.record for file in board.files)
        for subject in (board,) if rule.subject is Board else records:
            for _ in rule.run(subject, Context(board, AS_OF)) if isinstance(subject, rule.subject) else ():
                pass

    run(replace(board))  # what is learnt once of a model is no work of this board; what the board keeps is
    return count_steps(lambda: run(board))
