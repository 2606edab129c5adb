"""Names of people as a list may show them: enough for neighbours to recognise, too little for strangers to look up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from unicodedata import normalize

from cunwu.core.patterns import regex

COMPOUND_SURNAMES = re.findall(
    r"\S+",
    "欧阳 司马 上官 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 长孙 宇文 轩辕 端木 百里 呼延 南宫 西门 东郭 "
    "南门 独孤 拓跋 完颜 闻人 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 司寇 巫马 公西 漆雕 "
    "乐正 梁丘 左丘 东门 第五",
)
_HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_SURNAME = f"(?:{'|'.join(COMPOUND_SURNAMES)}|(?![某*＊×○]){_HAN})"
_STAR = "[*＊×○]"
_DOT = "[·•・‧∙⋅．.]"
# Of these families a name begins with one character; 阿卜杜 and 古丽 are given names, and stand first.
COMMON_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文"
)
_TITLE = "先生|女士|小姐|同志|老师|师傅|大爷|大妈|大娘|大叔|大婶|大伯|奶奶|爷爷|老人|老汉|氏"
_MASKED = (
    # A surname and 某, with what tells two of them apart: 张某, 欧阳某, 张某某, 张某甲, 张某2.
    rf"{_SURNAME}某{{1,2}}(?:[甲乙丙丁戊己庚辛壬癸]{{1,2}}|[0-9]{{1,3}})?"
    # A surname, stars, and at most the last character: 张*三, 张**, 欧阳*.
    rf"|{_SURNAME}{_STAR}{{1,3}}{_HAN}?"
    # No surname at all: *三, **三, 某某, **.
    rf"|{_STAR}{{1,3}}{_HAN}|某{{2,3}}|{_STAR}{{2,3}}"
    # A surname and how one is addressed, or crosses as letters: 张先生, 张XX.
    rf"|{_SURNAME}(?:{_TITLE})|{_SURNAME}[XxＸｘ]{{1,3}}"
    # A given name of several characters that stands first: 阿卜杜**, 古丽某, 阿卜杜·某, 阿卜杜·热**, **·热合曼.
    rf"|(?![{COMMON_SURNAMES}老小大]){_HAN}{{2,5}}(?:{_STAR}{{2,6}}|某{{1,2}})"
    rf"|{_HAN}{{2,6}}{_DOT}(?:{_HAN}?{_STAR}{{1,8}}|某{{1,3}})|(?:{_STAR}{{2,6}}|某{{1,3}}){_DOT}{_HAN}{{2,6}}"
)
_FULLY = regex(_MASKED)
_BLANKS = regex(r"\s+")
_OFFICES = "(?:党支部|党总支|村委会|合作社|村|党|镇|乡|副|代){0,3}"
_POSTS = _OFFICES + "(?:书记|支书|主任|理事长|监事长|社长|组长|会计|出纳|报账员|文书)"
_STARS_LAST = regex(rf"(?<=[^\W_])(?:{_STAR}{{1,3}}|[Xx]{{1,3}})$")
_MARKS = "[、，,；;/／&＆+＋]"
# 和 is in names, too (李和平): it joins only behind 某 and beside a number. Numbers may stand apart by a blank.
_JOINS = r"(?<=某)[和及与](?=.)|(?<=[0-9])\s*[和及与]\s*|\s*[和及与]\s*(?=[A-Z]{1,3}-?[0-9])|(?<=[0-9])\s+"
_NUMBER = regex(r"[A-Za-z]{1,3}-?[0-9]{1,4}")
_BETWEEN_NAMES = regex(f"{_MARKS}|{_JOINS}")
_BETWEEN_WORDS = regex(f"{_MARKS}|[兼和及与]")
_BESIDE_A_NAME = regex(rf"\([^()]*\)|^{_POSTS}(?=.{{2}})|(?<=..){_POSTS}$")


@lru_cache(maxsize=1024)  # a village names the same few month by month
def fold_name(text: str) -> str:
    """A name however it is typed: widths, compatibility forms and blanks do not count, any dot in it is one dot."""
    return re.sub(_DOT, "·", _BLANKS.sub("", normalize("NFKC", text)))


@lru_cache(maxsize=1024)
def fold_person(text: str) -> str:
    """The person without the post: 李某（书记） and 主任李某 are one, and so are 李* and 李某."""
    folded = fold_name(text)
    bare = _BESIDE_A_NAME.sub("", folded) or folded
    return _STARS_LAST.sub(lambda found: "某" * len(found[0]), bare)


def names_in(text: str, *, are_words: bool = False) -> tuple[str, ...]:
    """The names, posts or numbers of one field: “P01、P02”, “P01 和村主任”. Of words, 第一书记兼队长 are two."""
    between = _BETWEEN_WORDS if are_words else _BETWEEN_NAMES
    return tuple(name.strip() for name in between.split(text) if name.strip())


def is_number(name: str) -> bool:
    """Whether a name is the number of a posting (P01), and so must be that of one."""
    return _NUMBER.fullmatch(name) is not None


@lru_cache(maxsize=1024)
def persons_in(text: str) -> frozenset[str]:
    """The persons whom a field names, each folded: 李某、王某 are two."""
    return frozenset(map(fold_person, names_in(text)))


def is_masked_name(text: str) -> bool:
    """Whether a name hides at least one character of the given name in one of the usual ways, and contains no more."""
    return _FULLY.fullmatch(text) is not None or text == "不详"


def mask_name(text: str) -> str:
    """The name as a list may show it: 张三 → 张某, 欧阳小明 → 欧阳某; of several words, only the first."""
    han = re.search(_HAN, text)
    if han is None:
        return "某某"
    rest = text[han.start() :]
    surname = next((one for one in COMPOUND_SURNAMES if rest.startswith(one)), rest[0])
    return "某某" if surname == "某" else f"{surname}某"


def patterns_of(folded: str) -> str:
    """A regular expression (POSIX, extended) that finds every usual way to type a name that `fold_person` folds so."""
    return "".join(f"{_ways(one)}[[:space:]]*(　)*[[:space:]]*" for one in folded)


def _ways(sign: str) -> str:
    """Alternatives, no brackets: git compares bytes."""
    if sign == "某":
        return "(某|\\*|＊|×|○|X|x|Ｘ|ｘ)"
    if sign == "·":
        return "(·|•|・|‧|∙|⋅|．|\\.)"
    plain = re.escape(sign) if sign.isascii() else sign
    return f"({'|'.join((plain, *_forms()[sign]))})" if sign in _forms() else plain


@cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """A sign → the other signs that are folded to it: wide ones, radicals, those of other character sets."""
    found: dict[str, tuple[str, ...]] = {}
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFF01, 0xFF5E), (0x2F800, 0x2FA1F)):
        for sign in map(chr, range(first, last + 1)):
            if (folded := normalize("NFKC", sign)) != sign:
                found[folded] = (*found.get(folded, ()), sign)
    return found
