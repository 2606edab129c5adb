"""A paper put beside a record: looked at, stripped, named, and written into the list of its attachments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from cunwu.changes.corrections import append_entry, number_in
from cunwu.core.frozen import Frozen
from cunwu.core.originals import MEGA, MOST_HERE
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError
from cunwu.kinds.base import Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import FILE_NAME
from cunwu.kinds.parts import row_numbered
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import NEAR_KM, STORED, Record
from cunwu.kinds.relations import Within
from cunwu.records.attachments.sorts import LARGEST_TAKEN, Sort, UnfitError, judge
from cunwu.records.board import ATTACHMENTS, kind_at
from cunwu.records.places import Place
from cunwu.records.printed import EXTRA, Found, counted, covered, read_numbers, read_scans
from cunwu.records.privacy import find_leaks, hide_leaks
from cunwu.records.texts import decoded
from cunwu.values.dates import PartialDay
from cunwu.values.period import Period
from cunwu.values.position import Position
from cunwu.yaml.reader import read_yaml
from cunwu.yaml.writer import Value, set_value

_STRANGE = regex(r"[^0-9A-Za-z\u4e00-\u9fff]+")
_MOST = 60
Cover = tuple[int, int, int, int]
"""Left, top, width and height in hundredths of the picture."""


class Wanted(Frozen):
    """What somebody wants to attach, and what is to be written of it."""

    name: str
    """Of the file as it came."""
    content: bytes
    label: str = ""
    item: str = ""
    consent: str = ""
    seen_by: str = ""
    covers: tuple[Cover, ...] = ()
    masks: bool = False
    """Whether numbers of people in a table or text are starred out."""
    position: Position | None = None
    """Where the place of the record is; None if that is not written down."""
    room: int | None = None
    """How many bytes the folder of the place may still take, what is more goes into a store; None if there is none."""


class Attached(Frozen):
    """What is to be written: a file in the folder of the place, and the record that names it."""

    file: str
    content: bytes
    text: str
    number: str
    told: tuple[str, ...]
    """What was done to the file, and what is left to do."""
    digest: str = ""
    is_stored: bool = False
    """Whether it goes into the store, by its digest, and not into the folder of the place."""


class _Cleaned(Frozen):
    content: bytes
    ending: str
    day: str = ""
    spot: tuple[float, float] | None = None
    is_seen_by_program: bool = True
    told: tuple[str, ...] = ()


def attach(text: str, path: str, wanted: Wanted) -> Attached:
    """The record with one more attachment, and the file. Raises CunwuError for a file that cannot be one."""
    record = _record_of(text, path)
    try:
        cleaned = _cleaned(wanted)
        file = _file_name(record, wanted, cleaned)
    except UnfitError as unfit:
        raise CunwuError(f"{wanted.name} {unfit.why}，没有放进来", next_step=unfit.how) from None
    digest = sha256(cleaned.content).hexdigest()
    twin = next((one for one in record.attachments if one.sha256 == digest), None)
    if twin is not None and twin.number in record.files_taken_down:
        raise CunwuError(f"这个文件是附件 {twin.number}，依法撤下了", next_step="把里面的个人信息遮住，再放进来")
    if twin is not None:
        raise CunwuError(f"这个文件已经是附件 {twin.number} 了", next_step=f"cunwu check {path}")
    number = number_in(text, path, "附")
    entry: dict[str, Value] = {"编号": number, "文件": file, "校验值": digest}
    entry |= {"说明": wanted.label} if wanted.label else {}
    is_stored = wanted.room is not None and len(cleaned.content) > wanted.room
    entry |= {"存放": STORED} if is_stored else {}
    if not cleaned.is_seen_by_program:
        entry |= {"同意公开": wanted.consent} if wanted.consent and cleaned.ending == "jpg" else {}
        entry |= {"已看过": "是", "看过的人": wanted.seen_by} if wanted.seen_by else {}
    subject = _subject(record, wanted.item)
    if cleaned.ending == "jpg":
        entry |= {
            "当天": _same_day(record, subject, cleaned.day),
            "当地": _same_place(record, wanted.position, cleaned.spot),
        }
    edited = append_entry(text, path, "附件", entry)
    if wanted.item:
        edited = _named_by(edited, record, wanted.item, number, file)
    return Attached(file, cleaned.content, edited, number, (*cleaned.told, *_left(entry, cleaned)), digest, is_stored)


def _record_of(text: str, path: str) -> Record:
    found, (node, _) = kind_at(path), read_yaml(text.encode(), path)
    record: Record | None = read_record(found[1], node, path)[0] if found is not None and node is not None else None
    if record is None:
        raise CunwuError(f"{path} 读不了，先改好它", next_step=f"cunwu check {path}")
    return record


def _cleaned(wanted: Wanted) -> _Cleaned:
    text = decoded(wanted.content)
    judged = judge(wanted.name, wanted.content, text, most=LARGEST_TAKEN)
    if judged.sort is Sort.PICTURE:
        from cunwu.records.attachments.pictures import camera_of, stripped

        camera = camera_of(wanted.content)
        bare = ("去掉了相机写的时间、地点和型号",) if camera.day or camera.has_place else ()
        by_hand = (f"遮住了 {len(wanted.covers)} 处",) if wanted.covers else ()
        content, read = _without_numbers(stripped(wanted.content, wanted.covers), wanted)
        return _Cleaned(
            content, "jpg", camera.day, camera.spot, is_seen_by_program=False, told=(*bare, *by_hand, *read)
        )
    if wanted.covers:
        raise UnfitError("不是图片，遮不了", "--cover 只用在照片上；表格、文字里的号码用 --mask")
    if judged.sort is Sort.PAPER:
        from cunwu.records.attachments.papers import read_paper, rewritten

        paper = read_paper(wanted.content)
        _demand_nobody(paper.text, "在原来的文件里遮住，再另存为 PDF；或者截成图片，用 --cover 遮住")
        left: tuple[str, ...] = ("去掉了作者和程序留下的话",)
        if paper.is_scanned:
            left += _demand_none(read_scans(wanted.content), wanted, "把那一页截成图片，用 --mask 遮住")
        return _Cleaned(rewritten(wanted.content), "pdf", is_seen_by_program=not paper.is_scanned, told=left)
    from cunwu.records.attachments.tables import plain_text, rows_of, table_bytes

    shown = hide_leaks(text or "") if wanted.masks else text or ""
    _demand_nobody(shown, "加上 --mask 会照样式遮住：手机 138****1234，身份证 35*************123")
    told: tuple[str, ...] = ("遮住了里面的号码",) if shown != text else ()
    if judged.sort is Sort.TABLE:
        return _Cleaned(table_bytes(rows_of(shown)), "csv", told=told)
    return _Cleaned(plain_text(shown), "txt", told=told)


def _without_numbers(picture: bytes, wanted: Wanted) -> tuple[bytes, tuple[str, ...]]:
    """A picture without numbers that a program can read, and what was done; only told where none can be read."""
    if not wanted.masks:
        return picture, _demand_none(read_numbers(picture), wanted, "加上 --mask 会涂黑它们，或者自己写 --cover")
    made = covered(wanted.content, wanted.covers)
    if made is None:
        raise UnfitError("是照片，这里识别不了上面的字", f"pip install '{EXTRA}'；或者看号码在哪里，写 --cover")
    return made[0], (f"涂黑了{counted(made[1])}" if made[1] else "没有认出号码，什么也没有涂黑", _NOT_READ)


def _demand_none(found: Found | None, wanted: Wanted, how: str) -> tuple[str, ...]:
    """What is said of numbers on pictures: the sure ones stop, others do until a named person has looked."""
    if found is None:
        return (f"上面的字没有识别：装了 {EXTRA} 才识别；谁看过，以谁为准",)
    wrong = tuple(one for one in found if one.is_sure) or found
    if wrong and (wrong[0].is_sure or not wanted.seen_by):
        like = "" if wrong[0].is_sure else "像是号码的，"
        how = how if like == "" else f"{how}；看过不是个人号码的，写 --seen-by"
        raise UnfitError(f"上面印着{like}{counted(wrong)}（{wrong[0].where}）", how)
    return ((f"上面有像号码的：{counted(found)}，{wanted.seen_by}看过",) if found else ()) + (_NOT_READ,)


_NOT_READ = "印的字识别过了；手写的字、人脸程序认不出来"


def _demand_nobody(text: str, how: str) -> None:
    for leak in find_leaks(text):
        raise UnfitError(f"里面有{leak.leak.value}（{leak.masked}）", how)


def _file_name(record: Record, wanted: Wanted, cleaned: _Cleaned) -> str:
    """The day or period of the record, and what the file shows; without numbers of people."""
    said = wanted.label or wanted.name.rpartition("/")[2].rpartition(".")[0]
    when = getattr(record, record.dated_by, None) if record.dated_by else None
    begin = str(getattr(when, "text", when) or "")
    stem = "-".join(filter(None, (begin, _STRANGE.sub("-", said).strip("-")[:_MOST]))) or "附件"
    if any(True for _ in find_leaks(stem)):
        raise UnfitError("的名字里有号码", "用 --label 写一个说明，名字会照它起")
    taken = {one.file for one in record.attachments}
    names = (f"{ATTACHMENTS}/{stem}{f'-{count}' if count > 1 else ''}.{cleaned.ending}" for count in range(1, 1000))
    return next(name for name in names if name not in taken)


def _subject(record: Record, item: str) -> Item:
    if not item:
        return record
    found = row_numbered(record, item)
    if found is None:
        raise CunwuError(f"记录里没有编号为「{item}」的条目", next_step="打开文件，核对编号")
    return found[1]


def _same_day(record: Record, subject: Item, taken: str) -> str:
    """Whether the camera's day is one that the row, or else the record, tells of."""
    days = tuple(_days_of(subject)) or tuple(_days_of(record))
    if not taken or not days:
        return "不知道"
    day = date.fromisoformat(taken)
    return "是" if any(first <= day <= last for first, last in days) else "否"


