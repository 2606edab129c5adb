"""Why git gives no answer, in a sentence of its own for each cause and with the command that mends it."""

from __future__ import annotations

import shlex
from pathlib import Path

from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError


class GitRefusedError(CunwuError):
    """Git refused a command; a git that was killed raises CunwuError, because it gave no answer."""

    status = 0
    """Its exit code."""


class NoHistoryError(CunwuError):
    """No history can be trusted here: git is missing or must not read it, or there is none, or only a part."""


class NoRepositoryError(NoHistoryError):
    """The project lies in no repository."""


_STATUS_OF_SIGNALS = 128
_DUBIOUS = regex(r"detected dubious ownership in repository at '(?P<top>.*)'")
_UNTRUSTED = regex(r"fatal: unsafe repository \('(?P<top>.*)' is owned by someone else\)")
"""As git 2.35 said it."""


def no_git() -> NoHistoryError:
    """The error for a machine without git."""
    return NoHistoryError("这台机器没有 git，读不了提交历史", next_step="apt-get install git")


def no_commit() -> NoHistoryError:
    """The error for a repository without a commit."""
    step = "git add -A && git commit -m 第一次公布"
    return NoHistoryError("这个仓库还没有提交过，没有历史可以核对", next_step=step)


def only_part() -> NoHistoryError:
    """The error for a shallow clone, in which missing history would look as if nothing had happened."""
    return NoHistoryError("这里只有部分提交历史", next_step="git fetch --unshallow")


def broken_off(how: str) -> CunwuError:
    """The error for a git that was killed: no output does not mean that there is nothing."""
    message = f"git 没有答完就停了（{how}），什么也没有检查完"
    return CunwuError(message, next_step="再运行一次；还是这样，看内存和磁盘：free -h; df -h")


def lacks_contents() -> CunwuError:
    """The error for a clone without contents that can fetch none."""
    message = "这份克隆里没有文件内容（克隆时用了 --filter），现在也取不到，什么也没有检查完"
    return CunwuError(message, next_step="连上网再运行一次；或者不加 --filter 重新克隆：git clone 地址")


def error_of(root: Path, status: int, complaint: bytes) -> CunwuError:
    """The error for a command of git that ended with this status and complained so, in English."""
    told = complaint.decode("utf-8", "replace").strip()
    if status < 0 or (status > _STATUS_OF_SIGNALS and not told):  # killed by a signal, or by one in a script around it
        return broken_off(f"退出码 {status}")
    if owned := _DUBIOUS.search(told) or _UNTRUSTED.search(told):
        step = f"git config --global --add safe.directory {shlex.quote(owned['top'])}"
        return NoHistoryError(f"文件夹 {owned['top']} 属于另一个用户，git 不肯读它的提交历史", next_step=step)
    if "not a git repository" in told:
        step = "cd 到克隆下来的文件夹；新的公开栏：git init && git add -A && git commit -m 第一次公布"
        return NoRepositoryError(f"{root} 不是 git 仓库，没有提交历史", next_step=step)
    if "promisor remote" in told:
        return lacks_contents()
    reason = told.partition("\n")[0] or f"退出码 {status}"
    refusal = GitRefusedError(f"git 拒绝了：{reason}", next_step=f"git -C {shlex.quote(str(root))} status")
    refusal.status = status
    return refusal
