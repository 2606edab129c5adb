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
from cunwu.core.problem import FILE_START, Problem, Severity
from cunwu.core.refusal import Refusal
from cunwu.history.change import Change, ChangeKind, RecordKey
from cunwu.history.start import ROOT_FILE, Start
from cunwu.history.totals import sums_of
from cunwu.history.versions import Version, Versions
from cunwu.kinds.fields import word_of
from cunwu.kinds.parts import field_named, numbered_items
from cunwu.kinds.region import Region
from cunwu.rules.history import path_to, spot_of
from cunwu.rules.privacy import CONFIRM
from cunwu.values.money import ZERO, Money, format_difference, format_yuan, total
from cunwu.values.placeholders import REASON_HERE, is_no_reason
from cunwu.yaml.reader import Mapping as MappingNode, Step, key_spot_at

_SOURCE = "program/requests"
_CONFIRM = (
    "核对以后确实如此，就在提交说明里另起一行写「确认大幅变动：」，后面写原因；已经提交的，再加一个提交："
    f'git commit --allow-empty -m "确认大幅变动：{REASON_HERE}"'
)

REQUEST_REFUSALS: Mapping[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            "HIS007",
            "amount_fell_far",
            "{subject}从 {before} 元降到 {after} 元（{difference}），少了三成以上",
            _CONFIRM,
            _SOURCE,
        ),
        Refusal("HIS008", "many_items_withdrawn", "一次撤销得太多：{subject}", _CONFIRM, _SOURCE),
        Refusal(
            "HIS009",
            "records_and_program_changed_together",
            "同一个申请里既改记录又改程序，请分成两个；改到的程序文件：{files}",
            "把记录和程序分成两个申请，各自检查、各自合并；改程序的先合并。确实要允许，先在最上面的 region.yml 写"
            "「公开设置」里的 记录程序同改: 是，合并以后再申请",
            _SOURCE,
        ),
        Refusal(
            "HIS011",
            "settings_changed",
            "「{word}」从 {before} 改为 {after}；以前已经到期的，仍按原来的算",
            "核对是不是该改、谁定的；改得对就不用动，合并以后才照新的算",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS019",
            "history_begins_elsewhere",
            "{sentence}",
            "核对那以前是不是只有示例，是就不用动；这句话也会写在网站上",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS014",
            "words_taken_down",
            "{label}{where}的「{field}」屏蔽了：原来的内容以后哪里也看不到",
            "核对原来的内容确实是个人信息，依法该撤；单位、地名、事由不是个人信息，改回来",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS020",
            "start_of_history_does_not_hold",
            "{sentence}",
            "写还只有示例的最后一个提交，示例的地方全部删去；不是从示例开始的，不写这一行",
            _SOURCE,
        ),
        Refusal(
            "HIS015",
            "takedown_of_what_is_nobodys",
            "{label}{where}的「{field}」{fault}",
            "把原来的内容放回来，删去这条屏蔽；里面有个人姓名的，只屏蔽姓名：cunwu redact 加 --part",
            _SOURCE,
        ),
        Refusal(
            "HIS016",
            "only_other_files_changed",
            "这次申请没有改记录，改的是：{files}；没有检查任何记录",
            "网站怎样做、怎样检查由这些文件决定，请看得懂程序的人看过再合并",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS017",
            "commit_time_excuses_lateness",
            "提交写的时间是 {day}，{period}{fault}：照它算，就不算逾期了",
            "用合并提交（git merge --no-ff）合并，公布的日子就是合并那天；电脑的日期错了，调对再提交",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS018",
            "periods_owed_no_more",
            "改了{words}，以前已经到期的 {count} 期就不再算这个村该公开的了",
            "核对是不是该改、谁定的；以前欠的要不要补，先说清楚再合并",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS022",
            "goal_met_when_set",
            "「{goal}」是新定的目标，要达到 {aim}，这时已达到 {achieved}",
            "核对是先定的目标还是先有的数；照旧档案补登的不用改，还在做的，照文件写真正的目标",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS025",
            "place_called_otherwise",
            "{what}：以前公布的，以后都在它下面",
            "核对是不是该改、谁定的；两个村的名字、文件夹对调，一个村的数就成了另一个村的",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS026",
            "irregularity_gone",
            "公布过的反常不见了：{code} {message}；{cause}",
            "核对是改对了，还是改得看不出来了；数本来抄错的，写更正",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS023",
            "figure_filled_in_after_closing",
            "{where}「{field}」填上了 {after}：{period}在 {closed} 已经截止，公布的时候没有写",
            "核对原件；填了它，这一期的合计、够不够规定就要重新算",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS024",
            "waiver_given",
            "准许「{place}」从 {since} 到 {until} 不照 {code}：{reason}（批准：{approved}）",
            "核对是不是该准许、谁定的；合并以后这句话写在反常的旁边",
            _SOURCE,
            Severity.NOTICE,
        ),
        Refusal(
            "HIS013",
            "commit_from_the_future",
            "提交 {commit} 写的时间是 {day}，还没有到",
            "把电脑的日期和时间调对，再提交一次：git commit --amend --date=now --no-edit；前面的提交用 git rebase",
            _SOURCE,
        ),
    )
}

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
        (one, one.lists[change.item], change)
        for one in revisions
        for change in one.changes
        if change.kind is ChangeKind.WITHDRAWN and change.item in one.lists
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

    Pages in content/ count: they tell people what the records mean.
    """
    is_prose = "/" not in path and (path.endswith(".md") or path == "LICENSE")
    return not (path.startswith(f"{RECORDS}/") or is_prose)
