"""Writing a board, and what a newer program wants changed in it; files that people changed are never overwritten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from hashlib import sha256
from pathlib import Path

import cunwu
from cunwu.boards.layout import Board, Wheel, board_files, is_script
from cunwu.core.frozen import Frozen, replace
from cunwu.core.problem import CunwuError
from cunwu.core.system_words import reason_of

NOTE = ".ci/board.json"
"""What the board was made with: the version, and the digest of every file as the program wrote it."""


class State(Enum):
    """How a file of a board stands to what this program would write."""

    MISSING = "没有，新版有"
    OLD = "旧版的，要换"
    CHANGED = "您改过，新版也有变：请自己对照着改"
    GONE = "新版不再用，可以删去"


class Finding(Frozen):
    """One file that is not as this program would write it."""

    path: str
    state: State


class Note(Frozen):
    """The note that a board keeps of the program that wrote it."""

    version: str
    board: Board
    written: Mapping[str, str]
    """Path → digest of the file as it was written."""


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return sha256(content).hexdigest()


def with_wheel(board: Board, wheel: Wheel | None) -> Board:
    """The board that installs itself from this package; unchanged if there is none."""
    return replace(board, wheel=wheel.name, wheel_digest=digest(wheel.content)) if wheel else board


def write_board(root: Path, board: Board, wheel: Wheel | None, known: Note | None = None) -> tuple[Finding, ...]:
    """Write all files that are missing or old, and the note; returns what people have to look at themselves."""
    files = board_files(board)
    found = compare(root, files, known)
    wanting = {one.path for one in found if one.state in (State.MISSING, State.OLD)}
    for path, content in files.items():
        if path in wanting:
            write_file(root, path, content)
    if wheel is not None:
        for old in (root / ".ci").glob("cunwu-*.whl"):
            if old.name != wheel.name:
                old.unlink()
        write_file(root, f".ci/{wheel.name}", wheel.content)
    facts = {"name": board.name, "description": board.description, "platform": board.platform}
    facts |= {"wheel": board.wheel, "wheel_digest": board.wheel_digest}
    note = {"version": cunwu.__version__, **facts, "files": {path: digest(files[path]) for path in sorted(files)}}
    write_file(root, NOTE, (json.dumps(note, ensure_ascii=False, indent=1) + "\n").encode())
    return tuple(one for one in found if one.state in (State.CHANGED, State.GONE))


def write_file(root: Path, path: str, content: bytes) -> None:
    """Put one file into a board, with its folders; files with the same content are left alone."""
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != content:
            target.write_bytes(content)
        if is_script(path):
            target.chmod(0o755)
    except OSError as error:
        raise CunwuError(
            f"写不了 {target}：{reason_of(error)}", next_step=f"检查权限和空间：ls -ld {root}; df -h"
        ) from error


def read_note(root: Path) -> Note:
    """The note of a board. Raises CunwuError if it has none: nobody but `cunwu init` made it."""
    try:
        told = json.loads((root / NOTE).read_bytes())
        board = Board(**{key: str(told[key]) for key in ("name", "description", "platform", "wheel", "wheel_digest")})
        return Note(str(told["version"]), board, {str(path): str(one) for path, one in told["files"].items()})
    except FileNotFoundError:
        message = f"没有 {NOTE}：这里不是 cunwu init 做的公开栏"
        raise CunwuError(message, next_step="程序自己的仓库用 git pull；新做一个：cunwu init 文件夹") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{NOTE} 读不了：{error}"
        raise CunwuError(message, next_step=f"从历史里取回来：git checkout HEAD -- {NOTE}") from error


def compare(root: Path, files: Mapping[str, bytes], known: Note | None) -> tuple[Finding, ...]:
    """Every file that is not as wanted, by path; a file that only people changed is as they want it."""
    written = known.written if known else {}
    found = [
        Finding(path, state)
        for path, content in files.items()
        if (state := _state(root / path, content, written.get(path)))
    ]
    gone = (path for path in written if path not in files and (root / path).is_file())
    return tuple(sorted((*found, *(Finding(path, State.GONE) for path in gone)), key=lambda one: one.path))


def _state(path: Path, wanted: bytes, written: str | None) -> State | None:
    if not path.is_file():
        return State.MISSING
    content = path.read_bytes()
    if content == wanted or written == digest(wanted):
        return None
    return State.OLD if written == digest(content) else State.CHANGED
