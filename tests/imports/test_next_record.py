"""The next record as a file to fill in, and the balances of one that is filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from cunwu.boards.layout import Board
from cunwu.boards.upkeep import write_board
from cunwu.kinds import KINDS
from cunwu.yaml.reader import read_yaml
from support.commands import run_here
from support.projects import VILLAGE, make_project

FEBRUARY = """\
账套: 合作社
期间: 2026-02
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 1000.00
    期末: 680.00
明细:
  - 编号: 001
    日期: 2026-02-12
    摘要: 1 月路灯电费
    科目: 公益支出
    支出: 320.00
    账户: 现金
    对方: 县供电公司
    经手人: 李某
审核:
  - 编号: 审1
    角色: 村务监督委员会
    姓名: 孙某
    日期: 2026-03-02
    意见: 同意
"""
MARCH = """\
账套: 合作社
期间: 2026-03
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 680.00
    期末: 560.50
明细:
  - 编号: 001
    日期: 2026-03-03
    摘要: 鱼塘承包款
    科目: 经营收入
    收入: 200.00
    账户: 现金
  - 编号: 002
    日期: 2026-03-12
    摘要: 2 月路灯电费
    科目: 公益支出
    支出: 319.50
    账户: 现金
    对方: 县供电公司
    经手人: 李某
审核:
  - 编号: 审1
    角色: 村务监督委员会
    姓名: 孙某
    日期: 2026-04-02
    意见: 同意
"""
NEXT = """\
# 照 2026-03.yml 写的：金额、日期空着，照「填」后面说的填；这一期没有的整条删去
账套: 合作社
期间: 2026-04
制度: 简易
账户:
  - 编号: 现金
    名称: 库存现金
    类别: 库存现金
    期初: 560.50
    期末:  # 记完账运行 cunwu close
明细:
  - 编号: 001
    日期:  # 填日期（老账只知道月份的写到月份，实在不知道的写「不详」），如 2026-03-05
    摘要: 3 月路灯电费
    科目: 公益支出
    支出:  # 填支出，如 320.00
    账户: 现金
    对方: 县供电公司
    经手人: 李某
# 签字以后，去掉下面各行开头的「# 」，填上日期和意见
# 审核:
#   - 编号: 审1
#     角色: 村务监督委员会
#     姓名: 孙某
#     日期:
#     意见:
"""
FOLDER = "villages/shanghe"
APRIL = f"{FOLDER}/finance/2026-04.yml"
AS_OF = ("--as-of", "2026-05-04")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    files = {"region.yml": "名称: 演示镇\n级别: 镇\n演示: 是\n", "shanghe/village.yml": VILLAGE}
    make_project(tmp_path, {**files, "shanghe/finance/2026-02.yml": FEBRUARY, "shanghe/finance/2026-03.yml": MARCH})
    return tmp_path


def test_the_next_month_has_balances_people_and_what_comes_every_month(board: Path) -> None:
    made = run_here(board, "new", "收支", FOLDER, *AS_OF)
    assert made.returncode == 0, made.stderr
    assert made.stdout.splitlines()[0] == f"写好了 {APRIL}，照 {FOLDER}/finance/2026-03.yml"
    assert (board / APRIL).read_text("utf-8") == NEXT
    again = run_here(board, "new", "ledger", FOLDER, "2026-04", *AS_OF)
    assert (again.returncode, "已经有了，没有动" in again.stderr) == (2, True)


def test_a_draft_with_its_entries_filled_in_and_closed_passes_the_check(board: Path) -> None:
    assert run_here(board, "new", "ledger", FOLDER, *AS_OF).returncode == 0
    early = run_here(board, "close", APRIL)
    assert early.returncode == 2
    assert "还有 1 处没有填好，第一处是「明细第 1 条的日期」" in early.stderr
    text = (board / APRIL).read_text("utf-8")
    lines = [
        "    日期: 2026-04-12" if line.startswith("    日期:  # ") else
        "    支出: 330.40" if line.startswith("    支出:  # ") else line
        for line in text.split("\n")
    ]  # fmt: skip
    (board / APRIL).write_text("\n".join(lines), "utf-8")
    closed = run_here(board, "close", APRIL)
    assert (closed.returncode, closed.stdout) == (0, "「库存现金」期末 230.10\n期末和明细对得上\n")
    assert "    期末: 230.10" in (board / APRIL).read_text("utf-8")
    checked = run_here(board, "check", *AS_OF)
    assert (checked.returncode, "0 处错误" in checked.stdout or "没有发现问题" in checked.stdout) == (0, True), checked


def test_a_balance_that_was_typed_is_told_and_never_changed(board: Path) -> None:
    wrong = MARCH.replace("560.50", "569.50")
    (board / FOLDER / "finance/2026-03.yml").write_text(wrong, "utf-8")
    closed = run_here(board, "close", f"{FOLDER}/finance/2026-03.yml")
    assert closed.returncode == 1
    assert "期末写的是 569.50" in closed.stdout
    assert (board / FOLDER / "finance/2026-03.yml").read_text("utf-8") == wrong


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.folder], ids=lambda kind: kind.name)
def test_the_first_record_of_every_kind_asks_for_what_must_be_in_it(board: Path, kind: object) -> None:
    name = str(getattr(kind, "name", ""))
    (board / f"{FOLDER}/finance/2026-02.yml").unlink()
    (board / f"{FOLDER}/finance/2026-03.yml").unlink()
    made = run_here(board, "new", name, FOLDER, *AS_OF)
    assert made.returncode == 0, made.stderr
    path = made.stdout.split(" ")[1].partition("\n")[0]
    content = (board / path).read_bytes()
    tree, problems = read_yaml(content, path)
    assert (tree is not None, problems) == (True, ())
    checked = run_here(board, "check", path, *AS_OF).stdout
    found = {line.split()[2] for line in checked.splitlines() if " 错误 " in line}
    assert found <= {"REC001", "REC003", "REC004"}, checked  # what is blank, and nothing else


def test_a_board_with_schemas_gets_the_line_by_which_editors_find_them(board: Path) -> None:
    write_board(board, Board("演示镇", "村里的账", "none"), None)
    assert run_here(board, "new", "ledger", FOLDER, *AS_OF).returncode == 0
    first = (board / APRIL).read_text("utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=../../../.vscode/schema/ledger.json"
    assert (board / APRIL).parent.joinpath(first.partition("=")[2]).is_file()


def test_what_is_no_kind_no_place_or_no_period_is_told_with_what_to_type(board: Path) -> None:
    for words, says in (
        (("new", "账本", FOLDER), "没有「账本」这种记录"),
        (("new", "village", FOLDER), "一个地方只有一份"),
        (("new", "ledger", f"{FOLDER}/finance"), "不是一个地方的文件夹"),
        (("new", "ledger", FOLDER, "四月"), "四月"),
        (("close", f"{FOLDER}/village.yml"), "不是收支"),
    ):
        done = run_here(board, *words)
        assert (done.returncode, says in done.stderr) == (2, True), done.stderr
