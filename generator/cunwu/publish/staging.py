"""The next version of the site in a second copy beside it: brought up to date whole, then both trade names at once.

The copy shares every file with the site by hard links, so it costs folders only, and a publication costs what it
changes, however large the site is. Files in the copy are replaced, never written into: the site may share them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
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

_RETIRED, _LOCK = ".old-", ".lock"
"""Names beside the site; that of a site that had to be moved aside is not hidden."""
_TEXTS = (".html", ".css", ".js", ".xml", ".ics", ".json", ".svg", ".txt", ".csv")
_PACKED = ".gz"
_RENAME_EXCHANGE, _AT_FDCWD = 2, -100
_PR_SET_PDEATHSIG = 1


class Staging:
    """The folder a build writes into: the last version, until it is written to."""

    def __init__(self, site: Path, *, whole: bool = True, precompress: bool = False, joined: bool = False) -> None:
        """A `whole` version holds only what is asked for; else everything stays that is not written or removed.

        With `precompress`, texts have a compressed copy beside them, for a web server to send as it is. Who has
        `joined` writes into the folder of another process's build, which has the lock.
        """
        self.whole = whole
        self.precompress = precompress
        self.site = site = site.resolve()  # behind a link the two folders could not trade names
        self.folder = spare_of(site)
        self.written = 0
        """Files whose content is new."""
        self.kept = 0
        """Files that were asked for and are as they were."""
        self.growth = 0
        """How many files more than the last version."""
        self._files: dict[str, None] = {}
        """Those asked for, from the site's root, in the order of asking, without those of settled folders."""
        self._settled: set[str] = set()
        self._changed: list[str] = []
        """What differs from the last version, written anew or removed, and is not yet noted."""
        self._inside = f"{self.folder}/"
        self._folders = {""}
        """Those that are known to be there."""
        self._lag: Lag | None = None
        """Where what changed is noted; a worker leaves that to the build."""
        self._lock = None if joined else _take_lock(site)
        if joined:
            return
        try:
            _sweep(site)
            catch_up(site, self.folder)
            self._lag = Lag(site, self.folder)
        except OSError as error:
            _give_lock(self._lock)
            raise _disk_error(error, site) from error

    def mark(self) -> int:
        """A moment that `since` can be asked about, as long as nothing asked for before it is settled."""
        return len(self._files)

    def since(self, mark: int) -> tuple[str, ...]:
        """What was asked for since then and is not settled, in the order of asking."""
        return tuple(islice(reversed(self._files), len(self._files) - mark))[::-1]

    def write(self, url: str, content: bytes, *, pack: bool = True) -> None:
        """Put one file into the new version; the same bytes as before are the same file as before.

        Not to `pack` is for whoever brings the compressed copy along.
        """
        before = self.written
        self._write(url, content)
        if pack and self.precompress and url.endswith(_TEXTS):
            packed = f"{url}{_PACKED}"
            if self.written > before or not os.path.isfile(self._inside + packed):
                import gzip  # only who asks for it

                self._write(packed, gzip.compress(content, mtime=0))
            else:
                self.keep((packed,))

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
        """The file with these bytes; False where it was there with the same."""
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
            os.fchmod(handle, 0o644)  # whatever the umask is, the web server may read it
            file.write(content)
        return True

    def read(self, url: str) -> bytes:
        """A file as the new version has it so far; until it is written, as the last one had it."""
        return _read(self._inside + url)

    def keep(self, urls: Iterable[str]) -> None:
        """Files of the last version that stay as they are without being looked at."""
        for url in urls:
            self._files[url] = None
            self.kept += 1

    def settle(self, folder: str, urls: Sequence[str]) -> None:
        """Nothing more will be asked of a folder of a whole version than these files in it, which are there.

        What else is in it goes, and all of it is forgotten: a large site has too many files to have them in mind.
        """
        if not self.whole:
            return
        there = {f"{folder}/{name}" for name in files_below(self._inside + folder)}
        self.remove(there.difference(urls))
        if not there.issuperset(urls):
            raise _incomplete(sorted(set(urls) - there))
        for url in urls:
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
            self._changed.clear()

    def remove(self, urls: Iterable[str]) -> None:
        """Take files out of the new version that were not written again, with the folders they leave empty."""
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
        """For a worker of the build: the lock stays with the build, and the worker ends when it does."""
        _give_lock(self._lock)
        self._lag = None
        self.hand_over(self.mark())  # what was done so far is the build's already
        prctl = getattr(ctypes.CDLL(None), "prctl", None)
        if prctl is not None:  # Linux; elsewhere workers of a killed build wait for ever, without the lock
            prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    def verify(self) -> None:
        """Look for what was asked for: a full disk or somebody else's hand must not pass."""
        missing = [url for url in self._files if not os.path.isfile(self._inside + url)]
        missing += [folder for folder in sorted(self._settled) if not os.path.isdir(self._inside + folder)]
        if missing:
            raise _incomplete(missing)

    def swap(self) -> None:
        """Put the new version in place of the old one in one step; the old one is the next copy to write into."""
        try:
            if not self.site.exists():
                self.folder.rename(self.site)
            elif not _exchange(self.folder, self.site):
                retired = self.site.with_name(f"{self.site.name}{_RETIRED}{os.getpid()}")
                self.site.rename(retired)
                self.folder.rename(self.site)
                retired.rename(self.folder)
        except OSError as error:
            raise _disk_error(error, self.site) from error

    def publish(self) -> None:
        """Verify and swap; a version in which nothing changed leaves the old one untouched."""
        if self._lag is None:
            raise RuntimeError("a worker does not publish")
        if self.whole:
            self.remove(files_below(str(self.folder), self._settled))
        self._note_changes()
        self.verify()
        if self._lag.length or not self.site.exists():
            self.swap()
        with suppress(OSError):  # the site stands; without the copy the next build makes a new one
            is_new = copy_site(self.site, self.folder)
            self._lag.keep(nothing=is_new)
            if self.whole and not is_new:  # now, while everybody waits anyway, not in the next small publication
                catch_up(self.site, self.folder)
                Lag(self.site, self.folder).keep()
        _give_lock(self._lock)

    def close(self) -> None:
        """Give up; the site stands, and the copy is of no use any more."""
        if self._lag is not None:
            self._lag.give_up()
        drop(self.folder)
        _give_lock(self._lock)

    def hand_over(self, mark: int) -> Handed:
        """What a worker has done since `mark` and since it was asked last, for the build to take over."""
        handed = Handed(self.since(mark), tuple(self._settled), tuple(self._changed), self.written, self.kept)
        self._settled.clear()
        self._changed.clear()
        self.written = self.kept = 0
        return handed

    def adopt(self, handed: Handed) -> None:
        """Take over what a worker wrote into the same folder."""
        self._files.update(dict.fromkeys(handed.files))
        self._settled.update(handed.settled)
        self._changed += handed.changed
        self.written += handed.written
        self.kept += handed.kept
        self._note_changes()


