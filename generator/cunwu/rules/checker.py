"""Board → sorted problems: every rule runs over all its subjects, and consequences are folded under their cause."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace as replace_past
from datetime import date
from functools import cache, partial

from cunwu.core.frozen import Frozen, replace
from cunwu.core.problem import FILE_START, Problem, Severity, Spot
from cunwu.derive.doubles import DoublesBelow
from cunwu.derive.past import Past
from cunwu.derive.pictures_elsewhere import PicturesSeen
from cunwu.derive.posted import name_of
from cunwu.kinds.base import Item
from cunwu.kinds.facts import show_remedies, tell
from cunwu.kinds.fields import word_of
from cunwu.kinds.parts import holder_of, path_of
from cunwu.kinds.record import Record
from cunwu.records.attachments.prepared import kept_beside
from cunwu.records.board import Board, Outline, read_board
from cunwu.records.mending import mend_board
from cunwu.records.places import Place
from cunwu.records.privacy import hide_leaks
from cunwu.records.record_file import RecordFile
from cunwu.records.source import Source
from cunwu.rules.answers import Found, answered
from cunwu.rules.base import Context, Finding, Rule
from cunwu.rules.catalogue import CODES, RULES
from cunwu.rules.declared import relations_in
from cunwu.values.names import names_in
from cunwu.yaml.reader import key_spot_at, spot_at


class Verdict(Frozen):
    """The board of one place and its problems."""

    place: Place
    board: Board
    problems: tuple[Problem, ...]

    @property
    def is_clean(self) -> bool:
        """Whether the place's new version may be published."""
        return not any(problem.is_error for problem in self.problems)


class _Located(Frozen):
    """A problem with what folding depends on: its rule, and the file that may be its cause."""

    problem: Problem
    rule: Rule | None = None
    cause_files: tuple[str, ...] = ()

    @property
    def follows(self) -> tuple[str, ...]:
        """Codes of the problems that it may follow from."""
        return self.rule.follows if self.rule is not None else ()


def check_place(
    source: Source, place: Place, as_of: date, past: Past | None = None, rules: Sequence[Rule] = RULES
) -> Verdict:
    """Read one place and apply every rule to it, or these."""
    board = read_board(source, place)
    return Verdict(place, board, check_board(board, as_of, past, rules))


ACROSS = "ATT014"
"""The rule that compares pictures of places with each other."""
_ERRORS = frozenset(code for code, entry in CODES.items() if entry.severity is Severity.ERROR)


def check_board(
    board: Board, as_of: date, past: Past | None = None, rules: Sequence[Rule] = RULES
) -> tuple[Problem, ...]:
    """Every problem of a board, those of reading included, sorted; explanations applied, consequences folded."""
    mended = mend_board(board)
    context = Context(mended, as_of, CODES, _ERRORS, past)
    located = [_Located(problem) for problem in mended.problems]
    # What stands on a line with a slip was judged by what the line will say; that the clerk sees first.
    slips = {(file.path, slip.spot.line) for file in mended.files if file.record for slip in file.problems}
    called = cache(partial(_called, mended))  # a name is looked for among all postings
    judged = (
        _locate(mended, rule, finding, subject, called) for rule, finding, subject in _findings(mended, context, rules)
    )
    located += [entry for entry in judged if _is_told(entry.problem, slips)]
    located = _with_answers(located, mended, as_of)
    # A message that quotes what was typed must not carry an identity number into a public log;
    # nor may the name of its file.
    return tuple(sorted(problem.with_texts(hide_leaks) for problem in _fold(located)))


def _is_told(problem: Problem, slips: Collection[tuple[str, int]]) -> bool:
    """Whether a line has no slip of its own, or holds what must not wait until the slip is mended: personal data."""
    return problem.code.startswith("PRV") or (problem.file, problem.spot.line) not in slips


def check_outline(outline: Outline) -> tuple[Problem, ...]:
    """Problems of files that belong to no place, sorted, with personal numbers hidden as in those of records."""
    return tuple(sorted(problem.with_texts(hide_leaks) for problem in outline.strays))


def check_all(
    source: Source, outline: Outline, as_of: date, within: str = "", rules: Sequence[Rule] = RULES
) -> Iterator[Verdict]:
    """Verdicts of every place at or below the place path `within`, parents first; one board in memory at a time."""
    root, doubles = outline.find(within), DoublesBelow(source, as_of)
    past = Past(lambda: None, as_of, turned=lambda _: False, doubles=doubles.at)
    seen = PicturesSeen(kept_beside(source))
    for place in root.walk() if root else ():
        verdict = check_place(source, place, as_of, past, rules)
        seen.add(verdict.board)
        yield verdict
    if root is not None and any(rule.code == ACROSS for rule in rules):
        yield from compare_pictures(source, root.walk(), seen, as_of, past)


def compare_pictures(
    source: Source, places: Iterable[Place], seen: PicturesSeen, as_of: date, past: Past
) -> Iterator[Verdict]:
    """Verdicts on pictures alone, of those places in which one stands that an earlier place has too."""
    elsewhere = seen.compared()
    compared, one = replace_past(past, pictures=elsewhere), [rule for rule in RULES if rule.code == ACROSS]
    for place in places if elsewhere else ():
        if place.path in elsewhere:
            found = check_place(source, place, as_of, compared, one)
            yield replace(found, problems=tuple(problem for problem in found.problems if problem.code == ACROSS))


