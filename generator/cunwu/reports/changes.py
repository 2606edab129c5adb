"""The story of a change for a terminal, for the comment of a request, for a browser, for another program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from cunwu.core.frozen import as_plain
from cunwu.history.change import Change
from cunwu.reports.changes_page import tell_html
from cunwu.reports.story import IRREGULAR, NOTICED, REFUSED, SUSPECTED, Changes, PlaceStory, shown


def tell_text(told: Changes) -> str:
    """For a terminal: corrections and totals of every place, then all other changes one by one, with lines to paste."""
    lines = [told.span, *([f"！{shown(told.begins)}"] if told.begins else []), ""]
    stories = told.stories()
    for story in stories:
        lines.append(f"【{story.name}】{story.counted}")
        lines += [f"  改 更正  {row.sentence}" for row in story.corrected]
        lines += [f"  合计变化  {row.sentence}" for row in story.totals]
    if told.large:
        lines += ["", "大幅变动：", *(f"  ！{line}" for line in told.large_changes()), f"  {told.confirmation()}"]
    if told.refused:
        lines += ["", f"{REFUSED}：", *(f"  ✕ {line}" for line in told.refusals())]
    if told.noticed:
        lines += ["", f"{NOTICED}：", *(f"  ！{line}" for line in told.notices())]
    if told.irregular:
        lines += ["", f"{IRREGULAR}：", *(f"  ！{line}" for line in told.irregular_facts())]
    if told.suspected:
        lines += ["", f"{SUSPECTED}：", *(f"  ？{line}" for line in told.suspicions())]
    for story in stories:
        lines += _one_by_one(story)
    lines += ["", *filter(None, (told.counted or "记录没有变化", told.beside))]
    return "\n".join(lines) + "\n"


def _one_by_one(story: PlaceStory) -> Iterator[str]:
    if story.others:
        yield ""
        yield f"【{story.name}】逐条"
    for one in story.others:
        yield f"  {one.sign} {one.kind}  {one.sentence}"
        if one.paste:
            yield f"      {one.advice}"
            yield from (f"        {line}" for line in one.paste)


def tell_markdown(told: Changes) -> str:
    """For the comment of a request: no text of a record can become a link, a mention or markup."""
    lines = [f"### 记录的变化：{told.counted or '没有'}", ""]
    lines += [f"**{_plain(shown(told.begins))}**", ""] if told.begins else []
    lines += [_plain(told.beside), ""] if told.beside else []
    stories = told.stories()
    for story in stories:
        lines.append(f"- **{_plain(story.name)}**：{story.counted}")
        lines += [f"    - 改 **更正** {_plain(row.sentence)}" for row in story.corrected]
        lines += [f"    - **合计变化** {_plain(row.sentence)}" for row in story.totals]
    if told.large:
        lines += ["", "### 大幅变动", "", *(f"- {_plain(line)}" for line in told.large_changes())]
        lines += ["", f"**{_plain(told.confirmation())}**"]
    if told.refused:
        lines += ["", f"### {REFUSED}", "", *(f"- {_plain(line)}" for line in told.refusals())]
    if told.noticed:
        lines += ["", f"### {NOTICED}", "", *(f"- {_plain(line)}" for line in told.notices())]
    if told.irregular:
        lines += ["", f"### {IRREGULAR}", "", *(f"- {_plain(line)}" for line in told.irregular_facts())]
    if told.suspected:
        lines += ["", f"### {SUSPECTED}", "", *(f"- {_plain(line)}" for line in told.suspicions())]
    for story in (story for story in stories if story.others):
        lines += ["", f"#### {_plain(story.name)} 逐条", ""]
        lines += [f"- {one.sign} **{one.kind}** {_plain(one.sentence)}" for one in story.others]
    return "\n".join([*lines, ""])


def _plain(text: str) -> str:
    return "".join(
        character if character.isalnum() or character in " ，。；：、（）「」·→" else f"&#{ord(character)};"
        for character in text
    )


def tell_json(told: Changes) -> str:
    """Our own form, version 1: a summary by place, and every change with all its fields."""
    summary = [
        {
            "place": story.name,
            "counted": story.counted,
            "corrected": [as_plain(row) for row in story.corrected],
            "totals": [as_plain(row) for row in story.totals],
        }
        for story in told.stories()
    ]
    form = {
        "version": 1,
        "base": shown(told.base),
        "head": shown(told.head),
        "begins": shown(told.begins),
        "summary": summary,
        "large": told.large_changes(),
        "refused": told.refusals(),
        "outside": shown(told.outside),
        "noticed": told.notices(),
        "irregular": told.irregular_facts(),
        "suspected": told.suspicions(),
        "confirmed": [shown(reason) for reason in told.confirmed],
        "changes": [_whole(change) for change in told.changes],
    }
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def _whole(change: Change) -> dict[str, str]:
    return {name: shown(str(value)) for name, value in as_plain(change).items()}


TELLERS: Mapping[str, Callable[[Changes], str]] = {
    "text": tell_text,
    "markdown": tell_markdown,
    "html": tell_html,
    "json": tell_json,
}
"""Format → its function, which returns the story as text that ends with a line feed."""
