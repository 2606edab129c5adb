"""QR codes as paths: the only door to segno."""

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


def proof_code(ticket: str) -> Code:
    """The code of a proof, which is longer and read from close by; a seventh of it may be torn or dirty."""
    return _code(ticket, "m")


def _code(text: str, error: str) -> Code:
    rows = [bytes(row) for row in segno.make(text, error=error, micro=False, boost_error=False).matrix]
    parts = []
    for number, row in enumerate(rows):
        start = 0
        while (first := row.find(1, start)) >= 0:
            end = row.find(0, first)
            start = end if end >= 0 else len(row)
            parts.append(f"M{first + _BORDER} {number + _BORDER}.5h{start - first}")
    return Code("".join(parts), str(len(rows) + 2 * _BORDER))
