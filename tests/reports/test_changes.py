"""The summary of a change in its four forms: counts, corrections, totals, large changes, and no number of a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cunwu.history.change import ChangeKind
from cunwu.history.totals import Total, derive_totals, sum_amounts
from cunwu.history.versions import read_versions
from cunwu.kinds import KINDS
from cunwu.kinds.base import Item, Nature
from cunwu.kinds.common import Settings
from cunwu.kinds.fields import fields_of
from cunwu.kinds.parts import parts_of
from cunwu.kinds.project import Project
from cunwu.kinds.reading import read_item
from cunwu.reports.changes import TELLERS
from cunwu.reports.story import SIGNS
from cunwu.values.money import Money
from cunwu.yaml.reader import read_yaml, to_plain
from support.clerk_repositories import commit, diff, git, write
from support.large_falls import FALL, FALLEN, path_of
from support.march_records import LAMPS, LEDGER, MARCH, PROJECT
from support.proposals import CHANGED, CORRECTION, LATER, NOTICE, PERSON, POSTED, march_published


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return march_published(tmp_path / "board")


WITHDRAWAL = "撤销:\n  - 编号: 撤1\n    条目: 001\n    原因: 重复\n    批准: 监委会\n    日期: 2026-04-08\n"
SAMPLES = Path(__file__).resolve().parents[2] / "generator" / "cunwu" / "kinds" / "samples"


def totals(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, Money | None, Money | None, str]]:
    old, new = ({path: text.encode() for path, text in files.items()} for files in (before, after))
    return [(one.field, one.before, one.after, one.difference) for one in derive_totals(read_versions(old, new))]


# --- totals -----------------------------------------------------------------------------------------------------------


def test_only_totals_that_changed_are_told_before_and_after() -> None:
    assert totals({LEDGER: MARCH}, {LEDGER: CHANGED + CORRECTION}) == [
        ("账户·期末", Money(880_00), Money(870_00), "−10.00 元，−1.1%"),
        ("明细·支出", Money(320_00), Money(330_00), "+10.00 元，+3.1%"),
    ]
    assert totals({LEDGER: MARCH}, {LEDGER: MARCH.replace("路灯", "路灯的")}) == []


def test_a_withdrawn_item_counts_no_longer() -> None:
    assert totals({LEDGER: MARCH}, {LEDGER: MARCH + WITHDRAWAL}) == [("明细·支出", Money(320_00), None, "")]


def test_what_nobody_wrote_is_no_zero() -> None:
    assert totals({LEDGER: MARCH}, {LEDGER: MARCH + LATER}) == [("明细·收入", None, Money(0), "")]


def test_records_are_added_up_by_place_and_kind_and_kinds_of_money_never_mixed() -> None:
    other = LAMPS.replace("2026-路灯", "2026-路灯二").replace("64800.00", "200.00")
    before = {PROJECT: LAMPS, PROJECT.replace(".yml", "-2.yml"): other, LEDGER: MARCH}
    after = {path: text.replace("合同: ", "合同: 1") for path, text in before.items()}
    assert totals(before, after) == [
        ("金额·合同", Money(65000_00), Money(165000_00 + 1000_00), "+101,000.00 元，+155.4%")
    ]


def test_a_record_that_only_looks_different_is_not_part_of_the_sum() -> None:
    april = LEDGER.replace("2026-03", "2026-04")
    before = {LEDGER: MARCH, april: MARCH.replace("期间: 2026-03", "期间: 2026-04")}
    after = {LEDGER: CHANGED + CORRECTION, april: f"# 四月\n{before[april]}"}
    assert totals(before, after)[1] == ("明细·支出", Money(320_00), Money(330_00), "+10.00 元，+3.1%")


def amounts_in(item: Item) -> Iterator[Money]:
    """All but the limits that a place lays down, which are settings and no sums."""
    limits = {id(part) for one in parts_of(item) if isinstance(one, Settings) for part in parts_of(one)}
    for part in (part for part in parts_of(item) if id(part) not in limits):
        values = ((spec, getattr(part, spec.name)) for spec in fields_of(type(part)))
        if getattr(part, "number", "") not in getattr(item, "repeated", ()):
            yield from (value for spec, value in values if isinstance(value, Money) and spec.nature is Nature.FIGURE)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_amount_of_every_kind_is_in_exactly_one_sum(kind: object) -> None:
    assert hasattr(kind, "record")
    node, _ = read_yaml((SAMPLES / f"{kind.name}.yml").read_bytes(), "x.yml")  # type: ignore[attr-defined]
    assert node is not None
    record, _ = read_item(kind.record, to_plain(node))
    assert record is not None
    assert sum(one.fen for one in sum_amounts(record).values()) == sum(one.fen for one in amounts_in(record))
    assert bool(sum_amounts(record)) == any(True for _ in amounts_in(record))
    assert kind.record is not Project or "金额·合同" in sum_amounts(record)


SHEET = """\
编号: 2026-Q2-资产负债表
种类: 资产负债表
账套: 合作社
期间: 2026-Q2
制度: kj2023
资产:
  - 编号: "1400"
    项目: 流动资产合计
    期末: 300.00
    加项:
      - "1001"
      - "1002"
  - 编号: "1001"
    项目: 库存现金
    期末: 100.00
  - 编号: "1002"
    项目: 银行存款
    期末: 200.00
