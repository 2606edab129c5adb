"""Where the history of a board begins, if its repository began as another one's: the example it was copied from.

Only what could be no real board's may be left behind: demonstrations that never were anything else, and what was taken
from published papers. So nobody can rid a real village of its history with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from cunwu.core.frozen import Frozen, replace
from cunwu.core.paths import OWN_FILES, RECORDS
from cunwu.core.problem import CunwuError
from cunwu.core.zone import day_at
from cunwu.git.commit_source import CommitSource
from cunwu.git.repository import Wanted, commits_between, read_blobs, run_git, walk_commits
from cunwu.git.trouble import GitRefusedError
from cunwu.history.change import text_of
from cunwu.history.versions import moved_places
from cunwu.kinds.fields import word_of
from cunwu.kinds.ledger import LEDGER
from cunwu.kinds.reading import read_record
from cunwu.kinds.region import REGION, Region
from cunwu.records.board import Outline, kind_at, read_file, read_outline
from cunwu.records.places import Place
from cunwu.records.source import Source
from cunwu.values.dates import chinese_date
from cunwu.yaml.reader import Mapping as MappingNode, read_yaml

_WORD = word_of(Region, "history_start")
_DEMONSTRATION = word_of(Region, "demonstration")
ROOT_FILE = f"{RECORDS}/region.yml"
"""The file of the top place, which alone may state where the history begins."""
_NAMED = 6
"""So many places are named in a sentence; further ones are counted."""


class Start(Frozen):
    """The last commit that is not the board's own, and the places that it left behind."""

    commit: str
    day: str = ""
    """When it was made, as a person reads it; empty if there is no such commit."""
    places: tuple[str, ...] = ()
    """Paths of all places of that commit but the top one; their records are not the board's."""
    names: tuple[str, ...] = ()
    """Names of the places right below the top one."""
    villages: int = 0
    trouble: str = ""
    """Why it does not hold, so that the whole history is told; empty if it holds."""

    @property
    def dropped(self) -> frozenset[str]:
        """Places whose history is not told."""
        return frozenset(() if self.trouble else self.places)

    @property
    def sentence(self) -> str:
        """What everybody must know of it."""
        if not self.commit:
            return f"没有写「{_WORD}」，历史从第一个提交算起。"
        if self.trouble:
            return f"「{_WORD}」写的是提交 {self.commit[:12]}，没有照办，历史从头算起：{self.trouble}。"
        names = "、".join(self.names[:_NAMED]) + (f"等 {len(self.names)} 处" if len(self.names) > _NAMED else "")
        return (
            f"这块公开栏的历史从提交 {self.commit[:12]}（{self.day}）以后算起。那以前仓库里是 {names}（共 "
            f"{self.villages} 个村），都是演示数据，或者照公开材料录入的旧事，不是这里的记录；演示地区的记录不再公布，"
            "也不列入更正和改动。"
        )


NO_START = Start("")
"""That of a board whose history is told from the first commit."""


def start_in(root: Path, commit: str, known: Start = NO_START) -> Start:
    """The start that a commit states for its history; `known` is one that was found before."""
    try:
        stated = stated_in(run_git(root, "cat-file", "blob", f"{commit}:./{ROOT_FILE}"))
    except GitRefusedError:  # nothing is published there
        stated = ""
    if not stated:
        return NO_START

    def stand(paths: Sequence[str]) -> Collection[str]:
        files = [f"{RECORDS}/{path}/{name}" for path in paths for name in OWN_FILES]
        listed = run_git(root, "ls-tree", "-z", "--name-only", commit, "--", *files) if files else b""
        return [_place_at(one) for one in listed.decode("utf-8", "surrogateescape").split("\0") if one]

    return start_at(root, stated, commit, stand, known)


def start_of(source: Source, outline: Outline, root: Path, line: str) -> Start:
    """The start that records state before they are committed on top of `line`."""
    stated = stated_in(source.read(ROOT_FILE))
    return (
        start_at(root, stated, line, lambda paths: [path for path in paths if outline.find(path)])
        if stated
        else NO_START
    )


def stated_in(content: bytes | None) -> str:
    """The commit that a region.yml states; empty if it states none, or is unreadable."""
    node = read_yaml(content, ROOT_FILE)[0] if content is not None else None
    record = read_record(REGION, node, ROOT_FILE)[0] if node is not None else None
    return (record.history_start or "") if isinstance(record, Region) else ""


