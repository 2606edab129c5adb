"""Vouchers of a month that was typed already: what is there stays, what is not is added, what may be is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cunwu.core.problem import CunwuError
from cunwu.imports.batch import Batch, Wish, read_batch
from cunwu.imports.plain import Texts
from cunwu.imports.remembered import read_meaning
from cunwu.yaml.reader import read_plain
from support.exported_vouchers import workbook
from support.workbooks import LEDGER, board

HEAD = ["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方金额", "贷方金额"]
CASH, BANK = "库存现金", "银行存款-信用社基本户"
JANUARY = "finance/2026-01.yml"


def row(number: str, day: int, amount: str, voucher: str = "", summary: str = "路灯电费") -> str:
    said = f"    凭证: {voucher}\n" if voucher else ""
    return (
        f"  - 编号: {number}\n    日期: 2026-01-{day:02}\n    摘要: {summary}\n    科目: 公益支出\n"
        f"    支出: {amount}\n    账户: 现金\n{said}"
    )


def typed(*rows: str, closing: str, more: str = "") -> str:
    """A ledger of January by hand: 1000.00 in cash, 20000.00 in the bank."""
    head = LEDGER.replace("2026-02", "2026-01").replace("期末: 800.00", f"期末: {closing}").split("明细:")[0]
    return f"{head}明细:\n{''.join(rows)}{more}"


def village(folder: Path, january: str) -> Path:
    root = board(folder, {JANUARY: january})
    (root / "villages/jia/finance/2026-02.yml").unlink()
    return root


def spent(voucher: str, day: int, *amounts: float, name: str = "公益支出") -> list[list[object]]:
    """A voucher: so much spent in cash, a line for each amount."""
    on = f"2026-01-{day:02}"
    lines: list[list[object]] = [[on, voucher, f"{voucher} 的摘要", "", name, amount, None] for amount in amounts]
    return [*lines, [on, voucher, f"{voucher} 的摘要", "", CASH, None, sum(amounts)]]


def imported(root: Path, *vouchers: list[list[object]], said: tuple[str, ...] = ()) -> tuple[Batch, str]:
    content = workbook([HEAD, *(line for voucher in vouchers for line in voucher)], "凭证")
    wish = Wish("jia", read_meaning((), said))
    batch = read_batch(root, [("凭证.xlsx", content)], date(2026, 2, 5), wish)
    return batch, "\n".join(batch.lines)


def table_of(batch: Batch) -> Texts:
    """The ledger as its file would hold it."""
    (change,) = batch.changes
    plain, problems = read_plain(change.content, change.path)
    assert isinstance(plain, dict)
    assert not problems
    return plain


def written(batch: Batch) -> dict[str, dict[str, str]]:
    """Number → row of the entries as the file would hold them."""
    return {entry["编号"]: entry for entry in table_of(batch)["明细"]}


def closing(batch: Batch) -> str:
    return str(table_of(batch)["账户"][0]["期末"])


def test_a_row_is_known_by_its_voucher_however_it_is_written_and_stays_as_typed(tmp_path: Path) -> None:
    root = village(tmp_path, typed(row("007", 5, "200.00", "记字第001号", "村口路灯电费"), closing="800.00"))
    batch, told = imported(root, spent("记-1", 6, 200), spent("记-2", 7, 30))
    assert not batch.is_refused, told
    rows = written(batch)
    assert [*rows] == ["007", "008"]
    assert (rows["007"]["摘要"], rows["007"]["日期"], rows["007"]["凭证"]) == (
        "村口路灯电费",
        "2026-01-05",
        "记字第001号",
    )
    assert (rows["008"]["凭证"], rows["008"]["支出"], closing(batch)) == ("记-2", "30.00", "770.00")
    assert "照凭证号认出 1 条，照日期和金额认出 0 条，新添 1 条" in told


def test_a_row_without_a_voucher_is_known_by_day_amount_and_direction_and_gets_its_number(tmp_path: Path) -> None:
    root = village(tmp_path, typed(row("001", 5, "200.00"), row("002", 6, "50.00"), closing="750.00"))
    batch, told = imported(root, spent("记-1", 5, 200))
    assert not batch.is_refused, told
    rows = written(batch)
    assert (len(rows), rows["001"]["凭证"], rows["001"]["摘要"]) == (2, "记-1", "路灯电费")
    assert "这次没有的：002" in told
    assert closing(batch) == "750.00"


def test_what_is_imported_twice_is_there_once(tmp_path: Path) -> None:
    root = village(tmp_path, typed(row("001", 5, "200.00"), closing="800.00"))
    vouchers = (spent("记-1", 5, 200), spent("记-2", 7, 30, 40))
    first, _ = imported(root, *vouchers)
    (root / "villages/jia" / JANUARY).write_bytes(first.changes[0].content)
    again, told = imported(root, *vouchers)
    assert not again.is_refused, told
    assert not any(change.is_needed for change in again.changes)
    assert len(written(again)) == 3


DOUBTS = {
    "the same amount on another day": (typed(row("001", 9, "200.00"), closing="800.00"), "钱一样，像是同一笔"),
    "the same voucher with another amount": (
        typed(row("001", 5, "210.00", "记-1"), closing="790.00"),
        "凭证号一样，钱不一样",
    ),
    "a row that was withdrawn": (
        typed(
            row("001", 5, "200.00", "记-1"),
            closing="1000.00",
            more="撤销:\n  - 编号: 撤1\n    条目: 001\n    原因: 重复\n    批准: 监委会\n    日期: 2026-02-01\n",
        ),
        "001（撤销了的，记-1 2026-01-05 支出 200.00 路灯电费）",
    ),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_what_may_be_there_is_asked_and_added_only_if_it_is_said_to_be_another(name: str, tmp_path: Path) -> None:
    january, said = DOUBTS[name]
    root = village(tmp_path, january)
    batch, told = imported(root, spent("记-1", 5, 200))
    assert batch.is_refused
    assert batch.changes == ()
    assert said in told
    assert "--set 条目:2026-01#001=不是" in told
    batch, told = imported(root, spent("记-1", 5, 200), said=("条目:2026-01#001=不是",))
    assert not batch.is_refused, told
    assert [*written(batch)] == ["001", "002"]


def test_an_answer_names_the_voucher_of_a_row(tmp_path: Path) -> None:
    root = village(tmp_path, typed(row("001", 9, "200.00"), closing="800.00"))
    batch, told = imported(root, spent("记-1", 5, 200), said=("条目:2026-01#001=记-1",))
    assert not batch.is_refused, told
    rows = written(batch)
    assert (len(rows), rows["001"]["日期"], rows["001"]["凭证"]) == (1, "2026-01-09", "记-1")
    batch, told = imported(root, spent("记-1", 5, 210), said=("条目:2026-01#001=记-1",))
    assert batch.is_refused
    assert "说它是凭证 记-1，可是 记-1 2026-01-05 支出 210.00" in told


def test_an_answer_about_a_row_that_is_not_there_is_told(tmp_path: Path) -> None:
    root = village(tmp_path, typed(row("001", 9, "200.00"), closing="800.00"))
    with pytest.raises(CunwuError, match="2026-01#009：记录里没有这一条"):
        imported(root, spent("记-1", 5, 200), said=("条目:2026-01#009=记-1",))


def test_of_two_alike_one_of_which_is_there_it_is_asked_which(tmp_path: Path) -> None:
    root = village(tmp_path, typed(row("001", 5, "200.00"), closing="800.00"))
    batch, told = imported(root, spent("记-1", 5, 200), spent("记-2", 5, 200))
    assert batch.is_refused
    assert told.count("像是同一笔") == 2


def test_a_voucher_whose_lines_were_typed_as_one_row_or_as_more_is_there(tmp_path: Path) -> None:
    root = village(tmp_path / "one", typed(row("001", 5, "200.00", "记-1"), closing="800.00"))
    batch, told = imported(root, spent("记-1", 5, 120, 80))
    assert not batch.is_refused, told
    assert [*written(batch)] == ["001"]
    rows = (row("001", 5, "120.00", "记-1"), row("002", 5, "80.00", "1"))
    batch, told = imported(village(tmp_path / "more", typed(*rows, closing="800.00")), spent("记-1", 5, 200))
    assert not batch.is_refused, told
    assert [*written(batch)] == ["001", "002"]


def test_a_transfer_is_known_as_an_entry_is(tmp_path: Path) -> None:
    moved = "划转:\n  - 编号: 划1\n    日期: 2026-01-08\n    从: 银行\n    到: 现金\n    金额: 500.00\n"
    january = typed(row("001", 5, "200.00", "记-1"), closing="1300.00", more=moved).replace(
        "期末: 20000.00", "期末: 19500.00"
    )
    drawn: list[list[object]] = [
        ["2026-01-08", "记-2", "提现", "", CASH, 500, None],
        ["2026-01-08", "记-2", "提现", "", BANK, None, 500],
    ]
    batch, told = imported(village(tmp_path, january), spent("记-1", 5, 200), drawn)
    assert not batch.is_refused, told
    (transfer,) = table_of(batch)["划转"]
    assert (transfer["编号"], transfer["凭证"], closing(batch)) == ("划1", "记-2", "1300.00")


def test_a_ledger_in_another_unit_or_with_errors_takes_nothing(tmp_path: Path) -> None:
    in_wan = typed(row("001", 5, "200.00"), closing="800.00").replace("制度:", "单位: 万元\n制度:")
    batch, told = imported(village(tmp_path / "wan", in_wan), spent("记-1", 5, 200))
    assert batch.is_refused
    assert "以万元记" in told
    wrong = typed(row("001", 5, "二百"), closing="800.00")
    with pytest.raises(CunwuError, match="里面有错误，看不出哪些已经记了"):
        imported(village(tmp_path / "wrong", wrong), spent("记-1", 5, 200))


def test_a_quarter_that_has_the_month_in_it_takes_no_month(tmp_path: Path) -> None:
    quarter = typed(row("001", 5, "200.00"), closing="800.00").replace("期间: 2026-01", "期间: 2026-Q1")
    with pytest.raises(CunwuError, match="已经包括 2026-01"):
        imported(village(tmp_path, quarter), spent("记-1", 5, 200))
