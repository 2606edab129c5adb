"""审计清理: who looked into the accounts, what was found, what must be paid back and what has been (M06, M31)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.core.problem import Severity
from cunwu.kinds.base import NumberedItem, figure, group, items, state
from cunwu.kinds.common import Posted
from cunwu.kinds.forms import (
    AmountOrAbsence,
    AmountOrUnknown,
    ByWhen,
    ItemNumber,
    Line,
    MeasureOrAbsence,
    Paragraphs,
    Reference,
    Span,
    UnitOfMoney,
    When,
    choice,
)
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import begun_by, books, not_before, within

FINDING_SORTS = ("无账", "挪用", "侵占", "白条", "未入账", "坐支", "超支", "手续不全", "账实不符", "债务不实", "其他")
MEASURES = ("退赔", "补账", "补手续", "收回", "移送", "问责", "建立制度", "其他")
_AFTER = not_before(
    "when",
    "AUD009",
    severity=Severity.NOTICE,
    hint="核对日期；审计以前就退了的，在「反常说明」里写明",
)


class AuditFinding(NumberedItem):
    """Something found."""

    sort: Annotated[str, choice(*FINDING_SORTS)] = figure("种类", example="挪用")
    fact: Line = figure("事实", example="村负责人挪用集体资金")
    amount: AmountOrAbsence | None = figure("金额", unit="元", optional=True, example="16000.00")
    responsible: Line | None = figure("责任人", optional=True, help="写职务，不写姓名", example="原村委会负责人")


class Measure(NumberedItem):
    """What must be done about it (处理)."""

    finding: ItemNumber | None = figure(
        "发现", within("findings", "AUD001"), optional=True, help="针对发现里的哪一条", example="发1"
    )
    sort: Annotated[str, choice(*MEASURES)] = figure("种类", example="退赔")
    text: Line | None = figure("内容", optional=True, example="限期退还集体")
    to_refund: AmountOrAbsence | None = figure("应退", unit="元", optional=True, example="16000.00")
    deadline: ByWhen | None = figure("期限", _AFTER, plan=True, optional=True, example="2002-12")
    result: Line | None = state("结果", optional=True, example="已退清", outcome=True)


class Refund(NumberedItem):
    """Money paid back (退赔)."""

    measure: ItemNumber | None = figure(
        "处理", within("measures", "AUD002"), optional=True, help="处理里的哪一条", example="处1"
    )
    on: When | None = figure("日期", _AFTER, optional=True)
    amount: AmountOrUnknown = figure("金额", unit="元", example="16000.00")
    entry: Reference | None = figure(
        "流水", books("amount", "AUD007", income=True), to="ledger", optional=True, help="收支里的哪一笔"
    )


class Referral(NumberedItem):
    """A matter passed on to somebody else (移送)."""

    on: When | None = figure("日期", optional=True)
    receiver: Line = figure("移送", example="县纪委监委")
    what: Line = figure("内容", example="两张白条涉及的问题线索")


class Audit(Record):
    """One audit or clearing of accounts. Source: villagers-committee-law-2026/archives-and-audit."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "when"

    number: ItemNumber = figure("编号", example="2002-清账")
    name: Line = figure("名称", example="村级账目清理")
    sort: Annotated[str, choice("审计", "清理", "离任审计", "专项审计", "自查")] = figure("种类", example="清理")
    by: Line = figure("单位", example="镇农村经营管理站")
    when: When | None = figure("时间", optional=True, example="2002")
    audited: Span | None = figure("审计期间", begun_by("when", "AUD008"), optional=True, example="1998..2001")
    unkept: MeasureOrAbsence | None = figure("无账时间", optional=True, help="多久没有建账", example="约4 年")
    covers: Line | None = figure("范围", optional=True, example="集体资金收支和债权债务")
    unit: UnitOfMoney | None = figure("金额单位", optional=True, asked=False, help="金额的单位；不写就是元")
    findings: tuple[AuditFinding, ...] = items("发现")
    measures: tuple[Measure, ...] = items("处理")
    refunds: tuple[Refund, ...] = items("退赔")
    referrals: tuple[Referral, ...] = items("移送情况")
    posted: Posted | None = group("公布", help="结果上墙的日期和地点")
    explanation: Paragraphs | None = state("说明", optional=True, example="清理以后成立了村民理财小组，按月公开。")


AUDIT = Kind("audit", label="审计清理", files="audits/*.yml", record=Audit, catalogue="审计清理", missing="REF032")
