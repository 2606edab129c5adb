"""Rules that promise a figure on the page keep the promise: every number of their message stands on it."""

from __future__ import annotations

import re

import pytest

from cunwu.core.frozen import replace
from cunwu.derive.summary import derive_summary
from cunwu.frame.rule_example import AS_OF, Example
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.site import Site
from cunwu.pages.places.region import plan_region
from cunwu.pages.places.village import plan_village
from cunwu.pages.plan import plan_records
from cunwu.records.board import read_board, read_outline
from cunwu.render import Renderer
from cunwu.rules.catalogue import CODES
from cunwu.rules.checker import check_board
from support.money_boards import ROOT, VILLAGE, Texts, text_of, village
from support.rule_pages import page_of

PROMISE = re.compile(r"两个数都|都会公布|都公布|写在旁边")
PROMISING = sorted(code for code, entry_ in CODES.items() if PROMISE.search(entry_.message + entry_.remedy))
FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def context_of(example: Example, base: dict[str, str], code: str) -> PlaceContext:
    """The first place of the example in which the rule finds something."""
    files = base | {path: content.decode() for path, content in example.files.items()}
    source = Texts({path.removeprefix("villages/"): text for path, text in files.items()})
    boards = [read_board(source, place) for place in read_outline(source).root.walk()]
    checked = [(board, check_board(board, AS_OF)) for board in boards]
    board, told = next((board, told) for board, told in checked if any(problem.code == code for problem in told))
    return PlaceContext(Site(AS_OF, "board/assets/board.css", None), board, notices=told)


def page_about(context: PlaceContext, path: str) -> str:
    """The text of the page of the record in a file."""
    renderer, inner = Renderer(ROOT / "theme"), path.removeprefix("villages/").removesuffix(".yml")
    place = context.place
    if path != place.own_file:
        pages = [page for page in plan_records(context) if page.url == f"board/{inner}.html"]
    elif place.is_village:
        pages = list(plan_village(context))
    else:
        own = derive_summary(context.board, AS_OF, held=False)
        pages = [plan_region(context, {place.path: replace(own, below=())})]
    return "\n".join(text_of(renderer.render(page).decode()) for page in pages)


def test_some_rules_promise_to_publish_both_figures() -> None:
    assert {"CTR014", "CTR015", "REF009", "STM014", "STM015"} <= set(PROMISING)


@pytest.mark.parametrize("code", PROMISING)
def test_every_figure_that_a_rule_promises_stands_on_the_page(code: str) -> None:
    page = page_of(code)
    for example in page.bad:
        context = context_of(example, dict(page.base), code)
        told = [problem for problem in context.notices if problem.code == code]
        assert told
        for problem in told:
            text = page_about(context, problem.file)
            missing = [figure for figure in FIGURE.findall(problem.message) if figure not in text]
            assert missing == [], f"{problem.message}\n{text}"


PROJECT = """\
编号: 2026-路灯
名称: 路灯
金额:
  预算: 50000.00
资金来源:
  - 编号: 一
    来源: 县
    金额: 30000.00
  - 编号: 二
    来源: 村集体
    金额: 8000.00
"""


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", "已有来源的 38,000.00 元，预算 50,000.00 元，缺口 12,000.00 元。"),
        ("  - 编号: 三\n    来源: 缺口\n    金额: 12000.00\n", "缺口 12,000.00 元。"),
        ("  - 编号: 三\n    来源: 捐赠\n    金额: 13000.00\n", "结余 1,000.00 元。"),
        ("  - 编号: 三\n    来源: 捐赠\n    金额: 12000.00\n", "没有缺口，也没有结余。"),
        ("  - 编号: 三\n    来源: 捐赠\n    金额: 不详\n", "有的来源没有写金额，有没有缺口算不出来。"),
        ("  - 编号: 三\n    来源: 捐赠\n    金额: 4万多元\n", "有的来源只有约数（4万多元），有没有缺口算不出来。"),
    ],
)
def test_the_sources_of_a_project_have_their_sum_and_what_is_missing_or_left(more: str, told: str) -> None:
    page = village({"projects/lamps.yml": PROJECT + more}).pages()["projects/lamps.html"]
    assert told in page
    assert ("合计 不完整" if "不详" in more or "多" in more else "合计 ") in page


def test_what_is_left_is_measured_at_the_settled_price() -> None:
    settled = PROJECT.replace("  预算: 50000.00\n", "  预算: 50000.00\n  审定: 36500.00\n")
    page = village({"projects/lamps.yml": settled}).pages()["projects/lamps.html"]
    assert "审定 36,500.00 元，结余 1,500.00 元。" in page


def test_lots_in_wan_are_summed_in_yuan() -> None:
    lots = "标的物:\n" + "".join(f"  - 编号: 地{n}\n    标的: 地\n    金额: {n}.5\n" for n in (1, 2))
    contract = f"编号: 合1\n名称: 租地\n种类: 出租\n对方: 某合作社\n单位: 万元\n总价: 5\n{lots}"
    page = village({"contracts/one.yml": contract}).pages()["contracts/one.html"]
    assert "40,000.00 元" in page
    assert "各处相加 40,000.00 元，总价写的是 50,000.00 元，相差 10,000.00 元。" in page


def test_a_village_shows_the_computed_figure_beside_the_stated_one() -> None:
    figures = "指标:\n" + "".join(
        f"  - 编号: {number}\n    名称: {number}\n    数值: {value} 人\n{more}"
        for number, value, more in (
            ("男", 200, ""),
            ("女", 190, ""),
            ("总", 400, "    加项:\n      - 男\n      - 女\n"),
        )
    )
    page = village({}, own=VILLAGE + figures).board()
    assert "400 人 390 人，相差 10 人" in page
