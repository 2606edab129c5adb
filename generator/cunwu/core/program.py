"""A digest of the program: results kept by earlier runs are used only by the program that made them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path


@cache
def program_digest() -> str:
    """Changes with any module of the program. Read once: a running process keeps the version it started with."""
    folder = Path(__file__).parents[1]
    return digest_of_files("", folder, sorted(folder.rglob("*.py")))


def digest_of_files(start: str, folder: Path, files: Iterable[Path]) -> str:
    """Changes with `start`, or with the name or content of any of these files below `folder`."""
    digest = blake2b(start.encode("utf-8", "surrogateescape"), digest_size=16)
    for path in files:
        content, name = path.read_bytes(), path.relative_to(folder).as_posix()
        digest.update(f"{name} {len(content)}\n".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


@cache
def version_of(library: str) -> str:
    """The version of an installed library by the name of its folder; importing it would take a tenth of a second.

    Empty if there is none: a library that lies somewhere else is known by nothing.
    """
    for folder in sys.path:
        for kind in ("dist-info", "egg-info"):
            for path in sorted(Path(folder or ".").glob(f"{library}-*.{kind}")):
                return path.name.removeprefix(f"{library}-").removesuffix(f".{kind}")
    return ""
