"""Every question put to git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cunwu.paths import RECORDS
from cunwu.problem import CunwuError

_OTHER_REPOSITORY = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})
"""Set inside hooks; they would have us look at a repository other than the project's."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file as a commit left it: blob id, or none when the commit removed it."""

    path: str
    blob: str
    status: str
    """A added, M modified, D deleted, T changed its type."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit on the first-parent line, with what it did to the records."""

    id: str
    day: str
    """Day of the commit in its own time zone, ISO."""
    changes: tuple[FileChange, ...]


@dataclass(frozen=True)
class RecordLog:
    """The first-parent history of the records, newest first."""

    commits: tuple[Commit, ...]
    _by_content: Mapping[tuple[str, str], Commit] = field(default_factory=dict, repr=False)

    def commit_of(self, path: str, blob: str) -> Commit | None:
        """The commit that brought this content to this path; None for uncommitted edits."""
        return self._by_content.get((path, blob))


def run_git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """The output of one git command that reads `given`. Raises CunwuError when git is missing or refuses."""
    # Replace refs would show another history than the one that was published.
    environment = {name: value for name, value in os.environ.items() if name not in _OTHER_REPOSITORY}
    environment |= {"GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], input=given, capture_output=True, check=False, env=environment
        )
    except FileNotFoundError:
        raise CunwuError("这台机器没有 git", next_step="apt-get install git") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise CunwuError(f"git 拒绝了：{reason}", next_step=f"git -C {root} status")
    return done.stdout


