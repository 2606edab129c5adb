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


@pytest.mark.parametrize(
    ("kind", "period"),
    [("linkage", "2026"), ("goal", "2026"), ("stay", "2026-03"), ("weekly", "2026-04-06..2026-04-12")],
)
def test_a_first_record_proposes_a_period_of_the_form_that_its_kind_has(board: Path, kind: str, period: str) -> None:
    made = run_here(board, "new", kind, FOLDER, "--as-of", "2026-04-15")
    assert f"期间: {period}\n" in (board / made.stdout.split(" ")[1].partition("\n")[0]).read_text("utf-8")


POSTED = "编号: P01\n派出单位: [县水利局]\n职务: 队员\n起: 2026-01-05\n"
LAST_WEEK = """\
期间: 2026-03-02..2026-03-08
派驻: P01
做了:
  - 编号: 做1
    事项: 走访困难户 6 户
下周打算:
  - 编号: 打1
    事项: 清理水沟
  - 编号: 打2
    事项: 收单据
"""
NEXT_WEEK = """\
# 照 2026-03-02_2026-03-08-P01.yml 写的：金额、日期空着，照「填」后面说的填；这一期没有的整条删去
期间: 2026-03-09..2026-03-15
派驻: P01
做了:
  - 编号: 做1
    事项: 清理水沟
    上周计划: 打1
    做得怎样: 填 做完、做了一部分、没有做
  - 编号: 做2
    事项: 收单据
    上周计划: 打2
    做得怎样: 填 做完、做了一部分、没有做
下周打算:
  - 编号: 打1
    事项:  # 填事项，如 清理第三组水沟
"""
VISITED = """\
期间: 2026-{month}
明细:
  - 编号: 访1
    日期: 2026-{month}-04
    走访人: P01
    对象: 困难户
    户数: 6 户
    反映: 水沟堵了
    转交: 村委会
    慰问品: 米 6 袋
  - 编号: 访2
    日期: 2026-{month}-05
    走访人: {other}
    对象: 信访户
"""
RECALLED = "期间: 2025\n明细:\n  - {编号: 奖1, 种类: 召回, 日期: 2025-06-10, 派驻: P01, 原因: 不住村}\n"
JUDGED = "编号: 2025-P01\n期间: 2025\n派驻: P01\n办法: 2025-考核\n会议: 2025-12-27\n总分: 90\n等次: 优秀\n"
PLEDGED = "编号: 2025-承诺P01\n名称: 公开承诺\n种类: 公开承诺\n期间: 2025\n派驻: P01\n"


def drafted(board: Path, kind: str, records: dict[str, str]) -> str:
    """The text of the one draft of a kind that follows these records."""
    for name, text in records.items():
        (board / FOLDER / name).parent.mkdir(exist_ok=True)
        (board / FOLDER / name).write_text(text, "utf-8")
    made = run_here(board, "new", kind, FOLDER, *AS_OF)
    assert made.returncode == 0, made.stderr
    return (board / made.stdout.split(" ")[1].partition("，")[0].strip()).read_text("utf-8")


def test_a_week_s_report_asks_what_became_of_each_plan_and_takes_nothing_for_done(board: Path) -> None:
    records = {"postings/P01.yml": POSTED, "weekly/2026-03-02_2026-03-08-P01.yml": LAST_WEEK}
    assert drafted(board, "周报", records) == NEXT_WEEK
    checked = run_here(board, "check", f"{FOLDER}/weekly/2026-03-09_2026-03-15-P01.yml", *AS_OF).stdout
    assert (checked.count(" REC003 "), checked.count(" REC001 ")) == (2, 1), checked


def test_what_was_heard_given_and_judged_last_time_is_not_there_again(board: Path) -> None:
    months = {f"visits/2026-{month}.yml": VISITED.format(month=month, other=other) for month, other in VISITORS}
    visits = drafted(board, "走访", {"postings/P01.yml": POSTED, **months})
    assert "走访人: P01\n    对象: 困难户\n" in visits
    assert not [word for word in ("水沟", "村委会", "米 6 袋", "信访户") if word in visits], visits
    assert "召回\n    日期" not in drafted(board, "奖惩", {"conduct/2025.yml": RECALLED})
    judged = drafted(board, "考核", {"assessments/2025-P01.yml": JUDGED})
    assert judged.endswith("编号: 2026-P01\n期间: 2026\n派驻: P01\n办法: 2026-考核\n")


VISITORS = (("02", "村委会主任"), ("03", "村会计"))


def test_who_has_left_is_asked_for_anew(board: Path) -> None:
    left = {"postings/P01.yml": POSTED + "止: 2025-12-31\n", "pledges/2025-P01.yml": PLEDGED}
    text = drafted(board, "承诺", {**left, "postings/P01.yml": left["postings/P01.yml"].replace("2026-01", "2025-01")})
    assert "编号: 2026-承诺\n" in text
    assert "# 用得到才加：份数、内容、签订、违反、正文\n" in text
    assert text.endswith("派驻:  # 填派驻（哪一位驻村干部的），如 P01\n")
    assert (board / FOLDER / "pledges/2026.yml").is_file()


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
