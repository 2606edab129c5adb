"""Personal numbers in every disguise and every field, and honest numbers that look like them: the same on every run."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

from cunwu.values.codes import PROVINCES, luhn_is_valid, parse_credit_code

SEED = 20261129


@dataclass(frozen=True)
class Case:
    """One file with one number: how it was disguised, where it stands, and the digits that no message may repeat."""

    path: str
    text: str
    number: str
    sort: str
    way: str
    field: str


# --- numbers ----------------------------------------------------------------------------------------------------------


def citizen_id(dice: random.Random) -> str:
    """18 digits with a right check digit."""
    head = dice.choice(sorted(PROVINCES)) + f"{dice.randrange(10_000):04}"
    born = f"{dice.randrange(1930, 2020)}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}"
    body = f"{head}{born}{dice.randrange(1000):03}"
    summed = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return body + "10X98765432"[summed % 11]


def old_id(dice: random.Random) -> str:
    """15 digits of an identity card of the first generation, named as such."""
    number = citizen_id(dice)
    return number[:6] + number[8:17]


def mobile(dice: random.Random) -> str:
    """11 digits."""
    return f"1{dice.randrange(3, 10)}{dice.randrange(10**9):09}"


def card(dice: random.Random) -> str:
    """16 or 19 digits of a bank card with a right check digit."""
    head, length = dice.choice([("6228", 19), ("6217", 19), ("6222", 16), ("6013", 19), ("4367", 16), ("5187", 16)])
    body = head + "".join(dice.choices("0123456789", k=length - 5))
    return next(body + last for last in "0123456789" if luhn_is_valid(body + last))


SORTS: dict[str, tuple[Callable[[random.Random], str], tuple[int, ...], tuple[str, ...]]] = {
    "18 位身份证号": (citizen_id, (6, 8, 4), ("张某 {}", "身份证{}", "{}", "领款人张某（{}）已签字", "证件号：{}。")),
    "15 位身份证号": (old_id, (6, 6, 3), ("一代证{}", "身份证 {}", "旧身份证号码：{}", "身份证（{}）")),
    "手机号": (mobile, (3, 4, 4), ("电话{}", "联系人李某 {}", "{}", "有事打{}找他", "手机：{}。")),
    "银行卡号": (card, (4, 4, 4, 4, 4), ("打到卡上：{}", "卡号{}", "{}", "转给张某（{}）", "账号 {}。")),
}
"""Sort of number → how it is made, in which groups people say it, and sentences it stands in."""

# --- disguises --------------------------------------------------------------------------------------------------------


def _groups(number: str, sizes: tuple[int, ...]) -> list[str]:
    parts, at = list[str](), 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return [part for part in parts if part]


def _translated(digits: str) -> Callable[[str, tuple[int, ...]], str]:
    table = str.maketrans("0123456789", digits)
    return lambda number, _: number.translate(table)


def _parted(gap: str) -> Callable[[str, tuple[int, ...]], str]:
    return lambda number, sizes: gap.join(_groups(number, sizes))


def _bracketed(opening: str, closing: str) -> Callable[[str, tuple[int, ...]], str]:
    def write(number: str, sizes: tuple[int, ...]) -> str:
        first, second, *rest = _groups(number, sizes)
        return f"{first}{opening}{second}{closing}{''.join(rest)}"

    return write


def _each_apart(gap: str) -> Callable[[str, tuple[int, ...]], str]:
    return lambda number, _: gap.join(number)


DISGUISES: dict[str, Callable[[str, tuple[int, ...]], str]] = {
    "全角": _translated("０１２３４５６７８９"),
    "汉字": _translated("〇一二三四五六七八九"),
    "圆圈作零": _translated("○一二三四五六七八九"),
    "大写": _translated("零壹贰叁肆伍陆柒捌玖"),
    "念法": _translated("零幺二三四五六七八九"),
    "阿拉伯文": _translated("٠١٢٣٤٥٦٧٨٩"),
    "天城文": _translated("०१२३४५६७८९"),
    "圈码": _translated("⓪①②③④⑤⑥⑦⑧⑨"),
    "花体": _translated("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),
    "一半汉字": lambda number, _: number[:6] + _translated("〇一二三四五六七八九")(number[6:], ()),
    "字母 O 和 l": lambda number, _: number.replace("0", "O", 2).replace("1", "l", 1),
    "乘号": lambda number, _: number.replace("X", "×"),
    "小写 x": lambda number, _: number.lower(),
    **{
        f"隔以「{gap}」": _parted(gap)
        for gap in (" ", "　", "-", "—", "－", ".", "·", "・", "/", "／", "_", "~", "|", " - ", "  ", "\\", "＋", "→")
    },
    "全角括号": _bracketed("（", "）"),
    "方括号": _bracketed("[", "]"),
    "六角括号": _bracketed("〔", "〕"),
    "字字隔开": _each_apart(" "),
    "字字隔点": _each_apart("."),
    "字字隔杠": _each_apart("-"),
    "国码": lambda number, _: f"+86 {number}" if len(number) == 11 else number,
}
"""Name → how a number (and the groups people say it in) is written to be read by people and not by programs."""

# --- fields -----------------------------------------------------------------------------------------------------------

NOTE = "编号: '{key}'\n标题: {title}\n种类: 通知\n起: 2026-03-01\n"
ENTRY = """\
账套: 账{key}
期间: 2026-03
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 0.00
    期末: 100.00
