"""诉求: what villagers asked in a month, who was the first responsible, and what was answered when (M41, M42)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from cunwu.core.problem import Severity
from cunwu.kinds.base import Growing, Item, NumberedItem, figure, group, items, state
from cunwu.kinds.forms import Count, Day, ItemNumber, Line, Reference, Serial, Span, When, choice, usual
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import at_most, inside, not_before

CHANNELS = usual("意见箱", "电话", "来访", "上门", "走访", "代表建议", "12345", "网上", "短码", "其他")
RESULTS = ("办结", "解释", "转上级", "不予受理")
CONTENT = ("满意", "基本满意", "不满意", "没有回访")
_ANSWERS = "cases/first-asked"
_MENDED_FIRST = "先办好、后来才登记的照实写，在「反常说明」里写明；抄错的改正"


class Figure(Item):
    """The figure of the board that a question is about."""

    short_code: Serial | None = figure(
        "短码", optional=True, help="来问的人报的短码；写了就不用写记录和条目", example="58324"
    )
    record: Line | None = figure(
        "记录", optional=True, help="哪一份：文件夹和文件名，不写 .yml；本村情况写 village", example="finance/2026-03"
    )
    item: ItemNumber | None = figure("条目", optional=True, help="哪一条的编号；说整份记录时不填", example="017")
    field: Line | None = figure("字段", optional=True, help="哪一栏", example="支出")


class Handling(NumberedItem):
    """One step on the way to an answer."""

    on: Day = figure("日期", example="2026-03-06")
    who: Line = figure("谁", masked=True, help="写职务，或者姓加某", example="村委会主任")
    what: Line = figure("内容", example="到三组看过，定了清淤的人")


class Matter(NumberedItem):
    """One matter that somebody raised; never who raised it."""

    received: When = figure(
        "收到日期",
        inside("period", "REQ006", severity=Severity.IRREGULAR, source=_ANSWERS),
        help="只知道月份的写到月份",
        example="2026-03-05",
    )
    channel: Annotated[str, CHANNELS] = figure("渠道", example="意见箱")
    sort: Annotated[str, usual("财务", "工程", "土地", "补助", "水电路", "环境", "纠纷", "其他")] | None = figure(
        "种类", optional=True, example="水电路"
    )
    heard: Line = figure("反映", help="什么事；不写能认出个人的内容", example="三组水沟堵了")
    first_asked: Line | None = figure(
        "首问", masked=True, optional=True, help="最先接到、负责到底的人：写职务，或者姓加某", example="村委会主任"
    )
    about: Figure | None = group("问的数", help="问的是公开栏上哪一个数；那一页会登出问和答")
    again: Reference | None = figure(
        "重复", optional=True, help="同一件事以前问过：写 期间#编号", example="2026-02#求3"
    )
    handling: tuple[Handling, ...] = items("办理", help="办的经过，一步一条；小事不用写")
    answer: Line | None = state(
        "答复", optional=True, help="怎么办的；办不了的写为什么", example="3 月 7 日已清通", outcome=True
    )
    answered: Day | None = state(
        "答复日期",
        not_before("received", "REQ005", severity=Severity.IRREGULAR, source=_ANSWERS, hint=_MENDED_FIRST),
        optional=True,
        example="2026-03-07",
        outcome=True,
    )
    result: Annotated[str, choice(*RESULTS)] | None = state("结果", optional=True, example="办结", outcome=True)
    satisfied: Annotated[str, choice(*CONTENT)] | None = state("满意度", optional=True, example="满意", outcome=True)

    @property
    def received_by(self) -> date:
        """The last day on which it can have been received: from then on the clock runs, whatever a slip leaves open."""
        return self.received.last


class Requests(Record):
    """What was asked in a month, or what delegates raised at one meeting."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"
    has_happened: ClassVar[bool] = True

    period: Span = figure("期间", example="2026-03")
    occasion: Line | None = figure("场合", optional=True, asked=False, help="不是平常的诉求时写", example="党代会年会")
    stated_received: Count | None = figure(
        "文件写收到", unit="件", optional=True, asked=False, growing=Growing.UP, example="21"
    )
    stated_settled: Count | None = figure(
        "文件写办结",
        at_most("stated_received", "REQ010", source="program/arithmetic", hint="照文件核对收到和办结的件数"),
        unit="件",
        optional=True,
        asked=False,
        growing=Growing.UP,
        example="19",
    )
    matters: tuple[Matter, ...] = items("明细", growing=Growing.UP)

    @property
    def title(self) -> str:
        """“2026 年 3 月诉求”."""
        return f"{self.period.label}{self.occasion or ''}诉求"


REQUEST = Kind("request", label="诉求", files="requests/*.yml", record=Requests, catalogue="诉求", family="REQ")
