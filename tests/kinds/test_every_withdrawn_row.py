"""A row withdrawn from any list of any kind stays on its page, struck, with its reason; it counts nowhere, for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from cunwu.derive.summary import derive_summary
from cunwu.frame.samples import file_of, sample_of
from cunwu.history.closing import Closing
from cunwu.history.explanations import NOTES
from cunwu.history.versions import read_versions
from cunwu.kinds import KINDS
from cunwu.kinds.fields import word_of
from cunwu.kinds.record import Kind, Record
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.plan import plan_records
from cunwu.records.board import Board, read_board, read_outline
from cunwu.render import Renderer
from cunwu.rules.history import check_versions
from cunwu.yaml.reader import Plain, read_yaml, to_plain
from support.grown_rows import as_file, lists_of, renumbered
from support.money_boards import AS_OF, COUNTY, ROOT, VILLAGE, Texts

NOT_ENTRIES = {*NOTES, word_of(Record, "sources"), word_of(Record, "attachments"), word_of(Record, "explanations")}
KEPT = {"账户"}
"""Accounts carry balances and always count."""
WHY = "这一条录了两遍"
IN_FOLDERS = tuple(kind for kind in KINDS if kind.folder)
RENDERER = Renderer(ROOT / "theme")


def withdrawn_rows(kind: Kind[Any]) -> Iterator[tuple[str, str, bytes, bytes]]:
    """Words of each list, the number of a row more in it that is withdrawn, the record with it and without."""
    node, _ = read_yaml(sample_of(kind).encode(), "")
    assert node is not None
    record: Any = to_plain(node)
    for words, rows in lists_of(record):
        if words.partition("·")[0] in NOT_ENTRIES or words.rpartition("·")[2] in KEPT:
            continue
        row: Any = renumbered(rows[-1])
        without = as_file(record)
        rows.append(row)
        note: Plain = {"编号": "撤9", "条目": row["编号"], "原因": WHY, "批准": "村务监督委员会", "日期": "2026-11-02"}
        yield words, row["编号"], as_file({**record, "撤销": [*record.get("撤销", ()), note]}), without
        rows.pop()


def board_of(name: str, text: bytes) -> Board:
    source = Texts({"region.yml": COUNTY, "shanghe/village.yml": VILLAGE, f"shanghe/{name}": text.decode()})
    place = read_outline(source).find("shanghe")
    assert place is not None
    return read_board(source, place)


@pytest.mark.parametrize("kind", IN_FOLDERS, ids=lambda kind: kind.name)
def test_a_withdrawn_row_of_any_list_counts_nowhere(kind: Kind[Any]) -> None:
    name = file_of(kind)
    for words, _, text, without in withdrawn_rows(kind):
        board = board_of(name, text)
        assert board.records(kind), words
        assert derive_summary(board, AS_OF, held=False) == derive_summary(board_of(name, without), AS_OF, held=False), (
            words
        )


@pytest.mark.parametrize("kind", IN_FOLDERS, ids=lambda kind: kind.name)
def test_a_withdrawn_row_of_any_list_stays_on_its_page_struck_with_its_reason(kind: Kind[Any]) -> None:
    name = file_of(kind)
    missing = []
    for words, number, text, _ in withdrawn_rows(kind):
        context = PlaceContext(Site(AS_OF, "board/assets/board.css", None), board_of(name, text))
        pages = [RENDERER.render(page).decode() for page in plan_records(context)]
        # Signatures stand in one sentence, which says of each what became of it.
        signs = ("struck", "（已撤销）")
        if not any(WHY in page and number in page and any(sign in page for sign in signs) for page in pages):
            missing.append(words)
    assert missing == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_withdrawn_row_of_any_list_cannot_vanish_later(kind: Kind[Any]) -> None:
    path = f"villages/a/{file_of(kind)}"
    for words, _, text, without in withdrawn_rows(kind):
        versions = read_versions({path: text}, {path: without})
        told = {one.code for one in check_versions(versions, Closing(lambda *_: date.min, date.max)) if one.is_error}
        assert told & {"HIS001", "HIS002", "HIS004"}, (words, told)
