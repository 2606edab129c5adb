"""Every text that a page shows of a record can be found by every part of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of, names_people
from cunwu.kinds.forms import PARAGRAPHS
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import search_url
from cunwu.pages.parts.references import follow
from cunwu.pages.parts.sections import paragraphs_of, show
from cunwu.search.lines import searched_records
from cunwu.search.pieces import LARGEST, pieces_of, search_folder, terms_in
from cunwu.values.needle import fold_needle, terms_of
from support.effort import effort
from support.search_boards import VILLAGE, contexts, kind_named, write_samples
from support.search_model import holds, texts_in


def shown_texts(context: PlaceContext, item: Item) -> Iterator[str]:
    """What pages show of an item and of everything below it, asked of the declaration field by field."""
    for spec in fields_of(type(item)):
        value = getattr(item, spec.name)
        if value is None or value == () or spec.totals_only or spec.named:
            continue
        if spec.model is None:
            yield from paragraphs_of(value) if spec.form is PARAGRAPHS else [shown_text(context, spec, value)]
        elif not names_people(spec.model):
            for part in value if spec.many else (value,):
                yield from shown_texts(context, part)


def shown_text(context: PlaceContext, spec: FieldSpec, value: object) -> str:
    """What leads elsewhere is shown by the name of that, `刘某` for `P01`."""
    link = follow(context, search_url(context.place), spec, value) if spec.to else None
    return link.text if link is not None else show(spec, value)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], list[str]]]:
    """Kind → what pages show of its sample, and what can be found of it."""
    root = tmp_path_factory.mktemp("samples")
    write_samples(root)
    found = {}
    for context in contexts(root):
        searched = list(searched_records(context))
        for file, record in zip(context.board.files, searched, strict=False):  # the sums of years come last
            assert file.kind is not None
            assert file.record is not None
            if context.place.path:
                lines = [field for line in record.lines[1::2] for field in line.split("\n")]
                found[file.kind.name] = (
                    [file.record.title, *shown_texts(context, file.record)],
                    [record.title, *lines],
                )
    return found


def test_the_sample_of_every_kind_is_searched(samples: dict[str, tuple[list[str], list[str]]]) -> None:
    assert sorted(samples) == sorted(kind.name for kind in KINDS)


@settings(max_examples=effort(100, 300))
@given(st.data())
def test_every_part_of_every_text_of_every_kind_is_found(
    samples: dict[str, tuple[list[str], list[str]]], data: st.DataObject
) -> None:
    shown, found = samples[data.draw(st.sampled_from(sorted(samples)))]
    text = data.draw(st.sampled_from([text for text in shown if len(text) > 1]))
    start = data.draw(st.integers(0, len(text) - 2))
    query = text[start : data.draw(st.integers(start + 2, len(text)))]
    assert holds(found, query)
    wanted = fold_needle(query)
    terms = terms_of(found)
    assert all(wanted[place : place + 2] in terms for place in range(len(wanted) - 1))


@pytest.mark.parametrize("query", ["435640.97", "435,640.97", "４３５６４０.９７", "435，640.97", " 435 640.97 "])
def test_an_amount_is_found_however_it_is_typed(query: str) -> None:
    assert holds(["支出 435,640.97 元"], query)


@pytest.mark.parametrize(
    ("text", "query"), [("−460.00 元", "-460"), ("ＡＢ座", "ab座"), ("straße", "STRASSE"), ("ΑΣ", "ας")]
)
def test_width_case_and_the_look_of_minus_do_not_matter(text: str, query: str) -> None:
    assert holds([text], query)


# --- pieces -----------------------------------------------------------------------------------------------------------


def test_pieces_are_newest_first_small_and_hold_every_line_once(tmp_path: Path) -> None:
    write_samples(tmp_path)
    for year in (2024, 2025):
        rows = "".join(
            f"  - 编号: {number:05}\n    日期: {year}-03-02\n    摘要: 第 {number} 笔修路，用于村道硬化\n"
            "    科目: 公益支出\n    支出: 12.50\n    账户: 现金\n"
            for number in range(2_500)
        )
        head = sample_of(kind_named("ledger")).partition("明细:")[0]
        head = "".join(
            f"期间: {year}-03\n" if line.startswith("期间:") else line for line in head.splitlines(keepends=True)
        )
        (tmp_path / VILLAGE / f"finance/{year}-03.yml").write_text(f"{head}明细:\n{rows}", "utf-8")
    (context,) = (context for context in contexts(tmp_path) if context.place.is_village)
    pieces = list(pieces_of(searched_records(context)))
    names = [piece.name for piece in pieces]
    assert names == sorted(names, key=lambda name: (-int(name[:4]), int(name[5:-5] or 0)))
    assert {"2026.json", "2025-1.json", "2025-2.json", "2024-1.json"} <= set(names)
    assert all(len(piece.content) < 1.3 * LARGEST for piece in pieces)
    folder = search_folder(context.place.path)
    files = {folder + piece.name: piece.content for piece in pieces}
    terms = terms_in(files, context.place.path, files.__getitem__)
    assert terms == terms_of(text for piece in pieces for text in piece.texts)
    lines = [line for record in searched_records(context) for line in record.lines[1::2]]
    kept = [text for content in files.values() for row in json.loads(content) for text in row[4::2]]
    assert sorted(kept) == sorted(lines)
    assert texts_in([json.loads(content) for content in files.values()])
