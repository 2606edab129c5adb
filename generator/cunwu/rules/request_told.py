"""HIS: what a request does that no rule forbids, and that whoever merges it must have seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cunwu.core.frozen import replace
from cunwu.core.problem import FILE_START, Problem
from cunwu.history.change import Change, ChangeKind, RecordKey
from cunwu.history.closing import NUMBERS, Closing, dated
from cunwu.history.versions import Version, Versions
from cunwu.kinds.base import Item, Nature
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import word_of
from cunwu.kinds.goal import Goals, Target
from cunwu.kinds.parts import field_named, row_numbered, spec_at
from cunwu.kinds.region import Region
from cunwu.kinds.village import LegalPerson, Village
from cunwu.records.board import kind_at
from cunwu.records.takedown import QUOTES, rests_on_its_word, wrongly_gone
from cunwu.records.vouched import is_vouched
from cunwu.rules.history import path_to, spot_of
from cunwu.rules.request_refusals import REQUEST_REFUSALS
from cunwu.values.dates import PartialDay
from cunwu.values.period import Period
from cunwu.values.quantity import Quantity
from cunwu.yaml.reader import Scalar, node_at


def words_taken_down(versions: Versions) -> Iterator[Problem]:
    """Each field that is taken down, by its name and never by what it said; refused if it was nobody's."""
    for key in sorted(versions.old.keys() & versions.new.keys()):
        new = versions.new[key]
        for change in versions.changes_of(key):
            if change.kind is ChangeKind.REDACTED:
                label = f"{new.kind.label}「{key[2]}」" if key[2] else new.kind.label
                where = f"编号 {change.item} " if change.item else ""
                code, fault = _judged(versions.old[key], new, change)
                facts = {"label": label, "where": where, "field": change.field, "fault": fault}
                yield REQUEST_REFUSALS[code].problem(new.path, spot_of(new, change), **facts)


def goals_met_when_set(versions: Versions) -> Iterator[Problem]:
    """Each target that a request sets, and that is reached already: it asks for nothing."""
    for key, new in sorted(versions.new.items()):
        if not isinstance(new.record, Goals):
            continue
        old = versions.old[key].record if key in versions.old else None
        known = {one.number for one in old.targets if one.aim is not None} if isinstance(old, Goals) else set()
        for target in new.record.targets:
            aim, achieved = target.aim, target.achieved
            if target.number in known or not isinstance(aim, Quantity) or not isinstance(achieved, Quantity):
                continue
            if aim.unit == achieved.unit and achieved.number >= aim.number:
                spot = spot_of(new, Change(*key, target.number, word_of(Target, "aim"), ChangeKind.ADDED))
                facts = {"goal": target.goal, "aim": aim.text, "achieved": achieved.text}
                yield REQUEST_REFUSALS["HIS022"].problem(new.path, spot, **facts)


def _judged(old: Version, new: Version, change: Change) -> tuple[str, str]:
    """The code under which a takedown is told, and what is wrong with it."""
    path = path_to(old, change)
    was, now = node_at(old.node, path), node_at(new.node, path_to(new, change))
    # What a correction quotes is judged as the field that it is about.
    quoting = next((one for one in old.record.corrections if one.number == change.item), None)
    if quoting is not None and change.field in QUOTES:
        path = path_to(old, replace(change, item=quoting.item or "", field=quoting.field))
    spec = spec_at(type(old.record), path)
    if spec is None or not isinstance(was, Scalar):
        return "HIS014", ""
    before, after = was.text.strip(), now.text.strip() if isinstance(now, Scalar) else ""
    known = {one.number for one in old.record.redactions}
    notes = [one for one in new.record.redactions if (one.item or "", one.field) == (change.item, change.field)]
    vouched = any(is_vouched(one.reason, one.approved) for one in notes if one.number not in known)
    if fault := wrongly_gone(spec, before, after, vouched=vouched):
        return "HIS015", fault
    return "HIS033" if rests_on_its_word(spec, before, after) else "HIS014", ""


# --- figures that were left open --------------------------------------------------------------------------------------


def filled_in_late(versions: Versions, closing: Closing) -> Iterator[Problem]:
    """Figures that a record of a closed period had not told: sums and floors of that period are reckoned anew."""
    for key in sorted(versions.old.keys() & versions.new.keys()):
        old, new = versions.old[key], versions.new[key]
        period, place = dated(new), kind_at(old.path)
        closed = closing.missed(place[0], period) if isinstance(period, Period) and place is not None else None
        if not isinstance(period, Period) or closed is None:
            continue
        for change in closing.changes_of(versions, key):
            _, item = (row_numbered(new.record, change.item) or ((), None)) if change.item else ((), new.record)
            if change.kind is ChangeKind.ADDED and change.field and item and _is_figure(item, change.field):
                where = f"编号 {change.item} 的" if change.item else ""
                facts = {"where": where, "field": change.field, "after": change.after}
                facts |= {"period": period.label, "closed": closed.isoformat()}
                yield REQUEST_REFUSALS["HIS023"].problem(new.path, spot_of(new, change), **facts)


def _is_figure(item: Item, words: str) -> bool:
    named = field_named(item, words)
    value = getattr(named[0], named[1].name) if named is not None and named[0] is not None else None
    return named is not None and named[1].nature is Nature.FIGURE and isinstance(value, NUMBERS)


# --- states that were taken back --------------------------------------------------------------------------------------

_TOLD_BY_ITSELF = {
    *((model, name) for model in (Village, Region) for name in ("code", "demonstration", "retold", "history_start")),
    (LegalPerson, "credit_code"),
}
"""States of a place whose end is told with its names, its settings or its history."""
_OVER = frozenset(
    ("已到期", "已终止", "已清", "核销", "完工", "验收", "结算", "移交")  # of contracts, debts, projects
).union(("成交", "流标", "取消", "做完", "办完", "不办了"))
"""Words that say that something is over."""


