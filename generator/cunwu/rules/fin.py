"""FIN: money. Every sum a villager can redo is redone here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cunwu.board import Board
from cunwu.derive.balances import derive_closings, previous_of
from cunwu.kinds.charts import CHARTS
from cunwu.kinds.ledger import LEDGER, BankReconciliation, Ledger
from cunwu.kinds.village import Village
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.money import Money, plain_yuan

_PRACTICE = "bookkeeping/practice"
_CASH = "rural-accounting-2023/cash"


@rule(
    "FIN001",
    "编号 {number} 的流水{fault}",
    remedy="一笔流水只写「收入」或「支出」其中一项，另一项整行删去",
    source="rural-finance-disclosure-2011/items",
)
def entry_is_not_one_sided(ledger: Ledger) -> Iterator[Finding]:
    """An entry is income or expense, one of the two and never both."""
    for entry in ledger.entries:
        if (entry.income is None) == (entry.expense is None):
            fault = "没有写收入或支出" if entry.income is None else "同时写了收入和支出"
            yield found(entry, "number", number=entry.number, fault=fault)


@rule(
    "FIN002",
    "编号 {number} 的日期 {day} 不在 {period} 之内",
    remedy="改正日期；如果确实属于别的月份，把这一笔移到那个月的文件里",
    source=_PRACTICE,
)
def entry_outside_period(ledger: Ledger) -> Iterator[Finding]:
    """Entries and transfers fall inside the period of their ledger."""
    for movement in ledger.movements:
        if not ledger.period.contains(movement.on):
            yield found(movement, "on", number=movement.number, day=movement.on, period=ledger.period)


@rule(
    "FIN003",
    "「{account}」期末余额应为 {expected} 元，填写的是 {stated} 元，相差 {difference} 元",
    remedy="核对这个账户的期初、明细和划转；都没有错就把期末改为 {expected_plain}",
    source=_CASH,
    follows=("FIN001", "FIN005"),
)
def closing_differs_from_movement(ledger: Ledger) -> Iterator[Finding]:
    """Opening plus income minus expense and transfers is the closing balance, account by account."""
    expected = derive_closings(ledger)
    for account in ledger.accounts:
        closing = expected[account.number]
        if account.closing != closing:
            yield found(
                account,
                "closing",
                account=account.name,
                expected=closing,
                stated=account.closing,
                difference=account.closing - closing,
                expected_plain=plain_yuan(closing),
            )


@rule(
    "FIN004",
    "「{account}」期初余额应等于上期期末 {expected} 元，填写的是 {stated} 元",
    remedy="核对 {before} 的期末；上期没有错就把期初改为 {expected_plain}",
    source=_CASH,
    follows=("FIN003",),
)
def opening_differs_from_previous_closing(board: Board) -> Iterator[Finding]:
    """This period's opening is last period's closing; a dormant account keeps its balance and still appears."""
    ledgers = board.records(LEDGER)
    before = previous_of(ledgers)
    for ledger in ledgers:
        last = before.get(id(ledger))
        if last is None:
            continue
        closings = {account.number: account.closing for account in last.accounts}
        for account in ledger.accounts:
            carried = closings.get(account.number, Money(0))
            if account.opening != carried:
                yield found(
                    account,
                    "opening",
                    of=ledger,
                    because=last,
                    account=account.name,
                    expected=carried,
                    stated=account.opening,
                    before=last.period,
                    expected_plain=plain_yuan(carried),
                )


@rule(
    "FIN005",
    "编号 {number} 的账户「{account}」不在上面的账户列表里",
    remedy="账户只能填：{known}；新账户先加进账户列表",
    source=_PRACTICE,
)
def entry_names_unknown_account(ledger: Ledger) -> Iterator[Finding]:
    """Every movement goes through a money account that the ledger lists."""
    numbers = [account.number for account in ledger.accounts]
    known = "、".join(numbers)
    for entry in ledger.entries:
        if entry.account not in numbers:
            yield found(entry, "account", number=entry.number, account=entry.account, known=known)
    for transfer in ledger.transfers:
        for name in ("source", "target"):
            if getattr(transfer, name) not in numbers:
                yield found(transfer, name, number=transfer.number, account=getattr(transfer, name), known=known)


@rule(
    "FIN006",
    "划转 {number} {fault}",
    remedy="「从」和「到」写两个不同的账户，金额写正数",
    source=_PRACTICE,
)
def transfer_does_not_transfer(ledger: Ledger) -> Iterator[Finding]:
    """A transfer moves a positive amount between two different accounts."""
    for transfer in ledger.transfers:
        if transfer.source == transfer.target:
            yield found(transfer, "target", number=transfer.number, fault="的两头是同一个账户")
        elif transfer.amount.fen <= 0:
            yield found(transfer, "amount", number=transfer.number, fault="的金额应大于零")


@rule(
    "FIN007",
    "凭证号「{voucher}」已经用在编号 {first} 上",
    remedy="核对凭证；确实是同一张凭证的两笔，请写成 {voucher}(1)、{voucher}(2)",
    source=_PRACTICE,
)
def voucher_repeated(ledger: Ledger) -> Iterator[Finding]:
    """A voucher number stands once in its period."""
    seen: dict[str, str] = {}
    for movement in ledger.movements:
        if movement.voucher is None:
            continue
        first = seen.setdefault(movement.voucher, movement.number)
        if first != movement.number:
            yield found(movement, "voucher", voucher=movement.voucher, first=first)


_VOUCHER_NUMBER = re.compile(r"(.*?)([0-9]{1,6})(?:\([0-9]+\))?")


@rule(
    "FIN008",
    "凭证号不连续：缺 {missing}",
    remedy="补上缺号的凭证；作废的凭证请在说明里写明号码",
    source=_PRACTICE,
    notice=True,
)
def voucher_numbers_have_gaps(ledger: Ledger) -> Iterator[Finding]:
    """Voucher numbers of one series run without gaps from the first to the last of the period."""
    series: dict[str, dict[int, str]] = {}
    for movement in ledger.movements:
        match = _VOUCHER_NUMBER.fullmatch(movement.voucher or "")
        if match:
            series.setdefault(match[1], {})[int(match[2])] = match[2]
    for prefix, numbers in series.items():
        width = min(map(len, numbers.values()))  # 记-001 is followed by 记-002, not by 记-2
        expected = max(numbers) - min(numbers) + 1
        if expected == len(numbers) or expected > len(numbers) + 50:  # another numbering, not gaps
            continue
        missing = range(min(numbers), max(numbers))
        gaps = [f"{prefix}{number:0{width}}" for number in missing if number not in numbers]
        if ledger.explanation and all(gap in ledger.explanation for gap in gaps):
            continue
        yield found(ledger, "entries", missing="、".join(gaps[:5]))


@rule(
    "FIN009",
    "编号 {number} 是红字（负数），没有写明冲销哪一笔",
    remedy="补一行「冲销: 期间#编号」，例如 冲销: 2026-02#007",
    source=_PRACTICE,
)
def red_entry_reverses_nothing(ledger: Ledger) -> Iterator[Finding]:
    """A negative entry names the entry it reverses."""
    for entry in ledger.entries:
        if entry.reverses is None:
            for name in ("income", "expense"):
                amount = getattr(entry, name)
                if amount is not None and amount.fen < 0:
                    yield found(entry, name, number=entry.number)


@rule(
    "FIN010",
    "已经公布，但缺少{roles}的审核",
    remedy="在「审核」里补上 {roles} 的姓名、日期和意见；没有审过就先不要公布",
    source="rural-finance-disclosure-2011/review",
)
def posted_without_required_review(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """Whoever the place requires has reviewed a ledger before it is posted."""
    if ledger.posted is None:
        return
    present = {review.role for review in ledger.reviews}
    missing = [role for role in context.place.settings.signatures if role not in present]
    if missing:
        yield found(ledger, "reviews", roles="、".join(missing))


@rule(
    "FIN011",
    "编号 {number} 的经手人和审批人都是「{name}」",
    remedy="经手人不能审批自己的支出；改由另一位有权的人审批并更正记录",
    source=_PRACTICE,
)
def handler_approves_own_expense(ledger: Ledger) -> Iterator[Finding]:
    """Whoever spends does not approve."""
    for entry in ledger.entries:
        if entry.expense is not None and entry.handler is not None and entry.handler == entry.approver:
            yield found(entry, "approver", number=entry.number, name=entry.handler)


@rule(
    "FIN012",
    "出纳和主管会计都是「{name}」",
    remedy="会计和出纳不能由一人兼任；改由两个人分别签字",
    source=_PRACTICE,
)
def cashier_is_accountant(ledger: Ledger) -> Iterator[Finding]:
    """The cashier and the accountant are two people."""
    cashiers = {review.name for review in ledger.reviews if review.role == "出纳"}
    for review in ledger.reviews:
        if review.role == "主管会计" and review.name in cashiers:
            yield found(review, "name", name=review.name)


@rule(
    "FIN013",
    "{day} 的现金盘点{fault}",
    remedy="重新点数并核对账面；确有差额，在「说明」里写明原因",
    source=_CASH,
    follows=("FIN003",),
)
def cash_count_differs(ledger: Ledger) -> Iterator[Finding]:
    """Cash counted equals the book, or the record says why not; a count on the last day equals the closing."""
    closings = {account.number: account.closing for account in ledger.accounts}
    for count in ledger.cash_counts:
        closing = closings.get(count.account)
        if count.on == ledger.period.last and closing is not None and closing != count.book:
            fault = f"账面 {plain_yuan(count.book)} 元，与期末余额 {plain_yuan(closing)} 元不同"
            yield found(count, "book", day=count.on, fault=fault)
        elif count.book != count.counted and count.note is None:
            fault = f"实点 {plain_yuan(count.counted)} 元，账面 {plain_yuan(count.book)} 元，没有说明"
            yield found(count, "counted", day=count.on, fault=fault)


@rule(
    "FIN014",
    "「{account}」银行对账不平：调节后账面 {book} 元，对账单 {statement} 元",
    remedy="核对未达账项的类别和金额，补上漏写的一条",
    source=_CASH,
    follows=("FIN003",),
)
def reconciliation_does_not_balance(ledger: Ledger) -> Iterator[Finding]:
    """Book and bank statement agree once each side's outstanding items are put right."""
    for reconciliation in ledger.reconciliations:
        book, statement = _adjusted(reconciliation)
        if book != statement:
            yield found(reconciliation, "statement", account=reconciliation.account, book=book, statement=statement)


