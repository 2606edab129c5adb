"""Vouchers as accountants' programs export them (序时账, 凭证): one sheet → vouchers with the lines of both sides.

The headings are those of 金蝶 KIS, K/3 and 精斗云, 用友 T3, T+ and 好会计, 柠檬云, and of the national interface
GB/T 24589. Programs name the same things differently; what a column means is decided by its heading alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.imports.cells import Grid, Spot
from cunwu.imports.days import period_in
from cunwu.imports.foreign import Named
from cunwu.imports.headings import find_head
from cunwu.imports.rows import Sort, sort_of
from cunwu.imports.table import Table
from cunwu.imports.told import CellProblem, Reread
from cunwu.imports.values import Unreadable, text_of
from cunwu.kinds.fields import words_of
from cunwu.kinds.ledger import Entry

CODE, NAME = "科目编码", "科目名称"
YEAR, MONTH, DAY, PERIOD = "年", "月", "日", "会计期间"
_DATE, _SORT, _NUMBER, _LINE, _SUMMARY = "日期", "凭证字", "凭证号", "分录号", "摘要"
_DEBIT, _CREDIT, _AMOUNT, _SIDE = "借方", "贷方", "金额", "方向"
_VOID, _STATE, _POSTED = "作废标志", "状态", "记账标志"
HEADINGS: Mapping[str, str] = {
    word.upper(): field
    for field, words in {
        _DATE: "日期 凭证日期 记账日期 制单日期 记账凭证日期 业务日期 会计日期 FDATE",
        YEAR: "年 年度 会计年度 年份",
        MONTH: "月 月份",
        DAY: "日",
        PERIOD: "会计期间 期间 会计期间号 会计月份 FPERIOD",
        _SORT: "凭证字 凭证类型 凭证类别 记账凭证类型编号 记账凭证类型 字 FGROUP",
        _NUMBER: "凭证号 凭证字号 凭证号数 凭证编号 凭证号码 记账凭证编号 凭证 号 FNUM",
        _LINE: "分录号 分录序号 行号 序号 记账凭证行号 FENTRYID",
        _SUMMARY: "摘要 凭证摘要 业务摘要 摘要内容 记账凭证摘要 FEXP",
        CODE: "科目编码 科目代码 科目编号 会计科目编码 会计科目代码 会计科目编号 科目号 FACCTID",
        NAME: "科目名称 科目全称 科目全名 会计科目 会计科目名称 科目 FACCTNAME",
        _DEBIT: "借方 借方金额 借方本币金额 借方发生额 本币借方 借方本币 借方本位币 借方金额本位币 借 FDEBIT",
        _CREDIT: "贷方 贷方金额 贷方本币金额 贷方发生额 本币贷方 贷方本币 贷方本位币 贷方金额本位币 贷 FCREDIT",
        _AMOUNT: "金额 本币金额 本位币金额 发生额",
        _SIDE: "方向 借贷方向 借贷 借或贷",
        _VOID: "作废标志 作废 是否作废",
        _STATE: "凭证状态 状态 单据状态 审核状态",
        _POSTED: "记账标志 过账标志 是否记账 是否过账 记账 过账 记账状态 过账状态",
    }.items()
    for word in words.split()
}
VOID, DRAFT = "作废", "草稿，还没有记账"
_YES, _NO = (
    frozenset({"1", "是", "Y", "YES", "TRUE", "T", "√", "作废", "已作废"}),
    frozenset({"0", "否", "N", "NO", "F"}),
)
_DRAFTS = regex("草稿|暂存|未记账|未过账|未审核|待审|未提交")
_NUMBERED = regex(r"([^0-9\s]{0,8}?)(?:字)?[\s]*[-—_#第]?[\s]*([0-9]{1,8})号?")
_HALF = 2
_NO_LINES = (Sort.TOTAL, Sort.CARRIED, Sort.OPENING, Sort.CLOSING)
_SIDES = ("debit", "credit")
_WORDS = words_of(Entry)


class Line(Frozen):
    """One line of a voucher: its account as the program writes it, and its amount on one of the two sides."""

    row: int
    code: str
    name: str
    summary: str
    debit: Decimal
    credit: Decimal
    cells: Mapping[str, Spot]

    @property
    def inflow(self) -> Decimal:
        """Debit less credit: what came into an account of money."""
        return self.debit - self.credit


class Voucher(Frozen):
    """One voucher with its lines; `state` says why it does not count, and is empty if it does."""

    number: str
    day: str
    lines: tuple[Line, ...]
    sheet: str
    state: str = ""

    @property
    def month(self) -> str:
        """“2026-03”."""
        return self.day[:7]

    @property
    def name(self) -> str:
        """“记-3”, or where it stands if the program gives no numbers."""
        return self.number or f"第 {self.lines[0].row + 1} 行的凭证"

    @property
    def is_balanced(self) -> bool:
        """Whether its two sides have the same sum."""
        return not sum((line.inflow for line in self.lines), Decimal())


class VoucherSheet(Frozen):
    """The vouchers of one sheet, and what else it holds."""

    name: str
    top: int
    vouchers: tuple[Voucher, ...]
    named: tuple[Named, ...]
    rereads: tuple[Reread, ...]
    problems: tuple[CellProblem, ...]


def read_vouchers(grid: Grid, file: str, year: str) -> VoucherSheet | None:
    """The vouchers of a sheet; None if it is no list of vouchers: most of what shares a number must have two sides."""
    head = find_head(grid, {}, HEADINGS)
    known = set(head.fields.values()) if head is not None else set()
    amounts = {_DEBIT, _CREDIT} <= known or {_AMOUNT, _SIDE} <= known
    if head is None or not amounts or not known & {CODE, NAME} or _SUMMARY not in known:
        return None
    reader = _Reader(grid, file, year)
    vouchers = reader.read()
    balanced = sum(voucher.is_balanced and len(voucher.lines) > 1 for voucher in vouchers)
    if not balanced or balanced * _HALF < len(vouchers):
        return None
    reader.demand_balance(vouchers)
    table = reader.table
    problems = tuple(sorted(table.problems))
    return VoucherSheet(grid.name, head.top, tuple(vouchers), table.named, tuple(table.rereads), problems)


class _Reader:
    """Reads one sheet, line by line; what a program writes only on the first line of a voucher holds for the rest."""

    def __init__(self, grid: Grid, file: str, year: str) -> None:
        head = find_head(grid, {}, HEADINGS)
        if head is None:
            raise ValueError(f"{grid.name} has no headings of vouchers")
        self.table = Table(grid, head)
        self.period = period_in([*self.table.titles[:6], grid.name, file], year)
        self.day = self.sort = self.number = ""
        self.states: dict[tuple[str, str], str] = {}
        self.lines: dict[tuple[str, str], list[Line]] = {}
        self.days: dict[tuple[str, str], str] = {}
        self.nameless = 0
        self.open = Decimal()
        self.totals: list[int] = []

    def read(self) -> list[Voucher]:
        """Every voucher, in the order of the first line of each."""
        for row in self.table.rows:
            self._read_row(row)
        sheet = self.table.grid.name
        return [
            Voucher(
                key[1] if not key[1].startswith("\0") else "", self.days[key], tuple(lines), sheet, self.states[key]
            )
            for key, lines in self.lines.items()
        ]

    def demand_balance(self, vouchers: Iterable[Voucher]) -> None:
        """A problem for each voucher that counts and whose sides differ."""
        vouchers = list(vouchers)
        lines = [line for voucher in vouchers for line in voucher.lines]
        if not any(line.debit or line.credit for line in lines):
            why = "借方、贷方两列一个数也没有"
            self.table.tell(lines[0].row, _DEBIT, why, "看金额写在哪一列，把那两列的栏目名改成 借方金额、贷方金额")
        for voucher in vouchers:
            if voucher.is_balanced or voucher.state:
                continue
            debit, credit = (sum((getattr(line, side) for line in voucher.lines), Decimal()) for side in _SIDES)
            why = f"凭证 {voucher.name} 借贷不平：借方 {debit:.2f}，贷方 {credit:.2f}，差 {debit - credit:.2f}"
            remedy = "在记账软件里改平；软件里是平的，多半是导出时漏了一行，重新导出"
            self.table.tell(voucher.lines[0].row, _NUMBER, why, remedy)

    def _read_row(self, row: int) -> None:
        table = self.table
        debit, credit = self._sides(row)
        code, name = table.says(row, CODE), table.says(row, NAME)
        texts = [text for field in (_SUMMARY, _DATE, _NUMBER, _SORT) if (text := table.says(row, field))]
        # 累计折旧 is an account, no total: what has a code is a line of a voucher.
        sort = sort_of(texts if code else [*texts, name], has_amount=bool(debit or credit))
        if not (code or name) or (sort in _NO_LINES and not (code and (debit or credit))):
            self._check_total(row, debit, credit)
            table.leave(row, "合计、期初、签字这些，不是分录")
            return
        self._begin(row)
        key = self._key()
        state = VOID if sort is Sort.VOID else self._state(row)
        self.states[key] = self.states.get(key) or state
        self.days.setdefault(key, self.day)
        if debit and credit:
            table.tell(row, _DEBIT, "这一行借方、贷方都有数", "拆成两行，一行借方、一行贷方，再导出")
        self.lines.setdefault(key, []).append(
            Line(row, code, name, table.says(row, _SUMMARY), debit, credit, self._cells(row, debit))
        )
        self.open += debit - credit
        if not self.number and not self.open:
            self.nameless += 1  # without numbers, a voucher ends where its two sides are equal

    def _check_total(self, row: int, debit: Decimal, credit: Decimal) -> None:
        """A total must be that of all lines above it, or of those below the last total; void ones may be left out."""
        lines = [(line, self.states[key]) for key, lines in self.lines.items() for line in lines]
        since = self.totals[-1] if self.totals else 0
        sums = {
            tuple(
                sum((getattr(line, side) for line, state in lines if fits(line, state)), Decimal()) for side in _SIDES
            )
            for fits in (
                lambda _line, _state: True,
                lambda _line, state: not state,
                lambda line, _state: line.row > since,
            )
        }
        self.totals.append(row)
        if (debit or credit) and (debit, credit) not in sums:
            every = sum((line.debit for line, _ in lines), Decimal())
            why = f"合计写的是借方 {debit:.2f}、贷方 {credit:.2f}，上面各行的借方相加是 {every:.2f}"
            self.table.tell(row, _DEBIT, why, "多半是导出时漏了几行，重新导出；是手工改过的表，改合计")

    def _key(self) -> tuple[str, str]:
        return (self.day[:7], self.number or f"\0{self.nameless}")

    def _begin(self, row: int) -> None:
        """The day and the number of a line; those of the line above where it has none."""
        table = self.table
        table.says(row, _LINE)
        number = table.raw(row, _NUMBER)
        if day := self._day(row):
            self.day = day
        elif not self.day:
            table.tell(row, _DATE, "没有写日期", "凭证第一行写上日期，再导入")
        self.sort = table.says(row, _SORT) or self.sort
        if number is None:
            return
        try:
            typed = text_of(number, _WORDS["凭证"]).text
        except Unreadable as error:
            table.tell(row, _NUMBER, str(error), error.remedy)
            return
        self.number = _numbered(typed, self.sort)

    def _day(self, row: int) -> str:
        """The day of a line; the month if no more is known; empty if the line says nothing."""
        table = self.table
        raw = table.raw(row, _DATE)
        year = table.says(row, YEAR).removesuffix("年") or self.period[:4]
        period = table.says(row, PERIOD)
        if raw is None and (day := table.says(row, DAY)):
            month = table.says(row, MONTH) or self.day[5:7]
            raw = f"{year}年{month.removesuffix('月')}月{day.removesuffix('日')}日" if month else None
        if raw is None:
            return f"{year}-{int(period):02}" if period.isdecimal() and len(period) < len(year) else period[:7]
        try:
            return text_of(raw, _WORDS["日期"], "", self.period or year).text
        except Unreadable as error:
            table.tell(row, _DATE, str(error), error.remedy)
            return ""

    def _sides(self, row: int) -> tuple[Decimal, Decimal]:
        table = self.table
        if _DEBIT in table.place_of and _CREDIT in table.place_of:
            return table.amount(row, _DEBIT), table.amount(row, _CREDIT)
        side, amount = table.says(row, _SIDE), table.amount(row, _AMOUNT)
        if amount and side[:1] not in ("借", "贷"):
            table.tell(row, _SIDE, "不知道是借方还是贷方", "「方向」写 借 或 贷")
        return (amount, Decimal()) if side.startswith("借") else (Decimal(), amount)

    def _state(self, row: int) -> str:
        table = self.table
        posted = table.says(row, _POSTED)
        state = f"{table.says(row, _STATE)} {posted}"
        if table.says(row, _VOID).upper() in _YES or VOID in state:
            return VOID
        is_draft = _DRAFTS.search(state) or posted.upper() in _NO
        return DRAFT if is_draft else ""

    def _cells(self, row: int, debit: Decimal) -> Mapping[str, Spot]:
        both = {_DATE: "日期", _NUMBER: "凭证", _SUMMARY: "摘要", CODE: "科目", NAME: "科目", _AMOUNT: "金额"}
        both[_DEBIT if debit else _CREDIT] = "金额"
        places = ((word, self.table.place_of.get(field)) for field, word in both.items())
        return {word: self.table.grid.spot(row, place) for word, place in places if place is not None}


def _numbered(number: str, sort: str) -> str:
    """“记-3” of 记字第3号, of 记 and 3, of 记-3."""
    found = _NUMBERED.fullmatch(number.strip())
    if found is None:
        return f"{sort}-{number}" if sort and sort not in number else number
    word = found[1].strip() or sort.removesuffix("字")
    return f"{word}-{found[2]}" if word else found[2]


def voucher_key(text: str) -> tuple[str, str]:
    """Word and number of a voucher as anybody writes it: 记-3, 记字第3号 and 记-003 are one; 3 has no word."""
    word, dash, number = _numbered("".join(text.split()), "").rpartition("-")
    return (word, number.lstrip("0") or number) if dash or number.isdecimal() else ("", text)


def months_of(sheets: Iterable[VoucherSheet]) -> Iterator[str]:
    """The months of all vouchers that count, in order."""
    yield from sorted({voucher.month for sheet in sheets for voucher in sheet.vouchers if not voucher.state})
