"""Trees of record files by the id of their contents, as the reader of the history needs them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cunwu.core.problem import CunwuError
from cunwu.git.repository import BlobReader
from cunwu.yaml.reader import Mapping as MappingNode, read_yaml

_TREES_KEPT = 256
"""How many trees of the latest versions are kept: the next commit often changes the same file."""


@dataclass
class Trees:
    """Trees of blobs: the latest are kept, the others are read again from the contents."""

    reader: BlobReader
    _contents: dict[str, bytes] = field(default_factory=dict)
    _kept: dict[str, MappingNode | None] = field(default_factory=dict)

    def fetch(self, blobs: Iterable[str]) -> None:
        """Loads the contents of these blobs."""
        missing = [blob for blob in blobs if blob and blob not in self._kept and blob not in self._contents]
        if missing:
            self._contents |= self.reader.read(missing)

    def tree(self, blob: str, path: str) -> MappingNode | None:
        """The tree of a blob that was fetched; None if it cannot be read."""
        if blob in self._kept:
            self._kept[blob] = tree = self._kept.pop(blob)
            return tree
        if blob not in self._contents:
            self.fetch([blob])
        tree, _ = read_yaml(self._contents[blob], path)
        self._kept[blob] = tree
        if len(self._kept) > _TREES_KEPT:
            del self._kept[next(iter(self._kept))]
        return tree

    def tree_at(self, commit: str, path: str) -> MappingNode | None:
        """The tree of a file as a commit had it; None if there was none, or none that can be read."""
        if "\n" in path:
            return None
        try:
            found = self.reader.read([f"{commit}:{path}"])
        except CunwuError:  # the commit has no such file
            return None
        return read_yaml(next(iter(found.values())), path)[0]

    def forget_contents(self) -> None:
        """Drops the contents that were fetched."""
        self._contents.clear()
