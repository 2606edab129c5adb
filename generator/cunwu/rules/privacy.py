"""PRV: the privacy gate over fields, comments, keys and file names. What is in git history cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from weakref import WeakKeyDictionary

from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, Severity, Spot
from cunwu.kinds.base import FieldSpec, written as attached
from cunwu.kinds.forms import Form
from cunwu.kinds.record import Attachment, Record
from cunwu.records.board import ATTACHMENTS, Board
from cunwu.records.digits import bare_number, folded
from cunwu.records.doubts import Doubt, Suspect, find_doubts, may_hold_doubts
from cunwu.records.health import is_full_name
from cunwu.records.privacy import Hit, Leak, find_leaks, find_leaks_in_value, may_hide_leaks
from cunwu.records.record_file import RecordFile
from cunwu.records.rows_told import Parted, find_beside, find_parted
from cunwu.records.texts import Looked, look_through
from cunwu.records.written import Written
from cunwu.rules.base import Finding, found, rule
from cunwu.values.fold import mask_number
from cunwu.values.names import is_masked_name, names_in

_NEVER = "pipl/28"
_MASKS = "yongan-privacy-2023/masks"
_REMEDY = "整个号码删去；确需区分时按「{mask}」遮挡。已经提交过的要告诉管理员，历史里也要清除"

MOST_LEAKS = 100
"""Leaks told of one file; a list of a thousand numbers is refused as surely as one of a hundred."""
CODE_OF_LEAK: Mapping[Leak, str] = {
    Leak.CITIZEN_ID: "PRV001",
    Leak.OLD_CITIZEN_ID: "PRV002",
    Leak.MOBILE: "PRV003",
    Leak.BANK_CARD: "PRV004",
    Leak.DOCUMENT: "PRV005",
    Leak.DOOR: "PRV006",
    Leak.THIN_MASK: "PRV007",
}
"""Which rule speaks of which leak, for texts that are no records: the messages of commits."""
_ADDRESS_WORDS = frozenset({"办公地址", "公开栏地址", "意见箱", "地点", "建设内容", "内容", "进展", "情况"})
"""Fields that speak of public places, where a number of a house is no home."""


_LIVES = regex("住(?![宅房建])")
"""Whose door it is, also in such a field."""

_Hits = tuple[tuple[Hit, Spot], ...]
_known: WeakKeyDictionary[RecordFile, _Hits] = WeakKeyDictionary()
"""The rules go over a whole place, one after the other; with its files what was found in them goes too."""


def _hits(file: RecordFile) -> _Hits:
    """Leaks of one file that no typed field explains, each with its place."""
    if file not in _known:
        is_suspect = may_hide_leaks(file.text, has_number=file.has_long_number) or file.may_part
        _known[file] = tuple(islice(_find_hits(file), MOST_LEAKS)) if is_suspect else ()
    return _known[file]


def _find_hits(file: RecordFile) -> Iterator[tuple[Hit, Spot]]:
    """Leaks in the text as it stands, then those that only show in keys and values as they are read."""
    text, told = file.text, set[tuple[Leak, str]]()
    written = Written(file)
    for hit in islice(find_leaks(text), MOST_LEAKS):
        spot = spot_in(text, hit.start, hit.end)
        told.add((hit.leak, hit.masked))
        field = written.field_at(spot)
        if field is None or not _explains(field[1], field[0].text, hit, text[hit.start : hit.end]):
            yield hit, spot
    for spec, (_, scalar) in zip(written.specs, written.texts, strict=True):
        for hit in find_leaks_in_value(scalar.text):
            found = scalar.text[hit.start : hit.end]
            if (hit.leak, hit.masked) not in told and not (spec and _explains(spec, scalar.text, hit, found)):
                yield hit, scalar.spot
    for parted in _parted(file, written):
        if parted.certain:
            yield Hit(parted.leak, 0, 0, mask_number(parted.number)), parted.value.scalar.spot


def _parted(file: RecordFile, written: Written) -> Iterator[Parted]:
    return find_parted(tuple(written.values())) if file.may_part else iter(())


def spot_in(text: str, start: int, end: int) -> Spot:
    """The place of a stretch of a text; of one over several lines, its part on the first."""
    begin = text.rfind("\n", 0, start) + 1
    break_at = text.find("\n", start, end)
    return Spot(text.count("\n", 0, start) + 1, start - begin + 1, (end if break_at < 0 else break_at) - start)


_GROUPED = regex(r"[0-9]{3,}(?:[^0-9]{1,3}[0-9]{3,})*|[0-9](?:[^0-9]{1,3}[0-9])+")
"""Digits together, or in groups as people say them: 139-0013-8000; but 13-2026-00451 is the number of a contract."""


_DATED = regex(r"[1-6][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-9]+")
"""A division code, a day and a number in order, as offices number their contracts; one card in five hundred is so."""

_OF_INVOICES = regex(r"0[0-9]{11}")
"""Twelve digits from 0, as invoices are numbered: a mobile after the 0 of a call from afar looks the same."""

_LETTERED_DAY = regex(r"[A-Za-z]{1,6}-?(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{0,4}")
"""Letters, a day and a number: HT19920426287."""


def _explains(spec: FieldSpec, text: str, hit: Hit, found: str) -> bool:
    """Whether a field is meant for what was found in its value."""
    if hit.leak is Leak.DOOR:
        return spec.word in _ADDRESS_WORDS and not _LIVES.search(text)
    return _form_explains(spec.form, text, hit.leak, found)


def _form_explains(form: Form | None, text: str, leak: Leak, found: str) -> bool:
    """Whether the whole value is of the form of its field, and such a value can look like this leak."""
    if form is None or (leak not in _LOOKED_LIKE and not form.own_format):
        return False
    if form.serial:
        return leak is not Leak.OLD_CITIZEN_ID and _is_serial(found, text)
    if form.holds_phone:
        return leak is not Leak.OLD_CITIZEN_ID and _reads(form, text)
    return (form.own_format or form.numeric) and _reads(form, text)


_LOOKED_LIKE = frozenset({Leak.BANK_CARD, Leak.MOBILE, Leak.OLD_CITIZEN_ID})
"""What an honest number may look like; 18 digits with a right check digit are a person's wherever they stand."""


