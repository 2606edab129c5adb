"""A record of any kind withdrawn as a whole keeps its page, struck; lists, rules, totals and search lose it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cunwu.changes.corrections import Decision, withdraw_item
from cunwu.core.problem import CunwuError
from cunwu.derive.summary import derive_summary
from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.record import Kind
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import listing_url, record_url
from cunwu.pages.parts.site import Site
from cunwu.pages.plan import plan_records
from cunwu.records.board import Board, read_board, read_outline
from cunwu.render import Renderer
from cunwu.rules.checker import check_board
from cunwu.search.lines import searched_records
from support.clerk_repositories import COUNTY as PLAIN_COUNTY, VILLAGE as PLAIN_VILLAGE
from support.commands import run_here
from support.each import each
from support.march_records import MARCH
from support.money_boards import AS_OF, COUNTY, ROOT, VILLAGE, Texts
from support.published_boards import Board as Published
from support.published_repositories import LEDGER

DECISION = Decision("录重了，另一份为准", "2026-11-01 村务监督委员会", date(2026, 11, 1))
IN_FOLDERS = tuple(kind for kind in KINDS if kind.folder)
DEED = "编号: 2026-03\n事项: 清通屋后水沟\n种类: 实事\n日期: 2026-03-09\n"
WHOLE = "撤销:\n  - {编号: 撤1, 原因: 录重了, 批准: 村委会, 日期: 2026-04-08}\n"


def board_with(**files: str) -> Board:
    """A village with these files."""
    texts = Texts({"region.yml": COUNTY, "shanghe/village.yml": VILLAGE, **files})
    place = read_outline(texts).find("shanghe")
    assert place is not None
    return read_board(texts, place)


def context_of(board: Board) -> PlaceContext:
    return PlaceContext(Site(AS_OF, "board/assets/board.css", None), board)


@each("kind", IN_FOLDERS)
def test_a_record_withdrawn_as_a_whole_keeps_only_its_page(kind: Kind[Any]) -> None:
    name = f"shanghe/{kind.files.replace('*', 'one')}"
    text = withdraw_item(sample_of(kind), f"villages/{name}", "", DECISION)
    board, without = board_with(**{name: text}), board_with()
    (file,) = board.withdrawn
    assert file.withdrawn is not None
    assert board.records(kind) == ()
    errors = [problem for problem in check_board(board, AS_OF) if problem.is_error]
    assert errors == [], [f"{one.code} {one.message}" for one in errors]
    assert derive_summary(board, AS_OF, held=False) == derive_summary(without, AS_OF, held=False)
    context = context_of(board)
    pages = {page.url: page for page in plan_records(context)}
    assert listing_url(context.place, kind) not in pages
    html = Renderer(ROOT / "theme").render(pages[record_url(context.place, file)]).decode()
    assert '<main id="main" class="struck">' in html
    assert "2026 年 11 月 1 日起不再算数。原因：录重了，另一份为准；批准：2026-11-01 村务监督委员会" in html
    found = [one.title for one in searched_records(context)]
    assert found == [one.title for one in searched_records(context_of(without))]


def problems_of(**files: str) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in check_board(board_with(**files), AS_OF) if one.code[:3] == "REC"]


def test_its_number_is_not_given_to_another() -> None:
    told = problems_of(**{"shanghe/deeds/a.yml": DEED + WHOLE, "shanghe/deeds/b.yml": DEED})
    assert told == [("REC010", "实事「2026-03」已经有一份：a.yml 第 1 行")]


def test_what_still_names_it_is_told_and_leads_to_its_page() -> None:
    meeting = "编号: 2026-02\n种类: 村民会议\n召开日期: 2026-02-03\n议题: 修桥\n"
    project = "编号: 2026-桥\n名称: 修桥\n决策会议: 2026-02\n"
    files = {"shanghe/meetings/a.yml": meeting + WHOLE, "shanghe/projects/b.yml": project}
    told = [message for code, message in problems_of(**files) if code == "REC040"]
    assert told == ["「决策会议」写的是「2026-02」，那一条已经撤销，不再计入"]
    assert not [one for one in check_board(board_with(**files), AS_OF) if one.is_error]
    context = context_of(board_with(**files))
    pages = [
        Renderer(ROOT / "theme").render(page).decode() for page in plan_records(context) if "projects/b" in page.url
    ]
    assert '<a href="../meetings/a.html">' in pages[0]
    assert "已经撤销" in pages[0]


@pytest.mark.parametrize(
    ("note", "fault"),
    [
        (WHOLE.replace("2026-04-08", "2026-12-08"), "整份撤销 撤1：日期 2026-12-08 还没有到（检查日 "),
        (WHOLE.replace("录重了", "这里写原因"), "整份撤销 撤1：还写着「这里写原因」"),
        (WHOLE + WHOLE.partition("\n")[2].replace("撤1", "撤2"), "整份撤销 撤2：已经写在 撤1 里了"),
    ],
)
def test_the_withdrawal_says_why_and_since_when(note: str, fault: str) -> None:
    ((code, message),) = problems_of(**{"shanghe/deeds/a.yml": DEED + note})
    assert code == "REC054"
    assert message.startswith(fault)


def test_the_file_of_a_place_is_not_withdrawn() -> None:
    told = problems_of(**{"shanghe/village.yml": VILLAGE + WHOLE})
    assert ("REC015", "撤销 撤1：这份文件说的是这个地方本身，不能整份撤销") in told
    with pytest.raises(CunwuError, match="不能整份撤销"):
        withdraw_item(VILLAGE, "villages/shanghe/village.yml", "", DECISION)


def test_the_command_withdraws_and_the_history_tells_it_while_deletion_stays_refused(tmp_path: Path) -> None:
    board = Published(tmp_path / "board")
    board.publish({"region.yml": PLAIN_COUNTY, "a/village.yml": PLAIN_VILLAGE, LEDGER: MARCH, "a/deeds/1.yml": DEED})
    decision = ["--reason", "录重了", "--approved", "村务监督委员会", "--on", "2026-04-08"]
    done = run_here(board.root, "withdraw", "villages/a/deeds/1.yml", *decision)
    assert done.returncode == 0, done.stderr
    assert "撤销:" in board.read("a/deeds/1.yml")
    again = run_here(board.root, "withdraw", "villages/a/deeds/1.yml", *decision)
    assert "已经整份撤销过了" in again.stderr
    board.publish({"a/deeds/1.yml": board.read("a/deeds/1.yml")})
    board.build()
    assert "整份已经撤销" in board.page("a/deeds/1.html")
    assert "清通屋后水沟：作废，不再计入合计" in board.page("a/changes/index.html")
    assert not (board.root / "site/board/a/deeds/index.html").exists()
    board.publish({"a/deeds/1.yml": None})
    assert "HIS" in run_here(board.root, "check", "--base", "HEAD~1").stdout
