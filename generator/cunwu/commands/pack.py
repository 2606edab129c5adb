"""pack: the board of one place as one file, for a USB stick."""

from __future__ import annotations

from pathlib import Path

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings, project_of


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("place", metavar="地方", help="例如 town 或 town/shanghe，连同下面各级")
    parser.add_argument("--site-dir", type=Path, default=None, metavar="文件夹", help="已经生成的网站，默认 site/")
    parser.add_argument("--out", type=Path, default=None, metavar="文件", help="默认用地方的文件夹名，如 town.zip")


def run(options: Options, surroundings: Surroundings) -> int:
    """Write the file; print where it is and how to use it."""
    from cunwu.publish.pack import pack_place

    place = str(options.place).strip("/").removeprefix("villages/")
    site = surroundings.here / (options.site_dir or project_of(options, surroundings).site)
    out = surroundings.here / (options.out or f"{place.rpartition('/')[2]}.zip")
    count = pack_place(site, place, out)
    print(f"{out}：{count} 个文件；解压以后双击 index.html，不上网也能看")
    return CLEAN
