"""Takedowns of personal words (屏蔽): the words that may stand in their place, and what may never be taken down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from unicodedata import normalize

from cunwu.core.patterns import regex
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec
from cunwu.kinds.fields import fields_of, word_of
from cunwu.kinds.forms import PARAGRAPHS, PHONE, URL
from cunwu.kinds.parts import holds_words
from cunwu.kinds.record import Correction, Record
from cunwu.kinds.region import Region
from cunwu.kinds.village import Village
from cunwu.records.doubts import find_doubts
from cunwu.records.health import HEALTH_WORDS, is_full_name
from cunwu.records.homes import TENS
from cunwu.records.privacy import find_leaks
from cunwu.records.vouched import may_be_a_name
from cunwu.values.names import is_masked_name
from cunwu.values.opinion import decides
from cunwu.values.placeholders import TAKEN_DOWN

PLACEHOLDER = TAKEN_DOWN
QUOTES = (word_of(Correction, "before"), word_of(Correction, "after"))
"""Fields of a correction that quote the field it corrects."""

_FIGURE = regex(
    r"\d|[零〇一二三四五六七八九]{3,}"
    r"|[零〇一二两三四五六七八九十百千万亿几半壹贰叁肆伍陆柒捌玖拾佰仟]+多?余?\s*"
    r"(?:元|块|角|分钱|万|亿|吨|斤|公斤|克|亩|公顷|平方|立方|米|公里|里路|年|月|日|号|天|夜|人|户|口|次|票|个|处|盏|棵|头|只|股|成|倍|工)"
)
"""An amount, date or quantity: in digits of any script, in a row of Chinese ones, or in numerals before a unit."""


def quotes_figure(text: str) -> bool:
    """Whether words state an amount, date or quantity; numbers of persons (identity, telephone, card) are none.

    A single Chinese digit may be part of a name.
    """
    kept, at = "", 0
    for hit in sorted(find_leaks(text), key=lambda hit: hit.start):
        kept, at = f"{kept}{text[at : hit.start]} ", hit.end
    return _FIGURE.search(normalize("NFKC", kept + text[at:])) is not None


_UNIT = regex(
    r"公司|合作社|联合社|委员会|村委|政府|街道办|银行|信用社|供销社|事务所|学校|小学|中学|医院|卫生院"
    r"|(?:局|厂|队|站|所|院|店|部|行|社|厅|处|办|场|中心|商场|超市|协会|工会|支部|集团|村|镇|乡|县|市|区|省|组)$"
)
"""What names a unit or a place. A person may keep a shop: then the name alone is taken down, and the shop stays."""


def kept_words(spec: FieldSpec) -> str:
    """What a field holds that is nobody's personal data as a whole: 地名, 标题, 单位, 摘要; empty for other fields."""
    if spec in _places():
        return "地名"
    if spec in _titles():
        return "标题"
    if spec.word.endswith("单位"):
        return "单位"
    return spec.word if spec.word in _MATTERS else ""


_MATTERS = ("摘要", "议题")


@cache
def _titles() -> frozenset[FieldSpec]:
    """The fields that head the page of a record."""
    records: tuple[type[Record], ...] = tuple(kind.record for kind in KINDS)
    return frozenset(spec for record in records for spec in fields_of(record) if spec.name == record.heading)


@cache
def _places() -> frozenset[FieldSpec]:
    """The names of places."""
    specs = (*fields_of(Region), *fields_of(Village))
    return frozenset(spec for spec in specs if spec.name in _PLACE_NAMES)


_PLACE_NAMES = ("name", "within", "merged_into")


def is_taken_down(spec: FieldSpec, before: str, after: str) -> bool:
    """Whether `after` is what a takedown may leave of `before`: the same words with placeholders, and every figure.

    Fields that cannot hold the placeholder, telephones and addresses of pages, are left empty.
    """
    if not holds_words(spec):
        return False
    if spec.form in (PHONE, URL):
        return after == ""
    gone = list(_gone(before, after))
    return bool(gone) and not any(map(quotes_figure, gone))


def wrongly_gone(spec: FieldSpec, before: str, after: str, *, vouched: bool = False) -> str:
    """Why `after` may not be left of `before`, though it is a takedown: what went is nobody's personal data.

    Empty if it may. History does not ask: what was taken down once is told nowhere, rightly or wrongly. `vouched` where
    the takedown says that it hides a name, and who agreed: then also a name that no list holds.
    """
    words, gone = kept_words(spec), tuple(_gone(before, after))
    if words == "地名":
        return "是地名，不是个人信息，不能屏蔽"
    says_more = any(sign.isalnum() for sign in after.replace(PLACEHOLDER, ""))
    if words and not says_more:
        return f"是{words}，不能整个屏蔽；里面有个人信息的，只屏蔽那几个字"
    if any(_UNIT.search("".join(normalize("NFKC", text).split())) for text in gone):
        return "里屏蔽的是单位或地名，不是个人信息；里面有个人姓名的，只屏蔽姓名"
    if any(map(decides, gone)):
        return "里屏蔽的是同意不同意，不是个人信息；理由里有个人信息的，只屏蔽那几个字"
    return "" if not carries_meaning(spec) else _unlike_a_person(gone, vouched=vouched, says_more=says_more)


