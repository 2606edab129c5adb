"""What must hold for every reference of every kind, and for every closing balance we ship."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cunwu.kinds
from cunwu.derive.balances import derive_closings
from cunwu.kinds import KINDS
from cunwu.kinds.base import Item, with_fields
from cunwu.kinds.fields import fields_of
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.parts import parts_of, path_of
from cunwu.kinds.reading import read_item
from cunwu.records.board import Board, read_board, read_outline
from cunwu.records.places import Known, Place
from cunwu.records.record_file import RecordFile
from cunwu.records.source import FolderSource
from cunwu.rules.base import Context
from cunwu.rules.catalogue import RULES
from cunwu.rules.checker import check_board
from cunwu.values.money import Money, stated
from cunwu.yaml.reader import read_yaml, to_plain

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(cunwu.kinds.__file__).parent / "samples"
AS_OF = date(2026, 11, 20)
EXPECTED = {"project": "REF001", "meeting": "REF002", "ledger": "REF003", "posting": "REF004"}
EXPECTED |= {
    "asset": "REF013",
    "contract": "REF014",
    "rubric": "REF031",
    "audit": "REF032",
    "tender": "TEN020",
    "regulation": "REF033",
}
EXPECTED |= {"schedule": "REF034"}


def models_of(model: type[Item]) -> Iterator[type[Item]]:
    yield model
    for spec in fields_of(model):
        if spec.model is not None:
            yield from models_of(spec.model)


REFERENCES = sorted(
    {(kind.name, spec.word) for kind in KINDS for m in models_of(kind.record) for spec in fields_of(m) if spec.to}
)


@pytest.mark.parametrize(("kind_name", "word"), REFERENCES)
def test_every_reference_that_leads_nowhere_is_found(kind_name: str, word: str) -> None:
    kind = next(kind for kind in KINDS if kind.name == kind_name)
    node, _ = read_yaml((SAMPLES / f"{kind.name}.yml").read_bytes(), kind.name)
    assert node is not None
    plain: Any = to_plain(node)
    sample, _ = read_item(kind.record, plain)
    assert sample is not None
    part, spec = next(
        (part, spec) for part in parts_of(sample) for spec in fields_of(type(part)) if spec.to and spec.word == word
    )
    holder = plain
    for step in path_of(sample, part) or ():
        holder = holder[step]
    holder[word] = "2099-01#无"
    file = RecordFile("villages/shanghe/x.yml", b"", kind, None, read_item(kind.record, plain)[0])
    board = Board(Place("shanghe", lambda _: Known(), None, is_village=True, listing="x.yml"), (file,))
    assert EXPECTED[spec.to] in {problem.code for problem in check_board(board, AS_OF)}


def test_a_wrong_closing_balance_of_any_account_we_ship_is_found_at_its_place() -> None:
    source = FolderSource(ROOT)
    rule = next(rule for rule in RULES if rule.code == "FIN003")
    tried = 0
    for place in read_outline(source).root.walk():
        board = read_board(source, place)
        for ledger in board.records(LEDGER):
            for number, account in enumerate(ledger.accounts):
                closing = stated(account.closing)
                if closing is None or account.number not in derive_closings(ledger):  # an amount in it is not known
                    continue
                wrong = with_fields(account, {"closing": closing + Money(1)})
                accounts = (*ledger.accounts[:number], wrong, *ledger.accounts[number + 1 :])
                (found,) = rule.run(with_fields(ledger, {"accounts": accounts}), Context(board, AS_OF))
                assert (found.item, found.field) == (wrong, "closing")
                assert found.facts["expected"] == account.closing
                tried += 1
    assert tried > 100
