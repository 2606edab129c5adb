"""What the records of a village say of one resident cadre: promised, done, judged, rewarded, trained."""

from __future__ import annotations

from collections.abc import Iterator

from cunwu.core.frozen import Frozen
from cunwu.kinds.assessment import ASSESSMENT, Assessment
from cunwu.kinds.conduct import CONDUCT, Act, Conduct
from cunwu.kinds.deed import DEED, Deed
from cunwu.kinds.pledge import PLEDGE, Pledge
from cunwu.kinds.record import Record
from cunwu.kinds.stay import STAY, StayDay, Stays
from cunwu.kinds.training import TRAINING, Training
from cunwu.kinds.visit import VISIT, Visit, Visits
from cunwu.kinds.weekly import WEEKLY, Weekly
from cunwu.records.board import Board
from cunwu.values.names import names_in


class CadreWork(Frozen):
    """The records that name one posting by its number, each list by file name."""

    pledges: tuple[Pledge, ...]
    visits: tuple[tuple[Visits, Visit], ...]
    weeks: tuple[Weekly, ...]
    stays: tuple[tuple[Stays, StayDay], ...]
    deeds: tuple[Deed, ...]
    assessments: tuple[Assessment, ...]
    acts: tuple[tuple[Conduct, Act], ...]
    trainings: tuple[Training, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record that a page about it is made from."""
        parts = (*(one for one, _ in self.visits), *(one for one, _ in self.stays), *(one for one, _ in self.acts))
        whole = (*self.pledges, *self.weeks, *self.deeds, *self.assessments, *self.trainings)
        return tuple(dict.fromkeys((*whole, *parts)))


def work_of(board: Board, number: str) -> CadreWork:
    """Everything that the board says of the posting with this number."""
    return CadreWork(
        pledges=tuple(one for one in board.records(PLEDGE) if _promised(one, number)),
        visits=tuple(_visits(board, number)),
        weeks=tuple(one for one in board.records(WEEKLY) if one.posting == number),
        stays=tuple(_stays(board, number)),
        deeds=tuple(one for one in board.records(DEED) if one.by is not None and number in names_in(one.by)),
        assessments=tuple(one for one in board.records(ASSESSMENT) if one.posting == number),
        acts=tuple((one, act) for one in board.records(CONDUCT) for act in one.acts if act.posting == number),
        trainings=tuple(one for one in board.records(TRAINING) if number in one.attended),
    )


def _promised(pledge: Pledge, number: str) -> bool:
    return pledge.posting == number or any(number in names_in(one.who) for one in pledge.signings)


def _visits(board: Board, number: str) -> Iterator[tuple[Visits, Visit]]:
    for visits in board.records(VISIT):
        yield from ((visits, visit) for visit in visits.visits if number in names_in(visit.visitor))


def _stays(board: Board, number: str) -> Iterator[tuple[Stays, StayDay]]:
    for stays in board.records(STAY):
        for entry in stays.entries:
            named = names_in(entry.who) if entry.who is not None else (stays.posting or "",)
            if number in named:
                yield stays, entry
