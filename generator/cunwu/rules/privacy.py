"""PRV: the privacy gate over fields, comments, keys and file names. What is in git history cannot be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from weakref import WeakKeyDictionary

from cunwu.core.problem import FILE_START, Spot
from cunwu.kinds.base import FieldSpec
from cunwu.kinds.forms import Form
from cunwu.kinds.parts import spec_at
from cunwu.records.board import Board, RecordFile
from cunwu.records.privacy import Hit, Leak, find_leaks
from cunwu.rules.base import Finding, rule
from cunwu.yaml.reader import Scalar, walk_scalars

_NEVER = "pipl/28"
_MASKS = "yongan-privacy-2023/masks"
_REMEDY = "整个号码删去；确需区分时按「{mask}」遮挡。已经提交过的要告诉管理员，历史里也要清除"

_MOST = 100
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


_Hits = tuple[tuple[Hit, Spot], ...]
_known: WeakKeyDictionary[RecordFile, _Hits] = WeakKeyDictionary()
"""The rules go over a whole place, one after the other; with its files what was found in them goes too."""


def _hits(file: RecordFile) -> _Hits:
    """Leaks of one file that no typed field explains, each with its place."""
    if file not in _known:
        _known[file] = _find_hits(file)
    return _known[file]


def _find_hits(file: RecordFile) -> _Hits:
    text = file.text
    hits = tuple(islice(find_leaks(text), _MOST))
    if not hits:
        return ()
    specs = _specs_by_line(file)
    placed = ((hit, _spot(text, hit)) for hit in hits)
    return tuple((hit, spot) for hit, spot in placed if not _is_explained(hit, spot, specs))


def _spot(text: str, hit: Hit) -> Spot:
    begin = text.rfind("\n", 0, hit.start) + 1
    return Spot(text.count("\n", 0, hit.start) + 1, hit.start - begin + 1, hit.end - hit.start)


def _specs_by_line(file: RecordFile) -> dict[int, list[tuple[Scalar, FieldSpec]]]:
    found: dict[int, list[tuple[Scalar, FieldSpec]]] = {}
    if file.tree is None or file.kind is None:
        return found
    for path, scalar in walk_scalars(file.tree):
        spec = spec_at(file.kind.record, path)
        if spec is not None:
            found.setdefault(scalar.line, []).append((scalar, spec))
    return found


def _is_explained(hit: Hit, spot: Spot, specs: dict[int, list[tuple[Scalar, FieldSpec]]]) -> bool:
    for scalar, spec in specs.get(spot.line, ()):
        if scalar.column <= spot.column < scalar.column + scalar.width:
            speaks_of_places = hit.leak is Leak.DOOR and spec.word in _ADDRESS_WORDS
            return speaks_of_places or _form_explains(spec.form, scalar.text, hit.leak)
    return False


def _form_explains(form: Form | None, text: str, leak: Leak) -> bool:
    if form is None:
        return False
    if form.own_format:
        return _reads(form, text)
    if form.holds_phone and leak in (Leak.MOBILE, Leak.BANK_CARD):
        return True
    return (form.numeric or form.serial) and leak in (Leak.BANK_CARD, Leak.MOBILE, Leak.OLD_CITIZEN_ID)


def _reads(form: Form, text: str) -> bool:
    try:
        form.parse(text)
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
