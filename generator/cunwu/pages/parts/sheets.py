"""Headings and titles of the sheets of budgets and statements."""

from __future__ import annotations

from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.money import has_several_books
from cunwu.pages.parts.view import Column


def columns_of(*labels: str) -> tuple[Column, ...]:
    """A column of names, then figures."""
    return tuple(Column(label, numeric=position > 0) for position, label in enumerate(labels))


def titled(context: PlaceContext, title: str, book: str) -> str:
    """A title with its book where the place keeps several."""
    return f"{title}（{book}）" if has_several_books(context) else title
