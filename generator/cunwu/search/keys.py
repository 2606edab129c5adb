"""What is looked up exactly, in one small file: amounts → the pieces that state them, short codes → their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.derive.short_codes import SHORTEST
from cunwu.exports.texts import json_of
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor, place_url, relative, search_url
from cunwu.search.pieces import Piece, search_folder
from cunwu.values.needle import fold_needle

_SHARD = 6_000
"""About so many bytes has a shard."""
_CODE, _AMOUNT = 28, 12
"""Bytes, roughly, that a code and an amount take."""
_YUAN = regex(r"([0-9]+)(?:\.([0-9]+))?元")


class CodedRow(Frozen):
    """A short code, the page of its record relative to the search page, and the anchor of its row with the #."""

    code: str
    href: str
    anchor: str


def coded_rows(context: PlaceContext) -> Iterator[CodedRow]:
    """Every short code of a place, as its pages show them."""
    start = search_url(context.place)
    for one in (code for codes in context.codes.values() for code in codes):
        anchor = item_anchor(one.number) if one.number else ""
        if one.file.kind is None or not one.file.kind.folder:
            yield CodedRow(
                one.code, relative(start, place_url(context.place)), ""
            )  # its rows have no place of their own
        elif anchor and context.is_divided(one.record):
            page, sign, anchor = context.href_of(start, one.record, anchor).partition("#")
            yield CodedRow(one.code, page, sign + anchor)
        else:  # not quoted: browsers do it, and the quoted address would be half of the file
            yield CodedRow(one.code, context.href_of(start, one.record), f"#{anchor}" if anchor else "")


def amounts_in(texts: Iterable[str]) -> frozenset[str]:
    """The amounts in 元 that texts state, without zeros at their end: "支出 1,320.50 元" → "1320.5"."""
    return frozenset(
        ".".join(filter(None, (yuan.lstrip("0") or "0", fen.rstrip("0"))))
        for text in texts
        for yuan, fen in _YUAN.findall(fold_needle(text))
    )


def number_of(key: str, shards: int) -> int:
    """The shard of an amount, or of the first digits of a code; search.js computes the same number."""
    number = 0
    for sign in key:
        number = (number * 31 + ord(sign)) & 0xFFFF
    return number & (shards - 1)


def keys_files(path: str, pieces: Sequence[Piece], codes: Iterable[CodedRow]) -> tuple[tuple[str, bytes], ...]:
    """Every file of the keys of a place, the shards in their order."""
    stated: dict[str, list[int]] = {}
    for position, piece in enumerate(pieces):
        for amount in sorted(amounts_in(piece.texts)):
            stated.setdefault(amount, []).append(position)
    codes = tuple(codes)
    weight = _CODE * len(codes) + _AMOUNT * len(stated)
    shards = 1 << max(0, (weight - 1) // _SHARD).bit_length()
    amounts: list[dict[str, list[int]]] = [{} for _ in range(shards)]
    rows: list[dict[str, dict[str, str]]] = [{} for _ in range(shards)]
    for amount, positions in stated.items():
        amounts[number_of(amount, shards)][amount] = positions
    for one in codes:
        rows[number_of(one.code[:SHORTEST], shards)].setdefault(one.href, {})[one.code] = one.anchor
    folder = search_folder(path)
    return tuple(
        (f"{folder}keys/{number}.json", json_of({"amounts": amounts[number], "codes": rows[number]}))
        for number in range(shards)
    )
