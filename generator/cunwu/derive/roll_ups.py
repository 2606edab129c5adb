"""What the records of one place come to, kind by kind; `derive.rolled` adds places up.

A kind that is to roll up has a function here, and its columns in `pages.places.totals`.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from cunwu.derive.past import SettingsOf
from cunwu.derive.requests import request_clock
from cunwu.derive.rolled import Found, Rolled, add_measure, in_order
from cunwu.derive.visits import gifts_of
from cunwu.kinds.deed import DEED
from cunwu.kinds.meeting import MEETING
from cunwu.kinds.posting import POSTING
from cunwu.kinds.request import REQUEST
from cunwu.kinds.training import TRAINING
from cunwu.kinds.visit import VISIT
from cunwu.records.board import Board
from cunwu.values.quantity import Quantity

STAFF, VISITS, CARE, DEEDS, MEETINGS = "在任", "走访", "慰问", "实事", "会议"
DEED_COST, TRAININGS, REQUESTS = "实事花费", "培训", "诉求"
NO_LEVEL, TEAMS = "没有写层级", "整队派驻的工作队"
TIMES, HOUSEHOLDS, HEADS = "次", "户数", "人次"
MONEY, GOODS = "慰问金", "慰问品"
COST = "花费"
COURSES, SESSIONS, PRESENT = "份", "场次", "实到"
RECEIVED, SETTLED, ANSWERED, OPEN, LATE = "收到", "办结", "别的答复", "还在期限内", "超过期限没有答复"
STATED_RECEIVED, STATED_SETTLED = "文件写收到", "文件写办结"


def count_records(board: Board, as_of: date, settings_on: SettingsOf) -> Rolled:
    """All of it for one place, of all years; of cadres those in post on the day."""
    found: Found = Counter()
    _staff(found, board, as_of)
    _visits(found, board)
    _deeds(found, board)
    found.update((MEETINGS, one.sort) for one in board.records(MEETING))
    _trainings(found, board)
    _requests(found, board, as_of, settings_on)
    return in_order(found)


def _staff(found: Found, board: Board, as_of: date) -> None:
    for one in board.records(POSTING):
        if one.covers(as_of, as_of):
            found[STAFF, TEAMS if one.role == "工作队" else one.level or NO_LEVEL] += 1


def _visits(found: Found, board: Board) -> None:
    for one in (visit for visits in board.records(VISIT) for visit in visits.visits):
        found[VISITS, TIMES] += 1
        if one.households is not None or one.people is None:  # whoever counts people need not count households
            add_measure(found, VISITS, HOUSEHOLDS, one.households, "户")
        if one.people is not None:
            add_measure(found, VISITS, HEADS, one.people)
    for money, goods in gifts_of(board):
        if money is not None:
            add_measure(found, CARE, MONEY, money, "元")
        found[CARE, GOODS] += goods is not None


def _deeds(found: Found, board: Board) -> None:
    for one in board.records(DEED):
        found[DEEDS, one.sort] += 1
        if one.cost is not None:
            add_measure(found, DEED_COST, COST, one.cost, "元")


def _trainings(found: Found, board: Board) -> None:
    """Who came is counted by the times they came where that is stated, else by heads; never both."""
    for one in board.records(TRAINING):
        found[TRAININGS, COURSES] += 1
        if one.sessions is not None:
            add_measure(found, TRAININGS, SESSIONS, one.sessions)
        if isinstance(one.people, Quantity):
            add_measure(found, TRAININGS, HEADS, one.people)
        else:
            add_measure(found, TRAININGS, PRESENT, one.present)


def _requests(found: Found, board: Board, as_of: date, settings_on: SettingsOf) -> None:
    """Matters one by one; what a paper only counts stands beside them, and is not added to them."""
    for record in board.records(REQUEST):
        for matter in record.matters:
            clock = request_clock(record, matter, settings_on, as_of)
            waits = LATE if clock.is_late else OPEN
            found[REQUESTS, RECEIVED] += 1
            found[REQUESTS, waits if not clock.is_answered else SETTLED if matter.result == "办结" else ANSWERED] += 1
        found[REQUESTS, STATED_RECEIVED] += record.stated_received or 0
        found[REQUESTS, STATED_SETTLED] += record.stated_settled or 0
