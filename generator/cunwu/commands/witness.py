"""witness: keep heads of a board's ledger, and notice when it was rewritten or shown differently to others."""

from __future__ import annotations

import re
from pathlib import Path

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings
from cunwu.core.problem import CunwuError
from cunwu.core.verifier import (
    CHECKPOINT,
    Mismatch,
    check_head,
    checkpoint_of,
    digest_of,
    entries_in,
    lines_in,
    told_of,
)


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("ledger", type=Path, metavar="公布簿", help="刚从网上取来的 ledger.jsonl")
    parser.add_argument("--heads", type=Path, required=True, metavar="文件夹", help="留树头的文件夹，只增不减")


def run(options: Options, surroundings: Surroundings) -> int:
    """Compare a ledger that was fetched with every head that was kept, and keep its own."""
    heads = surroundings.here / options.heads
    file = surroundings.here / options.ledger
    try:
        lines = lines_in(file.read_bytes())
        entries = entries_in(lines)
    except OSError as error:
        raise CunwuError(f"公布簿 {file} 读不了：{error.strerror}", next_step="看取的那一步：curl") from None
    except Mismatch as mismatch:
        print(f"✕ {mismatch}")
        return PROBLEMS
    if not lines:
        print("✕ 公布簿是空的")
        return PROBLEMS
    wrong = list(_unlike(lines, heads))
    for sentence in wrong:
        print(f"✕ {sentence}")
    head = checkpoint_of(f"cunwu/{digest_of(lines[0])[:16]}", lines)
    _keep(heads, len(lines), head)  # also one that does not fit: it is the evidence
    print(f"{'✕' if wrong else '✓'} 留下了{told_of(entries[-1], lines[-1])}；文件夹里共 {len(_kept(heads))} 个树头")
    return PROBLEMS if wrong else CLEAN


def _unlike(lines: list[bytes], heads: Path) -> list[str]:
    found = []
    for path in _kept(heads):
        try:
            check_head(lines, path.read_text("utf-8"))
        except Mismatch as wrong:
            found.append(f"{path.name}：{wrong}")
        except (OSError, ValueError):
            found.append(f"{path.name} 读不了")
    return found


def _kept(heads: Path) -> list[Path]:
    names = re.compile(r"[0-9]{7}-[0-9a-f]{16}\.checkpoint")
    return sorted(path for path in heads.iterdir() if names.fullmatch(path.name)) if heads.is_dir() else []


def _keep(heads: Path, size: int, head: str) -> None:
    heads.mkdir(parents=True, exist_ok=True)
    path = heads / f"{size:07}-{digest_of(head.encode())[:16]}.{Path(CHECKPOINT).name}"
    if path.exists():
        return
    draft = path.with_suffix(".new")
    draft.write_text(head, "utf-8")
    draft.replace(path)
