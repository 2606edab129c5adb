"""For the one who keeps the records of a village: what is owed by when, and the next record of each kind it keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from cunwu.core.frozen import Frozen
from cunwu.derive.disclosure import Disclosure
from cunwu.derive.owed import Owed, owed_answers, owed_items
from cunwu.imports.next_record import Draft, drafts_of
from cunwu.kinds import KINDS
from cunwu.kinds.fields import leads_to_names
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.village import Village
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.links import clerk_url, relative
from cunwu.pages.parts.new_file import NewFile, fill_in
from cunwu.pages.parts.view import Cell, Column, Link, Row, Shell, Table
from cunwu.pages.places.disclosure import HEADING as TIMES, disclosure_url, has_times
from cunwu.records.places import Place
from cunwu.records.privacy import hide_leaks
from cunwu.values.dates import chinese_date

HEADING = "给记账的人"
_MOST = 20
"""How many things owed the page names; the rest is on the page of all periods."""
_WHAT, _DUE, _STATE = "欠什么", "期限", "情况"
_NAMES = "这种记录里有领待遇的人，名单不跟着链接走：照上一份自己填。"
_NUMBERS = "里面有像证件号、账号的数字，内容不跟着链接走：照上一份自己填。"
_SAVED = "照里面「填」后面说的填，提交时选新建一个分支，再提出合并申请；检查的结果写在申请里。"
_TOO_LONG = "内容太长，链接带不走：打开以后，把下面的内容复制进去。"


class NewRecord(Frozen):
    """The next record of a kind, as it would be written."""

    name: str
    after: str
    """The file that it continues; empty for a first one."""
    link: Link
    path: str
    text: str
    """What is to be copied; empty where the link takes it along."""
    note: str


class ClerkView(Frozen):
    """What is to be written next."""

    shell: Shell
    heading: str
    owed: Table | None
    times: Link | None
    """To all periods."""
    how: str
    records: tuple[NewRecord, ...]


def has_clerk(place: Place) -> bool:
    """Whether anybody writes records of a place: of a village that is no more, or whose past is retold, nobody does."""
    record = place.record
    return isinstance(record, Village) and record.abolished is None and not place.is_retold


def link_to_clerk(context: PlaceContext, url: str) -> Link | None:
    """The way there from a page of the village; None if there is no such page."""
    return Link(HEADING, relative(url, clerk_url(context.place))) if has_clerk(context.place) else None


def plan_clerk(context: PlaceContext, disclosures: Sequence[Disclosure]) -> Page | None:
    """The page; None where nobody writes records."""
    place = context.place
    if not has_clerk(place):
        return None
    url = clerk_url(place)
    owed = sorted(
        chain(owed_items(place, disclosures), owed_answers(context.board, context.settings_on, context.site.as_of)),
        key=lambda one: (one.due, one.what),
    )
    page = context.site.new_file
    view = ClerkView(
        shell=context.shell(url, HEADING, context.board.files, crumbs=[Link(HEADING)]),
        heading=f"{place.name}：{HEADING}",
        owed=_table(context, owed) if owed else None,
        times=Link(TIMES, relative(url, disclosure_url(place.path))) if has_times(disclosures) else None,
        how=_how(page, place),
        records=tuple(_records(context, page)) if page is not None else (),
    )
    return Page(url, "clerk.html", view)


def _table(context: PlaceContext, owed: Sequence[Owed]) -> Table:
    late = sum(one.days_late(context.site.as_of) > 0 for one in owed)
    rows = tuple(_row(context, one) for one in islice(owed, _MOST))
    left = f"，这里是最早到期的 {_MOST} 项" if len(owed) > _MOST else ""
    caption = f"还没有公开的 {len(owed)} 项，其中 {late} 项过了期限{left}"
    return Table(caption, tuple(Column(label) for label in (_WHAT, _DUE, _STATE)), rows, layout="times")


def _row(context: PlaceContext, one: Owed) -> Row:
    late = one.days_late(context.site.as_of)
    state = f"✕ 晚了 {late} 天" if late > 0 else "! 今天到期" if not late else "· 还没到期"
    tone = "bad" if late > 0 else "late" if not late else "quiet"
    told = f"{state}（{one.note}）" if one.note else state
    return Row((Cell(one.what, _WHAT), Cell(chinese_date(one.due), _DUE), Cell(told, _STATE, tone)))


def _how(page: NewFile | None, place: Place) -> str:
    if page is None:
        return f"在电脑上写下一份：cunwu new 收支 {place.folder}。照里面「填」后面说的填，再 cunwu check。"
    opened = f"点一下就打开 {page.platform} 的新建文件页，"
    if not page.address:
        opened = f"在 {page.platform} 的仓库里点“新建文件”，文件名和内容从下面复制。"
    elif page.text:
        opened += "文件名和内容已经写好。"
    else:
        opened += "文件名已经写好；它不收内容，从下面复制进去。"
    return f"{opened}要有这个仓库的账号。{_SAVED}"


def _records(context: PlaceContext, page: NewFile) -> Iterator[NewRecord]:
    """Of every kind that the village keeps the next one."""
    for kind in KINDS:
        if kind.folder and context.board.files_of(kind):
            for draft in drafts_of(kind, context.board, "", context.site.as_of):
                if draft.path not in context.place.files:
                    yield _record(kind, draft, page)


def _record(kind: Kind[Record], draft: Draft, page: NewFile) -> NewRecord:
    kept_back = _kept_back(kind, draft)
    text = "" if kept_back else draft.text
    href, is_filled = fill_in(page, draft.path, text)
    stem = draft.path.rpartition("/")[2].removesuffix(".yml")
    said = f"填下一份：{stem}" if draft.after else f"新写一份：{stem}"
    note = kept_back or (_TOO_LONG if page.text and not is_filled else "")
    after = draft.after.rpartition("/")[2]
    return NewRecord(kind.label, after, Link(said, href), draft.path, "" if is_filled else text, note)


def _kept_back(kind: Kind[Record], draft: Draft) -> str:
    """Why the text stays away: an address that was copied would keep what leaves the board or was never on it."""
    if leads_to_names(kind.record):
        return _NAMES
    return _NUMBERS if hide_leaks(draft.text) != draft.text else ""
