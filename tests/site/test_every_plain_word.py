"""What only clerks know, the words of forms and the numbers of files, never stands bare on a page of the board."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from cunwu.pages.parts.plain_words import PLAIN_WORDS
from support.site_parts import Site

pytest_plugins = ["support.site_fixtures"]

LABEL = re.compile(r'<(?:dt|th|h2|h3|caption)[^>]*>([^<]+)<|data-label="([^"]*)"')
WITH_THEIR_WORD = re.compile(
    r'<details class="codes">.*?</details>|<(code|s)\b.*?</\1>|<span class="code">.*?</span>', re.DOTALL
)
REFERENCE = re.compile(r"\d{4}-\d{2}#\w+")
"""An entry as files name it: 2026-03#004."""


def bare_words(page: str) -> set[str]:
    labels = (one[1] or one[2] for one in LABEL.finditer(page))
    return {label.strip().removesuffix("（元）") for label in labels} & PLAIN_WORDS.keys()


def bare_references(page: str) -> set[str]:
    main = WITH_THEIR_WORD.sub("", page.partition("<main")[2].partition("</main>")[0])
    return set(REFERENCE.findall(re.sub(r"<[^>]+>", " ", main)))


@pytest.mark.parametrize(
    ("find", "bare"),
    [
        (bare_words, "<dl><div><dt>起</dt><dd>2026 年</dd></div></dl>"),
        (bare_words, '<td role="cell" data-label="编号">付1</td>'),
        (bare_references, '<main id="main"><dd><a href="x.html">2026-03#004</a></dd></main>'),
    ],
)
def test_a_bare_word_is_found(find: Callable[[str], set[str]], bare: str) -> None:
    assert len(find(bare)) == 1


def test_no_page_has_a_form_word_as_its_label(shipped: Site) -> None:
    found = {url: words for url in shipped.pages("board/**/*.html") if (words := bare_words(shipped.read(url)))}
    assert found == {}


def test_no_page_names_an_entry_as_files_do(shipped: Site) -> None:
    pages = (url for url in shipped.pages("board/**/*.html") if "/life/" not in url)
    found = {url: named for url in pages if (named := bare_references(shipped.read(url)))}
    assert found == {}
