"""Days and months as the sheets of villages and programs state them: in titles, without their year, as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from unicodedata import normalize

from cunwu.core.patterns import regex
from cunwu.imports.cells import Grid, Raw
from cunwu.imports.headings import Head
from cunwu.imports.values import Unreadable, days_meant, text_of
from cunwu.kinds.fields import words_of
from cunwu.kinds.ledger import Entry
from cunwu.values.fold import fold_ascii

_YEAR_MONTH = regex(r"((?:19|20)[0-9]{2})年?度?[-./年]?0?([0-9]{1,2})月")
_YEAR = regex(r"(?<![0-9])((?:19|20)[0-9]{2})(?:年|年度)?(?![0-9])")
_MONTH = regex(r"(?<![0-9])(1[0-2]|0?[1-9])月(?:份)?(?![0-9])")
_RANGE = regex(r"[0-9]月?(?:[-—~～至到]+)(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月")
_DAY = words_of(Entry)["日期"]


def period_in(texts: Sequence[str], year: str) -> str:
    """The month (2026-03) or year that the titles, the name of the sheet or of the file state; empty if none."""
    bare = ["".join(normalize("NFKC", text).split()) for text in texts if len(text) < 60]
    for text in bare:
        if _RANGE.search(text):
            break
        if found := _YEAR_MONTH.search(text):
            return f"{found[1]}-{int(found[2]):02}" if 1 <= int(found[2]) <= 12 else found[1]
    years = [found[1] for text in bare if (found := _YEAR.search(text))]
    months = [found[1] for text in bare if (found := _MONTH.search(text)) and not _RANGE.search(text)]
    stated = years[0] if years else year
    if stated and months:
        return f"{stated}-{int(months[0]):02}"
    return stated


def whole_number(text: str) -> str:
    """“3月” → “3”; a text that is no number stays as it is."""
    digits = fold_ascii(text).strip().removesuffix("月").removesuffix("日").removesuffix("号")
    return str(int(digits)) if digits.isascii() and digits.isdigit() else digits


def settle_days(grid: Grid, head: Head, period: str) -> Mapping[int, str]:
    """Row → the day of a number such as 11.1 that the days above and below it leave no doubt of."""
    place = next((place for place, field in head.fields.items() if field == "日期"), None)
    if place is None:
        return {}
    days: dict[int, str | tuple[str, ...]] = {}
    for row in range(head.bottom + 1, len(grid.rows)):
        raw = grid.at(row, place)
        try:
            ways = tuple(text_of(day, _DAY, "", period).text for day in days_meant(raw))
            days[row] = ways or text_of(raw, _DAY, "", period).text
        except Unreadable:
            continue
    return _in_order({row: day for row, day in days.items() if day})


def _in_order(days: Mapping[int, str | tuple[str, ...]]) -> dict[int, str]:
    """Row → the day of a number that may mean two (11.1), where the days around it leave only one.

    Sure days are given as texts, doubtful ones as what they may mean; nothing is settled unless the sure ones ascend.
    """
    sure = [(row, day) for row, day in sorted(days.items()) if isinstance(day, str)]
    if not sure or [day for _, day in sure] != sorted(day for _, day in sure):
        return {}
    settled: dict[int, str] = {}
    for row, ways in days.items():
        if isinstance(ways, str):
            continue
        before = max((day for at, day in sure if at < row), default="")
        after = min((day for at, day in sure if at > row), default="9999")
        fitting = [day for day in ways if before <= day <= after]
        if len(fitting) == 1:
            settled[row] = fitting[0]
    return settled


def of_another_month(raw: Raw, period: str) -> str:
    """The day of a text without a year that lies in another month of the year than the sheet states; else empty."""
    if len(period) != len("2026-03") or not isinstance(raw, str):
        return ""
    try:
        text_of(raw, _DAY, "", period)
    except Unreadable:
        try:
            return text_of(raw, _DAY, "", period[:4]).text
        except Unreadable:
            pass
    return ""
