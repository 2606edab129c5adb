"""Random record trees and untidy ways to write them."""

import json
from random import Random

from hypothesis import strategies as st

TRICKY = [
    *(
        "",
        "a",
        "001",
        "2026-03-05",
        "12:30",
        "yes",
        "- ",
        "- x",
        "-",
        "-5",
        "'",
        '"',
        "it's",
        "a: b",
        "a:",
        "#x",
        "x #y",
    ),
    *(
        "a#b",
        " 前",
        "后 ",
        "一\n二",
        "一\n",
        "\n二",
        "一\n\n\n二\n",
        "  缩进\n二",
        "一\n\n\n",
        "\n",
        "null",
        "~",
        "“甲”",
    ),
    *(
        "第一：甲",
        "=",
        "!x",
        "[a",
        "a]",
        "{",
        "@",
        "%",
        "|",
        "> x",
        "\\",
        "\\n",
        "*",
        "&x",
        "1,200",
        "# 注\nb",
        "？",
        "? x",
    ),
    *(
        "...",
        "---x",
        "---",
        "<<",
        "=======",
        "<<<<<<< x",
        "[1，2]",
        "、",
        "𠮷",
        "一 \n 二",
        "\u3000前",
        "a,b",
        "{}",
        "[]",
    ),
]
_letters = st.characters(
    codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u180e\u3164\u115f\u1160\uffa0\ufffd"
)
texts = st.sampled_from(TRICKY) | st.text(_letters | st.sampled_from(" \n#:-'\"\\"), max_size=12)
keys = st.sampled_from(
    ["编号", "金额", "日期", "a", "b c", "x：y", "-k", "? q", "1:2", "k#", "k: v", "“k”", "~", "键\n二"]
)
trees = st.dictionaries(
    keys,
    st.recursive(
        texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=12
    ),
    min_size=1,
    max_size=4,
)


def untidy(tree: object, seed: int) -> str:
    """One of many ways to write a tree: odd indents, flow and block, comments and blank lines anywhere."""
    return _Scribe(Random(seed)).write(tree)  # noqa: S311


class _Scribe:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines: list[str] = []

    def write(self, tree: object) -> str:
        if self.random.random() < 0.1:
            self.lines.append("---")
        self._body(tree, self.random.choice([0, 0, 2]))
        text = "\n".join(self.lines) + self.random.choice(["", "\n", "\n\n\n"])
        text = self.random.choice(["", "", "\ufeff"]) + text
        return text.replace("\n", "\r\n") if self.random.random() < 0.2 else text

    def _noise(self, indent: int) -> None:
        chance = self.random.random()
        if chance < 0.12:
            self.lines.append(" " * self.random.randint(0, indent) + f"#注 {self.random.randint(0, 99)} ")
        elif chance < 0.2:
            self.lines.extend([""] * self.random.randint(1, 3))

    def _tail(self) -> str:
        return f"   # 尾 {self.random.randint(0, 99)}" if self.random.random() < 0.15 else ""

    def _text(self, text: str) -> str:
        if self.random.random() < 0.3 and "\n" not in text:
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=False)

    def _value(self, head: str, node: object, indent: int) -> None:
        if isinstance(node, str):
            self.lines.append(f"{head} {self._text(node)}{self._tail()}")
        elif not node or self.random.random() < 0.15:
            self.lines.append(f"{head} {json.dumps(node, ensure_ascii=False)}{self._tail()}")
        else:
            self.lines.append(head + self._tail())
            self._body(node, indent + self.random.choice([1, 2, 4]))

    def _body(self, node: object, indent: int) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                self._noise(indent)
                self._value(" " * indent + json.dumps(key, ensure_ascii=False) + ":", value, indent)
        elif isinstance(node, list):
            for item in node:
                self._noise(indent)
                self._value(" " * indent + "-", item, indent)
        self._noise(indent)
