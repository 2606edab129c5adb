"""The versions of every record of the demonstration county, derived from the one that is shipped."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from demo_days import FIRST_DAY, PATIENT, UNHURRIED, Place, Plain, Shipped, day_of, publication_day, with_other_news
from demo_earlier import EARLIER_TEXTS
from demo_holds import holds_of, located
from demo_projects import state_of

from cunwu.records.board import kind_at
from cunwu.yaml.form import format_text
from cunwu.yaml.reader import read_yaml, to_plain

COUNTY = "villages/yanshi/"


@dataclass(frozen=True, slots=True)
class Version:
    """A record as it stood from one day on."""

    name: str
    day: date
    content: bytes
    is_new: bool
    stands_alone: str
    """更正, 撤销 or 补录: what this version brings, in a commit of its own; empty for any other."""


def all_versions(files: Mapping[str, bytes]) -> list[Version]:
    """Every version of every record, attachments included, each record's in order; `files` by path below the county."""
    records = _shipped({name: content for name, content in files.items() if kind_at(COUNTY + name)})
    since = _public_since(records)
    busy = _busy_days(records)
    versions = [
        version
        for record in records
        for version in _versions_of(record, files[record.name], since, busy[record.village])
    ]
    known = {record.name for record in records}
    return versions + [_attached(name, files[name], versions) for name in files if name not in known]


def _shipped(files: Mapping[str, bytes]) -> list[Shipped]:
    found = []
    for name, content in files.items():
        at = kind_at(COUNTY + name)
        node, problems = read_yaml(content, name)
        if at is None or node is None:
            raise ValueError(f"{name}: {problems}")
        plain: Any = to_plain(node)
        found.append(Shipped(name, at[1], plain, publication_day(name, at[1].name, plain)))
    busy = _busy_days(found)
    return [
        replace(record, published=with_other_news(record.published, busy[record.village]))
        if record.kind.name in PATIENT
        else record
        for record in found
    ]


def _busy_days(records: Iterable[Shipped]) -> Mapping[str, set[date]]:
    """Village → the days on which it publishes something that does not wait."""
    days: dict[str, set[date]] = {}
    for record in records:
        found = days.setdefault(record.village, set())
        if record.kind.name not in UNHURRIED:
            found.add(record.published)
    return days


def _public_since(records: Iterable[Shipped]) -> Mapping[str, date]:
    """Village and reference of a ledger entry → the day on which its ledger appears."""
    return {
        f"{record.village} {record.plain['期间']}#{entry['编号']}": record.published
        for record in records
        if record.kind.name == "ledger"
        for entry in record.plain.get("明细", ())
    }


def _attached(name: str, content: bytes, versions: Iterable[Version]) -> Version:
    """A file beside the records comes with the first version that names it."""
    folder, _, file = name.rpartition("/")
    village = folder.rpartition("/")[0]
    naming = (one.day for one in versions if one.name.startswith(village) and file.encode() in one.content)
    return Version(name, min(naming, default=FIRST_DAY), content, is_new=True, stands_alone="")


def _versions_of(
    record: Shipped, content: bytes, since: Mapping[str, date], busy: Collection[date]
) -> Iterator[Version]:
    joined = _joining_days(record, holds_of(record, since), busy)
    texts: dict[Place, tuple[date, str]] = {
        located(record.plain, words): earlier
        for (name, *words), earlier in EARLIER_TEXTS.items()
        if name == record.name
    }
    alone = _days_of_notes(record.plain)
    days = {record.published, *joined.values(), *(day for day, _ in texts.values())}
    before: Any = None
    for day in sorted(days):
        plain = _standing(record, joined, texts, day)
        if plain != before:
            shown = content if plain == record.plain else _text_of(plain)
            yield Version(record.name, day, shown, is_new=before is None, stands_alone=alone.get(day, ""))
        before = plain
    if before != record.plain:
        raise AssertionError(f"{record.name} does not end as it is shipped")


def _days_of_notes(plain: Plain) -> Mapping[date, str]:
    """Day → what an explaining list says of it."""
    notes = [(day_of(note["日期"]), word) for word in ("更正", "撤销", "补录") for note in plain.get(word, ())]
    return dict(notes)


def _joining_days(record: Shipped, holds: Mapping[Place, date], busy: Collection[date]) -> Mapping[Place, date]:
    """Path → the day of the version that brings it: the very day of a 更正, with other news where it can wait."""
    alone = _days_of_notes(record.plain)
    told = {day: day for day in holds.values()}
    if record.kind.name in UNHURRIED:
        told = {day: day if day in alone else with_other_news(day, busy) for day in told}
    for day, shown in told.items():
        while shown in alone and day not in alone:
            shown += timedelta(1)  # noqa: PLW2901 - the day after it, if that is free
        told[day] = shown
    return {path: told[day] for path, day in holds.items()}


def _standing(record: Shipped, joined: Mapping[Place, date], texts: Mapping[Place, tuple[date, str]], day: date) -> Any:
    """The record as it stood on a day."""

    def pruned(node: Any, path: Place) -> Any:
        if path in texts and day < texts[path][0]:
            return texts[path][1]
        if isinstance(node, dict):
            kept = {key: pruned(value, (*path, key)) for key, value in node.items() if there((*path, key))}
            return {key: value for key, value in kept.items() if value not in ({}, [])}
        if isinstance(node, list):
            return [pruned(part, (*path, place)) for place, part in enumerate(node) if there((*path, place))]
        return node

    def there(path: Place) -> bool:
        return joined.get(path, day) <= day

    before = _with_published_values(record.plain, day)
    plain = pruned(before, ())
    if record.kind.name == "project":
        plain["状态"] = state_of(plain, record.plain)
    if record.kind.name == "tender" and "开标" in record.plain:
        open_until = "报名中" if "报价单" not in plain else "公示中"
        plain["状态"] = record.plain["状态"] if "结果公示" in plain else open_until
    return plain


def _with_published_values(plain: Plain, day: date) -> Any:
    """The record with the values that stood before the corrections that are still to come."""
    copy = json.loads(json.dumps(plain))
    for note in reversed(copy.get("更正", ())):
        if day_of(note["日期"]) > day:
            holder = _item(copy, note.get("条目"))
            *groups, word = note["字段"].split(".")
            for group in groups:
                holder = holder[group]
            holder[word] = note["原值"]
    return copy


def _item(plain: Any, number: str | None) -> Any:
    """The item with a number, wherever in the record it stands; the record itself without one."""
    if number is None:
        return plain
    lists = (value for word, value in plain.items() if isinstance(value, list) and word not in ("更正", "撤销", "补录"))
    return next(part for items in lists for part in items if isinstance(part, dict) and part.get("编号") == number)


def _text_of(plain: Any) -> bytes:
    return format_text(json.dumps(plain, ensure_ascii=False)).encode()
