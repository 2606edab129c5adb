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
from cunwu.commands.files import add_store, covers, originals_of, path_in_project, places_with, replace_record
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError, Problem
from cunwu.core.progress import progress

if TYPE_CHECKING:
    from cunwu.core.originals import Originals
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
    parser.add_argument(
        "--fix", action="store_true", help="先改好没有疑问的写法：全角冒号和数字、千分位逗号、元、斜线日期、Tab"
    )
    parser.add_argument("--strict-facts", action="store_true", help="没有说明的反常也算没有通过")
    parser.add_argument("--staged", action="store_true", help="检查下一次 git commit 会提交的内容；钩子用")
    parser.add_argument("--message", type=Path, default=None, metavar="文件", help="只检查提交说明里有没有号码；钩子用")
    add_store(parser)
    add_as_of(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Print the report in the chosen format."""
    from cunwu.reports.formats import REPORTS

    demand_format(options.format, REPORTS, "cunwu check --format text")
    if options.paths and (options.base or options.staged or options.message):
        raise CunwuError("--base、--staged、--message 看的是提交，不能再写路径", next_step="cunwu check --staged")
    if options.fix:
        if options.base or options.staged or options.message:
            raise CunwuError("--fix 改的是文件夹里的文件", next_step="cunwu check --fix")
        fix_records(project_of(options, surroundings), options.paths, surroundings.here)
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
    originals = originals_of(options, surroundings.here, project)
    return check_records(project, options.paths, day, surroundings.here, originals)


def fix_records(project: Project, paths: Sequence[Path], here: Path) -> None:
    """Mend what is sure in the records below `paths`, and print every line that changed."""
    from cunwu.records.board import kind_at
    from cunwu.records.privacy import hide_leaks
    from cunwu.records.source import FolderSource
    from cunwu.records.sure_fixes import mend_surely

    source, wanted, files, lines = (
        FolderSource(project.root),
        [path_in_project(project, one, here) for one in paths],
        0,
        0,
    )
    for path in source.files():
        if not covers(wanted, path) or (found := kind_at(path)) is None:
            continue
        try:
            text = source.read(path).decode("utf-8")
        except UnicodeDecodeError:
            continue  # the check says how to save it
        mended = mend_surely(text, path, found[1])
        if mended.lines:
            replace_record(project.root / path, mended.text.encode())
            files, lines = files + 1, lines + len(mended.lines)
        for number, before, after in mended.lines:
            print(hide_leaks(f"{path}:{number}: {before.strip()} → {after.strip()}"))
    print(f"改好了 {files} 个文件的 {lines} 行；别的要您自己看\n" if files else "没有可以替您改的\n")


def check_records(
    project: Project, paths: Sequence[Path], day: date, here: Path, originals: Originals | None = None
) -> Report:
    """Check the places that hold `paths`, or all places if there are none; report only on files below `paths`."""
    from cunwu.derive.doubles import DoublesBelow
    from cunwu.derive.past import Past
    from cunwu.derive.pictures_elsewhere import PicturesSeen
    from cunwu.history.store import open_history
    from cunwu.history.turns import turned_places
    from cunwu.records.attachments.prepared import kept_beside
    from cunwu.records.board import read_outline
    from cunwu.records.privacy import hide_leaks
    from cunwu.records.readings import Readings
    from cunwu.records.source import FolderSource
    from cunwu.reports.summary import PlaceProblems, Report
    from cunwu.rules.checker import check_outline, check_place, compare_pictures
    from cunwu.rules.texts import check_folder_texts

    source = FolderSource(project.root, Readings(project.cache), originals)
    outline = read_outline(source)
    turned = cache(lambda: turned_places(project.root))
    past = Past(
        cache(lambda: open_history(project.root, project.cache)),
        day,
        turned=lambda path: path in turned(),
        doubles=DoublesBelow(source, day).at,
    )
    wanted = [path_in_project(project, path, here) for path in paths]
    # Problems name their files with personal numbers hidden.
    shown = [hide_leaks(path) for path in wanted]
    places = list(places_with(outline, wanted))
    seen, told = PicturesSeen(kept_beside(source)), {}
    for place in progress(places, "检查"):
        verdict = check_place(source, place, day, past)
        told[place.path] = verdict.problems
        seen.add(verdict.board)
    for verdict in compare_pictures(source, places, seen, day, past):
        told[verdict.place.path] = tuple(sorted((*told[verdict.place.path], *verdict.problems)))
    found = [
        PlaceProblems("不属于任何地方的文件", _only(check_outline(outline), shown)),
        *(PlaceProblems(" · ".join(place.full_name), _only(told[place.path], shown)) for place in places),
        PlaceProblems("网页文字和隐藏文件", _only(check_folder_texts(project.root), shown)),
    ]
    return Report(tuple(found), len(places), day)


def _only(problems: Sequence[Problem], wanted: Sequence[str]) -> tuple[Problem, ...]:
    """Problems with a file below one of the wanted paths, or with a consequence in such a file."""
    return tuple(
        problem for problem in problems if any(covers(wanted, part.file) for part in (problem, *problem.consequences))
    )
