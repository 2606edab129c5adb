"""init: a board of one's own, in a folder of its own, with its first commit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import CLEAN, Options, Parser, Surroundings
from cunwu.core.paths import RECORDS
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of

if TYPE_CHECKING:
    from cunwu.boards.layout import Wheel

_DESCRIPTION = "村里收了多少、花了多少、还剩多少，在做什么、谁在负责。"
_DEMONSTRATION = {
    "region.yml": {"名称": "演示镇", "级别": "镇", "演示": "是", "简介": "演示镇是虚构的，只用来看看样子。"},
    "yanshi/village.yml": {"名称": "演示村", "简介": "演示村是虚构的，只用来看看样子。"},
}
_PERSONS = [
    {"编号": "村委会", "名称": "演示村村民委员会", "种类": "村民委员会"},
    {"编号": "合作社", "名称": "演示村股份经济合作社", "种类": "农村集体经济组织"},
]


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("folder", type=Path, metavar="文件夹", help="新的文件夹，或者空的")
    parser.add_argument("--from", dest="places", type=Path, metavar="名单", help="村的名单，CSV 或 xlsx，第一行是表头")
    parser.add_argument("--platform", default="none", metavar="平台", help="github、gitlab、gitea、forgejo 或 none")
    parser.add_argument("--name", default="", metavar="名称", help="公开栏的名称；不写就照最上面的地方")
    parser.add_argument("--wheel", type=Path, metavar="安装包", help="程序的 .whl；不写就用装程序时的那一个")


def run(options: Options, surroundings: Surroundings) -> int:
    """Write the board and commit it; print what to do next."""
    from cunwu.boards.first_commit import commit_all
    from cunwu.boards.layout import PLATFORMS, Board, first_pages, installed_wheel, read_wheel
    from cunwu.boards.upkeep import with_wheel, write_board, write_file

    if options.platform not in PLATFORMS:
        raise CunwuError(f"没有「{options.platform}」这种平台", next_step=f"--platform {' 或 '.join(PLATFORMS)}")
    places, remarks = _places(options, surroundings)
    root = _empty(surroundings.here / options.folder)
    name = options.name or _name_in(places["region.yml"])
    wheel: Wheel | None = read_wheel(surroundings.here / options.wheel) if options.wheel else installed_wheel()
    board = with_wheel(Board(name, _DESCRIPTION, options.platform), wheel)
    write_board(root, board, wheel)
    for path, content in first_pages(board).items():
        write_file(root, path, content)
    for path, text in places.items():
        write_file(root, f"{RECORDS}/{path}", text.encode())
    remarks += commit_all(root, "开始公开")
    if wheel is None:
        remarks.append("没有找到程序的安装包，平台和别的电脑装不了程序。下一步：cunwu migrate --wheel 安装包")
    villages = sum(path.endswith("village.yml") for path in places)
    print(f"做好了 {options.folder}：{len(places) - villages} 个地方、{villages} 个村，已经提交")
    for remark in remarks:
        print(f"请看：{remark}")
    print(f"下一步：cd {options.folder} && cunwu build")
    return CLEAN


def _places(options: Options, surroundings: Surroundings) -> tuple[dict[str, str], list[str]]:
    """Path below villages/ → content; and what people should look at."""
    from cunwu.boards.places import place_files, rows_of, unnamed
    from cunwu.imports.cells import read_table
    from cunwu.yaml.compose import compose

    if options.places is None:
        places = {path: dict(texts) for path, texts in _DEMONSTRATION.items()}
        village = {**places["yanshi/village.yml"], "加入日期": surroundings.day.isoformat(), "法人": list(_PERSONS)}
        files = {"region.yml": compose({**places["region.yml"]}), "yanshi/village.yml": compose(village)}
        return files, ["没有名单，写的是演示的镇和村；有了名单：cunwu init 文件夹 --from 名单.xlsx"]
    rows = rows_of(read_table(surroundings.here / options.places))
    remarks = []
    if nameless := unnamed(rows):
        told = f"{nameless} 个村没有写「村文件夹」，用了 c01、c02 …：公布以后不改；要好认的，在名单里写上再做一遍"
        remarks.append(told)
    return place_files(rows, surroundings.day.isoformat(), options.name), remarks


def _name_in(region: str) -> str:
    from cunwu.yaml.reader import read_plain

    plain, _ = read_plain(region.encode(), "region.yml")
    name = plain.get("名称") if isinstance(plain, dict) else None
    return f"{name}村务公开栏" if isinstance(name, str) and "公开" not in name else str(name)


def _empty(root: Path) -> Path:
    """The folder, made if need be. Raises CunwuError if there is anything in it."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        if any(root.iterdir()):
            raise CunwuError(f"{root} 里已经有文件", next_step="换一个新的文件夹名")
    except OSError as error:
        raise CunwuError(f"{root} 不能用：{reason_of(error)}", next_step=f"ls -ld {root}") from error
    return root
