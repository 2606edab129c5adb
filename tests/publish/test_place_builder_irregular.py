"""What inspectors look at first stands beside its figure on the page of its record, and in the lists of its places."""

from __future__ import annotations

import pytest

from support.clerk_repositories import COUNTY, VILLAGE
from support.published_boards import Board

ASKED = (
    "公开设置: {周期: 月, 截止日: 15, 答复天数: 5, 现金限额: 500.00, 白条限额: 200.00, 招待限额: 0.00, 公开提醒: 是}\n"
)
GROUP = "  - {编号: 二组, 名称: 第二村民小组, 种类: 村民小组}\n加入日期: 2026-09-01\n"
OCTOBER = """\
账套: 合作社
期间: 2026-10
制度: 简易
账户:
  - {编号: 现金, 名称: 库存现金, 类别: 库存现金, 期初: 200.00, 期末: 780.00}
  - {编号: 银行, 名称: 信用社, 类别: 银行存款, 期初: 0.00, 期末: 0.00}
明细:
  - {编号: 001, 日期: 2026-10-06, 摘要: 收摊位费, 科目: 经营收入, 收入: 1800.00, 账户: 现金, 票据种类: 无票据}
  - {编号: 002, 日期: 2026-10-10, 摘要: 龙灯补助, 科目: 公益支出, 支出: 900.00, 账户: 现金, 票据种类: 白条}
  - {编号: 003, 日期: 2026-10-12, 摘要: 招待费, 科目: 管理费用, 支出: 320.00, 账户: 现金}
"""
MEETING = """\
编号: 2026-09-10
种类: 村民代表会议
议题: 修路
召开日期: 2026-09-10
应到人数: 36
实到人数: 20
到会够数: 是
决议:
  - {编号: 决1, 内容: 同意修路, 赞成: 20, 通过: 是}
"""
REQUESTS = """\
期间: 2026-09
明细:
  - {编号: 求1, 收到日期: 2026-09-05, 渠道: 来访, 反映: 渠道堵了}
  - {编号: 求2, 收到日期: 2026-09-06, 渠道: 来访, 反映: 路灯不亮, 答复: 换了灯, 答复日期: 2026-09-20}
"""
LEASE = "编号: 合1\n名称: 厂房\n种类: 出租\n对方: 示例茶厂\n起: 2026-01-01\n止: 2055-12-31\n总价: 30000.00\n"
SHOWN = {
    "finance/2026-10": (
        "库存现金期末 780.00 元，超过限额 500.00 元",
        "编号 002 支出 900.00 元，票据种类是「白条」，本地一笔最多 200.00 元",
        "编号 001 收入 1,800.00 元，票据种类是「无票据」，收钱应当开收据或者财政票据",
        "编号 003 招待费 320.00 元，本地不开支招待费（零招待）",
    ),
    "meetings/2026-09-10": (
        "村民代表会议应到 36 人，实到 20 人，不到三分之二，却写了通过的决议",
        "会议记录写「到会够数」是",
    ),
    "requests/2026-09": (
        "照规定 2026 年 9 月 10 日以前答复，到 2026 年 11 月 20 日还没有答复",
        "照规定 2026 年 9 月 11 日以前答复，2026 年 9 月 20 日才答复",
    ),
    "contracts/1": ("超过 20 年；租赁期限不得超过二十年",),
}
"""Record → sentences about it."""


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    made = Board(tmp_path_factory.mktemp("looked") / "board")
    own = VILLAGE + GROUP
    texts = {"finance/2026-10": OCTOBER, "meetings/2026-09-10": MEETING, "requests/2026-09": REQUESTS}
    records = {f"a/{path}.yml": text for path, text in {**texts, "contracts/1": LEASE}.items()}
    made.publish({"region.yml": COUNTY + ASKED, "a/village.yml": own, **records})
    made.build()
    return made


@pytest.mark.parametrize("record", SHOWN)
def test_each_sentence_stands_at_the_head_of_its_record_and_beside_its_figure(board: Board, record: str) -> None:
    page = board.page(f"a/{record}.html")
    assert [sentence for sentence in SHOWN[record] if page.count(sentence) < 2] == []


@pytest.mark.parametrize("place", ["a/", ""])
def test_the_village_and_the_place_above_list_every_one_of_them(board: Board, place: str) -> None:
    listed = board.page(f"{place}irregular.html")
    assert [one for told in SHOWN.values() for one in told if one not in listed] == []
    assert "不合常规的地方" in board.page(f"{place}rooms/disclosure.html" if place else "index.html")


def test_the_sums_of_the_village_say_that_a_figure_in_them_is_irregular(board: Board) -> None:
    page = board.page("a/index.html")
    for side in ("＋ 收入", "－ 支出", "＝ 本期结余"):
        assert "反常" in page.partition(f"{side} ")[2].partition("元")[0], side


def test_reminders_about_the_cash_stand_on_the_page_where_the_place_shows_them(board: Board) -> None:
    page = board.page("a/finance/2026-10.html")
    assert "至少 1,020.00 元是收来的现金没有存银行就付的" in page
    assert "编号 002 支出 900.00 元，票据种类是「白条」，没有写「说明」" in page


def test_a_book_of_a_group_that_was_never_opened_is_missing_month_by_month(board: Board) -> None:
    assert "未公开，已逾期 5 天（还缺二组的账）" in board.page("a/disclosure.html")
    assert "还缺二组的账" in board.page("a/rooms/disclosure.html")
