"""Numbers → coordinates of small charts; the templates only draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cunwu.derive.balances import Share
from cunwu.pages.parts.view import Bar, BarChart, Flag, FlaggedPoint, LineChart, Mark
from cunwu.values.money import Money, format_yuan, shares

_WIDTH, _HEIGHT, _MARGIN = 600, 160, 14


def line_chart(
    title: str, labels: Sequence[str], amounts: Sequence[Money], flagged: Sequence[FlaggedPoint] = ()
) -> LineChart | None:
    """A line over months, with those points of which something is to be known; None for fewer than two points."""
    if len(amounts) < 2:
        return None
    values = [amount.fen for amount in amounts]
    low, high = min(0, *values), max(0, *values)
    spread = max(high - low, 1)
    step = (_WIDTH - 2 * _MARGIN) / (len(values) - 1)
    places = [
        (f"{_MARGIN + position * step:.1f}", _height(value, low, spread)) for position, value in enumerate(values)
    ]
    marks = tuple(
        Mark(x, y, f"{label}：{format_yuan(amount)} 元")
        for (x, y), label, amount in zip(places, labels, amounts, strict=True)
    )
    return LineChart(
        title=title,
        points=" ".join(f"{x},{y}" for x, y in places),
        marks=marks,
        zero=_height(0, low, spread),
        first=labels[0],
        last=labels[-1],
        high=f"{format_yuan(max(amounts))} 元",
        low=f"{format_yuan(min(amounts))} 元",
        flagged=tuple(point for point in flagged if point.flags),
    )


def _height(value: int, low: int, spread: int) -> str:
    return f"{_HEIGHT - _MARGIN - (value - low) / spread * (_HEIGHT - 2 * _MARGIN):.1f}"


def bar_chart(
    title: str,
    parts: Sequence[Share],
    flags: Mapping[str, tuple[Flag, ...]],
    hrefs: Mapping[str, str],
    *,
    whole: bool = True,
) -> BarChart | None:
    """Shares by account title; None when there are none or when red entries make a part negative.

    `hrefs` lead from a title to all its bills. Without the `whole` of the amounts, the title says that the shares are
    of those that are known.
    """
    fen = [part.amount.fen for part in parts]
    if not any(fen) or min(fen) < 0:
        return None
    largest, percents = max(fen), shares(fen)
    return BarChart(
        title if whole else f"{title}（只算写明金额的）",
        tuple(
            Bar(
                part.title,
                format_yuan(part.amount),
                percent,
                f"{part.amount.fen / largest * 100:.1f}%",
                flags.get(part.title, ()),
                hrefs.get(part.title, ""),
            )
            for part, percent in zip(parts, percents, strict=True)
        ),
    )
