"""fmt: bring records into the canonical form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cunwu.commands.base import CLEAN, PROBLEMS, Options, Parser, Surroundings, project_of
from cunwu.commands.files import covers, path_in_project, replace_record
from cunwu.core.paths import Project


def declare(parser: Parser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="路径", help="不写就整理全部记录")
    parser.add_argument("--check", action="store_true", help="只看哪些文件需要整理，不改动")


def run(options: Options, surroundings: Surroundings) -> int:
    """Write the records; with --check, only name those that would change."""
    project = project_of(options, surroundings)
    changed, refused = format_records(project, options.paths, surroundings.here, write=not options.check)
    for path in changed:
        print(f"{'需要整理' if options.check else '已整理'}：{path}")
    for path in refused:
        print(f"没有整理：{path}（读不了，先运行 cunwu check {path}）")
    print(_verdict(changed, refused, written=not options.check))
    return PROBLEMS if refused or (options.check and changed) else CLEAN


def _verdict(changed: Sequence[str], refused: Sequence[str], *, written: bool) -> str:
    """The last line: how many files were brought into the form, or would be."""
    done = f"{'整理了' if written else '需要整理'} {len(changed)} 个文件" if changed else "都是统一写法，没有要整理的"
    return f"{done}；{len(refused)} 个读不了" if refused else done


def format_records(
    project: Project,
    paths: Sequence[Path],
    here: Path,
    *,
    write: bool,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Bring records into the canonical form; returns the files that changed and those that could not be read."""
    from cunwu.records.source import FolderSource
    from cunwu.yaml.form import format_text
    from cunwu.yaml.reader import read_yaml

    source = FolderSource(project.root)
    wanted = [path_in_project(project, path, here) for path in paths]
    changed: list[str] = []
    refused: list[str] = []
    for path in source.files():
        if not path.endswith(".yml") or not covers(wanted, path):
            continue
        content = source.read(path)
        if read_yaml(content, path)[0] is None:
            refused.append(path)
            continue
        formatted = format_text(content.decode("utf-8-sig")).encode()
        if formatted != content:
            changed.append(path)
            if write:
                replace_record(project.root / path, formatted)
    return tuple(changed), tuple(refused)