class Handed(Frozen):
    """What a worker wrote into the folder of a build."""

    files: tuple[str, ...]
    """Without those of settled folders."""
    settled: tuple[str, ...]
    changed: tuple[str, ...]
    written: int
    kept: int


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders trade names in one step (Linux); False where the system cannot."""
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


def _take_lock(site: Path) -> int:
    """One build at a time for one site; the system frees the lock of a killed build by itself."""
    import fcntl

    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(site.parent / f".{site.name}{_LOCK}", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise _disk_error(error, site) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise CunwuError(f"另一个生成正在写 {site}", next_step="等它结束再运行一次") from None
    return handle


def _give_lock(handle: int | None) -> None:
    if handle is None:
        return
    try:
        os.close(handle)
    except OSError as error:
        if error.errno != errno.EBADF:
            raise


def _sweep(site: Path) -> None:
    """Remove what killed builds left behind; bring back an old site that was moved aside but never replaced."""
    for left in sorted(site.parent.glob(f"{site.name}{_RETIRED}*")):
        if site.exists():
            drop(left)
        else:
            left.rename(site)
    sweep_notes(site)


def _incomplete(missing: Sequence[str]) -> CunwuError:
    return CunwuError(f"生成的网站不完整，缺 {'、'.join(missing[:3])}", next_step="df -h .")


def _disk_error(error: OSError, site: Path) -> CunwuError:
    where = error.filename or site
    if error.errno == errno.ENOSPC:
        return CunwuError("磁盘满了，原来的网站没有动", next_step=f"df -h {site.parent}")
    return CunwuError(f"写不了 {where}：{error.strerror}，原来的网站没有动", next_step=f"ls -ld {site.parent}")
