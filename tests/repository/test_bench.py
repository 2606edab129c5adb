"""The benchmarks run, measure every case, and judge figures as they say. No time is asserted anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench_board import records
from bench_cost import Cost, Measured
from bench_findings import Findings
from bench_pages import PageCost, page_weight
from bench_search import SearchCost
from bench_targets import rows
from peers_hugo import HUGO, HUGO_JSON
from peers_mkdocs import MKDOCS
from peers_records import pages_of, read, village_pages

from support.effort import BY_NIGHT

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "tests" / "bench"

CASES = {"cold", "theme", "one", "publish", "nothing"}


def measured(maker: str, name: str, villages: int, wall: float, workers: int = 1) -> Measured:
    cost = Cost(wall=wall, cpu=wall, largest=50.0, together=60.0, others=0.0)
    return Measured(maker, name, workers, villages, cost, (cost,), files=1, written=1)


def run_bench(program: Path, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    where = ("--only-builds", "--folder", str(folder / "work"), "--json", str(folder / "found.json"))
    environment = {**os.environ, "PYTHONPATH": str(BENCH)}
    command = (sys.executable, str(program), *options, *where)
    return subprocess.run(command, check=False, capture_output=True, text=True, env=environment)


@pytest.fixture(scope="module")
def short_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What a run over three villages said, and the file of what it found; by day with one worker and no peer."""
    folder = tmp_path_factory.mktemp("bench")
    more = ("--peers", "mkdocs-bare") if BY_NIGHT else ("--workers", "1")
    done = run_bench(BENCH / "run.py", folder, "--sizes", "3", "--repeats", "1", *more)
    assert done.returncode == 0, done.stderr
    assert list((folder / "work").iterdir()) == []
    return done.stdout, folder / "found.json"


@pytest.mark.skipif(not BY_NIGHT, reason="at night: a peer and two workers take their time")
def test_a_run_has_two_workers_and_a_peer_beside_it(short_run: tuple[str, Path]) -> None:
    dask, *found, peer = json.loads(short_run[1].read_text("utf-8"))["measured"]
    assert (peer["maker"], peer["name"], peer["files"] > pages_of(3)) == ("mkdocs-bare", "cold", True)
    assert (dask["maker"], dask["workers"]) == ("cunwu-dask", 2)
    assert {(one["name"], one["workers"]) for one in found} == {(name, count) for name in CASES for count in (1, 2)}


def test_a_short_run_measures_every_case(short_run: tuple[str, Path]) -> None:
    said, file = short_run
    found = [one for one in json.loads(file.read_text("utf-8"))["measured"] if one["maker"] == "cunwu"]
    assert {(one["name"], one["workers"]) for one in found} >= {(name, 1) for name in CASES}
    assert all(one["first"]["wall"] > 0 < one["first"]["cpu"] for one in found)
    assert all(one["first"]["largest"] > 10 for one in found)
    assert max(one["first"]["together"] for one in found) > 10
    files = {(one["name"], one["workers"]): one["files"] for one in found}
    assert files["cold", 1] > files["theme", 1] > files["publish", 1] > files["nothing", 1] == 0
    for number in range(1, 11):
        assert f"| P{number} |" in said


@pytest.mark.skipif(not BY_NIGHT, reason="at night: a whole run more")
def test_a_later_run_goes_on_from_what_an_earlier_one_found(short_run: tuple[str, Path], tmp_path: Path) -> None:
    _, onto = short_run
    options = ("--onto", str(onto), "--sizes", "2", "--repeats", "1", "--workers", "1")
    done = run_bench(BENCH / "run.py", tmp_path, *options)
    assert done.returncode == 0, done.stderr
    earlier, both = (json.loads(path.read_text("utf-8")) for path in (onto, tmp_path / "found.json"))
    assert both["measured"][: len(earlier["measured"])] == earlier["measured"]
    assert {one["villages"] for one in both["measured"]} == {2, 3}
    assert len(both["commands"]) == 2
    assert all(f"`{command}`" in done.stdout for command in both["commands"])


def test_a_build_that_fails_is_no_result(tmp_path: Path) -> None:
    program = tmp_path / "wrong.py"
    program.write_text("import bench_cases, run\nbench_cases.AS_OF = '昨天'\nraise SystemExit(run.main())\n", "utf-8")
    done = run_bench(program, tmp_path, "--sizes", "1")
    assert done.returncode == 1
    assert "昨天" in done.stderr
    assert not (tmp_path / "found.json").exists()


