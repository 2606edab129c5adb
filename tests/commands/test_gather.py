"""Totals of boards below are fetched from real web servers, checked against their ledgers and kept for the build."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from cunwu.core.paths import Project
from cunwu.core.verifier import CHECKPOINT, LEDGER, LISTING, canonical, checkpoint_of, digest_of, lines_in
from cunwu.publish.site import BuildOrder, build_site
from support.commands import run_here
from support.projects import AS_OF, DEED, SMALL, commit_all, git, make_project, write

CITY = "名称: 示例市\n级别: 市\n演示: 是\n"
KEPT = "villages/shili/summary.json"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county's board with two publications."""
    root = tmp_path_factory.mktemp("county") / "board"
    make_project(root, SMALL)
    (root / ".gitignore").write_text("/site/\n/.site*\n/.cunwu/\n", "utf-8")
    for number in (3, 4):
        write(root, {f"qinghe/lianhua/deeds/2026-0{number}.yml": DEED.replace("2026-03", f"2026-0{number}")})
        commit_all(root, f"2026-04-0{number}")
        build_site(BuildOrder(Project(root), root / "site", AS_OF, strict=True, commit="HEAD"))
    return root


@pytest.fixture
def live(county: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(county / "site", tmp_path / "live"))


@pytest.fixture
def address(live: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(live)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def city(tmp_path: Path) -> Path:
    region = "名称: 示例县\n级别: 县\n网站: https://gongkai.example.cn/\n"
    return make_project(tmp_path / "city", {"region.yml": CITY, "shili/region.yml": region}).root


def gather(city: Path, address: str) -> tuple[int, str]:
    done = run_here(city, "gather", "shili", "--from", f"shili={address}")
    return done.returncode, done.stdout + done.stderr


def test_what_was_published_is_kept_with_its_head_and_added_up_by_the_build(
    city: Path, live: Path, address: str
) -> None:
    status, told = gather(city, address)
    assert (status, "✓ 示例县：第 2 次公布" in told) == (0, True), told
    assert (city / KEPT).read_bytes() == (live / "board/summary.json").read_bytes()
    assert len(list((city / "heads/shili").iterdir())) == 1
    assert gather(city, address)[0] == 0
    commit_all(city)
    build_site(BuildOrder(Project(city), city / "site", date(2026, 11, 21), commit="HEAD"))
    assert "2 个村" in (city / "site/board/index.html").read_text("utf-8")


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda live: flip(live / "board/summary.json"), "汇总和公布时不一样"),
        (lambda live: flip(live / "board" / LISTING), "公开栏的清单"),
        (lambda live: flip(live / LISTING), "网页的清单"),
        (lambda live: flip(live / LEDGER), "公布簿"),
        (lambda live: (live / LEDGER).unlink(), "取不到"),
        (lambda live: (live / CHECKPOINT).write_text("x", "utf-8"), "树头"),
    ],
    ids=["summary", "listing", "top", "ledger", "gone", "head"],
)
def test_what_does_not_hold_together_is_not_taken(
    city: Path, live: Path, address: str, harm: Callable[[Path], object], sentence: str
) -> None:
    (city / KEPT).write_text("the last one", "utf-8")
    harm(live)
    status, told = gather(city, address)
    assert (status, sentence in told) == (1, True), told
    assert "还用上一次的汇总" in told
    assert (city / KEPT).read_text("utf-8") == "the last one"


def test_a_county_that_rewrote_its_history_is_found_by_the_head_that_was_kept(
    city: Path, county: Path, live: Path, address: str, tmp_path: Path
) -> None:
    assert gather(city, address)[0] == 0
    before = (city / KEPT).read_bytes()
    build_site(BuildOrder(Project(county), tmp_path / "anew", AS_OF, strict=True, commit="HEAD"))
    assert len(lines_in((tmp_path / "anew" / LEDGER).read_bytes())) == 1
    shutil.rmtree(live)
    shutil.copytree(tmp_path / "anew", live)
    status, told = gather(city, address)
    assert (status, "后面的被拿掉了" in told) == (1, True), told
    assert (city / KEPT).read_bytes() == before
    assert len(list((city / "heads/shili").iterdir())) == 2, "what does not fit is kept as evidence"


