"""What the tests of the site share: projects to build, families of pages, pages as trees of elements."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.pages.kinds import Room

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 30)
DEMONSTRATION = "yanshi"

# --- projects and sites -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    """A built site and the project it was built from."""

    project: Path
    folder: Path

    def pages(self, pattern: str = "**/*.html") -> list[str]:
        """Addresses of the pages that match, from the site's root."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(pattern))

    def read(self, url: str) -> str:
        return (self.folder / url).read_text("utf-8")


@dataclass(frozen=True)
class Server:
    """A running nginx: the shipped site below /gongkai/, the samples below /yangli/."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def copy_project(target: Path, *, records: bool = True) -> Path:
    """A project of its own with the frame and theme of ours, and our records unless told otherwise."""
    for name in ("content", "theme", *(["villages"] if records else [])):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy2(ROOT / "mkdocs.yml", target)
    return target


_HOME = {
    "content/index.md": "# 公开板\n",
    "mkdocs.yml": """\
site_name: 公开板
docs_dir: content
use_directory_urls: false
theme: {name: material, custom_dir: theme, language: zh, font: false}
exclude_docs: |
  /kinds/
  /rules/
  /sources.md
strict: true
plugins: [search, cunwu]
""",
}


def bare_project(target: Path) -> Path:
    """A project with our theme and one page written by people, without the hundreds made from the registries.

    For tests of what becomes of a frame: MkDocs takes a hundred times as long for ours.
    """
    shutil.copytree(ROOT / "theme", target / "theme")
    write_files(target, _HOME)
    return target


def write_files(project: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def build(project: Path, site: Path, *options: str) -> str:
    """What `cunwu build` said; errors in records are no fault of the builder."""
    command = (sys.executable, "-m", "cunwu.cli", "--project", str(project), "build", "--site-dir", str(site))
    options = options if (project / ".git").exists() else ("--no-history", *options)
    done = subprocess.run((*command, "--as-of", AS_OF.isoformat(), *options), capture_output=True, check=False)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode in (0, 1), said
    return said


def commit_all(project: Path) -> str:
    """One commit with everything in it; answers its id."""
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for side in ("AUTHOR", "COMMITTER"):
        who |= {f"GIT_{side}_NAME": "clerk", f"GIT_{side}_EMAIL": "clerk@village.example"}
        who |= {f"GIT_{side}_DATE": "2026-11-19T09:00:00+08:00"}
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "records")):
        subprocess.run(("git", "-C", str(project), *arguments), check=True, env={**os.environ, **who})
    return subprocess.check_output(("git", "-C", str(project), "rev-parse", "HEAD"), text=True).strip()


def once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """`make` run by the first test process that comes, in `folder / name`; the others wait and share."""
    target = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (target / "made").exists():
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir()
            make(target)
            (target / "made").touch()
    return target


# --- a small project of samples ---------------------------------------------------------------------------------------

SAMPLE_VILLAGE = "villages/shanghe"
_SAMPLE_FILES = {
    "ledger": "finance/2026-03.yml",
    "project": "projects/2026-ludeng.yml",
    "posting": "postings/P01.yml",
    "attendance": "attendance/2026-03.yml",
    "visit": "visits/2026-03.yml",
    "deed": "deeds/2026-03.yml",
    "meeting": "meetings/2026-03-12.yml",
    "notice": "notices/2026-07.yml",
    "request": "requests/2026-03.yml",
    "selection": "selections/2026.yml",
    "team": "teams/T01.yml",
    "linkage": "linkages/2026.yml",
    "weekly": "weekly/2026-03-09_2026-03-15.yml",
    "stay": "stays/2026-03.yml",
    "goal": "goals/2026.yml",
    "pledge": "pledges/2026.yml",
    "rubric": "rubrics/2003.yml",
    "assessment": "assessments/2003-P01.yml",
    "conduct": "conduct/2026.yml",
    "training": "trainings/2026-1.yml",
    "makeup": "makeups/2026.yml",
}
BEFORE = """\
账套: 村委会
期间: 2026-02
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 100.00
    期末: -300.00
明细:
  - 编号: 001
    日期: 2026-02-03
    摘要: 电费
    科目: 管理费用
    支出: 460.00
    账户: 现金
  - 编号: 002
    日期: 2026-02-04
    摘要: 房租
    科目: 其他收入
    收入: 60.00
    账户: 现金
"""
OVERDRAWN = """\
账套: 村委会
期间: 2026-03
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: -300.00
    期末: -160.00
明细:
  - 编号: 001
    日期: 2026-03-03
    摘要: 冲回上月多记的电费
    科目: 管理费用
    支出: -200.00
    账户: 现金
    冲销: 2026-02#001
  - 编号: 002
    日期: 2026-03-04
    摘要: 冲回上月多记的房租
    科目: 其他收入
    收入: -60.00
    账户: 现金
    冲销: 2026-02#002