def _same_place(record: Record, position: Position | None, taken: tuple[float, float] | None) -> str:
    """Whether the camera was near what the record tells of, else near its place; where it was is written nowhere."""
    own = getattr(record, "position", None) or position
    if taken is None or own is None:
        return "不知道"
    return "是" if own.km_to(taken) <= NEAR_KM else "否"


def _days_of(item: Item) -> Iterator[tuple[date, date]]:
    for spec in fields_of(type(item)):
        value = getattr(item, spec.name)
        if isinstance(value, PartialDay | Period):
            yield value.first, value.last
        elif isinstance(value, date):
            yield value, value


def _named_by(text: str, record: Record, item: str, number: str, file: str) -> str:
    """The record in which a row names its new attachment, where it has a word for it that is still empty."""
    found = row_numbered(record, item)
    if found is None:
        return text
    place, row = found
    for spec in fields_of(type(row)):
        is_number = any(isinstance(one, Within) and "attachments" in one.lists for one in spec.relations)
        if (is_number or spec.form is FILE_NAME) and not spec.many and getattr(row, spec.name) is None:
            return set_value(text, (*place, spec.word), number if is_number else file)
    return text


def _left(entry: dict[str, Value], cleaned: _Cleaned) -> Iterator[str]:
    if cleaned.is_seen_by_program:
        return
    if cleaned.ending == "jpg" and "同意公开" not in entry:
        yield "还要写「同意公开」：照片上的人同意的写 是，没有人的写 没有人；没有写的不给人看"
    if "看过的人" not in entry:
        yield "还要请人看一遍：写 已看过: 是 和 看过的人；没有写的不给人看"


def room_in(place: Place, root: Path) -> int:
    """How many bytes of attachments the folder of a place may still take; less than none if it is over its limit."""
    stated, folder = place.settings.attachments_limit, f"{place.folder}/{ATTACHMENTS}/"
    size = sum((root / path).stat().st_size for path in place.files if path.startswith(folder))
    return (MOST_HERE if stated is None else stated) * MEGA - size
