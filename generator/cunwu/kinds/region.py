"""地方: a province, city, county, town … that holds villages or other places."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, group, items, state
from cunwu.kinds.common import Indicator, Settings
from cunwu.kinds.forms import (
    Commit,
    CountOrAbout,
    Day,
    Division,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    UnitOfMoney,
    Url,
    WhenOrSpan,
    Yes,
    choice,
    usual,
)
from cunwu.kinds.posting import LEVELS_SENDING
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import not_before

LEVELS = ("全国", "省", "市", "县", "区", "镇", "乡", "街道", "其他")


class Staffing(NumberedItem):
    """Resident cadres sent from one level (M11): the number as it was reported."""

    level: Annotated[str, choice(*LEVELS_SENDING)] = figure("层级", example="县")
    people: CountOrAbout = figure("人数", unit="人", example="1365")
    note: Line | None = figure("说明", optional=True, example="驻石桥村第一书记")


class Quota(NumberedItem):
    """How many were needed beside how many were sent (应派、实派, M11); it says what is compared with what."""

    item: Line = figure("事项", example="工作队")
    needed: MeasureOrAbsence | None = figure("应派", optional=True, example="1438 个")
    needed_by: Line | None = figure("应派依据", optional=True, example="年收入不足 3 万元的村，每村一队")
    levels: tuple[Annotated[str, choice(*LEVELS_SENDING)], ...] = items(
        "算哪几级", help="「派出人数」里的哪几级，程序相加"
    )
    sent: MeasureOrAbsence | None = figure(
        "实派", optional=True, help="文件写的；写了「算哪几级」的可以不写", example="1467 个"
    )
    over_by: MeasureOrAbsence | None = figure(
        "文件写多派", optional=True, help="文件写比什么多多少，照写", example="9 个"
    )
    compared_with: Line = figure("和什么比", help="文件写的数是和什么比的", example="和应派工作队的村比")


SUMMED = ("走访户数", "慰问金", "实事", "会议", "驻村干部", "培训人次", "诉求")
"""Totals that the program adds up itself from what lies below."""


class StatedTotal(NumberedItem):
    """A total that a report states (汇总数); the program's own stands beside it, neither replaces the other."""

    item: Annotated[str, usual(*SUMMED)] = figure("事项", example="走访户数")
    value: MeasureOrAbsence = figure("数值", example="25840 户")
    when: WhenOrSpan | None = figure("时间", optional=True, example="2005-01..2005-02")
    covers: Line | None = figure("范围", optional=True, example="全市各工作队")
    note: Line | None = figure("说明", optional=True, example="近两个月")


class Linkage(NumberedItem):
    """A leader or unit tied to a place (挂钩联系, M14)."""

    who: Line = figure("联系人", help="写职务，不写个人姓名", example="县委书记")
    whom: Line = figure("联系对象", example="上河镇")
    note: Line | None = figure("说明", optional=True, example="每季度到镇一次")


class Waiver(NumberedItem):
    """A rule that need not hold for a time in a place below (豁免); given from above, published."""

    place: Line = figure("地方", help="下面哪个村、哪个镇：写名称，或者文件夹的名称", example="竹溪村")
    code: Line = figure("规则", help="规则代码；只有反常和提醒可以豁免", example="FIN021")
    reason: Line = figure("原因", example="公开栏在修，先贴在村部门口")
    approved: Line = figure("批准", example="2026-01-05 镇党政联席会议")
    since: Day = figure("起", example="2026-01-05")
    until: Day = figure("止", not_before("since", "REC044"), help="最后一天，离「起」不超过一年", example="2026-06-30")

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day; one of more than a year holds on none."""
        return self.since <= day <= self.until and (self.until - self.since).days <= LONGEST_WAIVER


LONGEST_WAIVER = 366
"""Days that a waiver may hold."""


class Region(Record):
    """A place with places below it. Its settings hold for all of them until one says otherwise."""

    heading: ClassVar[str] = "name"

    name: Line = state("名称", example="上河镇")
    level: Annotated[str, usual(*LEVELS)] = state("级别", example="镇")
    code: Division | None = state("行政区划代码", optional=True, help="6、9 或 12 位统计用区划代码")
    within: Line | None = state("隶属", optional=True, help="上级没有单独建页时写在这里", example="湖南省益阳市")
    site: Url | None = state(
        "网站", optional=True, help="下面各村在另一个公开板上时，写它的地址", example="https://gongkai.example.gov.cn/"
    )
    demonstration: Yes | None = state("演示", optional=True, help="写「是」：全部页面标明演示数据，不计入真实合计")
    practice: Yes | None = state(
        "练习", optional=True, asked=False, help="写「是」：只给人练手，连同下面各级，从不公布；由 cunwu practice 写"
    )
    retold: Yes | None = state(
        "旧事", optional=True, asked=False, help="写「是」：全部页面标明是照公开材料录入的旧事，不是这个地方的公开栏"
    )
    history_start: Commit | None = state(
        "历史起点", optional=True, asked=False, help="只写在最上面：从示例抄来的仓库，最后一个不是自己的提交，公开"
    )
    introduction: Paragraphs | None = state("简介", optional=True, example="上河镇下辖四个村。")
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="公开设置里金额的单位；不写就是元")
    settings: Settings | None = group("公开设置", help="本地的公开规矩，向下沿用")
    staffing: tuple[Staffing, ...] = items("派出人数", help="各级派出的驻村干部人数，照文件填写")
    quotas: tuple[Quota, ...] = items("应派和实派", help="应派多少、实派多少，写明和什么比")
    reported: tuple[StatedTotal, ...] = items("汇总数", help="报告里写的合计；程序把下面登记的加起来，放在旁边")
    linkage: tuple[Linkage, ...] = items("挂钩联系", help="领导和单位联系哪些地方")
    indicators: tuple[Indicator, ...] = items("指标", help="文件写明的数字，一条一个")
    waivers: tuple[Waiver, ...] = items("豁免", help="准许下面哪个地方暂不照哪条规则办，公开")


REGION = Kind("region", label="地方", files="region.yml", record=Region)
