"""The same picture in the records of two places: what a check of many places finds, and no build looks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cunwu.kinds.record import PHOTOS
from cunwu.records.attached import looked_at
from cunwu.records.attachments.likeness import Mark, same_among
from cunwu.records.board import Board

Elsewhere = Mapping[str, Sequence[tuple[str, str]]]
"""Path of a place → digest of a picture, and where the same one stands in another place."""


@dataclass
class PicturesSeen:
    """The pictures of the places that were checked, by their marks: some 20 KB each while they are compared."""

    kept: Path | None
    _marks: dict[tuple[str, str], Mark] = field(default_factory=dict, repr=False)
    _called: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def add(self, board: Board) -> None:
        """Remember the pictures of a place, each once."""
        place = board.place
        for record in (file.record for file in board.files if file.record is not None):
            for one in record.attachments:
                looked = looked_at(board, one) if one.file.lower().endswith(PHOTOS) else None
                if looked is not None and looked.mark is not None:
                    key = (place.path, one.sha256)
                    self._marks.setdefault(key, looked.mark)
                    self._called.setdefault(key, f"{place.name}「{record.title}」的附件 {one.number} ")

    def compared(self) -> Elsewhere:
        """The pictures that an earlier place has too, by the later one."""
        names = {f"{number}": key for number, key in enumerate(self._marks)}
        found = defaultdict[str, list[tuple[str, str]]](list)
        if len({path for path, _ in self._marks}) > 1:
            for earlier, later in same_among({name: self._marks[key] for name, key in names.items()}, self.kept):
                (path, digest), first = names[later], names[earlier]
                if path != first[0] and digest not in {one for one, _ in found[path]}:
                    found[path].append((digest, self._called[first]))
        return {path: pairs for path, pairs in found.items() if pairs}
