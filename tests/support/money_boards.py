"""What the tests of money pages share: ledgers as YAML, a village in memory, its pages as a reader sees them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.places.village import plan_village
from cunwu.pages.plan import plan_records
from cunwu.records.board import read_board, read_outline
from cunwu.render import Renderer
from cunwu.rules.checker import check_board

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 20)
VILLAGE = """\
名称: 上河村
户数: 100 户
人口: 400 人
法人:
  - 编号: 村委会
    名称: 上河村村民委员会
    种类: 村民委员会
  - 编号: 合作社
    名称: 上河村股份经济合作社
    种类: 农村集体经济组织
"""
COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n"


def entry(number: str, day: str, side: str, amount: str, *more: str, summary: str = "") -> str:
    """One entry of a ledger; `more` are lines to append."""
    head = (f"编号: '{number}'", f"日期: {day}", f"摘要: {summary or f'第 {number} 笔'}", "科目: 其他")
    lines = (*head, f"{side}: {amount}", "账户: 现金", *more)
    return "  - " + "\n    ".join(lines) + "\n"


def ledger(period: str, opening: str, closing: str, entries: str = "", *more: str, book: str = "合作社") -> str:
    """A ledger of one account; `more` are lines to append."""
    text = f"账套: {book}\n期间: {period}\n制度: 简易\n账户:\n  - 编号: 现金\n    名称: 库存现金\n    类别: 库存现金\n"
    text += f"    期初: {opening}\n    期末: {closing}\n" + (f"明细:\n{entries}" if entries else "")
    return text + "".join(f"{line}\n" for line in more)


@dataclass(frozen=True)
class Texts:
    """Record files in memory, by path below villages/."""

    memory = None
    texts: Mapping[str, str]

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(f"villages/{path}" for path in self.texts))

    def links(self) -> tuple[str, ...]:
        return ()

    def read(self, path: str) -> bytes:
        return self.texts[path.removeprefix("villages/")].encode()


@dataclass(frozen=True)
class Village:
    """A village with its records, checked as a build would."""

    context: PlaceContext

    def ledgers(self) -> tuple[Ledger, ...]:
        return self.context.board.records(LEDGER)

    def codes(self) -> set[str]:
        return {problem.code for problem in self.context.notices}

    def raw(self) -> dict[str, str]:
        """Address of a page below the village → its HTML."""
        renderer = Renderer(ROOT / "theme")
        return {
            page.url.removeprefix("board/shanghe/"): renderer.render(page).decode()
            for page in plan_records(self.context)
        }

    def copies(self) -> dict[str, str]:
        """Address below the village of a copy that can be passed on → the copy."""
        renderer = Renderer(ROOT / "theme")
        return {
            page.copy.removeprefix("board/shanghe/"): renderer.copy_of(page, renderer.render(page), "").decode()
            for page in plan_records(self.context)
            if page.copy
        }

    def board(self) -> str:
        """The text of the village's own page and of its rooms."""
        renderer = Renderer(ROOT / "theme")
        return "\n".join(text_of(renderer.render(page).decode()) for page in plan_village(self.context))

    def pages(self) -> dict[str, str]:
        """Address of a page below the village → the text of its main part."""
        return {url: text_of(page) for url, page in self.raw().items() if url.endswith(".html")}


def text_of(page: str) -> str:
    """The text of the main part of a page."""
    body = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def village(records: Mapping[str, str], *, own: str = VILLAGE, county: str = COUNTY) -> Village:
    """The village with these records, by path in its folder."""
    files = {"region.yml": county, "shanghe/village.yml": own}
    files |= {f"shanghe/{path}": text for path, text in records.items()}
    source = Texts(files)
    place = read_outline(source).find("shanghe")
    assert place is not None
    board = read_board(source, place)
    assert board.problems == (), [problem.message for problem in board.problems]
    problems = check_board(board, AS_OF)
    return Village(PlaceContext(Site(AS_OF, "board/assets/board.css", None), board, notices=problems))
