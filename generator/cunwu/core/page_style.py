"""Of the style sheet what one page can use: a phone on a slow line waits for no rule about what is not on it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from string import ascii_lowercase

from cunwu.core.patterns import regex

_ALTERNATIVES = regex(r":(?:is|where|has)\(([^()]*)\)")
_SAYS_NOTHING = regex(r":nth-[a-z-]+\([^()]*\)|\[[^\]]*\]|::?[a-z-]+(?![a-z(-])")
"""What a selector asks of an element besides its name and classes: a page may come to fulfil it."""
_UNLESS = regex(r":not\((?:[^()]|\([^()]*\))*\)")
_CLASS = regex(r"\.([A-Za-z][\w-]*)")
_TOKEN = regex(r"(--[\w-]+):[^;}]*;?")
_USED = regex(r"var\((--[\w-]+)\)")
_NAME = regex(r"(?<![\w-])--[a-z][\w-]*")

_GIVEN = (' class="', ' data-classes="')
"""Before the classes that elements of a page have, and those that its script gives them."""

_Rule = tuple[str, "str | tuple[_Rule, ...]"]
"""Selectors and declarations, or the words of an at-rule and what stands in it."""


class PageStyle:
    """A style sheet without remarks and blanks (`core.assets`), and the part of it for each page."""

    def __init__(self, style: str) -> None:
        self._rules = tuple(_rules(style))
        self._needs: dict[str, tuple[frozenset[str], ...]] = {}
        self._cut: dict[frozenset[str], tuple[str, str]] = {}

    def of(self, html: str) -> tuple[str, str]:
        """The style that the page can use, and its digest for the policy of the page.

        Only classes are looked for: a page has hundreds of elements, but few kinds of them that no page lacks.
        """
        found = frozenset(part.partition('"')[0] for sign in _GIVEN for part in html.split(sign)[1:])
        if found not in self._cut:
            names = frozenset(name for names in found for name in names.split())
            style = _with_short_names(_without_tokens(_text(self._used(self._rules, names))))
            self._cut[found] = style, b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
        return self._cut[found]

    def _used(self, rules: tuple[_Rule, ...], names: frozenset[str]) -> Iterator[_Rule]:
        for head, body in rules:
            if not isinstance(body, str):
                if inner := tuple(self._used(body, names)):
                    yield head, inner
            elif head.startswith("@"):
                yield head, body
            elif used := [one for one in _selectors(head) if any(need <= names for need in self._need(one))]:
                yield ",".join(used), body

    def _need(self, selector: str) -> tuple[frozenset[str], ...]:
        """Classes that have to be on a page together; one set for each way to fulfil the selector."""
        if selector not in self._needs:
            plain = _UNLESS.sub("", _SAYS_NOTHING.sub("", selector))
            self._needs[selector] = tuple(frozenset(_CLASS.findall(way)) for way in _ways(plain))
        return self._needs[selector]


def _selectors(head: str) -> Iterator[str]:
    """The selectors of a list; a comma in brackets parts none."""
    before = ""
    for part in head.split(","):
        before += part
        if before.count("(") == before.count(")"):
            yield before
            before = ""
        else:
            before += ","


def _rules(style: str) -> Iterator[_Rule]:
    at = 0
    while (opens := style.find("{", at)) >= 0:
        head, closes, depth = style[at:opens], opens, 1
        while depth:
            closes = _next_brace(style, closes + 1)
            depth += 1 if style[closes] == "{" else -1
        body = style[opens + 1 : closes]
        yield head, tuple(_rules(body)) if head.startswith("@media") else body
        at = closes + 1


def _next_brace(style: str, at: int) -> int:
    return min(place for place in (style.find("{", at), style.find("}", at)) if place >= 0)


def _ways(selector: str) -> Iterator[str]:
    """The selector once for each alternative in it."""
    found = _ALTERNATIVES.search(selector)
    if found is None:
        yield selector
        return
    for one in found[1].split(","):
        yield from _ways(f"{selector[: found.start()]}{one}{selector[found.end() :]}")


def _text(rules: Iterator[_Rule] | tuple[_Rule, ...]) -> str:
    return "".join(f"{head}{{{body if isinstance(body, str) else _text(body)}}}" for head, body in rules)


def _without_tokens(style: str) -> str:
    """Without colours and sizes that no rule left takes; no token is made of another."""
    used = frozenset(_USED.findall(style))
    return _TOKEN.sub(lambda token: token[0] if token[1] in used else "", style)


def _with_short_names(style: str) -> str:
    """With names of one or two letters for colours and sizes: they are a fiftieth of what a small page weighs."""
    names: dict[str, str] = {}
    return _NAME.sub(lambda name: names.setdefault(name[0], _short(len(names))), style)


def _short(number: int) -> str:
    more, letter = divmod(number, len(ascii_lowercase))
    return f"--{ascii_lowercase[letter]}{more or ''}"
