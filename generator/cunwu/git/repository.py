"""All commands of git: the only module that starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Self
from weakref import finalize

from cunwu.core.frozen import Frozen
from cunwu.core.paths import OWN_FILES, RECORDS
from cunwu.core.problem import CunwuError
from cunwu.git.trouble import (
    GitRefusedError,
    NoHistoryError,
    NoRepositoryError,
    broken_off,
    error_of,
    lacks_contents,
    no_commit,
    no_git,
    only_part,
)

_OTHER_REPOSITORY = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})
"""Set inside hooks; with them git would use a repository other than the project's."""


def run_git(root: Path, *arguments: str, given: bytes = b"", staged: bool = False) -> bytes:
    """The output of one git command with `given` as input; `staged` reads the index of the commit being made.

    Raises CunwuError if git is missing, refuses or is killed.
    """
    with _start(root, *arguments, staged=staged) as running:
        output, complaint = running.communicate(given)
    if running.returncode:
        raise error_of(root, running.returncode, complaint)
    return output


def rows_of(root: Path, *arguments: str) -> Iterator[bytes]:
    """The bytes between the NULs in the output of a git command, as they arrive. Raises CunwuError like `run_git`."""
    # Error output goes into a file: git would stop at a full pipe that nobody reads.
    with TemporaryFile() as complaints, _start(root, *arguments, complaints=complaints) as running:
        yield from _rows(running.stdout)
        if running.wait():
            complaints.seek(0)
            raise error_of(root, running.returncode, complaints.read())


def _start(
    root: Path, *arguments: str, staged: bool = False, complaints: IO[bytes] | int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    # Replace refs and grafts would show another history than the one that was published.
    environment = {name: value for name, value in os.environ.items() if name not in _OTHER_REPOSITORY}
    environment |= {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}
    environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    # `git commit -a` and `git commit FILE` stage into a separate index and pass its path to their hooks.
    if staged and (index := os.environ.get("GIT_INDEX_FILE")):
        environment["GIT_INDEX_FILE"] = str(Path(index).absolute())
    command = ["git", "-C", str(root), *arguments]
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=complaints, env=environment)
    except (FileNotFoundError, PermissionError, NotADirectoryError):
        raise no_git() from None


class Commit(Frozen):
    """A commit on the first-parent line with its changes of the records."""

    id: str
    time: int
    """The commit time in seconds since 1970, as the commit states it."""
    changes: tuple[BlobChange, ...]
    """Empty if the commit has more files than were wanted."""
    size: int
    """The number of files it changed."""
    may_move: bool
    """Whether the file of a place was removed: the place may have moved."""


def find_head(root: Path, revision: str = "HEAD") -> str | None:
    """The commit whose history can be trusted; None if there is none: no git, no commit, or a shallow clone."""
    try:
        return demand_head(root, revision)
    except (NoHistoryError, GitRefusedError):
        return None


def demand_head(root: Path, revision: str = "HEAD") -> str:
    """The commit whose history can be trusted. Raises NoHistoryError that says why there is none."""
    # CI checkouts are shallow by default; their history would look as if everything had come at once.
    try:
        told = run_git(root, "rev-parse", "--is-shallow-repository", "--end-of-options", f"{revision}^{{commit}}")
    except GitRefusedError:
        raise no_commit() if revision == "HEAD" else _unknown(revision) from None
    shallow, *_, commit = told.decode().split()
    if shallow != "false":
        raise only_part()
    return commit


@lru_cache(maxsize=32)  # commits never change, and a publication compares its commit with the last one three times
def commits_between(root: Path, old: str, new: str) -> tuple[str, ...] | None:
    """Commits on the first-parent line of `new` after `old`, newest first; None if `old` is not on that line."""
    if old == new:
        return ()
    try:
        told = run_git(root, "rev-list", "--first-parent", "--parents", new, f"^{old}", "--").decode().splitlines()
    except GitRefusedError:  # `old` is no longer a commit of this repository
        return None
    if not told or told[-1].split()[1:2] != [old]:
        return None
    return tuple(line.split()[0] for line in told)


class Wanted(Frozen):
    """Which changes are returned; a first publication may have a quarter of a million files."""

    at_most: int = sys.maxsize
    """A commit with more files returns none of them."""
    path: Callable[[str], bool] | None = None
    """Whether a file is wanted; None for all files."""
    below: tuple[str, ...] = (RECORDS,)
    """Where git looks; what lies elsewhere is not even counted."""


ALL = Wanted()


def walk_commits(root: Path, head: str, after: str = "", wanted: Wanted = ALL) -> Generator[Commit, None, None]:
    """First-parent commits of `head` after `after` that touch the records, oldest first; reads the log once."""
    prefix = prefix_of(root)
    options = ("--first-parent", "--reverse", "--diff-merges=first-parent", "--raw", "-z", "--no-renames")
    plain = ("--no-abbrev", "--no-show-signature", "--no-relative", "--no-color", "--format=%H %ct")
    span = (head, f"^{after}") if after else (head,)
    rows = rows_of(root, "-c", "log.showRoot=true", "log", *options, *plain, *span, "--", *wanted.below)
    yield from _parse_log((row.decode("utf-8", "surrogateescape") for row in rows), prefix, wanted)


