"""Changes between two versions in plain Chinese, place by place: the content that all formats of the story share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby

from cunwu.core.frozen import Frozen, field
from cunwu.core.problem import Problem
from cunwu.history.change import WITHHELD, Change, ChangeKind, RecordKey
from cunwu.history.totals import Total
from cunwu.kinds import KINDS
from cunwu.kinds.parts import next_number
from cunwu.records.board import kind_at
from cunwu.records.privacy import hide_leaks
from cunwu.reports.text import visible
from cunwu.values.money import Money, format_yuan
from cunwu.values.placeholders import WHICH_DAY, WHO_AGREED, WHY
from cunwu.yaml.form import format_text

_LABELS = {kind.name: kind.label for kind in KINDS}
_ORDER = [kind.name for kind in KINDS]
SIGNS = {
    ChangeKind.UNEXPLAINED: "✕",
    ChangeKind.SLIPPED_IN: "✕",
    ChangeKind.ASTRAY: "✕",
    ChangeKind.UNREADABLE: "✕",
    ChangeKind.CORRECTED: "改",
    ChangeKind.POSTPONED: "延",
    ChangeKind.WITHDRAWN: "撤",
    ChangeKind.REDACTED: "屏",
    ChangeKind.LATE: "补",
    ChangeKind.PROGRESS: "→",
    ChangeKind.ADDED: "＋",
}
"""Kind of change → its sign, in the order in which a committee member should read them."""
_NOTHING = "（没有写）"
DELETED = "删去"
"""The new value of a field that a correction emptied."""
REFUSED = "检查通不过"
"""Heads the list of what a check refuses beside the changes themselves."""
SUSPECTED = "像是个人信息，请核对"
"""Heads the list of what may be personal."""
NOTICED = "合并以前请看清楚"
"""Heads the list of what nothing forbids and no single change shows."""
IRREGULAR = "反常（照实公布，这句话写在数的旁边）"
"""Heads the list of what is irregular."""


class Row(Frozen):
    """A corrected value or a total, before and after, as shown."""

    subject: str
    before: str
    after: str
    difference: str
    note: str = ""

    @property
    def sentence(self) -> str:
        """The row in one line."""
        difference = f"（{self.difference}）" if self.difference else ""
        note = f"；{self.note}" if self.note else ""
        return f"{self.subject}：{self.before} → {self.after}{difference}{note}"


class Told(Frozen):
    """One change in one line; `paste` holds the YAML lines that would explain an unexplained one."""

    sign: str
    kind: str
    sentence: str
    paste: tuple[str, ...] = ()
    advice: str = ""
    """What to do with the lines to paste."""


class Taken(Frozen):
    """What an explanation to come must know of a record: the numbers that are used, and the lists that it has."""

    numbers: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    """Of 更正 and 补录 those that stand in the record already."""


class PlaceStory(Frozen):
    """The changes of one place: corrected values and totals, then all other changes one by one."""

    name: str
    counted: str
    corrected: tuple[Row, ...]
    totals: tuple[Row, ...]
    others: tuple[Told, ...]


class Changes(Frozen):
    """What changed between two versions; `names` holds the full names of places by their path."""

    base: str
    head: str
    changes: tuple[Change, ...]
    names: Mapping[str, str]
    totals: tuple[Total, ...] = ()
    taken: Mapping[RecordKey, Taken] = field(default_factory=dict)
    large: tuple[Problem, ...] = ()
    """Changes so large that somebody has to confirm them."""
    confirmed: tuple[str, ...] = ()
    """The reasons somebody gave for them."""
    refused: tuple[Problem, ...] = ()
    """What a check refuses though the changes alone do not show it."""
    noticed: tuple[Problem, ...] = ()
    """What whoever merges must have seen: settings, what was taken down, irregularities that are gone."""
    irregular: tuple[Problem, ...] = ()
    """What is irregular in the records that change: published with its sentence beside it."""
    begins: str = ""
    """Where the history begins, if that is stated anew; empty if nothing changes."""
    suspected: tuple[Problem, ...] = ()
    """What the change brings that may be personal."""
    answers: tuple[str, ...] = ()
    """Who said why it is not, and in which commit."""
    outside: str = ""
    """The other files that change, named in a line."""
    tokens: str = ""
    """The theme's colours and sizes as CSS, for a page that loads no other file."""

    @property
    def span(self) -> str:
        """The two versions: “base → head”."""
        return shown(f"{self.base} → {self.head}")

    @property
    def counted(self) -> str:
        """How many changes of each kind; empty if there are none."""
        return _counted(self.changes)

    @property
    def beside(self) -> str:
        """What changes outside the records, in a sentence; empty if nothing does."""
        return shown(f"记录以外改了：{self.outside}") if self.outside else ""

    def stories(self) -> tuple[PlaceStory, ...]:
        """One story for each place in which something changed, in the order of the changes."""
        totals: dict[str, list[Total]] = {}
        for total in self.totals:
            totals.setdefault(total.place, []).append(total)
        return tuple(
            _story_of(self.names.get(path, path), list(group), totals.get(path, ()), self.taken)
            for path, group in groupby(self.changes, key=lambda change: change.place)
        )

    def large_changes(self) -> tuple[str, ...]:
        """Each large change in one line, with its place."""
        return tuple(shown(f"{self._place_of(problem)}：{problem.message}") for problem in self.large)

    def refusals(self) -> tuple[str, ...]:
        """What a check refuses beside the changes themselves, one line each."""
        return tuple(shown(f"{self._place_of(one)}：{one.short_code} {one.message}") for one in self.refused)

    def notices(self) -> tuple[str, ...]:
        """What whoever merges must have seen, one line each."""
        return tuple(shown(f"{self._where(one)} {one.short_code} {one.message}") for one in self.noticed)

    def suspicions(self) -> tuple[str, ...]:
        """What may be personal, one line each, then who answered for it and why."""
        if not self.suspected:
            return ()
        lines = (f"{self._where(one)} {one.short_code} {one.message}" for one in self.suspected)
        return tuple(map(shown, (*lines, *(self.answers or ("还没有人答过",)))))

    def _where(self, problem: Problem) -> str:
        """The place and the file of a record, else what the problem is about: a page, a commit."""
        name = problem.file.rpartition("/")[2]
        return f"{self._place_of(problem)}：{name}" if kind_at(problem.file) else problem.file

    def irregular_facts(self) -> tuple[str, ...]:
        """What is irregular in the changed records, one line each, with what was said of it."""
        return tuple(
            shown(
                f"{self._place_of(one)}：{one.file.rpartition('/')[2]} {one.short_code} {one.message}"
                + (f"；说明：{one.answer}" if one.answer else "；还没有说明")
            )
            for one in self.irregular
        )

    def confirmation(self) -> str:
        """The reasons for the large changes, or how to give one; empty if there are no large changes."""
        if not self.large:
            return ""
        if self.confirmed:
            return shown(f"已确认大幅变动：{'；'.join(self.confirmed)}")
        return "还没有确认：在提交说明里另起一行写「确认大幅变动：」，后面写原因"

    def _place_of(self, problem: Problem) -> str:
        found = kind_at(problem.file)
        return self.names.get(found[0], found[0]) if found else problem.file


