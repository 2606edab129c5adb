"""Small boards for tests of rules: a village of two books, with the files a test gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cunwu.core.problem import Problem
from cunwu.records.board import Board, read_board, read_outline
from cunwu.rules.checker import check_board

AS_OF = date(2027, 3, 1)
_BASE: Mapping[str, str] = {
    "villages/region.yml": "名称: 示例县\n级别: 县\n演示: 是\n",
    "villages/shanghe/village.yml": """\
名称: 上河村
法人:
  - 编号: 村委会
    名称: 上河村村民委员会
    种类: 村民委员会
  - 编号: 合作社
    名称: 上河村股份经济合作社
    种类: 农村集体经济组织
""",
    "villages/shanghe/meetings/2026-03-12.yml": """\
编号: 2026-03-12
种类: 村民代表会议
议题: 讨论
召开日期: 2026-03-12
""",
}


@dataclass(frozen=True)
class _Files:
    memory = None
    content: Mapping[str, str]

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(self.content))

    def links(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        return self.content[path].encode()


def board_of(files: Mapping[str, str]) -> Board:
    """The village with these files in its folder."""
    source = _Files({**_BASE, **{f"villages/shanghe/{path}": text for path, text in files.items()}})
    place = read_outline(source).find("shanghe")
    assert place is not None
    return read_board(source, place)


def problems_in(files: Mapping[str, str]) -> list[Problem]:
    """Everything a check finds, consequences beside their causes."""
    found: list[Problem] = []
    waiting = list(check_board(board_of(files), AS_OF))
    while waiting:
        problem = waiting.pop(0)
        found.append(problem)
        waiting += problem.consequences
    return found


def codes_in(files: Mapping[str, str]) -> list[str]:
    """The codes of what is found, sorted."""
    return sorted(problem.code for problem in problems_in(files))


def messages_of(files: Mapping[str, str], code: str) -> list[str]:
    """What is said under one code."""
    return [problem.message for problem in problems_in(files) if problem.code == code]