明细:
  - 编号: 1
    日期: 2026-03-03
    摘要: {summary}
    科目: 其他收入
    收入: 100.00
    账户: 现金
    凭证: {voucher}
    对方: {other}
来源:
  - 编号: 源1
    文件: 账册
    文号: {document}
"""


def _entry(**of: str) -> Callable[[str, str], str]:
    usual = {"summary": "承包款", "voucher": "记-1", "other": "李某", "document": "第1页"}
    return lambda key, text: ENTRY.format(
        key=key, **(usual | {name: said.format(_quoted(text)) for name, said in of.items()})
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}" for sign in text)


def _note(rest: str) -> Callable[[str, str], str]:
    return lambda key, text: NOTE.format(key=key, title="通知") + rest.format(text)


FIELDS: dict[str, tuple[str, Callable[[str, str], str]]] = {
    "标题": ("notices/{}.yml", lambda key, text: NOTE.format(key=key, title=_quoted(text))),
    "正文": ("notices/{}.yml", lambda key, text: NOTE.format(key=key, title="通知") + f"正文: {_quoted(text)}\n"),
    "正文分段": ("notices/{}.yml", _note("正文: |\n  第一段。\n\n  {}\n")),
    "折行": ("notices/{}.yml", _note("正文: >-\n  第一段\n  {}\n")),
    "转义": (
        "notices/{}.yml",
        lambda key, text: NOTE.format(key=key, title="通知") + f'正文: "{_escaped(text)}"\n',
    ),
    "注释": ("notices/{}.yml", _note("# {}\n")),
    "摘要": ("finance/{}.yml", _entry(summary="{}")),
    "凭证": ("finance/{}.yml", _entry(voucher="{}")),
    "对方": ("finance/{}.yml", _entry(other="{}")),
    "文号": ("finance/{}.yml", _entry(document="{}")),
    "附件 csv": ("attachments/{}.csv", lambda _key, text: f"序号,内容\n1,{text},300.00\n"),
    "附件 txt": ("attachments/{}.txt", lambda _key, text: f"名单：\n{text}\n"),
}
"""Name → path of the file, and its text with a sentence in that field."""
_IN_ONE_LINE = {"凭证", "文号", "摘要", "对方", "标题"}

WRAPPED: dict[str, tuple[str, Callable[[str, str, str, str], str]]] = {
    "折成两行": (
        "notices/{}.yml",
        lambda key, say, first, second: _note("正文: >-\n  {}\n")(key, say.format(f"{first}\n  {second}")),
    ),
    "分成两行": (
        "notices/{}.yml",
        lambda key, say, first, second: _note("正文: |\n  {}\n")(key, say.format(f"{first}\n  {second}")),
    ),
    "隔着空行": (
        "notices/{}.yml",
        lambda key, say, first, second: _note("正文: |\n  {}\n")(key, say.format(f"{first}\n\n  {second}")),
    ),
    "引号里两行": (
        "notices/{}.yml",
        lambda key, say, first, second: _note('正文: "{}"\n')(key, say.format(f"{first}\n  {second}")),
    ),
    "引号里续行": (
        "notices/{}.yml",
        lambda key, say, first, second: _note('正文: "{}"\n')(key, say.format(f"{first}\\\n  {second}")),
    ),
    "没有引号两行": (
        "notices/{}.yml",
        lambda key, say, first, second: _note("正文: 通知\n  {}\n")(key, say.format(f"{first}\n  {second}")),
    ),
    "短横以后换行": (
        "notices/{}.yml",
        lambda key, say, first, second: _note("正文: |\n  {}\n")(key, say.format(f"{first}-\n  {second}")),
    ),
}
"""Name → path of the file, and its text with a sentence whose number is broken over two lines."""

EACH = 3
"""How many numbers are made for each sentence, disguise and field."""


def plain_cases() -> Iterator[Case]:
    """Every sort of number in every sentence and every field, as it is."""
    return _cases({"照写": lambda number, _: number}, EACH)


def obfuscated_cases() -> Iterator[Case]:
    """Every sort of number in every field and every disguise that changes it."""
    return _cases(DISGUISES, 1)


def _cases(ways: dict[str, Callable[[str, tuple[int, ...]], str]], each: int) -> Iterator[Case]:
    dice = random.Random(SEED)  # noqa: S311 - the same on every run
    for sort, (make, sizes, sentences) in SORTS.items():
        said = cycle(sentences)
        for way, disguise in ways.items():
            for field, (path, write) in FIELDS.items():
                for _ in range(each * (len(sentences) if each > 1 else 1)):
                    number = make(dice)
                    if way == "乘号" and sort.startswith("18"):
                        number = next(one for one in iter(lambda: citizen_id(dice), "") if one.endswith("X"))
                    text = next(said).format(disguise(number, sizes))
                    key = f"{dice.randrange(10**6):06}a{len(text)}"
                    yield Case(path.format(key), write(key, text), number, sort, way, field)


def wrapped_cases() -> Iterator[Case]:
    """Every sort of number in every sentence, broken anywhere over two lines."""
    dice = random.Random(SEED + 1)  # noqa: S311 - the same on every run
    for sort, (make, _, sentences) in SORTS.items():
        for field, (path, write) in WRAPPED.items():
            for sentence in sentences:
                for _ in range(EACH):
                    number, key = make(dice), f"{dice.randrange(10**6):06}b"
                    at = dice.randrange(3, len(number) - 3)
                    text = write(key, sentence, number[:at], number[at:])
                    yield Case(path.format(key), text, number, sort, "折断", field)


# --- honest numbers ---------------------------------------------------------------------------------------------------


def _credit(dice: random.Random) -> str:
    head = dice.choice(["N1", "N2", "N3", "54", "55", "91", "92", "93", "52"])
    body = f"{head}{division(dice)[:6]}" + "".join(dice.choices("0123456789", k=9))
    for last in "0123456789ABCDEFGHJKLMNPQRTUWXY":
        try:
            return parse_credit_code(body + last)
        except ValueError:
            continue
    raise AssertionError(body)


def division(dice: random.Random) -> str:
    """The twelve digits of a village."""
    area = dice.choice(["4309", "4414", "3504", "1301", "1502", "6201", "6501", "2102", "5001"])
    return f"{area}{dice.randrange(1, 99):02}{dice.randrange(1, 20):03}{dice.randrange(200, 230):03}"


def _day(dice: random.Random) -> str:
    return f"{dice.randrange(1990, 2027)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"


def _serial(dice: random.Random) -> str:
    day = _day(dice)
    return dice.choice(
        [
            f"记-{dice.randrange(1, 400)}",
            f"银付-{dice.randrange(1, 4000):04}",
            f"记-{day.replace('-', '')}",
            f"{day.replace('-', '')}{dice.randrange(10**6):06}",
            f"HT{day.replace('-', '')}{dice.randrange(1000):03}",
            f"{dice.randrange(10, 20)}-{day[:4]}-{dice.randrange(10**5):05}",
            f"{day[:4]}-合-{dice.randrange(1, 99)}",
            f"粤农合〔{day[:4]}〕第{dice.randrange(1, 999):03}号",
            f"{division(dice)[:6]}{day.replace('-', '')}{dice.randrange(1000):03}",
            f"{division(dice)[:6]}{day[:4]}{dice.randrange(10**4):04}",
            f"{dice.randrange(10**8):08}",
            f"0{dice.randrange(10**11):011}",
            f"26{dice.randrange(10**18):018}",
        ]
    )


def _amount(dice: random.Random) -> str:
    whole = dice.choice([dice.randrange(1, 10**4), dice.randrange(10**4, 10**7), dice.randrange(10**9, 2 * 10**10)])
    return f"{whole}.{dice.randrange(100):02}"


def _landline(dice: random.Random) -> str:
    return dice.choice(
        [
            f"0{dice.randrange(310, 999)}-{dice.randrange(2, 9)}{dice.randrange(10**6):06}",
            f"010-{dice.randrange(2, 9)}{dice.randrange(10**7):07}",
            "12345",
            f"400-{dice.randrange(100, 999)}-{dice.randrange(10**4):04}",
        ]
    )


VILLAGE = """\
名称: 上河村
行政区划代码: {division}
加入日期: {day}
法人:
  - 编号: 合作社
    名称: 合作社
    种类: 农村集体经济组织
    信用代码: {credit}
