"""Which part of a shipped record was known from which day on: before it, the record stood without that part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from demo_days import LAST_DAY, Place, Plain, Shipped, day_of, days_mentioned, meeting_day, next_round, spread
from demo_earlier import KNOWN_SINCE
from demo_projects import project_parts

from cunwu.kinds.base import FieldSpec, Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.forms import DAYS
from cunwu.yaml.reader import Step

_DATES = DAYS
_PLANS = frozenset({"计划", "截止", "加入日期", "到期", "期限", "整改期限"})
"""Dates of what is still to come, or of what was long known."""
_OPEN_ENDED = frozenset({"posting", "team", "officers"})
"""Kinds whose 止 is an event; a notice says beforehand until when it hangs."""
_HAPPENED: Mapping[str, tuple[str, ...]] = {
    "linkage": ("到访",),
    "conduct": ("明细",),
    "assessment": ("结果运用",),
    "pledge": ("签订",),
    "team": ("成员",),
}
"""Kind → lists whose items are there from their day on, though the day itself may be left out of them."""
_PROGRESS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "goal": (("目标", "已达到"), ("目标", "完成"), ("目标", "凭据"), ("任务", "进展")),
    "pledge": (("内容", "做得怎样"),),
    "inspection": (("墙上的公开栏", "进展"),),
}
"""Kind → lists and words that say how far it came."""
_STOCK_TAKING = date(2026, 11, 8)
"""When it is told of all villages how far they came."""


def holds_of(record: Shipped, entries: Mapping[str, date]) -> Mapping[Place, date]:
    """Place of a part → the day on which it joins the record; `entries` says since when ledger entries are public."""
    found: dict[Place, date] = {}
    for path, day in _by_rule(record, entries):
        found[path] = max(found.get(path, day), day)
    found |= _by_hand(record)
    if record.kind.name in ("meeting", "visit", "stay", "linkage"):  # what came of it is told at the next monthly round
        found = {path: next_round(record.village, day) for path, day in found.items() if day > record.published}
    return {path: min(day, LAST_DAY) for path, day in found.items() if day > record.published}


def _by_rule(record: Shipped, entries: Mapping[str, date]) -> Iterator[tuple[Place, date]]:
    yield from _dated(record.kind.name, record.kind.record, record.plain, ())
    yield from _late_items(record.plain)
    if record.kind.name in ("meeting", "visit", "stay"):
        yield from _outcomes(record)
    yield from _happened(record)
    yield from _progress(record)
    if record.kind.name == "project":
        yield from project_parts(record, entries)
    else:
        yield from _backed(record, entries)
    if record.kind.name == "inspection":
        yield from _mended(record.plain)
    if record.kind.name == "tender":
        yield from _opened(record.plain)
    if record.kind.name in ("village", "region"):
        yield from _figures_of_a_time(record)


def _opened(plain: Plain) -> Iterator[tuple[Place, date]]:
    """Who bid, how many came and what was said of it is known when the bids are open."""
    rounds = [day_of(one["日期"]) for one in plain.get("开标", ())]
    for word in ("报价单", "报名家数", "反常说明"):
        if rounds and word in plain:
            yield (word,), rounds[-1]
    for place, one in enumerate(plain.get("异议和答复", ())):
        for word in ("答复", "答复日期"):
            if word in one:
                yield ("异议和答复", place, word), day_of(one["答复日期"])


def _mended(plain: Plain) -> Iterator[tuple[Place, date]]:
    """How something was put right is told with its day."""
    for word in ("发现", "墙上的公开栏"):
        for place, row in enumerate(plain.get(word, ())):
            if "改好日期" in row:
                yield (word, place, "怎样改的"), day_of(row["改好日期"])


def _backed(record: Shipped, entries: Mapping[str, date]) -> Iterator[tuple[Place, date]]:
    """A part that names a ledger entry, or a meeting, comes no earlier than what it names."""
    for word, value in record.plain.items():
        parts = [((word, place), part) for place, part in enumerate(value)] if isinstance(value, list) else []
        for where, part in parts:
            named = part if isinstance(part, dict) else {}
            if "流水" in named:
                yield where, entries[f"{record.village} {named['流水']}"]
            if record.kind.name == "budget" and "会议" in named:
                yield where, meeting_day(record.village, named["会议"])


def _dated(kind: str, model: type[Item], plain: Plain, path: Place) -> Iterator[tuple[Place, date]]:
    """A part with a date is known from that day: the whole item where the date is required, else the date alone."""
    for spec in fields_of(model):
        if spec.word not in plain:
            continue
        value, here = plain[spec.word], (*path, spec.word)
        if spec.model is not None:
            parts = [((*here, number), part) for number, part in enumerate(value)] if spec.many else [(here, value)]
            for where, part in parts:
                yield from _dated(kind, spec.model, part, where)
        elif _is_event(kind, spec, value):
            yield (path if spec.required else here), day_of(value)


def _is_event(kind: str, spec: FieldSpec, value: object) -> bool:
    if spec.form not in _DATES or spec.many or not isinstance(value, str) or not value[:1].isdigit():
        return False
    return spec.word not in _PLANS and (spec.word != "止" or kind in _OPEN_ENDED)


def _by_hand(record: Shipped) -> dict[Place, date]:
    """What the table of `demo_earlier` says; an item is named there by its number."""
    return {located(record.plain, words): day for (name, *words), day in KNOWN_SINCE.items() if name == record.name}


def located(plain: Any, words: Sequence[str]) -> Place:
    """The path of words and numbers of items as a path of words and positions."""
    path: Place = ()
    for word in words:
        step: Step = word
        if isinstance(plain, list):
            step = next(place for place, item in enumerate(plain) if item["编号"] == word)
        path, plain = (*path, step), plain[step]
    return path


def _outcomes(record: Shipped) -> Iterator[tuple[Place, date]]:
    """What became of a decision or a request: known by the days it names, else some weeks later."""
    for items, word, patience in (("决议", "落实", 25), ("明细", "答复", 0), ("明细", "结果", 0)):
        for place, item in enumerate(record.plain.get(items, ())):
            known = [day for day in days_mentioned(item.get(word, ""), record.published) if day <= LAST_DAY]
            if word in item:
                yield (items, place, word), max(known, default=record.published + timedelta(patience))


def _happened(record: Shipped) -> Iterator[tuple[Place, date]]:
    """Visits of leaders, rewards, those who joined later: each from its day on; an answer from that of the answer."""
    for items in _HAPPENED.get(record.kind.name, ()):
        for place, item in enumerate(record.plain.get(items, ())):
            if day := item.get("日期") or item.get("起"):
                yield (items, place), day_of(day)
    if record.kind.name == "weekly":
        for place, item in enumerate(record.plain.get("问题", ())):
            if "答复日期" in item:
                yield ("问题", place, "答复"), day_of(item["答复日期"])


def _progress(record: Shipped) -> Iterator[tuple[Place, date]]:
    """How far goals and promises came, where no other day is known for it."""
    for items, word in _PROGRESS.get(record.kind.name, ()):
        for place, item in enumerate(record.plain.get(items, ())):
            if word in item:
                yield (items, place, word), _STOCK_TAKING


def _late_items(plain: Plain) -> Iterator[tuple[Place, date]]:
    """An item with a 补录 came on the day of its 补录."""
    late = {note["条目"]: day_of(note["日期"]) for note in plain.get("补录", ())}
    for word, items in plain.items():
        for place, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and item.get("编号") in late and word != "补录":
                yield (word, place), late[item["编号"]]


def _figures_of_a_time(record: Shipped) -> Iterator[tuple[Place, date]]:
    """The figures of a year are there in the February that follows; those of a month early in the next."""
    for place, indicator in enumerate(record.plain.get("指标", ())):
        when = indicator.get("时间", "")
        if len(when) == 4:
            yield ("指标", place), date(int(when) + 1, 2, spread(9, 20, record.name))
        elif when:
            yield ("指标", place), day_of(when) + timedelta(33)
