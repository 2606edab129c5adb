"""HIS: what a request does as a whole. A large fall needs confirmation; records and the program go separately."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from cunwu.core.frozen import Frozen
from cunwu.core.paths import RECORDS
from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, Problem
from cunwu.git.repository import BlobChange
from cunwu.history.change import Change, ChangeKind, RecordKey
from cunwu.history.start import ROOT_FILE, Start
from cunwu.history.totals import sums_of
from cunwu.history.versions import Version, Versions
from cunwu.kinds.fields import word_of
from cunwu.kinds.parts import field_named, numbered_items
from cunwu.kinds.region import Region
from cunwu.rules.history import path_to, spot_of
from cunwu.rules.privacy import CONFIRM
from cunwu.rules.request_refusals import REQUEST_REFUSALS
from cunwu.values.money import ZERO, Money, format_difference, format_yuan, total
from cunwu.values.placeholders import is_no_reason
from cunwu.yaml.reader import Mapping as MappingNode, Step, key_spot_at

_SHARE = 30
"""Per cent: a fall or a share above this is large."""
_WORTH = Money(1000_00)
"""A sum that was smaller than this before may fall to any amount."""
_MANY_IN_PLACE, _ENOUGH_IN_LIST = 5, 4
"""This many withdrawals at once in one place are many; a share is taken only of lists with this many items."""

_CONFIRMATION = regex(r"^[ \t]*确认大幅变动[ \t]*[：:][ \t]*(\S.*?)\s*$", re.MULTILINE)


def confirmations_in(messages: Iterable[str]) -> tuple[str, ...]:
    """The reasons for a large change in messages of commits, in their order, each once."""
    return _reasons_in(messages, _CONFIRMATION)


def _reasons_in(messages: Iterable[str], pattern: re.Pattern[str]) -> tuple[str, ...]:
    reasons = (reason for message in messages for reason in pattern.findall(message))
    return tuple(dict.fromkeys(reason for reason in reasons if not is_no_reason(reason)))


def check_times(commits: Iterable[tuple[str, date]], newest: date) -> Iterator[Problem]:
    """Commits, by id and day, that claim a day after `newest`: the day of publication would be false for good."""
    for commit, day in commits:
        if day > newest:
            facts = {"commit": commit[:12], "day": day.isoformat()}
            yield REQUEST_REFUSALS["HIS013"].problem(f"提交 {commit[:12]}", FILE_START, **facts)


_NOT_PERSONAL = regex(rf"^[ \t]*{CONFIRM}[ \t]*[：:][ \t]*(\S.*?)\s*$", re.MULTILINE)


def answers_in(messages: Iterable[str]) -> tuple[str, ...]:
    """The reasons why what was suspected to be personal is not, in messages of commits, each once."""
    return _reasons_in(messages, _NOT_PERSONAL)


def check_start(start: Start, node: MappingNode, *, is_new: bool) -> Iterator[Problem]:
    """What a request says of the beginning of the history, if it is stated anew or does not hold."""
    if start.trouble or is_new:
        refusal = REQUEST_REFUSALS["HIS020" if start.trouble else "HIS019"]
        path = (word_of(Region, "history_start"),)
        yield refusal.problem(ROOT_FILE, key_spot_at(node, path), sentence=start.sentence)


# --- large falls ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Revision:
    """One published record that a request changes and explains."""

    key: RecordKey
    old: Version
    new: Version
    changes: tuple[Change, ...]

    @property
    def label(self) -> str:
        """The kind and the name of the record: 收支「合作社 2026-03」."""
        return f"{self.new.kind.label}「{self.key[2]}」" if self.key[2] else self.new.kind.label

    @cached_property
    def lists(self) -> Mapping[str, str]:
        """Number → the words of its list, for every item of the published version that was not withdrawn."""
        record = self.old.record
        return {
            item.number: _words(path) for path, item in numbered_items(record) if item.number not in record.withdrawn
        }

    def is_unsettled(self, field: str) -> bool:
        """Whether a change below a field is unexplained: it is refused already, and the sum will change again."""
        return any(f"{field}·".startswith(f"{words}·") for words in self._unexplained)

    @cached_property
    def _unexplained(self) -> frozenset[str]:
        silent = (change for change in self.changes if change.kind is ChangeKind.UNEXPLAINED)
        return frozenset(_words(path_to(self.old, change)) for change in silent)


def large_changes(versions: Versions) -> Iterator[Problem]:
    """Changes that somebody has to confirm: falling amounts and totals, and many withdrawals at once."""
    revisions = (
        _Revision(key, versions.old[key], versions.new[key], versions.changes_of(key))
        for key in sorted(versions.old.keys() & versions.new.keys())
    )
    for _, group in groupby((one for one in revisions if one.changes), key=lambda one: one.key[0]):
        of_place = list(group)
        yield from _falls(versions, of_place)
        yield from _withdrawals(of_place)


def _falls(versions: Versions, revisions: Sequence[_Revision]) -> Iterator[Problem]:
    """Corrected amounts that fell, then totals of a record, then of the place; each fall is reported only once."""
    sums: dict[tuple[str, str], list[_Sum]] = {}
    for one in revisions:
        told = set[str]()
        for change in (change for change in one.changes if change.kind is ChangeKind.CORRECTED):
            before, after = _amount(one.old, change), _amount(one.new, change)
            if before is not None and after is not None and _fell(before, after):
                told.add(_words(path_to(one.new, change)))
                subject = f"{one.label}{f'编号 {change.item} ' if change.item else ''}的「{change.field}」"
                yield _fall(one, subject, before, after, change)
        old, new = sums_of(versions, one.key)
        for field, before in old.items():
            if not one.is_unsettled(field):
                sums.setdefault((one.key[1], field), []).append(_Sum(one, before, new.get(field, ZERO), field in told))
    for (_, field), parts in sums.items():
        yield from _fallen_totals(field, parts)


class _Sum(Frozen):
    """The sum of one field over one record, before and after."""

    of: _Revision
    before: Money
    after: Money
    told: bool
    """Whether the fall of a single amount in it is reported already."""


def _fallen_totals(field: str, parts: Sequence[_Sum]) -> Iterator[Problem]:
    told = any(part.told for part in parts)
    for part in parts:
        if not part.told and _fell(part.before, part.after):
            told = True
            yield _fall(part.of, f"{part.of.label}的「{field}」合计", part.before, part.after)
    before, after = total(part.before for part in parts), total(part.after for part in parts)
    if not told and _fell(before, after):
        most = max(parts, key=lambda part: part.before - part.after).of
        yield _fall(most, f"{most.new.kind.label} {len(parts)} 份的「{field}」合计", before, after)


def _fell(before: Money, after: Money) -> bool:
    return before >= _WORTH and (before.fen - after.fen) * 100 > before.fen * _SHARE


def _fall(one: _Revision, subject: str, before: Money, after: Money, change: Change | None = None) -> Problem:
    facts = {
        "subject": subject,
        "before": format_yuan(before),
        "after": format_yuan(after),
        "difference": format_difference(before, after),
    }
    spot = spot_of(one.new, change) if change is not None else FILE_START
    return REQUEST_REFUSALS["HIS007"].problem(one.new.path, spot, **facts)


def _amount(version: Version, change: Change) -> Money | None:
    """The amount of a changed field in a version; None if the version has no such amount."""
    items = {item.number: item for _, item in numbered_items(version.record)}
    item = items.get(change.item) if change.item else version.record
    named = field_named(item, change.field) if item is not None and change.field else None
    value = getattr(named[0], named[1].name) if named is not None and named[0] is not None else None
    return value if isinstance(value, Money) else None


# --- many withdrawals -------------------------------------------------------------------------------------------------


def _withdrawals(revisions: Sequence[_Revision]) -> Iterator[Problem]:
    """Items withdrawn at once: many in the place, or a great part of one list of a record."""
    taken = [
        (one, one.lists.get(change.item, ""), change)
        for one in revisions
        for change in one.changes
        if change.kind is ChangeKind.WITHDRAWN and (change.item in one.lists or not change.item)
    ]
    if len(taken) >= _MANY_IN_PLACE:
        one, _, change = taken[0]
        yield _too_many(one, change, f"这个地方一次撤销 {len(taken)} 条")
        return
    for (one, words), group in groupby(sorted(taken, key=_by_list), key=lambda row: row[:2]):
        changes, whole = [change for *_, change in group], list(one.lists.values()).count(words)
        if whole >= _ENOUGH_IN_LIST and len(changes) * 100 > whole * _SHARE:
            yield _too_many(one, changes[0], f"{one.label}的「{words}」{whole} 条里撤销 {len(changes)} 条，超过三成")


def _by_list(row: tuple[_Revision, str, Change]) -> tuple[RecordKey, str]:
    return row[0].key, row[1]


def _too_many(one: _Revision, change: Change, subject: str) -> Problem:
    return REQUEST_REFUSALS["HIS008"].problem(one.new.path, spot_of(one.new, change), subject=subject)


def _words(path: Sequence[Step]) -> str:
    """The words of a path without the positions: 明细·支出."""
    return "·".join(step for step in path if isinstance(step, str))


# --- records and program ----------------------------------------------------------------------------------------------

_TOLD = 5
"""At most this many files are named; further ones are counted."""


_HEAD = regex(r"heads/[^\x00]*[0-9]{7}-[0-9a-f]{16}\.checkpoint")


def is_head(path: str) -> bool:
    """Whether a file is the head of another board's ledger, as `cunwu gather` keeps it."""
    return _HEAD.fullmatch(path) is not None


