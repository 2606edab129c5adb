"""What the board publishes as data: few files, found from its pages, and made anew only where records changed."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from support.books import COUNTY, ROOT, VILLAGE

pytestmark = pytest.mark.slow

LEDGER_TEXT = """\
账套: 合作社
期间: 2025-12
制度: 简易
账户:
  - {编号: 银行, 名称: 基本户, 类别: 银行存款, 期初: 100.50, 期末: 90.00}
明细:
  - {编号: '001', 日期: 2025-12-12, 摘要: 电费, 科目: 公益支出, 支出: 10.50, 账户: 银行}
"""
LATER = LEDGER_TEXT.replace("2025-12", "2026-01").replace("100.50", "90.00").replace("期末: 90.00", "期末: 79.50")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for path, text in {
        "mkdocs.yml": "site_name: 公开板\n",
        ".gitignore": "/site\n/.site*\n/.cunwu\n",
        "villages/region.yml": COUNTY,
        "villages/shanghe/village.yml": VILLAGE,
        "villages/shanghe/finance/2025-12.yml": LEDGER_TEXT,
        "villages/shanghe/finance/2026-01.yml": LATER,
        "villages/lianhua/village.yml": VILLAGE.replace("上河", "莲花"),
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / "theme").symlink_to(ROOT / "theme")
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def git(root: Path, *arguments: str) -> None:
    names = ("-c", "user.name=t", "-c", "user.email=t@example.invalid")
    subprocess.run(("git", *names, *arguments), cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "记录")


def build(root: Path, *options: str) -> Path:
    command = (
        sys.executable,
        "-m",
        "cunwu.cli",
        "--project",
        str(root),
        "build",
        "--no-frame",
        "--as-of",
        "2026-11-20",
    )
    done = subprocess.run((*command, *options), capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def data_files(site: Path, village: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (site / "board" / village / "data").iterdir()}


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_village_has_a_table_a_year_and_book_its_balances_and_all_else(project: Path) -> None:
    site = build(project)
    found = data_files(site, "shanghe")
    assert found.keys() == {"2025-合作社.csv", "2026-合作社.csv", "balances.csv", "records.json", "datapackage.json"}
    rows = list(csv.DictReader(io.StringIO(found["2026-合作社.csv"].decode("utf-8-sig"))))
    assert [(row["日期"], row["支出"]) for row in rows] == [("2026-01-12", "10.50")]
    records = json.loads(found["records.json"])["记录"]
    assert [ledger["账户"][0]["期末"] for ledger in records["收支"]] == [90, 79.5]
    assert not any("明细" in ledger for ledger in records["收支"])
    assert data_files(site, "lianhua").keys() == {"records.json", "datapackage.json"}
    assert not (site / "board" / "data").exists()


def test_every_data_file_is_linked_from_its_village_and_the_table_from_its_ledger(project: Path) -> None:
    site = build(project)
    for village in ("shanghe", "lianhua"):
        page = (site / "board" / village / "rooms" / "village.html").read_text("utf-8")
        linked = {unquote(href) for href in re.findall(r'href="\.\./data/([^"]+)"', page)}
        assert linked == data_files(site, village).keys()
    ledger = (site / "board/shanghe/finance/2025-12.html").read_text("utf-8")
    assert [unquote(href) for href in re.findall(r'href="\.\./data/([^"]+)"', ledger)] == ["2025-合作社.csv"]


def test_a_changed_record_makes_the_data_of_its_village_anew_and_no_other(project: Path) -> None:
    site = build(project)
    before = {name: (site / "board/lianhua/data" / name).stat().st_ino for name in data_files(site, "lianhua")}
    december = (site / "board/shanghe/data/2025-合作社.csv").stat().st_ino
    (project / "villages/shanghe/finance/2026-01.yml").write_text(LATER.replace("电费", "水费"), "utf-8")
    commit(project)
    build(project)
    assert "水费" in data_files(site, "shanghe")["2026-合作社.csv"].decode()
    assert {name: (site / "board/lianhua/data" / name).stat().st_ino for name in before} == before
    assert (site / "board/shanghe/data/2025-合作社.csv").stat().st_ino == december
    part = contents(site)
    assert contents(build(project, "--full")) == part


def test_a_book_year_that_is_gone_takes_its_table_along(project: Path) -> None:
    site = build(project)
    (project / "villages/shanghe/finance/2025-12.yml").unlink()
    commit(project)
    build(project)
    assert "2025-合作社.csv" not in data_files(site, "shanghe")


def test_a_village_with_errors_keeps_the_data_of_its_last_clean_version(project: Path) -> None:
    site = build(project)
    before = data_files(site, "shanghe")
    (project / "villages/shanghe/finance/2026-01.yml").write_text(LATER.replace("79.50", "79.00"), "utf-8")
    commit(project)
    command = (sys.executable, "-m", "cunwu.cli", "--project", str(project), "build", "--no-frame")
    done = subprocess.run((*command, "--as-of", "2026-11-20"), capture_output=True, check=False)
    assert done.returncode == 1
    assert data_files(site, "shanghe") == before


def test_tables_have_a_compressed_copy_where_texts_have_one(project: Path) -> None:
    site = build(project, "--precompress")
    assert {"2026-合作社.csv.gz", "records.json.gz"} <= data_files(site, "shanghe").keys()
