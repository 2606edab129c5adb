"""import: workbooks become records, whole or not at all; what was understood as what is told before."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import CLEAN, PROBLEMS, USAGE, Options, Parser, Surroundings, add_as_of, as_of, project_of
from cunwu.commands.files import replace_record
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of

if TYPE_CHECKING:
    from cunwu.imports.batch import Batch


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="文件",
        help="填好的模板，村里自己的收支表，或者记账软件导出的凭证和科目余额表（xlsx、xls、ods、csv、dbf）",
    )
    parser.add_argument("--place", default="", metavar="地方", help="村里自己的表是哪个地方的，例如 town/shanghe")
    said = "表里没有的，例如 制度=简易、账户=现金、科目=公益支出；或者一列的意思，例如 付款事由=摘要"
    parser.add_argument("--set", action="append", default=[], metavar="栏目=值", help=said)
    parser.add_argument("--map", type=Path, default=None, metavar="文件", help="记住这个村的表怎么读；没有就新建")
    parser.add_argument("--yes", action="store_true", help="没有问题就直接写，不再问")
    parser.add_argument("--show", action="store_true", help="只给看会写成什么，不写，也不问")
    add_as_of(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Tell what would be written, ask, and write it."""
    from cunwu.imports.batch import Wish, read_batch
    from cunwu.imports.remembered import program_file, read_meaning

    project = project_of(options, surroundings)
    kept = surroundings.here / options.map if options.map else None
    program = project.root / program_file(options.place) if options.place else None
    known = [file for file in (program, kept) if file is not None and file.is_file()]
    contents = [(file.name if file == kept else program_file(options.place), file.read_bytes()) for file in known]
    wish = Wish(options.place, read_meaning(contents, options.set))
    batch = read_batch(project.root, _contents(options.files, surroundings.here), as_of(options, surroundings), wish)
    sys.stdout.write("\n".join(batch.lines) + "\n")
    if batch.is_refused:
        return PROBLEMS
    if not any(change.is_needed for change in batch.changes):
        print("没有要写的")
        return CLEAN
    if options.show:
        for change in batch.changes:
            print(f"\n# {change.path}\n{change.content.decode('utf-8')}", end="")
        return CLEAN
    if not options.yes and not _agreed():
        print("没有写。确定要写的，加上 --yes")
        return USAGE
    write_batch(project, batch)
    if kept is not None and batch.remembered:
        kept.write_text(batch.remembered, "utf-8")
        print(f"这个村的表怎么读，记在 {options.map}")
    if program is not None and batch.program:
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(batch.program, "utf-8")
        print(f"记账软件里的叫法，记在 {program_file(options.place)}，和记录一起提交，下个月不再问")
    return CLEAN


def _contents(files: Iterable[Path], here: Path) -> list[tuple[str, bytes]]:
    found = []
    for file in files:
        try:
            found.append((file.name, (here / file).read_bytes()))
        except OSError as error:
            raise CunwuError(f"读不了 {file}：{reason_of(error)}", next_step="核对文件名：ls") from None
    return found


def _agreed() -> bool:
    """Whether the person at the terminal says so; nobody else can be asked."""
    if not sys.stdin.isatty():
        return False
    return input("写进记录吗？写就输入 是：").strip() in ("是", "y", "yes")


def write_batch(project: Project, batch: Batch) -> None:
    """Write every file; those written are put back if one cannot be."""
    written: list[tuple[Path, bytes | None]] = []
    try:
        for change in batch.changes:
            if change.is_needed:
                path = project.root / change.path
                before = path.read_bytes() if path.exists() else None
                path.parent.mkdir(parents=True, exist_ok=True)
                replace_record(path, change.content)
                written.append((path, before))
    except (CunwuError, OSError):
        _put_back(written)
        raise
    print(f"写了 {len(written)} 个文件；下一步：cunwu check，再 git commit")


def _put_back(written: Sequence[tuple[Path, bytes | None]]) -> None:
    for path, before in written:
        if before is None:
            path.unlink()
        else:
            replace_record(path, before)