def shown(text: str) -> str:
    """Text of a record that anybody may read: personal numbers and control characters are replaced."""
    return hide_leaks(visible(text))


def _counted(changes: Sequence[Change]) -> str:
    counts = {kind: sum(change.kind is kind for change in changes) for kind in SIGNS}
    return "、".join(f"{kind.value} {count} 处" for kind, count in counts.items() if count)


def _story_of(
    name: str, changes: Sequence[Change], totals: Sequence[Total], taken: Mapping[RecordKey, Taken]
) -> PlaceStory:
    order, known = list(SIGNS), dict(taken)
    by_weight = sorted(changes, key=lambda change: (order.index(change.kind), change))
    return PlaceStory(
        name=shown(name),
        counted=_counted(changes),
        corrected=tuple(_corrected(change) for change in by_weight if change.kind is ChangeKind.CORRECTED),
        totals=tuple(_total(one) for one in sorted(totals, key=lambda one: _ORDER.index(one.record_kind))),
        others=tuple(_told(change, known) for change in by_weight if change.kind is not ChangeKind.CORRECTED),
    )


def _corrected(change: Change) -> Row:
    note = f"原因：{change.reason}；批准：{change.approved}"
    before, after = change.before or _NOTHING, change.after or DELETED
    return Row(shown(_subject(change)), shown(before), shown(after), change.difference, shown(note))