def _is_serial(found: str, text: str) -> bool:
    """Whether this is how offices number papers, and not how people write a telephone or a card."""
    if not _GROUPED.fullmatch(folded(found)) or _DATED.fullmatch(bare_number(found)):
        return True
    return any(form.fullmatch(text.strip()) for form in (_LETTERED_DAY, _OF_INVOICES))


def _reads(form: Form, text: str) -> bool:
    return any(_is_read(parse, text) for parse in (form.parse, form.parse_wan) if parse is not None)


def _is_read(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _findings(file: RecordFile, *leaks: Leak) -> Iterator[Finding]:
    for hit, spot in _hits(file):
        if hit.leak in leaks:
            yield Finding(file, facts={"found": hit.masked, "mask": _mask_for(hit.leak)}, spot=spot)


def _mask_for(leak: Leak) -> str:
    return "138****1234" if leak is Leak.MOBILE else "35*************123"


@rule("PRV001", "这里有 18 位身份证号（{found}）", remedy=_REMEDY, source=_NEVER)
def citizen_id_written(file: RecordFile) -> Iterator[Finding]:
    """No identity number anywhere: fields, comments, keys."""
    yield from _findings(file, Leak.CITIZEN_ID)


@rule("PRV002", "这里有 15 位身份证号（{found}）", remedy=_REMEDY, source=_NEVER)
def old_citizen_id_written(file: RecordFile) -> Iterator[Finding]:
    """No identity number of the old form, where the line names it as one."""
    yield from _findings(file, Leak.OLD_CITIZEN_ID)


@rule(
    "PRV003",
    "这里有手机号（{found}）",
    remedy="删去号码；办公或值班电话写在「监督电话」「值班电话」栏；确需区分时写成 {mask}",
    source=_MASKS,
)
def mobile_written(file: RecordFile) -> Iterator[Finding]:
    """No mobile number outside the fields meant for a published line."""
    yield from _findings(file, Leak.MOBILE)


@rule("PRV004", "这里有银行卡或账户号（{found}）", remedy="删去号码；账户用叫法称呼，如 信用社基本户", source=_NEVER)
def bank_card_written(file: RecordFile) -> Iterator[Finding]:
    """No bank card or account number: accounts go by alias."""
    yield from _findings(file, Leak.BANK_CARD)


@rule("PRV005", "这里有证件号（{found}）", remedy="整个号码删去", source=_NEVER)
def document_number_written(file: RecordFile) -> Iterator[Finding]:
    """No number of a passport, permit, military, disability or driving document."""
    yield from _findings(file, Leak.DOCUMENT)


@rule("PRV006", "这里写到了门牌住址（{found}）", remedy="住址最多写到村民小组，删去门牌号", source=_MASKS)
def door_number_written(file: RecordFile) -> Iterator[Finding]:
    """No address below the villagers' group, except of public places."""
    yield from _findings(file, Leak.DOOR)


@rule(
    "PRV007",
    "号码遮挡得太少（{found}）",
    remedy="照样式遮挡：手机 138****1234，身份证 35*************123",
    source=_MASKS,
)
def mask_hides_too_little(file: RecordFile) -> Iterator[Finding]:
    """A mask hides as much as the official one."""
    yield from _findings(file, Leak.THIN_MASK)


@rule(
    "PRV008",
    "文件名里有号码：{leak}（{found}）",
    remedy="文件按日期或编号命名，不用姓名、电话和证件号",
    source=_NEVER,
)
def file_name_tells_too_much(board: Board) -> Iterator[Finding]:
    """Names of files, attachments included, carry no personal numbers."""
    for path in board.place.files:
        for hit in find_leaks(path):
            if hit.leak is not Leak.DOOR:
                yield Finding(path, facts={"found": hit.masked, "leak": hit.leak.value}, spot=FILE_START)


# --- texts that are no records, and what may be personal --------------------------------------------------------------


_looked: WeakKeyDictionary[Board, Mapping[str, Looked]] = WeakKeyDictionary()


def _others(board: Board) -> Mapping[str, Looked]:
    """Path → text of every file of a place that is no record."""
    if board not in _looked:
        records, source = {file.path for file in board.files}, board.source
        paths = (path for path in board.place.files if path not in records)
        _looked[board] = {path: look_through(path, source.read) for path in paths} if source is not None else {}
    return _looked[board]


def _stored(board: Board) -> Iterator[tuple[Record, Attachment, str]]:
    """The text of every attachment that lies in a store, as far as it is at hand."""
    for record in (file.record for file in board.files if file.record is not None):
        for one in attached(record.attachments):
            content = board.read_original(one) if one.stored and board.read_attachment(one.file) is None else None
            if content is not None:
                yield record, one, look_through(one.file, {one.file: content}.__getitem__).text


def looks_wrong(board: Board, path: str) -> bool:
    """Whether a file that is no record has to be looked at again: its name or text tells too much, or is unread."""
    looked = _others(board).get(path, Looked())
    leaks = any(True for text in (path, looked.text) for _ in find_leaks(text))
    return bool(looked.unread) or leaks or any(True for _ in find_doubts(path))


@rule(
    "PRV013",
    "这个文件里有{leak}（{found}）",
    remedy="删去号码再放进来；附件、网页和隐藏的文件一样会留在历史里。已经提交过的要告诉管理员",
    source=_NEVER,
)
def personal_number_in_other_file(board: Board) -> Iterator[Finding]:
    """Files that are no records carry no personal numbers either, as far as they are text."""
    for path, looked in _others(board).items():
        for hit in islice(find_leaks(looked.text), MOST_LEAKS):
            facts = {"leak": hit.leak.value, "found": hit.masked}
            yield Finding(path, facts=facts, spot=spot_in(looked.text, hit.start, hit.end))
    for record, one, text in _stored(board):
        for hit in islice(find_leaks(text), MOST_LEAKS):
            yield found(one, "file", of=record, leak=hit.leak.value, found=hit.masked)


@rule(
    "PRV015",
    "这个文件程序没有看过：{why}",
    remedy="请人打开看一遍，有没有号码、住址、病情；名单、表格另存为 csv 放进来，程序就能看",
    source=_NEVER,
    severity=Severity.NOTICE,
)
def file_not_looked_through(board: Board) -> Iterator[Finding]:
    """What the gate cannot open is looked through by a person."""
    for path, looked in _others(board).items():
        if looked.unread and path.startswith(f"{board.place.folder}/{ATTACHMENTS}/"):  # others may not stay anyway
            yield Finding(path, facts={"why": looked.unread}, spot=FILE_START)


_SUSPECTED = "PRV014"
CONFIRM = "确认不是个人信息"
"""The word with which a request answers for what was suspected; the reason follows it."""
ANSWER = f"合并前在提交说明里另起一行写「{CONFIRM}：」，后面写原因"


@rule(
    _SUSPECTED,
    "这里{doubt}（{found}）",
    remedy=f"是个人的就删去；不是的，{ANSWER}",
    source=_NEVER,
    severity=Severity.NOTICE,
)
def personal_datum_suspected(board: Board) -> Iterator[Finding]:
    """What may be a person's is looked at by a person."""
    for file in board.files:
        for suspect, spot in suspects_of(file):
            yield Finding(file, facts=_facts(suspect), spot=spot)
    for path, looked in _others(board).items():
        for suspect, spot in suspects_in(looked.text):
            yield Finding(path, facts=_facts(suspect), spot=spot)
    for path in board.place.files:
        for suspect in find_doubts(path):
            yield Finding(path, facts=_facts(suspect), spot=FILE_START)


def suspects_of(file: RecordFile) -> Iterator[tuple[Suspect, Spot]]:
    """What a record holds that may be personal: in its text, then only in what is read from it, each with its place."""
    is_suspect = may_hold_doubts(file.text, has_number=file.has_long_number)
    found = tuple(suspects_in(file.text)) if is_suspect else ()
    if not is_suspect and "\\" not in file.text and not _may_show_in_rows(file):
        return
    written, told = Written(file), {(suspect.doubt, suspect.masked) for suspect, _ in found}
    for suspect, spot in found:
        field = written.field_at(spot)
        if field is None or not _clears(field[1], field[0].text, suspect, file.text[suspect.start : suspect.end]):
            yield suspect, spot
    for _, scalar in written.texts if "\\" in file.text else ():
        for suspect in find_doubts(scalar.text):
            if (suspect.doubt, suspect.masked) not in told:
                yield suspect, scalar.spot
    lines = {spot.line for _, spot in found}
    yield from ((suspect, spot) for suspect, spot, _ in _in_rows(file, written) if spot.line not in lines)


def suspects_in_rows(file: RecordFile) -> Iterator[tuple[Suspect, Spot, str]]:
    """What only shows when the values of a row are read together, with its place and what it says, never to be told."""
    if _may_show_in_rows(file):
        yield from _in_rows(file, Written(file))


def _may_show_in_rows(file: RecordFile) -> bool:
    return file.may_part or file.may_tell or file.may_name


def _in_rows(file: RecordFile, written: Written) -> Iterator[tuple[Suspect, Spot, str]]:
    for beside in find_beside(written.values()) if file.may_tell else ():
        hidden = "*" * len(beside.value.scalar.text)
        yield Suspect(beside.doubt, 0, 0, hidden), beside.value.scalar.spot, beside.said
    for spec, (_, scalar) in zip(written.specs, written.texts, strict=True):
        for name in names_in(scalar.text) if spec is not None and spec.masked else ():
            if is_full_name(name) and not is_masked_name(name):
                yield Suspect(Doubt.FULL_NAME, 0, 0, f"{name[0]}{'*' * (len(name) - 1)}"), scalar.spot, name
    for parted in _parted(file, written):
        if not parted.certain:
            suspect = Suspect(_DOUBT_OF[parted.leak], 0, 0, mask_number(parted.number))
            yield suspect, parted.value.scalar.spot, parted.number


_DOUBT_OF = {
    Leak.CITIZEN_ID: Doubt.NEAR_ID,
    Leak.OLD_CITIZEN_ID: Doubt.NEAR_ID,
    Leak.MOBILE: Doubt.NEAR_MOBILE,
    Leak.BANK_CARD: Doubt.NEAR_CARD,
}


def _clears(spec: FieldSpec, text: str, suspect: Suspect, found: str) -> bool:
    """Whether a field is meant for what was found, and holds nothing else: an office may number a contract so."""
    if suspect.doubt is Doubt.HOME:
        return spec.word in _ADDRESS_WORDS and not _LIVES.search(text)
    if spec.form is None or suspect.doubt not in (Doubt.NEAR_ID, Doubt.NEAR_MOBILE):
        return False
    if spec.form.own_format or spec.form.numeric or spec.form.holds_phone:
        return _reads(spec.form, text)
    return spec.form.serial and found == text.strip()


def suspects_in(text: str) -> Iterator[tuple[Suspect, Spot]]:
    """What a text holds that may be personal, each with its place."""
    for suspect in islice(find_doubts(text), MOST_LEAKS):
        yield suspect, spot_in(text, suspect.start, suspect.end)


def _facts(suspect: Suspect) -> Mapping[str, object]:
    return {"doubt": suspect.doubt.value, "found": suspect.masked}
