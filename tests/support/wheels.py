"""A real wheel of the program, installed into an environment of its own: built once for each test process."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    subprocess.run((*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT), check=True)
    return next(folder.glob("cunwu-*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `cunwu` of an environment that has the wheel, and the libraries of ours: no network is needed."""
    folder = tmp_path_factory.mktemp("installed") / "env"
    subprocess.run((sys.executable, "-m", "venv", folder), check=True)
    python = folder / "bin/python"
    subprocess.run(
        (python, "-m", "pip", "-q", "--disable-pip-version-check", "install", "--no-deps", wheel), check=True
    )
    libraries = next(folder.glob("lib/python3*/site-packages")) / "libraries.pth"
    libraries.write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder / "bin/cunwu"
