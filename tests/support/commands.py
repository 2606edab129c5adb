"""Commands as a clerk runs them, in this very process: starting another costs more than most commands."""

from __future__ import annotations

import contextlib
import io
import subprocess
from pathlib import Path

from cunwu.cli import main


def run_here(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`cunwu` with these arguments in the folder `root`: its exit code and what it said."""
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.chdir(root), contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        try:
            status = main(arguments)
        except SystemExit as end:  # arguments that are none
            status = int(end.code or 0)
    return subprocess.CompletedProcess(arguments, status, said.getvalue(), complained.getvalue())
