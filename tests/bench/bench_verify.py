"""The demonstration's year, published commit by commit, and what `cunwu verify` says of it.

    .venv/bin/python tests/bench/bench_verify.py [PUBLICATIONS]

Every publication is replayed against the clone, one in the middle is built again byte for byte, and one flipped byte
in the ledger, in a page and in a record is named. Times are those of this machine; the counts must hold anywhere.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cunwu.cli import main
from cunwu.core.paths import Project
from cunwu.core.verifier import LEDGER, lines_in
from cunwu.core.zone import BEIJING, moment_at
from cunwu.git.branches import time_of
from cunwu.git.repository import commits_to
from cunwu.publish.site import BuildOrder, build_site

sys.path.append(str(Path(__file__).resolve().parents[1] / "demo"))
from demo_history import ROOT, make_demo


def publish_each(root: Path, at_most: int) -> int:
    """Publish each commit on its own day; answers how many lines the ledger has."""
    for commit in tuple(reversed(commits_to(root, "HEAD")))[-at_most:]:
        moment = moment_at(time_of(root, commit)).astimezone(BEIJING)
        order = BuildOrder(Project(root), root / "site", moment.date(), commit=commit, moment=moment, strict=True)
        result = build_site(order)
        if not result.published:
            raise SystemExit(f"{commit[:12]} was not published")
    return len(lines_in((root / "site" / LEDGER).read_bytes()))


def verify(root: Path, *options: str) -> tuple[int, str, float]:
    """Exit code, words and seconds."""
    said = io.StringIO()
    started = time.perf_counter()
    with contextlib.redirect_stdout(said):
        status = main(["--project", str(root), "verify", *options])
    return status, said.getvalue(), time.perf_counter() - started


def flip(file: Path) -> None:
    """Change one bit in the middle of a file, which the site may share with its copy."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.unlink()
    file.write_bytes(content)


def touched(root: Path, name: str, path: str, named: str) -> None:
    """Flip a byte, hear that it is named, and put it back."""
    file = root / path
    kept = file.read_bytes()
    flip(file)
    status, told, _ = verify(root)
    file.write_bytes(kept)
    if status != 1 or named not in told:
        raise SystemExit(f"a flipped byte in the {name} was not named:\n{told}")
    print(f"one flipped byte in the {name}: named")


def run(at_most: int, show: Callable[[str], None] = print) -> None:
    """Publish, verify, rebuild, flip."""
    folder = Path(tempfile.mkdtemp(prefix="cunwu-bench-verify-"))
    try:
        root = folder / "demo"
        make_demo(root, ROOT)
        started, busy = time.perf_counter(), time.process_time()
        count = publish_each(root, at_most)
        seconds, own = time.perf_counter() - started, time.process_time() - busy
        show(f"{count} publications in {seconds:.1f} s, {own:.1f} s of processor: {own / count:.2f} s each")
        status, told, seconds = verify(root)
        if status or f"重放了 {count} 次公布" not in told:
            raise SystemExit(told)
        show(f"all replayed and every file compared in {seconds:.1f} s")
        number = (count + 1) // 2
        status, told, seconds = verify(root, "--rebuild", str(number))
        if status or "一个字节不差" not in told.partition(f"第 {number} 次公布")[2]:
            raise SystemExit(told)
        show(f"publication {number} built again, byte for byte the same, in {seconds:.1f} s")
        page = min((root / "site/board").glob("*/*/*/finance/*-*.html")).relative_to(root).as_posix()
        record = min((root / "villages").glob("*/*/*/finance/*.yml")).relative_to(root).as_posix()
        touched(root, "ledger", f"site/{LEDGER}", "公布簿")
        touched(root, "page", page, f"{page.removeprefix('site/')} 和公布时不一样")
        touched(root, "record", record, f"记录 {record} 和提交的不一样")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else sys.maxsize)
