"""poster: sheets for the wall, as PDF or as a page to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings, add_as_of, as_of, project_of
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of

if TYPE_CHECKING:
    from cunwu.values.period import Period

_EXAMPLE = "cunwu poster town/shanghe --period 2026-03"


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "place", nargs="?", default="", metavar="地方", help="例如 town/shanghe；镇就是它的各村，不写就是全部"
    )
    parser.add_argument("--period", default="", metavar="期间", help="如 2026-03；不写就是各村最近的一期")
    parser.add_argument("--paper", default="A4", metavar="纸张", help="A4、A3 或 A2，默认 A4")
    parser.add_argument(
        "--out", type=Path, default=None, metavar="文件", help="写到哪里：.pdf，或者 .html（从浏览器打印）"
    )
    parser.add_argument(
        "--ledger", type=Path, default=None, metavar="文件", help="网站的公布簿：印上第几次公布、核对码和证明"
    )
    add_as_of(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Write one file with all sheets; print how many, and which places have none."""
    from cunwu.posters.making import PosterOrder, make_posters
    from cunwu.posters.paper import PAPERS

    if options.paper not in PAPERS:
        raise CunwuError(f"没有「{options.paper}」这种纸，只有 {'、'.join(PAPERS)}", next_step=f"{_EXAMPLE} --paper A3")
    if options.out is not None and options.out.suffix not in (".pdf", ".html"):
        raise CunwuError(f"写不了 {options.out}：文件名要以 .pdf 或 .html 结尾", next_step=f"{_EXAMPLE} --out 上墙.pdf")
    if options.out is None or options.out.suffix == ".pdf":
        from cunwu.posters.pdf import demand_weasyprint

        demand_weasyprint()  # said at once, not after the work
    order = PosterOrder(
        project=project_of(options, surroundings),
        place=options.place,
        period=_period(options.period),
        paper=options.paper,
        as_of=as_of(options, surroundings),
        ledger=surroundings.here / options.ledger if options.ledger else None,
    )
    made = make_posters(order)
    out = surroundings.here / (options.out or f"{made.name}.pdf")
    _write(out, made.html)
    for name in made.bare:
        print(f"{name}这一期没有可以贴的")
    if made.errors:
        print(f"记录里有 {made.errors} 处错误，贴的是以前没有错误的版本；运行 cunwu check 看在哪里")
    print(f"{made.places} 个村，{made.sheets} 张 {order.paper}，写在 {out}")
    return PROBLEMS if made.errors else CLEAN


def _period(text: str) -> Period | None:
    from cunwu.values.period import parse_period

    if not text:
        return None
    try:
        return parse_period(text)
    except ValueError as error:
        raise CunwuError(f"--period {error}", next_step=_EXAMPLE) from None


def _write(path: Path, html: str) -> None:
    content = html.encode("utf-8", "replace")
    if path.suffix == ".pdf":
        from cunwu.posters.pdf import to_pdf

        content = to_pdf(html)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CunwuError(f"写不了 {path}：{reason_of(error)}", next_step="换一个文件夹，或者 df -h") from error
