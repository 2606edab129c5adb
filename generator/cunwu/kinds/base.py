"""The one declaration behind every record: word, nature, unit, help and example of each field.

From it come reading, JSON Schema, the default page, the reference page and the glossary.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from cunwu.core.frozen import Frozen
from cunwu.kinds.forms import Day, FileName, Form, ItemNumber, Line, Paragraphs, Serial, Sha256, Url, When


class Nature(StrEnum):
    """What may happen to a published field."""

    FIGURE = "数字"
    """Changes only with a 更正."""
    STATE = "状态"
    """Moves on by itself: progress, standing, current holder."""
    ITEMS = "列表"
    GROUP = "分组"


class FieldSpec(Frozen, eq=False):
    """One field as declared, made ready for readers of the declaration; there is one for each, so it equals itself."""

    name: str
    word: str
    nature: Nature
    required: bool
    unit: str = ""
    help: str = ""
    example: str = ""
    form: Form | None = None
    """How its text is read; None for items and groups."""
    model: type[Item] | None = None
    """The model of its items or group; None for single values and plain lists."""
    many: bool = False
    to: str = ""
    """The kind a reference leads to; `ledger` references may name an entry after a #."""
    totals_only: bool = False
    """Counted in totals and never shown one by one (M32)."""
    named: bool = False
    """Names somebody who receives help: shown only where the record says that names may be read (`shows_names`)."""

    @property
    def example_text(self) -> str:
        """The declared example, else that of the form."""
        return self.example or (self.form.example if self.form else "")


_EXTRA = "cunwu"


def _declare(
    word: str,
    nature: Nature,
    default: Any,
    *,
    unit: str = "",
    explained: str,
    example: str,
    to: str = "",
    totals_only: bool = False,
    named: bool = False,
) -> Any:
    meta = {"nature": nature.value, "unit": unit, "example": example, "to": to, "totals_only": totals_only}
    meta["named"] = named
    extra: dict[str, Any] = {_EXTRA: meta}
    return Field(default, alias=word, description=explained or None, json_schema_extra=extra)


def figure(
    word: str,
    *,
    unit: str = "",
    help: str = "",
    example: str = "",
    optional: bool = False,
    to: str = "",
    totals_only: bool = False,
    named: bool = False,
) -> Any:
    """A field that, once published, changes only with a 更正. `to` names the kind a reference leads to."""
    default = None if optional else ...
    return _declare(
        word,
        Nature.FIGURE,
        default,
        unit=unit,
        explained=help,
        example=example,
        to=to,
        totals_only=totals_only,
        named=named,
    )


def state(
    word: str,
    *,
    unit: str = "",
    help: str = "",
    example: str = "",
    optional: bool = False,
) -> Any:
    """A field that moves on: progress, status, current holder, office hours."""
    return _declare(word, Nature.STATE, None if optional else ..., unit=unit, explained=help, example=example)


def items(word: str, *, help: str = "", required: bool = False) -> Any:
    """A list of numbered items, or of single values; absent means empty."""
    return _declare(word, Nature.ITEMS, ... if required else (), explained=help, example="")


def group(word: str, *, help: str = "", optional: bool = True) -> Any:
    """A few fields that belong together."""
    return _declare(word, Nature.GROUP, None if optional else ..., explained=help, example="")


class Item(BaseModel):
    """A table of declared fields: part of a record, or a whole one."""

    # A board holds a third of the kinds; what reads the others is built when it is asked for.
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class NumberedItem(Item):
    """An item of a list, known by its number for ever."""

    number: ItemNumber = figure("编号", help="在本记录内不重复；用过的编号不再给别的条目", example="001")


class SourceNote(NumberedItem):
    """Where a record's facts come from (来源)."""

    document: Line = figure("文件", help="文件、账册或文章的名称", example="村民代表会议记录")
    reference: Serial | None = figure("文号", optional=True, help="文号、页码或章节")
    dated: When | None = figure("日期", optional=True)
    url: Url | None = figure("网址", optional=True)


class Attachment(NumberedItem):
    """A file beside the record (附件), known by its digest."""

    file: FileName = figure("文件", help="放在本村文件夹内的文件", example="attachments/2026-03-合同.pdf")
    sha256: Sha256 = figure("校验值", help="文件的 sha256，用 sha256sum 文件名 得到")
    label: Line | None = figure("说明", optional=True, example="施工合同")


class Correction(NumberedItem):
    """A published figure put right in the open (更正)."""

    item: ItemNumber | None = figure("条目", optional=True, help="被更正条目的编号；更正记录本身的字段时不填")
    field: Line = figure("字段", help="被更正的字段名", example="支出")
    before: Line = figure("原值", help="原来公布的内容，一字不差", example="1230.00")
    after: Line = figure("新值", help="更正后的内容", example="1320.00")
    reason: Line = figure("原因", example="凭证记-12 金额抄错")
    approved: Line = figure("批准", help="谁、在哪次会上同意", example="2026-04-08 村务监督委员会")
    on: Day = figure("日期")


class Withdrawal(NumberedItem):
    """An item that stays readable but counts no longer (撤销)."""

    item: ItemNumber = figure("条目", help="被撤销条目的编号")
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
    field: Line = figure("字段", help="被屏蔽的栏目，只能是文字，不能是金额、日期和数量", example="对方")
    reason: Line = figure("原因", help="不要写出被屏蔽的内容", example="本人要求，依个人信息保护法第四十七条")
    approved: Line = figure("批准", example="2026-04-08 村务监督委员会")
    on: Day = figure("日期")


