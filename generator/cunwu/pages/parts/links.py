"""Addresses of pages: all relative, so that the site opens from a folder, a sub-path or a disk."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote

from cunwu.core.paths import BOARD, RECORDS
from cunwu.core.patterns import regex
from cunwu.kinds.record import Kind
from cunwu.records.places import Place
from cunwu.records.record_file import RecordFile

SEARCH = "search.html"


def home_url(path: str) -> str:
    """The page of the place with this path, from the site's root."""
    return _below(BOARD, path, "index.html")


def place_url(place: Place) -> str:
    """The page of a place, from the site's root."""
    return home_url(place.path)


def room_url(path: str, room: str) -> str:
    """The page of a room of the village with this path; `room` is its English name."""
    return _below(BOARD, path, "rooms", f"{room}.html")


def own_url(place: Place) -> str:
    """The page that shows what a place's own file says."""
    return url_of_file(place.own_file, place.path)


def url_of_file(file: str, place: str) -> str:
    """The page of the record in a file, from the site's root; both paths are as in the repository and on the board."""
    inner = file.removeprefix(f"{RECORDS}/").removesuffix(".yml")
    if inner == _below(place, "village"):
        return room_url(place, "village")
    return home_url(place) if inner == _below(place, "region") else f"{BOARD}/{inner}.html"


def search_url(place: Place) -> str:
    """The page on which a place's board is searched."""
    return _below(BOARD, place.path, SEARCH)


def files_url(place: Place) -> str:
    """The page that lists the files of a place."""
    return _below(BOARD, place.path, "files.html")


def clerk_url(place: Place) -> str:
    """The page for the one who keeps the records of a village."""
    return _below(BOARD, place.path, "clerk.html")


def feed_url(path: str, name: str) -> str:
    """A feed of the place with this path: news or corrections."""
    return _below(BOARD, path, f"{name}.xml")


def personal_data_url(place: Place) -> str:
    """The page on which a place says how it deals with personal data."""
    return _below(BOARD, place.path, "personal-data.html")


def record_url(place: Place, file: RecordFile) -> str:
    """The page of one record, from the site's root."""
    folder = file.kind.folder if file.kind else ""
    return _below(BOARD, place.path, folder, f"{file.stem}.html")


def copy_url(page: str) -> str:
    """The copy of a page in one file, which can be passed on; `page` is from the site's root."""
    folder, _, name = page.rpartition("/")
    return f"{folder}/copies/{name}"


def picture_copy_url(page: str) -> str:
    """The copy that holds the pictures of the page too."""
    return copy_url(page).replace(".html", "-pictures.html")


def broadcast_url(place: Place, file: RecordFile) -> str:
    """The text file with what the loudspeaker says of one record."""
    return record_url(place, file).removesuffix("html") + "txt"


def entries_url(place: Place, file: RecordFile, part: int) -> str:
    """The page of one part of a long ledger's entries."""
    folder = file.kind.folder if file.kind else ""
    return _below(BOARD, place.path, folder, file.stem, f"entries-{part}.html")


def year_url(place: Place, year: int) -> str:
    """The page of a year's money."""
    return _below(BOARD, place.path, "finance", "years", f"{year}.html")


def bills_url(place: Place, year: int, book: str) -> str:
    """The page of all bills of a book's year."""
    return _below(BOARD, place.path, "finance", "years", f"{year}-{book}.html")


def listing_url(place: Place, kind: Kind[Any]) -> str:
    """The page that lists all records of a kind of one place."""
    return _below(BOARD, place.path, kind.folder, "index.html")


def _below(*folders: str) -> str:
    return "/".join(filter(None, folders))


_NEEDS_NO_QUOTES = regex(r"[A-Za-z0-9_.~/-]*")


def relative(start: str, target: str, anchor: str = "") -> str:
    """How the page `start` links to `target`, both from the site's root."""
    path = _from_folder(start.rpartition("/")[0], target)
    return f"{path}#{quote(anchor)}" if anchor else path


@lru_cache(maxsize=1024)  # pages of one folder share most of their links: those around the page
def _from_folder(folder: str, target: str) -> str:
    # posixpath.relpath asks the system for the current folder each time; a big board has a million links.
    here, there = folder.split("/") if folder else [], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    path = "../" * (len(here) - shared) + "/".join(there[shared:])
    # A folder may be named in another encoding; the place is refused, yet its page must not stop the others.
    return path if _NEEDS_NO_QUOTES.fullmatch(path) else quote(path, errors="surrogateescape")


_ONE_NUMBER = regex(r"[0-9][0-9 -]{2,17}")


def dial_of(number: str) -> str:
    """The address that lets a telephone dial a number; empty where the text is not one number alone."""
    digits = "".join(one for one in number if one.isdecimal())
    return f"tel:{digits}" if _ONE_NUMBER.fullmatch(number) else ""


def item_anchor(number: str) -> str:
    """The id of an item's row: letters first, so that it is a valid fragment everywhere."""
    return f"n-{number}"