def start_at(
    root: Path, stated: str, line: str, stand: Callable[[Sequence[str]], Collection[str]], known: Start = NO_START
) -> Start:
    """The start at a commit, which must lie on the first-parent line of `line`.

    `stand` returns those of the places with the given paths that the board still has.
    """
    is_known = known.commit == stated and known.places and not known.trouble
    found = known if is_known else _left_behind(root, stated)
    if found.trouble:
        return found
    if line != stated and commits_between(root, stated, line) is None:
        return replace(found, trouble="这个提交不在现在的历史里")
    return without_remaining(found, stand(found.places))


def without_remaining(found: Start, left: Collection[str]) -> Start:
    """The start, which does not hold while any of its places is left."""
    return replace(found, trouble=f"那以前就公布过的 {min(left)} 还在") if left else found


def _left_behind(root: Path, commit: str) -> Start:
    """The places of a commit, and what forbids leaving them behind."""
    try:
        seconds = int(run_git(root, "log", "-1", "--no-show-signature", "--format=%ct", commit, "--"))
        source = CommitSource(root, commit)
        outline = read_outline(source)
    except GitRefusedError:
        return Start(commit, trouble="没有这个提交")
    except CunwuError:
        return Start(commit, trouble="那个提交里没有记录")
    found = left_behind(source, outline, commit, chinese_date(day_at(seconds)))
    return found if found.trouble else replace(found, trouble=next(_once_real(root, commit, outline), ""))


def left_behind(source: Source, outline: Outline, commit: str, day: str) -> Start:
    """The places of a version of the records, and what in that version forbids leaving them behind."""
    places = [place for place in outline.root.walk() if place.path]
    return Start(
        commit,
        day,
        tuple(sorted(place.path for place in places)),
        tuple(place.name for place in outline.root.children),
        sum(place.is_village for place in places),
        trouble=next(_real(source, outline.root, places), ""),
    )


def _real(source: Source, top: Place, places: Sequence[Place]) -> Iterator[str]:
    """The places that are neither demonstrations nor retold from published papers."""
    if any(path != top.own_file for path in top.files):
        yield "那以前最上面一级就有自己的记录"
    for place in places:
        if not place.is_demonstration and not _is_retold(place, source):
            yield f"{' · '.join(place.full_name)} 不是演示，也不全是照公开材料录入的"


def _once_real(root: Path, commit: str, outline: Outline) -> Iterator[str]:
    """The demonstrations that an earlier commit did not mark, or that came from a place without the mark."""
    places = list(outline.root.walk())
    marked = {place.own_file for place in places if place.record and place.record.demonstration}
    inside = {place.own_file for place in places if place.is_demonstration}
    for one in walk_commits(root, commit, wanted=Wanted(path=lambda path: path.rpartition("/")[2] in OWN_FILES)):
        blobs = read_blobs(root, (blob for change in one.changes for blob in (change.before, change.after)))
        trees = {blob: node for blob, content in blobs.items() if (node := read_yaml(content, "")[0]) is not None}
        for change in one.changes:
            if change.path in marked and change.after and not _is_marked(trees.get(change.after)):
                yield f"{_place_at(change.path)} 以前不是演示"
        gone = {one.path: trees[one.before] for one in one.changes if not one.after and one.before in trees}
        come = {one.path: trees[one.after] for one in one.changes if not one.before and one.after in trees}
        for old, new in moved_places(gone, come).items():
            if new in inside and not (_is_marked(gone[old]) or _lies_in(old, inside)):
                yield f"{_place_at(new)} 是从 {_place_at(old)} 移来的，那里不是演示"


def _is_marked(node: MappingNode | None) -> bool:
    return node is not None and text_of(node, _DEMONSTRATION) == "是"


def _lies_in(path: str, own_files: Collection[str]) -> bool:
    return any(path.startswith(f"{one.rpartition('/')[0]}/") for one in own_files)


def _is_retold(place: Place, source: Source) -> bool:
    """Whether every record of a place says from which papers it was taken, and none is an account."""
    for path in place.files:
        found = kind_at(path)
        if found is None:
            continue
        record = read_file(source, path, found[1]).record
        if found[1] is LEDGER or record is None or not record.sources:
            return False
    return True


def _place_at(path: str) -> str:
    return path.rpartition("/")[0].removeprefix(f"{RECORDS}/")


def without_dropped(files: Mapping[str, bytes], start: Start) -> Mapping[str, bytes]:
    """The record files without those of places that a start left behind."""
    dropped = start.dropped
    return {path: content for path, content in files.items() if (kind_at(path) or ("",))[0] not in dropped}
