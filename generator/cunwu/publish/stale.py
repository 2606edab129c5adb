"""What changed since the last build, without looking at anything that did not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cunwu.core.paths import OWN_FILES, Project
from cunwu.core.program import digest_of_files, program_digest
from cunwu.git.repository import GitRefusedError, commits_between, edited_files, find_head, resolve_commit, walk_commits
from cunwu.publish.manifest import Base


def program_key(project: Project) -> str:
    """What makes the pages: differs when the program does, as this process loaded it, or the theme as it is now."""
    return digest_of_files(program_digest(), project.theme, _files(project.theme))


def content_key(project: Project) -> str:
    """Differs when pages written by people do: content/, the theme, mkdocs.yml, or the program that adds to them."""
    return digest_of_files(program_key(project), project.root, (project.config, *_files(project.content)))


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def head_of(root: Path, commit: str) -> str | None:
    """The commit that is built, or below the files on disk; None where no history can be trusted."""
    head = find_head(root, commit or "HEAD")
    if head is None and commit:
        resolve_commit(root, commit)  # raises for a name that stands for nothing
    return head


def edits_on_disk(root: Path, commit: str) -> tuple[str, ...] | None:
    """Record files that are on disk other than committed; none of a commit; None where git cannot say which."""
    if commit:
        return ()
    try:
        return edited_files(root)
    except GitRefusedError:
        return None


def changed_since(root: Path, base: Base, head: str, edited: tuple[str, ...]) -> frozenset[str] | None:
    """Record files that changed since the last build; None when too much may have: then everything is made.

    A file that a commit changed and another changed back is among them: its history is another.
    """
    if commits_between(root, base.commit, head) is None:
        return None
    commits = walk_commits(root, head, base.commit) if head != base.commit else ()
    published = {change.path: change for commit in commits for change in commit.changes}
    # Settings and names reach everything below; a place that comes, goes or moves changes the tree.
    for change in published.values():
        name = change.path.rpartition("/")[2]
        if name == "region.yml" or (name == "village.yml" and not (change.before and change.after)):
            return None
    changed = frozenset((*published, *edited, *base.edited))
    if any(path.rpartition("/")[2] in OWN_FILES for path in (*edited, *base.edited)):
        return None
    return changed
