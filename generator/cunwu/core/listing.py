"""The one filter between what lies in a folder or a commit and what belongs to the records: walk → filter → source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cunwu.core.paths import ATTRIBUTES, hidden_part

Entry = tuple[str, bool]
"""A path from the project, and whether a regular file lies there: no link, submodule, device or hidden folder."""


class Sieve:
    """Keeps the files of the records out of all that is listed, and notes what is refused instead of being read."""

    def __init__(self) -> None:
        self.refused: set[str] = set()
        """Links, submodules and devices; of hidden files and folders the first hidden part of the path."""

    def keeps(self, path: str, *, is_file: bool) -> bool:
        """Whether an entry is a file of the records."""
        hidden = hidden_part(path)
        if is_file and not hidden:
            return True
        self.refused.add(hidden or path)
        return False

    def sift(self, entries: Iterable[Entry]) -> tuple[str, ...]:
        """The files of the records among all entries, sorted."""
        return tuple(sorted(path for path, is_file in entries if self.keeps(path, is_file=is_file)))


def foreign_in(entries: Iterable[Entry]) -> Iterator[str]:
    """The entries beside the records that would be read and must not be: what is no file, and files that git obeys.

    Other hidden files are not read, nor is anything in a hidden folder.
    """
    for path, is_file in entries:
        hidden = hidden_part(path)
        if (not is_file and not hidden) or (path.rpartition("/")[2] in ATTRIBUTES and hidden == path):
            yield path
