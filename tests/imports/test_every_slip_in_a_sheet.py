"""What a tired accountant does to a sheet is answered with sheet, cell and remedy, or read as it was plainly meant.

Every cell of every sheet here is in a record, or named, or told of; nothing of a sheet with a fault is written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.drawing.image import Image as Picture
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from cunwu.core.problem import CunwuError
from cunwu.imports.batch import Batch, Wish, read_batch
from cunwu.imports.foreign import read_foreign
from cunwu.imports.remembered import read_meaning
from support.foreign_sheets import day
from support.handbook import HANDBOOK
from support.workbooks import board, grid, only_sheet, saved

HEAD: list[Any] = ["日期", "凭证号", "摘要", "科目", "收入", "支出", "余额"]
MARCH = "现金2026年3月"
IN: list[Any] = [day(3, 2), "记-1", "提现", "银行存款", 500, None, 1300]
OUT: list[Any] = [day(3, 5), "记-2", "路灯电费", "公益支出", None, 60, 1240]
EMPTY: list[Any] = [None] * 7


def cash(*rows: list[Any], name: str = MARCH, merged: Iterable[str] = ()) -> bytes:
    return grid([HEAD, *rows], name, merged)


def dated(*days: Any, name: str = MARCH) -> bytes:
    """An entry for each day, without balances."""
    rows = [[one, f"记-{number}", f"电费{number}", "公益支出", None, 5, None] for number, one in enumerate(days, 1)]
    return cash(*rows, name=name)


def amounting(*amounts: Any) -> bytes:
    return cash(*([day(3, 2), f"记-{at}", f"收费{at}", "其他收入", one] for at, one in enumerate(amounts, 1)))


def but(content: bytes, change: Callable[[Workbook, Worksheet], object]) -> bytes:
    """A workbook after a change to its first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book, book.worksheets[0])
    return saved(book)


def strike(_: Workbook, sheet: Worksheet) -> None:
    for cell in sheet[3]:
        cell.font = Font(strike=True)


def paste(_: Workbook, sheet: Worksheet) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    sheet.add_image(Picture(picture), "C9")


def embed(cell: Any) -> None:
    """A picture inside a cell, as WPS keeps it: everybody else sees its formula as a text."""
    cell.value, cell.data_type = '=DISPIMG("ID_0A1B",1)', "s"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return board(tmp_path_factory.mktemp("board"))


def imported(root: Path, content: bytes, name: str = "账.xlsx") -> Batch:
    return read_batch(root, [(name, content)], date(2026, 12, 20), Wish("jia", read_meaning((), ["账户=现金"])))


