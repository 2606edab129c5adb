"""An edit before it is written: what its place would be told, and whether a check would refuse the edit itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cunwu.changes.base import Published
from cunwu.core.frozen import Frozen
from cunwu.core.paths import Project
from cunwu.core.problem import CunwuError, Problem
from cunwu.git.branches import published_part_of
from cunwu.git.repository import find_head, read_published, resolve_commit
from cunwu.git.trouble import NoRepositoryError
from cunwu.history.versions import differing_from_folder, read_versions
from cunwu.kinds.reading import read_record
from cunwu.kinds.record import Record
from cunwu.records.board import Outline, kind_at, read_outline
from cunwu.records.places import Place
from cunwu.records.source import FolderSource
from cunwu.rules.checker import check_place
from cunwu.rules.history import check_astray, check_versions
from cunwu.yaml.reader import read_yaml


def published_base(project: Project, named: str = "") -> str:
    """The commit that counts as published: the named one, else what the published branch has of HEAD, else HEAD.

    Commits of one's own branch are not published: a value from them was never seen by anybody.
    """
    if named:
        return resolve_commit(project.root, named)
    try:
        return published_part_of(project.root, "HEAD") or "HEAD"
    except NoRepositoryError:
        return "HEAD"


def published_text(project: Project, path: str, base: str) -> str | None:
    """A record as it was published, also if its file was renamed since; None if it was never published."""
    content = read_published(project.root, path, base)
    if content is None and find_head(project.root, base) is not None:
        content = _renamed(project, path, base)
    return content.decode("utf-8-sig", "replace") if content is not None else None


def _renamed(project: Project, path: str, base: str) -> bytes | None:
    before, after = differing_from_folder(project.root, base, FolderSource(project.root))
    versions = read_versions(before, after)
    key = next((key for key, version in versions.new.items() if version.path == path), None)
    old = versions.old.get(key) if key is not None else None
    return before[old.path] if old is not None else None


class Edit(Frozen):
    """One record before and after an edit; both texts can be read."""

    path: str
    before: str
    after: str


@dataclass(frozen=True)
class _Laid:
    """The files of a project with one text laid over its file."""

    folder: FolderSource
    path: str
    text: str
    memory: None = field(default=None)

    def files(self) -> tuple[str, ...]:
        return self.folder.files()

    def links(self) -> tuple[str, ...]:
        return self.folder.links()

    def read(self, path: str) -> bytes:
        return self.text.encode() if path == self.path else self.folder.read(path)


@dataclass(frozen=True)
class Acceptance:
    """Holds an edit against the rules and against what was published in the commit `base`."""

    project: Project
    base: str
    edit: Edit
    day: date

    @cached_property
    def source(self) -> _Laid:
        """The records as they will be."""
        return _Laid(FolderSource(self.project.root), self.edit.path, self.edit.after)

    @cached_property
    def outline(self) -> Outline:
        """The places of the records as they will be."""
        return read_outline(self.source)

    @property
    def places(self) -> Iterator[Place]:
        """The places that hold the record."""
        return (place for place in self.outline.root.walk() if self.edit.path in place.files)

    @cached_property
    def errors(self) -> tuple[Problem, ...]:
        """The errors that the place of the record will have."""
        return tuple(self._errors_of(self.source))

    def demand(self) -> None:
        """Raises CunwuError if a check would refuse what the edit itself says: its reasons, or what it changes."""
        told = {_told(problem) for problem in self._before}
        notes = _notes_of(self.edit.path, self.edit.after) - _notes_of(self.edit.path, self.edit.before)
        for problem in (*self._against_published(self.edit.after), *_flat(self.errors)):
            is_own = problem.item in notes or problem.code.startswith(("PRV", "HIS"))
            if problem.file == self.edit.path and is_own and _told(problem) not in told:
                message = f"{problem.code} {problem.message}；文件没有改动"
                raise CunwuError(message, next_step=problem.remedy or f"cunwu explain {problem.code}")

    @property
    def _before(self) -> Iterator[Problem]:
        """What a check said before the edit."""
        yield from self._against_published(self.edit.before)
        yield from _flat(self._errors_of(_Laid(self.source.folder, self.edit.path, self.edit.before)))

    def _errors_of(self, source: _Laid) -> Iterator[Problem]:
        past = Published(self.project, self.base).past(self.day)
        # Rules ask a place for its own file, which it reads once: each version of the records has places of its own.
        places = (place for place in read_outline(source).root.walk() if self.edit.path in place.files)
        for place in places:
            yield from (problem for problem in check_place(source, place, self.day, past).problems if problem.is_error)

    def _against_published(self, text: str) -> Iterator[Problem]:
        published = published_text(self.project, self.edit.path, self.base)
        if published is None:
            return
        versions = read_versions({self.edit.path: published.encode()}, {self.edit.path: text.encode()})
        known = Published(self.project, self.base)
        found = (
            *check_versions(versions, known.closing(self.day)),
            *check_astray(versions, known.gone, known.is_new),
        )
        yield from (problem for problem in found if problem.is_error)


def _flat(problems: tuple[Problem, ...] | Iterator[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield from (problem, *problem.consequences)


def _told(problem: Problem) -> tuple[str, str, str]:
    """What makes a problem the same after an edit that moves its line."""
    return problem.code, problem.item, problem.message


def _notes_of(path: str, text: str) -> frozenset[str]:
    """The numbers of the entries that explain changes."""
    found, (node, _) = kind_at(path), read_yaml(text.encode(), path)
    record: Record | None = read_record(found[1], node, path)[0] if found is not None and node is not None else None
    if record is None:
        return frozenset()
    # What is said of an irregularity may be left open when it is written: REC047 asks for it.
    notes = (*record.corrections, *record.withdrawals, *record.late_entries, *record.redactions)
    return frozenset(note.number for note in notes)
