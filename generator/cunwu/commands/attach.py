"""attach: put a photo, a PDF, a table or a text beside a record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings, add_as_of, as_of, project_of
from cunwu.commands.files import add_covers, add_store, covers_of, path_in_project, read_paper, replace_record, store_of
from cunwu.core.problem import CunwuError

if TYPE_CHECKING:
    from cunwu.changes.attaching import Attached


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("paper", type=Path, metavar="文件", help="照片、PDF、csv 表格或者文字，在哪里都行")
    parser.add_argument("file", type=Path, metavar="记录", help="它证明的那份记录")
    parser.add_argument("--item", default="", metavar="编号", help="证明的是哪一条；那一条的「附件」「照片」会写上")
    parser.add_argument("--label", default="", metavar="说明", help="给人看的名字，例如 路灯发票；文件名也照它起")
    parser.add_argument(
        "--consent", default="", choices=("是", "没有人"), help="照片上的人同意公开写 是；没有人写 没有人"
    )
    parser.add_argument("--seen-by", default="", metavar="谁", help="谁看过里面没有个人信息：职务，或者姓加某")
    add_covers(parser)
    parser.add_argument("--mask", action="store_true", help="表格、文字里的号码照样式遮住")
    add_store(parser)
    add_as_of(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Write the file and the record that names it; neither if a check would refuse them."""
    from cunwu.changes.acceptance import Acceptance, Edit, published_base
    from cunwu.changes.attaching import Wanted, attach, room_in
    from cunwu.core.frozen import replace
    from cunwu.core.originals import name_in_store
    from cunwu.records.board import place_folder_of
    from cunwu.records.source import FolderSource

    project, day = project_of(options, surroundings), as_of(options, surroundings)
    path = path_in_project(project, options.file, surroundings.here)
    paper = surroundings.here / options.paper
    wanted = Wanted(
        paper.name,
        read_paper(paper, options.paper),
        options.label,
        options.item,
        options.consent,
        options.seen_by,
        covers_of(options),
        options.mask,
    )
    text = FolderSource(project.root).read(path).decode("utf-8-sig")
    store, base = store_of(options, surroundings.here), published_base(project)
    place = next(Acceptance(project, base, Edit(path, text, text), day).places, None)
    room = room_in(place, project.root) if place is not None else 0
    made = attach(
        text,
        path,
        replace(
            wanted,
            room=room if store is not None else None,
            position=getattr(place.record, "position", None) if place is not None else None,
        ),
    )
    if store is not None and made.is_stored:
        store.put(name_in_store(made.digest), made.content)
        where = f"附件库 {options.attachments}（这里的附件超过了上限）"
        Acceptance(project, base, Edit(path, text, made.text), day).demand()
        replace_record(project.root / path, made.text.encode())
        return _told(made, where, path)
    target = project.root / place_folder_of(path) / made.file
    if target.exists():
        next_step = "公布过的文件不能换；用 --label 写另一个说明，再撤销旧的那一条"
        raise CunwuError(f"已经有 {made.file}", next_step=next_step)
    target.parent.mkdir(exist_ok=True)
    replace_record(target, made.content)
    try:
        Acceptance(project, base, Edit(path, text, made.text), day).demand()
        replace_record(project.root / path, made.text.encode())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return _told(made, f"{place_folder_of(path)}/{made.file}", path)


def _told(made: Attached, where: str, path: str) -> int:
    lines = [f"附件 {made.number} 放进了 {where}，写进了 {path}", *made.told]
    sys.stdout.write("\n  ".join(lines) + "\n")
    return CLEAN