@lru_cache(maxsize=4)
def prefix_of(root: Path) -> str:
    """The folder of the project in its repository; empty, or with a slash at the end."""
    return run_git(root, "rev-parse", "--show-prefix").decode().strip()


def _rows(stream: IO[bytes] | None) -> Iterator[bytes]:
    """The bytes between the NULs of a stream."""
    rest = b""
    while stream is not None and (chunk := stream.read(1 << 16)):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _close(running: subprocess.Popen[bytes]) -> None:
    """Ends a git that waits for input; one that was killed is closed without an error."""
    with suppress(BrokenPipeError):
        running.communicate()


class BlobReader:
    """Contents of blobs through one `git cat-file --batch` that stays open."""

    _AT_ONCE = 500
    """Requests in flight: together smaller than a pipe holds, so that neither side waits for the other."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._running = _start(root, "cat-file", "--batch", complaints=subprocess.DEVNULL)
        self._end = finalize(self, _close, self._running)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Blob id → bytes. Raises CunwuError if a blob is missing."""
        wanted = [blob for blob in dict.fromkeys(blobs) if blob]
        if len(wanted) > 1 and (remote := _promisor(self.root)):
            self._bring(wanted, remote)
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), self._AT_ONCE):
            self._read_some(wanted[start : start + self._AT_ONCE], found)
        return found

    def _read_some(self, wanted: Sequence[str], found: dict[str, bytes]) -> None:
        stdin, stdout = self._running.stdin, self._running.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("git was started without pipes")
        try:
            stdin.write("".join(f"{blob}\n" for blob in wanted).encode())
            stdin.flush()
        except BrokenPipeError:
            raise self._broken_off() from None
        for blob in wanted:
            head = stdout.readline()
            if not head.endswith(b"\n"):
                raise self._broken_off()
            if len(parts := head.split()) != 3:
                raise CunwuError(f"提交历史里缺内容 {blob[:12]}", next_step="git fsck")
            size = int(parts[2])
            content = stdout.read(size + 1)
            if len(content) != size + 1:
                raise self._broken_off()
            found[blob] = content[:-1]

    def _bring(self, wanted: Sequence[str], remote: str) -> None:
        """Fetches what a clone without contents lacks of these blobs in one go; git itself would ask for each alone."""
        listed = run_git(self.root, "cat-file", "--batch-check=%(objectname)", "--batch-all-objects", "--unordered")
        missing = set(wanted).difference(listed.decode().split())
        if missing:
            quiet = ("--no-tags", "--no-write-fetch-head", "--recurse-submodules=no", "--filter=blob:none", "--stdin")
            with suppress(CunwuError):  # what does not come is told by whoever reads it
                command = ("-c", "fetch.negotiationAlgorithm=noop", "fetch", remote, *quiet)
                run_git(self.root, *command, given="".join(f"{blob}\n" for blob in sorted(missing)).encode())

    def _broken_off(self) -> CunwuError:
        """The error for a git that stopped while it gave contents: in a clone without them it cannot fetch any."""
        return lacks_contents() if _promisor(self.root) else broken_off("读内容时")


@lru_cache(maxsize=16)
def _promisor(root: Path) -> str:
    """The remote that holds what a clone without contents lacks; empty in a whole clone."""
    try:
        told = run_git(root, "config", "--get-regexp", r"^remote\..*\.partialclonefilter$").decode()
    except GitRefusedError:
        return ""
    return told.split()[0].removeprefix("remote.").rpartition(".")[0]


def resolve_commit(root: Path, revision: str) -> str:
    """The full id of the commit that a name stands for. Raises GitRefusedError if it stands for none."""
    try:
        found = run_git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except GitRefusedError:
        raise _unknown(revision) from None
    if not found:
        raise broken_off("没有说是哪个提交")
    return found


def _unknown(revision: str) -> GitRefusedError:
    return GitRefusedError(f"没有叫「{revision}」的版本", next_step="git log --oneline，看有哪些版本")


