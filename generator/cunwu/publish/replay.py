"""The ledger of publications against a clone: whether what it says was published is what the clone holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cunwu.core.problem import CunwuError
from cunwu.git.repository import broken_objects, commits_to, edited_files, trees_of
from cunwu.history.store import History
from cunwu.publish.publication_ledger import items_of


def wrong_in_clone(root: Path, head: str, history: History, entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A sentence for each publication that a clone does not hold as the ledger has it, and for each broken record."""
    yield from (f"克隆里的内容坏了：{broken}" for broken in broken_objects(root))
    yield from (f"记录 {path} 和提交的不一样" for path in edited_files(root) or ())
    order = {commit: number for number, commit in enumerate(reversed(commits_to(root, head)))}
    trees = trees_of(root, [entry["commit"] for entry in entries])
    last, after = -1, 0
    for entry in entries:
        commit, told = entry["commit"], f"第 {entry['n']} 次公布"
        if commit not in order:
            yield f"{told}的提交 {commit[:12]} 不在这个克隆的历史里：历史被改写，或者克隆没有更新"
            continue
        if order[commit] < last:
            yield f"{told}的提交比上一次的还早"
        last = order[commit]
        if trees.get(commit) != entry["records"]:
            yield f"{told}：提交 {commit[:12]} 里的记录，和公布簿写的不是同一套"
        yield from _wrong_changes(history, entry, after)
        after = entry["history"]


def _wrong_changes(history: History, entry: Mapping[str, Any], after: int) -> Iterator[str]:
    items = entry["changes"].get("items")
    if entry["n"] == 1 or items is None:
        return
    if items_of(history.changes_between(after, entry["history"])) != items:
        yield f"第 {entry['n']} 次公布：公布簿列的改动，和克隆里算出来的不一样"


def demand_history(history: History | None) -> History:
    """The history of a clone. Raises CunwuError if it holds only a part."""
    if history is None:
        raise CunwuError("没有完整的提交历史，不能重放公布簿", next_step="git fetch --unshallow")
    return history
