r"""The examples of rule pages: blocks of a page → the files of a village before and after a request.

How an example is written
-------------------------
An example is one or more fenced blocks with a title, which is the path of a file inside the village folder; `hl_lines`
names the lines at which the check points, counted in the block:

    ```yaml title="finance/2026-03.yml" hl_lines="9"

A title that begins with 公布过的 is a file as it was published before; the example is then checked against it (HIS).
One that begins with 早先公布过的 was published even earlier: items that only it holds had vanished by then.
One that begins with 程序 is a file of the program that changes along with the records. A block called 提交说明 is
what a commit of the request says, 提交时间 the day that it claims, and 首次公布 the day on which people first saw what
was published; without one nothing is known of it. A path that ends in （接在后面） continues the
base file of that name.
A path with `../` reaches the folder above, so `../region.yml` is the county. Consecutive blocks are one example;
a `### …` heading begins the next. Every example stands in the base village below, and a block with the path of a base
file takes its place. The language of a block says how it becomes a file:

yaml, text  the text as it stands
escaped     what Markdown cannot show: `\xc4` is that byte, `\u202e` that character in UTF-8, `\t` a tab, `\r` a
            carriage return, `\\` a backslash; `{repeat:25000:[}` is what follows the colon so many times
picture     a small picture, whatever the text says of it; with 拍摄地点 in the text, one that tells where it was taken,
            with 再存过 the same one in other bytes, with 印着号码, 像号码 or 没有识别 one on which that is found
link        a symbolic link to the path in the block
diff        lines that change (see rule_change.py): in the file as it stands in the bad example that is amended, or in
            the bad example before, else in the file as it was published, else in the base file

A bad example that changes a file of the one before takes over its other files too; the page shows all of them. An
amended example changes blocks of a bad one: of the first on the page, or of the one that its name begins with
(例二：…). Beside blocks, a line `删去 path。` removes a file, and a line `path 改名为 path。` renames it (paths in
backticks).
"""

from __future__ import annotations

import posixpath
import re
from base64 import b85decode
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError
from cunwu.frame.rule_change import apply_change
from cunwu.values.dates import parse_day

AS_OF = date(2026, 11, 20)
"""The day on which every example is checked."""
VILLAGE = "villages/shanghe"
BASE_FILES: Mapping[str, str] = {
    "villages/region.yml": """\
名称: 示例县
级别: 县
演示: 是
""",
    "villages/shanghe/village.yml": """\
名称: 上河村
法人:
  - 编号: 村委会
    名称: 上河村村民委员会
    种类: 村民委员会
  - 编号: 合作社
    名称: 上河村股份经济合作社
    种类: 农村集体经济组织
""",
    "villages/shanghe/postings/P01.yml": """\
编号: P01
派出单位:
  - 示例县农业农村局
职务: 第一书记
起: 2026-01-05
""",
    "villages/shanghe/meetings/2026-03-12.yml": """\
编号: 2026-03-12
种类: 村民代表会议
议题: 讨论路灯项目
召开日期: 2026-03-12
""",
    "villages/shanghe/projects/2026-ludeng.yml": """\
编号: 2026-路灯
名称: 村主路路灯安装
""",
}
"""Path → text of the files of the base village, to which every example adds its own."""

