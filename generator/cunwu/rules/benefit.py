"""BEN: benefits whose rows add up to their totals, notices that last, payouts that agree with the books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP

from cunwu.core.problem import Severity
from cunwu.derive.answers import due_of
from cunwu.derive.receivers import paid_out, sum_exactly
from cunwu.derive.wall import days_shown
from cunwu.kinds.benefit import Benefit, Receiver
from cunwu.kinds.fields import word_of
from cunwu.rules.base import Context, Finding, found, rule
from cunwu.values.bounds import Bounds, bounds_of, fen_bounds, money_in_words, yuan_in_words
from cunwu.values.money import Money, format_yuan, stated, total
from cunwu.values.price import prices
from cunwu.values.quantity import Quantity, total_quantity

_SUMS = "bookkeeping/identities"
_NOTICE = "benefit-notices/duration"
_YUAN = 100


def _amounts(rows: Sequence[Receiver]) -> list[Money]:
    """The amounts of the rows; empty where one is not known: then nothing can be compared."""
    amounts = [stated(row.amount) for row in rows]
    known = [amount for amount in amounts if amount is not None]
    return known if len(known) == len(amounts) else []


@rule(
    "BEN001",
    "写了 {count} 户的名单，没有写公示的起止日期，网上不会显示这份名单",
    remedy="公示过的补上「公示」的起、止；不公示的把「名单」删去，只留「合计」",
    source="social-assistance/publication",
    severity=Severity.NOTICE,
)
def list_without_notice(benefit: Benefit) -> Iterator[Finding]:
    """A list of people is there to be objected to: without its days it is never shown."""
    if benefit.receivers and benefit.notice is None:
        yield found(benefit, "receivers", count=len(benefit.receivers))


@rule(
    "BEN003",
    "名单共 {counted} 户，合计写的是 {stated}",
    remedy="数一遍名单；漏了的补上，「合计」里的户改为 {counted} 户",
    source=_SUMS,
    arithmetic=True,
)
def households_differ_from_rows(benefit: Benefit) -> Iterator[Finding]:
    """As many rows as the total says there are households."""
    stated_households = benefit.total.households if benefit.total else None
    rows = benefit.receivers
    if not rows or not isinstance(stated_households, Quantity) or stated_households.approximate:
        return
    if benefit.lists_all and stated_households.unit == "户" and stated_households.number != len(rows):
        yield found(benefit.total or benefit, "households", counted=len(rows), stated=stated_households)


@rule(
    "BEN004",
    "名单的数量相加是 {summed}，合计写的是 {stated}",
    remedy="核对各户的数量；都没有错就把「合计」里的数量改为 {summed}",
    source=_SUMS,
    arithmetic=True,
)
def quantity_differs_from_rows(benefit: Benefit) -> Iterator[Finding]:
    """The quantities of the rows add up to the total, where all are exact and of one unit."""
    whole = benefit.total.quantity if benefit.total else None
    parts = [row.quantity for row in benefit.receivers]
    exact = [part for part in parts if isinstance(part, Quantity) and not part.approximate]
    if (
        not benefit.lists_all
        or not exact
        or len(exact) != len(parts)
        or not isinstance(whole, Quantity)
        or whole.approximate
    ):
        return
    if {part.unit for part in exact} == {whole.unit} and (summed := total_quantity(exact)).number != whole.number:
        yield found(benefit.total or benefit, "quantity", summed=summed, stated=whole)


def _sums(benefit: Benefit) -> tuple[Money, Money, Sequence[Receiver]] | None:
    """The sum of the rows, the stated total, and the rows; None where they cannot be compared."""
    whole = stated(benefit.total.amount) if benefit.total else None
    rows = benefit.receivers
    amounts = _amounts(rows)
    return (total(amounts), whole, rows) if benefit.lists_all and amounts and whole is not None else None


def _is_rounding(summed: Money, whole: Money, rows: int) -> bool:
    """Whether a total was rounded or cut: to the yuan, or a hundredth here and there in so many rows."""
    difference = abs(summed.fen - whole.fen)
    return 2 * difference <= max(rows, 2) or (whole.fen % _YUAN == 0 and difference < _YUAN)


@rule(
    "BEN005",
    "名单的金额相加是 {summed} 元，合计写的是 {stated} 元，相差 {difference} 元{hint}",
    remedy="核对各户的金额；都没有错就把「合计」里的金额改为 {summed}",
    source=_SUMS,
    arithmetic=True,
)
def amount_differs_from_rows(benefit: Benefit) -> Iterator[Finding]:
    """The amounts of the rows add up to the total; where one row explains the difference, it is named."""
    sums = _sums(benefit)
    if sums is None:
        return
    summed, whole, rows = sums
    if summed != whole and not _is_rounding(summed, whole, len(rows)):
        difference = summed - whole
        hint = _hint(benefit, rows, difference)
        yield found(benefit.total or benefit, "amount", summed=summed, stated=whole, difference=difference, hint=hint)


def _hint(benefit: Benefit, rows: Sequence[Receiver], difference: Money) -> str:
    """The row that explains a difference: counted twice or left out, or differing from its own price by as much."""
    for row in rows:
        amount = stated(row.amount)
        priced = _priced(benefit, row)
        if amount is not None and priced is not None and amount - priced == difference:
            return f"；编号 {row.number} 按数量乘单价是 {format_yuan(priced)} 元，写的是 {format_yuan(amount)} 元"
    for row in rows:
        amount = stated(row.amount)
        if amount is not None and amount.fen and abs(difference) == abs(amount):
            return f"；正好是编号 {row.number} 的金额，看是不是漏算或者多算了一次"
    return ""


@rule(
    "BEN006",
    "合计写的是 {stated} 元，名单相加是 {summed} 元，差 {difference} 元，像是四舍五入",
    remedy="合计本来就取整的不用改，在「反常说明」里写一句；要精确的改为 {summed}",
    source=_SUMS,
    severity=Severity.NOTICE,
)
def total_is_rounded(benefit: Benefit) -> Iterator[Finding]:
    """A total that was rounded is published as it is, and said to be."""
    sums = _sums(benefit)
    if sums is None:
        return
    summed, whole, rows = sums
    if summed != whole and _is_rounding(summed, whole, len(rows)):
        yield found(benefit.total or benefit, "amount", stated=whole, summed=summed, difference=summed - whole)


def _priced(benefit: Benefit, row: Receiver) -> Money | None:
    """Quantity times the price of one, to the 分; None where either is not known exactly."""
    product = _product(benefit, row)
    if product is None or not product.is_exact:
        return None
    return Money(int(product.least.to_integral_value(ROUND_HALF_UP)))


def _product(benefit: Benefit, row: Receiver) -> Bounds | None:
    """What is certain of quantity times the price of one, in 分; None where either is not written."""
    if benefit.unit_price is None or not isinstance(row.quantity, Quantity):
        return None
    if not prices(benefit.unit_price, row.quantity.unit):
        return None
    return bounds_of(row.quantity, row.quantity.unit) * fen_bounds(benefit.unit_price)


@rule(
    "BEN016",
    "名单写的是「{listed}」，{counted}，比合计的 {stated}还多",
    remedy="核对名单和合计；名单是全部的，把「名单范围」改为 全部",
    source=_SUMS,
)
def part_exceeds_the_whole(benefit: Benefit) -> Iterator[Finding]:
    """A list of some, as of the new ones, comes to no more than the total of all."""
    if benefit.lists_all or benefit.total is None:
        return
    households, rows = benefit.total.households, benefit.receivers
    if isinstance(households, Quantity) and not households.approximate and len(rows) > households.number:
        counted = f"有 {len(rows)} 户"
        yield found(benefit.total, "households", listed=benefit.listed, counted=counted, stated=households)
    amounts, whole = _amounts(rows), stated(benefit.total.amount)
    if whole is not None and amounts and total(amounts) > whole:
        counted, told = f"相加是 {format_yuan(total(amounts))} 元", f"{format_yuan(whole)} 元"
        yield found(benefit.total, "amount", listed=benefit.listed, counted=counted, stated=told)


@rule(
    "BEN017",
    "各类的{word}相加是 {summed}，合计写的是 {stated}",
    remedy="核对「分类」的各条；都没有错就把「合计」里的{word}改为 {summed}",
    source=_SUMS,
)
def categories_differ_from_total(benefit: Benefit) -> Iterator[Finding]:
    """The classes of a benefit add up to its total, column by column, where all are exact."""
    whole = benefit.total
    for name in ("households", "people", "quantity", "amount") if whole is not None and benefit.categories else ():
        stated_whole = getattr(whole, name)
        summed = sum_exactly([getattr(row, name) for row in benefit.categories])
        if whole is not None and summed is not None and _differs(summed, stated_whole):
            yield found(whole, name, word=word_of(type(whole), name), summed=summed, stated=stated_whole)


def _differs(summed: Quantity | Money, whole: object) -> bool:
    """Whether an exact sum is not the exact total, where both are of one unit."""
    if isinstance(summed, Money):
        return isinstance(whole, Money) and summed != whole and not _is_rounding(summed, whole, 2)
    exact = isinstance(whole, Quantity) and not whole.approximate and whole.unit == summed.unit
    return exact and isinstance(whole, Quantity) and whole.number != summed.number


@rule(
    "BEN007",
    "编号 {number}：{quantity} 乘单价 {price}是 {priced} 元，写的是 {stated} 元",
    remedy="核对数量和金额；有保底、封顶或者扣减的，在「反常说明」里写清楚",
    source=_SUMS,
    severity=Severity.NOTICE,
    follows=("BEN005",),
)
def amount_differs_from_price(benefit: Benefit) -> Iterator[Finding]:
    """Quantity times the unit price is the amount of a row; one that was paid otherwise has a reason to be told."""
    for row in benefit.receivers:
        product = _product(benefit, row)
        if product is None or benefit.unit_price is None or not isinstance(row.amount, Money | Quantity):
            continue
        rounded = Bounds(product.least.to_integral_value(ROUND_FLOOR), product.most.to_integral_value(ROUND_HALF_UP))
        if fen_bounds(row.amount).differs_from(rounded):
            priced = _priced(benefit, row)
            yield found(
                row,
                "amount",
                number=row.number,
                quantity=row.quantity,
                price=money_in_words(benefit.unit_price),
                priced=yuan_in_words(product) if priced is None else priced,
                stated=yuan_in_words(fen_bounds(row.amount)),
            )


@rule(
    "BEN008",
    "公示 {days} 天（{since} 到 {until}），要求至少 {floor} 天",
    remedy="公示期不够的接着公示，把「止」改到 {right}；当地对补助另有规定的，在「反常说明」里写明",
    source=_NOTICE,
    severity=Severity.IRREGULAR,
)
def notice_too_short(benefit: Benefit, context: Context) -> Iterator[Finding]:
    """A list stays up for as many days as the place demands, where it does."""
    notice = benefit.notice
    if notice is None:
        return
    floor, days = context.settings_on(benefit, notice.since).notice_days, days_shown(notice.since, notice.until)
    if floor is not None and 0 < days < floor:
        right = notice.since + timedelta(days=floor - 1)
        yield found(notice, "until", days=days, since=notice.since, until=notice.until, floor=floor, right=right)


@rule(
    "BEN009",
    "发放相加是 {paid} 元，比{kind} {whole} 元多 {difference} 元",
    remedy="核对发放的各笔；后来增加了对象的，名单和合计也要改",
    source=_SUMS,
    follows=("BEN005",),
    severity=Severity.IRREGULAR,
)
def paid_more_than_total(benefit: Benefit) -> Iterator[Finding]:
    """No more is handed out than the list comes to."""
    whole = stated(benefit.total.amount) if benefit.total else None
    amounts = _amounts(benefit.receivers)
    kind = "合计"
    amounts = amounts if benefit.lists_all else []
    if whole is None and amounts:
        whole, kind = total(amounts), "名单相加"
    paid = paid_out(benefit)
    if paid is not None and whole is not None and paid > whole and (not amounts or paid > total(amounts)):
        yield found(benefit, "payouts", paid=paid, kind=kind, whole=whole, difference=paid - whole)


@rule(
    "BEN010",
    "发放 {number} 在 {on}，公示到 {until} 才满",
    remedy="核对两个日期；确实是先发后公示的，在「反常说明」里写明原因",
    source=_NOTICE,
    follows=("BEN002",),
    severity=Severity.IRREGULAR,
)
def paid_before_notice_ended(benefit: Benefit) -> Iterator[Finding]:
    """Money is handed out after everybody could object."""
    if benefit.notice is None:
        return
    for payout in benefit.payouts:
        if payout.on.last <= benefit.notice.until:
            yield found(payout, "on", number=payout.number, on=payout.on, until=benefit.notice.until)


@rule(
    "BEN011",
    "异议 {number} 是 {on} 提的，要求 {days} 天内答复，已经 {passed} 天，还没有答复",
    remedy="查清以后把结果写进「答复」",
    source="program/objections",
    severity=Severity.IRREGULAR,
)
def objection_without_answer(benefit: Benefit, context: Context) -> Iterator[Finding]:
    """An objection is answered within the days the place promises, where it does."""
    for objection in benefit.objections:
        settings = context.settings_on(benefit, objection.on)
        days, passed = settings.answer_days, (context.as_of - objection.on).days
        if objection.answer is None and days is not None and context.as_of > due_of(objection.on, settings):
            yield found(objection, number=objection.number, on=objection.on, days=days, passed=passed)


_SHARED = ("分红", "光伏收益", "公益性岗位")
"""What is shared out of the village's own, by a plan that a meeting decides."""


@rule(
    "BEN020",
    "「{sort}」没有写哪次会议定的",
    remedy="补一行「会议: 会议编号」；照上级名单发的写上「依据」；没有开过会的照实写，在「反常说明」里写明",
    source="rural-collective-law/matters",
    severity=Severity.IRREGULAR,
)
def shared_out_without_meeting(benefit: Benefit) -> Iterator[Finding]:
    """Who has how much of what the village itself shares out is decided by a meeting."""
    if benefit.sort in _SHARED and benefit.meeting is None and benefit.basis is None:
        yield found(benefit, "sort", sort=benefit.sort)
