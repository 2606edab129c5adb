"""A new kind of record is one module, two lines in the table and a sample; everything else follows by itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.projects import AS_OF, ROOT, SMALL, environment, make_project, run_cunwu, write

pytestmark = pytest.mark.slow

MODULE = '''\
"""古树: an old tree under protection."""

from __future__ import annotations

from typing import ClassVar

from cunwu.kinds.base import Kind, NumberedItem, Record, figure, items, state
from cunwu.kinds.forms import Amount, Day, ItemNumber, Line, MeasureOrAbsence


class Care(NumberedItem):
    """One time it was cared for."""

    on: Day = figure("日期")
    what: Line = figure("内容", example="支撑主干")
    cost: Amount | None = figure("花费", unit="元", optional=True)


class Tree(Record):
    """One tree."""

    heading: ClassVar[str] = "name"

    number: ItemNumber = figure("编号", example="树1")
    name: Line = figure("树名", example="村口大樟树")
    age: MeasureOrAbsence | None = figure("树龄", optional=True, example="约300 年")
    keeper: Line | None = state("看护人", optional=True, example="李某")
    care: tuple[Care, ...] = items("养护")


TREE = Kind("tree", label="古树", files="trees/*.yml", record=Tree, catalogue="古树")
'''
SAMPLE = """\
编号: 树1
树名: 村口大樟树
树龄: 约300 年
看护人: 李某
养护:
  - 编号: 养1
    日期: 2026-03-12
    内容: 支撑主干
    花费: 1200.00
"""
AGE = "trees/1.yml"
DAY = ("--as-of", AS_OF.isoformat())


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the new kind, whose folder goes on the path."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(ROOT / "generator" / "cunwu", folder / "cunwu", ignore=shutil.ignore_patterns("__pycache__"))
    kinds = folder / "cunwu" / "kinds"
    (kinds / "tree.py").write_text(MODULE, "utf-8")
    (kinds / "samples" / "tree.yml").write_text(SAMPLE, "utf-8")
    table = (kinds / "__init__.py").read_text("utf-8")
    table = table.replace("from cunwu.kinds.visit", "from cunwu.kinds.tree import TREE\nfrom cunwu.kinds.visit")
    table = table.replace("    NOTICE,\n", "    NOTICE,\n    TREE,\n")
    (kinds / "__init__.py").write_text(table, "utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path, {**SMALL, f"qinghe/shanghe/{AGE}": SAMPLE}).root


def test_without_the_new_kind_its_folder_is_no_place_of_records(project: Path) -> None:
    done = run_cunwu("check", *DAY, cwd=project)
    assert done.returncode == 1
    assert "REC007" in done.stdout


def test_its_records_are_read_and_formatted(project: Path, program: Path) -> None:
    assert run_cunwu("check", *DAY, cwd=project, program=program).returncode == 0
    assert run_cunwu("fmt", "--check", cwd=project, program=program).returncode == 0


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (("看护人", "看护员"), "REC002", "没有「看护员」这一栏，是不是「看护人」？"),
        (("树名: 村口大樟树\n", ""), "REC001", "补一行「树名: …」，例如 树名: 村口大樟树"),
        (("约300 年", "三百年"), "REC003", "「树龄」"),
        (("    日期: 2026-03-12", "    日期: 2027-03-12"), "REC012", "「日期」2027-03-12 还没有到"),
        (("李某", "13900138000"), "PRV003", "手机号"),
    ],
)
def test_its_records_are_checked_like_all_others(
    project: Path, program: Path, change: tuple[str, str], code: str, says: str
) -> None:
    write(project, {f"qinghe/shanghe/{AGE}": SAMPLE.replace(*change)})
    done = run_cunwu("check", *DAY, cwd=project, program=program)
    assert done.returncode == 1
    assert f"villages/qinghe/shanghe/{AGE}:" in done.stdout
    assert f"错误 {code} " in done.stdout
    assert says in done.stdout


def test_it_gets_its_pages(project: Path, program: Path) -> None:
    write(project, {"qinghe/shanghe/village.yml": SMALL["qinghe/shanghe/village.yml"] + (
        "公开设置:\n  公开目录:\n    - 编号: 一\n      事项: 古树\n      周期: 随时\n"
    )})  # fmt: skip
    done = run_cunwu("build", "--no-frame", *DAY, cwd=project, program=program)
    assert done.returncode == 0, done.stderr
    board = project / "site" / "board" / "qinghe" / "shanghe"
    record = (board / "trees" / "1.html").read_text("utf-8")
    for text in ("村口大樟树", "约300 年", "养护", "支撑主干", "1,200.00", "villages/qinghe/shanghe/trees/1.yml"):
        assert text in record
    listing = (board / "trees" / "index.html").read_text("utf-8")
    assert 'href="1.html"' in listing
    assert "古树" in listing
    village = (board / "index.html").read_text("utf-8")
    assert 'href="trees/index.html"' in village or 'href="trees/1.html"' in village
    assert "古树" in village


def test_it_gets_a_schema(project: Path, program: Path) -> None:
    schema = json.loads(run_cunwu("schema", "古树", cwd=project, program=program).stdout)
    assert {"编号", "树名", "树龄", "看护人", "养护", "来源"} <= schema["properties"].keys()
    assert schema["required"] == ["编号", "树名"]


def test_it_gets_its_reference_page(project: Path, program: Path) -> None:
    code = """
from pathlib import Path
from cunwu.frame.pages import kind_page, kinds_index
from cunwu.kinds import KINDS
print(kinds_index())
print(kind_page(next(kind for kind in KINDS if kind.name == "tree")))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env=environment(PYTHONPATH=str(program)),
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert "[古树](tree.md)" in done.stdout
    assert SAMPLE in done.stdout
    for text in ("# 古树", "trees/*.yml", "**树龄**", "**养护**", "**花费**", "约300 年"):
        assert text in done.stdout
