"""Imports point down: the list of layers here is the documentation of what stands on what."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "generator" / "cunwu"

LAYERS = (
    "core",  # what everybody may use: values that never change, problems, paths, small stores, processes
    "values",  # text in, value out
    "yaml",  # bytes → tree, tree → canonical bytes
    "git",  # every question put to git
    "kinds",  # what a record may say
    "records",  # files → places → boards
    "history",  # what was published, and what became of it
    "derive",  # what is computed, never typed
    "rules",  # board → problems
    "reports",  # problems and differences told
    "boards",  # the files of a board around its records
    "changes",  # a proposed change, judged and mended
    "exports",  # records for other programs
    "imports",  # workbooks → records, the last records → the next one
    "pages",  # boards → pages
    "search",  # what may be looked for on a board
    "pictures",  # what is drawn beside pages
    "render",  # page → HTML
    "publish",  # what is stale → rendered → verified → swapped
    "posters",  # the wall: sheets of paper over what pages show
    "frame",  # pages written by people
    "commands",  # one module a command: its arguments and its run together
    "cli",  # arguments → a command; the only clock and environment
)
"""Modules and packages of cunwu, lowest first: each imports only what stands above it in this list."""

DOORS: Mapping[str, str | tuple[str, ...]] = {
    "msgspec": "core.frozen",
    "_sre": "core.patterns",
    "yaml": "yaml.events",
    "ruamel": "yaml.writer",
    "jinja2": "render",
    "markupsafe": "render",
    "mkdocs": "frame",
    "tqdm": "core.progress",
    "dask": "publish.distributed",
    "distributed": "publish.distributed",
    "cryptography": "publish",
    "rfc3161_client": "publish.stamps",
    "fsspec": "publish.bundle",
    "xlsxwriter": "exports.workbook",
    "segno": "pictures.qr",
    "weasyprint": "posters.pdf",
    "python_calamine": "imports.cells",
    "dbfread": "imports.dbase",
    "opencc": "publish.traditional",
    "PIL": ("records.attachments.pictures", "pictures.cards"),  # photos are read, cards are drawn
    "pypdf": "records.attachments.papers",
    "rapidocr": "records.printed",
    "onnxruntime": "records.printed",
    "pypdfium2": "records.attachments.drawn",
    # parts of the standard library that reach outside
    "subprocess": "git.repository",
    "sqlite3": "core.database",
    "fcntl": "publish.staging",
    "ctypes": "publish.staging",
    "shutil": "publish.copy",
    "concurrent": "core.workers",
    "multiprocessing": "core.workers",
    "argparse": "commands.base",
    "traceback": "cli",
}
"""Library → the one module, or package, that may import it; of one that reads and draws, one for each."""

NOBODY = frozenset(
    {"time", "random", "secrets", "uuid", "locale", "socket", "http", "ssl", "urllib.request"}
    | {"pickle", "marshal", "shelve", "copyreg", "dill", "importlib", "runpy", "code", "imp"}
)
"""What would make two builds differ, reach into a network, or run what was read."""
CALLS_OUT, FOR_CALLING = "imports.fetched", frozenset({"http.client", "urllib.request"})
"""The module that fetches what other sites published, and what it may do so with."""


@dataclass(frozen=True)
class Import:
    """One import: who, what, and whether it happens when the importer is loaded."""

    importer: str
    imported: str
    at_once: bool


@cache
def trees() -> Mapping[str, ast.Module]:
    """Module name below cunwu (`pages.view`; `pages` for a package's own file) → its syntax tree."""
    found = {}
    for path in sorted(PROGRAM.rglob("*.py")):
        name = ".".join(path.relative_to(PROGRAM).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        found[name] = ast.parse(path.read_text("utf-8"))
    return found


def imports_of(name: str) -> Iterator[Import]:
    """Every import of one module, those inside functions and for type checkers too."""
    tree = trees()[name]
    later = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        or (isinstance(outer, ast.If) and ast.unparse(outer.test) == "TYPE_CHECKING")
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(name, alias.name, id(node) not in later)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                is_module = whole.removeprefix("cunwu.") in trees() and whole.startswith("cunwu.")
                yield Import(name, whole if is_module else str(node.module), id(node) not in later)


@cache
def all_imports() -> tuple[Import, ...]:
    return tuple(one for name in trees() for one in imports_of(name))


def layer_of(module: str) -> str:
    return module.partition(".")[0]


def inside(imported: str) -> str | None:
    """The module of ours that is imported; None for a library and for the package itself."""
    return imported.removeprefix("cunwu.") if imported.startswith("cunwu.") else None


def test_every_module_has_its_layer_and_every_layer_a_module() -> None:
    assert sorted({layer_of(name) for name in trees() if name}) == sorted(LAYERS)


def test_imports_point_down() -> None:
    upward = [
        f"{one.importer} imports {module}"
        for one in all_imports()
        if (module := inside(one.imported)) is not None
        and layer_of(module) != layer_of(one.importer)
        and LAYERS.index(layer_of(module)) > LAYERS.index(layer_of(one.importer))
    ]
    assert upward == []


def test_no_two_modules_need_each_other_inside_functions_either() -> None:
    graph: dict[str, set[str]] = {}
    for one in all_imports():
        module = inside(one.imported)
        if module is not None:
            graph.setdefault(one.importer, set()).add(module)
    TopologicalSorter(graph).prepare()  # raises CycleError


def test_the_package_itself_imports_nothing() -> None:
    assert [one.imported for one in imports_of("") if one.imported != "__future__"] == []


def test_each_library_has_one_door() -> None:
    strangers = [
        f"{one.importer} imports {one.imported}"
        for one in all_imports()
        if (door := DOORS.get(one.imported.partition(".")[0])) is not None
        and not {one.importer, layer_of(one.importer)} & set((door,) if isinstance(door, str) else door)
    ]
    assert strangers == []


def test_every_library_from_outside_has_a_door() -> None:
    libraries = {one.imported.partition(".")[0] for one in all_imports()} - {"cunwu"} - sys.stdlib_module_names
    assert libraries <= DOORS.keys()


def test_nobody_imports_what_changes_by_itself_reaches_out_or_runs_what_was_read() -> None:
    found = [
        f"{one.importer} imports {one.imported}"
        for one in all_imports()
        if (one.imported in NOBODY or one.imported.partition(".")[0] in NOBODY)
        and not (one.importer == CALLS_OUT and one.imported in FOR_CALLING)
    ]
    assert found == []


def test_only_gathering_calls_out_and_no_build_can() -> None:
    assert {one.importer for one in all_imports() if inside(one.imported) == CALLS_OUT} == {"commands.gather"}


def places_of(*words: str, names: bool = True) -> set[str]:
    """Modules in which one of these words is used as an attribute, or as a name of its own."""
    return {
        module
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in words)
        or (names and isinstance(node, ast.Name) and node.id in words)
    }


def test_only_the_clock_asks_what_day_it_is() -> None:
    clocks = ("now", "utcnow", "fromtimestamp", "st_mtime", "st_mtime_ns", "st_ctime", "getmtime")
    # A file of the site has the time it was left with, or somebody changed it: compared, never shown.
    assert places_of(*clocks, names=False) == {"core.clock", "publish.intact"}
    assert places_of("today", "this_moment") == {"cli", "frame.plugin"}
    assert {one.importer for one in all_imports() if one.imported == "cunwu.core.clock"} == {"cli", "frame.plugin"}


def test_only_the_ways_in_and_git_look_at_the_environment() -> None:
    assert places_of("environ", "environb", "getenv", "putenv") == {"cli", "frame.plugin", "git.repository"}
    assert places_of("cwd", "getcwd", "expanduser", "expandvars") == {"cli"}
    assert places_of("cpu_count") == {"cli", "frame.plugin"}


def test_nothing_that_was_read_is_ever_run() -> None:
    calls = [
        f"{module}: {ast.unparse(node)}"
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec", "compile", "__import__"})
            or ast.unparse(node.func).startswith(("yaml.load", "yaml.unsafe", "yaml.full", "os.system", "os.popen"))
            or (ast.unparse(node.func).startswith("subprocess.") and any(word.arg == "shell" for word in node.keywords))
        )
    ]
    assert calls == []


