"""The files of a board besides its records: made from the program's own, so that no second copy grows old."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import BadZipFile, ZipFile

from cunwu.boards.schemas import schema_files
from cunwu.core.frozen import Frozen
from cunwu.core.paths import CONFIG
from cunwu.core.patterns import regex
from cunwu.core.problem import CunwuError
from cunwu.core.shipped import shipped
from cunwu.core.system_words import reason_of
from cunwu.yaml.compose import quoted

PLATFORMS = ("github", "gitlab", "gitea", "forgejo", "none")
SCRIPTS = ("check", "packages", "publish", "python", "setup", "hooks/commit-msg", "hooks/pre-commit", "Containerfile")
"""What the platforms run, and people before a commit: below .ci/ in the repository of the program, too."""
_FORMS = ("question", "trouble")
"""Forms for questions that a board asks; faults of the program are told where the program is."""
_FORMS_ON_GITLAB = ("疑问", "填报遇到困难")
_OF_THE_PROGRAM = regex(r"\n改程序的（[\s\S]*\Z")
_TEXTS = Path(__file__).with_name("texts")


class Wheel(Frozen):
    """The package of the program that a board installs itself from."""

    name: str
    content: bytes


class Board(Frozen):
    """What the files of a board depend on besides the program."""

    name: str
    description: str
    platform: str
    wheel: str = ""
    """Name of the package below .ci/; empty if none was at hand."""
    wheel_digest: str = ""


def board_files(board: Board) -> dict[str, bytes]:
    """Path → content of every file that a newer program may want changed."""
    files = {name: shipped(name).read_bytes() for name in (".gitattributes", ".gitignore")}
    files[".editorconfig"] = _editor_settings().encode()
    files |= {f".ci/{name}": shipped(f".ci/{name}").read_bytes() for name in SCRIPTS}
    files |= {name: text.encode() for name, text in _platform_files(board.platform)}
    files["requirements.lock"] = requirements(board).encode()
    files[CONFIG] = board_config(board.name, board.description).encode()
    return files | schema_files()


def is_script(path: str) -> bool:
    """Whether a file is to be run by its name."""
    return path.startswith(".ci/") and path.removeprefix(".ci/") in SCRIPTS and not path.endswith("file")


def _text(name: str) -> str:
    return shipped(name).read_text("utf-8")


def board_config(name: str, description: str) -> str:
    """mkdocs.yml without what the program fills in: its theme, its pages and the way through them."""
    text = _without_blocks(_text(CONFIG), ("nav", "not_in_nav", "exclude_docs"))
    text = text.replace("  custom_dir: theme\n", "")
    lines = (
        f"site_name: {quoted(name)}" if line.startswith("site_name:") else
        f"site_description: {quoted(description)}" if line.startswith("site_description:") else line
        for line in text.split("\n")
    )  # fmt: skip
    return "\n".join(lines)


def _without_blocks(text: str, keys: tuple[str, ...]) -> str:
    """A text without some of its blocks: a key at the margin, and what stands below it."""
    kept, skipping = [], False
    for line in text.split("\n"):
        if line[:1] not in ("", " ", "#"):
            skipping = line.partition(":")[0] in keys
        if not skipping:
            kept.append(line)
    return "\n".join(kept)


def _editor_settings() -> str:
    """For records and pages; programs are not written here."""
    return _text(".editorconfig").partition("\n[*.py]")[0].replace("程序的格式由 ruff 定，", "")


def _platform_files(platform: str) -> Iterator[tuple[str, str]]:
    match platform:
        case "github" | "gitea" | "forgejo":  # the other two read this folder, too
            yield ".github/workflows/board.yml", _text(".github/workflows/board.yml")
            for name in _FORMS:
                path = f".github/ISSUE_TEMPLATE/{name}.yml"
                yield path, _text(path)
            path = ".github/pull_request_template.md"
            yield path, _OF_THE_PROGRAM.sub("\n", _text(path))
        case "gitlab":
            yield ".gitlab-ci.yml", _without_blocks(_text(".gitlab-ci.yml"), ("program",))
            for name in _FORMS_ON_GITLAB:
                path = f".gitlab/issue_templates/{name}.md"
                yield path, _text(path)
            path = ".gitlab/merge_request_templates/Default.md"
            yield path, _OF_THE_PROGRAM.sub("\n", _text(path))


_LOCK_HEADER = """\
# 这个公开栏用的全部软件包，版本和校验值都定死。由 cunwu init 写，cunwu migrate 更新，不用手改。
# 从哪里下载由 pip 自己的设置定，镜像、装好安装包的文件夹都行。
"""
_NO_WHEEL = """\
# 还没有程序自己的安装包：cunwu migrate --wheel cunwu-版本-py3-none-any.whl
"""


def requirements(board: Board) -> str:
    """The lock of the program without the tools of programmers, and the program itself from the folder beside it."""
    text = _text("requirements.lock").partition("\n# For lint and tests")[0]
    pins = text[text.index("\n# For building") :].partition("\n")[2].partition("\n")[2]
    if not board.wheel:
        return _LOCK_HEADER + _NO_WHEEL + pins.strip("\n") + "\n"
    version = board.wheel.split("-")[1]
    own = f"cunwu=={version} \\\n    --hash=sha256:{board.wheel_digest}\n"
    return f"{_LOCK_HEADER}--find-links .ci\n{own}{pins.strip(chr(10))}\n"


_PACKAGE = regex(r"cunwu-[0-9][0-9A-Za-z.+!]*-py3-none-any\.whl")


def read_wheel(path: Path) -> Wheel:
    """A package of the program. Raises CunwuError if the file is none."""
    if not _PACKAGE.fullmatch(path.name):
        raise CunwuError(
            f"{path.name} 不是程序的安装包", next_step="选文件名像 cunwu-0.1.0-py3-none-any.whl 的那个文件"
        )
    try:
        return Wheel(path.name, path.read_bytes())
    except OSError as error:
        raise CunwuError(f"读不了 {path}：{reason_of(error)}", next_step=f"ls -l {path}") from error


def installed_wheel() -> Wheel | None:
    """The package that this program was installed from, if it is still where pip found it, and still the same."""
    for told in Path(__file__).parents[2].glob("cunwu-*.dist-info"):
        try:
            origin = urlsplit(json.loads((told / "direct_url.json").read_bytes())["url"])
            path = Path(unquote(origin.path))
            installed = set((told / "RECORD").read_bytes().splitlines())
            with ZipFile(path) as package:
                listed = package.read(f"{told.name}/RECORD").splitlines()
            # Older versions of pip keep no digest of the package, but every one lists the digests of its files.
            if _PACKAGE.fullmatch(path.name) and set(listed[:-1]) <= installed:
                return Wheel(path.name, path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError, BadZipFile):
            continue
    return None


def first_pages(board: Board) -> dict[str, bytes]:
    """What a board begins with and changes as it likes: its README, its home page."""
    home = _text("content/index.md").replace("# 村务公开板\n", f"# {board.name}\n", 1)
    readme = (_TEXTS / "README.md").read_text("utf-8").replace("{name}", board.name)
    checked = (_TEXTS / f"{board.platform}.md").read_text("utf-8")
    return {"README.md": readme.replace("{platform}", checked).encode(), "content/index.md": home.encode()}
