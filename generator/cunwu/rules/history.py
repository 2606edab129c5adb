"""HIS: between what was published and what is proposed. A figure may be corrected; it never changes silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import takewhile
from shlex import quote

from cunwu.core.frozen import replace
from cunwu.core.problem import FILE_START, Problem, Spot
from cunwu.core.refusal import Refusal
from cunwu.history.change import WITHHELD, Change, ChangeKind, RecordKey, text_of
from cunwu.history.closing import ClosedOn, Closing
from cunwu.history.compare import compare_reused, find_item
from cunwu.history.explanations import (
    NOTES,
    Where,
    is_put_back,
    note_numbered,
    numbered,
    subject_of,
    value_of,
)
from cunwu.history.versions import Version, Versions, read_versions
from cunwu.kinds.parts import row_numbered, spec_at
from cunwu.records.board import kind_at
from cunwu.records.privacy import hide_leaks
from cunwu.records.quotable import quotable
from cunwu.values.placeholders import APPROVAL, NEW_VALUE, REASON
from cunwu.yaml.reader import Mapping as MappingNode, Scalar, Step, node_at, read_yaml, spot_at

_SOURCE = "program/corrections"

HIS_REFUSALS: Mapping[str, Refusal] = {
    refusal.code: refusal
    for refusal in (
        Refusal(
            "HIS001",
            "figure_changed_silently",
            "「{field}」公布过的是 {before}，现在是 {after}，没有写更正",
            "改回原值；确实要改，写上更正：{command}",
            _SOURCE,
        ),
        Refusal(
            "HIS002",
            "item_vanished",
            "编号 {item} 公布过，现在没有了",
            f"把它放回来；作废的用 cunwu withdraw {{file}} {{item}} --reason {REASON} --approved {APPROVAL} 撤销，"
            "条目本身留着",
            _SOURCE,
        ),
        Refusal(
            "HIS003",
            "record_vanished",
            "{label}{record}公布过，现在没有了",
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
            f"确实是后来才补的，写上补录：cunwu late {{file}} {{item}} --reason {REASON} --approved {APPROVAL}",
            _SOURCE,
        ),
        Refusal(
            "HIS021",
            "row_slipped_into_what_was_whole",
            "编号 {item} 是后来加进「{list}」的，{label}{state}，没有写补录",
            f"确实是后来才补的，写上补录：cunwu late {{file}} {{item}} --reason {REASON} --approved {APPROVAL}",
            _SOURCE,
        ),
        Refusal(
            "HIS006",
            "number_reused",
            "{subject}以前公布过，后来没有了；现在又用了这个编号，内容和原来的不一样（{words}）",
            "要放回来，就照原样放回来；记的是别的事，就换一个没有用过的编号",
            _SOURCE,
        ),
        Refusal(
            "HIS010",
            "correction_corrects_nothing",
            "更正 {number} 对不上：{fault}",
            "更正只写公布过又真的改了的；原值照抄改以前公布的，两次更正要一次接一次；没有改就删去这一条",
            _SOURCE,
        ),
    )
}


def check_against_base(
    before: Mapping[str, bytes], after: Mapping[str, bytes], closed_on: ClosedOn, as_of: date
) -> tuple[Problem, ...]:
    """Forbidden changes of published records, sorted; `before` and `after` hold the files that differ, by path."""
    return told_in(after, check_versions(read_versions(before, after), Closing(closed_on, as_of)))


def check_versions(versions: Versions, closing: Closing) -> Iterator[Problem]:
    """The problems of `check_against_base` for versions that are read already; unsorted and without their lines."""
    for key in versions.old.keys() | versions.new.keys():
        yield from _problems_of(key, versions, closing)


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


def check_astray(versions: Versions, gone: GoneContent, is_new: Callable[[str], bool]) -> Iterator[Problem]:
    """Corrections that correct nothing: the value did not change, was never published, or was another one.

    `is_new` tells whether a place has published nothing yet: its records may come with corrections from elsewhere.
    """
    for key, new in versions.new.items():
        old = versions.old.get(key)
        for note, where in _astray_notes(key, versions, is_new):
            if any(_put_back(gone((*key, number)), note) for number in ("", where[0], text_of(note, "编号"))):
                continue
            fault = _fault_of(old, where)
            spot = spot_of(new, Change(*key, text_of(note, "编号"), "", ChangeKind.ASTRAY))
            yield HIS_REFUSALS["HIS010"].problem(new.path, spot, number=text_of(note, "编号"), fault=fault)


def _astray_notes(
    key: RecordKey, versions: Versions, is_new: Callable[[str], bool]
) -> Iterator[tuple[MappingNode, Where]]:
    """Corrections of one record that do not fit what was published, each with what it is about."""
    new = versions.new[key]
    if key not in versions.old:
        notes = numbered(value_of(new.node, "更正")).values()
        yield from () if is_new(key[0]) else ((note, subject_of(note)) for note in notes)
        return
    for change in versions.changes_of(key):
        note = note_numbered(new.node, "更正", change.after) if change.kind is ChangeKind.ASTRAY else None
        if note is not None:
            yield note, (change.item, change.field)


def _put_back(content: bytes | None, note: MappingNode) -> bool:
    node = read_yaml(content, "")[0] if content is not None else None
    return node is not None and is_put_back(node, "更正", note)


def _fault_of(old: Version | None, where: Where) -> str:
    """What does not fit, without quoting a value: it may be the name of somebody who receives help."""
    place = f"编号 {where[0]} 的「{where[1]}」" if where[0] else f"「{where[1]}」"
    if old is None:
        return "这份记录还没有公布过，没有可更正的"
    stood = node_at(old.node, path_to(old, Change("", "", "", *where, ChangeKind.ASTRAY)))
    if stood is None or (where[0] and find_item(old.node, where[0]) is None):
        return f"{place}没有公布过，没有可更正的"
    return f"{place}公布过的不是它写的原值，或者并没有改"


def told_in(files: Mapping[str, bytes], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems with the lines they point at in `files`, sorted, with personal numbers hidden."""
    told = (problem.with_line(_lines(problem.file, files.get(problem.file, b""))) for problem in problems)
    return tuple(sorted(problem.with_texts(hide_leaks) for problem in told))


