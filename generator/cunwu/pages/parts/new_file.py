"""The page of the board's platform for a new file, opened with its name and, where it takes one, its text."""

from __future__ import annotations

from urllib.parse import quote_plus

from cunwu.core.frozen import Frozen

MOST = 7_500
"""Bytes of an address that every platform takes: GitHub refuses 8,192, and so does nginx as it is delivered."""
_PLAIN = "/:,"
"""Signs that a query may hold as they are."""


class NewFile(Frozen):
    """How a platform is told what the new file is."""

    platform: str
    """What people call it."""
    address: str
    """Its page up to the path of the file; empty if no address with a path is known."""
    text: str = ""
    """What the text of the file follows; empty if the page takes none."""


def fill_in(page: NewFile, path: str, text: str) -> tuple[str, bool]:
    """The address with which the page opens, and whether it takes the text along."""
    if not page.address:
        return "", False
    # A folder may be named in another encoding: the place is refused, yet its page must not stop the others.
    named = f"{page.address}{quote_plus(path, safe=_PLAIN, errors='surrogateescape')}"
    filled = f"{named}{page.text}{quote_plus(text, safe=_PLAIN, errors='replace')}"
    return (filled, True) if page.text and text and len(filled) <= MOST else (named, False)
