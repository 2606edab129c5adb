"""The ten tasks of a village to practise in: what is to be done, and what is still missing, by the records as read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from cunwu.core.frozen import Frozen
from cunwu.core.problem import CunwuError
from cunwu.derive.balances import derive_closings
from cunwu.kinds.asset import ASSET
from cunwu.kinds.base import written
from cunwu.kinds.ledger import LEDGER, Entry, Ledger
from cunwu.kinds.meeting import MEETING
from cunwu.kinds.notice import NOTICE
from cunwu.kinds.record import Kind, Record
from cunwu.records.board import Board, read_board, read_outline
from cunwu.records.source import FolderSource
from cunwu.values.dates import PartialDay, chinese_partial
from cunwu.values.money import Money, format_yuan, parse_yuan
from cunwu.values.placeholders import is_no_reason

PLACE = "lianxi"
PHOTO, WORKBOOK = "材料/发票.jpg", "材料/村委会三月.xlsx"
_FOLDER = f"villages/{PLACE}"
_OWN, _OTHER = "合作社", "村委会"
R = TypeVar("R", bound=Record)


class Practice(Frozen):
    """A village as somebody has worked on it."""

    root: Path
    board: Board


class Task(Frozen):
    """One task: what it is called in the README, and what of it is still missing."""

    title: str
    missing: Callable[[Practice], str]
    """Why it is not done yet; empty if it is."""


def open_practice(root: Path) -> Practice:
    """The village of a folder. Raises CunwuError if the folder is none to practise in."""
    source = FolderSource(root)
    place = read_outline(source).find(PLACE)
    if place is None or not place.is_practice:
        raise CunwuError(f"{root} 不是练习的文件夹", next_step="新做一个：cunwu practice 练习")
    return Practice(root, read_board(source, place))


# --- what records say -------------------------------------------------------------------------------------------------


def _unread(practice: Practice, name: str) -> str:
    """What is wrong with a file that cannot be read as it is; empty if it is none of the village's."""
    for file in practice.board.files:
        if file.path == f"{_FOLDER}/{name}" and file.problems:
            first = file.problems[0]
            return f"{name} 还读不了：第 {first.spot.line} 行，{first.message}"
    return ""


def _ledger(practice: Practice, period: str, book: str = _OWN) -> Ledger | None:
    found = (one for one in practice.board.records(LEDGER) if (one.period.text, one.book) == (period, book))
    return next(found, None)


def _lost(practice: Practice, name: str) -> str:
    return _unread(practice, name) or f"没有 {name} 了：不要删，也不要改名；另做一个 cunwu practice"


def _only(practice: Practice, kind: Kind[R], number: str) -> R | None:
    return next((one for one in practice.board.records(kind) if one.reference == number), None)


def _is(amount: object, yuan: str) -> bool:
    return isinstance(amount, Money) and amount == parse_yuan(yuan)


def _unbalanced(ledger: Ledger) -> str:
    """What an account ought to close with, if it does not."""
    closings = derive_closings(ledger)
    for account in ledger.accounts:
        closing = closings.get(account.number)
        if closing is not None and account.closing != closing:
            return f"期末还没有跟着改：「{account.name}」应是 {_told(closing)}，写的是 {_told(account.closing)}"
    return ""


def _told(amount: object) -> str:
    return format_yuan(amount) if isinstance(amount, Money) else str(amount)


def _day(day: object) -> str:
    return chinese_partial(day) if isinstance(day, PartialDay) else str(day)


def _entry(ledger: Ledger, number: str) -> Entry | None:
    return next((one for one in written(ledger.entries) if one.number == number), None)


# --- what is missing --------------------------------------------------------------------------------------------------


def _new_entry(practice: Practice) -> str:
    ledger = _ledger(practice, "2026-03")
    if ledger is None:
        return _lost(practice, "finance/2026-03.yml")
    entry = next((one for one in ledger.entries if _is(one.expense, "86.50")), None)
    if entry is None:
        is_income = any(_is(one.income, "86.50") for one in ledger.entries)
        return "86.50 写在「收入」里了，付出去的写「支出」" if is_income else "三月还没有支出 86.50 元的一笔"
    if entry.day != date(2026, 3, 18):
        return f"明细 {entry.number} 的日期写的是 {_day(entry.on)}，单据上是 2026-03-18"
    if entry.account != "现金":
        return f"明细 {entry.number} 记在账户「{entry.account}」，付的是现金"
    return _unbalanced(ledger)


def _withdrawn(practice: Practice) -> str:
    ledger = _ledger(practice, "2026-01")
    if ledger is None:
        return _lost(practice, "finance/2026-01.yml")
    if len(written(ledger.entries)) < 4:
        return "重复的那一笔删掉了：公布过的不删，留着，写「撤销」；把它写回去"
    if not ledger.withdrawals:
        return "一月还没有撤销：003 和 004 是同一张凭证，记了两次"
    note = ledger.withdrawals[0]
    if note.item not in ("003", "004"):
        return f"撤销的是 {note.item or '整份记录'}，重复的是 003 和 004"
    if is_no_reason(note.reason):
        return f"撤销的原因写的是「{note.reason}」，看不出为什么；写明是哪两笔重了"
    return _unbalanced(ledger)


def _closed(practice: Practice) -> str:
    ledger = _ledger(practice, "2026-02")
    return _lost(practice, "finance/2026-02.yml") if ledger is None else _unbalanced(ledger)


