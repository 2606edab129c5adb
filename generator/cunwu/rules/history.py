"""HIS: between what was published and what is proposed. A figure may be corrected; it never changes silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from cunwu.core.problem import FILE_START, Problem, Spot
from cunwu.core.refusal import Refusal
from cunwu.derive.disclosure import accounts_due_day, due_day
from cunwu.history.change import WITHHELD, Change, ChangeKind, RecordKey
from cunwu.history.compare import NOTES, compare_reused
from cunwu.history.versions import Version, Versions, read_versions
from cunwu.kinds.base import written
from cunwu.kinds.common import Settings
from cunwu.kinds.ledger import Ledger
from cunwu.kinds.parts import numbered_items
from cunwu.records.board import kind_at, quotable
from cunwu.records.privacy import hide_leaks
from cunwu.values.period import Period
from cunwu.yaml.reader import Scalar, Step, node_at, read_yaml, spot_at

_SOURCE = "program/corrections"

HIS_REFUSALS: Mapping[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            "HIS001",
            "figure_changed_silently",
            "「{field}」公布过的是 {before}，现在是 {after}，没有写更正",
            "改回原值；确实要改，就在「更正」里写明 {where}字段 {field}、原值 {typed_before}、新值 {typed_after}、"
            "原因、批准、日期",
            _SOURCE,
        ),
        Refusal(
            "HIS002",
            "item_vanished",
            "编号 {item} 公布过，现在没有了",
            "把它放回来；作废的用 cunwu withdraw {file} {item} --reason 原因 --approved 批准 撤销，条目本身留着",
            _SOURCE,
        ),
        Refusal(
            "HIS003",
            "record_vanished",
            "{label}「{record}」公布过，现在没有了",
            "把文件放回来；公布过的记录不能删除，编号和期间也不能改",
            _SOURCE,
        ),
        Refusal(
            "HIS004",
            "explanation_altered",
            "{word} {item} 公布过，现在改动了或没有了",
            "照原样放回来；更正、撤销、补录、屏蔽只能往后加，不能改",
            _SOURCE,
        ),
        Refusal(
            "HIS005",
            "entry_slipped_into_closed_period",
            "编号 {item} 是新加的，{period} 在 {closed} 已经截止，没有写补录",
            "在「补录」里写明条目 {item}、原因、批准和日期",
            _SOURCE,
        ),
        Refusal(
            "HIS006",
            "number_reused",
            "{subject}以前公布过，后来没有了；现在又用了这个编号，内容和原来的不一样（{words}）",
            "要放回来，就照原样放回来；记的是别的事，就换一个没有用过的编号",
            _SOURCE,
        ),
    )
}


def check_against_base(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    settings_of: Callable[[str], Settings],
    as_of: date,
) -> tuple[Problem, ...]:
    """Forbidden changes of published records, sorted; `before` and `after` hold the files that differ, by path.

    `settings_of` returns the settings of a place by its path; until when a period stays open depends on them.
    """
    return told_in(after, check_versions(read_versions(before, after), settings_of, as_of))


def check_versions(versions: Versions, settings_of: Callable[[str], Settings], as_of: date) -> Iterator[Problem]:
    """The problems of `check_against_base` for versions that are read already; unsorted and without their lines."""
    for key in versions.old.keys() | versions.new.keys():
        yield from _problems_of(key, versions, settings_of, as_of)


GoneContent = Callable[[tuple[str, str, str, str]], bytes | None]
"""Place, kind, record, item (empty for the record) → the file in which it last stood; None if it never vanished."""


def check_reused(versions: Versions, gone: GoneContent) -> Iterator[Problem]:
    """Numbers that belonged to something else before: a number is never given to another thing."""
    for key, new in versions.new.items():
        for change in versions.changes_of(key):
            if change.kind not in (ChangeKind.ADDED, ChangeKind.LATE) or change.field:
                continue
            content = gone((*key, change.item))
            node, _ = read_yaml(content, new.path) if content is not None else (None, ())
            differing = compare_reused(change, new.kind, node, new.node) if node is not None else ()
            if differing:
                subject = f"编号 {change.item} " if change.item else f"{new.kind.label}「{change.record}」"
                words = "、".join(dict.fromkeys(part.field or part.item for part in differing))
                yield HIS_REFUSALS["HIS006"].problem(new.path, spot_of(new, change), subject=subject, words=words)


def told_in(files: Mapping[str, bytes], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems with the lines they point at in `files`, sorted, with personal numbers hidden."""
    told = (problem.with_line(_lines(problem.file, files.get(problem.file, b""))) for problem in problems)
    return tuple(sorted(problem.with_texts(hide_leaks) for problem in told))


