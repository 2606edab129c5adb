"""Edits of a record, the only door to ruamel.yaml: comments stay, nothing else changes, the form is canonical."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString
from ruamel.yaml.tokens import CommentToken

from cunwu.core.problem import CunwuError
from cunwu.yaml.events import read_comments
from cunwu.yaml.form import format_text
from cunwu.yaml.reader import Step, read_yaml, to_plain

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
_Collection: TypeAlias = CommentedMap | CommentedSeq


class _TextResolver(VersionedResolver):
    """Reads every plain scalar as text, as our reader does: `012` stays 012; a missing value stays missing."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and value:
            implicit = (False, True)
        return super().resolve(kind, value, implicit)


def set_value(text: str, path: tuple[Step, ...], value: str) -> str:
    """The text, in canonical form, with one value changed, or with a key added at the end of its mapping."""
    document = _load(text)
    holder, step = _at(document, path[:-1]), path[-1]
    if not _takes(holder, step) or _is_collection(_get(holder, step)):
        raise CunwuError(f"{_named(path)}不是一段文字，不能直接改写")
    _put(holder, step, _fit(value))
    return _finish(text, document, path, value)


def remove_value(text: str, path: tuple[Step, ...]) -> str:
    """The text, in canonical form, without one key; a group that would be left empty goes with it."""
    document = _load(text)
    holder, step = _at(document, path[:-1]), path[-1]
    if not isinstance(holder, CommentedMap) or step not in holder:
        raise CunwuError(f"{_named(path)}没有写，不用删去")
    if len(holder) == 1 and len(path) > 1 and isinstance(path[-2], str):
        return remove_value(text, path[:-1])
    tail = _cut_tail(holder, step)
    before = [key for key in holder if key != step]
    del holder[step]
    if before:
        _add_tail(holder, before[-1], tail)
    return _checked(text, document, _without(_plain(text), path))


def append_item(text: str, path: tuple[Step, ...], item: dict[str, Value]) -> str:
    """The text, in canonical form, with one more item at the end of the list at `path`, which is added if missing."""
    document = _load(text)
    holder, step = _at(document, path[:-1]), path[-1]
    found = _get(holder, step)
    if not _takes(holder, step) or not (found in (None, []) or isinstance(found, CommentedSeq)):
        raise CunwuError(f"{_named(path)}不是列表，不能添加")
    if isinstance(found, CommentedSeq) and found:
        tail = _cut_tail(found, len(found) - 1)
        found.append(_fit(item))
        _add_tail(found, len(found) - 1, tail)
    else:
        _put(holder, step, _fit([item]))
    before = _plain_at(text, path)
    return _finish(text, document, path, [*(before if isinstance(before, list) else []), item])


def new_text(plain: dict[str, Value]) -> str:
    """A record in canonical form that says just this."""
    # JSON is YAML too, and every text in it is quoted: the form takes off the quotes that are not needed.
    return format_text(json.dumps(plain, ensure_ascii=False))


def extend_text(text: str, plain: dict[str, Value]) -> str:
    """The text, in canonical form, grown into `plain`: other texts, new keys, new rows at the ends of lists.

    Comments stay. Raises CunwuError if `plain` leaves out something that the text says.
    """
    document = _load(text)
    _extend(document, plain)
    return _checked(text, document, plain)


def _extend(holder: Any, plain: Any) -> None:
    steps = plain.items() if isinstance(plain, dict) else enumerate(plain)
    for step, value in steps:
        found = _get(holder, step)
        if isinstance(holder, CommentedSeq) and step == len(holder):
            tail = _cut_tail(holder, step - 1)
            holder.append(_fit(value))
            _add_tail(holder, step, tail)
        elif _is_collection(found) and not isinstance(value, str):
            _extend(found, value)
        elif found != value:
            _put(holder, step, _fit(value))


# --- the document ---


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _load(text: str) -> CommentedMap:
    # Only text our reader has passed may get here: ruamel hangs on a row of opening braces.
    document = _yaml().load(format_text(text))
    if not isinstance(document, CommentedMap):
        raise TypeError("a record is a table of keys")
    return document


def _finish(text: str, document: CommentedMap, path: tuple[Step, ...], value: Value) -> str:
    """The edited text, after a check that it has the old content plus the edit, with every comment."""
    return _checked(text, document, _with(_plain(text), path, value))


def _checked(text: str, document: CommentedMap, expected: Any) -> str:
    out = StringIO()
    _yaml().dump(document, out)
    edited = format_text(out.getvalue())
    comments = sorted(comment.text for comment in read_comments(_unmarked(text)))
    if _plain(edited) != expected or sorted(comment.text for comment in read_comments(edited)) != comments:
        raise CunwuError("这处改动会影响别的内容，文件没有改动", next_step="请手工改写这个文件")
    return edited