def read_log(root: Path) -> RecordLog | None:
    """The history of villages/; None where there is none to be trusted: no git, no commit, or a shallow clone."""
    # CI checkouts are shallow by default; their history would look as if everything had come at once.
    try:
        if run_git(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
            return None
        prefix = run_git(root, "rev-parse", "--show-prefix").decode().strip()
        raw = run_git(
            root,
            "-c",
            "log.showRoot=true",
            "log",
            "--first-parent",
            "--diff-merges=first-parent",
            "--raw",
            "-z",
            "--no-renames",
            "--no-abbrev",
            "--no-show-signature",
            "--no-relative",
            "--no-color",
            "--format=%H %cs",
            "--",
            RECORDS,
        )
    except CunwuError:
        return None
    commits = tuple(_parse_log(raw.decode("utf-8", "surrogateescape"), prefix))
    by_content: dict[tuple[str, str], Commit] = {}
    for commit in commits:
        for change in commit.changes:
            by_content.setdefault((change.path, change.blob), commit)
    return RecordLog(commits, by_content)


def resolve_commit(root: Path, revision: str) -> str:
    """The full id of the commit a name stands for. Raises CunwuError for a name that stands for none."""
    try:
        return run_git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except CunwuError:
        raise CunwuError(f"没有叫「{revision}」的版本", next_step="git log --oneline，看有哪些版本") from None


def refuse_shallow(root: Path) -> None:
    """Raise CunwuError where only a part of the history is here: what is missing would look as if it had never been."""
    if run_git(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
        raise CunwuError("这里只有部分提交历史", next_step="git fetch --unshallow")


@dataclass(frozen=True, slots=True)
class BlobChange:
    """One record file between two trees: its blob before and after, empty where it does not stand."""

    path: str
    before: str
    after: str


def compare_trees(root: Path, base: str, head: str) -> tuple[BlobChange, ...]:
    """Record files that differ between two commits or trees, by object ids; costs only what changed."""
    prefix = run_git(root, "rev-parse", "--show-prefix").decode().strip()
    raw = run_git(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", base, head, "--", RECORDS)
    tokens = iter(raw.decode("utf-8", "surrogateescape").split("\0"))
    found = []
    for head_of in tokens:
        if head_of.startswith(":"):
            _, _, before, after, status = head_of.split(" ")
            path = next(tokens).removeprefix(prefix)
            found.append(BlobChange(path, "" if status[0] == "A" else before, "" if status[0] == "D" else after))
    return tuple(found)


def read_published(root: Path, path: str, revision: str) -> bytes | None:
    """A file as a commit has it; None where it does not stand there, or where there is no git or no such commit."""
    try:
        return run_git(root, "cat-file", "blob", f"{resolve_commit(root, revision)}:./{path}")
    except CunwuError:
        return None


@dataclass(frozen=True, slots=True)
class NewCommit:
    """A commit that a branch would bring: what it says and what it does to the records."""

    id: str
    message: str
    changes: tuple[BlobChange, ...]


def new_commits(root: Path, base: str, head: str) -> tuple[NewCommit, ...]:
    """Commits of `head` that `base` does not have, newest first, merged ones too."""
    ids = run_git(root, "rev-list", f"{base}..{head}").decode().split()
    return tuple(
        NewCommit(
            commit,
            run_git(root, "log", "-1", "--no-show-signature", "--format=%B", commit).decode("utf-8", "replace"),
            _changes_in(root, commit),
        )
        for commit in ids
    )


def _changes_in(root: Path, commit: str) -> tuple[BlobChange, ...]:
    parents = run_git(root, "rev-list", "--parents", "-1", commit).decode().split()[1:]
    empty_tree = run_git(root, "hash-object", "-t", "tree", "--stdin").decode().strip()
    return tuple(change for parent in parents or [empty_tree] for change in compare_trees(root, parent, commit))


def merged_tree(root: Path, base: str, head: str) -> str:
    """The tree that merging `head` into `base` would give. Raises CunwuError where they contradict each other."""
    try:
        return run_git(root, "merge-tree", "--write-tree", base, head).decode().partition("\n")[0].strip()
    except CunwuError:
        raise CunwuError(f"和 {base[:12]} 合并有冲突", next_step=f"git merge {base[:12]}，解决冲突后再检查") from None


def list_blobs(root: Path, commit: str) -> Mapping[str, str]:
    """Path → blob id of every regular record file of a commit or tree."""
    source = CommitSource(root, commit)
    return {path: blob for mode, blob, path in source.entries if mode.startswith("100")}


def read_blobs(root: Path, blobs: Sequence[str]) -> Mapping[str, bytes]:
    """Blob id → bytes, all through one `git cat-file --batch`."""
    wanted = list(dict.fromkeys(blob for blob in blobs if blob))
    if not wanted:
        return {}
    raw = run_git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in wanted).encode())
    found, position = {}, 0
    for blob in wanted:
        end = raw.index(b"\n", position)
        size = int(raw[position:end].rsplit(b" ", 1)[1])
        found[blob] = raw[end + 1 : end + 1 + size]
        position = end + size + 2
    return found


def _parse_log(text: str, prefix: str) -> Iterator[Commit]:
    """Tokens between NULs: a commit's head, or what happened to a file and then its name, which may be anything."""
    tokens = iter(text.split("\0"))
    head, changes = "", list[FileChange]()
    for token in (token.lstrip("\n") for token in tokens):
        if token.startswith(":"):
            changes.append(_change(token, next(tokens), prefix))
        elif token:
            if head:
                yield _commit(head, changes)
            head, changes = token, []
    if head:
        yield _commit(head, changes)


def _commit(head: str, changes: list[FileChange]) -> Commit:
    commit, _, day = head.strip().partition(" ")
    return Commit(commit, day, tuple(changes))


def _change(head: str, path: str, prefix: str) -> FileChange:
    _, _, _, blob, status = head.split(" ")
    return FileChange(path.removeprefix(prefix), "" if status == "D" else blob, status[0])


@dataclass
class CommitSource:
    """The record files of one commit or tree, below one folder where it is named: blobs, never the work tree."""

    root: Path
    commit: str
    folder: str = RECORDS
    """Project-relative; only files below it are listed."""
    _contents: dict[str, bytes] = field(default_factory=dict, repr=False)

    def files(self) -> tuple[str, ...]:
        """Every regular file below the folder, sorted."""
        return tuple(path for mode, _, path in self.entries if mode in ("100644", "100755"))

    def links(self) -> tuple[str, ...]:
        """Links and submodules: refused, never followed."""
        return tuple(path for mode, _, path in self.entries if mode in ("120000", "160000"))

    def read(self, path: str) -> bytes:
        """The bytes of one file as the commit holds them; files of the same name or folder come along in one go."""
        if path not in self._contents:
            folder, _, name = path.rpartition("/")
            near = {other: blob for key in (folder, name) for other, blob in self._together.get(key, ())}
            found = read_blobs(self.root, list(near.values()))
            self._contents |= {other: found[blob] for other, blob in near.items()}
        return self._contents[path]

    @cached_property
    def _together(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Folder, or the name of a file that describes a place → paths and blobs that are read in one go."""
        together: dict[str, list[tuple[str, str]]] = {}
        for mode, blob, path in self.entries:
            folder, _, name = path.rpartition("/")
            if mode.startswith("100"):
                together.setdefault(folder, []).append((path, blob))
                together.setdefault(name, []).append((path, blob))
        return together

    @cached_property
    def entries(self) -> list[tuple[str, str, str]]:
        """Mode, blob id and path of everything listed, by path; hidden files are no records, on disk or in a commit."""
        raw = run_git(self.root, "ls-tree", "-r", "-z", self.commit, "--", f"{self.folder}/")
        rows = (row.partition("\t") for row in raw.decode("utf-8", "surrogateescape").split("\0") if row)
        entries = ((*head.split(" "), path) for head, _, path in rows)
        return sorted(((mode, blob, path) for mode, _, blob, path in entries if "/." not in path), key=lambda e: e[2])
