"""stamp: the request for a time stamp of a publication, and the token that came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings, project_of
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of
from cunwu.core.verifier import LEDGER, Mismatch, digest_of, entries_in, lines_in, told_of


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("site", nargs="?", type=Path, default=None, metavar="文件夹", help="公布的网站，默认 site/")
    parser.add_argument("--out", type=Path, metavar="文件", help="写一份请求（.tsq），送到时间戳服务去")
    parser.add_argument("--month", default="", metavar="月", help="和 --out 一起用：这个月最后一次公布，默认最后一次")
    parser.add_argument("--in", dest="token", type=Path, metavar="文件", help="核对并留下取回来的时间戳（.tsr）")
    parser.add_argument("--root", type=Path, metavar="文件", help="和 --in 一起用：时间戳服务的根证书，PEM")
    parser.add_argument("--keep", type=Path, metavar="文件夹", help="和 --in 一起用：留在哪里，默认 stamps/")


def run(options: Options, surroundings: Surroundings) -> int:
    """Write a request, or check a token and keep it."""
    if bool(options.out) == bool(options.token) or bool(options.token) != bool(options.root):
        message = "要么 --out 写请求，要么 --in 和 --root 核对时间戳"
        raise CunwuError(message, next_step="cunwu stamp --out 2026-04.tsq")
    site = surroundings.here / options.site if options.site else project_of(options, surroundings).site
    try:
        lines = lines_in((site / LEDGER).read_bytes())
        entries = entries_in(lines)
    except OSError:
        raise CunwuError(f"{site} 里没有公布簿", next_step="cunwu build --strict，或者写明网站的文件夹") from None
    except Mismatch as wrong:
        print(f"✕ {wrong}")
        return PROBLEMS
    if not lines:
        raise CunwuError(f"{site} 的公布簿是空的", next_step="cunwu build --strict")
    if options.out:
        return _ask(surroundings.here / options.out, options.month, lines, entries)
    return _take(options, surroundings, lines, entries)


def _ask(file: Path, month: str, lines: Sequence[bytes], entries: Sequence[dict[str, Any]]) -> int:
    from cunwu.publish.stamps import request_for

    numbers = [entry["n"] for entry in entries if entry["time"].startswith(month)]
    if not numbers:
        raise CunwuError(f"{month} 没有公布过", next_step="--month 2026-04，或者不写")
    line, entry = lines[numbers[-1] - 1], entries[numbers[-1] - 1]
    _write(file, request_for(line))
    print(f"写好了 {file.name}：{told_of(entry, line)}，连同以前的每一次")
    print(
        "下一步：送到时间戳服务，例如 curl -H 'Content-Type: application/timestamp-query' "
        f"--data-binary @{file.name} 服务的网址 -o {file.stem}.tsr；"
        f"再 cunwu stamp --in {file.stem}.tsr --root 根证书.pem"
    )
    return CLEAN


def _take(
    options: Options, surroundings: Surroundings, lines: Sequence[bytes], entries: Sequence[dict[str, Any]]
) -> int:
    from cunwu.publish.stamps import read_stamp

    token = _read(surroundings.here / options.token)
    stamp = read_stamp(token, _read(surroundings.here / options.root), lines)
    line, entry = lines[stamp.number - 1], entries[stamp.number - 1]
    name = f"{stamp.number:07}-{digest_of(line)[:16]}.tsr"
    kept = surroundings.here / (options.keep or "stamps") / name
    _write(kept, token)
    when = stamp.time.isoformat(sep=" ", timespec="seconds")
    print(f"✓ {told_of(entry, line)}：{when} 以前已经在了，{stamp.authority or '时间戳服务'} 盖的章")
    print(f"留在 {kept}")
    if stamp.time < datetime.fromisoformat(entry["time"]):
        print(f"✕ 公布簿写的时间比时间戳还晚：做网站的电脑，钟快了（{entry['time']}）")
        return PROBLEMS
    return CLEAN


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CunwuError(f"{file} 读不了：{reason_of(error)}", next_step=f"ls -l {file}") from None


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise CunwuError(f"写不了 {file}：{reason_of(error)}", next_step=f"ls -ld {file.parent}") from None
