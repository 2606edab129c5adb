"""奖惩: honours, promotions, talks, admonitions, recalls — each with its reason (M05, M28, M33, M37)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import Growing, NumberedItem, figure, items
from cunwu.kinds.forms import (
    AmountOrAbsence,
    CountOrAbout,
    Line,
    Reference,
    Span,
    UnitOfMoney,
    WhenOrAbsence,
    choice,
    usual,
)
from cunwu.kinds.posting import PAYMENTS
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import inside, wanted

REWARDS = ("奖励", "评优", "记功", "提拔", "录用", "补助")
MEASURES = ("谈话", "诫勉", "通报", "扣发", "召回", "调整", "撤换", "处分")


class Act(NumberedItem):
    """One thing that was done to somebody, or to several told together."""

    sort: Annotated[str, usual(*REWARDS, *MEASURES)] = figure("种类", example="召回")
    on: WhenOrAbsence | None = figure("日期", inside("period", "CAD028"), optional=True, example="2026-06-10")
    posting: Reference | None = figure("派驻", to="posting", optional=True, example="P02")
    who: Line | None = figure(
        "谁",
        cadres=True,
        optional=True,
        help="没有派驻记录的写职务；几个人的写几个；镇的写 上河村 P03",
        example="驻村指导员",
    )
    people: CountOrAbout | None = figure("人数", unit="人", optional=True, example="3", growing=Growing.UP)
    what: Line | None = figure("内容", optional=True, example="调回原单位")
    amount: AmountOrAbsence | None = figure("金额", unit="元", optional=True, example="50.00")
    how_often: Annotated[str, choice(*PAYMENTS)] | None = figure("多久一次", optional=True, example="每月")
    reason: Line | None = figure("原因", wanted("CAD029", hint="补上原因"), optional=True, example="连续三个月不住村")
    decided: Line | None = figure("决定", optional=True, help="谁决定的", example="县委组织部")


class Conduct(Record):
    """Rewards and sanctions of a year."""

    heading: ClassVar[str] = "period"
    dated_by: ClassVar[str] = "period"

    period: Span = figure("期间", example="2026")
    unit: UnitOfMoney | None = figure("单位", optional=True, asked=False, help="金额的单位；不写就是元")
    acts: tuple[Act, ...] = items("明细", required=True)

    @property
    def title(self) -> str:
        """“2026 年奖惩”."""
        return f"{self.period.label}奖惩"


CONDUCT = Kind("conduct", label="奖惩", files="conduct/*.yml", record=Conduct)
