"""The command line: reads the clock and the environment once and hands them down."""

from __future__ import annotations

import gc
import io
import os
import select
import sys
from collections.abc import Sequence
from pathlib import Path

import cunwu
from cunwu.commands import COMMANDS
from cunwu.commands.base import BUG, CLEAN, USAGE, Surroundings, command_line
from cunwu.core.clock import this_moment
from cunwu.core.problem import CunwuError
from cunwu.core.progress import be_quiet
from cunwu.core.system_words import reason_of
from cunwu.core.utf8 import demand_utf8_names

_OBJECTS_BEFORE_CLEARING = 50_000
"""New objects before Python looks for cycles. With its default of 700 that takes a tenth of a publication."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if arguments is None:
        demand_utf8_names(os.environ)
    if sys.stdout is None or sys.stderr is None:  # closed by whoever started us, as `>&-` does
        return _say_where_possible()
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    gc.set_threshold(_OBJECTS_BEFORE_CLEARING)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # other encodings lack some characters: they are shown as escapes
            stream.reconfigure(errors="backslashreplace")
    if os.environ.get("CI"):
        be_quiet()
    try:
        options = command_line(COMMANDS, cunwu.__version__).parse_args(arguments)
        status: int = options.run(options, Surroundings(this_moment(), Path.cwd(), os.cpu_count() or 1))
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\ncunwu：已中断，原来的网站没有动", file=sys.stderr)
        return USAGE
    except Exception as error:  # noqa: BLE001 - the only place where exceptions become sentences for people
        return _status_of(error)
    return status


def _status_of(error: Exception) -> int:
    """Print a sentence about an error that ended the command; returns the exit code."""
    if isinstance(error, CunwuError):
        return _say(error.message, error.next_step)
    if isinstance(error, BrokenPipeError) and _reader_has_gone():  # as `| head` does: it has read enough
        _silence_output()
        return CLEAN
    if isinstance(error, OSError) and not _output_can_be_written():
        _silence_output()
        return _say(f"结果写不出去：{reason_of(error)}", "看输出写到哪里，那里还有没有空间：df -h")
    if isinstance(error, BrokenPipeError):
        return _say("中途断了，没有做完：和另一个程序的连接断了", "再运行一次；还是这样，看内存和磁盘：free -h; df -h")
    return _report_bug()


def _say(message: str, next_step: str) -> int:
    print(f"cunwu：{message}", file=sys.stderr)
    if next_step:
        print(f"下一步：{next_step}", file=sys.stderr)
    return USAGE


def _say_where_possible() -> int:
    if sys.stderr is not None:
        _say("没有地方写结果：标准输出是关着的", "去掉命令后面的 >&-")
    return USAGE


def _reader_has_gone() -> bool:
    """Whether our standard output is a pipe that nobody reads any more."""
    waiting = select.poll()
    try:
        waiting.register(sys.stdout.fileno(), 0)
    except (OSError, ValueError):  # standard output is no stream of the system
        return False
    return any(events & select.POLLERR for _, events in waiting.poll(0))


def _output_can_be_written() -> bool:
    """Whether standard output can be written to. Writes a line end, which does no harm after an error of the system."""
    try:
        return os.write(sys.stdout.fileno(), b"\n") == 1
    except (OSError, ValueError):
        return False


def _silence_output() -> None:
    """Discard all further output, also what Python flushes when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_bug() -> int:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="cunwu-", suffix=".txt", delete=False, encoding="utf-8") as report:
        report.write(f"cunwu {cunwu.__version__}, Python {sys.version}\n{' '.join(sys.argv)}\n\n")
        report.write(traceback.format_exc())
    print(f"cunwu：程序自身出错，不是记录的问题。报告在 {report.name}，请交给管理员", file=sys.stderr)
    return BUG


if __name__ == "__main__":
    sys.exit(main())
