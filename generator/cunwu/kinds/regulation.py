"""制度: a rule in force in a place and below it — its text, from when until when, what stands in its place (M15)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import Count, ItemNumber, Line, Paragraphs, Reference, Serial, WhenOrUnknown, usual
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import not_before

SORTS = ("管理办法", "工作纪律", "工作职责", "报告制度", "实施意见", "村规民约", "汇编")


class Piece(NumberedItem):
    """One paper of a collection."""

    name: Line = figure("名称", example="驻村干部管理办法")
    regulation: Reference | None = figure("制度", to="regulation", optional=True, asked=False, example="制01")


class Regulation(Record):
    """One rule, or a collection of papers that somebody gets. It holds for all places below."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "since"

    number: ItemNumber = figure("编号", example="制01")
    name: Line = figure("名称", example="驻村干部管理办法")
    sort: Annotated[str, usual(*SORTS)] = figure("种类", example="管理办法")
    filed_as: Serial | None = figure("文号", optional=True, example="清镇发〔2026〕3 号")
    named_by: Line | None = figure("谁定的", optional=True, example="清河镇党委")
    whom: Line | None = figure("对象", optional=True, example="驻村干部")
    since: WhenOrUnknown = figure("起", help="从哪天起执行；文件没有写的写 不详", example="2026-01-05")
    until: WhenOrUnknown | None = state(
        "止",
        not_before("since", "REG001", source="program/records"),
        optional=True,
        help="执行到哪天；还在执行的不写，不知道还执行不执行的写 不详",
        example="2026-12-31",
    )
    repealed_by: Line | None = state(
        "废止依据",
        optional=True,
        help="哪次会议、哪份文件",
        example="2026-11-02 镇党政联席会议",
        asked=False,
        outcome=True,
    )
    replaced_by: Reference | None = state(
        "代替它的", optional=True, to="regulation", help="新制度的编号", example="制02", asked=False, outcome=True
    )
    body: Paragraphs | None = figure("正文", optional=True, help="全文或者要点", example="每月在村不少于 20 天。")
    piece_count: Count | None = figure("件数", unit="件", optional=True, asked=False, help="汇编收了几件", example="5")
    pieces: tuple[Piece, ...] = items("收录", asked=False, help="汇编的，一件一条；只知道几件的写几件")


REGULATION = Kind(
    "regulation",
    label="制度",
    files="regulations/*.yml",
    record=Regulation,
    family="REG",
    missing="REF033",
    inherited=True,
)
