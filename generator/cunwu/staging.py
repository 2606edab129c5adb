"""A new version of the site beside the old one: written whole, verified, then put in its place at once."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from cunwu.problem import CunwuError

_STAGING, _RETIRED, _LOCK = ".staging-", ".old-", ".lock"
_RENAME_EXCHANGE, _AT_FDCWD = 2, -100
_PR_SET_PDEATHSIG = 1


class Staging:
    """The folder a build writes into. Files that did not change are the old ones themselves, linked not copied."""

    def __init__(self, site: Path) -> None:
        self.site = site = site.resolve()  # behind a link the two folders could not trade names
        self.written = 0
        """Files whose content is new."""
        self.kept = 0
        """Files left as they were."""
        self._folders: set[str] = set()
        self.names: list[str] = []
        """Everything in the new version so far, from the site's root, in the order of writing."""
        self._files: set[str] = set()
        self._lock = _take_lock(site)
        try:
            _sweep(site)
            self.folder = Path(tempfile.mkdtemp(prefix=f"{site.name}{_STAGING}", dir=site.parent))
            self.folder.chmod(0o755)
        except OSError as error:
            _give_lock(self._lock)
            raise _disk_error(error, site) from error

    def write(self, url: str, content: bytes) -> None:
        """Put one file into the new version; the same bytes as before are the same file as before."""
        if url in self._files:
            raise ValueError(f"two pages want to be {url}")
        self._files.add(url)
        self.names.append(url)
        target = self.folder / url
        try:
            self._make_folder(target.parent)
            old = self.site / url
            if _same_bytes(old, content):
                _link(old, target)
                self.kept += 1
                return
            with target.open("wb") as file:
                file.write(content)
            target.chmod(0o644)
            self.written += 1
        except OSError as error:
            raise _disk_error(error, self.site) from error

    def has(self, url: str) -> bool:
        """Whether the new version has this file so far."""
        return url in self._files

    def _make_folder(self, folder: Path) -> None:
        if folder == self.folder or str(folder) in self._folders:
            return
        self._make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)  # a tight umask must not hide the site from the web server
        self._folders.add(str(folder))

    def enter_worker(self, parent: int) -> None:
        """For a worker forked from the build: the lock stays with the build, and the worker ends when it does."""
        _give_lock(self._lock)
        prctl = getattr(ctypes.CDLL(None), "prctl", None)
        if prctl is not None:  # Linux; elsewhere workers of a killed build wait for ever, without the lock
            prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    def verify(self) -> None:
        """Count what is on disk against what was written: a full disk or a second build must not pass."""
        found = set(_files_below(self.folder))
        if found != self._files:
            missing = sorted(self._files - found)[:3]
            raise CunwuError(f"生成的网站不完整，缺 {'、'.join(missing) or '文件'}", next_step="df -h .")

    def swap(self) -> None:
        """Put the new version in place of the old one in one step; the old one is removed after."""
        try:
            if not self.site.exists():
                self.folder.rename(self.site)
            elif not _exchange(self.folder, self.site):
                retired = self.site.with_name(f"{self.site.name}{_RETIRED}{os.getpid()}")
                self.site.rename(retired)
                self.folder.rename(self.site)
                self.folder = retired
        except OSError as error:
            raise _disk_error(error, self.site) from error
        self.close()

    def close(self) -> None:
        """Remove what is not the site; the site itself stands either way."""
        if self.folder != self.site:
            shutil.rmtree(self.folder, ignore_errors=True)
        _give_lock(self._lock)

    def publish(self) -> None:
        """Verify and swap; a version in which nothing changed leaves the old one untouched."""
        self.verify()
        if self.written or self._files != set(_files_below(self.site)):
            self.swap()
        else:
            self.close()

    def adopt(self, files: Sequence[str], written: int, kept: int) -> None:
        """Count what a worker wrote into the same folder."""
        self.names += files
        self._files.update(files)
        self.written += written
        self.kept += kept


def _files_below(folder: Path) -> Iterator[str]:
    """Files below a folder, relative to it, with forward slashes."""
    for parent, _, names in os.walk(folder):
        prefix = Path(parent).relative_to(folder).as_posix()
        yield from (name if prefix == "." else f"{prefix}/{name}" for name in names)


def _same_bytes(path: Path, content: bytes) -> bool:
    try:
        if path.is_symlink() or path.stat().st_size != len(content):
            return False
        return path.read_bytes() == content
    except OSError:
        return False


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(old, new)


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


def _give_lock(handle: int) -> None:
    try:
        os.close(handle)
    except OSError as error:
        if error.errno != errno.EBADF:
            raise


def _sweep(site: Path) -> None:
    """Remove what killed builds left behind; bring back an old site that was moved aside but never replaced."""
    for left in sorted(site.parent.glob(f"{site.name}{_RETIRED}*")):
        if site.exists():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.rename(site)
    for left in site.parent.glob(f"{site.name}{_STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)


def _disk_error(error: OSError, site: Path) -> CunwuError:
    where = error.filename or site
    if error.errno == errno.ENOSPC:
        return CunwuError("磁盘满了，原来的网站没有动", next_step=f"df -h {site.parent}")
    return CunwuError(f"写不了 {where}：{error.strerror}，原来的网站没有动", next_step=f"ls -ld {site.parent}")
