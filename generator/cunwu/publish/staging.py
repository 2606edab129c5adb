"""The next version of the site, built in a second copy beside it; when it is complete, both exchange names in one step.

The copy shares every file with the site by hard links, so it takes space for folders only, and the time of a
publication depends on what it changes, not on the size of the site. Files in the copy are replaced, never written
into: the site may share them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import stat
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of
from cunwu.core.verifier import LISTING, digest_of
from cunwu.publish.copy import (
    Lag,
    catch_up,
    copy_site,
    drop,
    empty_folders,
    files_below,
    make_folder,
    spare_of,
    sweep_notes,
)
from cunwu.publish.intact import FEW, to_disk
from cunwu.publish.listing import digest_of_file, is_listed, listings_again, listings_anew, text_of

_RETIRED, _LOCK = ".old-", ".lock"
"""Parts of names beside the site: of an old site that was moved aside, which is not hidden, and of the lock."""
_TEXTS = (".html", ".css", ".js", ".xml", ".ics", ".json", ".svg", ".txt", ".csv")
_PACKED = ".gz"
_RENAME_EXCHANGE, _AT_FDCWD, _PR_SET_PDEATHSIG = 2, -100, 1
_ELSEWHERE = "在 Windows 的 WSL 里运行；或者推上去，由平台、服务器生成"


class Staging:
    """The folder that a build writes into; before the first write it holds the last version."""

    keeps = False
    """Whether the last version is as the last build left it."""

    def __init__(
        self, site: Path, *, whole: bool = True, precompress: bool = False, joined: bool = False, afresh: bool = False
    ) -> None:
        """A `whole` version holds only files that are written or kept; else all files stay that are not removed.

        With `precompress`, texts have a compressed copy beside them, which a web server can send as it is. With
        `joined`, this process writes into the folder of another process's build, which has the lock.
        """
        self.whole = whole
        self.precompress = precompress
        self.site = site = site.resolve()  # two folders cannot exchange names through a symbolic link
        self.folder = spare_of(site)
        self.written = 0
        """How many files have new content."""
        self.kept = 0
        """How many files were written or kept and are the same as before."""
        self.growth = 0
        """How many files more than the last version has; negative if fewer."""
        self._files: dict[str, None] = {}
        """Addresses that were written or kept, in this order, without those of settled folders."""
        self._settled: set[str] = set()
        self._changed: list[str] = []
        """Addresses that differ from the last version, written or removed, and are not in the note yet."""
        self._fresh: list[str] = []
        """The first addresses of those that differ, which have to be on the disk before the site changes."""
        self._inside = f"{self.folder}/"
        self._folders = {""}
        """Folders that are known to exist."""
        self._lag: Lag | None = None
        """The note of changed addresses; None in a worker, whose build writes it."""
        self._lock = None if joined else take_lock(site)
        if joined:
            return
        try:
            _sweep(site)
            if afresh:  # somebody wrote into the site: the copy has to hold what lies there now
                drop(self.folder)
            catch_up(site, self.folder)
            self._lag = Lag(site, self.folder)
        except OSError as error:
            give_lock(self._lock)
            raise _disk_error(error, site) from error

    def mark(self) -> int:
        """A moment for `since`; valid until an address that was written before it is settled."""
        return len(self._files)

    def since(self, mark: int) -> tuple[str, ...]:
        """Addresses that were written or kept since `mark` and are not settled, in this order."""
        return tuple(islice(reversed(self._files), len(self._files) - mark))[::-1]

    def write(self, url: str, content: bytes, *, pack: bool = True) -> None:
        """Put one file into the new version; if its bytes are the same as before, the file is not replaced.

        Without `pack` no compressed copy is made: the caller writes it.
        """
        before = self.written
        self._write(url, content)
        if pack and self.precompress and url.endswith(_TEXTS):
            packed = f"{url}{_PACKED}"
            if self.written > before or not os.path.isfile(self._inside + packed):
                import gzip  # only needed here

                self._write(packed, gzip.compress(content, mtime=0))
            else:
                self.keep((packed,))

    def write_once(self, url: str, make: Callable[[], bytes]) -> None:
        """Put a file whose name changes with its content: if the last version has it, it is not made again."""
        if not (self.keeps and self.has(url)):
            self.write(url, make())
            return
        packed = f"{url}{_PACKED}"
        self.keep((url, packed) if self.has(packed) else (url,))

    def _write(self, url: str, content: bytes) -> None:
        if url in self._files:
            raise ValueError(f"two pages want to be {url}")
        self._files[url] = None
        try:
            if self._put(url, content):
                self.written += 1
                self._changed.append(url)
            else:
                self.kept += 1
        except OSError as error:
            raise _disk_error(error, self.site) from error

    def _put(self, url: str, content: bytes) -> bool:
        """Write the file; False if it exists with these bytes."""
        target = self._inside + url
        try:
            old = os.lstat(target)
        except FileNotFoundError:
            make_folder(self._inside, url.rpartition("/")[0], self._folders)
            self.growth += 1
        else:
            if stat.S_ISREG(old.st_mode) and old.st_size == len(content) and _read(target) == content:
                return False
            os.unlink(target)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        with open(handle, "wb") as file:
            os.fchmod(handle, 0o644)  # a tight umask must not hide it from the web server
            file.write(content)
        return True

    def read(self, url: str) -> bytes:
        """The bytes of a file in the new version; before it is written, those of the last version."""
        return _read(self._inside + url)

    def has(self, url: str) -> bool:
        """Whether the new version has a file."""
        return os.path.isfile(self._inside + url)

    def keep(self, urls: Iterable[str]) -> None:
        """Keep files of the last version without reading them."""
        for url in urls:
            self._files[url] = None
            self.kept += 1

    def settle(self, folder: str, urls: Sequence[str]) -> None:
        """Complete a folder of a whole version: `urls` are all its files, and every one exists.

        Other files in it are removed, and none of its addresses is kept in memory: a large site has too many.
        """
        if not self.whole:
            return
        there = {f"{folder}/{name}" for name in files_below(self._inside + folder)}
        start = len(folder) + 1
        listed = {url[start:]: digest_of_file(self._inside + url) for url in urls if url in there}
        self.write(listing := f"{folder}/{LISTING}", text_of(listed), pack=False)
        self.remove(there.difference(urls, (listing,)))
        if not there.issuperset(urls):
            raise _incomplete(sorted(set(urls) - there))
        for url in (*urls, listing):
            del self._files[url]
        self._folders -= {url.rpartition("/")[0] for url in urls}
        self._settled.add(folder)
        self._note_changes()

    def _note_changes(self) -> None:
        if self._lag is not None:
            try:
                self._lag.add(self._changed)
            except OSError as error:
                raise _disk_error(error, self.site) from error
            self._fresh += self._changed[: FEW + 1 - len(self._fresh)]
            self._changed.clear()

    def remove(self, urls: Iterable[str]) -> None:
        """Remove files that were neither written nor kept, and the folders that become empty."""
        gone = set(urls) - self._files.keys()
        gone |= {f"{url}{_PACKED}" for url in gone if url.endswith(_TEXTS)} - self._files.keys()
        for url in sorted(gone):
            try:
                os.unlink(self._inside + url)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _disk_error(error, self.site) from error
            self._changed.append(url)
            self.growth -= 1
            self._folders.difference_update(empty_folders(self._inside, url.rpartition("/")[0]))

    def enter_worker(self, parent: int) -> None:
        """Call it in a worker of the build: the build keeps the lock, and the worker ends when the build does."""
        give_lock(self._lock)
        self._lag = None
        self.hand_over(self.mark())  # the build counts what was done before the fork
        prctl = getattr(ctypes.CDLL(None), "prctl", None)
        if prctl is not None:  # Linux only; elsewhere workers of a killed build wait for ever, without the lock
            prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    def verify(self) -> None:
        """Raises CunwuError if a file of the new version is missing: the disk may be full, or somebody removed it."""
        missing = [url for url in self._files if not os.path.isfile(self._inside + url)]
        missing += [folder for folder in sorted(self._settled) if not os.path.isdir(self._inside + folder)]
        if missing:
            raise _incomplete(missing)

    def swap(self) -> None:
        """Replace the old version by the new one in one step; the folder of the old one becomes the next copy."""
        try:
            to_disk(self.folder, self._fresh if len(self._fresh) <= FEW else None)
            if not self.site.exists():
                self.folder.rename(self.site)
            elif not _exchange(self.folder, self.site):
                retired = self.site.with_name(f"{self.site.name}{_RETIRED}{os.getpid()}")
                self.site.rename(retired)
                self.folder.rename(self.site)
                retired.rename(self.folder)
            to_disk(self.site.parent, ())
        except OSError as error:
            raise _disk_error(error, self.site) from error

    def complete(self) -> str:
        """List all files, after the last of those that listings name was written; returns the digest of the listings.

        What tells of the publication is written afterwards.
        """
        digest = ""
        for url, content in self._listings():
            self.write(url, content, pack=False)
            digest = digest_of(content)
        if self.whole:
            self.remove(filter(is_listed, files_below(str(self.folder), self._settled)))
        return digest or digest_of_file(self._inside + LISTING)

    def _listings(self) -> Iterable[tuple[str, bytes]]:
        if self.whole:
            settled = (f"{folder}/{LISTING}" for folder in sorted(self._settled))
            return listings_anew(self.folder, [*self._files, *settled], lambda url: digest_of_file(self._inside + url))

        def digest(url: str) -> str:
            return digest_of_file(self._inside + url) if os.path.isfile(self._inside + url) else ""

        return listings_again(self.folder, tuple(self._changed), digest)

    def changed(self) -> tuple[int, dict[str, str]]:
        """How many files differ from the last version, and the digest of each, empty if it is gone, if they are few."""
        self._note_changes()
        count = self._lag.length if self._lag is not None else 0
        few = self._fresh if count <= FEW else ()
        return count, {url: digest_of_file(path) if os.path.isfile(path := self._inside + url) else "" for url in few}

    def publish(self) -> None:
        """Verify and swap; if nothing changed, the old version stays."""
        if self._lag is None:
            raise RuntimeError("a worker does not publish")
        self._note_changes()
        self.verify()
        if self._lag.length or not self.site.exists():
            self.swap()
        with suppress(OSError):  # the site is published; without the copy the next build makes a new one
            is_new = copy_site(self.site, self.folder)
            self._lag.keep(nothing=is_new)
            if self.whole and not is_new:  # here, because a whole build takes long anyway
                catch_up(self.site, self.folder)
                Lag(self.site, self.folder).keep()
        give_lock(self._lock)

    def close(self) -> None:
        """Give up: the site stays as it is, and the copy is removed."""
        if self._lag is not None:
            self._lag.give_up()
        drop(self.folder)
        give_lock(self._lock)

    def hand_over(self, mark: int) -> Handed:
        """What a worker has written since `mark`, for `adopt`; counts and changes are those since the last call."""
        handed = Handed(self.since(mark), tuple(self._settled), tuple(self._changed), self.written, self.kept)
        self._settled.clear()
        self._changed.clear()
        self.written = self.kept = 0
        return handed

    def adopt(self, handed: Handed) -> None:
        """Take over what a worker of this build wrote into the same folder."""
        self._files.update(dict.fromkeys(handed.files))
        self._settled.update(handed.settled)
        self._changed += handed.changed
        self.written += handed.written
        self.kept += handed.kept
        self._note_changes()


class Handed(Frozen):
    """What a worker wrote into the folder of a build."""

    files: tuple[str, ...]
    """Addresses that were written or kept, without those of settled folders."""
    settled: tuple[str, ...]
    changed: tuple[str, ...]
    written: int
    kept: int


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders in one step (Linux); False if the system cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    arguments = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if renameat2(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def take_lock(site: Path, *, waits: bool = False) -> int:
    """Take the lock of a site: one build at a time. The system frees the lock of a killed build.

    Raises CunwuError if another build has it, unless this one waits, and on systems without such locks.
    """
    try:
        import fcntl
    except ImportError:
        raise CunwuError("这个系统不能生成网站，要 Linux 或 macOS", next_step=_ELSEWHERE) from None
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(site.parent / f".{site.name}{_LOCK}", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _disk_error(error, site) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise CunwuError(f"另一个生成正在写 {site}", next_step="等它结束再运行一次") from None
    return handle


def give_lock(handle: int | None) -> None:
    """Let others take the lock."""
    if handle is None:
        return
    try:
        os.close(handle)
    except OSError as error:
        if error.errno != errno.EBADF:
            raise


def _sweep(site: Path) -> None:
    """Remove what killed builds left; move an old site back that was moved aside and never replaced."""
    for left in sorted(site.parent.glob(f"{site.name}{_RETIRED}*")):
        if site.exists():
            drop(left)
        else:
            left.rename(site)
    sweep_notes(site)


def _incomplete(missing: Sequence[str]) -> CunwuError:
    return CunwuError(f"生成的网站不完整，缺 {'、'.join(missing[:3])}", next_step="df -h .")


def _disk_error(error: OSError, site: Path) -> CunwuError:
    look = "df -h" if error.errno == errno.ENOSPC else "ls -ld"
    told = f"写不了 {error.filename or site}：{reason_of(error)}，原来的网站没有动"
    return CunwuError(told, next_step=f"{look} {site.parent}")
