"""Every built page: its links lead somewhere, it names nobody else's address, and it carries nothing that could run."""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from support.site_parts import Site

pytest_plugins = ["support.site_fixtures"]

_ADDRESSES = frozenset({"href", "src", "srcset", "action", "data", "poster", "formaction", "xlink:href"})
_DIALLED = re.compile(r"tel:[0-9]{3,18}")
_NO_TEXT = re.compile(r"(?:[a-z]+:)?//|[a-z][a-z0-9+.-]*:", re.IGNORECASE)

Start = tuple[str, dict[str, str]]


class _Starts(HTMLParser):
    """The start tags of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Start] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@pytest.fixture(scope="session")
def starts(shipped: Site) -> Mapping[str, list[Start]]:
    """Page → its start tags, for every page of the site."""
    found = {}
    for url in shipped.pages():
        parser = _Starts()
        parser.feed(shipped.read(url))
        parser.close()
        found[url] = parser.found
    return found


@pytest.fixture(scope="session")
def board(starts: Mapping[str, list[Start]]) -> Mapping[str, list[Start]]:
    return {url: tags for url, tags in starts.items() if url.startswith("board/")}


def addresses(tags: list[Start]) -> Iterator[str]:
    for _, attributes in tags:
        yield from (value for name, value in attributes.items() if name in _ADDRESSES)


def ids(tags: list[Start]) -> list[str]:
    return [attributes["id"] for _, attributes in tags if "id" in attributes]


def test_there_are_pages_to_look_at(board: Mapping[str, list[Start]], starts: Mapping[str, list[Start]]) -> None:
    assert len(board) > 200
    assert len(starts) > len(board) + 100


def test_every_internal_link_leads_to_a_file_and_every_fragment_to_an_id(
    starts: Mapping[str, list[Start]], shipped: Site
) -> None:
    known = {path.relative_to(shipped.folder).as_posix() for path in shipped.folder.rglob("*") if path.is_file()}
    anchors = {url: frozenset(ids(tags)) for url, tags in starts.items()}
    dead = set()
    for url, tags in starts.items():
        for address in addresses(tags):
            if _NO_TEXT.match(address):
                continue
            path, _, fragment = address.partition("#")
            if url == "404.html":  # shown however deep, so its links begin at the root
                path = path.removeprefix("/")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(path))) if path else url
            if path.endswith(("/", "..")) or path == ".":
                target = posixpath.normpath(f"{target}/index.html")
            if target not in known:
                dead.add(f"{url} → {address}")
            elif fragment and target in anchors and unquote(fragment) not in anchors[target]:
                dead.add(f"{url} → {address} (no such id)")
    assert sorted(dead) == []


def test_a_board_page_names_no_address_of_anybody(board: Mapping[str, list[Start]]) -> None:
    """A month that is saved with its pictures holds them itself."""
    found = {
        f"{url} {address}"
        for url, tags in board.items()
        for address in addresses(tags)
        if address != "data:,"
        and not (address.startswith("data:image/jpeg;base64,") and "/copies/" in url)
        and not _DIALLED.fullmatch(address)
        and (_NO_TEXT.match(address) or address.startswith("/"))
    }
    assert sorted(found) == []


def test_no_page_loads_anything_from_somebody_else(starts: Mapping[str, list[Start]]) -> None:
    loading = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src")}
    found = {
        f"{url} {attributes[name]}"
        for url, tags in starts.items()
        for tag, attributes in tags
        for loaded, name in loading
        if tag == loaded and re.match(r"(?:https?:)?//", attributes.get(name, ""))
    }
    assert sorted(found) == []


_BOX = {"class": "search", "role": "search", "method": "get", "action": "search.html"}
_LOCKED = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
"""What pages that people open first carry inside, and nothing else may be their style."""
_WITH_BOX = _LOCKED.replace("form-action 'none'", "form-action 'self'")
_SEARCHING = _WITH_BOX.replace("base-uri", "script-src 'self'; connect-src 'self'; base-uri")


def is_the_search(url: str, attributes: dict[str, str]) -> bool:
    """Whether a script is the one file that searches, on the one page of a place that does."""
    source = posixpath.normpath(posixpath.join(posixpath.dirname(url), attributes.get("src", "")))
    one = re.fullmatch(r"board/assets/search-[0-9a-f]{8}\.js", source)
    return url.endswith("/search.html") and one is not None and set(attributes) == {"src", "defer"}


def test_a_board_page_allows_what_it_has_and_nothing_else(board: Mapping[str, list[Start]]) -> None:
    for url, tags in board.items():
        (policy,) = [attributes["content"] for _, attributes in tags if "http-equiv" in attributes]
        found = {tag for tag, _ in tags} & {"script", "form"}
        if "style" in {tag for tag, _ in tags}:
            policy = re.sub("style-src 'sha256-[^']{44}'", "style-src 'self'", policy)
        assert policy == {0: _LOCKED, 1: _WITH_BOX, 2: _SEARCHING}[len(found)], url
        assert found != {"script"}, url


def test_the_style_inside_a_board_page_is_the_one_that_its_policy_names(shipped: Site) -> None:
    found = 0
    for url in shipped.pages("board/**/*.html"):
        text = shipped.read(url)
        style = re.search("<style>(.*?)</style>", text, re.DOTALL)
        if style is not None:
            digest = b64encode(sha256(style[1].encode()).digest()).decode()
            assert f"style-src 'sha256-{digest}'" in text, url
            found += 1
    assert found > 100


def test_nothing_on_a_board_page_can_run(board: Mapping[str, list[Start]]) -> None:
    found = {
        f"{url} <{tag} {name}>"
        for url, tags in board.items()
        for tag, attributes in tags
        for name in ("", *attributes)
        if tag in ("iframe", "object", "embed", "base", "template")
        or (tag == "script" and not is_the_search(url, attributes))
        or (tag == "form" and attributes != _BOX)
        or name == "style"
        or name.startswith("on")
        or (name == "http-equiv" and attributes[name] != "Content-Security-Policy")
    }
    assert sorted(found) == []


def test_no_page_of_the_frame_has_a_style_attribute_its_policy_would_block(starts: Mapping[str, list[Start]]) -> None:
    found = {url for url, tags in starts.items() for _, attributes in tags if "style" in attributes}
    assert sorted(found) == []


def test_ids_are_unique_on_every_page(starts: Mapping[str, list[Start]]) -> None:
    twice = {
        f"{url} #{name}" for url, tags in starts.items() for name, count in Counter(ids(tags)).items() if count > 1
    }
    assert sorted(twice) == []


def test_the_policy_stands_first_and_allows_nothing_unsafe(starts: Mapping[str, list[Start]]) -> None:
    for url, tags in starts.items():
        tag, attributes = tags[[name for name, _ in tags].index("head") + 1]
        assert (tag, attributes.get("http-equiv")) == ("meta", "Content-Security-Policy"), url
        assert attributes["content"].startswith("default-src 'none'"), url
        assert "unsafe" not in attributes["content"], url
        assert "*" not in attributes["content"], url


def test_the_encoding_is_named_where_browsers_look_for_it(shipped: Site) -> None:
    for url in shipped.pages():
        assert b'<meta charset="utf-8">' in (shipped.folder / url).read_bytes()[:1024], url


def test_every_page_is_in_simplified_chinese(starts: Mapping[str, list[Start]]) -> None:
    assert {attributes.get("lang") for tags in starts.values() for tag, attributes in tags if tag == "html"} == {
        "zh-CN"
    }


def test_every_page_has_a_title_of_its_own(shipped: Site) -> None:
    titles = Counter(
        match[1]
        for url in shipped.pages("board/**/*.html")
        if (match := re.search(r"<title>(.*?)</title>", shipped.read(url)))
    )
    assert sum(titles.values()) == len(shipped.pages("board/**/*.html"))
    assert "" not in titles
