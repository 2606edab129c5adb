"""The files of a server without a platform: hooks of a bare repository, nginx, systemd, and what to do with them."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError
from cunwu.git.repository import run_git

REPOSITORY, SITE, RELEASES, LIVE = "board.git", "build/site", "releases", "www"
"""Below the folder of a server: records, the site as it is built, its last publications, the one that is served."""
BRANCH = "main"
"""The branch that is published."""
_MOST_BYTES = 100 << 20
"""A push that is larger is cut off by git: a board of two thousand villages is smaller as a whole."""
_SETTINGS = {
    "receive.denyNonFastForwards": "true",
    "receive.denyDeletes": "true",
    "receive.fsckObjects": "true",
    "receive.maxInputSize": str(_MOST_BYTES),
    "core.logAllRefUpdates": "true",
    "gc.auto": "0",  # the timer of every day does it: a push must not wait for it
}
_HOST = regex(r"[0-9A-Za-z](?:[0-9A-Za-z.\-]{0,251}[0-9A-Za-z])?|_")
_USER = regex(r"[a-z_][a-z0-9_\-]{0,31}")
_TEXTS = Path(__file__).with_name("texts") / "server"


class ServerPlan(Frozen):
    """What the files of a server depend on."""

    root: Path
    """The folder of the server, absolute."""
    python: Path
    """The interpreter that has the program: that of the server, whatever is pushed."""
    host: str
    user: str
    """Who owns the repository and publishes; the web server only reads."""


def server_files(plan: ServerPlan) -> dict[str, str]:
    """Path below the folder of a server → content. Raises CunwuError for names that no file could hold."""
    if not _HOST.fullmatch(plan.host):
        raise CunwuError(f"「{plan.host}」不是主机名", next_step="--host gongkai.example.cn")
    if not _USER.fullmatch(plan.user):
        raise CunwuError(f"「{plan.user}」不是用户名", next_step="--user git")
    if not plan.root.as_posix().isascii() or regex(r"""[\s"'%$;{}\\#]""").search(plan.root.as_posix()):
        # nginx and systemd each read such signs in a way of their own
        raise CunwuError(f"{plan.root} 里有空格、中文或者别的符号", next_step="换一个文件夹，例如 /srv/gongkai")
    words = {
        "root": plan.root.as_posix(),
        "host": plan.host,
        "user": plan.user,
        "python": quote(str(plan.python)),
        "live": LIVE,
    }
    names = ("nginx.conf", "cunwu-board.service", "cunwu-board.timer", "README.md")
    files = {name: _filled(name, words) for name in names}
    hooks = ("pre-receive", "post-receive")
    return files | {f"{REPOSITORY}/hooks/{name}": _filled(name, words) for name in hooks}


def _filled(name: str, words: dict[str, str]) -> str:
    text = (_TEXTS / name).read_text("utf-8")
    for word, value in words.items():
        text = text.replace(f"<{word}>", value)
    return text


def make_repository(root: Path, board: Path) -> str:
    """The bare repository of a server with everything that a board has published; answers the commit."""
    repository = root / REPOSITORY
    run_git(board, "clone", "--quiet", "--bare", "--no-hardlinks", "--", str(board), str(repository))
    head = run_git(repository, "rev-parse", "HEAD").decode().strip()
    for name in run_git(repository, "for-each-ref", "--format=%(refname)").decode().split():
        run_git(repository, "update-ref", "-d", name)
    run_git(repository, "symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    run_git(repository, "update-ref", f"refs/heads/{BRANCH}", head)
    run_git(repository, "remote", "remove", "origin")
    for name, value in _SETTINGS.items():
        run_git(repository, "config", name, value)
    return head
