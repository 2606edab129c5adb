"""Rule pages in their parts, and what a check says of the examples on them.

How an example is written
-------------------------
An example is one or more fenced blocks with a title, which is the path of a file inside the village folder:

    ```yaml title="finance/2026-03.yml"

A title that begins with 公布过的 is a file as it was published before; the example is then checked against it (HIS).
One that begins with 早先公布过的 stood even earlier: what it holds and the published one does not had vanished by then.
One that begins with 程序 is a file of the program that changes along with the records, and a block called 提交说明 is
what a commit of the request says.
A path with `../` reaches the folder above, so `../region.yml` is the county. Consecutive blocks are one example;
a `### …` heading begins the next. Every example stands in the base village below, and a block with the path of a base
file takes its place. The language of a block says how it becomes a file:

yaml, text  the text as it stands
escaped     what Markdown cannot show: `\\xc4` is that byte, `\\u202e` that character in UTF-8, `\\t` a tab, `\\r` a
            carriage return, `\\\\` a backslash; `{repeat:25000:[}` is what follows the colon so many times
link        a symbolic link to the path in the block
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path

from cunwu.core.paths import hidden_part
from cunwu.core.problem import Problem
from cunwu.history.compare import find_item
from cunwu.history.versions import read_versions
from cunwu.records.board import read_outline
from cunwu.records.places import NATIONAL_DEFAULTS
from cunwu.reports.summary import PlaceProblems, Report
from cunwu.rules.checker import check_all
from cunwu.rules.history import check_against_base, check_reused, told_in
from cunwu.rules.request import check_mixture, confirmations_in, large_changes

CONTENT = Path(__file__).resolve().parents[2] / "content"
PAGES = CONTENT / "rules"
AS_OF = date(2026, 11, 20)
VILLAGE = "villages/shanghe"

# --- the base village: what every example stands in -----------------------------------------------------------------

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

# --- reading pages ----------------------------------------------------------------------------------------------------

PUBLISHED, EARLIER, PROGRAM, MESSAGE = "公布过的 ", "早先公布过的 ", "程序 ", "提交说明"

_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
BLOCK = re.compile(r'^```(\w+) title="([^"\n]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """The files of one example by path below villages/, and its symbolic links."""

    name: str
    files: Mapping[str, bytes]
    links: tuple[str, ...]
    published: Mapping[str, bytes]
    """What stood before, where the example is about what became of it."""
    program: tuple[str, ...] = ()
    """Files of the program that change in the same request."""
    messages: tuple[str, ...] = ()
    earlier: Mapping[str, bytes] = field(default_factory=dict)
    """What stood before that and had vanished."""


@dataclass(frozen=True)
class RulePage:
    """A page in its parts."""

    title: str
    meaning: str
    """What stands between the title and the first section."""
    sections: Mapping[str, str]

    def examples(self, section: str) -> tuple[Example, ...]:
        """The examples of one section, in order."""
        parts = re.split(r"^### ", self.sections[section], flags=re.MULTILINE)
        found = (_example(part) for part in parts)
        return tuple(example for example in found if example is not None)


@cache
def page_of(code: str) -> RulePage:
    """The page of a code."""
    text = (PAGES / f"{code}.md").read_text("utf-8")
    head, *rest = _SECTION.split(text)
    title, _, meaning = head.strip().partition("\n")
    return RulePage(title, meaning.strip(), dict(zip(rest[::2], map(str.strip, rest[1::2]), strict=True)))


def _example(text: str) -> Example | None:
    files: dict[str, bytes] = {}
    published: dict[str, bytes] = {}
    links: list[str] = []
    program: list[str] = []
    messages: list[str] = []
    earlier: dict[str, bytes] = {}
    for language, title, body in BLOCK.findall(text):
        if title == MESSAGE:
            messages.append(body)
            continue
        if title.startswith(PROGRAM):
            program.append(title.removeprefix(PROGRAM))
            continue
        path = posixpath.normpath(f"{VILLAGE}/{title.removeprefix(EARLIER).removeprefix(PUBLISHED)}")
        if title.startswith(EARLIER):
            earlier[path] = body.encode()
            continue
        if title.startswith(PUBLISHED):
            published[path] = body.encode()
            continue
        assert path not in files, f"{title} twice in one example"
        if language == "link":
            links.append(path)
        else:
            assert language in ("yaml", "text", "escaped"), language
            files[path] = unescape(body) if language == "escaped" else body.encode()
    found = files or links or published
    parts = (files, tuple(links), published, tuple(program), tuple(messages), earlier)
    return Example(text.partition("\n")[0], *parts) if found else None


_ESCAPE = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\([tr\\])|\{repeat:([0-9]+):([^}]+)\}")


def unescape(text: str) -> bytes:
    """The bytes that the text of an `escaped` block stands for; see the top of this file."""
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


# --- checking examples ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ExampleSource:
    """The base village with an example laid over it."""

    memory = None
    example: Example
    content: dict[str, bytes] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.content.update({path: text.encode() for path, text in BASE_FILES.items()})
        self.content.update(self.example.files)

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(path for path in self.content if not hidden_part(path)))

    def links(self) -> tuple[str, ...]:
        return (*self.example.links, *filter(None, map(hidden_part, self.content)))

    def read(self, path: str) -> bytes:
        return self.content[path]


def report_on(example: Example) -> Report:
    """What a check of the example says."""
    source = ExampleSource(example)
    outline = read_outline(source)
    history = check_against_base(example.published, example.files, lambda _: NATIONAL_DEFAULTS, AS_OF)
    history += told_in(example.files, asked_of_request(example))
    verdicts = check_all(source, outline, AS_OF)
    places = [
        PlaceProblems("不属于任何地方的文件", outline.strays),
        *(PlaceProblems(one.place.name, one.problems + history * one.place.is_village) for one in verdicts),
    ]
    return Report(tuple(places), len(places) - 1, AS_OF)


def asked_of_request(example: Example) -> Iterator[Problem]:
    """What the request as a whole would have to answer for."""
    versions = read_versions(example.published, example.files)
    if not confirmations_in(example.messages):
        yield from large_changes(versions)
    yield from check_reused(versions, partial(vanished_in, example.earlier))
    yield from check_mixture([*example.files, *example.program])


def vanished_in(earlier: Mapping[str, bytes], gone: tuple[str, str, str, str]) -> bytes | None:
    """The file of the example in which something that vanished had stood."""
    for key, version in read_versions({}, earlier).new.items():
        if (*key, gone[3]) == gone and (not gone[3] or find_item(version.node, gone[3]) is not None):
            return earlier[version.path]
    return None


def told(problems: Iterator[Problem]) -> list[str]:
    return [f"{problem.file}:{problem.spot.line} {problem.code} {problem.message}" for problem in problems]
