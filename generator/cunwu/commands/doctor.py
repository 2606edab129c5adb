"""doctor and migrate: what this version of the program wants changed in a board, and changing it."""

from __future__ import annotations

from pathlib import Path

import cunwu
from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings, project_of


def declare(parser: Parser) -> None:
    """Add the arguments of `doctor`: none of its own."""
    del parser


def declare_migrate(parser: Parser) -> None:
    """Add the arguments of `migrate`."""
    parser.add_argument("--wheel", type=Path, metavar="安装包", help="程序的 .whl；不写就用装程序时的那一个")


def run(options: Options, surroundings: Surroundings) -> int:
    """Name every file that is not as this program would write it."""
    from cunwu.boards.layout import board_files, installed_wheel
    from cunwu.boards.upkeep import compare, read_note, with_wheel
    from cunwu.git.repository import demand_head

    root = project_of(options, surroundings).root
    demand_head(root)
    known = read_note(root)
    found = compare(root, board_files(with_wheel(known.board, installed_wheel())), known)
    for one in found:
        print(f"{one.path}：{one.state.value}")
    made = f"公开栏是 cunwu {known.version} 写的，现在是 {cunwu.__version__}"
    if not found:
        print(f"{made}；没有要换的")
        return CLEAN
    print(f"{made}；{len(found)} 个文件要看。换好它们：cunwu migrate")
    return PROBLEMS


def run_migrate(options: Options, surroundings: Surroundings) -> int:
    """Write what is missing or old; name what people have to change themselves."""
    from cunwu.boards.layout import installed_wheel, read_wheel
    from cunwu.boards.upkeep import read_note, with_wheel, write_board

    root = project_of(options, surroundings).root
    known = read_note(root)
    wheel = read_wheel(surroundings.here / options.wheel) if options.wheel else installed_wheel()
    left = write_board(root, with_wheel(known.board, wheel), wheel, known)
    for one in left:
        print(f"{one.path}：{one.state.value}")
    print(f"换到了 cunwu {cunwu.__version__}；{len(left)} 个文件请自己看。看改了什么：git diff；再检查、提交")
    return CLEAN
