"""考核: one assessment — points with reasons, votes by grade, total, grade and what came of it (M02, M27)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items
from cunwu.kinds.forms import Count, ItemNumber, Line, Reference, Score, Span, WhenOrAbsence, usual
from cunwu.kinds.record import Closes, Kind, Record
from cunwu.kinds.relations import at_most, unique, wanted
from cunwu.kinds.rubric import GRADES

OUTCOMES = ("奖励", "评优", "提拔", "留任", "谈话", "诫勉", "扣发补助", "末位调整", "召回")
BUNDLED = ("创业承诺", "村务公开", "财务公开", "党务公开", "社会治安", "组织建设")
"""What of the village's own work counts with the cadre's (M27)."""
_SHEET = "照签到簿和计票单核对"


class Mark(NumberedItem):
    """Points given for one part of the rubric, or for one criterion of it."""

    part: ItemNumber = figure("部分", help="考核办法里部分的编号", example="纪律")
    criterion: ItemNumber | None = figure("内容", optional=True, help="考核办法里内容的编号；给整个部分打分的不写")
    score: Score = figure("得分", unit="分", help="照原来的满分写，折算由程序做", example="380")
    times: Count | None = figure("次数", unit="次", optional=True, help="扣分情形发生了几次", example="2")
    reason: Line | None = figure("原因", optional=True, example="两次例会缺席")


class Ballot(NumberedItem):
    """How many of one side came, and what their votes come to."""

    panel: ItemNumber = figure(
        "评议方", unique("ASM012", hint="一方写一条，合并重复的"), help="考核办法里评议方的编号", example="代表"
    )
    expected: Count | None = figure("应到", unit="人", optional=True, example="30")
    present: Count | None = figure(
        "实到", at_most("expected", "ASM013", hint=_SHEET), unit="人", optional=True, example="28"
    )
    void: Count | None = figure("废票", unit="张", optional=True, example="1")
    score: Score | None = figure("得分", unit="分", optional=True, help="写了就和各等次的票核对", example="93.33")


class Vote(NumberedItem):
    """How many of one side voted for one grade."""

    panel: ItemNumber = figure("评议方", example="代表")
    grade: Annotated[str, usual(*GRADES)] = figure("等次", example="优秀")
    votes: Count = figure("票数", unit="票", example="20")


class Bundled(NumberedItem):
    """A result of the village that counts with the cadre's."""

    item: Annotated[str, usual(*BUNDLED)] = figure("事项", example="财务公开")
    result: Line = figure("结果", example="十二个月都按时公开")
    points: Score | None = figure("计分", unit="分", optional=True)


class Outcome(NumberedItem):
    """What came of it, and why."""

    result: Annotated[str, usual(*OUTCOMES)] = figure("结果", example="评优")
    reason: Line | None = figure("原因", wanted("ASM017"), optional=True, example="住村 150 夜，修通机耕路")
    on: WhenOrAbsence | None = figure("日期", optional=True)


class Assessment(Record):
    """One assessment of one cadre, by a rubric that the place or a place above has posted."""

    heading: ClassVar[str] = "title"
    dated_by: ClassVar[str] = "period"
    closes: ClassVar[Closes] = Closes(("marks", "ballots", "votes", "bundled"), by=("total_score", "grade", "rank"))

    number: ItemNumber = figure("编号", example="2003-P01")
    period: Span = figure("期间", example="2003")
    posting: Reference | None = figure("派驻", to="posting", optional=True, help="考核的是哪一条派驻", example="P01")
    who: Line | None = figure("谁", masked=True, optional=True, help="没有派驻记录的写职务，或者姓加某", example="刘某")
    rubric: Reference | None = figure("办法", to="rubric", optional=True, help="考核办法的编号，本地或者上级公布的")
    meeting: Reference | None = figure("会议", to="meeting", optional=True, help="述职的那次会议")
    audit: Reference | None = figure("审计", to="audit", optional=True, help="和哪次审计一起")
    marks: tuple[Mark, ...] = items("得分")
    ballots: tuple[Ballot, ...] = items("评议")
    votes: tuple[Vote, ...] = items("票数")
    bundled: tuple[Bundled, ...] = items("捆绑", help="和村里哪些工作一起算")
    total_score: Score | None = figure("总分", unit="分", optional=True, help="写了就和程序算的核对", example="1862")
    grade: Annotated[str, usual(*GRADES)] | None = figure("等次", optional=True, example="优秀")
    rank: Count | None = figure("名次", at_most("out_of", "ASM014"), optional=True, example="1")
    out_of: Count | None = figure("参加排名", unit="人", optional=True, example="8")
    outcomes: tuple[Outcome, ...] = items("结果运用")

    @property
    def title(self) -> str:
        """“2003 年考核”, or “2003 年考核（刘某）” of somebody without a posting here."""
        return f"{self.period.label}考核{'' if self.posting else f'（{self.who or self.number}）'}"


ASSESSMENT = Kind("assessment", label="考核", files="assessments/*.yml", record=Assessment, family="ASM")
