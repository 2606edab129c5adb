"""Writes requirements.lock from pyproject.toml: every package for every platform, pinned and hashed, and no address."""
# ruff: noqa: INP001 - a script, no part of a package

import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = """\
# Every package the board is built with, pinned and hashed. Made by `make lock`; do not edit.
# `make lock` keeps the versions below while pyproject.toml allows them; `make lock UPGRADE=1` takes the newest.
# Where packages come from is decided by pip's own settings, so a mirror or a folder of wheels serves as well.

# For building and serving the board
"""
TOOLS_HEADER = """
# For lint and tests: set-up stops above this line unless they are asked for
"""


def main(options: list[str]) -> None:
    """Compile the lock in a folder of its own, with `options` for the compiler, and put it in its place."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        uv = install_uv(folder / "env")
        project = (ROOT / "pyproject.toml").read_text("utf-8")
        (folder / "pyproject.toml").write_text(project, "utf-8")
        (folder / "build-system.txt").write_text("\n".join(tomllib.loads(project)["build-system"]["requires"]), "utf-8")
        if LOCK.exists():
            (folder / "requirements.lock").write_bytes(LOCK.read_bytes())

        everything = run_compile(uv, folder, "--extra=test", *options)
        # Versions are chosen once, with the tools; the board's part is then told apart by name.
        board = {name_in(entry) for entry in run_compile(uv, folder)}
    text = HEADER + "".join(entry for entry in everything if name_in(entry) in board)
    text += TOOLS_HEADER + "".join(entry for entry in everything if name_in(entry) not in board)
    LOCK.write_text(text, "utf-8", newline="\n")


def install_uv(folder: Path) -> Path:
    """The lock compiler, in an environment that is thrown away with the folder."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run((python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "uv"), check=True)
    return folder / "bin" / "uv"


def run_compile(uv: Path, folder: Path, *options: str) -> list[str]:
    """The entries of the lock, sorted by name: a pinned requirement and its hashes, each with its line ends.

    The lock that stands in the folder is where the compiler takes the versions to keep from.
    """
    files = ("pyproject.toml", "build-system.txt", "--output-file=requirements.lock")
    scope = ("--universal", "--python-version=3.11", "--generate-hashes", *options)
    silence = ("--no-emit-index-url", "--no-annotate", "--no-header", "--quiet")
    subprocess.run((uv, "pip", "compile", *files, *scope, *silence), cwd=folder, check=True)
    text = (folder / "requirements.lock").read_text("utf-8")
    return re.findall(r"^\w.*\n(?:[ ].*\n)*", text, re.MULTILINE)


def name_in(entry: str) -> str:
    """The package an entry pins."""
    return entry.partition("==")[0]


if __name__ == "__main__":
    main(sys.argv[1:])