def _adjusted(reconciliation: BankReconciliation) -> tuple[Money, Money]:
    fen: Counter[str] = Counter()
    for item in reconciliation.outstanding:
        fen[item.sort] += item.amount.fen
    book = reconciliation.book.fen + fen["银行已收村未收"] - fen["银行已付村未付"]
    statement = reconciliation.statement.fen + fen["村已收银行未收"] - fen["村已付银行未付"]
    return Money(book), Money(statement)


@rule(
    "FIN015",
    "库存现金期末 {stated} 元，超过限额 {limit} 元",
    remedy="把超过限额的现金存入银行",
    source=_PRACTICE,
    notice=True,
)
def cash_above_limit(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """Cash kept overnight stays below the place's limit."""
    limit = context.place.settings.cash_limit
    for account in ledger.accounts:
        if limit is not None and account.sort == "库存现金" and account.closing > limit:
            yield found(account, "closing", stated=account.closing, limit=limit)


_HALF_WIDTH = str.maketrans("（）", "()")


@rule(
    "FIN016",
    "科目「{title}」不在 {regime} 的科目表里",
    remedy="改用科目表里的名称；流水账可以把制度写成「简易」",
    source="rural-accounting-2023/chart",
    notice=True,
)
def account_title_unknown(ledger: Ledger) -> Iterator[Finding]:
    """An account title belongs to the chart of the ledger's regime; details may follow after a dash."""
    chart = CHARTS.get(ledger.regime)
    for entry in ledger.entries:
        title = re.split(r"[-—–－/]", entry.account_title.translate(_HALF_WIDTH), maxsplit=1)[0]
        if chart is not None and title not in chart:
            yield found(entry, "account_title", title=entry.account_title, regime=ledger.regime)


@rule(
    "FIN017",
    "{before} 和 {period} 之间缺了 {missing} 的收支",
    remedy="补上缺少的月份（或季度）；没有收支也要建文件，写明期初和期末",
    source="rural-finance-disclosure-2011/items",
    notice=True,
)
def ledgers_have_a_gap(board: Board) -> Iterator[Finding]:
    """The ledgers of one book follow each other without a missing period."""
    books: dict[tuple[str, str], list[Ledger]] = {}
    for ledger in board.records(LEDGER):
        if ledger.period.kind != "range":
            books.setdefault((ledger.book, ledger.period.kind), []).append(ledger)
    for ledgers in books.values():
        ledgers.sort(key=lambda ledger: ledger.period)
        for earlier, later in pairwise(ledgers):
            expected = earlier.period.next()
            if expected < later.period:
                yield found(later, "period", of=later, before=earlier.period, period=later.period, missing=expected)


@rule(
    "FIN018",
    "编号 {number} 支出 {amount} 元，超过 {limit} 元，没有写哪次会议同意",
    remedy="补一行「会议: 会议编号」",
    source=_PRACTICE,
    notice=True,
)
def large_expense_without_meeting(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """An expense above the place's highest approval tier names the meeting that decided it."""
    tiers = context.place.settings.approvals
    limit = max((tier.limit for tier in tiers), default=None)
    for entry in ledger.entries_in_force:
        if limit is not None and entry.expense is not None and entry.expense > limit and entry.meeting is None:
            yield found(entry, "expense", number=entry.number, amount=entry.expense, limit=limit)


@rule(
    "FIN019",
    "公布日期 {posted} 早于{role}的审核日期 {reviewed}",
    remedy="先审核、后公布；核对两个日期",
    source="rural-finance-disclosure-2011/review",
)
def posted_before_review(ledger: Ledger) -> Iterator[Finding]:
    """Reviews come before posting."""
    if ledger.posted is None:
        return
    for review in ledger.reviews:
        if review.on > ledger.posted.on:
            yield found(review, "on", posted=ledger.posted.on, role=review.role, reviewed=review.on)


@rule(
    "FIN020",
    "账套「{book}」的 {period} 有两份收支，另一份是 {other}",
    remedy="合并成一份，删去重复的文件",
    source=_PRACTICE,
)
def period_entered_twice(board: Board) -> Iterator[Finding]:
    """One book has one ledger for one period."""
    seen: dict[tuple[str, object], Ledger] = {}
    for ledger in board.records(LEDGER):
        first = seen.setdefault((ledger.book, ledger.period), ledger)
        if first is not ledger:
            other = board.file_of(first).path.rpartition("/")[2]
            yield found(ledger, "period", of=ledger, book=ledger.book, period=ledger.period, other=other)


@rule(
    "FIN021",
    "上墙 {days} 天，少于规定的 {floor} 天",
    remedy="延长公布截止日期，或重新公布",
    source="shandong-disclosure/duration",
    notice=True,
)
def posted_too_short(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """A ledger stays on the wall as long as the place requires."""
    floor = context.place.settings.days_up
    posted = ledger.posted
    if floor is None or posted is None or posted.until is None:
        return
    days = (posted.until - posted.on).days
    if days < floor:
        yield found(posted, "until", days=days, floor=floor)


@rule(
    "FIN022",
    "账套「{book}」不在村文件的法人列表里",
    remedy="账套填法人的编号：{known}；没有的先在 village.yml 的「法人」里加上",
    source="fujian-two-books/2020",
)
def book_unknown(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """A ledger belongs to one of the village's legal persons."""
    village = context.place.record
    if isinstance(village, Village):
        books = [person.number for person in village.legal_persons]
        if ledger.book not in books:
            yield found(ledger, "book", book=ledger.book, known="、".join(books) or "（还没有）")


@rule(
    "FIN023",
    "库存现金期末为 {stated} 元，现金不会是负数",
    remedy="查有没有漏记收入或提取备用金的划转",
    source=_CASH,
    notice=True,
    follows=("FIN003",),
)
def cash_is_negative(ledger: Ledger) -> Iterator[Finding]:
    """There is no such thing as negative cash in a drawer; other accounts may be negative."""
    for account in ledger.accounts:
        if account.sort == "库存现金" and account.closing.fen < 0:
            yield found(account, "closing", stated=account.closing)


@rule(
    "FIN024",
    "「{account}」上期期末有 {carried} 元，本期账户列表里没有它",
    remedy="补上这个账户；没有动过的账户也要列出期初和期末",
    source=_CASH,
)
def account_with_balance_vanished(board: Board) -> Iterator[Finding]:
    """An account with a balance is carried into the next period, moved or not."""
    ledgers = board.records(LEDGER)
    before = previous_of(ledgers)
    for ledger in ledgers:
        last = before.get(id(ledger))
        numbers = {account.number for account in ledger.accounts}
        for account in last.accounts if last else ():
            if account.closing.fen and account.number not in numbers:
                yield found(ledger, "accounts", of=ledger, account=account.name, carried=account.closing)


@rule(
    "FIN025",
    "红字 {number} 的{side}是 {stated} 元，被冲销的 {target} 的{side}只有 {original} 元，冲得比原来多",
    remedy="核对被冲销的编号和金额；原来是收入就冲收入，原来是支出就冲支出",
    source=_PRACTICE,
)
def reversal_exceeds_original(board: Board) -> Iterator[Finding]:
    """A red entry takes back at most what the entry it names had put in, on the same side."""
    entries = {  # two books number their entries alike: a red entry reverses one of its own book
        (ledger.book, f"{ledger.period.text}#{entry.number}"): entry
        for ledger in board.records(LEDGER)
        for entry in ledger.entries
    }
    for ledger in board.records(LEDGER):
        for entry in ledger.entries:
            original = entries.get((ledger.book, entry.reverses or ""))
            for name, side in (("income", "收入"), ("expense", "支出")):
                stated: Money | None = getattr(entry, name)
                first: Money | None = getattr(original, name) if original else None
                if stated is None or original is None or stated.fen >= 0:
                    continue
                if first is None or first.fen < -stated.fen:
                    yield found(
                        entry,
                        name,
                        of=ledger,
                        number=entry.number,
                        side=side,
                        stated=stated,
                        target=entry.reverses,
                        original=first or Money(0),
                    )
