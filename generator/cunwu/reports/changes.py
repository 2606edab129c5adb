"""Changes between two versions told in plain Chinese: for a terminal, a pull request's comment, another program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from cunwu.history import Change, ChangeKind
from cunwu.kinds import KINDS
from cunwu.privacy import hide_leaks
from cunwu.reports.text import visible

_LABELS = {kind.name: kind.label for kind in KINDS}
_SIGNS = {
    ChangeKind.UNEXPLAINED: "✕",
    ChangeKind.UNREADABLE: "✕",
    ChangeKind.CORRECTED: "改",
    ChangeKind.WITHDRAWN: "撤",
    ChangeKind.LATE: "补",
    ChangeKind.PROGRESS: "→",
    ChangeKind.ADDED: "＋",
}
"""In the order in which a committee member should read them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two versions; `names` knows places by their path."""

    base: str
    head: str
    changes: tuple[Change, ...]
    names: Mapping[str, str]

    def by_place(self) -> Iterator[tuple[str, list[Change]]]:
        """Changes place by place, the ones nobody explained first."""
        order = list(_SIGNS)
        for path, group in groupby(self.changes, key=lambda change: change.place):
            yield self.names.get(path, path), sorted(group, key=lambda change: (order.index(change.kind), change))


def _counted(changes: Sequence[Change]) -> str:
    counts = {kind: sum(change.kind is kind for change in changes) for kind in _SIGNS}
    return "、".join(f"{kind.value} {count} 处" for kind, count in counts.items() if count)


def _subject(change: Change) -> str:
    parts = (
        f"{_LABELS.get(change.record_kind, change.record_kind)} {change.record}".strip(),
        change.item,
        change.field,
    )
    return " · ".join(part for part in parts if part)


def _story(change: Change) -> str:
    """What became of it, in one clause."""
    match change.kind:
        case ChangeKind.ADDED:
            return change.after
        case ChangeKind.WITHDRAWN | ChangeKind.LATE:
            return f"原因：{change.reason}；批准：{change.approved}"
        case ChangeKind.UNREADABLE:
            return "这个版本读不了，改了什么说不出来"
        case ChangeKind.UNEXPLAINED if not change.after:
            return f"原来有「{change.before}」，现在没有了，也没有说明"
    story = f"{change.before or '（没有写）'} → {change.after or '（没有写）'}"
    if change.difference:
        story += f"（{change.difference}）"
    return story if not change.reason else f"{story}；原因：{change.reason}；批准：{change.approved}"


def paste_for(change: Change) -> tuple[str, ...]:
    """The YAML lines that would explain an unexplained change of a figure; none for other changes."""
    if change.kind is not ChangeKind.UNEXPLAINED or not (change.field and change.before and change.after):
        return ()
    item = (f"    条目: {change.item}",) if change.item else ()
    return (
        "更正:",
        "  - 编号: 更1",
        *item,
        f"    字段: {change.field}",
        f"    原值: {change.before}",
        f"    新值: {change.after}",
        "    原因: 写明为什么",
        "    批准: 写明谁、在哪次会上同意",
        "    日期: 写明哪一天",
    )


def tell_text(told: Changes) -> str:
    """For a terminal: place by place, what nobody explained first, with the lines to paste."""
    lines = [f"{told.base} → {told.head}"]
    for name, changes in told.by_place():
        lines += ["", f"【{visible(name)}】{_counted(changes)}"]
        for change in changes:
            lines.append(f"  {_SIGNS[change.kind]} {change.kind.value}  {_told(change)}")
            if paste := paste_for(change):
                lines.append("      改回原值；确实要改，就在这份记录里加上：")
                lines += [f"        {hide_leaks(visible(line))}" for line in paste]
    lines += ["", _counted(told.changes) or "记录没有变化"]
    return "\n".join(lines) + "\n"


def _told(change: Change) -> str:
    story = _story(change)
    return hide_leaks(visible(_subject(change) + (f"：{story}" if story else "")))


def tell_markdown(told: Changes) -> str:
    """For a pull request's comment: nothing a record says can become a link, a mention or markup."""
    lines = [f"### 记录的变化：{_counted(told.changes) or '没有'}", ""]
    for name, changes in told.by_place():
        lines += [f"#### {_plain(name)}", ""]
        lines += [f"- {_SIGNS[change.kind]} **{change.kind.value}** {_plain(_told(change))}" for change in changes]
        lines.append("")
    return "\n".join(lines)


def _plain(text: str) -> str:
    return "".join(
        character if character.isalnum() or character in " ，。；：、（）「」·→" else f"&#{ord(character)};"
        for character in text
    )


def tell_json(told: Changes) -> str:
    """Our own form, version 1: every change with all it holds."""
    rows = [{name: hide_leaks(str(value)) for name, value in asdict(change).items()} for change in told.changes]
    return (
        json.dumps({"version": 1, "base": told.base, "head": told.head, "changes": rows}, ensure_ascii=False, indent=2)
        + "\n"
    )


TELLERS: Mapping[str, Callable[[Changes], str]] = {"text": tell_text, "markdown": tell_markdown, "json": tell_json}
"""Format → the whole story as text, ending with a line feed."""
