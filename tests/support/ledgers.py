"""Ledgers of publications as builds write them, without any build."""

from __future__ import annotations

import hashlib

from cunwu.core.verifier import canonical, digest_of


def ledger_of(count: int, seed: str = "", forked: int = 0) -> list[bytes]:
    """A ledger as a build writes it; after `forked` lines another one than without."""
    lines: list[bytes] = []
    for number in range(1, count + 1):
        if number == forked + 1 and forked:
            seed += "forked"
        entry = {
            "algorithm": "sha256",
            "as_of": "2026-11-20",
            "changes": {"items": [["qinghe/shanghe", "deed", f"2026-{number}", "", "", "新增"]]},
            "commit": hashlib.sha256(f"{seed}{number}".encode()).hexdigest()[:40],
            "history": number,
            "made": {"frame": True, "precompress": False},
            "n": number,
            "pages": {"count": 3},
            "previous": digest_of(lines[-1]) if lines else "",
            "program": "0",
            "records": "0",
            "site": digest_of(f"{seed}{number}".encode()),
            "time": "2026-11-20T12:00:00+08:00",
            "version": 1,
        }
        lines.append(canonical(entry))
    return lines
