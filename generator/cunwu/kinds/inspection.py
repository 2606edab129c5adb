"""督查: who went to see, where and when; what was found, on the wall boards too, and what became of it (M18)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.core.problem import Severity
from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import (
    ByWhen,
    CountOrAbout,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    WhenOrAbsence,
    WhenOrSpan,
    usual,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import not_before, within

SORTS = ("督查", "公开栏检查", "领导到村", "专项检查", "回头看")
SUBJECTS = ("公开栏", "财务", "考勤", "会议", "工程", "补助", "资料", "作风")
GOOD = "完好"
BOARD_STATES = (GOOD, "没有公开栏", "空着", "内容过时", "被遮住", "破损")

_MENDED = not_before("when", "INS003", severity=Severity.IRREGULAR, source="cases/mechanisms")


class Party(NumberedItem):
    """One group that went out."""

    led_by: Line | None = figure("带队", optional=True, help="写职务，不写姓名", example="县委副书记")
    people: CountOrAbout | None = figure("人数", unit="人", optional=True, example="4")
    bound_for: tuple[Line, ...] = items("到哪里", alone=True, example="清河镇")


class Seen(NumberedItem):
    """One thing that was found, what is to be done about it, and what was done."""

    place: Line = figure("地方", help="下面哪个村、哪个镇：写名称；同名的写 清河镇上河村", example="上河村")
    sort: Annotated[str, usual(*SUBJECTS)] = figure("类别", example="考勤")
    issue: Line = figure("问题", example="签到簿有三天没有签")
    remedy: Line | None = figure("整改措施", optional=True, help="要求怎样改", example="补说明，以后每天签")
    in_charge: Line | None = figure("整改责任人", cadres=True, optional=True, help="写职务", example="村党支部书记")
    remedy_by: ByWhen | None = figure("整改期限", plan=True, optional=True, example="2026-03-31")
    mended_on: WhenOrAbsence | None = state("改好日期", _MENDED, optional=True, example="2026-03-25", outcome=True)
    mended: Line | None = state("怎样改的", optional=True, example="三天的去向作了说明，贴在村部", outcome=True)
    how_far: Line | None = state(
        "进展", optional=True, asked=False, help="还没有改好的，办到哪一步", example="正在核对"
    )


class WallBoard(NumberedItem):
    """How one wall board was found, and when it was put right."""

    place: Line = figure("地方", help="下面哪个村、哪个镇：写名称；同名的写 清河镇上河村", example="上河村")
    hangs_at: Line | None = figure("挂在哪里", optional=True, help="一个村有几块的，写明是哪一块", example="村委会门口")
    board_state: Annotated[str, usual(*BOARD_STATES)] = figure(
        "状况", help="完好以外的写看到的样子", example="内容过时"
    )
    issue: Line | None = figure("问题", optional=True, example="贴的还是去年 11 月的账")
    photo: ItemNumber | None = figure(
        "照片",
        within("attachments", "INS001"),
        optional=True,
        asked=False,
        help="下面「附件」里哪一张；要写「同意公开」",
        example="附1",
    )
    in_charge: Line | None = figure("整改责任人", cadres=True, optional=True, help="写职务", example="村报账员")
    remedy_by: ByWhen | None = figure("整改期限", plan=True, optional=True, example="2026-03-20")
    mended_on: WhenOrAbsence | None = state("改好日期", _MENDED, optional=True, example="2026-03-18", outcome=True)
    mended: Line | None = state("怎样改的", optional=True, example="换上一月、二月的账", outcome=True)
    how_far: Line | None = state("进展", optional=True, asked=False, example="栏架已经订做")


class Inspection(Record):
    """One round of going to see, by one group or several."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "when"

    number: ItemNumber = figure("编号", example="2026-督查1")
    name: Line = figure("名称", example="清河镇公开栏检查")
    sort: Annotated[str, usual(*SORTS)] = figure("种类", example="公开栏检查")
    inspector: Line | None = figure("谁督查", optional=True, help="写单位，不写姓名", example="清河镇纪委")
    when: WhenOrSpan | None = figure(
        "时间", optional=True, help="一天、几天（2026-03-10..2026-03-12），或者只到月", example="2026-03-10..2026-03-12"
    )
    when_told: Line | None = figure(
        "时间照原文", optional=True, asked=False, help="日子不确切的，照材料写", example="3 月初"
    )
    teams: CountOrAbout | None = figure("组数", unit="个", optional=True, asked=False, help="材料写的", example="4")
    place_count: MeasureOrAbsence | None = figure(
        "到了几处", optional=True, asked=False, help="材料写的", example="12 个村"
    )
    meetings: MeasureOrAbsence | None = figure("会议次数", optional=True, asked=False, example="122 次")
    content: Paragraphs | None = figure(
        "内容", optional=True, asked=False, help="看什么", example="看二月的账上墙没有。"
    )
    parties: tuple[Party, ...] = items("督查的组", asked=False)
    places_seen: tuple[Line, ...] = items("到了哪里", help="村、镇的名称", example="上河村")
    findings: tuple[Seen, ...] = items("发现", asked=False)
    wall_boards: tuple[WallBoard, ...] = items("墙上的公开栏", asked=False, help="看到的每一块写一条，好的也写")


INSPECTION = Kind("inspection", label="督查", files="inspections/*.yml", record=Inspection, family="INS")
