"""The report for people: the clerk's own line, what was expected, how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from cunwu.core.problem import Problem
from cunwu.reports.summary import PlaceProblems, Report

_SHOWN_ALIKE = 5
"""At most this many problems of one code in one file are shown in full; further ones are counted."""
_WIDEST = 60


def report_text(report: Report) -> str:
    """All problems grouped by place, then the count."""
    lines: list[str] = []
    for place in report.places:
        if place.problems:
            lines += [*_place_lines(place), ""]
    lines.append(_count_line(report))
    return "\n".join(lines) + "\n"


def _place_lines(place: PlaceProblems) -> Iterator[str]:
    yield f"【{visible(place.name)}】"
    for _, alike in groupby(sorted(place.problems, key=_by_file_and_code), key=_by_file_and_code):
        problems = list(alike)
        for problem in problems[:_SHOWN_ALIKE]:
            yield from _problem_lines(problem)
        if rest := problems[_SHOWN_ALIKE:]:
            where = "、".join(str(problem.spot.line) for problem in rest[:20])
            more = "" if len(rest) <= 20 else " 等"
            yield f"      同样的问题（{rest[0].code}）还有 {len(rest)} 处：第 {where} 行{more}"


def _by_file_and_code(problem: Problem) -> tuple[str, str]:
    return problem.file, problem.code


def _problem_lines(problem: Problem) -> Iterator[str]:
    where = f"{visible(problem.file)}:{problem.spot.line}:{problem.spot.column}"
    yield f"{where}: {problem.severity.value} {problem.code} {visible(problem.message)}"
    if problem.line_text.strip():
        text, before, width = _window(problem)
        yield f"{problem.spot.line:>5} │ {text}"
        yield f"      │ {' ' * before}{'^' * width}"
    if problem.answer:
        yield f"      │ 说明：{visible(problem.answer)}"
    remedy = f"改法：{visible(problem.remedy)}；" if problem.remedy else ""
    if problem.is_irregular and not problem.answer:
        remedy += "写对了就不用改，照样公布，可以写反常说明；"
    yield f"      └ {remedy}说明：cunwu explain {problem.code}"
    if problem.consequences:
        yield f"      由此引起的另外 {len(problem.consequences)} 处，改好上面这一处再看："
        for consequence in problem.consequences[:_SHOWN_ALIKE]:
            spot = f"{visible(consequence.file)}:{consequence.spot.line}:{consequence.spot.column}"
            yield f"        {spot}: {consequence.code} {visible(consequence.message)}"


def _window(problem: Problem) -> tuple[str, int, int]:
    """The stretch of the line around the spot, the columns before the mark and the columns of the mark."""
    line, start = problem.line_text, max(problem.spot.column - 1, 0)
    first = max(0, start - _WIDEST // 2)
    head = "…" if first else ""
    shown = line[first : first + _WIDEST]
    tail = "…" if first + _WIDEST < len(line) else ""
    before = columns(head) + columns(visible(line[first:start]))
    marked = visible(line[start : min(start + problem.spot.width, first + _WIDEST)])
    return f"{head}{visible(shown)}{tail}", before, max(columns(marked), 1)


def _count_line(report: Report) -> str:
    villages = sum(bool(place.problems) for place in report.places)
    if not villages:
        return f"检查了 {report.checked} 个地方，没有发现问题（检查日 {report.as_of.isoformat()}）"
    explained = report.irregularities - report.open_irregularities
    irregular = f"{report.irregularities} 处反常" + (f"（{explained} 处已说明）" if explained else "")
    return (
        f"共 {report.errors} 处错误、{irregular}、{report.notices} 处提醒，"
        f"涉及 {villages} 个地方（检查了 {report.checked} 个）"
    )


def visible(text: str) -> str:
    """Text that cannot move the cursor, change colours or hide anything in a terminal."""
    return "".join(character if _is_plain(character) else _stand_in(character) for character in text)


def _is_plain(character: str) -> bool:
    return character == " " or (character.isprintable() and not unicodedata.category(character).startswith("C"))


def _stand_in(character: str) -> str:
    return " " if character == "\t" else f"<U+{ord(character):04X}>"


def columns(text: str) -> int:
    """How many terminal columns the text takes: wide characters take two."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
