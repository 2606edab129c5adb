"""Rows whose values are personal only when they are read together, and honest rows that look like them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from support.leaking_texts import SEED, SORTS, Case, division

HEAD = "账套: 账{key}\n期间: 2026-03\n制度: 简易\n明细:\n"
_PAIRS = (("对方", "摘要"), ("凭证", "合同"), ("摘要", "说明"), ("凭证", "说明"), ("经手人", "摘要"))
_NAMES = ("张建国", "王秀英", "欧阳小明", "李某", "陈*花", "村民张建国", "刘桂芳（户主）")
_ILLS = (
    "肝癌晚期手术费",
    "大病救助",
    "付重度残疾人护理补贴",
    "因家里的主要劳动力今年春天以来一直住院，生活困难",
    "尿毒症透析",
    "女儿 9 岁",
    "孤儿",
    "刑满释放安置",
    "身份证后六位071233",
)
_ONLY_OF_WHOLE_NAMES = {"大病救助", "付重度残疾人护理补贴"}
"""Schemes tell of one person only where nothing but that person's name stands beside them."""


def _row(values: dict[str, str], number: int = 1) -> str:
    return f"  - 编号: {number}\n    日期: 2026-03-03\n" + "".join(f"    {word}: '{values[word]}'\n" for word in values)


def parted_cases() -> Iterator[Case]:
    """Every sort of number, begun in one field and ended in another, or in the same field of the next row."""
    dice, told = random.Random(SEED + 3), 0  # noqa: S311 - the same on every run
    for sort, (make, _, _) in SORTS.items():
        for first, second in _PAIRS:
            for _ in range(6):
                number, told = make(dice), told + 1
                at = dice.randrange(3, len(number) - 2)
                said = "" if sort.startswith("18") else dice.choice(("张某 ", "电话", "联系人李某", "身份证"))
                said = "一代证 " if sort.startswith("15") else said
                start, end = f"{said}{number[:at]}", number[at:]
                rows = dice.choice(
                    (
                        _row({first: start, second: end}),
                        _row({first: start, second: end, "备注": "付款"}),
                        _row({second: start}, 1) + _row({second: end}, 2),
                    )
                )
                path = f"finance/{told:06}c.yml"
                yield Case(path, HEAD.format(key=told) + rows, number, sort, "分写", f"{first}、{second}")


def told_cases() -> Iterator[Case]:
    """Every name beside every illness, in either order."""
    told = 0
    for name in _NAMES:
        for ill in _ILLS:
            if ill in _ONLY_OF_WHOLE_NAMES and not name.startswith(("张", "王", "欧", "刘")):
                continue
            rows = (
                {"对方": name, "摘要": ill},
                {"摘要": ill, "对方": name},
                {"对方": name, "凭证": "1", "说明": ill},
            )
            for row in rows:
                told += 1
                path = f"finance/{told:06}d.yml"
                yield Case(path, HEAD.format(key=told) + _row(row), name, name, "分写", ill)


def honest_rows(rows: int) -> Iterator[dict[str, str]]:
    """Places with rows of vouchers, contracts, payees and schemes, none of which is about one person's health."""
    dice = random.Random(SEED + 4)  # noqa: S311 - the same on every run
    payees = ("县残疾人联合会", "镇供电所", "李某", "张建国", "上河村建筑队", "县医院")
    summaries = (
        "付路灯电费",
        "工资",
        "付办公用品",
        "承包款",
        "残疾人之家修缮",
        "肝癌早期筛查宣传费",
        "大病保险宣传栏",
        "清运垃圾",
    )
    for _ in range(0, rows, 50):
        text = HEAD.format(key=1)
        for number in range(1, 51):
            summary = dice.choice(summaries)
            payee = "县医院" if "残疾" in summary or "大病" in summary else dice.choice(payees)
            day = f"2026{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}"
            voucher = dice.choice((f"记-{number}", f"{number}", f"{dice.randrange(10**8):08}", f"{day}{number:03}"))
            contract = dice.choice((f"430103{day}{number:03}", f"HT{day}{number:03}", division(dice), "1", day))
            text += _row({"摘要": summary, "凭证": voucher, "对方": payee, "合同": contract}, number)
        yield {"finance/2026-03.yml": text}
