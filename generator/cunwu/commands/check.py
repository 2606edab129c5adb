"""check: all records, a branch, the staged files, or the message of a commit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import (
    CLEAN,
    PROBLEMS,
    Options,
    Parser,
    Surroundings,
    add_as_of,
    as_of,
    demand_format,
    project_of,
)
from cunwu.commands.files import covers, path_in_project, places_with
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError, Problem
from cunwu.core.progress import progress

if TYPE_CHECKING:
    from cunwu.reports.summary import Report


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    from cunwu.reports.formats import REPORTS

    parser.add_argument("paths", nargs="*", type=Path, metavar="路径", help="只看这些文件或文件夹")
    parser.add_argument("--format", default="text", metavar="格式", help="、".join(REPORTS))
    parser.add_argument(
        "--base", default="", metavar="版本", help="检查把现在的提交并进这个版本会怎样，公布过的有没有悄悄改动"
    )
    parser.add_argument(
        "--head", default="HEAD", metavar="版本", help="和 --base 一起用：要并进去的版本；默认现在的提交"
    )
    parser.add_argument("--strict-facts", action="store_true", help="没有说明的反常也算没有通过")
    parser.add_argument("--staged", action="store_true", help="检查下一次 git commit 会提交的内容；钩子用")
    parser.add_argument("--message", type=Path, default=None, metavar="文件", help="只检查提交说明里有没有号码；钩子用")
    add_as_of(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Print the report in the chosen format."""
    from cunwu.reports.formats import REPORTS

    demand_format(options.format, REPORTS, "cunwu check --format text")
    if options.paths and (options.base or options.staged or options.message):
        raise CunwuError("--base、--staged、--message 看的是提交，不能再写路径", next_step="cunwu check --staged")
    report = _report(options, surroundings)
    if options.message and not any(report.problems):
        sys.stdout.write("提交说明里没有号码\n" if options.format == "text" else REPORTS[options.format](report))
        return CLEAN
    sys.stdout.write(REPORTS[options.format](report))
    failing = report.errors or (options.strict_facts and report.open_irregularities)
    return PROBLEMS if failing else CLEAN


def _report(options: Options, surroundings: Surroundings) -> Report:
    from cunwu.changes.proposal import check_against, check_message_file, check_staged

    project, day = project_of(options, surroundings), as_of(options, surroundings)
    if options.message:
        return check_message_file(options.message, day)
    if options.staged:
        return check_staged(project, options.base, day)
    if options.base:
        return check_against(project, options.base, options.head, day, surroundings.day)
    return check_records(project, options.paths, day, surroundings.here)


def check_records(project: Project, paths: Sequence[Path], day: date, here: Path) -> Report:
    """Check the places that hold `paths`, or all places if there are none; report only on files below `paths`."""
    from cunwu.derive.past import Past
    from cunwu.history.store import open_history
    from cunwu.history.turns import turned_places
    from cunwu.records.board import read_outline
    from cunwu.records.privacy import hide_leaks
    from cunwu.records.readings import Readings
    from cunwu.records.source import FolderSource
    from cunwu.reports.summary import PlaceProblems, Report
    from cunwu.rules.checker import check_outline, check_place
    from cunwu.rules.texts import check_folder_texts

    source = FolderSource(project.root, Readings(project.cache))
    outline = read_outline(source)
    turned = cache(lambda: turned_places(project.root))
    past = Past(cache(lambda: open_history(project.root, project.cache)), day, turned=lambda path: path in turned())
    wanted = [path_in_project(project, path, here) for path in paths]
    # Problems name their files with personal numbers hidden.
    shown = [hide_leaks(path) for path in wanted]
    places = list(places_with(outline, wanted))
    found = [
        PlaceProblems("不属于任何地方的文件", _only(check_outline(outline), shown)),
        *(
            PlaceProblems(" · ".join(place.full_name), _only(check_place(source, place, day, past).problems, shown))
            for place in progress(places, "检查")
        ),
        PlaceProblems("网页文字和隐藏文件", _only(check_folder_texts(project.root), shown)),
    ]
    return Report(tuple(found), len(places), day)


def _only(problems: Sequence[Problem], wanted: Sequence[str]) -> tuple[Problem, ...]:
    """Problems with a file below one of the wanted paths, or with a consequence in such a file."""
    return tuple(
        problem for problem in problems if any(covers(wanted, part.file) for part in (problem, *problem.consequences))
    )
