"""Files that git obeys, at the top of a project: whether they change what is read of the records, content or theme."""

from __future__ import annotations

from cunwu.core.paths import BESIDE, RECORDS

_HARMLESS = frozenset({"text", "eol", "binary", "diff", "whitespace", "linguist-generated", "linguist-vendored"})
"""Attributes that change no content but line ends; every other may show other bytes than those that were committed."""


def reaches_records(name: str, content: bytes) -> bool:
    """Whether a .gitattributes or .gitmodules names one of the folders that are read, or could change any file."""
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    return any(_reaches(name, line) for line in lines if line and not line.startswith("#"))


def _reaches(name: str, line: str) -> bool:
    if name == ".gitmodules":
        key, _, value = line.partition("=")
        return key.strip() == "path" and _is_read(value)
    pattern, *attributes = line.split()
    words = {attribute.lstrip("-!").partition("=")[0] for attribute in attributes}
    return pattern.startswith("[attr]") or _is_read(pattern) or not words <= _HARMLESS


def _is_read(pattern: str) -> bool:
    parts = pattern.strip().strip('"').casefold().split("/")
    return any(part in (RECORDS, *BESIDE) for part in parts)
