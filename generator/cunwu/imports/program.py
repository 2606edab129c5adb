"""Vouchers and balances of an accountant's program → entries and transfers on the village's accounts, with proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.imports.cells import Spot
from cunwu.imports.foreign import Row
from cunwu.imports.intake import read_texts
from cunwu.imports.ledgers import Part
from cunwu.imports.plain import NUMBER, Texts
from cunwu.imports.program_titles import (
    BANK,
    PLAIN,
    Title,
    Titles,
    board_title,
    leaf_of,
    likely_title,
    money_sort,
)
from cunwu.imports.projection import Booked, Moved, Projected, Question, Unbooked, project
from cunwu.imports.remembered import Meaning
from cunwu.imports.there import ACCOUNT, BOOK, REGIME, ledger_near
from cunwu.imports.told import CellProblem
from cunwu.imports.trial_balance import Balance, TrialBalance
from cunwu.imports.vouchers import DRAFT, VOID, Line, Voucher, VoucherSheet, months_of
from cunwu.kinds.ledger import CASH
from cunwu.records.board import Board


class Proof(Frozen):
    """One account over all months of an import: what the vouchers give, and what the 科目余额表 states."""

    account: str
    name: str
    opening: Decimal | None
    income: Decimal
    expense: Decimal
    stated: Decimal | None

    @property
    def closing(self) -> Decimal | None:
        """期初 + 收 - 支."""
        return None if self.opening is None else self.opening + self.income - self.expense


class Understood(Frozen):
    """What the vouchers of an import come to."""

    parts: tuple[Part, ...]
    projected: tuple[Projected, ...]
    proofs: tuple[Proof, ...]
    titles: tuple[tuple[str, str], ...]
    """What the program calls a 科目, and what the record calls it."""
    accounts: tuple[tuple[str, str], ...]
    """What the program calls an account of money, and its number on the board."""
    problems: tuple[CellProblem, ...]


def understand(
    board: Board, sheets: Sequence[VoucherSheet], balances: Sequence[TrialBalance], meaning: Meaning
) -> Understood:
    """Projects every voucher onto the accounts of money, and proves each account where a 科目余额表 is at hand."""
    return _Understanding(board, sheets, balances, meaning).read()


class _Understanding:
    """The accounts that the village keeps, what the program calls them, and the questions that are open."""

    def __init__(
        self, board: Board, sheets: Sequence[VoucherSheet], balances: Sequence[TrialBalance], meaning: Meaning
    ) -> None:
        self.sheets = sheets
        self.balances = balances
        self.meaning = meaning
        self.months = list(months_of(sheets))
        self.problems: list[CellProblem] = []
        self.asked: set[str] = set()
        lines = [line for sheet in sheets for voucher in sheet.vouchers for line in voucher.lines]
        leaves = [balance for sheet in balances for balance in sheet.balances]
        named = [(one.code, one.name) for one in leaves] + [(line.code, line.name) for line in lines]
        self.names = Titles(named)
        near = ledger_near(board, meaning.settings.get(BOOK, ""), self.months[0] if self.months else "")
        last: Texts = read_texts(board.source, near.path) if near is not None else {}
        self.regime = meaning.settings.get(REGIME) or str(last.get(REGIME, PLAIN))
        self.known: dict[str, Texts] = {account[NUMBER]: account for account in last.get(ACCOUNT, [])}
        self.new: dict[str, Texts] = {}
        self.numbers: dict[Title, str] = {}
        self.called: dict[Title, str] = {}
        self.banks = {title for title in map(self._title, lines) if money_sort(title) not in ("", CASH)}

    def read(self) -> Understood:
        """Everything at once, so that a person is asked once."""
        self._refuse_doubles()
        projected = [
            self._ask(project(voucher, self._account, self.meaning.vouchers.get(voucher.name, "")))
            for sheet in self.sheets
            for voucher in sorted(sheet.vouchers, key=lambda voucher: voucher.day)
        ]
        rows: dict[str, tuple[list[Row], list[Row]]] = {sheet.name: ([], []) for sheet in self.sheets}
        for one in projected:
            for entry in one.entries:
                rows[entry.voucher.sheet][0].append(self._entry(entry))
            for moved in one.transfers:
                rows[moved.voucher.sheet][1].append(_transfer(moved))
        stated = self._stated()
        proofs = [self._proof(number, projected, stated) for number in (*self.known, *self.new)]
        proofs = [proof for proof in proofs if proof.opening is not None or proof.income or proof.expense]
        new = tuple(self.new.values())
        parts = [Part(sheet.name, sheet.top, (), stated=stated, accounts=new) for sheet in self.balances[:1] if stated]
        for sheet in self.sheets:
            entries, transfers = map(tuple, rows.pop(sheet.name, ([], [])))
            explained = _explained(
                [one for one in projected if one.unbooked and one.unbooked.voucher.sheet == sheet.name]
            )
            parts.append(Part(sheet.name, sheet.top, entries, transfers=transfers, accounts=new, explained=explained))
        titles = tuple((title.said, called) for title, called in self.called.items() if called != title.full)
        accounts = tuple((title.said, number) for title, number in self.numbers.items() if number)
        return Understood(tuple(parts), tuple(projected), tuple(proofs), titles, accounts, tuple(sorted(self.problems)))

    def _title(self, line: Line | Balance) -> Title:
        return self.names.title(line.code, line.name)

    def _refuse_doubles(self) -> None:
        seen: dict[tuple[str, str], Voucher] = {}
        for voucher in (voucher for sheet in self.sheets for voucher in sheet.vouchers if voucher.number):
            first = seen.setdefault((voucher.month, voucher.number), voucher)
            if first is not voucher:
                where = f"{voucher.month} 的凭证 {voucher.number} 在「{first.sheet}」里已经有了"
                self._tell(_at(voucher, "凭证"), voucher.number, where, "同一个月只导一次：去掉重复的那一份")

    # --- accounts of money ---

    def _account(self, line: Line | Balance, spot: Spot | None = None) -> str:
        """The number of the account of money that a line is on; empty if it is not on money."""
        title = self._title(line)
        sort = money_sort(title)
        if not sort:
            return ""
        if title not in self.numbers:
            self.numbers[title] = self._number(title, sort)
        if not self.numbers[title]:
            at = spot or next(iter(line.cells.values())) if isinstance(line, Line) else spot
            self._ask_account(title, at or Spot("", 0, 0))
            return title.said
        return self.numbers[title]

    def _number(self, title: Title, sort: str) -> str:
        for name in (title.full, title.code, title.name):
            if name in self.meaning.accounts:
                number = self.meaning.accounts[name]
                if number not in self.known:
                    self._open(number, leaf_of(title), sort)
                return number
        fitting = {
            number: account for number, account in self.known.items() if (account.get("类别") == CASH) == (sort == CASH)
        }
        if hits := [number for number, account in fitting.items() if _is_called(title, number, account)]:
            return hits[0] if len(hits) == 1 else ""
        if len(fitting) == 1 and (sort == CASH or len(self.banks) == 1):
            return next(iter(fitting))
        if self.known:
            return ""
        number = "现金" if sort == CASH else leaf_of(title).replace(BANK, "银行") or "银行"
        self._open(number, leaf_of(title), sort)
        return number

    def _open(self, number: str, name: str, sort: str) -> None:
        name = CASH if sort == CASH and name in ("现金", "") else name or number
        self.new.setdefault(number, {NUMBER: number, "名称": name, "类别": sort})

    def _ask_account(self, title: Title, spot: Spot) -> None:
        known = "、".join(f"{account.get('名称', key)}（{key}）" for key, account in self.known.items())
        why = f"不知道「{title.said}」是本村的哪个账户"
        is_cash = money_sort(title) == CASH
        example = next((key for key, one in self.known.items() if (one.get("类别") == CASH) == is_cash), "银行")
        how = f"加上 --set 账户:{title.full or title.code}={example}；本村的账户有 {known}；新开的写一个新的编号"
        self._tell(spot, title.said, why, how)

    # --- entries ---

    def _entry(self, entry: Booked) -> Row:
        line, voucher = entry.line, entry.voucher
        amount = f"{entry.amount:.2f}"
        texts: Texts = {"日期": voucher.day, "摘要": _summary(voucher, line), "科目": self._called(line)}
        texts |= {"收入" if entry.is_income else "支出": amount, ACCOUNT: entry.account}
        if voucher.number:
            texts["凭证"] = voucher.number
        if entry.amount < 0:
            texts["说明"] = f"红字凭证：{_summary(voucher, line)}"
        cells = {word: spot for word, spot in line.cells.items() if word in texts}
        if amount_at := line.cells.get("金额"):
            cells["收入" if entry.is_income else "支出"] = amount_at
        return Row(texts, cells, line.row)

    def _called(self, line: Line) -> str:
        title = self._title(line)
        if title not in self.called:
            self.called[title] = board_title(title, self.regime, self.meaning.titles)
        if not self.called[title]:
            why = f"科目「{title.said}」不在 {self.regime} 的科目表里"
            name = title.full or title.code
            how = f"说出它是哪个科目：--set 科目:{name}={likely_title(title, self.regime)}；说过的会记住"
            spot = line.cells.get("科目") or next(iter(line.cells.values()))
            self._tell(spot, title.said, why, how)
        return self.called[title] or title.full

    def _ask(self, projected: Projected) -> Projected:
        if (question := projected.question) is not None:
            voucher = question.voucher
            rows = [line for line in voucher.lines if not self._account(line) and line.inflow]
            listed = "，".join(f"{self._title(line).full} {abs(line.inflow):.2f}" for line in rows)
            accounts = list(dict.fromkeys(filter(None, map(self._account, voucher.lines))))
            ways = question.ways or (_shares(rows, accounts),)
            how = " 或者 ".join(f"--set 凭证:{voucher.name}={way}" for way in ways)
            why = f"凭证 {voucher.name}：{question.reason}；要分的是 {listed or '各账户之间的钱'}"
            remedy = f"照顺序写各行是哪个账户的钱：{how}；分不清的，在记账软件里拆成两张凭证"
            if not rows:
                remedy = "在记账软件里拆成两张凭证，一张只从一个账户转出"
            self._tell(_at(voucher, "凭证"), voucher.name, why, remedy)
        return projected

    def _tell(self, spot: Spot, found: str, reason: str, remedy: str) -> None:
        if reason not in self.asked:
            self.asked.add(reason)
            self.problems.append(CellProblem(spot, found, reason, remedy))

    # --- proof ---

    def _stated(self) -> dict[tuple[str, str], tuple[Decimal | None, Decimal | None]]:
        """Month and account → what the 科目余额表 states; the closing of a longer time stands with its last month."""
        found: dict[tuple[str, str], tuple[Decimal | None, Decimal | None]] = {}
        for balance in (one for sheet in self.balances for one in sheet.leaves):
            title = self._title(balance)
            if not money_sort(title) or not (balance.opening or balance.closing or title in self.numbers):
                continue
            number = self._account(balance, balance.closing_at)
            first, last = balance.months if all(balance.months) else (self.months[0], self.months[-1])
            for month, place, amount in ((first, 0, balance.opening), (last, 1, balance.closing)):
                both = list(found.get((month, number), (None, None)))
                both[place] = (both[place] or Decimal()) + amount
                found[month, number] = (both[0], both[1])
        return found

    def _proof(
        self,
        number: str,
        projected: Sequence[Projected],
        stated: Mapping[tuple[str, str], tuple[Decimal | None, Decimal | None]],
    ) -> Proof:
        """期初 + 收 - 支 = 期末 over all months, told if a 科目余额表 says otherwise."""
        account = {**self.known, **self.new}[number]
        months = sorted(month for month, at in stated if at == number)
        opening = stated[months[0], number][0] if months else None
        closing = stated[months[-1], number][1] if months else None
        within = [one for one in projected if not months or any(months[0] <= m <= months[-1] for m in _months(one))]
        income, expense = Decimal(), Decimal()
        for one in within:
            for entry in (entry for entry in one.entries if entry.account == number):
                income += entry.amount if entry.is_income else 0
                expense += 0 if entry.is_income else entry.amount
            for moved in one.transfers:
                income += moved.amount if moved.target == number else 0
                expense += moved.amount if moved.source == number else 0
        proof = Proof(number, str(account["名称"]), opening, income, expense, closing)
        if closing is not None and proof.closing is not None and proof.closing != closing:
            spot = next(one.closing_at for sheet in self.balances for one in sheet.leaves if self._is(one, number))
            sums = f"期初 {opening:.2f} + 收 {income:.2f} - 支 {expense:.2f} = {proof.closing:.2f}"
            why = f"「{proof.name}」科目余额表的期末是 {closing:.2f}，{sums}，差 {closing - proof.closing:.2f}"
            drafts = [one.unbooked.voucher.name for one in projected if one.unbooked and one.unbooked.why == DRAFT]
            hint = f"草稿 {'、'.join(drafts)} 没有算进来，" if drafts else ""
            self._tell(spot, f"{closing:.2f}", why, f"{hint}看凭证导全了没有、余额表是不是同一个月的，都重新导出")
        return proof

    def _is(self, balance: Balance, number: str) -> bool:
        return bool(money_sort(self._title(balance))) and self._account(balance, balance.closing_at) == number


def _explained(projected: Sequence[Projected]) -> dict[str, str]:
    """Month → a sentence that names the vouchers of which nothing is in its ledger; their numbers would seem lost."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in unbooked_of(projected):
        why = next((said for word, said in _WHY.items() if one.why.startswith(word)), _WHY[""])
        if one.voucher.number:
            found.setdefault(one.voucher.month, {}).setdefault(why, []).append(one.voucher.number)
    return {
        month: "；".join(f"{why}：{'、'.join(numbers)}" for why, numbers in by_reason.items()) + "。"
        for month, by_reason in found.items()
    }