def test_the_totals_of_another_county_are_not_taken(city: Path, address: str) -> None:
    region = "名称: 别的县\n级别: 县\n网站: https://gongkai.example.cn/\n"
    (city / "villages/shili/region.yml").write_text(region, "utf-8")
    status, told = gather(city, address)
    assert (status, "✕ 别的县" in told) == (1, True), told
    assert not (city / KEPT).exists()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.cn/", "http://127.0.0.1:9/"])
def test_what_is_no_site_is_told(city: Path, address: str) -> None:
    status, told = gather(city, address)
    assert (status, "✕ 示例县" in told) == (1, True), told


def test_a_place_without_an_address_is_told_what_to_write(city: Path) -> None:
    done = run_here(city, "gather", "nowhere")
    assert (done.returncode, "网站: https://" in done.stderr) == (2, True)


# --- ways to fool whoever gathered before ---


def forged(live: Path, lines: list[bytes], changes: dict[int, dict[str, object]], size: int) -> None:
    """A ledger of one piece over the same site: lines with other facts, chained anew, its head and its last site."""
    entries = [dict(json.loads(line)) for line in lines]
    entries = [entries[min(at, len(entries) - 1)] | {"n": at + 1} for at in range(size)]
    made = list[bytes]()
    for at, entry in enumerate(entries):
        other = changes.get(at, {}) | {"previous": digest_of(made[-1]) if made else ""}
        other |= {"site": digest_of((live / LISTING).read_bytes())} if at == size - 1 else {}
        made.append(canonical(entry | other))
    (live / LEDGER).write_bytes(b"".join(line + b"\n" for line in made))
    (live / CHECKPOINT).write_text(checkpoint_of(f"cunwu/{digest_of(made[0])[:16]}", made), "utf-8")


EARLIER: dict[str, object] = {"time": "2026-04-02T08:00:00+08:00"}
OTHER: dict[str, object] = {"commit": "ab" * 20}
WAYS: dict[str, tuple[dict[int, dict[str, object]], int]] = {
    "an earlier time in the first line": ({0: EARLIER}, 2),
    "an earlier time in the last line": ({1: EARLIER}, 2),
    "another commit": ({1: OTHER}, 2),
    "other records": ({0: {"records": "cd" * 20}}, 2),
    "a change that is left out": ({1: {"changes": {"items": []}}}, 2),
    "the last line taken away": ({}, 1),
    "begun anew, and longer than what was seen": ({0: EARLIER}, 5),
    "a line put in between": ({0: {}, 1: OTHER}, 3),
    "other counts of pages": ({1: {"pages": {"count": 1}}}, 2),
    "another day of the build": ({1: {"as_of": "2026-04-01"}}, 2),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_history_that_is_rewritten_between_two_gathers_is_told(
    city: Path, live: Path, address: str, way: str
) -> None:
    assert gather(city, address)[0] == 0
    before, honest = (city / KEPT).read_bytes(), lines_in((live / LEDGER).read_bytes())
    forged(live, honest, *WAYS[way])
    if way == "another commit":  # a summary that cannot be taken hides no rewritten history
        (city / "villages/shili/region.yml").write_text("名称: 别的县\n级别: 县\n", "utf-8")
    status, told = gather(city, address)
    assert status == 1, told
    assert "和以前见过的不一样" in told or "后面的被拿掉了" in told, told
    assert (city / KEPT).read_bytes() == before
    assert len(list((city / "heads/shili").iterdir())) == 2, "the evidence is kept"
    assert gather(city, address)[0] == 1, "what was told once is not taken the next time"


def test_heads_are_committed_with_the_totals_and_hold_in_a_fresh_clone(
    city: Path, live: Path, address: str, tmp_path: Path
) -> None:
    commit_all(city)
    told = gather(city, address)[1]
    assert "git add villages heads" in told
    commit_all(city)
    assert "HIS009" not in run_here(city, "check", "--base", "HEAD~1").stdout
    git(tmp_path, "clone", "-q", str(city), "fresh")
    forged(live, lines_in((live / LEDGER).read_bytes()), {0: EARLIER}, 2)
    assert gather(tmp_path / "fresh", address)[0] == 1


def test_a_board_that_fell_silent_is_told_with_the_days(city: Path, live: Path, address: str) -> None:
    assert "天没有公布" not in gather(city, address)[1]
    forged(live, lines_in((live / LEDGER).read_bytes()), {1: EARLIER}, 2)
    shutil.rmtree(city / "heads")
    assert "天没有公布了" in gather(city, address)[1]
