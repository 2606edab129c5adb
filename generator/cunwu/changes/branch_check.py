"""The privacy gate over every new commit of a branch: what a later commit takes away stays in the history for ever."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from cunwu.changes.suspects import without_known
from cunwu.core.frozen import replace
from cunwu.core.paths import RECORDS
from cunwu.core.patterns import regex
from cunwu.core.problem import FILE_START, Problem
from cunwu.git.branches import NewCommit
from cunwu.git.repository import BlobChange, read_blobs
from cunwu.records.board import Board, kind_at, read_file
from cunwu.records.doubts import Doubt, find_doubts
from cunwu.records.places import Known, Place, listing_of
from cunwu.records.privacy import Leak, find_leaks, hide_leaks
from cunwu.rules.catalogue import CODES
from cunwu.rules.checker import check_board
from cunwu.rules.privacy import file_not_looked_through, personal_datum_suspected
from cunwu.rules.texts import check_text, check_words, is_beside_records

_REMEDY = "后面的提交删掉还不够，历史里还有。把这个提交从分支里去掉，例如 git rebase -i {base}，再重新提交"


class _OneFile:
    """A source of a single file."""

    memory = None

    def __init__(self, path: str, content: bytes) -> None:
        self.path, self.content = path, content

    def files(self) -> tuple[str, ...]:
        """Its path."""
        return (self.path,)

    def links(self) -> tuple[str, ...]:
        """Nothing: the file is no symbolic link."""
        return ()

    def read(self, path: str) -> bytes:
        """Its bytes."""
        del path
        return self.content


def check_commits(root: Path, commits: Sequence[NewCommit], base: str, as_of: date) -> tuple[Problem, ...]:
    """Leaks in commits that `base` lacks: in messages, people, file names, and contents that no other check will see.

    Those are contents that a later commit replaced, and whatever lies outside the records, code excepted. What may be
    personal is told of a commit that brought it, not of one that found it there.
    """
    last = {change.path: change.after for commit in reversed(commits) for change in commit.changes}
    passing = [
        (commit, change.path, change.after)
        for commit in commits
        for change in commit.changes
        if change.after and _is_passing(change, last[change.path])
    ]
    contents = read_blobs(root, [blob for _, _, blob in passing])
    found = [problem for commit in commits for problem in check_message(commit.message, f"提交 {commit.id[:12]}")]
    found += [problem for commit in commits for problem in _in_people(commit)]
    for commit in commits:
        gone = (name for name in commit.names if not last.get(name))
        found += [_in_commit(problem, commit, base) for problem in check_names(gone)]
    told = {path for path, blob in last.items() if blob and not is_beside_records(path)}  # by the check of their place
    for commit, path, blob in passing:
        inside = list(_in_content(path, contents[blob], as_of))
        if any(problem.code == personal_datum_suspected.code for problem in inside):
            inside = list(without_known(inside, path, contents[blob], _before(root, commit, path)))
        unread = file_not_looked_through.code if path in told else ""
        found += [_in_commit(problem, commit, base) for problem in inside if problem.code != unread]
    return tuple(sorted(problem.with_texts(hide_leaks) for problem in set(found)))


def _before(root: Path, commit: NewCommit, path: str) -> Iterable[bytes]:
    """What a file held in the parents of a commit."""
    return read_blobs(root, [change.before for change in commit.changes if change.path == path]).values()


def _is_passing(change: BlobChange, last: str) -> bool:
    if is_beside_records(change.path):
        return True
    return change.path.startswith(f"{RECORDS}/") and last != change.after


def check_message(message: str, source: str) -> Iterator[Problem]:
    """Leaks in the message of a commit, and what may be one; problems name `source` as their file."""
    remedy = "改写提交说明：git rebase -i，选 reword"
    yield from check_words(_SIGNED.sub("", message), source, "提交说明", remedy)
    for signed in _SIGNED.findall(message):
        yield from check_words(signed, source, "提交说明", remedy, _OF_PEOPLE)


_SIGNED = regex(r"^[A-Za-z-]+-[Bb]y: [^<\n]*<[^>\s]+>[ \t]*$", re.MULTILINE)
"""Git's own lines say who signed or wrote a commit, too; they may tell as much as the commit says of its author."""


def _in_people(commit: NewCommit) -> Iterator[Problem]:
    for called, text in commit.people.items():
        whose = f"提交 {commit.id[:12]}的{called}"
        yield from check_words(text, whose, whose, "改用不带号码的姓名和邮箱，重新提交：" + _AGAIN, _OF_PEOPLE)


_OF_PEOPLE = (Doubt.NEAR_ID, Doubt.NEAR_MOBILE, Doubt.PLATE, Doubt.BIRTHDAY)
"""A commit has a mail that its author chose to give."""
_AGAIN = "git config user.email；git commit --amend --reset-author，早的提交用 git rebase -i"


def check_branches(names: Iterable[str]) -> tuple[Problem, ...]:
    """Leaks in the names of branches, and what may be one; a name is public, and stands in the message of the merge."""
    remedy = "换一个不带号码的分支名：git branch -m 新名称，删去旧的，再提申请"
    return tuple(sorted({problem for name in names for problem in check_words(name, "分支名", "分支名", remedy)}))


def check_names(paths: Iterable[str]) -> Iterator[Problem]:
    """Leaks in the names of files, wherever they lie, and what may be one."""
    entry, doubts = CODES["PRV008"], CODES[personal_datum_suspected.code]
    for path in paths:
        for suspect in find_doubts(path):
            said = doubts.message.format(doubt=suspect.doubt.value, found=suspect.masked)
            yield Problem(path, FILE_START, doubts.code, f"文件名：{said}", doubts.remedy, doubts.severity)
        for hit in find_leaks(path):
            if hit.leak is not Leak.DOOR:
                facts = {"leak": hit.leak.value, "found": hit.masked}
                yield Problem(path, FILE_START, entry.code, entry.message.format(**facts), entry.remedy)


def _in_content(path: str, content: bytes, as_of: date) -> Iterator[Problem]:
    found = kind_at(path)
    if found is None:
        yield from check_text(path, content)
        return
    source = _OneFile(path, content)
    listing = listing_of(f"{RECORDS}/{found[0]}", (path,))
    place = Place(found[0], lambda _: Known(), None, is_village=True, listing=listing)
    board = Board(place, (read_file(source, path, found[1]),), source=source)
    yield from (problem for problem in check_board(board, as_of) if problem.code.startswith("PRV"))


def _in_commit(problem: Problem, commit: NewCommit, base: str) -> Problem:
    if problem.code == file_not_looked_through.code:  # nothing has to leave the history
        return problem
    message = f"提交 {commit.id[:12]}：{problem.message}"
    return replace(problem, message=message, remedy=_REMEDY.format(base=base[:12]))
