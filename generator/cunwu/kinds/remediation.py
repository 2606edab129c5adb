"""整治: one plan for a village that lags behind — its problems, who helps, when the label goes (M34–M38)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import ByWhen, ItemNumber, Line, Paragraphs, Span, When, WhenOrAbsence, Yes, choice, usual
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.relations import inside

CLASSES = ("人", "事", "钱", "力")
LINKS = ("班子成员联村", "办事处书记联村", "驻村干部联村")
HELPS = ("工作组进驻", "县直单位帮扶", "镇直单位帮扶", "先进村结对", "企业结对")
PUSHES = ("班子建设", "重点难题", "日常运转")
MEANS = ("谈话", "诫勉", "扣减报酬", "调整", "改选", "外出学习", "请能人回乡", "政策扶持", "项目扶持", "资金扶持")
WEEKLY = "每周"


class Issue(NumberedItem):
    """One problem of the plan, with what is done about it, by whom and until when."""

    issue_class: Annotated[str, choice(*CLASSES)] = figure("问题类别", help="人、事、钱、力", example="钱")
    issue: Line = figure("问题", example="集体没有收入，水渠多年没有修")
    remedy: Line | None = figure("整改措施", optional=True, example="茶叶厂重新发包，租金修渠")
    in_charge: Line | None = figure(
        "整改责任人", cadres=True, optional=True, help="写职务或派驻编号", example="村委会主任"
    )
    remedy_by: ByWhen | None = figure("整改期限", plan=True, optional=True, example="2026-06-30")
    solved: WhenOrAbsence | None = state("解决日期", optional=True, example="2026-06-12", outcome=True)
    shown_by: Line | None = state(
        "凭据", optional=True, help="哪份记录、文件能看出来", example="合同 2026-茶厂", outcome=True
    )


class Help(NumberedItem):
    """Who is tied to the village, or helps it, and what with."""

    help_relation: Annotated[str, usual(*LINKS, *HELPS)] = figure("帮扶关系", example="县直单位帮扶")
    helper: Line = figure("帮扶方", cadres=True, help="写单位、职务或派驻编号，不写姓名", example="县水利局")
    help_with: Line | None = figure("帮什么", optional=True, example="出水渠的设计，派技术员")


class Push(NumberedItem):
    """One of the things that are pushed on."""

    push: Annotated[str, usual(*PUSHES)] = figure("推什么", example="班子建设")
    push_how: Line | None = figure("怎么推", optional=True, example="补选一名副主任，定了分工")


class Touch(NumberedItem):
    """One of the regular meetings (一周一碰头)."""

    met_on: When = figure("碰头日期", inside("period", "REM001", source="cases/mechanisms"), example="2026-03-09")
    situation: Line | None = figure("情况", optional=True, example="发包方案贴出来了")
    obstacle: Line | None = figure("主要问题", optional=True, example="有两户对界址有意见")
    ahead: Line | None = figure("下一步", optional=True, example="请镇里派人量界")
    told_to: Line | None = figure("报给谁", optional=True, help="写职务", example="镇党委书记")


class Means(NumberedItem):
    """What was done about, or for, those who lead the village; without private matters."""

    means: Annotated[str, usual(*MEANS)] = figure("办法", example="谈话")
    addressee: Line = figure("对谁", help="写职务，不写姓名", example="村委会副主任")
    done_on: WhenOrAbsence | None = figure("何时", optional=True, example="2026-02-20")
    because: Line | None = figure("为什么", optional=True, example="两个月没有到村部值班")
    came_of_it: Line | None = state("后来", optional=True, example="三月起照值班表到岗", outcome=True)


class Condition(NumberedItem):
    """One condition under which the village is no longer called backward."""

    condition: Line = figure("摘帽条件", example="账目按月公开，连续六个月")
    met: Yes | None = state("达到", optional=True, example="是", outcome=True)
    met_shown_by: Line | None = state("达到的凭据", optional=True, example="公开情况页，1 至 6 月", outcome=True)


class Remediation(Record):
    """The plan of one village (一村一策)."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "period"

    number: ItemNumber = figure("编号", example="2026-整治")
    name: Line = figure("名称", example="上河村整治方案")
    village: Line | None = figure(
        "整治的村", optional=True, help="镇里写的，写村名；村里自己写的不用写", example="上河村"
    )
    period: Span | None = figure("期间", optional=True, example="2026-01..2026-12")
    class_before: Annotated[str, choice("后进", "软弱涣散", "一般")] | None = figure(
        "原来的类别", optional=True, example="后进"
    )
    reason: Paragraphs | None = figure("原因", optional=True, example="账目两年没有公开，班子不齐。")
    document: Line | None = figure("文件", optional=True, example="清河镇后进村整治意见")
    issues: tuple[Issue, ...] = items("存在的问题")
    helps: tuple[Help, ...] = items("联系和帮扶", help="三联、三帮")
    pushes: tuple[Push, ...] = items("重点推进", help="三推")
    touch_rhythm: Annotated[str, usual("每周", "每半月", "每月")] | None = figure(
        "多久碰头", optional=True, example="每周"
    )
    touches: tuple[Touch, ...] = items("碰头会")
    measures_taken: tuple[Means, ...] = items("处理和扶持")
    lifting_conditions: tuple[Condition, ...] = items("条件", help="达到哪些就不再算后进村")
    lifted: WhenOrAbsence | None = state("摘帽日期", optional=True, example="2026-12-20", outcome=True)
    lifted_by: Line | None = state("摘帽批准", optional=True, example="2026-12-20 镇党委会", outcome=True)


REMEDIATION = Kind("remediation", label="整治", files="remediations/*.yml", record=Remediation, family="REM")
