"""What a ledger holds already of the rows of an import: by voucher, else by day, amount and direction.

Nothing is guessed: a row that is there stays as it was typed, and one that only may be there is asked about, because
money that is entered twice looks like money.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cunwu.core.frozen import Frozen
from cunwu.core.patterns import regex
from cunwu.imports.cells import Spot
from cunwu.imports.plain import NUMBER, Texts
from cunwu.imports.told import CellProblem
from cunwu.imports.vouchers import voucher_key

ROWS, ANOTHER = "条目", "不是"
"""How a question is answered: --set 条目:2026-01#003=记-7, or =不是."""
_DIGITS = regex(r"(.*?)([0-9]+)")
_SHOWN = 3


class Joined(Frozen):
    """A list of a ledger and the rows of an import, as one."""

    places: tuple[int, ...]
    """Which rows of the import are in it, by their place there."""
    rows: tuple[Texts, ...]
    """These rows: under the number that they have, or the next free one."""
    moved: Mapping[str, Decimal | None]
    """Account → what old and new rows did to it together; None if a row does not say how much."""
    by_voucher: int
    by_day: int
    added: int
    only_there: tuple[str, ...]
    """Numbers of the rows that the import does not have."""
    problems: tuple[CellProblem, ...]


Effects = Mapping[str, Decimal | None]
"""Account → what a row does to it; None if the row does not say how much."""


def number_in(text: object) -> Decimal | None:
    """An amount as typed; None if it is no exact one."""
    try:
        return Decimal(str(text))
    except ArithmeticError:
        return None


def effects_of_entry(row: Texts) -> Effects:
    """What an entry does to its account: red expense and income are the same money."""
    income, expense = (number_in(row[word]) if word in row else Decimal() for word in ("收入", "支出"))
    unknown = income is None or expense is None
    return {str(row.get("账户", "")): None if unknown else (income or Decimal()) - (expense or Decimal())}


def effects_of_transfer(row: Texts) -> Effects:
    """What a transfer does to its two accounts."""
    amount = number_in(row.get("金额", ""))
    return {
        str(row.get("从", "")): None if amount is None else -amount,
        str(row.get("到", "")): amount,
    }


@dataclass(eq=False)
class _Row:
    """A row of either side, as it is compared."""

    texts: Texts
    effects: Effects
    voucher: tuple[str, str] | None
    spot: Spot | None = None
    withdrawn: bool = False
    same: _Row | None = None
    """The row of the ledger that it is."""
    is_known: bool = False
    """Whether the other side has it."""
    is_done: bool = False
    """Whether it is not to be compared any more."""

    @property
    def number(self) -> str:
        return str(self.texts.get(NUMBER, ""))

    @property
    def day(self) -> str:
        return str(self.texts.get("日期", ""))

    @property
    def said(self) -> str:
        """What a person knows it by."""
        amounts = (f"{word} {self.texts[word]}" for word in ("收入", "支出", "金额") if word in self.texts)
        parts = (self.texts.get("凭证", ""), self.day, *amounts, self.texts.get("摘要", ""))
        return " ".join(str(part) for part in parts if part)

    def has_voucher_of(self, other: _Row) -> bool:
        """Whether both name one voucher; a number without a word fits every word."""
        mine, theirs = self.voucher, other.voucher
        if mine is None or theirs is None or mine[1] != theirs[1]:
            return False
        return mine[0] == theirs[0] or not mine[0] or not theirs[0]

    def moves_as(self, other: _Row) -> bool:
        """Whether both do the same to the same accounts."""
        return self.effects == other.effects and None not in self.effects.values()


