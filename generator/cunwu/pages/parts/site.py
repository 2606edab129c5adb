"""What all pages of one build share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import quote

from cunwu.history.store import History
from cunwu.pages.parts.new_file import NewFile


@dataclass(frozen=True)
class Site:
    """The site as a whole, as it is known before any page is planned."""

    as_of: date
    stylesheet: str
    """From the site's root."""
    history: History | None
    """Everything ever published; None where there is no git history to be trusted."""
    name_of: Callable[[str], str] = str
    """What the place with a path is called; one that is no more, by its path."""
    script: str = ""
    """What searches, from the site's root."""
    address: str = ""
    """Where the site will stand, with a slash at its end; empty if it does not say."""
    new_file: NewFile | None = None
    """Where the board's platform takes a new file; None if the board does not say where it is."""
    form: str = ""
    """Where the board's platform opens a question, up to its subject; empty if the board does not say where it is."""
    hand: str = ""
    """The key of what draws pictures of pages; empty where nothing can, or where messages could not find them."""

    @cached_property
    def identity(self) -> str:
        """What no other site has: its address, else the commit with which its board began; empty without both."""
        return self.address or (self.history.first_commit if self.history else "")

    def address_of(self, url: str) -> str:
        """The whole address of a page; empty if the site does not say where it will stand."""
        return f"{self.address}{quote(url, errors='surrogateescape')}" if self.address else ""
