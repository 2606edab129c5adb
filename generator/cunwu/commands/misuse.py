"""What was wrong with a command line, in the words of those who type it; argparse says it in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from re import Match

from cunwu.core.patterns import regex
from cunwu.values.wording import nearest


def _listed(words: str) -> str:
    return words.replace("'", "").replace(", ", "、")


def _no_choice(where: str, typed: str, known: str) -> str:
    near = nearest(typed, known.split("、"))[:1]
    meant = "".join(f"，是「{word}」吗？" for word in near)
    return f"{where} 没有「{typed}」这一种{meant or '，'}有：{known}"


_SENTENCES: Mapping[str, Callable[[Match[str]], str]] = {
    r"the following arguments are required: (.*)": lambda m: f"少了：{_listed(m[1])}",
    r"unrecognized arguments: (.*)": lambda m: f"不认识：{m[1]}",
    r"argument (.*?): expected (?:one|\d+|at least one|at most one) arguments?": lambda m: f"{m[1]} 后面少了要写的",
    r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)": lambda m: _no_choice(m[1], m[2], _listed(m[3])),
    r"argument (.*?): invalid .* value: '?(.*?)'?": lambda m: f"{m[1]} 写的「{m[2]}」读不了",
    r"argument (.*?): not allowed with argument (.*)": lambda m: f"{m[1]} 和 {m[2]} 不能一起用",
    r"argument (.*?): ignored explicit argument .*": lambda m: f"{m[1]} 后面什么也不写",
    r"one of the arguments (.*) is required": lambda m: f"要写其中一个：{'、'.join(m[1].split())}",
    r"ambiguous option: (.*?) could match (.*)": lambda m: f"{m[1]} 分不清是哪一个：{_listed(m[2])}",
    r"argument (.*?): (.*)": lambda m: f"{m[1]}：{m[2]}",
}
"""How argparse puts it → how we do; the first that fits. The last is for what our own readers of arguments say."""


def misuse_of(message: str) -> str:
    """The sentence for a message of argparse; one that is not known stays as it is."""
    for pattern, sentence in _SENTENCES.items():
        if found := regex(pattern).fullmatch(message):
            return sentence(found)
    return message
