"""Work that is counted, not timed: how many instructions of Python something takes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from cunwu.core import patterns

_ONCE = {"re", patterns.__name__}
"""Modules that compile a pattern when it is first asked for: whoever comes first would pay for all."""


def count_steps(work: Callable[[], object]) -> int:
    """The instructions of Python that `work` takes; what is done inside C, as by a pattern, counts as one."""
    steps = 0
    compiling = False

    def leave(_frame: FrameType, event: str, _: object) -> Any:
        nonlocal compiling
        compiling = compiling and event != "return"
        return leave

    def count(frame: FrameType, event: str, _: object) -> Any:
        nonlocal steps, compiling
        if compiling:
            return None
        if frame.f_globals.get("__name__") in _ONCE:
            compiling = True
            return leave
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps
