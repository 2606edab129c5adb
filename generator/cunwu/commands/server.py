"""server: a server without a platform: made once, asked by its hooks before and after a push, and once a day."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings, add_as_of, as_of
from cunwu.core.problem import CunwuError

if TYPE_CHECKING:
    from cunwu.core.paths import Project

_ACTIONS = ("init", "receive", "publish")


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "action",
        choices=_ACTIONS,
        metavar="动作",
        help="init 新做；receive 收下以前检查，publish 公布",
    )
    parser.add_argument("folder", type=Path, metavar="文件夹", help="服务器放公开栏的文件夹，例如 /srv/gongkai")
    parser.add_argument("--board", type=Path, metavar="公开栏", help="init：cunwu init 做好的公开栏，默认现在的文件夹")
    parser.add_argument("--host", default="_", metavar="主机名", help="init：网站的主机名，例如 gongkai.example.cn")
    parser.add_argument("--user", default="git", metavar="用户", help="init：仓库归哪个用户，默认 git")
    parser.add_argument("--jobs", type=int, default=None, metavar="N", help="publish：用几个进程")
    add_as_of(parser)


def run(options: Options, surroundings: Surroundings) -> int:
    """Make a server, check a push, or publish; print what became of it."""
    actions = {"init": _init, "receive": _receive, "publish": _publish}
    return actions[options.action](options, surroundings)


def _init(options: Options, surroundings: Surroundings) -> int:
    from cunwu.boards.server import ServerPlan, make_repository, server_files
    from cunwu.boards.upkeep import write_file
    from cunwu.core.paths import find_project

    root = (surroundings.here / options.folder).resolve()
    board = find_project(surroundings.here / (options.board or ".")).root
    files = server_files(ServerPlan(root, Path(sys.executable), options.host, options.user))
    if root.exists() and any(root.iterdir()):
        raise CunwuError(f"{root} 里已经有文件", next_step="换一个新的文件夹名")
    if root.is_relative_to(board):
        raise CunwuError(f"{root} 在公开栏里面", next_step="换一个文件夹，例如 /srv/gongkai")
    head = make_repository(root, board)
    for path, text in files.items():
        write_file(root, path, text.encode())
        if "/hooks/" in path:
            (root / path).chmod(0o755)
    print(f"做好了 {root}：仓库在 {root / 'board.git'}，从提交 {head[:12]} 开始")
    status = _publish(options, surroundings)
    print(f"下一步：照 {root / 'README.md'} 打开网页服务器和每天一次的任务")
    return status


def _receive(options: Options, surroundings: Surroundings) -> int:
    from cunwu.changes.received import check_update, refusals, told_of, updates_in
    from cunwu.reports.text import report_text

    project, branch = _repository(surroundings.here / options.folder)
    updates = updates_in(sys.stdin.read())
    wrong = [f"✕ {sentence}" for update in updates for sentence in refusals(project, update, branch)]
    if not wrong:
        for update in updates:
            report = check_update(project, update, branch, as_of(options, surroundings))
            print(report_text(report))
            wrong += [f"✕ {update.name} 没有通过检查"] if report.errors else []
    print("\n".join([*wrong, "没有收下，网站没有动。改好再推一次"] if wrong else [f"收下 {told_of(updates)}"]))
    return PROBLEMS if wrong else CLEAN


def _publish(options: Options, surroundings: Surroundings) -> int:
    from cunwu.boards.server import BRANCH, LIVE, RELEASES, SITE
    from cunwu.core.verifier import LEDGER
    from cunwu.frame.build import build_with_frame
    from cunwu.publish.order import BuildOrder
    from cunwu.publish.releases import one_at_a_time, release
    from cunwu.reports.text import report_text

    root = (surroundings.here / options.folder).resolve()
    project, _ = _repository(root)
    with one_at_a_time(root):
        ledger = root / LIVE / LEDGER
        order = BuildOrder(
            project=project,
            site=root / SITE,
            as_of=as_of(options, surroundings),
            jobs=max(1, options.jobs or surroundings.processors),
            strict=True,
            precompress=True,
            commit=f"refs/heads/{BRANCH}",
            moment=surroundings.moment if not options.as_of else None,
            ledger=ledger if ledger.is_file() else None,  # also when somebody emptied build/
            demands_history=True,
        )
        result = build_with_frame(order)
        if result.report.errors:
            print(report_text(result.report))
        print(result.counts)
        if not result.published:
            return PROBLEMS
        folder = release(root / SITE, root / RELEASES, root / LIVE)
    print(f"公布了：{LIVE} 现在是 {RELEASES}/{folder.name}")
    return CLEAN


def _repository(root: Path) -> tuple[Project, str]:
    from cunwu.boards.server import BRANCH, REPOSITORY
    from cunwu.core.paths import Project

    repository = root.resolve() / REPOSITORY
    if not (repository / "HEAD").is_file():
        message = f"{root} 里没有 {REPOSITORY}：不是 cunwu server init 做的"
        raise CunwuError(message, next_step="cunwu server init 文件夹 --board 公开栏")
    return Project(repository), BRANCH
