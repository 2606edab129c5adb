"""A month of ten thousand entries: what it costs to check it, and how heavy its pages are.

.venv/bin/python tests/bench/bench_ledger.py [ENTRIES]
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench_cases import AS_OF, ROOT

_HEAD = """\
账套: 合作社
期间: 2026-03
制度: kj2023
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: {opening}.00
    期末: 0.00
明细:
"""
_ENTRY = """\
  - 编号: {number:05}
    日期: 2026-03-{day:02}
    摘要: 第 {number} 笔开支
    科目: 管理费用
    支出: 1{fen:02}.{fen:02}
    账户: 现金
    凭证: 记-{number}
    对方: 商店 {shop}
    经手人: 李某
    审批人: 王某
"""
_VILLAGE = "名称: 上河村\n法人:\n  - 编号: 合作社\n    名称: 合作社\n    种类: 农村集体经济组织\n"


@dataclass(frozen=True, slots=True)
class LedgerCost:
    """What one very long ledger costs."""

    entries: int
    content: int
    """Bytes of the file."""
    check: float
    """Seconds of `cunwu check`, from start to exit."""
    heaviest: int
    """Bytes of its heaviest page, as gzip -6 leaves it."""


def measure_ledger(entries: int) -> LedgerCost:
    """Medians of three runs on a board with nothing else."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = write_project(folder, entries)
        check = statistics.median(_seconds(folder, "check") for _ in range(3))
        _seconds(folder, "build", "--no-frame")
        pages = [*(folder / "site").rglob("2026-03.html"), *(folder / "site").rglob("entries-*.html")]
        heaviest = max(len(gzip.compress(page.read_bytes(), 6, mtime=0)) for page in pages)
        return LedgerCost(entries, file.stat().st_size, check, heaviest)


def write_project(folder: Path, entries: int) -> Path:
    """A project with one village and one ledger; answers the ledger's file."""
    shutil.copytree(ROOT / "theme", folder / "theme")
    (folder / "content").mkdir()
    (folder / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    finance = folder / "villages" / "shanghe" / "finance"
    finance.mkdir(parents=True)
    (folder / "villages" / "region.yml").write_text("名称: 示例县\n级别: 县\n", "utf-8")
    (finance.parent / "village.yml").write_text(_VILLAGE, "utf-8")
    rows = list(_rows(entries))
    fen = sum(10_000 + row["fen"] * 101 for row in rows)
    opening, rest = divmod(fen, 100)
    text = _HEAD.format(opening=opening).replace(".00\n    期末", f".{rest:02}\n    期末")
    file = finance / "2026-03.yml"
    file.write_text(text + "".join(_ENTRY.format(**row) for row in rows), "utf-8")
    return file


def _rows(entries: int) -> Iterator[dict[str, int]]:
    for number in range(entries):
        yield {"number": number + 1, "day": number * 31 // entries + 1, "fen": number % 97, "shop": number % 300}


def _seconds(folder: Path, *command: str) -> float:
    program = (str(Path(sys.executable).with_name("cunwu")), *command, "--as-of", AS_OF)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    start = time.perf_counter()
    subprocess.run(program, cwd=folder, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Measure and tell."""
    cost = measure_ledger(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    print(f"一个月 {cost.entries:,} 笔（{cost.content / 1e6:.1f} MB）：检查 {cost.check:.2f} 秒，从启动到退出")
    print(f"最重的一页压缩后 {cost.heaviest / 1024:.1f} KB")


if __name__ == "__main__":
    main()
