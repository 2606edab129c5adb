"""Slips of typing that YAML reads as text or not at all, and the parser's errors in words for a clerk."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from cunwu.core.frozen import Frozen, field
from cunwu.core.patterns import regex
from cunwu.core.problem import Problem, Spot
from cunwu.yaml.rows import pasted_problem, rows_from
from cunwu.yaml.scan import YML_REFUSALS, clip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Fault(Frozen):
    """A refusal inside one line: `offset` counts characters from the start of the text that was checked."""

    code: str
    offset: int
    width: int = 1
    facts: dict[str, object] = field(default_factory=dict)

    def problem(self, file: str, start: Spot) -> Problem:
        """The problem for this fault in a text that starts at `start`."""
        spot = Spot(start.line, start.column + self.offset, self.width)
        return YML_REFUSALS[self.code].problem(file, spot, **self.facts)


class Stand(Enum):
    """The position of a plain scalar."""

    KEY = 1
    VALUE = 2  # after its key, on the same line
    BELOW = 3  # after its key, on a later line
    ITEM = 4  # after a dash
    FLOW = 5  # inside brackets


_NULLS = frozenset(("~", "null", "Null", "NULL"))
_WIDE_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_FIELD = regex(rf"([^\W\d_][\w（）()/·.-]{{0,29}})[ {_WIDE_SPACES}]*(：|:(?![ /\\]|\Z))")
_QUOTED = regex(r"[“”‘’＂＇][^“”＂＇]*[“”‘’＂＇]\Z")
_QUOTE_OPENS = regex(r"(?:\A|: +)([“”‘’＂＇].*)")
_DASH = regex(r"([-－—–])(?![\s\d.\-—])")
_WIDE_OPENERS = {"［": "[", "｛": "{", "｜": "|", "＃": "#", "＞": ">"}
# One cheap check before the closer ones: nearly every scalar ends here.
_SUSPECT = regex(rf"[：“”‘’＂＇，:]|[-－—–~nN［｛｜＃＞{_WIDE_SPACES}]")

# Most files have none of these signs, and their scalars need no check; a question mark may belong to a key.
_SUSPECT_FILE = regex(rf"[：“”‘’＂＇?~［｛｜＃＞{_WIDE_SPACES}]|:[^ \n]|[nN](?:ull|ULL)|[-－—–][^ \d]|[\[{{]")


def may_have_slips(text: str) -> bool:
    """Whether any unquoted text of a file could be one of these slips: a cheap check before the closer ones."""
    return _SUSPECT_FILE.search(text) is not None


def plain_fault(text: str, stand: Stand) -> Fault | None:
    """The fault of an unquoted one-line text that looks like a slip of typing; None if it looks right."""
    if not _SUSPECT.search(text):
        return None
    if text in _NULLS:
        return Fault("YML018", 0, len(text), {"text": text})
    if _QUOTED.match(text):
        return Fault("YML005", 0, len(text), {"text": clip(text)})
    if stand in (Stand.KEY, Stand.BELOW) or text[0] in "［｛｜＞":
        return _shape(text)
    return _wide_comma(text) if stand is Stand.FLOW else None


def _wide_comma(text: str) -> Fault | None:
    if "，" not in text:
        return None
    how = "括号里各项之间用半角逗号加空格；如果这是正文，请加英文双引号"
    return Fault("YML015", text.index("，"), 1, {"what": "括号里用了全角逗号「，」", "how": how})


def key_fault(text: str) -> Fault | None:
    """The fault of an unquoted key; None if it is right."""
    fault = plain_fault(text, Stand.KEY)
    if fault is None and "：" in text:
        return _wide_colon(text, text[: text.index("：")], text.index("："))
    return fault


def _shape(text: str) -> Fault | None:
    """The fault of a text in place of a field or an item; None if it is right."""
    if re.match(f"[{_WIDE_SPACES}]", text):
        return Fault("YML003", 0, 1, {"what": "开头用了全角空格或其他特殊空格"})
    if text[0] in _WIDE_OPENERS:
        return _wide_sign(text[0], 0)
    if found := _FIELD.match(text):
        if found[2] == "：":
            return _wide_colon(text, found[1], found.start(2))
        rest = clip(text[found.end(2) :].strip()) or "…"
        facts: dict[str, object] = {
            "what": f"「{found[1]}」的冒号后面少一个空格",
            "how": f"写成「{found[1]}: {rest}」；如果这是正文，请给整段文字加英文双引号",
        }
        return Fault("YML015", found.start(2), 1, facts)
    if found := _DASH.match(text):
        return _tight_dash(found[1])
    return None


def _wide_colon(text: str, key: str, offset: int) -> Fault:
    return Fault("YML004", offset, 1, {"key": clip(key.strip()), "rest": clip(text[offset + 1 :].strip()) or "…"})


def _wide_sign(sign: str, offset: int) -> Fault:
    facts: dict[str, object] = {
        "what": f"开头用了全角符号「{sign}」",
        "how": f"改成半角的「{_WIDE_OPENERS[sign]}」；如果这是正文，请加英文双引号",
    }
    return Fault("YML015", offset, 1, facts)


def _tight_dash(sign: str) -> Fault:
    what = "短横线后面少一个空格" if sign == "-" else f"列表开头用了「{sign}」，应为半角短横线"
    return Fault("YML015", 0, 1, {"what": what, "how": "写成「- 内容」；如果这是正文，请加英文双引号"})


def continued_faults(source: str, column: int, stand: Stand) -> Iterator[tuple[int, int, Fault]]:
    """Fields typed inside an unquoted text of several lines, each with its line offset and column.

    `source` is the scalar as typed, beginning at `column`.
    """
    for number, line in enumerate(source.split("\n")):
        inner = line.lstrip(" ")
        if inner and (number or stand is not Stand.VALUE) and (fault := _shape(inner)):
            yield number, (len(line) - len(inner) + 1 if number else column), fault


_OTHER_BULLET = regex(
    r"([－—–•·●○▪◆*]|[0-9]{1,2}[、.．)）]|[(（][0-9]{1,2}[)）]|[①-⑳])[ \u3000]*(?=[\u4e00-\u9fff]{1,8} ?[:：])"
)
_BULLETS = regex(r" *(?:- +)*")
_BLOCK_HEADER = regex(r"(?:: |- |^)[|>][-+0-9]* *(?:#.*)?$")


def line_fault(line: str, *, alone: bool = True) -> Fault | None:
    """The slip that most likely broke this line; `alone` is False for a line that is not suspected yet."""
    lead = _BULLETS.match(line)
    start = lead.end() if lead else 0
    inner = line[start:]
    if not inner or inner[0] == "#" or (not alone and "-" in line[:start]):
        return None
    if bullet := _OTHER_BULLET.match(inner):
        what = f"列表开头用了「{bullet[1]}」"
        return Fault(
            "YML015", start, len(bullet[1]), {"what": what, "how": "每一条用英文短横加空格开头，写成「- 编号: …」"}
        )
    if fault := _shape(inner):
        return Fault(fault.code, start + fault.offset, fault.width, fault.facts)
    if alone and re.match(r"-[^\s-]", inner):
        fault = _tight_dash("-")
        return Fault(fault.code, start, 1, fault.facts)
    if quote := _QUOTE_OPENS.search(inner):
        return Fault("YML005", start + quote.start(1), len(quote[1]), {"text": clip(quote[1])})
    return None


def same_slips(lines: Iterable[str], code: str) -> Iterator[tuple[int, Fault]]:
    """The same slip on other lines of a broken file, with line numbers; skips texts in blocks."""
    block = -1
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip(" "))
        if block >= 0 and (indent > block or not line.strip()):
            continue
        block = indent if _BLOCK_HEADER.search(line) else -1
        if (fault := line_fault(line, alone=False)) and fault.code == code:
            yield number, fault


class _Complaint(Frozen):
    """A pattern of parser errors and its message for a clerk; `begun` points at the start of the broken part."""

    says: str
    what: str
    how: str
    code: str = "YML015"
    begun: bool = False


_QUOTE_IT = "如果这是正文，请给整段文字加英文双引号"
_ALIGN = "同一级的词左边对齐，下一级多空两格"
_COMPLAINTS = (
    _Complaint("scanning an (alias|anchor)", "记号", "", "YML007", begun=True),
    _Complaint("tag", "", "", "YML008", begun=True),
    _Complaint("directive|YAML document|YAML version", "不能使用指令行「{line}」", "", "YML009", begun=True),
    _Complaint("mapping keys are not allowed", "问号开头的写法「? …」", "写成「词: 内容」", "YML012"),
    _Complaint(
        "quoted scalar｜found unexpected (end|document)",
        "引号没有配对",
        "在这段文字的末尾补上另一半引号",
        begun=True,
    ),
    _Complaint(
        "escape|hexdec|expected escape",
        "双引号里的反斜线「\\」有特殊含义",
        "把反斜线写两次，或把两头的双引号换成英文单引号",
    ),
    _Complaint(
        "parsing a flow sequence",
        "方括号没有关上，或各项之间少了逗号",
        "写成 [甲, 乙]，或一项一行用短横线",
        begun=True,
    ),
    _Complaint("parsing a flow mapping", "花括号没有关上，或各项之间少了逗号", "改为一项一行「词: 内容」", begun=True),
    _Complaint("node content", "多了一个括号或逗号，或少了内容", _QUOTE_IT),
    _Complaint("cannot start any token", "内容不能以「{sign}」开头", _QUOTE_IT),
    _Complaint("sequence entries are not allowed", "短横线不能接在冒号后面", "短横线另起一行，多空两格"),
    _Complaint(
        "scanning a simple key",
        "这一行缺少冒号",
        "写成「词: 内容」；如果接着上一行的文字，请多空两格",
        begun=True,
    ),
    _Complaint("scanning a block scalar", "「|」或「>」后面不能接内容", "内容从下一行写起，多空两格", begun=True),
    _Complaint("block collection|'-' indicator", "列表里这一行没有以「- 」开头，或没有对齐", _ALIGN),
    _Complaint("document start", "这一行与前面的内容接不上", _ALIGN),
    _Complaint("", "看不懂这一行的写法", "对照样例检查标点和缩进"),
)
# Errors that a slip of typing on the line itself explains better than the parser does.
_SLIP_ERRORS = regex(
    "scanning an alias|simple key|mapping values|block mapping|block collection|document start|any token|node content",
)


def syntax_problems(file: str, lines: list[str], says: str, begun: Spot, at: Spot) -> Iterator[Problem]:
    """The parser's error in words for a clerk: `begun` is the start of the broken part, `at` where parsing stopped."""
    if "simple key" in says and (rows := rows_from(lines, begun.line)):
        yield pasted_problem(file, lines, rows)
        return
    if _SLIP_ERRORS.search(says) and (found := _slip(lines, says, begun, at)):
        number, fault = found
        yield fault.problem(file, Spot(number, 1))
        if fault.code in ("YML003", "YML004", "YML015"):
            yield from (other.problem(file, Spot(line, 1)) for line, other in same_slips(lines, fault.code))
        return
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    if "mapping values" in says:
        complaint = _unexpected_colon(line[: at.column - 1])
    elif "parsing a block mapping" in says:
        complaint = _unexpected_content(line, at.column - 1)
    else:
        complaint = next(one for one in _COMPLAINTS if re.search(one.says, says))
    spot = begun if complaint.begun else at
    line = lines[spot.line - 1] if spot.line <= len(lines) else ""
    rest = line[spot.column - 1 :]
    facts = {"line": clip(line), "sign": rest[:1]}
    text = clip(rest.split(" ", 1)[0]) or "?"
    what, how = complaint.what.format(**facts), complaint.how
    yield YML_REFUSALS[complaint.code].problem(file, spot, what=what, how=how, text=text, found=what)


