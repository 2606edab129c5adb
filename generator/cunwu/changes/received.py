"""A push to a server without a platform: which branches and files it may bring, and the check of a request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cunwu.changes.proposal import check_against
from cunwu.core.frozen import Frozen
from cunwu.core.paths import PAGES, RECORDS, Project
from cunwu.core.problem import CunwuError
from cunwu.git.branches import changed_modes, holds_commit
from cunwu.git.repository import commits_between
from cunwu.records.privacy import hide_leaks
from cunwu.reports.summary import Report
from cunwu.rules.request import is_head

_NOTHING = frozenset("0")
"""The digits of the id that git gives for a branch that is not there."""
_TEXTS = (".md", ".png", ".jpg", ".jpeg", ".webp")
"""What content/ may bring: a page or script that a browser would run is nobody's to push."""
_HEADS = "refs/heads/"
_TOLD = 5


class Update(Frozen):
    """One branch that a push wants to move."""

    old: str
    new: str
    ref: str

    @property
    def name(self) -> str:
        """The branch, with personal numbers hidden."""
        return hide_leaks(self.ref.removeprefix(_HEADS))


def updates_in(given: str) -> tuple[Update, ...]:
    """What git hands to the hook: old id, new id and name, a line each."""
    return tuple(Update(*line.split(" ", 2)) for line in given.splitlines())


def refusals(project: Project, update: Update, branch: str) -> Iterator[str]:
    """A sentence for each reason to refuse a push before its records are read; `branch` is the published one."""
    if not update.ref.startswith(_HEADS):
        yield f"{hide_leaks(update.ref)} 不收：只收分支，标签和别的名字不收。推送时写 {branch}"
        return
    if _NOTHING.issuperset(update.new):
        yield f"分支 {update.name} 不能删：删了就看不到当时提的是什么"
        return
    root = project.root
    is_published = update.ref == f"{_HEADS}{branch}"
    if not holds_commit(root, update.new):
        yield f"{update.name} 推上来的不是提交"
        return
    if is_published and commits_between(root, update.old, update.new) is None:
        yield (
            f"历史不能改写：{branch} 上公布过的提交，推上来的历史里没有排在一条线上。"
            f"先 git pull --rebase，再推；已经合并过的，用 git merge --no-ff 把自己的分支并到 {branch} 上"
        )
        return
    base = f"{_HEADS}{branch}"
    foreign = sorted(hide_leaks(path) for path, mode in changed_modes(root, base, update.new) if not _may(path, mode))
    if foreign:
        named = "、".join(foreign[:_TOLD]) + (f" 等 {len(foreign)} 个" if len(foreign) > _TOLD else "")
        yield (
            f"{named} 不收：只收 {RECORDS}/ 里的记录，{PAGES}/ 里的文字（.md）和图片，不收链接。"
            "程序、模板和设置由管理员在服务器上换，见服务器上的 README.md"
        )


def _may(path: str, mode: str) -> bool:
    if mode not in ("100644", "000000"):  # a plain file, or one that is removed
        return mode == "100755" and path.startswith(f"{RECORDS}/")
    is_page = path.startswith(f"{PAGES}/") and path.endswith(_TEXTS)
    return path.startswith(f"{RECORDS}/") or is_page or (is_head(path) and mode != "000000")


def check_update(project: Project, update: Update, branch: str, as_of: date) -> Report:
    """The check of a request: what a branch would publish if it were merged."""
    try:
        return check_against(project, f"{_HEADS}{branch}", update.new, as_of, as_of)
    except CunwuError as error:
        raise CunwuError(f"{update.name}：{error.message}", next_step=error.next_step) from error


def told_of(updates: Sequence[Update]) -> str:
    """The branches in a line."""
    return "、".join(update.name for update in updates)
