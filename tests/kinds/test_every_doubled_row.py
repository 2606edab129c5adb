"""A row that stands twice in any list of any kind is told: an error under its number, a notice under another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cunwu.frame.samples import file_of, sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.fields import names_people
from cunwu.kinds.parts import spec_at
from cunwu.kinds.record import Kind
from cunwu.kinds.selection import Applicant
from cunwu.records.board import read_board, read_outline
from cunwu.rules.checker import check_board
from cunwu.rules.copies import row_typed_twice
from cunwu.rules.record import item_number_repeated
from cunwu.yaml.reader import Plain, read_yaml, to_plain
from support.gate import COUNTY, VILLAGE, Files
from support.grown_rows import as_file, lists_of, renumbered

RULES = (item_number_repeated, row_typed_twice)


def told(kind: Kind[Any], record: Plain) -> list[str]:
    """Which of the two rules say something of a record in a village."""
    name = file_of(kind)
    path = f"villages/{name}" if name == "region.yml" else f"villages/shanghe/{name}"
    own = {"villages/region.yml": COUNTY, "villages/shanghe/village.yml": VILLAGE}
    source = Files(own | {path: as_file(record).decode()})
    place = read_outline(source).find("" if name == "region.yml" else "shanghe")
    assert place is not None
    found = check_board(read_board(source, place), date(2026, 11, 20), rules=RULES)
    return sorted(problem.code for problem in found if problem.code in ("REC009", "REC051"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_row_that_stands_twice_is_told_in_every_list(kind: Kind[Any]) -> None:
    node, _ = read_yaml(sample_of(kind).encode(), "")
    assert node is not None
    record: Any = to_plain(node)
    assert told(kind, record) == [], "the sample itself"
    for words, rows in lists_of(record):
        spec = spec_at(kind.record, words.split("·"))
        assert spec is not None
        assert spec.model is not None
        rows.append(rows[-1])
        assert set(told(kind, record)) >= {"REC009"}, words
        rows[-1] = renumbered(rows[-1])
        # Behind masks two people may look alike, applicants may be known by their numbers alone; of a single word
        # nobody says that it stands there twice.
        looks_alike = names_people(spec.model) or spec.model is Applicant or len(rows[-1]) <= 2
        assert told(kind, record) == ([] if looks_alike else ["REC051"]), words
        rows.pop()
