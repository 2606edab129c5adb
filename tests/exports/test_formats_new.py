"""A new export format is its module and its row; help, default and refusal follow from the table."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "mkdocs.yml": "site_name: 公开板\n",
    "villages/region.yml": "名称: 示例县\n级别: 县\n演示: 是\n",
    "villages/shanghe/village.yml": (
        "名称: 上河村\n法人:\n  - 编号: 合作社\n    名称: 上河村股份经济合作社\n    种类: 农村集体经济组织\n"
    ),
}
MODULE = '''\
"""Tables as texts between tabs."""

from __future__ import annotations

from cunwu.exports.extracts import Material, NamedFiles
from cunwu.exports.texts import plain_text


def tsv_files(material: Material) -> NamedFiles:
    """A file for each table."""
    for extract in material.extracts:
        for table in extract.tables:
            rows = [[column.title for column in table.columns], *(map(plain_text, row) for row in table.rows)]
            yield f"{extract.name}/{table.name}.tsv", "".join("\\t".join(row) + "\\n" for row in rows).encode()
'''
TABLE = "cunwu/exports/formats.py"
EDITS = {
    "from cunwu.exports.texts import csv_of, json_of\n": "from cunwu.exports.tsv import tsv_files\n",
    '    "csv": Format(_csv),\n': '    "tsv": Format(tsv_files),\n',
}
"""A line of the table's module → the line that comes after it."""


def texts_in(folder: Path) -> Mapping[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.py")}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program with the new format."""
    folder = tmp_path / "program"
    shutil.copytree(ROOT / "generator/cunwu", folder / "cunwu", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "cunwu/exports/tsv.py").write_text(MODULE, "utf-8")
    table = (folder / TABLE).read_text("utf-8")
    for line, new in EDITS.items():
        assert line in table
        table = table.replace(line, line + new)
    (folder / TABLE).write_text(table, "utf-8")
    return folder


def test_a_module_and_a_row_are_all_that_is_touched(tmp_path: Path, program: Path) -> None:
    project = tmp_path / "project"
    for path, text in FILES.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, "utf-8")

    def export(*words: str) -> subprocess.CompletedProcess[str]:
        command = (sys.executable, "-m", "cunwu.cli", "export", *words)
        environment = {**os.environ, "PYTHONPATH": str(program)}
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)

    assert export("--out", str(tmp_path / "out")).returncode == 0
    written = [path.read_text("utf-8") for path in (tmp_path / "out/shanghe").rglob("*.tsv")]
    assert any("上河村股份经济合作社\t" in text for text in written)
    assert "csv、tsv、json" in export("--help").stdout.replace("\n", "").replace(" ", "")
    assert "只有 csv、tsv、json" in export("--out", "x", "--format", "pdf").stderr

    before, after = texts_in(ROOT / "generator"), texts_in(program)
    touched = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert touched == {"cunwu/exports/tsv.py", TABLE}
