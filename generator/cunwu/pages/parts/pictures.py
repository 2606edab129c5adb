"""What is drawn beside a page: the small picture that a message with its address shows, the code that paper carries."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from cunwu.core.frozen import Frozen
from cunwu.pages.parts.links import relative

if TYPE_CHECKING:
    from cunwu.pages.parts.view import SumView

_DIGITS = 8


class Card(Frozen):
    """The picture of a page: nothing that the page does not say."""

    url: str
    """Where it stands, from the site's root. The name says what is on it: what is drawn once is never drawn again."""
    place: str
    title: str
    lines: tuple[tuple[str, str], ...]
    """What a figure is called, with its sign, and the figure; the last is the result."""
    note: str
    """What holds for all of it: that it is a demonstration, or retold; empty for most."""


def card_of(hand: str, page: str, names: tuple[str, str], view: SumView, note: str) -> Card:
    """The card of the page at `page`, from the site's root, as the `hand` with this key draws it.

    `names` are those of its place and of the page.
    """
    place, title = names
    lines = tuple((f"{line.sign} {line.label}".strip(), f"{line.text} {line.unit}".strip()) for line in view.lines)
    name = _named(page, repr((hand, place, title, lines, note)))
    return Card(f"{name}.png", place, title, lines, note)


def code_url(page: str, address: str) -> str:
    """Where the QR code of a page stands that has this whole address; empty for one without an address."""
    return f"{_named(page, address)}.svg" if address else ""


def link_to_code(page: str, address: str) -> str:
    """How a page leads to its QR code, which lies beside it."""
    return relative(page, target) if (target := code_url(page, address)) else ""


def _named(page: str, shown: str) -> str:
    digest = sha256(shown.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{page.removesuffix('.html')}-{digest[:_DIGITS]}"
