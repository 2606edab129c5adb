"""What every record carries beside its own fields, and what a kind of record is."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Generic, TypeVar

from cunwu.core.frozen import Frozen
from cunwu.kinds.base import Item, NumberedItem, figure, items, state, with_fields, written
from cunwu.kinds.forms import Day, FileName, ItemNumber, Line, Paragraphs, Serial, Sha256, Url, When, Yes, choice


class SourceNote(NumberedItem):
    """Where a record's facts come from (来源)."""

    document: Line = figure("文件", help="文件、账册或文章的名称", example="村民代表会议记录")
    reference: Serial | None = figure("文号", optional=True, help="文号、页码或章节")
    dated: When | None = figure("日期", optional=True)
    url: Url | None = figure("网址", optional=True)


STORED = "附件库"
"""Where the originals of attachments lie that are too many for a repository."""
NEAR_KM = 3
"""A photo from no farther was taken on the spot: a natural village lies as far from its committee."""
KNOWN_OR_NOT = choice("是", "否", "不知道")


class Attachment(NumberedItem):
    """A file beside the record (附件), known by its digest."""

    file: FileName = figure("文件", help="放在本村文件夹内的文件", example="attachments/2026-03-合同.pdf")
    sha256: Sha256 = figure("校验值", help="文件的 sha256，用 sha256sum 文件名 得到")
    label: Line | None = figure("说明", optional=True, example="施工合同")
    stored: Annotated[str, choice(STORED)] | None = state(
        "存放", optional=True, asked=False, help="原件不在仓库里、在附件库里的，写「附件库」，cunwu attach 会写"
    )
    discloses: Line | None = figure(
        "公开事项", optional=True, asked=False, help="这个文件公开的是公开目录里的哪一项", example="村规民约"
    )
    consent: Annotated[str, choice("是", "没有人")] | None = state(
        "同意公开", optional=True, asked=False, help="照片要写：照片上的人同意公开写「是」，没有人写「没有人」"
    )
    vetted: Yes | None = state(
        "已看过", optional=True, asked=False, help="照片、扫描件要写：看过了，没有号码、住址、病情、孩子的，写「是」"
    )
    vetted_by: Line | None = state(
        "看过的人", optional=True, asked=False, help="谁看过：写职务，或者姓加某", example="村报账员"
    )
    same_day: Annotated[str, KNOWN_OR_NOT] | None = state(
        "当天", optional=True, asked=False, help="照片是不是记录说的那天拍的，cunwu attach 会写", example="是"
    )
    same_place: Annotated[str, KNOWN_OR_NOT] | None = state(
        "当地", optional=True, asked=False, help="照片是不是在位置 3 公里以内拍的，cunwu attach 会写", example="不知道"
    )

    @property
    def may_be_named(self) -> bool:
        """Whether pages may name it: a photo only once it is written that whoever is on it agreed."""
        return self.consent is not None or not self.file.lower().endswith(PHOTOS)

    @property
    def was_seen(self) -> bool:
        """Whether a named person looked at it: no program sees a face, or what is written by hand."""
        return bool(self.vetted) and self.vetted_by is not None

    @property
    def as_named(self) -> Attachment:
        """As pages list it: a photo that may not be named by its number only."""
        return self if self.may_be_named else with_fields(self, {"file": "照片，没有写同意公开", "label": None})


PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".bmp", ".gif", ".tif", ".tiff")
"""How files of photos end."""


FILE_WORD = "文件"
"""What a takedown of a file names as its field."""

EMPTIED = "（空）"
"""Stands in a correction as the new value of a field that was deleted."""


class Correction(NumberedItem):
    """A published figure put right in the open (更正)."""

    item: ItemNumber | None = figure("条目", optional=True, help="被更正条目的编号；更正记录本身的字段时不填")
    field: Line = figure("字段", help="被更正的字段名", example="支出")
    before: Paragraphs = figure("原值", help="原来公布的内容，一字不差；分段的照样分段", example="1230.00")
    after: Paragraphs = figure("新值", help="更正后的内容；删去这一栏的写（空）", example="1320.00")
    reason: Line = figure("原因", example="凭证记-12 金额抄错")
    approved: Line = figure("批准", help="谁、在哪次会上同意", example="2026-04-08 村务监督委员会")
    on: Day = figure("日期")


class Withdrawal(NumberedItem):
    """An item, or the whole record, that stays readable but counts no longer (撤销)."""

    item: ItemNumber | None = figure("条目", optional=True, help="被撤销条目的编号；整份记录作废时不填")
    reason: Line = figure("原因", example="重复记账")
    approved: Line = figure("批准", example="2026-04-08 村务监督委员会")
    on: Day = figure("日期")


class LateEntry(NumberedItem):
    """An item that came after its period was closed (补录)."""

    item: ItemNumber = figure("条目", help="补录那一条的编号")
    reason: Line = figure("原因", example="单据 5 月才交来")
    approved: Line = figure("批准", example="2026-05-08 村务监督委员会")
    on: Day = figure("日期")


class Redaction(NumberedItem):
    """A personal text taken down by law (屏蔽): the figure beside it stays, what it said is told nowhere any more."""

    item: ItemNumber | None = figure("条目", optional=True, help="被屏蔽条目的编号；屏蔽记录本身的栏目时不填")
    field: Line = figure(
        "字段",
        help="被屏蔽的栏目，只能是文字，不能是金额、日期和数量；附件写「文件」，文件撤下，这一条留着",
        example="对方",
    )
    reason: Line = figure("原因", help="不要写出被屏蔽的内容", example="本人要求，依个人信息保护法第四十七条")
    approved: Line = figure("批准", example="2026-04-08 村务监督委员会")
    on: Day = figure("日期")


