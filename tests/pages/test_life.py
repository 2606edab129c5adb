"""What pages and feeds tell of the history: when a record came, what became of it, by whose decision."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest

from cunwu.changes.corrections import Amendment, Decision, correct_value, withdraw_item
from cunwu.frame.samples import sample_of
from cunwu.kinds import KINDS
from cunwu.kinds.notice import NOTICE
from cunwu.kinds.record import Kind
from cunwu.pages.places import corrections as corrections_page
from support.clerk_repositories import COUNTY, VILLAGE
from support.commands import run_here
from support.march_records import LAMPS, MARCH
from support.published_boards import Board
from support.published_repositories import APRIL, DAY, LEDGER, SECOND

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
DECISION = Decision("凭证抄错", "2026-04-08 村务监督委员会", date(2026, 4, 8))
HOSTILE = "<script>alert(1)</script> & ]]> \"'"


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """A village whose March is published on 2026-04-02."""
    made = Board(tmp_path / "board")
    made.publish({"region.yml": COUNTY, "a/village.yml": VILLAGE, LEDGER: MARCH, "a/projects/2026-ludeng.yml": LAMPS})
    return made


def correct(board: Board) -> None:
    """320 becomes 330, and the closing balance with it."""
    text = MARCH
    for number, field, value in (("001", "支出", "330.00"), ("现金", "期末", "870.00")):
        text = correct_value(text, f"villages/{LEDGER}", Amendment(number, field, value, DECISION), published=MARCH)
    board.publish({LEDGER: text})


def withdraw(board: Board) -> None:
    """The entry no longer counts, and the closing balance follows."""
    path, published = f"villages/{LEDGER}", board.read(LEDGER)
    text = withdraw_item(published, path, "001", DECISION)
    board.publish(
        {LEDGER: correct_value(text, path, Amendment("现金", "期末", "1200.00", DECISION), published=published)}
    )


ORIGINAL = "反常说明:\n  - {编号: 说1, 规则: FIN003, 原因: 老账如此, 谁: 会计, 照原件: 是, 批准: 村务监督委员会}\n"
"""Lets a month be published whose closing balance does not follow from its entries."""


def test_an_unchanged_record_says_when_it_was_first_published(board: Board) -> None:
    board.build()
    page = board.page("a/finance/2026-03.html")
    assert "首次公布：2026 年 4 月 2 日（按提交时间），之后没有改动" in page
    assert not (board.root / "site/board/a/finance/life").exists()


def test_a_record_that_came_with_its_corrections_says_so(board: Board) -> None:
    notes = "更正:\n  - {编号: 更1, 字段: 账套, 原值: 村, 新值: 合作社, 原因: 抄错, 批准: 村委会, 日期: 2026-04-01}\n"
    board.publish({"a/finance/2026-02.yml": MARCH.replace("2026-03", "2026-02") + notes})
    board.build()
    assert "，那时已经写着更正 1 条，之后没有改动" in board.page("a/finance/2026-02.html")


def test_a_corrected_record_counts_its_corrections_and_leads_to_its_life(board: Board) -> None:
    correct(board)
    board.build()
    page = board.page("a/finance/2026-03.html")
    assert "首次公布：2026 年 4 月 2 日（按提交时间），已更正 2 次" in page
    assert "看全部经过" in page
    assert "320.00" in page, "the old value stands beside the new one"
    life = board.page("a/finance/life/2026-03.html")
    assert life.index("2026 年 4 月 3 日 更正") < life.index("2026 年 4 月 2 日 首次公布"), "the latest first"
    assert (
        "第 001 号（路灯电费）的「支出」 320.00 元 → 330.00 元（+10.00 元，+3.1%） "
        "原因：凭证抄错；批准：2026 年 4 月 8 日村务监督委员会" in life
    )


def test_what_nobody_explained_is_told_as_such_in_plain_words(board: Board) -> None:
    board.publish({LEDGER: MARCH.replace("320.00", "330.00").replace("880.00", "870.00")})
    board.build()
    assert "有 2 处改动没有说明" in board.page("a/finance/2026-03.html")
    for url in ("a/changes/index.html", "changes/index.html"):
        assert "未说明的改动" in board.page(url)
        assert "320.00 元 → 330.00 元（+10.00 元，+3.1%） 没有写原因和批准" in board.page(url)


def test_all_changes_are_listed_by_month_for_the_village_and_every_place_above(board: Board) -> None:
    correct(board)
    board.time += 40 * DAY
    withdraw(board)
    board.build()
    for url in ("a/changes/index.html", "changes/index.html"):
        page = board.page(url)
        assert page.index("2026 年 5 月 14 日 撤销") < page.index("2026 年 4 月 2026 年 4 月 3 日 更正")
    assert "上河村：" in board.page("changes/index.html")
    assert "2026 年 5 月 1 1" in board.page("changes/index.html"), "counted by month"


def test_many_changes_are_spread_over_a_page_for_each_month(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corrections_page, "ON_ONE_PAGE", 2)
    correct(board)
    board.time += 40 * DAY
    withdraw(board)
    board.build()
    whole = board.page("changes/index.html")
    assert "撤销" in whole
    assert "320.00" not in whole
    assert "320.00 元 → 330.00 元" in board.page("changes/2026-04.html")
    assert "320.00" not in board.page("changes/2026-05.html")


def test_a_board_names_its_latest_changes_by_meaning(board: Board) -> None:
    board.publish({LEDGER: "# 三月\n" + MARCH.replace("320.00", "'320.00'")})
    board.publish({"a/projects/2026-ludeng.yml": LAMPS.replace("在建", "完工"), LEDGER: MARCH + SECOND + ORIGINAL})
    correct_second = MARCH + SECOND.replace("路灯电费", "水费") + ORIGINAL
    board.publish({LEDGER: correct_second})
    board.build()
    page = board.page("a/index.html").partition("最近的变动")[2].partition("本村情况")[0]
    assert "2026 年 4 月 5 日 未说明的改动" in page
    assert "路灯电费 → 水费" in page
    assert "2026 年 4 月 4 日 进展 合作社 2026 年 3 月收支 新增 2 条（002 路灯电费，支出 320.00 元" in page
    assert "「状态」：在建 → 完工" in page
    assert "2026 年 4 月 3 日" not in page, "a reformatted file is no change"
    assert "全部更正和改动（1 处）" in page


def test_the_feed_of_corrections_has_one_entry_for_each_correction(board: Board) -> None:
    correct(board)
    board.build()
    for url in ("a/corrections.xml", "corrections.xml"):
        feed = board.feed(url)
        assert len(feed.entries) == 2
        titles = sorted(entry.title for entry in feed.entries)
        assert titles == [
            "更正：上河村 合作社 2026 年 3 月收支 现金（库存现金）的「期末」",
            "更正：上河村 合作社 2026 年 3 月收支 第 001 号（路灯电费）的「支出」",
        ]
        (entry,) = (entry for entry in feed.entries if "001" in entry.title)
        assert entry.updated == "2026-04-02T23:33:20Z"
        assert "320.00 元 → 330.00 元" in entry.summary
        assert "凭证抄错" in entry.summary
        page = urljoin(f"/board/{url}", entry.link).partition("#")[0]
        assert (board.root / "site" / page.lstrip("/")).is_file()


def test_the_feed_of_news_has_what_came_and_what_moved_on_and_no_corrections(board: Board) -> None:
    board.publish({"a/projects/2026-ludeng.yml": LAMPS.replace("在建", "完工")})
    correct(board)
    board.build()
    titles = [entry.title for entry in board.feed("a/news.xml").entries]
    assert titles == [
        "进展：上河村 项目 路灯",
        "新增：上河村 合作社 2026 年 3 月收支",
        "新增：上河村 项目 路灯",
        "新增：上河村 基本情况",
    ]


def test_the_ids_of_entries_stay_whatever_is_published_later(board: Board) -> None:
    correct(board)
    board.build()
    before = {url: [entry.id for entry in board.feed(url).entries] for url in ("a/news.xml", "a/corrections.xml")}
    feeds = {url: board.feed(url).feed.id for url in before}
    board.publish({"a/projects/2026-02.yml": LAMPS.replace("2026-路灯", "2026-水渠")})
    withdraw(board)
    board.build()
    for (url, ids), added in zip(before.items(), (1, 2), strict=True):
        now = [entry.id for entry in board.feed(url).entries]
        assert len(now) == len(set(now)) == len(ids) + added
        assert now[added:] == ids
        assert board.feed(url).feed.id == feeds[url]


def test_an_id_differs_between_two_feeds_that_tell_the_same_place(board: Board) -> None:
    board.build()
    assert board.feed("a/news.xml").feed.id != board.feed("a/corrections.xml").feed.id != board.feed("news.xml").feed.id


def test_hostile_words_are_words_in_pages_and_feeds(board: Board) -> None:
    board.publish({LEDGER: MARCH.replace("路灯电费", f"'{HOSTILE.replace(chr(39), chr(39) * 2)}'")})
    board.build()
    for url in ("a/changes/index.html", "a/finance/life/2026-03.html", "a/index.html", "changes/index.html"):
        assert HOSTILE in board.page(url)
        assert "<script" not in (board.root / "site" / "board" / url).read_text("utf-8")
    (entry,) = board.feed("corrections.xml").entries
    (content,) = entry.content
    assert content.type == "text/plain"
    assert HOSTILE in content.value


def test_without_history_pages_say_so_and_feeds_are_empty(board: Board) -> None:
    shutil.rmtree(board.root / ".git")
    board.build()
    assert "首次公布的日期没有核对" in board.page("a/finance/2026-03.html")
    assert "未核对历史" in board.page("a/changes/index.html")
    assert board.feed("a/news.xml").entries == []
    assert board.feed("a/corrections.xml").entries == []


def test_what_is_not_committed_yet_was_never_published(board: Board) -> None:
    path = board.root / "villages/a/finance/2026-04.yml"
    path.write_text(
        MARCH.replace("2026-03", "2026-04").replace("1200.00", "880.00").replace("期末: 880", "期末: 560"), "utf-8"
    )
    board.build()
    assert "还没有提交，没有公布过" in board.page("a/finance/2026-04.html")


def test_a_commit_that_sets_the_clock_back_is_told_on_the_life_of_its_records(board: Board) -> None:
    board.publish({LEDGER: MARCH + SECOND + ORIGINAL}, time=APRIL - 100 * DAY)
    board.build()
    life = board.page("a/finance/life/2026-03.html")
    assert "这次提交写的时间和前后的提交对不上，按前后的时间算" in life
    assert "2025" not in life


def test_a_village_that_moved_keeps_the_day_of_its_first_publication(board: Board) -> None:
    for name in ("village.yml", "finance/2026-03.yml", "projects/2026-ludeng.yml"):
        target = board.root / "villages" / "qinghe" / "shanghe" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (board.root / "villages" / "a" / name).rename(target)
    board.publish({"qinghe/region.yml": "名称: 清河镇\n级别: 镇\n"})
    board.build()
    page = board.page("qinghe/shanghe/finance/2026-03.html")
    assert "首次公布：2026 年 4 月 2 日（按提交时间），之后没有改动" in page


def test_the_same_commit_gives_the_same_bytes_with_and_without_a_stored_history(board: Board) -> None:
    correct(board)
    board.build()
    first = {path: path.read_bytes() for path in sorted((board.root / "site").rglob("*")) if path.is_file()}
    shutil.rmtree(board.root / ".cunwu")
    shutil.rmtree(board.root / "site")
    board.build()
    assert {path: path.read_bytes() for path in sorted((board.root / "site").rglob("*")) if path.is_file()} == first


def tell_build(board: Board, *options: str) -> str:
    """What the command says about a build."""
    done = run_here(board.root, "build", "--no-frame", "--as-of", "2026-11-20", *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_build_says_how_much_of_it_is_not_committed(board: Board) -> None:
    assert "没有提交" not in tell_build(board)
    (board.root / "villages" / LEDGER).write_text(MARCH.replace("路灯电费", "水费"), "utf-8")
    (board.root / "villages/a/projects/2026-02.yml").write_text(LAMPS.replace("2026-路灯", "2026-水渠"), "utf-8")
    assert "2 份记录有没有提交的改动" in tell_build(board)


def test_on_a_detached_head_the_history_up_to_it_is_told(board: Board) -> None:
    correct(board)
    board.git("checkout", "--quiet", "--detach", "HEAD~1")
    assert "未核对历史" not in tell_build(board)
    assert "首次公布：2026 年 4 月 2 日（按提交时间），之后没有改动" in board.page("a/finance/2026-03.html")


def no_commit_yet(board: Board) -> None:
    shutil.rmtree(board.root / ".git")
    board.git("init", "--quiet")


def cut_off(board: Board) -> None:
    correct(board)
    board.git("clone", "--quiet", "--bare", "--depth=1", board.root.as_uri(), "shallow")
    shutil.rmtree(board.root / ".git")
    (board.root / "shallow").rename(board.root / ".git")
    board.git("config", "core.bare", "false")
    board.git("reset", "--quiet")


@pytest.mark.parametrize("spoil", [no_commit_yet, cut_off, lambda board: shutil.rmtree(board.root / ".git")])
def test_without_a_history_to_be_trusted_the_board_is_built_and_says_so(
    board: Board, spoil: Callable[[Board], None]
) -> None:
    spoil(board)
    assert "没有完整的提交历史，页面标明「未核对历史」" in tell_build(board, "--no-history")
    assert "首次公布的日期没有核对" in board.page("a/finance/2026-03.html")
    assert "首次公布：" not in board.page("a/finance/2026-03.html")


IDENTITY = "4301021998041610" + "10"
"""An identity number with its right check digit, in two parts so that no search for such numbers finds this file."""
PUBLISHED_KINDS = [kind for kind in KINDS if kind.folder]


@pytest.mark.parametrize("kind", PUBLISHED_KINDS, ids=lambda kind: kind.name)
def test_a_number_that_was_deleted_by_hand_is_told_by_no_page_of_any_kind(kind: Kind[Any], tmp_path: Path) -> None:
    """Old versions hold it for ever: a state field that went, one first filled, one that became another."""
    sample = sample_of(kind)
    period = re.search(r"^期间: (.+)$", sample, re.MULTILINE)
    name = f"a/{kind.folder}/{period[1].replace('..', '_') if period else '2026-sample'}.yml"
    plain = re.sub(r"^备注:.*\n(?:  .*\n)*", "", sample, flags=re.MULTILINE)
    board = Board(tmp_path / "board")
    board.publish({"region.yml": COUNTY, "a/village.yml": VILLAGE})
    for text in (plain, f"{plain}备注: 张三 {IDENTITY}\n", f"{plain}备注: 已经核对\n"):
        board.publish({name: text})
    board.build()
    pages = {path: path.read_text("utf-8") for path in (board.root / "site").rglob("*.*ml")}
    assert [path.name for path, text in pages.items() if IDENTITY in text or IDENTITY[4:-2] in text] == []
    told = [text for path, text in pages.items() if path.parent.name == "life"]
    if told:
        assert "填上了 张三 43" in told[0]
    else:  # the record alone is not whole: it waits and has no page
        assert "等着改正的记录" in pages[board.root / "site/board/a/index.html"]


def test_what_stood_in_a_field_and_went_is_told_masked(tmp_path: Path) -> None:
    board = Board(tmp_path / "board")
    board.publish({"region.yml": COUNTY, "a/village.yml": VILLAGE, "a/notices/1.yml": sample_of(NOTICE)})
    board.publish({"a/notices/1.yml": f"{sample_of(NOTICE)}备注: 李四 {IDENTITY}，电话 1390{IDENTITY[:7]}\n"})
    board.publish({"a/notices/1.yml": sample_of(NOTICE)})
    board.build()
    page = board.page("a/notices/life/1.html")
    assert "填上了 李四 43" in page
    assert "原来" in page or "→" in page
    assert IDENTITY not in page
    assert f"1390{IDENTITY[:7]}" not in page


def test_one_publication_has_one_day_on_every_page_of_a_place(tmp_path: Path) -> None:
    """Faults F2. Half past one in Beijing is half past eleven of the evening before at this place."""
    board = Board(tmp_path / "board")
    evening = APRIL + 18 * 3600  # 17:33 in UTC
    village = f"{VILLAGE}公开设置:\n  时区: +06:00\n"
    files = {"region.yml": COUNTY, "a/village.yml": village, LEDGER: MARCH}
    board.publish(files, time=evening)
    board.build(date(2026, 4, 3))
    shown = {
        day
        for path in (board.root / "site/board/a").rglob("*.html")
        for day in re.findall(r"2026 年 4 月 [12] 日", path.read_text("utf-8"))
    }
    assert shown == {"2026 年 4 月 1 日"}


def links_in(feed: Any) -> set[str]:
    """Every address in a feed, as it is written."""
    return {link.href for part in (feed.feed, *feed.entries) for link in part.links}


def test_links_of_feeds_are_whole_where_the_site_says_where_it_stands(board: Board) -> None:
    """Faults F9: a reader far from the site could follow none of them."""
    (board.root / "mkdocs.yml").write_text("site_name: 公开板\nsite_url: https://board.example/gongkai\n", "utf-8")
    correct(board)
    board.build()
    for url in ("a/news.xml", "a/corrections.xml", "news.xml", "corrections.xml"):
        links = links_in(board.feed(url))
        assert links
        assert all(link.startswith("https://board.example/gongkai/board/") for link in links)
        assert f"https://board.example/gongkai/board/{url}" in links
        for link in links:
            path = unquote(link.removeprefix("https://board.example/gongkai/").partition("#")[0])
            assert (board.root / "site" / path).is_file(), link


def test_a_site_that_changes_its_address_changes_all_its_feeds_at_once(board: Board) -> None:
    board.build()
    (board.root / "mkdocs.yml").write_text("site_name: 公开板\nsite_url: 'http://board.example/'\n", "utf-8")
    board.build()
    assert all(link.startswith("http://board.example/board/") for link in links_in(board.feed("a/news.xml")))


def test_two_boards_have_no_id_in_common(tmp_path: Path) -> None:
    """Faults F9: the same places published by two towns on two days, or at two addresses."""
    found: list[set[str]] = []
    for number, address in enumerate(("", "", "https://one.example/", "https://two.example/")):
        board = Board(tmp_path / f"board{number}")
        if address:
            (board.root / "mkdocs.yml").write_text(f"site_name: 公开板\nsite_url: {address}\n", "utf-8")
        files = {"region.yml": COUNTY, "a/village.yml": VILLAGE, LEDGER: MARCH}
        board.publish(files, time=APRIL + (number * DAY if not address else 0))
        board.build()
        feeds = [board.feed(url) for url in ("a/news.xml", "news.xml", "a/corrections.xml")]
        found.append({part.id for feed in feeds for part in (feed.feed, *feed.entries)})
    assert len(set.union(*found)) == sum(map(len, found))
