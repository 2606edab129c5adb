"""The benchmarks: our build and, where asked for, its peers, side by side in one run.

    .venv/bin/python tests/bench/run.py                               ours, at 50, 200 and 2,059 villages
    .venv/bin/python tests/bench/run.py --peers all --write           and the peers; writes RESULTS.md
    .venv/bin/python tests/bench/run.py --sizes 50 --only-builds      a short look

Peers are installed into the folder of tools, never into our environment.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench_board import month_text
from bench_cases import CASES, OURS, ROOT, OurBoard
from bench_cost import BenchError, Case, Method, measure
from bench_findings import Findings, read_findings
from bench_history import measure_history
from bench_ledger import measure_ledger
from bench_pages import NoBrowserError, measure_pages
from bench_profile import shares
from bench_reading import measure_reading
from bench_results import results
from bench_search import measure_search
from peers_base import Peer, PeerBoard, UnavailableError
from peers_eleventy import ELEVENTY
from peers_hugo import HUGO, HUGO_JSON
from peers_mkdocs import MKDOCS, MKDOCS_BARE
from peers_records import base_of

RESULTS = Path(__file__).with_name("RESULTS.md")
PEERS = {peer.name: peer for peer in (HUGO, HUGO_JSON, ELEVENTY, MKDOCS, MKDOCS_BARE)}
SIZES = (50, 200, 2059)
LARGE = 20_000
_WORKERS = [1, 2]
_NOT_LARGE = ("theme", "one")
"""Left out on the largest board: they take as long as `cold`, or are `publish` once more."""
LIMITS = {MKDOCS.name: 200, MKDOCS_BARE.name: 200}
"""Larger boards are left out: one build takes minutes. Its time there is told from the smaller ones, and said to be."""
PEER_LIMIT = 2059
PROFILED_UP_TO = 200
HISTORY = (2000, 5000)
ENTRIES = 10_000


class Bench:
    """One run: the boards it makes, and what it finds."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options, self.folder = options, folder
        self.found = read_findings(options.onto.read_text("utf-8")) if options.onto else Findings()
        self.found.commands.append(_command(options))
        self.peers = self._installed([PEERS[name] for name in options.peers])

    def run(self) -> Findings:
        """Every board, the history, the pages."""
        sizes = sorted({*self.options.sizes, *([LARGE] if self.options.large else [])})
        profiled = max((size for size in sizes if size <= PROFILED_UP_TO), default=sizes[0])
        for villages in sizes:
            board = OurBoard(self._place(OURS, villages), villages)
            cases = board.cases(self.options.workers)
            self._measure((case for case in cases if villages < LARGE or case.name not in _NOT_LARGE), villages)
            publish = next(case for case in board.cases([1]) if case.name == "publish")
            self.found.publishing[str(villages)] = shares(publish, self.folder)
            self.keep()
            peers = self._measure_peers(villages)
            if not self.options.only_builds and villages == profiled and not self.found.profiled:
                self._look_inside(board, villages)
                self._look_at_pages(board, peers)
        if not self.options.only_builds:
            _say("历史")
            self.found.history = measure_history(*HISTORY)
            self.found.ledger = measure_ledger(ENTRIES)
            self.found.reading = measure_reading()
        self.keep()
        return self.found

    def keep(self) -> None:
        """Write what was found so far: a long run that is ended early has not been for nothing."""
        if self.options.json:
            found = dataclasses.asdict(self.found)
            self.options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")

    def _installed(self, peers: list[Peer]) -> list[Peer]:
        for peer in peers:
            try:
                self.found.versions[peer.name] = peer.install(self.options.tools.absolute())
            except UnavailableError as reason:
                self.found.missing[peer.name] = str(reason)
                _say(f"{peer.name}：{reason}")
        return [peer for peer in peers if peer.name in self.found.versions]

    def _measure(self, cases: Iterator[Case], villages: int) -> None:
        for case in cases:
            repeats = self.options.repeats if villages < LARGE or case.name != "cold" else 1
            measured = measure(case, villages, Method(repeats, self.options.patience, self.folder / "log"))
            self.found.measured.append(measured)
            self.keep()
            workers = f" ×{case.workers}" if case.workers else ""
            _say(f"{villages} 村 {case.maker}{workers} {CASES[case.name]}：{measured.wall:.3f} 秒")

    def _measure_peers(self, villages: int) -> dict[str, tuple[Path, str]]:
        """Measure those for which the board is not too large; answers where each put the page of a month."""
        pages = {}
        for peer in self.peers:
            if villages > self.options.limits.get(peer.name, PEER_LIMIT):
                continue
            board = PeerBoard(peer, self.options.tools.absolute(), self._place(peer.name, villages), villages)
            try:
                self._measure(board.cases(), villages)
            except BenchError as error:
                self.found.missing[peer.name] = f"{villages} 村没有成功"
                _say(str(error))
            else:
                pages[peer.name] = (board.site, peer.month)
        return pages

    def _look_inside(self, board: OurBoard, villages: int) -> None:
        _say("时间用在哪里")
        self.found.profiled = villages
        self.found.shares = {case.name: shares(case, self.folder) for case in board.cases([1])}

    def _look_at_pages(self, board: OurBoard, peers: dict[str, tuple[Path, str]]) -> None:
        _say("一页在慢网上")
        month = f"board/{base_of(0)}/finance/{month_text(2)}.html"
        try:
            self.found.pages = measure_pages({OURS: (board.site, month), **peers}, self.folder / "nginx")
        except NoBrowserError as reason:
            self.found.missing["pages"] = str(reason)
            return
        _say("搜索")
        try:
            self.found.search = measure_search(board.site, self.folder / "nginx", board.villages)
        except NoBrowserError as reason:
            self.found.missing["search"] = str(reason)

    def _place(self, maker: str, villages: int) -> Path:
        place = self.folder / f"{maker}-{villages}"
        place.mkdir(parents=True)
        return place