def _next_month(practice: Practice) -> str:
    ledger, before = _ledger(practice, "2026-05"), _ledger(practice, "2026-04")
    if ledger is None:
        return _unread(practice, "finance/2026-05.yml") or f"还没有 2026-05 的收支：cunwu new 收支 {_FOLDER}"
    closing = before.accounts[0].closing if before is not None and before.accounts else None
    opening = ledger.accounts[0].opening if ledger.accounts else None
    if closing is not None and opening != closing:
        return f"五月的期初写的是 {_told(opening)}，四月的期末是 {_told(closing)}"
    if not any(_is(entry.expense, "205.00") for entry in ledger.entries):
        return "五月还没有村部电费 205.00 元那一笔"
    return _unbalanced(ledger)


def _imported(practice: Practice) -> str:
    ledger = _ledger(practice, "2026-03", _OTHER)
    if ledger is None:
        return f"还没有{_OTHER}三月的收支：cunwu import {WORKBOOK} --place {PLACE} …"
    spent = sum(one.fen for one in ledger.entries if one.fen < 0)
    if len(ledger.entries) != 4 or spent != -49_550:
        return f"表里是 4 笔、支出 495.50 元，记录里是 {len(ledger.entries)} 笔、{-spent / 100:.2f} 元：照表再核一遍"
    return _unbalanced(ledger)


_NOT_IT = "明细 002 改了，改成的数和期末对不上：两个数字抄反了，再看 cunwu check"


def _wrong_amount(practice: Practice) -> str:
    ledger = _ledger(practice, "2026-04")
    if ledger is None:
        return _lost(practice, "finance/2026-04.yml")
    if ledger.accounts and not _is(ledger.accounts[0].closing, "2358.00"):
        return f"改的是期末（{_told(ledger.accounts[0].closing)}）：钱数过，期末 2358.00 没有错，错的是一笔明细"
    entry = _entry(ledger, "002")
    if entry is None:
        return "明细 002 没有了：抄错的改数，不要删"
    if not _is(entry.expense, "1320.00"):
        return "还没有找到，明细 002 没有变：cunwu check 会说像是哪一笔" if _is(entry.expense, "1230.00") else _NOT_IT
    return _unbalanced(ledger)


def _corrected(practice: Practice) -> str:
    asset = _only(practice, ASSET, "资-01")
    if asset is None:
        return _lost(practice, "assets/bengfang.yml")
    notes = [note for note in asset.corrections if note.field == "原值"]
    if not notes:
        changed = not _is(asset.original, "5600.00")
        return "数改了，没有写「更正」：公布过的数不能悄悄改" if changed else "还没有更正抽水机的原值"
    note = notes[0]
    if (_amount(note.before), _amount(note.after)) != (parse_yuan("5600.00"), parse_yuan("6500.00")):
        return f"更正写的是从 {note.before} 改为 {note.after}，应从 5600.00 改为 6500.00"
    return "" if _is(asset.original, "6500.00") else f"更正写了，「原值」写的是 {_told(asset.original)}"


def _amount(text: str) -> Money | None:
    try:
        return parse_yuan(text)
    except ValueError:
        return None


def _attached(practice: Practice) -> str:
    ledger = _ledger(practice, "2026-03")
    if ledger is None:
        return _lost(practice, "finance/2026-03.yml")
    if not ledger.attachments:
        return f"三月的收支还没有附件：cunwu attach {PHOTO} {_FOLDER}/finance/2026-03.yml --item 002 …"
    entry = _entry(ledger, "002")
    named = entry.evidence if entry is not None else None
    paper = next((one for one in ledger.attachments if one.number == named), None)
    if paper is None:
        return "附件有了，明细 002 没有写上「附件」：买水管的是 002"
    file = practice.root / _FOLDER / paper.file
    if not file.is_file():
        return f"附件写的是 {paper.file}，文件不在"
    is_same = sha256(file.read_bytes()).hexdigest() == paper.sha256
    return "" if is_same else f"{paper.file} 和写的校验值不一样：用 cunwu attach 放，不要自己复制"


def _dated(practice: Practice) -> str:
    meeting = _only(practice, MEETING, "2026-02")
    if meeting is None:
        return _lost(practice, "meetings/2026-02.yml")
    return "" if meeting.day == date(2026, 2, 28) else f"会是二月最后一天开的，写的是 {_day(meeting.held_on)}"


def _notice(practice: Practice) -> str:
    notices = practice.board.records(NOTICE)
    broken = next((file for file in practice.board.files if file.kind is NOTICE and file.record is None), None)
    if not notices:
        return _unread(practice, broken.path.removeprefix(f"{_FOLDER}/")) if broken else "还没有公告"
    notice = next((one for one in notices if one.day == date(2026, 4, 10)), notices[0])
    if notice.day != date(2026, 4, 10) or notice.until != date(2026, 4, 12):
        days = f"{_day(notice.since)} 到 {notice.until or '（没有写）'}"
        return f"公告「{notice.name}」的起止写的是 {days}，停水是 2026-04-10 到 2026-04-12"
    return "" if notice.body else f"公告「{notice.name}」没有正文"


TASKS: tuple[Task, ...] = (
    Task("记一笔", _new_entry),
    Task("撤销一笔", _withdrawn),
    Task("算期末", _closed),
    Task("下个月", _next_month),
    Task("导入一张表", _imported),
    Task("找出抄错的数", _wrong_amount),
    Task("更正", _corrected),
    Task("放一张照片", _attached),
    Task("改一个日子", _dated),
    Task("写一份公告", _notice),
)
"""In the order of the README."""


def judge(practice: Practice) -> Iterator[tuple[Task, str]]:
    """Each task with what is missing; empty for those that are done."""
    return ((task, task.missing(practice)) for task in TASKS)
