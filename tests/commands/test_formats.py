"""What a command says of its formats is what its table holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from cunwu.cli import main
from cunwu.exports.formats import FORMATS
from cunwu.reports.changes import TELLERS
from cunwu.reports.formats import REPORTS

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = ROOT / "content/handbook/exports.md"
TABLES = pytest.mark.parametrize(
    ("words", "table"),
    [(("check",), REPORTS), (("diff",), TELLERS), (("export", "--out", "nowhere"), FORMATS)],
    ids=["check", "diff", "export"],
)


@TABLES
def test_the_help_names_every_format_in_the_order_of_the_table(
    words: tuple[str, ...], table: Iterable[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    assert "、".join(table) in re.sub(r"\s+", "", capsys.readouterr().out)


@TABLES
def test_a_format_that_is_not_there_is_answered_with_those_that_are(
    words: tuple[str, ...], table: Iterable[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--project", str(ROOT), *words, "--format", "pdf"]) == 2
    assert f"没有「pdf」这种格式，只有 {'、'.join(table)}\n" in capsys.readouterr().err


def test_the_handbook_describes_every_format_of_an_export_and_names_those_that_must_be_asked_for() -> None:
    text = HANDBOOK.read_text("utf-8")
    rows = [cell for row in re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE) for cell in re.findall(r"`(\w+)`", row)]
    assert set(rows) >= FORMATS.keys()
    asked = "、".join(f"`{name}`" for name, row in FORMATS.items() if not row.unasked)
    assert f"不写 `--format` 就是除 {asked} 以外的全部" in text
