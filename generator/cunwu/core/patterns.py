"""Regular expressions that are compiled when they are first used: no command needs all of the hundred there are."""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub")


class _Later:
    """Stands for a pattern until something is asked of it; from then on it answers as fast as the pattern itself."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern that `source` means."""
    return cast("re.Pattern[str]", _Later(source, flags))
