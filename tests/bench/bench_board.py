"""A board of any size, the same for the same numbers: records as villages write them, in the canonical form.

Nobody and nothing in it is real; every place is marked 演示.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ENTRIES = 25
MONTHS = 6
TITLES = ("公益支出", "管理费用", "经营支出", "维修费", "补助收入", "租金收入")
COUNTERPARTS = ("县供电公司", "镇自来水厂", "清河建材店", "县农资公司", "村民小组", "镇财政所")
YEAR = 2026


def yuan(fen: int) -> str:
    """An amount as it is typed."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def month_text(month: int) -> str:
    """Months count on from January of the first year."""
    return f"{YEAR + month // 12}-{month % 12 + 1:02}"


def amount(village: int, month: int, number: int) -> int:
    """What an entry does to the balance, in fen."""
    fen = (village * 37 + month * 1009 + number * 7919) % 90_000 + 10_000
    return fen * 3 if number % 4 == 0 else -fen


@cache
def _moved(village: int, month: int, entries: int) -> int:
    return sum(amount(village, month, number) for number in range(1, entries + 1))


def opening(village: int, month: int) -> int:
    """What the account held before the month, in fen."""
    return 10_000_000 + village * 100 + sum(_moved(village, earlier, ENTRIES) for earlier in range(month))


def entry(village: int, month: int, number: int, fen: int) -> str:
    """One entry of a ledger."""
    title = TITLES[number % len(TITLES)]
    return (
        f"  - 编号: {number:03}\n"
        f"    日期: {month_text(month)}-{min(number, 28):02}\n"
        f"    摘要: {title}第 {number} 笔，凭单据入账\n"
        f"    科目: {title}\n"
        f"    {'收入' if fen > 0 else '支出'}: {yuan(abs(fen))}\n"
        "    账户: 现金\n"
        f"    凭证: 记-{number}\n"
        f"    对方: {COUNTERPARTS[(village + number) % len(COUNTERPARTS)]}\n"
        "    经手人: 李某\n"
        "    证明人: 孙某\n"
        "    审批人: 王某\n"
    )


def ledger(village: int, month: int, *, entries: int = ENTRIES, correction: int = 0) -> str:
    """One month's ledger that adds up; with a `correction` its first entry became that many yuan more expensive."""
    start, movement = opening(village, month), _moved(village, month, entries) - correction * 100
    lines = [
        entry(village, month, number, amount(village, month, number) - (correction * 100 if number == 1 else 0))
        for number in range(1, entries + 1)
    ]
    corrected = ""
    if correction:
        was = (-amount(village, month, 1), start + movement + correction * 100)
        now = (was[0] + correction * 100, start + movement)
        corrected = "更正:\n" + "".join(
            f"  - 编号: 更{number}\n    条目: {item}\n    字段: {field}\n"
            f"    原值: {yuan(before)}\n    新值: {yuan(after)}\n"
            f"    原因: 抄错\n    批准: 村务监督委员会\n    日期: {month_text(month)}-28\n"
            for number, (item, field, before, after) in enumerate(
                zip(("001", "现金"), ("支出", "期末"), was, now, strict=True), 1
            )
        )
    return (
        f"账套: 合作社\n期间: {month_text(month)}\n制度: 简易\n"
        f"账户:\n  - 编号: 现金\n    名称: 库存现金\n    类别: 库存现金\n    期初: {yuan(start)}\n"
        f"    期末: {yuan(start + movement)}\n明细:\n{''.join(lines)}"
        f"审核:\n  - 编号: 审1\n    角色: 村务监督委员会\n    姓名: 周某\n    日期: {month_text(month)}-28\n"
        f"    意见: 同意公布\n{corrected}"
    )


