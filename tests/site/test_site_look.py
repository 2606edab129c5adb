"""Colours and sizes stand in one file of the theme; whoever changes the accent there changes it everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from cunwu.changes.comparison import compare_records_of
from cunwu.core.assets import asset_of
from cunwu.core.paths import Project
from cunwu.reports.changes_page import tell_html
from support.site_parts import ROOT, Site, commit_all, copy_project

pytest_plugins = ["support.site_fixtures"]

TOKENS = ROOT / "theme" / "assets" / "tokens.css"
# A serial behind a reference (2026-03#017) is no colour: a colour stands alone.
COLOUR = re.compile(r"(?<![\w#/&])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b|\b(?:rgb|hsl|oklch)a?\(")
ACCENT = re.compile(r"--accent: (#[0-9a-f]{6});")


def accent() -> str:
    found = ACCENT.search(TOKENS.read_text("utf-8"))
    assert found
    return found[1]


def files_below(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.is_file() and path.suffix != ".pyc")


def holding(pattern: re.Pattern[str], *folders: str) -> list[str]:
    return [
        path.relative_to(ROOT).as_posix()
        for path in files_below(*folders)
        if path.suffix in (".py", ".css", ".html", ".js", ".xml", ".md", ".yml", ".toml", ".json")
        and pattern.search(path.read_text("utf-8"))
    ]


def test_the_accent_stands_in_one_file() -> None:
    assert holding(re.compile(accent().lstrip("#"), re.IGNORECASE), "theme", "generator", "content") == [
        "theme/assets/tokens.css",
    ]


def test_no_module_holds_a_colour() -> None:
    assert [path for path in holding(COLOUR, "generator") if path.endswith(".py")] == []


def test_no_other_file_of_the_theme_holds_a_colour() -> None:
    assert holding(COLOUR, "theme") == ["theme/assets/tokens.css"]


def test_colours_are_told_from_serials_and_headings() -> None:
    colours = ("color: #fff;", 'fill="#1d5b35"', "{--red:#8F1D18}", "rgba(0, 0, 0, .1)")
    assert all(map(COLOUR.search, colours))
    assert not any(map(COLOUR.search, ("2026-03#017", "# add", "## 123", "finance.html#n-017", "&#160;", "#!/bin/sh")))


def test_every_token_is_used_and_every_token_used_is_there() -> None:
    named = set(re.findall(r"(--[a-z0-9-]+):", TOKENS.read_text("utf-8")))
    styles = [path for path in files_below("theme") if path.suffix in (".css", ".html")]
    used = {name for path in styles for name in re.findall(r"var\((--[a-z0-9-]+)\)", path.read_text("utf-8"))}
    assert named <= used
    assert {name for name in used - named if not name.startswith("--md-")} == set()


def test_in_a_site_the_accent_comes_with_all_tokens(shipped: Site) -> None:
    tokens = TOKENS.read_text("utf-8").strip()
    holds = {url for ending in ("css", "html", "js") for url in shipped.pages(f"**/*.{ending}")}
    found = {url for url in holds if accent() in shipped.read(url)}
    (sheet,) = shipped.pages("board/assets/*.css")
    looked_at = {url: re.search("<style>(:root.*?)</style>", shipped.read(url)) for url in found}
    styles = {url: str(style[1]) for url, style in looked_at.items() if style is not None}
    for url, style in styles.items():
        taken = set(re.findall(r"var\((--[a-z0-9-]+)\)", style))
        assert taken <= set(re.findall(r"(--[a-z0-9-]+):", style)), url
    inside = set(styles)
    assert {"index.html", "reading.html", "board/index.html"} <= inside
    assert found - inside == {sheet, "assets/tokens.css", "404.html"}
    assert all(tokens in shipped.read(url) for url in ("assets/tokens.css", "404.html"))
    assert Counter(shipped.read(sheet).split())["@import"] == 0
    assert shipped.read(sheet).encode() == asset_of(ROOT / "theme", "board.css")
    assert '@import url("tokens.css");' in shipped.read("assets/frame.css")


def test_the_page_of_a_change_has_the_colours_of_the_theme(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    commit_all(project)
    mine = TOKENS.read_text("utf-8").replace(accent(), "#123456")
    tokens = Project(project).tokens
    tokens.write_text(mine, "utf-8")
    assert mine.strip() in tell_html(compare_records_of(Project(project), "HEAD", "", date(2026, 11, 20)))
    tokens.unlink()
    assert "--accent:" not in tell_html(compare_records_of(Project(project), "HEAD", "", date(2026, 11, 20)))
