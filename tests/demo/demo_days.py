"""When each record of the demonstration county is published: some days after what it speaks of, each time the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from cunwu.kinds.record import Kind
from cunwu.values.dates import parse_partial_day
from cunwu.yaml.reader import Step

Plain = Mapping[str, Any]
"""A record as tables, lists and texts."""
Place = tuple[Step, ...]
"""Where a part stands in its record."""

FIRST_DAY = date(2025, 11, 1)
"""The program, the places and everything that is no demonstration."""
LAST_DAY = date(2026, 11, 28)
"""By now all that is shipped has been published."""

LATE: Mapping[str, date] = {
    "qinghe/datian/finance/2026-09.yml": date(2026, 11, 18),  # 34 days late; not yet signed by all, so not on the wall
    "qinghe/shanghe/finance/2026-10-cunweihui.yml": date(2026, 11, 13),  # speaks of a withdrawal of the day before
    "qinghe/regulations/02.yml": date(2026, 1, 9),  # repealed by one that was posted the day before
    "qinghe/selections/2026-03.yml": date(2026, 3, 2),  # announced before anybody had applied
    "qinghe/selections/2026-04.yml": date(2026, 4, 3),
    "qinghe/zhuxi/village.yml": date(2026, 1, 1),  # the fifth village joined then
    # What is said of a thing, or of a debt, was known from this day on only.
    "qinghe/datian/debts/2019-1.yml": date(2026, 1, 30),
    "qinghe/lianhua/assets/z04.yml": date(2026, 11, 6),
    "qinghe/lianhua/debts/2026-2.yml": date(2026, 11, 6),
    "qinghe/shanghe/assets/z05.yml": date(2026, 5, 12),
    "qinghe/shanghe/assets/z07.yml": date(2025, 12, 9),
    "qinghe/shanghe/assets/z08.yml": date(2026, 6, 8),
    "qinghe/shanghe/benefits/2026-zhongqiu.yml": date(2026, 10, 12),
    "qinghe/shanghe/debts/2022-1.yml": date(2026, 1, 12),
    "qinghe/shanghe/debts/2026-2.yml": date(2026, 9, 10),
    "qinghe/shiqiao/assets/z02.yml": date(2026, 8, 13),
    "qinghe/shiqiao/assets/z03.yml": date(2026, 5, 28),
    "qinghe/shiqiao/assets/z06.yml": date(2026, 10, 13),
    "qinghe/shiqiao/debts/2021-1.yml": date(2026, 4, 10),
    "qinghe/zhuxi/assets/z01.yml": date(2026, 2, 5),
    "qinghe/zhuxi/assets/z02.yml": date(2026, 1, 22),
}
"""Records that appear on another day than their like."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """One shipped record of the demonstration county."""

    name: str
    """Its path below the county."""
    kind: Kind[Any]
    plain: Plain
    published: date

    @property
    def village(self) -> str:
        """The folder of its village."""
        return village_of(self.name)


def spread(first: int, last: int, *words: object) -> int:
    """A number from `first` to `last` that looks like chance; for the same words always the same."""
    digest = sha256("|".join(map(str, words)).encode()).digest()
    return first + int.from_bytes(digest[:4], "big") % (last - first + 1)


def village_of(name: str) -> str:
    """The folder of the village that a record belongs to; empty for those of the county and the town."""
    _, *below = name.split("/")
    return below[0] if len(below) > 2 or below[-1:] == ["village.yml"] else ""


def round_day(village: str, year: int, month: int) -> date:
    """The day of a month on which a village puts up what comes every month: attendance, visits, what became of it."""
    return date(year, month, spread(2, 6, "round", village, year, month))


def next_round(village: str, day: date) -> date:
    """The first monthly round on or after a day; the last day of all where there is none before it."""
    this = round_day(village, day.year, day.month)
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    found = this if this >= day else round_day(village, following.year, following.month)
    return min(found, LAST_DAY)


def day_of(text: str) -> date:
    """The first day of a date that may end with its month or year."""
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def month_after(period: str) -> tuple[int, int]:
    """Year and month that follow a month or quarter: 2026-03, 2026-Q1."""
    year, part = period.split("-")
    last = int(part[1:]) * 3 if part.startswith("Q") else int(part)
    return int(year) + last // 12, last % 12 + 1


def first_of(period: str) -> date:
    """The first day of a day, a month, a year or a range of them."""
    return parse_partial_day(period.partition("..")[0]).first


def last_of(period: str) -> date:
    """The last day of a day, a month, a year or a range of them."""
    return parse_partial_day(period.rpartition("..")[2]).last


def publication_day(name: str, kind: str, plain: Plain) -> date:
    """The day on which a record first appears; `name` is its path below the county."""
    if name in LATE:
        return LATE[name]
    return max(FIRST_DAY, _DAYS[kind](village_of(name), plain)) if kind in _DAYS else FIRST_DAY


def meeting_day(village: str, number: str) -> date:
    """When the minutes of a meeting appear; its number is its day."""
    return day_of(number) + timedelta(spread(1, 5, "meeting", village, number))


_DAYS: Mapping[str, Callable[[str, Plain], date]] = {
    "ledger": lambda _, plain: day_of(plain["公布"]["日期"]),
    "attendance": lambda village, plain: round_day(village, *month_after(plain["月份"])),
    "visit": lambda village, plain: round_day(village, *month_after(plain["期间"])),
    "meeting": lambda village, plain: meeting_day(village, plain["编号"]),
    "project": lambda village, plain: meeting_day(village, plain["决策会议"]),
    "tender": lambda _, plain: day_of(plain["报名起"]),
    "request": lambda village, plain: round_day(village, *month_after(plain["期间"])),
    "notice": lambda _, plain: day_of(plain["起"]),
    "deed": lambda _, plain: day_of(plain["日期"]) + timedelta(2),
    "posting": lambda _, plain: day_of(plain["起"]) + timedelta(1),
    "budget": lambda village, plain: max(day_of(plain["公布"]["日期"]), meeting_day(village, plain["会议"])),
    "statement": lambda _, plain: day_of(plain["公布"]["日期"]),
    "audit": lambda _, plain: day_of(plain["公布"]["日期"]),
    "benefit": lambda _, plain: day_of(plain["公示"]["起"]),
    "levy": lambda village, plain: meeting_day(village, plain["会议"]),
    "asset": lambda _, plain: day_of(plain.get("取得时间", "2000")) + timedelta(4),
    "contract": lambda _, plain: day_of(plain["签订"]) + timedelta(3),
    "debt": lambda _, plain: day_of(plain["发生"]) + timedelta(6),
    # What cadres do: rules and plans at the beginning of their time, reports and results after its end.
    "linkage": lambda _, plain: first_of(plain["期间"]) + timedelta(4),
    "goal": lambda _, plain: first_of(plain["期间"]) + timedelta(15),
    "rubric": lambda _, plain: first_of(plain["施行"]) + timedelta(7),
    "pledge": lambda _, plain: day_of(plain["签订"][0]["日期"]) + timedelta(1),
    "weekly": lambda _, plain: last_of(plain["期间"]) + timedelta(1),
    "stay": lambda village, plain: round_day(village, *month_after(plain["期间"])),
    "assessment": lambda _, plain: last_of(plain["期间"]) + timedelta(20),
    "conduct": lambda _, plain: day_of(plain["明细"][0]["日期"]) + timedelta(2),
    "training": lambda _, plain: last_of(plain["时间"]) + timedelta(3),
    "officers": lambda _, plain: day_of(plain["起"]) + timedelta(10),
    "service": lambda _, plain: day_of(plain["起"]),
    "roster": lambda _, plain: first_of(plain["期间"]) + timedelta(4),
    "diary": lambda village, plain: round_day(village, *month_after(plain["月份"])),
    "rating": lambda _, plain: day_of(plain["召开日期"]) + timedelta(4),
    "bulletin": lambda _, plain: last_of(plain["时间"]) + timedelta(2),
    "inspection": lambda _, plain: last_of(plain["时间"]) + timedelta(2),
    "facility": lambda _, plain: first_of(plain["时间"]) + timedelta(3),
    "regulation": lambda _, plain: first_of(plain["起"]) + timedelta(3),
    "schedule": lambda _, plain: last_of(plain["期间"]) + timedelta(5),
    "makeup": lambda _, plain: last_of(plain["时间"]) + timedelta(8),
}
"""Kind → when a record of it appears; places are there from the first day on."""

PATIENT = frozenset({"deed", "asset", "contract", "debt"})
"""Kinds of which a record waits some days for other news of its village."""
UNHURRIED = PATIENT | {
    *("project", "posting", "levy", "audit"),
    *("team", "linkage", "pledge", "assessment", "conduct", "training"),
}
"""Kinds whose news wait some days for other news of their village."""


def with_other_news(day: date, busy: Collection[date]) -> date:
    """The first day, at most a week later, on which the village publishes anyway; else the day itself."""
    days = (day + timedelta(waited) for waited in range(8))
    return min(next((one for one in days if one in busy), day), LAST_DAY)


_MENTION = re.compile(r"(?:([0-9]{4})-([0-9]{2})-([0-9]{2}))|(?:([0-9]{4}) 年 )?([0-9]{1,2}) 月(?: ([0-9]{1,2}) 日)?")


def days_mentioned(text: str, near: date) -> Iterator[date]:
    """Every day, or month by its first day, that a text names; without a year it is the one nearest to `near`."""
    for hit in _MENTION.finditer(text):
        if hit[1]:
            yield date(int(hit[1]), int(hit[2]), int(hit[3]))
            continue
        month, day = int(hit[5]), int(hit[6] or 1)
        if not 1 <= month <= 12:
            continue
        years = [int(hit[4])] if hit[4] else [near.year - 1, near.year, near.year + 1]
        yield min((date(year, month, day) for year in years), key=lambda found: abs(found - near))
