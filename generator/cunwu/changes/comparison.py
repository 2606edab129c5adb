"""What changed between two versions of the records, as a story for those who decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cunwu.changes.base import Published
from cunwu.changes.branch_check import check_commits
from cunwu.changes.suspects import answers_of, newly_suspected
from cunwu.core.frozen import replace
from cunwu.core.paths import RECORDS, Project
from cunwu.core.problem import Problem
from cunwu.core.zone import day_at
from cunwu.git.branches import changed_paths, is_published, merged_tree, new_commits, time_of
from cunwu.git.commit_source import CommitSource
from cunwu.git.repository import refuse_shallow, resolve_commit
from cunwu.history.closing import Closing
from cunwu.history.start import ROOT_FILE, start_of, stated_in, without_dropped
from cunwu.history.totals import derive_totals
from cunwu.history.versions import (
    Versions,
    changes_between,
    differing_files,
    differing_from_folder,
    read_versions,
    with_copies,
)
from cunwu.kinds.base import written
from cunwu.kinds.parts import numbered_items
from cunwu.kinds.record import Record
from cunwu.records.board import Outline, read_outline
from cunwu.records.places import Place
from cunwu.records.privacy import hide_leaks
from cunwu.records.source import FolderSource, Source
from cunwu.reports.story import Changes, Taken
from cunwu.rules.checker import check_place
from cunwu.rules.history import check_astray, check_reused, told_in
from cunwu.rules.request import confirmations_in, large_changes, name_files
from cunwu.rules.request_copies import copies_of_neighbours
from cunwu.rules.request_notes import notes_before_publication, values_never_shown
from cunwu.rules.request_pictures import pictures_brought
from cunwu.rules.request_settings import changed_settings
from cunwu.rules.request_told import filled_in_late, irregularities_gone, states_taken_back, words_taken_down

Files = Mapping[str, bytes]


def compare_records_of(project: Project, base: str, head: str, as_of: date, *, merge: bool = False) -> Changes:
    """What changed in the records between the commit `base` and the commit `head`, or the files on disk without one.

    With `merge`, what merging `head` into `base` would change. Each change has the kind that a check would give it.
    """
    root = project.root
    refuse_shallow(root)
    published = Published(project, resolve_commit(root, base))
    if not head:
        folder = FolderSource(root)
        before, after, begun = _begun(published, differing_from_folder(root, published.commit, folder), folder)
        versions = read_versions(before, after, published.is_original)
        judged = _Judged(published, as_of, versions, before, after, folder, begun)
        return judged.tell((base, "现在的文件"), as_of)
    head_commit = resolve_commit(root, head)
    tree = merged_tree(root, published.commit, head_commit) if merge else head_commit
    source = CommitSource(root, tree)
    before, after, begun = _begun(published, differing_files(root, published.commit, tree), source)
    versions = with_copies(read_versions(before, after, published.is_original), root, tree, published.is_original)
    # Old changes were in time on the day on which they were published, however much later somebody looks back.
    is_old = not merge and is_published(root, head_commit)
    day = min(as_of, day_at(time_of(root, head_commit))) if is_old else as_of
    judged = _Judged(published, day, versions, before, after, source, begun)
    commits = new_commits(root, published.commit, head_commit)
    told = judged.tell((base, head), as_of)
    brought = newly_suspected(check_commits(root, commits, published.commit, as_of), {}, {})
    paths = changed_paths(root, published.commit, tree)
    outside = sorted(path for path in paths if not path.startswith(f"{RECORDS}/"))
    return replace(
        told,
        outside=name_files(outside),
        confirmed=confirmations_in(commit.message for commit in commits),
        suspected=(*told.suspected, *brought),
        answers=answers_of(commits),
    )


def _begun(published: Published, files: tuple[Files, Files], source: Source) -> tuple[Files, Files, str]:
    """The files of both sides without what lies before the board's own history, and what is said of its beginning."""
    before, after = files
    start = start_of(source, read_outline(source), published.project.root, published.commit)
    is_new = ROOT_FILE in after and stated_in(before.get(ROOT_FILE)) != start.commit
    return without_dropped(before, start), after, start.sentence if is_new or start.trouble else ""


@dataclass(frozen=True)
class _Judged:
    """Two versions, held against what was published, as of a day."""

    published: Published
    day: date
    versions: Versions
    before: Files
    after: Files
    source: Source
    begun: str
    """What is said of the beginning of the board's own history, if that is new."""

    def tell(self, called: tuple[str, str], as_of: date) -> Changes:
        """The story of the two versions, which go by the names `called`."""
        versions, published = self.versions, self.published
        now, shown = self._problems(as_of), {hide_leaks(path) for path in self.after}
        noted = [problem for problem in now if problem.file in shown]
        closing, tokens = published.closing(self.day), published.project.tokens
        return Changes(
            base=called[0],
            head=called[1],
            changes=changes_between(versions, lambda key: closing.changes_of(versions, key)),
            names={place.path: " · ".join(place.full_name) for place in self.outline.root.walk()},
            totals=derive_totals(versions),
            taken={key: _taken(version.record) for key, version in versions.new.items()},
            large=told_in(self.after, large_changes(versions)),
            begins=self.begun,
            refused=told_in(self.after, self._refused()),
            noticed=told_in(self.after, self._noticed(closing, now, as_of)),
            irregular=tuple(problem for problem in noted if problem.is_irregular),
            suspected=newly_suspected(noted, self.before, self.after),
            tokens=tokens.read_text("utf-8") if tokens.is_file() else "",
        )

    def _refused(self) -> Iterator[Problem]:
        """What a check refuses though each change by itself looks like an addition."""
        yield from check_reused(self.versions, self.published.gone)
        yield from check_astray(self.versions, self.published.gone, self.published.is_new)
        yield from (problem for problem in words_taken_down(self.versions) if problem.is_error)

    def _noticed(self, closing: Closing, now: Iterable[Problem], as_of: date) -> Iterator[Problem]:
        """What a check tells whoever merges, though nothing forbids it."""
        versions, published = self.versions, self.published
        yield from (problem for problem in words_taken_down(versions) if not problem.is_error)
        yield from pictures_brought(versions)
        yield from changed_settings(versions, published.outline, self.outline)
        yield from (*filled_in_late(versions, closing), *states_taken_back(versions, closing.as_of))
        yield from values_never_shown(versions)
        yield from copies_of_neighbours(versions, self.source, self.outline)
        yield from notes_before_publication(versions, published.shown_since, as_of)
        stood = _owners(published.outline, (*self.before, *self.after)) if published.outline is not None else ()
        yield from irregularities_gone(versions, closing, published.problems(stood, as_of), now)

    @cached_property
    def outline(self) -> Outline:
        """The places of the newer version."""
        return read_outline(self.source)

    def _problems(self, as_of: date) -> tuple[Problem, ...]:
        """What a check says of the places whose files differ, consequences on their own."""
        past, places = self.published.past(as_of), _owners(self.outline, (*self.before, *self.after))
        found = (problem for place in places for problem in check_place(self.source, place, as_of, past).problems)
        return tuple(one for problem in found for one in (problem, *problem.consequences))


def _taken(record: Record) -> Taken:
    numbers = frozenset(item.number for _, item in numbered_items(record))
    lists = {"更正": record.corrections, "补录": record.late_entries}
    return Taken(numbers, frozenset(word for word, entries in lists.items() if written(entries)))


def _owners(outline: Outline, files: Iterable[str]) -> tuple[Place, ...]:
    """The places that own these files."""
    places = dict.fromkeys(outline.owner_of(path) for path in files)
    return tuple(filter(None, map(outline.find, places)))
