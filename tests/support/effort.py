"""How much is tried: enough to notice in every run of the tests, everything that was thought of at night."""

from __future__ import annotations

import os

BY_NIGHT = "CUNWU_NIGHT" in os.environ
"""As `make nightly` sets it."""


def effort(by_day: int, by_night: int) -> int:
    """How many inputs a test tries."""
    return by_night if BY_NIGHT else by_day
