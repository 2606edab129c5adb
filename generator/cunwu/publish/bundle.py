"""The files of one task as a bundle, and the folder or bucket through which machines exchange bundles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import fsspec

from cunwu.core.database import SpoiltError
from cunwu.core.problem import CunwuError


def pack(files: Mapping[str, bytes]) -> bytes:
    """A line of JSON with names and lengths, then the contents: the same bytes for the same files in the same order."""
    heads = [[name, len(content)] for name, content in files.items()]
    return json.dumps(heads).encode("ascii") + b"\n" + b"".join(files.values())


def unpack(bundle: bytes, digest: str) -> Mapping[str, bytes]:
    """Name → content of the files in a bundle. Raises SpoiltError if it has another digest."""
    if digest_of(bundle) != digest:
        raise SpoiltError
    heads, _, rest = bundle.partition(b"\n")
    files, start = {}, 0
    for name, length in json.loads(heads):
        files[name] = rest[start : start + length]
        start += length
    return files


def digest_of(bundle: bytes) -> str:
    """The digest of a bundle; another bundle, or a part of this one, has another digest."""
    return sha256(bundle).hexdigest()


@dataclass(frozen=True)
class Store:
    """A folder or the target of an fsspec URL, shared by all machines; bundles lie in it until they are fetched."""

    url: str
    option: str = "--store"
    """With which it was given."""

    def put(self, name: str, bundle: bytes) -> None:
        """Write a bundle. A half-written one does no harm: whoever fetches it compares the digest."""
        with self._told():
            self._system.makedirs(f"{self._folder}/{name}".rpartition("/")[0], exist_ok=True)
            self._system.pipe_file(f"{self._folder}/{name}", bundle)

    def fetch(self, name: str) -> bytes:
        """The bytes of a bundle. Raises FileNotFoundError if there is none of this name."""
        with self._told():
            found: bytes = self._system.cat_file(f"{self._folder}/{name}")
            return found

    def drop(self, name: str) -> None:
        """Remove one bundle, if it is there."""
        with self._told(), suppress(FileNotFoundError):
            self._system.rm_file(f"{self._folder}/{name}")

    def empty(self) -> None:
        """Remove everything in the store, also what killed builds left there."""
        with self._told(), suppress(FileNotFoundError):
            self._system.rm(self._folder, recursive=True)

    @cached_property
    def _found(self) -> tuple[Any, str]:
        system, folder = fsspec.core.url_to_fs(self.url)
        return system, folder.rstrip("/")

    @property
    def _system(self) -> Any:
        return self._found[0]

    @property
    def _folder(self) -> str:
        return self._found[1]

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except Exception as error:  # every kind of store fails in its own way
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            if isinstance(error, ImportError):
                raise CunwuError(f"用不了 {self.url}：{reason}", next_step="pip install 'cunwu[store]'") from error
            next_step = f"{self.option} 写一个文件夹或地址，各台机器都能读写，而且是同一个"
            raise CunwuError(f"用不了 {self.url}：{reason}", next_step=next_step) from error
