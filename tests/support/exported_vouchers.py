"""A year of double entry of an invented village, and how eight programs of accountants export its months."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

NAMES = {
    "101": "库存现金",
    "102": "银行存款",
    "10201": "信用社基本户",
    "10202": "农商行一般户",
    "112": "应收款",
    "152": "累计折旧",
    "212": "应付工资",
    "321": "本年收益",
    "501": "经营收入",
    "50101": "鱼塘承包",
    "503": "补助收入",
    "513": "管理费用",
    "51301": "办公费",
    "51302": "误工补贴",
    "514": "公益支出",
    "51401": "路灯",
}
MONEY = {"101": "现金", "10201": "银行", "10202": "农商"}
"""Code of an account of money → its number on the board."""
Row = tuple[str, str, int, int]
"""Code, summary, debit and credit in fen."""


@dataclass(frozen=True)
class Exported:
    """One voucher as the program keeps it."""

    number: int
    day: str
    rows: tuple[Row, ...]
    is_void: bool = False


@dataclass(frozen=True)
class Month:
    """The vouchers of a month, and what each account of money held before and after, in fen."""

    period: str
    vouchers: tuple[Exported, ...]
    opening: Mapping[str, int]
    closing: Mapping[str, int]


def year(seed: int) -> list[Month]:
    """Twelve months that carry on; each has every sort of voucher, with other amounts, in another order."""
    random = Random(seed)  # noqa: S311 - the same year for the same seed
    held = {"101": 100_000, "10201": 20_000_000, "10202": 0}
    months = []
    for number in range(1, 13):
        opening = dict(held)
        shapes = _shapes(random)
        random.shuffle(shapes)
        days = sorted(random.randint(1, 28) for _ in shapes)
        vouchers = []
        for place, (rows, is_void) in enumerate(shapes):
            vouchers.append(Exported(place + 1, f"2026-{number:02}-{days[place]:02}", tuple(rows), is_void))
            for code, _, debit, credit in () if is_void else rows:
                if code in held:
                    held[code] += debit - credit
        months.append(Month(f"2026-{number:02}", tuple(vouchers), opening, dict(held)))
    return months


def _shapes(random: Random) -> list[tuple[list[Row], bool]]:
    def fen() -> int:
        return random.randint(100, 90_000)

    a, b, c, d, e = (fen() for _ in range(5))
    income = 5_000_000 + fen()
    return [
        ([("10201", "收承包款", income, 0), ("50101", "收承包款", 0, income)], False),
        ([("101", "提现", 300_000 + a, 0), ("10201", "提现", 0, 300_000 + a)], False),
        ([("51401", "路灯电费", a, 0), ("51301", "复印费", b, 0), ("101", "付现", 0, a + b)], False),
        # One line paid from two accounts.
        ([("51302", "误工补贴", a + c, 0), ("101", "付误工", 0, a), ("10201", "付误工", 0, c)], False),
        # Two lines, two accounts: 7 and 13 are too small to fit otherwise.
        ([("51401", "修灯", 20_000, 0), ("51301", "纸", 700, 0), ("10202", "", 0, 20_000), ("101", "", 0, 700)], False),
        ([("10202", "调拨", 30_000 + d, 0), ("10201", "调拨", 0, 30_000 + d)], False),
        # Income less a fee, and a red line.
        ([("10201", "补助到账", 90_000 - 1_000, 0), ("51301", "手续费", 1_000, 0), ("503", "补助", 0, 90_000)], False),
        ([("51301", "冲复印费", -b, 0), ("101", "冲复印费", 0, -b)], False),
        ([("513", "计提折旧", d, 0), ("152", "计提折旧", 0, d)], False),
        ([("51302", "计提工资", e, 0), ("212", "计提工资", 0, e)], False),
        ([("50101", "结转收益", income, 0), ("321", "结转收益", 0, income)], False),
        ([("51301", "填错", c, 0), ("101", "填错", 0, c)], True),
    ]


# --- how programs write it --------------------------------------------------------------------------------------------


def _yuan(fen: int) -> str:
    return f"{Decimal(fen) / 100:.2f}" if fen else ""


def _number(fen: int) -> float | None:
    return fen / 100 if fen else None


def _full(code: str, mark: str) -> str:
    parents = [NAMES[code[:3]]] if len(code) > 3 else []
    return mark.join((*parents, NAMES[code]))


def workbook(rows: Iterable[Sequence[Any]], name: str = "Sheet1") -> bytes:
    """An xlsx file with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def comma(rows: Iterable[Sequence[Any]], codec: str) -> bytes:
    """A CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue().encode(codec)


def dbase(fields: Sequence[tuple[str, str, int]], rows: Iterable[Sequence[Any]]) -> bytes:
    """A dBASE III table in GBK: fields by name, sort and width."""
    body = b""
    count = 0
    for row in rows:
        count += 1
        cells = (_cell(value, sort, width) for value, (_, sort, width) in zip(row, fields, strict=True))
        body += b" " + b"".join(cells)
    width = 1 + sum(width for _, _, width in fields)
    head = struct.pack("<BBBBLHH20x", 3, 126, 4, 1, count, 33 + 32 * len(fields), width)
    for name, sort, size in fields:
        head += struct.pack("<11sc4xBB14x", name.encode(), sort.encode(), size, 2 if sort == "N" else 0)
    return head + b"\r" + body + b"\x1a"


def _cell(value: Any, sort: str, width: int) -> bytes:
    text = str(value).encode("gbk")[:width]
    return text.rjust(width) if sort == "N" else text.ljust(width)


def _lines(month: Month, *, voids: bool = True) -> Iterable[tuple[Exported, int, Row]]:
    for voucher in month.vouchers:
        for place, row in enumerate(voucher.rows, 1):
            if voids or not voucher.is_void:
                yield voucher, place, row


def _kis(month: Month) -> tuple[str, bytes]:
    head = "日期 凭证字 凭证号 附单据数 摘要 科目编码 科目名称 借方金额 贷方金额 币别 汇率 原币金额 核算名称 制单人"
    rows = [
        (v.day, "记", v.number, 1, text, code, _full(code, "-"), _number(dr), _number(cr), "RMB", 1, None, None, "何某")
        for v, _, (code, text, dr, cr) in _lines(month, voids=False)
    ]
    return "凭证.xlsx", workbook([head.split(), *rows])


def _k3_dbf(month: Month) -> tuple[str, bytes]:
    fields = [("FDATE", "D", 8), ("FGROUP", "C", 4), ("FNUM", "N", 8), ("FENTRYID", "N", 4), ("FEXP", "C", 40)]
    fields += [("FACCTID", "C", 15), ("FOBJNAME1", "C", 20), ("FDC", "C", 1), ("FDEBIT", "N", 16), ("FCREDIT", "N", 16)]
    rows = [
        (v.day.replace("-", ""), "记", v.number, at, text, code, "", "D" if dr else "C", _yuan(dr), _yuan(cr))
        for v, at, (code, text, dr, cr) in _lines(month, voids=False)
    ]
    return "pz.dbf", dbase(fields, rows)


def _jdy(month: Month) -> tuple[str, bytes]:
    head = "日期 凭证字号 分录号 摘要 科目代码 科目名称 币别 原币金额 借方 贷方 状态"
    rows = [
        (
            v.day,
            f"记-{v.number}",
            at,
            text,
            code,
            NAMES[code],
            "RMB",
            "",
            dr / 100,
            cr / 100,
            "已作废" if v.is_void else "",
        )
        for v, at, (code, text, dr, cr) in _lines(month)
    ]
    return "精斗云凭证.xlsx", workbook([head.split(), *rows])


def _t3(month: Month) -> tuple[str, bytes]:
    head = "日期 凭证号数 科目编码 科目名称 摘要 币种 方向 原币 金额"
    rows = [
        (
            v.day.replace("-", "."),
            f"记-{v.number:04}",
            code,
            _full(code, "/"),
            text,
            "人民币",
            side,
            "",
            _yuan(dr or cr),
        )
        for v, _, (code, text, dr, cr) in _lines(month, voids=False)
        for side in ("借" if dr else "贷",)
    ]
    return "序时账.csv", comma([head.split(), *rows], "gbk")


def _tplus(month: Month) -> tuple[str, bytes]:
    head = "凭证日期 凭证类别 凭证号 附单据数 摘要 科目编码 辅助项 借方金额 贷方金额 是否作废"
    rows = [
        (v.day, "记", f"{v.number:05}", 1, text, f'="{code}"', "", _yuan(dr), _yuan(cr), "是" if v.is_void else "否")
        for v, _, (code, text, dr, cr) in _lines(month)
    ]
    return "凭证列表.csv", comma([head.split(), *rows], "utf-8-sig")


def _hkj(month: Month) -> tuple[str, bytes]:
    """The day and the number stand on the first line of a voucher only."""
    head = "日期 凭证字号 摘要 科目编码 科目名称 借方 贷方 方向 余额"
    rows: list[Sequence[Any]] = [["序时账"], [f"会计期间：{month.period.replace('-', '年')}月"], head.split()]
    for v, at, (code, text, dr, cr) in _lines(month, voids=False):
        first = (v.day, f"记字第{v.number}号") if at == 1 else (None, None)
        rows.append((*first, text, code, _full(code, "_"), _number(dr), _number(cr), "借" if dr else "贷", None))
    return "序时账.xlsx", workbook(rows)


def _lemon(month: Month) -> tuple[str, bytes]:
    head = "日期 凭证字号 摘要 科目编码 科目名称 借方金额 贷方金额 制单人 审核人"
    rows: list[Sequence[Any]] = [["甲村股份经济合作社 凭证"], head.split()]
    for v, _, (code, text, dr, cr) in _lines(month):
        said = f"{text}（作废）" if v.is_void else text
        rows.append(
            (v.day, f"记-{v.number}", said, code, _full(code, "-"), f"{dr / 100:,.2f}", f"{cr / 100:,.2f}", "何某")
        )
    total = sum(dr for _, _, (_, _, dr, _) in _lines(month)) / 100
    rows.append(("合计", None, None, None, None, total, total))
    return "柠檬云.xlsx", workbook(rows)


def _national(month: Month) -> tuple[str, bytes]:
    head = "记账凭证日期 会计年度 会计期间号 记账凭证类型编号 记账凭证编号 记账凭证行号 记账凭证摘要 科目编号 币种编码"
    head += " 借方原币金额 借方本币金额 贷方原币金额 贷方本币金额 附件数 制单人 审核人 记账人 记账标志 作废标志"
    whole, part = month.period.split("-")
    people = ("何某", "孙某", "何某")
    rows = [
        (
            v.day.replace("-", ""),
            whole,
            int(part),
            "记",
            v.number,
            at,
            text,
            code,
            *money,
            1,
            *people,
            1,
            int(v.is_void),
        )
        for v, at, (code, text, dr, cr) in _lines(month)
        for money in (("CNY", "", _yuan(dr), "", _yuan(cr)),)
    ]
    return "记账凭证.csv", comma([head.split(), *rows], "utf-8")


FORMATS: Mapping[str, Callable[[Month], tuple[str, bytes]]] = {
    "金蝶 KIS": _kis,
    "金蝶 DBF": _k3_dbf,
    "精斗云": _jdy,
    "用友 T3": _t3,
    "用友 T+": _tplus,
    "好会计": _hkj,
    "柠檬云": _lemon,
    "GB/T 24589": _national,
}
"""Program → how it writes a month: the name of the file, and its bytes."""
DROPS_VOIDS = {"金蝶 KIS", "金蝶 DBF", "用友 T3", "好会计"}
"""Formats that leave void vouchers out."""


def _moved(month: Month, code: str) -> tuple[int, int]:
    rows = [row for voucher in month.vouchers if not voucher.is_void for row in voucher.rows if row[0] == code]
    return sum(row[2] for row in rows), sum(row[3] for row in rows)


def balances(month: Month, name: str) -> tuple[str, bytes]:
    """The 科目余额表 of a month, in the form of a program."""
    held = [(code, month.opening.get(code, 0), *_moved(month, code), month.closing.get(code, 0)) for code in NAMES]
    if name == "GB/T 24589":
        head = (
            "科目编号 会计年度 会计期间号 期初余额方向 期初本币余额 借方本币金额 贷方本币金额 期末余额方向 期末本币余额"
        )
        whole, part = month.period.split("-")
        flat = [(c, whole, int(part), "借", _yuan(a), _yuan(dr), _yuan(cr), "借", _yuan(b)) for c, a, dr, cr, b in held]
        return "余额.csv", comma([head.split(), *flat], "utf-8")
    title = [f"科目余额表　{month.period[:4]}年第{int(month.period[5:])}期"]
    if name in ("精斗云", "柠檬云"):
        two = [["科目编码", "科目名称", "期初余额", None, "本期发生额", None, "期末余额", None]]
        two.append([None, None, "借方", "贷方", "借方", "贷方", "借方", "贷方"])
        rows = [(c, NAMES[c], a / 100, 0, dr / 100, cr / 100, b / 100, 0) for c, a, dr, cr, b in held]
        return "余额.xlsx", workbook([title, *two, *rows, ["合计"]])
    head = "科目编码 科目名称 期初余额 借方 贷方 期末余额"
    rows_ = [(c, NAMES[c], _yuan(a), _yuan(dr), _yuan(cr), _yuan(b)) for c, a, dr, cr, b in held]
    return "余额.csv", comma([title, head.split(), *rows_], "gbk")
