"""Addresses of pages: all relative, so that the site opens from a folder, a sub-path or a disk."""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import quote

from cunwu.board import RecordFile
from cunwu.kinds.base import Kind
from cunwu.paths import BOARD
from cunwu.places import Place


def home_url(path: str) -> str:
    """The page of the place with this path, from the site's root."""
    return posixpath.join(BOARD, path, "index.html")


def place_url(place: Place) -> str:
    """The page of a place, from the site's root."""
    return home_url(place.path)


def record_url(place: Place, file: RecordFile) -> str:
    """The page of one record, from the site's root."""
    folder = file.kind.folder if file.kind else ""
    return posixpath.join(BOARD, place.path, folder, f"{file.stem}.html")


def listing_url(place: Place, kind: Kind[Any]) -> str:
    """The page that lists all records of a kind of one place."""
    return posixpath.join(BOARD, place.path, kind.folder, "index.html")


def relative(start: str, target: str, anchor: str = "") -> str:
    """How the page `start` links to `target`, both from the site's root."""
    # posixpath.relpath asks the system for the current folder each time; a big board has a million links.
    here, there = start.split("/")[:-1], target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    path = "../" * (len(here) - shared) + "/".join(there[shared:])
    # A folder may be named in another encoding; the place is refused, yet its page must not stop the others.
    return quote(path, errors="surrogateescape") + (f"#{quote(anchor)}" if anchor else "")


def item_anchor(number: str) -> str:
    """The id of an item's row: letters first, so that it is a valid fragment everywhere."""
    return f"n-{number}"
