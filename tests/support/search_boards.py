"""Small boards whose search is looked into without a site: the samples of every kind, or a few files of one village."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.record import Kind
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.records.board import read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.search.lines import searched_records

AS_OF = date(2026, 11, 20)
VILLAGE = "villages/zhen/cun"
ROOT = "名称: 示例县\n级别: 县\n"


def write_samples(root: Path) -> None:
    """A town and a village with the sample of every kind."""
    for kind in KINDS:
        place = "villages/zhen" if kind.name == "region" else VILLAGE
        file = root / place / kind.files.replace("*.yml", "yangli.yml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(sample_of(kind), "utf-8")
    (root / "villages/region.yml").write_text(ROOT, "utf-8")


def kind_named(name: str) -> Kind[Any]:
    return next(kind for kind in KINDS if kind.name == name)


def contexts(root: Path) -> Iterator[PlaceContext]:
    source = FolderSource(root)
    for place in read_outline(source).root.walk():
        yield PlaceContext(Site(AS_OF, "board/assets/board.css", None), read_board(source, place))


def village_of(root: Path, files: Mapping[str, str]) -> PlaceContext:
    """The one village of a board of these files; a county and the village's own file are there unless given."""
    for name, text in {"villages/region.yml": ROOT, "villages/a/village.yml": "名称: 上河村\n", **files}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (context,) = (context for context in contexts(root) if context.place.is_village)
    return context


def lines_of(context: PlaceContext) -> list[str]:
    """Every line of a place, and every title."""
    return [text for record in searched_records(context) for text in (record.title, *record.lines[1::2])]
