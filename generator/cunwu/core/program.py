"""Which program this is: what earlier runs kept is only as good as the program that made it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path


@cache
def program_digest() -> str:
    """Differs when any module of the program does. Read once: a process goes on as what it was started as."""
    folder = Path(__file__).parents[1]
    return digest_of_files("", folder, sorted(folder.rglob("*.py")))


def digest_of_files(start: str, folder: Path, files: Iterable[Path]) -> str:
    """Differs when `start`, or the name or content of any of these files below `folder` does."""
    digest = blake2b(start.encode(), digest_size=16)
    for path in files:
        content, name = path.read_bytes(), path.relative_to(folder).as_posix()
        digest.update(f"{name} {len(content)}\n".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()
