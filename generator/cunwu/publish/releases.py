"""Publications side by side: each in a folder, one of them served through a link that changes in one step."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of
from cunwu.core.verifier import LEDGER, lines_in
from cunwu.publish.copy import copy_site, drop
from cunwu.publish.intact import to_disk
from cunwu.publish.publication_ledger import Said
from cunwu.publish.staging import give_lock, take_lock

KEPT = 10
"""How many publications are kept: they share what did not change."""
_DRAFT = ".new"


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Wait until no other process publishes on this server. The system frees the lock of one that was killed."""
    lock = take_lock(root / "publish", waits=True)
    try:
        yield
    finally:
        give_lock(lock)


def release(site: Path, releases: Path, live: Path) -> Path:
    """Put a site that was built beside the last ones and serve it; answers its folder.

    Whenever this is killed, the link leads to a whole site: folders get their names when they are complete.
    """
    said, count = Said.of(site), len(lines_in((site / LEDGER).read_bytes()))
    folder = releases / f"{count:07}-{said.commit[:12]}"
    try:
        releases.mkdir(parents=True, exist_ok=True)
        if not folder.is_dir():
            draft = releases / _DRAFT
            drop(draft)
            if not copy_site(site, draft):  # what is left of a killed one could not be removed
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(draft))
            to_disk(draft, None)
            draft.rename(folder)
        _point(live, folder)
        for old in sorted(path for path in releases.iterdir() if path.name[:1] != ".")[:-KEPT]:
            if old != folder:
                drop(old)
    except OSError as error:
        message = f"写不了 {error.filename or releases}：{reason_of(error)}，网站还是上一份"
        raise CunwuError(message, next_step=f"df -h {releases.parent}; ls -ld {releases.parent}") from error
    return folder


def _point(live: Path, folder: Path) -> None:
    target = folder.relative_to(live.parent)
    if live.is_symlink() and live.readlink() == target:
        return
    draft = live.with_name(f"{live.name}{_DRAFT}")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(live)  # a link that was removed and made anew would be missing for a moment
    to_disk(live.parent, ())
