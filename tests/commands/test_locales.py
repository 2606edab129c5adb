"""The same names and the same bytes in every locale; git and web servers know file names as UTF-8."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from support.effort import BY_NIGHT
from support.projects import SMALL, VILLAGE, commit_all, digests, environment, make_project
from support.site_parts import copy_project

NOTICE = "编号: 2026-04\n标题: 电费单\n种类: 通知\n起: 2026-04-01\n"
FILES: Mapping[str, str] = {**SMALL, "qinghe/shanghe/notices/电费单.yml": NOTICE}
MODES = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""Python itself knows the locale C well enough to choose UTF-8; not every Python, and not with these."""
LOCALES = ["zh_CN.GBK", "en_US.ISO-8859-1", "C", "POSIX", "nothing.here"]


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the locales that few machines still have."""
    folder = tmp_path_factory.mktemp("locales")
    tool = shutil.which("localedef")
    assert tool, "apt-get install locales"
    for name in ("zh_CN.GBK", "en_US.ISO-8859-1"):
        area, _, charmap = name.partition(".")
        command = (tool, "-c", "-i", area, "-f", charmap, str(folder / name))
        subprocess.run(command, check=False, capture_output=True)
        assert (folder / name).is_dir(), "apt-get install locales"
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("project"), FILES).root
    commit_all(root)
    return root


def run(locales: Path, name: str, *command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    variables = environment(**{**MODES, "LOCPATH": str(locales), "LC_ALL": name, **more})
    return subprocess.run(
        [sys.executable, *map(str, command)], cwd=cwd, env=variables, capture_output=True, check=False
    )


def test_the_locales_of_these_tests_are_what_they_say(locales: Path, tmp_path: Path) -> None:
    """Else all that follows would hold of a program that knows UTF-8 only."""
    ask = "import sys; print(sys.getfilesystemencoding())"
    found = {name: run(locales, name, "-c", ask, cwd=tmp_path).stdout.decode().strip() for name in LOCALES[:3]}
    assert found == {"zh_CN.GBK": "gbk", "en_US.ISO-8859-1": "iso8859-1", "C": "ascii"}


BUILD = ("-m", "cunwu.cli", "build", "--no-frame", "--as-of", "2026-11-20", "--full")


def built(locales: Path, project: Path, name: str, site: Path) -> tuple[Mapping[str, str], str]:
    """What one locale makes of the board, and what it says of it without the folder's name."""
    done = run(locales, name, *BUILD, "--site-dir", site, cwd=project)
    assert done.returncode == 0, done.stderr.decode()
    return digests(site), done.stdout.decode().replace(str(site), "")


@pytest.fixture(scope="module")
def usual(locales: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, str], str]:
    """What the locale of nearly every machine makes of it."""
    return built(locales, project, "C.UTF-8", tmp_path_factory.mktemp("usual") / "usual")


@pytest.mark.parametrize("name", LOCALES if BY_NIGHT else LOCALES[:3])
def test_a_site_has_the_same_bytes_in_every_locale(
    locales: Path, project: Path, usual: tuple[Mapping[str, str], str], tmp_path: Path, name: str
) -> None:
    """Faults F3: names were written as GBK and no link found them; under ISO-8859-1 the program broke down."""
    assert built(locales, project, name, tmp_path / name) == usual
    assert (tmp_path / name / "board/qinghe/shanghe/notices/电费单.html").is_file()


def test_a_check_says_the_same_in_every_locale(locales: Path, tmp_path: Path) -> None:
    root = make_project(tmp_path, {**FILES, "qinghe/shanghe/notices/收据.yml": "编号: 1\n"}).root
    asked = ("-m", "cunwu.cli", "check", "--format", "json", "villages/qinghe/shanghe/notices/收据.yml")
    expected, *others = (run(locales, one, *asked, cwd=root) for one in ("C.UTF-8", *LOCALES))
    assert json.loads(expected.stdout)
    assert [(one.returncode, one.stdout, one.stderr) for one in others] == [(1, expected.stdout, b"")] * len(LOCALES)


def test_a_terminal_gets_the_characters_it_can_show(locales: Path, project: Path) -> None:
    ours, its = pty.openpty()
    variables = environment(**{**MODES, "LOCPATH": str(locales), "LC_ALL": "zh_CN.GBK"})
    command = [sys.executable, "-m", "cunwu.cli", "check"]
    subprocess.run(command, cwd=project, env=variables, stdout=its, check=True)
    os.close(its)
    assert "没有发现问题" in os.read(ours, 4096).decode("gbk")
    os.close(ours)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_path_may_be_typed_on_that_terminal_or_completed_by_the_shell(
    locales: Path, project: Path, encoding: str
) -> None:
    path = "villages/qinghe/shanghe/notices/电费单.yml".encode(encoding)
    variables = environment(**{**MODES, "LOCPATH": str(locales), "LC_ALL": "zh_CN.GBK"})
    command = [os.fsencode(sys.executable), b"-m", b"cunwu.cli", b"check", path]
    done = subprocess.run(command, cwd=project, env=variables, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not BY_NIGHT, reason="at night: MkDocs takes as long as all other tests here")
def test_mkdocs_alone_writes_the_same_names(locales: Path, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", records=False)
    for name, text in {**FILES, "qinghe/shanghe/village.yml": VILLAGE}.items():
        path = root / "villages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    commit_all(root)
    done = run(locales, "zh_CN.GBK", "-m", "mkdocs", "build", "-q", cwd=root)
    assert done.returncode == 0, done.stderr.decode()
    assert (root / "site/board/qinghe/shanghe/notices/电费单.html").is_file()
