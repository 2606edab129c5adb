"""选派: how cadres were chosen — posts, steps, scores with their weights, ranks, what came of it (M01, M46)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import (
    Count,
    CountOrAbout,
    ItemNumber,
    Line,
    Paragraphs,
    Percent,
    Score,
    WhenOrAbsence,
    usual,
)
from cunwu.kinds.record import Closes, Kind, Record
from cunwu.kinds.relations import unique, within

WAYS = ("竞争上岗", "双向选择", "组织选派", "自愿报名")
STEPS = ("资格审查", "竞聘演讲", "民主测评", "组织谈话")
"""In their order. Source: cases/mechanisms"""
RESULTS = ("入选", "候补", "落选", "退出")
CHOSEN, FAILED, WITHDREW = "入选", "落选", "退出"


class Offered(NumberedItem):
    """A post, or a village that somebody is to go to."""

    post: Line = figure("岗位", example="双泉村驻村指导员")
    people: Count | None = figure("人数", unit="人", optional=True, example="1")
    wanted: Line | None = figure("条件", optional=True, example="懂财务，能住村")


class Duty(NumberedItem):
    """One of those who lead the selection."""

    who: Line = figure("谁", masked=True, help="写职务", example="镇党委书记")
    duty: Line | None = figure("分工", optional=True, example="组长")


class SelectionStep(NumberedItem):
    """One step, in the order in which the steps are to be taken."""

    step: Annotated[str, usual(*STEPS)] = figure(
        "步骤", unique("SEL002", source="program/records", hint="一步写一条，合并重复的"), example="资格审查"
    )
    on: WhenOrAbsence | None = figure("日期", optional=True, example="2003-01-15")
    by: Line | None = figure("经办", optional=True, example="镇党委、政府")
    how: Line | None = figure("做法", optional=True, example="先听部分中层干部和老同志的意见")
    result: Line | None = figure("结果", optional=True, example="20 人合格")


class Weight(NumberedItem):
    """One part of the total, and what it counts for."""

    part: Line = figure("部分", example="群众测评")
    weight: Percent = figure("权重", example="40%")
    most: Score | None = figure("满分", unit="分", optional=True, help="不写就是 100", example="100")


class Applicant(NumberedItem):
    """One who applied."""

    who: Line | None = figure(
        "谁",
        cadres=True,
        masked=True,
        optional=True,
        help="姓加某；不写就只有编号",
        example="刘某",
    )
    post: ItemNumber | None = figure("岗位", within("posts", "SEL001"), optional=True, help="岗位的编号", example="岗1")
    scores: tuple[Score, ...] = items("得分", help="各部分的分，照「权重」的次序写")
    total_score: Score | None = figure("总分", unit="分", optional=True, example="90.2")
    rank: Count | None = figure("名次", optional=True, example="1")
    result: Annotated[str, usual(*RESULTS)] | None = figure("结果", optional=True, example="入选")
    sent_to: Line | None = figure(
        "派往",
        cadres=True,
        places=True,
        masked=True,
        optional=True,
        help="哪个村，或派驻编号",
        example="双泉村 P01",
    )
    note: Line | None = figure("说明", optional=True, example="同分，按群众测评排名")


class Chosen(NumberedItem):
    """One who could choose, whom he chose, and what came of it (双向选择)."""

    who: Line = figure("谁", masked=True, help="写职务", example="片区领导")
    among: tuple[Line, ...] = items("可选", help="可以选谁", alone=True, masked=True)
    chose: tuple[Line, ...] = items("选了", alone=True, masked=True)
    result: Line | None = figure("结果", optional=True, example="互选成功，到年先村")
    sent_to: Line | None = figure(
        "派往",
        cadres=True,
        places=True,
        masked=True,
        optional=True,
        help="互选成了的，到哪个村，或派驻编号",
        example="年先村 P01",
    )


class Selection(Record):
    """One selection. Source: cases/mechanisms."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "when"
    closes: ClassVar[Closes] = Closes(
        ("posts", "weights", "applicants", "choices"), by=("announced", "applicants.result", "choices.result")
    )

    number: ItemNumber = figure("编号", example="2003-竞聘")
    name: Line = figure("名称", example="驻村指导员竞聘")
    way: Annotated[str, usual(*WAYS)] = figure("方式", example="竞争上岗")
    when: WhenOrAbsence | None = figure("时间", optional=True, example="2003-01")
    conditions: Paragraphs | None = figure("报名条件", optional=True, example="机关和站所的干部都可以报名。")
    leaders: tuple[Duty, ...] = items("领导小组")
    posts: tuple[Offered, ...] = items("岗位")
    steps: tuple[SelectionStep, ...] = items("步骤", help="照规定的先后写")
    weights: tuple[Weight, ...] = items("权重", help="总分由哪几部分合成，相加是 100%")
    applied: CountOrAbout | None = figure("报名人数", unit="人", optional=True, example="20多人")
    applicants: tuple[Applicant, ...] = items("报名的人")
    choices: tuple[Chosen, ...] = items("双向选择")
    announced: Line | None = figure("公布", optional=True, help="成绩和名次怎么公布的", example="当场公布得分和名次")
    detail: Paragraphs | None = state("经过", optional=True, example="先开动员会，再报名。", outcome=True)


SELECTION = Kind("selection", label="选派", files="selections/*.yml", record=Selection, family="SEL")
