"""村: a village with its two legal persons, its groups and its standing over time."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, group, items, state
from cunwu.kinds.common import Indicator, Settings, Standing
from cunwu.kinds.forms import (
    CountOrAbout,
    Credit,
    Day,
    Division,
    ItemNumber,
    Line,
    Measure,
    Paragraphs,
    Spot,
    UnitOfMoney,
    When,
    Yes,
    choice,
    coded,
)
from cunwu.kinds.officers import Relation
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import IN_HOUSEHOLDS, IN_PEOPLE, legal_person, unique

URBAN_CLASSES = {
    "111": "主城区",
    "112": "城乡结合区",
    "121": "镇中心区",
    "122": "镇乡结合区",
    "123": "特殊区域",
    "210": "乡中心区",
    "220": "村庄",
}
"""城乡分类代码. Source: statistics-division-codes/classes"""


_NAMED_ONCE = unique("REC027", hint="照登记证写全称；其实是一个的合并成一条")


class LegalPerson(NumberedItem):
    """A legal person of the village, or a group with money of its own; its number names its book (账套)."""

    name: Line = state("名称", _NAMED_ONCE, example="上河村股份经济合作社")
    sort: Annotated[str, choice("村民委员会", "农村集体经济组织", "村民小组", "其他")] = state(
        "种类", example="农村集体经济组织"
    )
    credit_code: Credit | None = state("信用代码", optional=True, help="18 位统一社会信用代码")
    kept_in: ItemNumber | None = figure(
        "并入",
        legal_person("FIN022"),
        optional=True,
        help="没有单独的账、账并在别的法人账里的，写那个法人的编号；不写就要公开它自己的账",
    )


class VillagersGroup(NumberedItem):
    """A villagers' group (村民小组)."""

    name: Line = state("名称", _NAMED_ONCE, example="第一村民小组")
    households: CountOrAbout | None = state("户数", unit="户", optional=True)
    people: CountOrAbout | None = state("人口", unit="人", optional=True)


class Waiver(NumberedItem):
    """A waiver as villages gave them to themselves; it holds no more, a place above gives them (Region)."""

    code: Line = figure("规则", help="规则代码", example="FIN014")
    reason: Line = figure("原因", example="银行三月起不再发纸质对账单")
    until: Day = figure("截止", help="最后一天")


class Village(Record):
    """One administrative village (行政村)."""

    heading: ClassVar[str] = "name"

    name: Line = state("名称", example="上河村")
    code: Division | None = state("行政区划代码", optional=True, help="12 位统计用区划代码")
    urban_class: Annotated[str, coded(URBAN_CLASSES)] | None = state(
        "城乡分类",
        optional=True,
        help="统计用城乡分类代码",
        example="220",
    )
    demonstration: Yes | None = state("演示", optional=True)
    practice: Yes | None = state(
        "练习", optional=True, asked=False, help="写「是」：只给人练手，从不公布；由 cunwu practice 写"
    )
    abolished: When | None = figure(
        "撤销日期",
        optional=True,
        asked=False,
        help="村已经撤销、合并的，写从哪天起；以前的记录留着，以后的不再催",
        example="2020-05",
    )
    merged_into: Line | None = figure("并入", optional=True, asked=False, help="撤销以后并到哪里", example="下河村")
    introduction: Paragraphs | None = state("简介", optional=True, example="上河村沿河而居，以水稻和茶叶为主。")
    joined: Day | None = figure(
        "加入日期", optional=True, help="从哪天起在这块公开栏上公开；以前的不算逾期，公布以后要改须写更正"
    )
    households: Measure | None = state("户数", IN_HOUSEHOLDS, optional=True, example="412 户")
    people: Measure | None = state("人口", IN_PEOPLE, optional=True, example="1630 人")
    party_members: Measure | None = state(
        "党员", IN_PEOPLE, optional=True, help="全村党员一共几个，只写数；和党员大会的应到比", example="42 人"
    )
    workforce: Measure | None = state("劳力", optional=True, example="890 人")
    area: Measure | None = state("面积", optional=True, example="3.2 平方公里")
    groups: tuple[VillagersGroup, ...] = items("村民小组")
    legal_persons: tuple[LegalPerson, ...] = items("法人", help="村委会和村集体经济组织各有账套")
    office: Line | None = state("办公地址", optional=True, help="村委会办公地址")
    board_place: Line | None = state("公开栏地址", optional=True, help="墙上的公开栏在哪里")
    position: Spot | None = state(
        "位置",
        optional=True,
        asked=False,
        help="村委会的北纬、东经，小数三位（约一百米）：照片是不是在当地拍的，照它核对",
        example="29.503,112.017",
    )
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="公开设置里金额的单位；不写就是元")
    suggestion_box: Line | None = state("意见箱", optional=True, help="意见箱在哪里")
    standings: tuple[Standing, ...] = items("现状", help="先进、一般、后进：何时、为何")
    indicators: tuple[Indicator, ...] = items("指标")
    settings: Settings | None = group("公开设置", help="与上级不同的才写")
    relations: tuple[Relation, ...] = items("回避", help="以前登记在这里的，照样算；新登记的写在「班子」的文件里")
    waivers: tuple[Waiver, ...] = items("豁免", help="不再有效：豁免由上级给，写在上级的 region.yml 里")


VILLAGE = Kind("village", label="村", files="village.yml", record=Village)
