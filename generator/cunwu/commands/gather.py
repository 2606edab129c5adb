"""gather: totals of the boards below, fetched and checked as a step of its own; a build never calls out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings, project_of
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of

if TYPE_CHECKING:
    from cunwu.core.paths import Project
    from cunwu.imports.fetched import Fetched
    from cunwu.records.places import Place


_SILENT = 62
"""Days: a board with a month of accounts publishes in each."""


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("places", nargs="*", metavar="地方", help="只取这些，如 shili；不写就是写了「网站」的全部")
    parser.add_argument(
        "--from", dest="addresses", action="append", default=[], metavar="地方=网址", help="换一个网址取，例如内网的"
    )
    parser.add_argument("--heads", type=Path, default=None, metavar="文件夹", help="留树头的文件夹，默认 heads/")


def run(options: Options, surroundings: Surroundings) -> int:
    """Fetch, check and keep; one board that cannot be had never stops another."""
    from cunwu.records.board import read_outline
    from cunwu.records.source import FolderSource

    project = project_of(options, surroundings)
    outline = read_outline(FolderSource(project.root))
    others = dict(one.partition("=")[::2] for one in options.addresses)
    found = dict(_with_address(outline.root, others))
    unknown = sorted({*options.places, *others} - found.keys())
    if unknown or not found:
        message = f"「{'、'.join(unknown)}」没有写网站" if unknown else "没有写了「网站」的下级地方"
        raise CunwuError(message, next_step="在它的 region.yml 里写一行「网站: https://…」")
    heads = surroundings.here / options.heads if options.heads else project.root / "heads"
    wanted = options.places or sorted(found)
    good = [_gather(project, *found[path], heads / path, surroundings) for path in wanted]
    print(f"取了 {sum(good)} 个，{len(good) - sum(good)} 个没有取成；没有取成的，还用上一次的汇总")
    kept = f" {heads.name}" if heads.parent == project.root else ""
    print(f"下一步：cunwu check，再 git add villages{kept} && git commit：树头也要留，没有它，改写了的历史看不出来")
    return CLEAN if all(good) else PROBLEMS


def _with_address(root: Place, others: dict[str, str]) -> Iterator[tuple[str, tuple[Place, str]]]:
    for place in root.walk():
        address = others.get(place.path) or getattr(place.record, "site", None)
        if address and not place.is_village and place.path:
            yield place.path, (place, str(address))


def _gather(project: Project, place: Place, address: str, heads: Path, surroundings: Surroundings) -> bool:
    from cunwu.commands.witness import keep_head, unlike
    from cunwu.core.verifier import Mismatch, told_of
    from cunwu.derive.gathered import check_gathered
    from cunwu.imports.fetched import fetch_board

    wrong = list[str]()
    try:
        fetched = fetch_board(address)
        wrong = unlike(list(fetched.lines), heads)
        if wrong:
            wrong.append(f"查清是谁改的；是误会的，把对不上的树头移到 {heads}/查清的/，再取")
        keep_head(heads, list(fetched.lines))  # also one that does not fit: it is the evidence, whatever else is wrong
        check_gathered(fetched.summary, place, surroundings.day)
    except (Mismatch, ValueError) as error:
        wrong.append(str(error))
    if wrong:
        # What a foreign server says is text, not commands for this terminal.
        print(f"✕ {place.name}：{''.join(filter(str.isprintable, '；'.join(wrong)))}")
        return False
    _write(project.root / place.own_file, fetched)
    entry = _last(fetched)
    print(f"✓ {place.name}：{told_of(entry, fetched.lines[-1])}")
    days = (surroundings.day - datetime.fromisoformat(str(entry["time"])).date()).days
    if days > _SILENT:
        print(f"  {days} 天没有公布了：停了，或者给您看的是旧的，打电话问一问")
    return True


def _last(fetched: Fetched) -> dict[str, object]:
    from cunwu.core.verifier import entries_in

    return entries_in(fetched.lines)[-1]


def _write(own_file: Path, fetched: Fetched) -> None:
    from cunwu.records.board import GATHERED

    target = own_file.with_name(GATHERED)
    draft = target.with_name(f".{GATHERED}.new")
    try:
        draft.write_bytes(fetched.summary)
        draft.replace(target)
    except OSError as error:
        raise CunwuError(f"写不了 {target}：{reason_of(error)}", next_step=f"ls -ld {target.parent}") from error
