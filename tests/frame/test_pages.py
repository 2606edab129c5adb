"""The frame: the same site by `mkdocs build`, a preview that follows changes, reference pages that name everything."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from chromium import find_chromium

from cunwu.core.paths import Project
from cunwu.frame.pages import generated_pages
from cunwu.frame.rule_declared import declarations
from cunwu.frame.rule_page import SECTIONS, RulePages, gravity, printed
from cunwu.frame.samples import sample_of, stem_of
from cunwu.frame.sources import source_anchor
from cunwu.kinds import KINDS
from cunwu.kinds.base import Item
from cunwu.kinds.fields import fields_of
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Record
from cunwu.records.board import read_outline
from cunwu.rules.catalogue import CODES
from cunwu.rules.checker import check_all
from cunwu.yaml.reader import read_yaml
from support.effort import BY_NIGHT
from support.site_parts import Site, bare_project, copy_project, write_files

pytest_plugins = ["support.site_fixtures"]

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 9)
"""No day on which anybody builds: whoever asks the clock is found out."""
DAY = ("--as-of", AS_OF.isoformat())
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
NOTICE = "villages/shanghe/notices/2026-07.yml"

# --- one site, two ways to build it -----------------------------------------------------------------------------------


def add_records(root: Path, options: str) -> Path:
    """Three records, and options of the plugin: the day is fixed for MkDocs, which has no other way to be told."""
    config = (root / "mkdocs.yml").read_text("utf-8")
    write_files(root, {"mkdocs.yml": f"{config.partition('plugins:')[0]}plugins:\n  - search\n  - cunwu:\n{options}"})
    samples = {kind.name: sample_of(kind) for kind in KINDS}
    records = {"villages/region.yml": "region", "villages/shanghe/village.yml": "village", NOTICE: "notice"}
    write_files(root, {path: samples[name] for path, name in records.items()})
    return root


OPTIONS = f"      as_of: '{AS_OF.isoformat()}'\n      no_history: true\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page written by people around the samples, with an address, as for a site map."""
    root = bare_project(tmp_path_factory.mktemp("frame") / "project")
    return add_records(root, f"{OPTIONS}site_url: https://board.example/gongkai/\n")


def run(*command: str) -> None:
    done = subprocess.run((sys.executable, "-m", *command), capture_output=True, check=False, env=QUIET)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """Built by our own command."""
    target = project.parent / "by-cunwu"
    run("cunwu.cli", "--project", str(project), "build", "--no-history", "--site-dir", str(target), *DAY)
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def by_mkdocs(project: Path) -> Path:
    target = project.parent / "by-mkdocs"
    run("mkdocs", "build", "--quiet", "-f", str(project / "mkdocs.yml"), "-d", str(target))
    return target