def loaded_by(*arguments: str, folder: Path) -> set[str]:
    """Top-level modules in memory after one command."""
    code = (
        "import io, json, sys\n"
        "out, sys.stdout = sys.stdout, io.StringIO()\n"
        "from cunwu.cli import main\n"
        f"status = main({list(arguments)!r})\n"
        "print(json.dumps([status, sorted({name.partition('.')[0] for name in sys.modules})]), file=out, flush=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True)
    # Coverage, where it is measured, may warn on the same stream at the end.
    status, modules = json.loads(done.stdout.splitlines()[0])
    assert status == 0
    return set(modules)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: 公开板\n", "utf-8")
    (tmp_path / "villages").mkdir()
    (tmp_path / "villages" / "region.yml").write_text("名称: 示例县\n级别: 县\n", "utf-8")
    (tmp_path / "theme").symlink_to(PROGRAM.parents[1] / "theme")
    return tmp_path


def test_the_list_of_commands_loads_no_kind_of_record_and_no_rule(project: Path) -> None:
    code = (
        "import sys\n"
        "from cunwu.commands import COMMANDS\n"
        "from cunwu.commands.base import command_line\n"
        "command_line(COMMANDS, '').format_help()\n"
        "print([name for name in sys.modules if name.startswith(('cunwu.kinds', 'cunwu.rules', 'cunwu.records'))])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_a_check_loads_neither_mkdocs_nor_jinja(project: Path) -> None:
    strangers = {"mkdocs", "jinja2", "markdown", "pygments", "tqdm", "PIL", "pypdf"}
    assert loaded_by("check", folder=project) & strangers == set()


def test_a_build_of_the_board_alone_does_without_mkdocs(project: Path) -> None:
    strangers = {"mkdocs", "markdown", "pygments", "tqdm", "dask", "distributed", "fsspec", "PIL", "pypdf"}
    assert loaded_by("build", "--no-frame", "--no-history", folder=project) & strangers == set()


# --- ARCHITECTURE.md, which tells of the same rooms -------------------------------------------------------------------

PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
QUOTED = sorted(set(re.findall(r"`([^`\n]+)`", PAGE)))
FUNCTIONS = [name for name in QUOTED if re.fullmatch(rf"(?:{'|'.join(LAYERS)})(?:\.\w+)+", name)]
FILES = [name for name in QUOTED if "/" in name and "<" not in name and " " not in name]


def names_in(body: Iterable[ast.stmt]) -> set[str]:
    """What a module or class defines or imports."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def is_defined(name: str) -> bool:
    parts = name.split(".")
    module = next((".".join(parts[:end]) for end in range(len(parts), 0, -1) if ".".join(parts[:end]) in trees()), None)
    assert module is not None, name
    body: list[ast.stmt] = trees()[module].body
    for part in parts[module.count(".") + 1 :]:
        if part not in names_in(body):
            return False
        body = next((node.body for node in body if isinstance(node, ast.ClassDef) and node.name == part), [])
    return True


def test_the_picture_lists_the_rooms_lowest_first() -> None:
    picture = re.search(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert picture is not None
    assert [line.split()[0] for line in picture[1].splitlines()] == list(LAYERS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_named_is_there(name: str) -> None:
    assert is_defined(name)


def test_the_life_of_a_file_names_functions_of_every_room_it_comes_through() -> None:
    assert len(FUNCTIONS) > 25
    rooms = {name.partition(".")[0] for name in FUNCTIONS}
    assert rooms >= {"cli", "commands", "records", "yaml", "kinds", "rules", "history", "pages", "render", "publish"}
    assert not is_defined("render.Renderer.paint")
    assert not is_defined("cli.start")


@pytest.mark.parametrize("name", FILES)
def test_every_file_named_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_one_page_is_enough() -> None:
    assert len(PAGE.splitlines()) <= 160
