"""What is written in a record file: every key and value as it was read, its place and the field it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Spot
from cunwu.kinds.base import FieldSpec
from cunwu.kinds.forms import DAYS
from cunwu.kinds.parts import spec_at
from cunwu.records.record_file import RecordFile
from cunwu.records.rows_told import Value
from cunwu.yaml.reader import Scalar, read_yaml, walk_texts


class Written:
    """What is written in a file: every key and value as it was read, and where it stands."""

    def __init__(self, file: RecordFile) -> None:
        tree, _ = read_yaml(file.content, file.path)  # as it is written: slips may be mended in the file's own tree
        self.texts = tuple(walk_texts(tree)) if tree is not None else ()
        self._lines: dict[int, list[tuple[Scalar, FieldSpec]]] = {}
        model = file.kind.record if file.kind is not None else None
        self.specs = [spec_at(model, path) if model and path else None for path, _ in self.texts]
        for spec, (_, scalar) in zip(self.specs, self.texts, strict=True):
            if spec is not None:
                self._lines.setdefault(scalar.line, []).append((scalar, spec))

    def field_at(self, spot: Spot) -> tuple[Scalar, FieldSpec] | None:
        """The value that holds this stretch of a line wholly, and the field it belongs to."""
        for scalar, spec in self._lines.get(spot.line, ()):
            if scalar.column <= spot.column and spot.column + spot.width <= scalar.column + scalar.width:
                return scalar, spec
        return None

    def values(self) -> Iterator[Value]:
        """Values of fields that hold words or numbers of papers, with those of fields that nobody declared."""
        for spec, (path, scalar) in zip(self.specs, self.texts, strict=True):
            if path and (spec is None or not _has_own_form(spec)):
                serial = bool(spec and spec.form and spec.form.serial)
                yield Value(path, scalar, serial=serial, named=bool(spec and spec.named))


def _has_own_form(spec: FieldSpec) -> bool:
    """Whether a value of the field is read for itself: an amount, a day, a code, a word of a list."""
    form = spec.form
    return form is not None and (form.numeric or form.own_format or form in DAYS or bool(form.choices))
