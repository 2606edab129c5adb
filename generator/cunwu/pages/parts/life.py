"""The life of a record: when it was first published and everything that became of it since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cunwu.core.frozen import Frozen, replace
from cunwu.derive.posted import title_of
from cunwu.history.change import QUIET, ChangeKind
from cunwu.history.publications import Published
from cunwu.kinds.record import Record
from cunwu.pages.parts.asked import asked_lines
from cunwu.pages.parts.changes import ChangeLine, counted, line_of, where_of
from cunwu.pages.parts.codes import codes_of
from cunwu.pages.parts.context import Page, PlaceContext
from cunwu.pages.parts.irregular import remarks_on
from cunwu.pages.parts.links import copy_url, record_url, relative
from cunwu.pages.parts.view import LifeLine, Link, Shell
from cunwu.records.record_file import RecordFile

_COUNTED = {
    ChangeKind.CORRECTED: "已更正 {} 次",
    ChangeKind.POSTPONED: "计划推迟过 {} 次",
    ChangeKind.WITHDRAWN: "撤销过 {} 条",
    ChangeKind.LATE: "补录过 {} 条",
    ChangeKind.SLIPPED_IN: "截止以后补入 {} 条，没有说明",
    ChangeKind.REDACTED: "屏蔽过 {} 处",
    ChangeKind.UNEXPLAINED: "有 {} 处改动没有说明",
    ChangeKind.ASTRAY: "有 {} 条更正对不上",
    ChangeKind.UNREADABLE: "有 {} 个版本读不了",
}


class LifeEvent(Frozen):
    """One publication in the life of a record."""

    day: str
    heading: str
    lines: tuple[ChangeLine, ...]
    note: str
    commit: str


class LifeView(Frozen):
    """The whole life of a record, the latest first."""

    shell: Shell
    heading: str
    record: Link
    sentence: str
    events: tuple[LifeEvent, ...]


def life_url(context: PlaceContext, file: RecordFile) -> str:
    """Where the life of a record is told, from the site's root."""
    folder, _, name = record_url(context.place, file).rpartition("/")
    return f"{folder}/life/{name}"


def view_life(context: PlaceContext, url: str, file: RecordFile, made_from: Sequence[Record] = ()) -> LifeLine:
    """When the record was first published and whether it was changed since, with the way to its whole life.

    `made_from` are the other records of which the page shows something: their corrections stand on it, too.
    """
    life = context.life_of(file)
    href = relative(url, life_url(context, file)) if _has_page(life) else ""
    beside = any(one.corrections for one in made_from if one is not file.record)
    told = _sentence(context, file, life) + ("；这一页用到的别的记录更正过" if beside else "")
    return LifeLine(
        told,
        Link("看全部经过", href),
        remarks_on(context, file),
        asked_lines(context, url, file),
        codes_of(context, file),
    )


def _has_page(life: Sequence[Published]) -> bool:
    """Whether there is more to tell than the first publication."""
    return len({one.publication.position for one in life}) > 1


def _sentence(context: PlaceContext, file: RecordFile, life: Sequence[Published]) -> str:
    if context.history is None:
        return "首次公布的日期没有核对：这里没有完整的提交历史"
    if not life:
        return "还没有提交，没有公布过"
    first = f"首次公布：{context.day_of(life[0].publication)}（按提交时间）"
    later = [one for one in life if one.publication.position > life[0].publication.position]
    whole = [one for one in later if one.change.kind is ChangeKind.WITHDRAWN and not one.change.item]
    counts = {kind: sum(one.change.kind is kind for one in later if one not in whole) for kind in _COUNTED}
    told = ["整份已经撤销"] if whole else []
    told += [text.format(counts[kind]) for kind, text in _COUNTED.items() if counts[kind]]
    if told:
        return f"{first}，{'，'.join(told)}"
    return f"{first}{_begun_with(file)}，{'公布过的没有改动，后来有增补' if later else '之后没有改动'}"


def _begun_with(file: RecordFile) -> str:
    """What had become of a record when it was first published: papers older than the board are put right, too."""
    record = file.record
    if record is None:
        return ""
    rows = {"更正": record.corrections, "撤销": record.withdrawals, "补录": record.late_entries}
    rows |= {"屏蔽": record.redactions}
    told = "、".join(f"{word} {len(found)} 条" for word, found in rows.items() if found)
    return f"，那时已经写着{told}" if told else ""


def plan_lives(context: PlaceContext) -> Iterator[Page]:
    """A page for each record of a place that was published more than once."""
    for file in context.board.files:
        if file.kind is not None and file.kind.folder and not file.is_unread:
            life = context.life_of(file)
            if _has_page(life):
                yield _plan_life(context, file, life)


def _plan_life(context: PlaceContext, file: RecordFile, life: Sequence[Published]) -> Page:
    url, target = life_url(context, file), record_url(context.place, file)
    shown = file.record or file.withdrawn
    title = title_of(context.board, shown) if shown else file.stem
    record = Link(title, relative(url, target))
    heading = f"{title}：全部经过"
    has_copy = any(one.change.kind is ChangeKind.CORRECTED for one in life)
    shell = context.shell(url, heading, [file], crumbs=[record, Link("全部经过")], has_copy=has_copy)
    groups = [list(group) for _, group in groupby(life, key=lambda one: one.publication.position)]
    events = tuple(_event(context, url, group, is_first=group is groups[0]) for group in reversed(groups))
    view = LifeView(shell, heading, record, _sentence(context, file, life), events)
    return Page(url, "life.html", view, copy_url(url) if has_copy else "")


def _event(context: PlaceContext, url: str, changes: Sequence[Published], *, is_first: bool) -> LifeEvent:
    publication = changes[0].publication
    told = [one for one in changes if one.change.kind not in QUIET]
    quiet = [one for one in changes if one.change.kind in QUIET]
    whole = any(not one.change.item and not one.change.field for one in quiet)
    heading = "首次公布" if is_first else "又放了回来" if whole else counted(quiet) if quiet else ""
    lines = tuple(_line(context, url, one) for one in told)
    note = "这次提交写的时间和前后的提交对不上，按前后的时间算" if publication.set_back else ""
    return LifeEvent(context.day_of(publication), heading, lines, note, publication.commit[:12])


def _line(context: PlaceContext, url: str, one: Published) -> ChangeLine:
    """A change on a page that is about its record only: what part of it changed."""
    line = line_of(context, url, one, "")
    return replace(line, day="", link=Link(where_of(one.change) or "整份记录", line.link.href))
