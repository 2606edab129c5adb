"""Listings of the files of a site with their digests: one for each place, which the listing above it names in turn.

A publication changes the listings of what it changed and of the places above, not one of the whole site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from cunwu.core.paths import BOARD
from cunwu.core.verifier import LISTING, PUBLICATIONS, PUBLISHED, files_in

_OF_A_PLACE = "summary.json"
"""A file that every place of a site has in its folder."""


def is_listed(url: str) -> bool:
    """Whether listings name a file: not those that name the listings."""
    return url != PUBLISHED and not url.startswith(f"{PUBLICATIONS}/")


def text_of(digests: Mapping[str, str]) -> bytes:
    """A listing: path relative to its folder → digest, in the order of paths."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode("utf-8", "surrogateescape")


def digest_of_file(path: str) -> str:
    """SHA-256 of a file in hexadecimal."""
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()


class Shelves:
    """Which listing of a site a file stands in."""

    def __init__(self, folder: Path) -> None:
        self._is_place = cache(lambda inside: (folder / inside / _OF_A_PLACE).is_file())

    def of(self, url: str) -> str:
        """The folder whose listing holds a file: that of the nearest place, of the board, or of the site."""
        inside, _, name = url.rpartition("/")
        if name == LISTING:
            inside = inside.rpartition("/")[0]
        while inside and inside != BOARD and not self._is_place(inside):
            inside = inside.rpartition("/")[0]
        return inside


def listings_anew(folder: Path, urls: Iterable[str], digest: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    """Address and content of the listings of a whole site, from below; `urls` has the listings that are made."""
    shelves, held = Shelves(folder), dict[str, dict[str, str]]()
    for url in filter(is_listed, urls):
        held.setdefault(shelves.of(url), {})[url] = digest(url)
    yield from _from_below(shelves, held, lambda _: {})


def listings_again(folder: Path, changed: Iterable[str], digest: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    """As `listings_anew`, of the listings that hold `changed` files, some of which are gone, and of those above.

    `digest` of a file that is gone is empty.
    """
    shelves, held = Shelves(folder), dict[str, dict[str, str]]()
    for url in filter(is_listed, changed):
        held.setdefault(shelves.of(url), {})[url] = digest(url)

    def before(inside: str) -> Mapping[str, str]:
        name = f"{inside}/{LISTING}".lstrip("/")
        return files_in((folder / name).read_bytes(), name)

    yield from _from_below(shelves, held, before)


def _from_below(
    shelves: Shelves, held: dict[str, dict[str, str]], before: Callable[[str], Mapping[str, str]]
) -> Iterator[tuple[str, bytes]]:
    while held:
        inside = max(held, key=lambda folder: (folder.count("/") + bool(folder), folder))
        start = f"{inside}/" if inside else ""
        digests = {**before(inside)}
        digests |= {url[len(start) :]: digest for url, digest in held.pop(inside).items()}
        content = text_of({path: digest for path, digest in digests.items() if digest})
        name = f"{start}{LISTING}"
        yield name, content
        if inside:
            held.setdefault(shelves.of(name), {})[name] = sha256(content).hexdigest()
