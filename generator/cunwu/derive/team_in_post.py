"""Who is in which post of the village's bodies on a day, who keeps apart from whom, what a body was paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from cunwu.core.frozen import Frozen
from cunwu.kinds.forms import exact_day
from cunwu.kinds.officers import AUDITORS, COMMITTEE, OFFICERS, REVIEWERS, SUPERVISORS, Officer, Officers, Relation
from cunwu.kinds.record import Record
from cunwu.kinds.village import Village
from cunwu.records.board import Board
from cunwu.values.dates import PartialDay
from cunwu.values.names import fold_name, fold_person, names_in

KEEPS_ACCOUNTS = ("会计", "出纳", "报账员")
HEADS = ("主任", "书记", "理事长")


class Held(Frozen):
    """One post that somebody holds."""

    officers: Officers
    member: Officer

    @property
    def words(self) -> str:
        """“村民委员会主任”."""
        return post_of(self.officers, self.member)


def post_of(officers: Officers, member: Officer) -> str:
    """The post with its body: 村民委员会主任; a body that is called by the post itself only once."""
    organ, role = officers.organ, member.role
    return organ if organ.endswith(role) else role if role.startswith(organ) else f"{organ}{role}"


def held_on(board: Board, day: date) -> Iterator[Held]:
    """Every post that is held on a day, in the order of the files."""
    for officers in board.records(OFFICERS):
        yield from (Held(officers, member) for member in officers.members if officers.serves(member, day))


def posts_by_person(board: Board) -> dict[str, list[Held]]:
    """Person → every post that he or she ever held, in the order of the files."""
    found: dict[str, list[Held]] = {}
    for officers in board.records(OFFICERS):
        for member in officers.members:
            found.setdefault(fold_person(member.who), []).append(Held(officers, member))
    return found


def in_several_posts(board: Board, day: date) -> dict[str, list[Held]]:
    """Person → the posts, of those who hold more than one."""
    found: dict[str, list[Held]] = {}
    for held in held_on(board, day):
        found.setdefault(fold_person(held.member.who), []).append(held)
    return {person: posts for person, posts in found.items() if len({one.words for one in posts}) > 1}


def heads_of_two(posts: Iterable[Held]) -> bool:
    """Whether one person leads more than one body (一肩挑)."""
    return len({one.officers.organ for one in posts if one.member.role in HEADS}) > 1


def keeps_accounts(member: Officer) -> bool:
    """Whether a post has to do with the books or the money."""
    return any(word in member.role for word in KEEPS_ACCOUNTS)


def hands_over(officers: Officers, member: Officer) -> bool:
    """Whether somebody who leaves this post has accounts, money or a seal to hand over."""
    watches = officers.organ in (SUPERVISORS, REVIEWERS, AUDITORS)
    return keeps_accounts(member) or (member.role in HEADS and not watches)


def overlap(first: Officers, one: Officer, second: Officers, other: Officer) -> bool:
    """Whether two members were in post at the same time for certain."""
    a, b = _span(first, one), _span(second, other)
    return a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]


def _span(officers: Officers, member: Officer) -> tuple[date, date] | None:
    began, ended = officers.began(member), officers.ended(member)
    if not isinstance(began, PartialDay):
        return None
    if ended is None:
        return began.last, date.max
    return (began.last, ended.first) if isinstance(ended, PartialDay) else None


def relations_of(board: Board) -> Iterator[tuple[Record, Relation]]:
    """Who keeps apart from whom: as bodies list it, and as villages listed it before in their own file."""
    village = board.place.record
    if isinstance(village, Village):
        yield from ((village, one) for one in village.relations)
    for officers in board.records(OFFICERS):
        yield from ((officers, one) for one in officers.relations)


def related_pairs(board: Board) -> dict[frozenset[str], Relation]:
    """Two persons → the relation that is listed of them."""
    return {frozenset((fold_person(one.person), fold_person(one.relative))): one for _, one in relations_of(board)}


def term_ends(officers: Officers, years: int | None) -> date | None:
    """The last day of a term; None if its beginning or its length is not known."""
    if not isinstance(officers.since, PartialDay) or years is None:
        return None
    began = officers.since.last
    # 29 February has no like in most years.
    return date(began.year + years, began.month, min(began.day, 28)) - timedelta(days=1)


def left_on(officers: Officers, member: Officer) -> date | None:
    """The day on which a member left, if it is known to the day."""
    return exact_day(officers.ended(member))


def holders_of(held: Sequence[Held], named: str) -> tuple[Held, ...]:
    """Whom a text names: 王某, 村委会主任; a post alone, as 主任, is that of the committee if it has one."""
    found: list[Held] = []
    for name in names_in(named):
        told, person = fold_name(name), fold_person(name)
        exact = [one for one in held if told in _called(one) or fold_person(one.member.who) == person]
        alike = [one for one in held if fold_name(one.member.role) == told]
        of_committee = [one for one in alike if one.officers.organ == COMMITTEE]
        found += exact or of_committee or alike
    return tuple(dict.fromkeys(found))


def _called(one: Held) -> set[str]:
    return {fold_name(one.words), fold_name(f"{short_organ(one.officers.organ)}{one.member.role}")}


_SHORT = {"村民委员会": "村委会", "村务监督委员会": "监委会", "村党组织": "村党组织"}


def short_organ(organ: str) -> str:
    """What people call a body: 村委会."""
    return _SHORT.get(organ, organ)
