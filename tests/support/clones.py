"""A published board in a bare repository, and clones in which its own scripts find the environment of these tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from support.clerk_repositories import COUNTY, VILLAGE, commit, git, write
from support.march_records import LEDGER, MARCH
from support.site_parts import bare_project

ROOT = Path(__file__).resolve().parents[2]
CARRIED = (".ci", ".github", ".gitlab-ci.yml", ".gitignore", "pyproject.toml", "requirements.lock")
"""What of the project stands in the repository beside its records; the program is the one under test."""


def put_published(folder: Path) -> Path:
    """A bare repository whose main branch publishes one village's March."""
    seed = bare_project(folder / "seed")
    for name in CARRIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, seed / name)
    git(seed, "init", "-q")
    write(seed, "villages/region.yml", COUNTY)
    write(seed, "villages/shanghe/village.yml", VILLAGE)
    write(seed, LEDGER, MARCH)
    commit(seed, "公布三月")
    git(folder, "clone", "-q", "--bare", "seed", "board.git")
    shutil.rmtree(seed)
    return folder / "board.git"


def clone(published: Path, folder: Path, *options: str) -> Path:
    """A clone over its own address, as any platform would make one, with the environment in place."""
    git(folder.parent, "clone", "-q", *options, published.as_uri(), folder.name)
    put_environment(folder)
    for name, value in (("user.name", "clerk"), ("user.email", "clerk@example.invalid")):
        git(folder, "config", name, value)
    return folder


def put_environment(folder: Path) -> None:
    """`.venv` as `.ci/setup` leaves it: complete for this very folder, with the packages and program of these tests."""
    programs = {"python": "", "cunwu": "-m cunwu.cli "}
    for name, module in programs.items():
        write(folder, f".venv/bin/{name}", f'#!/bin/sh\nexec {sys.executable} {module}"$@"\n')
        (folder / ".venv/bin" / name).chmod(0o755)
    setup = (folder / ".ci/setup").read_text("utf-8").splitlines()
    (state,) = [number for number, line in enumerate(setup) if line.startswith("state=")]
    known = "\n".join(setup[state - 2 : state + 1])  # what the state is a digest of
    subprocess.run(("bash", "-c", f'{known}; echo "$state none" >.venv/.complete'), cwd=folder, check=True)


def run(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """One command as a platform runs it: no index, no settings of anybody's own, only the variables it names."""
    environment = {**surroundings(folder), **more}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def surroundings(folder: Path) -> Mapping[str, str]:
    """What a bare machine has; pip gets no address, so nothing can be set up anew unseen."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder.parent), "LANG": "C.UTF-8", "PIP_NO_INDEX": "1"}
