"""practice: a village to practise in, with ten small tasks, and what of them is still missing."""

from __future__ import annotations

from pathlib import Path

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings
from cunwu.core.problem import CunwuError

_FOLDER = Path("练习")


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "folder", nargs="?", type=Path, default=None, metavar="文件夹", help=f"新的文件夹，默认 {_FOLDER}"
    )
    parser.add_argument("--check", action="store_true", help="看做好了几件，还差什么")


def run(options: Options, surroundings: Surroundings) -> int:
    """Write the village, or tell of each task what is missing."""
    if options.check:
        return _check(surroundings, options.folder)
    from cunwu.boards.first_commit import commit_all
    from cunwu.boards.practice import HEADS, ROWS, SHEET, practice_files
    from cunwu.boards.upkeep import write_file
    from cunwu.core.paths import CONFIG
    from cunwu.exports.tables import Column, Table
    from cunwu.exports.workbook import workbook_of

    folder = options.folder or _FOLDER
    root = surroundings.here / folder
    if (root.is_dir() and any(root.iterdir())) or root.is_file():
        raise CunwuError(f"{folder} 里已经有文件", next_step="换一个新的文件夹名；看做得怎么样：cunwu practice --check")
    if any((above / CONFIG).is_file() for above in root.resolve().parents):
        raise CunwuError("这里是一个公开栏，练习不放在里面", next_step=f"到外面做：cunwu practice ~/{_FOLDER}")
    rows = [[one if one != "" else None for one in row] for row in ROWS]
    table = Table("practice", SHEET, tuple(Column(head) for head in HEADS), rows, ())
    for path, content in practice_files(workbook_of(SHEET, [table], surroundings.day)).items():
        write_file(root, path, content)
    commit_all(root, "练习")
    print(f"做好了 {folder}：一个练习村，十件小事，写在 {folder}/README.md")
    print(f"下一步：cd {folder}，照 README.md 做；做到哪里了：cunwu practice --check")
    return CLEAN


def _check(surroundings: Surroundings, folder: Path | None) -> int:
    from cunwu.boards.practice_tasks import judge, open_practice
    from cunwu.records.privacy import hide_leaks
    from cunwu.reports.text import visible

    here = surroundings.here
    root = here / folder if folder else here if (here / "villages").is_dir() else here / _FOLDER
    if not (root / "villages").is_dir():
        raise CunwuError(f"{folder or root.name} 不是练习的文件夹", next_step="新做一个：cunwu practice")
    judged = list(judge(open_practice(root)))
    for number, (task, missing) in enumerate(judged, 1):
        print(f"{number:2} {task.title}：{'做好了' if not missing else f'还差：{visible(hide_leaks(missing))}'}")
    done = sum(not missing for _, missing in judged)
    if done == len(judged):
        print(f"{done} 件都做好了")
        return CLEAN
    print(f"做好了 {done} 件，还差 {len(judged) - done} 件；每件怎样做，写在 README.md")
    return PROBLEMS
