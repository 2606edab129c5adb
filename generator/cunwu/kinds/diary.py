"""监督台账: what the supervision committee looked at in a month, what it found, and what was done about it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import ByWhen, Line, Paragraphs, Reference, Span, WhenOrAbsence, WhenOrUnknown, usual
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import inside, not_before

OBJECTS = ("收支和票据", "工程", "合同和资产", "补助名单", "会议决定的落实", "公开栏", "救灾物资", "其他")


class Look(NumberedItem):
    """One thing that was looked at: by whom, what was seen, what is to be done by when, and what became of it."""

    on: WhenOrUnknown = figure("日期", inside("period", "DIA001", source="program/records"))
    sort: Annotated[str, usual(*OBJECTS)] = figure("种类", example="收支和票据")
    looked_at: Line = figure("看了什么", example="3 月的票据 18 张")
    looked_by: tuple[Line, ...] = items(
        "谁看的", masked=True, alone=True, help="写职务，或者姓加某", example="监委会主任"
    )
    seen: Line | None = figure("看到的问题", optional=True, help="没有问题的不写", example="2 张票据没有证明人")
    to_be_done: Line | None = figure("要求", optional=True, help="要求谁怎样改", example="报账员补签")
    deadline: ByWhen | None = figure("期限", plan=True, optional=True, help="最晚哪一天改好", example="2026-04-20")
    done_about_it: Line | None = state("改了什么", optional=True, example="已经补签", outcome=True)
    settled_on: WhenOrAbsence | None = state(
        "改好日期", not_before("on", "DIA002", source="program/records"), optional=True, outcome=True
    )


class Diary(Record):
    """One month of supervision. Source: villagers-committee-law-2026/supervision."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"
    has_happened: ClassVar[bool] = True

    period: Span = figure("月份", example="2026-03")
    looks: tuple[Look, ...] = items("查看", help="一件一条；这个月没有看的，写在「本月意见」里")
    month_opinion: Paragraphs | None = figure("本月意见", optional=True, example="票据齐全，同意公布。")
    told_in: Line | None = figure(
        "季度通报", optional=True, asked=False, help="季末写：哪天贴的、哪一份公告", example="2026-04-10 贴在公开栏"
    )
    reported_in: Reference | None = figure(
        "年度报告", to="meeting", optional=True, asked=False, help="年末写：哪次会议"
    )

    @property
    def title(self) -> str:
        """“2026 年 3 月监督台账”."""
        return f"{self.period.label}监督台账"


DIARY = Kind("diary", label="监督台账", files="diaries/*.yml", record=Diary, family="DIA")
