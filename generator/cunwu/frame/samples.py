"""The example of each kind, and the path of its file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cunwu.kinds.base import Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Kind, Record
from cunwu.yaml.reader import read_yaml

_SAMPLES = Path(__file__).parents[1] / "kinds" / "samples"


def sample_of(kind: Kind[Record]) -> str:
    """The shipped example of a kind; without one, an example made from those of its fields."""
    path = _SAMPLES / f"{kind.name}.yml"
    return path.read_text(encoding="utf-8") if path.is_file() else "".join(_lines(kind.record, ""))


def _lines(model: type[Item], indent: str) -> Iterator[str]:
    """A line for each field with its declared example; references are left out, because they would lead nowhere."""
    common = Record.declared if issubclass(model, Record) else {}
    for spec in fields_of(model):
        if spec.name in common or (spec.to and not spec.required):
            continue
        if spec.model is not None:
            yield f"{indent}{spec.word}:\n"
            inner = _lines(spec.model, f"{indent}    " if spec.many else f"{indent}  ")
            for number, line in enumerate(inner):
                yield f"{indent}  - {line.lstrip()}" if spec.many and not number else line
        elif spec.many:
            yield f"{indent}{spec.word}:\n{indent}  - {spec.example_text}\n"
        else:
            yield f"{indent}{spec.word}: {spec.example_text}\n"


def file_of(kind: Kind[Record]) -> str:
    """The path of the example below the folder of its place: audits/2025-清账.yml."""
    if not kind.folder:
        return kind.files
    tree, _ = read_yaml(sample_of(kind).encode(), kind.name)
    record = read_record(kind, tree, kind.name)[0] if tree else None
    if record is None:
        raise ValueError(f"the sample of {kind.name} is no record")
    return kind.files.replace("*", stem_of(record))


def stem_of(record: Record) -> str:
    """The name that the file of a record may have, without its ending: 2026-03-09_2026-03-15."""
    return record.reference.replace("..", "_")