def _lines(path: str, content: bytes) -> list[str]:
    found = kind_at(path)
    return quotable(content.decode("utf-8", "replace").removeprefix("\ufeff").splitlines(), found[1] if found else None)


def _problems_of(
    key: RecordKey, versions: Versions, settings_of: Callable[[str], Settings], as_of: date
) -> Iterator[Problem]:
    old, new = versions.old.get(key), versions.new.get(key)
    if old is None:
        return
    for change in versions.changes_of(key):
        if change.is_growth and new is not None and _is_open(new, settings_of(key[0]), as_of):
            continue
        if change.kind is ChangeKind.UNEXPLAINED:
            yield _unexplained(change, old, new)
        elif change.kind is ChangeKind.ADDED and change.item and not change.field and new is not None:
            yield from _slipped_in(change, new, settings_of(key[0]), as_of)


def _is_open(version: Version, settings: Settings, as_of: date) -> bool:
    """Whether the period of a record is not due yet: until then its counts grow and its balances move."""
    period = getattr(version.record, version.record.dated_by, None) if version.record.dated_by else None
    return isinstance(period, Period) and as_of <= due_day(period, accounts_due_day(settings))


def _slipped_in(change: Change, new: Version, settings: Settings, as_of: date) -> Iterator[Problem]:
    """A new item of a ledger whose period is closed; records of other kinds stay open."""
    explained = {one.number for one in written(new.record.explanations)}
    if not isinstance(new.record, Ledger) or change.item in explained:
        return
    closed = due_day(new.record.period, accounts_due_day(settings))
    if as_of > closed:
        facts = {"item": change.item, "period": new.record.period.label, "closed": closed.isoformat()}
        yield HIS_REFUSALS["HIS005"].problem(new.path, spot_of(new, change), **facts)


def _unexplained(change: Change, old: Version, new: Version | None) -> Problem:
    if new is None:
        facts = {"label": old.kind.label, "record": change.record}
        return HIS_REFUSALS["HIS003"].problem(old.path, FILE_START, **facts)
    if change.field in NOTES:
        return HIS_REFUSALS["HIS004"].problem(new.path, FILE_START, word=change.field, item=change.item)
    if not change.field:
        return HIS_REFUSALS["HIS002"].problem(new.path, FILE_START, item=change.item, file=new.path)
    facts = {
        "field": change.field,
        "before": change.before,
        "after": change.after or "空",
        "where": f"条目 {change.item}、" if change.item else "",
        "typed_before": change.before if change.before == WITHHELD else _typed(old, change) or change.before,
        "typed_after": change.after if change.after == WITHHELD else _typed(new, change) or "空",
    }
    return HIS_REFUSALS["HIS001"].problem(new.path, spot_of(new, change), **facts)


def path_to(version: Version, change: Change) -> tuple[Step, ...]:
    """The words and positions that lead to what changed in the file of a version."""
    items = numbered_items(version.record)
    place: tuple[Step, ...] = next((place for place, item in items if item.number == change.item), ())
    return (*place, *(change.field.split(".") if change.field else ()))


def spot_of(version: Version, change: Change) -> Spot:
    """Where a change stands in the file of a version."""
    return spot_at(version.node, path_to(version, change))


def _typed(version: Version, change: Change) -> str:
    """The value as it was typed; empty for a list and for a value that is not there."""
    node = node_at(version.node, path_to(version, change))
    return node.text if isinstance(node, Scalar) else ""