def refuse_shallow(root: Path) -> None:
    """Raises CunwuError if the clone is shallow: missing history would look as if nothing had happened."""
    if run_git(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
        raise only_part()


class BlobChange(Frozen):
    """One record file between two trees: its blob before and after, empty if it is missing."""

    path: str
    before: str
    after: str


def demand_names(root: Path, raw: bytes, base: str, head: str, folder: str = "") -> None:
    """Raises CunwuError if git named no file that differs below a folder of two trees that do differ."""
    # A git that is killed behind a script answers nothing and reports success; then nothing would look changed.
    if not raw and _tree_at(root, base, folder) != _tree_at(root, head, folder):
        raise broken_off("两个版本不一样，一个文件也没有列出来")


def tree_of(root: Path, commit: str) -> str:
    """The id of the tree of all records of a commit; empty if it has none."""
    return _tree_at(root, commit, RECORDS).decode()


def trees_of(root: Path, commits: Sequence[str]) -> Mapping[str, str]:
    """Commit → the id of the tree of all its records, for those commits that the clone holds."""
    prefix = prefix_of(root)
    asked = "".join(f"{commit}:{prefix}{RECORDS}\n" for commit in commits).encode()
    told = run_git(root, "cat-file", "--batch-check=%(objectname) %(objecttype)", given=asked).decode().splitlines()
    rows = [line.split() for line in told]
    return {commit: row[0] for commit, row in zip(commits, rows, strict=True) if row[-1] == "tree"}


def commits_to(root: Path, head: str) -> tuple[str, ...]:
    """All commits on the first-parent line of a commit, newest first."""
    return tuple(run_git(root, "rev-list", "--first-parent", head, "--").decode().split())


def broken_objects(root: Path) -> tuple[str, ...]:
    """What git says of objects whose content is not what their names promise; empty if there are none."""
    try:
        run_git(root, "fsck", "--no-progress", "--no-dangling", "--no-reflogs")
    except CunwuError as error:
        return (error.message,)
    return ()


def _tree_at(root: Path, revision: str, folder: str) -> bytes:
    """The id of a folder of the project in a commit or tree; empty if it has none."""
    try:
        return run_git(root, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}:./{folder}").strip()
    except GitRefusedError:
        return b""


def compare_trees(root: Path, base: str, head: str) -> tuple[BlobChange, ...]:
    """Record files that differ between two commits or trees, by object ids; the time depends on the changes."""
    prefix = prefix_of(root)
    raw = run_git(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", base, head, "--", RECORDS)
    demand_names(root, raw, base, head, RECORDS)
    tokens = iter(raw.decode("utf-8", "surrogateescape").split("\0"))
    heads = (token for token in tokens if token.startswith(":"))
    return tuple(_change(head_of, next(tokens).removeprefix(prefix)) for head_of in heads)


def read_published(root: Path, path: str, revision: str) -> bytes | None:
    """A file in a commit; None if the commit does not hold it, or if `revision` is HEAD and nothing was committed.

    Raises CunwuError for any other name without a commit: a slip in it must not look like "never published".
    """
    try:
        return run_git(root, "cat-file", "blob", f"{resolve_commit(root, revision)}:./{path}")
    except (GitRefusedError, NoRepositoryError):
        if revision != "HEAD":
            resolve_commit(root, revision)
        return None


def read_blobs(root: Path, blobs: Iterable[str]) -> Mapping[str, bytes]:
    """Blob id → bytes, all through one `git cat-file --batch`."""
    wanted = [blob for blob in dict.fromkeys(blobs) if blob]
    if not wanted:
        return {}
    with BlobReader(root) as reader:
        return reader.read(wanted)


def _parse_log(tokens: Iterator[str], prefix: str, wanted: Wanted) -> Iterator[Commit]:
    """Commits from tokens between NULs: the head of a commit, or a change of a file and then its name (any text)."""
    head, changes, size, may_move = "", list[BlobChange](), 0, False
    for token in (token.lstrip("\n") for token in tokens):
        if token.startswith(":"):
            path = next(tokens).removeprefix(prefix)
            size += 1
            may_move = may_move or (token.endswith("D") and path.rpartition("/")[2] in OWN_FILES)
            if size > wanted.at_most:
                changes.clear()
            elif wanted.path is None or wanted.path(path):
                changes.append(_change(token, path))
        elif token:
            if head:
                yield _commit(head, changes, size, may_move=may_move)
            head, changes, size, may_move = token, [], 0, False
    if head:
        yield _commit(head, changes, size, may_move=may_move)


def _commit(head: str, changes: list[BlobChange], size: int, *, may_move: bool) -> Commit:
    commit, _, time = head.strip().partition(" ")
    return Commit(commit, int(time), tuple(changes), size, may_move)


def _change(head: str, path: str) -> BlobChange:
    """One line of raw output: modes, then blobs, before and after; a link or submodule is no record file."""
    old_mode, new_mode, before, after, _ = head[1:].split(" ")
    regular = "100"
    return BlobChange(
        path, before if old_mode.startswith(regular) else "", after if new_mode.startswith(regular) else ""
    )


def edited_files(root: Path) -> tuple[str, ...] | None:
    """Record files on disk that differ from HEAD, new and ignored ones too; None if git cannot list them."""
    # Two gits at once, for the known files and the others: both read everything, and together take half as long.
    known = ("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=no", "--", RECORDS)
    with _start(root, *known) as status, _start(root, "ls-files", "--others", "-z", "--", RECORDS) as listing:
        (told, *refused), (others, *also) = status.communicate(), listing.communicate()
    if status.returncode or listing.returncode:
        raise error_of(root, status.returncode or listing.returncode, refused[0] or also[0])
    prefix = prefix_of(root)
    paths = [row[3:].removeprefix(prefix) for row in _names(told)] + _names(others)
    return None if any(path.endswith("/") for path in paths) else tuple(sorted(paths))


def _names(raw: bytes) -> list[str]:
    """The texts between NULs."""
    return [name for name in raw.decode("utf-8", "surrogateescape").split("\0") if name]
