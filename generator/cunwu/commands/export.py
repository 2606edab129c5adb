"""export: records as files for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

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


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    from cunwu.exports.formats import FORMATS

    parser.add_argument(
        "place", nargs="?", default="", metavar="地方", help="例如 town/shanghe，连同下面各级；不写就是全部"
    )
    asked = "、".join(name for name, row in FORMATS.items() if not row.unasked)
    parser.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="格式",
        help=f"{'、'.join(FORMATS)}，可以写几次；不写就是除 {asked} 以外的全部",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="文件夹", help="放在哪里：空的，或以前导出过的")
    parser.add_argument("--with-errors", action="store_true", help="有错误的记录也导出；有个人信息的仍然不导出")
    add_as_of(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Write the files; print how many, and which records stayed out."""
    from cunwu.exports.formats import FORMATS
    from cunwu.exports.places import ExportOrder, export_places

    for name in options.format:
        demand_format(name, FORMATS, "cunwu export --help")
    order = ExportOrder(
        project=project_of(options, surroundings),
        place=options.place,
        formats=tuple(options.format or (name for name, row in FORMATS.items() if row.unasked)),
        out=options.out,
        as_of=as_of(options, surroundings),
        with_errors=options.with_errors,
    )
    result = export_places(order)
    sys.stdout.write(result.summary)
    return PROBLEMS if result.left_out else CLEAN
