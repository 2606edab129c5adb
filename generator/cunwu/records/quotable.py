"""Lines of a record file as a public log may quote them: without names of people who receive help."""

from __future__ import annotations

import re
from typing import Any

from cunwu.kinds.base import Item
from cunwu.kinds.fields import fields_of, leads_to_names, parts_fields
from cunwu.kinds.record import Kind


def quotable(lines: list[str], kind: Kind[Any] | None) -> list[str]:
    """The same lines, of the same widths, without names of people who receive help, because logs are public."""
    record: type[Item] | None = kind.record if kind is not None else None
    words = _words_for_names(record) if record is not None and leads_to_names(record) else frozenset()
    if not words:
        return lines
    # A name may stand under a word typed with a blank in it, or be quoted by a correction; figures may be shown.
    keys = (*(r"\s*".join(map(re.escape, word)) for word in sorted(words)), r"[原新]值(?=\W*:\s*(?![\s\"']*-?[0-9]))")
    named = re.compile(rf"((?:{'|'.join(keys)})['\"]?[ \t]*:[ \t]*)([^,}}]+)")
    return [named.sub(lambda hit: hit[1] + "＊" * len(hit[2]), line) for line in lines]


def _words_for_names(model: type[Item]) -> frozenset[str]:
    own = {spec.word for spec in fields_of(model) if spec.named}
    return frozenset(own).union(*(_words_for_names(spec.model) for spec in parts_fields(model) if spec.model))
