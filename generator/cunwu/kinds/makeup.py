"""构成: how many of a whole are of which sort, as a paper states it; parts add up, shares are what they claim (M32)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items
from cunwu.kinds.forms import Count, ItemNumber, Line, Percent, WhenOrSpan, choice, usual
from cunwu.kinds.record import Kind, Record

VIEWS = ("哪一级", "职务", "性别", "年龄", "学历", "政治面貌")

IN_POST = "在任驻村干部"


class Group(NumberedItem):
    """One group of the whole, seen in one way."""

    view: Annotated[str, usual(*VIEWS)] = figure("按", example="性别")
    band: Line = figure("组", example="女")
    people: Count = figure("人数", unit="人", example="9")
    share: Percent | None = figure("占比", optional=True, help="文件上写的百分比", example="7.5%")
    subset_of: Line | None = figure("其中", optional=True, help="不是全部里的一份，而是另一组里的一份", example="女")


class Makeup(Record):
    """The composition of a body of people at a time; only totals, never one person."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "when"

    number: ItemNumber = figure("编号", example="2008-科级干部")
    name: Line = figure("名称", example="乡镇科级干部构成")
    when: WhenOrSpan | None = figure("时间", optional=True, example="2008")
    drawn_from: Annotated[str, choice(IN_POST)] | None = figure(
        "取自", optional=True, asked=False, help="是这里在任驻村干部的构成就写，程序拿派驻里登记的来比"
    )
    covers: Line | None = figure("范围", optional=True, example="全县乡镇，不含科级虚职")
    whole: Count = figure("总人数", unit="人", example="120")
    bands: tuple[Group, ...] = items("分组", required=True)


MAKEUP = Kind("makeup", label="构成", files="makeups/*.yml", record=Makeup, family="CMP")