"""


def test_a_subtotal_is_not_counted_again() -> None:
    after = SHEET.replace("期末: 200.00", "期末: 201.00").replace("期末: 300.00", "期末: 301.00")
    path = "villages/shanghe/statements/2026-Q2.yml"
    assert totals({path: SHEET}, {path: after}) == [("资产·期末", Money(300_00), Money(301_00), "+1.00 元，+0.3%")]


TRIAL = """\
编号: 2026-Q2-科目余额表
种类: 科目余额表
账套: 合作社
期间: 2026-Q2
制度: kj2023
科目余额:
  - 编号: 一
    科目: 银行存款
    期末借方: 300.00
  - 编号: 二
    科目: 银行存款-基本户
    期末借方: 300.00
"""


def test_a_detail_of_an_account_is_not_counted_beside_it() -> None:
    path = "villages/shanghe/statements/2026-Q2.yml"
    found = totals({path: TRIAL}, {path: TRIAL.replace("300.00", "301.00")})
    assert found == [("科目余额·期末借方", Money(300_00), Money(301_00), "+1.00 元，+0.3%")]


# --- the four forms ---------------------------------------------------------------------------------------------------


@pytest.fixture
def proposal(board: Path) -> Path:
    """Three villages: one corrects, adds and hides; one posts a notice; one changes nothing."""
    git(board, "checkout", "-q", "main")
    write(
        board,
        "villages/xihe/village.yml",
        (board / "villages/shanghe/village.yml").read_text("utf-8").replace("上", "西"),
    )
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    write(board, LEDGER, (CHANGED + CORRECTION).replace("摘要: 路灯电费", "摘要: 电费"))
    write(board, POSTED, NOTICE)
    write(board, "villages/xihe/village.yml", "# 看过\n" + (board / "villages/xihe/village.yml").read_text("utf-8"))
    commit(board)
    return board


TOKENS = "theme/assets/tokens.css"


def told(root: Path, form: str) -> str:
    done = diff(root, "main", "proposal", "--merge", "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_text_opens_with_counts_corrections_and_totals_of_each_place_that_changed(proposal: Path) -> None:
    decided = "批准：2026-04-08 村务监督委员会"
    record = "收支 合作社 2026-03"
    assert told(proposal, "text").split("\n")[:9] == [
        "main → proposal",
        "",
        "【莲花村】新增 1 处",
        "【上河村】未说明的改动 1 处、更正 2 处",
        f"  改 更正  {record} · 001 电费 · 支出：320.00 元 → 330.00 元（+10.00 元，+3.1%）；原因：抄错；{decided}",
        (
            f"  改 更正  {record} · 现金 库存现金 · 期末：880.00 元 → 870.00 元（−10.00 元，−1.1%）；"
            f"原因：随更1；{decided}"
        ),
        "  合计变化  收支 账户·期末：880.00 元 → 870.00 元（−10.00 元，−1.1%）",
        "  合计变化  收支 明细·支出：320.00 元 → 330.00 元（+10.00 元，+3.1%）",
        "",
    ]


def test_every_form_tells_the_same(proposal: Path) -> None:
    said = {form: plain(told(proposal, form)) for form in TELLERS}
    for form, text in said.items():
        for words in (
            "莲花村",
            "上河村",
            "新增 1 处",
            "未说明的改动 1 处、更正 2 处",
            "880.00 元",
            "+3.1%",
            "抄错",
            "电费",
        ):
            assert words in text, (form, words)
        assert "西河村" not in text, form


def plain(text: str) -> str:
    return re.sub(r"&#([0-9]+);", lambda hit: chr(int(hit[1])), text)


def test_the_summary_for_programs_holds_places_and_totals(proposal: Path) -> None:
    summary = json.loads(told(proposal, "json"))["summary"]
    assert [(one["place"], one["counted"]) for one in summary] == [
        ("莲花村", "新增 1 处"),
        ("上河村", "未说明的改动 1 处、更正 2 处"),
    ]
    assert [row["subject"] for row in summary[1]["totals"]] == ["收支 账户·期末", "收支 明细·支出"]


def test_what_is_told_is_the_merge_and_not_what_main_did_meanwhile(proposal: Path) -> None:
    git(proposal, "checkout", "-q", "main")
    write(proposal, POSTED.replace("07", "08"), NOTICE.replace("2026-07", "2026-08"))
    commit(proposal)
    assert "2026-08" not in told(proposal, "text")
    assert "2026-08" in diff(proposal, "main", "proposal").stdout


@pytest.mark.parametrize("form", TELLERS)
def test_a_large_change_stands_in_every_summary_with_the_word_and_its_reason(board: Path, form: str) -> None:
    git(board, "checkout", "-q", "main")
    write(board, path_of(), FALL)
    commit(board)
    git(board, "checkout", "-q", "-B", "proposal")
    write(board, path_of(), FALLEN)
    commit(board)
    silent = plain(told(board, form))
    assert "编号 001 的「支出」从 5,000.00 元降到 5.00 元" in silent
    assert ("还没有确认" in silent) == (form != "json")
    git(board, "commit", "-q", "--allow-empty", "-m", f"确认大幅变动：五千元是五元的笔误 {PERSON}")
    confirmed = plain(told(board, form))
    assert "五千元是五元的笔误 11**************2X" in confirmed
    assert "还没有确认" not in confirmed


def test_every_kind_of_change_has_its_sign() -> None:
    assert set(SIGNS) == set(ChangeKind)


def test_a_total_knows_when_there_is_nothing_to_compare() -> None:
    assert Total("", "ledger", "明细·收入", None, Money(5)).difference == ""


# --- the page ---------------------------------------------------------------------------------------------------------

HOSTILE = "'<script>alert(1)</script><img src=x onerror=alert(1)>&#60;b> \" javascript:alert(1) @all'"


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_a_record_says_becomes_markup_of_the_page(proposal: Path) -> None:
    reason = HOSTILE.replace("'", "")
    write(
        proposal,
        LEDGER,
        (CHANGED + CORRECTION.replace("原因: 抄错", f"原因: '{reason}'")).replace("摘要: 路灯电费", f"摘要: {HOSTILE}"),
    )
    write(proposal, "villages/shanghe/village.yml", f"名称: {HOSTILE}\n")
    commit(proposal, "确认大幅变动：<b onclick=alert(1)>")
    page = told(proposal, "html")
    tags = Tags(page).found
    assert {tag for tag, _ in tags} <= {
        *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3", "p", "s", "span"),
        *("table", "thead", "tbody", "tr", "th", "td", "ul", "li", "strong", "pre"),
    }
    attributes = {name for _, attributes in tags for name in attributes}
    assert attributes <= {"lang", "charset", "http-equiv", "content", "name", "class", "scope", "data-label"}
    assert page.count("alert(1)") >= 6


def test_a_number_that_must_not_get_out_is_on_no_page(proposal: Path) -> None:
    write(proposal, POSTED, NOTICE.replace("修渠", f"修渠 {PERSON}"))
    write(proposal, LEDGER, CHANGED + CORRECTION.replace("抄错", PERSON))
    write(proposal, "villages/shanghe/village.yml", f"名称: {PERSON}\n")
    commit(proposal)
    for form in TELLERS:
        assert PERSON not in plain(told(proposal, form)), form


def test_the_page_needs_nothing_else_and_fits_a_phone(proposal: Path, tmp_path: Path, browser: Browser) -> None:
    write(proposal, TOKENS, (Path(__file__).parents[2] / TOKENS).read_text("utf-8"))
    page = tmp_path / "summary.html"
    page.write_text(told(proposal, "html"), "utf-8")
    complaints: list[str] = []
    requests: list[str] = []
    for width in (360, 1280):
        view = browser.new_page(viewport={"width": width, "height": 800})
        view.on("console", lambda message: complaints.append(message.text))
        view.on("request", lambda request: requests.append(request.url))
        view.goto(page.as_uri())
        assert view.evaluate("document.documentElement.scrollWidth") == width
        colour = "getComputedStyle(document.querySelector('.bar')).backgroundColor"
        assert view.evaluate(colour) == "rgb(143, 29, 24)"
        view.close()
    assert complaints == []
    assert set(requests) == {page.as_uri()}
