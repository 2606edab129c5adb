"""Originals in a store: found by digest, fetched once, told where they are missing, never looked for unasked."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from cunwu.core.originals import FolderStore, Originals, name_in_store
from cunwu.core.problem import CunwuError
from support.attached import PHOTO, paper
from support.clerk_repositories import commit, write
from support.commands import run_here
from support.march_records import LEDGER, MARCH
from support.proposals import march_published

TEXT = "请三家商店报价，最低 64800 元。\n".encode()


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def store_of(folder: Path, *contents: bytes) -> FolderStore:
    store = FolderStore(folder)
    folder.mkdir()
    for content in contents:
        store.put(name_in_store(digest(content)), content)
    return store


def test_an_original_is_fetched_once_and_then_found_without_its_store(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", TEXT)
    for fetched in (1, 0):
        originals = Originals(store, tmp_path / "kept")
        assert (originals.find(digest(TEXT)), originals.find(digest(TEXT))) == (TEXT, TEXT)
        assert originals.fetched == fetched


def test_what_is_kept_is_compared_with_its_digest_and_fetched_again(tmp_path: Path) -> None:
    originals = Originals(store_of(tmp_path / "store", TEXT), tmp_path / "kept")
    originals.find(digest(TEXT))
    (tmp_path / "kept" / name_in_store(digest(TEXT))).write_bytes(b"another")
    assert originals.find(digest(TEXT)) == TEXT


def test_a_missing_original_and_another_in_its_place_are_told_apart(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store")
    store.put(name_in_store(digest(b"a")), b"another")
    originals = Originals(store, tmp_path / "kept")
    assert [originals.find(digest(one)) for one in (b"a", b"b", b"b")] == [None, None, None]
    assert originals.why_missing(digest(b"a")) == "附件库里的内容和校验值不符"
    assert originals.why_missing(digest(b"b")) == "附件库里没有"
    assert originals.fetched == 2


def test_a_store_that_is_not_there_is_no_empty_store(tmp_path: Path) -> None:
    with pytest.raises(CunwuError, match="用不了附件库"):
        Originals(FolderStore(tmp_path / "none"), tmp_path / "kept").find(digest(TEXT))


def test_an_original_that_was_taken_out_of_the_store_is_kept_nowhere(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", TEXT)
    originals = Originals(store, tmp_path / "kept")
    originals.find(digest(TEXT))
    (store.folder / name_in_store(digest(TEXT))).unlink()
    assert originals.find_anew(digest(TEXT)) is None
    assert Originals(store, tmp_path / "kept").find(digest(TEXT)) is None


# --- on a board ---


@pytest.fixture
def board(tmp_path: Path) -> Path:
    root = march_published(tmp_path / "board")
    write(root, LEDGER, MARCH)
    write(
        root,
        "villages/shanghe/village.yml",
        f"{(root / 'villages/shanghe/village.yml').read_text('utf-8')}公开设置:\n  附件上限: 0\n",
    )
    return root


def entry(content: bytes, name: str, more: str = "") -> str:
    return f"附件:\n  - {{编号: 附1, 文件: attachments/{name}, 校验值: {digest(content)}, 存放: 附件库{more}}}\n"


@pytest.mark.parametrize("address", ["../store", "file://{}/store"])
def test_what_is_above_the_limit_goes_into_the_store_and_onto_the_page_from_there(board: Path, address: str) -> None:
    store = address.format(board.parent)
    (board / "a.txt").write_bytes(TEXT)
    done = run_here(board, "attach", "a.txt", LEDGER, "--label", "询价", "--attachments", store)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"放进了 附件库 {store}（这里的附件超过了上限）" in done.stdout
    assert not (board / "villages/shanghe/attachments").exists()
    assert (board.parent / "store" / name_in_store(digest(TEXT))).read_bytes() == TEXT
    assert "存放: 附件库" in (board / LEDGER).read_text("utf-8")
    commit(board, "2026-04-09")
    page = board / "site/board/shanghe/finance/2026-03.html"
    build = ("build", "--no-frame", "--as-of", "2026-04-10")

    done = run_here(board, *build)
    assert "1 份记录的附件这次没有取到" in done.stdout
    assert "这份附件这次没有取到" in page.read_text("utf-8")

    done = run_here(board, *build, "--attachments", store)
    assert "没有取到" not in done.stdout
    assert "没有取到" not in page.read_text("utf-8")
    ((name, content),) = {path.name: path.read_bytes() for path in (page.parents[1] / "attachments").iterdir()}.items()
    assert (name, content) == (f"{digest(TEXT)[:20]}.txt", TEXT)


@pytest.mark.parametrize(
    ("content", "name", "words", "said"),
    [
        (TEXT, "a.txt", ("--attachments", "../store"), ""),
        (TEXT, "a.txt", (), "ATT010 附件 附1 的原件在附件库里，没有给附件库，这次没有取到"),
        (b"gone\n", "a.txt", ("--attachments", "../store"), "ATT010 附件 附1 的原件附件库里没有，这次没有取到"),
        (
            paper("Zhang 13900138000"),
            "a.pdf",
            ("--attachments", "../store"),
            "PRV013 这个文件里有手机号",
        ),
        (PHOTO, "a.txt", ("--attachments", "../store"), "ATT001"),
    ],
)
def test_a_check_looks_into_the_store_it_is_given(
    board: Path, content: bytes, name: str, words: tuple[str, ...], said: str
) -> None:
    store_of(board.parent / "store", *(one for one in (content,) if one != b"gone\n"))
    write(board, LEDGER, MARCH + entry(content, name))
    done = run_here(board, "check", LEDGER, *words)
    assert said in done.stdout if said else "附1" not in done.stdout
    assert done.returncode == int(said.startswith(("PRV", "ATT001")))


def test_what_was_taken_down_is_told_as_long_as_the_store_has_it(board: Path) -> None:
    store = store_of(board.parent / "store", TEXT)
    down = "屏蔽:\n  - {编号: 屏1, 条目: 附1, 字段: 文件, 原因: 本人要求, 批准: 监委会, 日期: 2026-04-08}\n"
    write(board, LEDGER, MARCH + entry(TEXT, "a.txt") + down)
    words = ("check", LEDGER, "--as-of", "2026-04-10", "--attachments", "../store")
    assert "还在附件库里" in run_here(board, *words).stdout
    (store.folder / name_in_store(digest(TEXT))).unlink()
    assert "ATT" not in run_here(board, *words).stdout


def test_a_store_that_is_not_there_stops_with_one_sentence(board: Path) -> None:
    write(board, LEDGER, MARCH + entry(TEXT, "a.txt"))
    done = run_here(board, "check", LEDGER, "--attachments", "../none")
    assert done.returncode == 2
    assert "用不了附件库" in done.stderr
