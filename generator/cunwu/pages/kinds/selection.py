"""The page of one selection: the steps, and the scores weighted and ranked so that a reader can do it again."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.derive.scores import is_same, ranks_in, shown, total_for
from cunwu.kinds.base import written
from cunwu.kinds.fields import fields_of
from cunwu.kinds.selection import CHOSEN, Applicant, Selection
from cunwu.pages.parts.besides import Besides
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor
from cunwu.pages.parts.plain_words import plain
from cunwu.pages.parts.sections import NOTHING, UNKNOWN_SUM, cell
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Section, Table

_TOTAL, _RANK = "算下来", "排第几"


def tell_selection(context: PlaceContext, url: str, selection: Selection) -> Besides:
    """Who was taken, in words; the applicants with every part of their total."""
    table = _table(context, url, selection)
    instead = (Section("报名的人", "applicants", tables=(table,), hint=_hint(selection)),) if table else ()
    return Besides(
        badge=(selection.way,),
        sentences=tuple(_sentences(selection)),
        instead=instead,
        hides=frozenset({"way"}),
        shows_was=frozenset({"applicants"}) if table else frozenset(),
    )


def _sentences(selection: Selection) -> Iterator[str]:
    posts = sum(post.people or 0 for post in selection.posts)
    chosen = sum(one.result == CHOSEN for one in selection.applicants)
    told = (
        f"{len(selection.posts)} 个岗位" if selection.posts else "",
        f"要 {posts} 人" if posts and all(post.people is not None for post in selection.posts) else "",
        f"{len(selection.applicants)} 人有记录" if selection.applicants else "",
        f"入选 {chosen} 人" if chosen else "",
    )
    said = "，".join(filter(None, told))
    if said:
        yield f"{said}。"
    if selection.weights and not any(one.scores for one in selection.applicants):
        yield "这里没有各人的得分，总分和名次不能重算。"


def _hint(selection: Selection) -> str:
    parts = " ＋ ".join(f"{weight.part} × {weight.weight}%" for weight in selection.weights)
    return f"总分 ＝ {parts}。「{_TOTAL}」「{_RANK}」由程序照得分算。" if parts else ""


def _table(context: PlaceContext, url: str, selection: Selection) -> Table | None:
    rows = written(selection.applicants)
    if not rows:
        return None
    specs = [
        spec
        for spec in fields_of(Applicant)
        if spec.name not in ("number", "scores") and any(getattr(row, spec.name) not in (None, ()) for row in rows)
    ]
    computes = any(total_for(selection.weights, row) is not None for row in rows)
    ranks = ranks_in(selection)
    labels = (*(weight.part for weight in selection.weights), _TOTAL, _RANK) if computes else ()
    columns = (
        Column(plain("编号")),
        *(Column(spec.word, numeric=bool(spec.unit)) for spec in specs),
        *(Column(label, numeric=True) for label in labels),
    )
    told = []
    for row in rows:
        stated = tuple(cell(context, url, spec, row, spec.word) for spec in specs)
        own = tuple(_computed(selection, row, ranks)) if computes else ()
        struck = row.number in selection.withdrawn
        note = "已撤销，不计入" if struck else ""
        told.append(Row((Cell(row.number, plain("编号")), *stated, *own), item_anchor(row.number), struck, note))
    return laid_out(Table("报名的人", columns, tuple(told)))


def _computed(selection: Selection, row: Applicant, ranks: dict[str, int]) -> Iterator[Cell]:
    """The scores, what they come to, and the place that gives; marked where something else was announced."""
    scores = row.scores if len(row.scores) == len(selection.weights) else ()
    for position, weight in enumerate(selection.weights):
        yield Cell(str(scores[position]), weight.part, numeric=True) if scores else _blank(weight.part)
    total = total_for(selection.weights, row)
    if total is None:
        yield _blank(_TOTAL)
        yield _blank(_RANK)
        return
    differs = row.total_score is not None and not is_same(row.total_score, total)
    yield Cell(shown(total), _TOTAL, "late" if differs else "", numeric=True)
    rank = ranks.get(row.number)
    if rank is None:
        yield Cell(UNKNOWN_SUM, _RANK, "quiet", numeric=True)
        return
    yield Cell(str(rank), _RANK, "late" if row.rank not in (None, rank) else "", numeric=True)


def _blank(label: str) -> Cell:
    return Cell(NOTHING, label, "blank", numeric=True)
