"""What a change of the program touches, as ARCHITECTURE.md lists it: performed on a copy, and counted."""

from __future__ import annotations

import json
import re
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
from cunwu.kinds.base import NumberedItem, figure, items, state
from cunwu.kinds.record import Kind, Record
from cunwu.kinds.forms import Amount, Day, ItemNumber, Line, MeasureOrAbsence, When
from cunwu.kinds.relations import not_before, within


class Care(NumberedItem):
    """One time it was cared for."""

    on: Day = figure("日期", not_before("listed", "TRE002"))
    what: Line = figure("内容", example="支撑主干")
    follows: ItemNumber | None = figure("接着", within("care", "TRE003"), optional=True)
    cost: Amount | None = figure("花费", unit="元", optional=True)


class Tree(Record):
    """One tree."""

    heading: ClassVar[str] = "name"

    number: ItemNumber = figure("编号", example="树1")
    name: Line = figure("树名", example="村口大樟树")
    age: MeasureOrAbsence | None = figure("树龄", optional=True, example="约300 年")
    listed: When | None = figure("挂牌", optional=True, example="2026-03-01")
    keeper: Line | None = state("看护人", optional=True, example="李某")
    care: tuple[Care, ...] = items("养护")


TREE = Kind("tree", label="古树", files="trees/*.yml", record=Tree, catalogue="古树", family="TRE")
'''
RULES = '''\
"""TRE: old trees."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.problem import Severity
from cunwu.kinds.tree import Tree
from cunwu.rules.base import Finding, found, rule


@rule("TRE001", "古树「{name}」没有看护人", remedy="写上「看护人」", source="program/records", severity=Severity.NOTICE)
def tree_without_keeper(tree: Tree) -> Iterator[Finding]:
    """Somebody looks after a tree."""
    if tree.keeper is None:
        yield found(tree, "keeper", name=tree.name)
'''
RULE_PAGE = """\
# TRE001 古树没有看护人

## 检查什么
古树写了「看护人」。

## 为什么
没有人管的树容易出事。

## 错误示例
```yaml title="trees/1.yml" hl_lines="1"
编号: 树1
树名: 村口大樟树
```

## 改成
```diff title="trees/1.yml"
  树名: 村口大樟树
+ 看护人: 李某
```

## 怎样改正
1. 写上看护人。
"""
SAMPLE = """\
编号: 树1
树名: 村口大樟树
树龄: 约300 年
挂牌: 2026-03-01
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
    (folder / "cunwu" / "rules" / "tree.py").write_text(RULES, "utf-8")
    table = (kinds / "__init__.py").read_text("utf-8")
    table = table.replace("from cunwu.kinds.visit", "from cunwu.kinds.tree import TREE\nfrom cunwu.kinds.visit")
    table = table.replace("    NOTICE,\n", "    NOTICE,\n    TREE,\n")
    (kinds / "__init__.py").write_text(table, "utf-8")
    return folder


def touched(copy: Path) -> set[str]:
    """Modules of a copy of the program that are new or other than here."""
    here = ROOT / "generator" / "cunwu"
    files = (path.relative_to(copy / "cunwu") for path in (copy / "cunwu").rglob("*.*") if path.suffix != ".pyc")
    return {
        str(path)
        for path in files
        if "__pycache__" not in path.parts
        and (not (here / path).exists() or (here / path).read_bytes() != (copy / "cunwu" / path).read_bytes())
    }


def test_a_kind_with_two_relations_and_a_rule_is_three_files_of_the_program(program: Path) -> None:
    assert touched(program) == {"kinds/tree.py", "kinds/__init__.py", "rules/tree.py"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("看护人: 李某\n", ""), "TRE001"),
        (("日期: 2026-03-12", "日期: 2025-03-12"), "TRE002"),
        (("内容: 支撑主干", "内容: 支撑主干\n    接着: 养9"), "TRE003"),
    ],
)
def test_its_rule_and_its_relations_are_checked_and_explained(
    project: Path, program: Path, change: tuple[str, str], code: str
) -> None:
    write(project, {f"qinghe/shanghe/{AGE}": SAMPLE.replace(*change)})
    assert f" {code} " in run_cunwu("check", *DAY, cwd=project, program=program).stdout
    (project / "content" / "rules").mkdir(parents=True)
    (project / "content" / "rules" / "TRE001.md").write_text(RULE_PAGE, "utf-8")
    shutil.copy(ROOT / "content" / "sources.yml", project / "content")
    explained = run_cunwu("explain", code, cwd=project, program=program)
    assert explained.returncode == 0, explained.stderr
    assert explained.stdout.startswith(f"# {code} ")
    assert f" {code} " in explained.stdout.partition("检查时会看到")[2]


LISTS = {
    "add a kind": 2,
    "add a field": 1,
    "add a relation": 1,
    "add a rule": 3,
    "add a page part": 3,
    "add an export format": 2,
    "change a colour": 1,
}
"""What ARCHITECTURE.md says to touch; the tests here, of formats (tests/exports) and of the look (tests/site) do it."""


def test_the_lists_are_as_long_as_they_say() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    sections = re.findall(r"^### How to (.+)\n((?:(?!^##).*\n)*)", page, re.MULTILINE)
    assert {name: len(re.findall(r"^- ", text, re.MULTILINE)) for name, text in sections} == LISTS


