"""FIN, first part: entries — one by one, with their vouchers, titles and reversals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from cunwu.core.patterns import regex
from cunwu.core.problem import Severity
from cunwu.kinds.base import written
from cunwu.kinds.charts import CHARTS, account_titled, explain_code, main_title, other_regime
from cunwu.kinds.ledger import LEDGER, Entry, Ledger, Transfer
from cunwu.records.board import Board
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.dates import PartialDay
from cunwu.values.money import stated, total
from cunwu.values.near import near_miss

_PRACTICE = "bookkeeping/practice"


@rule(
    "FIN001",
    "编号 {number} 的流水没有写收入或支出",
    remedy="照凭证写「收入」或「支出」其中一项；查不到多少钱的写 不详",
    source="rural-finance-disclosure-2011/items",
)
def entry_has_no_amount(ledger: Ledger) -> Iterator[Finding]:
    """An entry is income or expense."""
    for entry in ledger.entries:
        if entry.income is None and entry.expense is None:
            yield found(entry, "number", number=entry.number)


@rule(
    "FIN058",
    "编号 {number} 的流水同时写了收入和支出，两个数都算进合计",
    remedy="一收一付各写一笔；抄重了的把多的一项整行删去；账上确实是一行的，写一条反常说明",
    source="rural-finance-disclosure-2011/items",
    severity=Severity.IRREGULAR,
)
def entry_is_two_sided(ledger: Ledger) -> Iterator[Finding]:
    """Old books have both in one row: the sums take both, and to strike one out would not be true."""
    for entry in ledger.entries:
        if entry.income is not None and entry.expense is not None:
            yield found(entry, "number", number=entry.number)


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


def numbered_by(ledger: Ledger, movement: Entry | Transfer) -> str:
    """The month in whose row of numbers a voucher stands; empty if the numbers of a ledger run on to its end.

    A book of a quarter may begin anew each month: then the same number stands in two months, on different papers.
    """
    if ledger.period.kind == "month" or not _begins_anew(ledger) or not isinstance(movement.on, PartialDay):
        return ""
    return movement.on.text[:7]


@lru_cache(maxsize=16)
def _begins_anew(ledger: Ledger) -> bool:
    """Whether the lowest number of a later month is one that an earlier month has passed."""
    reached: dict[str, int] = {}
    months: dict[tuple[str, str], list[int]] = {}
    movements: tuple[Entry | Transfer, ...] = (*written(ledger.entries), *written(ledger.transfers))
    for movement in movements:
        match = _VOUCHER_NUMBER.fullmatch(movement.voucher or "")
        if match and isinstance(movement.on, PartialDay) and movement.on.month is not None:
            months.setdefault((movement.on.text[:7], match[1]), []).append(int(match[2]))
    for (_, prefix), numbers in sorted(months.items()):
        if prefix in reached and min(numbers) <= reached[prefix] and min(numbers) == 1:
            return True
        reached[prefix] = max(numbers)
    return False


@rule(
    "FIN007",
    "凭证号「{voucher}」已经用在编号 {first} 上，两笔不是同一天",
    remedy="核对凭证；确实是同一张凭证的，日期写成一样，或者写成 {voucher}(1)、{voucher}(2)",
    source=_PRACTICE,
)
def voucher_repeated(ledger: Ledger) -> Iterator[Finding]:
    """A voucher is one paper of one day: its lines share its number and its day, and no other voucher has it."""
    seen: dict[tuple[str, str], Entry | Transfer] = {}
    for movement in ledger.movements:
        if movement.voucher is None:
            continue
        first = seen.setdefault((numbered_by(ledger, movement), movement.voucher), movement)
        if first is not movement and first.day and movement.day and first.day != movement.day:
            yield found(movement, "voucher", voucher=movement.voucher, first=first.number)


_VOUCHER_NUMBER = regex(r"(.*?)([0-9]{1,6})(?:\([0-9]+\))?")


@rule(
    "FIN008",
    "凭证号不连续：缺 {missing}",
    remedy="补上缺号的凭证；作废的凭证请在说明里写明号码",
    source=_PRACTICE,
    severity=Severity.NOTICE,
)
def voucher_numbers_have_gaps(ledger: Ledger) -> Iterator[Finding]:
    """Voucher numbers of one series run without gaps from the first to the last of the period.

    A withdrawn entry keeps its voucher, so nothing is missing there.
    """
    series: dict[tuple[str, str], dict[int, str]] = {}
    movements: tuple[Entry | Transfer, ...] = (*written(ledger.entries), *written(ledger.transfers))
    for movement in movements:
        match = _VOUCHER_NUMBER.fullmatch(movement.voucher or "")
        if match:
            series.setdefault((match[1], numbered_by(ledger, movement)), {})[int(match[2])] = match[2]
    for (prefix, _), numbers in series.items():
        width = min(map(len, numbers.values()))  # 记-001 is followed by 记-002, not by 记-2
        expected = max(numbers) - min(numbers) + 1
        if expected == len(numbers) or expected > len(numbers) + 50:  # another numbering, not gaps
            continue
        missing = range(min(numbers), max(numbers))
        gaps = [f"{prefix}{number:0{width}}" for number in missing if number not in numbers]
        if unexplained := [gap for gap in gaps if gap not in (ledger.explanation or "")]:
            yield found(ledger, "entries", missing="、".join(unexplained[:5]))


_INTEREST = regex(r"利息|结息|息收入|付息|贴息")


@rule(
    "FIN009",
    "编号 {number} 是红字（负数），没有写明冲销哪一笔",
    remedy="补一行「冲销: 期间#编号」，例如 冲销: 2026-02#007；退几笔的都写上；不是冲销的，在「说明」里写明是什么",
    source=_PRACTICE,
)
def red_entry_reverses_nothing(ledger: Ledger) -> Iterator[Finding]:
    """A negative entry names the entries it reverses, or says what it is; interest is often booked as less cost."""
    for entry in ledger.entries:
        says_what = entry.note or _INTEREST.search(f"{entry.summary} {entry.account_title}")
        if not entry.reverses and not says_what:
            for name in ("income", "expense"):
                amount = stated(getattr(entry, name))
                if amount is not None and amount.fen < 0:
                    yield found(entry, name, number=entry.number)


@rule(
    "FIN016",
    "科目「{title}」不在 {regime} 的科目表里{hint}",
    remedy="写科目表里的名称，不写号码；流水账可以把制度写成「简易」",
    source="rural-accounting-2023/chart",
    severity=Severity.NOTICE,
)
def account_title_unknown(ledger: Ledger) -> Iterator[Finding]:
    """An account title belongs to the chart of the ledger's regime; details may follow after a dash."""
    chart = CHARTS.get(ledger.regime)
    known = tuple((chart or CHARTS["kj2023"]).by_name)
    for entry in ledger.entries:
        if chart is None:  # a book of its own titles: asked about only where one just misses a name of the chart
            if hint := _near_title(entry.account_title, known):
                yield found(entry, "account_title", title=entry.account_title, regime="kj2023", hint=hint)
        elif main_title(entry.account_title) not in chart:
            hint = _meant_instead(ledger.regime, entry.account_title)
            hint = hint or _near_title(entry.account_title, known)
            yield found(entry, "account_title", title=entry.account_title, regime=ledger.regime, hint=hint)


