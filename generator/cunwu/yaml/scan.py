"""What the strict reader refuses (all YML codes), and what it sees in bytes and characters before parsing."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, Problem, Spot
from cunwu.core.refusal import Refusal
from cunwu.yaml.marks import Pile, piles_in

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 4_000_000
MAX_EVENTS = 400_000
MAX_SCALAR = 20_000
MAX_DEPTH = 12
# A binary file by mistake would otherwise give a million problems.
MAX_PROBLEMS = 100

YML_REFUSALS: dict[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        Refusal("YML001", "not_utf8", "文件不是 UTF-8 编码：{found}", "请另存为 UTF-8{hint}"),
        Refusal("YML002", "forbidden_character", "有不允许的字符 {point}（{kind}）{where}", "{how}"),
        Refusal("YML003", "wrong_space", "{what}", "把它换成普通的半角空格"),
        Refusal(
            "YML004",
            "full_width_colon",
            "「{key}」后面用了全角冒号「：」",
            "改成半角冒号加一个空格：「{key}: {rest}」；如果这是正文，请给整段文字加英文双引号",
        ),
        Refusal(
            "YML005",
            "curly_quotes",
            "文字外面用了中文引号：{text}",
            '去掉引号；引号本身要显示时，在外面再加一对英文双引号，如 "“…”"',
        ),
        Refusal(
            "YML006",
            "merge_conflict",
            "留有合并冲突的标记「{mark}」",
            "两份内容只留该留的，并删去 <<<<<<<、=======、>>>>>>> 这几行",
        ),
        Refusal(
            "YML007",
            "anchor_or_alias",
            "不能使用「{text}」这样的{what}（YAML 的引用写法）",
            "把内容照原样再写一遍；如果这是正文，请加英文双引号",
        ),
        Refusal(
            "YML008",
            "tag",
            "不能使用「{text}」这样的类型标记",
            "删去标记，只写内容；如果这是正文，请加英文双引号",
        ),
        Refusal(
            "YML009",
            "directive_or_second_document",
            "{what}",
            "一个文件只写一份记录，开头最多留一行 ---，其余的标记行删去",
        ),
        Refusal("YML010", "merge_key", "不能使用合并键「<<」", "把要用的各项照原样写出来"),
        Refusal(
            "YML011",
            "duplicate_key",
            "「{key}」写了两次，第一次在第 {first} 行{folded}",
            "只留一个；内容不同的请核对后合并",
        ),
        Refusal("YML012", "key_is_not_text", "冒号前面应是一个词，这里是{found}", "{how}"),
        Refusal("YML013", "too_deep", "套了 {depth} 层以上，最多 {limit} 层", "减少层次；多半是括号或缩进写错了"),
        Refusal("YML014", "too_large", "{what}", "拆成几个文件，或把大段内容放到附件里"),
        Refusal("YML015", "broken_syntax", "{what}", "{how}"),
        Refusal("YML016", "empty_file", "文件是空的", "照样例填写内容，或删去这个文件"),
        Refusal(
            "YML017",
            "not_a_table",
            "整个文件应是一项一行的「词: 内容」，这里是{found}",
            "每一项写成「词: 内容」，从最左边写起",
        ),
        Refusal(
            "YML018",
            "bare_null",
            "不能用「{text}」表示没有",
            "没有这一项就删去这一行；数为零写 零，不知道写 不详",
        ),
        Refusal(
            "YML019",
            "text_cut_off",
            "「{cut}」会被当作注释，不会公布",
            "是内容的，整段文字加英文双引号：{better}；是注释的，在 # 前后各空一格",
        ),
        Refusal(
            "YML020",
            "marks_over_text",
            "「{base}」上叠了{count}符号（{point}），会盖住字或把字划掉",
            "删去叠上去的符号，只留「{base}」；写错的数用更正，不要划掉",
        ),
        Refusal(
            "YML022",
            "rows_without_dash",
            "{list}每一条前面少了「- 」：{count} 条连在了一起",
            "在{lines}的「{key}」前面加「- 」（短横线加一个空格），同一条的其他各行和「{key}」左边对齐",
        ),
        Refusal(
            "YML023",
            "rows_pasted_from_table",
            "{lines}像是从表格（Excel、WPS）里直接粘贴来的，一行有 {cells} 格",
            "表格的一行写成一条，每一格前面写上栏目，例如第 {first} 行写成 {row}",
        ),
    )
}

_KINDS: tuple[tuple[str, str, str], ...] = (
    ("分行字符", "\x85\u2028\u2029", "删去它，按回车键重新分行"),
    ("控制字符", "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f", "删去这个看不见的字符"),
    ("改变文字方向的字符", "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069", "删去这个看不见的字符"),
    (
        "看不见的零宽字符",
        (
            "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f"
            "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
        ),
        "删去这个看不见的字符，多半是从网页或聊天中复制来的",
    ),
    (
        "私用区字符，换一台电脑就认不出",
        "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
        "用新的输入法重新打这个字；字库里没有的生僻字请用同音字加括号说明",
    ),
    ("乱码替换符，原字已经丢失", "\ufffd", "找到原件，重新打这个字"),
    (
        "不是字符的编码",
        "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
        + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0x10000, 0x110000, 0x10000)),
        "删去它，重新打这里的字",
    ),
)
_ALL_KINDS = "".join(chars for _, chars, _ in _KINDS)
_FORBIDDEN = regex(rf"([{_ALL_KINDS}])\1*")
# Nearly every text has none of these; a set with ranges beyond U+FFFF takes ten times as long to find none.
_BEYOND = "[\U00010000-\U0010ffff]"
_SUSPECT = regex("[" + re.sub(f"{_BEYOND}(?:-{_BEYOND})?", "", _ALL_KINDS) + _BEYOND[1:])
_CONFLICT_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_CONFLICT = regex(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \n]|\Z)", re.MULTILINE)
_DIRECTIVE = regex(r"^%[A-Z].*", re.MULTILINE)
# The pure Python parser hands such an escape to chr(), which raises more than YAMLError.
_BEYOND_UNICODE = regex(r"\\U(?!000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{8}")


def clip(text: str, limit: int = 24) -> str:
    """The start of a text, to quote it in a message: one line, at most `limit` characters."""
    line = " ".join(text.split("\n"))
    return line if len(line) <= limit else line[:limit] + "…"


def spot_of(text: str, index: int, width: int = 1) -> Spot:
    """The position of a character of the text."""
    return Spot(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index), width)


def decode(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The text with LF line ends and without BOM, or "" and the reason why it cannot be read; strict UTF-8 only."""
    if len(content) > MAX_BYTES:
        what = f"文件有 {len(content):,} 字节，最多 {MAX_BYTES:,} 字节"
        return "", (YML_REFUSALS["YML014"].problem(file, FILE_START, what=what),)
    try:
        return content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n"), ()
    except UnicodeDecodeError as error:
        return "", (_encoding_problem(content, file, error.start),)