def project(village: int, number: int) -> str:
    """A project under construction."""
    price = (village * 13 + number * 999) % 50_000 + 20_000
    return (
        f"编号: 项目-{number}\n名称: 第{number}号村道硬化\n地点: 村口至第{number}组，{1 + number}.5 公里\n"
        "目的: 雨天泥泞，学生上学、农产品外运都不方便\n状态: 在建\n"
        "建设内容:\n  - 编号: 内1\n    内容: 水泥路面\n    数量: 1500 平方米\n"
        "  - 编号: 内2\n    内容: 排水沟\n    数量: 600 米\n"
        f"实施单位: 第{village}村股份经济合作社\n施工单位: 清河工程队\n"
        f"金额:\n  预算: {price + 2000}.00\n  合同: {price}.00\n"
        f"已付:\n  - 编号: 付1\n    日期: {YEAR}-03-10\n    金额: {price // 3}.00\n    说明: 预付\n"
        f"资金来源:\n  - 编号: 源1\n    来源: 县\n    金额: {price + 2000}.00\n"
        f"节点:\n  - 编号: 点1\n    节点: 立项\n    计划: {YEAR}-01\n    实际: {YEAR}-01-16\n"
        f"  - 编号: 点2\n    节点: 开工\n    计划: {YEAR}-03\n    实际: {YEAR}-03-08\n"
    )


def posting() -> str:
    """A resident cadre."""
    return (
        "编号: P01\n姓名: 刘某\n派出单位:\n  - 基准县农业农村局\n层级: 县\n职务: 第一书记\n"
        "起: 2025-07-08\n派驻方式: 选派\n坐班时间: 周一、周三、周五上午\n"
    )


def attendance(village: int, month: int) -> str:
    """A month of the cadre's presence."""
    return (
        f"月份: {month_text(month)}\n人员:\n  - 编号: 考1\n    派驻: P01\n"
        f"    驻村天数: {20 + (village + month) % 5}\n    住村夜数: {10 + month % 5}\n"
    )


def region(name: str, level: str) -> str:
    """A region.yml."""
    return f"名称: {name}\n级别: {level}\n演示: 是\n"


def village_file(number: int) -> str:
    """A village.yml."""
    return (
        f"名称: 第{number}村\n简介: 村子沿河，种水稻和茶叶。\n加入日期: {YEAR}-01-01\n户数: {300 + number % 200} 户\n"
        "法人:\n  - 编号: 合作社\n    名称: 股份经济合作社\n    种类: 农村集体经济组织\n"
    )


@dataclass(frozen=True, slots=True)
class Region:
    """A place above villages; its path is that below villages/."""

    path: str
    name: str
    level: str


VILLAGES_OF = {"town": 10, "county": 250, "city": 2000}
"""How many villages a place has: a county some hundreds, a city about two thousand, as in the country itself."""


def above(number: int) -> tuple[Region, ...]:
    """The places a village lies in, from the top."""
    city, county, town = (number // VILLAGES_OF[level] for level in ("city", "county", "town"))
    paths = [f"city{city:02}", f"city{city:02}/county{county:03}"]
    return (
        Region("", "基准省", "省"),
        Region(paths[0], f"第{city}市", "市"),
        Region(paths[1], f"第{county}县", "县"),
        Region(f"{paths[1]}/town{town:04}", f"第{town}镇", "镇"),
    )


def folder_of(number: int) -> str:
    """Where a village lies."""
    return f"villages/{above(number)[-1].path}/v{number:05}"


def regions(villages: int) -> tuple[Region, ...]:
    """Every place above so many villages, those above before those below."""
    found = {place: None for number in range(0, villages, VILLAGES_OF["town"]) for place in above(number)}
    return tuple(sorted(found, key=lambda place: (place.path.count("/"), place.path)))


def places(villages: int) -> Iterator[tuple[str, str]]:
    """Path and text of every file that describes a place."""
    for place in regions(villages):
        yield "/".join(filter(None, ("villages", place.path, "region.yml"))), region(place.name, place.level)
    for number in range(villages):
        yield f"{folder_of(number)}/village.yml", village_file(number)


def records(number: int) -> Iterator[tuple[str, str]]:
    """Path and text of every record of a village: 45 KB."""
    folder = folder_of(number)
    for month in range(MONTHS):
        yield f"{folder}/finance/{month_text(month)}.yml", ledger(number, month)
        yield f"{folder}/attendance/{month_text(month)}.yml", attendance(number, month)
    for one in range(1, 4):
        yield f"{folder}/projects/{one}.yml", project(number, one)
    yield f"{folder}/postings/P01.yml", posting()


def board(villages: int) -> Iterator[tuple[str, str]]:
    """Path and text of every file of a whole board."""
    yield from places(villages)
    for number in range(villages):
        yield from records(number)


def write_board(root: Path, villages: int) -> None:
    """Put the board's records below `root`."""
    for name, text in board(villages):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
