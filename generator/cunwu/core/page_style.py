"""Of the style sheet what one page can use: a phone on a slow line waits for no rule about what is not on it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from string import ascii_lowercase

from cunwu.core.patterns import regex

_ALTERNATIVES = regex(r":(is|where|has)\(([^()]*)\)")
_SAYS_NOTHING = regex(r":nth-[a-z-]+\([^()]*\)|\[[^\]]*\]|::?[a-z-]+(?![a-z(-])")
"""What a selector asks of an element besides its name and classes: a page may come to fulfil it."""
_UNLESS = regex(r":not\((?:[^()]|\([^()]*\))*\)")
_CLASS = regex(r"\.([A-Za-z][\w-]*)")
_BETWEEN = regex(r"[\s>+~]+")
_ELEMENT = regex(r"[a-z][a-z0-9]*")
_OPENED = regex(r"<([a-z][a-z0-9]*)")
_TOKEN = regex(r"(--[\w-]+):[^;}]*;?")
_USED = regex(r"var\((--[\w-]+)\)")
_NAME = regex(r"(?<![\w-])--[a-z][\w-]*")

_HAS, _GIVEN = ' class="', ' data-classes="'
"""Before the classes that an element of a page has, and those that its script gives to any."""

_Rule = tuple[str, "str | tuple[_Rule, ...]"]
"""Selectors and declarations, or the words of an at-rule and what stands in it."""
_Asked = tuple[str, frozenset[str]]
"""What a selector asks of one element: its name, if any, and classes."""


class _Found:
    """What is on a page: names of elements, and the classes that one of them has together."""

    def __init__(self, html: str) -> None:
        given = _values(html, _GIVEN)
        self.together = frozenset(_values(html, _HAS)) | given
        self.names = frozenset(_OPENED.findall(html)) if not given else frozenset()
        """Empty where a script makes elements: they may be any."""
        self.key = self.together, self.names
        self._sets = [frozenset(names.split()) for names in self.together]
        self._known: dict[_Asked, bool] = {}

    def has(self, asked: _Asked) -> bool:
        """Whether an element may be as a selector asks; its name and its classes are looked for apart."""
        if asked not in self._known:
            name, classes = asked
            is_named = not name or not self.names or name in self.names
            self._known[asked] = is_named and (not classes or any(classes <= one for one in self._sets))
        return self._known[asked]


def _values(html: str, sign: str) -> frozenset[str]:
    return frozenset(part.partition('"')[0] for part in html.split(sign)[1:])


class PageStyle:
    """A style sheet without remarks and blanks (`core.assets`), and the part of it for each page."""

    def __init__(self, style: str) -> None:
        self._rules = tuple(_rules(style))
        self._needs: dict[str, tuple[tuple[_Asked, ...], ...]] = {}
        self._cut: dict[tuple[frozenset[str], ...], tuple[str, str]] = {}

    def of(self, html: str) -> tuple[str, str]:
        """The style that the page can use, and its digest for the policy of the page.

        Each part of a selector is looked for by itself, not what stands in what: that would take a tree of the page.
        """
        found = _Found(html)
        if found.key not in self._cut:
            style = _with_short_names(_without_tokens(_text(self._used(self._rules, found))))
            self._cut[found.key] = style, b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
        return self._cut[found.key]

    def _used(self, rules: tuple[_Rule, ...], found: _Found) -> Iterator[_Rule]:
        for head, body in rules:
            if not isinstance(body, str):
                if inner := tuple(self._used(body, found)):
                    yield head, inner
            elif head.startswith("@"):
                yield head, body
            elif used := [one for one in _selectors(head) if self._may_touch(one, found)]:
                yield ",".join(used), body

    def _may_touch(self, selector: str, found: _Found) -> bool:
        if selector not in self._needs:
            plain = _UNLESS.sub("", _SAYS_NOTHING.sub("", selector))
            self._needs[selector] = tuple(tuple(map(_asked, _BETWEEN.split(way))) for way in _ways(plain))
        return any(all(map(found.has, way)) for way in self._needs[selector])


def _asked(part: str) -> _Asked:
    name = _ELEMENT.match(part)
    return name[0] if name else "", frozenset(_CLASS.findall(part))


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
        yield head, tuple(_rules(body)) if head.startswith(("@media", "@container")) else body
        at = closes + 1


def _next_brace(style: str, at: int) -> int:
    return min(place for place in (style.find("{", at), style.find("}", at)) if place >= 0)


def _ways(selector: str) -> Iterator[str]:
    """The selector once for each alternative in it."""
    found = _ALTERNATIVES.search(selector)
    if found is None:
        yield selector
        return
    before, after = selector[: found.start()], selector[found.end() :]
    for one in found[2].split(","):
        # What an element has in it is another element.
        yield from _ways(f"{before} {one}{after}" if found[1] == "has" else f"{before}{one}{after}")


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
