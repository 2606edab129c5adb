"""One flipped bit in any file that a build keeps: the right site, or one that is made again; never a wrong page."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from cunwu.core.paths import Project
from cunwu.history.store import History, history_of
from cunwu.publish.manifest import open_manifest
from cunwu.publish.site import BuildOrder, build_site
from support.effort import effort
from support.march_records import LAMPS, MARCH
from support.projects import AS_OF, MARCH as MARCH_LEDGER, SMALL, commit_all, digests, make_project, write
from support.published_repositories import LEDGER, SECOND, Repository

FLIPS = effort(200, 500)
PAGE_FLIPS = effort(10, 500)
"""With a board built after each."""


@pytest.fixture
def board(tmp_path: Path) -> Repository:
    board = Repository(tmp_path / "board")
    board.publish({"region.yml": "名称: 县\n级别: 县\n", "a/village.yml": "名称: 甲\n", "b/village.yml": "名称: 乙\n"})
    board.publish({LEDGER: MARCH, "b/projects/1.yml": LAMPS})
    board.publish({LEDGER: MARCH + SECOND})
    board.publish({LEDGER: MARCH.replace("320.00", "330.00")})
    return board


def everything(history: History) -> list[object]:
    """All that a build asks of a history."""
    places = [history.of_place(path) for path in ("", "a", "b")]
    below = [(history.told_below(path), history.newest_below(path, 2), history.count_told(path)) for path in ("", "a")]
    return [[(one.changes, one.publications, one.brought) for one in places], below, dict(history.gone())]


def flip(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) * 8)
    spoilt = bytearray(content)
    spoilt[at // 8] ^= 1 << at % 8
    return bytes(spoilt)


def test_a_flipped_bit_in_the_history_is_found_and_mended(board: Repository, tmp_path: Path) -> None:
    head, cache = board.git("rev-parse", "HEAD"), tmp_path / "cache"
    right = everything(history_of(board.root, cache, head))
    chance = random.Random(20261129)  # noqa: S311 - the same bits in every run
    for file in sorted(path for path in cache.iterdir() if path.name != ".gitignore"):
        for _ in range(effort(20, 50)):
            file.write_bytes(flip(file.read_bytes(), chance))
            assert everything(history_of(board.root, cache, head)) == right
            assert everything(history_of(board.root, cache, head)) == right


def test_a_flipped_bit_in_what_the_last_build_made_is_found(tmp_path: Path) -> None:
    from cunwu.core.database import Fault, SpoiltError
    from cunwu.publish.manifest import Base, PlaceRow

    base = Base("p", "2026-04-10", "c" * 40, (), 7, "", (), 3, 1)
    row = PlaceRow("a", "", 0, "甲", ("甲",), *(True,), (), {}, {}, ("board/a.html",), (), 2)
    with open_manifest(tmp_path, tmp_path / "site") as manifest:
        manifest.begin(whole=True)
        manifest.put(row)
        manifest.save(base)
    files = {path: path.read_bytes() for path in tmp_path.iterdir()}
    chance = random.Random(20261129)  # noqa: S311 - the same bits in every run
    for file, content in files.items():
        for _ in range(effort(40, 250)):
            file.write_bytes(flip(content, chance))
            try:
                with open_manifest(tmp_path, tmp_path / "site") as manifest:
                    found = manifest.base(), manifest.place("a"), manifest.count_uncommitted()
                    assert found in [(base, row, 2), (None, None, 0)]
            except (Fault, SpoiltError):
                pass  # the build makes everything
            for path, kept in files.items():
                path.write_bytes(kept)


def test_a_flipped_bit_in_what_was_read_before_is_found(tmp_path: Path) -> None:
    from cunwu.records.readings import Readings
    from cunwu.yaml.reader import read_plain

    content = MARCH.replace("320.00", "'320.00'").encode()
    right = read_plain(content, "a.yml")[0]
    kept = Readings(tmp_path)
    assert right is not None
    kept.keep(content, right)
    kept.flush()
    whole = kept.file.read_bytes()
    chance = random.Random(20261129)  # noqa: S311 - the same bits in every run
    for _ in range(FLIPS):
        kept.file.write_bytes(flip(whole, chance))
        readings = Readings(tmp_path)
        assert readings.find(content) in (right, None)
        assert read_plain(content, "a.yml", readings)[0] == right


def test_a_flipped_bit_never_makes_a_wrong_page(tmp_path: Path) -> None:
    root = tmp_path / "board"
    make_project(root, SMALL)
    (root / ".gitignore").write_text("site/\n.site*\n.cunwu/\n", "utf-8")
    commit_all(root, "2026-04-01")
    site = BuildOrder(Project(root), root / "site", AS_OF)
    build_site(site)
    kept = tmp_path / "kept"
    shutil.copytree(root, kept, symlinks=True)
    write(root, {"qinghe/shanghe/finance/2026-03.yml": MARCH_LEDGER.replace("300.00", "310.00")})
    commit_all(root, "2026-04-02")
    build_site(site)
    right = digests(root / "site")
    caches = [path.relative_to(kept) for path in (kept / ".cunwu").rglob("*") if path.is_file()]
    chance = random.Random(20261129)  # noqa: S311 - the same bits in every run
    for at in range(PAGE_FLIPS):
        for name in ("site", ".cunwu"):
            shutil.rmtree(root / name)
            shutil.copytree(kept / name, root / name, symlinks=True)
        file = root / caches[at % len(caches)]
        file.write_bytes(flip(file.read_bytes(), chance) if file.stat().st_size else b"")
        build_site(site)
        assert digests(root / "site") == right, file.name
    assert len(caches) > 2