def _slip(lines: list[str], says: str, begun: Spot, at: Spot) -> tuple[int, Fault] | None:
    suspects = [begun.line if "simple key" in says else at.line]
    if "mapping values" in says:
        # the line above may be the one that should have been a field
        suspects += [number for number in range(at.line - 1, 0, -1) if lines[number - 1].strip()][:1]
    for number in suspects:
        if number <= len(lines) and (fault := line_fault(lines[number - 1])):
            return number, fault
    return None


def _unexpected_colon(before: str) -> _Complaint:
    if re.search(r"[^ ]: ", before):
        return _Complaint("", "一行里有两个冒号", "把第一个冒号后面的内容整段加英文双引号")
    return _Complaint("", "缩进不对，这一行被当成了上一行文字的一部分", _ALIGN)


def _unexpected_content(line: str, column: int) -> _Complaint:
    if line[:column].strip():
        return _Complaint("", "内容已经结束，后面又多出文字", "把整段内容放进同一对英文双引号里")
    if line[column : column + 1] == ":":
        return _Complaint("", "空的", "补上冒号前面的词，或删去这一行", "YML012")
    if line[column : column + 1] == "-":
        return _Complaint("", "这里接不上列表项", "列表上面那一行只写「词:」，冒号后面留空；短横线左边对齐")
    return _Complaint("", f"缩进与上面对不齐（前面空了 {column} 格）", _ALIGN)
