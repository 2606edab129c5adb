"""What lies beside the records of a board, looked at once for all who ask."""

from __future__ import annotations

from hashlib import sha256
from weakref import WeakKeyDictionary

from cunwu.core.frozen import Frozen
from cunwu.kinds.record import PHOTOS, Attachment
from cunwu.records.attachments.likeness import Mark
from cunwu.records.attachments.prepared import Facts, Prepared, kept_beside, prepare
from cunwu.records.board import Board


class Looked(Frozen):
    """What every rule and page asks of an attached file; small, because it is kept as long as its board."""

    facts: Facts
    weight: int
    """Bytes of the file as it is published."""
    small: int
    """Bytes of the smaller picture; 0 if it is none."""
    mark: Mark | None
    """Of a picture, by which the same one is found again."""


_LOOKED: WeakKeyDictionary[Board, dict[tuple[str, str], Looked | None]] = WeakKeyDictionary()
"""Six rules and two parts of a page ask the same of each file, which is read and digested once."""


def looked_at(board: Board, attachment: Attachment) -> Looked | None:
    """What is known of an attached file; None if it is not there, or is another than was written down (REC013)."""
    known, key = _LOOKED.setdefault(board, {}), (attachment.file, attachment.sha256)
    if key not in known:
        made = prepared_of(board, attachment)
        known[key] = Looked(made.facts, len(made.whole), len(made.small), made.mark) if made is not None else None
    return known[key]


def needs_eyes(attachment: Attachment, facts: Facts) -> bool:
    """Whether no program can read what is in it."""
    return attachment.file.lower().endswith(PHOTOS) or facts.is_scanned


def prepared_of(board: Board, attachment: Attachment) -> Prepared | None:
    """The file as it is published; None as for `looked_at`."""
    content = board.read_original(attachment)
    if content is None or sha256(content).hexdigest() != attachment.sha256:
        return None
    return prepare(attachment.file, content, kept_beside(board.source))