def _encoding_problem(content: bytes, file: str, at: int) -> Problem:
    before = content[:at].decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    found, encoding = _encoding_of(content, content[at])
    hint = "（记事本：文件 → 另存为 → 编码选 UTF-8）" if encoding != "utf-8" else "，并重新打这一行的字"
    problem = YML_REFUSALS["YML001"].problem(file, spot_of(before, len(before)), found=found, hint=hint)
    readable = content.decode(encoding, "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    return problem.with_line(readable.split("\n"))


def _encoding_of(content: bytes, bad: int) -> tuple[str, str]:
    """What the bytes seem to be, in words for a message, and the codec that shows them best."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "看来是 UTF-16（Windows 记事本里叫 Unicode）", "utf-16"
    if b"\0" in content:
        return f"有字节 0x{bad:02X}，看来是 UTF-16 或不是文本文件", "utf-8"
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    else:
        return "有单独的代理码，不是完整的字", "utf-8"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return f"有字节 0x{bad:02X}", "utf-8"
    read = content.decode("utf-8", "replace")
    damaged = read.count("\ufffd")
    if damaged * 2 > sum(character > "\x7f" for character in read):
        return "看来是 GBK（国标码）", "gb18030"
    return f"有字节 0x{bad:02X}", "utf-8"


def scan(text: str, file: str) -> tuple[Problem, ...]:
    """Problems found without parsing: forbidden characters, marks over others, tabs, conflict marks, directives."""
    piles = (piled(file, pile, spot_of(text, pile.start)) for pile in piles_in(text))
    problems = tuple(islice(chain(_scan(text, file), piles), MAX_PROBLEMS))
    if not problems:
        return ()
    lines = text.split("\n")
    return tuple(sorted(problem.with_line(lines) for problem in problems))


def _scan(text: str, file: str) -> Iterator[Problem]:
    for hit in _FORBIDDEN.finditer(text) if _SUSPECT.search(text) else ():
        yield forbidden(file, hit[1], spot_of(text, hit.start(), len(hit[0])))
    if any(mark in text for mark in _CONFLICT_MARKS):
        for hit in _CONFLICT.finditer(text):
            yield YML_REFUSALS["YML006"].problem(file, spot_of(text, hit.start(), 7), mark=hit[0])
    if "%" in text:
        for hit in _DIRECTIVE.finditer(text):
            what = f"不能使用指令行「{clip(hit[0])}」"
            yield YML_REFUSALS["YML009"].problem(file, spot_of(text, hit.start(), len(hit[0])), what=what)
    if "\\U" in text:
        for hit in _BEYOND_UNICODE.finditer(text):
            yield forbidden(file, "\uffff", spot_of(text, hit.start(), len(hit[0])), name=hit[0])


def forbidden(file: str, character: str, spot: Spot, *, name: str = "", where: str = "") -> Problem:
    """The problem of one forbidden character."""
    kind, how = next((kind, how) for kind, chars, how in _KINDS if re.match(f"[{chars}]", character))
    point = name or f"U+{ord(character):04X}"
    return YML_REFUSALS["YML002"].problem(file, spot, point=point, kind=kind, where=where, how=how)


def piled(file: str, pile: Pile, spot: Spot) -> Problem:
    """The problem of marks that are drawn over a sign."""
    count = "" if len(pile.marks) == 1 else f" {len(pile.marks)} 个"
    point = f"U+{ord(pile.marks[0]):04X}"
    return YML_REFUSALS["YML020"].problem(file, spot, base=pile.base, count=count, point=point)


def escaped_fault(text: str) -> str:
    """The first forbidden character that an escape brought into a double-quoted text; "" if there is none."""
    hit = _FORBIDDEN.search(text)
    return hit[1] if hit else "\t" if "\t" in text else ""
