"""公告: any text that must be posted, or a stated 零 for an item with nothing to report."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import figure
from cunwu.kinds.forms import Day, ItemNumber, Line, Paragraphs, Span, WhenOrUnknown, choice
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import not_before


class Notice(Record):
    """A notice with its days on the board."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "since"

    number: ItemNumber = figure("编号", example="2026-07")
    name: Line = figure("标题", example="关于清理河道的通知")
    sort: Annotated[str, choice("通知", "公示", "零申报", "制度", "倡议", "其他")] = figure("种类", example="通知")
    since: WhenOrUnknown = figure("起", example="2026-03-01")
    until: Day | None = figure("止", not_before("since", "PUB020", source="program/records"), optional=True)
    basis: Line | None = figure("依据", optional=True, example="村民代表会议 2026-03-12")
    discloses: Line | None = figure(
        "公开事项", optional=True, asked=False, help="这份公告公开的是公开目录里的哪一项", example="村规民约"
    )
    disclosed_period: Span | None = figure(
        "公开期间",
        optional=True,
        asked=False,
        help="说的是哪一期；不写的，「起」在哪一期就算哪一期",
        example="2026-Q1",
    )
    zero_item: Line | None = figure("零申报事项", optional=True, help="公开目录里哪一项本期没有发生", example="项目")
    zero_period: Span | None = figure("零申报期间", optional=True, example="2026-03")
    body: Paragraphs | None = figure("正文", optional=True, example="3 月 20 日上午清理河道，请各组派人参加。")


NOTICE = Kind("notice", label="公告", files="notices/*.yml", record=Notice, catalogue="公告")
