"""Texts a hand or an editor might have made of a tidy one: the same number always gives the same text."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

EVERY_FORM = """\
# 三月
编号: 2026-03
备注:

说明: |
  一：修路
    - 东头

  # 不是注释
摘要: |-
  a: b
  “引”
网址: https://a.cn/b:c#d
时间: 12:30
负数: -5
标准: NY/T 391
引号: "# 甲 \\\\ \\"乙\\""
断行: " 甲\\n乙"
冒号: "a: b"
空文: ""
空表: {}
空列: []
明细:
  # 路灯
  - 编号: 001
    支出: 12.50
    附件:
      - 甲.pdf
      - "null"
      - |
        一
        二
    备注:
  - 编号: 002

    分摊:
      东组: 3
      西组:
        户数: 4
  - {}
审核:
  签字:
    - 张某
    - 李某（代）
  # 完
"""
"""Everything the canonical form can look like."""

_SIGNS: tuple[str, ...] = (
    *":-?[]{}#&*!|>%@`\"'\\,~=<. \n\t\0ab019甲号：；“”‘’，。（－—＃｜［０Ａ\u3000\xa0\r\x85\u200b\u2028\ufeff𠮷é",
    *(": ", ":\n", " #", "# ", "- ", " -", "  ", "\n\n", "\r\n", "---\n", "...\n", "=======\n", "? ", "<<: ", "&a "),
    *("|-", "|+", ">-", "|2", "{}", "[]", "{a:", "[a]", "a}", '""', "''", '"a"', "'a'", "null", "Null", "NULL", "~"),
    *("!x ", "*a", "%YAML", "\\n", "\\t", "\\u202e", "\\UFFFFFFFF", "“甲”", "金额：1", "a:1"),
)
_STRANGE_LINES = """\
# 注
    # 注
-
- x
  - x
    - x
  -
  - - x
  - # 注
? a
: b
---
...
x
  x
      x
编号: 1
  编号: 1
    编号: 1
编号:
  编号:
- 编号: 1
  - 编号: 1
编号:  1
甲乙: |
甲乙: |-
  甲乙: |
  - |
    一
甲乙: >
甲乙: |  # 注
甲乙: 1  # 注
甲乙:  # 注
甲乙 : 1
甲乙: '1'
甲乙: "1
甲乙: "1" x
甲乙: 1: 2
甲乙: 1 :
甲乙: -
甲乙: - 1
甲乙: -甲
甲乙: null
甲乙: ~
甲乙: {}
甲乙: []
"甲乙": 1
甲 乙: 1
ab: 1
甲１: 1
甲1: 1
“甲”: 1
甲乙: “甲”
甲乙: ：
甲乙: {甲: 1}
甲乙: [甲]
""".splitlines()
_BLANK_ENDS: tuple[str, ...] = ("", " ", "    ", "- ", "  - ", "甲乙: ", "甲乙: 1 ")


def mutant(texts: tuple[str, ...], seed: int) -> str:
    """One of the texts with one to four mistakes in it."""
    random = Random(seed)  # noqa: S311
    text = random.choice(texts)
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        text = random.choice(_MISTAKES)(text, random)
    return text


def _place(text: str, random: Random) -> int:
    """Anywhere, but more often where something begins or ends."""
    at = random.randint(0, len(text))
    chance = random.random()
    if chance < 0.2:
        return text.rfind("\n", 0, at) + 1
    if chance < 0.4:
        return max(text.find("\n", at), 0)
    if chance < 0.6:
        return text.find(": ", at) + random.randint(0, 2)
    return at


def _put_in(text: str, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + random.choice(_SIGNS) + text[at:]


def _put_over(text: str, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + random.choice(_SIGNS) + text[at + random.randint(1, 2) :]


def _take_out(text: str, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + text[at + random.randint(1, 3) :]


def _cut_off(text: str, random: Random) -> str:
    return text[: _place(text, random)]


def _by_lines(change: Callable[[list[str], int, Random], None]) -> Callable[[str, Random], str]:
    def changed(text: str, random: Random) -> str:
        lines = text.split("\n")
        change(lines, random.randrange(len(lines)), random)
        return "\n".join(lines)

    return changed


def _indent(lines: list[str], at: int, random: Random) -> None:
    """Some lines pushed to the right or left."""
    by = random.choice((-4, -2, -2, -1, 1, 2, 2, 4))
    for number in range(at, min(at + random.choice((1, 1, 2, 5)), len(lines))):
        line = lines[number]
        lines[number] = " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _repeat(lines: list[str], at: int, random: Random) -> None:
    lines.insert(random.choice((at, random.randrange(len(lines)))), lines[at])


def _swap(lines: list[str], at: int, random: Random) -> None:
    other = random.choice((max(at - 1, 0), random.randrange(len(lines))))
    lines[at], lines[other] = lines[other], lines[at]


def _drop(lines: list[str], at: int, random: Random) -> None:
    del lines[at : at + random.randint(1, 2)]
    lines.append("")


def _join(lines: list[str], at: int, random: Random) -> None:
    lines[at : at + 2] = [random.choice(("", " ")).join(lines[at : at + 2])]


def _strange_line(lines: list[str], at: int, random: Random) -> None:
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip(" "))]
    lines.insert(at, random.choice(("", indent)) + random.choice((*_BLANK_ENDS, *_STRANGE_LINES)))


def _quote(lines: list[str], at: int, random: Random) -> None:
    head, colon, value = lines[at].partition(": ")
    form = random.choice(('"{}"', "'{}'", '"{}', "“{}”", '"{}" ', "|\n  {}", "-{}"))
    lines[at] = head + colon + form.replace("{}", value)


_MISTAKES = (
    *(_put_in, _put_in, _put_over, _take_out, _cut_off),
    *(_by_lines(change) for change in (_indent, _indent, _repeat, _swap, _drop, _join, _strange_line, _quote)),
)
