"""MkDocs with Material: every page as Markdown with tables, already written out.

It runs twice: as it comes, with the navigation it makes of all pages (pruned) and its search; and as bare as ours,
with neither.
"""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path

from bench_board import month_text
from peers_base import TEMPLATES, Peer, UnavailableError, put
from peers_records import View, all_pages, base_of


def write_input(folder: Path, villages: int) -> None:
    """Its project: one Markdown file for each page."""
    for config in (TEMPLATES / "mkdocs").iterdir():
        put(folder / config.name, config.read_text("utf-8"))
    for page in all_pages(villages):
        name = page["href"].removeprefix("/").removesuffix(".html")
        put(folder / "docs" / f"{name}.md", f"# {page['title']}\n\n" + "\n".join(_BODIES[page["kind"]](page)))


def install(tools: Path) -> str:
    """It stands in our own environment already."""
    del tools
    if not _program().exists():
        raise UnavailableError("环境里没有 mkdocs")
    return f"{version('mkdocs')}，Material {version('mkdocs-material')}"


def command(config: str, tools: Path, folder: Path, site: Path) -> Sequence[str]:
    """The whole site; its only complete way."""
    del tools
    return (str(_program()), "--quiet", "build", "--config-file", str(folder / config), "--site-dir", str(site))


def _program() -> Path:
    return Path(sys.executable).with_name("mkdocs")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _facts(rows: Iterable[View]) -> str:
    return _table(("", ""), [(row["title"], row["text"]) for row in rows])


def _link(page: View, to: str, title: str) -> str:
    relative = posixpath.relpath(to, posixpath.dirname(page["href"])).removesuffix(".html")
    return f"[{title}]({relative}.md)"


def _links(page: View, others: Iterable[View]) -> list[str]:
    return [_link(page, one["href"], one["title"]) for one in others]


def _sums(page: View) -> str:
    rows = [(f"{row['sign']} {row['label']}", f"{row['amount']} 元") for row in page["sums"]]
    return f"{_table(('', ''), rows)}\n**审核**：{page['reviewed']}\n"


def _stages(page: View) -> str:
    return _table(("节点", "日期"), [(stage["title"], stage["day"] or "未到") for stage in page["stages"]])


def _region(page: View) -> Sequence[str]:
    return [f"- {link}" for link in _links(page, page["below"])]


def _ledger(page: View) -> Sequence[str]:
    shares = [
        f"### {share['caption']}\n\n"
        + _table(("科目", "金额（元）", "占比"), [(row["name"], row["amount"], row["share"]) for row in share["rows"]])
        for share in page["shares"]
    ]
    entries = [
        (one["number"], one["day"], f"{one['say']}<br>{' '.join(one['details'])}", one["income"], one["expense"])
        for one in page["entries"]
    ]
    total = ("合计", "", "", page["income"], page["expense"])
    accounts = ("账户", "期初（元）", "收入（元）", "支出（元）", "划转（元）", "期末（元）")
    return [
        _sums(page),
        "## 钱从哪里来，用到哪里去\n",
        *shares,
        "## 逐笔明细\n",
        _table(("编号", "日期", "摘要", "收入（元）", "支出（元）"), [*entries, total]),
        "## 各账户余额\n",
        _table(accounts, [page["account"]]),
        "　".join(_links(page, filter(None, (page["earlier"], page["later"])))),
    ]


def _project(page: View) -> Sequence[str]:
    return [
        _stages(page),
        "## 各种金额\n",
        _facts(page["money"]),
        "## 基本情况\n",
        _facts(page["facts"]),
        "## 建设内容\n",
        _facts(page["scope"]),
        "## 已付\n",
        _table(("编号", "日期", "金额（元）", "说明"), page["payments"]),
        "## 资金来源\n",
        _table(("编号", "来源", "金额（元）"), page["funding"]),
    ]


def _cadre(page: View) -> Sequence[str]:
    return [_facts(page["facts"]), "## 考勤\n", _table(("月份", "驻村天数", "住村夜数"), page["months"])]


def _village(page: View) -> Sequence[str]:
    months = [
        (_link(page, one["href"], one["month"]), one["income"], one["expense"], one["closing"])
        for one in page["months"]
    ]
    projects = [
        f"## {link}\n\n{_stages(one)}\n{_facts((*one['money'], *one['scope']))}"
        for link, one in zip(_links(page, page["projects"]), page["projects"], strict=True)
    ]
    cadre = page["cadre"]
    return [
        f"## {_link(page, page['latest'], page['month'])}收支\n",
        _sums(page),
        "## 最近各期\n",
        _table(("期间", "收入（元）", "支出（元）", "结余（元）"), months),
        *projects,
        f"## {_link(page, cadre['href'], cadre['title'])}\n",
        _facts(cadre["facts"]),
        _table(("月份", "驻村天数", "住村夜数"), cadre["months"]),
    ]


_BODIES: dict[str, Callable[[View], Sequence[str]]] = {
    "region": _region,
    "village": _village,
    "ledger": _ledger,
    "project": _project,
    "cadre": _cadre,
}
_MONTH = f"{base_of(0)}/finance/{month_text(2)}.html"
MKDOCS = Peer(
    "mkdocs",
    "事先写好的 Markdown；Material 原样，全站导航（navigation.prune）和搜索都在",
    install,
    write_input,
    partial(command, "mkdocs.yml"),
    _MONTH,
)
MKDOCS_BARE = Peer(
    "mkdocs-bare",
    "同上，但和我们一样没有全站导航和搜索",
    install,
    write_input,
    partial(command, "bare.yml"),
    _MONTH,
)
