"""Records by the paths that people type: where they are in the project, and how they are replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.commands.base import Options, Parser
from cunwu.core.paths import RECORDS, STORE_OPTION, Project
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of

if TYPE_CHECKING:
    from cunwu.core.originals import Originals, Store
    from cunwu.records.board import Outline
    from cunwu.records.places import Place


def path_in_project(project: Project, path: Path, here: Path) -> str:
    """The path relative to the project, with forward slashes, as records name it; empty for the project itself."""
    absolute = (here / path).resolve()
    if not absolute.exists():
        raise CunwuError(f"没有文件或文件夹 {path}", next_step=f"ls {RECORDS}")
    try:
        relative = absolute.relative_to(project.root.resolve()).as_posix()
    except ValueError:
        raise CunwuError(f"{path} 不在项目文件夹里", next_step=f"cd {project.root}") from None
    if relative == ".":
        return ""
    if relative.split("/", 1)[0] != RECORDS:
        raise CunwuError(f"{path} 不是记录；记录都在 {RECORDS}/ 里", next_step=f"cunwu check {RECORDS}")
    return relative


def covers(wanted: Sequence[str], path: str) -> bool:
    """Whether a path is one of the wanted ones or lies below one; always true if none is named."""
    return not wanted or any(not one or path == one or path.startswith(f"{one}/") for one in wanted)


def places_with(outline: Outline, wanted: Sequence[str]) -> Iterator[Place]:
    """The places that hold a file of a wanted path; all places if none is named."""
    for place in outline.root.walk():
        if not wanted or any(covers(wanted, path) for path in place.files):
            yield place


def replace_record(path: Path, content: bytes) -> None:
    """Write a record in one step: after a loss of power the old or the new file is there, never half of one."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_bytes(content)
        if path.exists():
            draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise CunwuError(f"写不了 {path}：{reason_of(error)}", next_step=f"检查权限：ls -l {path}") from error


@contextmanager
def without_file(path: Path) -> Iterator[None]:
    """A file that goes with what is written meanwhile; it is back where that was not to be."""
    content = path.read_bytes() if path.is_file() else None
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise CunwuError(f"删不了 {path}：{reason_of(error)}", next_step=f"检查权限：ls -l {path}") from error
    try:
        yield
    except BaseException:
        if content is not None:
            replace_record(path, content)
        raise


def read_paper(path: Path, typed: Path) -> bytes:
    """The content of a file that somebody names as `typed`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CunwuError(f"读不了 {typed}：{reason_of(error)}", next_step=f"ls -l {typed}") from error


def add_store(parser: Parser) -> None:
    """Add the argument that gives the store of attachments."""
    parser.add_argument(
        STORE_OPTION, default="", metavar="附件库", help="不在仓库里的附件从这里取：文件夹，或者 s3://、https:// 的地址"
    )


def store_of(options: Options, here: Path) -> Store | None:
    """The store that was given: a folder, or an address that fsspec understands; None if there is none."""
    if not options.attachments:
        return None
    if "://" not in options.attachments:
        from cunwu.core.originals import FolderStore

        return FolderStore(here / options.attachments)
    try:
        from cunwu.publish.bundle import Store as Anywhere
    except ImportError:
        message = f"附件库 {options.attachments} 不是文件夹，要多装一个程序"
        raise CunwuError(message, next_step="pip install 'cunwu[store]'") from None
    return Anywhere(options.attachments, STORE_OPTION)


def originals_of(options: Options, here: Path, project: Project) -> Originals | None:
    """The originals in the store that was given, kept beside the cache once they were fetched."""
    from cunwu.core.originals import Originals

    store = store_of(options, here)
    return Originals(store, project.originals) if store is not None else None


def add_covers(parser: Parser) -> None:
    """Add the argument that covers parts of a picture."""
    parser.add_argument(
        "--cover",
        action="append",
        default=[],
        metavar="左,上,宽,高",
        help="涂黑照片的一块，数是百分之几，例如 10,80,40,15；可以写几次",
    )


def covers_of(options: Options) -> tuple[tuple[int, int, int, int], ...]:
    """The covered parts: left, top, width and height in hundredths."""
    return tuple(map(_cover, options.cover))


def _cover(text: str) -> tuple[int, int, int, int]:
    parts = [int(part) if part.strip().isdecimal() else -1 for part in text.split(",")]
    if len(parts) == 4 and min(parts) >= 0:
        left, top, width, height = parts
        if min(width, height) > 0 and left + width <= 100 and top + height <= 100:
            return left, top, width, height
    message = f"--cover 应为 左,上,宽,高，都是百分之几，写的是「{text}」"
    raise CunwuError(message, next_step="例如 --cover 10,80,40,15：左边 10%、上边 80% 起，宽 40%、高 15%")