def _unmarked(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _plain(text: str) -> Any:
    tree, problems = read_yaml(text.encode(), "")
    if tree is None:
        raise CunwuError(f"改出来的内容不能用：{problems[0].message}，文件没有改动", next_step=problems[0].remedy)
    return to_plain(tree)


def _plain_at(text: str, path: tuple[Step, ...]) -> Any:
    found = _plain(text)
    for step in path:
        found = found.get(step) if isinstance(found, dict) else found[step]
    return found


def _with(plain: Any, path: tuple[Step, ...], value: Value) -> Any:
    """Plain data with `value` put at `path`."""
    if not path:
        return value
    step, below = path[0], path[1:]
    if isinstance(plain, dict):
        return {**plain, step: _with(plain.get(step), below, value)}
    return [_with(part, below, value) if index == step else part for index, part in enumerate(plain)]


def _without(plain: Any, path: tuple[Step, ...]) -> Any:
    """Plain data without the key at `path`."""
    step, below = path[0], path[1:]
    if not below:
        return {key: value for key, value in plain.items() if key != step}
    if isinstance(plain, dict):
        return {**plain, step: _without(plain[step], below)}
    return [_without(part, below) if index == step else part for index, part in enumerate(plain)]


def _at(document: CommentedMap, path: tuple[Step, ...]) -> Any:
    found: Any = document
    for step in path:
        found = _get(found, step)
    return found


def _get(holder: Any, step: Step) -> Any:
    if isinstance(holder, CommentedMap):
        return holder.get(step)
    if isinstance(holder, CommentedSeq) and isinstance(step, int) and 0 <= step < len(holder):
        return holder[step]
    return None


def _takes(holder: Any, step: Step) -> bool:
    """Whether something can stand at `step` of `holder`: any key of a mapping, a position that a list has."""
    if isinstance(holder, CommentedMap):
        return isinstance(step, str)
    return isinstance(holder, CommentedSeq) and isinstance(step, int) and 0 <= step < len(holder)


def _is_collection(value: object) -> bool:
    return isinstance(value, CommentedMap | CommentedSeq) and bool(value)


def _named(path: tuple[Step, ...]) -> str:
    return "「" + " › ".join(f"第 {step + 1} 项" if isinstance(step, int) else step for step in path) + "」"


def _fit(value: Value) -> Any:
    """The value as ruamel holds it: texts in quotes, which the canonical form removes if it can."""
    if isinstance(value, str):
        return DoubleQuotedScalarString(value)
    if isinstance(value, list):
        return CommentedSeq([_fit(part) for part in value])
    return CommentedMap({key: _fit(part) for key, part in value.items()})


# --- comments: ruamel ties those below an entry to the last text in it, so they must be moved to the new last text ---


def _put(holder: Any, step: Step, value: Any) -> None:
    """Sets an entry that is a text, empty or new; comments beside it and below it stay."""
    if isinstance(holder, CommentedMap) and step not in holder:
        tail = _cut_tail(holder, next(reversed(holder))) if holder else ""
        holder.fa.set_block_style()
        holder[step] = value
        _add_tail(holder, step, tail)
        return
    beside, below = _read_comment(holder, step)
    holder[step] = value
    if _is_collection(value):
        _write_comment(holder, step, beside, "")
        _add_tail(holder, step, below)
    else:
        _write_comment(holder, step, beside, below)


def _cut_tail(holder: Any, step: Step) -> str:
    """Removes the comments below an entry."""
    leaf, last = _last_leaf(holder, step)
    beside, below = _read_comment(leaf, last)
    _write_comment(leaf, last, beside, "")
    return below


def _add_tail(holder: Any, step: Step, below: str) -> None:
    """Puts comments below an entry, before any that it has."""
    if below:
        leaf, last = _last_leaf(holder, step)
        beside, own = _read_comment(leaf, last)
        _write_comment(leaf, last, beside, below + own)


def _last_leaf(holder: Any, step: Step) -> tuple[_Collection, Step]:
    while _is_collection(value := holder[step]):
        holder, step = value, next(reversed(value)) if isinstance(value, CommentedMap) else len(value) - 1
    return holder, step


def _read_comment(holder: Any, step: Step) -> tuple[str, str]:
    """The comment beside a text, and the lines below it."""
    slots = holder.ca.items.get(step)
    token = slots[_slot(holder)] if slots else None
    if token is None:
        return "", ""
    text = str(token.value)
    if isinstance(holder[step], LiteralScalarString):
        return "", text
    beside, _, below = text.partition("\n")
    return beside, below


def _write_comment(holder: Any, step: Step, beside: str, below: str) -> None:
    if isinstance(holder[step], LiteralScalarString):
        text = f"{beside}\n{below}" if beside else below
    else:
        text = f"{beside}\n{below}" if beside or below else ""
    token = _token(text) if text else None
    if isinstance(holder[step], CommentedMap | CommentedSeq):  # an empty collection holds the same token a second time
        holder[step].ca.comment = [token, None] if token else None
    slots = holder.ca.items.setdefault(step, [None, None, None, None])
    slots[_slot(holder)] = token
    if not any(slots):
        del holder.ca.items[step]


def _slot(holder: object) -> int:
    return 2 if isinstance(holder, CommentedMap) else 0


def _token(text: str) -> CommentToken:
    return CommentToken(text, CommentMark(0), None)
