"""Originals of attachments that lie in no repository: taken from a store by their digest, kept beside the cache."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from cunwu.core.paths import STORE_OPTION
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of

MEGA, MOST_HERE = 1_000_000, 300
"""MB of attachments in the folder of a place that says nothing: at half a megabyte a photo some six hundred."""


class Store(Protocol):
    """Contents by name: a folder, or whatever an address leads to."""

    def put(self, name: str, bundle: bytes) -> None:
        """Write a content under a name."""
        ...

    def fetch(self, name: str) -> bytes:
        """The content. Raises FileNotFoundError if there is none of this name."""
        ...


@dataclass(frozen=True)
class FolderStore:
    """A store that is a folder: of this machine, or one that is mounted there."""

    folder: Path

    def put(self, name: str, bundle: bytes) -> None:
        """Write a content in one step; another of the same name is the same."""
        target = self.folder / name
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(bundle)
            draft.replace(target)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise _unusable(self.folder, error) from error

    def fetch(self, name: str) -> bytes:
        """The content; a folder that is not there is no store, not an empty one."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError as error:
            if self.folder.is_dir():
                raise
            raise _unusable(self.folder, error) from None
        except OSError as error:
            raise _unusable(self.folder, error) from error


def _unusable(folder: Path, error: OSError) -> CunwuError:
    return CunwuError(
        f"用不了附件库 {folder}：{reason_of(error)}",
        next_step=f"{STORE_OPTION} 写附件库的文件夹，看一看：ls -ld {folder}",
    )


def name_in_store(digest: str) -> str:
    """Where an original lies in a store: “ab/ab12…”."""
    return f"{digest[:2]}/{digest}"


@dataclass
class Originals:
    """The originals of a store, each fetched once: the next build finds it in the folder `kept`, by its digest."""

    store: Store
    kept: Path
    fetched: int = 0
    """How many were asked of the store; counted for the tests."""
    _why: dict[str, str] = field(default_factory=dict, repr=False)

    def find(self, digest: str) -> bytes | None:
        """The original; None if it is not in the store, or another is there under its name."""
        if digest in self._why:
            return None
        try:
            content = (self.kept / name_in_store(digest)).read_bytes()
        except OSError:
            content = b""
        return content if _digest(content) == digest else self._fetched(digest)

    def find_anew(self, digest: str) -> bytes | None:
        """The original as it lies in the store now: one that was taken down there is kept nowhere."""
        (self.kept / name_in_store(digest)).unlink(missing_ok=True)
        return self._fetched(digest, keeps=False)

    def why_missing(self, digest: str) -> str:
        """Why there is none; empty if there is one."""
        self.find(digest)
        return self._why.get(digest, "")

    def _fetched(self, digest: str, *, keeps: bool = True) -> bytes | None:
        self.fetched += 1
        try:
            content = self.store.fetch(name_in_store(digest))
        except FileNotFoundError:
            self._why[digest] = "附件库里没有"
            return None
        if _digest(content) != digest:
            self._why[digest] = "附件库里的内容和校验值不符"
            return None
        if keeps:
            self._keep(digest, content)
        return content

    def _keep(self, digest: str, content: bytes) -> None:
        """Keep it; a folder that cannot be written costs time only."""
        with suppress(CunwuError):
            FolderStore(self.kept).put(name_in_store(digest), content)


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