FAULTS: dict[str, tuple[bytes, str, str]] = {
    "a day of another month, without its year": (
        dated("11.5"),
        f"「{MARCH}」A2：这一行是 2026-11-05，表上写的是 2026-03",
        "写错的改日期",
    ),
    "a part of a month": (dated("3月上旬"), f"「{MARCH}」A2：「日期」应为日期", "对照原件重写「日期」"),
    "a letter in a day": (dated("2O26-03-02"), f"「{MARCH}」A2：「日期」应为日期", "改成 2026-03-02"),
    "a year typed twenty years ahead": (dated("2062-3-2"), "A2：这一行是 2062-03-02", "写错的改日期"),
    "a number that is the 1st or the 10th": (
        dated(11.1, name="2026年11月"),
        "「2026年11月」A2：11.1 可能是 11 月 1 日，也可能是 11 月 10 日：表格把 11.10 也记成 11.1",
        "把这一格的格式改成文本，写成 11-1 或者 11-10",
    ),
    "the same between days that do not ascend": (
        dated(11.9, 11.5, 11.1, name="2026年11月"),
        "「2026年11月」A4：11.1 可能是 11 月 1 日",
        "写成 11-1 或者 11-10",
    ),
    "merged amounts of two entries": (
        cash([*IN[:4], None, 200, None], [*OUT[:4], None, None, None], merged=["F2:F3"]),
        f"「{MARCH}」F2：「支出」F2:F3 是合并的格子，分不清每一笔各是多少",
        "取消合并，每一笔各填各的金额",
    ),
    "a total that leaves out the row in the middle": (
        cash(IN, OUT, [day(3, 6), "记-3", "纸", "管理费用", None, 40], ["合计", None, None, None, 500, 40]),
        f"「{MARCH}」F5：合计写的是 40.00，第 2 到 4 行相加是 100.00，差 -60.00",
        "像是漏加了第 3 行",
    ),
    "a total without a word": (
        cash(IN, OUT, [None, None, None, None, 500, 60]),
        f"「{MARCH}」E4：这一行有金额，没有日期和摘要，正好是上面各行相加，像是合计",
        "在摘要里写上 合计",
    ),
    "an amount of which nothing is said": (
        cash(IN, ["收支相抵", None, None, None, 440]),
        f"「{MARCH}」E3：这一行有金额，没有日期和摘要，看不出是哪一天的哪一笔",
        "补上日期和摘要",
    ),
    "headings one column to the left of what they head": (
        cash([*IN[:3], 500, None, 1300, "银行存款"], [*OUT[:3], None, 60, 1240, "公益支出"]),
        f"「{MARCH}」G1：「余额」这一列一个数也没有，全是文字",
        "把栏目名移到它说的那一列上面",
    ),
    "voucher numbers under the heading of words": (
        grid([HEAD, [day(3, 2), "提现", 1, "银行存款", 500], [day(3, 5), "电费", 2, "公益支出", None, 60]], MARCH),
        f"「{MARCH}」C1：「摘要」这一列全是数，没有一个字",
        "栏目名和下面的内容错开了一列",
    ),
    "income under expense": (
        grid([["日期", "摘要", "科目", "支出", "收入", "余额"], [*IN[:1], *IN[2:]], [*OUT[:1], *OUT[2:]]], MARCH),
        f"「{MARCH}」F3：余额写的是 1240.00，照上一个余额和这一行算是 1360.00",
        "收支填错了列",
    ),
    "a formula without a value among the words": (
        cash([day(3, 2), "记-1", '="水"&"费"', "公益支出", None, 60]),
        f"「{MARCH}」C2：「摘要」是公式，文件里没有存下算出来的数",
        "打开表格重新算一次再保存",
    ),
    "a formula without a value for a day": (
        dated("=TODAY()"),
        f"「{MARCH}」A2：「日期」是公式，文件里没有存下算出来的数",
        "打开表格重新算一次再保存",
    ),
    "an error for an amount": (
        but(cash(IN), lambda _, sheet: setattr(sheet["E2"], "value", "#REF!")),
        f"「{MARCH}」E2：「收入」公式出错，显示 #REF!",
        "把算出来的数直接填进去",
    ),
    "two months under the title of one": (
        cash(IN, [day(4, 5), *OUT[1:]]),
        f"「{MARCH}」A3：这一行是 2026-04-05，表上写的是 2026-03",
        "两个月合记一张表的",
    ),
    "letters for noughts": (amounting("1OO.5"), f"「{MARCH}」E2：「收入」里面有字母 O", "核对原件，改成 100.5"),
    "a letter for a one": (amounting("l5"), f"「{MARCH}」E2：「收入」里面有字母 l", "核对原件，改成 15"),
    "two tables side by side": (
        grid(
            [
                ["日期", "摘要", "科目", "收入", None, "日期", "摘要", "科目", "支出"],
                [day(3, 2), "提现", "银行存款", 500, None, day(3, 5), "电费", "公益支出", 60],
            ],
            MARCH,
        ),
        f"「{MARCH}」F1：从 F1 起又是一张表，和左边的并排放着",
        "一张表里只放一本账",
    ),
    "the same heading twice": (
        grid([["日期", "摘要", "科目", "收入", "收入", "支出"], [day(3, 2), "提现", "银行存款", 5, 6, None]], MARCH),
        f"「{MARCH}」E1：「收入」和 D1 的「收入」都是收入，不知道算哪一列",
        "合成一列",
    ),
    "commas and points as in Europe": (amounting("1.320,00"), f"「{MARCH}」E2：「收入」", "改成 1320.00"),
    "a dash behind an amount": (amounting("1320.-"), f"「{MARCH}」E2：「收入」", "核对原件，改成 1320"),
    "a word behind an amount": (amounting("500元（含税）"), f"「{MARCH}」E2：「收入」", "核对原件，改成 500"),
    "about so much": (amounting("约500"), f"「{MARCH}」E2：「收入」不是一个准数", "约数不能算进合计"),
    "a third decimal": (amounting(500.125), f"「{MARCH}」E2：「收入」小数最多两位", "对照原件重写「收入」"),
    "a struck row": (
        but(cash(IN, OUT), strike),
        f"「{MARCH}」A3：这一行划了删除线，不知道还算不算",
        "作废的，在摘要前面写上 作废",
    ),
    "a picture in a cell": (
        but(cash(IN), lambda _, sheet: embed(sheet["C2"])),
        f"「{MARCH}」C2：「摘要」是一张图片，图片里的字读不了",
        "照着图片把内容填进这一格",
    ),
    "telephone numbers among the remarks": (
        grid([[*HEAD, "备注"], [*IN, 13812345678], [*OUT, "13912345678"]], MARCH),
        f"「{MARCH}」H2：错误 PRV003",
        "删去号码",
    ),
    "a voucher number that became a day": (
        cash([day(3, 2), day(3, 1), *IN[2:]]),
        f"「{MARCH}」B2：2026-03-01 是日期：多半是输入 3-1",
        "把这一格的格式改成文本",
    ),
    "red without a word on what it takes back": (
        cash(IN, [day(3, 5), "记-2", "冲电费", "公益支出", None, "红字60", 1360]),
        f"「{MARCH}」F3：错误 FIN009",
        "写明是什么",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_slip_is_answered_with_sheet_cell_and_remedy(name: str, root: Path) -> None:
    content, said, remedy = FAULTS[name]
    batch = imported(root, content)
    told = "\n".join(batch.lines)
    assert batch.is_refused, told
    assert said in told
    assert remedy in told.split(said, 1)[1].split("\n")[1]
    assert batch.lines[-1].endswith("一处也没有写进去")


TWICE = {"telephone numbers among the remarks"}
"""Two cells of it are wrong."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_slip_is_told_once(name: str, root: Path) -> None:
    lines = imported(root, FAULTS[name][0]).lines
    faults = [line for line in lines if line.startswith("「") and "：提醒 " not in line and "」2026-" not in line]
    assert len(faults) == 1 + (name in TWICE)


TOLD_ELSEWHERE = {"取了 十一月.xlsx 以后，……改过", "不知道是哪个账户的钱"}
"""By what is written already, and by the accounts of the village."""


def test_what_the_handbook_says_of_answers_is_said(root: Path) -> None:
    pages = "".join((HANDBOOK / page).read_text("utf-8") for page in ("workbooks.md", "own-sheets.md"))
    quoted = set(re.findall(r"^\| ([^|`]+?) \| [^|]+ \|$", pages, re.MULTILINE)) - {"看到的话", *TOLD_ELSEWHERE}
    told = "".join("\n".join(imported(root, content).lines) for content, *_ in FAULTS.values())
    assert len(quoted) > 7
    assert [one for one in quoted if not all(part in told for part in one.split("……"))] == []


def rows_of(content: bytes, name: str = "账.xlsx") -> list[str]:
    read = read_foreign(only_sheet(content, name), name, "", {})
    assert read is not None
    assert read.problems == ()
    return [
        " ".join(str(row.texts[word]) for word in ("日期", "收入", "支出") if word in row.texts) for row in read.rows
    ]


READ: dict[str, tuple[bytes, list[str]]] = {
    "days in numerals, with the day of the week, with a time": (
        dated("三月二日", "二○二六年三月二十五日", "二〇二六年三月五日", "2026-03-02 星期一", "2026/3/5 10:30"),
        ["2026-03-02 5.00", "2026-03-25 5.00", "2026-03-05 5.00", "2026-03-02 5.00", "2026-03-05 5.00"],
    ),
    "points between year, month and day, also wide ones": (
        dated("2026.11.05", "2026．11．6", 11.5, name="2026年11月"),
        ["2026-11-05 5.00", "2026-11-06 5.00", "2026-11-05 5.00"],
    ),
    "numbers for days, of which the days around them settle what they mean": (
        dated(11.1, 11.9, 11.1, "11.18", 11.2, 11.3, name="2026年11月"),
        [f"2026-11-{number} 5.00" for number in ("01", "09", "10", "18", "20", "30")],
    ),
    "signs of money, blanks, words for amounts, sums": (
        amounting("￥1,320", "¥ 1,320.00", "人民币1320元", "1 320.00", "壹仟叁佰贰拾元整", "1000+320", "0.132万"),
        ["2026-03-02 1320.00"] * 7,
    ),
    "amounts in brackets are negative": (amounting("(60.00)", "（60）"), ["2026-03-02 -60.00"] * 2),
    "a total in the middle": (
        cash(IN[:6], ["以上合计", None, None, None, 500], OUT[:6]),
        ["2026-03-02 500.00", "2026-03-05 60.00"],
    ),
    "headings in three rows and units below": (
        grid(
            [
                ["甲村2026年3月现金账"],
                ["日期", None, "凭证", "摘要", "科目", "金额", None, "余额"],
                [None, None, None, None, None, "收入", "支出", None],
                ["月", "日", "号", None, None, "元", "元", "元"],
                [3, 2, "1", "提现", "银行存款", 500, None, 1300],
                [None, 5, "2", "电费", "公益支出", None, 60, 1240],
            ],
            MARCH,
            ["A2:B2", "F2:G2"],
        ),
        ["2026-03-02 500.00", "2026-03-05 60.00"],
    ),
    "amounts in 万元 that only the row below the headings states": (
        grid(
            [
                ["日期", "摘要", "科目", "收入", "支出"],
                [None, None, None, "万元", "（万元）"],
                [*IN[:1], *IN[2:4], 0.05],
            ],
            MARCH,
        ),
        ["2026-03-02 500.00"],
    ),
    "pages with headings of their own": (
        cash(IN, [None, None, "过次页"], ["甲村现金账"], HEAD, [None, None, "承前页"], OUT),
        ["2026-03-02 500.00", "2026-03-05 60.00"],
    ),
    "a thousand empty rows, and noughts": (
        cash(IN, *[EMPTY] * 998, [None, None, " "], [None, None, None, None, 0, 0, 0]),
        ["2026-03-02 500.00"],
    ),
    "a list with commas that calls itself a workbook": (
        "日期,摘要,科目,收入,支出\r\n2026-03-02,提现,银行存款,500,\r\n".encode("gbk"),
        ["2026-03-02 500.00"],
    ),
    "a name of a sheet with blanks": (cash(IN, name="  2026 年 3 月 "), ["2026-03-02 500.00"]),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_plainly_meant_is_read(name: str) -> None:
    content, rows = READ[name]
    assert rows_of(content) == rows


def test_a_voucher_merged_over_two_entries_is_that_of_both() -> None:
    rows = [[*IN[:4], None, 200, 600], [None, None, None, "管理费用", None, 100, 500]]
    assert rows_of(cash(*rows, merged=["A2:A3", "B2:B3", "C2:C3"])) == ["2026-03-02 200.00", "2026-03-02 100.00"]


def hide(book: Workbook, sheet: Worksheet) -> None:
    del book
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["G"].hidden = True
    sheet.auto_filter.ref = "A1:G3"


SEEN = {
    "hidden and filtered rows": (hide, f"「{MARCH}」里有隐藏的、筛选掉的行，也读了：第 3 行；不算数的，先删去"),
    "hidden columns": (hide, f"「{MARCH}」里有隐藏的列，也读了：G 列"),
    "pictures": (paste, f"「{MARCH}」里有 1 张图片（C9）：图片里的字读不了"),
}


@pytest.mark.parametrize("name", SEEN)
def test_what_is_out_of_sight_or_cannot_be_read_is_named(name: str, root: Path) -> None:
    change, said = SEEN[name]
    batch = imported(root, but(cash(IN, OUT), change))
    assert not batch.is_refused
    assert any(line.startswith(said) for line in batch.lines)


def locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(5000)


NOT_READ: dict[str, tuple[bytes, str, str, str]] = {
    "a file of nothing": (b"", "账.xlsx", "账.xlsx 是空的（0 字节）", "再保存一次"),
    "the mark of an open workbook": (b"\x06Li Mou".ljust(165, b"\0"), "~$账.xlsx", "临时文件", "前面没有 ~$"),
    "half a file": (cash(IN, OUT)[:3000], "账.xlsx", "不完整，打不开", "重新复制一份"),
    "a password": (locked(), "账.xlsx", "有打开密码", "去掉密码"),
    "only a picture": (but(grid([]), paste), "账.xlsx", "只有 1 张图片，图片里的字读不了", "一格一格填进来"),
    "nothing written": (grid([]), "账.xlsx", "一个格子也没有填", "一格一格填进来"),
    "a page of the web": (b"<html><table>", "账.xls", "其实是网页", "另存为 xlsx"),
    "a text": ("今天晴。".encode("gbk"), "账.xlsx", "没有分成一格一格", "另存为 xlsx"),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_a_file_that_holds_no_table_is_a_sentence_with_the_next_step(name: str, root: Path) -> None:
    content, file, said, step = NOT_READ[name]
    with pytest.raises(CunwuError) as caught:
        imported(root, content, file)
    assert said in str(caught.value)
    assert step in caught.value.next_step
