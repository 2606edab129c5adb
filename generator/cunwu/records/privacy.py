"""The privacy gate: finds identity numbers, telephones, bank cards and door numbers in text, and masks them.

Works on folded text (digits of any script, Chinese digits) of the same length, so that positions stay right.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.records.digits import (
    ANY_DIGIT,
    ANY_STAR,
    GAP,
    INTERRUPTED,
    PARTED,
    ROW,
    SIGN,
    STARS,
    closed,
    credit_codes,
    digits,
    folded,
    reads_as_one,
)
from cunwu.records.homes import DOOR, TENS
from cunwu.records.masks import MASK, count_stars, hides_too_little
from cunwu.records.spoken import SPOKEN, find_spoken
from cunwu.values.codes import citizen_id_is_valid, luhn_is_valid
from cunwu.values.fold import mask_number


class Leak(StrEnum):
    """The kind of personal datum that was found."""

    CITIZEN_ID = "18 位身份证号"
    OLD_CITIZEN_ID = "15 位身份证号"
    MOBILE = "手机号"
    BANK_CARD = "银行卡或账户号"
    DOCUMENT = "证件号"
    DOOR = "门牌住址"
    THIN_MASK = "遮挡不够的号码"


class Hit(Frozen):
    """One leak: its start in the text, its length, and its masked form for messages."""

    leak: Leak
    start: int
    end: int
    masked: str


# `\b` does not work beside Han characters, so the neighbours are checked here.
_BEFORE, _AFTER = "(?<![0-9])", "(?![0-9])"
_DOCUMENTS = "护照|通行证|台胞证|回乡证|居住证|军官证|士兵证|残疾人?证|驾驶证|驾照|社保卡|社会保障卡|医保卡"
_SUSPECT = regex(
    rf"{digits('9,')}|[0-9][{STARS}]|[{STARS}][0-9{STARS}]|{_DOCUMENTS}|门牌|[0-9{TENS}](?:户|[ \u3000]?[号室])"
)
_WORDS = f"{_DOCUMENTS}|门牌".split("|")
_BEGIN, _GO_ON = ("".join({word[at] for word in _WORDS}) for at in (0, 1))
_HINT = regex(
    rf"[{ANY_DIGIT}{ANY_STAR}{_BEGIN}{TENS}]"
    rf"(?:[{ANY_STAR}{_GO_ON}号室户]|[ \u3000][号室]|(?<=[{ANY_STAR}])[{ANY_DIGIT}]"
    rf"|(?=[{ANY_DIGIT}{SIGN}]{{9}})(?:{GAP}[{ANY_DIGIT}]){{9}})"
)
"""Finds what `_SUSPECT` finds and a little more, without folding: nearly no text has it, and folding takes time."""
_BROKEN = regex(rf"\n[ \t#>\"'(（\[【-]*[{ANY_DIGIT}]")
"""A line that begins with a digit: a number may have begun on the line before."""
_G = GAP
_BORN = rf"(?:1{_G}[89]|2{_G}0){_G}{digits(1)}{_G}(?:0{_G}[1-9]|1{_G}[0-2]){_G}(?:0{_G}[1-9]|[12]{_G}[0-9]|3{_G}[01])"
# Looked for at every digit, so that a number before it does not take its first digits away.
_CITIZEN_ID = regex(rf"{_BEFORE}(?=([1-9]{_G}{digits(4)}{_G}{_BORN}{_G}{digits(3, '[0-9Xx]')}){_AFTER})")
_NAMED_ID = regex(rf"{_BEFORE}(?=({digits(17, '[0-9Xx]')}){_AFTER})")
_DISABILITY_ID = regex(rf"{_BEFORE}({digits(17, '[0-9Xx]')}){GAP}[1-7]{GAP}[1-4]{_AFTER}")
_FIFTEEN = regex(rf"{_BEFORE}(?=({digits(14)}){_AFTER})")
_MOBILE_DIGITS = f"1{_G}[3-9]{_G}{digits(8)}"
_DIALLED = (
    rf"(?:(?:0{_G}){{0,2}}8{_G}6{_G}(?:0{_G})?"
    rf"|(?:1{_G}(?:7{_G}9|2{_G}5|0{_G}1|1{_G}8|9{_G}3)|9{_G}6{_G}[0-9]){_G}{digits(1)}{_G}(?:0{_G})?)?"
)
"""What is dialled before a mobile: +86, 0086, 086, the five digits of a cheap line such as 17951, with a 0 or none."""
_MOBILE = regex(rf"{_BEFORE}(?={_DIALLED}({_MOBILE_DIGITS}){_AFTER})")
_FROM_AFAR = regex(rf"{_BEFORE}(?=0{_G}({_MOBILE_DIGITS}){_AFTER})")
_STARRED = regex(rf"{_BEFORE}(1[3-9][0-9][{STARS}]{{1,3}}[0-9]{{4}}[{STARS}]{{1,3}}[0-9]{{4}}){_AFTER}")
_TELEPHONE_WORDS = regex("电话|手机|号码|联系|微信|来电|拨打|致电")
_INVOICE_WORDS = regex("发票|票据|代码")
_INVOICE = regex(r"1[345][0-9]{2}(?:1[2-9]|[23][0-9])[0-9]{5}")
"""The code of an invoice, without the 0 it begins with: province, year, lot."""
# One pattern for each length: a longer match would take a sum after the number for its end.
_CARDS = tuple(
    regex(rf"{_BEFORE}(?:6{_G}[02]|[45]{_G}[0-9]|9{_G}5){_G}{digits(length - 3)}{_AFTER}")
    for length in (19, 18, 17, 16)
)
_ACCOUNT = regex(rf"{_BEFORE}(?=({digits('8,23')}){_AFTER})")
_MONTH, _DAY = "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"
_DATED_ID = regex(
    rf"{_BEFORE}(?=(([1-9]{_G}{digits(4)}){_G}((?:1{_G}[89]|2{_G}0){_G}{digits(1)})[{SIGN}年]{{1,4}}"
    rf"{_MONTH}[{SIGN}月]{{1,4}}{_DAY}[{SIGN}日号生]{{1,4}}({digits(3, '[0-9Xx]')})){_AFTER}(?!\.[0-9]|[ ]?[元户人亩]))"
)
"""An identity number whose middle is a date as people write it."""
_NUMBER_OF_DOCUMENT = "[A-Za-z]{0,2}[0-9][0-9Xx -]{5,22}[0-9Xx]"
_DOCUMENT = regex(rf"(?:{_DOCUMENTS})[^0-9A-Za-z\n]{{0,8}}({_NUMBER_OF_DOCUMENT})")
_WHOSE = "(?:[^\\W0-9]某|本人|[他她其旧新原]|港澳|往来|台湾|因私|普通|机动车|第.代)"
_DOCUMENTS_AFTER = (
    regex(
        rf"(?<![0-9A-Za-z])({_NUMBER_OF_DOCUMENT})[ \u3000]{{0,2}}"
        rf"(?:[（(【\[〔]{_WHOSE}{{0,2}}(?:{_DOCUMENTS})(?:号码?|编号)?[）)】\]〕]|[是为系]{_WHOSE}{{0,2}}的?(?:{_DOCUMENTS}))"
    ),
    regex(rf"(?<![0-9A-Za-z])([A-Za-z]{{1,2}}[0-9]{{7,9}})[^\w\n]{{0,3}}(?:{_DOCUMENTS})"),
)
_DAY_OR_LINE = regex(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|0[0-9]{2,3}-[0-9 -]+")
"""A day in eight digits, or a telephone of an office."""
_ID_WORDS = regex(
    r"身[份分]证|身份号|身份信息|证件号|证号|代证|公民身份|公民号码|id ?card|sfz|(?<![a-z])id ?(?:no|号|[:：])",
    re.IGNORECASE,
)
_BANK_WORDS = regex(r"卡号|账号|帐号|银行卡|存折|储蓄卡|[一1]卡通|开户|户号|社保卡")
_IINS = ("62", "60", "4", "5", "9558", "9559")


def find_leaks(text: str) -> Iterator[Hit]:
    """Every leak in `text`, line by line; a number counts once, as the gravest leak it can be."""
    if _HINT.search(text):
        start = 0
        for line in folded(text).splitlines(keepends=True):
            if _SUSPECT.search(line):
                yield from _hits_in(line, range(start, start + len(line)))
            start += len(line)
    if INTERRUPTED.search(text):
        yield from _find_interrupted(text)
    if _BROKEN.search(text):
        yield from _find_broken(text)
    if SPOKEN.search(text):
        yield from _find_spoken(text)


def has_long_number(text: str) -> bool:
    """Whether ten digits stand together anywhere, or something else that may be part of a leak."""
    return _HINT.search(text) is not None


def may_hide_leaks(text: str, *, has_number: bool) -> bool:
    """Whether a file needs a closer look; `has_number` is what `has_long_number` says of it. Nearly no file does."""
    return has_number or "\\" in text or any(found.search(text) for found in (_BROKEN, INTERRUPTED, SPOKEN))


def find_leaks_in_value(text: str) -> Iterator[Hit]:
    """Every leak in a value as it was read, also where line breaks part it; positions of such a leak span them."""
    yield from find_leaks(text)
    if "\n" in text and _HINT.search(text.replace("\n", "")):
        line, places = _joined(folded(text).split("\n"), 0)
        for hit in _hits_in(line, places):
            over_lines = _spans_lines(hit, text)
            if _is_one_number(hit, text) if over_lines else hit.leak is Leak.OLD_CITIZEN_ID:
                yield hit  # of an old number the word may stand on another line


@lru_cache(maxsize=64)
def hide_leaks(text: str) -> str:
    """The same text, of the same length, with the middle of every leak starred out, for logs and messages."""
    shown = list(text)
    for hit in find_leaks(text):
        if hit.leak is not Leak.DOOR:
            for place in range(hit.start + 2, hit.end - 2):
                shown[place] = "\n" if shown[place] == "\n" else "*"
    return "".join(shown)


# --- text -------------------------------------------------------------------------------------------------------------


def _hits_in(line: str, places: range | list[int]) -> Iterator[Hit]:
    """Leaks of a folded line; `places` are the positions of its characters in the text."""
    taken = bytearray(len(line))
    for leak, first, last in _leaks_in(line):
        if not any(taken[first:last]):
            taken[first:last] = b"x" * (last - first)
            yield Hit(leak, places[first], places[last - 1] + 1, _masked(leak, line[first:last]))


def _find_spoken(text: str) -> Iterator[Hit]:
    """Leaks told in parts; those whose parts only a word joins are found as interrupted ones."""
    start, joined = 0, [(hit.start, hit.end) for hit in _find_interrupted(text)] if INTERRUPTED.search(text) else []
    for line in folded(text).splitlines(keepends=True):
        for told in find_spoken(line):
            # The line says what its numbers are, and a Han sign keeps it apart from this one.
            found = _leaks_in(f"{told.number}号{line}")
            leak = next((leak for leak, *span in found if span == [0, len(told.number)]), None)
            first, last = start + told.start, start + told.end
            if leak is not None and not any(one < last and first < other for one, other in joined):
                yield Hit(leak, first, last, mask_number(told.number))
        start += len(line)


def _find_interrupted(text: str) -> Iterator[Hit]:
    """Leaks that something interrupts within a line; the columns of a table of figures are none."""
    start = 0
    for line in folded(text).splitlines(keepends=True):
        if INTERRUPTED.search(line):
            shut, places, cuts = closed(line, start)
            for hit in _hits_in(shut, places):
                within = range(bisect_left(places, hit.start), bisect_left(places, hit.end))
                if any(at in cuts for at in within) and not _is_cells(hit, text, shut, within, cuts):
                    yield hit
        start += len(line)


def _is_cells(hit: Hit, text: str, shut: str, within: range, cuts: Mapping[int, bool]) -> bool:
    """Whether an interrupted number is a row of figures, or a bare figure and what a comment says of it."""
    if hit.leak is Leak.CITIZEN_ID:  # its check digit says that it is none
        return False
    if hit.leak is Leak.DOOR:
        return True
    if "#" in text[hit.start : hit.end]:
        return not text[hit.start - 1 : hit.start].isalpha()
    goes_on = cuts.get(within.start - 1, False) or cuts.get(within.stop, False)
    return goes_on and all(cuts.get(at, False) for at in within if not shut[at].isalnum())


def _find_broken(text: str) -> Iterator[Hit]:
    """Leaks that a line break parts: an identity number in any text, other numbers only inside a sentence."""
    lines, start, run = folded(text).split("\n"), 0, list[str]()
    begun = 0
    for line in [*lines, ""]:
        if run and re.match(r"[^\w\n]*[0-9]", line) and re.search(r"[0-9][^\w\n]{0,3}$", run[-1]):
            run.append(line)
        else:
            if len(run) > 1:
                yield from _hits_in_run(text, run, begun)
            run, begun = [line], start
        start += len(line) + 1


def _hits_in_run(text: str, run: list[str], begun: int) -> Iterator[Hit]:
    line, places = _joined(run, begun)
    for hit in _hits_in(line, places):
        if _spans_lines(hit, text) and _is_one_number(hit, text):
            yield hit


def _is_one_number(hit: Hit, text: str) -> bool:
    """Whether digits over several lines are one number: not cells of a table, nor figures below one another."""
    if hit.leak is Leak.CITIZEN_ID:  # its check digit says so
        return True
    before = text[text.rfind("\n", 0, hit.start) + 1 : hit.start]
    after = text[hit.end :].partition("\n")[0]
    if re.search(r"[,\t;|，]", before[-1:] + text[hit.start : hit.end] + after[:1]):
        return False
    is_all = not before and not re.search(r"[0-9]", text[: hit.start] + text[hit.end :])
    return is_all or re.search(r"[^\W0-9]", before + after) is not None


def _spans_lines(hit: Hit, text: str) -> bool:
    return "\n" in text[hit.start : hit.end]


def _joined(lines: list[str], start: int) -> tuple[str, list[int]]:
    """Lines as one, a blank between two, without the signs that a line begins with; and the places in the text."""
    parts, places = list[str](), list[int]()
    for line in lines:
        left = len(line) - len(line.lstrip(" \t#>|-")) if parts else 0
        parts.append(line[left:].rstrip())
        places += range(start + left, start + left + len(parts[-1]))
        start += len(line) + 1
        places.append(start - 1)
    return " ".join(parts), places


# --- what is a leak ---------------------------------------------------------------------------------------------------


def _masked(leak: Leak, found: str) -> str:
    if leak is Leak.DOOR:
        return found[:2] + "…"
    if leak is Leak.THIN_MASK:
        return f"{len(found)} 位只遮住 {count_stars(found)} 位"
    return mask_number(_bare(found))


def _bare(found: str) -> str:
    return re.sub(r"\W", "", found).upper()


def is_named_id(found: str, line: str) -> bool:
    """Whether the line of a number calls it that of an identity card."""
    return _has_words(_ID_WORDS, line) and reads_as_one(found)


@lru_cache(maxsize=4)
def _has_words(words: re.Pattern[str], line: str) -> bool:
    return words.search(line) is not None


def _is_card(found: str, line: str) -> bool:
    digits = _bare(found)
    if not digits.startswith(_IINS) or not luhn_is_valid(digits) or not reads_as_one(found):
        return False
    return not any(found in code for code in credit_codes(line))


def _is_old_id(digits: str) -> bool:
    return "01" <= digits[8:10] <= "12" and "01" <= digits[10:12] <= "31"


def _is_dated_id(found: str, line: str) -> bool:
    dated = _DATED_ID.match(found)
    if dated is None:
        return False
    number = f"{_bare(dated[2])}{_bare(dated[3])}{dated[4]:0>2}{dated[5]:0>2}{_bare(dated[6])}"
    return citizen_id_is_valid(number) or _has_words(_ID_WORDS, line)


def _is_no_day(found: str, _line: str) -> bool:
    return not ROW.search(found) and not _DAY_OR_LINE.match(found)


def _is_no_size(found: str, line: str) -> bool:
    """Whether stars part a mobile of which none hides a digit; three lengths in millimetres look much the same."""
    return _has_words(_TELEPHONE_WORDS, line) or re.search(r"[^0-9]0|[^0-9*xX]", found) is not None


def _is_invoice(found: str, line: str) -> bool:
    return _has_words(_INVOICE_WORDS, line) and _INVOICE.fullmatch(found) is not None


_Judge = Callable[[str, str], bool]
"""Whether a found number, in its line, really is of its kind."""

_DETECTORS: tuple[tuple[Leak, re.Pattern[str], int, _Judge], ...] = (
    (Leak.CITIZEN_ID, _CITIZEN_ID, 1, lambda found, _line: citizen_id_is_valid(_bare(found))),
    (Leak.CITIZEN_ID, _NAMED_ID, 1, lambda found, line: is_named_id(found, line) and found not in credit_codes(line)),
    (Leak.CITIZEN_ID, _DATED_ID, 1, _is_dated_id),
    (Leak.CITIZEN_ID, _DISABILITY_ID, 1, lambda found, _line: citizen_id_is_valid(_bare(found))),
    (Leak.DOCUMENT, _DOCUMENT, 1, lambda found, _line: not ROW.search(found)),
    *((Leak.DOCUMENT, pattern, 1, _is_no_day) for pattern in _DOCUMENTS_AFTER),
    (Leak.OLD_CITIZEN_ID, _FIFTEEN, 1, lambda found, line: _is_old_id(_bare(found)) and is_named_id(found, line)),
    (Leak.MOBILE, _MOBILE, 1, lambda found, _line: reads_as_one(found)),
    (Leak.MOBILE, _STARRED, 1, _is_no_size),
    (Leak.MOBILE, _FROM_AFAR, 1, lambda found, line: reads_as_one(found) and not _is_invoice(found, line)),
    (Leak.BANK_CARD, _ACCOUNT, 1, lambda found, line: _has_words(_BANK_WORDS, line) and reads_as_one(found)),
    *((Leak.BANK_CARD, pattern, 0, _is_card) for pattern in _CARDS),
    (Leak.DOOR, DOOR, 0, lambda _found, _line: True),
    (Leak.THIN_MASK, MASK, 0, hides_too_little),
)
"""Searches, gravest first: leak, pattern, the group that holds the number, and the check that confirms it."""


def _leaks_in(line: str) -> Iterator[tuple[Leak, int, int]]:
    for leak, pattern, group, confirms in _DETECTORS:
        for match in pattern.finditer(line) if group else _matches(pattern, line, confirms):
            if not group or confirms(match[group], line):
                yield leak, *match.span(group)


def _matches(pattern: re.Pattern[str], line: str, confirms: _Judge) -> Iterator[re.Match[str]]:
    """Matches one after the other; behind a list number that was taken for a beginning the search starts anew."""
    at = 0
    while match := pattern.search(line, at):
        at = match.end()
        if confirms(match[0], line):
            yield match
        elif parted := PARTED.search(line, match.start(), at):
            at = parted.end()
