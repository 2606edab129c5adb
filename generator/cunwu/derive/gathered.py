"""Totals that another site published for everything below a place: read from a file, they roll up like built ones."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from cunwu.core.frozen import fields_in, replace
from cunwu.derive.summary import HOUSEHOLDS, Summary, Tally
from cunwu.derive.summary_form import NO_COUNTS, VERSION, from_plain
from cunwu.records.board import GATHERED, Board
from cunwu.records.places import Place

_LONGEST = 1_000_000
"""Largest size in bytes; the file of a county has some thousands."""
_MOST = 10**13
"""Largest count that is accepted."""


def with_gathered(own: Summary, board: Board, as_of: date) -> Summary:
    """A region's summary plus the totals of the site below it, as of the day of that site's build."""
    gathered = read_gathered(board, as_of)
    if gathered is None:
        return own
    return replace(own, tally=own.tally + gathered.tally, as_of=gathered.as_of)


def read_gathered(board: Board, as_of: date) -> Summary | None:
    """The summary file in a region's folder; None if there is none.

    Raises ValueError with a message for the clerk if it cannot be added up.
    """
    content = None if board.place.is_village else board.read_attachment(GATHERED)
    if content is None:
        return None
    return check_gathered(content, board.place, as_of)


def check_gathered(content: bytes, place: Place, as_of: date) -> Summary:
    """The summary that another site published of a region. Raises ValueError like `read_gathered`."""
    summary = _read(content)
    reason = _misfit(summary, place, as_of)
    if reason:
        raise ValueError(reason)
    return summary


def _read(content: bytes) -> Summary:
    if len(content) > _LONGEST:
        raise ValueError("比 1 MB 还大，不是公开板的汇总")
    try:
        plain: Any = json.loads(content)
        version = plain["version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError("不是公开板的汇总，或者没有下载完整") from None
    if version != VERSION:
        raise ValueError(f"写着第 {str(version)[:20]} 版，这个程序只读第 {VERSION} 版")
    try:
        summary = from_plain(plain)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError("栏目不全，或者写法不对") from None
    if not all(_is_count(getattr(summary.tally, name)) for name in _COUNTS):
        raise ValueError("有的数不是零或正整数")
    if summary.tally.households_visited is not None and summary.tally.households_visited.unit != HOUSEHOLDS:
        raise ValueError("走访的户数应以户为单位")
    return summary


_COUNTS = tuple(name for name in fields_in(Tally) if name not in NO_COUNTS)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < _MOST  # True is an int too


def _misfit(summary: Summary, place: Place, as_of: date) -> str:
    """Why this summary cannot be added up at this place; empty if it can."""
    if summary.name != place.name:
        return f"是「{str(summary.name)[:20]}」的，不是「{place.name}」的"
    if summary.as_of > as_of:
        return f"做于 {summary.as_of.isoformat()}，还没有到"
    if summary.is_demonstration and not place.is_demonstration:
        return "是演示数据，region.yml 没有写「演示: 是」"
    if place.children:
        return "会算两遍：这个文件夹里已经有下面的地方"
    return ""