"""
"""A month in the red: the opening, both totals and the closing are below nothing."""
_PERSONS = "法人:\n  - 编号: 村委会\n    名称: 下河村村民委员会\n    种类: 村民委员会\n"


def sample_files() -> dict[str, str]:
    """A town of three villages: the samples of every kind, one in the red, one with an error in its only version."""
    samples = {kind.name: sample_of(kind) for kind in KINDS}
    return {
        "villages/region.yml": samples["region"],
        f"{SAMPLE_VILLAGE}/village.yml": samples["village"],
        **{f"{SAMPLE_VILLAGE}/{path}": samples[name] for name, path in _SAMPLE_FILES.items()},
        "villages/xiahe/village.yml": f"名称: 下河村\n{_PERSONS}",
        "villages/xiahe/finance/2026-02.yml": BEFORE,
        "villages/xiahe/finance/2026-03.yml": OVERDRAWN,
        "villages/zhonghe/village.yml": f"名称: 中河村\n{_PERSONS}",
        "villages/zhonghe/finance/2026-02.yml": BEFORE.replace("-300.00", "300.00"),
    }


# --- families of pages ------------------------------------------------------------------------------------------------

FOLDERS = {kind.name: kind.folder for kind in KINDS if kind.folder}
ROOMS = tuple(f"room of {room.name.lower()}" for room in Room if room is not Room.CHANGES)
BOARD_FAMILIES = (
    "root",
    "county",
    "town",
    "village",
    *ROOMS,
    "disclosure",
    "clerk",
    "search",
    *FOLDERS,
    "list",
    "held",
)
FRAME_FAMILIES = ("home", "handbook", "rule", "rules", "kind", "reading", "404")
FAMILIES = (*BOARD_FAMILIES, *FRAME_FAMILIES)
_BESIDES = {
    "year": "board/**/finance/years/*.html",
    "changes": "board/**/changes/index.html",
    "irregular": "board/**/irregular.html",
    "totals": "board/**/totals.html",
    "files": "board/**/files.html",
    "publications": "board/publications/index.html",
    "personal data": "board/**/personal-data.html",
    "disclosure of a region": f"board/{DEMONSTRATION}/*/disclosure.html",
    "record of a region": f"board/{DEMONSTRATION}/*/[!x]*/20*.html",
    "passed on": "board/**/copies/*.html",
    "objecting": "objecting.html",
    "verifying": "verifying.html",
    "accessibility": "accessibility.html",
    "sources": "sources.html",
    "glossary": "kinds/glossary.html",
}
BESIDES = tuple(_BESIDES)
"""Pages beside the families that have a test of everything: each is looked at in every width and size of text."""


def page_of(family: str, shipped: Site, samples: Site) -> tuple[Site, str]:
    """The page that stands for its family: the largest, because faults show there first."""
    below = f"board/{DEMONSTRATION}"
    fixed = {
        "root": "board/index.html",
        "county": f"{below}/index.html",
        "home": "index.html",
        "rules": "rules/index.html",
        "reading": "reading.html",
        "404": "404.html",
    }
    patterns = {
        **_BESIDES,
        "town": f"{below}/*/index.html",
        "village": f"{below}/*/*/index.html",
        **{name: f"{below}/*/*/rooms/{name.removeprefix('room of ')}.html" for name in ROOMS},
        "disclosure": f"{below}/*/*/disclosure.html",
        "clerk": f"{below}/*/*/clerk.html",
        "search": f"{below}/*/*/search.html",
        "list": f"{below}/*/*/*/index.html",
        "handbook": "handbook/*.html",
        "rule": "rules/[A-Z]*.html",
        "kind": "kinds/[!g]*.html",
        **{name: f"{below}/**/{folder}/[!i]*.html" for name, folder in FOLDERS.items()},
    }
    if family == "held":
        return samples, "board/zhonghe/index.html"
    if family in fixed:
        return shipped, fixed[family]
    return shipped, max(shipped.pages(patterns[family]), key=lambda url: (shipped.folder / url).stat().st_size)


# --- pages as trees ---------------------------------------------------------------------------------------------------

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


@dataclass
class Element:
    """One element of a page with what is inside it."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """Its text with white space as a browser shows it."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def all(self, tag: str, css: str = "") -> list[Element]:
        """Elements of this tag, and of this class where one is named, in order; any tag when it is empty."""
        found = (one for one in self.walk() if one is not self and tag in ("", one.tag))
        return [one for one in found if not css or css in one.classes]

    def one(self, tag: str, css: str = "") -> Element:
        found = self.all(tag, css)
        assert len(found) == 1, (tag, css, len(found))
        return found[0]


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse_page(text: str) -> Element:
    """The page as a tree."""
    parser = _Tree()
    parser.feed(text)
    parser.close()
    return parser.root


_FLAGS = re.compile(r"( (更正|推迟|反常)：\S+)+$| ?(原来公布的是|反常 [A-Z]).*$")
_AMOUNT = re.compile(r"(−?)([0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2})")


def amount(text: str) -> Decimal:
    """The amount a page prints, unit or not, without the words behind it that lead to what is to be known of it."""
    match = _AMOUNT.fullmatch(_FLAGS.sub("", text).removesuffix("元").strip())
    assert match, text
    return Decimal(match[2].replace(",", "")) * (-1 if match[1] else 1)
