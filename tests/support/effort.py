"""How much is tried: enough to notice in every run of the tests, everything that was thought of at night."""

from __future__ import annotations

import os

BY_NIGHT = "CUNWU_NIGHT" in os.environ
"""As `make nightly` sets it."""
DRAWS_ANEW = bool(os.environ.get("CUNWU_DRAW"))
"""Whether pictures of the handbook are drawn anew, where they are only compared else."""


def effort(by_day: int, by_night: int) -> int:
    """How many inputs a test tries."""
    return by_night if BY_NIGHT else by_day
