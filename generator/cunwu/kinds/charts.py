"""The two national charts of accounts as data. Source: rural-accounting-2023/chart, rural-accounting-2004/chart.

A code means different things in the two regimes (511 was income, is expense), so a code is only ever read with its
regime, and records name accounts in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex

Sort = Literal["资产", "负债", "所有者权益", "成本", "收入", "支出"]
SORTS: tuple[Sort, ...] = ("资产", "负债", "所有者权益", "成本", "收入", "支出")
_DEBIT_SORTS = frozenset(("资产", "成本", "支出"))


class Account(Frozen):
    """One account (科目) of a chart."""

    code: str
    name: str
    sort: Sort
    is_contra: bool = False
    """Kept on the credit side and subtracted from another account: accumulated depreciation, amortisation."""

    @property
    def is_debit(self) -> bool:
        """Whether its balance is usually a debit."""
        return (self.sort in _DEBIT_SORTS) != self.is_contra


class Chart(Frozen):
    """All accounts of one regime, in the order of their codes."""

    regime: str
    source: str
    accounts: tuple[Account, ...]
    by_name: Mapping[str, Account]
    by_code: Mapping[str, Account]

    def __contains__(self, name: str) -> bool:
        return name in self.by_name


def _chart(regime: str, source: str, text: str) -> Chart:
    """A chart from lines of a class and its accounts; a minus before a code marks a contra account."""
    accounts = []
    for line in text.strip().splitlines():
        sort, *rest = line.split()
        (known,) = [one for one in SORTS if one == sort]
        for code, name in zip(rest[::2], rest[1::2], strict=True):
            accounts.append(Account(code.removeprefix("-"), name, known, code.startswith("-")))
    in_order = tuple(sorted(accounts, key=lambda account: account.code))
    by_name = {account.name: account for account in in_order}
    return Chart(regime, source, in_order, by_name, {account.code: account for account in in_order})


CHARTS: Mapping[str, Chart] = {
    "kj2023": _chart(
        "kj2023",
        "rural-accounting-2023/chart",
        """
资产 101 库存现金 102 银行存款 111 短期投资 112 应收款 113 内部往来 121 库存物资 131 消耗性生物资产 132 生产性生物资产
资产 -133 生产性生物资产累计折旧 134 公益性生物资产 141 长期投资 151 固定资产 -152 累计折旧 153 在建工程
资产 154 固定资产清理 161 无形资产 -162 累计摊销 171 长期待摊费用 181 待处理财产损溢
负债 201 短期借款 211 应付款 212 应付工资 213 应付劳务费 214 应交税费
负债 221 长期借款及应付款 231 一事一议资金 241 专项应付款
所有者权益 301 资本 311 公积公益金 321 本年收益 322 收益分配
成本 401 生产(劳务)成本
收入 501 经营收入 502 投资收益 503 补助收入 504 其他收入
支出 511 经营支出 512 税金及附加 513 管理费用 514 公益支出 515 其他支出 521 所得税费用
""",
    ),
    "kj2004": _chart(
        "kj2004",
        "rural-accounting-2004/chart",
        """