def main() -> int:
    """Measure, tell, and write where asked to."""
    options = _options()
    with _working_folder(options.folder) as folder:
        try:
            found = Bench(options, folder).run()
        except BenchError as error:
            print(error, file=sys.stderr)
            return 1
    told = results(found, {name: PEERS[name].about for name in PEERS if name in found.versions}, options.date)
    print(told)
    if options.write:
        RESULTS.write_text(told, "utf-8")
    return 0


def _command(options: argparse.Namespace) -> str:
    """What to type for the same figures, without the folders of this machine."""
    parts = [
        "tests/bench/run.py",
        *(["--onto", "found.json"] if options.onto else []),
        "--sizes",
        ",".join(map(str, options.sizes)),
        "--repeats",
        str(options.repeats),
    ]
    parts += ["--large"] if options.large else []
    parts += ["--workers", ",".join(map(str, options.workers))] if options.workers != _WORKERS else []
    parts += ["--only-builds"] if options.only_builds else []
    parts += ["--json", "found.json"] if options.json else []
    parts += ["--patience", f"{options.patience:g}"] if options.patience else []
    for name in options.peers:
        parts += ["--limits", f"{name}={options.limits[name]}"] if name in options.limits else []
    return " ".join([*parts, *(["--peers", ",".join(options.peers)] if options.peers else [])])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="测速")
    parser.add_argument(
        "--sizes", type=_numbers, default=list(SIZES), metavar="N,N", help="几个村的板；默认 50,200,2059"
    )
    parser.add_argument(
        "--large", action="store_true", help=f"再加 {LARGE:,} 村，只测我们自己的从头（一次）、公布和没有变"
    )
    parser.add_argument(
        "--repeats", type=int, default=3, metavar="N", help="取几次的中位数，默认 3，慢的少跑；1 就只跑一次"
    )
    parser.add_argument("--workers", type=_numbers, default=_WORKERS, metavar="N,N", help="我们用几个进程；默认 1,2")
    parser.add_argument("--peers", type=_peers, default=[], metavar="名,名", help=f"{'、'.join(PEERS)}，或 all")
    parser.add_argument("--limits", type=_limits, default=LIMITS, metavar="名=N", help="谁最多测几个村，如 mkdocs=2059")
    waits = "每次开始前最多等几秒，等别的程序让出处理器；默认不等"
    parser.add_argument("--patience", type=float, default=0, metavar="秒", help=waits)
    parser.add_argument("--only-builds", action="store_true", help="不测历史、页面和各部分的时间")
    parser.add_argument("--date", default="", metavar="日期", help="写进结果的测量日期")
    parser.add_argument("--write", action="store_true", help="写 tests/bench/RESULTS.md")
    parser.add_argument("--json", type=Path, metavar="文件", help="再写一份 JSON")
    parser.add_argument("--onto", type=Path, default=None, metavar="文件", help="接着以前 --json 写下的结果")
    parser.add_argument("--folder", type=Path, default=ROOT / ".cunwu", metavar="文件夹", help="在哪里生成；用完删除")
    tools = ROOT / ".cunwu" / "peers"
    parser.add_argument("--tools", type=Path, default=tools, metavar="文件夹", help="别的程序装在哪里；留着")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _peers(text: str) -> list[str]:
    names = list(PEERS) if text == "all" else text.split(",")
    if unknown := sorted(set(names) - set(PEERS)):
        raise argparse.ArgumentTypeError(f"没有 {'、'.join(unknown)}")
    return names


def _limits(text: str) -> dict[str, int]:
    return LIMITS | {name: int(number) for name, _, number in (one.partition("=") for one in text.split(","))}


@contextmanager
def _working_folder(parent: Path) -> Iterator[Path]:
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=parent)).resolve()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