_WHY = {
    VOID: "作废的凭证",
    DRAFT: "还没有记账的凭证，没有算进来",
    "": "没有动钱的凭证（折旧、计提、结转这些），不记在收支里",
}


def _months(one: Projected) -> Iterator[str]:
    yield from (entry.voucher.month for entry in one.entries)
    yield from (moved.voucher.month for moved in one.transfers)


def _is_called(title: Title, number: str, account: Texts) -> bool:
    """Whether the program's name of an account holds the village's name of it, or the other way round."""
    name, leaf = str(account.get("名称", "")), leaf_of(title)
    return leaf in (number, name) or (len(name) > 1 and name in title.full) or (len(leaf) > 1 and leaf in name)


def _summary(voucher: Voucher, line: Line) -> str:
    return line.summary or next((one.summary for one in voucher.lines if one.summary), line.name or line.code)


def _transfer(moved: Moved) -> Row:
    voucher = moved.voucher
    texts: Texts = {"日期": voucher.day, "从": moved.source, "到": moved.target, "金额": f"{moved.amount:.2f}"}
    texts |= {"凭证": voucher.number} if voucher.number else {}
    texts["摘要"] = _summary(voucher, moved.line)
    return Row(texts, {word: spot for word, spot in moved.line.cells.items() if word in texts}, moved.line.row)


def _shares(rows: Sequence[Line], accounts: Sequence[str]) -> str:
    """How an answer is written, for a voucher of which no split fits."""
    split = "+".join(f"{account}:…" for account in accounts)
    return "、".join(split if place == 0 else accounts[-1] for place in range(len(rows)))


def _at(voucher: Voucher, word: str) -> Spot:
    line = voucher.lines[0]
    return line.cells.get(word) or next(iter(line.cells.values()), Spot(voucher.sheet, line.row, 0))


def unbooked_of(projected: Sequence[Projected]) -> Iterator[Unbooked]:
    """The vouchers that are in no record, in order."""
    yield from (one.unbooked for one in projected if one.unbooked is not None)


def questions_of(projected: Sequence[Projected]) -> Iterator[Question]:
    """The vouchers that a person is asked about, in order."""
    yield from (one.question for one in projected if one.question is not None)
