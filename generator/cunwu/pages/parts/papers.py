"""Attachments of a record on its page: what is shown of each, and the files that it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cunwu.core.frozen import Frozen, replace
from cunwu.core.paths import BOARD
from cunwu.kinds.base import written
from cunwu.kinds.record import NEAR_KM, Attachment, Record, Redaction
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor, picture_copy_url, relative
from cunwu.pages.parts.view import Cell, Column, Fact, Link, PaperView, Remark, Row, Shell, Table, Thumb
from cunwu.records.attached import Looked, looked_at, needs_eyes, prepared_of
from cunwu.records.attachments.prepared import Facts
from cunwu.records.attachments.sorts import Sort
from cunwu.records.board import ATTACHMENTS, Board
from cunwu.values.money import with_commas

MOST_ROWS = 60
"""Of a table that the page shows itself; all of it is in the file."""
_WORD = "附件"
_TAKEN_DOWN = "名单的公示期满了，附件跟着撤下。"
_MISSING = "这个文件没有随网站公布：没有找到，或者和写下的校验值不符。"
_NOT_FETCHED = "这份附件这次没有取到：原件在附件库里，校验值写在记录里，取到了就能核对。"
_HOW_NEAR = {"是": f"（{NEAR_KM} 公里以内）", "否": f"（{NEAR_KM} 公里以外）"}
_NO_CONSENT = "照片，没有写照片上的人同意公开，不给人看。"
_NOT_SEEN = "还没有人看过里面有没有个人信息，先不给人看。"


class Shown(Frozen):
    """An attachment with what is published of it, or why nothing is."""

    attachment: Attachment
    looked: Looked | None = None
    why: str = ""


def shown_of(context: PlaceContext, record: Record) -> tuple[Shown, ...]:
    """Every attachment that was written into a record, withdrawn or not."""
    is_hidden = context.board.file_of(record).path in context.whole
    down = {number: _gone(note) for number, note in record.files_taken_down.items()}
    return tuple(
        _shown(context.board, one, _TAKEN_DOWN if is_hidden else down.get(one.number, ""))
        for one in written(record.attachments)
    )


def _shown(board: Board, one: Attachment, why: str) -> Shown:
    if why or not one.may_be_named:
        return Shown(one, why=why or _NO_CONSENT)
    looked = looked_at(board, one)
    if looked is None:
        return Shown(one, why=_NOT_FETCHED if one.stored else _MISSING)
    if looked.facts.why:
        return Shown(one, why=f"这个文件{looked.facts.why}，不能公布。")
    if not one.was_seen and needs_eyes(one, looked.facts):
        return Shown(one, why=_NOT_SEEN)
    return Shown(one, looked)


def _gone(note: Redaction) -> str:
    return f"这个文件依法撤下了，这一条和它证明的数没有动：{note.reason}（{note.approved}，{note.on}）。"


def attachment_url(context: PlaceContext, one: Attachment, ending: str, part: str = "") -> str:
    """Where it stands on the site: by digest, so that other bytes are another file, and no name is told."""
    return "/".join(filter(None, (BOARD, context.place.path, ATTACHMENTS, f"{one.sha256[:20]}{part}.{ending}")))


def attached_files(context: PlaceContext) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of every file that the records of a place lead to, each once."""
    told: set[str] = set()
    for file in context.board.files:
        record = file.record or file.withdrawn
        if record is None or not record.attachments:
            continue
        for shown in shown_of(context if file.record else context.with_withdrawn(file), record):
            for url, content in _files_of(context, shown):
                if url not in told:
                    told.add(url)
                    yield url, content


def _files_of(context: PlaceContext, shown: Shown) -> Iterator[tuple[str, bytes]]:
    made = prepared_of(context.board, shown.attachment) if shown.looked is not None else None
    if made is not None:
        yield attachment_url(context, shown.attachment, made.facts.ending), made.whole
        if made.small:
            yield attachment_url(context, shown.attachment, made.facts.ending, _SMALL), made.small


_SMALL, _THUMB = "-s", 128


def papers_of(context: PlaceContext, url: str, record: Record) -> tuple[PaperView, ...]:
    """The attachments of a record as its page shows them."""
    return tuple(_paper(context, url, record, one) for one in shown_of(context, record))


def _paper(context: PlaceContext, url: str, record: Record, shown: Shown) -> PaperView:
    one = shown.attachment.as_named
    label = one.label or one.number
    anchor = item_anchor(one.number)
    withdrawn = "已撤销。" if one.number in record.withdrawn else ""
    if shown.looked is None:
        return PaperView(anchor, Link(label), why=withdrawn + shown.why)
    facts, ending = shown.looked.facts, shown.looked.facts.ending
    width, height = facts.small_size
    small = attachment_url(context, one, ending, _SMALL) if width else ""
    return PaperView(
        anchor,
        Link(label, relative(url, attachment_url(context, one, ending))),
        told=told_of(facts, shown.looked.weight),
        small=relative(url, small) if small else "",
        width=width,
        height=height,
        table=_table(label, facts),
        why=withdrawn,
    )


def told_of(facts: Facts, size: int) -> str:
    """What the file is and how large: 照片 1600×1200，213 KB."""
    kilo = f"{max(1, round(size / 1024))} KB"
    if facts.sort == Sort.PICTURE:
        return f"图片 {facts.size[0]}×{facts.size[1]}，{kilo}"
    if facts.sort == Sort.PAPER:
        return f"PDF，{facts.pages} 页，{kilo}"
    return f"表格，{max(0, len(facts.rows) - 1)} 行，{kilo}" if facts.sort == Sort.TABLE else f"文字，{kilo}"


_SAID = {"当天": "当天拍的", "当地": "在当地拍的"}


def with_facts(paper: PaperView, facts: tuple[Fact, ...], remarks: tuple[Remark, ...]) -> PaperView:
    """An attachment with what its row says, and first what is irregular about it as a whole."""
    seen = any(fact.label == _SEEN_BY for fact in facts)
    kept = [_said(fact) for fact in facts if fact.label != _SEEN or not seen or fact.was or fact.remarks]
    if remarks and kept:
        kept[0] = replace(kept[0], remarks=(*remarks, *kept[0].remarks))
    return replace(paper, facts=tuple(kept))


_SEEN, _SEEN_BY = "已看过", "看过的人"
"""Who looked at it says that somebody did."""


def _said(fact: Fact) -> Fact:
    near = _HOW_NEAR.get(fact.text, "") if fact.label == "当地" else ""
    return replace(fact, label=_SAID.get(fact.label, fact.label), text=f"{fact.text}{near}")


def _table(label: str, facts: Facts) -> Table | None:
    if len(facts.rows) < 2:
        return None
    titles = [title or "—" for title in facts.rows[0]]
    more = len(facts.rows) - 1 - MOST_ROWS
    rows = [
        Row(
            tuple(
                Cell(with_commas(text) or "—", title, "" if text else "blank")
                for text, title in zip(row, titles, strict=True)
            )
        )
        for row in facts.rows[1 : MOST_ROWS + 1]
    ]
    if more > 0:
        rows[-1] = replace(rows[-1], note=f"还有 {more} 行，在文件里。")
    caption = f"{label}（{len(facts.rows) - 1} 行）"
    return Table(caption, tuple(Column(title) for title in titles), tuple(rows), layout="cards")


class PaperLink(Link):
    """The way to an attachment, with its small picture where it is one."""

    thumb: Thumb | None = None


def links_to_papers(context: PlaceContext, url: str, record: Record) -> Mapping[str, PaperLink]:
    """Number and file name of each attachment that is published → the way to it, with what it is."""
    found: dict[str, PaperLink] = {}
    for shown in shown_of(context, record) if record.attachments else ():
        if shown.looked is not None:
            one, facts = shown.attachment, shown.looked.facts
            text = one.label or one.number
            href = relative(url, attachment_url(context, one, facts.ending))
            link = PaperLink(f"{text}（{told_of(facts, shown.looked.weight)}）", href, _thumb(context, url, one, facts))
            found[one.number] = found[one.file] = link
    return found


def _thumb(context: PlaceContext, url: str, one: Attachment, facts: Facts) -> Thumb | None:
    width, height = facts.small_size
    if not width:
        return None
    scale = min(1, _THUMB / max(width, height))
    src = relative(url, attachment_url(context, one, facts.ending, _SMALL))
    return Thumb(src, max(1, round(width * scale)), max(1, round(height * scale)))


def with_picture_copy(context: PlaceContext, url: str, record: Record, shell: Shell) -> Shell:
    """The shell with the way to the copy that holds the pictures of the page, where it has any."""
    pictures = {one.attachment.sha256: one.looked.small for one in shown_of(context, record) if one.looked is not None}
    sizes = [size for size in pictures.values() if size]
    if shell.passed_on is None or not sizes:
        return shell
    kilo = -(-sum(sizes) * 4 // 3 // 1024)  # as text inside a page a picture takes a third more
    way = Link(f"连图片一起存（{len(sizes)} 张，多 {kilo} KB）", relative(url, picture_copy_url(url)))
    return replace(shell, passed_on=replace(shell.passed_on, with_pictures=way))


def with_papers(facts: tuple[Fact, ...], papers: Mapping[str, PaperLink]) -> tuple[Fact, ...]:
    """The facts of a row, in which the number of an attachment leads to it."""
    if not papers:
        return facts
    return tuple(
        replace(fact, text=link.text, href=link.href, thumb=link.thumb)
        if fact.label == _WORD and not fact.was and (link := papers.get(fact.text))
        else fact
        for fact in facts
    )
