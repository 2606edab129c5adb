"""What inspections found, with sign and word of how it stands: open and late first, what is put right last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cunwu.core.paths import BOARD
from cunwu.derive.inspections import Fate, Inspected
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import item_anchor, relative
from cunwu.pages.parts.tables import laid_out
from cunwu.pages.parts.view import Cell, Column, Row, Table


def fate_cell(fate: Fate, label: str, *, is_good: bool = False) -> Cell:
    """How something stands that was found."""
    if is_good:
        return Cell("✓ 不用改", label, "good")
    if fate.is_open:
        if fate.late:
            return Cell(f"✕ {fate.due}以前要改好，过了 {fate.late} 天还没有", label, "bad")
        return Cell(_still_open(fate.due), label, "quiet")
    if fate.mended in ("不详", "不适用"):
        return Cell("改好了，哪一天不详" if fate.mended == "不详" else "不用改", label, "quiet")
    if fate.late:
        return Cell(f"! {fate.mended}改好，晚了 {fate.late} 天", label, "late")
    return Cell(f"✓ {fate.mended}改好", label, "good")


def withdrawn_cell(reason: str, label: str) -> Cell:
    """What stands in place of that beside a finding that was withdrawn."""
    return Cell(f"已撤销：{reason}", label, "quiet")


def _still_open(due: str) -> str:
    """How something stands that is in time, or of which nobody can say that it is late."""
    if not due:
        return "· 还没有改好，没有定期限"
    is_day = due.endswith(("日", "月", "年"))
    return f"· {due}以前改好" if is_day else f"· 还没有改好，期限：{due}"


def urgency_of(fate: Fate) -> tuple[bool, int]:
    """What to sort by: open ones first, and of these the latest."""
    return not fate.is_open, -fate.late


def inspected_table(context: PlaceContext, url: str) -> Table | None:
    """What inspections of places above found of this place; None where there is nothing of it."""
    labels = ("看到的", "现在怎样", "哪次督查")
    rows = tuple(
        Row(
            (
                Cell(one.told, labels[0]),
                withdrawn_cell(one.withdrawn, labels[1])
                if one.withdrawn
                else fate_cell(one.fate, labels[1], is_good=one.is_good),
                _which(url, one, labels[2]),
            ),
            struck=bool(one.withdrawn),
        )
        for one in in_order(context.inspected)
    )
    return laid_out(Table("上级督查看到的", tuple(map(Column, labels)), rows)) if rows else None


def in_order(found: Iterable[Inspected]) -> Sequence[Inspected]:
    """Open ones first and of these the latest, boards in good order behind, what was withdrawn last."""
    return sorted(found, key=lambda one: (one.withdrawn != "", one.is_good, *urgency_of(one.fate)))


def _which(url: str, one: Inspected, label: str) -> Cell:
    page = f"{BOARD}/{one.url_name}.html"
    return Cell(f"{one.region}：{one.title}", label, href=relative(url, page, item_anchor(one.number)))
