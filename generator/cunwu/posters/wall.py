"""What every poster says of its hanging: from when until when, how to object, who signs; and how texts are joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from cunwu.derive.wall import wall_days
from cunwu.kinds.base import written
from cunwu.kinds.common import WORKING_DAYS, Posted, Review
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.record import Record
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.view import Fact
from cunwu.posters.sheet import Signer
from cunwu.records.record_file import RecordFile
from cunwu.values.dates import chinese_date
from cunwu.values.period import Period

BLANK_DAY = "＿＿＿＿ 年 ＿＿ 月 ＿＿ 日"
"""Written by hand when the sheet is put up."""
SPACE = "　"


def newest_period(context: PlaceContext) -> Period | None:
    """The newest period of any of a village's books; None without a ledger."""
    return max((ledger.period for ledger in context.board.records(LEDGER)), key=lambda one: one.last, default=None)


def overlaps(one: Period, other: Period) -> bool:
    """Whether two periods share a day: a quarter is hung up for each of its months."""
    return one.first <= other.last and other.first <= one.last


def blank_span() -> tuple[str, str]:
    """Two days to be written by hand."""
    return BLANK_DAY, BLANK_DAY


def facts_text(facts: Iterable[Fact], between: str = "\n") -> str:
    """Facts as one text."""
    return between.join(f"{fact.label}：{fact.text}" for fact in facts)


def posted_lines(context: PlaceContext, posted: Posted | None) -> tuple[str, ...]:
    """From when until when it hangs and where, and until when one may object; blanks where nobody has said yet."""
    day = posted.on if posted is not None else context.site.as_of
    days = wall_days(context.place, day)
    since = chinese_date(posted.on) if posted is not None else BLANK_DAY
    until = _until(posted, days)
    where = f"，地点：{posted.where}" if posted is not None else ""
    floor = f"（至少贴 {days} 天）" if days is not None else ""
    return (f"公示：{since}到 {until}{floor}{where}", objecting(until))


def _until(posted: Posted | None, days: int | None) -> str:
    if posted is not None and posted.until is not None:
        return chinese_date(posted.until)
    if posted is not None and days is not None:
        return chinese_date(posted.on + timedelta(days=days - 1))
    return BLANK_DAY


def objecting(until: str) -> str:
    """Until when one may object while it hangs; afterwards one may ask all the same."""
    return f"反馈：有不同意见，请在 {until}以前提出；过后也可以问。"


def hotline(context: PlaceContext) -> str:
    """Whom to call, and how soon there is an answer."""
    settings = context.place.settings
    if not settings.hotline:
        return "有疑问，请到村委会当面问，或者写下来投进意见箱。"
    unit = "个工作日" if settings.answer_by == WORKING_DAYS else "天"
    answer = f"，{settings.answer_days} {unit}内答复" if settings.answer_days else ""
    return f"有疑问，打监督电话 {settings.hotline}{answer}。"


def signers(roles: Sequence[str], record: Record, reviews: tuple[Review, ...]) -> tuple[Signer, ...]:
    """Everybody who has to sign, then everybody else who did; what is recorded is printed, all else left blank."""
    found = dict.fromkeys(roles, "")
    for review in written(reviews):
        if review.number not in record.withdrawn:
            found[review.role] = f"{review.name}　{review.opinion}　{chinese_date(review.on)}"
    return tuple(Signer(role, told) for role, told in found.items())


def notes_on(context: PlaceContext, file: RecordFile) -> Iterator[str]:
    """What was corrected, withdrawn, entered late, and what is irregular: nothing of it is left out on paper."""
    record = file.record
    if record is None:
        return
    for one in record.corrections:
        where = f"编号 {one.item} 的" if one.item else ""
        what = f"{where}「{one.field}」原来公布的是 {one.before}，改为 {one.after}"
        yield f"更正：{what}。{_grounds(one.reason, one.approved, one.on)}"
    for withdrawal in record.withdrawals:
        grounds = _grounds(withdrawal.reason, withdrawal.approved, withdrawal.on)
        yield f"撤销：编号 {withdrawal.item} 作废，不计入合计。{grounds}"
    for late in record.late_entries:
        yield f"补录：编号 {late.item} 是后来补记的。{_grounds(late.reason, late.approved, late.on)}"
    irregular = context.irregular_in(file.path)
    for problem in irregular:
        answer = f"说明：{problem.answer}" if problem.answer else "还没有说明原因"
        yield f"反常：{problem.message}。{answer}"
    if not irregular:
        yield "反常：无"


def _grounds(reason: str, approved: str, on: date) -> str:
    return f"原因：{reason}（{approved}，{chinese_date(on)}）"
