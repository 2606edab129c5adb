"""服务事项: what people come to the office for — papers, whom to ask first, where, within how many days (M41)."""

from __future__ import annotations

from typing import ClassVar

from cunwu.core.problem import Severity
from cunwu.kinds.base import NumberedItem, figure, items
from cunwu.kinds.forms import Count, ItemNumber, Line, Paragraphs, Phone, WhenOrAbsence
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import at_most, unique, wanted


class Matter(NumberedItem):
    """One matter that is seen to."""

    name: Line = figure(
        "事项",
        unique("SRV001", source="program/records", hint="一件事写一条，合并重复的"),
        help="照村民的叫法写",
        example="城乡医保参保登记",
    )
    papers: tuple[Line, ...] = items("要带什么", help="要带的材料，一样一条；什么也不用带的写 无", alone=True)
    first: Line = figure("先找谁", masked=True, help="第一个接待的人（首问）：写职务，如 村委会委员", example="主任")
    stand_in: Line | None = figure("不在找谁", optional=True, masked=True, help="首问的人不在，找哪个职务")
    place: Line | None = figure("地点", optional=True, example="服务大厅 1 号窗口")
    contact: Phone | None = figure("值班电话", optional=True, asked=False, help="窗口的办公电话，不写私人手机")
    days_promised: Count | None = figure(
        "几天办完",
        wanted("SRV002", source="cases/mechanisms", hint="写上几天办完；当场办完的写 0"),
        at_most(
            "days_by_law",
            "SRV003",
            severity=Severity.IRREGULAR,
            source="cases/mechanisms",
            hint="改成不多于规定的天数；规定变了的，改「规定几天」",
        ),
        unit="天",
        optional=True,
        help="当场办完的写 0",
        example="3",
    )
    days_by_law: Count | None = figure("规定几天", unit="天", optional=True, help="法律、文件规定最多几天", example="5")
    decided_by: Line | None = figure(
        "谁来定", optional=True, asked=False, help="村里只是代收的，写由谁办", example="镇社保所"
    )
    by_law: Line | None = figure("办事依据", optional=True, help="哪部法律、哪份文件", example="镇便民服务清单")
    costs: Line | None = figure("收费", optional=True, asked=False, help="不收钱的写 不收费", example="不收费")


class Services(Record):
    """What the village sees to for people, as a list that hangs in its office."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "since"

    number: ItemNumber = figure("编号", example="2026-办事")
    name: Line = figure("名称", example="上河村便民服务事项")
    since: WhenOrAbsence | None = figure("起", optional=True, help="从哪天起照这个办", example="2026-01-05")
    asked_first: Paragraphs | None = figure("首问规矩", optional=True, example="第一个接待的人负责到底。")
    service_items: tuple[Matter, ...] = items("事项", required=True)


SERVICES = Kind("service", label="办事", files="services/*.yml", record=Services, catalogue="办事", family="SRV")
