"""The short code on paper by which anybody can tell whether a sheet and a page were made from the same records."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

_DIGITS, _GROUP = 16, 4


def digest_of(contents: Sequence[tuple[str, str]]) -> str:
    """The digest of files, given as path and content id: of one file its content id, of several that of their list."""
    if len(contents) == 1:
        return contents[0][1]
    return sha256("".join(f"{blob} {path}\n" for path, blob in sorted(contents)).encode("utf-8", "replace")).hexdigest()


def check_code(digest: str) -> str:
    """The beginning of a hexadecimal digest, in groups that can be read out: `7F3A-91C2-04BD-E6A8`."""
    digits = digest[:_DIGITS].upper()
    return "-".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))
