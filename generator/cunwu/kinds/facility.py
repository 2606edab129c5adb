"""设施: what a village or a place got — from whom, when, where it stands, how it is kept; 示范点 too (M45, M48)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import Item, NumberedItem, figure, group, items, state
from cunwu.kinds.forms import (
    AmountOrAbsence,
    Count,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    Reference,
    UnitOfMoney,
    When,
    WhenOrAbsence,
    choice,
    usual,
)
from cunwu.kinds.ledger import FundingSource
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import wanted

DEMONSTRATION = "示范点"
USES = ("在用", "修好", "闲置", "停用", "损坏", "报废", "拆除", "移交")
IN_USE = USES[:2]
"""Uses in which people have something of it."""


class Use(NumberedItem):
    """How it was used from some day on."""

    in_use: Annotated[str, choice(*USES)] = figure("怎样", example="闲置")
    on: When | None = figure("日期", optional=True, help="从哪天起；只知道年月的写年月", example="2026-03")
    why: Line | None = figure("原因", optional=True, example="电路坏了")


class Demonstration(Item):
    """What others are to come and see."""

    shows: Line = figure("示范什么", example="村庄环境卫生整治")
    named_by: Line | None = figure("谁定的", optional=True, example="乡党委")
    result: Line | None = state("结果", optional=True, example="垃圾日产日清，两个村来看过", outcome=True)


class Facility(Record):
    """One thing or building, or several alike that came at once; or a site that shows others how to do something."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "when"

    number: ItemNumber = figure("编号", example="2026-电脑")
    name: Line = figure("名称", example="电脑和打字复印机")
    sort: Annotated[str, usual("设备", "场所", "道路", "供水", "供电", "通信", "车辆", DEMONSTRATION)] = figure(
        "种类", example="设备"
    )
    quantity: MeasureOrAbsence | None = figure("数量", optional=True, example="16 台")
    built: Annotated[str, usual("新建", "扩建", "改建", "维修", "配备", "捐赠", "新建或扩建")] | None = figure(
        "怎么来的", optional=True, example="配备"
    )
    given_by: Line | None = figure(
        "谁给的", optional=True, help="单位或职务；自己买的、自己建的不写", example="县农业农村局"
    )
    when: WhenOrAbsence | None = figure("时间", optional=True, help="哪天得到的；示范点写从哪天起", example="2026-03")
    place: Line | None = figure("地点", optional=True, example="党群服务中心二楼")
    village_count: Count | None = figure("村数", unit="个", optional=True, help="给了几个村", example="5")
    at_villages: tuple[Line, ...] = items(
        "哪些村",
        places=True,
        asked=False,
        help="镇、县里写的，写村名，县里同名的写 清河镇上河村；只知道几个村名的写几个",
        example="上河村",
        alone=True,
    )
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    cost: AmountOrAbsence | None = figure("花费", unit="元", optional=True)
    funding: FundingSource | None = figure("资金来源", optional=True)
    project: Reference | None = figure("项目", to="project", optional=True, asked=False, help="由哪个项目建成")
    asset: Reference | None = figure("资产", to="asset", optional=True, asked=False, help="登记成了哪一件资产")
    keeper: Line | None = state("管护人", optional=True, help="写岗位，或者姓加某", example="村报账员")
    as_written: Line | None = figure(
        "原话", optional=True, asked=False, help="文件说得不清楚的，照抄那一句", example="为全乡16个村配备1台电脑"
    )
    demonstration_of: Demonstration | None = group(
        "示范",
        wanted(
            "FAC001",
            source="cases/mechanisms",
            when=("sort", (DEMONSTRATION,)),
            hint="补上「示范」：示范什么、谁定的、有什么结果",
        ),
    )
    uses: tuple[Use, ...] = items("使用情况", help="在用、闲置、损坏、修好：变一次写一条，按先后写")
    explanation: Paragraphs | None = state("说明", optional=True, example="村民早八点到晚六点可以用。")


FACILITY = Kind("facility", label="设施", files="facilities/*.yml", record=Facility, family="FAC")
