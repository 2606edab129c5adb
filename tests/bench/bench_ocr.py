"""Forty printed tables of invented numbers, photographed in simulation: how many of the numbers are found.

    .venv/bin/python tests/bench/bench_ocr.py [SHEETS]

Perspective, blur, noise, shadow and JPEG; 1200, 1600 and 2400 pixels wide in turns. Needs `pip install 'cunwu[ocr]'`.
A number is found if what is left after masking has it no more: the boxes that would be covered hold all its digits.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
from cunwu.records import printed
from cunwu.records.attachments.pictures import legible
from support.photographed import found_of, photographed, sheet

WIDTHS = (1200, 1600, 2400)


def main(count: int) -> None:
    """Print each sheet that was not read whole, and the shares at the end."""
    if not printed.versions():
        raise SystemExit("not installed: pip install 'cunwu[ocr]'")
    told, found, seconds = Counter[str](), Counter[str](), 0.0
    for seed in range(count):
        one = sheet(seed)
        picture = photographed(one, seed, WIDTHS[seed % 3])
        started = time.process_time()
        lines = printed.read_lines(legible(picture))
        numbers = printed.numbers_in(lines)
        seconds += time.process_time() - started
        for kind, numbers_found in found_of(one, lines, numbers).items():
            told[kind] += len(numbers_found)
            found[kind] += sum(numbers_found)
            if not all(numbers_found):
                print(f"sheet {seed}: {sum(numbers_found)} of {len(numbers_found)}: {kind}")
    for kind, number in sorted(told.items()):
        print(f"{kind}: {found[kind]} of {number}, {found[kind] / number:.2%}")
    whole, all_found = sum(told.values()), sum(found.values())
    print(f"together {all_found} of {whole}, {all_found / whole:.2%}; {seconds / count:.1f} s of processor a picture")
    if all_found < whole * 0.99:
        raise SystemExit("fewer than 99 %")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
