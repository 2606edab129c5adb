"""What the tests of exports share: ledgers as YAML, generated books, and the programs that read what is exported."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from beancount import loader
from beancount.core.data import Transaction
from hypothesis import strategies as st

from cunwu.kinds.ledger import LEDGER, Ledger
from cunwu.kinds.reading import read_record
from cunwu.records.board import Board, read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.yaml.reader import read_yaml

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 20)
DAY = timedelta(days=1)

COUNTY = "名称: 示例县\n级别: 县\n演示: 是\n"
VILLAGE = "名称: 上河村\n法人:\n  - 编号: 合作社\n    名称: 上河村股份经济合作社\n    种类: 农村集体经济组织\n"

Balances = Mapping[tuple[date, str], int]
"""End of a period and account → what it holds then, in fen."""


def board_of(folder: Path, files: Mapping[str, str]) -> Board:
    """A village with these files, on disk and read."""
    whole = {"region.yml": COUNTY, "shanghe/village.yml": VILLAGE, **{f"shanghe/{p}": t for p, t in files.items()}}
    for path, text in whole.items():
        target = folder / "villages" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: 公开板\n", "utf-8")
    source = FolderSource(folder)
    place = read_outline(source).find("shanghe")
    assert place is not None
    board = read_board(source, place)
    assert board.problems == ()
    return board


def ledger_of(text: str) -> Ledger:
    """A ledger from its YAML."""
    node, problems = read_yaml(text.encode(), "finance/x.yml")
    assert node is not None, problems
    record, problems = read_record(LEDGER, node, "finance/x.yml")
    assert record is not None, problems
    return record


def shipped_boards() -> Iterator[Board]:
    """Every village of the repository."""
    source = FolderSource(ROOT)
    return (read_board(source, place) for place in read_outline(source).root.villages())


# --- generated books --------------------------------------------------------------------------------------------------


def yuan(fen: int) -> str:
    """An amount as it is typed."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


@dataclass
class Book:
    """A chain of ledgers with what every account holds at each end, added up while it was made up."""

    texts: list[str] = field(default_factory=list)
    balances: dict[tuple[date, str], int] = field(default_factory=dict)

    @property
    def ledgers(self) -> list[Ledger]:
        """Read as the board reads them."""
        return [ledger_of(text) for text in self.texts]


ACCOUNTS = ("现金", "银行", "e-1.x_y", "E-1.X_y")
TITLES = ("公益支出", "经营收入-厂房租金", "a b", "A-B", ":;", "  {x}", "红字", "other")
WORDS = (
    "路灯电费",
    '"引号" ; 注释 key:value',
    "date:2020-01-01 [2020-01-02] (记) {3} @ 4 = 5",
    "* ! # ^ | \\ % ~",
    "2026-01-01 open Assets:Other",
    "，。：、",
)
LARGE = 10**13

