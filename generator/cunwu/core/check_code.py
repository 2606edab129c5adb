"""The check code of what was published: short enough to be read aloud and compared with a sheet on a wall."""

from __future__ import annotations


def check_code(digest: str) -> str:
    """The first twelve digits of a SHA-256 in hexadecimal, as people compare them: `7F3A-91C2-0B44`."""
    first = digest[:12].upper()
    return f"{first[:4]}-{first[4:8]}-{first[8:]}"
