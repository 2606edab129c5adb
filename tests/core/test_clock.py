"""The day of a build is Beijing's, wherever the machine stands."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

TODAY = "from cunwu.core.clock import today; print(today())"


def days_in_beijing() -> str:
    return str((datetime.now(UTC) + timedelta(hours=8)).date())


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "Etc/GMT+12", "Pacific/Kiritimati", "XYZ-14", ""])
def test_today_is_the_day_in_beijing_in_every_zone(zone: str) -> None:
    """Faults F2. Of the westernmost and the easternmost zone one has always another day."""
    before = days_in_beijing()
    command, environment = (sys.executable, "-c", TODAY), {**os.environ, "TZ": zone}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() in {before, days_in_beijing()}
