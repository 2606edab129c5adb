"""The shipped example of each kind, and the file it would be."""

from __future__ import annotations

from pathlib import Path

from cunwu.kinds.base import Kind, Record
from cunwu.kinds.reading import read_record
from cunwu.yaml.reader import read_yaml

_SAMPLES = Path(__file__).parents[1] / "kinds" / "samples"


def sample_of(kind: Kind[Record]) -> str:
    """The shipped example of a kind."""
    return (_SAMPLES / f"{kind.name}.yml").read_text(encoding="utf-8")


def file_of(kind: Kind[Record]) -> str:
    """Where in its place the example would lie: audits/2025-清账.yml."""
    if not kind.folder:
        return kind.files
    tree, _ = read_yaml(sample_of(kind).encode(), kind.name)
    record = read_record(kind, tree, kind.name)[0] if tree else None
    if record is None:
        raise ValueError(f"the sample of {kind.name} is no record")
    return kind.files.replace("*", record.reference)
