"""Names of files and folders: the same on three systems, seen whole, and none of those that the site uses itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, Problem
from cunwu.core.refusal import Refusal
from cunwu.kinds import KINDS

_RENAME = "改名为「{better}」"
NAME_REFUSALS: Mapping[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            "REC030",
            "name_too_long",
            "名称「{name}」有 {size} 个字节（一个汉字是 3 个），最多 {most} 个",
            _RENAME,
        ),
        Refusal("REC031", "name_with_sign", "名称「{name}」里有 Windows 不能用的「{sign}」", _RENAME),
        Refusal("REC032", "name_of_device", "「{name}」在 Windows 里是设备的名称，存不了文件", _RENAME),
        Refusal("REC033", "name_of_site", "「{name}」是网站自己用的名称，会盖住别的网页", _RENAME),
        Refusal("REC034", "name_with_invisible", "名称「{name}」里有看不见或盖在字上的字符 {sign}", _RENAME),
        Refusal(
            "REC035",
            "names_alike",
            "「{name}」和「{other}」只差大小写或字形，有的电脑上是同一个文件",
            "改名为「{better}」；是同一份的，删去一份",
        ),
    )
}

MOST_BYTES = 200
"""File systems allow 255; pages and their compressed copies get a longer ending."""
_SIGNS = regex(r'[<>:"|?*\\]|[. ](?=\Z)|\A ')
_DEVICES = regex(r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?: *\..*)?")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Me", "Zl", "Zp", "Zs"})
_BLANK = frozenset("\u034f\u115f\u1160\u180b\u180c\u180d\u2800\u3164\uffa0")
"""Signs of other classes that show nothing."""
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_OVERLAY = 1
"""The class of marks that are drawn over a sign, such as U+0336."""
OF_THE_BOARD = frozenset({"assets", "attachments", "changes", "data", "publications", "search"})
"""Folders beside the places of a region on the site, besides those of kinds."""
OF_A_KIND = frozenset({"index", "life", "years"})
"""Names beside the records of a kind on the site."""


def is_of_the_board(slug: str) -> bool:
    """Whether the site has a folder of this name of its own beside places: there can be no place of that name."""
    return slug.casefold() in OF_THE_BOARD or any(kind.folder == slug.casefold() for kind in KINDS)


def name_problems(folder: str, paths: Iterable[str]) -> Iterator[Problem]:
    """Problems of the names below the folder of one place; each name is told once, at the first file that has it."""
    told: set[str] = set()
    alike: dict[str, str] = {}
    for path in paths:
        parts = path[len(folder) + 1 :].split("/")
        for depth, name in enumerate(parts, 1):
            inner = "/".join(parts[:depth])
            if inner not in told:
                told.add(inner)
                yield from name_problem(path, name)
                other = alike.setdefault(unicodedata.normalize("NFKC", inner).casefold(), inner)
                if other != inner:
                    yield _problem("REC035", path, name, _numbered(name), other=other.rpartition("/")[2])
        if len(parts) == 2 and parts[1].endswith(".yml") and _stem(parts[1]).casefold() in OF_A_KIND:
            yield _problem("REC033", path, parts[1], _numbered(parts[1]))


def name_problem(path: str, name: str) -> Iterator[Problem]:
    """What is wrong with one name in a path: one problem at most, with a name to use instead."""
    size = len(name.encode("utf-8", "surrogateescape"))
    if size > MOST_BYTES:
        yield _problem("REC030", path, name[:20] + "…", _shortened(name), size=size, most=MOST_BYTES)
    elif hit := _SIGNS.search(name):
        sign = "句点结尾" if hit[0] == "." else "开头或结尾的空格" if hit[0] == " " else hit[0]
        yield _problem("REC031", path, name, _SIGNS.sub("-", name).strip("-") or "1", sign=sign)
    elif _DEVICES.fullmatch(name):
        yield _problem("REC032", path, name, _numbered(name))
    elif unseen := next(filter(_is_unseen, name), None):
        seen = "".join(sign for sign in name if not _is_unseen(sign))
        yield _problem("REC034", path, seen, seen or "1", sign=f"U+{ord(unseen):04X}")


def site_name_problem(path: str, name: str) -> Iterator[Problem]:
    """The problem of a place whose folder has a name of the site: it is no place."""
    yield _problem("REC033", path, name, f"{name}-cun")


def _problem(code: str, path: str, name: str, better: str, **facts: object) -> Problem:
    return NAME_REFUSALS[code].problem(path, FILE_START, name=name, better=better, **facts)


def _is_unseen(sign: str) -> bool:
    if sign.isascii():
        return not sign.isprintable()
    return (
        unicodedata.category(sign) in _UNSEEN
        or unicodedata.combining(sign) == _OVERLAY
        or sign in _BLANK
        or any(ord(sign) in selectors for selectors in _SELECTORS)
    )


def _stem(name: str) -> str:
    return name.removesuffix(".yml")


def _numbered(name: str) -> str:
    stem, dot, ending = name.partition(".")
    return f"{stem}-2{dot}{ending}"


def _shortened(name: str) -> str:
    """The start of a name that is short enough, with its ending."""
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}" if stem and len(ending) < 6 else ""
    kept = name.encode("utf-8", "surrogateescape")[: 60 - len(ending)]
    return kept.decode("utf-8", "ignore") + ending