def _near_title(title: str, known: tuple[str, ...]) -> str:
    """Asks whether a title is meant that it just misses: by a slip, or by one sign too many at an end."""
    main = main_title(title)
    if any(main in chart for chart in CHARTS.values()):
        return ""
    longer = (one for one in known if len(one) >= _LONG_TITLE and one in (main[1:], main[:-1]))
    near = near_miss(main, known) or next(longer, "")
    return f"，是不是「{near}」？" if near else ""


_LONG_TITLE = 4


def _meant_instead(regime: str, title: str) -> str:
    """What a title may stand for that is no name of the chart: a code, or an account of the other regime."""
    other = other_regime(regime)
    if code := explain_code(regime, title):
        return f"：{code}"
    return f"：它是 {other} 的科目" if account_titled(other, title) else ""


@rule(
    "FIN018",
    "编号 {number} 支出 {amount} 元，超过 {limit} 元，没有写哪次会议同意",
    remedy="补一行「会议: 会议编号」",
    source=_PRACTICE,
    severity=Severity.IRREGULAR,
)
def large_expense_without_meeting(ledger: Ledger, context: Context) -> Iterator[Finding]:
    """An expense above the place's highest approval tier names the meeting that decided it."""
    tiers = context.settings_on(ledger, ledger.period.last).approvals
    limit = max((tier.limit for tier in tiers), default=None)
    if limit is None:
        return
    for entry in ledger.entries:
        expense = stated(entry.expense)
        if expense is not None and expense > limit and entry.meeting is None:
            yield found(entry, "expense", number=entry.number, amount=expense, limit=limit)


@rule(
    "FIN025",
    "红字 {number} 的{side}是 {stated} 元，被冲销的 {target} 的{side}只有 {original} 元，冲得比原来多",
    remedy="核对被冲销的编号和金额；原来是收入就冲收入，原来是支出就冲支出",
    source=_PRACTICE,
    arithmetic=True,
)
def reversal_exceeds_original(board: Board) -> Iterator[Finding]:
    """A red entry takes back at most what the entry it names had put in, on the same side."""
    ledgers = board.records(LEDGER)
    reversals = [(ledger, entry) for ledger in ledgers for entry in ledger.entries if entry.reverses]
    entries = {  # two books number their entries alike: a red entry reverses one of its own book
        (ledger.book, f"{ledger.period.text}#{entry.number}"): entry
        for ledger in (ledgers if reversals else ())
        for entry in ledger.entries
    }
    for ledger, entry in reversals:
        originals = [one for target in entry.reverses if (one := entries.get((ledger.book, target))) is not None]
        if len(originals) != len(entry.reverses) or any(one.is_unknown for one in originals):
            continue
        for name, side in (("income", "收入"), ("expense", "支出")):
            red = stated(getattr(entry, name))
            firsts = [first for one in originals if (first := stated(getattr(one, name))) is not None]
            original = total(firsts)
            if red is not None and red.fen < 0 and original.fen < -red.fen:
                yield found(
                    entry,
                    name,
                    of=ledger,
                    number=entry.number,
                    side=side,
                    stated=red,
                    target="、".join(entry.reverses),
                    original=original,
                )


@rule(
    "FIN032",
    "编号 {number} 的日期{known}",
    remedy="查到了日子就写上，公布过的用「更正」；查不到的不用改，不要编一个日子",
    source=_PRACTICE,
    severity=Severity.IRREGULAR,
)
def day_is_not_known(ledger: Ledger) -> Iterator[Finding]:
    """An entry or transfer has its day; one of an old book that lost it is published, and that is said."""
    for movement in ledger.movements:
        if movement.day is None:
            known = f"只知道是 {movement.on.text}" if isinstance(movement.on, PartialDay) else "不详"
            yield found(movement, "on", number=movement.number, known=known)
