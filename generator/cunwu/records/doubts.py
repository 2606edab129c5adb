"""What may be a personal datum and may be none: near misses of numbers, mail and chats, plates, birthdays.

Nobody can tell them from honest texts for certain, so they are no errors; a request answers for them with one word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.records.digits import ANY_DIGIT, GAP, SIGN, bare_number, reads_as_one
from cunwu.records.health import HEALTH_HINT, find_health
from cunwu.records.homes import HOME, TENS
from cunwu.records.privacy import Leak, find_leaks, has_long_number, is_named_id
from cunwu.values.codes import PROVINCES, credit_code_is_valid
from cunwu.values.fold import fold_ascii, fold_digits


class Doubt(StrEnum):
    """The kind of personal datum that a text may be."""

    NEAR_ID = "像是身份证号"
    NEAR_MOBILE = "像是手机号"
    NEAR_CARD = "像是银行卡或账户号"
    MAIL = "像是个人的电子邮箱"
    CHAT = "像是 QQ 号或微信号"
    PLATE = "像是车牌号"
    BIRTHDAY = "像是某个人的出生日期"
    HOME = "像是某个人的住址"
    HOME_PHONE = "像是某个人家里的电话"
    FULL_NAME = "像是完整的姓名"
    HEALTH = "像是某个人的病情、残疾、前科、信教、婚姻家事，或者孩子的年龄"
    TAIL = "像是身份证或银行卡的末几位"


class Suspect(Frozen):
    """One doubt: its start and end in the text, and its masked form for messages."""

    doubt: Doubt
    start: int
    end: int
    masked: str


_REGIONS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTERS, _WIDE = "A-HJ-NP-Za-hj-np-z", "Ａ-Ｚａ-ｚ"
_CHAT = r"[qQ]{2}|扣扣|企鹅号|微信|薇信|威信|[vV]信|[wWvV][xX]|[wW]e[iC]?[xX]in|[wW]e[cC]hat"
_BLANK = r"[ \u00a0\u2000-\u200f\u3000]"
_PART = r"[ \u00a0\u2000-\u2015\u2212\u3000·•・.．()\[\]（）【】［］－-]"
_BEFORE_BORN = rf"{ANY_DIGIT}十月日./．／－ \u3000（(—-"
_HINT = regex(
    rf"[@＠tTｔＴ扣企微薇威{_WIDE}qQvVwW出诞生男女{_REGIONS}栋幢座单区园寓苑庭楼]"
    rf"(?:(?<=[@＠])|(?<=[tTｔＴ])[)\]）］】]|(?<=[扣企微薇威{_WIDE}qQvVwW])[扣鹅信qQxXeE{_WIDE}]|(?<=[出诞生])[生辰于日]"
    rf"|(?<=[男女])[，,、 \u3000/／]|(?<=[{_BEFORE_BORN}]生)|(?<=[{_REGIONS}]){_PART}{{0,2}}[{_LETTERS}{_WIDE}]"
    rf"|(?<=[{ANY_DIGIT}{TENS}][栋幢座单])|(?<=[{ANY_DIGIT}{TENS}][ \u3000][栋幢座单])|(?<=号楼)"
    rf"|(?<=[区园寓苑庭]){_BLANK}?[{ANY_DIGIT}])"
)
"""Finds what the patterns below find and a little more, without folding: nearly no text has it."""
_MAIL = regex(
    rf"(?<![$A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+{_BLANK}{{0,2}}(?:@|[(\[【]at[)\]】]){_BLANK}{{0,2}}"
    rf"[A-Za-z0-9-]{{1,63}}(?:{_BLANK}{{0,2}}\.{_BLANK}{{0,2}}[A-Za-z0-9-]{{1,63}}){{0,3}}"
    rf"{_BLANK}{{0,2}}\.{_BLANK}{{0,2}}[A-Za-z]{{2,63}}",
    re.IGNORECASE,
)
_OF_OFFICES = regex(r"(?:\.gov|\.edu|\.org)\.cn$|\.(?:invalid|example)$|@example\.", re.IGNORECASE)
"""Mail that goes to an office, or nowhere."""
_CHAT_NUMBER = regex(
    rf"(?:{_CHAT})(?!公众|群|支付|小程序|扫码|缴费|收款|转账)(?:号码|号|帐号|账号)?(?:同号|是|为)?[^\w\n]{{0,4}}"
    rf"([1-9](?:{GAP}[0-9]){{4,10}}(?![0-9])|[A-Za-z][-\w]{{5,19}})",
    re.ASCII,
)
_NUMBER_OF_CHAT = regex(
    rf"(?<![-\w])([1-9][0-9]{{4,10}}|[A-Za-z][-\w]{{5,19}}){_BLANK}{{0,2}}"
    rf"(?:[(\[【](?:{_CHAT})(?:号码?)?[)\]】]|[是为](?:[^\W0-9]某|本人|[他她])?的?(?:{_CHAT})号?)"
)
_PLATE = regex(
    rf"(?<![A-Za-z])[{_REGIONS}]{_PART}{{0,2}}[{_LETTERS}]{_PART}{{0,3}}"
    rf"(?:[{_LETTERS}0-9]{_PART}?){{4,5}}[{_LETTERS}0-9挂学警](?![A-Za-z0-9])"
)
_DIGITS_OF_PLATE = 3
"""A plate has five or six signs after its first letter; two of them may be letters."""
_DAY = r"(?:19|20)[0-9]{2} ?[年./-] ?(?:1[0-2]|十[12]?|0?[1-9])(?: ?[月./-] ?(?:[0-9十]{1,3})? ?日?)?"
"""With blanks beside the numbers, as most people here set them, or without."""
_BIRTHDAY = regex(
    rf"(?:出生(?:年月日?|日期|时间|于)?|生于|生日|诞辰"
    rf"|[男女][，,、 　/]{{1,2}}(?:[^\W0-9]{{1,3}}族[，,、 　/]{{1,2}})?)(?:是|为|在)?[^\w\n]{{0,3}}({_DAY})"
    rf"|({_DAY})[ （(]?(?:出生(?!登记|证|率|人口|缺陷|医学|婴)|生(?![产活效成态猪长意育]))"
)
_NEAR_ID = regex(rf"(?<![0-9])(?=([1-9](?:{GAP}[0-9]){{16}}{GAP}[0-9Xx])(?![0-9]))")
_NAMED = regex(rf"(?<![0-9])(?=([1-9](?:{GAP}[0-9]){{13,17}}(?:{GAP}[0-9Xx])?)(?![0-9]))")
_NEAR_MOBILE = regex(
    rf"(?<![0-9])(1[3-9][0-9][{SIGN}]{{1,3}}[0-9]{{4}}[{SIGN}]{{1,3}}[0-9]{{4}}"
    r"|1[3-9][0-9][*x]{1,3}[0-9]{4}[*x]{1,3}[0-9]{4}"
    r"|(?=[0-9x]{11}(?![0-9x]))1[3-9][0-9]{0,2}(?:x[0-9]{1,4}){2,4})(?![0-9])"
)
"""Also what may be the sizes of a board, 1800x900x40, or a mobile with two lone crosses."""
_TAIL = regex(
    r"(?:身[份分]证|银行卡|[一1]卡通|社保卡|储蓄卡|存折|卡号)(?:号码?|号)?[^0-9\n，。；;]{0,4}"
    r"(?:尾号|末尾|[后末尾]?[后末][三四五六3-6](?:位数?|个数))[^0-9\n，。；;]{0,4}([0-9]{3,6}[0-9Xx]?)(?![0-9])"
)
"""Masks may show as much; it is asked about all the same, for the first digits often stand elsewhere."""
_HOME_PHONE = regex(
    rf"(?:(?<![大专农独商厂管店庄])家(?:里|中|庭)?|住宅|私人)的?(?:固定)?(?:电话|座机)(?:号码?)?(?:是|为)?[^\w\n]{{0,3}}"
    rf"((?:0[0-9]{{2,3}}[{SIGN}]{{0,3}})?[2-8][0-9]{{6,7}})(?![0-9])"
)
_TAIL_HINT = regex(rf"尾号|末尾|[后末][{ANY_DIGIT}]|[家宅人里中庭的定](?:电话|座机)")
_LENGTHS_NEAR = (14, 16, 17, 19)


def find_doubts(text: str) -> Iterator[Suspect]:
    """Everything in `text` that may be a personal datum, line by line, without what is a leak anyway."""
    if not may_hold_doubts(text, has_number=has_long_number(text)):
        return
    taken: bytearray | None = None  # hardly any text holds a doubt, and only then its leaks matter
    start = 0
    for line in text.splitlines(keepends=True):
        for doubt, first, last in _doubts_in(line) if may_hold_doubts(line, has_number=has_long_number(line)) else ():
            taken = _leaking(text) if taken is None else taken
            stretch = slice(start + first, start + last)
            if not any(taken[stretch]):
                taken[stretch] = b"x" * (last - first)
                yield Suspect(doubt, stretch.start, stretch.stop, _masked(doubt, line[first:last]))
        start += len(line)


def _leaking(text: str) -> bytearray:
    """For each character whether it belongs to a leak."""
    taken = bytearray(len(text))
    for hit in find_leaks(text):
        taken[hit.start : hit.end] = b"x" * (hit.end - hit.start)
    return taken


def may_hold_doubts(text: str, *, has_number: bool) -> bool:
    """Whether a text needs a closer look; `has_number` is what `has_long_number` says of it. Nearly no text does."""
    return has_number or any(hint.search(text) is not None for hint in (_HINT, HEALTH_HINT, _TAIL_HINT))


_ESCAPE = regex(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")


def fit_to_quote(text: str) -> str:
    """The same text, of the same lines and widths, without leaks, doubts and escapes, in which a leak may hide."""
    hidden = _ESCAPE.sub(lambda hit: "*" * len(hit[0]), text) if "\\" in text else text
    shown = list(hidden)
    for hit in find_leaks(text):
        _star(shown, hit.start + 2, hit.end if hit.leak is Leak.DOOR else hit.end - 2)
    for suspect in find_doubts(text):
        _star(shown, suspect.start + 1, suspect.end)
    return "".join(shown)


def _star(shown: list[str], start: int, end: int) -> None:
    for place in range(start, end):
        shown[place] = "\n" if shown[place] == "\n" else "*"


_TOLD_WHOLE = frozenset({Doubt.BIRTHDAY, Doubt.HOME, Doubt.HEALTH, Doubt.TAIL})


def _masked(doubt: Doubt, found: str) -> str:
    kept = 0 if doubt in _TOLD_WHOLE else 1
    return found[:kept] + "*" * (len(found) - kept)


_Judge = Callable[[str, str], bool]
_DETECTORS: tuple[tuple[Doubt, re.Pattern[str], _Judge], ...] = (
    (Doubt.NEAR_ID, _NEAR_ID, lambda found, _line: _is_near_id(found)),
    (Doubt.NEAR_ID, _NAMED, lambda found, line: len(bare_number(found)) in _LENGTHS_NEAR and is_named_id(found, line)),
    (
        Doubt.NEAR_MOBILE,
        _NEAR_MOBILE,
        lambda found, _line: re.search(r"[x*]", found) is not None or not reads_as_one(found),
    ),
    (Doubt.MAIL, _MAIL, lambda found, _line: not _OF_OFFICES.search(found)),
    (Doubt.CHAT, _CHAT_NUMBER, lambda _found, _line: True),
    (Doubt.CHAT, _NUMBER_OF_CHAT, lambda _found, _line: True),
    (Doubt.PLATE, _PLATE, lambda found, _line: sum(map(str.isdigit, found)) >= _DIGITS_OF_PLATE),
    (Doubt.BIRTHDAY, _BIRTHDAY, lambda _found, _line: True),
    (Doubt.HOME, HOME, lambda _found, _line: True),
    (Doubt.HOME_PHONE, _HOME_PHONE, lambda _found, _line: True),
    (Doubt.TAIL, _TAIL, lambda _found, _line: True),
)


def _doubts_in(line: str) -> Iterator[tuple[Doubt, int, int]]:
    """Doubts of a line as it stands in the text, with their places in it."""
    flat = fold_ascii(fold_digits(line))
    for doubt, pattern, confirms in _DETECTORS:
        for match in pattern.finditer(flat):
            group = match.lastindex or 0
            if confirms(match[group], flat):
                yield doubt, *match.span(group)
    for first, last in find_health(line):
        yield Doubt.HEALTH, first, last


def _is_near_id(found: str) -> bool:
    """Whether a province and a birthday say that this is an identity number, though its check digit does not."""
    number = bare_number(found)
    if number[:2] not in PROVINCES or credit_code_is_valid(number) or not reads_as_one(found):
        return False
    try:
        return 1900 <= date(int(number[6:10]), int(number[10:12]), int(number[12:14])).year <= 2035
    except ValueError:
        return False