class Record(Item):
    """One record: one YAML file of one kind. Every kind also carries sources, attachments and corrections."""

    heading: ClassVar[str] = ""
    """Name of the field that titles the record's page."""
    dated_by: ClassVar[str] = ""
    """Name of the field that dates the record (a date, partial date or period)."""

    sources: tuple[SourceNote, ...] = items("来源", help="事实出自哪里")
    attachments: tuple[Attachment, ...] = items("附件", help="随记录存放的文件")
    remark: Paragraphs | None = state("备注", optional=True, help="写给村民看的补充说明；不要写个人信息")
    corrections: tuple[Correction, ...] = items("更正", help="已公布的数字改动时，在这里写明原值、新值和原因")
    withdrawals: tuple[Withdrawal, ...] = items("撤销", help="作废的条目；条目本身保留")
    late_entries: tuple[LateEntry, ...] = items("补录", help="期间公布以后才补进来的条目，在这里写明原因")
    redactions: tuple[Redaction, ...] = items("屏蔽", help="依法撤下的个人信息：改掉文字，在这里写明原因，数字不动")

    @property
    def title(self) -> str:
        """What the record's page is called."""
        value = getattr(self, self.heading)
        return str(getattr(value, "label", value))

    @property
    def day(self) -> date | None:
        """The last day the record speaks of; None when it is not dated."""
        value = getattr(self, self.dated_by) if self.dated_by else None
        return value if isinstance(value, date) else getattr(value, "last", None)

    @property
    def reference(self) -> str:
        """What other records call it: its 编号, else the text of its period."""
        own = getattr(self, "number", None) or getattr(self, self.dated_by)
        return str(getattr(own, "text", own))

    @property
    def redacted(self) -> frozenset[tuple[str, str]]:
        """Item (empty for the record itself) and field of every text that was taken down."""
        return frozenset((redaction.item or "", redaction.field) for redaction in self.redactions)

    def shows_names(self, as_of: date) -> bool:  # noqa: ARG002 - a kind that names people looks at the day
        """Whether the lists that name people may be read on that day; a kind that has such lists says when."""
        return False

    @property
    def withdrawn(self) -> frozenset[str]:
        """Numbers of the items that no longer count."""
        return frozenset(withdrawal.item for withdrawal in self.withdrawals)


R = TypeVar("R", bound=Record)
R_co = TypeVar("R_co", bound=Record, covariant=True)


class Kind(Frozen, Generic[R_co]):
    """One kind of record: where its files lie and what they must hold."""

    name: str
    label: str
    files: str
    """Where its files lie in a place's folder: `meetings/*.yml`, or one fixed name."""
    record: type[R_co]
    catalogue: str = ""
    """What the public calls the item this kind discloses; empty when it is no item of its own."""

    @property
    def folder(self) -> str:
        """The sub-folder of its files; empty for files that lie in the place's folder itself."""
        return self.files.rpartition("/")[0]


@cache
def fields_of(model: type[Item]) -> tuple[FieldSpec, ...]:
    """The declared fields of `model`; its own come before those every record carries, the number first."""
    specs = [_spec(name, info) for name, info in model.model_fields.items()]
    common = set(Record.model_fields) if issubclass(model, Record) else set()
    return tuple(sorted(specs, key=lambda spec: spec.name in common))


@cache
def parts_fields(model: type[Item]) -> tuple[FieldSpec, ...]:
    """The fields of `model` that hold items: its groups and lists. Most items of a board have none."""
    return tuple(spec for spec in fields_of(model) if spec.model is not None)


@cache
def names_people(model: type[Item]) -> bool:
    """Whether a table of fields names people who receive help: its rows must not be told to everybody."""
    return any(spec.named for spec in fields_of(model))


@cache
def leads_to_names(model: type[Item]) -> bool:
    """Whether `model`, or a part of it at any depth, names people who receive help."""
    return names_people(model) or any(leads_to_names(spec.model) for spec in parts_fields(model) if spec.model)


@cache
def words_of(model: type[Item]) -> Mapping[str, FieldSpec]:
    """The same fields by the word a clerk writes."""
    return {spec.word: spec for spec in fields_of(model)}


@cache
def word_of(model: type[Item], name: str) -> str:
    """The word a clerk writes for the attribute `name`."""
    alias = model.model_fields[name].alias
    if alias is None:
        raise TypeError(f"{model.__name__}.{name} is not declared with figure, state, items or group")
    return alias


def _spec(name: str, info: FieldInfo) -> FieldSpec:
    extra = info.json_schema_extra
    if not isinstance(extra, dict) or not isinstance(meta := extra.get(_EXTRA), dict):
        raise TypeError(f"field {name} is not declared with figure, state, items or group")
    form, model, many = _anatomy(info.annotation, tuple(info.metadata))
    return FieldSpec(
        name=name,
        word=str(info.alias),
        nature=Nature(str(meta["nature"])),
        required=info.is_required(),
        unit=str(meta["unit"]),
        help=info.description or "",
        example=str(meta["example"]),
        form=form,
        model=model,
        many=many,
        to=str(meta["to"]),
        totals_only=bool(meta["totals_only"]),
        named=bool(meta["named"]),
    )


def _anatomy(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Form | None, type[Item] | None, bool]:
    """Form, model and many-ness of an annotation such as `tuple[Entry, ...]` or `Amount | None`."""
    for extra in metadata:
        if isinstance(extra, Form):
            return extra, None, False
    if hasattr(annotation, "__metadata__"):
        return _anatomy(get_args(annotation)[0], annotation.__metadata__)
    if isinstance(annotation, type) and issubclass(annotation, Item):
        return None, annotation, False
    arguments = [argument for argument in get_args(annotation) if argument not in (type(None), Ellipsis)]
    if get_origin(annotation) in (Union, types.UnionType, tuple) and arguments:
        form, model, _ = _anatomy(arguments[0])
        return form, model, get_origin(annotation) is tuple
    raise TypeError(f"no form for {annotation!r}")
