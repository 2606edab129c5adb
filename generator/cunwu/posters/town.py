"""The wall sheet of a town: what each of its villages published, and when."""

from __future__ import annotations

from collections.abc import Sequence

from cunwu.derive.disclosure import Disclosure, Line as Due, State
from cunwu.derive.timeliness import Outcome, by_outcome, count_timeliness
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.region import REGION
from cunwu.kinds.village import VILLAGE
from cunwu.pages.parts.context import PlaceContext
from cunwu.pages.parts.links import place_url
from cunwu.pages.places.disclosure import disclosure_url, measure, remark_on, sign_of, words_of
from cunwu.pages.places.timeliness import is_measured
from cunwu.posters.sheet import Column, Line, Poster
from cunwu.posters.wall import newest_period, overlaps
from cunwu.values.period import Period, month_of

_COUNTED = (Outcome.ON_TIME, Outcome.LATE, Outcome.MISSING)
_COLUMNS = (Column("村", 6.0), Column("收支"), *(Column(one.value, numeric=True) for one in _COUNTED))
_COUNTED_HINT = "后三栏：近十二个月到期的各项，有几期按时（零申报也算）、逾期、未公开。"
_HELD = "✕ 记录有错误，没有通过检查，改好以前不公布"


def plan_town_poster(context: PlaceContext, villages: Sequence[PlaceContext], wanted: Period | None) -> Poster | None:
    """The sheet of a period, of the newest month of any village if none is wanted; None where nothing is measured."""
    newest = max((one.last for village in villages if (one := newest_period(village)) is not None), default=None)
    period = wanted or (month_of(newest) if newest is not None else None)
    measured = [(village, measure(village)) for village in villages]
    as_of = context.site.as_of
    if period is None or not any(is_measured(count_timeliness(own, as_of)) for _, own in measured):
        return None
    place = context.place
    notes = [note for village, own in measured for note in _behind(village, own, period)]
    return Poster(
        title="各村公开情况",
        period=period.label,
        url=disclosure_url(place.path) if context.board.files else place_url(place),
        files=context.board.files_of(REGION),
        below=tuple(
            file for village in villages for file in (*village.board.files_of(VILLAGE), *village.board.files_of(LEDGER))
        ),
        columns=_COLUMNS,
        lines=tuple(_line(village, own, period) for village, own in measured),
        notes=(_COUNTED_HINT, *(notes or ["这一期没有逾期和未公开的。"])),
    )


def _line(village: PlaceContext, disclosures: Sequence[Disclosure], period: Period) -> Line:
    counts = by_outcome(count_timeliness(disclosures, village.site.as_of))
    counts[Outcome.ON_TIME] += counts[Outcome.ZERO]
    ledgers = [line for one in disclosures if one.kind == LEDGER.name for line in _of_period(one, period)]
    told = "\n".join(_told(line) for line in ledgers) or "· 这一期不用公开"
    if not village.board.files:
        told = _HELD
    return Line((village.place.name, told, *(str(counts[outcome]) for outcome in _COUNTED)))


def _of_period(disclosure: Disclosure, period: Period) -> list[Due]:
    return [line for line in disclosure.lines if overlaps(line.period, period)]


def _told(line: Due) -> str:
    return f"{sign_of(line)} {line.period.label} {words_of(line)}{remark_on(line)}"


def _behind(village: PlaceContext, disclosures: Sequence[Disclosure], period: Period) -> list[str]:
    """What a village was late with in the period, or has not published."""
    behind = [
        f"{one.item} {_told(line)}"
        for one in disclosures
        for line in _of_period(one, period)
        if line.is_late or line.state is State.MISSING
    ]
    return [f"{village.place.name}：{'；'.join(behind)}"] if behind else []
