"""Data packages, read by Frictionless: it finds every file, every type and every row that another row points to.

Frictionless judges descriptors by its own rules for Data Package 2.0, not by the published profile: that one is a file
on the web, and no test here reaches out for it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cunwu.exports.formats import files_of
from cunwu.exports.published import published_files
from cunwu.kinds.base import written
from cunwu.kinds.ledger import LEDGER
from cunwu.records.board import Board
from cunwu.records.places import Place
from support.books import AS_OF, board_of, shipped_boards

pytestmark = pytest.mark.slow

LEDGER_TEXT = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - {编号: 银行, 名称: 基本户, 类别: 银行存款, 期初: 100.50, 期末: 不详}
明细:
  - {编号: '001', 日期: 2026-03-12, 摘要: '=1+1', 科目: 公益支出, 支出: 不详, 账户: 银行}
  - {编号: '002', 日期: 2026-03-13, 摘要: 电费, 科目: 公益支出, 支出: 10.5, 账户: 银行}
"""

READ = """
import json, sys
from frictionless import Package
found = []
for descriptor in json.load(sys.stdin):
    package = Package(descriptor)
    report = package.validate()
    tables = [one for one in package.resources if one.path != "records.json"]
    rows = {one.name: [row.to_dict(json=True) for row in one.read_rows()] for one in tables if not report.errors}
    found.append({"errors": report.flatten(["type", "note"]), "tasks": report.stats["tasks"], "rows": rows})
json.dump(found, sys.stdout)
"""


def read_packages(*descriptors: Path) -> Any:
    """What an independent program makes of packages: their errors and their rows. It takes its time to start."""
    done = subprocess.run(
        (sys.executable, "-W", "ignore", "-c", READ),
        input=json.dumps([str(descriptor) for descriptor in descriptors]),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def read_package(descriptor: Path) -> Any:
    return read_packages(descriptor)[0]


def write(folder: Path, board: Board) -> Path:
    for name, content in files_of(board, ("datapackage",), AS_OF):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder / "village" / "datapackage.json"


@pytest.fixture(scope="module")
def largest() -> Board:
    return max(shipped_boards(), key=lambda board: len(board.files))


def test_the_package_of_a_village_is_valid_and_has_all_its_entries(tmp_path: Path, largest: Board) -> None:
    found = read_package(write(tmp_path, largest))
    assert found["errors"] == []
    assert found["tasks"] > 30
    entries = [entry for ledger in largest.records(LEDGER) for entry in written(ledger.entries)]
    assert len(found["rows"]["ledger-entries"]) == len(entries)


def test_an_unknown_amount_is_read_as_missing_and_a_known_one_as_a_number(tmp_path: Path) -> None:
    found = read_package(write(tmp_path, board_of(tmp_path, {"finance/2026-03.yml": LEDGER_TEXT})))
    assert found["errors"] == []
    entries = found["rows"]["ledger-entries"]
    assert [row["支出"] for row in entries] == [None, "10.50"]
    assert [row["日期"] for row in entries] == ["2026-03-12", "2026-03-13"]
    assert [row["已撤销"] for row in entries] == [False, False]


DAMAGES = (
    ("ledger-entries.csv", "10.50", "十元", "type-error"),
    ("ledger-entries.csv", "2026-03-13", "三月", "constraint-error"),
    ("ledger-entries.csv", "\n2026-03,001", "\n2026-04,001", "foreign-key"),
    ("ledger-entries.csv", "\n2026-03,002", "\n2026-03,001", "primary-key"),
    ("ledger-entries.csv", "科目", "科", "incorrect-label"),
    ("ledger.csv", "简易", "随便", "constraint-error"),
    ("ledger-entries.csv", "电费", "", "constraint-error"),
)


def test_what_does_not_fit_its_description_is_found(tmp_path: Path) -> None:
    board = board_of(tmp_path, {"finance/2026-03.yml": LEDGER_TEXT})
    damaged = []
    for number, (file, before, after, _) in enumerate(DAMAGES):
        descriptor = write(tmp_path / str(number), board)
        path = descriptor.parent / file
        text = path.read_bytes().decode()
        assert text.count(before) == 1
        path.write_bytes(text.replace(before, after).encode())
        damaged.append(descriptor)
    for (*_, kind), found in zip(DAMAGES, read_packages(*damaged), strict=True):
        assert kind in {error for error, _ in found["errors"]}


def test_what_the_board_publishes_is_a_package_too(tmp_path: Path, largest: Board) -> None:
    for name, content in published_files(largest):
        (tmp_path / name).write_bytes(content)
    found = read_package(tmp_path / "datapackage.json")
    assert found["errors"] == []
    assert len(found["rows"]["ledger-entries"]) == sum(len(written(one.entries)) for one in largest.records(LEDGER))
    assert len(found["rows"]["ledger-balances"]) == sum(len(one.accounts) for one in largest.records(LEDGER))


def test_a_descriptor_names_its_version_and_leaves_licence_and_sources_to_the_place(largest: Board) -> None:
    files = dict(published_files(largest))
    plain = json.loads(files["datapackage.json"])
    assert plain["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert not plain.keys() & {"licenses", "sources", "contributors", "created"}
    titles = [field["title"] for field in plain["resources"][0]["schema"]["fields"]]
    assert titles[:4] == ["记录", "编号", "日期", "摘要"]
    paths = {
        path for one in plain["resources"] for path in ([one["path"]] if isinstance(one["path"], str) else one["path"])
    }
    assert paths == files.keys() - {"datapackage.json"}


def test_packages_of_two_places_have_two_names() -> None:
    boards = list(shipped_boards())
    places: set[Place] = {board.place for board in boards}
    assert len({json.loads(dict(published_files(board))["datapackage.json"])["name"] for board in boards}) == len(
        places
    )