PUBLISHED, EARLIER, PROGRAM, MESSAGE, CONTINUED = "公布过的 ", "早先公布过的 ", "程序 ", "提交说明", "（接在后面）"
MOMENT = "提交时间"
SHOWN = "首次公布"
BLOCK = regex(r'^```(\w+) title="([^"\n]+)"(?: hl_lines="([0-9 ]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_HEADING = regex(r"^### ", re.MULTILINE)
_TAKEN_AWAY = regex(r"^删去 `([^`\n]+)`。$", re.MULTILINE)
_RENAMED = regex(r"^`([^`\n]+)` 改名为 `([^`\n]+)`。$", re.MULTILINE)
_NUMBERED = regex(r"例[一二三四五六七八九十]+")


PICTURE = b85decode(
    r"|JeWF01!$>Nk#wx0RR9200961|JwjV08lqPMm#c5MnOheRZw4e$bxuoZg};txsk~K|NsC0|NsC0|NsC0|NsC0|NsC0|NsC0|NsC0"
    r"|NsC0|NsC0|Np=M3kU!Z01yEI5di<h02TlN0RaF20000000000000000|fuX02L4c0RR910000000000000006aU%(2mt{A06zeX"
    r"i8e@+|Je"
)
"""A picture, 16 pixels wide, that stands for any: the text of a `picture` block says what it shows."""

_PLACED = b85decode(
    r"|KR|LMR;ju002!*04e|g00;m9h$R37000010000Q0000000aO500IC200K?`0000200jU500RI308jt}00IC200Kn-0000400jU5"
    r"00RI30B8UJ000000384T0096103HAU0096101N;C009610B`^R00961009610096100IC2009"
)
"""What a camera writes into a picture to tell where it was."""
_REMARKS = {"再存过": b"ok", "印着号码": b"no", "像号码": b"as", "没有识别": b"un"}
PICTURES = {word: PICTURE[:2] + b"\xff\xfe\x00\x04" + remark + PICTURE[2:] for word, remark in _REMARKS.items()}
"""The same picture in other bytes, by a word of the text that says what it shows."""
PICTURE_WITH_PLACE = PICTURE[:2] + _PLACED + PICTURE[2:]


class Block(Frozen):
    """One block of an example: how it becomes a file, its text, and the lines of that text a check points at."""

    language: str
    text: str
    marked: tuple[int, ...] = ()

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        if self.language == "picture":
            for word, content in PICTURES.items():
                if word in self.text:
                    return content
            return PICTURE_WITH_PLACE if "拍摄地点" in self.text else PICTURE
        return unescape(self.text) if self.language == "escaped" else self.text.encode()


class Example(Frozen):
    """Title → block; changes are applied, so that every block has the full text of its file."""

    name: str
    blocks: Mapping[str, Block]

    def _with_prefix(self, prefix: str) -> Mapping[str, bytes]:
        return {
            path_of(title.removeprefix(prefix)): block.content
            for title, block in self.blocks.items()
            if title.startswith(prefix)
        }

    @property
    def own(self) -> Mapping[str, Block]:
        """Path → block of the present files, symbolic links included."""
        others = (PUBLISHED, EARLIER, PROGRAM, MESSAGE, MOMENT, SHOWN)
        return {path_of(title): block for title, block in self.blocks.items() if not title.startswith(others)}

    @property
    def files(self) -> Mapping[str, bytes]:
        """Path from the project's root → content of the present files."""
        return {path: block.content for path, block in self.own.items() if block.language != "link"}

    @property
    def links(self) -> tuple[str, ...]:
        """Paths of the symbolic links."""
        return tuple(path for path, block in self.own.items() if block.language == "link")

    @property
    def published(self) -> Mapping[str, bytes]:
        """Path → content of the files as they were published; empty if the example is not about changes."""
        return self._with_prefix(PUBLISHED)

    @property
    def earlier(self) -> Mapping[str, bytes]:
        """Path → content of the files as they were published even earlier."""
        return self._with_prefix(EARLIER)

    @property
    def program(self) -> tuple[str, ...]:
        """Files of the program that change in the same request."""
        return tuple(title.removeprefix(PROGRAM) for title in self.blocks if title.startswith(PROGRAM))

    @property
    def messages(self) -> tuple[str, ...]:
        """The messages of the commits of the request."""
        return tuple(block.text for title, block in self.blocks.items() if title == MESSAGE)

    @property
    def times(self) -> tuple[tuple[str, date], ...]:
        """The commits of the request, by id and day, if the example states one."""
        return tuple(("5f3c2a1b9d80", day) for day in self._days(MOMENT))

    @property
    def shown_since(self) -> date | None:
        """The day on which people first saw what was published; None if the example does not state it."""
        return next(self._days(SHOWN), None)

    def _days(self, called: str) -> Iterator[date]:
        return (parse_day(block.text.strip()) for title, block in self.blocks.items() if title == called)


def path_of(title: str) -> str:
    """Title of a block, relative to the village folder → path from the project's root."""
    return posixpath.normpath(f"{VILLAGE}/{title}")


# --- reading ----------------------------------------------------------------------------------------------------------


def read_examples(section: str) -> tuple[Example, ...]:
    """The examples of one section, in order. Raises CunwuError if a change fits nowhere."""
    return tuple(example for _, _, example in _parts(section) if example)


def show_examples(section: str) -> str:
    """The section, in which examples that change the one before are written out in full."""
    return "### ".join(_written_out(part, example) if builds else part for part, builds, example in _parts(section))


def _parts(section: str) -> Iterator[tuple[str, bool, Example | None]]:
    """The text of each part, whether its example builds on the one before, and the example."""
    last: Mapping[str, Block] = {}
    for part in _HEADING.split(section):
        if BLOCK.search(part) is None:
            yield part, False, None
            continue
        changed = {title for language, title, _, _ in BLOCK.findall(part) if language == "diff"}
        builds = bool(changed & last.keys()) and f'"{PUBLISHED}' not in part
        standing = {title: Block(block.language, block.text) for title, block in last.items() if builds}
        last = standing | dict(_blocks(part, standing))
        yield part, builds, Example(part.partition("\n")[0], last)


def _written_out(part: str, example: Example | None) -> str:
    blocks = example.blocks.items() if example else ()
    whole = "\n\n".join(_fenced(title, block) for title, block in blocks)
    head, _, rest = part.partition("```")
    return f"{head}{whole}\n\n{BLOCK.sub('', f'```{rest}').strip()}".strip() + "\n\n"


def _fenced(title: str, block: Block) -> str:
    marked = f' hl_lines="{" ".join(map(str, block.marked))}"' if block.marked else ""
    return f'```{block.language} title="{title}"{marked}\n{block.text}```'


def read_amended(section: str, bad: Sequence[Example]) -> tuple[Example, ...]:
    """The bad examples as the section corrects them, in order. Raises CunwuError if a change fits nowhere."""
    return tuple(_amended(part, _mended_by(part, bad)) for part in _HEADING.split(section) if _mends(part))


def _mends(part: str) -> bool:
    return any(pattern.search(part) for pattern in (BLOCK, _TAKEN_AWAY, _RENAMED))


def _mended_by(part: str, bad: Sequence[Example]) -> Example:
    number = _NUMBERED.match(part)
    if number is None:
        return bad[0]
    named = [example for example in bad if (own := _NUMBERED.match(example.name)) and own[0] == number[0]]
    if len(named) != 1:
        raise CunwuError(f"「改成」写的{number[0]}，错误示例里没有", next_step="照抄错误示例的「例几」")
    return named[0]


def _amended(part: str, example: Example) -> Example:
    blocks = dict(example.blocks)
    try:
        for title in _TAKEN_AWAY.findall(part):
            del blocks[title]
        for old, new in _RENAMED.findall(part):
            blocks[new] = blocks.pop(old)
    except KeyError as error:
        raise CunwuError(f"错误示例里没有 {error.args[0]}", next_step="照抄错误示例里的文件名") from error
    return Example(part.partition("\n")[0], blocks | dict(_blocks(part, blocks)))


def _blocks(part: str, standing: Mapping[str, Block]) -> Iterator[tuple[str, Block]]:
    """Title and full block of each block of one example; `standing` are the blocks that it may change."""
    read: dict[str, Block] = {}
    for language, title, marked, text in BLOCK.findall(part):
        name = title.removesuffix(CONTINUED)
        if name in read:
            raise CunwuError(f"一个示例里写了两次 {name}", next_step="留下一处")
        read[name] = _whole(Block(language, text, tuple(map(int, marked.split()))), title, read | dict(standing))
    yield from read.items()


def _whole(block: Block, title: str, standing: Mapping[str, Block]) -> Block:
    if block.language != "diff" and not title.endswith(CONTINUED):
        return block
    name = title.removesuffix(CONTINUED)
    before = standing.get(name) or standing.get(PUBLISHED + name) or Block("yaml", BASE_FILES.get(path_of(name), ""))
    if title.endswith(CONTINUED):
        lines = before.text.count("\n")
        return Block(before.language, before.text + block.text, tuple(line + lines for line in block.marked))
    text, numbers = apply_change(before.text, block.text, name)
    return Block(before.language, text, tuple(numbers[line] for line in block.marked))


_ESCAPE = regex(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\([tr\\])|\{repeat:([0-9]+):([^}]+)\}")


def unescape(text: str) -> bytes:
    """The bytes of a file from the text of an `escaped` block; the top of this module lists the escapes."""
    content, end = b"", 0
    for hit in _ESCAPE.finditer(text):
        content += text[end : hit.start()].encode()
        end = hit.end()
        byte, point, sign, times, repeated = hit.groups()
        if byte:
            content += bytes.fromhex(byte)
        elif point:
            content += chr(int(point, 16)).encode()
        elif sign:
            content += {"t": b"\t", "r": b"\r", "\\": b"\\"}[sign]
        else:
            content += repeated.encode() * int(times)
    return content + text[end:].encode()
