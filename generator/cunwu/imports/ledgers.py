"""Sheets that were understood → a ledger for each month, with what the village's last ledger and the settings add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.imports.cells import Spot
from cunwu.imports.foreign import Row, SheetRead
from cunwu.imports.intake import Draft, read_texts
from cunwu.imports.joined import Joining, effects_of_entry, effects_of_transfer, number_in
from cunwu.imports.plain import NUMBER, Path, Texts
from cunwu.imports.there import ACCOUNT, BOOK, REGIME, There, ledger_at, ledger_near
from cunwu.imports.told import CellProblem
from cunwu.kinds.forms import WAN
from cunwu.kinds.ledger import CASH, LEDGER
from cunwu.kinds.village import VILLAGE
from cunwu.records.board import Board
from cunwu.values.fold import fold_ascii
from cunwu.values.period import parse_period

TITLE, UNIT = "科目", "单位"
SETTINGS = (BOOK, REGIME, TITLE, ACCOUNT, "年")
"""What a sheet may leave unsaid, and `--set` or a remembered mapping may say."""
_BANK_WORDS = ("银行", "信用社", "农商", "邮储", "存款")


class Part(Frozen):
    """What one sheet tells of money: entries, transfers, and balances as far as it states any."""

    name: str
    top: int
    """The row of the headings, for what concerns the whole sheet."""
    rows: tuple[Row, ...]
    period: str = ""
    """The year or month that the sheet is about."""
    titles: str = ""
    called: str = ""
    """The account that all of the sheet is about, as it is called there; empty if the rows, or the titles, say."""
    transfers: tuple[Row, ...] = ()
    opening: Decimal | None = None
    closing: Decimal | None = None
    """Balances of a sheet of one account."""
    stated: Mapping[tuple[str, str], tuple[Decimal | None, Decimal | None]] = {}
    """Month and number of an account → its opening and closing balance, for a sheet of several."""
    accounts: tuple[Texts, ...] = ()
    """Accounts that the village has not kept yet."""
    explained: Mapping[str, str] = {}
    """Month → what its ledger says of vouchers that are in none of its lists."""


def part_of(sheet: SheetRead) -> Part:
    """A village's own sheet of one account, or of several with a column that names them."""
    titles, opening, closing = sheet.titles, sheet.opening, sheet.closing
    top, rows, period = sheet.head.top, sheet.rows, sheet.period
    return Part(sheet.name, top, rows, period, titles, opening=opening, closing=closing)


class Gathered(Frozen):
    """The ledgers of one import, what was computed or taken over, and what is still missing."""

    drafts: tuple[Draft, ...]
    notes: tuple[str, ...]
    problems: tuple[CellProblem, ...]


def gather_ledgers(
    board: Board, sheets: Sequence[Part], settings: Mapping[str, str], answers: Mapping[str, str]
) -> Gathered:
    """A ledger for each month in the sheets, in order; each opens with what the one before it closed with.

    `answers` say which rows of a ledger that is there already are which vouchers.
    """
    return _Gathering(board, settings, answers).gather(sheets)


