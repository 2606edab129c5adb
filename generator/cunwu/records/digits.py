"""What a personal number is written with: digits of any script, signs between them, letters that look like digits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise, product

from cunwu.core.patterns import regex
from cunwu.values.codes import citizen_id_is_valid, credit_code_is_valid, luhn_is_valid
from cunwu.values.fold import FOLDED_DIGITS, FOLDED_X, HAN_DIGITS, fold_digits

# Nearly every sign may stand between two digits of one number: 139 - 0013 - 8000, 139（0013）8000. Stars belong to
# masks, circles to digits. Ranges, not `\W`: to ask for a category at each character takes twice the time of the scan.
SIGN = (
    r" \t!-)+-/:-@\[-`{-\u00b1\u00b4-\u00b8\u00bb\u00bf\u00f7\u02c2-\u036f\u0387\u060c\u066b\u066c"
    r"\u2000-\u206f\u20a0-\u20f0\u2190-\u245f"
    r"\u2500-\u2572\u2574-\u25ca\u25cc-\u25ce\u25d0-\u25ee\u25f0-\u2714\u2719-\u2775\u2794-\u2bff"
    r"\u3000-\u3006\u3008-\u3020\u3030-\u303f\u30fb\ufe00-\ufe6f\ufeff\uff01-\uff09\uff0b-\uff0f\uff1a-\uff20"
    r"\uff3b-\uff40\uff5b-\uff65\uffe0-\uffee\U0001f000-\U0001faff"
)
GAP = f"[{SIGN}]{{0,3}}"
PLAIN = r" \u00a0\u3000\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u20e3._·•‧・\\‐-―－—-"
_PLAIN_GAP = regex(f"[{PLAIN}]*")
"""What stands between the digits of one number and of nothing else."""
PARTED = regex(f"[^0-9Xx{PLAIN}]")
_CLAUSE_ENDS = regex(r"[，。；：、！？,;:!?…\"'“”‘’]|[ \u3000][+＋=＝][ \u3000]")
"""Between two numbers of a list or a sentence; inside one number only if its own check says that it is one."""

_CELLS = frozenset({",", ", ", ";", "|", " | ", "\t", "\t\t"})
"""What parts the cells of a table."""


def digits(count: int | str, last: str = "[0-9]") -> str:
    """The pattern of so many digits, each followed by a gap, and of a last sign: eleven digits for a count of 10."""
    return f"(?:[0-9]{GAP}){{{count}}}{last}"


_LIKE_DIGITS = "OoQlI"
"""Letters that are typed for 0 and 1."""
_ZEROS = "0٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰０"
"""Zeros of the scripts; those of scripts that nobody uses any more are in one range with everything beside them."""
_DECIMALS = "".join(f"{zero}-{chr(ord(zero) + 9)}" for zero in _ZEROS) + r"\U00010400-\U0001efff\U0001fbf0-\U0001fbf9"
STARS = "*＊xX●•#＃?？■█▇▓□★☆※某"
"""What hides a digit of a folded number."""
ANY_DIGIT, ANY_STAR = f"{_DECIMALS}{FOLDED_DIGITS}{_LIKE_DIGITS}", f"{STARS}{''.join(FOLDED_X)}"
_LETTERED = regex(rf"[0-9{_LIKE_DIGITS}](?:{GAP}[0-9{_LIKE_DIGITS}]){{10,}}")
_FROM_LETTERS = str.maketrans(_LIKE_DIGITS, "00011")
_ENOUGH_DIGITS = 6
_CODE_LENGTH = 18

ROW = regex(
    r"(?<![0-9.-])(?:(?:19|20)[0-9]{2}([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])|[0-9]+\.[0-9]{2})(?![0-9.])"
)
"""A date or an amount among digits: then they are several numbers in a row, not one with gaps."""
_CREDIT_CODE = regex(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")


def folded(text: str) -> str:
    """The text, position for position, with whatever stands for a digit or an x of a number in ASCII."""
    flat = fold_digits(text)
    if flat is not text and _MAY_BE_GLUED.search(text):
        flat = _with_glued_apart(text, flat)
    return _LETTERED.sub(_from_letters, flat.replace("_", "-"))


_HAN = rf"(?<=[\u3400-\u9fff])(?<![{HAN_DIGITS}])"
"""Behind a Han character that is no digit."""
_LONG = "[0-9０-９](?:[ -]?[0-9０-９]){10}"
_MAY_BE_GLUED = regex(rf"[{HAN_DIGITS}](?:[0-9０-９]|[{FOLDED_DIGITS}]{{2}})|[0-9０-９XxＸ][{HAN_DIGITS}]")
_GLUED_BEFORE = regex(rf"{_HAN}([{HAN_DIGITS}]{{1,2}})(?={_LONG})")
_GLUED_BEHIND = regex(
    rf"{_LONG}(?:[ -]?[0-9０-９]){{0,8}}[XxＸ]?([{HAN_DIGITS}]{{1,2}})(?![{HAN_DIGITS}])(?=[\u3400-\u9fff])"
)
_A_DIGIT = f"[0-9０-９{FOLDED_DIGITS}]"
_RUN = regex(rf"(?<!{_A_DIGIT}){_A_DIGIT}{{12,22}}(?!{_A_DIGIT})[{''.join(FOLDED_X)}Xx]?")
_MOST_GLUED = 2


def _with_glued_apart(text: str, flat: str) -> str:
    """The folded text with the numeral that ends a name, or begins the next word, as it was: 张三139…, …716一户.

    Where Han characters stand in the number itself, only that can say where it begins.
    """
    shown = list(flat)
    for pattern in (_GLUED_BEFORE, _GLUED_BEHIND):
        for hit in pattern.finditer(text):
            shown[hit.start(1) : hit.end(1)] = hit[1]
    for hit in _RUN.finditer(text):
        number = flat[hit.start() : hit.end()]
        for before, behind in product(range(_MOST_GLUED + 1), repeat=2):
            first, last = hit.start() + before, hit.end() - behind
            apart = text[hit.start() : first] + text[last : hit.end()]
            if all(map(HAN_DIGITS.__contains__, apart)) and _is_personal(number[before : len(number) - behind]):
                shown[hit.start() : first] = text[hit.start() : first]
                shown[last : hit.end()] = text[last : hit.end()]
                break
    return "".join(shown)


_MOBILE = regex("1[3-9][0-9]{9}")


def _is_personal(number: str) -> bool:
    """Whether the check digit of an identity number or a bank card, or the form of a mobile, says what it is."""
    is_card = number.startswith("62") and len(number) in (16, 19) and number.isdigit() and luhn_is_valid(number)
    return is_card or citizen_id_is_valid(number) or _MOBILE.fullmatch(number) is not None


def _from_letters(hit: re.Match[str]) -> str:
    stays = sum(map(str.isdigit, hit[0])) < _ENOUGH_DIGITS or _is_in_credit_code(hit)
    return hit[0] if stays else hit[0].translate(_FROM_LETTERS)


def _is_in_credit_code(hit: re.Match[str]) -> bool:
    """Whether the letters are those of the code of an organisation, which ends with one more often than not."""
    around = hit.string[max(0, hit.start() - _CODE_LENGTH) : hit.end() + _CODE_LENGTH]
    return any(hit[0] in code for code in credit_codes(around))


_JOINED = "转|接|空格?|横?杠|横线|再拨?|加|点|接着|然后|后面是?|后接|出生于?|生于|生日"
_UNITS = "元角户人亩个米里天组队次盏吨斤件套株"
INTERRUPTED = regex(
    rf"[{ANY_DIGIT}](?![0-9\n])(?=(([\t{PLAIN}]{{4,}}|[ \t]+#[ \t]*)"
    rf"|[{SIGN}]{{0,3}}(?=[{_JOINED}])(?:{_JOINED})[{SIGN}]{{0,3}}"
    rf"|[ \u3000]?[（(【\[〔「<《][^\n0-9０-９（）()【】]{{1,8}}(?<![{_UNITS}])"
    rf"[）)】\]〕」>》][ \u3000]?)"
    rf"[{ANY_DIGIT}])"
)
"""A digit before what may interrupt a number though it is no gap: a word in brackets, many blanks, a comment, 转."""


def closed(line: str, start: int) -> tuple[str, list[int], Mapping[int, bool]]:
    """A folded line with a blank for each interruption, and the places of its characters in the text.

    The line begins at `start` of the text. The last result says where in the new line the interruptions are, and
    whether each is one that columns of a table have as well.
    """
    parts, places, cuts, at = list[str](), list[int](), dict[int, bool](), 0
    for hit in INTERRUPTED.finditer(line):
        parts.append(line[at : hit.end()] + " ")
        places += range(start + at, start + hit.end() + 1)
        cuts[len(places) - 1] = hit[2] is not None
        at = hit.end(1)
    return "".join((*parts, line[at:])), [*places, *range(start + at, start + len(line))], cuts


def reads_as_one(found: str) -> bool:
    """Whether digits with signs between them are written as one number: not as a list, a sum or a row of years."""
    if ROW.search(found):
        return False
    groups = re.findall(r"[0-9Xx]+", found)
    between = re.split(r"[0-9Xx]+", found)[1:-1]
    if all(_PLAIN_GAP.fullmatch(gap) for gap in between):
        return True
    if len(groups) == sum(map(len, groups)):
        # 1、2、3 is a list, and 1,0,3 a row of a table
        return len(set(between)) == 1 and between[0] not in _CELLS and any(a >= b for a, b in pairwise(groups))
    return min(map(len, groups)) >= 3 and not _CLAUSE_ENDS.search("".join(between))


def bare_number(found: str) -> str:
    """The digits and letters of a found number in ASCII, without the signs between them."""
    return re.sub(r"[\W_]", "", folded(found)).upper()


@lru_cache(maxsize=4)
def credit_codes(line: str) -> tuple[str, ...]:
    """Valid codes of organisations, such as committees, except those from 62, which begin like most bank cards."""
    codes = _CREDIT_CODE.findall(line)
    return tuple(code for code in codes if not code.startswith("62") and credit_code_is_valid(code))