def test_peers_get_the_figures_that_the_records_state_and_a_page_for_each_record(tmp_path: Path) -> None:
    home, *pages = village_pages(7)
    texts = dict(records(7))
    for page in (page for page in pages if page["kind"] == "ledger"):
        account = read(texts[f"villages/{page['url']}.yml"])["账户"][0]
        assert page["closing"].replace(",", "") == account["期末"]
        assert page["sums"][0]["amount"].replace(",", "") == account["期初"]
        assert len(page["entries"]) == 25
    assert [month["href"] for month in home["months"]][::-1] == [page["href"] for page in pages[:6]]
    for peer in (HUGO, HUGO_JSON, MKDOCS):
        peer.write(tmp_path / peer.name, 12)
        assert len(list((tmp_path / peer.name).rglob("*.md"))) == pages_of(12) == 12 * 11 + 5


@pytest.mark.parametrize(("ours", "hugo", "reached"), [(10.0, 30.0, True), (10.0, 29.9, False), (40.0, 30.0, False)])
def test_a_target_is_reached_at_its_number_and_not_before(ours: float, hugo: float, *, reached: bool) -> None:
    found = Findings([measured("cunwu", "cold", 2059, ours), measured("hugo", "cold", 2059, hugo)])
    row = next(row for row in rows(found) if row.number == "P1" and "hugo" in row.target)
    assert row.reached is reached
    assert bool(row.distance) is not reached


def test_what_was_not_measured_is_neither_reached_nor_missed() -> None:
    assert {row.reached for row in rows(Findings())} == {None}


def test_a_board_too_large_for_a_peer_is_judged_by_the_line_through_its_smaller_ones_and_says_so() -> None:
    found = Findings([measured("cunwu", "cold", 2059, 5.0), measured("hugo", "cold", 2059, 25.0)])
    found.measured += [measured("mkdocs", "cold", 50, 10.0), measured("mkdocs", "cold", 200, 31.0)]
    assert found.expected("mkdocs", 200) == (31.0, True)
    seconds, was_measured = found.expected("mkdocs", 2059) or (0.0, True)
    assert seconds == pytest.approx(31.0 + 1859 * 0.14)
    assert not was_measured
    row = next(row for row in rows(found) if "mkdocs" in row.target)
    assert "推算" in row.measured
    assert row.reached is True


def test_publishing_is_judged_by_its_time_and_by_its_growth() -> None:
    walls = {50: 0.100, 2059: 0.116, 20_000: 0.124}
    found = Findings([measured("cunwu", "publish", size, wall) for size, wall in walls.items()])
    assert [row.reached for row in rows(found) if row.number == "P3"] == [True, False, True]


@pytest.mark.parametrize(("seconds", "reached"), [(158.0, True), (159.0, False)])
def test_growth_is_judged_by_its_power_with_one_worker(seconds: float, *, reached: bool) -> None:
    found = Findings([measured("cunwu", "cold", 200, 1.0), measured("cunwu", "cold", 20_000, seconds)])
    found.measured.append(measured("cunwu", "cold", 20_000, 1.0, workers=2))
    row = next(row for row in rows(found) if row.number == "P6")
    assert row.reached is reached


def test_a_page_is_weighed_with_its_own_style_sheets_only(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.css").write_bytes(b"")
    (tmp_path / "two.css").write_bytes(b"b{}" * 1000)
    sheets = ('href="one.css"', 'href="../two.css"', 'href="https://elsewhere.example/three.css"')
    (tmp_path / "a" / "page.html").write_text("".join(f'<link rel="stylesheet" {sheet}>' for sheet in sheets))
    html, styles = page_weight(tmp_path, "a/page.html")
    assert 0 < html < 200
    assert 20 < styles < 100
    found = Findings(pages=[PageCost("cunwu", html=10_000, styles=5_361, received=16_000, paint=0.91)])
    assert [row.reached for row in rows(found) if row.number == "P9"] == [False, False]


@pytest.mark.parametrize(
    ("heaviest", "found", "reached"),
    [(30_720, 100, [True, True]), (30_721, 99, [False, False]), (9, 100, [True, True])],
)
def test_searching_is_judged_by_its_heaviest_first_query_and_by_what_it_misses(
    heaviest: int, found: int, reached: list[bool]
) -> None:
    cost = SearchCost(2059, queries=32, heaviest=heaviest, what="board：村", asked=100, found=found)
    assert [row.reached for row in rows(Findings(search=cost)) if row.number == "P10"] == reached
