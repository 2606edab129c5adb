"""Paper carries the proof of its publication: read from the printed sheet by a decoder, checked with no network."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp

from cunwu.core.verifier import Mismatch, canonical, check_code, check_ticket, digest_of
from support.clerk_repositories import commit, git
from support.commands import run_here
from support.ledgers import ledger_of
from support.money_boards import VILLAGE, ledger
from support.site_parts import ROOT, write_files

SITE = "https://gongkai.example/xian/"
FILES = {
    "mkdocs.yml": f"site_name: 公开板\nsite_url: {SITE}\n",
    ".gitignore": "/out.pdf\n/ledger.jsonl\n/.cunwu/\n/theme\n",
    "villages/region.yml": "名称: 示例县\n级别: 县\n",
    "villages/shanghe/village.yml": VILLAGE,
    "villages/shanghe/finance/2026-10.yml": ledger("2026-10", "100.00", "100.00", ""),
}


@pytest.fixture
def board(tmp_path: Path) -> Path:
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    write_files(tmp_path, FILES)
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    return tmp_path


def put_ledger(board: Path, head: str, count: int = 235) -> list[bytes]:
    lines = ledger_of(count)
    lines[-1] = canonical({**json.loads(lines[-1]), "commit": head})
    (board / "ledger.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    return lines


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_decoder_reads_address_and_proof_and_the_proof_fits_this_ledger_alone(board: Path, paper: str) -> None:
    lines = put_ledger(board, git(board, "rev-parse", "HEAD"))
    words = ("--ledger", "ledger.jsonl", "--out", "out.pdf", "--paper", paper, "--as-of", "2026-11-20")
    done = run_here(board, "poster", "shanghe", *words)
    assert done.returncode == 0, done.stderr
    sheet = pypdfium2.PdfDocument(board / "out.pdf")[0]
    codes = {one.text for one in zxingcpp.read_barcodes(sheet.render(scale=4).to_pil())}
    assert len(codes) == 2
    (ticket,) = (text for text in codes if not text.startswith(SITE))
    assert check_ticket(ticket, lines) == check_ticket(ticket, [*lines, b"later"]) == 235
    with pytest.raises(Mismatch):
        check_ticket(ticket, ledger_of(235))
    printed = "".join(pypdf.PdfReader(board / "out.pdf").pages[0].extract_text().split())
    code = "".join(check_code(digest_of(lines[-1])).split())
    assert "第235次公布" in printed
    assert code in printed
    assert len(pypdf.PdfReader(board / "out.pdf").pages) == 1


def test_a_sheet_of_other_records_carries_no_proof(board: Path) -> None:
    put_ledger(board, "0" * 40)
    done = run_here(board, "poster", "shanghe", "--ledger", "ledger.jsonl", "--out", "out.html")
    assert (done.returncode, "先公布" in done.stderr) == (2, True)
    missing = run_here(board, "poster", "shanghe", "--ledger", "none.jsonl", "--out", "out.html")
    assert (missing.returncode, "读不了" in missing.stderr) == (2, True)