def _unlike_a_person(gone: Sequence[str], *, vouched: bool, says_more: bool) -> str:
    """What is wrong with hiding words where they carry meaning; empty if they are personal."""
    if all(is_personal(text, vouched=vouched and says_more) for text in gone):
        return ""
    if vouched:
        return "里屏蔽的不像是个人信息，也不像是姓名：说的是用途、数或者决定的，不能屏蔽；只屏蔽姓名那几个字"
    return (
        "里屏蔽的不像是个人信息（姓名、住址、号码、病情、家里的事），不能屏蔽；里面有的，只屏蔽那几个字"
        f"{RARE_NAMES if says_more and all(is_personal(text, vouched=True) for text in gone) else ''}"
    )


RARE_NAMES = "；罕见的姓、外号，在「原因」里写明是姓名，「批准」写哪个组织同意的"


def rests_on_its_word(spec: FieldSpec, before: str, after: str) -> bool:
    """Whether a takedown holds only because it says itself that it hides a name."""
    return bool(wrongly_gone(spec, before, after)) and not wrongly_gone(spec, before, after, vouched=True)


def carries_meaning(spec: FieldSpec) -> bool:
    """Whether a field says what a figure is for, or what was decided: it names no person and tells nothing freely."""
    is_person = spec.named or spec.masked or spec.cadres or spec.word.endswith(_PERSONS)
    return holds_words(spec) and not is_person and spec.form not in _FREE and spec.word not in _TOLD_FREELY


_PERSONS = ("人", "谁", "姓名", "对方", "主持", "首问", "带队", "亲属", "人员", "联系对象")
_FREE = (PARAGRAPHS, PHONE, URL)
_TOLD_FREELY = ("反映", "问", "村民要求", "备注", "说明", "事实")
_PARTS = regex(r"[\W_]+|(?<=.)[和及与的](?=.)")
_NO_MORE = regex(
    r"(?:一?家|一?户|等|本人|同志|先生|女士|大爷|大妈|大娘|老人|奶奶|爷爷|之?[妻夫父母子女]|儿子|女儿|丈夫|妻子)+$"
)
_OF_A_LIFE = regex(
    rf"[肝肺胃肠乳肾骨脑]?(?:{HEALTH_WORDS})|离婚|再婚|丧偶|分居|怀孕|生育|超生|流产|领养|收养|信教|信佛|基督教|天主教|伊斯兰教|佛教|宗教|去世|病故"
    r"|[父母]亲|妻子|丈夫|[儿女孙]子|女儿|孙女|兄弟|姐妹|媳妇|公公|婆婆"
)
_BETWEEN = regex("[患有因得了为是的在家里中一二三四级期早晚]+")
_ADDRESS = regex(
    rf"(?:[^\W0-9]{{1,6}}[村组屯庄湾寨坪堡队社区路街巷弄])?[0-9{TENS}一二三四五六七八九]{{1,5}}[组社队号]?"
)


def is_personal(text: str, *, vouched: bool = False) -> bool:
    """Whether every word is a name, a number, a home, an illness or a matter of the family of some person.

    With `vouched`, names that no list holds are names, too.
    """
    hidden = [
        *((hit.start, hit.end) for hit in find_leaks(text)),
        *((suspect.start, suspect.end) for suspect in find_doubts(text)),
    ]
    left = "".join(" " if any(start <= at < end for start, end in hidden) else sign for at, sign in enumerate(text))
    pieces = [piece for piece in _PARTS.split(_OF_A_LIFE.sub(" ", left)) if piece]
    return all(_is_of_a_person(piece) or (vouched and may_be_a_name(_NO_MORE.sub("", piece))) for piece in pieces)


def _is_of_a_person(word: str) -> bool:
    bare = _NO_MORE.sub("", word)
    return (
        not bare
        or is_full_name(bare)
        or is_masked_name(bare)
        or any(pattern.fullmatch(word) for pattern in (_BETWEEN, _ADDRESS))
    )


def _gone(before: str, after: str) -> Iterator[str]:
    """The stretches of `before` that placeholders in `after` replace; nothing if other words differ too."""
    first, *others = after.split(PLACEHOLDER)
    if not others or not before.startswith(first):
        return
    at, gone = len(first), list[str]()
    for piece in others[:-1]:
        found = before.find(piece, at + 1)
        if found < 0:
            return
        gone.append(before[at:found])
        at = found + len(piece)
    end = len(before) - len(others[-1])
    if end > at and before.endswith(others[-1]):
        yield from (*gone, before[at:end])
