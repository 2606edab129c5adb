"""Where record files come from: a folder on disk. Links are refused, nothing outside is followed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cunwu.core.attributes import reaches_records
from cunwu.core.listing import Entry, Sieve, foreign_in
from cunwu.core.paths import ATTRIBUTES, BESIDE, RECORDS
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of

if TYPE_CHECKING:
    from cunwu.core.originals import Originals
    from cunwu.yaml.reader import Memory


class Source(Protocol):
    """A set of files below `villages/`; paths are relative to the project, with forward slashes."""

    @property
    def memory(self) -> Memory | None:
        """Results kept from files that were read before; None if none are kept."""
        ...

    def files(self) -> tuple[str, ...]:
        """Every regular file, sorted."""
        ...

    def links(self) -> tuple[str, ...]:
        """Links, other things that are no regular files, and hidden paths: refused, never followed."""
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a file that `files` lists."""
        ...


class PartSource(Source, Protocol):
    """A source that can list a single folder."""

    def files_in(self, folder: str, without: Collection[str]) -> tuple[str, ...]:
        """The regular files below a folder but not below those of `without`, sorted; reads only these."""
        ...


@dataclass
class FolderSource:
    """The files of a folder on disk."""

    root: Path
    memory: Memory | None = None
    originals: Originals | None = None
    reads: int = 0
    """Number of files read so far; counted for the tests."""
    _links: tuple[str, ...] | None = field(default=None, repr=False)

    def files(self) -> tuple[str, ...]:
        """Every regular file below villages/, sorted, without hidden ones. Not kept, because they are many."""
        if (self.root / RECORDS).is_symlink():
            raise CunwuError(
                f"{RECORDS} 是链接，不会打开", next_step=f"删去链接，把真正的文件夹放在这里：ls -l {RECORDS}"
            )
        sieve = Sieve()
        files = sieve.sift(_walk(str(self.root / RECORDS), RECORDS))
        self._links = tuple(sorted((*sieve.refused, *foreign_beside(self.root))))
        return files

    def links(self) -> tuple[str, ...]:
        """Symbolic links, devices, sockets, hidden files and folders, as of the last listing of files.

        Those beside the records are among them, because the site is made from content/ and theme/ too.
        """
        if self._links is None:
            self.files()
        return self._links or ()

    def files_in(self, folder: str, without: Collection[str]) -> tuple[str, ...]:
        """The regular files below a folder but not below those of `without`, sorted; reads only these."""
        return Sieve().sift(_walk(str(self.root / folder), folder, without))

    def read(self, path: str) -> bytes:
        """The bytes of one file."""
        self.reads += 1
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise CunwuError(f"读不了文件 {path}：{reason_of(error)}", next_step=f"检查权限：ls -l {path}") from error


def _walk(folder: str, prefix: str, without: Collection[str] = ()) -> Iterator[Entry]:
    """Everything below a folder but not below those of `without`; of a hidden folder only itself, with a slash."""
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        raise CunwuError(
            f"打不开文件夹 {prefix}：{reason_of(error)}", next_step=f"检查权限：ls -ld {prefix}"
        ) from error
    if any(entry.name == ".git" for entry in entries):  # a repository of its own: only its name would be committed
        yield prefix, False
        return
    for entry in entries:
        path = f"{prefix}/{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            yield path, entry.is_file(follow_symlinks=False)
        elif entry.name.startswith("."):
            yield f"{path}/", False
        elif path not in without:
            yield from _walk(entry.path, path, without)


def foreign_beside(root: Path) -> tuple[str, ...]:
    """Links, submodules and attributes of git below content/ and theme/, sorted.

    theme/ itself may be a link on disk to that of an installed program; never one that was committed.
    """
    links = ["content"] if (root / "content").is_symlink() else []
    for folder in BESIDE:
        if (root / folder).is_dir() and not (root / folder).is_symlink():
            links += foreign_in(_walk(str(root / folder), folder))
    plain = (name for name in ATTRIBUTES if (root / name).is_file() and not (root / name).is_symlink())
    links += (name for name in plain if reaches_records(name, (root / name).read_bytes()))
    return tuple(sorted(links))


def refuse_foreign(root: Path) -> None:
    """Raises CunwuError if the site would hold what a link below content/ or theme/ leads to."""
    refuse_links(foreign_beside(root))


def refuse_links(found: Sequence[str]) -> None:
    """Raises CunwuError for the first of these paths, if there is one."""
    if found:
        message = f"{found[0]} 是链接，或会改变别的文件，不会打开，网站没有动"
        raise CunwuError(message, next_step=f"删去它，把真正的文件放在这里：ls -l {found[0]}")


def blob_id(content: bytes) -> str:
    """The id that git gives these bytes: a digest of their content, in 40 hexadecimal digits."""
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def originals_in(source: Source | None) -> Originals | None:
    """The store of attachments that was given with a source; None if none was, or if it is of a kind that has none."""
    found: Originals | None = getattr(source, "originals", None)
    return found
