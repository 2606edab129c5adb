"""What a branch would bring to the published one, and what the next commit would record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.git.repository import BlobChange, demand_names, prefix_of, resolve_commit, run_git
from cunwu.git.trouble import GitRefusedError, broken_off


def changed_paths(root: Path, base: str, head: str) -> tuple[str, ...]:
    """Every file of the project that differs between two commits or trees, records or not; paths from the project."""
    prefix = prefix_of(root)
    raw = run_git(root, "diff-tree", "-r", "-z", "--name-only", "--no-renames", base, head, "--", ".")
    demand_names(root, raw, base, head)
    return tuple(path.removeprefix(prefix) for path in raw.decode("utf-8", "surrogateescape").split("\0") if path)


def changed_blobs(root: Path, base: str, head: str) -> tuple[BlobChange, ...]:
    """As `changed_paths`, with the blobs before and after; the target of a link counts as its content."""
    prefix = prefix_of(root)
    raw = run_git(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", base, head, "--", ".")
    demand_names(root, raw, base, head)
    tokens = iter(raw.decode("utf-8", "surrogateescape").split("\0"))
    return tuple(_written(head_of, next(tokens).removeprefix(prefix)) for head_of in tokens if head_of)


class NewCommit(Frozen):
    """A commit that a branch would bring: its message and its changes."""

    id: str
    message: str
    people: Mapping[str, str]
    """What the commit says of its author and committer: 作者姓名, 作者邮箱, 提交者姓名, 提交者邮箱."""
    changes: tuple[BlobChange, ...]
    """Of all files; of a merge against each parent. The target of a link counts as content."""
    names: tuple[str, ...]
    """Every file it wrote, record or not; of a merge only files that differ from every parent."""
    time: int = 0
    """The commit time in seconds since 1970, as the commit states it."""


_HEAD = "--format=%ct %H %P%n%an%n%ae%n%cn%n%ce%n%B"


def new_commits(root: Path, base: str, head: str) -> tuple[NewCommit, ...]:
    """Commits of `head` that `base` does not have, children first, merged ones too; reads the history once."""
    prefix = prefix_of(root)
    options = ("--topo-order", "--diff-merges=separate", "--raw", "-z", "--no-renames", "--no-abbrev")
    plain = ("--no-show-signature", "--no-relative", "--no-color", "--encoding=UTF-8")
    raw = run_git(root, "-c", "log.showRoot=true", "log", *options, *plain, _HEAD, f"{base}..{head}", "--")
    told: dict[str, list[BlobChange]] = {}
    head_of, tokens = "", iter(raw.decode("utf-8", "surrogateescape").split("\0"))
    for token in tokens:
        if token.startswith((":", "\n:")):
            told[head_of].append(_written(token.lstrip("\n"), next(tokens).removeprefix(prefix)))
        elif token:  # a merge appears once for each parent
            head_of = token
            told.setdefault(head_of, [])
    if not told and parting_of(root, base, head) != resolve_commit(root, head):
        raise broken_off("有新的提交，一个也没有列出来")
    return tuple(_new_commit(head_of, changes) for head_of, changes in told.items())


_PEOPLE = ("作者姓名", "作者邮箱", "提交者姓名", "提交者邮箱")


def _readable(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def names_of(root: Path, revision: str) -> tuple[str, ...]:
    """The names of the branches that stand at a commit, on this machine and on others it knows of."""
    names = run_git(
        root, "for-each-ref", f"--points-at={revision}", "--format=%(refname)", "refs/heads", "refs/remotes"
    )
    return tuple(_readable(name.decode("utf-8", "surrogateescape")) for name in names.splitlines())


def _new_commit(head_of: str, changes: list[BlobChange]) -> NewCommit:
    ids, *people, message = _readable(head_of).split("\n", len(_PEOPLE) + 1)
    time, commit, *parents = ids.split()
    written = [change.path for change in changes if change.after]
    return NewCommit(
        commit,
        message,
        dict(zip(_PEOPLE, people, strict=True)),
        tuple(changes),
        tuple(path for path, times in Counter(written).items() if times >= len(parents)),
        int(time),
    )


def _written(head: str, path: str) -> BlobChange:
    """The file, or the target of a link, written under a name; a submodule has no content."""
    old_mode, new_mode, before, after, _ = head[1:].split(" ")
    readable = ("100", "120")
    return BlobChange(
        path, before if old_mode.startswith(readable) else "", after if new_mode.startswith(readable) else ""
    )


def parting_of(root: Path, base: str, *heads: str) -> str | None:
    """The last commit that `base` shares with `heads`, or with the merge of them; None if they share none."""
    return _try(root, "merge-base", base, *heads).partition("\n")[0] or None


_PUBLISHED = ("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/heads/main", "refs/heads/master")
"""Names of the published branch; the first that exists. The hook before a commit looks for the first two."""


def published_part_of(root: Path, revision: str) -> str | None:
    """The last commit of a revision that the published branch has; None if there is no such branch or no such part."""
    for name in _PUBLISHED:
        if tip := _try(root, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}"):
            return parting_of(root, tip, revision)
    return None


def is_published(root: Path, commit: str) -> bool:
    """Whether the published branch has a commit."""
    return published_part_of(root, commit) == commit


def time_of(root: Path, commit: str) -> int:
    """The commit time in seconds since 1970, as the commit states it."""
    return int(run_git(root, "show", "--no-patch", "--no-show-signature", "--format=%ct", commit))


def merged_tree(root: Path, base: str, head: str) -> str:
    """The tree that merging `head` into `base` would give. Raises CunwuError if they contradict each other."""
    if parting_of(root, base, head) is None:
        raise CunwuError(
            f"{head[:12]} 和 {base[:12]} 没有共同的历史，不能合并",
            next_step="从公布的分支重新拉一个分支，把改动放上去",
        )
    try:
        tree = run_git(root, "merge-tree", "--write-tree", base, head).decode().partition("\n")[0].strip()
    except GitRefusedError as error:
        if error.status != 1:  # git's word for conflicts
            raise
        raise CunwuError(f"和 {base[:12]} 合并有冲突", next_step=f"git merge {base[:12]}，解决冲突后再检查") from None
    if not tree:
        raise broken_off("没有说合并成什么")
    return tree


class Staged(Frozen):
    """What `git commit` would record now, and its parents."""

    parents: tuple[str, ...]
    """The last commit and, during a merge, the merged ones; empty before the first commit."""
    before: str
    """The tree of the last commit; the empty tree before the first."""
    tree: str


def read_staged(root: Path) -> Staged:
    """What is staged. Raises CunwuError while conflicts are not resolved."""
    try:
        tree = run_git(root, "write-tree", staged=True).decode().strip()
    except GitRefusedError as error:
        raise CunwuError(
            f"暂存的内容还不能提交：{error.message}",
            next_step="git status；有冲突的先解决，git add 以后再提交",
        ) from None
    head = _try(root, "rev-parse", "--quiet", "--verify", "HEAD^{commit}")
    if not head:
        return Staged((), run_git(root, "hash-object", "-t", "tree", "--stdin").decode().strip(), tree)
    folder = Path(run_git(root, "rev-parse", "--absolute-git-dir").decode().rstrip("\n"))
    merging = folder / "MERGE_HEAD"
    merged = merging.read_text("ascii").split() if merging.is_file() else []
    return Staged((head, *merged), head, tree)


def files_with(root: Path, tree: str, patterns: Iterable[str], paths: str) -> tuple[str, ...]:
    """The files of a tree that have a line with one of these extended patterns; `paths` is a glob: villages/**."""
    given = "".join(f"{one}\n" for one in patterns).encode()
    options = ("--no-recurse-submodules", "-a", "-l", "-z", "-E", "-f", "-")
    try:
        told = run_git(root, "grep", *options, tree, "--", f":(glob){paths}", given=given)
    except GitRefusedError as error:
        if error.status == 1:  # no file has one
            return ()
        raise
    return tuple(name.decode("utf-8", "surrogateescape").partition(":")[2] for name in told.split(b"\0") if name)


def _try(root: Path, *arguments: str) -> str:
    """The output of a command that may fail; empty if it does."""
    try:
        return run_git(root, *arguments).decode().strip()
    except GitRefusedError:
        return ""


def changed_modes(root: Path, base: str, head: str) -> tuple[tuple[str, str], ...]:
    """Every file of the repository that differs between two commits, with its mode after; zeros if it is gone."""
    raw = run_git(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", base, head)
    tokens = iter(raw.decode("utf-8", "surrogateescape").split("\0"))
    return tuple((next(tokens), head_of.split(" ")[1]) for head_of in tokens if head_of)


def holds_commit(root: Path, name: str) -> bool:
    """Whether a name stands for a commit."""
    return bool(_try(root, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}"))
