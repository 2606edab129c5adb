"""民主评议: how villagers or their delegates judged those who serve them, by secret vote, and what came of it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import Count, ItemNumber, Line, Reference, Span, WhenOrUnknown, Yes, choice, usual
from cunwu.kinds.record import Closes, Kind, Record
from cunwu.kinds.relations import at_most, unique

GRADES = ("优秀", "称职", "基本称职", "不称职")
_SHEET = "照签到簿和计票单核对"


class Rated(NumberedItem):
    """One who was judged, with the votes for each grade."""

    who: Line = figure(
        "谁", unique("RAT005", source="program/records", hint="一人写一条"), masked=True, help="姓加某", example="王某"
    )
    role: Line = figure("职务", example="村委会主任")
    excellent: Count = figure("优秀", unit="票", example="20")
    good: Count = figure("称职", unit="票", example="8")
    fair: Count = figure("基本称职", unit="票", example="2")
    poor: Count = figure("不称职", unit="票", example="1")
    void: Count | None = figure("废票", unit="张", optional=True, example="0")
    rated_as: Annotated[str, usual(*GRADES)] | None = figure("评议结果", optional=True, example="优秀")
    trusted: Count | None = figure("信任", unit="票", optional=True, asked=False, help="另作信任投票的写")
    distrusted: Count | None = figure("不信任", unit="票", optional=True, asked=False)
    came_of_it: Line | None = state("后来", optional=True, help="评议以后怎样了", example="职务终止", outcome=True)


class Rating(Record):
    """One rating. Source: villagers-committee-law-2026/rating."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "held_on"
    closes: ClassVar[Closes] = Closes(("rated",))

    number: ItemNumber = figure("编号", example="2025-评议")
    name: Line = figure("名称", example="2025 年村干部民主评议")
    year: Span = figure("评议年度", help="评的是哪一年", example="2025")
    held_on: WhenOrUnknown = figure("召开日期", example="2026-01-16")
    meeting: Reference | None = figure("会议", to="meeting", optional=True, help="在哪次会议上评的")
    chaired_by: Line | None = figure("谁主持", optional=True, masked=True, help="写职务", example="村务监督委员会主任")
    expected: Count | None = figure("应到", unit="人", optional=True, example="36")
    present: Count = figure(
        "实到", at_most("expected", "RAT001", source="program/arithmetic", hint=_SHEET), unit="人", example="31"
    )
    ballots_back: Count | None = figure(
        "收回", unit="张", optional=True, help="收回几张票；不写就是实到的人都投了", example="31"
    )
    ballot: Annotated[str, choice("无记名投票", "举手", "其他")] | None = figure("表决方式", optional=True)
    counted_at_once: Yes | None = figure("当场计票", optional=True, example="是")
    rated: tuple[Rated, ...] = items("评议", required=True)


RATING = Kind("rating", label="民主评议", files="ratings/*.yml", record=Rating, catalogue="民主评议", family="RAT")
