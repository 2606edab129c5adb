"""What only shows when the values of one row are read together: a name and an illness, one number in two fields.

Works on the values as they are read, whatever their form in the file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.records.digits import ANY_DIGIT, bare_number
from cunwu.records.doubts import Doubt
from cunwu.records.health import HEALTH_WORDS, is_full_name, names_somebody, tells_health
from cunwu.records.privacy import Leak, find_leaks
from cunwu.values.codes import citizen_id_is_valid
from cunwu.yaml.tree import Scalar, Step


class Value(Frozen, eq=False):
    """A text of a record: its place in the record, the text with its place in the file, whether offices number so."""

    path: tuple[Step, ...]
    scalar: Scalar
    serial: bool = False
    named: bool = False
    """Its row names somebody who receives help, and rules of its own say what may stand beside."""

    @property
    def word(self) -> str:
        """The field it stands in."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


class Parted(Frozen, eq=False):
    """A personal number in several values: its kind, its digits, and the value that holds fewest of them."""

    leak: Leak
    number: str
    value: Value
    certain: bool
    """Its own check digit says that it is one."""


class Beside(Frozen, eq=False):
    """A value that tells what is nobody's business of the person whom another value of its row names."""

    doubt: Doubt
    value: Value
    said: str
    """The value and whatever else the row says of people, by which the same row is known again."""


_DATE = "(?:(?<=1)9|(?<=2)0)[0-9]{2}-(?:0[1-9]|1[0-2])(?![0-9])"
_AMOUNT = r"(?<=[0-9])[0-9]*\.[0-9]{2}(?![0-9])"
# The digit comes first, also before what must not stand before it: only so is the rest of a text skipped quickly.
_HINT = regex(rf"[{ANY_DIGIT}](?<![{ANY_DIGIT}.][{ANY_DIGIT}])(?!{_DATE}|{_AMOUNT})(?:[ \u3000·-]?[{ANY_DIGIT}]){{5}}")
"""Six digits together: of a number in two or three parts, one part has as many."""
_OF_OFFICES = regex("批准|主持|经办|规则|谁|文件|(?:审批|经手|证明|批准|盘点|监盘|记录|走访|责任|管护|联系)人")
"""Fields that name who had the matter in hand, and not whom it is about."""
_PART_OF_ID = regex(rf"身[份分]证[^\n]{{0,8}}?[{ANY_DIGIT}]{{6,8}}(?![{ANY_DIGIT}])")
_TELLING = regex(f"{HEALTH_WORDS}|身[份分]证")
_LEAST_OF_A_SERIAL = 3
"""Seventeen digits of a contract and the 1 of a voucher are an identity number by chance, once in a few thousand."""
_CONTEXT = regex("电话|手机|联系|卡号|账号|帐号|银行卡|转给|打给|打到|身[份分]证|代证|证件")


def may_tell(text: str) -> bool:
    """Whether a file needs a closer look for what is told beside a name."""
    return _TELLING.search(text) is not None


def may_part(text: str) -> bool:
    """Whether a file needs a closer look for numbers that stand in several values."""
    return _HINT.search(text) is not None


def find_beside(values: Iterable[Value]) -> Iterator[Beside]:
    """What is told of the health, the childhood or the identity card of people whom the same row names."""
    for row in _rows(values):
        is_listed = any(value.named for value in row)
        telling = [] if is_listed else [value for value in row if _TELLING.search(value.scalar.text)]
        named = [value for value in row if not _OF_OFFICES.fullmatch(value.word)] if telling else []
        for value in telling:
            others = [other.scalar.text for other in named if other is not value]
            is_one = any(map(is_full_name, others))
            if not is_one and not any(map(names_somebody, others)):
                continue
            if _PART_OF_ID.search(value.scalar.text):
                yield Beside(Doubt.NEAR_ID, value, "\n".join((value.scalar.text, *others)))
            elif tells_health(value.scalar.text, scheme=is_one):
                yield Beside(Doubt.HEALTH, value, "\n".join((value.scalar.text, *others)))


def find_parted(values: Sequence[Value]) -> Iterator[Parted]:
    """Numbers that begin in one value of a row and end in another, or in the same field of the next row."""
    told = set[str]()
    for row in (*_rows(values), *_columns(values)):
        for among in (row, [value for value in row if _is_number(value.scalar.text)]):
            for parted in _parted_in(among):
                if parted.number not in told:
                    told.add(parted.number)
                    yield parted


def _parted_in(row: Sequence[Value]) -> Iterator[Parted]:
    starts, at = list[int](), 0
    for value in row:
        starts.append(at)
        at += len(value.scalar.text) + 1
    text = " ".join(value.scalar.text.replace("\n", " ") for value in row)
    for hit in find_leaks(text) if len(row) > 1 and may_part(text) else ():
        first, last = (bisect_right(starts, place) - 1 for place in (hit.start, hit.end - 1))
        held = row[first : last + 1]
        if len(held) < 2 or hit.leak in (Leak.DOOR, Leak.THIN_MASK, Leak.DOCUMENT):
            continue
        ends = [max(starts[place], hit.start) for place in range(first, last + 1)] + [hit.end]
        sizes = [ends[place + 1] - ends[place] for place in range(len(held))]
        if min(sizes) < _LEAST_OF_A_SERIAL and any(value.serial for value in held):
            continue
        number = bare_number(text[hit.start : hit.end])
        certain = hit.leak is Leak.CITIZEN_ID and citizen_id_is_valid(number)
        if certain or _is_of_a_person(held):
            yield Parted(hit.leak, number, held[sizes.index(min(sizes))], certain=certain)


def _is_of_a_person(held: Sequence[Value]) -> bool:
    """Whether these values speak of somebody's number: numbers of papers stand beside one another in many a row."""
    texts = [value.scalar.text for value in held]
    if any(_CONTEXT.search(text) or names_somebody(text) for text in texts):
        return True
    return not any(value.serial for value in held) and all(map(_is_number, texts))


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


_NUMBER = regex(rf"[{ANY_DIGIT}XxＸｘ×\W_]*[{ANY_DIGIT}][{ANY_DIGIT}XxＸｘ×\W_]*")


def _rows(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values of each row of a list, and of the record itself, in the order of the file."""
    rows: dict[tuple[Step, ...], list[Value]] = {}
    for value in values:
        path = value.path
        while path and isinstance(path[-1], int):  # a plain list belongs to its row
            path = path[:-1]
        while path and isinstance(path[-1], str):
            path = path[:-1]
        rows.setdefault(path, []).append(value)
    yield from rows.values()


def _columns(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values that stand in one field of the rows of a list."""
    columns: dict[tuple[Step, ...], list[Value]] = {}
    for value in values:
        if any(isinstance(step, int) for step in value.path):
            columns.setdefault(tuple(step for step in value.path if isinstance(step, str)), []).append(value)
    yield from columns.values()