def check_heads(changes: Sequence[BlobChange], contents: Mapping[str, bytes]) -> Iterator[Problem]:
    """A problem for each head of another board that a request takes out of heads/, or writes anew.

    A head proves what was published elsewhere; one that does not fit is evidence. It may be signed, and moved within
    heads/: below a folder of its own, `cunwu gather` no longer asks for it.
    """
    kept = {change.after for change in changes if change.after and change.path.startswith("heads/")}
    for change in changes:
        if not is_head(change.path) or not change.before or change.before in kept:
            continue
        if not (change.after and contents[change.after].startswith(contents[change.before])):
            yield REQUEST_REFUSALS["HIS034"].problem(change.path, FILE_START)


def check_mixture(paths: Sequence[str]) -> Iterator[Problem]:
    """A problem if `paths`, relative to the project, hold records and what decides how they are judged or shown."""
    program = sorted(path for path in paths if is_program(path))
    if not program or not any(path.startswith(f"{RECORDS}/") for path in paths):
        return
    yield REQUEST_REFUSALS["HIS009"].problem(program[0], FILE_START, files=name_files(program))


def check_outside(paths: Sequence[str]) -> Iterator[Problem]:
    """A word to the reviewer if `paths` hold no record: that nothing was found in records says nothing then."""
    if paths and not any(path.startswith(f"{RECORDS}/") for path in paths):
        yield REQUEST_REFUSALS["HIS016"].problem(min(paths), FILE_START, files=name_files(sorted(paths)))


def name_files(paths: Sequence[str]) -> str:
    """A few files by name and the others by their count."""
    return "、".join(paths[:_TOLD]) + (f" 等 {len(paths)} 个" if len(paths) > _TOLD else "")


def is_program(path: str) -> bool:
    """Whether a file decides how records are read, judged or shown: all but records, prose at the root, the licence.

    Pages in content/ count: they tell people what the records mean. Heads that `cunwu gather` kept do not: they are
    committed with the totals that they vouch for, or lost with the clone.
    """
    is_prose = "/" not in path and (path.endswith(".md") or path == "LICENSE")
    return not (path.startswith(f"{RECORDS}/") or is_prose or is_head(path))
