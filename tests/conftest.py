"""What tests ask for by name alone: a browser, one for each test process, and the readers every text is read with."""

from __future__ import annotations

import gc
import inspect
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from chromium import CHROMIUM_FLAGS, find_chromium
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from cunwu.yaml import events as yaml_events, reader as yaml_reader

settings.register_profile("ours", deadline=None)  # a busy machine is no fault; every test has its time limit
settings.load_profile("ours")

os.environ["GIT_TEMPLATE_DIR"] = ""  # hundreds of repositories are made; none needs git's thirteen samples of hooks

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of one's own is made in it, by the door made for that
NEEDED = 2 << 30
"""Bytes free: far more than a run holds at a time. In a container such a file system may have 64 MiB in all."""


def pytest_configure(config: pytest.Config) -> None:
    """Work in memory where there is room: for thousands of small repositories on a disk the system works twice as long.

    What lies there is gone with the run, of failed tests too; `TMPDIR=/tmp make test` keeps it.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < NEEDED:
        return  # processes of pytest-xdist have got the folder of the one that began them
    for left in MEMORY.glob("cunwu-tests-*"):  # by runs that were killed
        if not Path("/proc", left.name.split("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=f"cunwu-tests-{os.getpid()}-", dir=MEMORY)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


SLOW_FIXTURES = frozenset({"browser", "server", "shipped", "samples", "demo"})
"""A browser, a server, a whole site or a year of history: who asks for one is slow."""
SLOW_FOLDERS = frozenset({"changes", "commands", "demo", "frame", "git", "history", "posters", "publish", "site"})
"""Real repositories and requests to them, commands and platforms, whole builds, the frame, sheets that are laid out."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make quick` leaves out; a single test or file says so itself with `pytest.mark.slow`.

    Slow folders come first: a long file that is begun last is waited for by all other processes.
    """
    for item in items:
        if _is_slow(item):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: _folder_of(item) not in SLOW_FOLDERS)


def pytest_collection_finish() -> None:
    """Set aside what was collected: the search for cycles among 8,000 tests took a sixth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)  # as the command line sets it


def _folder_of(item: pytest.Item) -> str:
    return item.nodeid.split("/", 2)[1]  # a path would be taken apart 32,000 times


def _is_slow(item: pytest.Item) -> bool:
    if _folder_of(item) in SLOW_FOLDERS or SLOW_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    test = getattr(item, "function", None)
    # Hundreds of random inputs, or every instruction of the program counted.
    return hasattr(test, "is_hypothesis_test") or (
        test is not None and "count_steps" in inspect.unwrap(test).__code__.co_names
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. A process can talk to one at a time only."""
    chromium = find_chromium()
    assert chromium, "apt-get install chromium-headless-shell"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        yield running
        running.close()


@pytest.fixture(params=["libyaml", "pure", "lines"])
def every_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> object:
    """Both parsers the strict reader may stand on, the C one and that for places without it; and lines first."""
    loader = yaml.SafeLoader if request.param == "pure" else yaml.CSafeLoader
    monkeypatch.setattr(yaml_events, "_LOADER", loader)
    monkeypatch.setattr(yaml_reader, "LINES_FIRST", request.param == "lines")
    return request.param