def assert_same(ours: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    assert sorted(theirs) == sorted(ours)
    assert [path for path in ours if ours[path] != theirs[path]] == []


def test_mkdocs_build_gives_the_same_bytes_as_our_own_command(project: Path, site: Path) -> None:
    assert_same(contents(site), contents(by_mkdocs(project)))


@pytest.mark.skipif(not BY_NIGHT, reason="at night: the same question of 400 pages more")
def test_mkdocs_build_gives_the_same_bytes_of_every_page_that_is_shipped(shipped: Site, tmp_path: Path) -> None:
    made = by_mkdocs(add_records(copy_project(tmp_path / "project", records=False), OPTIONS))
    ours, theirs = (
        {path: text for path, text in contents(one).items() if not path.startswith("board/")}
        for one in (shipped.folder, made)
    )
    assert len(ours) > len(CODES)
    assert_same(ours, theirs)


def test_a_board_may_leave_out_the_pages_made_from_the_registries(site: Path) -> None:
    assert (site / "index.html").is_file()
    assert [name for name in ("kinds", "rules", "sources.html") if (site / name).exists()] == []


def test_the_missing_page_leads_home_to_the_villages_and_to_the_search_from_the_root_of_the_site(site: Path) -> None:
    page = (site / "404.html").read_text("utf-8")
    found = re.findall(r'(?:href|action)="(/[^"]*)"', page)
    assert sorted(found) == ["/gongkai/board/index.html", "/gongkai/board/search.html", "/gongkai/index.html"]


# --- preview ----------------------------------------------------------------------------------------------------------


@contextmanager
def preview(project: Path) -> Iterator[str]:
    """`mkdocs serve` on a free port of this machine; answers its address."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = int(one.getsockname()[1])
    log = project.parent / "serve.log"
    with log.open("wb") as said:
        command = (sys.executable, "-m", "mkdocs", "serve", "--livereload", "-f", str(project / "mkdocs.yml"))
        serving = subprocess.Popen((*command, "-a", f"127.0.0.1:{port}"), stdout=said, stderr=said, env=QUIET)
        try:
            for _ in range(600):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    assert serving.poll() is None, log.read_text("utf-8")
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/gongkai"
        finally:
            serving.terminate()
            serving.wait(20)


WATCHER = """\
import sys
from playwright.sync_api import sync_playwright
chromium, address, before, after = sys.argv[1:]
with sync_playwright() as playwright:
    page = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]).new_page()
    page.goto(address)
    assert page.inner_text("h1") == before
    print("open", flush=True)
    page.wait_for_selector(f"h1:text-is('{after}')", timeout=60_000)
"""
"""A reader with the page open; a process of its own, because one process can have only one such browser."""


def test_the_preview_shows_the_board_and_an_open_page_follows_its_record(project: Path) -> None:
    chromium = find_chromium()
    assert chromium, "apt-get install chromium-headless-shell"
    record = project / NOTICE
    text = record.read_text("utf-8")
    before, after = "关于清理河道的通知", "关于修整机耕路的通知"
    with preview(project) as address:
        command = (sys.executable, "-c", WATCHER, chromium, f"{address}/board/shanghe/notices/2026-07.html")
        with subprocess.Popen((*command, before, after), stdout=subprocess.PIPE) as reader:
            assert reader.stdout is not None
            assert reader.stdout.readline() == b"open\n"
            record.write_text(text.replace(before, after), "utf-8")
            try:
                assert reader.wait(90) == 0
            finally:
                record.write_text(text, "utf-8")


# --- reference pages --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def references() -> dict[str, str]:
    """The pages of the kinds as Markdown."""
    return dict(generated_pages(Project(ROOT), lambda path: not path.startswith("kinds/")))


def text_of(html: str) -> str:
    """The text of a page's article, as a browser would show it."""
    article = html.partition("<article")[2].partition("</article>")[0]
    return unescape(re.sub(r"<[^>]+>", "", article))


def words_below(model: type[Item]) -> Iterator[str]:
    for spec in fields_of(model):
        yield spec.word
        if spec.model is not None:
            yield from words_below(spec.model)


def test_every_kind_is_listed_with_where_its_files_lie(shipped: Site) -> None:
    html = shipped.read("kinds/index.html")
    for kind in KINDS:
        assert f'href="{kind.name}.html">{kind.label}</a>' in html
        assert kind.files in text_of(html)


def test_the_page_of_a_kind_shows_every_word_and_the_whole_sample(shipped: Site) -> None:
    # What every record has stands on a page of its own, to which each kind leads.
    common, missing = text_of(shipped.read("kinds/common.html")), []
    for kind in KINDS:
        html = shipped.read(f"kinds/{kind.name}.html")
        text = text_of(html) + common
        missing += [] if 'href="common.html"' in html else [(kind.name, "common.html")]
        missing += [(kind.name, word) for word in words_below(kind.record) if word not in text]
        missing += [(kind.name, line) for line in sample_of(kind).splitlines() if line not in text]
    assert missing == []


