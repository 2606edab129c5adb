"""forms: a page on which the records of one place are filled in with a browser; what it saves becomes a request."""

from __future__ import annotations

from pathlib import Path

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings, project_of
from cunwu.core.paths import RECORDS
from cunwu.core.problem import CunwuError


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("place", metavar="地方", help="例如 town/shanghe")
    parser.add_argument("--out", type=Path, required=True, metavar="文件夹", help="页面写到哪里，例如 ../forms")
    parser.add_argument(
        "--platform",
        default="none",
        metavar="平台",
        help="github、gitlab、gitea、forgejo；不写就在自己的电脑上用",
    )
    parser.add_argument("--repo", default="", metavar="仓库", help="平台上的 组/仓库")
    parser.add_argument("--address", default="", metavar="网址", help="平台的网址；GitHub 的写发登录凭据的服务器")
    parser.add_argument("--app", default="", metavar="编号", help="在平台上登记这个页面得到的应用编号")


def run(options: Options, surroundings: Surroundings) -> int:
    """Write the page; print what to do next."""
    from cunwu.boards.forms import BACKENDS, LIBRARIES, Forms, form_files
    from cunwu.boards.upkeep import digest, write_file
    from cunwu.imports.intake import place_called
    from cunwu.records.source import FolderSource

    if options.platform not in BACKENDS:
        raise CunwuError(f"没有「{options.platform}」这种平台", next_step=f"--platform {' 或 '.join(BACKENDS)}")
    source = FolderSource(project_of(options, surroundings).root)
    place = place_called(source, options.place)
    folder = f"{RECORDS}/{place.path}".rstrip("/")
    forms = Forms(
        folder, " ".join(place.full_name), place.own_file, options.platform, options.repo,
        options.address.rstrip("/"), options.app,
    )  # fmt: skip
    out = surroundings.here / options.out
    for path, content in form_files(forms).items():
        write_file(out, path, content)
    print(f"写好了 {options.out}：{place.name}的 {len(list(out.iterdir()))} 个文件")
    there = all((out / one.file).is_file() and digest((out / one.file).read_bytes()) == one.sha256 for one in LIBRARIES)
    if not there:
        print(f"下一步：bash {options.out}/fetch（取表单用的程序，核对校验值）")
    elif options.platform == "none":
        print(f"下一步：bash {options.out}/serve，再打开它说的地址")
    else:
        print(f"下一步：把 {options.out} 放到网页服务器上，用 https 打开")
    return CLEAN