def _total(total: Total) -> Row:
    subject = f"{_LABELS[total.record_kind]} {total.field}"
    return Row(subject, _amount(total.before), _amount(total.after), total.difference)


def _amount(amount: Money | None) -> str:
    return _NOTHING if amount is None else f"{format_yuan(amount)} 元"


def _subject(change: Change) -> str:
    parts = (
        f"{_LABELS.get(change.record_kind, change.record_kind)} {change.record}".strip(),
        f"{change.item} {change.named}".strip() if change.named != change.item else change.item,
        change.field,
    )
    return " · ".join(part for part in parts if part)


def _told(change: Change, taken: dict[RecordKey, Taken]) -> Told:
    """The change in one line; a correction that it offers takes a number in `taken`, so that the next takes another."""
    story = _what_became(change)
    sentence = shown(_subject(change) + (f"：{story}" if story else ""))
    key = (change.place, change.record_kind, change.record)
    lines = paste_for(change, known := taken.get(key, Taken()))
    if not lines:
        return Told(SIGNS[change.kind], change.kind.value, sentence)
    word, prefix, begin = _EXPLAINED_BY[change.kind]
    taken[key] = Taken(known.numbers | {next_number(known.numbers, prefix)}, known.listed | {word})
    where = f"的「{word}」" if word in known.listed else ""
    pasted = tuple(shown(line) for line in lines)
    return Told(SIGNS[change.kind], change.kind.value, sentence, pasted, f"{begin}，就在这份记录{where}里加上：")


_STORIES = {
    ChangeKind.ADDED: "{0.after}",
    ChangeKind.SLIPPED_IN: "{0.after}；截止以后才补入，没有写补录",
    ChangeKind.WITHDRAWN: "{0.before}；原因：{0.reason}；批准：{0.approved}",
    ChangeKind.LATE: "{0.after}；原因：{0.reason}；批准：{0.approved}",
    ChangeKind.REDACTED: "原因：{0.reason}；批准：{0.approved}",
    ChangeKind.POSTPONED: "{0.before} → {0.after}；原因：{0.reason}；批准：{0.approved}",
    ChangeKind.UNREADABLE: "这个版本读不了，改了什么说不出来",
    ChangeKind.ASTRAY: "更正 {0.after} 和公布过的对不上",
}


def _what_became(change: Change) -> str:
    """What changed, in one clause."""
    if change.kind in _STORIES:
        return _STORIES[change.kind].format(change).removeprefix("；")
    if change.kind is ChangeKind.UNEXPLAINED and not change.after:
        return f"原来有「{change.before}」，现在没有了，也没有说明"
    story = f"{change.before or _NOTHING} → {change.after or _NOTHING}"
    return f"{story}（{change.difference}）" if change.difference else story


_EXPLAINED_BY = {
    ChangeKind.UNEXPLAINED: ("更正", "更", "改回原值；确实要改"),
    ChangeKind.SLIPPED_IN: ("补录", "补", "删去它；确实是后来才补的"),
}
"""Kind of change → the list that would explain it, how numbers in that list begin, and when to write there."""


def paste_for(change: Change, taken: Taken) -> tuple[str, ...]:
    """The YAML lines that would explain a change that nobody explained; empty for other changes.

    A record that has such a list gets one more entry in it, without the heading that may stand there only once.
    """
    texts = (change.field, change.before, change.after)
    is_figure = change.kind is ChangeKind.UNEXPLAINED and all(texts) and WITHHELD not in texts
    if not is_figure and change.kind is not ChangeKind.SLIPPED_IN:
        return ()
    word, prefix, _ = _EXPLAINED_BY[change.kind]
    entry = {
        "编号": next_number(taken.numbers, prefix),
        **({"条目": change.item} if change.item else {}),
        **({"字段": change.field, "原值": change.before, "新值": change.after} if is_figure else {}),
        "原因": WHY,
        "批准": WHO_AGREED,
        "日期": WHICH_DAY,
    }
    quoted = (f"    {word}: {json.dumps(text, ensure_ascii=False)}" for word, text in entry.items())
    lines = format_text("\n".join([f"{word}:", "  -", *quoted])).splitlines()
    return tuple(lines[word in taken.listed :])