class Explanation(NumberedItem):
    """Why something irregular is so (反常说明): shown beside it."""

    code: Line = figure("规则", help="检查时写在句子前面的代码", example="PRJ005")
    item: ItemNumber | None = figure("条目", optional=True, help="说的是哪一条；说整份记录时不填")
    reason: Line = figure("原因", help="用大白话写", example="汛期来得早，先抢修再补办立项")
    who: Line = figure("谁", help="谁作的说明：写职务，或者姓加某", example="村委会主任")
    original: Yes | None = figure(
        "照原件", optional=True, help="写「是」：原件上的数就对不上，照原样公布，两个数都给人看"
    )
    approved: Line | None = figure(
        "批准", optional=True, help="照原件的必须写：谁、在哪次会上同意", example="2026-04-08 村务监督委员会"
    )


GIVES_GROUNDS: tuple[type[NumberedItem], ...] = (Explanation, Attachment, SourceNote)
"""Rows that say why, or prove it; none of them is an entry of a period."""


class Closes(Frozen):
    """When a published record is whole: a row that comes later says why it does (补录), as in closed books."""

    lists: tuple[str, ...]
    """Names of its lists that are whole then, “procurement.bids” of those in groups."""
    by: tuple[str, ...] = ()
    """Names of fields, “applicants.result” of those below, of which one is written by then; none if at once."""


class Record(Item):
    """One record: one YAML file of one kind. Every kind also carries sources, attachments and corrections."""

    heading: ClassVar[str] = ""
    """Name of the field that holds the title of the record's page."""
    dated_by: ClassVar[str] = ""
    """Name of the field that holds the day of the record (a date, partial date or period)."""
    closes: ClassVar[Closes | None] = None
    has_happened: ClassVar[bool] = False
    """Whether all of it tells what was done, so that its period has begun when it is written."""

    sources: tuple[SourceNote, ...] = items("来源", help="事实出自哪里")
    attachments: tuple[Attachment, ...] = items("附件", help="随记录存放的文件")
    remark: Paragraphs | None = state("备注", optional=True, help="写给村民看的补充说明；不要写个人信息")
    corrections: tuple[Correction, ...] = items("更正", help="已公布的数字改动时，在这里写明原值、新值和原因")
    withdrawals: tuple[Withdrawal, ...] = items("撤销", help="作废的条目，或者整份作废的记录；写下的保留")
    late_entries: tuple[LateEntry, ...] = items("补录", help="期间公布以后才补进来的条目，在这里写明原因")
    explanations: tuple[Explanation, ...] = items(
        "反常说明", help="不合常规但是真的，在这里说明为什么；和那句话一起公布"
    )
    redactions: tuple[Redaction, ...] = items("屏蔽", help="依法撤下的个人信息：改掉文字，在这里写明原因，数字不动")

    @property
    def title(self) -> str:
        """The title of the record's page."""
        value = getattr(self, self.heading)
        return str(getattr(value, "label", value))

    @property
    def day(self) -> date | None:
        """The last day that the record covers; None if it is not dated."""
        value = getattr(self, self.dated_by) if self.dated_by else None
        return value if isinstance(value, date) else getattr(value, "last", None)

    @property
    def reference(self) -> str:
        """The name that other records use for it: its 编号, else the text of its period."""
        own = getattr(self, "number", None) or getattr(self, self.dated_by)
        return str(getattr(own, "text", own))

    @property
    def redacted(self) -> frozenset[tuple[str, str]]:
        """Item (empty for the record itself) and field of every text that was taken down."""
        return frozenset((redaction.item or "", redaction.field) for redaction in self.redactions)

    @property
    def files_taken_down(self) -> dict[str, Redaction]:
        """Number of each attachment whose file was taken down → by which entry; its row stays."""
        numbers = {one.number for one in written(self.attachments)} if self.redactions else set()
        return {note.item: note for note in self.redactions if note.item in numbers and note.field == FILE_WORD}

    def shows_names(self, as_of: date) -> bool:  # noqa: ARG002 - a kind that names people depends on the day
        """Whether the lists that name people may be shown on that day; kinds with such lists override this."""
        return False

    @property
    def repeated(self) -> frozenset[str]:
        """Numbers of the rows whose amounts other rows hold too (subtotals, details): no sum counts them again."""
        return frozenset()

    @property
    def withdrawn(self) -> frozenset[str]:
        """Numbers of the items that no longer count."""
        return frozenset(withdrawal.item for withdrawal in self.withdrawals if withdrawal.item is not None)

    @property
    def taken_back(self) -> Withdrawal | None:
        """Why the record as a whole should never have been published; None if it counts."""
        return next((withdrawal for withdrawal in self.withdrawals if withdrawal.item is None), None)


R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


class Kind(Frozen, Generic[R_co]):
    """One kind of record: where its files lie and what they must hold."""

    name: str
    label: str
    files: str
    """Pattern of its files in a place's folder: `meetings/*.yml`, or one fixed name."""
    record: type[R_co]
    catalogue: str = ""
    """The catalogue item that this kind discloses; empty if it discloses none."""
    family: str = ""
    """The three letters of the codes of its rules, if the catalogue has no family for them."""
    missing: str = ""
    """The code of the rule for references that lead to no record of this kind; empty if no field leads here."""
    thing: str = ""
    """The word for one record in such a message, if it is not the label."""
    by_row: bool = False
    """Whether a reference may name a row of the record after a #."""
    inherited: bool = False
    """Whether the records of a place hold for all places below it, as its settings do."""
    invites: bool = False
    """Whether search engines may list its records: only those that name nobody but people in office and partners."""

    @property
    def folder(self) -> str:
        """The sub-folder of its files; empty if they lie in the place's folder itself."""
        return self.files.rpartition("/")[0]
