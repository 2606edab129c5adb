"""Every publication is a line in a ledger that the site carries; what does not go on from the last line is stopped."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import feedparser
import pytest

from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError
from cunwu.core.verifier import LEDGER, LISTING, PUBLISHED, check_code, check_folder, digest_of, entries_in, lines_in
from cunwu.core.zone import BEIJING
from cunwu.pages.places.publications import FEED
from cunwu.publish.site import BuildOrder, BuildResult, build_site
from support.projects import AS_OF, DEED, MARCH, SMALL, commit_all, digests, git, make_project, write

RECORD = "qinghe/shanghe/finance/2026-03.yml"
NEW_DEED = {"qinghe/lianhua/deeds/2026-04.yml": DEED.replace("2026-03", "2026-04")}


@pytest.fixture
def board(tmp_path: Path) -> Path:
    root = tmp_path / "board"
    make_project(root, SMALL)
    (root / ".gitignore").write_text("/site/\n/.site*\n/.cunwu/\n", "utf-8")
    commit_all(root, "2026-04-01")
    return root


def publish(root: Path, site: Path | None = None, *, day: date = AS_OF, ledger: Path | None = None) -> BuildResult:
    return build_site(BuildOrder(Project(root), site or root / "site", day, strict=True, ledger=ledger))


def lines_of(root: Path) -> list[bytes]:
    return lines_in((root / "site" / LEDGER).read_bytes())


def change(root: Path, files: dict[str, str] | None = None, day: str = "2026-04-02") -> None:
    write(root, files or NEW_DEED)
    commit_all(root, day)


def amend(root: Path) -> None:
    """Rewrite the last commit, with another sum."""
    write(root, {RECORD: MARCH.replace("300.00", "30.00").replace("1500.00", "1230.00")})
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--amend", "--no-edit")


def test_a_publication_is_a_line_that_names_the_one_before_it(board: Path) -> None:
    publish(board)
    change(board)
    publish(board)
    first, second = entries_in(lines_of(board))
    assert (first["n"], first["previous"], second["n"]) == (1, "", 2)
    assert second["previous"] == digest_of(lines_of(board)[0])
    assert second["commit"] == git(board, "rev-parse", "HEAD").strip()
    assert second["records"] == git(board, "rev-parse", "HEAD:villages").strip()
    assert second["changes"]["items"] == [["qinghe/lianhua", "deed", "2026-04", "", "", "新增"]]
    page = "board/qinghe/lianhua/deeds/2026-04.html"
    assert second["pages"]["digests"][page] == digests(board / "site")[page]


def test_readers_of_the_feed_keep_every_code_also_when_the_history_is_begun_anew(board: Path, tmp_path: Path) -> None:
    build_site(BuildOrder(Project(board), tmp_path / "preview", AS_OF))
    assert feedparser.parse((tmp_path / "preview" / FEED).read_bytes()).entries == []
    publish(board)
    change(board)
    publish(board)
    codes = [check_code(digest_of(line)) for line in lines_of(board)]
    kept = feedparser.parse((board / "site" / FEED).read_bytes())
    assert not kept.bozo
    assert [one.title.partition("核对码 ")[2] for one in kept.entries] == codes[::-1]
    publish(board, tmp_path / "anew")
    anew = feedparser.parse((tmp_path / "anew" / FEED).read_bytes()).entries
    assert not {one.id for one in anew} & {one.id for one in kept.entries}, "a reader shows both"


def test_no_text_of_a_record_stands_in_the_ledger_because_a_law_may_take_it_down(board: Path) -> None:
    publish(board)
    change(board, {RECORD: MARCH.replace("鱼塘承包款", "刘某赔款")})
    build_site(BuildOrder(Project(board), board / "site", AS_OF))
    assert "刘某" not in (board / "site" / LEDGER).read_text("utf-8")
    assert "鱼塘" not in (board / "site" / LEDGER).read_text("utf-8")


def test_a_build_that_changes_nothing_adds_no_line_and_leaves_every_file(board: Path) -> None:
    publish(board)
    before = {path: path.stat().st_mtime_ns for path in (board / "site").rglob("*")}
    publish(board)
    shutil.rmtree(board / ".cunwu")
    publish(board)
    assert {path: path.stat().st_mtime_ns for path in (board / "site").rglob("*")} == before
    assert len(lines_of(board)) == 1


def test_a_publication_of_another_day_that_changes_a_page_is_a_line(board: Path) -> None:
    change(board, {"qinghe/lianhua/village.yml": SMALL["qinghe/lianhua/village.yml"] + "加入日期: 2026-01-01\n"})
    publish(board)
    publish(board, day=date(2026, 12, 20))
    assert [one["as_of"] for one in entries_in(lines_of(board))] == ["2026-11-20", "2026-12-20"]


def test_a_preview_adds_no_line_and_says_that_it_is_none(board: Path) -> None:
    publish(board)
    kept = (board / "site" / LEDGER).read_bytes()
    change(board)
    build_site(BuildOrder(Project(board), board / "site", AS_OF))
    assert (board / "site" / LEDGER).read_bytes() == kept
    assert any("预览" in wrong for wrong in check_folder(board / "site")[1])
    publish(board)
    assert len(lines_of(board)) == 2
    assert check_folder(board / "site")[1] == []


def test_what_is_in_no_commit_is_in_no_line(board: Path) -> None:
    write(board, NEW_DEED)
    publish(board)
    assert not (board / "site" / LEDGER).exists()


def test_listings_are_the_same_however_a_site_came_about(board: Path, tmp_path: Path) -> None:
    publish(board)
    change(board)
    publish(board)
    write(board, {"qinghe/lianhua/deeds/2026-04.yml": None})
    build_site(BuildOrder(Project(board), board / "site", AS_OF))
    shutil.rmtree(board / ".cunwu")
    ledger = board / "site" / LEDGER
    build_site(BuildOrder(Project(board), tmp_path / "whole", AS_OF, ledger=ledger))
    one, other = digests(board / "site"), digests(tmp_path / "whole")
    assert one == other
    assert LISTING in one


# --- what is stopped -------------------------------------------------------------------------------------------------


def cut_off(root: Path) -> None:
    change(root)
    publish(root)
    (root / "site" / LEDGER).write_bytes(lines_of(root)[0] + b"\n")


def broken_line(root: Path) -> None:
    ledger = root / "site" / LEDGER
    ledger.write_bytes(ledger.read_bytes()[:-20])


def changed_line(root: Path) -> None:
    ledger = root / "site" / LEDGER
    ledger.write_bytes(ledger.read_bytes().replace(b'"as_of":"2026', b'"as_of":"2025'))


def missing(root: Path) -> None:
    (root / "site" / LEDGER).unlink()


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (amend, "历史被改写"),
        (cut_off, "被截短或者换过"),
        (broken_line, "断了"),
        (changed_line, "被截短或者换过"),
        (missing, "不见了"),
    ],
)
def test_publishing_stops_and_the_old_site_stays(board: Path, harm: Callable[[Path], None], sentence: str) -> None:
    publish(board)
    harm(board)
    if harm is not amend:
        change(board, {"qinghe/lianhua/deeds/2026-05.yml": DEED.replace("2026-03", "2026-05")})
    before = digests(board / "site")
    with pytest.raises(CunwuError, match=sentence) as stopped:
        publish(board)
    assert "旧网站没有动" in stopped.value.message
    assert stopped.value.next_step
    assert digests(board / "site") == before


def fetched(root: Path, folder: Path) -> Path:
    """The ledger as a platform fetches it from the live site, into a fresh folder."""
    folder.mkdir()
    return Path(shutil.copy(root / "site" / LEDGER, folder / "ledger.jsonl"))


def test_a_fresh_folder_goes_on_from_the_ledger_that_was_fetched(board: Path, tmp_path: Path) -> None:
    publish(board)
    change(board)
    ledger = fetched(board, tmp_path / "live")
    publish(board, tmp_path / "fresh", ledger=ledger)
    lines = lines_in((tmp_path / "fresh" / LEDGER).read_bytes())
    assert [one["n"] for one in entries_in(lines)] == [1, 2]


def test_a_rewritten_history_is_stopped_in_a_fresh_folder_too(board: Path, tmp_path: Path) -> None:
    publish(board)
    ledger = fetched(board, tmp_path / "live")
    amend(board)
    with pytest.raises(CunwuError, match="历史被改写"):
        publish(board, tmp_path / "fresh", ledger=ledger)
    assert not (tmp_path / "fresh").exists()


def test_a_fetched_ledger_that_is_another_one_is_refused(board: Path, tmp_path: Path) -> None:
    publish(board)
    ledger = fetched(board, tmp_path / "live")
    shutil.rmtree(board / "site")
    publish(board, day=date(2026, 11, 21))
    with pytest.raises(CunwuError, match="不是同一本"):
        publish(board, ledger=ledger, day=date(2026, 12, 30))
    with pytest.raises(CunwuError, match="没有公布簿"):
        publish(board, ledger=tmp_path / "none.jsonl", day=date(2026, 12, 30))


# --- when something was published ------------------------------------------------------------------------------------


def at(root: Path, moment: datetime) -> BuildResult:
    return build_site(BuildOrder(Project(root), root / "site", moment.date(), strict=True, moment=moment))


def shown_of(root: Path, url: str) -> str:
    return (root / "site/board" / url).read_text("utf-8")


def test_a_commit_that_was_dated_back_is_shown_with_the_day_on_which_it_was_published(board: Path) -> None:
    at(board, datetime(2026, 5, 1, 9, tzinfo=BEIJING))
    change(board, day="2026-04-03")
    at(board, datetime(2026, 5, 20, 9, tzinfo=BEIJING))
    page = shown_of(board, "qinghe/lianhua/deeds/2026-04.html")
    assert "5 月 20 日" in page
    assert "4 月 3 日" not in page
    before = shown_of(board, "qinghe/lianhua/deeds/2026-03.html")
    assert "4 月 1 日" in before, "what was there before the ledger has only the time of its commit"


def test_a_later_build_and_one_from_nothing_show_the_same_moments(board: Path) -> None:
    at(board, datetime(2026, 5, 1, 9, tzinfo=BEIJING))
    change(board, day="2026-04-03")
    at(board, datetime(2026, 5, 20, 9, tzinfo=BEIJING))
    before = entries_in(lines_of(board))[-1]["site"]
    shutil.rmtree(board / ".cunwu")
    at(board, datetime(2026, 5, 20, 15, tzinfo=BEIJING))
    assert entries_in(lines_of(board))[-1]["site"] == before
    assert len(lines_of(board)) == 2


def test_a_clock_that_was_wrong_once_moves_no_later_publication(board: Path) -> None:
    at(board, datetime(2026, 5, 1, 9, tzinfo=BEIJING))
    change(board)
    at(board, datetime(2030, 1, 1, 9, tzinfo=BEIJING))
    change(board, {"qinghe/lianhua/deeds/2026-05.yml": DEED.replace("2026-03", "2026-05")})
    at(board, datetime(2026, 5, 20, 9, tzinfo=BEIJING))
    assert "5 月 20 日" in shown_of(board, "qinghe/lianhua/deeds/2026-05.html")
    assert not any("2030" in page.read_text("utf-8") for page in (board / "site/board/qinghe").rglob("*.html"))


def test_the_file_beside_the_site_is_small_and_says_which_line_it_is(board: Path) -> None:
    publish(board)
    told = json.loads((board / "site" / PUBLISHED).read_bytes())
    assert told["ledger"] == digest_of(lines_of(board)[-1])
    assert told["entered"] is True
