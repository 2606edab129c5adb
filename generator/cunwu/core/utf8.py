"""File names are UTF-8 in every locale: a program that was started in another one is started again."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

_SWITCH = "PYTHONUTF8"


def demand_utf8_names(environment: Mapping[str, str]) -> None:
    """Start this command again with UTF-8 file names if Python took other ones from the locale; else do nothing.

    Git and web servers keep names as bytes: written as GBK they would be other files, and no link would find them.
    Python decides it before the program begins, so nothing but another start can mend it.
    """
    if sys.getfilesystemencoding() == "utf-8" or environment.get(_SWITCH) == "1":
        return
    command = [os.fsencode(sys.executable), *map(_in_utf8, sys.orig_argv[1:])]
    os.execve(sys.executable, command, {**_terminal(), **environment, _SWITCH: "1"})  # noqa: S606 - this very program


def _terminal() -> Mapping[str, str]:
    """A terminal gets the characters it can show; files and other programs get UTF-8, the same bytes everywhere."""
    shown = sys.stdout is not None and sys.stdout.isatty()
    return {"PYTHONIOENCODING": sys.stdout.encoding} if shown else {}


def _in_utf8(argument: str) -> bytes:
    """A typed argument is in the encoding of the terminal; one that a shell completed is the name as it is on disk."""
    typed = os.fsencode(argument)
    try:
        typed.decode("utf-8")
    except UnicodeDecodeError:
        return argument.encode("utf-8", "surrogateescape")
    return typed
