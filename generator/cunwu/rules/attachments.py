"""ATT: files beside records: what cannot be published, what nobody looked at, what is there twice or for nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cunwu.core.originals import MEGA, MOST_HERE, name_in_store
from cunwu.core.paths import STORE_OPTION
from cunwu.core.problem import FILE_START, Severity
from cunwu.kinds.base import written
from cunwu.kinds.record import PHOTOS, Attachment, Record
from cunwu.kinds.region import Region
from cunwu.kinds.village import Village
from cunwu.records.attached import looked_at, needs_eyes
from cunwu.records.attachments.likeness import Mark, same_among
from cunwu.records.attachments.prepared import kept_beside
from cunwu.records.attachments.sorts import MOST_BYTES
from cunwu.records.board import ATTACHMENTS, Board
from cunwu.records.names import name_problems
from cunwu.records.source import originals_in
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.rules.privacy import looks_wrong

_WHY = "program/attachments"
_NOT_GIVEN = "在附件库里，没有给附件库"


@rule("ATT001", "附件「{file}」{why}，不能公布", remedy="{how}", source=_WHY, follows=("REC013",))
def attachment_cannot_be_published(record: Record, context: Context) -> Iterator[Finding]:
    """An attachment is a picture, a PDF, a table or a text, by its content; it does nothing and hides nothing."""
    for attachment in written(record.attachments):
        looked = looked_at(context.board, attachment)
        if looked is not None and looked.facts.why:
            yield found(attachment, "file", file=attachment.file, why=looked.facts.why, how=looked.facts.how)


@rule(
    "ATT002",
    "附件 {number} 的照片里带着拍摄的地点",
    remedy="网页上的照片不带地点，仓库里的这一份带着：用 cunwu attach 再放一次，它会去掉",
    source=_WHY,
)
def photo_tells_where(record: Record, context: Context) -> Iterator[Finding]:
    """Whoever can read the repository must not learn from a photo where somebody lives."""
    for attachment in written(record.attachments):
        looked = looked_at(context.board, attachment)
        if looked is not None and looked.facts.has_place:
            yield found(attachment, "file", number=attachment.number)


@rule(
    "ATT003",
    "附件 {number} 没有写谁看过，网页上不给人看",
    remedy="请一个人打开看一遍：没有号码、住址、病情、孩子的，写 已看过: 是，再写 看过的人: 村报账员",
    source=_WHY,
    severity=Severity.NOTICE,
)
def nobody_looked_at_it(record: Record, context: Context) -> Iterator[Finding]:
    """What no program can read is shown once a named person has looked at it."""
    for attachment in written(record.attachments):
        if attachment.was_seen or not attachment.may_be_named:  # PRV016 asks for the consent first
            continue
        looked = looked_at(context.board, attachment)
        if looked is not None and not looked.facts.why and needs_eyes(attachment, looked.facts):
            yield found(attachment, "file", number=attachment.number)


@rule(
    "ATT004",
    "没有一份记录的「附件」写了这个文件，它不会公布",
    remedy="写进它证明的那份记录：cunwu attach {path} 记录.yml；用不着的，删去",
    source=_WHY,
    severity=Severity.NOTICE,
)
def attachment_of_no_record(board: Board) -> Iterator[Finding]:
    """A file that no record names proves nothing, and is kept for ever; one that has to go anyway is not told twice."""
    folder = board.place.own_file.rpartition("/")[0]
    records = [record for file in board.files if (record := file.record or file.withdrawn) is not None]
    if any(file.is_unread for file in board.files):
        return  # it may be the one that names them
    named = {f"{folder}/{one.file}" for record in records for one in written(record.attachments)}
    for path in board.place.files:
        is_told = looks_wrong(board, path) or any(name_problems(folder, (path,)))
        if path.startswith(f"{folder}/{ATTACHMENTS}/") and path not in named and not is_told:
            yield Finding(path, facts={"path": path}, spot=FILE_START)


@rule(
    "ATT005",
    "附件 {number} 和{other}是同一个文件",
    remedy="核对是不是放错了；一张单据证明两件事的，两处的「说明」写清楚各证明哪一笔",
    source=_WHY,
    severity=Severity.NOTICE,
)
def one_file_attached_twice(board: Board) -> Iterator[Finding]:
    """One invoice for two payments is looked at by a person."""
    found_at = defaultdict[str, list[tuple[Record, Attachment]]](list)
    for record in (file.record for file in board.files if file.record is not None):
        for one in written(record.attachments):
            found_at[one.sha256].append((record, one))
    for rows in found_at.values():
        (first, as_first), *others = rows
        for record, one in others:
            where = "" if record is first else f"「{first.title}」的"
            yield found(one, "sha256", of=record, number=one.number, other=f"{where}附件 {as_first.number} ")


@rule(
    "ATT006",
    "附件 {number} 和{other}像是同一张照片：裁过、翻过、压缩过的也算",
    remedy="打开两张比一比：一张照片当两件事的证明的，换成各自的；本来就该是同一张的，不用改",
    source=_WHY,
    severity=Severity.NOTICE,
)
def one_picture_shown_twice(board: Board) -> Iterator[Finding]:
    """A photo of last year's ditch is no proof of this year's; files that are the same are told by ATT005."""
    rows: dict[str, tuple[Record, Attachment]] = {}
    marks: dict[str, Mark] = {}
    for record in (file.record for file in board.files if file.record is not None):
        for one in record.attachments:
            looked = looked_at(board, one) if one.file.lower().endswith(PHOTOS) else None
            if looked is not None and looked.mark is not None:
                rows.setdefault(one.sha256, (record, one))
                marks[one.sha256] = looked.mark
    for earlier, later in same_among(marks, kept_beside(board.source)) if len(marks) > 1 else ():
        (first, as_first), (record, one) = rows[earlier], rows[later]
        where = "" if record is first else f"「{first.title}」的"
        yield found(one, "file", of=record, number=one.number, other=f"{where}附件 {as_first.number} ")


@rule(
    "ATT007",
    "{whose}附件 {number} 的文件依法撤下了（{note}），{still}",
    remedy="{how}",
    source=_WHY,
)
def file_taken_down_is_still_there(board: Board) -> Iterator[Finding]:
    """A file that was taken down lies nowhere on the board, under no other name and beside no other record."""
    down: dict[str, tuple[Record, Attachment]] = {}
    rows = [
        (record, one)
        for file in board.files
        if (record := file.record or file.withdrawn) is not None
        for one in written(record.attachments)
    ]
    for record, one in rows:
        note = record.files_taken_down.get(one.number)
        if note is not None:
            down.setdefault(one.sha256, (record, one))
        if note is not None and board.read_attachment(one.file) is not None:
            how, still = f"删去 {one.file}；遮好了要另外放的，用 cunwu attach", "还在文件夹里"
            yield found(one, "file", of=record, whose="", number=one.number, note=note.number, still=still, how=how)
    originals = originals_in(board.source)
    for record, one in rows:
        note = record.files_taken_down.get(one.number)
        if note is not None and one.stored and originals is not None and originals.find_anew(one.sha256) is not None:
            how, still = f"从附件库删去 {name_in_store(one.sha256)}", "还在附件库里"
            yield found(one, "file", of=record, whose="", number=one.number, note=note.number, still=still, how=how)
    for record, one in rows:
        if one.sha256 in down and one.number not in record.files_taken_down:
            first, gone = down[one.sha256]
            whose, note = "" if first is record else f"「{first.title}」", first.files_taken_down[gone.number]
            how, still = (
                f"这里的也撤下：cunwu redact 文件 {one.number} 文件",
                f"附件 {one.number} 是同一个文件，还在公布",
            )
            named = {"whose": whose, "number": gone.number, "note": note.number}
            yield Finding(one, "sha256", {**named, "still": still, "how": how}, record)


@rule(
    "ATT009",
    "{name}的附件一共 {size} MB，超过 {limit} MB",
    remedy="照片用 cunwu attach 放，会缩小；以后的用 cunwu attach --attachments 放进附件库；"
    "真要这么多的，在「公开设置」里写 附件上限",
    source=_WHY,
    severity=Severity.NOTICE,
)
def attachments_above_the_limit(place: Region | Village, context: Context) -> Iterator[Finding]:
    """A repository keeps every file for ever, and everybody who clones it fetches them all."""
    stated = context.place.settings.attachments_limit
    limit = MOST_HERE if stated is None else stated
    folder, board = f"{context.place.folder}/{ATTACHMENTS}/", context.board
    paths = [path for path in context.place.files if path.startswith(folder)]
    if board.source is None or len(paths) * MOST_BYTES <= limit * MEGA:
        return  # none may be larger than that
    size = sum(len(board.source.read(path)) for path in paths)
    if size > limit * MEGA:
        is_own = place.settings is not None and place.settings.attachments_limit is not None
        at, field = (place.settings, "attachments_limit") if place.settings is not None and is_own else (place, "name")
        yield found(at, field, name=place.name, size=f"{size / MEGA:.1f}", limit=limit)


@rule(
    "ATT010",
    "附件 {numbers} 的原件{why}，这次没有取到，网页上写明",
    remedy="{how}",
    source=_WHY,
    severity=Severity.NOTICE,
)
def original_is_not_at_hand(record: Record, context: Context) -> Iterator[Finding]:
    """An original that lies in a store is compared with its digest wherever the store is given."""
    originals = originals_in(context.board.source)
    missing = defaultdict[str, list[Attachment]](list)
    for one in written(record.attachments):
        if one.stored and one.number not in record.files_taken_down and context.board.read_original(one) is None:
            missing[originals.why_missing(one.sha256) if originals is not None else _NOT_GIVEN].append(one)
    for why, rows in missing.items():
        given = f"把原件放进附件库，名字是 {name_in_store(rows[0].sha256)}"
        how = given if originals is not None else f"给出附件库：cunwu check {STORE_OPTION} 文件夹或者网址"
        yield found(rows[0], "stored", numbers="、".join(one.number for one in rows), why=why, how=how)


@rule(
    "ATT014",
    "附件 {number} 和{other}像是同一张照片：裁过、翻过、压缩过的也算",
    remedy="打开两张比一比：拿别处的照片当证明的，换成自己的；本来就该是同一张的，不用改",
    source=_WHY,
    severity=Severity.NOTICE,
)
def picture_of_another_place(board: Board, context: Context) -> Iterator[Finding]:
    """A photo of the neighbours' road is no proof of ours; the later of two places is told."""
    told = dict(context.past.pictures.get(board.place.path, ())) if context.past is not None else {}
    for record in (file.record for file in board.files if file.record is not None):
        for one in record.attachments:
            if one.sha256 in told:
                yield found(one, "file", of=record, number=one.number, other=told.pop(one.sha256))
