"""Measures the privacy gate: python tests/bench/gate.py. Nobody in it is real; the same numbers are made each time."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.gate import Measured, false_alarms, measure
from support.leaking_rows import parted_cases, told_cases
from support.leaking_texts import obfuscated_cases, plain_cases, wrapped_cases

CLEAN_LINES = 5000


def main() -> int:
    """Prints recall and false alarms; exit code 1 if the gate misses its marks."""
    wanted = (
        ("plain", plain_cases, 99.0, False),
        ("wrapped", wrapped_cases, 99.0, False),
        ("obfuscated", obfuscated_cases, 98.0, False),
        ("parted", parted_cases, 99.0, True),
        ("told beside a name", told_cases, 99.0, True),
    )
    good = True
    for name, cases, mark, doubts in wanted:
        measured = measure(cases(), doubts=doubts)
        good = good and measured.recall >= mark and not measured.echoed
        _print(name, measured, mark)
    asked, alarms = false_alarms(CLEAN_LINES)
    sys.stdout.write(f"clean: {len(alarms)} false alarms in {asked} lines (wanted 0)\n")
    for line, problem in alarms[:20]:
        sys.stdout.write(f"    {line.strip()}  {problem.code} {problem.message}\n")
    return 0 if good and not alarms else 1


def _print(name: str, measured: Measured, mark: float) -> None:
    found = measured.asked - len(measured.missed)
    sys.stdout.write(
        f"{name}: {found} of {measured.asked} found, {measured.recall:.2f} % (wanted {mark:.0f} %); "
        f"{len(measured.echoed)} repeated in a message (wanted 0)\n"
    )
    for (sort, way, field), times in measured.worst():
        sys.stdout.write(f"    missed {times}: {sort}, {way}, {field}\n")


if __name__ == "__main__":
    sys.exit(main())
