"""考核办法: how somebody is assessed — parts, points, what takes them off, who votes with what weight (M02, M27)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.forms import ItemNumber, Line, Paragraphs, Percent, Score, When, choice, usual
from cunwu.kinds.record import Closes, Kind, Record
from cunwu.kinds.relations import unique, within

WAYS = ("打分", "折算", "票决")
"""Points given by somebody; points of another assessment converted; votes by grade."""
GRADES = ("优秀", "称职", "基本称职", "不称职", "合格", "基本合格", "不合格")
_ONCE = "一部分写一条，合并重复的"


class Part(NumberedItem):
    """One part of an assessment, with the most points it can give."""

    part: Line = figure("部分", unique("ASM007", source="program/records", hint=_ONCE), example="遵守纪律")
    most: Score = figure("满分", unit="分", example="400")
    raw: Score | None = figure(
        "原满分", unit="分", optional=True, help="从另一种考核折算来的，写那种考核的满分", example="1000"
    )
    weight: Percent | None = figure("权重", optional=True, help="各部分按百分比合成总分的才写", example="30%")
    judged_by: Annotated[str, choice(*WAYS)] | None = figure("怎么评", optional=True, example="打分")
    basis: Line | None = figure("依据", optional=True, example="村级目标管理千分制考核")


class Criterion(NumberedItem):
    """One thing that a part looks at."""

    part: ItemNumber = figure("部分", within("parts", "ASM001"), help="部分的编号", example="纪律")
    what: Line = figure("内容", example="按时到村签到")
    most: Score | None = figure("满分", unit="分", optional=True, example="150")
    off: Score | None = figure("每次扣", unit="分", optional=True, example="3")
    off_for: Line | None = figure("扣分情形", optional=True, example="无故缺勤一次")


class Side(NumberedItem):
    """Who votes or marks, and what that counts for."""

    who: Line = figure("谁", masked=True, example="村民代表")
    weight: Percent = figure("权重", example="40%")


class Grade(NumberedItem):
    """A grade, from how many points on it is given, and what a vote for it counts."""

    grade: Annotated[str, usual(*GRADES)] = figure(
        "等次", unique("ASM008", source="program/records", hint="一个等次写一条，合并重复的"), example="优秀"
    )
    least: Score | None = figure("起分", unit="分", optional=True, help="总分到多少算这一等", example="1800")
    worth: Score | None = figure("每票折分", unit="分", optional=True, help="一张票算多少分", example="100")


class Rubric(Record):
    """Rules of an assessment, posted before anybody is assessed by them. They hold for all places below."""

    heading: ClassVar[str] = "name"
    closes: ClassVar[Closes] = Closes(("parts", "criteria", "sides", "grades"))

    number: ItemNumber = figure("编号", example="2003-双千分")
    name: Line = figure("名称", example="驻村指导员双千分目标管理责任制")
    whom: Line | None = figure("对象", optional=True, example="驻村指导员")
    in_force: When | None = figure("施行", optional=True, example="2003")
    issued: Line | None = figure("文件", optional=True, example="镇党委文件")
    total_score: Score | None = figure("总分", unit="分", optional=True, help="和各部分满分之和核对", example="2000")
    parts: tuple[Part, ...] = items("部分")
    criteria: tuple[Criterion, ...] = items("内容", help="各部分看哪些事")
    sides: tuple[Side, ...] = items("评议方", help="谁来评，各占多少")
    grades: tuple[Grade, ...] = items("等次")
    use: Paragraphs | None = state("结果怎么用", optional=True, example="优秀的优先提拔，末位的召回。")


RUBRIC = Kind(
    "rubric", label="考核办法", files="rubrics/*.yml", record=Rubric, family="ASM", missing="REF031", inherited=True
)
