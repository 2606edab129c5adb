"""Ten sheets as villages keep them. The shapes are those of published tables; villages and amounts are invented."""

from __future__ import annotations

from datetime import datetime

from support.workbooks import grid


def day(month: int, number: int) -> datetime:
    """A day of 2026 as a spreadsheet keeps it."""
    return datetime(2026, month, number)  # noqa: DTZ001 - a spreadsheet's day has no zone


SHEETS: dict[str, bytes] = {
    "a cash book with a title, merged cells, opening, total and signatures": grid(
        [
            ["甲村 2026年3月 现金日记账"],
            ["单位：元", None, None, None, None, None, "第 1 页"],
            ["日期", "凭证号", "摘要", "科目", "收入", "支出", "结余"],
            [None, None, "上月结余", None, None, None, 800],
            [day(3, 2), "记-1", "提现", "银行存款", 500, None, 1300],
            [day(3, 5), "记-2", "路灯电费", "公益支出", None, 120.5, 1179.5],
            [day(3, 9), "记-3", "复印费", "管理费用", None, 79.5, 1100],
            [None, None, "本月合计", None, 500, 200, 1100],
            ["制表：李某", None, None, "审核：王某"],
        ],
        "3月",
        ["A1:G1"],
    ),
    "months and days in columns of their own, headings in two rows": grid(
        [
            ["2026年", None, "凭证", "摘 要", "会计科目", "借方金额", "贷方金额", "余额"],
            ["月", "日", None, None, None, None, None, None],
            [None, None, None, "上月结转", None, None, None, 800],
            [3, 2, "1", "提现", "银行存款", 500, None, 1300],
            [None, 5, "2", "路灯电费", "公益支出", None, 200, 1100],
        ],
        "现金",
        ["A1:B1", "C1:C2", "D1:D2", "E1:E2", "F1:F2", "G1:G2", "H1:H2"],
    ),
    "days without a year, amounts as text with commas and 元": grid(
        [
            ["2026年3月份现金收支表"],
            ["时间", "事由", "科目", "收方", "付方", "经办", "批准", "备注"],
            ["3月2日", "提现", "银行存款", "1,500.00元", "-", "李某", "王某", None],
            ["3.5", "路灯电费", "公益支出", "—", "￥200", "李某", "王某", "两个月的"],
        ],
    ),
    "amounts in 万元": grid(
        [
            ["甲村2026年3月现金账（单位：万元）"],
            ["日期", "内容", "科目", "收入", "支出"],
            ["2026-03-02", "提现", "银行存款", 0.15, None],
            ["2026-03-05", "路灯电费", "公益支出", None, 0.02],
        ],
    ),
    "serial days, numbers of rows, a column of one's own": grid(
        [
            ["序号", "日期", "摘要", "科目", "收入", "支出", "附件张数"],
            [1, 46083, "提现", "银行存款", 500, 0, 2],
            [2, 46086, "路灯电费", "公益支出", 0, 200, 1],
            ["合计", None, None, None, 500, 200, 3],
        ],
        "现金",
    ),
    "subtotals of pages": grid(
        [
            ["日期", "摘要", "科目", "收入", "支出", "余额"],
            [None, "承前页", None, None, None, 800],
            [day(3, 2), "提现", "银行存款", 500, None, 1300],
            [None, "本页小计", None, 500, None, None],
            [day(3, 5), "路灯电费", "公益支出", None, 200, 1100],
            [None, "本页小计", None, None, 200, None],
            [None, "合计", None, 500, 200, 1100],
            [None, "过次页", None, None, None, 1100],
        ],
        "现金2026年3月",
    ),
    "days merged over several rows, and the same again": grid(
        [
            ["日期", "摘要", "科目", "收入", "支出", "经手人"],
            [day(3, 2), "提现", "银行存款", 500, None, "李某"],
            [None, "路灯电费", "公益支出", None, 150, "同上"],
            ["〃", "复印费", "管理费用", None, 50, "〃"],
        ],
        "现金",
        ["A2:A3"],
    ),
    "cash and bank in one sheet": grid(
        [
            ["2026年3月收支明细"],
            ["日期", "摘要", "科目", "收入金额", "支出金额", "结算方式"],
            [day(3, 2), "收管护费", "经营收入", 500, None, "银行"],
            [day(3, 5), "路灯电费", "公益支出", None, 200, "现金"],
        ],
    ),
    "two months in one sheet that names none": grid(
        [
            ["日期", "摘要", "科目", "收入", "支出", "余额"],
            [day(3, 30), "提现", "银行存款", 500, None, 1300],
            [day(4, 2), "路灯电费", "公益支出", None, 200, 1100],
        ],
        "现金",
    ),
    "a bank's list with sides and a voided row": grid(
        [
            ["2026年3月 信用社存款日记账"],
            ["记账日期", "票据号", "用途", "对方科目", "借方", "贷方", "借或贷", "余额", "对方户名"],
            [None, None, "月初余额", None, None, None, "借", 20000, None],
            ["20260302", "0012", "付提现", "库存现金", None, 500, "借", 19500, None],
            ["20260303", "0013", "作废", None, None, 90, None, None, None],
            ["20260309", "0014", "收管护费", "经营收入", 700, None, "借", 20200, "县公路段"],
        ],
    ),
}
"""What is odd about a sheet → the workbook that holds it."""