@dataclass
class Joining:
    """One list of a ledger, compared with the rows of an import."""

    reference: str
    """What the ledger is called: its period."""
    effects: Callable[[Texts], Effects]
    first: tuple[str, str]
    """Lead and digits of the number of a first row."""
    answers: Mapping[str, str]
    problems: list[CellProblem] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    """The answers that were about a row of this list."""

    def join(
        self, old: Sequence[Texts], new: Sequence[Texts], spots: Sequence[Spot], withdrawn: Iterable[str]
    ) -> Joined:
        """The rows of the import as they go into the ledger."""
        gone = set(withdrawn)
        olds = [self._row(texts, withdrawn=str(texts.get(NUMBER, "")) in gone) for texts in old]
        news = [self._row(texts, spot) for texts, spot in zip(new, spots, strict=True)]
        self._take_answers(news, olds)
        counted = [one for one in olds if not one.withdrawn]
        self._pair(news, counted, lambda one, there: one.has_voucher_of(there) and one.moves_as(there))
        self._pair_sums(news, counted)
        by_voucher = sum(one.is_done for one in news)
        self._pair_days(news, counted)
        by_day = sum(one.is_done for one in news) - by_voucher
        self._doubt(news, olds)
        places = [at for at, one in enumerate(news) if one.same is not None or not one.is_done]
        added = [one for one in news if not one.is_done]
        numbers = _numbers_after(old, len(added), self.first)
        for one in added:
            one.texts = {**one.texts, NUMBER: next(numbers)}
        rows = [news[at].texts if (there := news[at].same) is None else news[at].texts | there.texts for at in places]
        return Joined(
            tuple(places),
            tuple(rows),
            _sum((*counted, *added)),
            by_voucher,
            by_day,
            len(added),
            tuple(one.number for one in counted if not one.is_known),
            tuple(self.problems),
        )

    def _row(self, texts: Texts, spot: Spot | None = None, *, withdrawn: bool = False) -> _Row:
        said = str(texts.get("凭证", ""))
        return _Row(texts, self.effects(texts), voucher_key(said) if said else None, spot, withdrawn)

    def _take_answers(self, news: Sequence[_Row], olds: Sequence[_Row]) -> None:
        for there in olds:
            name = f"{self.reference}#{there.number}"
            answer = self.answers.get(name, "")
            self.answered |= {name} if answer else set()
            if answer == ANOTHER:
                there.is_done = True
            elif answer:
                key = voucher_key(answer)
                meant = [one for one in news if one.voucher == key and not one.is_done]
                if meant and _sum(meant) == dict(there.effects):
                    _settle(meant, [there])
                else:
                    told = "；".join(one.said for one in meant) or "这次没有这张凭证"
                    why = f"{self.reference}#{there.number} 记的是 {there.said}，说它是凭证 {answer}，可是 {told}"
                    spot = meant[0].spot if meant else next((one.spot for one in news), None)
                    self._tell(
                        spot, why, f"核对原件；不是同一笔的，写 --set {ROWS}:{self.reference}#{there.number}={ANOTHER}"
                    )

    @staticmethod
    def _pair(news: Sequence[_Row], olds: Sequence[_Row], fits: Callable[[_Row, _Row], bool]) -> None:
        for one in news:
            there = next((there for there in olds if not (one.is_done or there.is_done) and fits(one, there)), None)
            if there is not None:
                _settle([one], [there])

    @staticmethod
    def _pair_sums(news: Sequence[_Row], olds: Sequence[_Row]) -> None:
        """One voucher whose lines were typed as one row, or split: the same money on the same accounts."""
        for there in olds:
            same = [one for one in news if not one.is_done and one.has_voucher_of(there)]
            if there.is_done or not same:
                continue
            every = [one for one in olds if not one.is_done and one.has_voucher_of(same[0])]
            total = _sum(same)
            if None not in total.values() and total == _sum(every):
                _settle(same, every)

    def _pair_days(self, news: Sequence[_Row], olds: Sequence[_Row]) -> None:
        """By day, amount, direction and account; of several that are alike by the summary, too."""

        def fits(one: _Row, there: _Row) -> bool:
            return one.day == there.day and one.moves_as(there) and (one.voucher is None or there.voucher is None)

        def is_alike(one: _Row, there: _Row) -> bool:
            return fits(one, there) and one.texts.get("摘要") == there.texts.get("摘要")

        self._pair(news, olds, is_alike)
        for one in news:
            found = [there for there in olds if not (one.is_done or there.is_done) and fits(one, there)]
            if len(found) == 1 and sum(fits(other, found[0]) for other in news if not other.is_done) == 1:
                _settle([one], found)

    def _doubt(self, news: Sequence[_Row], olds: Sequence[_Row]) -> None:
        """Tell every row that may be one of the ledger."""
        for one in news:
            if one.is_done:
                continue
            same = [there for there in olds if not there.is_done and one.has_voucher_of(there)]
            near = [there for there in olds if not there.is_done and _is_near(one, there)]
            if same:
                self._ask(
                    one,
                    same,
                    "凭证号一样，钱不一样",
                    "核对原件，把记录改对（公布过的用 cunwu correct），或者改凭证再导出",
                )
            elif near:
                self._ask(one, near, "钱一样，像是同一笔", "")

    def _ask(self, one: _Row, found: Sequence[_Row], why: str, first: str) -> None:
        told = "；".join(
            f"{there.number}（{'撤销了的，' if there.withdrawn else ''}{there.said}）" for there in found[:_SHOWN]
        )
        row = f"--set {ROWS}:{self.reference}#{found[0].number}"
        name = one.texts.get("凭证", "")
        is_it = f"是同一笔的，加上 {row}={name}" if name else "是同一笔的，把记录里的日期、摘要改成和表里一样"
        remedy = "；".join(part for part in (first, is_it, f"不是的，加上 {row}={ANOTHER}") if part)
        self._tell(one.spot, f"{one.said} 和 {self.reference} 里的 {told} {why}", remedy)

    def _tell(self, spot: Spot | None, why: str, remedy: str) -> None:
        self.problems.append(CellProblem(spot or Spot("", 0, 0), "", why, remedy))


def _settle(news: Sequence[_Row], olds: Sequence[_Row]) -> None:
    """These are those: a single one takes the number of a single one, of several the ledger's rows stay as they are."""
    for one in (*news, *olds):
        one.is_known = one.is_done = True
    if len(news) == len(olds) == 1:
        news[0].same = olds[0]


def _is_near(one: _Row, there: _Row) -> bool:
    """The same amount in the same direction, and nothing that tells two things apart: two vouchers of two days do."""
    if set(one.effects.values()) != set(there.effects.values()) or None in one.effects.values():
        return False
    return one.voucher is None or there.voucher is None or one.day == there.day


def _sum(rows: Iterable[_Row]) -> dict[str, Decimal | None]:
    found: dict[str, Decimal | None] = {}
    for account, effect in (pair for row in rows for pair in row.effects.items()):
        before = found.get(account, Decimal())
        found[account] = None if before is None or effect is None else before + effect
    return found


def _numbers_after(old: Sequence[Texts], many: int, first: tuple[str, str]) -> Iterator[str]:
    """Numbers that no row has, in the form of the highest."""
    taken = {str(row.get(NUMBER, "")) for row in old}
    counted = [match for number in taken if (match := _DIGITS.fullmatch(number))]
    highest = max(counted, key=lambda match: int(match[2]), default=None)
    lead, digits = (highest[1], highest[2]) if highest is not None else first
    start = int(digits) + (highest is not None)
    return (f"{lead}{start + at:0{len(digits)}d}" for at in range(many))
