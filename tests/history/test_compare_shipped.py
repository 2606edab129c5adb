"""The demonstration county, figure by figure: nothing changes unseen, and nothing but meaning is a change."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cunwu.history.change import key_in
from cunwu.history.compare import compare_records
from cunwu.history.versions import compare_versions
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Kind
from cunwu.records.board import kind_at
from cunwu.records.source import FolderSource
from cunwu.yaml.reader import Mapping, Node, Scalar, Sequence, Step, read_yaml, to_plain, walk_scalars
from support.yaml_strategies import untidy

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
COUNTY = "villages/yanshi/"
PARTS = 8


def shipped() -> Iterator[tuple[str, Kind[Any], Mapping]]:
    source = FolderSource(ROOT)
    for path in source.files():
        found = kind_at(path)
        if path.startswith(COUNTY) and found is not None:
            node, _ = read_yaml(source.read(path), path)
            assert node is not None
            yield path, found[1], node


def put(node: Node, path: tuple[Step, ...], text: str) -> Node:
    """The tree with `text` as the value at `path`, the rest shared."""
    if isinstance(node, Scalar):
        return node._replace(text=text)
    if isinstance(node, Mapping):
        entries = ((key, put(part, path[1:], text) if key.text == path[0] else part) for key, part in node.entries)
        return Mapping(tuple(entries), node.spot)
    items = (put(part, path[1:], text) if index == path[0] else part for index, part in enumerate(node.items))
    return Sequence(tuple(items), node.spot)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_changed_digit_of_every_figure_is_refused_or_reported(part: int) -> None:
    tried = 0
    for number, (path, kind, node) in enumerate(shipped()):
        if number % PARTS != part:
            continue
        for where, scalar in walk_scalars(node):
            digit = re.search(r"[0-9]", scalar.text)
            if digit is None:
                continue
            changed = scalar.text[: digit.start()] + str((int(digit[0]) + 1) % 10) + scalar.text[digit.end() :]
            tried += 1
            after = put(node, where, changed)
            assert isinstance(after, Mapping)
            if read_record(kind, after, path)[0] is None:  # refused
                continue
            key = key_in("", kind, node)
            renamed = key != key_in("", kind, after)  # told as one record that went and one that came
            assert renamed or compare_records(key, kind, node, after), f"{path} {where}: {scalar.text} → {changed}"
    assert tried > 100


def test_a_thousand_reformatted_records_are_no_change() -> None:
    dice = random.Random(2026)  # noqa: S311 - a test that can be repeated, no secret
    records = [(path, to_plain(node)) for path, _, node in shipped()]
    for _ in range(1000):
        path, plain = dice.choice(records)
        assert isinstance(plain, dict)
        one, other = (untidy(plain, dice.randrange(2**32)).encode() for _ in range(2))
        assert compare_versions({path: one}, {path: other}) == (), path
