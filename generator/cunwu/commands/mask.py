"""mask: a table, a text or a photo without the numbers of people, to be hung up anywhere."""

from __future__ import annotations

import sys
from pathlib import Path

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings
from cunwu.commands.files import add_covers, covers_of, read_paper, replace_record
from cunwu.core.problem import CunwuError


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "paper", type=Path, metavar="文件", help="Excel、PDF、csv、文字或者照片，在哪里都行；原来的不动"
    )
    parser.add_argument(
        "--out", type=Path, default=None, metavar="文件", help="写到哪里；不写就在当前文件夹，名字加「-遮」"
    )
    add_covers(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Write the masked paper beside the old one; say what was masked, and what nobody but a person sees."""
    from cunwu.imports.masking import mask, sentences_of
    from cunwu.records.attachments.sorts import UnfitError
    from cunwu.records.privacy import hide_leaks

    content, name = read_paper(surroundings.here / options.paper, options.paper), options.paper.name
    try:
        masked = mask(name, content, covers_of(options), surroundings.day)
    except UnfitError as unfit:
        raise CunwuError(f"{hide_leaks(name)} {unfit.why}；没有写文件", next_step=unfit.how) from None
    out = options.out or Path(f"{hide_leaks(options.paper.stem).replace('*', 'x')}-遮.{masked.ending}")
    if out.suffix.lower() != f".{masked.ending}":
        raise CunwuError(
            f"写出来的是 .{masked.ending}，--out 写的是 {out.name}", next_step=f"--out {out.stem}.{masked.ending}"
        )
    target = surroundings.here / out
    if target.exists():
        raise CunwuError(f"已经有 {out}，没有改动它", next_step="换一个名字：--out 另一个名字")
    replace_record(target, masked.content)
    sys.stdout.write("\n  ".join(sentences_of(masked, str(out))) + "\n")
    return CLEAN
