"""template: a workbook to fill in, for one kind of record of one place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings, project_of
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of

if TYPE_CHECKING:
    from cunwu.imports.template import Order
    from cunwu.kinds.record import Kind
    from cunwu.records.board import Board


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("kind", metavar="种类", help="例如 ledger 或 收支")
    parser.add_argument("place", metavar="地方", help="例如 town/shanghe")
    parser.add_argument("period", nargs="?", default="", metavar="期间", help="例如 2026-03；有编号的记录写编号")
    parser.add_argument("--book", default="", metavar="账套", help="本村有几套账时，是哪一套")
    parser.add_argument("--out", type=Path, required=True, metavar="文件", help="写到哪里，例如 收支.xlsx")


def run(options: Options, surroundings: Surroundings) -> int:
    """Write the workbook: what the record says already, else what the last one hands on."""
    from cunwu.imports.intake import place_called
    from cunwu.imports.template import template_of
    from cunwu.kinds import KINDS
    from cunwu.records.board import read_board
    from cunwu.records.source import FolderSource

    kind = next((one for one in KINDS if options.kind in (one.name, one.label)), None)
    if kind is None:
        known = "、".join(one.label for one in KINDS)
        raise CunwuError(f"没有「{options.kind}」这种记录，只有 {known}", next_step="cunwu template 收支 --help")
    if options.out.suffix.lower() != ".xlsx":
        raise CunwuError(f"模板是 xlsx 文件，不能叫 {options.out.name}", next_step=f"--out {options.out.stem}.xlsx")
    source = FolderSource(project_of(options, surroundings).root)
    board = read_board(source, place_called(source, options.place))
    order = order_for(board, kind, options.period, options.book)
    out = surroundings.here / options.out
    try:
        out.write_bytes(template_of(order, surroundings.day))
    except OSError as error:
        raise CunwuError(f"写不了 {options.out}：{reason_of(error)}", next_step="换一个文件夹") from None
    begun = f"，照 {order.file} 填好了" if order.file else ""
    print(f"已写 {options.out}{begun}；填好以后运行：cunwu import {options.out}")
    return CLEAN


def order_for(board: Board, kind: Kind[Any], period: str, book: str) -> Order:
    """What the workbook is about, and the texts that it begins with."""
    from cunwu.imports.intake import read_texts
    from cunwu.imports.prefill import first_texts, known_file
    from cunwu.imports.template import Order

    place = board.place
    known = known_file(board, kind, period, book)
    texts = read_texts(board.source, known.path) if known is not None else first_texts(board, kind, period, book)
    file, digest = (known.path, known.blob) if known is not None else ("", "")
    return Order(kind, place.path, " ".join(place.full_name), period, file, digest, texts)