def _lines(path: str, content: bytes) -> list[str]:
    found = kind_at(path)
    return quotable(content.decode("utf-8", "replace").removeprefix("\ufeff").splitlines(), found[1] if found else None)


def _problems_of(key: RecordKey, versions: Versions, closing: Closing) -> Iterator[Problem]:
    old, new = versions.old.get(key), versions.new.get(key)
    if old is None:
        return
    for change in closing.changes_of(versions, key):
        if change.kind is ChangeKind.UNEXPLAINED:
            yield _unexplained(change, old, new)
        elif change.kind is ChangeKind.SLIPPED_IN and new is not None:
            yield _slipped_in(change, old, new, closing)


def _slipped_in(change: Change, old: Version, new: Version, closing: Closing) -> Problem:
    """A row that came into a period that is closed, or else into a list that was whole."""
    late = closing.closed_for(change, old, new)
    facts = {"file": new.path, "item": change.item}
    if late is not None:
        period, closed = late
        facts |= {"period": period.label, "closed": closed.isoformat()}
        return HIS_REFUSALS["HIS005"].problem(new.path, spot_of(new, change), **facts)
    words = [step for step in path_to(new, change) if isinstance(step, str)]
    closes = type(new.record).closes
    state = "公布时已经有了结果" if closes is not None and closes.by else "公布了就是完整的一份"
    facts |= {"list": words[-1] if words else "", "label": new.kind.label, "state": state}
    return HIS_REFUSALS["HIS021"].problem(new.path, spot_of(new, change), **facts)