class _Gathering:
    """Builds the ledgers month by month."""

    def __init__(self, board: Board, settings: Mapping[str, str], answers: Mapping[str, str]) -> None:
        self.board = board
        self.settings = settings
        self.answers = answers
        self.answered: set[str] = set()
        self.problems: list[CellProblem] = []
        self.notes: list[str] = []
        self.last: Texts = {}
        self.known: dict[str, Texts] = {}
        """Number → an account as the village keeps it."""
        self.held: dict[str, Decimal] = {}
        """Number of an account → what it held at the end of the month before."""

    def gather(self, sheets: Sequence[Part]) -> Gathered:
        periods = sorted({period for sheet in sheets for period in _periods(sheet)})
        self._take_over(periods[0] if periods else "")
        for account in (account for sheet in sheets for account in sheet.accounts):
            self.known.setdefault(account[NUMBER], account)
        drafts = [self._ledger(period, sheets) for period in periods]
        self._tell_joining(periods)
        if idle := [name for name in self.answers if name not in self.answered]:
            raise CunwuError(
                f"--set 条目:{idle[0]}：记录里没有这一条", next_step="照问的写，例如 --set 条目:2026-01#003=记-7"
            )
        return Gathered(tuple(drafts), tuple(self.notes), tuple(sorted(self.problems)))

    def _take_over(self, first: str) -> None:
        """Book, regime and accounts from a ledger of the village: the last one before, else the first after."""
        near = ledger_near(self.board, self.settings.get(BOOK, ""), first)
        if near is None:
            return
        self.last = read_texts(self.board.source, near.path)
        before = near.record is not None and near.record.day is not None and near.record.day.isoformat() < first
        self.notes.append(f"账套、制度和账户照 {near.path}")
        for account in self.last.get("账户", []):
            self.known[account[NUMBER]] = account
            if before and (closing := number_in(account.get("期末", ""))) is not None:
                self.held[account[NUMBER]] = closing * (10_000 if self.last.get(UNIT) == WAN else 1)

    def _ledger(self, period: str, sheets: Sequence[Part]) -> Draft:
        cells: dict[Path, Spot] = {}
        parts = [(sheet, [row for row in sheet.rows if _month_of(row) == period]) for sheet in sheets]
        parts = [(sheet, rows) for sheet, rows in parts if rows or period in _periods(sheet)]
        start = Spot(parts[0][0].name, parts[0][0].top, 0)
        texts: Texts = {**self._of_book(start), "期间": period}
        entries: list[Texts] = []
        movement: dict[str, Decimal] = {}
        stated: dict[str, tuple[Part, Decimal | None, Decimal | None]] = {}
        for sheet, rows in parts:
            used = {number} if sheet.called and (number := self._account_called(sheet.called, sheet)) else set()
            stated |= {number: (sheet, *both) for (month, number), both in sheet.stated.items() if month == period}
            for row in rows:
                entry = self._entry(sheet, row, len(entries) + 1)
                place = len(entries)
                entries.append(entry)
                cells |= {("明细", place, word): spot for word, spot in row.cells.items() if word in entry}
                cells["明细", place] = next(iter(row.cells.values()), Spot(sheet.name, row.row, 0))
                number = str(entry.get(ACCOUNT, ""))
                used.add(number)
                movement[number] = movement.get(number, Decimal()) + _effect(entry)
            if not sheet.stated and (len(used) == 1 or (not used and len(self.known) == 1)):
                number = next(iter(used or self.known))
                if number in stated:
                    continue
                whole = len(_periods(sheet)) == 1
                stated[number] = (sheet, sheet.opening if whole else None, sheet.closing if whole else None)
        transfers = [
            (row, self._transfer(sheet, row, movement)) for sheet, _ in parts for row in _of(period, sheet.transfers)
        ]
        lists: dict[str, list[Texts]] = {"明细": entries, "划转": []}
        for place, (row, moved) in enumerate(transfers):
            lists["划转"].append({NUMBER: f"划{place + 1}", **moved})
            cells |= {("划转", place, word): spot for word, spot in row.cells.items()}
            cells["划转", place] = next(iter(row.cells.values()), start)
        there = self._there(period, texts, start)
        if there is not None:
            texts[REGIME] = there.texts.get(REGIME, texts.get(REGIME, ""))
            cells, movement = self._join(there, lists, cells)
        numbers = self._numbers({**movement, **dict.fromkeys(stated), **(there.accounts if there else {})})
        texts[ACCOUNT] = [
            self._account_there(there, number, movement, stated, start)
            if there is not None and number in there.accounts
            else self._account(number, movement, stated, start, period)
            for number in numbers
        ]
        texts |= {word: rows for word, rows in lists.items() if rows}
        for place, account in enumerate(texts[ACCOUNT]):
            cells |= {("账户", place): start} | {("账户", place, word): start for word in account}
        if explained := "".join(sheet.explained.get(period, "") for sheet, _ in parts):
            before = str(there.texts.get("说明", "")) if there is not None else ""
            texts["说明"] = before if explained in before else f"{before}{explained}"
        order = ("账套", "期间", "制度", "账户", "明细", "划转", "说明")
        path = there.path if there is not None else ""
        return Draft(LEDGER, {word: texts[word] for word in order if word in texts}, cells, path)

    def _there(self, period: str, texts: Texts, start: Spot) -> There | None:
        """The ledger of this book and month that the village has already."""
        found = ledger_at(self.board, str(texts.get(BOOK, "")), period)
        if found is not None and found.texts.get(UNIT) == WAN:
            self._miss(start, f"{found.path} 以万元记，这里是元", f"先把 {found.path} 改成以元记，再导入")
        for number, account in (found.accounts if found is not None else {}).items():
            self.known.setdefault(number, account)
        return found

    def _join(
        self, there: There, lists: dict[str, list[Texts]], cells: Mapping[Path, Spot]
    ) -> tuple[dict[Path, Spot], dict[str, Decimal]]:
        """Puts the rows into the ledger that is there; returns their cells, and what each account moved in all."""
        moved_cells = {path: spot for path, spot in cells.items() if path[0] not in lists}
        movement: dict[str, Decimal] = {}
        for word, (effects, first) in _JOINED.items():
            spots = [cells[word, place] for place in range(len(lists[word]))]
            joining = Joining(str(there.texts.get("期间", "")), effects, first, self.answers)
            joined = joining.join(there.texts.get(word, []), lists[word], spots, there.withdrawn)
            self.problems += joined.problems
            self.answered |= joining.answered
            lists[word] = list(joined.rows)
            for at, place in enumerate(joined.places):
                old = {path: spot for path, spot in cells.items() if path[:2] == (word, place)}
                moved_cells |= {(word, at, *path[2:]): spot for path, spot in old.items()}
            for number, effect in joined.moved.items():
                there.unknown |= {number} if effect is None else set()
                movement[number] = movement.get(number, Decimal()) + (effect or 0)
            if joined.by_voucher or joined.by_day or joined.added:
                known = (
                    f"照凭证号认出 {joined.by_voucher} 条，照日期和金额认出 {joined.by_day} 条，新添 {joined.added} 条"
                )
                rest = f"；这次没有的：{'、'.join(joined.only_there)}" if joined.only_there else ""
                self.notes.append(f"{there.path} 已经有{word}：{known}{rest}")
        return moved_cells, movement

    def _account_there(
        self,
        there: There,
        number: str,
        movement: Mapping[str, Decimal],
        stated: Mapping[str, tuple[Part, Decimal | None, Decimal | None]],
        start: Spot,
    ) -> Texts:
        """An account of a ledger that is there: it opens as it did, and closes with what is in it now."""
        account = there.accounts[number]
        sheet, said, closing = stated.get(number, (None, None, None))
        opening = number_in(account.get("期初", ""))
        if said is not None and opening is not None and said != opening:
            why = f"「{account.get('名称', number)}」的期初，{there.path} 里是 {opening:.2f}，这里是 {said:.2f}"
            self._miss(Spot(sheet.name, sheet.top, 0) if sheet else start, why, "核对上个月的期末，哪个不对改哪个")
        if closing is None and opening is not None and number not in there.unknown:
            closing = opening + movement.get(number, Decimal())
        if closing is None:
            return account
        self.held[number] = closing
        return {**account, "期末": _money(closing)}

    def _of_book(self, start: Spot) -> Texts:
        found = {BOOK: self._book(), REGIME: self.settings.get(REGIME) or str(self.last.get(REGIME, ""))}
        for word, text in found.items():
            if not text:
                self._miss(start, f"不知道「{word}」", f"加上 --set {word}=…，例如 --set {word}={_EXAMPLES[word]}")
        return {word: text for word, text in found.items() if text}

    def _book(self) -> str:
        if BOOK in self.settings or BOOK in self.last:
            return self.settings.get(BOOK) or str(self.last[BOOK])
        village = next(iter(self.board.files_of(VILLAGE)), None)
        books = read_texts(self.board.source, village.path).get("法人", []) if village is not None else []
        return str(books[0][NUMBER]) if len(books) == 1 else ""

    def _transfer(self, sheet: Part, row: Row, movement: dict[str, Decimal]) -> Texts:
        """A transfer between two accounts, and what it does to both."""
        amount = number_in(str(row.texts["金额"])) or Decimal()
        texts: Texts = dict(row.texts)
        for word, effect in (("从", -amount), ("到", amount)):
            number = self._account_called(str(row.texts[word]), sheet)
            if not number:
                self._miss_account(next(iter(row.cells.values())), str(row.texts[word]))
            texts[word] = number
            movement[number] = movement.get(number, Decimal()) + effect
        return texts

    def _entry(self, sheet: Part, row: Row, count: int) -> Texts:
        texts = {NUMBER: f"{count:03}", **row.texts}
        spot = next(iter(row.cells.values()), Spot(sheet.name, row.row, 0))
        if "日期" not in texts and len(sheet.period) == 7:
            texts["日期"] = sheet.period
        if TITLE not in texts:
            if TITLE in self.settings:
                texts[TITLE] = self.settings[TITLE]
            else:
                self._miss(spot, "没有写「科目」", "加一列「科目」；全部是同一个科目的，加上 --set 科目=…")
        if "摘要" not in texts:
            self._miss(spot, "没有写「摘要」", "填上这一笔是什么")
        number = self._account_called(str(row.texts.get(ACCOUNT, "")), sheet)
        if number:
            texts[ACCOUNT] = number
        else:
            self._miss_account(row.cells.get(ACCOUNT, spot), "")
        return texts

    def _miss_account(self, spot: Spot, called: str) -> None:
        known = "、".join(f"{account.get('名称', key)}（{key}）" for key, account in self.known.items())
        how = f"写在表名或「账户」一列里，或者加上 --set 账户=…；本村的账户有 {known}" if known else _NO_ACCOUNTS
        self._miss(spot, f"不知道「{called}」是哪个账户" if called else "不知道是哪个账户的钱", how)

    def _account_called(self, called: str, sheet: Part) -> str:
        """The number of the account that a row names, else the sheet, else the settings; the only one there is."""
        ways = [called] if called else [sheet.titles, self.settings.get(ACCOUNT, "")]
        for said in filter(None, ways):
            if said in self.known:
                return said
            folded = "".join(fold_ascii(said).split())
            hits = {
                key
                for key, account in self.known.items()
                if any(name and name in folded for name in _names_of(key, account))
            }
            if len(hits) == 1:
                return hits.pop()
            if called == "" and said == self.settings.get(ACCOUNT):
                return self._new_account(said)
        return next(iter(self.known)) if not called and len(self.known) == 1 else ""

    def _new_account(self, number: str) -> str:
        """An account that the village has not kept yet, by the name that the settings give."""
        sort = CASH if "现金" in number else "银行存款" if any(word in number for word in _BANK_WORDS) else "其他"
        self.known[number] = {NUMBER: number, "名称": CASH if sort == CASH else number, "类别": sort}
        return number

    def _numbers(self, movement: Mapping[str, object]) -> Iterable[str]:
        return [number for number in self.known if number in movement or number in self.held or len(self.known) == 1]

    def _account(
        self,
        number: str,
        movement: Mapping[str, Decimal],
        stated: Mapping[str, tuple[Part, Decimal | None, Decimal | None]],
        start: Spot,
        period: str,
    ) -> Texts:
        sheet, opening, closing = stated.get(number, (None, None, None))
        account = self.known[number]
        spot = Spot(sheet.name, sheet.top, 0) if sheet else start
        before = self.held.get(number)
        if opening is None:
            opening = before
        if opening is None:
            self._miss(spot, f"不知道「{account['名称']}」的期初", "在第一笔上面加一行 上月结余，写上余额")
            opening = Decimal()
        if closing is None:
            closing = opening + movement.get(number, Decimal())
            why = "的期末表上没有写，照期初和收支算" if number in movement else "表上没有，期末照期初"
            self.notes.append(f"{period}「{account['名称']}」{why}：{_money(closing)}")
        self.held[number] = closing
        rest = {word: text for word, text in account.items() if word not in ("期初", "期末")}
        return {**rest, "期初": _money(opening), "期末": _money(closing)}

    def _miss(self, spot: Spot, reason: str, remedy: str) -> None:
        if not any((one.spot.sheet, one.reason) == (spot.sheet, reason) for one in self.problems):
            self.problems.append(CellProblem(spot, "", reason, remedy))

    def _tell_joining(self, periods: Sequence[str]) -> None:
        village = next(iter(self.board.records(VILLAGE)), None)
        joined = village.joined if village is not None else None
        if joined is None:
            return
        early = [period for period in periods if parse_period(period).last < joined]
        if early:
            self.notes.append(f"{early[0]} 到 {early[-1]} 是加入公开板（{joined}）以前的账，补进来不算逾期")


_EXAMPLES = {BOOK: "合作社", REGIME: "简易"}
_NO_ACCOUNTS = "加上 --set 账户=…，例如 --set 账户=现金"


_JOINED = {"明细": (effects_of_entry, ("", "001")), "划转": (effects_of_transfer, ("划", "1"))}


def _of(period: str, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if _month_of(row) == period]


def _periods(sheet: Part) -> set[str]:
    found = {_month_of(row) for row in (*sheet.rows, *sheet.transfers)} - {""} | {month for month, _ in sheet.stated}
    return found or ({sheet.period} if len(sheet.period) == 7 else set())


def _month_of(row: Row) -> str:
    text = str(row.texts.get("日期", ""))
    return text[:7] if len(text) >= 7 else ""


def _names_of(number: str, account: Mapping[str, str]) -> Iterator[str]:
    yield from (number, account.get("名称", ""))
    if account.get("类别") == CASH:
        yield "现金"
    elif account.get("类别") == "银行存款":
        yield from _BANK_WORDS


def _effect(entry: Texts) -> Decimal:
    return next(iter(effects_of_entry(entry).values())) or Decimal()


def _money(number: Decimal) -> str:
    return f"{number:.2f}"