def _with_answers(located: Sequence[_Located], board: Board, as_of: date) -> list[_Located]:
    """The same problems with what was said of them, and what is wrong with what was said."""
    problems = list(answered([Found(one.problem, one.rule) for one in located], board, as_of))
    same = [replace(one, problem=problem) for one, problem in zip(located, problems, strict=False)]
    return [*same, *(_Located(problem) for problem in problems[len(same) :])]


_Subject = Record | RecordFile | Board


def _findings(board: Board, context: Context, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Finding, _Subject]]:
    records = [file.record for file in board.files if file.record is not None]
    subjects: dict[type, Sequence[_Subject]] = {Board: (board,), RecordFile: board.files}
    declaring: dict[str, list[Record]] = {}
    for record in records:
        for code in relations_in(type(record)):
            declaring.setdefault(code, []).append(record)
    for rule in rules:
        if rule.subject not in subjects:
            subjects[rule.subject] = [record for record in records if isinstance(record, rule.subject)]
        for subject in declaring.get(rule.code, ()) if rule.declared else subjects[rule.subject]:
            for finding in rule.run(subject, context):
                yield rule, finding, subject


def _locate(board: Board, rule: Rule, finding: Finding, subject: _Subject, called: Callable[[str], str]) -> _Located:
    file, spot = _place_of(board, finding, subject)
    typed = show_remedies(finding.facts, getattr(finding.of or subject, "unit", None) or "元")
    path = file if isinstance(file, str) else file.path
    message, remedy = tell(rule.message, finding.facts, called), rule.remedy.format(**typed)
    problem = Problem(path, spot, rule.code, message, remedy, rule.severity, answer=finding.answer)
    if isinstance(file, RecordFile):
        number, words = _part_of(file, finding)
        problem = replace(problem.with_line(file.lines), item=number, field=words)
    return _Located(problem, rule, _cause_files(board, finding, path))


def _called(board: Board, numbers: str) -> str:
    return "、".join(name_of(board, number) for number in names_in(numbers))


def _part_of(file: RecordFile, finding: Finding) -> tuple[str, str]:
    """The number of the row that a finding is about, and the field as corrections name it: 金额.合同."""
    record, item = file.record, finding.item
    path = path_of(record, item) if record is not None and isinstance(item, Item) else None
    if record is None or path is None or not isinstance(item, Item):
        return "", ""
    held = holder_of(record, path)
    place, number = (held[0], held[1].number) if held is not None else ((), "")
    words = [str(step) for step in path[len(place) :] if isinstance(step, str)]
    return number, ".".join([*words, word_of(type(item), finding.field)] if finding.field else words)


def _cause_files(board: Board, finding: Finding, path: str) -> tuple[str, ...]:
    """Where the cause may lie: in the record that the finding names as such, else in its own file."""
    match finding.because:
        case None:
            return (path,)
        case RecordFile() as file:
            return (file.path,)
        case record:
            return (board.file_of(record).path,)


def _place_of(board: Board, finding: Finding, subject: _Subject) -> tuple[RecordFile | str, Spot]:
    if not isinstance(finding.item, Item):
        return finding.item, finding.spot or FILE_START
    record = finding.of or subject
    if not isinstance(record, Record):
        raise TypeError("a rule over a whole board names the record its finding belongs to")
    file = board.file_of(record)
    return file, _spot_of(file, record, finding.item, finding.field)


def _spot_of(file: RecordFile, record: Record, item: Item, field: str) -> Spot:
    path = path_of(record, item)
    if file.tree is None or path is None:
        return FILE_START
    if not field:
        return spot_at(file.tree, path)
    whole = (*path, word_of(type(item), field))
    value = getattr(item, field)
    return (
        key_spot_at(file.tree, whole) if value is None or isinstance(value, tuple | Item) else spot_at(file.tree, whole)
    )


def _fold(located: Iterable[_Located]) -> Iterator[Problem]:
    """Problems with their consequences inside: B is folded under A if the rule of B follows the code of A."""
    entries = sorted(located, key=lambda entry: entry.problem)
    causes: dict[tuple[str, str], int] = {}
    for position, entry in enumerate(entries):
        if _is_lost_list(entry.problem):
            causes.setdefault((entry.problem.file, _LOST), position)
        if entry.problem.is_error:  # an error below a waived cause would no longer count as an error
            causes.setdefault((entry.problem.file, entry.problem.code), position)
    parents = [_cause_of(position, entry, causes) for position, entry in enumerate(entries)]
    below: dict[int, list[Problem]] = {}
    for position, entry in enumerate(entries):
        root = _root_of(position, parents)
        if root != position:
            below.setdefault(root, []).append(entry.problem)
    for position, entry in enumerate(entries):
        if parents[position] is None:
            yield replace(entry.problem, consequences=tuple(below.get(position, ())))


_LOST = "REC002:"
"""Stands for an unknown list: a sum over rows that nobody could read is off for that reason."""


def _is_lost_list(problem: Problem) -> bool:
    """Whether the rows below an unknown word were left out; where the word is plain, they were judged under it."""
    return problem.code == "REC002" and problem.line_text.rstrip().endswith(":") and "是不是" not in problem.message


def _cause_of(position: int, entry: _Located, causes: Mapping[tuple[str, str], int]) -> int | None:
    sums = (_LOST,) if entry.rule is not None and entry.rule.arithmetic else ()
    for file in entry.cause_files:
        for code in (*sums, *entry.follows):
            cause = causes.get((file, code))
            if cause is not None and cause != position:
                return cause
    return None


def _root_of(position: int, parents: list[int | None]) -> int:
    seen = {position}
    while (parent := parents[position]) is not None and parent not in seen:
        seen.add(parent)
        position = parent
    return position
