"""A proposed change: checked against what was published, and described for those who decide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from cunwu.changes.base import Published
from cunwu.changes.branch_check import check_branches, check_commits, check_message, check_names
from cunwu.changes.claimed import Claimed
from cunwu.changes.suspects import all_answered, answers_of, with_answers, without_known
from cunwu.core.frozen import replace
from cunwu.core.paths import RECORDS, Project
from cunwu.core.problem import CunwuError, Problem, Severity
from cunwu.core.progress import progress
from cunwu.core.system_words import reason_of
from cunwu.core.zone import day_at
from cunwu.derive.past import Past
from cunwu.git.branches import changed_blobs, changed_paths, merged_tree, names_of, new_commits, parting_of, read_staged
from cunwu.git.commit_source import CommitSource
from cunwu.git.repository import read_blobs, refuse_shallow, resolve_commit
from cunwu.history.start import NO_START, ROOT_FILE, Start, start_of, stated_in, without_dropped
from cunwu.history.versions import (
    Versions,
    differing_files,
    moved_in,
    read_versions,
    with_copies,
)
from cunwu.kinds.posting import POSTING
from cunwu.kinds.village import Village
from cunwu.records.board import Board, Outline, kind_at, read_board, read_outline
from cunwu.records.places import Place
from cunwu.records.privacy import hide_leaks
from cunwu.records.source import Source
from cunwu.reports.summary import PlaceProblems, Report
from cunwu.rules.checker import check_outline, check_place
from cunwu.rules.history import check_astray, check_reused, check_versions, told_in
from cunwu.rules.places import cadre_of_no_village, one_person_in_two_villages
from cunwu.rules.request import (
    answers_in,
    check_heads,
    check_mixture,
    check_outside,
    check_start,
    check_times,
    confirmations_in,
    is_head,
    large_changes,
)
from cunwu.rules.request_copies import copies_of_neighbours
from cunwu.rules.request_notes import notes_before_publication, values_never_shown
from cunwu.rules.request_periods import periods_released, times_that_excuse
from cunwu.rules.request_pictures import numbers_brought, pictures_brought
from cunwu.rules.request_settings import changed_settings
from cunwu.rules.request_told import (
    filled_in_late,
    goals_met_when_set,
    irregularities_gone,
    states_taken_back,
    words_taken_down,
)
from cunwu.rules.texts import check_text, is_beside_records
from cunwu.yaml.reader import read_yaml

if TYPE_CHECKING:
    from cunwu.records.printed import Found

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class _Proposal:
    """The records that would be published, and those that are."""

    before: Files
    """Record files that differ, as they were published."""
    after: Files
    source: Source
    """All records as they would be."""
    outline: Outline
    paths: tuple[str, ...]
    """Every file that changes, records or not."""
    published: Published
    tree: str
    """The tree that would be published."""
    start: Start = NO_START
    """Where the history would begin."""
    stated: Mapping[str, date] = field(default_factory=dict)
    """Path of a file → the day that the last commit states which brought it."""

    @cached_property
    def versions(self) -> Versions:
        """The records that differ, in both versions."""
        read = read_versions(self.before, self.after, self.published.is_original)
        return with_copies(read, self.published.project.root, self.tree, self.published.is_original)

    def touched(self, outline: Outline, retuned: Collection[str]) -> tuple[Place, ...]:
        """The places in whose folders files change, and those below a region whose settings or rubrics do.

        A folder that is no place, such as a village inside a village, counts for the place it lies in.
        """
        own = {outline.owner_of(path) for path in self.paths if path.startswith(f"{RECORDS}/")}
        kinds = (kind_at(path) for path in self.paths)
        holding = (*retuned, *(found[0] for found in kinds if found is not None and found[1].inherited))
        below = {place.path for path in holding if (region := outline.find(path)) for place in region.walk()}
        return tuple(place for place in outline.root.walk() if place.path in own | below)

    @property
    def regions_of_postings(self) -> frozenset[str]:
        """Paths of the regions right above the places whose postings change."""
        found = (kind_at(path) for path in self.paths)
        places = (self.outline.find(one[0]) for one in found if one is not None and one[1] is POSTING)
        return frozenset(place.parent.path for place in places if place is not None and place.parent is not None)

    def board(self, path: str) -> Board | None:
        """The board of a place as it would be; None if there would be none."""
        place = self.outline.find(path)
        return read_board(self.source, place) if place is not None else None

    def is_measured(self, path: str) -> bool:
        """Whether anything can be late in a place: it is a village that has joined."""
        place = self.outline.find(path)
        return place is not None and isinstance(place.record, Village) and place.record.joined is not None


def check_against(project: Project, base: str, head: str, as_of: date, newest: date) -> Report:
    """Check what merging `head` into `base` would publish: the touched places, and changes of published records.

    No commit may claim a time later than `newest`, the day of the clock.
    """
    root = project.root
    refuse_shallow(root)
    base_commit, head_commit = resolve_commit(root, base), resolve_commit(root, head)
    tree = merged_tree(root, base_commit, head_commit)
    source = CommitSource(root, tree)
    paths, published = changed_paths(root, base_commit, tree), Published(project, base_commit)
    commits = new_commits(root, base_commit, head_commit)
    stated = {change.path: day_at(commit.time) for commit in reversed(commits) for change in commit.changes}
    files = differing_files(root, base_commit, tree)
    proposal = _propose(files, source, paths, published, tree, stated=stated)
    # A commit may be called by its id, whose digits are nobody's.
    called = () if head_commit.startswith(head) else (head,)
    branches = check_branches((*called, *names_of(root, head_commit)))
    times = check_times(((commit.id, day_at(commit.time)) for commit in commits), max(as_of, newest))
    told = (*branches, *check_commits(root, commits, base_commit, as_of), *times)
    answers = answers_of(commits)
    of_commits = PlaceProblems("分支里的提交", all_answered(told, answers))
    confirmed = bool(confirmations_in(commit.message for commit in commits))
    report = _report(proposal, of_commits, as_of, lambda problem: None if confirmed else problem)
    return with_answers(report, paths, proposal.before, proposal.after, answers)


def check_staged(project: Project, base: str, as_of: date) -> Report:
    """Check what `git commit` would record, against the commit where `base` and the last commit part.

    Without a `base` the last commit counts as published; before the first commit nothing is.
    """
    root = project.root
    staged = read_staged(root)
    published = staged.before
    if base and staged.parents:
        # A clone without its history has no such commit; then the last commit counts as published.
        published = parting_of(root, resolve_commit(root, base), *staged.parents) or staged.before
    source = CommitSource(root, staged.tree)
    paths, files = changed_paths(root, staged.before, staged.tree), differing_files(root, published, staged.tree)
    base_of = Published(project, published)
    proposal = _propose(files, source, paths, base_of, staged.tree)
    names = check_names(path for path in paths if not path.startswith(f"{RECORDS}/"))
    texts = _beside_records(root, staged.before, staged.tree)
    of_files = PlaceProblems("文件", tuple(problem.with_texts(hide_leaks) for problem in (*names, *texts)))
    # The message that could confirm a large change is not written yet.
    return _report(proposal, of_files, as_of, lambda problem: replace(problem, severity=Severity.NOTICE))


def _beside_records(root: Path, before: str, after: str) -> Iterator[Problem]:
    """Leaks in the pages and hidden files that differ between two trees."""
    changes = [change for change in changed_blobs(root, before, after) if is_beside_records(change.path)]
    contents = read_blobs(root, [blob for change in changes for blob in (change.before, change.after)])
    for change in changes:
        if change.after:
            content, known = contents[change.after], [contents[change.before]] if change.before else []
            yield from without_known(check_text(change.path, content), change.path, content, known)


def _propose(
    files: tuple[Files, Files],
    source: CommitSource,
    paths: tuple[str, ...],
    published: Published,
    tree: str,
    *,
    stated: Mapping[str, date] | None = None,
) -> _Proposal:
    outline = read_outline(source)
    start = start_of(source, outline, published.project.root, published.commit)
    before, after = without_dropped(files[0], start), files[1]
    return _Proposal(before, after, source, outline, paths, published, tree, start, stated or {})


def _report(
    proposal: _Proposal, more: PlaceProblems, as_of: date, weigh: Callable[[Problem], Problem | None]
) -> Report:
    """All problems of a proposal; `weigh` returns the problem of a large change as reported, or None to drop it."""
    versions, published = proposal.versions, proposal.published
    closing = published.closing(as_of)
    large = (weighed for problem in large_changes(versions) if (weighed := weigh(problem)) is not None)
    silent = (
        *check_versions(versions, closing),
        *check_reused(versions, published.gone),
        *check_astray(versions, published.gone, published.is_new),
    )
    settings = tuple(changed_settings(versions, published.outline, proposal.outline))
    seen = (
        *words_taken_down(versions),
        *pictures_brought(versions),
        *numbers_brought(versions, proposal.source, partial(_read, published.project)),
        *goals_met_when_set(versions),
        *filled_in_late(versions, closing),
        *states_taken_back(versions, as_of),
        *values_never_shown(versions),
        *copies_of_neighbours(versions, proposal.source, proposal.outline),
        *notes_before_publication(versions, published.shown_since, as_of),
        *times_that_excuse(versions, proposal.stated, closing, proposal.is_measured),
        *periods_released(versions, published.board, proposal.board, as_of),
    )
    retuned = {place[0] for one in settings if (place := kind_at(one.file))}
    claimed = Claimed(published.project.root, proposal.tree, proposal.source, proposal.outline, proposal.paths, as_of)
    places = proposal.touched(proposal.outline, retuned)
    past = published.past(as_of, moved_in(versions), claimed.at)
    judged = {place: check_place(proposal.source, place, as_of, past).problems for place in progress(places, "检查")}
    stood = proposal.touched(published.outline, retuned) if published.outline is not None else ()
    now = (one for told in judged.values() for problem in told for one in (problem, *problem.consequences))
    vanished = irregularities_gone(versions, closing, published.problems(stood, as_of), now)
    found = told_in(proposal.after, (*silent, *large, *settings, *seen, *vanished, *_start(proposal)))
    history: dict[str, list[Problem]] = {}
    for problem in found:
        owner = kind_at(problem.file)
        history.setdefault(owner[0] if owner else "", []).append(problem)
    gone = [PlaceProblems(path, tuple(history[path])) for path in history if proposal.outline.find(path) is None]
    checked = [
        PlaceProblems(" · ".join(place.full_name), (*history.get(place.path, ()), *told))
        for place, told in judged.items()
    ]
    touched = {place.path for place in places}
    telling = (proposal.regions_of_postings | claimed.regions) - touched
    regions = [one for one in proposal.outline.root.walk() if one.path in telling]
    together = [PlaceProblems(" · ".join(one.full_name), _of_people(proposal.source, one, past)) for one in regions]
    strays = PlaceProblems("不属于任何地方的文件", check_outline(proposal.outline))
    mixed = tuple(check_mixture(proposal.paths))  # first, because the places of the base are seldom needed
    outside = tuple(problem.with_texts(hide_leaks) for problem in check_outside(proposal.paths))
    told = outside if mixed and published.takes_mixtures else (*mixed, *outside)
    mixture = PlaceProblems("这次申请", (*told, *_heads(proposal)))
    return Report((strays, more, mixture, *gone, *checked, *together), len(places), as_of)


def _read(project: Project, name: str, content: bytes) -> Found | None:
    """What is printed on an attachment; each is read once, whoever asks again."""
    from cunwu.records.printed import KEPT, read_attached

    return read_attached(name, content, project.cache / KEPT)


def _heads(proposal: _Proposal) -> Iterator[Problem]:
    """What a request does to the heads of other boards; few touch any."""
    if any(is_head(path) for path in proposal.paths):
        root = proposal.published.project.root
        changes = changed_blobs(root, proposal.published.commit, proposal.tree)
        blobs = {blob for one in changes if is_head(one.path) for blob in (one.before, one.after) if blob}
        yield from check_heads(changes, read_blobs(root, sorted(blobs)))


def _of_people(source: Source, region: Place, past: Past) -> tuple[Problem, ...]:
    """What a region says of the postings of its villages; what else is wrong there is not of this request."""
    rules = (one_person_in_two_villages, cadre_of_no_village)
    told = check_place(source, region, past.as_of, past, rules).problems
    return tuple(problem for problem in told if problem.code in {rule.code for rule in rules})


def _start(proposal: _Proposal) -> Iterator[Problem]:
    node, _ = read_yaml(proposal.source.read(ROOT_FILE), ROOT_FILE)
    if node is not None:
        before = proposal.before.get(ROOT_FILE, b"") if ROOT_FILE in proposal.after else None
        is_new = before is not None and stated_in(before) != proposal.start.commit
        yield from check_start(proposal.start, node, is_new=is_new)


def check_message_file(path: Path, as_of: date) -> Report:
    """Check the message of the next commit, in the file that git hands to the hook commit-msg."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError as error:
        raise CunwuError(f"读不了提交说明 {path}：{reason_of(error)}", next_step=f"ls -l {path}") from error
    remedy = "把号码从提交说明里去掉，再提交一次"
    written_text = "".join(_written_lines(text))
    answers = answers_in((written_text,))
    found = (one for one in check_message(written_text, "提交说明") if one.is_error or not answers)
    told = sorted(replace(problem, remedy=remedy) if problem.is_error else problem for problem in found)
    return Report((PlaceProblems("提交说明", tuple(told)),), 1, as_of)


_SCISSORS = ">8 ----"
"""Begins the part in which `git commit -v` shows the change; that part is not in the message."""


def _written_lines(text: str) -> Iterator[str]:
    """The lines that somebody wrote, without the status and the change that git adds below them."""
    for line in text.splitlines(keepends=True):
        if _SCISSORS in line:
            return
        if not line.startswith("#\t"):
            yield line