def copy_of_program(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    shutil.copytree(ROOT / "generator" / "cunwu", folder / "cunwu", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")


def test_a_relation_is_one_file(tmp_path: Path) -> None:
    folder = copy_of_program(tmp_path)
    module = folder / "cunwu" / "kinds" / "notice.py"
    replace_in(module, 'figure("正文", optional', 'figure("正文", wanted("REC098"), optional')
    replace_in(module, "import not_before\n", "import not_before, wanted\n")
    root = make_project(tmp_path / "board", {**SMALL, "qinghe/shanghe/notices/1.yml": NOTICE}).root
    found = run_cunwu("check", *DAY, cwd=root, program=folder).stdout
    assert "REC098 没有写「正文」" in found
    assert touched(folder) == {"kinds/notice.py"}


def test_a_page_part_is_its_module_its_planner_and_its_place_in_a_template(tmp_path: Path) -> None:
    folder = copy_of_program(tmp_path)
    (folder / "cunwu/pages/parts/motto.py").write_text(MOTTO, "utf-8")
    planner = folder / "cunwu/pages/places/village.py"
    replace_in(planner, "class VillageView(Frozen):\n", "class VillageView(Frozen):\n    motto: str\n")
    planner.write_text(re.sub(r"VillageView\(\n", "VillageView(\n            motto=motto_of(context),\n",
                              planner.read_text("utf-8"), count=1), "utf-8")  # fmt: skip
    replace_in(
        planner,
        "from cunwu.pages.parts.view import",
        "from cunwu.pages.parts.motto import motto_of\nfrom cunwu.pages.parts.view import",
    )
    root = make_project(tmp_path / "board", SMALL).root
    template = root / "theme" / "board" / "village.html"
    if template.is_symlink() or template.parent.is_symlink() or template.parent.parent.is_symlink():
        (root / "theme").unlink()
        shutil.copytree(ROOT / "theme", root / "theme")
    replace_in(template, "{% block main %}\n", "{% block main %}\n<p>{{ view.motto }}</p>\n")
    done = run_cunwu("build", "--no-frame", *DAY, cwd=root, program=folder)
    assert done.returncode == 0, done.stderr
    assert "上河村的事大家看" in (root / "site/board/qinghe/shanghe/index.html").read_text("utf-8")
    assert touched(folder) == {"pages/parts/motto.py", "pages/places/village.py"}


MOTTO = '''\
"""A sentence for the board."""

from __future__ import annotations

from cunwu.pages.parts.context import PlaceContext


def motto_of(context: PlaceContext) -> str:
    """The sentence of a place."""
    return f"{context.place.name}的事大家看"
'''


def test_a_rule_is_its_function_and_its_page(tmp_path: Path) -> None:
    folder = tmp_path / "program"
    shutil.copytree(ROOT / "generator" / "cunwu", folder / "cunwu", ignore=shutil.ignore_patterns("__pycache__"))
    module = folder / "cunwu" / "rules" / "notice.py"
    module.write_text(RULES.replace("kinds.tree", "kinds.notice").replace("Tree", "Notice").replace("TRE001", "REC099")
                      .replace("tree.keeper", "tree.basis").replace('"keeper"', '"basis"'), "utf-8")  # fmt: skip
    root = make_project(tmp_path / "board", {**SMALL, "qinghe/shanghe/notices/1.yml": NOTICE}).root
    assert "REC099" in run_cunwu("check", *DAY, cwd=root, program=folder).stdout
    assert touched(folder) == {"rules/notice.py"}


def test_a_field_is_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "program"
    shutil.copytree(ROOT / "generator" / "cunwu", folder / "cunwu", ignore=shutil.ignore_patterns("__pycache__"))
    module = folder / "cunwu" / "kinds" / "notice.py"
    text = module.read_text("utf-8")
    line = '    basis: Line | None = figure("依据"'
    assert line in text
    module.write_text(text.replace(line, f'    signed: Line | None = figure("落款", optional=True)\n{line}'), "utf-8")
    root = make_project(tmp_path / "board", {**SMALL, "qinghe/shanghe/notices/1.yml": f"{NOTICE}落款: 村委会\n"}).root
    assert run_cunwu("build", "--no-frame", *DAY, cwd=root, program=folder).returncode == 0
    assert "落款" in (root / "site/board/qinghe/shanghe/notices/1.html").read_text("utf-8")
    assert "落款" in run_cunwu("schema", "notice", cwd=root, program=folder).stdout
    assert touched(folder) == {"kinds/notice.py"}


NOTICE = "编号: 一\n标题: 清理河道\n种类: 通知\n起: 2026-03-15\n"


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
        (("    日期: 2026-03-12", "    日期: 2027-03-12"), "REC012", "「日期」2027 年 3 月 12 日还没有到"),
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
    village = (board / "rooms" / "village.html").read_text("utf-8")
    assert 'href="../trees/index.html"' in village or 'href="../trees/1.html"' in village
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
    for text in ("# 古树", "trees/*.yml", "**树龄**", "**养护**", "**花费**", "约300 年"):
        assert text in done.stdout
