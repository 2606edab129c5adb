"""承诺: what was promised to whom, signed when; the bans that hold, and what came of a breach (M16, M44)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import CountOrAbout, ItemNumber, Line, Paragraphs, Reference, Span, WhenOrAbsence, usual
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import wanted, within

SORTS = ("公开承诺", "责任书", "工作纪律")
FIVE_LEADS = ("带头遵纪守法", "带头学习", "带头遵守村规民约", "带头艰苦朴素", "带头尊重干部群众")
FIVE_BANS = ("不准搞封建迷信", "不准赌博", "不准收受土特产", "不准收受红包", "不准由村里支付个人费用")


class Promise(NumberedItem):
    """One sentence of it."""

    what: Annotated[str, usual(*FIVE_LEADS, *FIVE_BANS)] = figure("内容", example="不准收受红包")
    kept: Line | None = state("做得怎样", optional=True, example="已经做到", outcome=True)


class Signature(NumberedItem):
    """Who signed, and with whom."""

    who: Line = figure("谁", cadres=True, help="写职务，或者派驻编号；镇的写 上河村 P03", example="P01")
    with_whom: Line | None = figure("和谁签", optional=True, example="镇党委")
    on: WhenOrAbsence | None = figure(
        "日期", wanted("CAD025", hint="补上签订日期；不知道的写「不详」"), optional=True, example="2026-01-10"
    )


class Breach(NumberedItem):
    """What was not kept, and what came of it."""

    promise: ItemNumber | None = figure(
        "内容", within("promises", "CAD026"), optional=True, help="违反上面哪一条", example="条4"
    )
    who: Line = figure("谁", cadres=True, help="写职务或派驻编号", example="P02")
    on: WhenOrAbsence | None = figure("日期", optional=True)
    fact: Line = figure("事实", example="收受红包 1 次")
    outcome: Line | None = figure("处理", wanted("CAD027", hint="补上怎么处理的"), optional=True, example="退回，谈话")


class Pledge(Record):
    """A pledge, a letter of responsibility, or rules of discipline."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "period"

    number: ItemNumber = figure("编号", example="2026-承诺")
    name: Line = figure("名称", example="驻村干部公开承诺")
    sort: Annotated[str, usual(*SORTS)] = figure("种类", example="公开承诺")
    period: Span | None = figure("期间", optional=True, example="2026")
    posting: Reference | None = figure("派驻", to="posting", optional=True, help="哪一位驻村干部的", example="P01")
    count: CountOrAbout | None = figure("份数", unit="份", optional=True, help="一共签了多少份", example="17")
    promises: tuple[Promise, ...] = items("内容")
    signings: tuple[Signature, ...] = items("签订")
    breaches: tuple[Breach, ...] = items("违反")
    wording: Paragraphs | None = figure("正文", optional=True, example="住村办事，账目公开。")


PLEDGE = Kind("pledge", label="承诺", files="pledges/*.yml", record=Pledge)
