"""会议: one meeting with its attendance, votes and the six steps of 四议两公开."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import (
    CountOrAbout,
    Day,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    WhenOrUnknown,
    Yes,
    choice,
)
from cunwu.kinds.record import Closes, Kind, Record
from cunwu.kinds.relations import at_most, unique

MEETING_SORTS = (
    "村民会议",
    "村民代表会议",
    "村民小组会议",
    "成员大会",
    "成员代表大会",
    "党员大会",
    "两委会议",
    "村务监督委员会",
    "民主理财",
    "支部会议",
    "理事会",
    "监事会",
    "听证会",
    "民主恳谈",
    "问答会",
    "碰头会",
    "述职",
    "动员会",
    "培训",
    "其他",
)
STEPS = ("党组织提议", "两委商议", "党员大会审议", "村民代表会议决议", "决议公开", "实施结果公开")
"""四议两公开, in order. Source: four-discussions/steps"""

CARRIED = ("没有开始", "正在办", "办完", "不办了")

_SUMS = "program/arithmetic"
_VOTERS = "照签到簿核对；有表决权人数是到会的人里可以表决的，不多于实到"
_SHEET = "照签到簿核对应到和实到人数"


class Decision(NumberedItem):
    """One decision and how it was voted."""

    text: Line = figure("内容", example="同意安装太阳能路灯 36 盏")
    agreed: CountOrAbout | None = figure("赞成", unit="人", optional=True)
    against: CountOrAbout | None = figure("反对", unit="人", optional=True)
    abstained: CountOrAbout | None = figure("弃权", unit="人", optional=True)
    spoiled: CountOrAbout | None = figure("废票", unit="张", optional=True)
    voters: CountOrAbout | None = figure(
        "有表决权人数",
        at_most("present", "MTG010", source=_SUMS, hint=_VOTERS),
        unit="人",
        optional=True,
        help="只有这一项有人回避、与会上别的决议不同时写",
    )
    ballot: Annotated[str, choice("无记名投票", "举手", "其他")] | None = figure("表决方式", optional=True)
    threshold: Annotated[str, choice("到会过半", "应到过半", "到会三分之二", "应到三分之二")] | None = figure(
        "通过门槛",
        optional=True,
    )
    passed: Yes = figure("通过", example="是")
    follow_up: Line | None = state("落实", optional=True, example="已完工", outcome=True)
    carried: Annotated[str, choice(*CARRIED)] | None = state("落实情况", optional=True, example="正在办")
    shown_by: Line | None = state(
        "凭据", optional=True, help="落实了，哪份记录、哪份文件能看出来", example="收支 2026-05", outcome=True
    )


class Question(NumberedItem):
    """A question put at the meeting, and what was answered; never who put it."""

    question: Line = figure("问", help="不写谁问的", example="路灯的电费谁出")
    answer: Line | None = state("答复", optional=True, example="合作社出，一年约 2000 元", outcome=True)
    answered_by: Line | None = state(
        "谁答的", optional=True, help="写职务，或者姓加某", example="村委会主任", outcome=True
    )
    answered: Day | None = state(
        "答复日期", optional=True, help="会后才答的写；不写就是当场答的", example="2026-03-15", outcome=True
    )


class Step(NumberedItem):
    """One of the six steps, with its date and attendance."""

    step: Annotated[str, choice(*STEPS)] = figure(
        "步骤", unique("MTG006", source="four-discussions/steps", hint="一步写一条，删去重复的"), example="党组织提议"
    )
    on: Day = figure("日期")
    expected: CountOrAbout | None = figure("应到", unit="人", optional=True)
    present: CountOrAbout | None = figure(
        "实到", at_most("expected", "MTG001", source=_SUMS, hint=_SHEET), unit="人", optional=True
    )
    note: Line | None = figure("说明", optional=True, example="全体到会")


class Meeting(Record):
    """One meeting that took decisions. Source: villagers-committee-law-2026/decisions."""

    heading: ClassVar[str] = "subject"
    dated_by: ClassVar[str] = "held_on"
    closes: ClassVar[Closes] = Closes(("decisions",))

    number: ItemNumber = figure("编号", example="2026-03-12")
    sort: Annotated[str, choice(*MEETING_SORTS)] = figure("种类", example="村民代表会议")
    subject: Line = figure("议题", example="讨论路灯项目")
    held_on: WhenOrUnknown = figure("召开日期", example="2026-03-12")
    place: Line | None = figure("地点", optional=True, example="村会议室")
    notified: Day | None = figure(
        "通知日期", optional=True, asked=False, help="哪天通知开会的；村民会议要提前十日", example="2026-03-01"
    )
    chair: Line | None = figure("主持", optional=True, example="王某")
    minutes: Line | None = figure("记录人", optional=True, example="何某")
    expected: CountOrAbout | None = figure("应到人数", unit="人", optional=True)
    present: CountOrAbout | None = figure(
        "实到人数", at_most("expected", "MTG001", source=_SUMS, hint=_SHEET), unit="人", optional=True
    )
    voters: CountOrAbout | None = figure(
        "有表决权人数",
        at_most("present", "MTG010", source=_SUMS, hint=_VOTERS),
        unit="人",
        optional=True,
        asked=False,
        help="到会的人里可以表决的；有列席、回避的人才写",
    )
    quorate: Yes | None = figure(
        "到会够数", optional=True, asked=False, help="会议记录写的：到会人数够不够；程序照规定另算，放在旁边"
    )
    attendance_note: MeasureOrAbsence | None = figure(
        "参加规模", optional=True, help="没有应到、实到，只记了来多少人时", example="350 人"
    )
    agenda: tuple[Line, ...] = items("议程")
    decisions: tuple[Decision, ...] = items("决议")
    steps: tuple[Step, ...] = items("四议两公开", help="重大事项的六步")
    questions: tuple[Question, ...] = items("提问", asked=False, help="会上问的和答的")
    detail: Paragraphs | None = figure("纪要", optional=True, example="到会代表逐项讨论报价。")


MEETING = Kind("meeting", label="会议", files="meetings/*.yml", record=Meeting, catalogue="会议", missing="REF002")
