"""The Chromium that tests and benchmarks look at pages with."""

from __future__ import annotations

import shutil

CHROMIUM_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The system's Chromium, best without the windows that nobody sees: they take a fifth of its time."""
    return next(filter(None, map(shutil.which, _NAMES)), None)
