"""verify: the ledger of publications against the site, the clone, and codes on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings, project_of
from cunwu.core.check_code import check_code as check_code_of
from cunwu.core.problem import CunwuError
from cunwu.core.verifier import LEDGER, check_folder, check_head, digest_of, entries_in, lines_in, told_of

if TYPE_CHECKING:
    from cunwu.core.paths import Project

_NOT_PROVEN = (
    "账目本身真不真：程序只看公布过的有没有改过",
    "第一次公布以前的时间：只有提交自己写的日期",
    "别人看到的是不是同一本公布簿：要拿纸上的核对码（--code），或者邻镇、报社留的树头（--head）来比",
)


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("site", nargs="?", type=Path, default=None, metavar="文件夹", help="下载来的网站，默认 site/")
    parser.add_argument("--code", action="append", default=[], metavar="核对码", help="纸上印的：公布的、记录的都找")
    parser.add_argument("--proof", action="append", default=[], type=Path, metavar="文件", help="扫纸上的码得到的证明")
    parser.add_argument("--witness", action="append", default=[], metavar="公钥", help="--head 要有这一家的签名")
    parser.add_argument("--head", action="append", default=[], type=Path, metavar="文件", help="以前留下的树头")
    parser.add_argument("--rebuild", type=int, default=0, metavar="N", help="重做第 N 次公布，逐字节比较")
    parser.add_argument("--site-only", action="store_true", help="只核对文件夹，不看克隆")


def run(options: Options, surroundings: Surroundings) -> int:
    """Print what is proven, what does not fit and what cannot be proven."""
    project = None if options.site_only else project_of(options, surroundings)
    site = surroundings.here / options.site if options.site else project.site if project else surroundings.here
    proofs = [_text_of(surroundings.here / file) for file in options.proof]
    proven, wrong = check_folder(site, [*options.code, *proofs], partial(_in_clone, project))
    if proven:  # the ledger holds together
        lines = lines_in((site / LEDGER).read_bytes())
        entries = entries_in(lines)
        for file in options.head:
            _against_head(lines, surroundings.here / file, options.witness, proven, wrong)
        if project is not None:
            _against_clone(project, entries, proven, wrong)
            if options.rebuild:
                wrong += _rebuilt(project, site, lines, options.rebuild, proven)
    for mark, sentences in (("✓", proven), ("✕", wrong), ("没有证明：", _NOT_PROVEN)):
        for sentence in sentences:
            print(f"{mark} {sentence}")
    print(f"结论：{f'有 {len(wrong)} 处对不上' if wrong else '都对得上'}")
    return PROBLEMS if wrong else CLEAN


def _in_clone(project: Project | None, code: str) -> list[str]:
    """The record whose former version a code on paper names."""
    if project is None:
        return []
    from cunwu.git.repository import demand_head
    from cunwu.git.versions import versions_of

    found = versions_of(project.root, demand_head(project.root), code, project.records.name)
    return [
        f"核对码 {check_code_of(code)} 找到了：{one.path}，{one.day} 提交 {one.commit[:12]} 的版本"
        f"{'，现在还是这一份' if one.is_current else '；后来改过，改了什么看网上它的「全部经过」'}"
        for one in found
    ]


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise CunwuError(f"{file} 读不了：{error}", next_step=f"ls -l {file}") from None


def _against_head(
    lines: Sequence[bytes], file: Path, witnesses: Sequence[str], proven: list[str], wrong: list[str]
) -> None:
    from cunwu.core.verifier import Mismatch

    head = _text_of(file)
    try:
        size = check_head(lines, head)
        proven.append(f"{file.name}：当时的 {size} 次公布，都还在现在的公布簿里")
        for witness in witnesses:
            from cunwu.publish.cosigning import check_cosigned

            when = check_cosigned(head, witness).isoformat(sep=" ", timespec="seconds")
            proven.append(f"{file.name}：{witness.partition('+')[0]} 在 {when} 签了名")
    except Mismatch as mismatch:
        wrong.append(f"{file.name}：{mismatch}")


def _against_clone(project: Project, entries: Sequence[Mapping[str, Any]], proven: list[str], wrong: list[str]) -> None:
    from cunwu.git.repository import demand_head
    from cunwu.history.store import open_history
    from cunwu.publish.replay import demand_history, wrong_in_clone

    head = demand_head(project.root)
    history = demand_history(open_history(project.root, project.cache))
    found = list(wrong_in_clone(project.root, head, history, entries))
    wrong += found
    if not found:
        proven.append(f"重放了 {len(entries)} 次公布：每一次的提交、记录和改动，都和这个克隆里的一样")


def _rebuilt(project: Project, site: Path, lines: Sequence[bytes], number: int, proven: list[str]) -> Iterator[str]:
    """Build a publication again, in a folder of its own, and compare it."""
    if not 0 < number <= len(lines):
        raise CunwuError(f"没有第 {number} 次公布，公布簿里有 {len(lines)} 次", next_step="cunwu verify --rebuild 1")
    entry = entries_in(lines)[number - 1]
    with TemporaryDirectory(prefix="cunwu-verify-") as folder:
        fresh = Path(folder) / "site"
        before = Path(folder) / "ledger.jsonl"
        before.write_bytes(b"".join(line + b"\n" for line in lines[: number - 1]))
        _build(project, entry, fresh, before)
        made = entries_in(lines_in((fresh / LEDGER).read_bytes()))[-1]
        told = told_of(entry, lines[number - 1])
        if made["site"] == entry["site"]:
            proven.append(f"{told}：重做了一遍，网站一个字节不差")
        elif made["program"] != entry["program"]:
            yield f"{told}：程序、模板或者网址和当时的不一样，重做的不能比；换回当时的版本再试"
        else:
            yield f"{told}：重做的网站和当时公布的不一样"
            if number == len(lines):
                yield from _differing(site, fresh)


def _build(project: Project, entry: Mapping[str, Any], site: Path, ledger: Path) -> None:
    from cunwu.frame.build import build_with_frame
    from cunwu.publish.site import BuildOrder, build_site

    order = BuildOrder(
        project=project,
        site=site,
        as_of=date.fromisoformat(entry["as_of"]),
        strict=True,
        precompress=entry["made"]["precompress"] is True,
        commit=entry["commit"],
        moment=datetime.fromisoformat(entry["time"]),
        ledger=ledger,
    )
    result = build_with_frame(order) if entry["made"]["frame"] is True else build_site(order)
    if not result.published:
        raise CunwuError(
            f"第 {entry['n']} 次公布重做不了：记录有错误", next_step=f"cunwu check --as-of {entry['as_of']}"
        )


def _differing(site: Path, fresh: Path) -> Iterator[str]:
    for path in sorted(fresh.rglob("*")):
        inside = path.relative_to(fresh)
        if path.is_file() and inside.parts[:2] != ("board", "publications"):
            there = site / inside
            if not there.is_file() or digest_of(there.read_bytes()) != digest_of(path.read_bytes()):
                yield f"{inside.as_posix()} 和重做的不一样"
