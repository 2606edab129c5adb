"""QR codes as paths and pictures: the only door to segno."""

from __future__ import annotations

import segno

from cunwu.core.frozen import Frozen

QR_MILLIMETRES = 34.0
"""Side of the code without its quiet border: 30 are needed to read it from where one stands."""
_BORDER = 4


class Code(Frozen):
    """A QR code: lines one module thick in a square of `size` modules with the quiet border around it."""

    path: str
    size: str


def qr_code(address: str) -> Code:
    """The code of an address; a quarter of it may be torn or dirty."""
    return _code(address, "q")


def picture_of_code(address: str) -> bytes:
    """The code of an address as a picture, for sheets held in the hand; a seventh of it may be torn or dirty."""
    code = _code(address, "m", mask=0)
    square = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}"'
    return f'<svg {square}><path stroke="currentColor" d="{code.path}"/></svg>\n'.encode()


def proof_code(ticket: str) -> Code:
    """The code of a proof, which is longer and read from close by; a seventh of it may be torn or dirty."""
    return _code(ticket, "m")


def _code(text: str, error: str, mask: int | None = None) -> Code:
    """With a `mask` no other is tried: a page has many codes, and that takes four fifths of the time."""
    made = segno.make(text, error=error, mask=mask, micro=False, boost_error=False)
    rows = [bytes(row) for row in made.matrix]
    parts = []
    for number, row in enumerate(rows):
        start = 0
        while (first := row.find(1, start)) >= 0:
            end = row.find(0, first)
            start = end if end >= 0 else len(row)
            parts.append(f"M{first + _BORDER} {number + _BORDER}.5h{start - first}")
    return Code("".join(parts), str(len(rows) + 2 * _BORDER))
