"""One file of a place: its bytes, the record read from them, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from cunwu.core.problem import Problem
from cunwu.kinds.base import Item
from cunwu.kinds.fields import leads_to_masked
from cunwu.kinds.parts import parts_of, written_parts_of
from cunwu.kinds.record import Kind, Record
from cunwu.records.doubts import fit_to_quote
from cunwu.records.privacy import has_long_number
from cunwu.records.quotable import quotable
from cunwu.records.rows_told import may_part, may_tell
from cunwu.records.source import blob_id
from cunwu.yaml.reader import Mapping as MappingNode, read_yaml


@dataclass(frozen=True, eq=False)
class RecordFile:
    """One file of a place: its bytes, the record read from them, and the problems found."""

    path: str
    content: bytes = field(repr=False)
    kind: Kind[Any] | None
    node: MappingNode | None = field(repr=False)
    """The tree, if the caller had already read it; other modules use `tree`."""
    record: Record | None
    problems: tuple[Problem, ...] = ()
    withdrawn: Record | None = None
    """The record, where it was withdrawn as a whole: it keeps its page, and nothing else takes it for a record."""

    @property
    def is_unread(self) -> bool:
        """Whether it should hold a record, and none could be read."""
        return self.kind is not None and self.record is None and self.withdrawn is None

    def holding(self, record: Record) -> RecordFile:
        """The file with the record that was read from it: one that counts, or one that was withdrawn as a whole."""
        # The file that describes a place cannot be withdrawn: REC015.
        is_gone = record.taken_back is not None and self.kind is not None and self.kind.folder
        return replace(self, withdrawn=record) if is_gone else replace(self, record=record)

    @cached_property
    def blob(self) -> str:
        """The git blob id of its bytes."""
        return blob_id(self.content)

    @cached_property
    def text(self) -> str:
        """The text as the reader counts it: no BOM, every line ended by a line feed."""
        return self.content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")

    @cached_property
    def lines(self) -> list[str]:
        """The lines as an editor counts them; names of people who receive help, and all personal data, starred out."""
        return quotable(fit_to_quote(self.text).split("\n"), self.kind)

    @cached_property
    def has_long_number(self) -> bool:
        """Whether its text may hold a personal number; kept because two gates look at every file."""
        return has_long_number(self.text)

    @cached_property
    def may_part(self) -> bool:
        """Whether a number may stand in several of its values; kept because two gates look at every file."""
        return may_part(self.text)

    @cached_property
    def may_tell(self) -> bool:
        """Whether a value may tell something of somebody whom another names."""
        return may_tell(self.text)

    @cached_property
    def may_name(self) -> bool:
        """Whether it has fields in which people are masked."""
        model: type[Record] | None = self.kind.record if self.kind is not None else None
        return model is not None and leads_to_masked(model)

    @cached_property
    def parts(self) -> tuple[Item, ...]:
        """The record, and every group and list item in it that counts; kept because a dozen rules need them."""
        return tuple(parts_of(self.record)) if self.record is not None else ()

    @cached_property
    def written_parts(self) -> tuple[Item, ...]:
        """As `parts`, with withdrawn items: they can still be read."""
        if self.record is None or not self.record.withdrawals:
            return self.parts
        return tuple(written_parts_of(self.record))

    @cached_property
    def tree(self) -> MappingNode | None:
        """The tree of the file; None if it could not be read. Read on demand, because most files never need it."""
        return self.node or read_yaml(self.content, self.path)[0]

    @property
    def stem(self) -> str:
        """The file name without folder and ending."""
        return self.path.rpartition("/")[2].removesuffix(".yml")
