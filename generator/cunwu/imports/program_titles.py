"""科目 of an accountant's program: their full names, which of them are money, and what the board calls the others.

A name goes before a code: the same number means different things in different charts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.kinds.charts import CHARTS, account_coded, account_titled, main_title
from cunwu.kinds.ledger import CASH

BANK, OTHER = "银行存款", "其他"
PLAIN = "简易"
_MONEY = {"库存现金": CASH, "现金": CASH, "银行存款": BANK, "其他货币资金": OTHER}
_FOUR_DIGITS = {"1001": CASH, "1002": BANK, "1012": OTHER}
_RURAL = {"101": CASH, "102": BANK}
_SEPARATOR = regex(r"\s*(?:[-_/\\:：>—–－]+)\s*")
_CODE_MARK = regex(r"[.\-_ /]")
_SHORT, _WIDE = 3, 4
LIKELY: Mapping[str, str] = {
    "主营业务收入": "经营收入",
    "其他业务收入": "经营收入",
    "营业外收入": "其他收入",
    "主营业务成本": "经营支出",
    "其他业务成本": "经营支出",
    "营业外支出": "其他支出",
    "财务费用": "其他支出",
    "应收账款": "应收款",
    "其他应收款": "应收款",
    "应付账款": "应付款",
    "其他应付款": "应付款",
    "应付职工薪酬": "应付工资",
    "实收资本": "资本",
    "专项应付款": "专项应付款",
    "发包及上交收入": "经营收入",
    "税金及附加": "其他支出",
}
"""Titles of other charts → what they most likely are on the board; proposed, never taken unasked."""


class Title(Frozen):
    """An account of the program, with the names of the accounts it is a detail of: “管理费用-办公费”."""

    code: str
    name: str
    full: str
    has_parents: bool

    @property
    def said(self) -> str:
        """The account as messages call it: code and full name."""
        return f"{self.code} {self.full}".strip()

    @property
    def names(self) -> tuple[str, ...]:
        """What the account may be called by whoever says what it means."""
        return tuple(dict.fromkeys(name for name in (self.full, self.code, self.name, _main(self.full)) if name))


class Titles:
    """Every account that the files name, to look up parents by their codes."""

    def __init__(self, accounts: Iterable[tuple[str, str]]) -> None:
        self._names: dict[str, str] = {}
        for code, name in accounts:
            if code and name:
                self._names.setdefault(code, name)

    def title(self, code: str, name: str) -> Title:
        """An account with the names above it; what the program writes in full stays as it is."""
        name = name or self._names.get(code, "")
        full = _SEPARATOR.sub("-", name)
        if "-" in full or not code:
            return Title(code, name, full, has_parents="-" in full)
        above = [
            self._names[cut]
            for cut in dict.fromkeys(code[:end].rstrip("._-/ ") for end in range(1, len(code)))
            if cut != code and cut in self._names
        ]
        own = [_SEPARATOR.sub("-", one) for one in (*above, name) if one]
        return Title(code, name, "-".join(dict.fromkeys(own)), has_parents=bool(above))


def money_sort(title: Title) -> str:
    """库存现金, 银行存款 or 其他 for an account of money; empty for any other."""
    main = _main(title.full)
    if main in _MONEY:
        return _MONEY[main]
    if title.has_parents or any(main in chart for chart in CHARTS.values()):
        return ""
    head, *rest = _CODE_MARK.split(title.code)
    if head[:_WIDE] in _FOUR_DIGITS and (len(head) % 2 == 0 or rest):
        return _FOUR_DIGITS[head[:_WIDE]]
    return _RURAL.get(head[:_SHORT], "") if len(head) % 2 or rest else ""


def leaf_of(title: Title) -> str:
    """What tells an account of money from the others of its sort: 信用社基本户 of 银行存款-信用社基本户."""
    _, _, leaf = title.full.partition("-")
    if leaf:
        return leaf
    main = _main(title.full)
    inside = title.full[len(main) :].strip("()（）")
    return inside if main in _MONEY else title.full


def board_title(title: Title, regime: str, remembered: Mapping[str, str]) -> str:
    """The 科目 of a record; empty if it has to be asked for."""
    for name in title.names:
        if name in remembered:
            found = remembered[name]
            detail = title.full.partition("-")[2]
            return f"{found}-{detail}" if name == _main(title.full) and detail and "-" not in found else found
    if regime == PLAIN or account_titled(regime, title.full) is not None:
        return title.full or title.code
    if title.has_parents or any(_main(title.full) in chart for chart in CHARTS.values()):
        return ""
    head = _CODE_MARK.split(title.code)[0]
    account = account_coded(regime, head) if len(head) % 2 else None
    is_detail = account is not None and title.code != account.code
    if account is None or (title.full and not is_detail):
        return ""
    return f"{account.name}-{title.full}" if title.full else account.name


def likely_title(title: Title, regime: str) -> str:
    """What to propose for an account that the chart does not have."""
    chart = CHARTS.get(regime)
    likely = LIKELY.get(_main(title.full), "")
    if chart is None or likely in chart:
        return likely or "其他支出"
    return "其他支出"


def _main(full: str) -> str:
    main = main_title(full)
    bare = main.partition("(")[0].strip()
    return bare if bare in _MONEY else main
