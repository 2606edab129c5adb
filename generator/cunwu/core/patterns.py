"""Regular expressions that are compiled on first use: no command needs all of the hundred that there are."""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "split", "sub")


class _Later:
    """Stands for a pattern until its first use; afterwards its methods are as fast as those of the pattern."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of `source`, compiled on first use."""
    return cast("re.Pattern[str]", _Later(source, flags))
