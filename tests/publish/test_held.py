"""What is true is published with its sentence; what has an error waits by itself, and nothing refused is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cunwu.changes.comparison import compare_records_of
from cunwu.changes.corrections import Amendment, Decision, correct_value
from cunwu.core.paths import Project
from cunwu.reports.changes import TELLERS
from support.clerk_repositories import COUNTY, VILLAGE
from support.march_records import LAMPS, MARCH
from support.published_boards import Board
from support.published_repositories import LEDGER

AS_OF = date(2026, 11, 20)
DECISION = Decision("抄错", "2026-04-08 村务监督委员会", date(2026, 4, 8))
PROJECT = "a/projects/2026-ludeng.yml"
BACKWARDS = (
    "编号: 2015-路\n名称: 村道\n状态: 在建\n节点:\n"
    "  - {编号: 节1, 节点: 立项, 实际: 2015-03}\n  - {编号: 节2, 节点: 开工, 实际: 2014-10}\n"
)
SIGNED = "公开设置:\n  签字要求: [民主理财小组]\n"
UNSIGNED = f"{MARCH}公布:\n  日期: 2026-04-05\n  地点: 村部\n"
OLD_SHEET = (
    MARCH.replace("2026-03", "2026-02").replace("期末: 880.00", "期末: 1200.00")
    + "反常说明:\n  - 编号: 说1\n    规则: FIN003\n    原因: 老账页上就是这个数\n    谁: 村会计\n"
    "    照原件: 是\n    批准: 2026-04-01 村务监督委员会\n"
)
BROKEN = LAMPS.replace("状态: 在建", "状态: 修好了")


@pytest.fixture
def board(tmp_path: Path) -> Board:
    made = Board(tmp_path / "board")
    made.publish({"region.yml": COUNTY, "a/village.yml": VILLAGE, LEDGER: MARCH, PROJECT: LAMPS})
    return made


def test_three_irregular_facts_are_on_the_board_the_same_day_each_with_its_sentence(board: Board) -> None:
    board.publish(
        {
            "region.yml": COUNTY + SIGNED,
            "a/projects/2015-lu.yml": BACKWARDS,
            LEDGER: UNSIGNED,
            "a/finance/2026-02.yml": OLD_SHEET,
        }
    )
    board.build(AS_OF)
    road, march = board.page("a/projects/2015-lu.html"), board.page("a/finance/2026-03.html")
    assert "（PRJ005-节2）" in road
    assert "「开工」的实际日期 2014 年 10 月早于「立项」的 2015 年 3 月" in road
    assert "已经公布，但缺少民主理财小组的审核" in march
    february = board.page("a/finance/2026-02.html")
    assert "期末余额应为 880.00 元，填写的是 1,200.00 元，相差 320.00 元" in february
    assert "老账页上就是这个数（村会计，原件上就是这样；批准：2026-04-01 村务监督委员会）" in february
    for url in ("a/irregular.html", "irregular.html"):
        listed = board.page(url)
        assert [code for code in ("PRJ005", "FIN010", "FIN003") if code not in listed] == [], url
        assert "还没有说明原因" in listed
    for url in ("a/news.xml", "news.xml"):
        (entry,) = (entry for entry in board.feed(url).entries if entry.title.endswith(("项目 村道", "项目 2015-路")))
        assert "反常：「开工」的实际日期 2014 年 10 月" in entry.summary
        assert "（PRJ005-节2）" in entry.summary
    for url in ("a/rooms/disclosure.html", "index.html"):
        assert "一共 3 处，其中 1 处已经说明原因" in board.page(url)


def test_the_sentence_stands_in_the_cell_of_the_very_figure(board: Board) -> None:
    board.publish({"a/projects/2015-lu.yml": BACKWARDS})
    board.build(AS_OF)
    html = (board.root / "site/board/a/projects/2015-lu.html").read_text("utf-8")
    row = html.partition('id="n-节2"')[2].partition("</li>")[0]
    assert "早于「立项」的 2015 年 3 月" in row


@pytest.mark.parametrize("teller", TELLERS)
def test_a_request_says_what_is_irregular_in_it(board: Board, teller: str) -> None:
    board.publish({"a/projects/2015-lu.yml": BACKWARDS})
    told = TELLERS[teller](compare_records_of(Project(board.root), "HEAD~1", "HEAD", AS_OF))
    assert "早于" in told
    assert "2014 年 10 月" in told
    assert "还没有说明" in told


def test_a_correct_ledger_beside_a_broken_project_is_published(board: Board) -> None:
    april = MARCH.replace("2026-03", "2026-04").replace("1200.00", "880.00").replace("期末: 880.00", "期末: 560.00")
    board.publish({PROJECT: BROKEN, "a/finance/2026-04.yml": april})
    board.build(AS_OF)
    assert "560.00" in board.page("a/finance/2026-04.html")
    home = board.page("a/index.html")
    assert "等着改正的记录 新提交的版本有错误" in home
    assert "项目 路灯 2026 年 4 月 3 日起在等，现在看到的是2026 年 4 月 2 日的版本" in home
    assert "修好了" in home.partition("等着改正")[2][:300], "the reason in a sentence"
    assert "项目 · 在建" in board.page("a/projects/2026-ludeng.html")
    assert "1 份记录有错误，等着改正" in board.page("index.html")
    html = (board.root / "site/board/a/projects/2026-ludeng.html").read_text("utf-8")
    assert "这份记录的新版本有错误" in html
    assert "这份记录的新版本有错误" not in (board.root / "site/board/a/finance/2026-04.html").read_text("utf-8")


def test_what_was_refused_is_shown_nowhere(board: Board) -> None:
    """C15: “已更正 1 次” on the page, the refused value in the life, the list of corrections and the feed."""
    path = f"villages/{LEDGER}"
    board.publish({LEDGER: correct_value(MARCH, path, Amendment("001", "支出", "777.00", DECISION), published=MARCH)})
    board.build(AS_OF)
    assert "已更正" not in board.page("a/finance/2026-03.html")
    pages = {one: one.read_text("utf-8") for one in (board.root / "site").rglob("*") if one.suffix in (".html", ".xml")}
    assert [one.name for one, text in pages.items() if "777" in text and one.name != "index.html"] == []
    assert "777" not in board.page("index.html").partition("最近的变动")[2]
    assert "全部更正和改动（还没有）" in board.page("a/index.html")
    assert "全部更正和改动（还没有）" in board.page("index.html")


def test_a_new_record_with_an_error_is_not_seen_and_the_page_says_so(board: Board) -> None:
    board.publish({"a/projects/2026-02.yml": BROKEN.replace("2026-路灯", "2026-水渠")})
    board.build(AS_OF)
    assert not (board.root / "site/board/a/projects/2026-02.html").exists()
    home = board.page("a/index.html")
    assert "改好以前看不到" in home
    assert "新增 项目 2026-水渠" not in home


def test_what_depends_on_a_record_that_waits_waits_with_it(board: Board) -> None:
    paid = f"{LAMPS}付款:\n  - {{编号: 付1, 日期: 2026-03-12, 金额: 320.00, 流水: 2026-05#001}}\n"
    may = MARCH.replace("2026-03", "2026-05").replace("支出: 320.00", "支出: 三百")
    board.publish({"a/finance/2026-05.yml": may, PROJECT: paid})
    board.build(AS_OF)
    assert not (board.root / "site/board/a/finance/2026-05.html").exists()
    assert "付1" not in board.page("a/projects/2026-ludeng.html")
    assert board.page("a/index.html").count("在等") == 2


def test_a_record_that_was_taken_away_and_came_back_with_an_error_shows_its_last_version(board: Board) -> None:
    """Between the two there is a commit that has no text of it."""
    board.publish({PROJECT: None})
    board.publish({PROJECT: BROKEN})
    board.build(AS_OF)
    assert "项目 · 在建" in board.page("a/projects/2026-ludeng.html")
    assert "修好了" in board.page("a/index.html").partition("等着改正")[2][:300]


def test_once_it_is_mended_everything_is_as_if_nothing_had_waited(board: Board) -> None:
    board.publish({PROJECT: BROKEN})
    board.build(AS_OF)
    board.publish({PROJECT: LAMPS.replace("在建", "完工")})
    board.build(AS_OF)
    assert "等着改正" not in board.page("a/index.html")
    assert "项目 · 完工" in board.page("a/projects/2026-ludeng.html")


def test_a_village_whose_own_file_is_faulty_keeps_its_last_one(board: Board) -> None:
    board.publish({"a/village.yml": VILLAGE.replace("名称:", "名:")})
    board.build(AS_OF)
    assert "上河村" in board.page("a/index.html")
    assert board.page("a/finance/2026-03.html")