def _unexplained(change: Change, old: Version, new: Version | None) -> Problem:
    if new is None:
        name = change.record or old.record.title
        facts = {"label": old.kind.label, "record": f"「{name}」" if name else ""}
        return HIS_REFUSALS["HIS003"].problem(old.path, FILE_START, **facts)
    if change.field in NOTES:
        return HIS_REFUSALS["HIS004"].problem(new.path, FILE_START, word=change.field, item=change.item)
    if not change.field:
        return HIS_REFUSALS["HIS002"].problem(new.path, FILE_START, item=change.item, file=new.path)
    if WITHHELD in (change.before, change.after):
        row = f"编号 {change.item} 的" if change.item else ""
        return Problem(
            new.path,
            spot_of(new, change),
            "HIS001",
            f"公布过的名单里，{row}「{change.field}」改了（不列出），没有写更正",
            HIS_REFUSALS["HIS001"].remedy.format(command=_command(change, new, NEW_VALUE)),
        )
    before, after = _where_they_differ(change.before, change.after or "空")
    facts = {
        "field": change.field,
        "before": before,
        "after": after,
        "command": _command(change, new, _typed(new, change)),
    }
    problem = HIS_REFUSALS["HIS001"].problem(new.path, spot_of(new, change), **facts)
    spec = spec_at(type(new.record), path_to(new, change))
    return replace(problem, remedy=f"{_GO_ON}{problem.remedy}") if spec is not None and spec.outcome else problem


def _where_they_differ(before: str, after: str) -> tuple[str, str]:
    """Both texts in one line each; of texts in several lines only the lines that differ."""
    old, new = (text.splitlines() or [""] for text in (before, after))
    if len(old) == len(new) == 1:
        return before, after
    same = _alike(old, new)
    behind = _alike(old[same:][::-1], new[same:][::-1])
    return _lines_of(old, same, behind), _lines_of(new, same, behind)


def _alike(one: list[str], other: list[str]) -> int:
    """How many lines at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _lines_of(lines: list[str], same: int, behind: int) -> str:
    own = " / ".join(line for line in lines[same : len(lines) - behind] if line)
    return f"{'……' if same else ''}{f'「{own}」' if own else '（没有这一行）'}{'……' if behind else ''}"


_GO_ON = "后来的情况接在原来的话后面写，数只往上加，不用更正；原来写得不对的，"


def _command(change: Change, new: Version, value: str) -> str:
    """The line to type that corrects a published value; a list of values is corrected by hand."""
    spec = spec_at(type(new.record), path_to(new, change))
    if spec is None or spec.form is None or spec.many:
        return "打开文件，在「更正」里加一条，写明字段、原值、新值、原因、批准和日期"
    words = ("cunwu", "correct", new.path, change.item or "-", change.field)
    return f"{' '.join(map(_for_shell, words))} {_for_shell(value)} --reason {REASON} --approved {APPROVAL}"


def _for_shell(word: str) -> str:
    """A word as one types it: without quotes where none are needed, a text of several lines in one line."""
    if word and all(sign.isalnum() or sign in "-_./:" for sign in word):
        return word
    if "\n" not in word:
        return quote(word)
    escaped = word.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    return f"$'{escaped}'"


def path_to(version: Version, change: Change) -> tuple[Step, ...]:
    """The words and positions that lead to what changed in the file of a version."""
    place: tuple[Step, ...] = (row_numbered(version.record, change.item) or ((), None))[0]
    return (*place, *(change.field.split(".") if change.field else ()))


def spot_of(version: Version, change: Change) -> Spot:
    """Where a change stands in the file of a version."""
    return spot_at(version.node, path_to(version, change))


def _typed(version: Version, change: Change) -> str:
    """The value as it was typed; empty for a list and for a value that is not there."""
    node = node_at(version.node, path_to(version, change))
    return node.text if isinstance(node, Scalar) else ""