资产 101 现金 102 银行存款 111 短期投资 112 应收款 113 内部往来 121 库存物资 131 牲畜(禽)资产 132 林木资产
资产 141 长期投资 151 固定资产 -152 累计折旧 153 固定资产清理 154 在建工程 161 无形资产
负债 201 短期借款 202 应付款 211 应付工资 212 应付福利费 221 长期借款及应付款 231 一事一议资金 241 专项应付款
所有者权益 301 资本 311 公积公益金 321 本年收益 322 收益分配
成本 401 生产(劳务)成本
收入 501 经营收入 511 发包及上交收入 521 农业税附加返还收入 522 补助收入 531 其他收入 561 投资收益
支出 502 经营支出 541 管理费用 551 其他支出
""",
    ),
}
"""Regime → its chart; 简易 has none."""

IN_PLAIN_WORDS: Mapping[str, str] = {
    "库存现金": "锁在保险柜里的现钱",
    "现金": "锁在保险柜里的现钱",
    "银行存款": "存在银行的钱",
    "货币资金": "现钱加银行里的钱",
    "短期投资": "随时能收回来的投资",
    "应收款": "别人欠村里的钱",
    "内部往来": "和本村成员、承包户之间的欠账",
    "库存物资": "仓库里还没用的东西",
    "存货": "仓库里的东西和还没做完的活",
    "消耗性生物资产": "养大了要卖的，如肉猪、鱼苗",
    "生产性生物资产": "年年有收成的，如果树、母牛",
    "生产性生物资产累计折旧": "果树、母牛这些年用掉的价值，要减去",
    "公益性生物资产": "防风林、护岸林，不为卖钱",
    "牲畜(禽)资产": "养的牲畜和家禽",
    "林木资产": "村里的树和林子",
    "长期投资": "投出去一年以上的钱",
    "固定资产": "房子、水渠、路灯、机器，按当初的价钱",
    "累计折旧": "房子、机器这些年用掉的价值，要减去",
    "在建工程": "还没完工的工程已经花的钱",
    "固定资产清理": "正在处理的旧房子、旧机器",
    "无形资产": "土地使用权、商标这类看不见的权利",
    "累计摊销": "看不见的权利这些年用掉的价值，要减去",
    "长期待摊费用": "钱已经花了，要分几年摊的",
    "待处理财产损溢": "盘点多出来或者少掉、还没查清的",
    "短期借款": "一年以内要还的借款",
    "应付款": "村里欠别人的钱",
    "应付工资": "欠村干部和职工的工钱",
    "应付劳务费": "欠临时做工的人的工钱",
    "应付福利费": "留着办福利还没用的钱",
    "应交税费": "还没交的税",
    "长期借款及应付款": "一年以后才要还的欠款",
    "一事一议资金": "大家商量筹起来、专门办那件事的钱",
    "专项应付款": "上级给的、指定用处、还没用完的钱",
    "资本": "成员和各方投入的本钱",
    "公积公益金": "历年攒下、归全体成员的家底",
    "本年收益": "今年到现在净挣的",
    "收益分配": "怎样分的，还剩多少没分",
    "未分配收益": "挣了还没分的",
    "生产(劳务)成本": "还没做完的活已经花的钱",
    "经营收入": "出租、卖东西、干活挣来的",
    "发包及上交收入": "承包户交来的",
    "农业税附加返还收入": "上级返还的农业税附加",
    "投资收益": "投资挣来的",
    "补助收入": "上级补给村里的",
    "其他收入": "别的进账",
    "经营支出": "为了挣钱花掉的",
    "税金及附加": "做买卖交的税",
    "管理费用": "村里办公、误工补贴这些开销",
    "公益支出": "修路、路灯、敬老这些为大家花的",
    "其他支出": "别的开销",
    "所得税费用": "挣了钱交的所得税",
}
"""Meaning of a line of a statement for a farmer; for accounts, and for lines that join several."""

_HALF_WIDTH = str.maketrans("（）－—–", "()---")
_DETAIL = regex(r"[-/]")
_SIGN = regex(r"^(?:其中|减|加|一|二|三|四|五|六|七|八|九|十)+[:：、.]\s*")
_CODED = regex(r"([0-9]{3})[0-9]*(?:[ .-].*)?")


def without_sign(line: str) -> str:
    """A line of a statement without the sign that shows how it counts: “减：累计折旧” is 累计折旧."""
    return _SIGN.sub("", line)


@lru_cache(maxsize=4096)
def main_title(title: str) -> str:
    """The account that a title names, without details after a dash: “公益支出-路灯” is 公益支出."""
    return _DETAIL.split(_SIGN.sub("", title.translate(_HALF_WIDTH)), maxsplit=1)[0].strip()


def parent_titles(title: str) -> tuple[str, ...]:
    """A title and the titles it is a detail of, nearest first: 公益支出-路灯-电费, 公益支出-路灯, 公益支出."""
    cuts = reversed(list(_DETAIL.finditer(title.translate(_HALF_WIDTH))))
    return (title, *(title[: cut.start()].strip() for cut in cuts))


def account_coded(regime: str, code: str) -> Account | None:
    """The account that a code belongs to; digits after the first three are details."""
    chart = CHARTS.get(regime)
    found = _CODED.fullmatch(code)
    return chart.by_code.get(found[1]) if chart and found else None


def account_titled(regime: str, title: str) -> Account | None:
    """The account that a title names, with or without details."""
    chart = CHARTS.get(regime)
    return chart.by_name.get(main_title(title)) if chart else None


def is_passing(title: str) -> bool:
    """Whether money booked under a title only passes through or changes its form: deposits, loans, things bought."""
    accounts = (chart.by_name.get(main_title(title)) for chart in CHARTS.values())
    return any(account is not None and account.sort in ("资产", "负债", "所有者权益") for account in accounts)


def other_regime(regime: str) -> str:
    """The other regime, for which a code or name may have been meant."""
    return "kj2004" if regime == "kj2023" else "kj2023"


def explain_code(regime: str, code: str) -> str:
    """What a code means in its regime and in the other: “511 在 kj2023 是经营支出，在 kj2004 是发包及上交收入”."""
    found = _CODED.fullmatch(code)
    if found is None:
        return ""
    meanings = ((one, account_coded(one, code)) for one in (regime, other_regime(regime)))
    return f"{found[1]} " + "，".join(f"在 {one} {_meaning(account)}" for one, account in meanings)


def _meaning(account: Account | None) -> str:
    return f"是{account.name}" if account else "没有这个号"


def in_plain_words(title: str) -> str:
    """The meaning of a line in plain words; empty if the charts do not have it."""
    return IN_PLAIN_WORDS.get(main_title(title), "")


class Moved(Frozen):
    """A code that means one thing in the old chart and another in the new."""

    code: str
    old: Account
    new: Account


def changed_codes() -> tuple[Moved, ...]:
    """Codes whose account changed its meaning, by code; they make a bare code unsafe."""
    old, new = CHARTS["kj2004"].by_code, CHARTS["kj2023"].by_code
    both = sorted(old.keys() & new.keys())
    return tuple(Moved(code, old[code], new[code]) for code in both if old[code].name != new[code].name)


def moved_names() -> tuple[Moved, ...]:
    """Accounts that kept their name and changed their code, by their old code."""
    old, new = CHARTS["kj2004"].by_name, CHARTS["kj2023"].by_name
    both = (name for name in old if name in new)
    return tuple(Moved(old[name].code, old[name], new[name]) for name in both if old[name].code != new[name].code)