def states_taken_back(versions: Versions, as_of: date) -> Iterator[Problem]:
    """States, which may move on without a reason, that moved back: a word is gone, an end undone, a past day another.

    A text that is gone is not quoted: it may have gone because it was personal.
    """
    for key in sorted(versions.old.keys() & versions.new.keys()):
        old, new = versions.old[key], versions.new[key]
        label = f"{new.kind.label}「{key[2]}」" if key[2] else new.kind.label
        for change in versions.changes_of(key):
            what = _taken_back(change, old, as_of) if change.kind is ChangeKind.PROGRESS else ""
            if what:
                where = f"编号 {change.item} " if change.item else ""
                facts = {"label": label, "where": where, "field": change.field, "what": what}
                yield REQUEST_REFUSALS["HIS032"].problem(new.path, spot_of(new, change), **facts)


def _taken_back(change: Change, old: Version, as_of: date) -> str:
    """What became of a state that was published; empty if it moved on."""
    _, item = (row_numbered(old.record, change.item) or ((), None)) if change.item else ((), old.record)
    holder, spec = (field_named(item, change.field) if item is not None else None) or (None, None)
    if holder is None or spec is None or isinstance(holder, Settings) or spec.nature is not Nature.STATE:
        return ""
    if not change.after:
        return "" if (type(holder), spec.name) in _TOLD_BY_ITSELF else "公布过，现在没有了"
    was = getattr(holder, spec.name)
    is_past = isinstance(was, date | PartialDay) and (was.last if isinstance(was, PartialDay) else was) <= as_of
    is_undone = bool(spec.form and spec.form.choices) and change.before in _OVER and change.after not in _OVER
    return f"公布过的是 {change.before}，现在是 {change.after}" if is_past or is_undone else ""


# --- irregularities that are gone -------------------------------------------------------------------------------------

_OPENLY = frozenset(
    (ChangeKind.CORRECTED, ChangeKind.POSTPONED, ChangeKind.WITHDRAWN, ChangeKind.LATE, ChangeKind.UNEXPLAINED)
)
"""Changes that say themselves what they do, or are refused."""
_NOT_QUOTED = "（里面的话屏蔽了，这里不说）"
_NAMED = 3
"""At most this many changes are named; further ones are counted."""


def irregularities_gone(
    versions: Versions, closing: Closing, before: Iterable[Problem], after: Iterable[Problem]
) -> Iterator[Problem]:
    """Irregularities of published records that a request makes disappear otherwise than by changes with their reason.

    `before` and `after` hold every problem of the places that a request touches, as published and as they would be.
    Those of one record and rule are told together; so are those of one rule in a place, where other files did it.
    """
    old, new = ({one.path: key for key, one in side.items()} for side in (versions.old, versions.new))
    gone: dict[tuple[str, str], list[Problem]] = {}
    for problem in _without((one for one in before if one.is_irregular), old, after, new):
        place = kind_at(problem.file)
        if place is not None:
            key = old.get(problem.file)
            if key not in versions.new and key is not None:
                continue  # the record is gone, which is told
            own = versions.new[key].path if key is not None else ""
            gone.setdefault((own or place[0], problem.code), []).append(problem)
    for (_, code), problems in gone.items():
        key = old.get(problems[0].file)
        changes = closing.changes_of(versions, key) if key is not None else ()
        silent = [change for change in changes if change.kind not in _OPENLY]
        if silent or not changes:
            version = versions.new[key] if key is not None else None
            path = version.path if version is not None else problems[0].file
            spot = spot_of(version, silent[0]) if version is not None and silent else FILE_START
            yield REQUEST_REFUSALS["HIS026"].problem(path, spot, **_facts(code, problems, changes, silent))


def _without(
    before: Iterable[Problem], old: Mapping[str, RecordKey], after: Iterable[Problem], new: Mapping[str, RecordKey]
) -> list[Problem]:
    """The problems before that have none after for themselves: with the same sentence, else about the same."""
    left = Counter((_subject(problem, new), problem.message) for problem in after)
    standing = list(before)
    for words in (lambda one: one.message, lambda _: ""):
        rest = []
        for problem in standing:
            subject = _subject(problem, old), words(problem)
            if left[subject]:
                left[subject] -= 1
            else:
                rest.append(problem)
        standing = rest
        left = Counter({(subject, ""): count for (subject, _), count in left.items()})
    return standing


def _subject(problem: Problem, keys: Mapping[str, RecordKey]) -> tuple[object, ...]:
    """What a problem is about, wherever its file lies."""
    return keys.get(problem.file, problem.file), problem.code, problem.item, problem.field


def _facts(
    code: str, problems: Sequence[Problem], changes: Sequence[Change], silent: Sequence[Change]
) -> dict[str, object]:
    # What was taken down is told nowhere, and the sentence may quote it.
    is_taken_down = any(change.kind is ChangeKind.REDACTED for change in changes)
    more = f"（共 {len(problems)} 处）" if len(problems) > 1 else ""
    message = _NOT_QUOTED if is_taken_down else problems[0].message + more
    return {"code": code, "message": message, "cause": _cause(silent)}


def _cause(changes: Sequence[Change]) -> str:
    if not changes:
        return "这份记录没有改，改的是别的记录或者设置"
    words = list(dict.fromkeys(f"{one.kind.value} {'·'.join(filter(None, (one.item, one.field)))}" for one in changes))
    more = f" 等 {len(words)} 处" if len(words) > _NAMED else ""
    return f"改的是：{'、'.join(words[:_NAMED])}{more}"
