"""Traditional characters that are typed into the search: the theme's table in parts, of which a query loads few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cunwu.core.paths import BOARD

SIMPLIFIED = "simplified.txt"
"""The table among the assets of the theme, which says where it comes from."""
PARTS = 8


def simplified_files(text: str) -> Iterator[tuple[str, bytes]]:
    """Address and content of every part of the table; search.js finds the part of a character by its code."""
    parts = [""] * PARTS
    for one, other in read_table(text).items():
        parts[ord(one) % PARTS] += one + other
    for number, part in enumerate(parts):
        yield f"{BOARD}/assets/simplified-{number}.txt", part.encode()


def read_table(text: str) -> Mapping[str, str]:
    """Traditional character → the simplified one; lines that begin with # say where they come from."""
    pairs = "".join(line for line in text.splitlines() if not line.startswith("#"))
    return dict(zip(pairs[::2], pairs[1::2], strict=True))
