"""One row of the stored history: one place in one publication, packed into a text."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cunwu.core.frozen import Frozen
from cunwu.history.change import Change, ChangeKind
from cunwu.history.publications import Publication, Published


class Row(Frozen):
    """One place in one publication."""

    publication: Publication
    files: tuple[tuple[str, str], ...]
    changes: tuple[Published, ...]


def read_row(place: str, publication: Publication, body: str) -> Row:
    """Unpacks the text of a place in a publication."""
    files, changes = json.loads(body)
    told = tuple(_published(publication, place, change) for change in changes)
    return Row(publication, tuple((path, blob) for path, blob in files), told)


def _published(publication: Publication, place: str, row: Sequence[str]) -> Published:
    path, kind, record, item, word, name, before, after, reason, approved, difference, named = row
    change = Change(
        *(place, kind, record, item, word),
        ChangeKind[name],
        before=before,
        after=after,
        reason=reason,
        approved=approved,
        difference=difference,
        named=named,
    )
    return Published(publication, change, path)


def body_of(files: Sequence[tuple[str, str]], changes: Sequence[tuple[Change, str]]) -> str:
    """Packs the files and the changes of a place in a publication into a text."""
    rows = [
        (
            *(path, c.record_kind, c.record, c.item, c.field, c.kind.name),
            *(c.before, c.after, c.reason, c.approved, c.difference, c.named),
        )
        for c, path in changes
    ]
    return json.dumps([files, rows], ensure_ascii=False, separators=(",", ":"))