_amounts = st.one_of(st.integers(1, 10**6), st.integers(1, LARGE), st.sampled_from([1, 99, 100, LARGE]))


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Months and odd stretches, with and without gaps; several accounts, red, withdrawn and corrected entries."""
    book, held = Book(), dict.fromkeys(draw(st.lists(st.sampled_from(ACCOUNTS), min_size=1, unique=True)), 0)
    start = date(draw(st.integers(2024, 2026)), draw(st.integers(1, 12)), 1)
    for number in range(draw(st.integers(1, 4))):
        gap = draw(st.sampled_from([0, 0, 0, 31, 90])) if number else 0
        start += gap * DAY
        if gap or not number:
            held = {account: draw(st.one_of(st.just(0), _amounts, _amounts.map(int.__neg__))) for account in held}
        end = start + draw(st.sampled_from([1, 9, 30, 45])) * DAY
        openings = dict(held)
        lines = [line for index in range(draw(st.integers(0, 5))) for line in _entry(draw, index, start, end, held)]
        moves = [line for index in range(draw(st.integers(0, 2))) for line in _transfer(draw, index, start, end, held)]
        gone = draw(st.booleans())
        withdrawn = _withdrawn(draw, start) if gone else []
        accounts = [
            line
            for account, opening in openings.items()
            for line in (
                f"  - 编号: {account}",
                "    名称: 账户",
                "    类别: 其他",
                f"    期初: {yuan(opening)}",
                f"    期末: {yuan(held[account])}",
            )
        ]
        extra = ["明细:", *lines, *withdrawn] if lines or withdrawn else []
        extra += ["划转:", *moves] if moves else []
        extra += ["撤销:", *_withdrawal()] if gone else []
        head = ["账套: 合作社", f"期间: {start.isoformat()}..{end.isoformat()}", "制度: 简易", "账户:"]
        book.texts.append("\n".join([*head, *accounts, *extra]) + "\n")
        book.balances.update(((end, account), fen) for account, fen in held.items())
        start = end + DAY
    return book


def _day(draw: st.DrawFn, start: date, end: date) -> str:
    return (start + draw(st.integers(0, (end - start).days)) * DAY).isoformat()


def _entry(draw: st.DrawFn, index: int, start: date, end: date, held: dict[str, int]) -> list[str]:
    account = draw(st.sampled_from(sorted(held)))
    side = draw(st.sampled_from(["收入", "支出"]))
    fen = draw(_amounts) * draw(st.sampled_from([1, 1, 1, -1]))
    held[account] += fen if side == "收入" else -fen
    return [
        f"  - 编号: 流{index}",
        f"    日期: {_day(draw, start, end)}",
        f"    摘要: {_quoted(draw(st.sampled_from(WORDS)))}",
        f"    科目: {_quoted(draw(st.sampled_from(TITLES)))}",
        f"    {side}: {yuan(fen)}",
        f"    账户: {account}",
        f"    说明: {_quoted(draw(st.sampled_from(WORDS)))}",
    ]


def _transfer(draw: st.DrawFn, index: int, start: date, end: date, held: dict[str, int]) -> list[str]:
    source, target = (draw(st.sampled_from(sorted(held))) for _ in range(2))
    fen = draw(_amounts)
    held[source] -= fen
    held[target] += fen
    return [
        f"  - 编号: 划{index}",
        f"    日期: {_day(draw, start, end)}",
        f"    从: {source}",
        f"    到: {target}",
        f"    金额: {yuan(fen)}",
    ]


def _withdrawn(draw: st.DrawFn, start: date) -> list[str]:
    return [
        "  - 编号: 废1",
        f"    日期: {start.isoformat()}",
        f"    摘要: {_quoted(draw(st.sampled_from(WORDS)))}",
        "    科目: 公益支出",
        f"    支出: {yuan(draw(_amounts))}",
        "    账户: 现金",
    ]


def _withdrawal() -> list[str]:
    return ["  - 编号: 撤1", "    条目: 废1", "    原因: 重复记账", "    批准: 监督委员会", "    日期: 2026-11-01"]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# --- the programs -----------------------------------------------------------------------------------------------------


@cache
def hledger() -> str:
    """Where the program is."""
    found = shutil.which("hledger")
    assert found, "apt-get install hledger"
    return found


def run_hledger(file: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One run over a journal."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    command = (hledger(), "-f", str(file), *arguments)
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", env=environment)


def hledger_postings(file: Path) -> list[tuple[date, str, int]]:
    """Every posting as the program understood it: day, account, fen. The program has checked every balance by then."""
    done = run_hledger(file, "register", "--output-format=csv")
    assert done.returncode == 0, done.stderr
    return [
        (date.fromisoformat(row["date"]), row["account"], _fen(row["amount"]))
        for row in csv.DictReader(io.StringIO(done.stdout))
    ]


def beancount_postings(text: str) -> list[tuple[date, str, int]]:
    """The same as the other program understands it."""
    entries, errors, _ = loader.load_string(text)
    assert [error.message for error in errors] == []
    return [
        (entry.date, posting.account, _fen(str(posting.units)))
        for entry in entries
        if isinstance(entry, Transaction)
        for posting in entry.postings
    ]


def _fen(amount: str) -> int:
    number, _, currency = amount.partition(" ")
    assert currency in ("CNY", "") and (currency or number == "0"), amount  # noqa: PT018 - one sentence
    fen = Decimal(number) * 100
    assert fen == int(fen)
    return int(fen)


def balances_at(postings: Iterable[tuple[date, str, int]], account: str, end: date) -> int:
    """What an account holds at the end of a day."""
    return sum(fen for day, name, fen in postings if name == account and day <= end)


def rows_of(content: bytes) -> list[dict[str, str]]:
    """A CSV as a program reads it."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def cells_of(content: bytes) -> Sequence[Sequence[str]]:
    """The same as lists, the heading first."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
