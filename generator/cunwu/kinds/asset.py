"""资产资源: one thing or piece of land the collective owns, what it was worth and what has become of it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import Item, figure, group, state
from cunwu.kinds.forms import (
    AmountOrAbsence,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    Reference,
    When,
    choice,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import not_before, wanted

ASSET_SORTS = ("固定资产", "生物资产", "无形资产", "在建工程", "资源", "其他")
RESOURCE_SORTS = ("耕地", "林地", "草地", "园地", "滩涂", "水面", "四荒地", "建设用地", "其他")
"""Source: rural-finance-disclosure-2011/items"""

GONE = ("已处置", "报废")
"""States in which the village no longer holds it."""


class Disposal(Item):
    """How it left the register (处置)."""

    on: When = figure("日期", not_before("acquired", "CTR019", source="rural-finance-disclosure-2011/items"))
    way: Annotated[str, choice("出售", "报废", "调拨", "损毁", "其他")] = figure("方式", example="出售")
    amount: AmountOrAbsence | None = figure("金额", unit="元", optional=True, help="收到多少钱")
    entry: Reference | None = figure("流水", to="ledger", optional=True, help="收支里的哪一笔")
    meeting: Reference | None = figure("会议", to="meeting", optional=True)


class Asset(Record):
    """One line of the register of the three assets (三资). Source: rural-finance-disclosure-2011/items."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "acquired"

    number: ItemNumber = figure("编号", example="资-01")
    name: Line = figure("名称", example="茶叶初制厂厂房")
    sort: Annotated[str, choice(*ASSET_SORTS)] = figure("种类", example="固定资产")
    resource: Annotated[str, choice(*RESOURCE_SORTS)] | None = figure("资源类别", optional=True, example="林地")
    book: ItemNumber | None = figure("账套", optional=True, help="记在哪个法人的账上", example="合作社")
    quantity: MeasureOrAbsence | None = figure("数量", optional=True, example="1 栋")
    area: MeasureOrAbsence | None = figure("面积", optional=True, example="420 平方米")
    place: Line | None = figure("地点", optional=True, example="二组晒谷坪北侧")
    acquired: When | None = figure("取得时间", optional=True, example="2019-06")
    unit: Annotated[str, choice("元", "万元")] | None = figure("单位", optional=True, help="金额的单位；不写就是元")
    original: AmountOrAbsence | None = figure("原值", unit="元", optional=True, example="286000.00")
    entry: Reference | None = figure("流水", to="ledger", optional=True, help="买它的那一笔", example="2026-03#017")
    project: Reference | None = figure("项目", to="project", optional=True, help="由哪个项目建成")
    status: Annotated[str, choice("在用", "出租", "发包", "闲置", "在建", "报废", "已处置")] = state(
        "状态", example="出租"
    )
    user: Line | None = state("使用人", optional=True, help="谁在用；个人写姓加某", example="示例茶叶合作社")
    keeper: Line | None = state("管护人", optional=True, example="李某")
    disposal: Disposal | None = group(
        "处置",
        wanted(
            "CTR017",
            source="rural-finance-disclosure-2011/items",
            when=("status", GONE),
            hint="补上「处置」：哪一天、什么方式、收到多少钱、哪次会议同意；早年的事说不清的，在「反常说明」里照实写",
        ),
    )
    explanation: Paragraphs | None = state("说明", optional=True, example="屋面 2024 年翻修过。")


ASSET = Kind(
    "asset", label="资产资源", files="assets/*.yml", record=Asset, catalogue="资产资源", missing="REF013", thing="资产"
)