def test_every_field_has_a_row_with_what_it_takes(references: dict[str, str]) -> None:
    models: dict[str, type[Item]] = {"common": Record, **{kind.name: kind.record for kind in KINDS}}
    for name, model in models.items():
        rows = re.findall(r"^\| \*\*([^*]+)\*\* \| ([^|]+) \| ([^|]+) \|", references[f"kinds/{name}.md"], re.MULTILINE)
        elsewhere = set() if model is Record else {spec.word for spec in fields_of(Record)}
        assert {spec.word for spec in fields_of(model)} - elsewhere <= {row[0] for row in rows}
        assert all(cell.strip() for row in rows for cell in row)


def test_every_rule_is_listed_and_has_its_page(shipped: Site) -> None:
    html = shipped.read("rules/index.html")
    assert f"共 {len(CODES)} 条" in text_of(html)
    for code in CODES:
        assert f'href="{code}.html">{code}</a>' in html
        assert (shipped.folder / "rules" / f"{code}.html").is_file()


def test_the_page_of_a_rule_holds_what_people_wrote_and_what_the_program_says(shipped: Site) -> None:
    pages, missing = RulePages(Project(ROOT), declarations()), []
    for code, entry in CODES.items():
        page, html = pages.page(code), shipped.read(f"rules/{code}.html")
        text = text_of(html)
        lines = (page.title, gravity(entry), *printed(entry, page).splitlines())
        marks = (f'href="../sources.html#{source_anchor(entry.source)}"', *(f">{name}</h2>" for name in SECTIONS))
        missing += [(code, line) for line in lines if line not in text]
        missing += [(code, mark) for mark in marks if mark not in html]
    assert missing == []


def test_every_source_a_rule_cites_has_its_anchor(shipped: Site) -> None:
    html = shipped.read("sources.html")
    for entry in CODES.values():
        assert f'id="{re.sub("[/.]", "-", entry.source)}"' in html
        assert entry.source in html


# --- examples in the handbook -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """A whole record that the handbook shows, with every kind that could read it."""

    page: str
    text: str
    kinds: tuple[str, ...]
    record: Record | None = field(repr=False)


@cache
def examples() -> list[Example]:
    found = []
    for path in sorted((ROOT / "content" / "handbook").glob("*.md")):
        for text in re.findall(r"^```yaml[^\n]*\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            node, _ = read_yaml(text.encode(), path.name)
            readings = [(kind.name, read_record(kind, node, path.name)[0]) for kind in KINDS] if node else []
            taken = [(name, record) for name, record in readings if record is not None]
            names = tuple(name for name, _ in taken)
            found.append(Example(path.name, text, names, taken[0][1] if taken else None))
    return found


def test_every_record_in_the_handbook_is_one_of_exactly_one_kind() -> None:
    shown = examples()
    assert [(one.page, one.text.partition("\n")[0], one.kinds) for one in shown if len(one.kinds) != 1] == []
    assert {kind for one in shown for kind in one.kinds} == {kind.name for kind in KINDS}


@dataclass(frozen=True)
class TrialBoard:
    """The records of the handbook in one village, as a source the checker reads."""

    memory = None
    content: dict[str, bytes]

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(self.content))

    def links(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        return self.content[path]


def test_the_records_of_the_handbook_pass_the_check_together() -> None:
    files = {}
    for one in examples():
        (name,) = one.kinds
        kind = next(kind for kind in KINDS if kind.name == name)
        assert one.record is not None
        own = kind.files.replace("*", stem_of(one.record)) if kind.folder else kind.files
        files[f"villages/{own}" if name == "region" else f"villages/shanghe/{own}"] = one.text.encode()
    source = TrialBoard(files)
    outline = read_outline(source)
    found = (problem for verdict in check_all(source, outline, AS_OF) for problem in verdict.problems)
    # It shows one month of each, without sources, and no more; what is irregular in it is explained, as a clerk should.
    problems = [problem for problem in found if problem.code not in ("PUB001", "REC016") and not problem.answer]
    assert [f"{problem.file}:{problem.spot.line} {problem.code} {problem.message}" for problem in problems] == []
    assert outline.strays == ()
