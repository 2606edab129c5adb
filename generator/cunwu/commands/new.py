"""new and close: the next record as a file to fill in, and the balances of one that is filled in."""

from __future__ import annotations

from pathlib import Path

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings, add_as_of, as_of, project_of
from cunwu.commands.files import path_in_project, replace_record
from cunwu.core.paths import RECORDS
from cunwu.core.problem import CunwuError


def declare(parser: Parser) -> None:
    """Add the arguments of `new`."""
    parser.add_argument("kind", metavar="种类", help="例如 ledger 或 收支")
    parser.add_argument("place", type=Path, metavar="地方", help="村或镇的文件夹")
    parser.add_argument("period", nargs="?", default="", metavar="期间", help="如 2026-04；不写就是上一份的下一期")
    add_as_of(parser)


def declare_close(parser: Parser) -> None:
    """Add the arguments of `close`."""
    parser.add_argument("file", type=Path, metavar="文件", help="一份收支")


def run(options: Options, surroundings: Surroundings) -> int:
    """Write the drafts; files that are there already are never touched."""
    from cunwu.boards.schemas import FOLDER, modeline
    from cunwu.imports.next_record import drafts_of
    from cunwu.kinds import KINDS
    from cunwu.records.board import read_board, read_outline
    from cunwu.records.source import FolderSource

    kind = next((kind for kind in KINDS if options.kind in (kind.name, kind.label)), None)
    if kind is None:
        known = "、".join(f"{kind.label}（{kind.name}）" for kind in KINDS if kind.folder)
        raise CunwuError(f"没有「{options.kind}」这种记录，只有 {known}", next_step="cunwu new 收支 村的文件夹")
    project = project_of(options, surroundings)
    # Other commands take a place without the folder of all records before it; so does this one.
    short = project.root / RECORDS / options.place
    named = short if short.is_dir() and not (surroundings.here / options.place).exists() else options.place
    path = path_in_project(project, named, surroundings.here).removeprefix(RECORDS).strip("/")
    source = FolderSource(project.root)
    place = read_outline(source).find(path)
    if place is None:
        raise CunwuError(
            f"{options.place} 不是一个地方的文件夹",
            next_step=f"写有 village.yml 或 region.yml 的文件夹，在 {RECORDS}/ 里",
        )
    drafts = drafts_of(kind, read_board(source, place), options.period, as_of(options, surroundings))
    for draft in drafts:
        target = project.root / draft.path
        if target.exists():
            raise CunwuError(
                f"{draft.path} 已经有了，没有动",
                next_step=f"打开它填写；别的期间：cunwu new {kind.name} {options.place} 2026-04",
            )
        lead = modeline(kind, draft.path) if (project.root / FOLDER).is_dir() else ""
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(lead + draft.text, "utf-8")
        print(f"写好了 {draft.path}{'，照 ' + draft.after if draft.after else ''}")
    after = "；记完账：cunwu close 文件" if kind.name == "ledger" else ""
    print(f"下一步：照里面「填」后面说的填{after}；再 cunwu check")
    return CLEAN


def run_close(options: Options, surroundings: Surroundings) -> int:
    """Fill the closing balances of one ledger, and say each."""
    from cunwu.imports.closing import close_ledger
    from cunwu.records.board import kind_at

    project = project_of(options, surroundings)
    path = path_in_project(project, options.file, surroundings.here)
    found = kind_at(path)
    if found is None or found[1].name != "ledger":
        raise CunwuError(f"{options.file} 不是收支，没有期末", next_step="cunwu close villages/…/finance/2026-04.yml")
    content = (project.root / path).read_bytes()
    closed = close_ledger(content.decode("utf-8-sig", "replace"), path)
    if closed.text.encode() != content:
        replace_record(project.root / path, closed.text.encode())
    for line in closed.told:
        print(line)
    print("期末和明细对得上" if not closed.differs else "有对不上的，请核对明细，或者改期末")
    return PROBLEMS if closed.differs else CLEAN
