"""What the system says when it refuses a file, in the words of those who read it."""

from __future__ import annotations

import errno
from collections.abc import Mapping

_REASONS: Mapping[int, str] = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EEXIST: "已经有了",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘满了",
    errno.EFBIG: "文件太大",
    errno.EROFS: "这个盘只能读",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序用着",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EXDEV: "两个文件夹不在同一个盘上",
    errno.EPIPE: "接收的程序已经关了",
}


def reason_of(error: OSError) -> str:
    """Why the system refused; in its own words where we have none."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
