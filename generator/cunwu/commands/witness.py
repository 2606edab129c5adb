"""witness: keep heads of a board's ledger, and notice when it was rewritten or shown differently to others."""

from __future__ import annotations

import re
from pathlib import Path

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of
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
    parser.add_argument("ledger", type=Path, nargs="?", metavar="公布簿", help="刚从网上取来的 ledger.jsonl")
    parser.add_argument("--heads", type=Path, metavar="文件夹", help="留树头的文件夹，只增不减")
    parser.add_argument("--key", type=Path, metavar="文件", help="对得上的树头用这把钥匙签名；要写 --name")
    parser.add_argument("--name", default="", metavar="名字", help="签名用的名字，像网址：linzhen.example.cn/w1")
    parser.add_argument("--new-key", type=Path, metavar="文件", help="做一把签名的钥匙，并写出给别人的公钥")


def run(options: Options, surroundings: Surroundings) -> int:
    """Compare a ledger that was fetched with every head that was kept, and keep its own."""
    if options.new_key:
        return _make_key(surroundings.here / options.new_key, options.name)
    if not (options.ledger and options.heads) or bool(options.key) != bool(options.name):
        message = "要写公布簿和 --heads；签名的，--key 和 --name 一起写"
        raise CunwuError(message, next_step="cunwu witness ledger.jsonl --heads heads")
    heads = surroundings.here / options.heads
    file = surroundings.here / options.ledger
    try:
        lines = lines_in(file.read_bytes())
        entries = entries_in(lines)
    except OSError as error:
        raise CunwuError(f"公布簿 {file} 读不了：{reason_of(error)}", next_step="看取的那一步：curl") from None
    except Mismatch as mismatch:
        print(f"✕ {mismatch}")
        return PROBLEMS
    if not lines:
        print("✕ 公布簿是空的")
        return PROBLEMS
    wrong = unlike(lines, heads)
    for sentence in wrong:
        print(f"✕ {sentence}")
    head = checkpoint_of(f"cunwu/{digest_of(lines[0])[:16]}", lines)
    if options.key and not wrong:  # a witness never signs what contradicts what it has seen
        from cunwu.publish.cosigning import cosign

        signed = cosign(head, options.name, _read_key(surroundings.here / options.key), surroundings.moment)
    else:
        signed = head
    _keep(heads, len(lines), head, signed)  # also one that does not fit: it is the evidence
    print(f"{'✕' if wrong else '✓'} 留下了{told_of(entries[-1], lines[-1])}；文件夹里共 {len(_kept(heads))} 个树头")
    return PROBLEMS if wrong else CLEAN


def unlike(lines: list[bytes], heads: Path) -> list[str]:
    """A sentence for each head that was kept and does not fit a ledger."""
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


def keep_head(heads: Path, lines: list[bytes]) -> None:
    """Keep the head of a ledger, beside those that were kept."""
    head = checkpoint_of(f"cunwu/{digest_of(lines[0])[:16]}", lines)
    _keep(heads, len(lines), head, head)


def _make_key(file: Path, name: str) -> int:
    from cunwu.publish.cosigning import new_key, verifying_key

    key = new_key()
    told = verifying_key(name, key)
    try:
        file.touch(0o600, exist_ok=False)
        file.write_bytes(key)
    except FileExistsError:
        raise CunwuError(f"{file} 已经有了，不会换掉", next_step="换一个文件名") from None
    except OSError as error:
        raise CunwuError(f"写不了 {file}：{reason_of(error)}", next_step=f"ls -ld {file.parent}") from None
    print(f"钥匙在 {file}，只给自己用；下面一行给别人，用来核对签名：\n{told}")
    return CLEAN


def _read_key(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        next_step = f"cunwu witness --new-key {file.name} --name 名字"
        raise CunwuError(f"钥匙 {file} 读不了：{reason_of(error)}", next_step=next_step) from None


def _keep(heads: Path, size: int, head: str, signed: str) -> None:
    heads.mkdir(parents=True, exist_ok=True)
    path = heads / f"{size:07}-{digest_of(head.encode())[:16]}.{Path(CHECKPOINT).name}"
    if path.exists() and (signed == head or path.read_text("utf-8") != head):
        return  # kept already, with the time of the first signature
    draft = path.with_suffix(".new")
    draft.write_text(signed, "utf-8")
    draft.replace(path)
