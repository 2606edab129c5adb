"""工作队: a team sent to villages, the liaison group of a town, or a leading group (M21, M22)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import CountOrAbout, ItemNumber, Line, MeasureOrAbsence, Paragraphs, WhenOrAbsence, usual
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import not_before, unique

SORTS = ("工作队", "联络组", "领导小组", "督查组")
PARTS = ("队长", "副队长", "组长", "副组长", "队员", "联络员", "办公室主任")


class Member(NumberedItem):
    """One member."""

    who: Line = figure(
        "谁",
        unique("CAD020", hint="一人写一条，几个职务写在一起"),
        cadres=True,
        help="派驻编号、职务，或者姓加某",
        example="P01",
    )
    serves_as: Annotated[str, usual(*PARTS)] | None = figure("担任", optional=True, example="队长")
    unit: Line | None = figure("单位", optional=True, example="县水利局")
    since: WhenOrAbsence | None = figure("起", optional=True)
    until: WhenOrAbsence | None = state("止", not_before("since", "CAD021"), optional=True, help="还在就不写")


class Action(NumberedItem):
    """What the team did first, dated from its arrival."""

    on: WhenOrAbsence | None = figure("日期", optional=True, example="2005-01-11")
    day: CountOrAbout | None = figure("到村第几天", unit="天", optional=True, example="2")
    deed: Line = figure("做了什么", example="走访敬老院和困难户")
    result: Line | None = state(
        "结果", optional=True, help="督查的写查出什么、后来怎样", example="三个村补了签到", outcome=True
    )


class Team(Record):
    """Who belongs together, who sent them, and which villages they look after."""

    heading: ClassVar[str] = "name"

    number: ItemNumber = figure("编号", example="T01")
    name: Line = figure("名称", example="县水利局驻上河村工作队")
    sort: Annotated[str, usual(*SORTS)] = figure("种类", example="工作队")
    units: tuple[Line, ...] = items("派出单位", help="可以有几个")
    villages: tuple[Line, ...] = items("负责", places=True, help="负责哪些村、哪些镇")
    teams: CountOrAbout | None = figure(
        "组数", unit="个", optional=True, asked=False, help="几个组一起写的，一共几个组", example="6"
    )
    people: CountOrAbout | None = figure(
        "人数", unit="人", optional=True, asked=False, help="没有一个一个写成员的，一共几个人", example="30多"
    )
    meetings: MeasureOrAbsence | None = figure("会议次数", optional=True, asked=False, example="122 次")
    needed: CountOrAbout | None = figure("应派", unit="人", optional=True, help="照规定应当有几个人")
    since: WhenOrAbsence | None = figure("起", optional=True, example="2005-01-10")
    until: WhenOrAbsence | None = state("止", not_before("since", "CAD021"), optional=True, help="还在就不写")
    duties: Paragraphs | None = figure("职责", optional=True, example="帮村里理清账目，办好三件实事。")
    members: tuple[Member, ...] = items("成员")
    actions: tuple[Action, ...] = items("到村以后")


TEAM = Kind("team", label="工作队", files="teams/*.yml", record=Team)
