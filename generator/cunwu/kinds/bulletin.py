"""简报: an issue of a place's bulletin, or how many issues a paper counts; what else was handed out (M17)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from cunwu.kinds.base import NumberedItem, figure, items
from cunwu.kinds.forms import ItemNumber, Line, MeasureOrAbsence, Paragraphs, When, WhenOrSpan, choice
from cunwu.kinds.posting import LEVELS_SENDING
from cunwu.kinds.record import Kind, Record


class StatedIssues(NumberedItem):
    """How many issues a paper counts, where they are not recorded one by one."""

    level: Annotated[str, choice(*LEVELS_SENDING)] | None = figure(
        "层级", optional=True, help="哪一级出的；不写是各级一起", example="县"
    )
    issue_count: MeasureOrAbsence = figure("期数", example="75 期")
    note: Line | None = figure("说明", optional=True, example="各县（市、区）合计")


class Adoption(NumberedItem):
    """What a bulletin above took over."""

    adopted_by: Line | None = figure("采用单位", optional=True, help="材料写明的才写", example="市委组织部简报")
    adopted_on: When | None = figure("采用日期", optional=True, example="2026-04")
    adopted_count: MeasureOrAbsence | None = figure("采用条数", optional=True, example="1 条")
    note: Line | None = figure("说明", optional=True, example="采用的是茶叶厂一篇")


class Handout(NumberedItem):
    """Other material that was handed out."""

    material: Line = figure("材料", example="驻村工作小册子")
    material_count: MeasureOrAbsence | None = figure("发了多少", optional=True, example="8532 本")
    handed_out_by: Line | None = figure("谁发的", optional=True, help="写单位", example="各县（市、区）")


class Bulletin(Record):
    """One issue, or the issues of a time counted together."""

    heading: ClassVar[str] = "name"
    dated_by: ClassVar[str] = "when"

    number: ItemNumber = figure("编号", example="2026-简报3")
    name: Line = figure("标题", example="清河镇驻村工作简报")
    issue_number: Line | None = figure("期号", optional=True, asked=False, help="照简报上写", example="2026 年第 3 期")
    when: WhenOrSpan | None = figure("时间", optional=True, help="只知道哪一月的写月份", example="2026-03")
    content: Paragraphs | None = figure("内容", optional=True, help="讲了什么，一两句", example="上河村怎样理清账目。")
    copies: MeasureOrAbsence | None = figure("印发份数", optional=True, asked=False, example="120 份")
    stated_issues: tuple[StatedIssues, ...] = items(
        "期数合计", asked=False, help="没有一期一期登记，材料只写一共几期的"
    )
    adoptions: tuple[Adoption, ...] = items("上级采用", asked=False)
    handouts: tuple[Handout, ...] = items("其他材料", asked=False, help="一起印发的小册子、宣传单")

    @property
    def is_issue(self) -> bool:
        """Whether it is one issue, which the program counts, and no total that a paper states."""
        return not self.stated_issues


BULLETIN = Kind("bulletin", label="简报", files="bulletins/*.yml", record=Bulletin)