公开设置:
  监督电话: {landline}
"""
CONTRACT = """\
编号: {serial}
名称: 鱼塘承包
签订日期: {day}
"""
CLEAN_ENTRY = """\
账套: 合作社
期间: 2026-03
制度: 简易
明细:
  - 编号: 1
    日期: {day}
    摘要: 承包款 {area}，{day} 到账
    科目: 其他收入
    收入: {amount}
    账户: 现金
    凭证: {serial}
    合同: {serial}
来源:
  - 编号: 源1
    文件: 账册
    文号: {serial}
"""
LINES_OF_CLEAN = {"village.yml": 5, "contracts/1.yml": 2, "finance/2026-03.yml": 7}
"""Path of a file → how many of its lines have a typed field with a generated value."""


def clean_places(lines: int) -> Iterator[dict[str, str]]:
    """Places with `lines` lines of honest numbers in typed fields between them, a few files each."""
    dice, told = random.Random(SEED + 2), 0  # noqa: S311 - the same on every run
    while told < lines:
        made = {
            "division": division(dice),
            "credit": _credit(dice),
            "landline": _landline(dice),
            "day": _day(dice),
            "amount": _amount(dice),
            "area": f"{dice.randrange(1, 3000)}.{dice.randrange(100):02} 亩",
        }
        yield {
            "village.yml": VILLAGE.format(**made),
            "contracts/1.yml": CONTRACT.format(serial=_serial(dice), **made),
            "finance/2026-03.yml": CLEAN_ENTRY.format(serial=_serial(dice), **made),
        }
        told += sum(LINES_OF_CLEAN.values())
