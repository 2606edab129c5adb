"""diff: what changed between two versions of the records."""

from __future__ import annotations

import sys

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings, add_as_of, as_of, demand_format, project_of
from cunwu.core.problem import CunwuError


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    from cunwu.reports.changes import TELLERS

    parser.add_argument("base", nargs="?", default="HEAD", metavar="旧版本", help="默认是最近一次提交")
    parser.add_argument("head", nargs="?", default="", metavar="新版本", help="不写就是现在的文件")
    parser.add_argument("--merge", action="store_true", help="把新版本并进旧版本会改什么，合并请求用")
    parser.add_argument("--format", default="text", metavar="格式", help="、".join(TELLERS))
    add_as_of(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Print the changes, with the totals that change by them."""
    from cunwu.changes.comparison import compare_records_of
    from cunwu.reports.changes import TELLERS

    demand_format(options.format, TELLERS, "cunwu diff --format text")
    if options.merge and not options.head:
        raise CunwuError("--merge 要写两个版本", next_step="cunwu diff main HEAD --merge")
    project = project_of(options, surroundings)
    changes = compare_records_of(project, options.base, options.head, as_of(options, surroundings), merge=options.merge)
    sys.stdout.write(TELLERS[options.format](changes))
    return CLEAN
