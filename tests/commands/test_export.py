"""`cunwu export`: what it writes, where, what it leaves out, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cunwu.cli import main
from support.books import COUNTY, VILLAGE

Export = Callable[..., tuple[int, str]]

LEDGER_TEXT = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - {编号: 银行, 名称: 基本户, 类别: 银行存款, 期初: 100.50, 期末: 90.00}
明细:
  - {编号: '001', 日期: 2026-03-12, 摘要: 电费, 科目: 公益支出, 支出: 10.50, 账户: 银行}
"""
WRONG = LEDGER_TEXT.replace("2026-03", "2026-04").replace("100.50", "90.00").replace("期末: 90.00", "期末: 99.00")
LEAK = LEDGER_TEXT.replace("2026-03", "2026-05").replace("电费", "电费，找 139" + "00138000")
UNREADABLE = "账套: [\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for path, text in {
        "mkdocs.yml": "site_name: 公开板\n",
        "villages/region.yml": COUNTY,
        "villages/town/region.yml": "名称: 清河镇\n级别: 镇\n",
        "villages/town/shanghe/village.yml": VILLAGE,
        "villages/town/shanghe/finance/2026-03.yml": LEDGER_TEXT,
        "villages/town/lianhua/village.yml": VILLAGE.replace("上河", "莲花"),
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


@pytest.fixture
def export(project: Path, capsys: pytest.CaptureFixture[str]) -> Export:
    """Runs the command; answers its exit code and everything it said."""

    def run(*options: str) -> tuple[int, str]:
        code = main(["--project", str(project), "export", "--as-of", "2026-11-20", *options])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {".cunwu-export"}


def test_without_a_format_everything_but_workbooks_is_written(tmp_path: Path, export: Export) -> None:
    out = tmp_path / "out"
    code, said = export("town/shanghe", "--out", str(out))
    assert (code, said) == (0, f"导出了 1 个地方，{len(files_in(out))} 个文件\n")
    inside = {name.removeprefix("town/shanghe/") for name in files_in(out)}
    assert {
        "village/ledger-entries.csv",
        "village/datapackage.json",
        "village.json",
        "years/2026-合作社/ledger-sums.csv",
        "years/2026-合作社.json",
        "months/2026-03/ledger-accounts.csv",
        "months/2026-03.json",
        "books/合作社.journal",
        "books/合作社.beancount",
    } <= inside
    assert not any(name.endswith(".xlsx") for name in inside)


@pytest.mark.parametrize(
    ("formats", "endings"),
    [
        (["csv"], {"csv"}),
        (["json"], {"json"}),
        (["xlsx"], {"xlsx"}),
        (["datapackage"], {"csv", "json"}),
        (["hledger"], {"journal"}),
        (["beancount"], {"beancount"}),
        (["hledger", "xlsx"], {"journal", "xlsx"}),
    ],
)
def test_only_the_formats_asked_for_are_written(
    tmp_path: Path, export: Export, formats: list[str], endings: set[str]
) -> None:
    out = tmp_path / "out"
    asked = [part for name in formats for part in ("--format", name)]
    assert export("town/shanghe", "--out", str(out), *asked)[0] == 0
    assert {name.rpartition(".")[2] for name in files_in(out)} == endings


def test_without_a_place_every_place_is_written_each_in_its_folder(tmp_path: Path, export: Export) -> None:
    out = tmp_path / "out"
    assert "导出了 4 个地方" in export("--out", str(out), "--format", "json")[1]
    assert {"region.json", "town/region.json", "town/shanghe/village.json", "town/lianhua/village.json"} <= files_in(
        out
    )
    assert export("villages/town/", "--out", str(tmp_path / "town"), "--format", "json")[0] == 0
    assert "region.json" not in files_in(tmp_path / "town")


def test_exporting_again_into_the_same_folder_gives_the_same_bytes(tmp_path: Path, export: Export) -> None:
    out = tmp_path / "out"
    export("--out", str(out))
    first = {name: (out / name).read_bytes() for name in files_in(out)}
    assert export("--out", str(out))[0] == 0
    assert {name: (out / name).read_bytes() for name in files_in(out)} == first


def test_a_record_with_errors_is_left_out_and_named(project: Path, tmp_path: Path, export: Export) -> None:
    finance = project / "villages/town/shanghe/finance"
    (finance / "2026-04.yml").write_text(WRONG, "utf-8")
    (finance / "2026-05.yml").write_text(LEAK, "utf-8")
    (finance / "2026-06.yml").write_text(UNREADABLE, "utf-8")
    code, said = export("--out", str(tmp_path / "out"))
    assert code == 1
    for month in ("04", "05", "06"):
        assert said.count(f"villages/town/shanghe/finance/2026-{month}.yml") == 1
    months = {name for name in files_in(tmp_path / "out") if "/months/" in name}
    assert months
    assert all("2026-03" in name for name in months)


def test_records_with_errors_are_written_when_asked_for_but_never_personal_data(
    project: Path, tmp_path: Path, export: Export
) -> None:
    finance = project / "villages/town/shanghe/finance"
    (finance / "2026-04.yml").write_text(WRONG, "utf-8")
    (finance / "2026-05.yml").write_text(LEAK, "utf-8")
    code, said = export("--out", str(tmp_path / "out"), "--with-errors")
    assert code == 1
    assert "2026-04.yml" not in said
    assert "2026-05.yml" in said
    written = [path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert not any(b"13900138000" in content for content in written)
    assert (tmp_path / "out/town/shanghe/months/2026-04.json").is_file()


def test_a_book_that_is_not_known_to_its_end_is_named(project: Path, tmp_path: Path, export: Export) -> None:
    ledger = project / "villages/town/shanghe/finance/2026-03.yml"
    ledger.write_text(LEDGER_TEXT.replace("10.50", "不详").replace("期末: 90.00", "期末: 不详"), "utf-8")
    code, said = export("--out", str(tmp_path / "out"))
    assert code == 0
    assert "上河村股份经济合作社（合作社），2026-03 账户 银行 的余额不详，这一期没有导出" in said


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--format", "pdf"], "没有「pdf」这种格式"),
        (["nowhere"], "没有地方 nowhere"),
    ],
)
def test_what_is_not_there_is_said_and_nothing_written(
    tmp_path: Path, export: Export, options: list[str], why: str
) -> None:
    code, said = export("--out", str(tmp_path / "out"), *options)
    assert code == 2
    assert why in said
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, export: Export) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("x", "utf-8")
    code, said = export("--out", str(out))
    assert code == 2
    assert "里有别的文件" in said
    assert files_in(out) == {"mine.txt"}


@pytest.mark.parametrize("folder", [".", "villages", "villages/town/x", "content", "theme/new", "site"])
def test_records_pages_and_the_site_are_no_place_to_export_to(project: Path, export: Export, folder: str) -> None:
    before = files_in(project)
    assert export("--out", str(project / folder))[0] == 2
    assert files_in(project) == before
