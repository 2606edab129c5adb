"""Eleventy: one file of converted records for each kind of page, a Nunjucks template that pages through it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from bench_board import month_text
from peers_base import TEMPLATES, Peer, UnavailableError, copy_templates, run_quietly
from peers_records import View, all_pages, base_of


def write_input(folder: Path, villages: int) -> None:
    """Its project: templates, and every page's values with nothing left to work out."""
    copy_templates("eleventy", folder, "board.css")
    kinds: dict[str, list[View]] = {}
    for page in all_pages(villages):
        kinds.setdefault(page["kind"], []).append(page)
    (folder / "_data").mkdir()
    for kind, pages in kinds.items():
        (folder / "_data" / f"{kind}.json").write_text(json.dumps(pages, ensure_ascii=False), "utf-8")


def install(tools: Path) -> str:
    """The package and what it needs, in a folder of tools."""
    place = tools / "eleventy"
    if shutil.which("node") is None:
        raise UnavailableError("没有 node")
    if not _program(tools).exists():
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy2(TEMPLATES / "eleventy" / "package.json", place)
        run_quietly("npm", "install", "--silent", "--no-audit", "--no-fund", folder=place)
    version = json.loads((place / "node_modules/@11ty/eleventy/package.json").read_text("utf-8"))["version"]
    return f"{version}（node {run_quietly('node', '--version').removeprefix('v')}）"


def command(tools: Path, folder: Path, site: Path) -> Sequence[str]:
    """Its program, run by node."""
    del folder  # it runs in it
    return ("node", str(_program(tools)), "--quiet", f"--output={site}")


def _program(tools: Path) -> Path:
    return tools / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"


ELEVENTY = Peer(
    "eleventy",
    "记录事先转换成 JSON，合计、占比和金额格式都已算好，转换不计时",
    install,
    write_input,
    command,
    f"{base_of(0)}/finance/{month_text(2)}.html",
)
