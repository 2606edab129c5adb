"""Regular expressions: compiled on first use, and kept compiled for the next run.

A command needs most of the hundred and fifty that there are, and to compile them takes a fifth of a small publication.
"""

from __future__ import annotations

import _sre as machine  # type: ignore[import-not-found]
import atexit
import json
import os
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from re import _compiler as compiler, _parser as parser  # type: ignore[attr-defined]
from typing import cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub")
_MADE_FOR = 20220615
"""The version of the standard library's matching machine (Python 3.11 and 3.12) whose private names are used below.

With another version every pattern is compiled at each start: the same patterns, only slower.
"""


class _Later:
    """Stands for a pattern until its first use; afterwards its methods are as fast as those of the pattern."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        compiled = kept_patterns().pattern(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of `source`, compiled on first use."""
    return cast("re.Pattern[str]", _Later(source, flags))


class KeptPatterns:
    """Patterns compiled by an earlier run, all in one file; a damaged or foreign one is ignored and written anew.

    It lies beside the compiled modules of the program: whoever can write there can change the program itself.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._codes = _read(file)
        self._added = False

    def pattern(self, source: str, flags: int) -> re.Pattern[str]:
        """What `re.compile` makes of it."""
        if machine.MAGIC != _MADE_FOR:
            return re.compile(source, flags)
        key = f"{int(flags)} {source}"
        if key not in self._codes:
            self._codes[key] = _code(source, flags)
            self._added = True
        return _assembled(source, self._codes[key])

    def keep(self) -> None:
        """Write what was compiled anew, beside what others have kept meanwhile; a failure is ignored."""
        if not self._added or sys.dont_write_bytecode:
            return
        stored = json.dumps(_read(self._file) | self._codes).encode()
        draft = self._file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):  # without the file they are compiled again
            draft.parent.mkdir(exist_ok=True)
            draft.write_bytes(_digest(stored) + stored)
            draft.replace(self._file)
        self._added = False


@cache
def kept_patterns() -> KeptPatterns:
    """Those of the program, kept when it ends."""
    folder = Path(__file__).parent.with_name("__pycache__")
    kept = KeptPatterns(folder / f"patterns.{sys.implementation.cache_tag}")
    atexit.register(kept.keep)
    return kept


_Code = tuple[int, str, int, dict[str, int], list[str | None]]
"""What a pattern is assembled from: flags, code in hexadecimal, number of groups, the two orders of their names."""


def _code(source: str, flags: int) -> _Code:
    """As `re.compile` computes it, which shows all of it but the code."""
    parsed = parser.parse(source, flags)
    code = array("I", compiler._code(parsed, flags)).tobytes().hex()  # noqa: SLF001
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    return int(flags | state.flags), code, state.groups - 1, dict(state.groupdict), names


def _assembled(source: str, compiled: _Code) -> re.Pattern[str]:
    flags, code, groups, numbers, names = compiled
    words = array("I", bytes.fromhex(code)).tolist()
    return cast("re.Pattern[str]", machine.compile(source, flags, words, groups, numbers, tuple(names)))


def _read(file: Path) -> dict[str, _Code]:
    with suppress(OSError):
        stored = file.read_bytes()
        digest, codes = stored[:_DIGEST], stored[_DIGEST:]
        if _digest(codes) == digest:
            return cast("dict[str, _Code]", json.loads(codes))
    return {}


def _digest(stored: bytes) -> bytes:
    """Of the codes and of what compiled them: Python, and this module."""
    return sha256(f"{sys.version} ".encode() + Path(__file__).read_bytes() + stored).digest()


_DIGEST = 32
"""Bytes of the digest at the beginning of the file."""
